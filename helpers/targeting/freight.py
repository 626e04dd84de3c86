"""What fits into a container, when a whole one pays, and what the price is when the goods arrive."""

import math
from collections.abc import Mapping

import pandas as pd

from helpers.checks import fraction
from helpers.words import _

# Nominal loads in cubic metres, a little below the inner volume because cartons leave gaps. An assumption:
# chairs load worse, flat packs better.
CONTAINERS = {"20FT": 28.0, "40FT": 58.0, "40HQ": 68.0}


def containers_for(cubic_metres: float, *, prices: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Containers that carry a volume: container, count, filled (fraction), cost (money, nan without prices).

    prices: freight of one container by name. Each row uses containers of one size only; filled is that
    of all of them together. Raises ValueError for a volume that is not positive.

    >>> containers_for(100)[["container", "count"]].values.tolist()
    [['20FT', 4], ['40FT', 2], ['40HQ', 2]]
    """
    _positive(cubic_metres, _("the volume"))
    rows = []
    for name, load in CONTAINERS.items():
        count = math.ceil(cubic_metres / load)
        cost = count * prices[name] if prices and name in prices else math.nan
        rows.append((name, count, cubic_metres / (count * load), cost))
    return pd.DataFrame(rows, columns=["container", "count", "filled", "cost"])


def lcl_or_fcl(*, per_cubic_metre: float, per_container: float, container: str = "20FT") -> float:
    """From how many cubic metres on a whole container (FCL) is cheaper than a shared one (LCL, 拼箱).

    per_cubic_metre, per_container: freight in money. Where even a full container costs more than
    sharing, the answer is infinity. Small retailers who pool paid orders stand below it, and wait.

    >>> lcl_or_fcl(per_cubic_metre=90.0, per_container=1800.0)
    20.0
    """
    _positive(per_cubic_metre, _("the price a cubic metre"))
    _positive(per_container, _("the price of a container"))
    limit = per_container / per_cubic_metre
    return limit if limit <= CONTAINERS[container] else math.inf


def landed_price(factory: float, *, steps: Mapping[str, float], margins: Mapping[str, float]) -> pd.DataFrame:
    """From the factory's price to that in the shop: step, amount, price (after the step), share.

    factory: money a piece; steps: money added a piece (freight, duty, …); margins: fraction of the
    *selling* price that each of the channel keeps, in order (wholesaler, retailer). share is of the
    last price. A margin of 0.3 on the selling price is a mark-up of 0.43 on the cost: confusing the two
    is the usual slip.

    >>> price = landed_price(50.0, steps={"freight": 10.0}, margins={"retailer": 0.4})
    >>> price[["step", "price"]].values.tolist()
    [['factory', 50.0], ['freight', 60.0], ['retailer', 100.0]]
    """
    rows = [("factory", factory)]
    price = factory
    for name, amount in steps.items():
        price += amount
        rows.append((name, amount))
    for name, margin in margins.items():
        if fraction(margin, name=name) == 1:
            raise ValueError(_("{name} cannot keep the whole price.").format(name=name))
        rows.append((name, price / (1 - margin) - price))
        price /= 1 - margin
    table = pd.DataFrame(rows, columns=["step", "amount"])
    return table.assign(price=table["amount"].cumsum(), share=table["amount"] / price)


def _positive(value: float, name: str) -> None:
    if not value > 0:
        raise ValueError(_("{name} is {value:g}; it must be above 0.").format(name=name, value=value))
