"""What becomes of our goods at the customer's: sell-through, weeks of stock, and what to offer next."""

import numpy as np
import pandas as pd

from helpers.checks import above_zero, need
from helpers.intervals import wilson
from helpers.words import _

LEAD_WEEKS = 8.0
FEWEST = 8  # customers of one market, from which their purchases say something
# Nine weeks in a shop, counted on a Saturday. Made up for the lesson.
SHOP_WEEKS = 9.0
SHOP = pd.DataFrame(
    {
        "product": ["dining chair", "bench", "floor lamp", "wool throw", "side table"],
        "had": [90, 24, 40, 120, 60],
        "sold": [72, 18, 4, 72, 45],
    }
)


def sell_through(
    counted: pd.DataFrame, *, weeks: float, lead_weeks: float = LEAD_WEEKS, blanks: int = 0
) -> pd.DataFrame:
    """Of what they had, the share sold, and how long the rest lasts: adds share, weeks_of_stock, advice.

    counted: product, had (stock at the start and what came in), sold, both in pieces of the same `weeks`
    weeks. weeks_of_stock = what is left ÷ sold a week, infinite where nothing sold. advice: reorder where the
    stock ends before a new delivery (lead_weeks) is there; talk where it lasts more than four times as long.
    The last `blanks` rows are left open.

    >>> shop = pd.DataFrame({"product": ["chair", "lamp"], "had": [40, 40], "sold": [32, 4]})
    >>> sell_through(shop, weeks=8)[["share", "weeks_of_stock", "advice"]].values.tolist()
    [[0.8, 2.0, 'reorder now'], [0.1, 72.0, 'talk: why does it stand?']]
    """
    need(counted, "product", "had", "sold", what=_("the count"))
    above_zero(weeks, name="weeks")
    if ((counted["had"] <= 0) | (counted["sold"] < 0) | (counted["sold"] > counted["had"])).any():
        raise ValueError(_("Nobody sells more than they had, or less than nothing: look at had and sold."))
    left, a_week = counted["had"] - counted["sold"], counted["sold"] / weeks
    with np.errstate(divide="ignore", invalid="ignore"):
        lasts = pd.Series(np.where(left > 0, left / a_week, 0.0), index=counted.index)
    advice = np.select(
        [lasts <= lead_weeks, lasts > 4 * lead_weeks],
        [_("reorder now"), _("talk: why does it stand?")],
        _("leave it"),
    )
    table = counted.assign(share=counted["sold"] / counted["had"], weeks_of_stock=lasts, advice=advice)
    table.loc[table.index[len(table) - blanks :], ["share", "weeks_of_stock", "advice"]] = [
        np.nan,
        np.nan,
        None,
    ]
    return table


def market_of(people: pd.DataFrame) -> pd.Series:
    """The market a customer sells into: its type and region, as far as both are known; by customer_id.

    A market with fewer than eight customers is joined to its type; nobody's market is "".
    """
    need(people, "customer_id", what=_("customers"))
    first = people.drop_duplicates("customer_id").set_index("customer_id")
    kind = _words(first, "customer_type")
    both = kind + " · " + _words(first, "region") if "region" in first else kind
    return both.where(both.groupby(both).transform("size") >= FEWEST, kind).rename("market")


def _words(table: pd.DataFrame, name: str) -> pd.Series:
    if name not in table:
        return pd.Series("", index=table.index, dtype=object)
    return table[name].astype(object).where(table[name].notna(), "").astype(str)


def next_category(lines: pd.DataFrame, products: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """For each customer the category they never had that most of their market buys: customer_id, market,
    category, share (of the market's customers who buy it); who has them all is left out.

    lines: order lines with product_id; products: product_id, category; people: as for `market_of`.
    """
    bought = _bought(lines, products)
    market = market_of(people).reindex(bought.index).fillna("")
    shares = bought.groupby(market).transform("mean").where(~bought)
    known = shares.notna().any(axis=1)
    shares = shares[known]
    table = pd.DataFrame({"market": market[known], "category": shares.idxmax(axis=1)})
    table["share"] = shares.max(axis=1)
    return table.rename_axis("customer_id").reset_index()


def _bought(lines: pd.DataFrame, products: pd.DataFrame) -> pd.DataFrame:
    """Customer × category, True where they ever bought from it."""
    need(lines, "customer_id", "product_id", "quantity", what=_("order lines"))
    need(products, "product_id", "category", what=_("products"))
    of = products.dropna(subset=["category"]).drop_duplicates("product_id").set_index("product_id")
    bought = lines["quantity"] > 0
    category = lines["product_id"].map(of["category"]).where(bought & lines["customer_id"].notna())
    at, ids = pd.factorize(lines["customer_id"].where(category.notna()), sort=True)
    of_kind, kinds = pd.factorize(category, sort=True)
    if len(kinds) < 2:
        raise ValueError(_("With fewer than two categories there is nothing new to offer."))
    table = np.zeros((len(ids), len(kinds)), dtype=bool)
    table[at[at >= 0], of_kind[at >= 0]] = True
    return pd.DataFrame(table, index=pd.Index(ids, name="customer_id"), columns=list(kinds))


def offers_tried(
    past: pd.DataFrame, later: pd.DataFrame, products: pd.DataFrame, people: pd.DataFrame
) -> pd.DataFrame:
    """Which way to choose a new category comes true: way, customers, taken, share, low, high (95%, Wilson).

    past, later: order lines before and after a day. Judged on customers who ordered later and had not had
    every category before: did they then buy from the one offered? Ways: by their market (`next_category`); by
    everybody (what most customers buy, of those they lack); by lot (the mean over their missing ones).
    """
    had, then = _bought(past, products), _bought(later, products)
    who = had.index.intersection(then.index)
    before = had.loc[who]
    after = then.reindex(index=who, columns=had.columns, fill_value=False)
    lacks = ~before
    some = lacks.any(axis=1)
    if not some.any():
        raise ValueError(_("Whoever ordered later had bought from every category before."))
    lacks, after = lacks[some], after[some]
    market = market_of(people).reindex(had.index).fillna("")
    shares = {
        _("what their market buys"): had.groupby(market).transform("mean").loc[lacks.index],
        _("what everybody buys"): lacks.astype(float).assign(**had.mean()),
    }
    rows = [_tried(way, _hits(share.where(lacks), after)) for way, share in shares.items()]
    lot = float((after & lacks).to_numpy().sum() / lacks.to_numpy().sum())
    n = len(lacks)
    low, high = wilson(round(lot * n), n)
    rows.append((_("one by lot"), n, round(lot * n), lot, low, high))
    return pd.DataFrame(rows, columns=["way", "customers", "taken", "share", "low", "high"])


def _hits(share: pd.DataFrame, after: pd.DataFrame) -> pd.Series:
    chosen = share.idxmax(axis=1)
    return pd.Series(
        [bool(after.at[customer, category]) for customer, category in chosen.items()], index=chosen.index
    )


def _tried(way: str, hit: pd.Series) -> tuple[str, int, int, float, float, float]:
    low, high = wilson(int(hit.sum()), len(hit))
    return way, len(hit), int(hit.sum()), float(hit.mean()), low, high
