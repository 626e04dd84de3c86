"""What earlier steps promised, what follows from it, and looks at an experiment that are made for looking."""

import numpy as np
import pandas as pd
import pytest

from helpers import cycle, keeping, orders
from helpers.case import Case
from helpers.exercises import Decision, every
from helpers.exercises.cycle import decision
from helpers.opening import opened


@pytest.fixture(scope="module")
def firm() -> Case:
    """The sample case, read once."""
    return opened("meridian")


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def lines(*rows: tuple[str, str]) -> pd.DataFrame:
    """Order lines of one unit at 10: customer, day."""
    table = pd.DataFrame(rows, columns=["customer_id", "ordered_at"])
    table["ordered_at"] = pd.to_datetime(table["ordered_at"])
    return table.assign(order_id=[str(n) for n in range(len(rows))], quantity=1.0, unit_price=10.0)


# What was promised


@pytest.fixture(scope="module")
def promised(firm):
    """What step 6 hands on, worked out here."""
    summary = orders.customers(firm.tables["orders"], as_of=firm.as_of)
    return keeping.still_here(keeping.with_kind(summary, firm.table("customers")))


def test_orders_expected_of_three_groups_came_within_their_intervals(firm, promised):
    table = cycle.by_group(promised, firm.tables["orders"], firm.after, as_of=firm.as_of).set_index("measure")
    assert list(table.index) == [
        "orders_of_known_customers",
        "orders_of_the_top_fifth",
        "orders_of_the_long_silent",
    ]
    assert set(table["signal"]) == {"noise"}
    assert set(table["periods"]) == {1}
    assert table.loc["orders_of_known_customers", "plan"] == pytest.approx(promised["expected_orders"].sum())
    assert table["share"].abs().max() < 0.1


def test_a_promise_that_is_far_off_is_a_signal(firm, promised):
    much = promised.assign(expected_orders=3 * promised["expected_orders"])
    table = cycle.orders_promised(much, firm.after, as_of=firm.as_of)
    assert table["signal"].tolist() == ["signal: worse"]


def test_orders_are_days_with_one_and_only_those_of_known_customers_within_the_year():
    after = lines(
        ("a", "2026-02-01"),
        ("a", "2026-02-01"),
        ("a", "2026-11-30"),
        ("b", "2026-03-01"),
        ("a", "2027-01-20"),
    )
    promised = pd.DataFrame({"customer_id": ["a"], "expected_orders": [2.0]})
    table = cycle.orders_promised(promised, after, as_of=day("2026-01-01"))
    assert table["actual"].tolist() == [2.0]


@pytest.mark.parametrize("last", ["2026-02-01", "2026-10-01"])
def test_a_short_future_says_nothing(last):
    promised = pd.DataFrame({"customer_id": ["a"], "expected_orders": [2.0]})
    assert cycle.orders_promised(promised, lines(("a", last)), as_of=day("2026-01-01")).empty
    nobody = cycle.by_group(
        promised, lines(("a", "2025-01-01")), lines(("a", last)).iloc[:0], as_of=day("2026-01-01")
    )
    assert nobody.empty


def test_each_line_of_the_scorecard_names_the_step_that_answers_for_it():
    card = pd.DataFrame(
        {"measure": ["new_customers", "first_reply_hours", "smiles"], "plan": [1.0, 2.0, 3.0]}
    )
    table = cycle.with_steps(card, currency="EUR")
    assert table["step"].tolist() == ["5", "8", ""]
    assert table["unit"].tolist() == ["customers a month", "hours", ""]
    money = cycle.with_steps(card.assign(measure="revenue"), currency="EUR")
    assert set(money["unit"]) == {"EUR a month"}
    assert cycle.with_steps(table)["unit"].tolist() == table["unit"].tolist()


