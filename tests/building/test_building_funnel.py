"""The funnel: chances multiply, intervals hold the truth as often as they say, young leads are no losses."""

import numpy as np
import pandas as pd
import pytest
from building.conftest import RATES, drawn_stages

from helpers import building
from helpers.intervals import wilson

TODAY = pd.Timestamp("2026-06-30")


def made(reached: dict[str, int]) -> pd.DataFrame:
    """Stages in which so many leads got as far as each."""
    rows, number = [], 0
    names = list(reached)
    for at, name in enumerate(names):
        stop = reached[name] - (reached[names[at + 1]] if at + 1 < len(names) else 0)
        for _lead in range(stop):
            rows += [
                (f"L{number}", passed, TODAY - pd.Timedelta(days=300 - 5 * n))
                for n, passed in enumerate(names[: at + 1])
            ]
            number += 1
    return pd.DataFrame(rows, columns=["lead_id", "stage", "entered_at"])


def test_a_funnel_counts_multiplies_and_has_published_intervals() -> None:
    table = building.funnel(made({"inquiry": 263, "financing": 81, "order": 27}))
    assert table["entered"].tolist() == [263, 81, 27]
    assert table.loc[0, ["low", "high"]].astype(float).round(4).tolist() == [
        0.2553,
        0.3662,
    ]  # Newcombe (1998)
    assert table["rate"].iloc[:-1].prod() == pytest.approx(27 / 263)
    assert table["days"].iloc[:-1].tolist() == [5.0, 5.0]
    assert table.iloc[-1][["converted", "rate", "days"]].isna().all()
    assert building.remaining(table)["chance"].tolist() == pytest.approx([27 / 263, 27 / 81, 1.0])
    assert building.per_thousand(table)["get_on"].tolist() == [308.0, 103.0]


def test_a_stage_without_a_record_was_passed_all_the_same() -> None:
    stages = made({"inquiry": 10, "financing": 8, "order": 4})
    gap = stages[~((stages["lead_id"] == "L9") & (stages["stage"] == "financing"))]
    assert building.funnel(gap)["entered"].tolist() == [10, 8, 4]


def test_other_names_are_ordered_by_the_way_people_take() -> None:
    names = {"inquiry": "new", "financing": "won over", "order": "signed"}
    stages = (
        made({"inquiry": 6, "financing": 4, "order": 2})
        .replace({"stage": names})
        .sample(frac=1, random_state=1)
    )
    assert building.funnel(stages)["stage"].tolist() == ["new", "won over", "signed"]


def test_young_leads_are_left_out_and_not_taken_for_lost() -> None:
    stages = drawn_stages(4000, seed=3)
    __, days, young = building.settled(stages, as_of=TODAY)
    assert 40 < days < 90
    assert 150 < young < 600
    fair, naive = building.funnel(stages, as_of=TODAY), building.funnel(stages, all_leads=True)
    assert (naive["rate"] < fair["rate"]).iloc[:-1].all()
    assert building.remaining(fair)["chance"].iloc[0] == pytest.approx(0.24, abs=0.02)


def test_intervals_hold_the_truth_in_nineteen_of_twenty_markets() -> None:
    hits = []
    for seed in range(200):
        table = building.funnel(drawn_stages(500, seed), as_of=TODAY).set_index("stage")
        hits += [table.loc[name, "low"] <= rate <= table.loc[name, "high"] for name, rate in RATES.items()]
    assert 0.93 <= np.mean(hits) <= 0.975


def test_the_sample_market_is_recovered(firm) -> None:
    truth = pd.read_csv(firm.folder / "truth" / "funnel.csv")
    table = building.funnel(firm.tables["stages"], as_of=firm.as_of)
    found = building.beside_truth(table, truth)
    assert found["inside"].sum() >= len(found) - 1
    assert (found["days"] - found["true_days"]).abs().max() <= 1
    leak = building.leaks(table)["stage"].iloc[:2].tolist()
    assert leak == ["verification", "financing"]


