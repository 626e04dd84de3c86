"""Questions of lesson 5b: along the trainee's path, for more practice, and the decision."""

from helpers.exercises.sale import decision, path, practice

__all__ = ["decision", "path", "practice"]
