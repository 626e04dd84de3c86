"""Place, products, channels, FABE, offers and the page with the profit: sums by hand, refusals in words."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import choice, mix, samples
from helpers.case import Case, read_case
from helpers.files import MERIDIAN


@pytest.fixture(scope="module")
def firm() -> Case:
    return read_case(MERIDIAN)


@pytest.fixture(scope="module")
def fit(firm: Case) -> choice.Fit:
    return mix.fit_choices(firm.tables["choices"], firm.name)


@pytest.fixture(scope="module")
def market(firm: Case) -> pd.DataFrame:
    return mix.latest_market(firm.tables["sales"])


# Place


def test_weighted_distribution_of_every_store_is_whole(firm: Case) -> None:
    table = mix.store_distribution(firm.tables["sales"])
    assert (table["numeric"] == 1).all()
    assert table["weighted"].tolist() == pytest.approx([1.0] * len(table))


@given(st.lists(st.tuples(st.floats(1, 500), st.booleans()), min_size=2, max_size=9))
def test_distribution_lies_between_nothing_and_everything(shops: list[tuple[float, bool]]) -> None:
    table = pd.DataFrame(shops, columns=["category_sales", "ours"]).assign(shop=range(len(shops)))
    row = mix.distribution(table).iloc[0]
    assert 0 <= row["weighted"] <= 1 + 1e-9
    assert (row["weighted"] == 0) == (row["numeric"] == 0)


def test_more_service_takes_more_stock_and_fills_more() -> None:
    lead = {"daily_sales": 10.0, "daily_spread": 4.0, "lead_days": 25.0, "lead_spread": 3.0}
    stocks = [mix.safety_stock(service=service, **lead) for service in (0.5, 0.9, 0.95, 0.99)]
    assert stocks == sorted(stocks)
    assert stocks[0] == pytest.approx(0, abs=1e-9)
    rates = [mix.fill_rate(safety=stock, spread=36.0, order_size=300.0) for stock in stocks]
    assert rates == sorted(rates)
    with pytest.raises(ValueError, match=r"from 0\.5 to below 1"):
        mix.safety_stock(service=1.0, **lead)


def test_the_fill_rate_is_that_of_many_cycles() -> None:
    rng = np.random.default_rng(0)
    demand = rng.normal(250, 36, 200_000)
    short = np.maximum(demand - (250 + 40), 0).mean()
    assert mix.fill_rate(safety=40, spread=36, order_size=300) == pytest.approx(1 - short / 300, abs=2e-4)


# Products and channels


def test_a_bundle_wins_where_tastes_run_against_each_other() -> None:
    against = pd.DataFrame({"a": [10.0, 2.0], "b": [2.0, 10.0]})
    assert mix.bundle(against, {"a": 0.0, "b": 0.0})["offer"].iloc[0] == "bundle"
    alike = pd.DataFrame({"a": [10.0, 2.0], "b": [10.0, 2.0]})
    table = mix.bundle(alike, {"a": 0.0, "b": 0.0}).set_index("offer")["profit"]
    assert table["bundle"] == table["apart"]


def test_two_options_of_one_group_are_refused() -> None:
    options = pd.DataFrame({"option": ["oak", "ash"], "price": 1.0, "cost": 1.0, "group": "seat"})
    with pytest.raises(ValueError, match="Only one seat can be chosen"):
        mix.configure(70.0, options, ["oak", "ash"])
    with pytest.raises(ValueError, match="no option teak; there are oak and ash"):
        mix.configure(70.0, options, ["teak"])


def test_dells_hands_and_days() -> None:
    table = mix.channel_margins(
        shelf_price=200,
        hands={"shop": 0.4, "wholesaler": 0.25},
        unit_cost=60,
        direct_cost=45,
        direct_price=150,
    )
    assert table["left"].tolist() == [30.0, 45.0]
    assert mix.cash_cycle(stock_days=5, paid_after_days=30, we_pay_after_days=60) == -25


def test_fords_price_lab_makes_more_while_demand_is_elastic() -> None:
    years = {
        "first_cost": 500.0,
        "learning": 0.85,
        "start_units": 1000.0,
        "price": 200.0,
        "cut": 0.1,
        "years": 6,
    }
    elastic = mix.price_lab(elasticity=-2.5, **years)["profit"]
    stiff = mix.price_lab(elasticity=-0.5, **years)["profit"]
    assert elastic.iloc[-1] > elastic.iloc[0]
    assert stiff.iloc[-1] < stiff.iloc[0]


# FABE


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("oak", "hard", "you rest", ""), "The evidence is missing"),
        (("oak", "hard", "you rest", "It is the BEST there is"), "“best” is no evidence"),
        (("oak", "hard", " ", "a sample"), "The benefit is missing"),
    ],
)
def test_a_sentence_without_proof_is_refused(parts: tuple[str, str, str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        mix.fabe(*parts)


def test_a_table_of_sentences_says_what_is_missing() -> None:
    worth = pd.DataFrame({"attribute": ["lead_time", "quality", "brand"], "worth": [3.0, 30.0, 1.0]})
    words = pd.DataFrame(
        {
            "attribute": ["quality", "lead_time"], "feature": ["dowels", "fixed Thursdays"],
            "advantage": ["no screw", "one date"], "benefit": ["you sit still", "you need no spare stock"],
            "evidence": ["shake it", "trust me"],
        }
    )  # fmt: skip
    table = mix.fabe_table(worth, words)
    assert table["attribute"].tolist() == ["quality", "lead_time", "brand"]
    assert table["check_it"].tolist() == [
        "shake it", "refused: “trust me” is no evidence", "refused: nobody has written this one yet",
    ]  # fmt: skip
    assert table["so_that"].iloc[0] == "you sit still"


# Offers


def test_plans_are_held_against_the_market_as_it_stands(
    fit: choice.Fit, firm: Case, market: pd.DataFrame
) -> None:
    offers = mix.market_offers(fit, firm.tables["choices"], market)
    units = float(market["units"].sum())
    plans: dict[str, dict[str, float | str]] = {"keep": {}, "cut": {"price": 60.0}, "dear": {"price": 80.0}}
    table = mix.plan_values(fit, offers, plans, ours=firm.name, units=units, unit_cost=41.54).set_index(
        "policy"
    )
    shares = choice.shares(fit, offers, none=False).set_index("offer")["share"]
    assert table.loc["keep", "units"] == pytest.approx(units * shares[firm.name], rel=1e-6)
    assert table.loc["cut", "units"] > table.loc["keep", "units"] > table.loc["dear", "units"]
    assert (table["low"] < table["mid"]).all()
    assert (table["mid"] < table["high"]).all()
    assert table.loc["keep", ["lead_low", "lead_high"]].tolist() == [0, 0]


def test_an_offer_has_no_attribute_of_that_name(fit: choice.Fit, firm: Case) -> None:
    offers = mix.market_offers(fit, firm.tables["choices"])
    with pytest.raises(ValueError, match="An offer here has no colour"):
        mix.changed(offers, firm.name, {"colour": "red"})


def test_the_brand_and_the_product_are_found_or_asked_for(firm: Case) -> None:
    table = pd.DataFrame({"brand": ["Korrin", "Meridian"]})
    assert mix.our_brand(None, "Meridian Home", other=table) == "Meridian"
    with pytest.raises(ValueError, match="Which brand is Acme"):
        mix.our_brand(table, "Acme")
    with pytest.raises(ValueError, match="Neither sales nor choices"):
        mix.our_brand(None, "Acme")


def test_choices_without_a_brand_have_part_worths_all_the_same(firm: Case) -> None:
    plain = mix.fit_choices(firm.tables["choices"].drop(columns="brand"), firm.name)
    assert ("price", "slope") in plain.coding.names
    assert mix.fit_choices(firm.tables["choices"], "Nobody").loglik == pytest.approx(
        mix.fit_choices(firm.tables["choices"], firm.name).loglik
    )


def test_true_part_worths_lie_in_the_intervals_of_their_type(firm: Case) -> None:
    answers, people = firm.tables["answers"], firm.tables["customers"]
    groups = mix.segments_of(people, answers, "customer_type")
    found = mix.tastes_found(firm.tables["choices"], groups, samples.truth(firm, "tastes"), ours=firm.name)
    weighed = (found["inside_share"] * found["part_worths"]).sum() / found["part_worths"].sum()
    assert 0.88 <= weighed <= 1


def test_each_kind_of_buyer_leads_with_something_else(firm: Case, market: pd.DataFrame) -> None:
    groups = mix.segments_of(firm.tables["customers"], firm.tables["answers"], "customer_type")
    table = mix.segment_sheets(firm.tables["choices"], groups, ours=firm.name, market=market, unit_cost=41.54)
    leads = table.set_index("segment")["first"]
    assert leads["project"] == "supply stability"
    assert leads["company"] == "after sales"
    assert leads["small_retailer"] == "payment terms"


# By hand


def test_the_two_months_are_of_one_season(firm: Case) -> None:
    table = mix.two_months(firm.tables["sales"], firm.name)
    assert table["month"].str[-2:].nunique() == 1
    blank = mix.two_months(firm.tables["sales"], firm.name, blanks=1)
    assert np.isnan(blank["units_change"].iloc[-1])
    assert not np.isnan(blank["price_change"].iloc[-1])
    with pytest.raises(ValueError, match="No month comes twice"):
        mix.two_months(firm.tables["sales"].head(3), firm.name)


# The page and the measures


def test_the_page_adds_up(market: pd.DataFrame, firm: Case) -> None:
    table = mix.price_page(
        market, firm.name, unit_cost=41.54, elasticity=-2.06, price_change=-0.08, spend=firm.tables["spend"]
    )
    for column in ("now", "planned"):
        assert table[column].iloc[:-1].sum() == pytest.approx(table[column].iloc[-1])
    assert table["change"].iloc[-1] < 0 < table["change"].iloc[0]


def test_measures_stand_with_intervals_or_with_a_reason(firm: Case, fit: choice.Fit) -> None:
    tables = {"prices": firm.tables["prices"], "sales": firm.tables["sales"]}
    found, absent = mix.measures(**tables, fit=fit, unit_cost=41.54, currency="USD")
    assert absent.empty
    assert set(found["measure"]) == {
        "psm_opp", "psm_idp", "psm_low", "psm_high", "price_elasticity", "optimal_price", "choice_loglik",
    }  # fmt: skip
    known = found.dropna(subset=["low"])
    assert (known["low"] < known["value"]).all()
    assert (known["value"] < known["high"]).all()
    nothing, reasons = mix.measures(sales=firm.tables["sales"])
    assert nothing["measure"].tolist() == ["price_elasticity"]
    assert reasons.set_index("measure").loc["optimal_price", "table_needed"] == "sales"
    assert len(reasons) == 6


def test_part_worths_are_handed_on_with_their_importance(firm: Case, fit: choice.Fit) -> None:
    table = mix.partworths_table(fit, firm.tables["choices"])
    assert table.drop_duplicates("attribute")["importance"].sum() == pytest.approx(1)
    assert {"attribute", "level", "estimate", "se", "importance"} <= set(table.columns)


GONE: list[Callable[[], object]] = [
    lambda: mix.segments_of(pd.DataFrame({"customer_id": []}), pd.DataFrame(), "region"),
    lambda: mix.latest_market(pd.DataFrame({"period": [1], "brand": ["a"], "units": [1]})),
    lambda: mix.worth_of(pd.DataFrame({"attribute": [], "level": [], "wtp": []}), {"lead_time": 1}),
    lambda: mix.next_steps(pd.DataFrame({"channel": []}), "fairs"),
]


@pytest.mark.parametrize("call", GONE)
def test_what_is_missing_is_said(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        call()