def test_the_same_effort_is_worth_most_where_the_rate_is_lowest() -> None:
    table = building.funnel(made({"inquiry": 200, "verification": 180, "financing": 90, "order": 80}))
    leaks = building.leaks(table)
    assert leaks["stage"].iloc[0] == "verification"
    assert leaks["orders_more"].iloc[0] == pytest.approx(400 * (2 / 3 / 0.5 - 1))  # of a thousand
    assert (leaks["rate"].sort_values().index == leaks.index).all()


def test_odds_and_chances_undo_each_other() -> None:
    for share in (0.0, 0.2, 0.5, 0.95, 1.0):
        assert building.chance(building.odds(share)) == pytest.approx(share)
    with pytest.raises(ValueError, match="never below zero"):
        building.chance(-1)


def test_a_simulated_funnel_agrees_with_the_product() -> None:
    way = pd.DataFrame({"rate": [*RATES.values(), None], "days": [4.0, 9.0, 12.0, None], "spread": 0.6})
    row = building.simulate(way, leads=400).iloc[0]
    assert row["orders"] == pytest.approx(96, abs=1)
    assert row["low"] < 96 < row["high"]
    assert 25 < row["days"] < row["days_90"]


def test_simulated_days_are_those_that_customers_take(firm) -> None:
    stages = drawn_stages(6000, seed=4)
    way = building.funnel(stages, as_of=TODAY)
    assert way["spread"].iloc[:-1].to_numpy() == pytest.approx(0.6, abs=0.05)
    for table in (stages, firm.tables["stages"]):
        row = building.simulate(building.funnel(table, as_of=TODAY), leads=100).iloc[0]
        assert row["days"] == pytest.approx(building.days_to_order(table), rel=0.05)
        assert row["days"] > building.remaining(building.funnel(table, as_of=TODAY))["days"].iloc[0]


def test_nobody_looks_at_the_judges(firm) -> None:
    leads, stages = firm.tables["leads"], firm.tables["stages"]
    seen = building.to_learn_from(leads, as_of=firm.as_of)
    judges = building.parted(building.matured(leads, as_of=firm.as_of))[2]
    assert not set(seen["lead_id"]) & set(judges["lead_id"])
    assert seen["created_at"].max() <= judges["created_at"].min()
    ways = building.stages_of(stages, leads, as_of=firm.as_of)
    assert set(ways["lead_id"]) == set(seen["lead_id"])
    book = building.book(leads, as_of=firm.as_of)
    assert (book["judges"], book["learn"], book["won"]) == (len(judges), len(seen), seen["converted"].sum())
    assert book["names"] == book["young"] + book["judges"] + book["learn"]
    assert building.stages_of(stages, None) is stages
    others = leads.assign(lead_id="x" + leads["lead_id"])
    assert building.stages_of(stages, others, as_of=firm.as_of) is stages


def test_nothing_to_follow_is_a_sentence() -> None:
    with pytest.raises(ValueError, match="no rows"):
        building.funnel(pd.DataFrame(columns=["lead_id", "stage", "entered_at"]))
    with pytest.raises(ValueError, match="no column stage"):
        building.funnel(pd.DataFrame({"lead_id": ["a"], "entered_at": [TODAY]}))


def test_content_is_judged_by_what_an_inquiry_costs() -> None:
    steps = pd.DataFrame(
        {"content": ["film", "guide"], "readers": [263, 10], "inquiries": [81, 0], "cost": [810.0, 5.0]}
    )
    table = building.content_funnel(steps)
    assert table["cost_per_inquiry"].iloc[0] == 10
    assert tuple(table.loc[0, ["low", "high"]]) == wilson(81, 263)
    with pytest.raises(ValueError, match="More people asked than read"):
        building.content_funnel(steps.assign(readers=1))
