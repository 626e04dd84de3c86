"""Interviews drawn from people who were asked already: what one would have believed after only some of them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from helpers import choice, offer
from helpers.choice.coding import Matrix
from helpers.choice.tasks import Tasks, tasks
from helpers.words import _

NEWTON_STEPS = 6
# Few answers fit too well: part-worths of columns of size 1 are held near zero, by a quarter of a task each.
RIDGE = 0.25


@dataclass(frozen=True)
class Panel:
    """Everybody who was asked, their tasks as numbers, and what part-worths any few of them would give."""

    coding: choice.Coding
    work: Tasks
    people: tuple[str, ...]

    @classmethod
    def of(cls, choices: pd.DataFrame, coding: choice.Coding) -> "Panel":
        """The panel of a table of choices."""
        work = tasks(choices, coding)
        starts = work.row[work.first[work.person]]
        return cls(coding, work, tuple(choices["respondent_id"].astype(str).to_numpy()[starts]))

    @cached_property
    def _bounds(self) -> np.ndarray:
        """Where each person's rows begin, and where the last one's end."""
        return np.asarray([*self.work.first[self.work.person], len(self.work.x)])

    def part_worths(self, at: np.ndarray) -> np.ndarray:
        """Part-worths after asking the people at these positions; a column nobody's answers move stays at 0."""
        rows = np.concatenate([np.arange(self._bounds[i], self._bounds[i + 1]) for i in at])
        x, chosen = self.work.x[rows] / self._scale, np.isin(rows, self.work.chosen)
        first = np.flatnonzero(np.r_[True, np.diff(self.work.task[rows]) != 0])
        task = np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(rows)]))
        weights = np.zeros(x.shape[1])
        for _step in range(NEWTON_STEPS):
            size = np.exp(np.clip(x @ weights, -30, 30))
            chance = size / np.add.reduceat(size, first)[task]
            weighted = x * chance[:, None]
            means = np.add.reduceat(weighted, first, axis=0)
            bend = x.T @ weighted - means.T @ means + RIDGE * np.eye(len(weights))
            weights = weights + np.linalg.solve(bend, x[chosen].sum(0) - means.sum(0) - RIDGE * weights)
        return np.asarray(weights / self._scale)

    @cached_property
    def _scale(self) -> np.ndarray:
        size = np.sqrt((self.work.x**2).mean(axis=0))
        return np.asarray(np.where(size > 0, size, 1.0))


@dataclass(frozen=True)
class Market:
    """The choice among improvements, in money a year.

    offers: for each improvement, and first for none, our offer, those of rivals and nothing, as numbers
    (scenario × offer × part-worth); extra: what each adds to the cost of one; left: what one leaves before
    it; units: how many the market buys in a year.
    """

    names: tuple[str, ...]
    offers: np.ndarray
    extra: np.ndarray
    left: float
    units: float

    def worth(self, part_worths: Matrix) -> np.ndarray:
        """Money a year of each improvement, a row per set of part-worths: more is sold, each leaves less."""
        utility = np.einsum("sok,dk->dso", self.offers, part_worths)
        size = np.exp(utility - utility.max(axis=2, keepdims=True))
        share = size[:, :, 0] / size.sum(axis=2)
        gained = (share[:, 1:] - share[:, :1]) * self.left - share[:, 1:] * self.extra
        return np.asarray(gained * self.units)


def market(  # noqa: PLR0913 – what the sum takes for granted, each by its name
    choices: pd.DataFrame, fit: choice.Fit, *, brand: str, units: float, margin: float, price: float = 0.0
) -> Market:
    """Who would buy what if we made one thing better, everything else as it stands.

    Everyone offers what `offer.standing` has; an improvement takes one attribute a step up, which adds
    `offer.step_cost` to the cost of each. price: 0: the middle of those shown. margin: share of the price left
    before it. Raises ValueError where there is no price, or nothing to improve.
    """
    if "price" not in fit.coding.levels or fit.coding.levels["price"]:
        raise ValueError(
            _("What an improvement earns takes a price, in numbers, among the attributes of choices.")
        )
    ladders = offer.ladders(fit, choices)
    steps = {name: levels for name, levels in ladders.items() if name != "price" and len(levels) > 1}
    if not steps:
        raise ValueError(_("Besides price and brand the choices have no attribute that one could improve."))
    price = price or float(choices["price"].median())
    today = offer.standing(ladders) | {"price": price}
    brands = list(fit.coding.levels.get("brand", ()))
    ours = brand if brand in brands else (brands or [""])[0]
    rivals = [name for name in brands if name != ours] or [ours]
    up = {name: levels[levels.index(today[name]) + 1] for name, levels in steps.items()}
    changes: list[dict[str, object]] = [{}, *({name: level} for name, level in up.items())]
    scenes = [_scene(fit.coding, today, change, [ours, *rivals]) for change in changes]
    extra = np.array([offer.step_cost(name) * price for name in steps])
    return Market(tuple(steps), np.stack(scenes), extra, margin * price, units)


def _scene(
    coding: choice.Coding, base: dict[str, object], change: dict[str, object], brands: list[str]
) -> np.ndarray:
    """Our offer first, with the change; rivals' without; and nothing, where that could be chosen."""
    rows = [{**base, "brand": name, **(change if at == 0 else {})} for at, name in enumerate(brands)]
    blank = [dict.fromkeys([*base, "brand"])] if coding.none else []
    frame = pd.DataFrame([*rows, *blank])
    numeric = [name for name, levels in coding.levels.items() if not levels]
    return coding.matrix(frame.astype(dict.fromkeys(numeric, float)))
