"""Lesson 7: questions along the path and on the bench, further practice, and the decision; importing it makes them
known.
"""

from helpers.exercises.winback import bench, decision, path, practice, practice_service

__all__ = ["bench", "decision", "path", "practice", "practice_service"]
