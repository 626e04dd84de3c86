"""From calls to people at the desk: counted by hand, held against the simulation, and promised."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import crm, samples
from helpers.opening import opened


@pytest.fixture(scope="module")
def firm():
    return opened("meridian")


@pytest.fixture(scope="module")
def calls(firm):
    return firm.tables["calls"]


@pytest.fixture(scope="module")
def usual(calls):
    return crm.arrivals(calls)


def rang(*rows):
    """interval_start, calls, handle_seconds."""
    table = pd.DataFrame(rows, columns=["interval_start", "calls", "handle_seconds"])
    return table.assign(interval_start=pd.to_datetime(table["interval_start"]))


FOUR = rang(
    ("2026-01-05 08:00", 2, 100.0),
    ("2026-01-05 08:30", 6, 200.0),
    ("2026-01-06 08:00", 4, 400.0),
    ("2026-01-06 08:30", 0, None),
)


# Arrivals


def test_arrivals_are_means_and_talk_is_weighed_by_call():
    table = crm.arrivals(FOUR)
    assert table["time"].tolist() == ["08:00", "08:30"]
    assert table["days"].tolist() == [2, 2]
    assert table["calls"].tolist() == [3, 3]
    assert table["handle_seconds"].tolist() == pytest.approx([(2 * 100 + 4 * 400) / 6, 200])
    assert table["minutes"].tolist() == [30, 30]
    assert (table["low"] < table["calls"]).all()
    assert (table["calls"] < table["high"]).all()


def test_by_weekday_the_week_begins_on_monday():
    table = crm.arrivals(FOUR, by_weekday=True)
    assert table["weekday"].tolist() == ["Monday", "Monday", "Tuesday", "Tuesday"]
    assert table["calls"].tolist() == [2, 6, 4, 0]


def test_where_nobody_measured_talks_take_four_minutes():
    assert set(crm.arrivals(FOUR.drop(columns="handle_seconds"))["handle_seconds"]) == {240}
    assert set(crm.arrivals(FOUR.assign(handle_seconds=np.nan))["handle_seconds"]) == {240}


def test_the_length_of_an_interval_is_the_commonest_step():
    five = pd.Series(pd.date_range("2026-01-05 09:00", periods=9, freq="5min"))
    assert crm.interval_minutes(five) == 5
    assert crm.interval_minutes(five.head(1)) == 30
    assert crm.interval_minutes(FOUR["interval_start"]) == 30


def test_a_table_without_calls_is_refused():
    with pytest.raises(ValueError, match="no column calls"):
        crm.arrivals(FOUR.drop(columns="calls"))
    with pytest.raises(ValueError, match="no interval with a start"):
        crm.arrivals(FOUR.head(0))
    with pytest.raises(ValueError, match="no finite number"):
        crm.arrivals(FOUR.assign(calls="many"))


@pytest.mark.parametrize("by_weekday", [True, False])
def test_arrivals_recover_the_rates_of_the_simulation(firm, calls, by_weekday):
    hidden = samples.truth(firm, "calls")
    keys = ["weekday", "time"] if by_weekday else ["time"]
    rates = hidden.groupby(keys, as_index=False)["rate"].mean()
    table = crm.arrivals(calls, by_weekday=by_weekday).astype({"time": str}).merge(rates, on=keys)
    assert len(table) == len(rates)
    inside = (table["low"] <= table["rate"]) & (table["rate"] <= table["high"])
    assert inside.mean() >= 0.88
    assert table["calls"].sum() == pytest.approx(table["rate"].sum(), rel=0.03)


def test_the_interval_holds_the_mean_as_often_as_it_says():
    rng = np.random.default_rng(1)
    day, time = np.divmod(np.arange(20 * 400), 400)
    starts = pd.Timestamp("2026-01-05") + pd.to_timedelta(day, "D") + pd.to_timedelta(3 * time, "min")
    table = crm.arrivals(pd.DataFrame({"interval_start": starts, "calls": rng.poisson(5, len(day))}))
    assert len(table) == 400
    assert 0.92 <= ((table["low"] <= 5) & (table["high"] >= 5)).mean() <= 0.99


# Do days differ by more than chance


def days(rates, *, seed, weeks=30):
    """Calls at four times a day, each day's rate times a factor of its own."""
    rng = np.random.default_rng(seed)
    starts = [
        pd.Timestamp("2026-01-05") + pd.Timedelta(days=day, hours=hour)
        for day in range(7 * weeks)
        for hour in range(8, 12)
    ]
    factor = np.repeat(rates(rng, 7 * weeks), 4)
    return pd.DataFrame({"interval_start": starts, "calls": rng.poisson(8 * factor)})


def test_pure_chance_has_a_dispersion_of_one(calls):
    assert crm.dispersion(days(lambda rng, n: np.ones(n), seed=2)) == pytest.approx(1, abs=0.12)
    assert crm.dispersion(calls) == pytest.approx(1, abs=0.15)


