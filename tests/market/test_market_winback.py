"""Tests of the past and contracts: fair arms, effects and hazards as stated, lists that pay."""

import numpy as np
import pandas as pd
import pytest

from helpers.market import Market
from helpers.market.contracts import subscriptions
from helpers.market.dates import AS_OF
from helpers.market.facts import facts
from helpers.market.returning import arms, chance_of_order
from helpers.market.state import State

TODAY = pd.Timestamp(AS_OF)
SENT = pd.Timestamp("2026-03-02")


def compared(outcome: pd.Series, treated: pd.Series) -> tuple[float, float]:
    """Difference of two means and its standard error."""
    one, other = outcome[treated].astype(float), outcome[~treated].astype(float)
    return one.mean() - other.mean(), float(np.sqrt(one.var() / len(one) + other.var() / len(other)))


def test_chances_are_those_of_orders_that_come(others: list[State]) -> None:
    said = pd.concat([state.mailing for state in others])
    both = (said["p_control"] + said["p_treatment"]) / 2
    groups = said["returned"].groupby(pd.qcut(both, 8, duplicates="drop"))
    expected = both.groupby(pd.qcut(both, 8, duplicates="drop"))
    assert (groups.mean() - expected.mean()).abs().max() < 0.04
    assert said["returned"].mean() == pytest.approx(both.mean(), abs=0.012)


def test_bayes_gives_fair_arms_with_the_stated_effect() -> None:
    rng = np.random.default_rng(1)
    control, treatment = np.full(200_000, 0.1), np.full(200_000, 0.4)
    returned = rng.random(200_000) < 0.25
    treated = arms(returned, control, treatment, rng.random(200_000))
    assert treated.mean() == pytest.approx(0.5, abs=0.005)
    assert returned[treated].mean() == pytest.approx(0.4, abs=0.006)
    assert returned[~treated].mean() == pytest.approx(0.1, abs=0.004)


def test_nobody_leaves_after_a_first_order() -> None:
    known = {"rate": np.array([0.7]), "dropout": np.array([0.5]), "silent_days": np.array([30.0])}
    first, later = (
        chance_of_order(**known, repeat=np.array([repeat]), within_days=30)[0] for repeat in (False, True)
    )
    assert first == pytest.approx(1 - np.exp(-3))
    assert later < first / 5


# The mailing


def test_the_mailing_is_what_the_books_say(market: Market, lines: pd.DataFrame) -> None:
    mailed, customers = market.tables["campaigns"], market.tables["customers"].set_index("customer_id")
    assert 700 <= len(mailed) <= 850
    assert customers.loc[mailed["customer_id"], "consent_email"].eq(1).all()
    days = lines.dropna(subset="customer_id").drop_duplicates("order_id")[["customer_id", "ordered_at"]]
    past = days[days["ordered_at"] <= SENT].groupby("customer_id")["ordered_at"].agg(["min", "max", "count"])
    past = past.loc[mailed["customer_id"]]
    gap = (past["max"] - past["min"]) / (past["count"] - 1)
    silence = ((SENT - past["max"]) / gap).round(2)
    assert np.allclose(silence, mailed["silence_gaps"])
    assert (silence >= 1).all()
    after = lines[(lines["ordered_at"] > SENT) & (lines["ordered_at"] <= SENT + pd.Timedelta(days=90))]
    spent = after.groupby("customer_id")["revenue"].sum().reindex(mailed["customer_id"])
    assert (spent.notna().to_numpy() == (mailed["returned"] == 1)).all()
    assert np.allclose(spent.fillna(0), mailed["revenue"], atol=0.006)
    before = lines[lines["ordered_at"] <= SENT].groupby("customer_id")["revenue"].sum()
    assert np.allclose(before.reindex(mailed["customer_id"]), mailed["past_value"], atol=0.006)
    assert (mailed["cost"].gt(0) == (mailed["arm"] == "treatment")).all()
    assert set(mailed["reason"]) == {"price", "service", "no need", "moved on"}


