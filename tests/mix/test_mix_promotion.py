"""Response curves and budgets: what is known is found, what is best is best, what cannot be is said."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import mix, samples
from helpers.case import Case, read_case
from helpers.files import MERIDIAN


@pytest.fixture(scope="module")
def firm() -> Case:
    return read_case(MERIDIAN)


@pytest.fixture(scope="module")
def spend(firm: Case) -> pd.DataFrame:
    return firm.tables["spend"]


def made(*, noise: bool = False, months: int = 48) -> pd.DataFrame:
    """Two channels with known curves; without noise the responses lie on them."""
    rng = np.random.default_rng(3)
    parts = []
    for name, base, ceiling, scale, carry in (("fairs", 10, 80, 900, 0.5), ("visits", 4, 200, 4000, 0.2)):
        paid = rng.gamma(2.0, 500.0, months)
        mean = base + ceiling * (1 - np.exp(-mix.adstock(paid, carry) / scale))
        brought = rng.poisson(mean).astype(float) if noise else mean
        parts.append(
            pd.DataFrame({"period": range(months), "channel": name, "spend": paid, "response": brought})
        )
    return pd.concat(parts, ignore_index=True)


def test_a_curve_without_noise_is_found() -> None:
    found = mix.fit_responses(made()).set_index("channel")
    assert found["carry_over"].round(2).to_dict() == {"fairs": 0.5, "visits": 0.2}
    # The grid of scales is 9% wide; base and ceiling follow.
    assert found.loc["visits", "scale"] == pytest.approx(4000, rel=0.08)
    assert found.loc["visits", "ceiling"] == pytest.approx(200, rel=0.08)
    assert found.loc["fairs", "base"] == pytest.approx(10, abs=3)


def test_the_markets_marginal_returns_lie_in_their_intervals(firm: Case, spend: pd.DataFrame) -> None:
    found = mix.returns_found(mix.curve_draws(spend, draws=200), spend, samples.truth(firm, "channels"))
    assert found["inside"].sum() >= len(found) - 1


@pytest.mark.slow
def test_intervals_of_marginal_returns_cover_the_truth_as_often_as_they_say() -> None:
    """60 small markets: 93, 93, 98 and 98% of the intervals held the truth when this was written."""
    from helpers.market import channels
    from helpers.market.facts import facts

    truth = [(name, *(one[key] for key in channels.PARAMETERS)) for name, one in facts("channels").items()]
    table = pd.DataFrame(truth, columns=["channel", *channels.PARAMETERS])
    inside = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        parts = [channels._channel(name, rng) for name in facts("channels")]
        spend = pd.concat(parts).sort_values("period", kind="stable", ignore_index=True)
        inside.append(mix.returns_found(mix.curve_draws(spend, seed=seed), spend, table)["inside"].mean())
    assert 0.90 <= np.mean(inside) <= 0.99


def test_the_published_ratio_of_promotion_to_sales() -> None:
    """Pindyck & Rubinfeld: 0.2 over 4 is 5% of sales; a margin of 0.4 times 0.5 is 20%."""
    assert mix.dorfman_steiner(promotion_elasticity=0.2, price_elasticity=-4) * 1e6 == pytest.approx(50_000)
    assert mix.dorfman_steiner(promotion_elasticity=0.5, price_elasticity=-1 / 0.4) * 1e6 == pytest.approx(
        2e5
    )
    with pytest.raises(ValueError, match="below −1"):
        mix.dorfman_steiner(promotion_elasticity=0.2, price_elasticity=-0.9)


def test_at_the_best_split_the_next_unit_brings_the_same_everywhere(spend: pd.DataFrame) -> None:
    table = mix.budget_table(mix.fit_responses(spend))
    given = table[table["best_spend"] > 0]
    assert given["best_marginal_return"].max() == pytest.approx(given["best_marginal_return"].min(), rel=0.03)
    assert table["best_spend"].sum() == pytest.approx(table["spend"].sum())
    assert table["best_return"].sum() > table["return"].sum()


curve = st.tuples(st.floats(5, 500), st.floats(10, 5000), st.floats(0, 0.8), st.floats(1, 3000))


@given(st.lists(curve, min_size=2, max_size=5), st.lists(st.floats(0.01, 1), min_size=5, max_size=5))
def test_no_other_split_brings_more(
    curves: list[tuple[float, float, float, float]], parts: list[float]
) -> None:
    rows = [(f"c{n}", 1.0, *one) for n, one in enumerate(curves)]
    table = pd.DataFrame(rows, columns=["channel", "base", "ceiling", "scale", "carry_over", "spend"])
    total = float(table["spend"].sum())
    best = mix.split_budget(table, total)
    other = np.array(parts[: len(table)]) / sum(parts[: len(table)]) * total
    brought = mix.response_at(table, best).sum()
    assert brought >= mix.response_at(table, other).sum() * (1 - 1e-4)


def test_a_budget_keeps_what_it_must_and_may(spend: pd.DataFrame) -> None:
    curves = mix.fit_responses(spend)
    total = float(curves["spend"].sum())
    split = mix.split_budget(curves, total, least={"fairs": 9000.0}, most={"visits": 6000.0})
    assert split["fairs"] >= 9000 - 1e-6
    assert split["visits"] <= 6000 + 1e-6
    assert split.sum() == pytest.approx(total)
    with pytest.raises(ValueError, match="cannot be split so"):
        mix.split_budget(curves, 1000.0, least={"fairs": 9000.0})
    with pytest.raises(ValueError, match="no channel radio; there are fairs"):
        mix.split_budget(curves, total, least={"radio": 1.0})


def test_the_calendar_of_a_channel_matters() -> None:
    """The same money all in one month brings less than spread out: the curve bends."""
    flat = pd.DataFrame(
        {"channel": ["a"], "base": [0.0], "ceiling": [100.0], "scale": [50.0], "carry_over": [0.0]}
    )
    lumpy = flat.assign(rhythm=[(12.0, *[0.0] * 11)])
    assert mix.response_at(lumpy, np.array([40.0]))[0] < mix.response_at(flat, np.array([40.0]))[0] / 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda table: table.head(5), "has 5 months; a response curve takes 8"),
        (lambda table: table.assign(spend=100.0), "same spend every month"),
        (lambda table: table.drop(columns="response"), "no column response"),
    ],
)
def test_what_no_curve_can_be_fitted_to_is_said(change, said) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=said):
        mix.fit_responses(change(made()[lambda table: table["channel"] == "fairs"]))


def test_parts_of_a_budget_are_read_from_words(spend: pd.DataFrame) -> None:
    assert set(mix.budget_parts(spend)) == set(spend["channel"])
    assert mix.budget_parts(spend, "web ads 60, visits 40")["fairs"] == 0
    for wrong in ("radio 10", "fairs", "fairs much"):
        with pytest.raises(ValueError, match=r"is no part of the budget; write it like fairs 25"):
            mix.budget_parts(spend, wrong)
    with pytest.raises(ValueError, match="All parts of the budget are zero"):
        mix.split_value(mix.fit_responses(spend), {}, total=1.0, value=1.0)


def test_lift_rates_and_coupons() -> None:
    lift = mix.promotion_lift(units=150, usual=100, dip=30, margin=10, promoted_margin=8, cost=50)
    assert lift["amount"].iloc[-1] == -150
    ratio = mix.rate_ratio(60, 10, 30, 10).iloc[0]
    assert ratio["ratio"] == pytest.approx(2)
    from scipy.stats import binomtest

    assert ratio["p"] == pytest.approx(binomtest(60, 90, 0.5).pvalue, rel=1e-6)
    assert mix.rate_ratio(4, 2, 10, 7)["p"].iloc[0] == pytest.approx(binomtest(4, 14, 2 / 9).pvalue, rel=1e-6)
    with pytest.raises(ValueError, match="a count of one at least"):
        mix.rate_ratio(0, 10, 30, 10)
    assert mix.contacts_per_hour(passing=900, share_stopping=0.5, minutes_each=2) == 30