def test_days_that_differ_have_more_and_widen_the_interval():
    uneven = days(lambda rng, n: rng.gamma(4, 1 / 4, n), seed=3)
    assert crm.dispersion(uneven) == pytest.approx(1 + 8 / 4, abs=0.6)
    wide, narrow = crm.arrivals(uneven), crm.arrivals(days(lambda rng, n: np.ones(n), seed=3))
    assert ((wide["high"] - wide["low"]) > 1.4 * (narrow["high"] - narrow["low"])).all()


def test_dispersion_is_counted_by_hand_and_hours_without_a_call_do_not_count():
    two = rang(("2026-01-05 08:00", 2, None), ("2026-01-12 08:00", 6, None))
    assert crm.dispersion(two) == pytest.approx((4 + 4) / 4)
    night = rang(("2026-01-05 22:00", 0, None), ("2026-01-12 22:00", 0, None))
    once = rang(("2026-01-06 08:00", 3, None))
    assert crm.dispersion(pd.concat([two, night, once])) == pytest.approx(2)
    assert np.isnan(crm.dispersion(two.head(1)))


# People


@pytest.mark.parametrize("target", [0.7, 0.8, 0.95])
def test_the_target_is_reached_in_each_interval_and_not_with_one_fewer(usual, target):
    table = crm.staffing(usual, target=target)
    assert len(table) == len(usual)
    assert (table["service_level"] >= target).all()
    assert (table["agents"] > table["load_erlangs"]).all()
    for at, agents in table["agents"][table["agents"] > 1].items():
        fewer = crm.staffing(usual.iloc[[at]], agents=int(agents) - 1)
        assert fewer["service_level"].iloc[0] < target


def test_a_line_of_the_rota_is_what_the_formula_says(usual):
    row, source = crm.staffing(usual).iloc[6], usual.iloc[6]
    load = source["calls"] * source["handle_seconds"] / 1800
    now = crm.desk(load, int(row["agents"]), handle_seconds=source["handle_seconds"])
    assert row["interval"] == source["time"]
    assert row["load_erlangs"] == pytest.approx(load)
    assert (row["p_wait"], row["service_level"]) == pytest.approx((now.p_wait, now.service_level))
    assert (row["wait_seconds"], row["occupancy"]) == pytest.approx((now.wait_seconds, now.occupancy))


def test_prudence_seats_no_fewer(usual):
    mean, high = crm.staffing(usual), crm.staffing(usual, spare_for="high")
    assert (high["agents"] >= mean["agents"]).all()
    assert high["agents"].sum() > mean["agents"].sum()
    assert (high["service_level"] >= mean["service_level"]).all()


def test_so_many_sit_there_as_one_says(usual):
    assert set(crm.staffing(usual, agents=4)["agents"]) == {4}
    parts = {"early": 1, "forenoon": 4, "noon": 3, "afternoon": 4, "late": 2}
    table = crm.staffing(usual, agents=parts).set_index("interval")["agents"]
    assert table[["08:00", "11:30", "12:00", "15:30", "17:30"]].tolist() == [1, 4, 3, 4, 2]


def test_too_few_have_no_service_and_no_usual_wait(usual):
    table = crm.staffing(usual, agents=1)
    over = table["load_erlangs"] >= 1
    assert over.any()
    assert not over.all()
    assert (table.loc[over, "service_level"] == 0).all()
    assert table.loc[over, "wait_seconds"].isna().all()
    assert (table.loc[over, ["p_wait", "occupancy"]] == 1).all(axis=None)
    assert table.loc[~over, "wait_seconds"].notna().all()


def test_parts_of_the_day_follow_one_another_without_a_gap():
    hours = [crm.part_of(f"{hour:02d}:30") for hour in range(24)]
    assert list(dict.fromkeys(hours)) == list(crm.PARTS)


# A day


def test_a_day_is_weighed_by_call(usual):
    table = crm.staffing(usual)
    day = crm.day_totals(table)
    assert day["calls"] == pytest.approx(usual["calls"].sum())
    assert day["agent_hours"] == table["agents"].sum() / 2
    assert day["service_level"] == pytest.approx(np.average(table["service_level"], weights=table["calls"]))
    assert day["wait_seconds"] == pytest.approx(np.average(table["wait_seconds"], weights=table["calls"]))


def test_hours_are_hours_whatever_the_length_of_an_interval(usual):
    short = crm.staffing(usual.assign(minutes=15.0), agents=3)
    assert crm.day_totals(short)["agent_hours"] == pytest.approx(3 * len(usual) / 4)


