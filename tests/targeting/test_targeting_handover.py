"""What step 1 hands on, the tables to follow with a pencil, and how quickly the package is there."""

import math
import subprocess
import sys
from typing import NamedTuple

import pandas as pd
import pytest
from first_step import Sample, order_lines

from helpers import targeting
from helpers.intervals import bootstrap

CONTRACT = [
    *("customer_id", "first_order", "last_order", "orders", "revenue", "revenue_share", "cumulative_share"),
    *("tier", "days_since_last", "r", "f", "m", "repeat_days", "recency_weeks", "age_weeks"),
    *("mean_repeat_value", "margin", "profit", "value_class"),
]
NAMES = [
    *("customers", "orders", "order_lines", "revenue", "lines_without_customer", "return_share"),
    *("top20_revenue_share", "customers_for_80_percent", "gini", "repeat_rate", "duplicate_pairs"),
]


class Books(NamedTuple):
    """What a case tells of itself."""

    currency: str = "USD"
    lines_without_customer: int = 0
    return_share: float = 0.0


def measured(lines: pd.DataFrame, **options: object) -> tuple[pd.DataFrame, pd.DataFrame]:
    values = targeting.customer_value(lines)
    found, absent = targeting.measures(lines, values, **options)
    return found.set_index("measure"), absent.set_index("measure")


def test_the_customer_table_is_the_contract(meridian: Sample) -> None:
    assert targeting.customer_table(meridian.values).columns.tolist() == CONTRACT
    without = targeting.customer_value(meridian.lines.drop(columns="unit_cost"), as_of=meridian.as_of)
    assert targeting.customer_table(without).columns.tolist() == [
        name for name in CONTRACT if name not in {"margin", "profit"}
    ]


def test_measures_of_the_sample_agree_with_the_table(meridian: Sample) -> None:
    duplicates = pd.DataFrame({"customer_id": ["a"], "same_as": ["b"], "probability": [1.0]})
    found, absent = targeting.measures(meridian.lines, meridian.values, duplicates=duplicates, case=Books())
    assert found["measure"].tolist() == NAMES
    assert absent.empty
    row = found.set_index("measure")
    assert row.loc["customers", "value"] == len(meridian.values)
    assert row.loc["order_lines", "value"] == len(meridian.lines)
    assert row.loc["revenue", "value"] == pytest.approx(meridian.values["revenue"].sum())
    assert row.loc["revenue", "unit"] == "USD"
    assert row.loc["duplicate_pairs", "value"] == 1
    ranged = row.loc[["top20_revenue_share", "gini", "repeat_rate"]]
    assert (ranged["low"] < ranged["value"]).all()
    assert (ranged["value"] < ranged["high"]).all()
    count = int(row.loc["customers_for_80_percent", "value"])
    assert meridian.values["revenue"].nlargest(count).sum() >= 0.8 * meridian.values["revenue"].sum()
    assert meridian.values["revenue"].nlargest(count - 1).sum() < 0.8 * meridian.values["revenue"].sum()


def test_measures_by_hand() -> None:
    lines = order_lines(("a", "2026-01-01", 80.0), ("a", "2026-02-01", -20.0), ("b", "2026-02-01", 20.0))
    found, absent = measured(lines, case=Books("EUR", lines_without_customer=2, return_share=0.4))
    assert found.loc["return_share", "value"] == 0.4, "the case knows what it left out"
    assert measured(lines)[0].loc["return_share", "value"] == pytest.approx(1 / 3)
    assert found.loc["revenue", ["value", "unit"]].tolist() == [80.0, "EUR"]
    assert found.loc["lines_without_customer", "value"] == 2
    assert found.loc["order_lines", "value"] == 5
    assert found.loc["repeat_rate", "value"] == 0.5
    assert absent.index.tolist() == ["duplicate_pairs"]
    assert absent.loc["duplicate_pairs", "table_needed"] == "customers"


def test_where_all_came_back_shares_are_absent_with_a_reason_not_zero() -> None:
    found, absent = measured(order_lines(("a", "2026-01-01", 50.0), ("a", "2026-01-09", -50.0)))
    assert found.loc["revenue", "value"] == 0
    shares = ["top20_revenue_share", "customers_for_80_percent", "gini"]
    assert set(shares) <= set(absent.index)
    assert absent.loc[shares, "reason"].str.contains("above zero").all()


