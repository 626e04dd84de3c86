"""Small tables to work by hand: break-even, an elasticity from two months, the next step of spend."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.mix.pricing import break_even_table
from helpers.mix.promotion import Array, response_at
from helpers.words import _

ALIKE = 0.1  # how far the share of a month on promotion may differ


def two_months(sales: pd.DataFrame, brand: str, *, blanks: int = 0) -> pd.DataFrame:
    """The same month of two years in which a brand's price differed most: month, price, units, and the
    changes.

    sales: period (dates), brand, units, price, ·promotion; stores are added up. Months alike in promotion
    come first, so that season and promotion are much the same; units play no part in the choice.
    price_change and units_change are fractions of the earlier month, blank in its row; the last `blanks` of
    them are left open. Raises ValueError where no month comes twice with two prices.

    >>> table = pd.DataFrame({"period": pd.to_datetime(["2024-05-01", "2025-05-01"]), "brand": "ours",
    ...     "units": [100.0, 120.0], "price": [80.0, 72.0]})
    >>> two_months(table, "ours")[["price_change", "units_change"]].iloc[1].round(2).tolist()
    [-0.1, 0.2]
    """
    need(sales, "period", "brand", "units", "price", what="sales")
    months = _months(sales[sales["brand"] == brand])
    days, price, promoted = list(months.index), months["price"].to_numpy(), months["promotion"].to_numpy()
    pairs = [
        (bool(abs(promoted[b] - promoted[a]) < ALIKE), float(abs(np.log(price[b] / price[a]))), a, b)
        for a in range(len(days))
        for b in range(a + 1, len(days))
        if days[a].month == days[b].month and price[a] != price[b]
    ]
    if not pairs:
        raise ValueError(_("No month comes twice with two prices: nothing to compare by hand."))
    earlier, later = max(pairs, key=lambda pair: pair[:2])[2:]
    table = months.iloc[[earlier, later]][["price", "units"]].reset_index(names="month")
    table["month"] = [f"{day:%Y-%m}" for day in table["month"]]
    for name in ("price", "units"):
        table[f"{name}_change"] = table[name].pct_change()
    open_cells = [f"{name}_change" for name in ("price", "units")][2 - blanks :]
    return table.assign(**dict.fromkeys(open_cells, float("nan")))


def break_even_grid(margins: Sequence[float], price_changes: Sequence[float]) -> pd.DataFrame:
    """`break_even_table` as people read it: a row a margin, a column a change of price.

    A dash: no volume brings it back.

    >>> break_even_grid([0.2, 0.4], [-0.2, 0.1]).values.tolist()
    [['20%', '–', '-33%'], ['40%', '+100%', '-20%']]
    """
    table = break_even_table(margins, price_changes)
    wide = {"margin": [f"{margin:.0%}" for margin in margins]}
    for change in price_changes:
        needed = table.loc[table["price_change"] == change, "units_change"]
        wide[f"{change:+.0%}"] = ["–" if np.isnan(units) else f"{units:+.0%}" for units in needed]
    return pd.DataFrame(wide)


def next_steps(curves: pd.DataFrame, channel: str, *, steps: int = 5, blanks: int = 0) -> pd.DataFrame:
    """A channel's spend step by step up to today's: what each step brings, and what it costs on average
    and at the edge.

    curves: as from `fit_responses`. Returns spend, responses (beyond those that come anyway), extra (from
    this step), cost_per_response (spend ÷ responses), cost_of_extra (step ÷ extra); the last `blanks` rows
    of the last column are left open.

    >>> curves = pd.DataFrame({"channel": ["a"], "base": [5.0], "ceiling": [10.0], "scale": [5.0],
    ...     "carry_over": 0.0,
    ...     "spend": [10.0]})
    >>> next_steps(curves, "a", steps=2)[["responses", "extra", "cost_of_extra"]].round(2).values.tolist()
    [[6.32, 6.32, 0.79], [8.65, 2.33, 2.15]]
    """
    one = curves[curves["channel"] == channel]
    if one.empty:
        raise ValueError(_("There is no channel {name}.").format(name=channel))
    spend: Array = float(one["spend"].iloc[0]) / steps * np.arange(1.0, steps + 1)
    many = one.iloc[[0] * steps].reset_index(drop=True)
    responses = response_at(many, spend) - float(one["base"].iloc[0])
    extra = np.diff(responses, prepend=0.0)
    table = pd.DataFrame({"spend": spend, "responses": responses, "extra": extra})
    table["cost_per_response"] = table["spend"] / table["responses"]
    table["cost_of_extra"] = spend[0] / table["extra"]
    table.loc[table.index[steps - blanks :], "cost_of_extra"] = float("nan")
    return table


def dearest_channel(curves: pd.DataFrame) -> str:
    """The channel that takes most money today.

    >>> dearest_channel(pd.DataFrame({"channel": ["a", "b"], "spend": [1.0, 3.0]}))
    'b'
    """
    return str(curves["channel"].iloc[int(curves["spend"].to_numpy().argmax())])


def _months(own: pd.DataFrame) -> pd.DataFrame:
    """Units, mean price paid and share of promotion by month."""
    promotion = own["promotion"].fillna(0.0) if "promotion" in own else 0.0
    weighed = own.assign(paid=own["price"] * own["units"], promoted=promotion * own["units"])
    total = weighed.groupby("period")[["units", "paid", "promoted"]].sum()
    total = total[total["units"] > 0]
    return total.assign(price=total["paid"] / total["units"], promotion=total["promoted"] / total["units"])
