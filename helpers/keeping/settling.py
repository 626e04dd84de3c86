"""How long until it is settled, with the open tickets counted for as long as we know of them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.keeping.tickets import recent
from helpers.words import _


def few_tickets(
    done: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    names: Mapping[str, str] | None = None,
    settled: int = 4,
    still_open: int = 3,
) -> pd.DataFrame:
    """A few tickets of the last thirty days, to follow with a pencil: ticket, customer, about, days, state.

    done: `handled`; names: customer_id → name. The oldest open ones, and settled ones spread over those that
    took less time than the youngest of these has waited: then the open ones count, and the middle is known
    all the same. Sorted by days. Raises ValueError where the month has fewer than three tickets settled.
    """
    month = recent(done, as_of=as_of)
    waiting = month[~month["settled"]].nlargest(still_open, "days")
    limit = waiting["days"].min() if len(waiting) else np.inf
    ended = month[month["settled"] & (month["days"] < limit)].sort_values(["days", "ticket_id"])
    if len(ended) < 3:
        raise ValueError(_("Fewer than three tickets of the last month are settled: too few for a pencil."))
    spread = np.linspace(0.35, 0.95, settled) * (len(ended) - 1)
    chosen = pd.concat([ended.iloc[np.unique(spread.round().astype(int))], waiting])
    chosen = chosen.sort_values("days", ignore_index=True)
    known = dict(names or {})
    ids = chosen["customer_id"] if "customer_id" in chosen else pd.Series("", index=chosen.index)
    return pd.DataFrame(
        {
            "ticket": chosen["ticket_id"],
            "customer": [known.get(key, key) for key in ids],
            "about": chosen["category"],
            "days": chosen["days"].round(1),
            "state": np.where(chosen["settled"], _("settled"), _("still open")),
            "settled": chosen["settled"],
        }
    )


def middle_day(few: pd.DataFrame) -> float:
    """After how many days half of these tickets were settled, the open ones counted; nan where not yet half.

    few: days, settled (True, False).

    >>> few = pd.DataFrame({"days": [1.0, 2.0, 4.0, 9.0], "settled": [True, True, True, False]})
    >>> middle_day(few), middle_day(few[few["settled"]])
    (2.0, 2.0)
    """
    need(few, "days", "settled", what=_("the tickets"))
    return day_by(settling(few), 0.5)


def settling(done: pd.DataFrame) -> pd.DataFrame:
    """How many are still open after so many days, the open ones counted for as long as we know of them.

    done: days and settled (True, False). Returns days, at_risk (tickets open that long or longer), settled
    (on that day), still_open (share), low, high (95%, Greenwood's formula on the log-log scale); first row
    day 0. Sources: Kaplan & Meier (1958), Greenwood (1926), Kalbfleisch & Prentice (1980).

    >>> table = settling(pd.DataFrame({"days": [1.0, 2.0, 3.0, 4.0], "settled": [True, False, True, True]}))
    >>> table[["days", "at_risk", "still_open"]].values.tolist()
    [[0.0, 4.0, 1.0], [1.0, 4.0, 0.75], [3.0, 2.0, 0.375], [4.0, 1.0, 0.0]]
    """
    need(done, "days", "settled", what=_("the tickets"))
    if done.empty:
        raise ValueError(_("There are no tickets."))
    days, ended = done["days"].to_numpy(dtype=float), done["settled"].to_numpy(dtype=bool)
    times, counts = np.unique(days[ended], return_counts=True)
    at_risk = len(days) - np.searchsorted(np.sort(days), times)
    share = np.cumprod(1 - counts / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(counts / (at_risk * (at_risk - counts)))
        half = 1.959964 * np.sqrt(variance) / np.abs(np.log(share))
        low, high = share ** np.exp(half), share ** np.exp(-half)
    table = pd.DataFrame(
        {"days": times, "at_risk": at_risk, "settled": counts, "still_open": share, "low": low, "high": high}
    )
    start = pd.DataFrame(
        {"days": [0.0], "at_risk": [len(days)], "settled": [0], "still_open": 1.0, "low": 1.0, "high": 1.0}
    )
    return pd.concat([start, table], ignore_index=True)


def day_by(curve: pd.DataFrame, share: float) -> float:
    """The first day by which this share (fraction) was settled; nan where that is not yet known.

    >>> day_by(settling(pd.DataFrame({"days": [1.0, 5.0], "settled": [True, False]})), 0.9)
    nan
    """
    reached = curve.loc[curve["still_open"] <= 1 - share + 1e-12, "days"]
    return float(reached.iloc[0]) if len(reached) else float("nan")


def settled_by_kind(
    done: pd.DataFrame, *, by: str = "category", days: Sequence[float] = (1, 3, 7, 14)
) -> pd.DataFrame:
    """Share settled within so many days, open tickets counted: about, tickets, then a column a day; all last.

    done: `handled`. A share is blank where no ticket of the kind has been watched for so long.
    """
    need(done, by, "days", "settled", what=_("the tickets"))
    parts = [*done.groupby(by), (_("all"), done)]
    rows = []
    for name, mine in parts:
        curve, longest = settling(mine), float(mine["days"].max())
        row: dict[str, object] = {"about": str(name), "tickets": len(mine)}
        for day in days:
            share = 1 - float(curve.loc[curve["days"] <= day, "still_open"].iloc[-1])
            row[f"{day:g}"] = share if longest >= day or share == 1 else float("nan")
        rows.append(row)
    return pd.DataFrame(rows)
