"""The tables and the truth that a lap begins from: of an open case, of a folder, or of a market in memory."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.case import Case, read_case
from helpers.market.dates import AS_OF
from helpers.market.simulation import Market
from helpers.words import _, listed

TRUTH = ("customers", "satisfaction", "uplift", "tastes", "channels", "demand", "calls", "lead_odds")
ORIGIN = "market.toml"
NEEDED = {"orders", "customers", "products", "leads", "campaigns"}


@dataclass(frozen=True)
class Books:
    """What a lap begins from: the tables, the orders after as_of among them (cash sales are nobody's, and
    left out); the truth; seed and number of the lap; taken: what has been made better in earlier laps.
    """

    tables: Mapping[str, pd.DataFrame]
    truth: Mapping[str, pd.DataFrame]
    as_of: pd.Timestamp
    seed: int
    lap: int = 1
    taken: tuple[str, ...] = ()


def books_of(market: Market) -> Books:
    """The books of a market in memory."""
    hidden = {name: market.truth[name] for name in TRUTH}
    lines = market.tables["orders"]
    tables = {**market.tables, "orders": lines[lines["customer_id"].notna()].reset_index(drop=True)}
    return Books(tables, hidden, pd.Timestamp(AS_OF), market.seed)


def books(case: Case) -> Books:
    """The books of an open case. Raises ValueError where it is not a whole simulated market."""
    origin = _origin(case.folder) if case.simulated else None
    if origin is None or case.as_of is None:
        raise ValueError(_("Only a simulated market can live another year: this case has no folder truth."))
    if lacking := sorted(NEEDED - set(case.tables)):
        text = _("A lap takes the whole market: {tables} is missing.")
        raise ValueError(text.format(tables=listed(lacking)))
    hidden = _truth(case.folder)
    known = hidden["customers"].loc[pd.to_datetime(hidden["customers"]["first_order"]) <= case.as_of]
    if not set(known["customer_id"]) <= set(case.tables["customers"]["customer_id"]):
        raise ValueError(_("A lap takes all customers: leave customer_type and region empty."))
    orders = pd.concat([case.tables["orders"], case.after], ignore_index=True)
    return Books({**case.tables, "orders": orders}, hidden, case.as_of, *origin)


def books_in(folder: Path) -> Books:
    """The books of a case folder. Raises CaseError where it cannot be read, ValueError as `books` does."""
    return books(read_case(folder))


def _truth(folder: Path) -> dict[str, pd.DataFrame]:
    words = {"customer_id": str, "same_as": str}
    return {name: pd.read_csv(folder / "truth" / f"{name}.csv", dtype=words) for name in TRUTH}


def _origin(folder: Path) -> tuple[int, int, tuple[str, ...]] | None:
    """Seed, number of the lap that begins here, improvements taken; None where this is no market."""
    try:
        said = tomllib.loads((folder / "truth" / ORIGIN).read_text(encoding="utf-8"))
        return int(said["seed"]), int(said.get("lap", 1)), tuple(map(str, said.get("taken", ())))
    except (OSError, ValueError, KeyError):
        return None
