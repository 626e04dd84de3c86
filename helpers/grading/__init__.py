"""Marking what learners hand in."""

from helpers.grading.handed import Handed, MarkError, read_handed
from helpers.grading.marks import COLUMNS, mark_command, marked

__all__ = ["COLUMNS", "Handed", "MarkError", "mark_command", "marked", "read_handed"]
