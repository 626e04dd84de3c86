"""Late or gone: by hand and by the model, against published values, the truth, and what came afterwards."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import keeping, lifetime, orders, samples, targeting
from helpers.case import Case

CDNOW = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}


@pytest.fixture(scope="session")
def customers(firm: Case) -> pd.DataFrame:
    """What step 1 knows of the sample's customers."""
    return targeting.customer_money(firm.tables["orders"], firm.table("customers"), as_of=firm.as_of)


def fitted(**parameters: float) -> lifetime.Fit:
    values = CDNOW | parameters
    return lifetime.Fit("BG/NBD", values, 0.0, 1, 1, True, "", np.eye(4), pd.DataFrame())


@given(st.floats(0.01, 0.6))
def test_a_thousand_heads_are_bayes_rule(leave: float) -> None:
    table = keeping.thousand(leave)
    exact = (1 - leave) * np.exp(-table["gaps_silent"])
    exact = exact / (exact + leave)
    assert np.abs(table["still_here"] - exact).max() < 0.05
    assert (np.diff(table["still_here"]) < 0).all()


@given(
    st.integers(1, 40),
    st.floats(0, 8),
    st.floats(0.1, 150),
    st.fixed_dictionaries({"r": st.floats(0.2, 4), "a": st.floats(0.2, 3), "b": st.floats(1, 20)}),
)
def test_the_table_by_gaps_is_the_models_own_chance(
    repeats: int, gaps: float, last: float, drawn: dict[str, float]
) -> None:
    model = fitted(**drawn)
    gap = (CDNOW["alpha"] + last) / (drawn["r"] + repeats)
    history = {"repeat_days": [repeats], "recency_weeks": [last], "age_weeks": [last + gaps * gap]}
    ahead = lifetime.forecast(model, pd.DataFrame({"customer_id": ["a"], **history}))
    read = keeping.p_alive_after(model, gaps=gaps, orders=repeats + 1)
    assert float(read) == pytest.approx(float(ahead["p_alive"].iloc[0]), rel=1e-6, abs=1e-12)


def test_orders_alone_give_the_published_measures() -> None:
    cdnow = orders.customers(samples.cdnow_sample(), as_of="1997-09-30")
    found, absent = keeping.measures(cdnow, None)
    values = found.set_index("measure")["value"]
    published = {"bgnbd_r": 0.243, "bgnbd_alpha": 4.414, "bgnbd_a": 0.793, "bgnbd_b": 2.426}
    assert values[list(published)].to_dict() == pytest.approx(published, abs=0.01)
    assert values["bgnbd_loglik"] == pytest.approx(-9582.4, abs=0.1)
    assert values[["gg_p", "gg_q", "gg_v"]].tolist() == pytest.approx([6.25, 3.74, 15.44], abs=0.02)
    assert found.set_index("measure").loc["gg_p", "n"] == 946
    assert set(absent["measure"]) == {"nps", "nps_se", "csat"}
    assert (absent["table_needed"] == "answers").all()


def test_the_models_chance_is_honest_and_the_thumbs_is_not(firm: Case, customers: pd.DataFrame) -> None:
    known = keeping.still_here(customers)
    told = known.merge(customers[["customer_id", "chance_active"]], on="customer_id")
    here = samples.still_here(told[~told["ordered_once"]], samples.truth(firm, "customers"), as_of=firm.as_of)
    bands = targeting.reliability(here, said="p_alive", seen="still_here")
    assert ((bands["low"] <= bands["said"]) & (bands["said"] <= bands["high"])).sum() >= 4
    thumb = targeting.reliability(here, said="chance_active", seen="still_here")
    assert ((thumb["low"] <= thumb["said"]) & (thumb["said"] <= thumb["high"])).sum() <= 2


def test_what_came_back_never_passes_the_chance_by_much(firm: Case) -> None:
    then = keeping.a_year_ago(firm.tables["orders"], firm.table("customers"), as_of=firm.as_of)
    table = keeping.came_back(then, rule=targeting.chance_active(then))
    assert table["customers"].sum() == (~then["ordered_once"]).sum()
    assert (table["p_alive"] >= table["low"]).all()
    assert (table["rule"] < table["low"]).sum() >= 3
    assert "rule" not in keeping.came_back(then)


