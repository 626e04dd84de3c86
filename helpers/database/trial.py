"""A small base in memory for trying things that one does not try on the real one."""

from dataclasses import replace

import pandas as pd
from sqlalchemy import Engine

from helpers.case import Case
from helpers.database.opening import filled
from helpers.database.words import Refused
from helpers.words import _

FEW, SALES = 6, 60


def trial_case(case: Case, *, accounts: int = FEW) -> Case:
    """The case with a handful of accounts and what belongs to them: the named ones, else the first.

    Raises Refused where the case knows no accounts.
    """
    people = case.table("customers")
    known = case.table("contacts") if people is None else people
    if known is None or known["customer_id"].dropna().empty:
        raise Refused(_("This takes the table customers with customer_id, or contacts."))
    ids = known["customer_id"].dropna().unique()
    kept = {*[name for name in case.named if name in set(ids)][:accounts]} or {*ids[:accounts]}
    tables = {
        name: table[table["customer_id"].isin(kept)] if "customer_id" in table else table
        for name, table in case.tables.items()
        if name in ("customers", "contacts", "products", "orders", "interactions", "tickets")
    }
    tables |= _sales(case)
    return replace(case, tables=tables)


def _sales(case: Case) -> dict[str, pd.DataFrame]:
    """The last leads that belong to no account yet, with their stages: sales to look at."""
    leads, stages = case.table("leads"), case.table("stages")
    if leads is None or stages is None:
        return {}
    free = leads[leads["customer_id"].isna()] if "customer_id" in leads else leads
    last = free.tail(SALES)
    return {"leads": last, "stages": stages[stages["lead_id"].isin(last["lead_id"])]}


def trial(case: Case, *, accounts: int = FEW) -> Engine:
    """A base in memory with a handful of accounts, to be changed at will; nothing of it is kept."""
    return filled(trial_case(case, accounts=accounts))
