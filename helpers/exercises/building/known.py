"""What several questions of lesson 5 ask of a case; worked out once a case."""

from functools import lru_cache

import pandas as pd

from helpers import building
from helpers.case import Case
from helpers.words import _

VALUE = 1500.0  # what a customer leaves in a year where nobody knows, as the lesson's parameter has it


@lru_cache(maxsize=4)
def funnel(case: Case) -> pd.DataFrame:
    """Stage by stage, of the leads to learn from."""
    ways = building.stages_of(case.tables["stages"], case.table("leads"), as_of=case.as_of)
    return building.funnel(ways, as_of=case.as_of)


def rates(case: Case) -> pd.Series:
    """The share that goes on, of each stage that has a next."""
    return funnel(case)["rate"].dropna()


def filled(case: Case) -> float:
    """How many of a thousand get on at the last row that the lesson's table shows: two are left open."""
    return float(building.per_thousand(funnel(case), blanks=2)["get_on"].dropna().iloc[-1])


def best_later(case: Case) -> str:
    """The stage with the best rate, the first one aside."""
    table = funnel(case).iloc[1:-1]
    return str(table["stage"].iloc[int(table["rate"].to_numpy(dtype=float).argmax())])


def inquiry(case: Case) -> int:
    """The row of the funnel at which somebody asks: the third of eight, else the first with a next."""
    names = funnel(case)["stage"].tolist()
    if len(names) < 3:
        raise ValueError(_("It takes three stages at least to see that chances multiply; stages has fewer."))
    return names.index("inquiry") if "inquiry" in names[:-2] else 0


@lru_cache(maxsize=4)
def settled(case: Case) -> pd.DataFrame:
    """Leads that have had time to become customers, the judges of the decision among them."""
    return building.matured(case.tables["leads"], as_of=case.as_of)


@lru_cache(maxsize=4)
def leads(case: Case) -> pd.DataFrame:
    """Leads to learn from: nobody looks at the judges before the decision."""
    return building.to_learn_from(case.tables["leads"], as_of=case.as_of)


@lru_cache(maxsize=4)
def sources(case: Case) -> pd.DataFrame:
    """What leads and customers cost, source by source, sorted by the price of a lead."""
    return building.cost_table(building.by_source(leads(case)))


@lru_cache(maxsize=4)
def yearly(case: Case) -> pd.DataFrame:
    """What each customer leaves a year."""
    lines = case.tables["orders"]
    today = case.as_of if case.as_of is not None else lines["ordered_at"].max()
    return building.yearly_profit(building.customer_profit(lines, case.table("customers")), as_of=today)


@lru_cache(maxsize=4)
def matrix(case: Case) -> pd.DataFrame:
    """Value against cost of every customer whose winning has a price."""
    return building.value_cost(building.priced(yearly(case), case.tables["customers"]))


def cards(case: Case) -> pd.DataFrame:
    """Customers to judge by the rule of payback, by name."""
    return building.plan_cards(matrix(case), case.tables["customers"])


@lru_cache(maxsize=4)
def fitted(case: Case) -> building.Score:
    """The score of the leads to learn from."""
    return building.fit_score(leads(case))


@lru_cache(maxsize=4)
def odds_card(case: Case) -> dict[str, float]:
    """start, budget, authority: the odds to begin with, and what each sign multiplies them by."""
    table = building.odds_card(fitted(case), leads(case))
    found = dict(zip(table["sign"], table["times"], strict=True))
    if not {"budget", "authority"} <= set(found):
        raise ValueError(_("The score of these leads holds no budget and authority to multiply by."))
    return {"start": float(table["odds"].iloc[0]), **{k: float(found[k]) for k in ("budget", "authority")}}
