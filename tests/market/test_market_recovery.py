"""Published models, fitted to simulated customers, find the parameters they were simulated with."""

import numpy as np
import pandas as pd
import pytest

from helpers.market.dates import LAST_DAY
from helpers.market.kinds import KINDS, Kind
from helpers.market.simulation import truth_of
from helpers.market.state import Numbers, State

# lifetimes, an oracle here, sets an option that pandas is about to drop: it is imported within the tests.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


@pytest.fixture(scope="module")
def state() -> State:
    return truth_of(20_000, seed=5, block=1, numbers=Numbers())


def _orders(state: State, name: str) -> tuple[Kind, pd.DataFrame]:
    number = [kind.name for kind in KINDS].index(name)
    early = state.purchases[state.purchases["day"] <= LAST_DAY]
    return KINDS[number], early[state.people["kind"].to_numpy()[early["customer"]] == number]


@pytest.mark.parametrize("name", ["small_retailer", "retailer"])
def test_bg_nbd_is_recovered(state: State, name: str) -> None:
    from lifetimes import BetaGeoFitter

    kind, orders = _orders(state, name)
    days = orders.groupby("customer")["day"].agg(["min", "max", "count"])
    fit = BetaGeoFitter()
    fit.fit(days["count"] - 1, (days["max"] - days["min"]) / 7, (LAST_DAY - days["min"]) / 7)
    # About four standard errors with some 6,000 customers; a and b are known less well than their ratio.
    for parameter, rel in (("r", 0.08), ("alpha", 0.08), ("a", 0.25), ("b", 0.35)):
        assert fit.params_[parameter] == pytest.approx(getattr(kind, parameter), rel=rel), parameter
    leave = fit.params_["a"] / (fit.params_["a"] + fit.params_["b"])
    assert leave == pytest.approx(kind.a / (kind.a + kind.b), rel=0.1)


@pytest.mark.parametrize("name", ["small_retailer", "retailer"])
def test_gamma_gamma_is_recovered(state: State, name: str) -> None:
    from lifetimes import GammaGammaFitter

    kind, orders = _orders(state, name)
    # The shape p, from values on each customer's own scale; from means alone it is known but loosely.
    own = orders["value"].to_numpy() * state.people["scale"].to_numpy()[orders["customer"]]
    assert own.mean() == pytest.approx(kind.p, rel=0.01)
    assert own.var() == pytest.approx(kind.p, rel=0.03)
    repeats = orders[orders["customer"].duplicated()].groupby("customer")["value"].agg(["count", "mean"])
    fit = GammaGammaFitter()
    fit.fit(repeats["count"], repeats["mean"])
    p, q, v = (fit.params_[parameter] for parameter in "pqv")
    assert q == pytest.approx(kind.q, rel=0.12)
    assert p * v / (q - 1) == pytest.approx(kind.p * kind.v / (kind.q - 1), rel=0.03)


def test_lines_add_up_to_the_order_value(state: State) -> None:
    lines = state.lines[(state.lines["quantity"] > 0) & (state.lines["purchase"] >= 0)]
    total = (lines["quantity"] * lines["unit_price"]).groupby(lines["purchase"]).sum()
    pieces = lines.groupby("purchase")["quantity"].sum()
    assert len(total) == len(state.purchases)
    assert ((total - state.purchases["value"]).abs() <= 0.005 * pieces + 0.01).all()


def test_leaving_is_for_good(state: State) -> None:
    last = state.purchases.groupby("customer")["day"].max()
    left = state.people["dropout_day"].dropna()
    assert (last[left.index] == left).all()
    # In BG/NBD nobody leaves after the first order.
    assert (state.purchases.groupby("customer").size()[left.index] > 1).all()
    assert np.isfinite(state.people["rate"]).all()
