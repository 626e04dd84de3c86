"""Leads, the stages of deals, and orders from what was won."""

import pandas as pd

from helpers.reading.headers import header_key
from helpers.vendors.catalog import Vendor
from helpers.vendors.lookups import Accounts, name_key
from helpers.vendors.people import full_names, said_no, with_ids
from helpers.vendors.recognise import ENTERED
from helpers.vendors.sheets import Sheet
from helpers.words import _, count

NOT_SAID = "[not provided]"  # Salesforce's own word for a lead without a company


def leads(sheet: Sheet | None, accounts: Accounts) -> pd.DataFrame:
    """Leads as they stand: lead_id, converted, customer_id where it is known, who they are."""
    if sheet is None:
        return pd.DataFrame({"lead_id": pd.Series(dtype="str")})
    frame = with_ids(sheet, "lead_id", "L", by="email").drop_duplicates("lead_id")
    frame["name"] = full_names(frame).mask(lambda names: names == frame["lead_id"])
    company = frame.get("account_name", pd.Series(None, index=frame.index, dtype="str"))
    frame["company"] = company.mask(company.str.lower() == NOT_SAID)
    # A lead's company is no account yet: only an id joins it to a customer.
    frame["customer_id"] = accounts.of_rows(frame.drop(columns="account_name", errors="ignore"), sheet.notes)
    frame["converted"] = _converted(frame, sheet)
    frame["consent_email"] = said_no(frame)["consent_email"]
    return frame


def _converted(frame: pd.DataFrame, sheet: Sheet) -> pd.Series:
    """Which leads became customers: as a column says, else by their status or their day of conversion."""
    said = frame.get("converted", pd.Series(float("nan"), index=frame.index))
    status = frame.get("status", pd.Series("", index=frame.index)).fillna("").str.lower()
    signs = status.str.contains(r"(?<!un)converted|已转换|已转化")
    if "converted_at" in frame:
        signs |= frame["converted_at"].notna()
    if said.isna().all() and not signs.any() and len(frame):
        sheet.notes.notice(
            _("nothing says which leads were converted; none is taken to be"), column="converted"
        )
    return said.fillna(signs.astype(float))


def deals(sheet: Sheet | None, accounts: Accounts, vendor: Vendor) -> pd.DataFrame:
    """Deals, one row each: lead_id, customer_id, stage, converted (won), lost, closed_on, amount …"""
    if sheet is None:
        return pd.DataFrame({"lead_id": pd.Series(dtype="str"), "converted": pd.Series(dtype="float64")})
    again = "lead_id" in sheet.frame and sheet.frame["lead_id"].duplicated().all()
    frame = with_ids(sheet, "lead_id", "D", by="deal_name") if not again else sheet.frame
    frame = frame.drop_duplicates("lead_id")
    frame["customer_id"] = accounts.of_rows(frame, sheet.notes)
    stage = frame["stage"].fillna("").map(header_key)
    won = frame.get("won", pd.Series(float("nan"), index=frame.index))
    frame["converted"] = won.fillna(stage.isin(vendor.won).astype(float))
    frame["lost"] = stage.isin(vendor.lost)
    closed = frame.get("closed_on", pd.Series(pd.NaT, index=frame.index))
    own = frame.get("converted_at", pd.Series(pd.NaT, index=frame.index))
    frame["converted_at"] = own.fillna(closed).where(frame["converted"] == 1)
    return frame


