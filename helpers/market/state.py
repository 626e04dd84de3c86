"""What is known while a block of customers is simulated: the hidden truth from which the tables are made."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from helpers.market.streams import stream


@dataclass
class Numbers:
    """Running numbers of ids, so that a market made block by block numbers its rows on."""

    used: dict[str, int] = field(default_factory=dict)

    def take(self, prefix: str, count: int, *, digits: int) -> pd.Series:
        """The next `count` ids, as text.

        >>> numbers = Numbers()
        >>> numbers.take("C", 2, digits=5).tolist(), numbers.take("C", 1, digits=5).tolist()
        (['C00001', 'C00002'], ['C00003'])
        """
        start = self.used.get(prefix, 0) + 1
        self.used[prefix] = start + count - 1
        return prefix + pd.Series(np.arange(start, start + count)).astype("str").str.zfill(digits)


@dataclass
class State:
    """One block of a market in the making. Each frame is written by one module and read by later ones.

    people: one row a real customer – kind, hidden rates, address (population.py, people.py)
    lookalikes: pairs of customers who resemble each other (records.py)
    purchases: one row an order – customer (row of people), day, value, record (row of records) (purchases.py,
    records.py) records: one row an entry of the customer file, a doubled customer having two (records.py)
    lines: one row an order line (baskets.py) interactions: one row a visit, call or mail (costs.py)
    respondents: one row a customer who was asked (respondents.py) opinions: one row an open answer with its
    theme (open_answers.py)
    """

    seed: int
    block: int
    numbers: Numbers
    products: pd.DataFrame
    people: pd.DataFrame = field(default_factory=pd.DataFrame)
    lookalikes: pd.DataFrame = field(default_factory=pd.DataFrame)
    purchases: pd.DataFrame = field(default_factory=pd.DataFrame)
    records: pd.DataFrame = field(default_factory=pd.DataFrame)
    lines: pd.DataFrame = field(default_factory=pd.DataFrame)
    interactions: pd.DataFrame = field(default_factory=pd.DataFrame)
    respondents: pd.DataFrame = field(default_factory=pd.DataFrame)
    opinions: pd.DataFrame = field(default_factory=pd.DataFrame)

    def rng(self, name: str) -> np.random.Generator:
        """The stream of this block for the table `name`."""
        return stream(self.seed, name, block=self.block)
