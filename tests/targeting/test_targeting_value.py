"""Value: the margin multiple, the rule of the missed gap, the four stand-ins, and a firm without costs."""

import numpy as np
import pandas as pd
import pytest
from first_step import Sample, order_lines
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import linregress
from scipy.stats import t as student

from helpers import orders, targeting
from helpers.targeting.proxies import QUARTER_DAYS


@pytest.mark.parametrize(
    ("rate", "multiples"),
    [
        (0.10, [1.20, 1.75, 2.67, 4.50]),
        (0.12, [1.15, 1.67, 2.50, 4.09]),
        (0.14, [1.11, 1.59, 2.35, 3.75]),
        (0.16, [1.07, 1.52, 2.22, 3.46]),
    ],
)
def test_margin_multiple_is_the_published_table(rate: float, multiples: list[float]) -> None:
    found = [round(targeting.margin_multiple(r, rate), 2) for r in (0.6, 0.7, 0.8, 0.9)]
    assert found == multiples


def test_margin_multiple_is_the_sum_of_the_years_to_come() -> None:
    years = sum((0.8 / 1.1) ** year for year in range(1, 400))
    assert targeting.margin_multiple(0.8, 0.1) == pytest.approx(years)
    with pytest.raises(ValueError, match="no end"):
        targeting.margin_multiple(1.0, 0.0)
    with pytest.raises(ValueError, match=r"write 0\.8"):
        targeting.margin_multiple(80, 0.1)


def silence(days: list[int], *, repeats: int = 4, gap: int = 30) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_id": [f"C{i}" for i in range(len(days))],
            "days_since_last": days,
            "repeat_days": repeats,
            "recency_weeks": repeats * gap / 7,
        }
    )


def test_every_missed_gap_halves_the_chance() -> None:
    found = targeting.chance_active(silence([0, 30, 60, 90]))["chance_active"]
    assert found.tolist() == pytest.approx([1, 1, 0.5, 0.25])


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=20), st.integers(0, 6), st.integers(1, 400))
def test_the_chance_is_a_chance_and_never_rises_with_silence(days: list[int], repeats: int, gap: int) -> None:
    found = targeting.chance_active(silence(sorted(days), repeats=repeats, gap=gap))["chance_active"]
    assert found.between(0, 1).all()
    assert (found.diff().fillna(0) <= 0).all()


def test_who_bought_once_leans_on_its_own_type() -> None:
    summary = pd.concat(
        [silence([10, 10], repeats=2, gap=20), silence([10, 10], repeats=0)], ignore_index=True
    )
    summary["customer_id"] = list("abcd")
    summary["customer_type"] = ["shop", "hotel", "shop", "hotel"]
    summary.loc[1, "recency_weeks"] = 2 * 100 / 7
    found = targeting.chance_active(summary)
    assert found["usual_gap_days"].tolist() == pytest.approx([20, 100, 20, 100])
    assert found["chance_active"].tolist() == [1, 1, 0.5, 0.5], "half of each type came back"


def test_where_nobody_ever_came_back_a_year_is_taken_and_nothing_promised() -> None:
    found = targeting.chance_active(silence([400], repeats=0))
    assert found["usual_gap_days"].tolist() == [365]
    assert found["chance_active"].tolist() == [0]


