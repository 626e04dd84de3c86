"""The lesson at work: its case, its workbook, and whether somebody sits in front of it."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.missing import PlainError
from helpers.words import _
from helpers.workbook.book import Workbook

if TYPE_CHECKING:
    from helpers.case import Case


@dataclass
class Session:
    """One lesson at work: its case, where outputs go, the workbook, and whether a person is there."""

    case: "Case"
    out: Path | None
    workbook: Workbook
    live: bool
    lesson: str
    said: set[str] = field(default_factory=set)
    listeners: dict[str, list[Callable[[str], None]]] = field(default_factory=dict)

    def once(self, remark: str) -> bool:
        """True the first time a remark is about to be made in this session."""
        first = remark not in self.said
        self.said.add(remark)
        return first

    def shortly(self, reason: str) -> str:
        """Why something cannot be had: in full the first time in this session, then in short.

        >>> here = Session(None, None, None, live=False, lesson="")
        >>> for _turn in range(2):
        ...     print(here.shortly("This needs a table `leads` with `source`; the case has none."))
        This needs a table `leads` with `source`; the case has none.
        Needs `leads`, as said above.
        """
        if self.once(reason):
            return reason
        named = re.search(r"`[^`]+`", reason)
        return (
            _("Needs {name}, as said above.").format(name=named[0])
            if named
            else _("As said above: not here.")
        )


_sessions: list[Session] = []


def start(session: Session) -> None:
    """Make this the current session."""
    _sessions[:] = [session]


def session() -> Session:
    """The current session. Raises PlainError where no case is open."""
    if not _sessions:
        raise PlainError(_("Open a case first: firm = open_case(case)"))
    return _sessions[0]


def is_live() -> bool:
    """Whether a person sits here: NINESTEPS_LIVE (1 or 0), else: did JupyterLab or Voila start the kernel?"""
    wish = os.environ.get("NINESTEPS_LIVE", "")
    if wish in {"0", "1"}:
        return wish == "1"
    return any(name in os.environ for name in ("JPY_SESSION_NAME", "VOILA_BASE_URL"))
