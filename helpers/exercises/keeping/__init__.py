"""Lesson 6: questions along the path, further practice, and the decision; importing it makes them known."""

from helpers.exercises.keeping import decision, path, practice, practice_loyalty

__all__ = ["decision", "path", "practice", "practice_loyalty"]
