"""From a case: products, leads and opportunities, contacts made, orders, tickets and campaigns."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from helpers.building.funnel import STAGES, in_order
from helpers.case import Case
from helpers.database.parts import Part, part, personal, pseudonym, traits, with_rows
from helpers.database.people import UNDATED, consents
from helpers.schema import TABLES

OPEN_DAYS = 90
LEAD_COLUMNS = [
    "lead_id", "account_id", "person_id", "source", "created_at", "converted", "converted_at", "cost",
    "message", "reply", "traits",
]  # fmt: skip


def dealings(case: Case, salt: str) -> Iterator[Part]:
    """Parts of all that happened, in an order in which each finds what it refers to."""
    products, leads, stages = (case.table(name) for name in ("products", "leads", "stages"))
    if products is not None:
        columns = ["product_id", "name", "category", "list_price", "unit_cost"]
        yield part("products", "products", products, columns)
    if case.table("orders") is not None:
        yield from orders(with_rows(case.tables["orders"]))
    if leads is not None:
        at = UNDATED if case.as_of is None else case.as_of
        yield from _leads(with_rows(leads), at=at, salt=salt)
    if stages is not None:
        yield from opportunities(stages, leads, case.table("orders"), as_of=case.as_of)
    yield from _events(case)


def _leads(leads: pd.DataFrame, *, at: pd.Timestamp, salt: str) -> Iterator[Part]:
    """Leads, and the persons behind them where the file says who they are, with what they agreed to."""
    reach = personal(leads)
    frame = leads.rename(columns={"customer_id": "account_id"})
    if len(reach.columns):
        person = pseudonym(salt, "lead", leads["lead_id"]).where(reach.notna().any(axis=1), None)
        frame["person_id"] = person
        reach = reach.assign(person_id=person, kind="person", source_row=leads["source_row"])
        known = person.notna()
        yield part("persons", "leads", reach[known], list(reach.columns.drop("source_row")))
        yield from consents(leads[known], "leads", "person_id", "lead_id", at=at, salt=salt)
    others = traits(leads, TABLES["leads"].names)
    if others is not None:
        frame["traits"] = others
    yield part("leads", "leads", frame, LEAD_COLUMNS)


def opportunities(
    stages: pd.DataFrame,
    leads: pd.DataFrame | None,
    lines: pd.DataFrame | None,
    *,
    as_of: pd.Timestamp | None,
) -> Iterator[Part]:
    """The list of stages, the opportunities and their history; how they are derived stands in `records`."""
    history = with_rows(stages).dropna(subset=["stage", "entered_at"])
    names = in_order(stages)
    if set(names) <= set(STAGES):
        names = list(STAGES)
    listed = pd.DataFrame({"stage": names, "position": range(1, len(names) + 1), "source_row": None})
    yield Part("stages", "stages", listed)
    rank = {name: at for at, name in enumerate(names)}
    history = history.assign(rank=history["stage"].map(rank)).sort_values(
        ["lead_id", "entered_at", "rank"], kind="stable"
    )
    group = history.groupby("lead_id", sort=False)
    found = group.agg(
        stage=("stage", "last"), opened_at=("entered_at", "first"), last=("entered_at", "last"),
        source_row=("source_row", "first"),
    ).reset_index()  # fmt: skip
    found["opportunity_id"] = found["lead_id"]
    until = history["entered_at"].max() if as_of is None else as_of
    won = found["stage"] == names[-1]
    found["account_id"] = found["amount"] = None
    if leads is not None:
        found, won = _told(found, leads, lines)
    else:
        found["closed_at"], found["lead_id"] = found["last"].where(won), None
    idle = (until - found["last"]).dt.days
    found["status"] = np.select([won, idle <= OPEN_DAYS], ["won", "open"], "lost")
    columns = [
        "opportunity_id", "lead_id", "account_id", "stage", "status", "opened_at", "closed_at", "amount",
        "probability",
    ]  # fmt: skip
    yield part("opportunities", "stages", found, columns)
    history = history.rename(columns={"lead_id": "opportunity_id"}).assign(step=group.cumcount() + 1)
    yield part("stage_history", "stages", history, ["opportunity_id", "step", "stage", "entered_at"])


def _told(
    found: pd.DataFrame, leads: pd.DataFrame, lines: pd.DataFrame | None
) -> tuple[pd.DataFrame, pd.Series]:
    """What the leads say of their opportunities: whose, won or not, when, how much, how likely."""
    told = leads.set_index("lead_id").reindex(found["lead_id"])
    known = found["lead_id"].isin(leads["lead_id"]).to_numpy()
    won = (told["converted"] == 1).to_numpy()
    found["lead_id"] = found["lead_id"].where(known, None)
    if "customer_id" in told:
        found["account_id"] = told["customer_id"].to_numpy(object)
    when = found["last"].to_numpy()
    if "converted_at" in told:
        when = told["converted_at"].fillna(found["last"].set_axis(told.index)).to_numpy()
    found["closed_at"] = pd.Series(when, index=found.index).where(won)
    found["closed_at"] = found[["closed_at", "opened_at"]].max(axis=1).where(won)
    said = next((name for name in ("amount", "value") if name in told), "")
    if said:
        found["amount"] = pd.to_numeric(told[said], errors="coerce").to_numpy()
    elif lines is not None and "customer_id" in told:
        found["amount"] = _first_order(found, lines)
    if "probability" in told:
        found["probability"] = pd.to_numeric(told["probability"], errors="coerce").to_numpy()
    return found, pd.Series(won, index=found.index)


def _first_order(found: pd.DataFrame, lines: pd.DataFrame) -> np.ndarray:
    """What the first day of orders on or after the day of the sale brought; nan where there is none."""
    day = lines["ordered_at"].dt.normalize().rename("day")
    sums = worth(lines).groupby([lines["customer_id"].astype(object), day]).sum().rename("amount")
    days = sums.reset_index().sort_values("day")
    won = found.dropna(subset=["closed_at", "account_id"])
    sold = pd.DataFrame({"customer_id": won["account_id"], "day": won["closed_at"].dt.normalize()})
    order = sold.reset_index().sort_values("day")
    # A handful of customers may have no order at all: then one side is blank, and of another kind.
    order, days = (table.astype({"customer_id": str}) for table in (order, days))
    met = pd.merge_asof(order, days, on="day", by="customer_id", direction="forward").set_index("index")
    return met["amount"].clip(lower=0).reindex(found.index).to_numpy()


def worth(lines: pd.DataFrame) -> pd.Series:
    """Money of each line, to hundredths of a cent; a blank price or quantity sells nothing."""
    sold = (lines["quantity"] * lines["unit_price"]).fillna(0)
    return (sold - lines["discount"].fillna(0) if "discount" in lines else sold).round(4)


def orders(lines: pd.DataFrame) -> Iterator[Part]:
    """Orders with their revenue, the products they name, and their lines.

    Lines without a number make one order of their customer; a number that several customers use stands for
    an order of each. An order is dated by its first line.
    """
    if "product_id" in lines:
        ids = lines["product_id"].dropna().drop_duplicates()
        bare = pd.DataFrame({"product_id": ids, "source_row": lines.loc[ids.index, "source_row"]})
        yield Part("products", "orders", bare, fill_only=True)
    codes, keys, order_no = order_keys(lines)
    heads = pd.DataFrame({"order_id": keys, "account_id": lines["customer_id"].to_numpy()[order_no]})
    stamps = pd.Series(lines["ordered_at"].to_numpy())
    heads["ordered_at"] = stamps.groupby(codes).min().to_numpy()
    for name in ("channel", "currency"):
        if name in lines:
            heads[name] = lines[name].to_numpy()[order_no]
    heads["lines"] = np.bincount(codes, minlength=len(keys))
    heads["revenue"] = np.bincount(codes, weights=worth(lines), minlength=len(keys)).round(4)
    heads["source_row"] = lines["source_row"].to_numpy()[order_no]
    yield part("orders", "orders", heads, list(heads.columns.drop("source_row")))
    numbered = lines.assign(
        order_id=keys[codes], line_no=pd.Series(codes).groupby(codes).cumcount().to_numpy() + 1
    )
    columns = ["order_id", "line_no", "product_id", "quantity", "unit_price", "unit_cost", "discount"]
    yield part("order_lines", "orders", numbered, columns)


def order_keys(lines: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each line the number of its order; for each order its key, and the place of its first line."""
    number, numbers = pd.factorize(lines["order_id"])
    customer, customers = pd.factorize(lines["customer_id"])
    pair = number.astype(np.int64) * (len(customers) + 1) + customer
    codes, pairs = pd.factorize(pair)
    first = np.full(len(pairs), len(lines))
    np.minimum.at(first, codes, np.arange(len(lines)))
    of = number[first]
    keys = np.array([*numbers, None], dtype=object)[of]  # the last stands for no number
    owner = lines["customer_id"].to_numpy(object)[first]
    shared = np.bincount(of[of >= 0], minlength=len(numbers) + 1) > 1
    for at in np.flatnonzero((of < 0) | shared[of]):
        keys[at] = f"{owner[at]}/no number" if of[at] < 0 else f"{keys[at]}/{owner[at]}"
    return codes, keys, first


