"""Tables of a case as the records of a vendor's objects, under our own names."""

from collections.abc import Callable, Mapping

import pandas as pd

from helpers.vendors.catalog import Vendor
from helpers.vendors.deals import NOT_SAID

Tables = Mapping[str, pd.DataFrame]


def _accounts(tables: Tables, one: Vendor) -> pd.DataFrame:
    """Customers as accounts."""
    return _named_customers(tables)


def _named_customers(tables: Tables) -> pd.DataFrame:
    """Customers; one without a name goes by its id."""
    frame = tables.get("customers", pd.DataFrame())
    if frame.empty:
        return frame
    name = frame.get("name", pd.Series(None, index=frame.index, dtype="str"))
    return frame.assign(name=name.fillna(frame["customer_id"]))


def _named(frame: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Records with the name of their account beside its id, for imports that join by name."""
    names = _named_customers(tables)
    if names.empty or "customer_id" not in frame:
        return frame
    known = names.drop_duplicates("customer_id").set_index("customer_id")["name"]
    return frame.assign(account_name=frame["customer_id"].map(known))


def contacts(tables: Tables, one: Vendor) -> pd.DataFrame:
    """People with their name in two and the consents of their customer."""
    frame = tables.get("contacts", pd.DataFrame())
    if frame.empty:
        return frame
    frame = _named(frame, tables)
    name = frame.get("name", pd.Series(None, index=frame.index, dtype="str")).fillna("")
    split = name.str.rpartition(" ")
    frame = frame.assign(
        first_name=split[0].mask(split[0] == ""), last_name=split[2].mask(name == "", frame["contact_id"])
    )
    customers = tables.get("customers", pd.DataFrame())
    for column, flag in (("consent_email", "opted_out"), ("consent_phone", "do_not_call")):
        if column in customers:
            said = customers.drop_duplicates("customer_id").set_index("customer_id")[column]
            frame[flag] = 1 - frame["customer_id"].map(said)
    return frame.drop(columns="name", errors="ignore")


def _opted_out(tables: Tables, one: Vendor) -> pd.DataFrame:
    """Addresses of people who opted out."""
    frame = contacts(tables, one)
    if not {"opted_out", "email"} <= set(frame.columns):
        return pd.DataFrame()
    return frame.loc[(frame["opted_out"] == 1) & frame["email"].notna(), ["email"]].drop_duplicates()


def _split(tables: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leads that have no stages, and those that are deals as they have some."""
    leads, stages = tables.get("leads", pd.DataFrame()), tables.get("stages", pd.DataFrame())
    if leads.empty:
        return leads, leads
    moved = leads["lead_id"].isin(stages["lead_id"] if len(stages) else [])
    return leads[~moved], leads[moved]


def _leads(tables: Tables, one: Vendor) -> pd.DataFrame:
    """Plain leads; those imports want a last name and a company of each."""
    frame, _deals = _split(tables)
    if frame.empty:
        return frame
    nothing = pd.Series(None, index=frame.index, dtype="str")
    name, company = frame.get("name", nothing), frame.get("company", nothing)
    split = name.fillna("").str.rpartition(" ")
    named = {
        "last_name": split[2].mask(name.isna(), frame["lead_id"]),
        "first_name": split[0].mask(split[0] == ""),
    }
    if "last_name" not in one.things["lead"].columns:
        named = {"name": name.fillna(frame["lead_id"])}
    if "consent_email" in frame and "opted_out" in one.things["lead"].columns:
        frame = frame.assign(opted_out=1 - frame["consent_email"]).drop(columns="consent_email")
    return frame.drop(columns=["name", "company"], errors="ignore").assign(
        account_name=company.fillna(NOT_SAID), **named
    )


def _deals(tables: Tables, one: Vendor) -> pd.DataFrame:
    """Leads with stages as deals: where each stands, won ones under the vendor's word for it."""
    _leads, frame = _split(tables)
    if frame.empty:
        return frame
    frame = _named(frame, tables)
    last = tables["stages"].sort_values("entered_at", kind="stable").drop_duplicates("lead_id", keep="last")
    last = last.set_index("lead_id")
    stage = frame["lead_id"].map(last["stage"]).mask(frame["converted"] == 1, one.won_stage)
    nothing = pd.Series(None, index=frame.index, dtype="str")
    closing = frame.get("converted_at", pd.Series(pd.NaT, index=frame.index))
    if "close_date" in frame:
        closing = closing.fillna(pd.to_datetime(frame["close_date"]))
    frame = frame.assign(
        deal_name=frame.get("deal_name", nothing).fillna(frame["lead_id"]),
        stage=stage,
        closed_on=closing.fillna(frame["lead_id"].map(last["entered_at"])).dt.normalize(),
    )
    if "pipeline" in one.things["opportunity"].columns:
        frame["pipeline"] = frame.get("pipeline", nothing).fillna("Sales Pipeline")
    return frame.drop(columns=["close_date", "converted"], errors="ignore")


def _history(tables: Tables, one: Vendor) -> pd.DataFrame:
    """Stages as they were entered; CRMs write this history themselves and import none."""
    return tables.get("stages", pd.DataFrame())


def _activities(tables: Tables, one: Vendor) -> pd.DataFrame:
    """Interactions with their length in the vendor's unit."""
    frame = tables.get("interactions", pd.DataFrame())
    if frame.empty:
        return frame
    frame = _named(frame, tables)
    if "direction" in frame:
        frame["direction"] = frame["direction"].replace({"in": "Inbound", "out": "Outbound"})
    for unit, times in (("seconds", 60), ("milliseconds", 60_000)):
        if unit in one.things["activity"].columns and "minutes" in frame:
            frame = frame.assign(**{unit: (frame["minutes"] * times).round(6)}).drop(columns="minutes")
    return frame


def _tickets(tables: Tables, one: Vendor) -> pd.DataFrame:
    """Tickets; where the import wants a name, a pipeline and a status they have them."""
    frame = tables.get("tickets", pd.DataFrame())
    if frame.empty:
        return frame
    frame = _named(frame, tables)
    closed = frame.get("resolved_at", pd.Series(pd.NaT, index=frame.index)).notna()
    named = frame.get("category", pd.Series(None, index=frame.index, dtype="str")).fillna(frame["ticket_id"])
    wanted = {
        "ticket_name": named,
        "pipeline": pd.Series("Support Pipeline", index=frame.index),
        "status": closed.map({True: "Closed", False: "New"}),
        "origin": pd.Series("Phone", index=frame.index),
    }
    there = one.things["ticket"].columns
    return frame.assign(**{name: values for name, values in wanted.items() if name in there})


HEAD = ("customer_id", "ordered_at", "channel", "currency")


def _orders(tables: Tables, one: Vendor) -> pd.DataFrame:
    """One row for each order: whose, when, how."""
    lines = tables.get("orders", pd.DataFrame())
    if lines.empty:
        return lines
    heads = lines[["order_id", *(name for name in HEAD if name in lines)]].drop_duplicates("order_id")
    if "order_name" in one.things["order"].columns:
        heads = heads.assign(order_name=heads["order_id"])
    return _named(heads, tables)


def _lines(tables: Tables, one: Vendor) -> pd.DataFrame:
    """Order lines; what differs within an order stands on its lines."""
    lines = tables.get("orders", pd.DataFrame())
    if lines.empty:
        return lines
    columns = one.things["line"].columns
    head = [name for name in HEAD if name in lines]
    varied = [name for name in head if (lines.groupby("order_id")[name].nunique(dropna=False) > 1).any()]
    frame = lines.drop(columns=[name for name in head if name not in varied])
    if "product_name" in columns:
        frame = frame.assign(product_name=lines.get("product_id", lines["order_id"]))
    return frame


def flat(tables: Tables, lines: pd.DataFrame) -> pd.DataFrame:
    """Lines that carry what their order says, for a vendor whose orders are one flat file."""
    whole = tables["orders"]
    carried = {name: whole[name] for name in HEAD if name in whole}
    return _named(lines.assign(**carried, order_name=whole["order_id"]), tables)


BUILDERS: dict[str, Callable[[Tables, Vendor], pd.DataFrame]] = {
    "account": _accounts,
    "contact": contacts,
    "opt_out": _opted_out,
    "lead": _leads,
    "opportunity": _deals,
    "history": _history,
    "activity": _activities,
    "ticket": _tickets,
    "order": _orders,
    "line": _lines,
}