def test_groups_follow_from_traits(market: Market) -> None:
    mailed = market.tables["campaigns"].merge(market.truth["uplift"], on="customer_id")
    named = {"price": "persuadable", "service": "do-not-disturb", "no need": "sure", "moved on": "lost"}
    expected = mailed["reason"].map(named).where(mailed["silence_gaps"] <= 6, "lost")
    edge = mailed["silence_gaps"].round(1) == 6
    assert (expected == mailed["group"])[~edge].all()
    lift = (mailed["p_treatment"] - mailed["p_control"]).groupby(mailed["group"]).mean()
    assert lift["persuadable"] > 0.25
    assert lift["do-not-disturb"] < -0.2
    assert abs(lift["sure"]) < 0.05
    assert abs(lift["lost"]) < 0.02
    base = mailed.groupby("group")["p_control"].mean()
    assert base["sure"] > 2 * base["persuadable"]
    assert base["lost"] < 0.1


def test_the_sample_shows_its_effect(market: Market) -> None:
    mailed = market.tables["campaigns"].merge(market.truth["uplift"], on="customer_id")
    treated = mailed["arm"] == "treatment"
    lift, error = compared(mailed["returned"], treated)
    assert lift - 1.96 * error > 0
    true = mailed["p_treatment"] - mailed["p_control"]
    assert abs(lift - true.mean()) < 1.96 * error
    for group, rows in mailed.groupby("group"):
        lift, error = compared(rows["returned"], treated[rows.index])
        assert abs(lift - true[rows.index].mean()) < 2.5 * error, group
        if group in ("persuadable", "do-not-disturb"):
            assert abs(lift) > 1.96 * error


def test_over_many_markets_estimates_meet_the_truth(others: list[State]) -> None:
    off, clear, fair, balance = [], [], [], []
    for state in others:
        mailed = state.mailing
        treated, true = mailed["arm"] == "treatment", mailed["p_treatment"] - mailed["p_control"]
        lift, error = compared(mailed["returned"], treated)
        clear.append(lift > 1.96 * error)
        for _, rows in mailed.groupby("group"):
            group, spread = compared(rows["returned"], treated[rows.index])
            off.append((group - true[rows.index].mean()) / spread)
        fair.append((treated.mean() - 0.5) * 2 * np.sqrt(len(mailed)))
        for name in ("gaps", "past_value", "p_control"):
            apart, spread = compared(mailed[name].rank(), treated)
            balance.append(apart / spread)
    assert len(off) == 48
    assert abs(np.mean(off)) < 3 / np.sqrt(len(off))
    assert 0.75 < np.std(off) < 1.25
    assert np.mean(clear) > 0.6
    assert abs(np.mean(fair)) < 3 / np.sqrt(len(fair))
    assert abs(np.mean(balance)) < 0.6
    assert np.std(balance) < 1.3


def test_a_list_by_uplift_earns_more_than_the_usual_ones(others: list[State]) -> None:
    earned = []
    for state in others:
        mailed = state.mailing
        treated, outcome = (mailed["arm"] == "treatment").to_numpy(), mailed["returned"].to_numpy(float)
        cell = mailed["reason"] + (mailed["gaps"] > 6).astype(str)
        value = mailed["past_value"] / mailed["count"]
        gain = (mailed["p_treatment"] - mailed["p_control"]) * value * 0.4
        gain -= np.where(mailed["kind"] == 0, 3.0, 9.0)
        learn = np.random.default_rng(0).random(len(mailed)) < 0.5
        known = mailed[learn].assign(cell=cell, treated=treated[learn], outcome=outcome[learn])
        rate = known.pivot_table(index="cell", columns="treated", values="outcome").fillna(0)
        uplift = cell.map(rate[True] - rate[False]).fillna(0)[~learn]
        rest = mailed[~learn]
        budget = round(0.3 * len(rest))
        lists = {
            "uplift": uplift,
            "value": rest["past_value"],
            "risk": rest["gaps"],
        }
        money = {name: gain[score.nlargest(budget).index].sum() for name, score in lists.items()}
        earned.append(money | {"random": gain[rest.index].mean() * budget})
    mean = pd.DataFrame(earned).mean()
    assert mean["uplift"] > 1.5 * mean.drop("uplift").max()


# The call after the delivery


