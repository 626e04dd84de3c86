"""The buying centre (采购中心): who has a part in a purchase, whom of them we know, and how high up."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.words import _

ROLES = ("decision", "finance", "user", "technical")
NOBODY = "–"


def roles() -> pd.DataFrame:
    """The source's four and what the field adds: role, zh, asks, brings_round, named_by.

    Source of the wider list: Webster & Wind (1972), with Bonoma (1982) for initiator and gatekeeper.
    """
    rows = [
        (
            "decision",
            "决策层",
            _("what is it for, and what if it goes wrong?"),
            _("one page, no adjectives"),
            _("our source"),
        ),
        (
            "finance",
            "财务部门",
            _("when do we pay, and when does it pay?"),
            _("cost in use, terms, dates"),
            _("our source"),
        ),
        ("user", "使用人员", _("will my day be easier?"), _("a sample, in their hands"), _("our source")),
        (
            "technical",
            "技术部门",
            _("does it meet the rule, and on which page?"),
            _("a report with today's date"),
            _("our source"),
        ),
        (
            "initiator",
            "发起人",
            _("who will notice that I noticed?"),
            _("their own words, quoted"),
            _("the field"),
        ),
        (
            "gatekeeper",
            "把关人",
            _("why should I put you through?"),
            _("respect, and one sentence"),
            _("the field"),
        ),
        ("buyer", "采购员", _("is it a clean comparison?"), _("their form, filled in"), _("the field")),
        (
            "approver",
            "批准人",
            _("is my signature safe here?"),
            _("the others' names under it"),
            _("the field"),
        ),
    ]
    return pd.DataFrame(rows, columns=["role", "zh", "asks", "brings_round", "named_by"])


def people_map(contacts: pd.DataFrame, *, named: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Whom we know in each part, by name: account, a column for each of the four; – where nobody.

    contacts: customer_id, name, buying_role, ·relationship. named: customer_id → short name; only those
    accounts, else the six with most people.

    >>> contacts = pd.DataFrame({"customer_id": ["a", "a"], "name": ["Ute", "Joost"],
    ...     "buying_role": ["finance", "user"], "relationship": ["outsider", "friend"]})
    >>> people_map(contacts).values.tolist()
    [['a', '–', 'Ute, outsider', 'Joost, friend', '–']]
    """
    need(contacts, "customer_id", "name", "buying_role", what="contacts")
    own, chosen, names = _chosen(contacts, named)
    said = own["name"].fillna("?").astype(str)
    if "relationship" in own:
        said = said + own["relationship"].map(lambda kind: f", {kind}" if isinstance(kind, str) else "")
    cells = own.assign(said=said).groupby(["customer_id", "buying_role"])["said"].agg("; ".join).unstack()
    cells = cells.reindex(index=chosen, columns=list(ROLES)).astype(object)
    cells = cells.where(cells.notna(), NOBODY)
    cells.insert(0, "account", [names.get(one, one) for one in cells.index])
    return cells.reset_index(drop=True).rename_axis(columns=None)


def _chosen(
    contacts: pd.DataFrame, named: Mapping[str, str] | None
) -> tuple[pd.DataFrame, list[str], Mapping[str, str]]:
    """Contacts of the accounts shown, their ids in order, and short names."""
    names = dict(named or {})
    sizes = contacts["customer_id"].value_counts()
    chosen = [one for one in names if one in sizes.index] or sizes.index[:6].tolist()
    return contacts[contacts["customer_id"].isin(chosen)], chosen, names


def role_gaps(contacts: pd.DataFrame, *, named: Mapping[str, str] | None = None) -> pd.DataFrame:
    """The alert: account, known (of four), missing, strangers (roles of outsiders only), levels.

    contacts: customer_id, buying_role, ·relationship, ·level. A role that nobody fills may be a role that the
    customer does not have; ask before you believe in the gap.

    >>> contacts = pd.DataFrame({"customer_id": ["a", "a"], "buying_role": ["finance", "user"],
    ...     "relationship": ["outsider", "friend"]})
    >>> role_gaps(contacts)[["known", "missing", "strangers"]].values.tolist()
    [[2, 'decision, technical', 'finance']]
    """
    need(contacts, "customer_id", "buying_role", what="contacts")
    own, chosen, names = _chosen(contacts, named)
    rows = []
    for one in chosen:
        people = own[own["customer_id"] == one]
        there = set(people["buying_role"].dropna())
        closer = there
        if "relationship" in people:
            closer = set(people.loc[people["relationship"] != "outsider", "buying_role"].dropna())
        missing = [role for role in ROLES if role not in there]
        strange = [role for role in ROLES if role in there - closer]
        levels = people["level"].nunique() if "level" in people else np.nan
        rows.append((names.get(one, one), 4 - len(missing), _or_none(missing), _or_none(strange), levels))
    columns = ["account", "known", "missing", "strangers", "levels"]
    return pd.DataFrame(rows, columns=columns).dropna(axis=1, how="all")


def _or_none(found: list[str]) -> str:
    return ", ".join(found) or _("none")


def reach_by_type(contacts: pd.DataFrame, customers: pd.DataFrame | None = None) -> pd.DataFrame:
    """In what share of accounts we know somebody in each part: group, accounts, a share for each of the four.

    customers: customer_id, customer_type; without it all accounts in one row.
    """
    need(contacts, "customer_id", "buying_role", what="contacts")
    known = contacts.dropna(subset=["customer_id", "buying_role"])
    there = pd.crosstab(known["customer_id"], known["buying_role"].astype(str)) > 0
    there = there.reindex(columns=list(ROLES), fill_value=False)
    group = pd.Series(_("all"), index=there.index)
    if customers is not None and "customer_type" in customers:
        kinds = customers.set_index("customer_id")["customer_type"]
        group = there.index.to_series().map(kinds).fillna(_("unknown"))
    table = there.groupby(group).mean().rename(columns="{}_share".format)
    table.insert(0, "accounts", there.groupby(group).size())
    return table.rename_axis("group").rename_axis(columns=None).reset_index()


def level_counts(contacts: pd.DataFrame, *, most: int = 4) -> pd.DataFrame:
    """How many people we know by part and level: buying_role, then a column a level, the commonest `most`.

    The rest of the levels are one column, other.
    """
    need(contacts, "buying_role", "level", what="contacts")
    known = contacts.dropna(subset=["buying_role", "level"])
    if known.empty:
        raise ValueError(_("contacts names nobody's part and level; fill in buying_role and level."))
    top = known["level"].value_counts().index[:most]
    level = known["level"].where(known["level"].isin(top), _("other"))
    table = pd.crosstab(known["buying_role"], level)
    order = [name for name in [*top, _("other")] if name in table.columns]
    first = [role for role in ROLES if role in table.index]
    rows = [*first, *[role for role in table.index if role not in first]]
    return table.reindex(index=rows, columns=order).rename_axis(columns=None).reset_index()