def test_an_order_leaves_sales_less_goods_and_serving():
    """Counted by hand: a had two orders in the year and one before, b one; each carries its part."""
    table = lines(
        ("a", "2025-01-01"),
        ("a", "2026-02-01"),
        ("a", "2026-03-01"),
        ("b", "2026-04-01"),
        ("c", "2026-05-01"),
    )
    table = table.assign(unit_cost=4.0, discount=[0.0, 1.0, None, 0.0, 0.0])
    people = pd.DataFrame({"customer_id": ["a", "b", "c"], "service_cost": [3.0, 2.0, 9.0]})
    who, now = pd.Series(["a", "b"]), day("2026-06-30")
    assert cycle.an_order_leaves(table, people, who=who, as_of=now) == pytest.approx((3 * 6 - 1 - 2 - 2) / 3)
    assert cycle.an_order_leaves(table, None, who=who, as_of=now) == pytest.approx((3 * 6 - 1) / 3)
    with pytest.raises(ValueError, match="None of them ordered"):
        cycle.an_order_leaves(table, people, who=pd.Series(["z"]), as_of=now)
    with pytest.raises(ValueError, match="no column unit_cost"):
        cycle.an_order_leaves(table.drop(columns="unit_cost"), people, who=who, as_of=now)


def test_the_books_say_what_the_lesson_assumes_of_an_order(firm):
    tried = firm.tables["experiments"]["unit_id"]
    found = cycle.an_order_leaves(firm.tables["orders"], firm.table("customers"), who=tried, as_of=firm.as_of)
    assert found == pytest.approx(decision.ORDER, rel=0.01)


def test_today_is_the_last_day_that_is_known():
    after = lines(("a", "2026-05-05"))
    assert cycle.today(after, day("2026-01-01")) == day("2026-05-05")
    assert cycle.today(after.iloc[:0], day("2026-01-01")) == day("2026-01-01")


# What follows from it


CARD = pd.DataFrame(
    {
        "measure": ["revenue", "on_time_share", "orders"],
        "signal": ["signal: worse", "noise", "signal: better"],
    }
)


def test_actions_follow_the_decision():
    table = cycle.next_year(CARD, 1_000.0, roll_out="everybody", as_of=day("2026-06-30"))
    assert table["expected_gain"].iloc[0] == pytest.approx(1_000)
    assert table["action"].iloc[0].startswith("ring after every delivery")
    half = cycle.next_year(CARD, 1_000.0, roll_out="half", as_of=day("2026-06-30"))
    assert half["expected_gain"].iloc[0] == pytest.approx(500)


def test_a_decision_for_nobody_leaves_the_signals_alone_and_noise_asks_for_nothing():
    table = cycle.next_year(CARD, 1_000.0, roll_out="nobody", as_of=day("2026-06-30"))
    assert table["action"].tolist() == ["find out what changed in revenue"]
    assert table["owner"].tolist() == ["head of sales"]
    assert table["expected_gain"].isna().all()
    assert table["due"].tolist() == [day("2026-07-30")]


def test_a_list_is_no_longer_than_it_may_be_and_unknown_gains_come_last():
    many = [("find out", "Ana", 9, float("nan")), *((f"act {n}", "Bo", n, float(n)) for n in range(1, 9))]
    table = cycle.actions(many, as_of=day("2026-01-01"), at_most=5)
    assert table["expected_gain"].tolist() == [8, 7, 6, 5, 4]
    whole = cycle.actions(many, as_of=day("2026-01-01"))
    assert whole["action"].iloc[-1] == "find out"
    with pytest.raises(ValueError, match="has no owner"):
        cycle.actions([("act", "  ", 1, 1.0)], as_of=day("2026-01-01"))


def test_the_boards_page_has_nine_lines_and_says_what_goes_on_where_nothing_was_decided():
    words = cycle.in_words(
        {"05b.reply": {"kept_free": 10.0}, "05.leads": {"rank_by": "chance"}, "99.x": {"y": 1}}
    )
    page = cycle.strategy_page(words).set_index("step")
    assert len(page) == 9
    assert page.loc[5, "decided"] == "rank by: chance; kept free: 10"
    assert page["decided"].str.startswith("not decided; goes on as before").sum() == 8
    assert page["known_by"].str.len().min() > 5


