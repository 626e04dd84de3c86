"""What the course tells of the six accounts is what the case holds."""

import pandas as pd
import pytest

from helpers.market import Market, account, accounts
from helpers.market.dates import AS_OF
from helpers.market.kinds import NAMES
from helpers.market.people import words

TODAY = pd.Timestamp(AS_OF)


@pytest.fixture(scope="module")
def past(lines: pd.DataFrame) -> pd.DataFrame:
    return lines[lines["ordered_at"] <= TODAY]


def _days(lines: pd.DataFrame, customer_id: str) -> pd.Series:
    return lines.loc[lines["customer_id"] == customer_id, "ordered_at"].drop_duplicates()


def test_each_has_three_to_five_people_a_history_and_a_voice() -> None:
    assert [one.id for one in accounts()] == [f"C0000{number}" for number in range(1, 7)]
    for one in accounts():
        assert one.customer_type in NAMES
        assert one.country in words()
        assert 3 <= len(one.people) <= 5
        assert 3 <= len(one.history) <= 5
        assert [event.on for event in one.history] == sorted(event.on for event in one.history)
        assert all(event.on <= AS_OF for event in one.history)
        assert one.voice
        assert all(person.voice for person in one.people)
        assert "decision" in {person.buying_role for person in one.people}


def test_one_account_by_its_id() -> None:
    assert account("C00005").short_name == "Kestrel"
    with pytest.raises(KeyError, match="C00001"):
        account("C00007")


def test_their_facts_are_rows_of_the_case(market: Market) -> None:
    customers = market.tables["customers"].set_index("customer_id")
    contacts = market.tables["contacts"].groupby("customer_id")["name"].agg(list)
    interactions = market.tables["interactions"]
    for one in accounts():
        row = customers.loc[one.id]
        for name in (
            "name",
            "customer_type",
            "country",
            "city",
            "street",
            "email",
            "phone",
            "payment_terms_days",
        ):
            assert row[name] == getattr(one, name), (one.id, name)
        assert row["acquired_on"] == pd.Timestamp(one.acquired_on)
        assert contacts[one.id] == [person.name for person in one.people]
        told = interactions[interactions["customer_id"] == one.id].set_index("at")
        for event in (event for event in one.history if event.channel):
            assert event.purpose in told.loc[[pd.Timestamp(event.on)], "purpose"].tolist(), (one.id, event.on)


def test_nordhaus_is_first_with_forty_containers_a_year(past: pd.DataFrame) -> None:
    assert past.groupby("customer_id")["revenue"].sum().idxmax() == "C00001"
    assert 36 <= len(_days(past, "C00001")) / 3 <= 44


def test_casa_lume_grows_to_twelve_a_year_at_good_margins(past: pd.DataFrame) -> None:
    years = _days(past, "C00002").groupby((TODAY - _days(past, "C00002")).dt.days // 365).size()
    assert years[0] > years[2]
    assert 10 <= years[0] <= 14
    mine = past[past["customer_id"] == "C00002"]
    assert mine["margin"].sum() / mine["revenue"].sum() > past["margin"].sum() / past["revenue"].sum()


def test_altan_orders_once_a_year_and_then_much(past: pd.DataFrame, lines: pd.DataFrame) -> None:
    days = _days(lines, "C00003")
    assert len(days) == 4
    assert days.diff().dt.days.dropna().between(330, 400).all()
    assert past.loc[past["customer_id"] == "C00003", "revenue"].sum() / 3 > 150_000


def test_maple_and_finch_pays_at_once_and_grows(lines: pd.DataFrame) -> None:
    mine = lines[lines["customer_id"] == "C00004"]
    assert account("C00004").payment_terms_days == 0
    year = mine.groupby(mine["ordered_at"].dt.year)["revenue"].sum()
    assert year[2024] < year[2026] + year[2027]
    assert 45 < _days(lines, "C00004").diff().dt.days.median() < 80


def test_kestrel_is_among_the_biggest_and_far_below_zero(market: Market, past: pd.DataFrame) -> None:
    service = market.tables["customers"].set_index("customer_id")["service_cost"]
    revenue = past.groupby("customer_id")["revenue"].sum().sort_values(ascending=False)
    profit = past.groupby("customer_id")["margin"].sum() - service
    assert list(revenue.index).index("C00005") in (2, 3)
    assert profit["C00005"] < -80_000
    mine = past[past["customer_id"] == "C00005"]
    assert (mine["quantity"] < 0).mean() > 2 * (past["quantity"] < 0).mean()
    assert mine["discount"].sum() > 0.1 * mine["revenue"].sum()
    calls = market.tables["interactions"].groupby("customer_id").size()
    assert calls["C00005"] == calls.max()


def test_hoshinos_gaps_lengthen_then_nothing(market: Market, past: pd.DataFrame, lines: pd.DataFrame) -> None:
    gaps = _days(past, "C00006").diff().dt.days.dropna()
    assert gaps.tail(6).mean() > 1.5 * gaps.head(6).mean()
    assert (TODAY - _days(past, "C00006").max()).days > 3 * gaps.median()
    assert len(_days(lines, "C00006")) == len(_days(past, "C00006"))
    told = market.tables["interactions"]
    complaints = told[(told["customer_id"] == "C00006") & (told["purpose"] == "complaint")]
    assert len(complaints) >= 2
