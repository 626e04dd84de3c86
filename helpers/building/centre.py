"""The buying centre (采购中心): who has a part in a purchase, whom of them we know, and how high up."""

from collections.abc import Mapping

import pandas as pd

from helpers.checks import need
from helpers.words import _, listed

ROLES = ("decision", "finance", "user", "technical")
NOBODY = "–"


def roles() -> pd.DataFrame:
    """The source's four: role, zh, asks, brings_round.

    The field adds initiator, gatekeeper, buyer and approver: Webster & Wind (1972), Bonoma (1982).
    """
    rows = [
        ("decision", "决策层", _("what is it for, and what if it goes wrong?"), _("one page, no adjectives")),
        ("finance", "财务部门", _("when do we pay, and when does it pay?"), _("cost in use, terms, dates")),
        ("user", "使用人员", _("will my day be easier?"), _("a sample, in their hands")),
        (
            "technical",
            "技术部门",
            _("does it meet the rule, and on which page?"),
            _("a report with today's date"),
        ),
    ]
    return pd.DataFrame(rows, columns=["role", "zh", "asks", "brings_round"])


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
    """The blanks: account, known (of four), missing, strangers (parts in which we know outsiders only).

    contacts: customer_id, buying_role, ·relationship. A part that nobody fills may be one that the customer
    does not have; ask before you believe in the gap.

    >>> contacts = pd.DataFrame({"customer_id": ["a", "a"], "buying_role": ["finance", "user"],
    ...     "relationship": ["outsider", "friend"]})
    >>> role_gaps(contacts).values.tolist()
    [['a', 2, 'decision, technical', 'finance']]
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
        rows.append((names.get(one, one), 4 - len(missing), ", ".join(missing), ", ".join(strange)))
    return pd.DataFrame(rows, columns=["account", "known", "missing", "strangers"])


def alert(gaps: pd.DataFrame) -> str:
    """The blanks in a sentence or two, part by part.

    gaps: `role_gaps`.

    >>> alert(pd.DataFrame({"account": ["Altan"], "missing": ["user"], "strangers": ["technical"]}))
    'Nobody on file: user at Altan. Nobody but an outsider: technical at Altan.'
    """
    need(gaps, "account", "missing", "strangers", what="the gaps")
    found = {
        _("Nobody on file"): _by_part(gaps, "missing"),
        _("Nobody but an outsider"): _by_part(gaps, "strangers"),
    }
    said = [f"{what}: {where}." for what, where in found.items() if where]
    return " ".join(said) or _("No blank among the four parts, and in none of them only outsiders.")


def _by_part(gaps: pd.DataFrame, column: str) -> str:
    """Part by part, at which accounts: technical at Altan and Kestrel; user at Altan."""
    parts = []
    for role in ROLES:
        lacking = [role in said.split(", ") for said in gaps[column]]
        if any(lacking):
            accounts = listed(gaps.loc[lacking, "account"].astype(str).tolist())
            parts.append(_("{part} at {accounts}").format(part=role, accounts=accounts))
    return "; ".join(parts)


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
