"""What one learner answered, decided and noted, kept in workbook.json; and the session a lesson runs in."""

from helpers.workbook.book import NAME, Workbook, WorkbookError
from helpers.workbook.entries import SCHEMA_VERSION, plain
from helpers.workbook.sessions import Session, is_live, session, start

__all__ = [
    "NAME",
    "SCHEMA_VERSION",
    "Session",
    "Workbook",
    "WorkbookError",
    "is_live",
    "plain",
    "session",
    "start",
]