def test_order_trend_agrees_with_a_textbook_regression() -> None:
    generator = np.random.default_rng(0)
    as_of = pd.Timestamp("2026-06-30")
    age = np.append(generator.integers(0, 7 * QUARTER_DAYS, 40), 7 * QUARTER_DAYS + 10)
    days = as_of - pd.to_timedelta(age, unit="D")
    lines = order_lines(*[("a", day, 10.0) for day in days])
    counts = np.bincount(age[:-1] // QUARTER_DAYS, minlength=7)[::-1]
    oracle = linregress(np.arange(7), counts)
    half = student.ppf(0.975, 5) * oracle.stderr
    found = targeting.order_trend(lines, as_of=as_of).iloc[0]
    expected = [7, oracle.slope, oracle.slope - half, oracle.slope + half]
    names = ["quarters", "order_trend", "order_trend_low", "order_trend_high"]
    assert found[names].tolist() == pytest.approx(expected)


def test_a_young_customer_has_no_trend() -> None:
    lines = order_lines(("a", "2026-01-01", 5.0), ("a", "2026-06-01", 5.0))
    found = targeting.order_trend(lines, as_of=pd.Timestamp("2026-06-30"))
    assert found["quarters"].tolist() == [1]
    assert found["order_trend"].isna().all()


def test_profit_of_the_whole_time_is_margin_less_service_cost(meridian: Sample) -> None:
    found = targeting.period_profit(meridian.values, meridian.lines)
    assert found.to_numpy() == pytest.approx(meridian.values["profit"].to_numpy(), abs=0.05)


def test_profit_of_two_halves_adds_up(meridian: Sample) -> None:
    early = meridian.lines["ordered_at"] < "2025-01-01"
    halves = [targeting.period_profit(meridian.values, meridian.lines[part]) for part in (early, ~early)]
    assert (halves[0] + halves[1]).to_numpy() == pytest.approx(meridian.values["profit"].to_numpy(), abs=0.05)


def test_the_last_year_begins_the_day_after_the_same_day_a_year_ago() -> None:
    lines = order_lines(
        ("a", "2025-06-30", 100.0), ("a", "2025-07-01", 10.0), ("a", "2026-06-30", 1.0), cost=0.0
    )
    values = targeting.customer_value(lines, as_of=pd.Timestamp("2026-06-30"))
    assert values["profit_12m"].tolist() == [11]


def test_value_to_come_is_three_numbers_multiplied(meridian: Sample) -> None:
    values = meridian.values
    product = values["profit_12m"] * values["chance_active"] * targeting.margin_multiple(0.8, 0.1)
    assert values["value_to_come"].to_numpy() == pytest.approx(product.to_numpy())


def test_without_costs_there_is_no_profit_and_it_is_said() -> None:
    lines = order_lines(("a", "2026-01-01", 50.0), ("b", "2026-02-01", 20.0))
    values = targeting.customer_value(lines)
    assert not {"margin", "profit", "profit_12m", "value_to_come", "high_margin_share"} & set(values.columns)
    assert {"monthly_revenue", "chance_active", "value_class"} <= set(values.columns)
    gaps = " ".join(targeting.value_gaps(None, lines))
    assert all(word in gaps for word in ("unit_cost", "service_cost", "customer_type"))
    with pytest.raises(ValueError, match="order lines has no column unit_cost"):
        targeting.holdout_profit(values, lines)


def test_without_service_cost_profit_is_margin_and_it_is_said() -> None:
    lines = order_lines(("a", "2026-01-01", 50.0), cost=30.0)
    values = targeting.customer_value(lines, pd.DataFrame({"customer_id": ["a"]}))
    assert values["profit"].tolist() == [20]
    assert any("before the cost of serving" in gap for gap in targeting.value_gaps(None, lines))


def test_gaps_are_counted_and_a_full_case_has_none(meridian: Sample) -> None:
    assert targeting.value_gaps(meridian.people, meridian.lines) == []
    lines = meridian.lines.copy()
    lines.loc[lines.index[:7], "unit_cost"] = np.nan
    people = meridian.people.iloc[1:].copy()
    people.loc[people.index[:2], "service_cost"] = np.nan
    gaps = targeting.value_gaps(people, lines)
    assert any("blank on 7 of the order lines" in gap for gap in gaps)
    assert any("blank for 3 of the customers" in gap for gap in gaps)


def test_records_of_one_customer_are_added_up_after_a_merge() -> None:
    lines = order_lines(("a", "2026-01-01", 50.0), ("b", "2026-02-01", 20.0), cost=10.0)
    people = pd.DataFrame({"customer_id": ["a", "b"], "service_cost": [4.0, 3.0]})
    pairs = pd.DataFrame({"customer_id": ["b"], "same_as": ["a"]})
    values = targeting.customer_value(targeting.merged(lines, pairs), targeting.merged(people, pairs))
    assert values[["customer_id", "revenue", "service_cost", "profit"]].values.tolist() == [
        ["a", 70.0, 7.0, 43.0]
    ]


def test_one_customer_one_order() -> None:
    values = targeting.customer_value(order_lines(("a", "2026-01-01", 50.0), cost=10.0))
    assert len(values) == 1
    assert values["value_class"].tolist() == ["other"]


def test_classes_of_the_sample(meridian: Sample) -> None:
    values = meridian.values
    below = values["value_class"] == "below_zero"
    assert (below == (values["profit"] < 0)).all()
    growable = values[values["value_class"] == "most_growable"]
    assert (growable["order_trend"] >= 0).all()
    assert (growable["potential"] > 0).all()
    best = values[values["value_class"] == "most_valuable"]["value_to_come"].min()
    assert best >= values[values["value_class"].isin(["other", "most_growable"])]["value_to_come"].max()


def test_the_named_accounts_are_what_they_are_said_to_be(meridian: Sample) -> None:
    values = meridian.values.set_index("customer_id")
    assert values["value_class"]["C00001"] == "most_valuable"
    assert values["value_class"]["C00005"] == "below_zero"
    assert values["chance_active"]["C00006"] < 0.5
    assert values["revenue"].idxmax() == "C00001"


def test_stand_ins_agree_with_profit_as_far_as_they_do(meridian: Sample) -> None:
    found = targeting.proxy_agreement(meridian.values).set_index("proxy")
    assert found["spearman"].between(-1, 1).all()
    oracle = meridian.values["monthly_revenue"].corr(meridian.values["profit"], method="spearman")
    assert found.loc["monthly_revenue", "spearman"] == pytest.approx(oracle)
    assert found.loc["cost_to_serve_share", "spearman"] < 0


def test_monthly_revenue_and_summary_have_one_definition_of_revenue(meridian: Sample) -> None:
    summary = orders.customers(meridian.lines, as_of=meridian.as_of)
    assert meridian.values["revenue"].tolist() == summary["revenue"].tolist()
