"""Standing there and counting: what a morning's tally says of an hour, and how far it may be off."""

from typing import NamedTuple

import pandas as pd

from helpers.intervals import garwood, wilson
from helpers.words import _

# Four hours at each of three places, made up for the course.
MORNINGS = pd.DataFrame(
    {
        "place": ["station gate", "bus stop", "market corner"],
        "hours": [4.0, 4.0, 4.0],
        "passed": [2400, 500, 360],
        "bought": [48, 75, 36],
    }
)


class Rate(NamedTuple):
    """So many per hour (or per whatever was watched), with a 95% interval."""

    rate: float
    low: float
    high: float


def count_rate(count: int, exposure: float, *, level: float = 0.95) -> Rate:
    """A count over what was watched, with the exact interval of a Poisson count.

    count: events seen; exposure: hours (or any unit) watched. It holds where events come one by one and do
    not bring each other along; a bus that lets out forty at once breaks it. Raises ValueError for a negative
    count or no exposure. Source: Garwood (1936).

    >>> [round(end, 2) for end in count_rate(10, 1)], [round(end, 2) for end in count_rate(0, 1)]
    ([10.0, 4.8, 18.39], [0.0, 0.0, 3.69])
    """
    if count < 0 or not exposure > 0:
        raise ValueError(
            _("A count from 0 up, and some time watched, are needed; here {count} in {exposure:g}.").format(
                count=count, exposure=exposure
            )
        )
    low, high = garwood(count, level=level)
    return Rate(count / exposure, low / exposure, high / exposure)


def observation_sheet(seen: pd.DataFrame) -> pd.DataFrame:
    """A tally read: for each place how many pass and buy in an hour, and what share buys, with 95% intervals.

    seen: place, hours, passed, bought. Returns place, hours, passed, bought, bought_per_hour, low, high,
    buying_share, share_low, share_high; most bought per hour first. Raises ValueError where more bought than
    passed.

    >>> seen = pd.DataFrame({"place": ["gate", "stop"], "hours": 2, "passed": [900, 120], "bought": [8, 30]})
    >>> observation_sheet(seen)["place"].tolist()
    ['stop', 'gate']
    """
    lacking = [name for name in ("place", "hours", "passed", "bought") if name not in seen.columns]
    if lacking:
        raise ValueError(_("The sheet lacks {names}.").format(names=", ".join(lacking)))
    if (seen["bought"] > seen["passed"]).any():
        place = seen.loc[seen["bought"] > seen["passed"], "place"].iloc[0]
        raise ValueError(_("At {place} more bought than passed; count again.").format(place=place))
    rates = [count_rate(int(n), float(h)) for n, h in zip(seen["bought"], seen["hours"], strict=True)]
    ends = [wilson(int(k), int(n)) for k, n in zip(seen["bought"], seen["passed"], strict=True)]
    table = seen[["place", "hours", "passed", "bought"]].assign(
        bought_per_hour=[rate.rate for rate in rates],
        low=[rate.low for rate in rates],
        high=[rate.high for rate in rates],
        buying_share=seen["bought"] / seen["passed"],
        share_low=[low for low, _high in ends],
        share_high=[high for _low, high in ends],
    )
    return table.sort_values("bought_per_hour", ascending=False, kind="stable", ignore_index=True)


def hours_needed(rate: float, *, error: float, z: float = 1.959964) -> float:
    """Hours to stand there until the rate is known within ± `error` per hour: z²·rate/error².

    >>> round(hours_needed(12, error=3), 1)
    5.1
    """
    if not (rate > 0 and error > 0):
        raise ValueError(_("Rate and error are both above zero."))
    return z * z * rate / error**2
