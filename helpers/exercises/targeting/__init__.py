"""Questions of lesson 1: along the trainee's path, for more practice, and the decision."""

from helpers.exercises.targeting import decision, path, practice, practice_value

__all__ = ["decision", "path", "practice", "practice_value"]
