"""From a year that was lived to the market a year later: its tables as text, and its truth."""

from pathlib import Path

import numpy as np
import pandas as pd

from helpers.market.dates import LAST_DAY
from helpers.market.lap import market_year, newcomers, service_year, targets_year
from helpers.market.lap.future import Moved, as_text, with_future
from helpers.market.lap.orders_year import ordered
from helpers.market.lap.plan import Plan
from helpers.market.lap.product import steps_taken
from helpers.market.lap.texts import YEAR, Texts, last, numbered, stacked
from helpers.market.lap.truth_year import hidden_after
from helpers.market.lap.winning import inquired, lead_of
from helpers.market.lap.world import World
from helpers.market.lap.year import Year
from helpers.market.state import State
from helpers.market.streams import stream
from helpers.words import _

TABLES = (
    "orders", "customers", "contacts", "interactions", "sales", "spend", "leads", "stages", "tickets",
    "subscriptions", "calls", "targets",
)  # fmt: skip


def text_tables(folder: Path) -> tuple[Texts, Texts]:
    """Tables and truth of a market on disk as text, nothing read into it. Raises ValueError where one is
    missing.
    """
    found: list[Texts] = []
    for place, names in ((folder, TABLES), (folder / "truth", ("customers", "satisfaction"))):
        paths = {name: place / f"{name}.csv" for name in names}
        if lacking := [path.name for path in paths.values() if not path.is_file()]:
            text = _(
                "{folder} is no whole market: {name} is missing. Begin from one of `ninesteps market new`."
            )
            raise ValueError(text.format(folder=place, name=lacking[0]))
        found.append(
            {name: pd.read_csv(path, dtype=str, keep_default_na=False) for name, path in paths.items()}
        )
    return found[0], found[1]


def moved(world: World, year: Year, plan: Plan, tables: Texts, truth: Texts) -> Moved:
    """The market after this year. tables, truth: as `text_tables` gives them."""
    books, as_of = world.books, world.books.as_of
    rng = {
        name: stream(books.seed, f"lap {books.lap} {name}")
        for name in ("people", "service", "market", "ahead")
    }
    ids = _ids(world, year, truth["customers"])
    lines = ordered(world, year, ids, last_id=last(tables["orders"]["order_id"]))
    served = _served(world, lines, rng["service"], truth)
    cost = _cost(served, _hidden(world, truth["customers"], "handling"))
    new = _new(world, year, ids, served, cost)
    file = newcomers.file_rows(new, rng["people"], as_of=as_of, lap=books.lap)
    out: Texts = {}
    out["orders"] = _orders(tables["orders"], lines, as_of)
    out["customers"] = stacked(_costs_added(tables["customers"], cost), file)
    after = last(tables["contacts"]["contact_id"])
    out["contacts"] = stacked(
        tables["contacts"], newcomers.contact_rows(file, rng["people"], last_id=after, lap=books.lap)
    )
    after = last(tables["interactions"]["interaction_id"])
    out["interactions"] = stacked(
        tables["interactions"], service_year.interaction_rows(served, as_of=as_of, last_id=after)
    )
    tickets = service_year.ticket_rows(served, as_of=as_of, last_id=last(tables["tickets"]["ticket_id"]))
    out["tickets"] = stacked(tables["tickets"], tickets).sort_values("opened_at", kind="stable")
    out |= _market(world, plan, tables, new, rng["market"])
    ever = _ordered_ever(out["orders"], lines, as_of)
    late = served.purchases["late"].to_numpy(float)
    out["targets"] = targets_year.targets(tables["targets"], ever, late, tickets, as_of=as_of)
    hidden = hidden_after(world, year, ids, truth, rng["ahead"])
    taken = tuple(dict.fromkeys([*books.taken, *steps_taken(plan)]))
    moved_on = Moved(out, hidden, as_of + YEAR, books.seed, books.lap + 1, taken)
    return with_future(moved_on, books)


def _ids(world: World, year: Year, truth: pd.DataFrame) -> "pd.Index[str]":
    """customer_id of each row of people: those who were only possible get one as they are won."""
    ids = pd.Series(world.people.index, dtype=object)
    fresh = np.flatnonzero(world.people["possible"].to_numpy() & year.won)
    ids.iloc[fresh] = numbered("C", len(fresh), after=last(truth["customer_id"]), digits=5)
    found: pd.Index[str] = pd.Index(ids)
    return found


