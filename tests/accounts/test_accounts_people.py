"""People: nobody who said no is rung, visited or written to; plans and pages say what tables know."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import keeping
from helpers.case import Case

DAY = pd.Timestamp("2026-06-30")
YES = st.lists(st.tuples(*[st.sampled_from([0.0, 1.0, np.nan])] * 3), min_size=1, max_size=12)


def market(consents: list[tuple[float, ...]]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Customers who are all quiet, due for everything, and differ in what they agreed to."""
    ids = [f"C{at}" for at in range(len(consents))]
    people = pd.DataFrame(consents, columns=["consent_email", "consent_phone", "consent_post"])
    people = people.assign(customer_id=ids, acquired_on=pd.Timestamp("2020-07-10"))
    last = DAY - pd.Timedelta(days=20)
    customers = pd.DataFrame(
        {"customer_id": ids, "tier": "platinum", "repeat_days": 4, "recency_weeks": 4.0, "revenue": 100.0,
         "days_since_last": 40, "last_order": last, "first_order": last, "orders": 5}
    )  # fmt: skip
    contacts = pd.DataFrame({"customer_id": ["X"], "at": [DAY]})
    return customers, people, contacts


@given(YES)
@settings(max_examples=60)
def test_nobody_who_agreed_to_nothing_is_on_any_list(consents: list[tuple[float, ...]]) -> None:
    customers, people, contacts = market(consents)
    may = {f"C{at}" for at, row in enumerate(consents) if 1.0 in row}
    quiet = keeping.unasked(customers, contacts, as_of=DAY)
    made = {
        "account": lambda: keeping.call_list(quiet, people, rows=99),
        "customer_id": lambda: keeping.visit_schedule(customers, people, days=99, start=DAY),
        "customer_id ": lambda: keeping.care_calendar(customers, people, as_of=DAY),
    }
    for column, make in made.items():
        try:
            listed = set(make()[column.strip()])
        except ValueError:
            listed = set()
        assert listed == may


def test_care_goes_by_a_way_they_agreed_to(firm: Case, customers: pd.DataFrame) -> None:
    people = firm.tables["customers"]
    calendar = keeping.care_calendar(customers, people, as_of=firm.as_of, tickets=firm.tables["tickets"])
    agreed = keeping.agreed(people).set_index("customer_id")
    assert all(agreed.at[row.customer_id, row.channel] for row in calendar.itertuples())
    assert calendar["customer_id"].is_unique
    assert calendar["due_on"].between(firm.as_of, firm.as_of + pd.Timedelta(weeks=4)).all()


def test_a_visit_counts_only_since_and_only_ours(customers: pd.DataFrame) -> None:
    one = market([(1.0, 1.0, 1.0)])[0]
    days = pd.to_datetime(["2026-06-01", "2026-06-20", "2026-06-21", "2026-07-02"])
    contacts = pd.DataFrame({"customer_id": "C0", "at": days, "direction": ["out", "out", "in", "out"]})
    row = keeping.unasked(one, contacts, as_of=DAY).iloc[0]
    assert row["we_came"] == 1
    assert row["last_came"] == days[1]
    assert row["gaps_silent"] == pytest.approx(40 / 7)


def test_the_lesson_begins_with_the_account_nobody_rang(firm: Case, quiet: pd.DataFrame) -> None:
    row = keeping.missed(quiet, names=firm.named)
    assert row["account"] == "Hoshino"
    assert row["we_came"] == 0
    assert (
        keeping.call_list(quiet, firm.tables["customers"], names=firm.named)["account"].iloc[0] == "Hoshino"
    )
    table = keeping.asked_by_tier(quiet)
    assert table["quiet"].iloc[-1] == table["quiet"].iloc[:-1].sum() == len(quiet)


def test_whoever_has_been_asked_is_not_missed(quiet: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="has been asked"):
        keeping.missed(quiet.assign(we_came=1))
    people = pd.DataFrame({"customer_id": ["C1"], "revenue": [1.0]})
    assert keeping.whose_page(people, quiet.assign(we_came=1))["customer_id"] == "C1"


def test_a_page_holds_what_the_tables_say_up_to_the_day(firm: Case) -> None:
    page = keeping.account_360("C00006", firm.tables, as_of=firm.as_of, name="Hoshino")
    says = {(row.page, row.fact): row.says for row in page.itertuples()}
    assert says["orders", "last order"] == "2026-03-07"
    assert says["talks", "we last came to them"] == "2025-11-09"
    assert says["people", "parts with a name"] == "decision, finance and user"
    early = keeping.account_360("C00006", firm.tables, as_of=pd.Timestamp("2025-03-30"))
    told = {(row.page, row.fact): row.says for row in early.itertuples()}
    assert told["talks", "they last came to us"] == "2025-03-18"
    assert told["trouble", "still open"] == "1"
    with pytest.raises(ValueError, match="No table knows"):
        keeping.account_360("nobody", firm.tables, as_of=firm.as_of)


