"""Shares add up, keep their laws, and respondents are put aside the same way everywhere."""

import numpy as np
import pandas as pd
import pytest
from choosers import people

from helpers import choice

OFFERS = pd.DataFrame(
    {
        "offer": ["ours", "theirs"],
        "price": [60.0, 50.0],
        "quality": ["good", "basic"],
        "brand": ["Ours", "Korrin"],
    }
)


@pytest.fixture(scope="module")
def fit() -> choice.Fit:
    return choice.fit(people())


def test_shares_sum_to_one_and_stand_between_their_ends(fit: choice.Fit) -> None:
    found = choice.shares(fit, OFFERS)
    assert found["offer"].tolist() == ["ours", "theirs", "none"]
    assert found["share"].sum() == pytest.approx(1.0)
    assert ((found["low"] < found["share"]) & (found["share"] < found["high"])).all()
    by_hand = np.exp(np.r_[fit.utilities(OFFERS), fit.estimates[-1]])
    assert found["share"].to_numpy() == pytest.approx(by_hand / by_hand.sum())
    assert choice.shares(fit, OFFERS, none=False)["offer"].tolist() == ["ours", "theirs"]


def test_the_odds_of_two_offers_do_not_depend_on_a_third(fit: choice.Fit) -> None:
    third = pd.concat([OFFERS, OFFERS.tail(1).assign(offer="copy")])
    two, three = (choice.shares(fit, table).set_index("offer")["share"] for table in (OFFERS, third))
    assert two["ours"] / two["theirs"] == pytest.approx(three["ours"] / three["theirs"])


def test_offers_may_be_called_name_and_must_differ(fit: choice.Fit) -> None:
    named = OFFERS.rename(columns={"offer": "name"})
    assert choice.shares(fit, named)["offer"].tolist()[0] == "ours"
    with pytest.raises(ValueError, match="needs a name in the column offer"):
        choice.shares(fit, OFFERS.drop(columns="offer"))
    with pytest.raises(ValueError, match="same name"):
        choice.shares(fit, OFFERS.assign(offer="ours"))


def test_draws_have_the_covariance_of_the_fit(fit: choice.Fit) -> None:
    many = choice.draws(fit, 40_000)
    assert many.mean(axis=0) == pytest.approx(fit.estimates, abs=0.02)
    assert np.cov(many.T) == pytest.approx(fit.covariance, abs=0.01 * fit.covariance.max())
    assert (choice.draws(fit, 3, seed=5) == choice.draws(fit, 3, seed=5)).all()


def test_respondents_are_put_aside_the_same_way_in_every_part() -> None:
    table = people(500, tasks=1)
    known, aside = choice.hold_out(table)
    assert set(known["respondent_id"]).isdisjoint(aside["respondent_id"])
    assert len(known) + len(aside) == len(table)
    assert 0.15 < aside["respondent_id"].nunique() / 500 < 0.25
    some = table[table["respondent_id"] < "R0100"]
    assert set(choice.hold_out(some)[1]["respondent_id"]) == {
        name for name in aside["respondent_id"] if name < "R0100"
    }


@pytest.mark.parametrize("share", [0.01, 0.2, 0.99])
@pytest.mark.parametrize("number", [2, 3, 10])
def test_of_two_people_one_is_put_aside(number: int, share: float) -> None:
    known, aside = choice.hold_out(people(number, tasks=1), share=share)
    assert len(known)
    assert len(aside)


def test_one_respondent_alone_and_silly_shares() -> None:
    known, aside = choice.hold_out(people(1))
    assert len(known) + len(aside) == 32
    with pytest.raises(ValueError, match="share is 20; it is a fraction"):
        choice.hold_out(people(2), share=20)


def test_accuracy_on_people_it_has_not_seen() -> None:
    known, aside = choice.hold_out(people(300))
    found = choice.accuracy(choice.fit(known), aside)
    assert found["chance_rate"] == pytest.approx(0.25)
    assert found["hit_rate"] > 0.4
    assert -np.log(4) < found["loglik_per_task"] < 0
    assert found["tasks"] == len(aside) / 4
