"""Tables that a lesson asks for again and again, worked out once."""

from helpers.remembered import remembered, summary

__all__ = ["remembered", "summary"]
