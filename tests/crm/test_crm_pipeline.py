"""The pipeline: known as it was on a day, counted by hand, and forecasts that time has caught up with."""

import numpy as np
import pandas as pd
import pytest

from helpers import crm
from helpers.opening import opened


@pytest.fixture(scope="module")
def firm():
    return opened("meridian")


def day(text):
    return pd.Timestamp(text)


STAGES = pd.DataFrame(
    [
        ("a", "ask", "2026-01-01"),
        ("a", "offer", "2026-01-20"),
        ("a", "buy", "2026-02-10"),
        ("b", "ask", "2026-01-05"),
        ("b", "offer", "2026-01-09"),
        ("c", "ask", "2026-05-20"),
        ("d", "ask", "2026-01-02"),
        ("e", "ask", "2026-05-01"),
        ("e", "offer", "2026-06-20"),
    ],
    columns=["lead_id", "stage", "entered_at"],
).assign(entered_at=lambda table: pd.to_datetime(table["entered_at"]))
LEADS = pd.DataFrame(
    {
        "lead_id": list("abcde"),
        "converted": [1, 0, 0, 0, 1],
        "converted_at": pd.to_datetime(["2026-02-10", None, None, None, "2026-07-15"]),
        "value": [10.0, 20, 30, 40, 50],
    }
)


def held(stages=STAGES, leads=LEADS, *, as_of):
    return crm.standing(stages, leads, as_of=day(as_of)).set_index("lead_id")


# As it was known on a day


def test_every_lead_stands_in_the_stage_it_last_entered():
    table = held(as_of="2026-06-30")
    assert table["stage"].to_dict() == {"a": "buy", "b": "offer", "c": "ask", "d": "ask", "e": "offer"}
    assert table["status"].to_dict() == {"a": "won", "b": "lost", "c": "open", "d": "lost", "e": "open"}
    assert table["value"].tolist() == [table["value"][key] for key in table.index]
    assert table.loc["e", "value"] == 50


def test_what_comes_later_is_not_looked_at():
    early = held(as_of="2026-01-10")
    assert early["stage"].to_dict() == {"a": "ask", "b": "offer", "d": "ask"}
    assert set(early["status"]) == {"open"}


@pytest.mark.parametrize("as_of", ["2026-01-10", "2026-03-01", "2026-06-30"])
def test_later_rows_change_nothing(as_of):
    before = held(as_of=as_of)
    later = STAGES["entered_at"] > day(as_of)
    stages = STAGES.assign(stage=STAGES["stage"].where(~later, "anything"))
    more = pd.DataFrame({"lead_id": ["z", "b"], "stage": "ask", "entered_at": day("2027-01-01")})
    unknown = LEADS["converted_at"] > day(as_of)
    leads = LEADS.assign(
        converted=LEADS["converted"].where(~unknown, 0), converted_at=LEADS["converted_at"].mask(unknown)
    )
    pd.testing.assert_frame_equal(held(pd.concat([stages, more]), leads, as_of=as_of), before)


def test_the_future_of_the_sample_changes_no_rate(firm):
    stages, leads = firm.tables["stages"], firm.tables["leads"]
    as_of = firm.as_of - pd.Timedelta(days=180)
    known = stages[stages["entered_at"] <= as_of]
    ahead = leads["converted_at"] > as_of
    then = leads.assign(
        converted=leads["converted"].where(~ahead, 0), converted_at=leads["converted_at"].mask(ahead)
    )
    for rates in (crm.win_rates, crm.snapshot_rates):
        whole, cut = rates(stages, leads, as_of=as_of), rates(known, then, as_of=as_of)
        same = whole.set_index("stage").reindex(cut["stage"]).reset_index()
        pd.testing.assert_frame_equal(same, cut, check_dtype=False)


def test_silence_is_a_matter_of_days():
    table = crm.standing(STAGES, LEADS, as_of=day("2026-06-30"), quiet_days=30).set_index("lead_id")
    assert table.loc["c", "status"] == "lost"
    assert table.loc["e", "status"] == "open"


def test_leads_without_a_value_or_a_day_of_winning():
    table = held(leads=LEADS.drop(columns=["value", "converted_at"]), as_of="2026-06-30")
    assert table["value"].isna().all()
    assert table.loc["e", "status"] == "won", "nobody wrote when, so it is taken as it stands"
    amounts = held(leads=LEADS.rename(columns={"value": "amount"}), as_of="2026-06-30")
    assert amounts.loc["e", "value"] == 50


