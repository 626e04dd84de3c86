"""Hidden answers, counts, ladders, sizes, votes, registers, files: against algebra and libraries."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers import needs
from helpers.case import read_case
from helpers.files import MERIDIAN

# Hidden answers


def test_warners_estimator_is_his_formula() -> None:
    p, yes, n = 0.7, 460, 1000
    found = needs.hidden_share(yes, n, design=needs.warner(p))
    assert found.share == pytest.approx((p - 1) / (2 * p - 1) + yes / (n * (2 * p - 1)))
    variance = (1 / (16 * (p - 0.5) ** 2) - (found.share - 0.5) ** 2) / n
    assert found.se**2 == pytest.approx(variance)


@pytest.mark.parametrize("design", [needs.COIN, needs.warner(0.7), needs.warner(0.25)])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.6])
def test_the_interval_holds_the_truth_nineteen_times_in_twenty(design: needs.Design, share: float) -> None:
    held = 0
    for seed in range(400):
        yes = needs.hidden_answers(share, 500, design=design, seed=seed)
        found = needs.hidden_share(yes, 500, design=design)
        held += found.low <= share <= found.high
    assert 0.92 <= held / 400 <= 0.98


def test_an_even_chance_tells_nothing() -> None:
    with pytest.raises(ValueError, match="answers say nothing"):
        needs.warner(0.5)
    with pytest.raises(ValueError, match="cannot have said yes"):
        needs.hidden_share(5, 4)
    assert needs.hidden_share(10, 100).share == 0  # fewer than the coin makes: no share below zero


# Counts


@pytest.mark.parametrize("count", [0, 1, 9, 16, 250])
def test_a_counts_interval_is_garwoods(count: int) -> None:
    found = needs.count_rate(count, 2.0)
    low = stats.chi2.ppf(0.025, 2 * count) / 4 if count else 0.0
    assert found == pytest.approx((count / 2, low, stats.chi2.ppf(0.975, 2 * count + 2) / 4))


def test_a_counts_interval_holds_the_rate_at_least_nineteen_times_in_twenty() -> None:
    counts = np.random.default_rng(2).poisson(4.5, 2000)
    ends = [needs.count_rate(int(n), 1) for n in counts]
    assert np.mean([end.low <= 4.5 <= end.high for end in ends]) >= 0.95


def test_a_tally_is_read_by_buyers_and_not_by_the_crowd() -> None:
    sheet = needs.observation_sheet(needs.MORNINGS)
    assert sheet["place"].tolist() == ["bus stop", "station gate", "market corner"]
    with pytest.raises(ValueError, match="more bought than passed"):
        needs.observation_sheet(needs.MORNINGS.assign(passed=1))
    with pytest.raises(ValueError, match="lacks hours"):
        needs.observation_sheet(needs.MORNINGS.drop(columns="hours"))
    assert needs.hours_needed(12, error=3) == pytest.approx(1.959964**2 * 12 / 9)


# Ladders


def test_ladders_count_a_pair_once_a_person_and_never_go_down() -> None:
    climbed = needs.ladders(needs.SHOP_OWNERS)
    links = needs.implications(climbed).set_index(["source", "target"])
    assert links.loc[("joints that last", "nobody brings it back"), "direct"] == 2
    assert links.loc[("joints that last", "people trust my word"), "indirect"] == 2
    matrix = needs.implication_matrix(climbed).set_index("from")
    assert matrix.loc["joints that last", "people trust my word"] == "0.2"
    total = matrix.stack().loc[lambda cells: cells != ""].str.split(".").str[0].astype(int).sum()
    assert total == links["direct"].sum() == sum(len(chain) - 1 for chain in needs.SHOP_OWNERS)
    with pytest.raises(ValueError, match="Ladder 1 goes down"):
        needs.ladders([[("a", "value"), ("b", "attribute")]])
    with pytest.raises(ValueError, match="rung “dream”"):
        needs.ladders([[("a", "dream")]])


# Sizes, votes, registers


def test_market_sizes_and_a_markets_own_sales() -> None:
    assert needs.market_sizes(buyers=40_000, spend=6_000, served=0.25, won=0.05).som == 3_000_000
    with pytest.raises(ValueError, match="fractions"):
        needs.market_sizes(buyers=1, spend=1, served=25, won=0.1)
    sales = pd.DataFrame(
        {"period": ["2026-01", "2026-02"] * 2, "brand": ["us", "us", "them", "them"], "units": [1, 2, 9, 6]}
    )
    assert needs.market_from_sales(sales, brand="us", periods=1)["own_share"].tolist() == [0.25]
    with pytest.raises(ValueError, match="there are them, us"):
        needs.market_from_sales(sales, brand="ours")


def test_votes_by_points_need_not_be_votes_by_firsts() -> None:
    votes = needs.idea_votes([["a", "b", "c"]] * 5 + [["b", "c", "a"]] * 4 + [["c", "b", "a"]] * 3)
    assert votes["idea"].tolist()[0] == "b"
    assert votes.sort_values("first")["idea"].tolist()[-1] == "a"
    with pytest.raises(ValueError, match="names an idea once"):
        needs.idea_votes([["a", "a"]])
    with pytest.raises(ValueError, match="Nobody voted"):
        needs.idea_votes([])


def test_a_register_puts_quiet_facts_before_loud_guesses() -> None:
    found = pd.DataFrame(
        {"need": ["loud", "quiet"], "evidence": ["guessed", "seen"], "weight": [9, 5], "fit": [1.0, 1.0]}
    )
    assert needs.needs_register(found)["need"].tolist() == ["quiet", "loud"]
    with pytest.raises(ValueError, match="no evidence called hoped"):
        needs.needs_register(found.assign(evidence="hoped"))


# The brief and the file


def test_the_brief_counts_and_prices_what_it_asks_for() -> None:
    page = needs.research_brief(
        decision="d", question="q", population=1000, error=0.05, cost_per_interview=10, currency="EUR"
    ).set_index("part")["says"]
    assert page["sample"].startswith("278 of 1,000")
    assert page["cost"] == "EUR 2,780: 278 times EUR 10.00, asked in person"
    with pytest.raises(ValueError, match="There is no method telepathy"):
        needs.research_brief(
            decision="d", question="q", population=9, error=0.1, cost_per_interview=1, method="telepathy"
        )


def test_one_circle_is_told_from_everybody() -> None:
    ids = [f"R{n}" for n in range(40)]
    answers = pd.DataFrame({"respondent_id": ids, "survey": "importance", "item": "price"})
    answers["answer"] = [2] * 20 + [6] * 20
    groups = pd.Series(["shop"] * 20 + ["hotel"] * 20, index=ids)
    table = needs.circles(answers, groups, item="price").set_index("circle")
    assert table["mid"].to_dict() == {"hotel": 6.0, "shop": 2.0, "everybody": 4.0}
    assert table.index[-1] == "everybody"
    with pytest.raises(ValueError, match="two groups"):
        needs.circles(answers, groups.map(lambda _: "shop"), item="price")


def test_named_accounts_are_asked_first_and_their_files_read() -> None:
    firm = read_case(MERIDIAN)
    six = needs.few_answers(firm.tables["answers"], item="lead_time", named=firm.named)
    assert set(six["who"]) == set(firm.named.values())
    anonymous = needs.few_answers(firm.tables["answers"], item="lead_time")
    assert len(anonymous) == 6
    files = needs.file_completeness(firm.named, firm.tables)
    assert len(files) == len(firm.named)
    pages = files[list(needs.SIX)]
    assert pages.to_numpy().min() >= 0
    assert pages.to_numpy().max() <= 1
    assert files["complete"].to_numpy() == pytest.approx(pages.mean(axis=1).to_numpy(dtype=float))
    use = needs.account_use(
        firm.tables["orders"],
        as_of=pd.Timestamp(firm.as_of),
        named=firm.named,
        products=firm.table("products"),
    )
    assert set(use["account"]) <= set(firm.named.values())
    assert use["quantity"].is_monotonic_decreasing
