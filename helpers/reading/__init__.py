"""Reading a case: bytes to text to typed tables, with everything that is odd on the way told as a finding."""

from helpers.reading.finding import CaseError, Finding, Notes, refused
from helpers.reading.folder import Read, read_folder
from helpers.reading.settings import FileSettings

__all__ = ["CaseError", "FileSettings", "Finding", "Notes", "Read", "read_folder", "refused"]