def test_stages_come_in_the_order_in_which_leads_pass_them():
    assert crm.order_of(STAGES.sample(frac=1, random_state=3)) == ["ask", "offer", "buy"]


# Rates


def test_win_rates_are_as_counted_by_hand():
    table = crm.win_rates(STAGES, LEADS, as_of=day("2026-06-30")).set_index("stage")
    # Settled are a (won), b and d (silent); c and e have not had their time.
    assert table.loc["ask", ["reached", "won"]].tolist() == [3, 1]
    assert table.loc["offer", ["reached", "won"]].tolist() == [2, 1]
    assert table.loc["buy", ["reached", "won"]].tolist() == [1, 1]
    assert table["rate"].tolist() == pytest.approx([1 / 3, 1 / 2, 1])
    assert (table["low"] < table["rate"]).all()
    assert (table["rate"] <= table["high"]).all()


def test_a_stage_nobody_has_settled_in_has_no_rate():
    table = crm.win_rates(STAGES, LEADS, as_of=day("2026-01-21")).set_index("stage")
    assert table["reached"].sum() == 0
    assert table["rate"].isna().all()


def test_snapshots_count_who_stood_there_and_won_within_the_time():
    # One picture, 90 days before 30 June: e had not asked yet, a was won; b and d had been open in January.
    table = crm.snapshot_rates(STAGES, LEADS, as_of=day("2026-06-30"), snapshots=6).set_index("stage")
    days = [day("2026-04-01") - pd.Timedelta(days=30 * number) for number in range(6)]
    seen = {"ask": [0, 0], "offer": [0, 0], "buy": [0, 0]}
    for now in days:
        waiting = held(as_of=now).query("status == 'open'")
        for lead, stage in waiting["stage"].items():
            seen[stage][0] += 1
            won = LEADS.set_index("lead_id").loc[lead, "converted_at"]
            seen[stage][1] += int(now < won <= now + pd.Timedelta(days=90))
    assert table[["reached", "won"]].T.to_dict("list") == seen
    assert sum(won for _n, won in seen.values()) > 0


def test_ids_that_are_numbers_are_found_again_as_numbers(firm):
    stages, leads = firm.tables["stages"], firm.tables["leads"]
    number = dict(zip(leads["lead_id"], range(len(leads)), strict=True))
    counted = [table.assign(lead_id=table["lead_id"].map(number)) for table in (stages, leads)]
    named = crm.announced(stages, leads, as_of=firm.as_of)
    pd.testing.assert_frame_equal(crm.announced(*counted, as_of=firm.as_of), named)


# Rates drawn by lead


