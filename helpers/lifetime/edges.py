"""What it says of customers when the parameters of a model run away, as signs by name and a sentence.

The first that matches is said; so pairs that run off together stand before single parameters.
"""

from collections.abc import Sequence

from helpers.words import _

Edge = tuple[dict[str, int], str]


def _rhythm() -> Sequence[Edge]:
    """Of the rates of ordering, Gamma(r, alpha)."""
    alike = _("They hardly differ in their rhythm: only the mean rate r / alpha is known.")
    rare = _("Nearly all repeat orders come from very few of them: the rest tells nothing of the rhythm.")
    return (
        ({"r": 1, "alpha": 1}, alike),
        ({"r": -1}, rare),
        ({"r": 1}, alike),
        ({"alpha": 1}, alike),
        ({"alpha": -1}, rare),
    )


def beta_geometric() -> Sequence[Edge]:
    """Of BG/NBD and MBG/NBD."""
    alike = _("They hardly differ in their chance of leaving: only its mean a / (a + b) is known.")
    split = _("They leave at once or not at all: there is little to learn about chances between.")
    staying = _("Hardly anybody seems to have left yet, so there is little to learn about leaving.")
    going = _("Hardly anybody stays: nearly all silence after an order is taken for leaving.")
    return (
        ({"a": 1, "b": 1}, alike),
        ({"a": -1, "b": -1}, split),
        ({"b": 1}, staying),
        ({"a": -1}, staying),
        ({"b": -1}, going),
        ({"a": 1}, going),
        *_rhythm(),
    )


def pareto() -> Sequence[Edge]:
    """Of Pareto/NBD."""
    alike = _("They hardly differ in how long they stay: only the mean rate of leaving s / beta is known.")
    early = _("Whoever left seems to have left at once, the others not at all.")
    staying = _("Hardly anybody seems to have left yet, so there is little to learn about leaving.")
    return (
        ({"s": 1, "beta": 1}, alike),
        ({"s": -1, "beta": -1}, early),
        ({"s": -1}, staying),
        ({"beta": 1}, staying),
        ({"beta": -1}, early),
        ({"s": 1}, alike),
        *_rhythm(),
    )


def gamma_gamma() -> Sequence[Edge]:
    """Of gamma-gamma."""
    same = _("Each of them pays nearly the same every time, so one order says all and p has no end.")
    alike = _("They hardly differ in what they pay on average: only that mean is known.")
    wild = _("What they pay differs without measure between customers: look for amounts mistyped.")
    noisy = _("Orders of one customer differ without measure: look for amounts mistyped.")
    return (
        ({"q": 1, "v": 1}, alike),
        ({"p": 1}, same),
        ({"q": 1}, alike),
        ({"v": 1}, alike),
        ({"q": -1}, wild),
        ({"p": -1}, noisy),
        ({"v": -1}, same),
    )


def sbg() -> Sequence[Edge]:
    """Of the shifted beta-geometric."""
    alike = _("They hardly differ in their chance of leaving: only its mean a / (a + b) is known.")
    split = _("They leave at the first renewal or never.")
    staying = _("Hardly anybody has left yet, so there is little to learn about leaving.")
    going = _("Hardly anybody renews even once.")
    return (
        ({"a": 1, "b": 1}, alike),
        ({"a": -1, "b": -1}, split),
        ({"b": 1}, staying),
        ({"a": -1}, staying),
        ({"b": -1}, going),
        ({"a": 1}, going),
    )