def _served(world: World, lines: pd.DataFrame, rng: np.random.Generator, truth: Texts) -> State:
    """Contacts, tickets and late deliveries of the orders."""
    whole = lines.drop_duplicates("order_id").sort_values("order_id", kind="stable")
    table = pd.DataFrame(
        {
            "customer": whole["row"].to_numpy(),
            "entry": whole["customer_id"].to_numpy(),
            "day": (whole["ordered_at"] - world.books.as_of).dt.days.to_numpy(),
        }
    )
    people = world.people.assign(
        demanding=_hidden(world, truth["customers"], "demanding"),
        unrest=_hidden(world, truth["satisfaction"], "unrest"),
    )
    return service_year.served(table, people, rng, lap=world.books.lap)


def _hidden(world: World, table: pd.DataFrame, column: str) -> pd.Series:
    values = pd.to_numeric(table.drop_duplicates("customer_id").set_index("customer_id")[column])
    return values.reindex(world.people.index).fillna(0.0)


def _new(world: World, year: Year, ids: "pd.Index[str]", served: State, cost: pd.Series) -> pd.DataFrame:
    """The newcomers who were won and ordered: kind, begins, source, lead, service_cost, by customer_id."""
    booked = set(served.records["customer_id"])
    rows = np.flatnonzero(year.won & ids.isin(booked))
    lead = inquired(world).iloc[lead_of(world)[rows]]
    table = world.people.iloc[rows][["kind"]].set_axis(ids[rows])
    first = served.purchases.groupby("customer")["day"].min()
    begins = first.reindex(rows).to_numpy() - LAST_DAY + service_year.YEAR
    table = table.assign(begins=begins, source=lead["source"].to_numpy(), lead=lead["lead_id"].to_numpy())
    table = table.assign(service_cost=cost.reindex(table.index).fillna(0.0))
    return table.sort_values("begins", kind="stable")


def _cost(served: State, handling: pd.Series) -> pd.Series:
    """Contacts and handling of the year by entry (money)."""
    whose = served.records["customer_id"].to_numpy()
    contacts = served.interactions["cost"].groupby(whose[served.interactions["record"]]).sum()
    bought = served.purchases
    own = pd.Series(handling.to_numpy()[bought["customer"]]).groupby(whose[bought["record"]]).sum()
    return own.add(contacts, fill_value=0.0)


def _costs_added(file: pd.DataFrame, cost: pd.Series) -> pd.DataFrame:
    """The customer file with what the year cost."""
    now = pd.to_numeric(file["service_cost"]) + file["customer_id"].map(cost).fillna(0.0)
    return file.assign(service_cost=[f"{value:.2f}" for value in now])


def _orders(raw: pd.DataFrame, lines: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """All order lines up to the end of the year: the past as it was, cash sales, the year's own."""
    until = (as_of + YEAR).strftime("%Y-%m-%d")
    past = raw["ordered_at"] <= as_of.strftime("%Y-%m-%d")
    cash = (raw["customer_id"] == "") & ~past & (raw["ordered_at"] <= until)
    year = stacked(raw[cash], as_text(lines))
    year = year.sort_values("ordered_at", kind="stable", ignore_index=True)
    return pd.concat([raw[past], year], ignore_index=True)


def _market(world: World, plan: Plan, tables: Texts, new: pd.DataFrame, rng: np.random.Generator) -> Texts:
    """Sales, spend, calls, contracts, inquiries of the year."""
    as_of = world.books.as_of
    change = float((plan.of("04.price") or {}).get("price_change", 0.0))
    before = tables["spend"]
    found = {
        "sales": stacked(tables["sales"], market_year.sales(rng, as_of=as_of, change=change)),
        "spend": stacked(before, market_year.spend(rng, plan.of("04.budget"), before, as_of=as_of)),
        "calls": market_year.calls(rng, as_of=as_of),
        "subscriptions": market_year.subscriptions(tables["subscriptions"], rng, as_of=as_of),
    }
    won = new.assign(customer_id=new.index, day=new["begins"])[["customer_id", "lead", "day"]]
    leads, stages = market_year.inquiries(tables["leads"], tables["stages"], won, rng, as_of=as_of)
    return found | {"leads": stacked(tables["leads"], leads), "stages": stacked(tables["stages"], stages)}


def _ordered_ever(orders: pd.DataFrame, lines: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The first order of each entry up to as_of, and all lines of the year."""
    told_of = orders[orders["customer_id"] != ""]
    past = told_of[told_of["ordered_at"] <= as_of.strftime("%Y-%m-%d")].drop_duplicates("customer_id")
    head = pd.DataFrame(
        {"customer_id": past["customer_id"], "ordered_at": pd.to_datetime(past["ordered_at"])}
    )
    return pd.concat([head, lines], ignore_index=True)