def stood_there(won: int, of: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """So many leads in one stage since January, of whom so many bought in April."""
    ids = [f"L{n}" for n in range(of)]
    stages = pd.DataFrame({"lead_id": ids, "stage": "ask", "entered_at": day("2026-01-31")})
    at = [day("2026-04-20") if n < won else pd.NaT for n in range(of)]
    return stages, pd.DataFrame(
        {"lead_id": ids, "converted": [1] * won + [0] * (of - won), "converted_at": at}
    )


@pytest.mark.parametrize("pictures", [1, 3])
@pytest.mark.parametrize(("won", "of"), [(0, 5), (20, 80), (7, 7)])
def test_a_lead_that_stands_in_several_pictures_is_one_lead(won, of, pictures):
    """The draws are the Beta of the leads, however often each of them was seen."""
    tables, last = stood_there(won, of), day("2026-06-30")
    rates = crm.snapshot_rates(*tables, as_of=last, snapshots=pictures)
    assert rates.loc[0, ["reached", "won"]].tolist() == [pictures * of, pictures * won]
    drawn = pd.concat(
        [crm.rates_again(*tables, as_of=last, snapshots=pictures, seed=seed) for seed in range(10)]
    )["ask"]
    exact = np.random.default_rng(1).beta(won + 0.5, of - won + 0.5, 200_000)
    assert drawn.mean() == pytest.approx(exact.mean(), abs=0.01)
    assert drawn.std() == pytest.approx(exact.std(), rel=0.1)


def test_the_interval_of_a_rate_is_that_of_leads_drawn_again(firm):
    """The oracle draws whole leads with replacement, renames them, and counts from the beginning."""
    stages, leads = firm.tables["stages"], firm.tables["leads"]
    rng, ids = np.random.default_rng(5), leads["lead_id"].to_numpy()
    rows = []
    for _each in range(40):
        taken = pd.DataFrame({"lead_id": rng.choice(ids, len(ids)), "fresh": range(len(ids))})
        twice = [
            table.merge(taken, on="lead_id").assign(lead_id=lambda made: made["fresh"])
            for table in (stages, leads)
        ]
        rows.append(crm.snapshot_rates(*twice, as_of=firm.as_of).set_index("stage")["rate"])
    found = crm.snapshot_rates(stages, leads, as_of=firm.as_of).set_index("stage")
    half = (found["high"] - found["low"]) / 2
    spread = 1.96 * pd.DataFrame(rows).std()
    busy = [name for name in found.index if found.loc[name, "reached"] > 100]
    assert len(busy) >= 6
    assert (half[busy] / spread[busy]).between(0.65, 1.5).all()


def test_ahead_is_the_forecast_of_those_who_stand_open(firm):
    stages, leads = firm.tables["stages"], firm.tables["leads"]
    waiting = held(stages, leads, as_of="2026-06-30").query("status == 'open'")
    tables = {"as_of": firm.as_of}
    whole = crm.ahead(stages, leads, **tables)
    parts = crm.forecast(
        waiting, crm.snapshot_rates(stages, leads, **tables), again=crm.rates_again(stages, leads, **tables)
    )
    pd.testing.assert_series_equal(whole, parts)
    with pytest.raises(ValueError, match="nothing to forecast"):
        crm.ahead(stages.head(3), leads, as_of=day("2040-01-01"))


# Forecasts


def rates(*rows):
    return pd.DataFrame(rows, columns=["stage", "reached", "won"])


def test_rates_that_are_certain_leave_no_doubt():
    leads = pd.DataFrame({"stage": ["ask"] * 7 + ["offer"] * 3})
    found = crm.forecast(leads, rates(("ask", 10**9, 0), ("offer", 10**9, 10**9)))
    assert found.tolist() == [10, 3, 3, 3]


def test_a_known_rate_leaves_the_doubt_of_a_coin_and_a_little_known_one_more():
    leads = pd.DataFrame({"stage": ["ask"] * 100})
    known, guessed = (crm.forecast(leads, rates(("ask", of, of // 2)), draws=20_000) for of in (10**8, 10))
    assert known["expected"] == guessed["expected"] == 50
    assert (known["low"], known["high"]) == pytest.approx((40, 60), abs=1)  # 50 ± 1.96 × 5
    assert guessed["low"] < 30
    assert guessed["high"] > 70


def test_a_stage_without_a_rate_takes_that_of_all_together():
    found = crm.forecast(pd.DataFrame({"stage": ["new"] * 10}), rates(("ask", 30, 10), ("offer", 10, 10)))
    assert found["expected"] == pytest.approx(5)
    with pytest.raises(ValueError, match="no rate to forecast with"):
        crm.forecast(pd.DataFrame({"stage": ["ask"]}), rates(("ask", 0, 0)))


def test_the_same_seed_says_the_same():
    leads = pd.DataFrame({"stage": ["ask"] * 40})
    first, again = (crm.forecast(leads, rates(("ask", 20, 5))) for _ in range(2))
    assert first.equals(again)


def test_forecasts_of_the_sample_hold_what_came_and_the_usual_ones_overshoot(firm):
    table = crm.back_test(firm.tables["stages"], firm.tables["leads"], as_of=firm.as_of)
    assert len(table) == 4
    assert ((table["low"] <= table["came"]) & (table["came"] <= table["high"])).sum() >= 3
    assert (table["by_reached"] > 1.5 * table["came"]).all()
    assert (np.abs(table["expected"] - table["came"]) < np.abs(table["by_reached"] - table["came"])).all()
    assert table["made_on"].is_monotonic_increasing
    assert table["made_on"].max() == firm.as_of - pd.Timedelta(days=90)


# Refusals


def test_leads_too_young_for_a_forecast_are_said():
    young = STAGES[STAGES["entered_at"] > day("2026-05-01")]
    with pytest.raises(ValueError, match="too young"):
        crm.back_test(young, LEADS, as_of=day("2026-06-30"))


@pytest.mark.parametrize("column", ["stage", "entered_at", "lead_id"])
def test_a_missing_column_of_stages_is_named(column):
    with pytest.raises(ValueError, match=f"no column {column}"):
        crm.standing(STAGES.drop(columns=column), LEADS, as_of=day("2026-06-30"))


def test_a_missing_column_of_leads_is_named():
    with pytest.raises(ValueError, match="no column converted"):
        crm.win_rates(STAGES, LEADS.drop(columns="converted"), as_of=day("2026-06-30"))
    with pytest.raises(ValueError, match="no column converted_at"):
        crm.back_test(STAGES, LEADS.drop(columns="converted_at"), as_of=day("2026-06-30"))
