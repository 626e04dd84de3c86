"""What was promised and what came: counted by hand, noise told from signals both ways round."""

import numpy as np
import pandas as pd
import pytest

from helpers import cycle

LINES = pd.DataFrame(
    [
        ("1", "a", "2026-01-05", 2, 10.0, 1.0),
        ("1", "a", "2026-01-05", 1, 5.0, 0.0),
        ("2", "b", "2026-01-31", 1, 30.0, None),
        ("3", "a", "2026-02-01", 3, 10.0, 0.0),
        ("4", "a", "2026-02-02", -1, 10.0, 0.0),
        ("5", "c", "2026-03-09", -2, 10.0, 0.0),
        ("6", "c", "2026-04-09", 1, 7.0, 0.0),
        ("7", None, "2026-04-10", 1, 3.0, 0.0),
        ("8", "d", None, 1, 3.0, 0.0),
    ],
    columns=["order_id", "customer_id", "ordered_at", "quantity", "unit_price", "discount"],
).assign(ordered_at=lambda table: pd.to_datetime(table["ordered_at"]))


def day(text):
    return pd.Timestamp(text)


def plan(actual, *, measure="revenue", planned=100.0, first="2024-01-01"):
    actual = np.asarray(actual, dtype=float)
    return pd.DataFrame(
        {
            "period": pd.date_range(first, periods=len(actual), freq="MS"),
            "measure": measure,
            "plan": np.broadcast_to(planned, len(actual)).astype(float),
            "actual": actual,
        }
    )


def line(**options):
    table = cycle.scorecard(plan(**options))
    assert len(table) == 1
    return table.iloc[0]


STEADY = [98, 103, 99, 104, 97, 101, 100, 105, 96, 102, 99, 101]


# Months


def test_months_are_as_counted_by_hand():
    table = cycle.monthly(LINES).pivot(index="period", columns="measure", values="actual")
    assert table["revenue"].tolist() == [54.0, 20.0, -20.0, 10.0]
    assert table["orders"].tolist() == [2, 1, 0, 2]
    assert table["active_customers"].tolist() == [2, 1, 0, 1]
    assert table["new_customers"].tolist() == [2, 0, 0, 1]


def test_lines_without_a_date_alone_are_refused():
    with pytest.raises(ValueError, match="no line with a date"):
        cycle.monthly(LINES[LINES["ordered_at"].isna()])
    with pytest.raises(ValueError, match="no column unit_price"):
        cycle.monthly(LINES.drop(columns="unit_price"))


def test_blank_actuals_are_filled_and_written_ones_kept():
    targets = plan([np.nan, 5.0, np.nan], first="2026-01-01")
    table = cycle.filled(targets, cycle.monthly(LINES))
    assert table["actual"].tolist() == [54.0, 5.0, -20.0]
    without = cycle.filled(targets.drop(columns="actual"), cycle.monthly(LINES))
    assert without["actual"].tolist() == [54.0, 20.0, -20.0]
    other = cycle.filled(targets.assign(measure="smiles"), cycle.monthly(LINES))
    assert other["actual"].isna().sum() == 2
    assert targets["actual"].isna().sum() == 2, "the plan itself is left as it was"


def test_a_plan_of_the_whole_firm_is_not_filled_by_a_part_of_its_orders():
    """Else the part would seem to have missed the plan of all."""
    targets = plan([50.0, 20.0, 40.0, np.nan])
    whole = plan([50.0, 20.2, 40.0, 30.0])[["period", "measure", "actual"]]
    part = whole.assign(actual=whole["actual"] / 4)
    assert cycle.unlike(targets, whole) == []
    assert cycle.filled(targets, whole)["actual"].tolist() == [50.0, 20.0, 40.0, 30.0]
    assert cycle.unlike(targets, part) == ["revenue"]
    assert cycle.filled(targets, part)["actual"].isna().sum() == 1
    assert "are a part" in cycle.remark(targets, part)
    assert cycle.remark(targets, whole) == ""
    assert cycle.unlike(targets.iloc[1:], part) == [], "two months tell nothing"


# Noise and signals


def test_what_moves_about_the_plan_is_noise():
    found = line(actual=STEADY)
    assert found["signal"] == "noise"
    assert found["variance"] == pytest.approx(np.mean(STEADY) - 100)
    assert found["share"] == pytest.approx(np.mean(STEADY) / 100 - 1)
    assert found["periods"] == 12
    assert found["since"] == ""


