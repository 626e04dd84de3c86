"""The past up to a day against what came after it."""

import numpy as np
import pandas as pd
import pytest
from cdnow_data import CALIBRATION_END, cdnow_lines, cdnow_summary, theirs

from helpers import lifetime


def held() -> pd.DataFrame:
    return lifetime.hold_out(cdnow_lines(), until=CALIBRATION_END)


def test_the_split_is_that_of_lifetimes() -> None:
    expected = theirs.utils.calibration_and_holdout_data(
        cdnow_lines(),
        "customer_id",
        "ordered_at",
        CALIBRATION_END,
        "1998-06-30",
        monetary_value_col="unit_price",
    ).sort_index()
    found = held().set_index("customer_id").sort_index()
    assert list(found.index) == list(expected.index)
    assert (found["repeat_days"] == expected["frequency_cal"]).all()
    assert (found["holdout_days"] == expected["frequency_holdout"]).all()
    assert found["holdout_weeks"].eq(39).all()
    bought = cdnow_lines()[lambda lines: lines["ordered_at"] > CALIBRATION_END]
    assert found["holdout_revenue"].sum() == pytest.approx(bought["unit_price"].sum())


def test_expected_orders_of_the_hold_out_by_frequency() -> None:
    table = lifetime.by_frequency(lifetime.fit(cdnow_summary()), held())
    assert table["repeat_days"].tolist() == ["0", "1", "2", "3", "4", "5", "6", "7+"]
    assert table["customers"].sum() == 2357
    total = (table["expected"] * table["customers"]).sum()
    # As the package lifetimes has it on the same customers.
    assert total == pytest.approx(1653.4, abs=0.5)
    assert (table["actual"] * table["customers"]).sum() == held()["holdout_days"].sum()
    # Close where a group is large; a group of a few customers may be off by chance.
    few = table["customers"] < 40
    assert (table["expected"] - table["actual"]).abs()[~few].max() < 0.5


def test_the_model_beats_both_simple_rules_on_cdnow() -> None:
    errors = lifetime.holdout_errors(lifetime.fit(cdnow_summary()), held()).set_index("method")
    squares = errors["root_mean_square_error"]
    assert squares["model"] < squares[["as before", "all alike"]].min()
    assert errors["actual"].nunique() == 1


def test_tracking_follows_the_weeks() -> None:
    fitted = lifetime.fit(cdnow_summary())
    table = lifetime.tracking(fitted, cdnow_lines(), until=CALIBRATION_END)
    assert len(table) == 78
    assert table["week"].iloc[-1] == 78
    assert table["held_out"].sum() == 39
    assert table["actual_total"].iloc[38] == cdnow_summary()["repeat_days"].sum()
    assert table["actual_total"].iloc[-1] == (held()["repeat_days"] + held()["holdout_days"]).sum()
    np.testing.assert_allclose(table["actual"].cumsum(), table["actual_total"])
    np.testing.assert_allclose(table["expected"].cumsum(), table["expected_total"])
    # On the spot at the end of the calibration, somewhat low 39 weeks later.
    ratio = table["expected_total"] / table["actual_total"]
    assert ratio.iloc[38] == pytest.approx(1, abs=0.02)
    assert ratio.iloc[-1] == pytest.approx(0.96, abs=0.02)


def test_tracking_adds_up_customer_by_customer() -> None:
    fitted = lifetime.fit(cdnow_summary())
    lines = cdnow_lines().iloc[:300]
    table = lifetime.tracking(fitted, lines, until=CALIBRATION_END, step_weeks=4)
    first = lines.groupby("customer_id")["ordered_at"].min()
    ages = (lines["ordered_at"].max() - first).dt.days.to_numpy() / 7
    expected = lifetime.MODELS["BG/NBD"].orders_of_new(fitted.values, ages).sum()
    assert table["expected_total"].iloc[-1] == pytest.approx(expected)
    assert table["week"].iloc[0] == 4


def test_a_split_needs_two_sides() -> None:
    for until in ("1996-01-01", "1998-06-30"):
        with pytest.raises(ValueError, match="choose another day to split at"):
            lifetime.hold_out(cdnow_lines(), until=until)
