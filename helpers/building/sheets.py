"""Information sheets for firm and person: what to know, what for, and what stays off the page; and gifts."""

from collections.abc import Mapping

import pandas as pd

from helpers.checks import need
from helpers.words import _

# Where a line of the firm's sheet can be read: field → (table, column). What stands nowhere must be asked.
FIRM_FIELDS = {
    _("how they are organised"): ("contacts", "level"),
    _("how to reach them"): ("customers", "email"),
    _("who uses it"): ("contacts", "buying_role=user"),
    _("who pays for it"): ("contacts", "buying_role=finance"),
    _("who checks it"): ("contacts", "buying_role=technical"),
    _("who decides"): ("contacts", "buying_role=decision"),
    _("what they use of ours"): ("orders", "product_id"),
    _("how their business goes"): ("orders", "ordered_at"),
    _("their trade"): ("customers", "customer_type"),
}


def firm_sheet(tables: Mapping[str, pd.DataFrame], *, named: Mapping[str, str]) -> pd.DataFrame:
    """The firm's sheet, line by line: field, where it stands, a column a named account (yes or –).

    tables: of the case. named: customer_id → short name; of these the ones whom any table
    knows. Raises ValueError where there are none.
    """
    there = {one for table in tables.values() for one in _ids(table)}
    named = {one: name for one, name in named.items() if one in there}
    if not named:
        raise ValueError(_("A sheet is about somebody: give the case named accounts, under [named]."))
    rows = []
    for field, (table, column) in FIRM_FIELDS.items():
        have = _known(tables.get(table), column)
        where = f"{table}.{column}"
        rows.append((field, where, *[_("yes") if one in have else "–" for one in named]))
    rows.append((_("what they use of others"), _("ask"), *["–" for _one in named]))
    return pd.DataFrame(rows, columns=["field", "where", *named.values()])


def _ids(table: pd.DataFrame) -> set[str]:
    return set(map(str, table["customer_id"].dropna().unique())) if "customer_id" in table else set()


def _known(table: pd.DataFrame | None, column: str) -> set[str]:
    """Ids of customers of whom a table knows this; `column=value` asks for that value."""
    name, _equals, value = column.partition("=")
    if table is None or not {"customer_id", name} <= set(table.columns):
        return set()
    there = table[name].astype(str) == value if value else table[name].notna()
    return _ids(table[there])


def profile_score(sheet: pd.DataFrame) -> pd.DataFrame:
    """How complete each account's sheet is: account, known, of, known_share, to_ask (the first blank line).

    sheet: `firm_sheet`. A full sheet is no aim in itself: count what you would act upon.

    >>> sheet = pd.DataFrame({"field": ["trade", "decides"], "where": "x", "Altan": ["yes", "–"]})
    >>> profile_score(sheet)[["account", "known_share", "to_ask"]].values.tolist()
    [['Altan', 0.5, 'decides']]
    """
    need(sheet, "field", "where", what="the sheet")
    rows = []
    for account in sheet.columns[2:]:
        known = sheet[account] != "–"
        blank = sheet.loc[~known, "field"]
        first = str(blank.iloc[0]) if len(blank) else _("nothing")
        rows.append((account, int(known.sum()), len(sheet), float(known.mean()), first))
    return pd.DataFrame(rows, columns=["account", "known", "of", "known_share", "to_ask"])


def person_sheet() -> pd.DataFrame:
    """The person's sheet that one may show to the person: field, what_for, how_long.

    The source's twelve fields are sorted in lesson 2b; these are what is left of them.
    """
    rows = [
        (
            _("name, part in the purchase, how to reach them at work"),
            _("to write to the right one"),
            _("while they are there"),
        ),
        (
            _("what they want to have done this year, in their words"),
            _("to help with it"),
            _("until it is done"),
        ),
        (
            _("how they like to be told: page, call, sample"),
            _("not to waste their time"),
            _("until they say otherwise"),
        ),
        (_("what we promised them, and by when"), _("to keep it"), _("until kept, then with the contract")),
        (_("lunch they can eat, flight they come on"), _("for that one visit"), _("delete on the day after")),
    ]
    return pd.DataFrame(rows, columns=["field", "what_for", "how_long"])


def gift_check(
    *, amount: float, limit: float, official: bool, decision_open: bool, said_openly: bool
) -> tuple[str, str]:
    """May I give this? ("yes", "ask first" or "no", and why). A rule of thumb of this course, no counsel.

    amount, limit: worth and the most that both firms' rules allow (money); official: the other is a public
    servant, or works for a firm of the state; decision_open: a tender, an inspection or an award that
    concerns us lies before them now, as goods of ours always do at the customs; said_openly: it could be
    given in front of their boss, and ours. Frames: China's Anti-Unfair Competition Law (commercial bribery),
    UK Bribery Act 2010, US FCPA 1977; have the lines drawn by your lawyer.

    >>> gift_check(amount=2, limit=30, official=True, decision_open=True, said_openly=False)[0]
    'no'
    >>> gift_check(amount=15, limit=30, official=False, decision_open=False, said_openly=True)[0]
    'yes'
    """
    if not said_openly:
        return "no", _("What must not be seen is not a gift, whatever it is worth.")
    if decision_open:
        return "no", _("Something of ours lies on their desk: even a small thing looks like a reason.")
    if official:
        return "ask first", _("A public office has rules of its own, from the first cent.")
    if amount > limit:
        return "ask first", _("It is above what the rules of both houses allow without a signature.")
    return "yes", _("Small, open, and nothing hangs on it.")