@pytest.mark.parametrize(
    ("measure", "factor", "signal"),
    [
        ("revenue", 1.3, "signal: better"),
        ("revenue", 0.7, "signal: worse"),
        ("first_reply_hours", 1.3, "signal: worse"),
        ("first_reply_hours", 0.7, "signal: better"),
        ("complaints_per_100_orders", 1.3, "signal: worse"),
        ("on_time_share", 0.7, "signal: worse"),
    ],
)
def test_a_change_is_a_signal_for_better_or_worse(measure, factor, signal):
    found = line(actual=[*STEADY, *(factor * value for value in STEADY)], measure=measure)
    assert found["signal"] == signal
    assert found["since"] == "2025-01"


def test_a_season_that_the_plan_knows_is_no_signal():
    season = np.tile([0.5, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.5, 1.2, 0.9, 0.7, 0.6], 2)
    actual = season * np.tile(STEADY, 2)
    assert line(actual=actual, planned=100 * season)["signal"] == "noise"


def test_a_change_that_was_over_before_the_months_looked_at_is_none():
    actual = [*STEADY, 130.0, *STEADY]
    table = plan(actual)
    late = cycle.scorecard(table, since=table["period"].iloc[15]).iloc[0]
    assert late["signal"] == "noise"
    assert late["periods"] == 9
    assert cycle.scorecard(table).iloc[0]["signal"] == "signal: better"


def test_a_change_is_not_dated_by_the_months_in_which_the_books_began():
    actual = [*(5 * value for value in STEADY[:5]), *STEADY[5:], *STEADY, *(0.5 * value for value in STEADY)]
    table = plan(actual)
    found = cycle.scorecard(table, since=table["period"].iloc[23]).iloc[0]
    assert found["signal"] == "signal: worse"
    assert found["since"] == "2026-01"


def test_few_months_are_too_few_and_a_plan_of_nothing_has_no_share():
    assert line(actual=STEADY[:7])["signal"] == "too few periods to say"
    nothing = line(actual=STEADY, planned=0.0)
    assert nothing["signal"] == "too few periods to say"
    assert np.isnan(nothing["share"])


def test_months_without_an_actual_are_left_out_and_none_at_all_is_said():
    assert line(actual=[*STEADY, np.nan, np.nan])["periods"] == 12
    with pytest.raises(ValueError, match="No month has both"):
        cycle.scorecard(plan([np.nan] * 9))


# Promises with an interval


@pytest.mark.parametrize(
    ("measure", "actual", "signal"),
    [
        ("orders", 108, "noise"),
        ("orders", 112, "noise"),
        ("orders", 113, "signal: better"),
        ("orders", 80, "signal: worse"),
        ("churn_rate", 113, "signal: worse"),
        ("churn_rate", 80, "signal: better"),
    ],
)
def test_a_promise_is_kept_where_what_came_lies_within_it(measure, actual, signal):
    found = cycle.promise(measure, 100.0, float(actual), low=90.0, high=112.0, n=7).iloc[0]
    assert found["signal"] == signal
    assert found["variance"] == actual - 100
    assert found["periods"] == 7


def test_signals_stand_before_noise_in_the_order_they_came_in():
    quiet = cycle.promise("a", 1.0, 1.0, low=0.0, high=2.0)
    loud = cycle.promise("b", 1.0, 5.0, low=0.0, high=2.0)
    louder = cycle.promise("c", 1.0, 9.0, low=0.0, high=2.0)
    few = cycle.scorecard(plan(STEADY[:3], measure="d"))
    table = cycle.together([quiet, few, loud, quiet.iloc[:0], louder])
    assert table["measure"].tolist() == ["b", "c", "a", "d"]
    with pytest.raises(ValueError, match="Nothing was promised"):
        cycle.together([quiet.iloc[:0]])


def test_expected_orders_are_held_against_those_that_came():
    after = pd.DataFrame(
        {
            "customer_id": ["a", "a", "a", "b", "z", "b"],
            "ordered_at": pd.to_datetime(
                ["2026-01-02", "2026-01-02", "2026-07-01", "2026-12-20", "2026-03-01", "2026-05-01"]
            ),
            "quantity": [1, 2, 1, 1, 1, -1],
        }
    )
    promised = pd.DataFrame({"customer_id": ["a", "b", "c"], "expected_orders": [2.0, 1.0, np.nan]})
    found = cycle.orders_promised(promised, after, as_of=day("2025-12-31")).iloc[0]
    assert found["plan"] == 3.0
    assert found["actual"] == 3.0
    assert found["periods"] == 1, "the year"
    assert found["signal"] == "noise"
    eleven_months = after[after["ordered_at"] < pd.Timestamp("2026-12-01")]
    late = pd.concat([eleven_months, after.tail(1).assign(ordered_at=pd.Timestamp("2026-12-02"))])
    assert cycle.orders_promised(promised, late, as_of=day("2025-12-31")).empty
