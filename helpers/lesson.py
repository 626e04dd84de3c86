"""All that a lesson imports, in one line.

    from helpers.lesson import ask, figures, hand_over, need, open_case, say, show, targeting

Step modules and displays taken from here are forgiving: where a case lacks a table, `need` gives a Missing,
what is computed from it is Missing too, and showing that says in one line which table and columns it takes.
"""

import inspect
import os
from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from helpers import forms, handover, parameters, selfcheck, words
from helpers import show as display
from helpers.case import Case
from helpers.figures.base import plain
from helpers.missing import Forgiving, Missing, first_missing, forgiving
from helpers.opening import opened, summary
from helpers.words import _, listed
from helpers.workbook import Session, Workbook, is_live, session
from helpers.workbook import start as begin

__all__ = [
    "ask", "check_parameters", "closed", "decide", "decided", "decisions", "explore", "gain", "hand_over",
    "handed", "money", "need", "open_case", "own_plan", "practice", "predict", "quiz", "recall", "rehearse",
    "reveal", "say", "self_check", "sheet", "show", "talk",
]  # fmt: skip

# Fetched when a lesson names one, so that nobody waits for the libraries of another step.
MODULES = (
    "building", "choice", "crm", "cycle", "database", "figures", "keeping", "lap", "lifetime", "mix", "needs",
    "offer", "orders", "positioning", "samples", "start", "targeting", "vendors", "winback",
)  # fmt: skip
ELSEWHERE = {"lap": "market.lap"}
P = ParamSpec("P")
T = TypeVar("T")


def __getattr__(name: str) -> Forgiving:
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return Forgiving(import_module(f"helpers.{ELSEWHERE.get(name, name)}"))


def spoken(function: Callable[P, T]) -> Callable[P, T | None]:
    """The function; given a Missing, it says in one line what is missing instead."""

    @wraps(function)
    def wrapped(*values: P.args, **options: P.kwargs) -> T | None:
        missing = first_missing(*values, *options.values())
        if missing is None:
            return function(*values, **options)
        notice(session().shortly(missing.reason))
        return None

    return wrapped


def notice(sentence: str, *, kind: str = "notice") -> None:
    """Display one sentence of the course's own."""
    display.put(display.noticed(sentence, kind=kind))


show, say, closed = spoken(display.show), spoken(display.say), spoken(display.closed)
ask, predict, reveal = spoken(forms.ask), spoken(forms.predict), spoken(forms.reveal)
explore, rehearse, decide = spoken(forms.explore), spoken(forms.rehearse), spoken(forms.decide)
quiz, recall, practice = spoken(forms.quiz), spoken(forms.recall), spoken(forms.practice)
sheet, talk = spoken(forms.sheet), spoken(forms.talk)
gain, own_plan = spoken(forms.gain), spoken(forms.own_plan)
money = forgiving(words.money)


def check_parameters() -> None:
    """Refuse parameters that the lesson does not know, or of another kind, with the list of those it knows.

    Papermill only warns of them. Reads the cells run so far: the last one that declares parameters, and those
    that papermill added. Raises ParameterError.
    """
    frame = inspect.currentframe()
    values = frame.f_back.f_globals if frame and frame.f_back else {}
    cells = [str(cell) for cell in values.get("In", [])]
    known = next((found for cell in reversed(cells) if (found := parameters.declared(cell))), [])
    passed = {name for cell in cells for name in parameters.injected(cell)}
    names = passed | {parameter.name for parameter in known}
    parameters.check(known, {name: values[name] for name in sorted(names) if name in values})


