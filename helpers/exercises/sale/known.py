"""What several questions of lesson 5b ask of a case, and of the twelve letters."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import pandas as pd

from helpers import building, samples
from helpers.case import Case

KINDS = ("household", "company", "small_retailer", "retailer", "wholesaler", "project")


@lru_cache(maxsize=1)
def letters() -> pd.DataFrame:
    """The inbox with `flagged`: whether the word URGENT stands in the letter."""
    table = samples.inbox()
    return table.assign(flagged=building.has_word(table["text"]))


def sender(number: int) -> str:
    """A letter as questions name it: its number and who wrote it."""
    return f"{number} · {letters()['sender'].iloc[number - 1]}"


def by_sender(said: Mapping[int, str]) -> dict[str, str]:
    """What is said of letters, by the rows that questions make of them."""
    return {sender(number): text for number, text in said.items()}


def rows(numbers: Iterable[int], column: str, *, none: str = "none") -> dict[str, str]:
    """The letters as rows of a table, and what is right for each: `column` of the inbox in words."""
    values = letters().set_index("letter")[column].replace("none", none)
    return {sender(one): str(values[one]).replace("_", " ") for one in numbers}


def tested() -> pd.Series:
    """Precision, recall, base rate and so on of the word URGENT in the inbox."""
    table = letters()
    return building.word_test(table["flagged"], table["ordered"]).set_index("measure")["value"]


def each_asleep() -> float:
    """What the last of the offers to Bremen brings the shops a year, for each 1 asleep in their store."""
    offer = building.bremen_offers().iloc[-1].drop(["offer", "given_away"])
    terms = {str(name): float(value) for name, value in offer.items()}
    return float(building.resale(**terms)["amount"].iloc[-1])


def word_precision(case: Case) -> float:
    """Of the case's leads with the word URGENT, the share that became customers."""
    return float(_word(case)["precision"])


def everybody(case: Case) -> float:
    """Of all the case's leads, the share that became customers."""
    return float(_word(case)["base rate"])


def _word(case: Case) -> pd.Series:
    """What the word is worth among the leads that do not judge the decision."""
    leads = building.with_word(building.to_learn_from(case.tables["leads"], as_of=case.as_of))
    return building.word_test(leads["flagged"], leads["converted"]).set_index("measure")["value"]


@lru_cache(maxsize=2)
def _kinds(case: Case) -> pd.DataFrame | None:
    """Customers with what each leaves in a year, None where the case cannot say."""
    if (
        case.as_of is None
        or case.missing("orders", "unit_cost")
        or case.missing("customers", "customer_type")
    ):
        return None
    people = case.tables["customers"]
    profit = building.customer_profit(case.tables["orders"], people)
    return building.yearly_profit(profit, as_of=case.as_of).merge(people, on="customer_id")


def worth_by_kind(case: Case, *, otherwise: float) -> dict[str, float]:
    """What a customer of each kind leaves in a year (money); {} where the case cannot say."""
    known = _kinds(case)
    if known is None:
        return {}
    kinds = pd.DataFrame({"customer_type": sorted(known["customer_type"].dropna().astype(str).unique())})
    yearly = known[["customer_id", "yearly_profit"]]
    worth = building.worth_of_leads(
        kinds, yearly, known[["customer_id", "customer_type"]], otherwise=otherwise
    )
    return dict(zip(kinds["customer_type"], worth, strict=True))