def merged_leads(leads: pd.DataFrame, deals: pd.DataFrame) -> pd.DataFrame:
    """Leads and deals in one table; a lead that was turned into one of the deals is that deal.

    The deal takes what it lacks from its lead: the lead came in first, and knew where from.
    """
    if "opportunity_id" in leads and len(deals):
        turned = leads["opportunity_id"].isin(deals["lead_id"]).fillna(False).astype(bool)
        before = leads[turned].drop_duplicates("opportunity_id").set_index("opportunity_id")
        deals = deals.set_index("lead_id")
        for name in before.columns.difference(["lead_id", "converted", "customer_id"]):
            theirs = before[name].reindex(deals.index)
            own = deals.get(name)
            # Of two days of coming in, the lead's is the earlier and the true one.
            first = own is None or name == "created_at"
            deals[name] = theirs if own is None else theirs.fillna(own) if first else own.fillna(theirs)
        deals, leads = deals.reset_index(), leads[~turned]
    parts = [part for part in (leads, deals) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else leads


def stages(deals: pd.DataFrame, history: Sheet | None) -> pd.DataFrame:
    """lead_id, stage, entered_at: from the history, from dates of entering, else where each deal stands."""
    parts = [] if history is None else [_history(deals, history)]
    entered = [name for name in deals if str(name).startswith(ENTERED)]
    if entered:
        wide = deals.melt("lead_id", entered, "stage", "entered_at").dropna(subset=["entered_at"])
        wide["stage"] = wide["stage"].str.removeprefix(ENTERED)
        parts.append(wide.sort_values(["lead_id", "entered_at"], kind="stable"))
    known = {key for part in parts for key in part["lead_id"]}
    if len(deals):
        parts.append(_standing(deals[~deals["lead_id"].isin(known)]))
    columns = ["lead_id", "stage", "entered_at"]
    return pd.concat([part[columns] for part in parts], ignore_index=True) if parts else pd.DataFrame()


def _history(deals: pd.DataFrame, history: Sheet) -> pd.DataFrame:
    """The history of stages, its deals by id or by a name that only one of them has."""
    frame = history.frame
    if "lead_id" not in frame:
        names = deals.dropna(subset=["deal_name"]) if "deal_name" in deals else deals[:0].assign(deal_name="")
        key = names["deal_name"].astype("str").map(name_key)
        one = names.assign(key=key)[~key.duplicated(keep=False)].set_index("key")["lead_id"]
        frame = frame.assign(lead_id=frame["deal_name"].map(name_key, na_action="ignore").map(one))
    lost = frame["lead_id"].isna() | frame["stage"].isna() | frame["entered_at"].isna()
    if lost.any():
        message = _("belongs to no one deal, or has no stage or no day; the row is set aside")
        remedy = _("Export the id of the deal with its history.")
        history.notes.notice(message, remedy, column="stage", at=frame.loc[lost, "stage"])
    return frame[~lost]


def _standing(deals: pd.DataFrame) -> pd.DataFrame:
    """Where each deal stands now, since the day it moved there, was closed, or came in."""
    since = pd.Series(pd.NaT, index=deals.index, dtype="datetime64[us]")
    closed = (deals["converted"] == 1) | deals["lost"]
    for name, fits in (("staged_at", None), ("closed_on", closed), ("created_at", None)):
        if name in deals:
            since = since.fillna(deals[name] if fits is None else deals[name].where(fits))
    return deals.assign(entered_at=since)[since.notna() & deals["stage"].notna()]


def orders(
    deals: pd.DataFrame, deal_sheet: Sheet | None, order: Sheet | None, line: Sheet | None, accounts: Accounts
) -> pd.DataFrame:
    """Order lines: those of orders, those of won deals, and a won deal without lines as one piece.

    Where there are orders, won deals without lines are not counted again.
    """
    heads, parts = _heads(deals, order, accounts), []
    if line is not None:
        parts.append(_lines(line, heads, deals, accounts))
    if order is not None:
        with_lines = set(parts[0]["order_id"]) if parts else set()
        parts.append(_whole(heads[heads["of_order"] & ~heads["order_id"].isin(with_lines)]))
    lined = {key for part in parts for key in part["order_id"]}
    own = order is not None or bool(lined - set(deals["lead_id"]))
    won = heads[~heads["of_order"] & ~heads["order_id"].isin(lined)]
    if own and len(won) and deal_sheet:
        message = _("{n} won deals are not counted as orders: the orders are in files of their own")
        deal_sheet.notes.notice(message.format(n=count(len(won))))
    if not own:
        parts.append(_whole(won))
        if deal_sheet and (unpriced := int(won["whole"].isna().sum())):
            message = _("{n} won deals have no amount; they are no orders")
            remedy = _("Export the amount of each deal, or its products.")
            deal_sheet.notes.notice(message.format(n=count(unpriced)), remedy, column="amount")
        if deal_sheet and len(parts[-1]):
            message = _("{n} won deals are orders of one piece at the amount of the deal")
            remedy = _("Export the products of the deals to have quantities and prices.")
            deal_sheet.notes.notice(message.format(n=count(len(parts[-1]))), remedy)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _heads(deals: pd.DataFrame, order: Sheet | None, accounts: Accounts) -> pd.DataFrame:
    """Orders and won deals, one row each; `whole` is the amount, `of_order` says which is an order."""
    won = deals[deals["converted"] == 1]
    names = {"lead_id": "order_id", "converted_at": "ordered_at", "amount": "whole"}
    kept = ["order_id", "customer_id", "ordered_at", "whole", "currency"]
    parts = [won.rename(columns=names).reindex(columns=kept).assign(of_order=False)]
    if order is not None:
        frame = order.frame.assign(customer_id=accounts.of_rows(order.frame, order.notes))
        frame = frame.rename(columns={"order_amount": "whole"}).drop_duplicates("order_id")
        parts.append(frame.reindex(columns=[*kept, "channel"]).assign(of_order=True))
    heads = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return heads.drop_duplicates("order_id", keep="last")


def _whole(heads: pd.DataFrame) -> pd.DataFrame:
    """Orders without lines as one piece each, a negative amount as one given back; none without an amount."""
    priced = heads[heads["whole"].notna()]
    back = priced["whole"] < 0
    return priced.assign(quantity=1.0 - 2.0 * back, unit_price=priced["whole"].abs()).drop(
        columns=["whole", "of_order"]
    )


def _lines(line: Sheet, heads: pd.DataFrame, deals: pd.DataFrame, accounts: Accounts) -> pd.DataFrame:
    """Lines with the customer, the day and the channel of their order, where they do not say their own."""
    frame = line.frame.copy()
    own = "customer_id" in frame or "account_name" in frame
    if "product_id" in frame:  # a line without a product is exported under its order's name
        frame["product_id"] = frame["product_id"].mask(frame["product_id"] == frame["order_id"])
    nobody = pd.Series(None, index=frame.index, dtype="str")
    frame["customer_id"] = accounts.of_rows(frame, line.notes) if own else nobody
    head = heads.set_index("order_id")
    for name in ("customer_id", "ordered_at", "channel", "currency"):
        if name in head:
            found = frame["order_id"].map(head[name])
            theirs = found.astype("datetime64[us]") if name == "ordered_at" else found.astype("str")
            frame[name] = frame[name].fillna(theirs) if name in frame and len(frame) else theirs
    open_ones = frame["order_id"].isin(deals.loc[deals["converted"] != 1, "lead_id"])
    if open_ones.any():
        message = _("{n} lines belong to deals that are not won; they are no orders")
        line.notes.notice(message.format(n=count(int(open_ones.sum()))))
    return _priced(frame[~open_ones])


def _priced(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines with a price of one and a discount in money, made of totals and per cents where need be."""
    nothing = pd.Series(float("nan"), index=lines.index)
    price, quantity = lines.get("unit_price", nothing), lines["quantity"]
    off = lines.get("discount", nothing)
    if "discount_percent" in lines:
        off = off.fillna(price * quantity * lines["discount_percent"] / 100)
    if "total" in lines:
        price = price.fillna((lines["total"] + off.fillna(0)) / quantity.where(quantity != 0))
    return lines.assign(unit_price=price, discount=off)
