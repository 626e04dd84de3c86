"""Who does what: RACI, promises inside the house, checklists, ideas on their way to a rule."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.checks import above_zero, need
from helpers.intervals import wilson
from helpers.words import _

LETTERS = {"R": _("does it"), "A": _("answers for it"), "C": _("is asked"), "I": _("is told")}
MOST_PEOPLE = 8  # whom one person can lead and still know what each of them does

# Ten questions on the three roots (战略、计划措施、纠偏): is there one, what is done, who corrects it.
AUDIT = (
    ("strategy", _("Can three people say, alike, whom we serve and whom we do not?")),
    ("strategy", _("Is it written on one page that a newcomer understands?")),
    ("strategy", _("Does it name something we gave up for it?")),
    ("strategy", _("Would it be wrong for our nearest rival?")),
    ("measures", _("Does every line of it have an owner and a date?")),
    ("measures", _("Is money and time set aside for it, also in a bad quarter?")),
    ("measures", _("Does the desk that answers the telephone know its part?")),
    ("correction", _("Does somebody look at what came, each month, beside what was planned?")),
    ("correction", _("Do we tell noise from a signal before we act?")),
    ("correction", _("Was something stopped in the last year because it did not work?")),
)
# Promises of one desk to another, made up: what, to whom, within, how many of the last fifty were kept.
INSIDE = (
    (_("warehouse"), _("sales"), _("says by noon what cannot leave today"), 50, 41),
    (_("finance"), _("sales"), _("credit decision within a day"), 50, 36),
    (_("sales"), _("warehouse"), _("no promise of a date without asking"), 50, 29),
    (_("design"), _("service"), _("spare part drawings with every new chair"), 24, 12),
    (_("service"), _("design"), _("the five commonest complaints, each month"), 12, 11),
)
# A year of ideas from the front line, made up: memo → team → process → rule.
IDEAS = (("memo", 120), ("team", 31), ("process", 12), ("rule", 7))


def raci(table: pd.DataFrame) -> pd.DataFrame:
    """What is wrong with a table of who does what: task, fault, remedy; empty where nothing is.

    table: task, and a column a person or desk with R (does it), A (answers for it), C (asked), I (told), or
    blank; several letters in a cell are allowed. Exactly one A a task, at least one R.

    >>> raci(pd.DataFrame({"task": ["call"], "Ana": ["A"], "Bo": ["A"]}))["fault"].tolist()
    ['nobody does it', '2 answer for it']
    """
    need(table, "task", what=_("the table of who does what"))
    rows = []
    for task, cells in zip(
        table["task"], table.drop(columns="task").fillna("").astype(str).to_numpy(), strict=True
    ):
        letters = "".join(cells).upper()
        unknown = sorted(set(letters) - {*LETTERS, " ", ",", "/"})
        if unknown:
            text = _("“{letter}” is none of R, A, C and I: write one of these.")
            raise ValueError(text.format(letter=unknown[0]))
        doing, answering = letters.count("R"), letters.count("A")
        if doing == 0:
            rows.append((task, _("nobody does it"), _("Name who, or strike the task.")))
        if answering == 0:
            rows.append((task, _("nobody answers for it"), _("One name. A committee is nobody.")))
        if answering > 1:
            text = _("Leave one A; the others are asked (C).")
            rows.append((task, _("{n} answer for it").format(n=answering), text))
    return pd.DataFrame(rows, columns=["task", "fault", "remedy"])


def marked(answers: Sequence[float | bool], questions: Sequence[tuple[str, str]] = AUDIT) -> pd.DataFrame:
    """A checklist with its marks: part, asked, yes, share; parts in the order of the list.

    answers: one a question, from 0 (no) to 1 (yes).

    >>> marked([1, 1, 0, 0, 1, 1, 1, 0, 0, 0])["share"].tolist()
    [0.5, 1.0, 0.0]
    """
    if len(answers) != len(questions):
        text = _("There are {n} questions and {m} answers.")
        raise ValueError(text.format(n=len(questions), m=len(answers)))
    table = pd.DataFrame(
        {"part": [part for part, _question in questions], "yes": [float(one) for one in answers]}
    )
    if not table["yes"].between(0, 1).all():
        raise ValueError(_("An answer is 0 for no, 1 for yes, or something between."))
    found = table.groupby("part", sort=False)["yes"].agg(asked="size", yes="sum").reset_index()
    return found.assign(share=found["yes"] / found["asked"])


def audit() -> pd.DataFrame:
    """The ten questions of the strategy audit: part, question."""
    return pd.DataFrame(AUDIT, columns=["part", "question"])


def inside_promises(table: pd.DataFrame | None = None) -> pd.DataFrame:
    """Promises between desks: from_desk, to_desk, promise, due, kept, share, low, high (95%), worst first.

    table: from_desk, to_desk, promise, due, kept; None: five that were made up.
    """
    names = ["from_desk", "to_desk", "promise", "due", "kept"]
    found = pd.DataFrame(INSIDE, columns=names) if table is None else table.copy()
    need(found, *names, what=_("the promises"))
    found["share"] = found["kept"] / found["due"]
    ends = [wilson(int(kept), int(due)) for kept, due in zip(found["kept"], found["due"], strict=True)]
    found["low"], found["high"] = np.array(ends).reshape(-1, 2).T
    return found.sort_values("share", kind="stable", ignore_index=True)


def idea_pipeline(stages: Sequence[tuple[str, int]] = IDEAS) -> pd.DataFrame:
    """From memo to rule: stage, ideas, rate (of the stage before), low, high (95%), of_all."""
    rows, before = [], stages[0][1]
    for name, count in stages:
        rows.append((name, count, count / before, *wilson(count, before), count / stages[0][1]))
        before = count
    return pd.DataFrame(rows, columns=["stage", "ideas", "rate", "low", "high", "of_all"])


def span(people: int, *, leads: int) -> pd.Series:
    """People a head: people, leads, each, too_many (more than eight).

    >>> float(span(30, leads=3)["each"])
    10.0
    """
    each = above_zero(float(people), name="people") / above_zero(float(leads), name="leads")
    return pd.Series({"people": people, "leads": leads, "each": each, "too_many": each > MOST_PEOPLE})


def systems(links: Sequence[tuple[str, str, str]] | None = None) -> pd.DataFrame:
    """Which system feeds which: from_system, to_system, what, back (whether anything flows the other way).

    links: (from, to, what); None: Meridian's, made up. Where nothing flows back, the loop is open there.
    """
    known = links or (
        (_("web shop"), _("CRM"), _("orders, consents")),
        (_("fair notes"), _("CRM"), _("leads")),
        (_("CRM"), _("desk"), _("the account's page")),
        (_("desk"), _("CRM"), _("tickets, calls")),
        (_("CRM"), _("finance"), _("credit limits asked for")),
        (_("finance"), _("CRM"), _("paid, overdue")),
        (_("CRM"), _("mailing"), _("contact list")),
        (_("warehouse"), _("CRM"), _("left, late")),
    )
    pairs = {(a, b) for a, b, _what in known}
    rows = [(a, b, what, (b, a) in pairs) for a, b, what in known]
    return pd.DataFrame(rows, columns=["from_system", "to_system", "what", "back"])


def orientation(answers: pd.DataFrame) -> pd.DataFrame:
    """Do we sell, or do we do marketing? Means of a short scale: part, items, mean, share (of its top).

    answers: one row a colleague, a column an item named part_number (asking_1, telling_2 …), from 1 to 5.
    After the three parts of market orientation: intelligence is gathered, passed on, acted on (Kohli,
    Jaworski & Kumar 1993); the items are ours.
    """
    parts = pd.Series({column: str(column).rpartition("_")[0] for column in answers.columns})
    if (parts == "").any():
        raise ValueError(_("Name the items part_number, as asking_1."))
    rows = []
    for part, columns in parts.groupby(parts, sort=False).groups.items():
        mean = float(answers[list(columns)].to_numpy(dtype=float).mean())
        rows.append((str(part), len(columns), mean, (mean - 1) / 4))
    return pd.DataFrame(rows, columns=["part", "items", "mean", "share"])