def test_the_plan_has_five_rows_and_a_question_in_each() -> None:
    plan = keeping.five_steps()
    assert plan["step"].tolist() == list(keeping.FIVE)
    assert plan["asks"].str.endswith("?").all()


def test_visits_fit_the_days_and_platinum_comes_first(firm: Case, customers: pd.DataFrame) -> None:
    people = firm.tables["customers"]
    last = keeping.last_visits(firm.tables["interactions"], as_of=firm.as_of)
    plan = keeping.visit_schedule(customers, people, days=60, start=firm.as_of, last_visit=last)
    assert len(plan) == 60
    assert (plan["week"].dt.day_of_week == 0).all()
    assert plan["week"].max() <= firm.as_of + pd.Timedelta(weeks=14)
    assert set(plan["tier"]) == {"platinum"}
    waited = [np.inf if "never" in why else float(why.split()[2]) for why in plan["reason"]]
    assert waited == sorted(waited, reverse=True)
    load = keeping.visit_load(customers, people, days=60).set_index("tier")
    assert load.loc["all", "visits"] == pytest.approx(load.loc[["platinum", "diamond"], "visits"].sum())
    recently = pd.Series(firm.as_of, index=customers["customer_id"])
    with pytest.raises(ValueError, match="Nobody is due"):
        keeping.visit_schedule(
            customers[customers["tier"] == "diamond"], people, days=9, start=firm.as_of, last_visit=recently
        )


def test_small_sums() -> None:
    assert keeping.trust(credibility=8, reliability=4, intimacy=6, self_interest=4) == 4.5
    with pytest.raises(ValueError, match="goes from 1 to 10"):
        keeping.trust(credibility=0, reliability=4, intimacy=6, self_interest=4)
    assert keeping.account_load(hours_a_week=30, hours_an_account=69) == 20
    assert keeping.still_known(5) == pytest.approx(0.9**5)
    table = keeping.handed_on(blanks=1)
    assert table["without_owner"].isna().tolist() == [False] * 5 + [True]
    assert (table["with_owner"] >= table["without_owner"].fillna(0)).all()


# What becomes of our goods


def test_stock_lasts_what_it_lasts() -> None:
    count = pd.DataFrame({"product": list("abc"), "had": [10, 10, 10], "sold": [0, 10, 5]})
    table = keeping.sell_through(count, weeks=5)
    assert table["weeks_of_stock"].tolist() == [np.inf, 0.0, 5.0]
    assert table["advice"].tolist() == ["talk: why does it stand?", "reorder now", "reorder now"]
    with pytest.raises(ValueError, match="more than they had"):
        keeping.sell_through(count.assign(sold=11), weeks=5)
    assert keeping.sell_through(count, weeks=5, blanks=1)["advice"].isna().tolist() == [False, False, True]


def test_an_offer_is_new_to_whoever_gets_it(firm: Case) -> None:
    lines, products, people = (firm.tables[name] for name in ("orders", "products", "customers"))
    offers = keeping.next_category(lines, products, people)
    had = lines[lines["quantity"] > 0].merge(products[["product_id", "category"]], on="product_id")
    pairs = set(map(tuple, had[["customer_id", "category"]].drop_duplicates().to_numpy()))
    assert not pairs & set(map(tuple, offers[["customer_id", "category"]].to_numpy()))
    assert offers["customer_id"].is_unique


def test_a_market_that_differs_is_found_and_one_that_does_not_is_not() -> None:
    # Two kinds of shop: each takes two categories at first, and its own third one later.
    own = {"a": ("lamp", "rug", "bed"), "b": ("sofa", "bench", "desk")}
    ids = [f"{kind}{at}" for kind in own for at in range(12)]
    early = [(one, item) for one in ids for item in own[one[0]][:2]]
    early += [(one, own[one[0]][2]) for one in ids if int(one[1:]) < 6]
    later = [(one, own[one[0]][2]) for one in ids if int(one[1:]) >= 6]
    products = pd.DataFrame({"product_id": sum(own.values(), ()), "category": sum(own.values(), ())})
    people = pd.DataFrame({"customer_id": ids, "customer_type": [one[0] for one in ids]})
    past, then = (
        pd.DataFrame(rows, columns=["customer_id", "product_id"]).assign(quantity=1)
        for rows in (early, later)
    )
    table = keeping.offers_tried(past, then, products, people).set_index("way")
    assert table.loc["what their market buys", "share"] == 1
    assert table.loc["one by lot", "share"] == pytest.approx(1 / 4)
    assert table.loc["what everybody buys", "share"] < 1


def test_on_the_sample_both_rules_beat_a_lot_and_neither_the_other(firm: Case) -> None:
    tables = firm.tables
    past, later = keeping.last_quarter(tables["orders"], as_of=firm.as_of)
    table = keeping.offers_tried(past, later, tables["products"], tables["customers"]).set_index("way")
    market, everybody = table.loc["what their market buys"], table.loc["what everybody buys"]
    assert market["share"] > table.loc["one by lot", "share"]
    assert everybody["share"] > table.loc["one by lot", "share"]
    assert market["low"] < everybody["high"]
    assert everybody["low"] < market["high"]
