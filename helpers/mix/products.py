"""The four levers from both sides of the table; options with a price; what a range leaves."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.words import _, listed

# lever, zh, sub-levers, zh, the customer's word (4C), where a case shows it
_LEVERS = [
    (_("product"), "产品", _("range, quality, design, features, brand, packing, service, guarantee, returns"),
     "种类、质量、设计、特色、品牌、包装、服务、担保、退货", _("customer solution"), _("choices")),
    (_("price"), "价格", _("list price, discount, rebate, payment period, credit"),
     "标价、折扣、返利、付款期、赊销", _("cost to the customer"), _("orders, choices, sales")),
    (_("place"), "渠道", _("coverage, assortment, locations, stock"),
     "覆盖面、产品组合、地点、库存", _("convenience"), _("sales by store")),
    (_("promotion"), "促销", _("offers, advertising, personal selling, public relations, direct marketing"),
     "销售促进、广告、人员推销、公共关系、直销", _("communication"), _("spend")),
]  # fmt: skip

_ANSWERED_BY = {
    **dict.fromkeys(("brand", "quality", "future_benefit", "after_sales"), _("product")),
    **dict.fromkeys(("price", "payment_terms"), _("price")),
    **dict.fromkeys(("lead_time", "supply_stability"), _("place")),
}


def levers() -> pd.DataFrame:
    """The classic four Ps with every sub-lever of the sources, the buyer's word for each, and its table.

    Returns lever, zh, behind_it, in_chinese, buyer_says (4C), table. Sources: McCarthy (1960); 4C:
    Lauterborn (1990).

    >>> levers()["buyer_says"].tolist()
    ['customer solution', 'cost to the customer', 'convenience', 'communication']
    """
    columns = ["lever", "zh", "behind_it", "in_chinese", "buyer_says", "table"]
    return pd.DataFrame(_LEVERS, columns=columns)


def needs_by_lever(needs: pd.DataFrame) -> pd.DataFrame:
    """Which lever answers how much of what people choose by: lever, needs, weight (share; sums to 1),
    heaviest first.

    needs: factor and weight, as from step 2. Promotion answers none of them: it only tells. A factor that
    is on no lever counts under "other".

    >>> table = needs_by_lever(pd.DataFrame({"factor": ["price", "quality", "payment_terms"],
    ...     "weight": [2.0, 1.0, 1.0]}))
    >>> table[["lever", "weight"]].values.tolist()
    [['price', 0.75], ['product', 0.25]]
    """
    need(needs, "factor", "weight", what="02_needs")
    known = needs[needs["weight"] > 0]
    lever = known["factor"].map(_ANSWERED_BY).fillna(_("other"))
    names = known["factor"].astype(str).str.replace("_", " ")
    table = (
        known.assign(lever=lever, needs=names)
        .groupby("lever", sort=False)
        .agg({"needs": ", ".join, "weight": "sum"})
    )
    table["weight"] = table["weight"] / table["weight"].sum()
    return table.sort_values("weight", ascending=False, kind="stable").reset_index()


def readings_of_4e() -> pd.DataFrame:
    """The four Es that one source calls its highest principle and never defines: two candidate readings.

    Returns reading, four_es, standing.
    """
    rows = [
        (
            _("an industrial-marketing 4E, in Chinese trade writing"),
            _("the title was seen, the content was not"),
            _("the source may mean this one; nobody can check"),
        ),
        (
            _("an advertising agency's answer to the four Ps"),
            _("experience, everyplace, exchange, evangelism"),
            _("from memory, and another author's"),
        ),
    ]
    return pd.DataFrame(rows, columns=["reading", "four_es", "standing"])


def configure(base: float, options: pd.DataFrame, chosen: Sequence[str]) -> pd.DataFrame:
    """A product put together from options that have a price and a cost (产品定制): step, price, cost, margin.

    base: row "base" is priced by it; options: option, price, cost and, where two exclude each other, group.
    Raises ValueError for an unknown option, or two of one group. The last row is the sum.

    >>> options = pd.DataFrame({"option": ["oak", "ash", "arms"], "price": [12.0, 8.0, 15.0],
    ...     "cost": [7.0, 5.0, 9.0],
    ...     "group": ["wood", "wood", "arms"]})
    >>> configure(70.0, options, ["oak", "arms"])["price"].tolist()
    [70.0, 12.0, 15.0, 97.0]
    """
    need(options, "option", "price", "cost")
    if unknown := sorted(set(chosen) - set(options["option"])):
        known = listed([str(name) for name in options["option"]])
        raise ValueError(_("There is no option {u}; there are {k}.").format(u=listed(unknown), k=known))
    taken = options.set_index("option").loc[list(chosen)]
    if "group" in taken and (double := taken["group"][taken["group"].duplicated()].tolist()):
        raise ValueError(_("Only one {group} can be chosen.").format(group=listed([str(g) for g in double])))
    steps = pd.DataFrame(
        {"step": [_("base"), *chosen], "price": [base, *taken["price"]], "cost": [0.0, *taken["cost"]]}
    )
    total = pd.DataFrame(
        {"step": [_("together")], "price": [steps["price"].sum()], "cost": [steps["cost"].sum()]}
    )
    both = pd.concat([steps, total], ignore_index=True)
    return both.assign(margin=both["price"] - both["cost"])


def margin_mix(range_: pd.DataFrame) -> pd.DataFrame:
    """What a range leaves: product, units, price, cost, sales, margin, margin_rate, with a last row for all.

    range_: product, units, price, cost. A dearer line may raise the rate and the sum at once
    (盘下报摊、卖杂志).

    >>> stall = pd.DataFrame({"product": ["paper", "magazine"], "units": [100, 20], "price": [1.0, 5.0],
    ...     "cost": [0.8, 3.5]})
    >>> margin_mix(stall)[["product", "margin", "margin_rate"]].round(3).values.tolist()
    [['paper', 20.0, 0.2], ['magazine', 30.0, 0.3], ['together', 50.0, 0.25]]
    """
    need(range_, "product", "units", "price", "cost")
    table = range_[["product", "units", "price", "cost"]].copy()
    table["sales"] = table["units"] * table["price"]
    table["margin"] = table["units"] * (table["price"] - table["cost"])
    total = {
        "product": _("together"),
        "units": table["units"].sum(),
        "sales": table["sales"].sum(),
        "margin": table["margin"].sum(),
    }
    whole = pd.concat([table, pd.DataFrame([total])], ignore_index=True)
    return whole.assign(margin_rate=whole["margin"] / whole["sales"])


def bundle(worth: pd.DataFrame, costs: Mapping[str, float]) -> pd.DataFrame:
    """Sold apart, or only together? offer, price, buyers, profit, best first.

    worth: a row a customer, a column a product: the most that customer would pay (money); costs: of one
    piece. Each price is the best there is; who values a thing at its price buys. Bundling wins where tastes
    run against each other. Source: Adams & Yellen (1976).

    >>> bundle(pd.DataFrame({"chair": [90.0, 50.0], "lamp": [20.0, 60.0]}), {"chair": 30.0, "lamp": 10.0})[
    ...     ["offer", "profit"]].values.tolist()
    [['bundle', 140.0], ['apart', 110.0]]
    """
    apart = [(*_best_price(worth[name].to_numpy(dtype=float), costs[name]), name) for name in worth.columns]
    together = _best_price(
        worth.to_numpy(dtype=float).sum(axis=1), sum(costs[name] for name in worth.columns)
    )
    rows = [
        (
            _("apart"),
            " + ".join(f"{price:g}" for price, *_rest in apart),
            sum(a[1] for a in apart),
            sum(a[2] for a in apart),
        ),
        (_("bundle"), f"{together[0]:g}", together[1], together[2]),
    ]
    table = pd.DataFrame(rows, columns=["offer", "price", "sold", "profit"])
    return table.sort_values("profit", ascending=False, kind="stable", ignore_index=True)


def assortment(worth: pd.DataFrame, margins: Mapping[str, float], *, places: int) -> pd.DataFrame:
    """Which products to list where there are `places` only: products, margin, buyers, best first.

    worth: a row a customer, a column a product: what it is worth beyond its price (money); a customer buys
    the one worth most, where that is above zero. Two that please the same people share them. Every set is
    tried: small ranges only. Source: the maximum-coverage view of line choice, Green & Krieger (1985).

    >>> worth = pd.DataFrame({"oak": [5, 4, -1], "ash": [4, 5, -1], "red": [-1, -1, 2]})
    >>> assortment(worth, {"oak": 10.0, "ash": 10.0, "red": 8.0}, places=2)["products"].iloc[0]
    'oak, red'
    """
    rows = []
    for names in combinations(worth.columns, places):
        part = worth[list(names)].to_numpy(dtype=float)
        buys, pick = part.max(axis=1) > 0, part.argmax(axis=1)
        gain = sum(margins[names[at]] for at, yes in zip(pick, buys, strict=True) if yes)
        rows.append((", ".join(names), float(gain), int(buys.sum())))
    table = pd.DataFrame(rows, columns=["products", "margin", "buyers"])
    return table.sort_values("margin", ascending=False, kind="stable", ignore_index=True)


def _best_price(
    worth: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", cost: float
) -> tuple[float, int, float]:
    """The price out of what customers would pay that leaves most: price, buyers, profit."""
    offers = [
        (float(p), int((worth >= p).sum()), float((p - cost) * (worth >= p).sum())) for p in np.unique(worth)
    ]
    return max(offers, key=lambda offer: offer[2])
