"""Noise or signal: published constants, a famous river, a known change, and what nothing is called."""

import numpy as np
import pandas as pd
import pytest

from helpers import cycle, samples
from helpers.case import Case
from helpers.opening import opened


@pytest.fixture(scope="module")
def firm() -> Case:
    """The sample case, read once."""
    return opened("meridian")


def months(values, name="value"):
    """A number a month, from January 2024."""
    period = pd.date_range("2024-01-01", periods=len(values), freq="MS")
    return pd.DataFrame({"period": period, name: np.asarray(values, dtype=float)})


def test_constants_are_the_published_ones():
    printed = [1.128, 1.693, 2.059, 2.326, 2.534, 2.704, 2.847, 2.970, 3.078]
    assert [round(cycle.d2(n), 3) for n in range(2, 11)] == printed
    five = cycle.constants(5).round(4)
    assert five["A2"] == pytest.approx(0.577, abs=5e-4)
    assert five["D4"] == pytest.approx(2.114, abs=1e-3)
    assert five["D3"] == 0
    assert five["c4"] == 0.94
    assert five["d3"] == pytest.approx(0.864, abs=5e-4)
    with pytest.raises(ValueError, match="takes two values"):
        cycle.d2(1)


def test_few_points_and_blank_ones_are_said():
    with pytest.raises(ValueError, match="7 periods are too few"):
        cycle.individuals(months([1, 2, 3, 4, 5, 6, 7, np.nan]))
    assert not cycle.individuals(months([5.0] * 12))["signal"].any()


def test_the_nile_fell_for_good_after_1898():
    """The change that Cobb (1978) dates, in a hundred years of flow at Aswan."""
    river = samples.nile()
    chart = cycle.individuals(river)
    found = cycle.shifts(chart)
    early = river["period"] < 1899
    assert found == (1899, river["value"][early].mean(), river["value"][~early].mean())
    assert 1 - found.after / found.before == pytest.approx(0.226, abs=0.001)
    again = cycle.rechart(chart)
    assert len(again) == len(chart)
    assert again["signal"].sum() < chart["signal"].sum() / 5
    assert again["centre"].nunique() == 2


def test_shares_have_wider_limits_where_fewer_were_counted():
    table = months([5, 6, 4, 5, 7, 5, 30, 5], "late").assign(of=[50, 50, 50, 50, 50, 50, 300, 50])
    chart = cycle.shares(table, hits="late", of="of", laney=False)
    centre = 67 / 650
    half = 3 * (centre * (1 - centre) / 50) ** 0.5
    assert chart["high"].iloc[0] == pytest.approx(centre + half)
    assert chart["low"].iloc[0] == 0
    assert chart["high"].iloc[6] < chart["high"].iloc[0]


def test_limits_of_the_first_periods_are_not_pulled_by_a_change_after_them():
    late = months([5, 6, 4, 5, 7, 5, 4, 6, 5, 5, 12, 13, 12], "late").assign(of=50)
    early = cycle.shares(late.head(10), hits="late", of="of")
    chart = cycle.shares(late, hits="late", of="of", base=10)
    assert chart[["centre", "low", "high"]].head(10).equals(early[["centre", "low", "high"]])
    assert chart["signal"].tolist() == [False] * 10 + [True] * 3
    assert not cycle.shares(late, hits="late", of="of")["signal"].all()
    with pytest.raises(ValueError, match="7 periods are too few"):
        cycle.shares(late, hits="late", of="of", base=7)


def test_counts_have_the_limits_of_poisson():
    table = months([4, 6, 5, 3, 7, 5, 4, 6, 20], "complaints")
    chart = cycle.counts(table, count="complaints")
    centre = 60 / 9
    assert chart["high"].iloc[0] == pytest.approx(centre + 3 * centre**0.5)
    assert chart["low"].iloc[0] == 0
    assert chart.loc[chart["signal"], "value"].tolist() == [20]
    each = cycle.counts(table.assign(orders=100.0), count="complaints", of="orders")
    assert each["high"].iloc[0] == pytest.approx(centre / 100 + 3 * (centre / 100 / 100) ** 0.5)


# What was promised


def test_months_of_orders_add_up_to_the_orders(firm):
    lines = firm.tables["orders"]
    table = cycle.monthly(lines).set_index(["measure", "period"])["actual"]
    off = lines["discount"].fillna(0) if "discount" in lines else 0
    assert table["revenue"].sum() == pytest.approx((lines["quantity"] * lines["unit_price"] - off).sum())
    buyers = lines.loc[lines["quantity"] > 0, "customer_id"].nunique()
    assert table["new_customers"].sum() == buyers
    known = firm.tables["targets"].dropna(subset=["actual"])
    own = known[known["measure"].isin(["revenue", "orders"])]
    found = table.reindex(pd.MultiIndex.from_frame(own[["measure", "period"]]))
    assert found.to_numpy() == pytest.approx(own["actual"].to_numpy(), rel=1e-3)