def test_kinds_have_models_of_their_own_and_small_ones_share(customers: pd.DataFrame) -> None:
    fits = keeping.models(customers)
    assert "retailer" in fits
    assert "internal" not in fits
    assert fits["everybody"].customers == len(customers)
    assert set(keeping.models(customers.drop(columns="customer_type"))) == {"everybody"}
    known = keeping.still_here(customers)
    assert known["customer_id"].tolist() == customers["customer_id"].tolist()
    assert set(known.loc[customers["customer_type"] == "internal", "kind"]) == {"everybody"}
    assert (known.loc[known["ordered_once"], "p_alive"] == 1).all()
    with pytest.raises(ValueError, match="no customer nobody"):
        keeping.model_of(customers, "nobody")


def test_nobody_who_came_back_is_said_in_words() -> None:
    history = {"repeat_days": [0, 0], "recency_weeks": [0.0, 0.0], "age_weeks": [9.0, 3.0]}
    with pytest.raises(ValueError, match="None of the 2 customers has come back"):
        keeping.still_here(pd.DataFrame({"customer_id": ["a", "b"], **history}))


def test_silences_leave_out_who_has_no_rhythm() -> None:
    days = pd.to_datetime(["2026-01-01", "2026-01-01", "2026-01-11", "2026-01-05"])
    lines = pd.DataFrame({"customer_id": ["a", "a", "a", "b"], "ordered_at": days})
    accounts = pd.DataFrame(
        {
            "customer_id": ["a", "b"],
            "account": ["Ann", "Bob"],
            "days_since_last": [5, 11],
            "usual_gap_days": 10.0,
        }
    )
    table = keeping.silences(accounts, lines, blanks=1)
    assert table["account"].tolist() == ["Ann"]
    assert table["orders"].tolist() == [2]
    assert table["gaps_silent"].isna().all()
    with pytest.raises(ValueError, match="none has a rhythm"):
        keeping.silences(accounts.iloc[[1]], lines)


def test_lifetime_value_is_the_discounted_margin_net_of_service(customers: pd.DataFrame) -> None:
    worth = keeping.lifetimes(customers)
    ahead = keeping.still_here(customers, horizon_weeks=156.0, discount_rate=0.1)
    assert worth["clv"].to_numpy() == pytest.approx(
        (ahead["discounted_orders"] * worth["margin_an_order"]).to_numpy()
    )
    kestrel = worth.set_index("customer_id").loc["C00005"]
    assert kestrel["clv"] < 0 < kestrel["mean_value"]
    blind = keeping.lifetimes(customers.drop(columns=["margin", "profit"]))
    assert blind["clv"].isna().all()
    assert blind["p_alive"].tolist() == worth["p_alive"].tolist()
    assert keeping.lifetime_table(worth).columns[:4].tolist() == [
        "customer_id",
        "p_alive",
        "expected_orders",
        "clv",
    ]


def test_a_point_of_staying_is_worth_more_where_more_stay() -> None:
    table = keeping.retention_worth(1000)
    assert (table["one_point_more"].diff().dropna() > 0).all()
    assert table.set_index("retention")["years"].round(2).to_dict()[0.8] == 2.67
    cap = keeping.retention_cap(1000, retention=0.8, gain=0.01)
    assert cap == pytest.approx(table.set_index("retention").loc[0.8, "one_point_more"])


def test_a_silence_is_counted_in_the_usual_gaps_of_lesson_1(firm: Case, customers: pd.DataFrame) -> None:
    known = keeping.still_here(customers)
    assert known["usual_gap_days"].tolist() == pytest.approx(customers["usual_gap_days"].tolist())
    assert known["usual_gap_days"].tolist() == pytest.approx(orders.usual_gap_days(customers).tolist())
    six = targeting.cast(customers, named=firm.named)
    by_hand = keeping.silences(six, firm.tables["orders"]).set_index("customer_id")["gaps_silent"]
    told = known.set_index("customer_id")["gaps_silent"]
    assert by_hand.tolist() == pytest.approx(told[by_hand.index].tolist())
