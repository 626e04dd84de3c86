"""Parity and difference, gaps, SWOT, statements, resellers, the stall: by hand and at the edges."""

import numpy as np
import pandas as pd
import pytest

from helpers import positioning

RATES = pd.DataFrame(
    {
        "cheap": [0.1, 0.6, 0.2],
        "sturdy": [0.7, 0.3, 0.3],
        "on time": [0.1, 0.4, 0.5],
        "blue": [0.8, 0.1, 0.1],
    },
    index=["us", "b", "c"],
)
WORDS = {"price": "cheap", "quality": "sturdy", "lead_time": "on time", "colour": "blue"}
WEIGHTS = pd.DataFrame({"factor": list(WORDS), "weight": [0.2, 0.4, 0.3, 0.1]})


def parity(us="us", people=400):
    return positioning.parity(RATES, WEIGHTS, us=us, people=people, words=WORDS).set_index("need")


def test_parity_by_hand():
    table = parity()
    assert table.index.tolist() == ["quality", "lead_time", "price", "colour"], "weightiest first"
    assert table["usual"].to_dict() == pytest.approx(
        {"quality": 0.3, "lead_time": 0.45, "price": 0.4, "colour": 0.1}
    )
    assert table["status"].to_dict() == {
        "quality": "difference",
        "lead_time": "below parity",
        "price": "below parity",
        "colour": "unasked difference",
    }
    assert set(parity(people=1)["status"]) == {"at parity"}, "one person proves nothing"


def test_the_three_offers_and_the_one_below():
    assert positioning.offer_level(parity().reset_index()) == "below the basic height"
    better = parity().assign(status=["difference", "at parity", "at parity", "unasked difference"])
    assert positioning.offer_level(better) == "unique", "0.3 is less than half of 0.7"
    assert positioning.offer_level(better.assign(best_rival=0.5)) == "differentiated"
    assert positioning.offer_level(better.assign(status="at parity")) == "generic"
    table = positioning.offer_levels(RATES, WEIGHTS, people=400, words=WORDS)
    assert table["brand"].tolist() == ["us", "b", "c"]
    assert table.loc[0, "leads_in"] == "sturdy"


def test_parity_says_what_it_lacks():
    with pytest.raises(ValueError, match="Which brand is nobody"):
        parity(us="nobody")
    with pytest.raises(ValueError, match="Parity needs"):
        positioning.parity(RATES, WEIGHTS, us="us", people=9, words={"price": "dear"})


def test_wants_count_what_was_taken():
    choices = pd.DataFrame(
        {
            "respondent_id": ["r"] * 6,
            "task": list("112233"),
            "alternative": list("ABABAB"),
            "chosen": [1, 0, 1, 0, 0, 1],
            "price": [5, 9, 5, 9, 5, 9],
            "size": ["s", "l", "l", "s", "s", "l"],
        }
    )
    rates = positioning.level_rates(choices).set_index(["attribute", "level"])["rate"]
    assert rates["price", 5] == pytest.approx(2 / 3)
    assert rates["size", "l"] == pytest.approx(2 / 3)
    table = positioning.wants(choices, {"r": "all"})
    assert table.loc["all"].to_dict() == pytest.approx({"price": 0.5, "size": 0.5})
    assert positioning.need_weights(choices)["weight"].sum() == pytest.approx(1)


def test_gaps_hold_the_money_of_those_who_wish_to_stand_there(market):
    found = market.found
    names = [f"axis_{number}" for number in (1, 2)]
    there = found.rows[names].mean().to_numpy()
    ideals = pd.DataFrame({"point": ["near", "far"], "x": [there[0], 9.0], "y": [there[1], 9.0]})
    table = positioning.gaps(found, ideals, {"near": 70.0, "far": 30.0}, top=2)
    assert table["distance"].iloc[0] >= table["distance"].iloc[1]
    assert table["market"].iloc[0] == 30, "the far corner is the widest gap, and wanted by one"
    assert table["wanted_by"].iloc[0] == "far"
    none = positioning.gaps(found, ideals.iloc[:0], {}, top=2)
    assert none["market"].tolist() == [0, 0]


def test_an_ideal_brand_is_placed_as_a_brand_would_be(market):
    rows = market.counts.loc[["Korrin"]]
    back = {word: word for word in market.counts.columns}
    placed = positioning.ideal_points(market.found, rows, words=back)
    assert placed[["x", "y"]].iloc[0].tolist() == pytest.approx(market.found.rows.loc["Korrin"].tolist()[:2])
    with pytest.raises(ValueError, match="None of the words"):
        positioning.ideal_points(market.found, rows, words={"price": "dear"})


def test_parts_of_the_market_fall_back_on_heads(firm):
    people = positioning.segments(firm.tables["answers"], firm.tables["customers"])
    parts = positioning.segment_parts(
        people, firm.tables["orders"], firm.tables["customers"], as_of=firm.as_of
    )
    assert parts.sum() == pytest.approx(1)
    heads = positioning.segment_parts(people)
    assert heads.sum() == pytest.approx(1)
    assert set(heads.index) == set(parts.index)
    alone = positioning.segments(firm.tables["answers"].drop(columns="customer_id"), None)
    assert set(alone) == {positioning.EVERYBODY}