def test_one_reason_is_one_action():
    names = ["active_customers", "first_reply_hours", "new_customers", "orders", "revenue"]
    card = pd.DataFrame({"measure": names, "signal": "signal: worse"})
    table = cycle.next_year(card, 0.0, roll_out="nobody", as_of=day("2026-06-30"))
    assert table["action"].tolist() == [
        "work the leads; behind them fall active customers, orders and revenue",
        "find out what changed in first reply hours",
    ]
    alone = cycle.next_year(card.iloc[[2]], 0.0, roll_out="nobody", as_of=day("2026-06-30"))
    assert alone["action"].tolist() == ["work the leads: too few new customers"]


def test_decisions_have_names():
    table = pd.DataFrame({"decision": ["04.price", "together"], "profit": [1.0, 2.0]})
    assert cycle.named(table)["decision"].tolist() == ["price and terms", "together"]
    assert set(every(Decision)) <= set(cycle.story.DECISIONS)


# Looks


def test_bounds_made_for_looking_keep_false_alarms_near_one_in_twenty():
    table = cycle.bounded(looks=5, draws=20_000, seed=3).set_index("rule")["false_alarms"]
    assert table["naive"] == pytest.approx(0.142, abs=0.01)  # Armitage, McPherson & Rowe (1969)
    assert table["pocock"] == pytest.approx(0.05, abs=0.006)
    assert table["obrien_fleming"] == pytest.approx(0.05, abs=0.006)
    with pytest.raises(ValueError, match="one to five looks"):
        cycle.bounds(6)


def test_more_looks_never_mean_fewer_false_alarms():
    assert cycle.peeking()["false_alarms"].is_monotonic_increasing


# The lifecycle


def plainly(own: pd.Series, now: pd.Timestamp) -> str:
    """The stage of one customer, word for word by the rules."""
    days = own.dt.normalize().drop_duplicates().sort_values()
    gaps = days.diff().dt.days.dropna()
    silent = (now - days.iloc[-1]).days / (gaps.median() if len(gaps) else 365)
    if silent > 4:
        return "lost"
    if silent > 2:
        return "sleeping"
    if len(days) > 2 and gaps.iloc[-1] > 4 * gaps.iloc[:-1].median():
        return "won back"
    return "loyal" if len(days) >= 5 else "repeat" if len(days) >= 2 else "first order"


def test_stages_are_what_the_rules_say_customer_by_customer(firm):
    now = firm.as_of - pd.DateOffset(years=1)
    table = firm.tables["orders"]
    found = cycle.stages(table, as_of=firm.as_of, years_ago=1)
    bought = table[(table["quantity"] > 0) & (table["ordered_at"] < now + pd.Timedelta(days=1))]
    some = np.random.default_rng(1).choice(found.index.to_numpy(), 150, replace=False)
    for customer in some:
        own = bought.loc[bought["customer_id"] == customer, "ordered_at"]
        assert found[customer] == plainly(own, now.normalize()), customer


def test_an_order_in_the_evening_of_the_day_counts():
    table = lines(("a", "2026-06-30 18:00"))
    assert cycle.stages(table, as_of=day("2026-06-30")).tolist() == ["first order"]


# The wheel


def test_two_pushes_cost_the_same_at_first():
    wheels = list(cycle.three_wheels().values())
    now, service, selling = (cycle.turned(wheel)["profit"].iloc[0] for wheel in wheels)
    assert service == pytest.approx(selling)
    assert service < now
    ends = cycle.compare(cycle.three_wheels())
    assert (ends["customers"].iloc[1:] > ends["customers"].iloc[0]).all()
    assert (ends["profit"].iloc[1:] < ends["profit"].iloc[0]).all(), (
        "the lesson says that neither has paid yet"
    )


def test_what_is_paid_for_is_done():
    assert (
        cycle.bonus_on(revenue=1, margin=0, promises=0, stay=0)["way"].iloc[0]
        == "push at the end of the quarter"
    )
    assert (
        cycle.bonus_on(revenue=3, margin=3, promises=3, stay=3)["way"].iloc[0] == "look after forty accounts"
    )
