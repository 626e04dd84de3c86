"""Tickets, delays and satisfaction: sound tables; trouble goes with leaving; the drivers are recovered."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from helpers.market import Market
from helpers.market.dates import AS_OF, LAST_DAY
from helpers.market.facts import facts
from helpers.market.kinds import NAMES
from helpers.market.service import COMPLAINTS, tickets_between
from helpers.market.state import State

END = pd.Timestamp(AS_OF) + pd.Timedelta(days=1)
ITEMS = ["ordering", "delivery", "quality", "complaint handling", "contact person"]


@pytest.fixture(scope="module")
def tickets(market: Market) -> pd.DataFrame:
    table = market.tables["tickets"]
    hours = (table["first_reply_at"] - table["opened_at"]) / pd.Timedelta(hours=1)
    hidden = market.truth["satisfaction"].set_index("customer_id")["unrest"]
    return table.assign(hours=hours, unrest=table["customer_id"].map(hidden))


@pytest.fixture(scope="module")
def said(market: Market) -> pd.DataFrame:
    """One row a respondent: recommend, the five items, effort, customer_id."""
    answers = market.tables["answers"].query("survey in ['nps', 'csat', 'ces']")
    wide = answers.assign(answer=answers["answer"].astype(int)).pivot(
        index=["respondent_id", "customer_id"], columns="item", values="answer"
    )
    return wide.reset_index("customer_id")


def nps(score: pd.Series) -> float:
    return 100 * float((score >= 9).mean() - (score <= 6).mean())


# Tickets


def test_tickets_run_forward_and_end_at_as_of(market: Market, tickets: pd.DataFrame) -> None:
    assert 3000 < len(tickets) < 4000
    assert tickets["opened_at"].is_monotonic_increasing
    times = tickets[["opened_at", "first_reply_at", "resolved_at"]]
    assert (times.max() < END).all()
    assert (times.dropna()["first_reply_at"] > times.dropna()["opened_at"]).all()
    assert (times.dropna()["resolved_at"] >= times.dropna()["first_reply_at"]).all()
    assert times["resolved_at"].isna().mean() < 0.03
    assert not (times["first_reply_at"].isna() & times["resolved_at"].notna()).any()
    assert tickets["opened_at"].dt.hour.between(7, 19).all()
    assert set(tickets["category"]) == {*COMPLAINTS, "invoice", "question"}
    assert set(tickets["severity"]) == {"low", "normal", "high"}
    first = market.tables["orders"].groupby("customer_id")["ordered_at"].min()
    drawn = tickets[~tickets["customer_id"].isin([f"C0000{number}" for number in range(1, 7)])]
    assert (drawn["opened_at"] >= drawn["customer_id"].map(first)).all()


def test_who_is_about_to_leave_has_more_trouble_an_order(
    market: Market, tickets: pd.DataFrame, others: list[State]
) -> None:
    orders = (
        market.tables["orders"].query("ordered_at <= @AS_OF").groupby("customer_id")["order_id"].nunique()
    )
    hidden = market.truth["satisfaction"].set_index("customer_id")["unrest"]
    rate = tickets.groupby("customer_id").size().reindex(orders.index).fillna(0)
    uneasy = hidden.reindex(orders.index) > 0
    assert rate[uneasy].sum() / orders[uneasy].sum() > 1.2 * rate[~uneasy].sum() / orders[~uneasy].sum()
    median = tickets.groupby(tickets["unrest"] > 0)["hours"].median()
    assert median[True] > 1.2 * median[False]
    for state in others[:3]:
        late, people = state.purchases["late"], state.people["unrest"]
        unrest = people.to_numpy()[state.purchases["customer"]]
        assert late[unrest > 0.5].mean() > 1.4 * late[unrest < -0.5].mean()


def test_the_stories_of_the_six_are_in_the_tickets(tickets: pd.DataFrame) -> None:
    hoshino = tickets[tickets["customer_id"] == "C00006"]
    assert hoshino["category"].tolist() == ["late delivery"] * 2
    assert hoshino["hours"].iloc[0] == pytest.approx(146, abs=0.02)
    assert len(tickets[tickets["customer_id"] == "C00002"]) == 0


def test_answers_got_slower_in_november(others: list[State]) -> None:
    how = facts("service")["reply"]
    after, before = [], []
    for state in others:
        hours, opened = state.tickets["reply_hours"], state.tickets["opened_at"]
        recent = opened >= pd.Timestamp(how["shift_on"])
        after.append(np.log(hours[recent]).mean())
        before.append(np.log(hours[~recent & (opened >= pd.Timestamp("2024-07-01"))]).mean())
    assert np.exp(np.mean(after) - np.mean(before)) == pytest.approx(how["shift"], rel=0.05)


def test_tickets_of_a_span_are_counted(others: list[State]) -> None:
    state = others[0]
    record = state.tickets["record"].to_numpy()[:50]
    found = tickets_between(state, record, np.zeros(50), np.full(50, LAST_DAY + 1.0))
    count = state.tickets["record"].value_counts()
    assert found.tolist() == count.reindex(record).tolist()


# Satisfaction


def test_nine_hundred_answer_one_each_and_the_six_among_them(market: Market, said: pd.DataFrame) -> None:
    assert 850 < len(said) < 1000
    assert said["customer_id"].is_unique
    assert set(said["customer_id"].head(6)) == {f"C0000{number}" for number in range(1, 7)}
    earlier = market.tables["prices"]["respondent_id"]
    assert not set(said.index) & set(earlier)
    assert said["recommend"].between(0, 10).all()
    assert said[ITEMS].stack().between(1, 5).all()
    assert said[ITEMS].notna().all(axis=None)
    asked = said["effort"].notna()
    assert 150 < asked.sum() < 500
    assert said.loc[asked, "effort"].between(1, 7).all()
    rows = market.tables["answers"]
    assert rows["survey"].iloc[-1] == "ces"
    truth = market.truth["satisfaction"]
    assert truth["customer_id"].is_unique
    assert truth.loc[truth["answered"] == 1, "customer_id"].isin(said["customer_id"]).all()
    assert truth["answered"].sum() == len(said)


def test_earlier_answers_stand_where_they_stood(market: Market) -> None:
    survey = market.tables["answers"]["survey"]
    new = survey.isin(["nps", "csat", "ces"])
    assert new.is_monotonic_increasing
    assert survey[~new].drop_duplicates().tolist() == ["importance", "performance", "brand", "open"]


def test_the_unhappy_answer_less(others: list[State]) -> None:
    for state in others:
        asked = state.verdicts[state.verdicts["asked"]]
        mean = asked.groupby("answered")["satisfaction"].mean()
        assert 0.6 < asked["answered"].mean() < 0.75
        assert mean[True] > mean[False] + 0.3


def test_types_differ_and_discontent_goes_with_leaving(
    market: Market, said: pd.DataFrame, others: list[State]
) -> None:
    kind = said["customer_id"].map(market.tables["customers"].set_index("customer_id")["customer_type"])
    score = said["recommend"].groupby(kind).agg(nps)
    assert score["retailer"] + 20 < min(score["household"], score["wholesaler"])
    assert -5 < nps(said["recommend"]) < 30
    shares = []
    for state in others:
        unnamed = ~state.people["named"]
        unrest, content = state.people.loc[unnamed, "unrest"], state.verdicts.loc[unnamed, "satisfaction"]
        assert -0.6 < np.corrcoef(unrest, content)[0, 1] < -0.4
        answered = state.verdicts[state.verdicts["answered"]]
        again = answered.index.isin(state.purchases.loc[state.purchases["day"] > LAST_DAY, "customer"])
        promoter, detractor = answered["recommend"] >= 9, answered["recommend"] <= 6
        shares.append((again[promoter].mean(), again[detractor].mean()))
    promoters, detractors = np.mean(shares, axis=0)
    assert promoters > detractors + 0.08


def regressed(score: pd.Series, answers: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Weights of the answers and their standard errors, robust to unequal spread (White 1980)."""
    design = np.column_stack([np.ones(len(answers)), answers.to_numpy(float)])
    inverse = np.linalg.inv(design.T @ design)
    weight = inverse @ design.T @ score.to_numpy(float)
    left = (score - design @ weight).to_numpy()
    error = np.sqrt(np.diag(inverse @ (design.T * left**2) @ design @ inverse))
    return weight[1:], error[1:]