def test_a_note_without_evidence_comes_off_the_wall():
    rows = [
        ("strength", "sturdy", 0.4, "answers", 1, 4),
        ("weakness", "late", 0.1, "answers", 1, 1),
        ("threat", "rival grows", 0.03, "sales", 1, 2),
    ]
    entries = pd.DataFrame(rows, columns=["kind", "entry", "evidence", "source", "weight", "rating"])
    checked = positioning.swot(entries)
    totals = positioning.ife_efe(checked).set_index("matrix")["score"]
    assert totals.to_dict() == {"IFE": 2.5, "EFE": 2.0}
    assert positioning.tows(checked)["do"].tolist() == ["use it to hold", "cover it, or leave"]
    for change, said in (
        ({"evidence": np.nan}, "has no evidence"),
        ({"source": " "}, "has no evidence"),
        ({"rating": 5}, "ratings go from"),
        ({"kind": "hope"}, "kinds are"),
    ):
        with pytest.raises(ValueError, match=said):
            positioning.swot(entries.assign(**change))


def test_evidence_of_the_sample_passes_its_own_rule(market):
    people = positioning.asked(market.answers)
    rates = positioning.word_rates(market.counts, people)
    weights = positioning.need_weights(market.choices)
    table = positioning.parity(rates, weights, us="Meridian Home", people=people)
    cards = positioning.rivals(market.sales, us="Meridian Home")
    checked = positioning.swot(positioning.evidence(table, cards))
    assert len(checked) >= 3
    assert checked["evidence"].notna().all()
    assert positioning.swot(checked.iloc[:0]).empty


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, []),
        ({"target": "Everyone."}, ["target"]),
        ({"target": ""}, ["target"]),
        ({"frame": "  "}, ["frame"]),
        ({"difference": "Quality"}, ["difference"]),
        ({"proof": ""}, ["proof"]),
        ({"frame": "", "proof": ""}, ["frame", "proof"]),
    ],
)
def test_the_clerk_names_the_missing_part(change, missing):
    parts = {"target": "small shops", "frame": "chairs", "difference": "in stock", "proof": "98% in time"}
    parts |= change
    assert list(positioning.missing_parts(parts)) == missing
    if missing:
        with pytest.raises(ValueError, match=f"The {missing[0]} is missing"):
            positioning.statement(**parts)
    else:
        assert positioning.statement(**parts).startswith("For small shops, among chairs: in stock.")


def test_the_builder_begins_with_what_says_nothing(market):
    shops = positioning.wants(market.choices, dict.fromkeys(market.choices["respondent_id"], "shop"))
    for tables, left in (((None, None, None), ["target"]), ((shops, None, ["a"]), [])):
        offered = positioning.statement_parts(*tables, thing="chairs")
        first = {part: next(iter(values)) for part, values in offered.items()}
        assert list(positioning.missing_parts(first)) == list(positioning.PARTS)
        last = {part: list(values)[-1] for part, values in offered.items()}
        assert list(positioning.missing_parts(last)) == left, "without segments there is only everyone"


def test_a_statement_is_counted_on_people_who_never_saw_it(market):
    kinds = dict.fromkeys(market.choices["respondent_id"], "others")
    kinds |= dict.fromkeys(sorted(kinds)[:100], "shops")
    table = positioning.tested(market.choices, kinds, target="shops", attribute="lead_time")
    assert table["who"].tolist() == ["target", "target", "others", "others"]
    assert (table["low"] <= table["rate"]).all()
    assert table.loc[0, "rate"] > table.loc[1, "rate"], "four weeks are taken more often than twelve"
    with pytest.raises(ValueError, match="differ in colour"):
        positioning.tested(market.choices, kinds, target="shops", attribute="colour")


def test_a_tenth_more_sold_is_three_tenths_more_ordered():
    table = positioning.reseller_order(100, growth=0.1, cover_months=2, stock=200)
    assert table["units"].iloc[-1] == 130
    assert positioning.reseller_order(100, growth=-0.5, cover_months=2, stock=200)["units"].iloc[-1] == 0
    with pytest.raises(ValueError, match="below zero"):
        positioning.reseller_order(-1, growth=0, cover_months=1, stock=0)


def test_markets_are_ranked_by_what_their_buyers_do():
    days = ["2024-03-01", "2025-03-01", "2025-04-01", "2025-05-01", "2024-03-01", "2025-03-01"]
    lines = pd.DataFrame({"customer_id": list("aaabcc"), "ordered_at": pd.to_datetime(days)})
    lines["quantity"], lines["unit_price"] = 1, [10.0, 20, 20, 5, 50, 10]
    people = pd.DataFrame({"customer_id": list("abc"), "country": ["X", "X", "Y"]})
    table = positioning.markets(lines, people, as_of=pd.Timestamp("2025-12-31")).set_index("market")
    assert table.index.tolist() == ["X", "Y"]
    assert table.loc["X", ["customers", "revenue", "growth", "repeat"]].tolist() == [2, 45, 3.5, 0.5]
    assert table.loc["Y", "growth"] == pytest.approx(-0.8)


def test_the_seller_walks_to_her_selling_point():
    canvas = positioning.stall_canvas()
    scored = positioning.usp_score(canvas, positioning.WAITING, us="she", them="kiosks")
    assert scored["factor"].iloc[0] == "comes to the buyer"
    assert (scored.query("lead <= 0")["score"] == 0).all()
    people = pd.DataFrame({"who": list("abcd"), "power": [5, 5, 1, 1], "interest": [5, 1, 5, 1]})
    assert positioning.stakeholders(people)["treat"].tolist() == [
        "manage closely",
        "keep satisfied",
        "keep informed",
        "watch",
    ]
    with pytest.raises(ValueError, match="The power of a is rated 9"):
        positioning.stakeholders(people.assign(power=9))
