"""A few numbers on one page: the right days and sums, nothing invented where a table is missing."""

import pandas as pd
import pytest

from helpers import crm, figures

DAY = pd.Timestamp("2026-06-30")


def orders():
    return pd.DataFrame(
        {
            "order_id": ["a", "a", "b", "c", "d"],
            "customer_id": ["C1", "C1", "C2", "C1", "C9"],
            "ordered_at": pd.to_datetime(
                ["2026-06-30 23:00", "2026-06-30 23:00", "2026-04-02", "2025-06-30", "2026-04-01"],
                format="ISO8601",
            ),
            "revenue": [10.0, 5.0, 85.0, 50.0, 1000.0],
        }
    )


def test_ninety_days_end_with_the_last_one():
    table = crm.key_numbers(orders(), as_of=DAY).set_index("measure")
    assert table.loc["revenue", ["now", "year_ago"]].tolist() == [100.0, 50.0]  # 1 April is a day too early
    assert table.loc["orders", "now"] == 2
    assert table.loc["customers who ordered", "change"] == 1.0


def test_what_is_not_there_is_left_out():
    tickets = pd.DataFrame({"opened_at": [DAY], "first_reply_at": [DAY + pd.Timedelta(hours=3)]})
    table = crm.key_numbers(tickets=tickets, as_of=DAY).set_index("measure")
    assert table["now"].to_dict() == {"tickets": 1.0, "hours to the first answer": 3.0}
    assert table["change"].isna().all()
    with pytest.raises(ValueError, match="nothing to put on the page"):
        crm.key_numbers(as_of=DAY)


def test_a_worse_number_is_said():
    table = crm.key_numbers(orders(), as_of=DAY)
    assert (
        figures.key_numbers(table, currency="USD").sentence
        == "None of these numbers stands worse than a year ago."
    )
    worse = table.assign(change=-0.25).head(1)
    assert figures.key_numbers(worse).sentence == "Worse than a year ago: revenue (−25%)."
    unknown = table.assign(change=float("nan")).head(1)
    assert "None" in figures.key_numbers(unknown).sentence
    assert figures.key_numbers(table.head(0)).sentence == "There is no number to put on the page."


def test_the_sample_has_seven(meridian):
    tables = meridian.tables
    table = crm.key_numbers(
        tables["orders"], tickets=tables["tickets"], leads=tables["leads"],
        interactions=tables["interactions"], as_of=pd.Timestamp(meridian.as_of),
    )  # fmt: skip
    assert len(table) == 7
    assert (table["now"] > 0).all()
