"""Contacts with customers, and their complaints and requests."""

from collections.abc import Mapping

import pandas as pd

from helpers.reading.headers import header_key
from helpers.vendors.lookups import Accounts
from helpers.vendors.people import with_ids
from helpers.vendors.sheets import Sheet
from helpers.words import _

DIRECTIONS = {
    "in": ("in", "inbound", "incoming", "呼入", "来电"),
    "out": ("out", "outbound", "outgoing", "呼出", "去电"),
}
# What is planned or open has not happened.
AHEAD = {
    "notstarted", "inprogress", "waitingonsomeoneelse", "deferred", "scheduled", "planned", "open", "overdue",
    "cancelled", "canceled", "未开始", "进行中", "已安排", "已计划", "等待其他人", "已延期",
}  # fmt: skip


def activities(sheet: Sheet | None, accounts: Accounts, also: Mapping[str, str]) -> pd.DataFrame:
    """Visits, calls and mails with minutes and in or out."""
    if sheet is None:
        return pd.DataFrame()
    frame = with_ids(sheet, "interaction_id", "I").drop_duplicates("interaction_id")
    if "status" in frame:
        ahead = frame["status"].fillna("").map(header_key).isin(AHEAD)
        if ahead.any():
            message = _("has not happened yet; it is no contact")
            sheet.notes.notice(message, column="status", at=frame.loc[ahead, "status"])
        frame = frame[~ahead]
    if "about_id" in frame:  # a deal stands for its customer
        own = frame.get("customer_id", pd.Series(None, index=frame.index, dtype="str"))
        frame["customer_id"] = own.fillna(frame["about_id"])
    frame["customer_id"] = accounts.of_rows(frame, sheet.notes, also=also)
    nothing = pd.Series(float("nan"), index=frame.index)
    minutes = frame.get("minutes", nothing)
    for name in ("seconds", "milliseconds"):  # read as minutes
        minutes = minutes.fillna(frame.get(name, nothing))
    if "direction" in frame:
        words = {word: name for name, group in DIRECTIONS.items() for word in group}
        said = frame["direction"].str.strip()
        frame["direction"] = said.str.lower().map(words).fillna(said)
    return frame.assign(minutes=minutes)


def tickets(sheet: Sheet | None, accounts: Accounts) -> pd.DataFrame:
    """Complaints and requests."""
    if sheet is None:
        return pd.DataFrame()
    frame = with_ids(sheet, "ticket_id", "T").drop_duplicates("ticket_id")
    return frame.assign(customer_id=accounts.of_rows(frame, sheet.notes))
