"""Uplift: exact cases, laws, coverage, recovery of the market's truth; and nobody on a list who said no."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import winback

SPLITS = range(5)


def table(arm, returned, **more):
    ids = [f"c{i}" for i in range(len(arm))]
    return pd.DataFrame({"customer_id": ids, "arm": arm, "returned": returned, **more})


def drawn(n, *, seed, lift=0.1):
    """A campaign in which one trait decides whom the letter moves, and another who comes anyway."""
    rng = np.random.default_rng(seed)
    moved, sure = rng.integers(0, 2, n), rng.integers(0, 2, n)
    treat = rng.integers(0, 2, n)
    back = rng.random(n) < 0.1 + 0.2 * sure + lift * treat * (2 * moved - 0.5)
    arm = np.where(treat == 1, "treatment", "control")
    return table(arm, back.astype(int), moved=moved, sure=sure)


@pytest.mark.parametrize(
    ("returned", "score", "arm", "qini", "uplift"),
    [
        ([0, 1], [0.1, 0.3], ["treatment", "control"], 1.0, 0.0),
        ([1, 0], [0.1, 0.3], ["control", "treatment"], 1.0, 1.0),
    ],
)
def test_degenerate_cases_are_exact(returned, score, arm, qini, uplift):
    two = table(arm, returned)
    assert winback.qini(two, np.array(score)) == qini
    assert winback.uplift_auc(two, np.array(score)) == uplift


def test_equal_scores_are_no_order():
    campaign = drawn(400, seed=1)
    assert winback.qini(campaign, np.zeros(400)) == pytest.approx(0.0)
    assert len(winback.qini_curve(campaign, np.zeros(400))) == 2


@given(st.integers(0, 10_000), st.floats(0.1, 5), st.floats(-3, 3))
def test_only_the_order_of_scores_counts(seed, scale, shift):
    campaign = drawn(60, seed=7)
    score = np.random.default_rng(seed).normal(size=60)
    ours = winback.qini(campaign, score)
    assert winback.qini(campaign, scale * score + shift) == pytest.approx(ours, abs=1e-9)
    assert ours <= 1 + 1e-9


def test_the_curve_ends_at_the_difference_of_the_arms():
    campaign = drawn(500, seed=3)
    end = winback.qini_curve(campaign, np.arange(500.0)).iloc[-1]
    treated = (campaign["arm"] == "treatment").sum()
    assert end["won"] / treated == pytest.approx(winback.uplift(campaign).value)
    assert end["won"] == pytest.approx(end["at_random"])


def test_uplift_by_hand_and_the_published_interval():
    # Newcombe (1998), table II, example (a), method 10: 56/70 against 48/80 is 0.2, 0.0524 to 0.3339.
    campaign = table(["treatment"] * 70 + ["control"] * 80, [1] * 56 + [0] * 14 + [1] * 48 + [0] * 32)
    found = winback.uplift(campaign)
    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))


def test_its_interval_holds_the_truth_as_often_as_it_says():
    inside = []
    for seed in range(400):
        rng = np.random.default_rng(seed)
        arm = np.where(rng.random(300) < 0.5, "treatment", "control")
        back = (rng.random(300) < np.where(arm == "treatment", 0.18, 0.12)).astype(int)
        found = winback.uplift(table(arm, back))
        inside.append(found.low <= 0.06 <= found.high)
    assert 0.93 <= np.mean(inside) <= 0.98


@pytest.mark.parametrize("kind", ["interaction", "two_model"])
def test_a_model_finds_whom_the_letter_moves(kind):
    campaign = drawn(6000, seed=11)
    scores = winback.uplift_model(campaign, kind=kind).scores(campaign)
    by = scores.groupby(campaign["moved"])["uplift"].mean()
    assert by.tolist() == pytest.approx([-0.05, 0.15], abs=0.025)
    assert ((scores["p_treatment"] - scores["p_control"]) == scores["uplift"]).all()


def test_a_blank_is_a_word_of_its_own_or_the_middle_number(campaign):
    gaps = campaign.copy()
    gaps.loc[3, "reason"], gaps.loc[5, "silence_gaps"] = None, np.nan
    model = winback.uplift_model(gaps)
    assert "silence_gaps" in model.terms.names
    assert "reason: price" in model.terms.names
    assert np.isfinite(model.scores(gaps.iloc[[3, 5]])["uplift"]).all()


def test_scores_that_were_crossed_have_not_seen_their_customer():
    campaign = drawn(80, seed=5).assign(name=[f"n{i % 7}" for i in range(80)])
    other = campaign.assign(
        returned=np.where(campaign.index == 3, 1 - campaign["returned"], campaign["returned"])
    )
    ours, theirs = winback.crossed(campaign), winback.crossed(other)
    assert ours.loc[3, "uplift"] == theirs.loc[3, "uplift"]
    assert (ours["uplift"] != theirs["uplift"]).any()
    assert ours["customer_id"].tolist() == campaign["customer_id"].tolist()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"arm": "treatment"}, "Everybody is in one arm"),
        ({"arm": "mailed"}, "arms are treatment and control; here stands mailed"),
        ({"returned": 2}, "neither 0 nor 1"),
    ],
)
def test_a_campaign_that_tells_nothing_is_refused_in_words(change, said):
    with pytest.raises(ValueError, match=said):
        winback.uplift(drawn(20, seed=1).assign(**change))


# --- the market's truth ---


def test_persuadables_are_recovered(campaign, hidden):
    scores = winback.crossed(campaign)
    found = winback.groups_found(scores, hidden).set_index("found")
    persuadable = found["persuadable"]
    assert persuadable["persuadable"] >= 0.85 * persuadable.sum()
    disturbed = found["do not disturb"]
    assert disturbed["do not disturb"] >= 0.7 * disturbed.sum()
    assert found.loc["persuadable", "do not disturb"] <= 0.05 * disturbed.sum()
    true = hidden.set_index("customer_id").loc[campaign["customer_id"]]
    moved = (true["p_treatment"] - true["p_control"]).to_numpy()
    assert np.corrcoef(scores["uplift"], moved)[0, 1] > 0.6


def test_the_true_mean_lies_in_the_interval_of_the_uplift(campaign, hidden):
    found = winback.uplift(campaign)
    true = float((hidden["p_treatment"] - hidden["p_control"]).mean())
    assert found.low <= true <= found.high


@pytest.mark.parametrize("known", [False, True])
def test_a_list_by_gain_is_worth_more_than_each_other_list_whatever_its_length(
    campaign, hidden, meridian, known
):
    lines, people = meridian.tables["orders"], meridian.table("customers")
    values = winback.values_before(campaign, lines, people) if known else None
    priced = winback.lists_priced(campaign, winback.crossed(campaign), hidden, values, cost=8.0).iloc[1:-1]
    others = [name for name in priced.columns if name not in {"letters", "expected gain"}]
    for name in others:
        assert (priced["expected gain"] > priced[name]).all(), name


# --- who may be written to ---


people = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from([1, 0, None]), st.floats(-50, 500), st.booleans()),
    min_size=1,
    max_size=60,
)


@given(people, st.sampled_from(["email", "phone", "post"]), st.one_of(st.none(), st.integers(0, 40)))
def test_nobody_is_on_a_list_who_has_not_agreed(rows, channel, letters):
    ids = [f"C{number}" for number, *_rest in rows]
    file = pd.DataFrame({"customer_id": ids, f"consent_{channel}": [row[1] for row in rows]})
    scored = pd.DataFrame({"customer_id": ids, "expected_gain": [row[2] for row in rows]})
    found = winback.winback_list(scored, file, channel=channel, letters=letters)
    refused = {name for name, row in zip(ids, rows, strict=True) if row[1] != 1}
    assert not refused & set(found["customer_id"])
    assert (found["expected_gain"] > 0).all()
    assert found["expected_gain"].is_monotonic_decreasing
    assert found["customer_id"].is_unique
    assert letters is None or len(found) <= letters


def test_nobody_of_the_sample_is_on_the_list_who_has_not_agreed(meridian, campaign):
    model = winback.uplift_model(campaign)
    scored = winback.scored(winback.waiting(campaign), model, None, cost=8.0)
    file = meridian.tables["customers"]
    chosen = winback.winback_list(scored, file)
    assert len(chosen) > 20
    agreed = set(file.loc[file["consent_post"] == 1, "customer_id"])
    assert set(chosen["customer_id"]) <= agreed
    assert "letters by post" in winback.consent_note(file)
    by_mail = file.drop(columns="consent_post")
    assert set(winback.winback_list(scored, by_mail)["customer_id"]) > set(chosen["customer_id"])
    withdrawn = file.assign(
        consent_post=file["consent_post"].where(file["customer_id"] != chosen["customer_id"][0], 0)
    )
    assert chosen["customer_id"][0] not in set(winback.winback_list(scored, withdrawn)["customer_id"])


def test_a_file_without_consent_makes_no_list():
    scored = pd.DataFrame({"customer_id": ["a"], "expected_gain": [5.0]})
    with pytest.raises(ValueError, match="consent_post"):
        winback.winback_list(scored, pd.DataFrame({"customer_id": ["a"]}))
    assert len(winback.winback_list(scored)) == 1
    assert "knows nobody" in winback.consent_note(None)


def test_the_next_letter_goes_to_those_who_have_waited(campaign):
    waiting = winback.waiting(campaign)
    assert set(waiting["arm"]) == {"control"}
    assert set(waiting["returned"]) == {0}


def test_an_offer_answers_the_reason():
    scored = pd.DataFrame(
        {"customer_id": ["a", "b"], "expected_gain": [2.0, 1.0], "reason": ["service", "weather"]}
    )
    found = winback.winback_list(scored)
    assert found["offer"][0].startswith("a named contact")
    assert found["offer"][1].startswith("one question")


# --- what a return is worth ---


def test_worth_is_known_before_the_letter(meridian, campaign):
    lines = meridian.tables["orders"]
    day = winback.sent_on(campaign)
    assert day is not None
    before = winback.values_before(campaign, lines)
    again = winback.values_before(campaign, lines[lines["ordered_at"] <= day])
    pd.testing.assert_frame_equal(before, again)
    assert winback.values_before(campaign, None) is None
    assert winback.values_before(campaign.drop(columns="sent_at"), lines) is None


def test_worth_is_after_service_at_what_an_order_costs(meridian, campaign):
    lines, people = meridian.tables["orders"], meridian.table("customers")
    margins, left = (winback.values_before(campaign, lines, one) for one in (None, people))
    assert (left["year_value"] < margins["year_value"] + 1e-9).mean() > 0.9
    free = winback.values_before(campaign, lines, people.assign(service_cost=0.0))
    assert free["year_value"].sum() == pytest.approx(margins["year_value"].sum(), rel=0.02)


def test_nobody_counts_for_more_than_the_ninth_tenth():
    campaign = table(["treatment", "control"] * 10, [1, 0] * 10, past_value=np.arange(1.0, 21.0) ** 3)
    worth = winback.worth_of(campaign)
    assert worth.max() == pytest.approx(worth.sort_values().iloc[-2:].min())
    assert (winback.worth_of(campaign.assign(past_value=-5.0)) == 0).all()
    flat = winback.worth_of(campaign.drop(columns="past_value").assign(revenue=100.0))
    assert flat.nunique() == 1
