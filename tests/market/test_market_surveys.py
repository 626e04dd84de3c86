"""What customers are asked: sound tables, asked of customers on file, and the truth behind them recovered."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.case import read_case
from helpers.market import Market, simulate, simulation, write
from helpers.market.fair_prices import QUESTIONS, price_points, prices
from helpers.market.kinds import NAMES
from helpers.market.respondents import ASKED
from helpers.market.state import Numbers, State
from helpers.market.streams import stream
from helpers.market.surveys import CLASSES, PAIRS, kano
from helpers.market.tastes import choices, shown, tastes

ASKED_IN = ("answers", "kano", "prices", "choices")
FACTORS = "brand quality future_benefit price payment_terms after_sales lead_time supply_stability other"


def asked(seed: int, *kinds: str, each: int = 60) -> State:
    """A market of respondents alone, `each` of each type."""
    state = State(seed, 0, Numbers(), pd.DataFrame())
    kind = np.array([NAMES.index(name) for name in kinds], int).repeat(each)
    state.respondents = pd.DataFrame(
        {
            "respondent_id": [f"R{number:04d}" for number in range(len(kind))],
            "customer_type": np.array(NAMES)[kind],
            "kind": kind,
        }
    )
    return state


def first_survey(market: Market) -> pd.DataFrame:
    """Answers to the questionnaire of needs and brands; whether customers are content was asked of others."""
    answers = market.tables["answers"]
    return answers[~answers["survey"].isin(["nps", "csat", "ces"])]


@pytest.fixture(scope="module")
def kind_of(market: Market) -> pd.Series:
    """Type of each respondent."""
    who = first_survey(market).drop_duplicates("respondent_id").set_index("respondent_id")["customer_id"]
    return who.map(market.tables["customers"].set_index("customer_id")["customer_type"])


# Who was asked


def test_about_520_customers_are_asked_one_person_each_the_named_first(
    market: Market, kind_of: pd.Series
) -> None:
    assert 500 <= len(kind_of) <= sum(ASKED.values())
    count = kind_of.value_counts()
    assert all(count[name] == ASKED[name] for name in NAMES if name != "internal")
    assert 8 <= count["internal"] <= ASKED["internal"]
    pairs = first_survey(market)[["respondent_id", "customer_id"]].drop_duplicates()
    assert pairs["respondent_id"].is_unique
    assert pairs["customer_id"].is_unique
    assert pairs["customer_id"].head(6).tolist() == [f"C0000{number}" for number in range(1, 7)]
    second = market.truth["customers"].dropna(subset="same_as")["customer_id"]
    assert not set(pairs["customer_id"]) & set(second)
    for name in ASKED_IN[1:]:
        assert set(market.tables[name]["respondent_id"]) == set(pairs["respondent_id"]), name


def test_a_small_market_asks_whom_it_has() -> None:
    market = simulate(customers=100, seed=5)
    respondents = market.tables["prices"]["respondent_id"]
    assert 60 < len(respondents) <= 100
    assert len(market.tables["choices"]) == len(respondents) * 32
    assert set(market.truth["prices"]["customer_type"]) == {*NAMES, "all"}


def test_only_the_first_block_is_asked_and_the_market_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulation, "BLOCK", 300)
    market = simulate(customers=700, seed=2)
    monkeypatch.undo()
    alone = simulate(customers=700, seed=2)
    assert market.tables["prices"]["respondent_id"].is_unique
    asked_of = market.tables["answers"]["customer_id"].str[1:].astype(int)
    assert asked_of.max() < 350
    for name in ("sales", "spend"):
        pd.testing.assert_frame_equal(market.tables[name], alone.tables[name])
    for name in ("tastes", "importance", "kano", "brands", "demand", "brand_levels", "channels"):
        pd.testing.assert_frame_equal(market.truth[name], alone.truth[name])
    assert len(market.truth["prices"]) == len(NAMES) + 1
    assert len(market.truth["themes"]) == (market.tables["answers"]["survey"] == "open").sum()


def test_the_case_reads_them_with_one_notice(market: Market, tmp_path: Path) -> None:
    write(market, tmp_path / "case")
    case = read_case(tmp_path / "case")
    found = [finding for finding in case.findings if not str(finding).startswith("orders")]
    assert [(finding.file, finding.level) for finding in found] == [("prices.csv", "notice")]
    for name in (*ASKED_IN, "sales", "spend"):
        dropped = found[0].count if name == "prices" else 0
        assert len(case.tables[name]) == len(market.tables[name]) - dropped, name
    numeric = ["price", "lead_time", "payment_terms", "supply_stability"]
    assert case.tables["choices"][numeric].dtypes.eq("float64").all()
    for name in ("sales", "spend"):
        assert case.tables[name]["period"].dtype.kind == "M"


# Importance, performance, words


def test_ratings_are_whole_numbers_about_their_means(market: Market, kind_of: pd.Series) -> None:
    answers = market.tables["answers"]
    truth = market.truth["importance"].set_index(["customer_type", "factor"])
    assert (truth >= 2.5).all(axis=None)
    assert (truth["stated_mean"] >= 4).all()
    for survey, column in (("importance", "stated_mean"), ("performance", "performance_mean")):
        said = answers[answers["survey"] == survey]
        assert said["item"].unique().tolist() == FACTORS.split()
        score = said["answer"].astype(int)
        assert score.between(1, 7).all()
        groups = score.groupby([said["respondent_id"].map(kind_of), said["item"]])
        off = (groups.mean() - truth[column].rename_axis(groups.mean().index.names)) / groups.sem()
        assert (off.abs() < 2).mean() > 0.85
        assert off.abs().max() < 4
        # Somebody strict is strict throughout: the items hang together, as Cronbach's alpha will say.
        wide = said.assign(score=score).pivot(index="respondent_id", columns="item", values="score")
        items = wide.shape[1]
        alpha = items / (items - 1) * (1 - wide.var().sum() / wide.sum(axis=1).var())
        assert 0.6 < alpha < 0.8


def test_brand_words_come_as_often_as_they_should(market: Market, kind_of: pd.Series) -> None:
    said = market.tables["answers"].query("survey == 'brand'")
    assert not said.duplicated(["respondent_id", "item", "answer"]).any()
    truth = market.truth["brands"].set_index(["brand", "word"])["probability"]
    share = (said.groupby(["item", "answer"]).size() / len(kind_of)).rename_axis(truth.index.names)
    off = (share - truth) / np.sqrt(truth * (1 - truth) / len(kind_of))
    assert len(off) == 50
    assert (off.abs() < 1.96).mean() > 0.88
    assert off.abs().max() < 4


def test_sanmiro_is_the_rival_next_to_us_and_nobody_stands_for_terms_and_dates(market: Market) -> None:
    words = market.truth["brands"].pivot(index="brand", columns="word", values="probability")
    profile = words.div(words.sum(axis=1), axis=0)
    far = ((profile - profile.loc["Meridian Home"]) ** 2 / words.sum()).sum(axis=1) ** 0.5
    assert far.drop("Meridian Home").idxmin() == "Sanmiro"
    wanted = ["on time", "easy terms", "good design"]
    assert (words[wanted] > 0.25).sum(axis=1).max() == 1


# Kano


def evaluated(functional: int, dysfunctional: int) -> str:
    """The evaluation table of Kano (1984), as Berger and others (1993) print it."""
    rows = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
    return rows[functional - 1][dysfunctional - 1]


def test_pairs_of_answers_are_of_their_class() -> None:
    for name in CLASSES:
        assert {evaluated(*pair) for pair in PAIRS[name]} == {name}


def test_the_modal_class_of_each_feature_is_its_true_one(market: Market) -> None:
    truth = market.truth["kano"].set_index("feature")
    shares = truth.filter(like="share_")
    assert np.allclose(shares.sum(axis=1), 1)
    assert (shares.idxmax(axis=1).str[-1] == truth["category"]).all()
    assert set(truth["category"]) == set("AOMIR")
    answers = market.tables["kano"]
    found = [evaluated(*pair) for pair in zip(answers["functional"], answers["dysfunctional"], strict=True)]
    counts = pd.crosstab(answers["feature"], pd.Series(found))
    assert (counts.idxmax(axis=1).reindex(truth.index) == truth["category"]).all()
    people = len(kano(asked(1, "retailer", each=100), stream(1, "kano"))) / len(truth)
    assert people == 100


# Prices


def test_four_prices_rise_but_for_a_few_slips(market: Market) -> None:
    table = market.tables["prices"]
    rising = (table[QUESTIONS].diff(axis=1).iloc[:, 1:] > 0).all(axis=1)
    assert 0.03 < (~rising).mean() < 0.05
    assert (table[QUESTIONS] * 2 % 1 == 0).all(axis=None)
    points = market.truth["prices"].set_index("customer_type")
    assert points.loc["wholesaler", "psm_opp"] + 10 < points.loc["household", "psm_opp"]
    assert points.filter(like="psm_").stack().between(50, 95).all()
    order = ["psm_low", "psm_low_narrow", "psm_opp", "psm_idp", "psm_high_narrow", "psm_high"]
    assert (points[order].diff(axis=1).iloc[:, 1:] > 0).all(axis=None)


def crossings(table: pd.DataFrame) -> dict[str, float]:
    """Where the curves of one sample cross, by shares at or beyond each price named (half of ties)."""
    grid = np.unique(table.to_numpy())
    below = {
        name: (np.searchsorted(ranked, grid) + np.searchsorted(ranked, grid, "right")) / 2 / len(table)
        for name in QUESTIONS
        for ranked in [np.sort(table[name])]
    }
    pairs = {
        "psm_opp": (1 - below["too_cheap"], below["too_expensive"]),
        "psm_idp": (1 - below["cheap"], below["expensive"]),
        "psm_low": (1 - below["too_cheap"], below["cheap"]),
        "psm_high": (1 - below["expensive"], below["too_expensive"]),
    }
    return {name: float(np.interp(0, rises - falls, grid)) for name, (falls, rises) in pairs.items()}


def test_price_points_are_those_of_a_large_sample() -> None:
    state = asked(4, "household", "retailer", "wholesaler", each=8000)
    said = prices(state, stream(4, "prices"))[QUESTIONS]
    found = crossings(said[(said.diff(axis=1).iloc[:, 1:] > 0).all(axis=1)])
    truth = price_points(state, stream(4, "truth/prices")).set_index("customer_type").loc["all"]
    for name, point in found.items():
        assert point == pytest.approx(truth[name], abs=0.4), name


# Choices


def test_each_task_shows_three_offers_and_none_and_one_is_chosen(market: Market) -> None:
    table = market.tables["choices"]
    tasks = table.groupby(["respondent_id", "task"])
    assert (tasks["chosen"].sum() == 1).all()
    assert (tasks["alternative"].agg("".join) == "ABCnone").all()
    assert (table.groupby("respondent_id")["task"].nunique() == 8).all()
    nothing = table["alternative"] == "none"
    assert table.loc[nothing, list(shown())].isna().all(axis=None)
    for name, levels in shown().items():
        seen = table.loc[~nothing, name]
        assert sorted(seen.unique()) == sorted(levels)
        assert seen.value_counts(normalize=True).between(0.9 / len(levels), 1.1 / len(levels)).all()
        assert (tasks[name].nunique() == 3).all()
    assert 0.05 < table.loc[nothing, "chosen"].mean() < 0.25


def coded(table: pd.DataFrame) -> tuple[np.ndarray, list[tuple[str, str]]]:
    """Design matrix of a choice table, and (attribute, level) of its columns."""
    columns, names = [], []
    for name, levels in shown().items():
        if isinstance(levels[0], str):
            columns += [(table[name] == level).fillna(False).to_numpy(float) for level in levels[1:]]
            names += [(name, level) for level in levels[1:]]
        else:
            columns.append(table[name].astype("Float64").fillna(0).to_numpy(float))
            names.append((name, "slope"))
    columns.append((table["alternative"] == "none").to_numpy(float))
    return np.column_stack(columns), [*names, ("none", "constant")]


def logit(table: pd.DataFrame) -> pd.DataFrame:
    """Conditional logit by Newton steps: estimate and standard error (McFadden 1974)."""
    design, names = coded(table)
    offers, chosen = design.reshape(-1, 4, len(names)), table["chosen"].to_numpy().reshape(-1, 4)
    worth = np.zeros(len(names))
    for _ in range(12):
        utility = np.exp(offers @ worth - (offers @ worth).max(axis=1, keepdims=True))
        share = utility / utility.sum(axis=1, keepdims=True)
        mean = np.einsum("ta,tak->tk", share, offers)
        hessian = np.einsum("ta,tak,tal->kl", share, offers, offers, optimize=True) - mean.T @ mean
        worth += np.linalg.solve(hessian, np.einsum("ta,tak->k", chosen - share, offers))
    index = pd.MultiIndex.from_tuples(names)
    error = np.sqrt(np.diag(np.linalg.inv(hessian)))
    return pd.DataFrame({"estimate": worth, "se": error}, index=index)


def true_worths(kind: str) -> pd.Series:
    truth = tastes(asked(0), stream(0, "truth/tastes"))
    return truth[truth["customer_type"] == kind].set_index(["attribute", "level"])["part_worth"]


@pytest.mark.parametrize("kind", ["small_retailer", "project"])
def test_intervals_of_part_worths_cover_the_truth(kind: str) -> None:
    truth, covered = true_worths(kind), []
    for seed in range(60):
        fit = logit(choices(asked(seed, kind), stream(seed, "choices")))
        covered.append((fit["estimate"] - truth.reindex(fit.index)).abs() < 1.96 * fit["se"])
    assert 0.92 < np.mean(covered) < 0.98


def test_the_sample_tells_the_tastes_of_its_types(market: Market, kind_of: pd.Series) -> None:
    table = market.tables["choices"]
    for kind in NAMES[:-1]:
        fit = logit(table[table["respondent_id"].map(kind_of) == kind])
        off = (fit["estimate"] - true_worths(kind).reindex(fit.index)) / fit["se"]
        assert off.abs().max() < 3.5, kind


def weights(kind: str) -> pd.Series:
    """Share of each attribute in the ranges of utility over the levels shown."""
    truth, ranges = true_worths(kind), {}
    for name, levels in shown().items():
        worth = truth[name]
        slope = "slope" in worth.index
        ranges[name] = abs(worth.iloc[0]) * (levels[-1] - levels[0]) if slope else worth.max() - worth.min()
    return pd.Series(ranges) / sum(ranges.values())


def test_what_they_say_is_not_what_they_choose(market: Market) -> None:
    means = market.truth["importance"].pivot(index="customer_type", columns="factor", values="stated_mean")
    assert (means.idxmax(axis=1) == "price").all()
    said = means[list(shown())].div(means[list(shown())].sum(axis=1), axis=0)
    chosen = pd.DataFrame({kind: weights(kind) for kind in NAMES}).T
    gap = chosen - said.reindex(chosen.index)
    trade = ["small_retailer", "retailer", "wholesaler", "project"]
    assert (gap.loc[trade, "price"] < 0).all()
    assert (gap.loc[trade, "brand"] < -0.05).all()
    assert (gap.loc[trade, "supply_stability"] > 0.04).all()
    assert (gap.loc[["small_retailer", "wholesaler"], "payment_terms"] > 0.1).all()
    assert gap.loc["retailer", "lead_time"] > 0.05
    first = chosen.apply(lambda row: row.nlargest(2).index.tolist(), axis=1)
    assert set(first["household"]) == {"quality", "price"}
    assert first["company"][0] == "after_sales"
    assert first["project"] == ["supply_stability", "after_sales"]
    assert first["small_retailer"][0] == first["wholesaler"][0] == "payment_terms"
    assert first["retailer"] == ["supply_stability", "lead_time"]


# Open answers


def test_open_answers_have_a_theme_each_and_few_are_alike(market: Market) -> None:
    said = market.tables["answers"].query("survey == 'open'").reset_index(drop=True)
    truth = market.truth["themes"]
    pd.testing.assert_frame_equal(said[["respondent_id", "item"]], truth[["respondent_id", "item"]])
    assert 400 < len(said) < 550
    assert set(said["item"]) == {"What would make you order more?", "What annoyed you last?"}
    assert truth["theme"].value_counts().drop("nothing").between(25, 120).all()
    assert truth["theme"].nunique() == 9
    assert said["answer"].duplicated().mean() < 0.2
    assert 0.02 < said["answer"].str.contains("[一-鿿]").mean() < 0.08
    assert not said["answer"].str.contains(r"[{}]|(?:^|[.?!] )[a-z]").any()


def test_odd_text_is_written_as_text(market: Market, tmp_path: Path) -> None:
    write(market, tmp_path / "case")
    written = pd.read_csv(tmp_path / "case" / "answers.csv", dtype=str)["answer"]
    for odd in ("=SUM(", "<b>", "DROP TABLE"):
        assert written.str.contains(odd, regex=False).sum() == 1, odd
    assert not written.str.startswith(("=", "+", "-", "@")).any()


def test_themes_are_found_but_not_all(market: Market) -> None:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    said = market.tables["answers"].query("survey == 'open'")["answer"].reset_index(drop=True)
    english = ~said.str.contains("[一-鿿]")
    terms = TfidfVectorizer(stop_words="english", min_df=3).fit_transform(said[english])
    topic = NMF(8, init="nndsvda", max_iter=600).fit_transform(terms).argmax(axis=1)
    theme = market.truth["themes"].loc[english, "theme"].to_numpy()
    counts = pd.crosstab(topic, theme)
    assert 0.6 < counts.max(axis=1).sum() / len(theme) < 0.95
