"""Lesson 9: questions along the path, further practice, and the decision; importing it makes them known."""

from helpers.exercises.cycle import decision, path, practice

__all__ = ["decision", "path", "practice"]
