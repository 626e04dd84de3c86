"""Choices that follow a rule without exception: then no finite part-worth is the likeliest one."""

import numpy as np

from helpers.choice.coding import CONSTANT, SLOPE, Coding, Matrix, written
from helpers.choice.tasks import Tasks
from helpers.words import _, listed

TINY = 1e-7


def separated(work: Tasks, how: Coding) -> str:
    """A sentence that names what the choices follow without exception, "" where there is no such rule.

    Such a rule exists where some weights put the chosen alternative of every task at the top, ties allowed
    (Albert & Anderson 1984, for the logit; Lesaffre & Albert 1989). One attribute alone is looked at first.
    """
    gaps = np.delete(work.x[work.chosen][work.task] - work.x, work.chosen, axis=0)
    for name, gap in zip(how.names, gaps.T, strict=True):
        if (gap >= -TINY).all() or (gap <= TINY).all():
            return _alone(name, rises=bool((gap >= -TINY).all())) + " " + _remedy()
    names = [written(how.names[at]) for at in _together(gaps)]
    if not names:
        return ""
    rule = _("The choices follow a rule of {names} without exception, so no finite part-worth fits them.")
    return rule.format(names=listed(names)) + " " + _remedy()


def _alone(name: tuple[str, str], *, rises: bool) -> str:
    attribute, level = name
    if level == SLOPE:
        text = _("Where {name} differs, the lowest was always chosen: no finite weight is large enough.")
        if rises:
            text = _("Where {name} differs, the highest was always chosen: no finite weight is large enough.")
    elif level == CONSTANT:
        text = _("Nobody ever chose nothing: no finite constant for `{name}` is low enough.")
        if rises:
            text = _("Everybody always chose nothing: no finite constant for `{name}` is high enough.")
    else:
        text = _("Nobody ever chose {name} where there was another: no finite part-worth is low enough.")
        if rises:
            text = _("Wherever {name} was offered, it was chosen: no finite part-worth is high enough.")
    return text.format(name=written((attribute, level)))


def _remedy() -> str:
    return _("Leave that attribute or level out, or ask more people.")


def _together(gaps: Matrix) -> np.ndarray:
    """The columns of a combination that is never negative and somewhere positive; empty where none is."""
    from scipy.optimize import linprog

    size = np.abs(gaps).max(axis=0)
    unit = np.unique(gaps / size, axis=0)
    found = linprog(-unit.sum(axis=0), A_ub=-unit, b_ub=np.zeros(len(unit)), bounds=(-1, 1))
    if not found.success or (unit @ found.x).max() < 1e-6:
        return np.array([], dtype=int)
    return np.flatnonzero(np.abs(found.x) > 1e-6)
