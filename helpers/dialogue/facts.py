"""What the case knows about the account a conversation is with."""

from typing import TYPE_CHECKING

from helpers.dialogue.engine import Dialogue
from helpers.words import _, count

if TYPE_CHECKING:
    import pandas as pd

    from helpers.case import Case


def case_facts(dialogue: Dialogue, case: "Case") -> dict[str, str]:
    """Facts for `Dialogue.start` from the tables of a case; {} where the account is none of its named ones.

    Known are account, owner, first, clerk, place, firm, since and record. What the talk does not use, or a
    table does not hold, is left out and keeps its default.
    """
    if dialogue.customer not in case.named:
        return {}
    customer = _row(case.table("customers"), customer_id=dialogue.customer)
    owner = _row(case.table("contacts"), customer_id=dialogue.customer, buying_role="decision")
    clerk = _row(case.table("contacts"), customer_id=dialogue.customer, buying_role="user")
    known = {
        "account": customer.get("name", ""),
        "owner": owner.get("name", ""),
        "first": owner.get("name", "").partition(" ")[0],
        "clerk": clerk.get("name", "").partition(" ")[0],
        "place": customer.get("city", ""),
        "firm": case.name,
        "since": customer.get("acquired_on", "")[:4],
        "record": _record(case.table("orders"), dialogue.customer),
    }
    return {name: text for name, text in known.items() if text and name in dialogue.facts}


def _row(table: "pd.DataFrame | None", **wanted: str) -> dict[str, str]:
    """The first row with these values, as texts, blank cells left out; {} where there is none."""
    if table is None or not set(wanted) <= set(table.columns):
        return {}
    for column, value in wanted.items():
        table = table[table[column] == value]
    return {} if table.empty else {str(name): str(value) for name, value in table.iloc[0].dropna().items()}


def _record(lines: "pd.DataFrame | None", customer: str) -> str:
    """What they have ordered, as one says it: "17 orders since 2023"."""
    if lines is None:
        return ""
    bought = lines[(lines["customer_id"] == customer) & (lines["quantity"] > 0)]
    if bought.empty:
        return ""
    orders, since = bought["order_id"].nunique(), bought["ordered_at"].min().year
    return _("{orders} orders since {year}").format(orders=count(orders), year=since)
