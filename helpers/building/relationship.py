"""Outsider, supplier, friend, partner (局外人、供应商、朋友、合作伙伴): whose interests a relation serves."""

from collections.abc import Mapping

import pandas as pd

from helpers.checks import need
from helpers.words import _

KINDS = ("outsider", "supplier", "friend", "partner")


def relationship(*, personal: bool, organisational: bool) -> str:
    """The kind of a relation, by whether it serves the person's interest, the firm's, both or neither.

    personal: their own work becomes easier, safer or better thought of; nothing that must be hidden.

    >>> relationship(personal=True, organisational=False), relationship(personal=True, organisational=True)
    ('friend', 'partner')
    """
    if organisational:
        return "partner" if personal else "supplier"
    return "friend" if personal else "outsider"


def relationship_table() -> pd.DataFrame:
    """The four kinds: kind, zh, the person has something of it, the firm has, next."""
    rows = [
        ("outsider", "局外人", "no", "no", _("find out what either would have of it; then come again")),
        ("supplier", "供应商", "no", "yes", _("ask what would make this person's week easier")),
        ("friend", "朋友", "yes", "no", _("find the firm's benefit, or leave the firm alone")),
        ("partner", "合作伙伴", "yes", "yes", _("write down what each owes the other; review it")),
    ]
    return pd.DataFrame(rows, columns=["kind", "zh", "serves_the_person", "serves_the_firm", "next"])


def relations(contacts: pd.DataFrame, *, named: Mapping[str, str] | None = None) -> pd.DataFrame:
    """How many relations are of each kind: kind, personal, organisational (0/1), people, share, known.

    contacts: relationship, and customer_id, name for those of `named` accounts, whose people are listed.

    >>> contacts = pd.DataFrame({"customer_id": ["a", "b"], "name": ["Ute", "Aya"],
    ...     "relationship": ["outsider", "friend"]})
    >>> relations(contacts, named={"b": "Hoshino"})[["kind", "people", "known"]].values.tolist()[2]
    ['friend', 1, 'Aya (Hoshino)']
    """
    need(contacts, "relationship", what="contacts")
    kinds = contacts["relationship"].dropna().astype(str)
    kinds = kinds[kinds.isin(KINDS)]
    if kinds.empty:
        raise ValueError(
            _("No contact is called outsider, supplier, friend or partner; fill in relationship.")
        )
    rows = []
    for personal, organisational in ((0, 0), (0, 1), (1, 0), (1, 1)):
        kind = relationship(personal=bool(personal), organisational=bool(organisational))
        own = contacts.loc[kinds[kinds == kind].index]
        rows.append(
            (kind, personal, organisational, len(own), len(own) / len(kinds), _listed(own, named or {}))
        )
    return pd.DataFrame(rows, columns=["kind", "personal", "organisational", "people", "share", "known"])


def _listed(people: pd.DataFrame, named: Mapping[str, str]) -> str:
    """People of named accounts as one says them, all of them."""
    if not {"name", "customer_id"} <= set(people.columns):
        return ""
    own = people[people["customer_id"].isin(list(named)) & people["name"].notna()]
    said = [f"{one} ({named[of]})" for one, of in zip(own["name"], own["customer_id"], strict=True)]
    return "; ".join(said)
