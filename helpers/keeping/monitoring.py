"""Is the service as steady as it was? A control chart of the share that kept the promise, week by week."""

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.words import _

HOURS = 24.0
RUN = 8  # so many weeks in a row on one side of the middle are no accident


def first_replies(tickets: pd.DataFrame, *, hours: float = HOURS, freq: str = "W-SUN") -> pd.DataFrame:
    """Tickets a period and how many had their first answer too late: period (its last day), n, late.

    tickets: opened_at, first_reply_at. A ticket without an answer that is older than the promise counts as
    late; one opened within the promise of the last stamp is left out: it can't be judged yet. The first and
    the last period, which may not be whole, are left out as well.
    """
    need(tickets, "opened_at", "first_reply_at", what=_("tickets"))
    known = tickets.dropna(subset=["opened_at"])
    end = known[["opened_at", "first_reply_at"]].max().max()
    limit = pd.Timedelta(hours=hours)
    waited = known["first_reply_at"].fillna(end) - known["opened_at"]
    ripe = known["first_reply_at"].notna() | (waited > limit)
    judged = pd.DataFrame({"period": known["opened_at"], "late": (waited > limit).astype(int)})[ripe]
    if judged.empty:
        raise ValueError(_("No ticket has had time to be answered."))
    groups = judged.set_index("period")["late"].resample(freq)
    table = pd.DataFrame({"n": groups.size(), "late": groups.sum()}).iloc[1:-1]
    return table[table["n"] > 0].rename_axis("period").reset_index()


def p_chart(counts: pd.DataFrame, *, base: int = 52) -> pd.DataFrame:
    """Control chart of a share: period, n, late, share, centre, low, high, signal ("", outside, run).

    counts: period, n, late. centre: the share over the first `base` periods, in which the process is taken to
    have been steady; limits centre ± 3 × √(centre (1 − centre) / n), each period with its own n. outside: the
    share lies beyond them; run: eight in a row on one side. Source: Shewhart (1931); runs, Western Electric
    (1956). Raises ValueError with fewer than eight periods.

    >>> weeks = pd.DataFrame({"period": range(9), "n": 100, "late": [10] * 8 + [30]})
    >>> p_chart(weeks, base=8)["signal"].tolist()[-2:]
    ['', 'outside']
    """
    need(counts, "period", "n", "late", what=_("the counts"))
    if len(counts) < RUN:
        raise ValueError(
            _("A control chart takes eight periods at least; here are {n}.").format(n=len(counts))
        )
    first = counts.head(base)
    centre = float(first["late"].sum() / first["n"].sum())
    table = counts.assign(share=counts["late"] / counts["n"], centre=centre)
    half = 3 * np.sqrt(centre * (1 - centre) / table["n"])
    table["low"], table["high"] = (centre - half).clip(lower=0), (centre + half).clip(upper=1)
    outside = (table["share"] > table["high"]) | (table["share"] < table["low"])
    run = _in_a_row(np.sign(table["share"] - centre).to_numpy()) >= RUN
    return table.assign(signal=np.select([outside, run], ["outside", "run"], ""))


def _in_a_row(
    sides: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """How many in a row, up to each, lie on its side; on the line itself none do."""
    length = np.zeros(len(sides), dtype=np.intp)
    for at, side in enumerate(sides):
        before = length[at - 1] if at and sides[at - 1] == side else 0
        length[at] = before + 1 if side else 0
    return length