def test_a_queue_without_end_counts_as_a_long_wait(usual):
    assert crm.day_totals(crm.staffing(usual, agents=1))["wait_seconds"] > 300
    three = [
        crm.day_totals(crm.staffing(usual.assign(calls=n, handle_seconds=240.0), agents=3))["wait_seconds"]
        for n in np.linspace(0.2, 1.4, 40) * 45 * usual["minutes"].iloc[0] / 60
    ]
    assert (np.diff(three) > -1e-9).all()  # more work never means less waiting, overloaded or not
    assert three[-1] == pytest.approx(30 * usual["minutes"].iloc[0])
    with pytest.raises(ValueError, match="No calls"):
        crm.day_totals(crm.staffing(usual.assign(calls=0.0)))


# One more, and desks together


def test_each_further_agent_saves_less():
    table = crm.people_and_waits(3.4, handle_seconds=240, more=8)
    assert table["agents"].tolist() == list(range(4, 12))
    assert np.isnan(table["saved_seconds"].iloc[0])
    assert table["saved_seconds"].iloc[1:].is_monotonic_decreasing
    assert table["saved_seconds"].sum() == pytest.approx(
        table["wait_seconds"].iloc[0] - table["wait_seconds"].iloc[-1]
    )


@given(st.lists(st.floats(0.2, 20), min_size=2, max_size=5))
def test_desks_together_take_no_more_people_than_apart(loads):
    table = crm.pooled({f"desk {n}": load for n, load in enumerate(loads)}, handle_seconds=240)
    assert table["agents"].iloc[-1] <= table["agents"].iloc[:-1].sum()
    assert table["load_erlangs"].iloc[-1] == pytest.approx(sum(loads))


def test_who_is_away_must_be_on_the_rota_too():
    assert crm.with_breaks(7, 0.3) == 10
    assert crm.with_breaks(7, 0) == 7
    with pytest.raises(ValueError, match=r"write 0\.3"):
        crm.with_breaks(7, 30)


def test_what_one_more_or_one_fewer_would_do():
    table = crm.what_if(calls=15, talk_minutes=4, people=2)
    assert table["people"].tolist() == [1, 2, 3]
    assert table["in_time"].tolist()[:2] == [0, 0]
    assert (table["wait"] == "").tolist() == [True, True, False]
    assert crm.what_if(people=1)["people"].tolist() == [1, 2]


def test_the_busiest_time_has_most_work_and_not_most_calls():
    usual = pd.DataFrame(
        {"time": ["a", "b"], "calls": [10.0, 6.0], "handle_seconds": [60.0, 600.0], "minutes": 30.0}
    )
    top = crm.busiest(usual)
    assert (top["time"], top["load"], top["few"]) == ("b", 2.0, 3)
    with pytest.raises(ValueError, match="No call has come"):
        crm.busiest(usual.assign(calls=0.0))


# What is handed on


def test_measures_stand_between_their_ends(calls):
    table, absent = crm.measures(1234, calls)
    assert absent.empty
    assert table["measure"].tolist() == ["crm_rows", "service_level", "wait_seconds"]
    assert table["value"].iloc[0] == 1234
    known = table.iloc[1:]
    assert (known["low"] <= known["value"]).all()
    assert (known["value"] <= known["high"]).all()
    assert known["value"].iloc[0] >= 0.8
    assert known["n"].unique().tolist() == [calls["calls"].sum()]


def test_the_ends_of_the_measures_are_those_of_whole_days_drawn_again(calls, usual):
    """The oracle copies days one by one and asks the formula for each half hour."""
    seats = crm.staffing(usual)["agents"].tolist()
    day, rng = calls["interval_start"].dt.normalize(), np.random.default_rng(3)
    levels = []
    for _each in range(40):
        days = [
            calls[day == one].assign(
                interval_start=lambda part, at=at: (
                    part["interval_start"] - part["interval_start"].dt.normalize()
                    + pd.Timestamp("2026-01-01") + pd.Timedelta(days=at)
                )
            )
            for at, one in enumerate(rng.choice(day.unique(), day.nunique()))
        ]  # fmt: skip
        drawn = crm.arrivals(pd.concat(days, ignore_index=True))
        lines = [crm.staffing(drawn.iloc[[at]], agents=int(n)) for at, n in enumerate(seats)]
        levels.append(crm.day_totals(pd.concat(lines))["service_level"])
    level = crm.measures(None, calls)[0].set_index("measure").loc["service_level"]
    assert (level["high"] - level["low"]) / (4 * np.std(levels)) == pytest.approx(1, abs=0.35)
    assert level["low"] < np.mean(levels) < level["high"]


@pytest.mark.parametrize("nothing", [None, "still"])
def test_what_is_not_there_is_named_with_its_reason(calls, nothing):
    table, absent = crm.measures(None, None if nothing is None else calls.assign(calls=0.0))
    assert table.empty
    assert absent["measure"].tolist() == ["crm_rows", "service_level", "wait_seconds"]
    assert absent["table_needed"].tolist() == ["customers", "calls", "calls"]
    assert absent["reason"].str.len().min() > 10
