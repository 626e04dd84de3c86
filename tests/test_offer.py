"""The one offer from which lessons 2, 2b, 3 and 4 begin."""

import pandas as pd
import pytest

from helpers import exercises, offer
from helpers.case import Case, read_case
from helpers.exercises.interview.decision import study
from helpers.exercises.mix import known as mix_known
from helpers.exercises.mix import price
from helpers.exercises.needs import known as needs_known
from helpers.exercises.positioning import decision as position
from helpers.exercises.positioning import known as position_known
from helpers.files import ROOT


@pytest.fixture(scope="module")
def firm() -> Case:
    return read_case(ROOT / "data" / "meridian")


def test_the_four_lessons_know_one_price_one_cost_and_one_margin(firm: Case) -> None:
    here = needs_known.market(firm)
    assert mix_known.paid(firm) == pytest.approx(here.price, abs=0.005)
    assert mix_known.unit_cost(firm) == here.unit_cost
    assert position_known.margin(firm) == pytest.approx(here.margin)
    asked = study(firm, rehearsal=False, units=0.0, margin=0.0)
    assert asked.choice.left == pytest.approx(here.left)
    assert asked.choice.units == here.units


def test_the_four_lessons_begin_from_one_offer(firm: Case) -> None:
    fit, offers = price.judge(firm, "known")
    today = offer.standing(offer.ladders(fit, firm.tables["choices"]))
    mine = offers.set_index("offer").loc[firm.name]
    seen = position.start(firm)[0].set_index("brand").loc[firm.name]
    steps = needs_known.steps(firm).set_index("factor")["now"]
    for name in ("quality", "lead_time", "payment_terms", "after_sales", "supply_stability"):
        assert mine[name] == seen[name] == steps[name] == today[name]


def test_a_step_costs_the_same_wherever_it_is_taken(firm: Case) -> None:
    here = needs_known.market(firm)
    steps = needs_known.steps(firm).set_index("factor")["cost_share"]
    asked = study(firm, rehearsal=False, units=0.0, margin=0.0).choice
    for name, extra in zip(asked.names, asked.extra, strict=True):
        assert extra / here.price == pytest.approx(steps[name]) == offer.step_cost(name)
    month = offer.credit_cost(offer.MONTH_DAYS)
    assert offer.step_cost("payment_terms") == pytest.approx(month, abs=0.0005)


def test_the_market_is_that_of_the_last_year() -> None:
    sales = pd.DataFrame(
        {
            "period": pd.date_range("2024-01-01", periods=24, freq="MS").repeat(2),
            "brand": ["Ours", "Theirs"] * 24,
            "units": [10.0, 30.0] * 24,
            "price": [50.0, 40.0] * 24,
        }
    )
    products = pd.DataFrame(
        {"product_id": ["P1", "P2"], "list_price": [20.0, 52.0], "unit_cost": [9.0, 31.0]}
    )
    here = offer.market(sales, products, brand="ours")
    assert (here.units, here.share, here.price, here.unit_cost) == (480, 0.25, 50, 31)
    lines = pd.DataFrame({"quantity": [2.0], "unit_price": [100.0], "unit_cost": [60.0]})
    assert offer.market(sales, None, lines, brand="Ours").unit_cost == pytest.approx(30)
    labelled = offer.market(
        sales.assign(period=sales["period"].dt.strftime("%Y-%m")), products, brand="Ours Ltd"
    )
    assert labelled == here
    with pytest.raises(ValueError, match=r"Which brand is Nobody\? There are Ours and Theirs"):
        offer.market(sales, products, brand="Nobody")
    with pytest.raises(ValueError, match="unit_cost"):
        offer.market(sales, brand="Ours")


def test_a_market_without_us_is_refused() -> None:
    with pytest.raises(ValueError, match="no gain to see"):
        offer.Market(units=10, share=0.0, price=1.0, unit_cost=0.5)


def test_whose_brand_it_is() -> None:
    assert offer.own_brand(["Korrin", "Meridian Home"], firm="MERIDIAN HOME") == "Meridian Home"
    with pytest.raises(ValueError, match="Which brand is Xyz"):
        offer.own_brand(["a", "b"], firm="Xyz")
    with pytest.raises(ValueError, match="Which brand is Meridian Home"):
        offer.own_brand(["Meridian", "Home"], firm="Meridian Home")


def test_the_product_is_found_or_asked_for(firm: Case) -> None:
    products = firm.tables["products"]
    assert offer.reference_product(products)["product_id"] == "P008"
    assert offer.reference_product(products, "nothing", near=588.0)["product_id"] == "P001"
    with pytest.raises(ValueError, match="Set the parameter product"):
        offer.reference_product(products, "nothing")


def test_credit_is_not_free(firm: Case) -> None:
    decision = exercises.find("04.price", exercises.Decision)
    late = {"price_change": 0.0, "terms_days": 60}
    costs = ({}, {"rate": 0.0, "lost": 0.0})
    paid, free = (decision.scored({**late, **cost}, firm)["mid"].iloc[0] for cost in costs)
    here = needs_known.market(firm)
    assert free - paid > 0.03 * here.sales
