"""The four purchase elements of a buyer, and what their levels make of a sale."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from helpers.words import _

MOST = 3

# How readily a buyer passes a gate at level 0, 1, 2, 3. Chosen for teaching, estimated from nothing: what
# matters is that levels multiply and that nothing makes up for a zero.
PASSES = (0.0, 0.5, 0.8, 0.95)


@dataclass(frozen=True)
class Element:
    """A purchase element (采购要素), the force of selling that serves it, and what its lack sounds like."""

    name: str
    chinese: str
    force: str
    force_chinese: str
    lack: str


ELEMENTS: dict[str, Element] = {
    "knowledge": Element(
        _("knowledge"), "了解产品", _("present"), "介绍和宣传", _("I don't know what this is.")
    ),
    "need": Element(
        _("need and value"),
        "需求并认可价值",
        _("uncover and guide needs"),
        "挖掘和引导需求",
        _("I don't see what it does for me."),
    ),
    "trust": Element(
        _("trust"), "信任", _("build mutual trust"), "建立互信", _("I can't check what you say.")
    ),
    "satisfaction": Element(
        _("satisfaction"), "满意", _("exceed expectations"), "超越期望", _("Last time was enough.")
    ),
}


@dataclass(frozen=True)
class Gauge:
    """The four purchase elements, each from 0 (missing) to 3.

    >>> Gauge(2, 2, 2, 2).chance
    0.4096
    >>> Gauge(3, 3, 0, 3).chance, Gauge(3, 3, 0, 3).missing
    (0.0, 'trust')
    """

    knowledge: int
    need: int
    trust: int
    satisfaction: int

    @property
    def levels(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ELEMENTS}

    @property
    def missing(self) -> str:
        """The first element at zero, in the order a buyer meets them; "" where none is."""
        return next((name for name, level in self.levels.items() if level == 0), "")

    @property
    def chance(self) -> float:
        """A reading of P(buy), 0 to 1: the product of four gates, so that one element at zero kills it."""
        return round(math.prod(PASSES[level] for level in self.levels.values()), 4)

    def moved(self, effects: Mapping[str, int]) -> "Gauge":
        """The gauge after `effects` (levels up or down per element), kept within 0 to 3.

        >>> Gauge(0, 1, 2, 3).moved({"knowledge": 2, "need": -3, "satisfaction": 1})
        Gauge(knowledge=2, need=0, trust=2, satisfaction=3)
        """
        levels = {name: level + effects.get(name, 0) for name, level in self.levels.items()}
        return Gauge(**{name: min(max(level, 0), MOST) for name, level in levels.items()})
