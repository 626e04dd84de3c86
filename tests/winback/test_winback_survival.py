"""Survival: published numbers, an independent library, coverage of intervals, and columns refused by name."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import samples, winback


@pytest.fixture(scope="module")
def telco():
    return samples.telco()


@pytest.fixture(scope="module")
def rossi():
    return samples.rossi()


def simulated(n, *, seed, months=24.0):
    """Contracts with a constant hazard of 0.05 × exp(0.6·loud − 0.8·yearly), cut off at a random month."""
    rng = np.random.default_rng(seed)
    loud, yearly = rng.integers(0, 3, n), rng.integers(0, 2, n)
    life = rng.exponential(1 / (0.05 * np.exp(0.6 * loud - 0.8 * yearly)))
    seen = rng.uniform(1, months, n)
    return pd.DataFrame(
        {
            "customer_id": [f"c{i}" for i in range(n)],
            "ended": (life <= seen).astype(int),
            "tenure": np.minimum(life, seen),
            "loud": loud,
            "contract": np.where(yearly == 1, "yearly", "monthly"),
        }
    )


def test_telco_churn_is_that_of_the_file(telco):
    assert (len(telco), int(telco["ended"].sum())) == (7043, 1869)
    assert winback.churn_shares(telco)[0] == pytest.approx(0.26537, abs=5e-6)
    shares = telco.groupby("contract")["ended"].mean().round(4).to_dict()
    assert shares == {"Month-to-month": 0.4271, "One year": 0.1127, "Two year": 0.0283}
    assert telco["total_charges"].isna().sum() == 11


def test_telco_survival(telco):
    curve = winback.kaplan_meier(telco)
    found = [winback.survival_at(curve, months) for months in (12, 24, 72)]
    assert np.round(found, 4).tolist() == [0.8432, 0.7887, 0.5928]
    assert winback.log_rank(telco, "contract").chi2 == pytest.approx(2352.87, abs=0.01)
    assert winback.log_rank(telco, "contract").df == 2
    assert np.isnan(winback.median_lifetime(curve).value)


def test_kaplan_meier_and_its_errors_agree_with_statsmodels(telco):
    from statsmodels.duration.survfunc import SurvfuncRight

    theirs = SurvfuncRight(telco["tenure"], telco["ended"])
    ours = winback.kaplan_meier(telco).set_index("time").loc[theirs.surv_times]
    assert ours["survival"].to_numpy() == pytest.approx(theirs.surv_prob)
    wide = 1.959964 * theirs.surv_prob_se / theirs.surv_prob / np.abs(np.log(theirs.surv_prob))
    assert ours["low"].to_numpy() == pytest.approx(theirs.surv_prob ** np.exp(wide))
    assert ours["high"].to_numpy() == pytest.approx(theirs.surv_prob ** np.exp(-wide))


def test_log_rank_agrees_with_statsmodels(rossi):
    from statsmodels.duration.survfunc import survdiff

    chi2, p = survdiff(rossi["tenure"], rossi["ended"], rossi["fin"])
    found = winback.log_rank(rossi, "fin")
    assert (found.chi2, found.p) == (pytest.approx(chi2), pytest.approx(p))


def test_rossi_is_as_published(rossi):
    found = winback.cox(rossi)
    expected = [-0.37942, -0.05744, 0.31390, -0.14980, -0.43370, -0.08487, 0.09150]
    assert found.table["log_hazard"].to_numpy() == pytest.approx(expected, abs=5e-6)
    assert found.table["se"].round(2).tolist() == [0.19, 0.02, 0.31, 0.21, 0.38, 0.20, 0.03]
    assert found.loglik == pytest.approx(-658.75, abs=0.005)
    assert found.chi2 == pytest.approx(33.27, abs=0.005)
    assert found.concordance == pytest.approx(0.64, abs=0.005)
    assert (found.n, found.events) == (432, 114)


def test_cox_agrees_with_statsmodels_on_ties_and_text(telco):
    from statsmodels.duration.hazard_regression import PHReg

    part = telco.head(1500)
    ours = winback.cox(part, ["contract", "monthly_charges", "senior_citizen"])
    theirs = PHReg(part["tenure"], ours.terms.matrix, status=part["ended"], ties="efron").fit()
    assert ours.table["log_hazard"].to_numpy() == pytest.approx(theirs.params, abs=1e-5)
    assert ours.table["se"].to_numpy() == pytest.approx(theirs.bse, rel=1e-4)


def test_intervals_hold_the_truth_as_often_as_they_say():
    true = {"loud": 0.6, "contract: yearly": -0.8}
    inside = []
    for seed in range(200):
        table = winback.cox(simulated(250, seed=seed)).table.set_index("term")
        for term, value in true.items():
            row = table.loc[term]
            inside.append(np.log(row["low"]) <= value <= np.log(row["high"]))
    assert 0.92 <= np.mean(inside) <= 0.975


def test_survival_intervals_hold_the_truth_as_often_as_they_say():
    inside = []
    for seed in range(300):
        rng = np.random.default_rng(seed)
        life, seen = rng.exponential(10.0, 120), rng.uniform(0, 25, 120)
        table = pd.DataFrame({"customer_id": range(120), "ended": (life <= seen).astype(int)})
        curve = winback.kaplan_meier(table.assign(tenure=np.minimum(life, seen)))
        row = curve[curve["time"] <= 8].iloc[-1]
        inside.append(row["low"] <= np.exp(-0.8) <= row["high"])
    assert 0.92 <= np.mean(inside) <= 0.98


def test_the_hazards_of_the_market_are_recovered(meridian):
    fitted = winback.cox(meridian.tables["subscriptions"], as_of=meridian.as_of)
    found = winback.hazards_found(fitted, samples.truth(meridian, "hazard"))
    assert len(found) == len(fitted.table)
    assert found["inside"].sum() >= len(found) - 1


@given(st.lists(st.tuples(st.floats(0, 50), st.booleans()), min_size=1, max_size=40))
def test_a_curve_falls_from_one_and_lies_in_its_band(rows):
    table = pd.DataFrame(rows, columns=["tenure", "ended"]).assign(customer_id=range(len(rows)))
    curve = winback.kaplan_meier(table.assign(ended=table["ended"].astype(int)))
    assert curve["survival"].iloc[0] == 1
    assert (curve["survival"].diff().dropna() <= 1e-12).all()
    known = curve.dropna()
    assert (known["low"] <= known["survival"] + 1e-12).all()
    assert (known["survival"] <= known["high"] + 1e-12).all()


# --- columns that cannot be used ---


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("currency", "USD", "currency: the same in every row"),
        ("note", [None, *["x", "y"] * 24, "x"], "note: blank in 1 of 50 rows"),
        ("twice", lambda t: 2 * t["loud"], "twice: made of loud"),
        ("free", [f"text {i}" for i in range(50)], "free: 50 different texts"),
    ],
)
def test_a_column_that_cannot_be_used_is_named(column, values, said):
    table = simulated(50, seed=1)
    table[column] = values(table) if callable(values) else values
    with pytest.raises(ValueError, match=said):
        winback.cox(table, ["loud", column])
    fitted = winback.cox(table)
    assert column in fitted.terms.left_out
    assert column not in fitted.table["term"].tolist()


def test_columns_that_copy_one_another_are_named_in_real_data(telco):
    left_out = winback.cox(telco).terms.left_out
    assert left_out["online_security: No internet service"] == "made of internet_service: No"
    assert left_out["total_charges"] == "blank in 11 of 7,043 rows"


def test_what_foretells_every_ending_is_refused():
    table = simulated(60, seed=2)
    with pytest.raises(ValueError, match="knows foretells every ending"):
        winback.cox(table.assign(knows=table["ended"]), ["knows"])


@pytest.mark.parametrize(("ended", "said"), [(0, "Nobody has left"), (2, "neither 0 nor 1")])
def test_endings_that_cannot_be_are_said(ended, said):
    with pytest.raises(ValueError, match=said):
        winback.cox(simulated(20, seed=3).assign(ended=ended))


def test_tenure_comes_from_the_dates_where_it_has_to():
    dates = pd.DataFrame(
        {
            "customer_id": ["a", "b"],
            "ended": [1, 0],
            "started_on": pd.to_datetime(["2025-01-01", "2025-07-01"]),
            "ended_on": pd.to_datetime(["2026-01-01", None]),
        }
    )
    curve = winback.kaplan_meier(dates, as_of=pd.Timestamp("2026-01-01"))
    assert curve["time"].tolist() == [0, pytest.approx(12, abs=0.01)]
    with pytest.raises(ValueError, match="how long it ran"):
        winback.kaplan_meier(dates.assign(started_on=pd.NaT), as_of=pd.Timestamp("2026-01-01"))


# --- who leaves next ---


def test_a_chance_is_conditional_on_the_time_already_stayed(rossi):
    fitted = winback.cox(rossi)
    later = winback.leaving(fitted, rossi, months=8)
    assert len(later) == int((rossi["ended"] == 0).sum())
    assert later["churn_probability"].between(0, 1).all()
    row = rossi[rossi["ended"] == 0].iloc[[0]]
    told = winback.leaving(fitted, row.assign(tenure=20), months=10)["churn_probability"].iloc[0]
    ahead = fitted.hazard_until(np.array([30.0])) - fitted.hazard_until(np.array([20.0]))
    assert told == pytest.approx(1 - np.exp(-ahead[0] * fitted.risk(row)[0]))
    assert winback.leaving(fitted, row, months=0)["churn_probability"].iloc[0] == 0


def test_a_constant_hazard_forgets_how_long_one_has_stayed():
    table = simulated(6000, seed=5, months=40)
    fitted = winback.cox(table)
    here = table[table["ended"] == 0].head(1)
    chances = [
        float(winback.leaving(fitted, here.assign(tenure=months), months=6)["churn_probability"].iloc[0])
        for months in (2.0, 12.0, 39.0)
    ]
    rate = 0.05 * np.exp(0.6 * int(here["loud"].iloc[0]) - 0.8 * (here["contract"].iloc[0] == "yearly"))
    assert chances == pytest.approx([1 - np.exp(-6 * rate)] * 3, abs=0.04)


def test_risk_without_usable_traits_falls_back_on_the_common_rate():
    table = pd.DataFrame({"customer_id": list("abcd"), "tenure": [1, 3, 2, 4], "ended": [1, 1, 0, 0]})
    found = winback.contract_risk(table, months=5)
    assert found["churn_probability"].tolist() == pytest.approx([1 - np.exp(-1.0)] * 2)
