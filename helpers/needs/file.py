"""The account needs file: what we know of a customer before we ask, and which of its six pages are empty."""

from collections.abc import Mapping

import pandas as pd

from helpers.words import _

# The six points of the source, and from which table a page can be begun; the rest is asked.
SIX = {
    "who is who": ("完整详细的客户档案", "contacts"),
    "their business": ("网络和业务情况", "customers"),
    "where they want to go": ("技术创新总体目标", "goals"),
    "what they use of ours": ("现用产品的使用情况", "orders"),
    "how they decide": ("决策流程", "contacts"),
    "what they have not said": ("潜在需求", "answers"),
}
ROLES = ("decision", "finance", "user", "technical")
FACTS = ("customer_type", "city", "channel", "acquired_on", "employees", "payment_terms_days")
YEAR_DAYS = 365


def account_use(
    lines: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    named: Mapping[str, str] | None = None,
    products: pd.DataFrame | None = None,
    rows: int = 5,
) -> pd.DataFrame:
    """What one account uses of ours: account, product, quantity, before, trend, last; most used first.

    lines: order lines with product_id. The account is the one of `named` (customer_id → name) that bought
    most articles; without any, the customer who did. products: for their names. quantity and before: units in
    the last 12 months and in the 12 before them; trend: quantity over before, less 1, blank where nothing was
    bought before; last: day of the last order. Raises ValueError where no line names a product.
    """
    known = lines.dropna(subset=["customer_id", "product_id"])
    if known.empty:
        raise ValueError(_("No order line names a product: what an account uses is asked, not read."))
    own = known[known["customer_id"].isin(list(named or {}))]
    own = own if len(own) else known
    account = str(own.groupby("customer_id")["product_id"].nunique().idxmax())
    table = _use(own[own["customer_id"] == account], as_of).head(rows)
    if products is not None and "name" in products:
        names = products.drop_duplicates("product_id").set_index("product_id")["name"]
        table["product"] = table["product"].map(names).fillna(table["product"])
    table.insert(0, "account", (named or {}).get(account, account))
    return table


def _use(own: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Units of each article this year and the year before, most used first."""
    ages = (as_of - own["ordered_at"]).dt.days
    now = own[ages < YEAR_DAYS].groupby("product_id")["quantity"].sum()
    before = own[(ages >= YEAR_DAYS) & (ages < 2 * YEAR_DAYS)].groupby("product_id")["quantity"].sum()
    last = own.groupby("product_id")["ordered_at"].max()
    table = pd.DataFrame({"quantity": now, "before": before, "last": last})
    table = table.fillna({"quantity": 0, "before": 0})
    table["trend"] = (table["quantity"] / table["before"] - 1).where(table["before"] > 0)
    ranked = table.sort_values(["quantity", "before"], ascending=False, kind="stable")
    return ranked.rename_axis("product").reset_index()[["product", "quantity", "before", "trend", "last"]]


def file_pages(
    customer_id: str, tables: Mapping[str, pd.DataFrame], *, goals: Mapping[str, int] | None = None
) -> pd.Series:
    """How full each of the six pages of one account is, 0 to 1, from what the tables of a case hold.

    who is who: named people, three are full. their business: of six facts about the firm those known. where
    they want to go: goals written down with a day (by customer_id), two are full. what they use: articles
    bought, five are full. how they decide: of four parts in buying those with a name. what they have not
    said: answers in their own words, two are full. Our own convention: it counts ink, not understanding.
    """
    people, firm, bought = (_own(tables, name, customer_id) for name in ("contacts", "customers", "orders"))
    spoken = _own(tables, "answers", customer_id)
    known = firm.iloc[:1].reindex(columns=list(FACTS)).notna().to_numpy().sum()
    filled = (
        len(people) / 3,
        known / len(FACTS),
        (goals or {}).get(customer_id, 0) / 2,
        len(set(_column(bought, "product_id"))) / 5,
        len(set(_column(people, "buying_role")) & set(ROLES)) / len(ROLES),
        _column(spoken, "survey").count("open") / 2,
    )
    return pd.Series({name: min(1.0, float(part)) for name, part in zip(SIX, filled, strict=True)})


def file_completeness(
    named: Mapping[str, str], tables: Mapping[str, pd.DataFrame], *, goals: Mapping[str, int] | None = None
) -> pd.DataFrame:
    """The files of several accounts: account, one column a page (0–1), complete (their mean), fullest first.

    named: customer_id → short name; tables: of a case. Raises ValueError where nobody is named.

    >>> known = {"customers": pd.DataFrame({"customer_id": ["c1"], "city": ["Porto"]})}
    >>> file_completeness({"c1": "Casa"}, known)["their business"].round(3).tolist()
    [0.167]
    """
    if not named:
        raise ValueError(_("No account is named; choose some, as customer_id → name."))
    pages = pd.DataFrame({name: file_pages(key, tables, goals=goals) for key, name in named.items()}).T
    pages = pages.assign(complete=pages.mean(axis=1)).sort_values("complete", ascending=False, kind="stable")
    return pages.rename_axis("account").reset_index()


def _own(tables: Mapping[str, pd.DataFrame], name: str, customer_id: str) -> pd.DataFrame:
    table = tables.get(name)
    if table is None or "customer_id" not in table:
        return pd.DataFrame()
    return table[table["customer_id"] == customer_id]


def _column(table: pd.DataFrame, name: str) -> list[str]:
    return table[name].dropna().astype(str).tolist() if name in table else []
