"""Questions of lesson 6b: along the trainee's path, for more practice, and the decision."""

from helpers.exercises.accounts import decision, path, practice, practice_service

__all__ = ["decision", "path", "practice", "practice_service"]
