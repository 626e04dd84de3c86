"""Counting by finger and by machine; personas; small calculators."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from helpers import needs, targeting
from helpers.needs.personas import coded


def tables_of_three():
    """Two tasks of three offers; the cheapest is never the fastest."""
    return pd.DataFrame(
        {
            "respondent_id": "R1",
            "task": ["1"] * 4 + ["2"] * 4,
            "alternative": ["A", "B", "C", "none"] * 2,
            "chosen": [1, 0, 0, 0, 0, 0, 1, 0],
            "price": [50, 60, 70, np.nan, 70, 50, 60, np.nan],
            "lead_time": [12, 8, 4, np.nan, 12, 8, 4, np.nan],
            "quality": ["good", "basic", "good", None, "basic", "basic", "good", None],
        }
    )


def test_the_best_offer_is_counted_only_where_it_is_alone():
    table = needs.best_taken(tables_of_three()).set_index("factor")
    assert table.loc["price", ["best", "tasks", "taken"]].tolist() == ["lowest", 2, 1]
    assert table.loc["lead_time", ["best", "tasks", "taken"]].tolist() == ["lowest", 2, 1]
    assert table.loc["quality", ["best", "tasks", "taken"]].tolist() == ["good", 1, 1]
    assert (table["by_luck"] == 0.25).all()


def test_rivalry_and_tally_count_the_same_picks():
    choices = tables_of_three()
    rival = needs.rivalry(choices, by=("price", "lead_time"))
    assert rival["took"].tolist() == [0, 1]
    table = needs.tally(None, rival, by=("price", "lead_time"), who={"R1": "Ann"}, tasks=2)
    assert table.iloc[0].tolist() == ["Ann", "cheapest", "fastest", 1.0, 1.0]
    open_ = needs.tally(None, rival, by=("price", "lead_time"), who={"R1": "Ann"}, tasks=2, blanks=1)
    assert open_["took_cheapest"].isna().all()


def test_the_small_table_shows_the_named_accounts(meridian):
    answers, choices = meridian.tables["answers"], meridian.tables["choices"]
    by = needs.two_factors(choices)
    assert by[0] == "price"
    rival, owner = needs.rivalry(choices, by=by), needs.owners(answers, choices)
    who = needs.faces(rival, owner, meridian.tables["customers"], named=meridian.named)
    assert set(who.values()) == set(meridian.named.values())
    shown = needs.offers_of(choices, who, rival, by=by)
    assert shown["task"].nunique() == 3
    assert (shown["taken"] == "✓").sum() == 3
    unnamed = needs.faces(rival, owner, meridian.tables["customers"], named={})
    assert len(unnamed) == 6
    assert len(set(unnamed.values())) == 6
    assert all(name.startswith("R") for name in needs.faces(rival, owner, None, named={}).values())


def test_groups_are_found_through_their_customers(meridian):
    answers, choices = meridian.tables["answers"], meridian.tables["choices"]
    kinds = meridian.tables["customers"].set_index("customer_id")["customer_type"]
    by = needs.two_factors(choices)
    table = needs.taken_by(choices, needs.owners(answers), kinds, by=by)
    assert table["people"].sum() == choices["respondent_id"].nunique()
    assert table.filter(like="_share").sum(axis=1).lt(1).all()
    with pytest.raises(ValueError, match="Nobody in choices is known"):
        needs.taken_by(choices, needs.owners(None), kinds, by=by)


def test_patterns_are_conditional_shares(meridian):
    table = pd.DataFrame({"kind": ["a", "a", "b", "b"], "did": [1, 1, 0, 1]})
    found = needs.patterns(table, given="kind", outcome="did")
    assert found["lift"].round(3).tolist() == [1.333, 0.667]
    with pytest.raises(ValueError, match="Nobody did it"):
        needs.patterns(table.assign(did=0), given="kind", outcome="did")


# --- personas ---


def crowd(n=120, seed=0):
    """Two kinds of customer that differ in everything."""
    rng = np.random.default_rng(seed)
    big = np.arange(n) % 2 == 0
    return pd.DataFrame(
        {
            "customer_type": np.where(big, "wholesaler", "household"),
            "orders": np.where(big, rng.integers(20, 60, n), rng.integers(1, 4, n)),
            "cares_for_price": np.where(big, rng.normal(-1, 0.3, n), rng.normal(1, 0.3, n)),
        },
        index=[f"c{i}" for i in range(n)],
    ), big


def test_kinds_that_differ_are_found_and_come_back():
    table, big = crowd()
    grouped = needs.personas(table, k=2)
    assert adjusted_rand_score(big, grouped["persona"]) == 1
    steady = needs.persona_choices(table, ks=(2,), draws=5)
    assert steady["stability"].iloc[0] > 0.95


def test_categories_weigh_as_numbers_do():
    table, _ = crowd()
    points = coded(table.assign(region="one", orders=np.arange(len(table))))
    assert np.isfinite(points).all()
    assert points.mean(axis=0) == pytest.approx(0, abs=1e-9)
    halves = coded(table[["customer_type"]])
    assert (halves**2).sum(axis=1).mean() == pytest.approx(1)  # k levels carry a spread of k − 1


def test_a_card_says_what_everybody_is_like():
    table, _ = crowd()
    card = needs.persona_card(needs.personas(table, k=2), 1)
    assert set(card["kind"]) == {"who they are", "what they do", "what they care for"}
    assert "100%" in card["persona"].iloc[0]
    assert card["everybody"].iloc[0] == "50%"
    with pytest.raises(ValueError, match="no persona 9"):
        needs.persona_card(needs.personas(table, k=2), 9)


def test_too_few_people_make_no_persona():
    table, _ = crowd(20)
    with pytest.raises(ValueError, match="30 people at least; 20 are known"):
        needs.personas(table, k=3)


def test_personas_of_the_market_and_of_what_there_is(meridian):
    orders, people, answers = (meridian.tables[name] for name in ("orders", "customers", "answers"))
    values = targeting.customer_value(orders, people, as_of=meridian.as_of)
    grouped = needs.personas(needs.profile(people, values, answers), k=3)
    table = needs.persona_table(grouped)
    asked = answers[answers["survey"].isin(["importance", "performance"])]
    assert table["size"].sum() == asked["customer_id"].nunique()
    assert table["size"].is_monotonic_decreasing
    assert len(needs.profile(None, values, None)) == len(values)
    with pytest.raises(ValueError, match="Personas take"):
        needs.profile(None, None, None)


# --- small sums ---


def test_a_shortfall_counts_double():
    assert needs.disconfirmation(6, 5) == -2
    assert needs.disconfirmation(3, 5) == 2


def test_intention_is_discounted():
    table = needs.likely_buyers({"definitely": 100, "probably": 200})
    assert table["buyers"].tolist() == [80, 60, 140]
    assert table["rate"].iloc[-1] == pytest.approx(140 / 300)
    with pytest.raises(ValueError, match="no rate for maybe"):
        needs.likely_buyers({"maybe": 1})


def test_value_is_what_is_left():
    table = needs.customer_value({"use": 96.0}, {"trouble": 10.0}, price=66.0)
    assert table["left"].iloc[-1] == 20
    assert table["amount"].sum() == table["left"].iloc[-1]