def open_case(
    case: str, *, out: str = "", customer_type: str = "", region: str = "", as_of: str = ""
) -> Case:
    """Read a case, begin the lesson's session with it, and say in one line what it holds.

    case: a folder, from here or from the course's own folder, or the name of one in data/. out: folder for
    tables and workbook; empty: that of NINESTEPS_OUT, or nothing is written. Raises CaseError.
    """
    found = opened(case, customer_type=customer_type, region=region, as_of=as_of)
    folder = out or os.environ.get("NINESTEPS_OUT", "")
    path = Path(folder).expanduser().resolve() if folder else None
    workbook = Workbook.open(path)
    lesson = Path(os.environ.get("JPY_SESSION_NAME", "")).stem
    begin(Session(case=found, out=path, workbook=workbook, live=is_live(), lesson=lesson))
    notice(f"{found.name} · {summary(found)}", kind="case")
    for remark in workbook.notices:
        notice(remark)
    return found


def self_check() -> None:
    """Show whether this installation can run the course, and what to do where it cannot."""
    display.show(selfcheck.checks(session().out), caption=_("Is everything in its place?"))


def need(source: Case | pd.DataFrame | Missing, *names: str) -> pd.DataFrame | Missing:
    """A table that has what a section needs, or Missing, which says what it would take.

    source: a case, then names are a table and its columns; or a table made before, then names are columns.
    """
    if isinstance(source, Missing):
        return source
    if isinstance(source, Case):
        reason = source.missing(*names)
        return Missing(reason, table=names[0]) if reason else source.tables[names[0]]
    lacking = [f"`{name}`" for name in names if name not in source.columns]
    if not lacking:
        return source
    return Missing(_("This needs {names}, which this case cannot give.").format(names=listed(lacking)))


def handed(
    name: str, otherwise: Callable[..., pd.DataFrame | Missing], *values: Any, **options: Any
) -> pd.DataFrame | Missing:
    """The table that an earlier step wrote to the run's folder; without it, otherwise(*values, **options).

    name: of the file, as 01_customers. What had to be worked out here instead is said in one line.
    """
    out = session().out
    path = None if out is None else out / "tables" / f"{name}.csv"
    if path is not None and path.exists():
        return handover.read_table(path)
    table = otherwise(*values, **options)
    if not isinstance(table, Missing):
        text = _("Nothing has come over from step {step} (`{name}`); it is worked out here.")
        notice(text.format(name=name, step=int(name[:2])))
    return table


def decided(name: str, **otherwise: Any) -> dict[str, Any]:
    """What was decided in an earlier lesson (id as 01.tiering), and `otherwise` for what was not.

    What stands in for a decision that nobody took is said in one line.
    """
    taken = session().workbook.decision(int(name[:2]), name.partition(".")[2])
    if taken is None:
        words = listed([f"{plain(key)}: {plain(value)}" for key, value in otherwise.items()])
        text = _("You have not taken decision {name} yet; until you do, we go on with {words}.")
        notice(text.format(name=name, words=words))
        return otherwise
    return {key: taken["value"].get(key, value) for key, value in otherwise.items()}


def decisions() -> dict[str, Mapping[str, object]]:
    """Every decision taken so far, id (as 01.tiering) → what was decided."""
    taken = session().workbook.decisions
    return {f"{int(one['step']):02d}.{one['name']}": one["value"] for one in taken}


def hand_over(
    tables: Mapping[str, pd.DataFrame | Missing],
    *,
    measures: pd.DataFrame | Missing | None = None,
    absent: handover.Absences | None = None,
) -> None:
    """Write a step's tables and measures to the run's folder, and say so; without a folder nothing is
    written.

    tables: name of the file (01_customers) -> table. measures: measure, value, unit, n, low, high. absent:
    measure -> why it cannot be had. What is Missing is left out, and why stands in absent.csv.
    """
    out = session().out
    there = [name for name, table in tables.items() if not isinstance(table, Missing)]
    handed = listed([*there, _("the measures")])
    if out is None:
        notice(
            _("Ready for the next step: {handed}. To keep them, give `out` a folder.").format(handed=handed)
        )
        return
    handover.write(out / "tables", tables=tables, measures=measures, absent=absent)
    # Not the folder's name: a row of a grid says the same as a run of its own.
    notice(_("Written to `tables` in the folder of this run: {handed}.").format(handed=handed))
