"""Tickets read honestly: open ones count, what came back was not settled, nothing after as_of is known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from helpers import keeping, samples
from helpers.case import Case
from helpers.keeping.tickets import PROMISE_HOURS

SOME = st.lists(
    st.tuples(st.floats(0.1, 50).map(lambda day: round(day, 1)), st.booleans()), min_size=1, max_size=40
)


@given(SOME)
def test_the_curve_is_that_of_statsmodels(some: list[tuple[float, bool]]) -> None:
    table = pd.DataFrame(some, columns=["days", "settled"])
    ours = keeping.settling(table).iloc[1:]
    assert ours["still_open"].between(0, 1).all()
    assert (ours["still_open"].diff().dropna() < 0).all()
    if not table["settled"].any():
        assert ours.empty
        return
    other = SurvfuncRight(table["days"], table["settled"].astype(int))
    np.testing.assert_allclose(ours["days"], other.surv_times)
    np.testing.assert_allclose(ours["still_open"], other.surv_prob, atol=1e-12)
    np.testing.assert_allclose(ours["at_risk"], other.n_risk)


def test_the_interval_is_greenwoods_on_the_log_log_scale() -> None:
    table = pd.DataFrame({"days": [1.0, 2.0, 3.0, 4.0, 5.0], "settled": [True, True, False, True, False]})
    row = keeping.settling(table).iloc[2]
    se = SurvfuncRight(table["days"], table["settled"].astype(int)).surv_prob_se[1]
    share = row["still_open"]
    theta = 1.959964 * se / (share * abs(np.log(share)))
    assert row["low"] == pytest.approx(share ** np.exp(theta))
    assert row["high"] == pytest.approx(share ** np.exp(-theta))


def test_without_open_tickets_the_middle_is_the_plain_one() -> None:
    few = pd.DataFrame({"days": [5.0, 1.0, 3.0], "settled": [True, True, True]})
    assert keeping.middle_day(few) == 3.0


def test_leaving_out_the_open_ones_makes_the_desk_look_faster(firm: Case, done: pd.DataFrame) -> None:
    month = keeping.recent(done, as_of=firm.as_of)
    honest = keeping.day_by(keeping.settling(month), 0.5)
    flattering = month.loc[month["settled"], "days"].median()
    assert (~month["settled"]).sum() > 10
    assert honest > 2 * flattering


def test_what_happened_after_as_of_is_not_known(firm: Case) -> None:
    day = pd.Timestamp("2025-03-31")
    then = keeping.handled(firm.tables["tickets"], as_of=day)
    end = day + pd.Timedelta(days=1)
    for name in ("opened_at", "first_reply_at", "resolved_at"):
        assert not (then[name] >= end).any()
    assert (~then["settled"]).any()
    assert (then.loc[~then["settled"], "days"] <= (end - then["opened_at"].min()).days).all()


def test_backward_stamps_are_left_out_and_no_ticket_is_said() -> None:
    stamps = pd.to_datetime(["2026-01-05", "2026-01-02"])
    rows = pd.DataFrame(
        {"ticket_id": ["T1"], "opened_at": stamps[:1], "resolved_at": stamps[1:], "category": [None]}
    )
    with pytest.raises(ValueError, match="No ticket had been opened"):
        keeping.handled(rows, as_of=pd.Timestamp("2026-02-01"))
    kept = keeping.handled(rows.drop(columns="resolved_at"), as_of=pd.Timestamp("2026-02-01"))
    assert kept[["category", "settled", "at_once"]].values.tolist() == [["all", False, False]]


def test_what_came_back_was_not_settled(done: pd.DataFrame) -> None:
    table = keeping.first_contact(done)
    whole = table.iloc[-1]
    assert whole["share"] < whole["said"]
    assert round(whole["said"] * whole["tickets"]) - whole["came_back"] == round(
        whole["share"] * whole["tickets"]
    )
    assert table["tickets"].iloc[:-1].sum() == whole["tickets"]
    assert table["share"].between(table["low"], table["high"]).all()


def test_an_answer_that_is_overdue_breaks_the_promise_and_a_young_one_is_not_judged() -> None:
    as_of = pd.Timestamp("2026-06-30")
    opened = pd.to_datetime(["2026-06-01 09:00", "2026-06-30 23:00", "2026-06-02 09:00"])
    rows = pd.DataFrame({"ticket_id": list("abc"), "opened_at": opened, "severity": "high"})
    rows["first_reply_at"] = [pd.NaT, pd.NaT, pd.Timestamp("2026-06-02 12:00")]
    table = keeping.service_levels(keeping.handled(rows, as_of=as_of), as_of=as_of)
    assert table[["tickets", "kept", "promise_hours"]].values.tolist() == [[2, 1, PROMISE_HOURS["high"]]]


def test_causes_add_up_both_ways(done: pd.DataFrame) -> None:
    by_count, by_days = keeping.causes(done), keeping.causes(done, by="days")
    assert by_count["tickets"].sum() == by_days["tickets"].sum() == len(done)
    assert by_days["days"].sum() == pytest.approx(done["days"].sum())
    assert by_days["cumulative_share"].iloc[-1] == pytest.approx(1)
    with pytest.raises(ValueError, match="choose tickets or days"):
        keeping.causes(done, by="tears")


def test_the_chart_sees_the_true_shift_and_the_other_keeps_quiet(firm: Case, done: pd.DataFrame) -> None:
    late = keeping.p_chart(keeping.first_replies(firm.tables["tickets"], freq="ME"), base=24)
    seen = keeping.signals(late, samples.truth(firm, "signals"), measure="first_reply_hours")
    before, since = seen.to_dict("records")
    assert before["signals"] == 0
    assert since["signals"] > 0
    assert since["share"] > before["share"]
    other = keeping.p_chart(keeping.monthly_first_contact(done), base=24)
    assert (other["signal"] == "").all()
    with pytest.raises(ValueError, match="no shift"):
        keeping.signals(late, samples.truth(firm, "signals"), measure="tears")


def test_measures_have_their_units_and_intervals(firm: Case, done: pd.DataFrame) -> None:
    table = keeping.service_measures(done, as_of=firm.as_of).set_index("measure")
    assert set(table.index) == {
        "first_contact_resolution", "first_reply_in_promise", "reopened_rate", "days_to_settle"
    }  # fmt: skip
    shares = table.drop(index="days_to_settle")
    assert shares["value"].between(shares["low"], shares["high"]).all()
    old = done[done["opened_at"] < "2025-01-01"]
    assert "days_to_settle" not in set(keeping.service_measures(old, as_of=firm.as_of)["measure"])


def test_by_kind_a_share_nobody_could_have_seen_stays_blank() -> None:
    rows = pd.DataFrame({"category": ["a", "b"], "days": [1.0, 2.0], "settled": [True, False]})
    table = keeping.settled_by_kind(rows, days=(1, 3)).set_index("about")
    assert table.loc["a", "3"] == 1
    assert np.isnan(table.loc["b", "3"])
    assert table.loc["b", "1"] == 0
