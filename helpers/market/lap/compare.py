"""What plans earn beside each other, and which decision of a plan earned what."""

from collections.abc import Mapping

import pandas as pd

from helpers.market.lap.plan import NOTHING, Plan
from helpers.market.lap.policies import DO_NOTHING
from helpers.market.lap.world import World
from helpers.market.lap.year import Year, live

COLUMNS = ["profit", "equity", "satisfaction", "customers", "orders"]


def compare(world: World, plans: Mapping[str, Plan]) -> pd.DataFrame:
    """The year under each plan: policy, lap, profit, equity, satisfaction, customers, orders; profit_more and
    equity_more than with nothing done.
    """
    usual = live(world, NOTHING)
    rows = []
    for name, chosen in plans.items():
        year = usual if name == DO_NOTHING else live(world, chosen)
        more = {f"{what}_more": getattr(year, what) - getattr(usual, what) for what in ("profit", "equity")}
        rows.append({"policy": name, "lap": world.books.lap, **row(year), **more})
    return pd.DataFrame(rows)


def row(year: Year) -> dict[str, float]:
    """A year in numbers: profit, equity, satisfaction, customers, orders."""
    return {name: getattr(year, name) for name in COLUMNS}


def one_at_a_time(world: World, chosen: Plan) -> pd.DataFrame:
    """Which decision earned what: decision, profit, equity, satisfaction (it alone, less doing nothing);
    profit_lost, equity_lost (all of them, less all but it). The last row is all of them together.

    The two differ where decisions work on the same customers: that is no error but what they share.
    """
    usual, whole = live(world, NOTHING), live(world, chosen)
    rows = []
    for name in [*chosen.decisions, "together"]:
        alone, rest = (
            (whole, usual)
            if name == "together"
            else (
                live(world, chosen.only(name)),
                live(world, chosen.without(name)),
            )
        )
        rows.append(
            {
                "decision": name,
                **{what: getattr(alone, what) - getattr(usual, what) for what in COLUMNS[:3]},
                **{f"{what}_lost": getattr(whole, what) - getattr(rest, what) for what in COLUMNS[:2]},
            }
        )
    return pd.DataFrame(rows)