def test_the_experiment_is_small_real_and_fair(market: Market, others: list[State]) -> None:
    table, truth = market.tables["experiments"], market.truth["experiment"]
    assert 1750 < len(table) < 2050
    assert table["unit_id"].tolist() == truth["unit_id"].tolist()
    lift = truth["p_treatment"] - truth["p_control"]
    assert 0.03 < lift.mean() < 0.05
    assert lift.between(0, 0.1).all()
    assert 0.2 < truth["p_control"].mean() < 0.32
    off, fair = [], []
    for state in others:
        drawn = state.trial
        found, error = compared(drawn["outcome"], drawn["treated"])
        off.append((found - (drawn["p_treatment"] - drawn["p_control"]).mean()) / error)
        apart, spread = compared(drawn["p_control"], drawn["treated"])
        fair.append(apart / spread)
        both = (drawn["p_treatment"] + drawn["p_control"]) / 2
        assert drawn["outcome"].mean() == pytest.approx(both.mean(), abs=0.035)
    for values in (off, fair):
        assert abs(np.mean(values)) < 3 / np.sqrt(len(values))
        assert np.std(values) < 1.7


# Contracts


def partial(table: pd.DataFrame) -> pd.DataFrame:
    """Cox's partial likelihood by Newton steps, ties as Breslow (1974) has them: estimate, se."""
    terms = facts("contracts")["log_hazard"]
    columns = []
    for term in terms:
        name, _space, level = term.partition(" ")
        columns.append((table[name] == level if level else table[name]).to_numpy(float))
    order = np.argsort(-table["tenure"].to_numpy(), kind="stable")
    scale = np.std(columns, axis=1)
    traits = (np.array(columns) / scale[:, None]).T[order]
    ended, tenure = table["ended"].to_numpy()[order] == 1, -table["tenure"].to_numpy()[order]
    upto = np.searchsorted(tenure, tenure, side="right") - 1  # all who were still there
    effect = np.zeros(len(terms))
    for _ in range(15):
        risk = np.exp(traits @ effect)
        total = risk.cumsum()[upto][ended]
        mean = (risk[:, None] * traits).cumsum(axis=0)[upto][ended] / total[:, None]
        square = np.cumsum(risk[:, None, None] * traits[:, :, None] * traits[:, None, :], axis=0)[upto][ended]
        score = (traits[ended] - mean).sum(axis=0)
        hessian = (square / total[:, None, None] - mean[:, :, None] * mean[:, None, :]).sum(axis=0)
        effect = effect + np.linalg.solve(hessian, score)
    error = np.sqrt(np.diag(np.linalg.inv(hessian)))
    return pd.DataFrame({"estimate": effect / scale, "se": error / scale}, index=list(terms))


def test_contracts_are_dated_and_censored(market: Market) -> None:
    table = market.tables["subscriptions"]
    customers = market.tables["customers"].set_index("customer_id")
    assert 800 < len(table) < 1050
    assert 0.3 < table["ended"].mean() < 0.45
    assert (table["started_on"] >= customers.loc[table["customer_id"], "acquired_on"].to_numpy()).all()
    assert (table["ended_on"].notna() == (table["ended"] == 1)).all()
    last = table["ended_on"].fillna(TODAY)
    assert (last <= TODAY).all()
    assert np.allclose((last - table["started_on"]).dt.days / (365.25 / 12), table["tenure"], atol=0.006)
    assert (table["tenure"] >= 0).all()
    kinds = set(customers.loc[table["customer_id"], "customer_type"])
    assert not kinds & {"household", "internal"}


def test_tickets_before_a_contract_are_those_on_file(market: Market) -> None:
    table, tickets = market.tables["subscriptions"], market.tables["tickets"]
    pairs = table.merge(tickets, on="customer_id")
    opened = pairs["opened_at"].dt.normalize()
    before = (opened < pairs["started_on"]) & (opened >= pairs["started_on"] - pd.Timedelta(days=90))
    count = pairs[before].groupby("customer_id").size().reindex(table["customer_id"]).fillna(0)
    assert (count.to_numpy() == table["tickets_90d"]).all()
    assert 0.08 < (table["tickets_90d"] > 0).mean() < 0.25


def test_intervals_of_the_hazard_cover_the_truth(market: Market, others: list[State]) -> None:
    truth = pd.Series(facts("contracts")["log_hazard"])
    tables = [market.tables["subscriptions"]]
    tables += [subscriptions(state, state.rng("subscriptions")) for state in others]
    off = [(fit["estimate"] - truth) / fit["se"] for fit in map(partial, tables)]
    covered = pd.DataFrame(off).abs() < 1.96
    assert 0.9 < covered.mean(axis=None) <= 1
    assert covered.iloc[0].mean() > 0.7
