"""What is known while a block of customers is simulated: the hidden truth from which the tables are made."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from helpers.market.streams import stream


@dataclass
class Numbers:
    """Running numbers of ids, and sums, so that a market made block by block goes on where it was."""

    used: dict[str, int] = field(default_factory=dict)
    sums: dict[str, np.ndarray] = field(default_factory=dict)

    def take(self, prefix: str, count: int, *, digits: int) -> pd.Series:
        """The next `count` ids, as text.

        >>> numbers = Numbers()
        >>> numbers.take("C", 2, digits=5).tolist(), numbers.take("C", 1, digits=5).tolist()
        (['C00001', 'C00002'], ['C00003'])
        """
        start = self.used.get(prefix, 0) + 1
        self.used[prefix] = start + count - 1
        return prefix + pd.Series(np.arange(start, start + count)).astype("str").str.zfill(digits)

    def sum(self, name: str, values: np.ndarray) -> np.ndarray:
        """The running sum of that name over all blocks so far, `values` included.

        >>> numbers = Numbers()
        >>> numbers.sum("orders", np.array([1, 2])).tolist(), numbers.sum("orders", np.array([3, 1])).tolist()
        ([1, 2], [4, 3])
        """
        self.sums[name] = self.sums.get(name, np.zeros_like(values)) + values
        return self.sums[name]


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
    file: the customer file at as_of (customer_file.py) tickets: one row a ticket (service.py, which also adds
    `unrest` to people and `late` to purchases) verdicts: one row a customer, what they would say of us
    (satisfaction.py) inquiries: one row an inquiry (leads.py) mailing, trial: one row a customer in a test
    (winback.py, trial.py) last: whether no block comes after this one
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
    file: pd.DataFrame = field(default_factory=pd.DataFrame)
    tickets: pd.DataFrame = field(default_factory=pd.DataFrame)
    verdicts: pd.DataFrame = field(default_factory=pd.DataFrame)
    inquiries: pd.DataFrame = field(default_factory=pd.DataFrame)
    mailing: pd.DataFrame = field(default_factory=pd.DataFrame)
    trial: pd.DataFrame = field(default_factory=pd.DataFrame)
    last: bool = True

    def rng(self, name: str) -> np.random.Generator:
        """The stream of this block for the table `name`."""
        return stream(self.seed, name, block=self.block)
