"""The tables of a case: what reads a case, checks it and explains it starts from here."""

from helpers.schema.column import KINDS, LARGEST, Column, Kind, Table
from helpers.schema.dictionary import dictionary
from helpers.schema.tables import TABLES

__all__ = ["KINDS", "LARGEST", "TABLES", "Column", "Kind", "Table", "dictionary"]
