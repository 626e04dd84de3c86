"""The call when no orders come: who is quiet by their own rhythm, and whether anybody of us has asked."""

from collections.abc import Mapping

import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.keeping import byhand
from helpers.keeping.contacts import CHANNELS, agreed
from helpers.words import _, listed

GAPS = 2.0
LOST_GAPS = 6.0  # beyond that it takes more than a call: step 7


def unasked(
    customers: pd.DataFrame, interactions: pd.DataFrame, *, as_of: pd.Timestamp, gaps: float = GAPS
) -> pd.DataFrame:
    """The quiet ones, and our contacts since: customer_id, tier, usual_gap_days, silent_days, gaps_silent,
    usual_order (money), we_came (times since their last order), last_came (day, blank where never).

    customers: `orders.customers`, with customer_type where known; interactions: customer_id, at and, where
    known, direction, of which only `out` counts. Quiet: as `quiet`. Longest silence first. Raises ValueError
    where nobody is quiet.
    """
    need(customers, "customer_id", "tier", "last_order", "revenue", "orders", what=_("the customers"))
    need(interactions, "customer_id", "at", what=_("interactions"))
    table = byhand.quiet(customers, gaps=gaps)
    table = table.assign(gaps_silent=table["days_since_last"] / table["usual_gap_days"])
    if table.empty:
        raise ValueError(_("Nobody is silent for longer than usual."))
    ours = interactions[interactions["at"] < as_of.normalize() + pd.Timedelta(days=1)]
    if "direction" in ours:
        ours = ours[ours["direction"].astype(str) == "out"]
    day = table.set_index("customer_id")["last_order"]
    since = ours[ours["at"] > pd.to_datetime(ours["customer_id"].map(day))]
    came, last = since["customer_id"].value_counts(), ours.groupby("customer_id")["at"].max()
    return pd.DataFrame(
        {
            "customer_id": table["customer_id"],
            "tier": table["tier"],
            "usual_gap_days": table["usual_gap_days"],
            "silent_days": table["days_since_last"],
            "gaps_silent": table["gaps_silent"],
            "usual_order": table["revenue"] / table["orders"],
            "we_came": table["customer_id"].map(came).fillna(0).astype(int),
            "last_came": last.reindex(table["customer_id"]).to_numpy(),
        }
    ).sort_values(["gaps_silent", "customer_id"], ascending=[False, True], ignore_index=True)


def asked_by_tier(quiet: pd.DataFrame) -> pd.DataFrame:
    """Of the quiet, the share we have come to since: tier, quiet, asked, share, low, high (95%, Wilson)."""
    need(quiet, "tier", "we_came", what=_("the quiet customers"))
    order = ["platinum", "diamond", "gold", "wood"]
    rows = []
    for tier, mine in [(_("all"), quiet), *quiet.groupby("tier")]:
        asked = int((mine["we_came"] > 0).sum())
        low, high = wilson(asked, len(mine))
        rows.append((str(tier), len(mine), asked, asked / len(mine), low, high))
    table = pd.DataFrame(rows, columns=["tier", "quiet", "asked", "share", "low", "high"])
    place = table["tier"].map({tier: at for at, tier in enumerate(order)}).fillna(len(order))
    return table.iloc[place.argsort(kind="stable")].reset_index(drop=True)


def call_list(
    quiet: pd.DataFrame, people: pd.DataFrame, *, names: Mapping[str, str] | None = None, rows: int = 8
) -> pd.DataFrame:
    """Whom to ring first: account, may (ways they agreed to), gaps_silent, usual_order, last_came.

    quiet: `unasked`; people: the table customers with consents. Nobody who agreed to no way is on it, nor
    anybody we have come to since their last order, or who is silent for more than six gaps: that is win-back.
    Named accounts and the largest usual orders first.
    """
    may = agreed(people).set_index("customer_id")
    unrung = (quiet["we_came"] == 0) & (quiet["gaps_silent"] <= LOST_GAPS)
    table = quiet[unrung & quiet["customer_id"].isin(may.index)].copy()
    ways = [listed([way for way in CHANNELS if may.at[key, way]]) for key in table["customer_id"]]
    table["may"] = ways
    table = table[table["may"] != ""]
    known = dict(names or {})
    table["named"] = table["customer_id"].isin(list(known))
    table = table.sort_values(["named", "usual_order"], ascending=False, kind="stable").head(rows)
    if table.empty:
        raise ValueError(_("Nobody who may be reached is quiet and unasked."))
    account = [known.get(key, key) for key in table["customer_id"]]
    table = table.assign(account=account, last_came=table["last_came"].dt.normalize())
    return table[["account", "may", "gaps_silent", "usual_order", "last_came"]].reset_index(drop=True)


def missed(quiet: pd.DataFrame, *, names: Mapping[str, str] | None = None) -> pd.Series:
    """The one account with which a lesson begins: of the quiet whom nobody has asked, the one with a name, or
    the largest usual order, of at most six gaps if there is one; index as `unasked`, with account. Raises
    ValueError where all have been asked.
    """
    known = dict(names or {})
    table = quiet[quiet["we_came"] == 0]
    if table.empty:
        raise ValueError(_("Everybody who is quiet has been asked."))
    lately = table[table["gaps_silent"] <= LOST_GAPS]
    table = lately if len(lately) else table
    named = table[table["customer_id"].isin(list(known))]
    row: pd.Series = (named if len(named) else table).nlargest(1, "usual_order").iloc[0]
    row["account"] = known.get(row["customer_id"], row["customer_id"])
    return row


def whose_page(
    customers: pd.DataFrame, quiet: pd.DataFrame | None = None, *, names: Mapping[str, str] | None = None
) -> pd.Series:
    """The account whose page is opened: customer_id, account. The one that was `missed`, where contacts tell;
    else the largest with a name, else the largest.

    >>> two = pd.DataFrame({"customer_id": ["C1", "C2"], "revenue": [90.0, 10.0]})
    >>> whose_page(two, names={"C2": "Maple"}).tolist(), whose_page(two).tolist()
    (['C2', 'Maple'], ['C1', 'C1'])
    """
    need(customers, "customer_id", "revenue", what=_("the customers"))
    known = dict(names or {})
    asked = quiet is None or (quiet["we_came"] > 0).all()
    if asked or quiet is None:
        named = customers[customers["customer_id"].isin(list(known))]
        key = (named if len(named) else customers).nlargest(1, "revenue")["customer_id"].iloc[0]
    else:
        key = missed(quiet, names=known)["customer_id"]
    return pd.Series({"customer_id": key, "account": known.get(key, key)})


def with_names(table: pd.DataFrame, names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """The table with account in the place of customer_id: the short name where there is one, else the id.

    >>> with_names(pd.DataFrame({"customer_id": ["C1", "C2"]}), {"C1": "Nordhaus"})["account"].tolist()
    ['Nordhaus', 'C2']
    """
    need(table, "customer_id", what=_("the table"))
    known = dict(names or {})
    account = [known.get(key, key) for key in table["customer_id"]]
    return table.assign(customer_id=account).rename(columns={"customer_id": "account"})