def explained(score: pd.Series, answers: pd.DataFrame) -> float:
    fitted = np.column_stack([np.ones(len(answers)), answers.to_numpy(float)])
    left = score - fitted @ np.linalg.lstsq(fitted, score.to_numpy(float))[0]
    return 1 - float(left.var(ddof=0) / score.var(ddof=0))


def lmg(score: pd.Series, answers: pd.DataFrame) -> pd.Series:
    """Share of explained variance by driver, over all orders of entry (Lindeman, Merenda & Gold 1980)."""
    names, count = list(answers), answers.shape[1]
    known = {
        subset: explained(score, answers[list(subset)]) if subset else 0.0
        for size in range(count + 1)
        for subset in combinations(names, size)
    }
    weight = [1 / (count * len(list(combinations(range(count - 1), size)))) for size in range(count)]
    total = {
        name: sum(
            weight[len(subset)] * (known[tuple(sorted((*subset, name), key=names.index))] - share)
            for subset, share in known.items()
            if name not in subset
        )
        for name in names
    }
    return pd.Series(total) / sum(total.values())


def test_weights_of_the_drivers_are_recovered(others: list[State]) -> None:
    weights = np.array([one["weight"] for one in facts("satisfaction")["items"].values()])
    found, covered = [], []
    for state in others:
        said = state.verdicts[state.verdicts["answered"] & ~state.people["named"]]
        weight, error = regressed(said["recommend"], said[ITEMS])
        found.append(weight)
        covered.append(np.abs(weight - weights) < 1.96 * error)
    assert np.mean(found, axis=0) == pytest.approx(weights, abs=0.05)
    assert np.mean(covered) > 0.87


def test_the_sample_names_its_drivers_in_order(market: Market, said: pd.DataFrame) -> None:
    share = lmg(said["recommend"], said[ITEMS])
    truth = market.truth["drivers"].set_index("driver")
    assert truth["share"].sum() == pytest.approx(1, abs=0.001)
    assert share.sort_values().index[-2:].tolist() == ["complaint handling", "delivery"]
    assert set(share.nsmallest(2).index) == {"ordering", "quality"}
    assert (share - truth["share"]).abs().max() < 0.12


def test_satisfaction_of_everybody_stays_within_the_scale(market: Market) -> None:
    table = market.truth["satisfaction"]
    assert table["satisfaction"].between(0, 10).all()
    assert (table["delays"] <= table["orders_24_months"]).all()
    assert set(NAMES) >= set(facts("satisfaction")["experience"]["kind"])
