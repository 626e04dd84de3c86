"""What several questions of lesson 5b ask of a case, and of the twelve letters."""

from functools import lru_cache

import pandas as pd

from helpers import building, samples
from helpers.case import Case

KINDS = ("household", "company", "small_retailer", "retailer", "wholesaler", "project")


def letters() -> pd.DataFrame:
    """The inbox with `flagged`: whether the word URGENT stands in the letter."""
    table = samples.inbox()
    return table.assign(flagged=building.has_word(table["text"]))


def tested() -> pd.Series:
    """Precision, recall, base rate and so on of the word URGENT in the inbox."""
    table = letters()
    return building.word_test(table["flagged"], table["ordered"]).set_index("measure")["value"]


def word_precision(case: Case) -> float:
    """Of the case's inquiries with the word URGENT, the share that became customers."""
    return float(_word(case)["precision"])


def everybody(case: Case) -> float:
    """Of all the case's inquiries, the share that became customers."""
    return float(_word(case)["base rate"])


def _word(case: Case) -> pd.Series:
    """What the word is worth among inquiries that have had time to become an order."""
    leads = building.with_word(building.matured(case.tables["leads"], as_of=case.as_of))
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
