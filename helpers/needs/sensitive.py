"""Asking what nobody says aloud: the coin answers for the person, and the share comes out all the same.

Randomised response protects whoever answers from whoever asks: a single “yes” tells nothing. The price is
people: the same certainty takes many more of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.intervals import wilson
from helpers.words import _


@dataclass(frozen=True)
class Design:
    """How chance hides an answer: P(yes) = `telling` × true share + `noise`.

    >>> round(COIN.telling * 0.3 + COIN.noise, 2)
    0.65
    """

    telling: float
    noise: float


# Heads: say yes. Tails: say how it is.
COIN = Design(telling=0.5, noise=0.5)


@dataclass(frozen=True)
class Hidden:
    """A share that nobody said aloud, with its 95% interval, how many were asked, and its standard error."""

    share: float
    low: float
    high: float
    n: int
    se: float


def warner(chance: float) -> Design:
    """Warner's cards: with `chance` the card reads “I do”, else “I do not”; one says only true or false.

    Raises ValueError at one half, where answers say nothing, and outside 0 to 1. Source: Warner (1965).

    >>> warner(0.7)
    Design(telling=0.4, noise=0.3)
    """
    if not 0 < chance < 1 or chance == 0.5:
        text = _(
            "{chance:g} will not do: a chance between 0 and 1, and not one half, where answers say nothing."
        )
        raise ValueError(text.format(chance=chance))
    return Design(round(2 * chance - 1, 12), round(1 - chance, 12))


def hidden_share(yes: int, n: int, *, design: Design = COIN) -> Hidden:
    """The share who do it, from the share who said yes (or “true”) under a design.

    (yes/n − noise)/telling; the interval is Wilson's for the answers, turned back in the same way and kept
    within 0 and 1; se = √(y(1 − y)/n)/|telling|. Raises ValueError where yes is not among n. Source: Warner
    (1965); with a coin, forced response: Boruch (1971).

    >>> hidden_share(65, 100).share, round(hidden_share(40, 100, design=warner(0.7)).share, 4)
    (0.3, 0.25)
    """
    if not 0 <= yes <= n or n < 1:
        raise ValueError(_("{yes} of {n} cannot have said yes.").format(yes=yes, n=n))
    seen, ends = yes / n, wilson(yes, n)
    low, high = sorted((end - design.noise) / design.telling for end in ends)
    share = round((seen - design.noise) / design.telling, 12)
    se = float(np.sqrt(seen * (1 - seen) / n) / abs(design.telling))
    return Hidden(_within(share), _within(low), _within(high), n, se)


def hidden_answers(true_share: float, n: int, *, design: Design = COIN, seed: int = 0) -> int:
    """How many of `n` people say yes, all of them honest: a simulation to try `hidden_share` on.

    >>> abs(hidden_share(hidden_answers(0.3, 100_000), 100_000).share - 0.3) < 0.01
    True
    """
    if not 0 <= true_share <= 1:
        raise ValueError(_("A share lies between 0 and 1; {share:g} does not.").format(share=true_share))
    return int(np.random.default_rng(seed).binomial(n, design.telling * true_share + design.noise))


def hidden_table(designs: Mapping[str, Design], *, true_share: float, n: int, seed: int = 0) -> pd.DataFrame:
    """Designs tried on the same simulated people: design, asked, share, low, high, times_the_people.

    true_share: how many in truth do it. times_the_people: `cost_in_people`.

    >>> table = hidden_table({"coin": COIN}, true_share=0.3, n=1000)
    >>> bool(table["low"].iloc[0] < 0.3 < table["high"].iloc[0])
    True
    """
    rows = []
    for name, design in designs.items():
        found = hidden_share(hidden_answers(true_share, n, design=design, seed=seed), n, design=design)
        times = cost_in_people(true_share, design=design)
        rows.append((name, n, found.share, found.low, found.high, times))
    return pd.DataFrame(rows, columns=["design", "asked", "share", "low", "high", "times_the_people"])


def cost_in_people(true_share: float, *, design: Design = COIN) -> float:
    """How many times as many people the hidden question takes, for the certainty of an honest open one.

    >>> round(cost_in_people(0.3), 1)
    4.3
    """
    seen = design.telling * true_share + design.noise
    return seen * (1 - seen) / design.telling**2 / (true_share * (1 - true_share))


def _within(share: float) -> float:
    return min(max(float(share), 0.0), 1.0)
