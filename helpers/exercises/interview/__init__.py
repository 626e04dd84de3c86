"""Questions of lesson 2b: along the trainee's path, for more practice, and the decision."""

from helpers.exercises.interview import decision, path, practice

__all__ = ["decision", "path", "practice"]
