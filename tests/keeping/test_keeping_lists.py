"""Whom to ring, who is content and loyal, what is watched, and what is offered: laws and second opinions."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.miscmodels.ordinal_model import OrderedModel

from helpers import keeping, lifetime, orders, samples, targeting
from helpers.case import Case
from helpers.exercises import Decision, find
from helpers.exercises.keeping.decision import judged

ITEMS = st.lists(st.sets(st.sampled_from("abcde"), min_size=1).map(sorted), min_size=1, max_size=20)


def test_what_is_still_to_come_beats_every_colleague_and_expected_loss(firm: Case) -> None:
    choice = find("06.contacts", Decision)
    assumed = {"calls": 100, "cost_per_call": 60.0, "effect": 0.1}
    scored = choice.worth({**assumed, **choice.read({"rank_by": "to_come"}, firm)}, firm)
    assert isinstance(scored, pd.DataFrame)
    others = scored[~scored["policy"].isin(["your list", "most still to come first"])]
    assert (others["lead_low"] > 0).all()
    silent = scored.set_index("policy").loc["silent longest first"]
    assert silent["mid"] < 0


def test_nobody_who_may_not_be_reached_is_a_candidate(firm: Case) -> None:
    candidates, later = judged(firm)
    people = firm.tables["customers"].set_index("customer_id")
    agreed = people.loc[candidates["customer_id"], ["consent_email", "consent_phone", "consent_post"]]
    assert (agreed.sum(axis=1) > 0).all()
    assert len(candidates) == len(later)
    assert (candidates["silence"] > 1).all()


def test_a_list_is_worth_its_calls() -> None:
    table = pd.DataFrame({"customer_id": list("abc"), "value": [3.0, 2.0, 1.0], "p_alive": [0.2, 0.9, 0.9]})
    calls = keeping.Calls(2, cost=1.0, effect=0.5)
    lists = {
        "all": keeping.Choice("value"),
        "likely": keeping.Choice("value", at_least=0.5),
        "lots": keeping.Choice("random"),
    }
    scored = keeping.compare_lists(table, pd.Series([0.0, 10.0, 20.0]), calls=calls, lists=lists)
    assert scored["mid"].tolist() == pytest.approx([3.0, 13.0, 8.0])
    assert (scored[["lead_low", "lead_high"]].iloc[0] == 0).all()
    with pytest.raises(ValueError, match="one later sum for each"):
        keeping.compare_lists(table, pd.Series([1.0]), calls=calls, lists=lists)


def test_ordinal_regression_agrees_with_statsmodels() -> None:
    table = samples.housing()
    found = keeping.ordinal(table, outcome="Sat", levels=["Low", "Medium", "High"], weight="Freq")
    # Published with R's polr: 0.566, 1.289, −0.572, −0.366, −1.091, 0.360.
    assert found["estimate"].round(3).tolist()[:6] == [0.566, 1.289, -0.572, -0.366, -1.091, 0.36]
    long = table.loc[table.index.repeat(table["Freq"])].reset_index(drop=True)
    x = pd.get_dummies(long[["Infl", "Type", "Cont"]], drop_first=True).astype(float)
    y = pd.Series(pd.Categorical(long["Sat"], ["Low", "Medium", "High"], ordered=True))
    other = OrderedModel(y, x, distr="logit").fit(method="bfgs", disp=False)
    assert found["estimate"].to_numpy()[:6] == pytest.approx(other.params.to_numpy()[:6], abs=1e-3)


def test_two_levels_make_a_logistic_regression() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(size=300)
    y = (rng.random(300) < 1 / (1 + np.exp(-x))).astype(int)
    table = pd.DataFrame({"x": x, "came": np.where(y, "yes", "no")})
    found = keeping.ordinal(table, outcome="came", levels=["no", "yes"])
    other = sm.Logit(y, sm.add_constant(x)).fit(disp=False)
    assert found.loc[0, ["estimate", "se"]].tolist() == pytest.approx(
        [other.params[1], other.bse[1]], rel=1e-4
    )


@settings(max_examples=60)
@given(ITEMS, st.floats(0.1, 0.9))
def test_frequent_sets_are_all_there_are(baskets: list[list[str]], support: float) -> None:
    found = keeping.frequent_sets(baskets, support=support, longest=3)
    names = sorted({item for basket in baskets for item in basket})
    for size in (1, 2, 3):
        for items in map(frozenset, combinations(names, size)):
            share = sum(items <= set(basket) for basket in baskets) / len(baskets)
            assert (items in found) == (share >= support)
            if items in found:
                assert found[items] == pytest.approx(share)


@given(st.integers(0, 10_000))
def test_drivers_share_r2_whatever_their_order(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(rng.normal(size=(40, 4)), columns=list("abcy"))
    table["y"] += table["a"] + 0.5 * table["b"]
    one = keeping.shared_r2(table, outcome="y", draws=0).set_index("driver")
    other = keeping.shared_r2(table[list("ycba")], outcome="y", draws=0).set_index("driver")
    model = sm.OLS(table["y"], sm.add_constant(table[list("abc")])).fit(cov_type="HC1")
    assert one["share_of_r2"].sum() == pytest.approx(model.rsquared)
    assert one.loc[list("abc"), "se"].to_numpy() == pytest.approx(model.bse[1:].to_numpy())
    assert (one["share_of_r2"] - other["share_of_r2"]).abs().max() < 1e-9


def test_drivers_of_the_sample_come_back_in_order(firm: Case) -> None:
    table = keeping.driver_table(firm.tables["answers"])
    assert table["importance"].sum() == pytest.approx(1)
    assert table["item"].iloc[0] == "delivery"
    against = keeping.against_truth(table, samples.truth(firm, "drivers"))
    z = (against["estimate"] - against["weight"]) / ((against["high"] - against["low"]) / 3.92)
    # chi-square with five degrees of freedom: above 20.5 once in a thousand surveys
    assert float((z**2).sum()) < 20.5


def test_a_total_can_hide_what_every_part_shows() -> None:
    kinds = {"chain": [4] * 30 + [9] * 10, "home": [4] * 10 + [9] * 30}
    said, done = [], []
    for kind, marks in kinds.items():
        for number, mark in enumerate(marks):
            name = f"{kind}{number}"
            said.append(
                {"respondent_id": name, "customer_id": name, "survey": "nps", "item": "x", "answer": mark}
            )
            orders = (10 if kind == "chain" else 1) + (mark == 9) * 2
            done.append({"customer_id": name, "customer_type": kind, "in_rhythm": 1, "orders_12m": orders})
    table = keeping.content_and_loyal(pd.DataFrame(said), pd.DataFrame(done), by="customer_type")
    mean = table.set_index(["kind", "group"])["orders_12m"]
    assert mean["all together", "promoter"] < mean["all together", "detractor"]
    for kind in kinds:
        assert mean[kind, "promoter"] > mean[kind, "detractor"]
    link = keeping.link(pd.DataFrame(said), pd.DataFrame(done)).set_index("kind")["with_orders"]
    assert link["all together"] < 0 < link["within kinds"]


def test_the_control_chart_finds_the_shift_at_the_service_desk(firm: Case) -> None:
    counts = keeping.first_replies(firm.tables["tickets"], freq="ME")
    chart = keeping.p_chart(counts, base=24)
    loud = chart[chart["signal"] != ""]["period"]
    assert len(loud)
    assert loud.min() >= pd.Timestamp("2025-11-01")
    with pytest.raises(ValueError, match="eight periods at least"):
        keeping.p_chart(counts.head(5))


def test_an_open_ticket_older_than_the_promise_is_late() -> None:
    opened = [
        "2026-01-05 00:00",
        "2026-02-02 08:00",
        "2026-02-03 08:00",
        "2026-03-09 00:00",
        "2026-04-01 00:00",
    ]
    answered = ["2026-01-05 01:00", None, "2026-02-03 09:00", None, "2026-04-01 02:00"]
    opened, answered = pd.to_datetime(opened), pd.to_datetime(answered)
    tickets = pd.DataFrame({"opened_at": opened, "first_reply_at": answered})
    table = keeping.first_replies(tickets, freq="ME")
    assert table[["n", "late"]].values.tolist() == [[2, 1], [1, 1]]


def test_what_sells_best_is_not_beaten_in_the_sample(firm: Case) -> None:
    before, after = keeping.last_quarter(firm.tables["orders"], as_of=firm.as_of)
    assert len(before) + len(after) == len(firm.tables["orders"])
    table = keeping.precision_at_k(before, after).set_index("method")
    assert table.loc["what sells best", "precision"] >= table["precision"].max() - 0.01


@given(st.floats(0.05, 0.9), st.floats(0.001, 0.5), st.floats(0.1, 1.0), st.floats(0, 5000))
def test_a_programme_leaves_nothing_at_its_break_even_lift(
    margin: float, reward: float, redeemed: float, fixed: float
) -> None:
    given_ = keeping.Programme(100_000, margin, reward, redeemed=redeemed, fixed=fixed)
    lift = keeping.break_even_lift(given_)
    if np.isfinite(lift):
        left = float(keeping.programme_result(given_, [lift])["left"].iloc[0])
        assert left == pytest.approx(0, abs=1e-6 * (1 + lift) * 100_000)


def test_who_keeps_quiet_bends_the_score(firm: Case) -> None:
    table = keeping.asked_and_answered(firm.tables["answers"], samples.truth(firm, "satisfaction"))
    told, every = table["nps"]
    assert every < told
    assert table["people"].iloc[1] > table["people"].iloc[0]


def test_everybody_stands_in_one_cell(firm: Case) -> None:
    worth = pd.DataFrame(
        {
            "customer_id": list("abcde"),
            "ordered_once": [True, True, False, False, False],
            "gaps_silent": [0.5, 3.0, 1.0, 2.0, 9.0],
            "p_alive": [1.0, 1.0, 0.9, 0.5, 0.1],
            "clv": 1.0,
        }
    )
    tiers = pd.DataFrame({"customer_id": list("abcde"), "tier": ["wood"] * 4 + ["gold"]})
    table = keeping.treatment_matrix(tiers, worth)
    assert table["stage"].tolist() == list(keeping.STAGES)
    assert table[["wood", "gold"]].to_numpy().sum() == 5
    assert table["clv"].tolist() == [1.0] * 5
    with pytest.raises(ValueError, match="no cell"):
        keeping.treatment("bronze", "steady")


def test_the_calendar_rings_nobody_who_will_order_without_it(firm: Case) -> None:
    customers = targeting.customer_money(firm.tables["orders"], firm.table("customers"), as_of=firm.as_of)
    known = keeping.still_here(customers)
    due = keeping.due(customers, known, keeping.lifetimes(customers)).merge(known, on="customer_id")
    silent = due[due["reason"].str.startswith("silent")]
    assert (silent["gaps_silent"] > 1).all()
    assert (silent["p_alive"] < 0.85).all()
    assert (due.loc[due["reason"].str.startswith("their next"), "usual_gap_days"] > 28).all()


def test_drivers_of_eight_people_have_an_interval_though_some_draws_repeat_each_other() -> None:
    rows = [(1, 1, 2), (1, 2, 2), (2, 1, 4), (2, 2, 5), (1, 1, 2), (2, 2, 5), (1, 1, 3), (2, 2, 4)]
    found = keeping.shared_r2(pd.DataFrame(rows, columns=["a", "b", "y"]), outcome="y")
    assert found[["share_of_r2", "low", "high"]].apply(lambda column: column.between(0, 1)).all(axis=None)


def test_the_quiet_of_both_lessons_are_the_same(firm: Case) -> None:
    lines, people = firm.tables["orders"], firm.tables["customers"]
    one = keeping.quiet(targeting.customer_money(lines, people, as_of=firm.as_of))
    customers = keeping.with_kind(orders.customers(lines, as_of=firm.as_of), people)
    other = keeping.unasked(customers, firm.tables["interactions"], as_of=firm.as_of)
    assert set(one["customer_id"]) == set(other["customer_id"])
    assert (one["repeat_days"] > 0).all()


def test_two_hundred_surveys_hold_the_weights_and_clockwork_breaks_the_model(firm: Case) -> None:
    again = keeping.surveys_again(firm.tables["answers"], samples.truth(firm, "drivers"))
    assert again["share_of_surveys"].iloc[:-1].between(0.9, 0.99).all()
    assert again["share_of_surveys"].iloc[-1] < 0.1
    said = firm.tables["answers"]
    six = said.loc[said["survey"] == "nps", "respondent_id"].unique()[:6]
    few = said[said["respondent_id"].isin(six)]
    with pytest.raises(ValueError, match="Too few"):
        keeping.surveys_again(few, samples.truth(firm, "drivers"))
    habits = {"r": 2.6, "alpha": 21.0, "a": 0.6, "b": 10.0}
    fitted = lifetime.Fit("BG/NBD", habits, 0.0, 1, 1, True, "", np.eye(4), pd.DataFrame())

    def honest(steps: int) -> bool:
        said = keeping.clockwork(fitted, steps=steps)
        doubt = said[said["p_alive"].between(0.25, 0.75)]
        return bool(abs(doubt["p_alive"].mean() - doubt["still_here"].mean()) < 0.15)

    assert honest(1)
    assert not honest(12)


def test_spending_on_keeping_is_paid_by_everybody_and_every_year() -> None:
    spends = [0.0, 100.0, 150.0, 200.0, 400.0]
    table = keeping.retention_response(1000, retention=0.75, ceiling=0.88, pull=0.01, spends=spends)
    # The present value year by year: who is there pays the spend before one knows who stays.
    for spend, rate, left in table.itertuples(index=False):
        years = range(1, 400)
        alone = sum((1000 - spend / rate) * (rate / 1.1) ** year for year in years)
        assert left == pytest.approx(alone)
    assert table["left"].round().tolist() == [2143, 2734, 2815, 2788, 2148]
