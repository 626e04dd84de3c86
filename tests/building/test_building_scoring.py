"""The score: the numbers of other libraries, the truth in its intervals, no column that knows too much."""

import numpy as np
import pandas as pd
import pytest
from building.conftest import drawn_leads

from helpers import building, samples


def test_a_score_is_the_logistic_regression_of_statsmodels() -> None:
    import statsmodels.api as sm

    leads = samples.charity()
    score = building.fit_score(leads, ridge=1e-9)
    x = sm.add_constant(leads[score.coding.terms])
    other = sm.Logit(leads["converted"], x).fit(disp=0)
    assert score.terms["log_odds"].to_numpy() == pytest.approx(other.params.to_numpy(), abs=1e-6)
    assert score.terms["se"].to_numpy() == pytest.approx(other.bse.to_numpy(), abs=1e-6)


def test_the_ridge_is_that_of_scikit_learn() -> None:
    from sklearn.linear_model import LogisticRegression

    leads = drawn_leads(400, seed=1)
    score = building.fit_score(leads, ridge=5.0)
    x = score.coding.matrix(leads)
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    other = LogisticRegression(C=1 / 5.0, tol=1e-10, max_iter=1000).fit(x, leads["converted"])
    assert score.chances(leads).to_numpy() == pytest.approx(other.predict_proba(x)[:, 1], abs=1e-5)


def test_auc_and_brier_are_those_of_scikit_learn() -> None:
    from sklearn.metrics import brier_score_loss, roc_auc_score

    leads = drawn_leads(500, seed=2)
    chance = building.honest_chances(leads).round(2)  # ties too
    assert building.auc(leads["converted"], chance).value == pytest.approx(
        roc_auc_score(leads["converted"], chance)
    )
    assert building.brier(leads["converted"], chance).value == pytest.approx(
        brier_score_loss(leads["converted"], chance)
    )
    four = pd.Series([0, 1, 1, 0]), pd.Series([0.1, 0.9, 0.8, 0.3])
    assert building.brier(*four).value == pytest.approx(0.0375)


def test_odds_lie_in_their_intervals_in_nineteen_of_twenty_markets() -> None:
    truth = {"need": 0.5, "budget": 0.7, "urgent": 0.0}
    hits = []
    for seed in range(200):
        terms = building.fit_score(drawn_leads(500, seed)).terms.set_index("term")
        hits += [terms.loc[name, "low"] <= odds <= terms.loc[name, "high"] for name, odds in truth.items()]
    assert 0.93 <= np.mean(hits) <= 0.97


def test_the_interval_of_the_auc_holds_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    true = 0.7602  # of two normals one standard deviation apart
    hits = []
    for _market in range(300):
        won = pd.Series(rng.random(200) < 0.3).astype(int)
        found = building.auc(won, pd.Series(rng.normal(won, 1.0)))
        hits.append(found.low <= true <= found.high)
    assert 0.92 <= np.mean(hits) <= 0.98


def test_the_sample_market_is_recovered(firm) -> None:
    known = building.matured(firm.tables["leads"], as_of=firm.as_of)
    score = building.fit_score(known, after=True)
    found = building.found_and_true(score, pd.read_csv(firm.folder / "truth" / "lead_odds.csv"))
    assert found["inside"].mean() >= 0.85
    assert score.left_out == ["samples_invoiced"]
    assert abs(found.set_index("term").loc["urgent", "log_odds"]) < 0.35


def test_an_honest_score_is_calibrated_and_beats_the_rule(firm) -> None:
    known = building.matured(firm.tables["leads"], as_of=firm.as_of)
    chance = building.honest_chances(known)
    table = building.calibration(known["converted"], chance)
    assert ((table["low"] <= table["said"]) & (table["said"] <= table["high"])).sum() >= 8
    score, rule = (building.auc(known["converted"], by) for by in (chance, building.bant(known)))
    assert score.value > rule.value + 0.02
    assert score.low > 0.68


def test_a_leak_is_found_and_left_out(firm) -> None:
    known = building.matured(firm.tables["leads"], as_of=firm.as_of)
    leaks = building.leaks_of(known).set_index("column")["leaks"]
    assert leaks[leaks].index.tolist() == ["samples_invoiced"]
    cheat = building.fit_score(known, keep_leaks=True)
    assert building.auc(known["converted"], cheat.chances(known)).value > 0.97
    only = known.assign(paid_on=np.where(known["converted"] == 1, "yes", None))
    assert building.leaks_of(only).set_index("column").loc["paid_on", "why"] == "filled for customers only"