def _events(case: Case) -> Iterator[Part]:
    """Contacts made, tickets, and campaigns with those who were in them."""
    for source, table, key in (
        ("interactions", "activities", "activity_id"),
        ("tickets", "tickets", "ticket_id"),
    ):
        frame = case.table(source)
        if frame is not None:
            frame = frame.rename(columns={"interaction_id": "activity_id", "customer_id": "account_id"})
            yield part(table, source, frame, [key, *EVENT_COLUMNS[table]])
    frame = case.table("campaigns")
    if frame is not None:
        yield from campaigns(with_rows(frame))


EVENT_COLUMNS = {
    "activities": ["account_id", "at", "channel", "direction", "purpose", "minutes", "cost", "note"],
    "tickets": [
        "account_id", "opened_at", "first_reply_at", "resolved_at", "category", "severity", "reopened",
        "note",
    ],
}  # fmt: skip


def campaigns(frame: pd.DataFrame) -> Iterator[Part]:
    """Campaigns, told apart by the day on which they went out, and the accounts in them."""
    sent = frame["sent_at"] if "sent_at" in frame else pd.Series(pd.NaT, index=frame.index)
    sent = sent.astype("datetime64[us]")
    frame = frame.assign(campaign_id=sent.dt.strftime("%Y-%m-%d").fillna("undated"), sent_at=sent)
    heads = frame.groupby("campaign_id", sort=False).agg(
        sent_at=("sent_at", "min"), source_row=("source_row", "min")
    )
    yield part("campaigns", "campaigns", heads.reset_index(), ["campaign_id", "sent_at"])
    members = frame.rename(columns={"customer_id": "account_id"})
    members["member_no"] = members.groupby(["campaign_id", "account_id"], sort=False).cumcount() + 1
    columns = ["campaign_id", "account_id", "member_no", "arm", "returned", "revenue", "cost"]
    yield part("campaign_members", "campaigns", members, columns)
