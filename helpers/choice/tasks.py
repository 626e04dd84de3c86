"""Choice tasks as arrays: one row per alternative, tasks and respondents side by side in order."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.choice.coding import KEYS, Coding, Matrix, Name, need, written
from helpers.words import _, listed

FLAT = 1e-9  # what varies less than this, measured on its own size, does not vary


@dataclass(frozen=True)
class Tasks:
    """Answered tasks in the order of respondents.

    x: rows × columns, centred within each task (choices tell differences alone); task: the task of each row;
    first: where each task starts; chosen: the row chosen in it; person: where each respondent's tasks start;
    row: where each row stood in the table; left_out: tasks without an answer.
    """

    x: Matrix
    task: np.ndarray
    first: np.ndarray
    chosen: np.ndarray
    person: np.ndarray
    row: np.ndarray
    left_out: int


def tasks(choices: pd.DataFrame, coding: Coding) -> Tasks:
    """The table `choices` as arrays.

    A task in which nothing is chosen was not answered: it is left out and counted, as is one with a single
    alternative, which tells nothing. Raises ValueError where chosen is not 1 or 0, several alternatives of a
    task are chosen, or no task is left.
    """
    need(choices, *KEYS)
    flag = pd.to_numeric(choices["chosen"], errors="coerce").to_numpy(dtype=float)
    if not np.isin(flag, (0.0, 1.0)).all():
        raise ValueError(_("chosen holds something other than 1 and 0: mend the table choices."))
    number, order = _numbered(choices)
    flag, size = flag[order], np.bincount(number)
    answers = np.bincount(number, weights=flag)
    if (answers > 1).any():
        _refuse_double(choices.iloc[order], number, answers)
    keep = ((answers == 1) & (size > 1))[number]
    rows, kept, left_out = order[keep], number[keep], int(((answers != 1) | (size < 2)).sum())
    if not len(rows):
        raise ValueError(_("No task is answered with exactly one alternative: nothing can be learnt."))
    first = np.flatnonzero(np.r_[True, np.diff(kept) > 0])
    task = np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(rows)]))
    people = pd.factorize(choices["respondent_id"].astype(str).to_numpy()[rows[first]])[0]
    return Tasks(
        x=_centred(coding.matrix(choices.iloc[rows]), first, task),
        task=task,
        first=first,
        chosen=np.flatnonzero(flag[keep]),
        person=np.flatnonzero(np.r_[True, np.diff(people) != 0]),
        row=rows,
        left_out=left_out,
    )


def check(work: Tasks, names: list[Name]) -> None:
    """Refuse columns whose weight the choices cannot tell: that never vary in a task, or copy one another."""
    free = len(work.x) - len(work.first)
    if free < len(names):
        raise ValueError(
            _("{tasks} tasks cannot tell {n} part-worths apart: ask more, or name fewer attributes.").format(
                tasks=len(work.first), n=len(names)
            )
        )
    size = np.sqrt((work.x**2).sum(axis=0))
    if flat := [written(name) for name, spread in zip(names, size, strict=True) if spread <= FLAT]:
        raise ValueError(
            _("{names}: the same for all alternatives of a task, so choices cannot weigh it.").format(
                names=listed(flat)
            )
            + " "
            + _("Name the other attributes in `attributes`.")
        )
    unit = work.x / size
    gram = unit.T @ unit
    for at in range(1, len(names)):
        weights = np.linalg.solve(gram[:at, :at], gram[:at, at])
        if 1 - weights @ gram[:at, at] < FLAT:
            partners = [written(names[n]) for n in np.flatnonzero(np.abs(weights) > 1e-6)]
            raise ValueError(
                _("{one} always moves with {partners}: choices cannot tell them apart.").format(
                    one=written(names[at]), partners=listed(partners)
                )
                + " "
                + _("Leave one of them out.")
            )


def _numbered(choices: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The task number of each row in the order of respondents and tasks, and that order."""
    people = pd.factorize(choices["respondent_id"].astype(str))[0].astype(np.int64)
    names, known = pd.factorize(choices["task"].astype(str))
    number = np.unique(people * (len(known) + 1) + names, return_inverse=True)[1]
    order = np.argsort(number, kind="stable")
    return number[order], order


def _refuse_double(ordered: pd.DataFrame, number: np.ndarray, answers: np.ndarray) -> None:
    row = ordered.iloc[int(np.flatnonzero(answers[number] > 1)[0])]
    raise ValueError(
        _("{n} tasks have several chosen alternatives; the first is {task} of {person}.").format(
            n=int((answers > 1).sum()), task=row["task"], person=row["respondent_id"]
        )
        + " "
        + _("Keep one choice a task.")
    )


def _centred(x: Matrix, first: np.ndarray, task: np.ndarray) -> Matrix:
    """Each column less its mean in the task; a column that never moves becomes exactly zero."""
    size = np.bincount(task)[:, None]
    centred = x - (np.add.reduceat(x, first, axis=0) / size)[task]
    flat = np.abs(centred) <= FLAT * np.abs(x).max(axis=0, initial=1.0)
    return np.where(flat, 0.0, centred)