def test_real_leads() -> None:
    caravan, charity = samples.caravan(), samples.charity()
    assert (len(caravan), int(caravan["converted"].sum())) == (5822, 348)
    scored = building.judged(caravan, building.score_table(caravan))
    assert building.auc(scored["converted"], scored["score"]).value == pytest.approx(0.735, abs=0.02)
    assert building.gain(scored["converted"], scored["score"])["lift"].iloc[0] > 3
    assert building.fit_score(charity).left_out == ["gift"]
    assert building.leaks_of(charity)["auc"].iloc[0] == 1.0


def test_scores_do_not_know_the_leads_they_judge() -> None:
    rng = np.random.default_rng(3)
    noise = pd.DataFrame(rng.normal(size=(300, 40)), columns=[f"x{n}" for n in range(40)])
    leads = noise.assign(lead_id=[f"L{n}" for n in range(300)], converted=rng.integers(0, 2, 300))
    own = building.fit_score(leads).chances(leads)
    assert building.auc(leads["converted"], own).value > 0.65
    assert building.auc(leads["converted"], building.honest_chances(leads)).value == pytest.approx(
        0.5, abs=0.08
    )


def test_words_unknown_values_and_columns_that_follow_from_others() -> None:
    leads = drawn_leads(300, seed=4)
    leads["country"] = np.where(
        leads.index % 3 == 0, "Spain", np.where(leads.index % 3 == 1, "Italy", "Canada")
    )
    leads["region"] = leads["country"].map({"Spain": "Europe", "Italy": "Europe", "Canada": "America"})
    leads.loc[5, "need"] = np.nan
    assert building.trait_columns(leads) == ["need", "budget", "urgent", "country"]
    score = building.fit_score(leads)
    odd = leads.assign(country="Atlantis").head(3)
    assert score.chances(odd).notna().all()


def test_points_and_cards() -> None:
    table = building.six_cards()
    assert table.sort_values("points", ascending=False)["lead"].iloc[0].startswith("Inês")
    assert building.six_cards(blank="Ayşe")["points"].isna().sum() == 1
    lone = pd.DataFrame({"need": [3, 0]})
    assert building.bant(lone).tolist() == [100.0, 0.0]
    with pytest.raises(ValueError, match="has none of them"):
        building.bant(pd.DataFrame({"lead_id": ["a"]}))


def test_odds_by_hand_are_the_score(firm) -> None:
    known = building.matured(firm.tables["leads"], as_of=firm.as_of)
    score = building.fit_score(known)
    card = building.odds_card(score, known).set_index("sign")
    times = score.terms.set_index("term")["times"]
    assert card.loc["budget", "times"] == round(times["budget"], 2)
    both = score.odds_of({"budget": 1, "authority": 1}, known)
    start = float(card["odds"].iloc[0])
    assert both == pytest.approx(start * times["budget"] * times["authority"], rel=0.03)
    with pytest.raises(ValueError, match="none of the signs"):
        building.odds_card(score, known, signs=["colour"])


def test_all_alike_cannot_be_scored() -> None:
    leads = drawn_leads(50, seed=1).assign(converted=0)
    for ask in (building.fit_score, building.score_table):
        with pytest.raises(ValueError, match="ended alike"):
            ask(leads)
    with pytest.raises(ValueError, match="no trait"):
        building.fit_score(drawn_leads(50, seed=1)[["lead_id", "converted"]])


def test_young_leads_are_scored_and_not_judged(firm) -> None:
    leads = firm.tables["leads"]
    table = building.score_table(leads, as_of=firm.as_of)
    assert table["lead_id"].tolist() == leads["lead_id"].tolist()
    assert table["score"].between(0, 1).all()
    assert set(table["decile"]) == set(range(1, 11))
    assert 0.8 < table["judged"].mean() < 1
    assert table.groupby("decile")["score"].mean().is_monotonic_decreasing


def test_where_a_follow_up_pays() -> None:
    chance = pd.Series(np.linspace(0.99, 0.01, 400))
    won = (np.random.default_rng(1).random(400) < chance).astype(int)
    table = building.profit_by_cut(won, chance, cost=50, worth=200)
    best = table.loc[table["profit"].idxmax()]
    assert best["chance"] == pytest.approx(building.cut_off(50, worth=200), abs=0.1)
