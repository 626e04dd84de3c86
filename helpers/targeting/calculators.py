"""Back-of-envelope sums for one customer or site: its needs, our worth to it, what a bid is worth."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import fraction, need
from helpers.words import _


def derived_demand(units_sold: Mapping[str, float], parts: pd.DataFrame) -> pd.DataFrame:
    """How many parts a maker needs for what it sells: demand for a component is derived (派生需求).

    units_sold: product → units; parts: product, part, per_unit (the bill of materials). Returns part,
    quantity. Raises ValueError for a product without parts.

    >>> parts = pd.DataFrame({"product": ["phone", "tablet"], "part": "camera", "per_unit": [3, 1]})
    >>> derived_demand({"phone": 100, "tablet": 40}, parts)["quantity"].tolist()
    [340.0]
    """
    need(parts, "product", "part", "per_unit", what="parts")
    if unknown := sorted(set(units_sold) - set(parts["product"])):
        raise ValueError(_("There are no parts for {names}.").format(names=", ".join(unknown)))
    used = parts[parts["product"].isin(list(units_sold))]
    quantity = used["product"].map(dict(units_sold)).astype(float) * used["per_unit"]
    return quantity.groupby(used["part"]).sum().rename("quantity").reset_index()


def economic_value(reference_price: float, *, differences: Mapping[str, float]) -> pd.DataFrame:
    """What our offer is worth to a customer who uses it: price of the next best plus what differs (money).

    reference_price: what the customer pays for the next best; differences: what ours saves (+) or costs
    (−) over its life: running cost, breakage, training. Returns step, amount, value (running total);
    the last value is the highest price at which the customer is no worse off. Source: economic value to
    the customer, Forbis & Mehta (1981).

    >>> economic_value(300.0, differences={"less breakage": 80.0, "training": -20.0})["value"].tolist()
    [300.0, 380.0, 360.0]
    """
    rows = [("next best", reference_price), *differences.items()]
    table = pd.DataFrame(rows, columns=["step", "amount"])
    return table.assign(value=table["amount"].cumsum())


def bid_value(chances: Mapping[float, float], *, cost_to_deliver: float, cost_to_bid: float) -> pd.DataFrame:
    """What a bid at each price is worth before one knows who wins: price, chance, value (money), bid.

    chances: price → chance to win (fraction); cost_to_deliver: of the whole project; cost_to_bid: spent
    either way. value = chance × (price − cost_to_deliver) − cost_to_bid. The best price is not the one
    most likely to win. Source: Friedman (1956), A Competitive-Bidding Strategy.

    >>> bid_value({100.0: 0.8, 120.0: 0.5}, cost_to_deliver=90.0, cost_to_bid=5.0)["value"].tolist()
    [3.0, 10.0]
    """
    for chance in chances.values():
        fraction(chance, name="chance")
    table = pd.DataFrame({"price": list(chances), "chance": list(chances.values())})
    table["value"] = table["chance"] * (table["price"] - cost_to_deliver) - cost_to_bid
    return table.assign(bid=table["value"] > 0)


def credit_limit(yearly_revenue: float, *, terms_days: float, margin_of_safety: float = 0.25) -> float:
    """How much a customer who pays after `terms_days` owes on an ordinary day, and a margin on top (money).

    >>> credit_limit(365_000.0, terms_days=60, margin_of_safety=0.5)
    90000.0
    """
    return yearly_revenue / 365 * terms_days * (1 + margin_of_safety)


def outlet_demand(sites: pd.DataFrame) -> pd.DataFrame:
    """What a site would sell, from the people who pass: passers × capture × spend.

    sites: site, passers (a day), capture (fraction who buy), spend (money each), rent (money a day).
    Returns the rows with buyers, sales, left (sales − rent; the goods are not yet paid for), best
    first.

    >>> sites = pd.DataFrame({"site": ["stop", "gate"], "passers": [900, 300], "capture": [0.02, 0.05],
    ...     "spend": 3.0, "rent": [40.0, 10.0]})
    >>> outlet_demand(sites)[["site", "left"]].values.tolist()
    [['gate', 35.0], ['stop', 14.0]]
    """
    need(sites, "site", "passers", "capture", "spend", "rent", what="sites")
    buyers = sites["passers"] * sites["capture"]
    table = sites.assign(
        buyers=buyers, sales=buyers * sites["spend"], left=buyers * sites["spend"] - sites["rent"]
    )
    return table.sort_values("left", ascending=False, kind="stable", ignore_index=True)


def huff_shares(
    attraction: Mapping[str, float], distances: pd.DataFrame, *, decay: float = 2.0
) -> pd.DataFrame:
    """Which share of each place's customers goes to which outlet: attraction ÷ distance^decay, shared out.

    attraction: outlet → size or pull; distances: place, and a column of distances (or minutes, above 0)
    for each outlet. Returns place and a share for each outlet; rows sum to 1. Source: Huff (1964).

    >>> places = pd.DataFrame({"place": ["station"], "kiosk": [1.0], "mall": [2.0]})
    >>> huff_shares({"kiosk": 10.0, "mall": 40.0}, places)[["kiosk", "mall"]].values.tolist()
    [[0.5, 0.5]]
    """
    need(distances, "place", *attraction, what="distances")
    away = distances[list(attraction)].to_numpy(dtype=float)
    if not (away > 0).all():
        raise ValueError(_("Distances must be above 0: an outlet on the spot is some steps away."))
    pull = np.array(list(attraction.values())) / away**decay
    shares = pd.DataFrame(
        pull / pull.sum(axis=1, keepdims=True), columns=list(attraction), index=distances.index
    )
    return pd.concat([distances[["place"]], shares], axis=1)


def internal_service(requests: pd.DataFrame) -> pd.DataFrame:
    """Service between departments (内部客户): department, requests, on_time, right_first_time, score.

    requests: department (that served), promised_on, done_on (dates), redone (0/1). on_time and
    right_first_time are fractions; score is their product, the share of requests that were neither late
    nor had to be done again if the two are unrelated.

    >>> requests = pd.DataFrame({"department": "stock", "redone": [0, 1],
    ...     "promised_on": pd.to_datetime(["2026-05-04"] * 2), "done_on": pd.to_datetime(["2026-05-04"] * 2)})
    >>> internal_service(requests)[["on_time", "right_first_time", "score"]].values.tolist()
    [[1.0, 0.5, 0.5]]
    """
    need(requests, "department", "promised_on", "done_on", "redone", what="requests")
    met = requests.assign(
        on_time=requests["done_on"] <= requests["promised_on"], right=requests["redone"] == 0
    )
    groups = met.groupby("department")
    table = pd.DataFrame({"requests": groups.size(), "on_time": groups["on_time"].mean()})
    table["right_first_time"] = groups["right"].mean()
    return table.assign(score=table["on_time"] * table["right_first_time"]).reset_index()
