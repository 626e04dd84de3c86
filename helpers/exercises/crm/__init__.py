"""Lesson 8: questions along the path, further practice, and the decision; importing it makes them known."""

from helpers.exercises.crm import decision, path, practice

__all__ = ["decision", "path", "practice"]
