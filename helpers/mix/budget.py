"""A fixed sum split over channels so that the next unit of money brings the same everywhere."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.mix.promotion import YEAR, Array, marginal_return, response_at
from helpers.words import _, listed

STEPS = 1000


def split_budget(
    curves: pd.DataFrame,
    total: float,
    *,
    least: Mapping[str, float] | None = None,
    most: Mapping[str, float] | None = None,
) -> pd.Series:
    """The split of `total` (money a month) that brings most: each next thousandth goes where it brings most.

    curves: as from `fit_responses`. least, most: channel → money a month it must or may have. As every
    curve flattens, that ends at the same marginal return in all channels that are given any. Returns spend
    by channel, in the order of curves. Raises ValueError where least adds up to more than total, or most to
    less. Source: equal marginal returns, Dorfman & Steiner (1954); greedy is optimal for concave curves,
    Fox (1966).

    >>> curves = pd.DataFrame({"channel": ["fairs", "web"], "base": 0.0, "ceiling": [100.0, 100.0],
    ...     "scale": [50.0, 50.0], "carry_over": 0.0})
    >>> split_budget(curves, 80.0).round(1).tolist()
    [40.0, 40.0]
    >>> split_budget(curves, 80.0, least={"web": 60.0}).round(1).tolist()
    [20.0, 60.0]
    """
    names = curves["channel"].astype(str).tolist()
    low = np.array([float((least or {}).get(name, 0.0)) for name in names])
    high = np.array([float((most or {}).get(name, total)) for name in names])
    _possible(total, low, high, names, {*(least or {}), *(most or {})})
    rest = total - low.sum()
    step = rest / STEPS
    room = np.floor((high - low) / step + 1e-9).astype(int) if step else np.zeros(len(names), dtype=int)
    returns = np.array(
        [marginal_return(curves, low + step * (at + 0.5)) for at in range(STEPS)]
    ).T  # channels × steps
    returns[np.arange(STEPS)[None, :] >= room[:, None]] = -np.inf
    first = np.argsort(-returns, axis=None, kind="stable")[:STEPS]
    given = np.bincount(first // STEPS, minlength=len(names))
    return pd.Series(low + step * given, index=names, name="spend")


def budget_table(curves: pd.DataFrame, *, total: float | None = None, value: float = 1.0) -> pd.DataFrame:
    """Why the money is split as it is: what the next unit of money brings, now and at the best split.

    value: money that one response is worth. Returns channel, spend (a month), return (money a month that it
    brings beyond the channel's base), marginal_return (money from one more unit of money), best_spend,
    best_return, best_marginal_return. In the last column is one number, wherever money is spent at all.

    >>> curves = pd.DataFrame({"channel": ["fairs", "web"], "base": 0.0, "ceiling": [100.0, 100.0],
    ...     "scale": [50.0, 50.0], "carry_over": 0.0, "spend": [70.0, 10.0]})
    >>> budget_table(curves)[["marginal_return", "best_marginal_return"]].round(2).values.tolist()
    [[0.49, 0.9], [1.64, 0.9]]
    """
    spend = curves["spend"].to_numpy(dtype=float)
    best = split_budget(curves, float(spend.sum()) if total is None else total).to_numpy(dtype=float)
    base = curves["base"].to_numpy(dtype=float)
    return pd.DataFrame(
        {
            "channel": curves["channel"].astype(str),
            "spend": spend,
            "return": (response_at(curves, spend) - base) * value,
            "marginal_return": marginal_return(curves, spend) * value,
            "best_spend": best,
            "best_return": (response_at(curves, best) - base) * value,
            "best_marginal_return": marginal_return(curves, best) * value,
        }
    )


def budget_parts(spend: pd.DataFrame, text: str = "") -> dict[str, float]:
    """Parts of the budget by channel, from words such as "fairs 40, web ads 25"; without words, as now.

    spend: period, channel, spend. "As now" is the last twelve periods, in whole parts of a hundred. A
    channel that is not named gets nothing. Raises ValueError for an unknown channel or a part that is no
    number.

    >>> table = pd.DataFrame({"period": [1, 1], "channel": ["fairs", "web ads"], "spend": [300.0, 100.0]})
    >>> budget_parts(table), budget_parts(table, "web ads 60, fairs 40")
    ({'fairs': 75, 'web ads': 25}, {'fairs': 40, 'web ads': 60})
    """
    now = latest_spend(spend)
    if not text.strip():
        return {str(name): round(100 * share) for name, share in (now / now.sum()).items()}
    found = {}
    for item in map(str.strip, text.split(",")):
        name, _blank, part = item.rpartition(" ")
        if name not in now.index or not part.isdigit():
            known = listed([f"{channel} 25" for channel in now.index])
            message = _("“{item}” is no part of the budget; write it like {known}, with commas between.")
            raise ValueError(message.format(item=item, known=known))
        found[name] = int(part)
    return {str(name): found.get(str(name), 0) for name in now.index}


def latest_spend(spend: pd.DataFrame) -> pd.Series:
    """Mean spend a month by channel over the last twelve periods (money), channels in the order they come.

    >>> table = pd.DataFrame({"period": [1, 1, 2, 2], "channel": ["a", "b"] * 2, "spend": [10.0, 2.0,
    ...     30.0, 4.0]})
    >>> latest_spend(table).tolist()
    [20.0, 3.0]
    """
    need(spend, "period", "channel", "spend", what="spend")
    last = sorted(spend["period"].unique())[-YEAR:]
    part = spend[spend["period"].isin(last)]
    return part.groupby("channel", sort=False)["spend"].sum() / len(last)


def split_value(
    curves: pd.DataFrame, parts: Mapping[str, float], *, total: float, value: float, months: int = YEAR
) -> float:
    """What a split brings in `months` months beyond the money itself: responses × value − total × months
    (money).

    parts: channel → part of the total, of any sum; total: money a month. What comes without money (base)
    counts for every split alike. Raises ValueError where all parts are zero.

    >>> curves = pd.DataFrame({"channel": ["a"], "base": [1.0], "ceiling": [10.0], "scale": [5.0],
    ...     "carry_over": 0.0})
    >>> round(split_value(curves, {"a": 1}, total=5.0, value=2.0, months=1), 3)
    9.642
    """
    weights = np.array([float(parts.get(name, 0.0)) for name in curves["channel"].astype(str)])
    if weights.sum() <= 0:
        raise ValueError(_("All parts of the budget are zero. Give one channel at least something."))
    brought = response_at(curves, total * weights / weights.sum()).sum()
    return float(months * (brought * value - total))


def _possible(total: float, low: Array, high: Array, names: list[str], named: set[str]) -> None:
    if unknown := sorted(named - set(names)):
        text = _("There is no channel {unknown}; there are {known}.")
        raise ValueError(text.format(unknown=listed(unknown), known=listed(names)))
    if low.sum() > total or high.sum() < total or (low > high).any():
        text = _("{total:,.0f} cannot be split so: the least allowed is {low:,.0f}, the most {high:,.0f}.")
        raise ValueError(text.format(total=total, low=low.sum(), high=high.sum()))


def curve_lines(curves: pd.DataFrame, *, value: float = 1.0, points: int = 60) -> pd.DataFrame:
    """Points along each curve for a picture: channel, spend, return (money a month beyond the base).

    From nothing to a quarter more than its spend today or at the best split, whichever is larger.

    >>> curves = pd.DataFrame({"channel": ["a"], "base": [1.0], "ceiling": [10.0], "scale": [5.0],
    ...     "carry_over": 0.0,
    ...     "spend": [4.0]})
    >>> curve_lines(curves, points=2)[["spend", "return"]].round(2).values.tolist()
    [[0.0, 0.0], [5.0, 6.32]]
    """
    spend = curves["spend"].to_numpy(dtype=float)
    best = split_budget(curves, float(spend.sum())).to_numpy(dtype=float)
    ends = 1.25 * np.maximum(spend, best)
    parts = []
    for at, name in enumerate(curves["channel"].astype(str)):
        x = np.linspace(0, ends[at], points)
        one = curves.iloc[[at] * points].reset_index(drop=True)
        brought = (response_at(one, x) - one["base"].to_numpy(dtype=float)) * value
        parts.append(pd.DataFrame({"channel": name, "spend": x, "return": brought}))
    return pd.concat(parts, ignore_index=True)