def test_without_orders_nothing_is_claimed(meridian: Sample) -> None:
    found, absent = targeting.measures(meridian.lines[:0], meridian.values[:0])
    assert found["measure"].tolist() == NAMES[:5]
    assert found["value"].tolist() == [0] * 5
    assert absent["measure"].tolist() == NAMES[5:]
    assert absent["reason"].str.len().gt(10).all()


def test_one_customer_has_no_interval_but_a_gini_of_zero() -> None:
    found, _ = measured(order_lines(("a", "2026-01-01", 50.0)))
    assert found.loc["gini", "value"] == 0
    assert math.isnan(found.loc["gini", "low"])
    assert found.loc["customers_for_80_percent", "value"] == 1


def test_a_bootstrap_leaves_out_samples_in_which_the_measure_does_not_exist() -> None:
    assert bootstrap(lambda counts: 1.0 if counts[0] else float("nan"), 3) == (1.0, 1.0)
    low, _high = bootstrap(lambda counts: float("nan"), 3)
    assert math.isnan(low)


def test_the_cast_are_those_with_names_else_a_walk_down_the_ranking(meridian: Sample) -> None:
    named = {"C00001": "Nordhaus", "C00005": "Kestrel", "C99999": "nobody"}
    assert targeting.cast(meridian.values, named=named)["account"].tolist() == ["Nordhaus", "Kestrel"]
    six = targeting.cast(meridian.values)
    assert len(six) == 6
    assert six["revenue"].iloc[0] == meridian.values["revenue"].max()
    assert six["revenue"].iloc[-1] == meridian.values["revenue"].min()
    assert len(targeting.cast(meridian.values.head(2))) == 2


def test_steps_from_order_to_profit_add_up(meridian: Sample) -> None:
    table = targeting.profit_steps(meridian.values, meridian.lines, customer_id="C00005")
    profit = meridian.values.set_index("customer_id").loc["C00005", "profit"]
    assert table["amount"][:-1].sum() == pytest.approx(profit, abs=0.05)
    assert table["left"].iloc[-1] == pytest.approx(profit)
    assert (table["amount"][1:-1] <= 0).all()
    with pytest.raises(ValueError, match="no customer C9"):
        targeting.profit_steps(meridian.values, meridian.lines, customer_id="C9")


def test_the_envelope_is_the_value_to_come(meridian: Sample) -> None:
    table = targeting.envelope(targeting.cast(meridian.values))
    product = table["profit_12m"] * table["chance_active"] * table["multiple"]
    assert product.to_numpy() == pytest.approx(table["value_to_come"].to_numpy())


def test_running_total_blanks_are_for_the_learner() -> None:
    three = pd.DataFrame({"account": list("abc"), "profit": [50.0, -10.0, 60.0]})
    table = targeting.running_total(three, by="profit", blanks=2)
    assert table["account"].tolist() == ["c", "a", "b"]
    assert table["running_total"].isna().tolist() == [False, True, True]
    assert targeting.running_total(three, by="profit")["cumulative_share"].tolist() == pytest.approx(
        [0.6, 1.1, 1.0]
    )


def test_every_class_has_a_row(meridian: Sample) -> None:
    table = targeting.class_table(meridian.values)
    assert table["value_class"].tolist() == list(targeting.CLASSES)
    assert table["profit"].sum() == pytest.approx(meridian.values["profit"].sum())
    assert (table.set_index("value_class")["profit"] < 0).tolist() == [False, False, True, False]


def test_everything_that_is_promised_is_there_and_explained() -> None:
    for name in targeting.__all__:
        thing = getattr(targeting, name)
        assert not callable(thing) or thing.__doc__, name


def test_a_lesson_does_not_wait_for_libraries_it_does_not_use() -> None:
    heavy = "{'scipy', 'sklearn', 'splink', 'duckdb', 'matplotlib'}"
    code = f"import sys, helpers.targeting; print(*{heavy} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == ""
