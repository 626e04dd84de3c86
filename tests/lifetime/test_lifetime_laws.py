"""Laws that hold for any parameters and any history."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import lifetime

MODEL = st.sampled_from(list(lifetime.MODELS))
PARAMETERS = st.tuples(st.floats(0.05, 8), st.floats(0.5, 80), st.floats(0.05, 8), st.floats(0.05, 60))


def fit_of(model: str, parameters: tuple[float, ...]) -> lifetime.Fit:
    names = lifetime.MODELS[model].names
    known = dict(zip(names, parameters, strict=True))
    return lifetime.Fit(model, known, 0.0, 1, 1, True, "", np.eye(4), pd.DataFrame())


def histories(repeats: list[int], last: list[float], age: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_id": [str(row) for row in range(len(age))],
            "repeat_days": repeats,
            "recency_weeks": last,
            "age_weeks": age,
        }
    )


@given(MODEL, PARAMETERS, st.integers(1, 80), st.floats(0.2, 300), st.floats(0, 600))
def test_silence_lowers_the_chance_and_the_orders(
    model: str, parameters: tuple[float, ...], repeats: int, last: float, horizon: float
) -> None:
    silence = np.array([0, 1, 5, 20, 100, 500.0])
    people = histories([repeats] * 6, [last] * 6, (last + silence).tolist())
    found = lifetime.forecast(fit_of(model, parameters), people, horizon_weeks=horizon)
    assert found[["p_alive", "p_alive_later"]].stack().between(0, 1).all()
    assert (np.diff(found["p_alive"]) <= 1e-9).all()
    assert (found["p_alive_later"] <= found["p_alive"] + 1e-12).all()
    assert (found["expected_orders"] >= 0).all()
    assert np.isfinite(found["expected_orders"]).all()
    most = (parameters[0] + repeats) * horizon / (parameters[1] + people["age_weeks"])
    assert (found["expected_orders"] <= most * (1 + 1e-6) + 1e-9).all()


@given(PARAMETERS, st.floats(0, 600))
def test_who_ordered_once(parameters: tuple[float, ...], age: float) -> None:
    once = histories([0, 0], [0, 0], [0, age])
    bgnbd = lifetime.forecast(fit_of("BG/NBD", parameters), once)
    assert bgnbd["ordered_once"].all()
    assert (bgnbd["p_alive"] == 1).all()
    for model in ("MBG/NBD", "Pareto/NBD"):
        p = lifetime.forecast(fit_of(model, parameters), once)["p_alive"]
        assert p.iloc[1] <= p.iloc[0] + 1e-12
        if age > 1:
            assert p.iloc[1] < 1


@given(MODEL, PARAMETERS, st.integers(0, 50), st.floats(0.01, 1), st.floats(1, 150))
def test_a_longer_horizon_brings_more_and_discounting_less(
    model: str, parameters: tuple[float, ...], repeats: int, rate: float, weeks: float
) -> None:
    fitted = fit_of(model, parameters)
    person = histories([repeats], [10.0 if repeats else 0.0], [20.0])
    shorter = lifetime.forecast(fitted, person, horizon_weeks=weeks).iloc[0]
    longer = lifetime.forecast(fitted, person, horizon_weeks=2 * weeks, discount_rate=rate).iloc[0]
    assert longer["expected_orders"] >= shorter["expected_orders"] - 1e-9
    low = longer["expected_orders"] * (1 + rate) ** (-2 * weeks * 7 / 365)
    assert low - 1e-9 <= longer["discounted_orders"] <= longer["expected_orders"] + 1e-9
    assert shorter["discounted_orders"] == shorter["expected_orders"]


@pytest.mark.parametrize("model", list(lifetime.MODELS))
@pytest.mark.parametrize("history", [(0, 0.0, 39.0), (2, 30.0, 39.0), (60, 100.0, 101.0)])
def test_discounting_is_the_sum_over_short_steps(model: str, history: tuple[int, float, float]) -> None:
    fitted = fit_of(model, (0.9, 12.0, 0.8, 3.0) if model != "Pareto/NBD" else (0.9, 12.0, 0.7, 20.0))
    person = histories([history[0]], [history[1]], [history[2]])
    steps = np.arange(0, 261)
    so_far = [lifetime.forecast(fitted, person, horizon_weeks=at)["expected_orders"].iloc[0] for at in steps]
    middle = (steps[1:] + steps[:-1]) / 2
    exact = (np.diff(so_far) * 1.12 ** (-middle * 7 / 365)).sum()
    found = lifetime.forecast(fitted, person, horizon_weeks=260, discount_rate=0.12)
    assert found["discounted_orders"].iloc[0] == pytest.approx(exact, rel=1e-4)


@pytest.mark.parametrize(
    ("model", "parameters"),
    [
        ("BG/NBD", (0.9, 12.0, 0.8, 3.0)),
        ("BG/NBD", (3.0, 24.0, 0.3, 0.5)),
        ("MBG/NBD", (0.9, 12.0, 0.8, 3.0)),
        ("MBG/NBD", (0.3, 4.0, 2.0, 1.0)),
        ("Pareto/NBD", (0.9, 12.0, 0.7, 20.0)),
        ("Pareto/NBD", (2.0, 24.0, 1.0, 60.0)),
    ],
)
def test_expectations_add_up(model: str, parameters: tuple[float, ...]) -> None:
    """What is expected of a new customer is what was expected before, and after on average."""
    chosen, values = lifetime.MODELS[model], np.array(parameters)
    ages = np.full(4000, 30.0)
    known = dict(zip(chosen.names, parameters, strict=True))
    people = lifetime.simulated_customers(known, ages, seed=11, model=model)
    ahead = lifetime.forecast(fit_of(model, parameters), people, horizon_weeks=30)["expected_orders"]
    first, both = chosen.orders_of_new(values, np.array([30.0, 60.0]))
    for found, expected in ((people["repeat_days"], first), (ahead, both - first)):
        assert abs(found.mean() - expected) < 5 * found.std() / 4000**0.5 + 1e-6


def test_a_forecast_keeps_order_index_and_ids() -> None:
    people = histories([0, 3, 0, 3], [0, 5.0, 0, 9.0], [9.0, 10.0, 9.0, 10.0]).set_index(
        pd.Index([7, 3, 5, 1])
    )
    found = lifetime.forecast(fit_of("BG/NBD", (0.9, 12.0, 0.8, 3.0)), people)
    assert found["customer_id"].tolist() == ["0", "1", "2", "3"]
    assert found.index.tolist() == [7, 3, 5, 1]
    assert found["expected_orders"].iloc[0] == found["expected_orders"].iloc[2]
    assert found["expected_orders"].iloc[1] < found["expected_orders"].iloc[3]
    none = lifetime.forecast(fit_of("BG/NBD", (0.9, 12.0, 0.8, 3.0)), people.head(0))
    assert none.empty
    assert list(none) == list(found)


def test_horizon_and_rate_are_checked() -> None:
    fitted, people = fit_of("BG/NBD", (0.9, 12.0, 0.8, 3.0)), histories([0], [0], [9.0])
    with pytest.raises(ValueError, match="from 0 up"):
        lifetime.forecast(fitted, people, horizon_weeks=-1)
    with pytest.raises(ValueError, match=r"write 0\.1 for 10%"):
        lifetime.forecast(fitted, people, discount_rate=10)
