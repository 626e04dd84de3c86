"""Questions of lesson 3: along the trainee's path, for more practice, and the decision."""

from helpers.exercises.positioning import decision, path, practice, words

__all__ = ["decision", "path", "practice", "words"]
