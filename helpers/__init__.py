"""The nine-step customer course: helpers behind the lessons."""

__version__ = "0.1.0"
