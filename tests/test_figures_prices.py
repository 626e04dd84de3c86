"""Figures on prices and choices: each sentence is true of its table, and no table breaks the drawing."""

import re

import numpy as np
import pandas as pd
import pytest

from helpers import choice, figures, mix, samples
from helpers.show import png
from helpers.words import money

BROKEN = r"\bnan|\binf\b|None|[{}]"


def asked(people: int = 60, *, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    four = np.sort(rng.normal(70, 12, (people, 4)), axis=1).round() + np.array([0, 5, 10, 15])
    return pd.DataFrame(four, columns=["too_cheap", "cheap", "expensive", "too_expensive"])


def sales(brands: int = 3, periods: int = 12) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    names = [f"Brand {n} & Söhne $1 $2, an unusually long name" for n in range(brands)]
    at = pd.MultiIndex.from_product(
        [range(periods), names, ["north", "south"]], names=["period", "brand", "store"]
    )
    price = (
        50 * np.exp(rng.normal(0, 0.1, len(at))) * (1 + np.tile(np.repeat(np.arange(brands), 2), periods) / 5)
    )
    table = at.to_frame(index=False)
    return table.assign(
        price=price.round(2), units=np.rint(9e6 * price**-2.0 * np.exp(rng.normal(0, 0.1, len(at))))
    )


DEMAND = mix.gabor_granger([5, 6, 7, 8, 9], [0.9, 0.8, 0.65, 0.45, 0.25], unit_cost=3, asked=80)
WORTHS = pd.DataFrame(
    {
        "attribute": ["quality", "quality", "price", "lead_time", "none"],
        "level": ["basic", "good", "54 to 90", "4 to 12", "constant"],
        "estimate": [0.0, 0.8, -1.1, -0.1, 9.0],
        "se": [0.0, 0.1, 0.1, 0.1, 1.0],
        "low": [0.0, 0.6, -1.3, -0.3, 7.0],
        "high": [0.0, 1.0, -0.9, 0.1, 11.0],
    }
)
PAY = pd.DataFrame(
    {
        "attribute": ["quality", "lead_time", "brand"],
        "level": ["good", "−1", "Korrin"],
        "wtp": [15.2, 3.1, -4.0],
        "low": [11.0, 2.5, -9.0],
        "high": [19.0, 3.7, 1.0],
    }
)
SHARES = pd.DataFrame(
    {
        "offer": ["ours", "theirs", "none"],
        "share": [0.36, 0.5, 0.14],
        "low": [0.3, 0.44, 0.1],
        "high": [0.42, 0.56, 0.2],
    }
)


def test_psm_says_the_points() -> None:
    table = asked()
    points = mix.psm_points(table)
    said = figures.psm(mix.psm_curves(table), points, currency="USD")
    at = points.set_index("measure")
    for value in at["value"]:
        assert money(value, "USD") in said.sentence
    assert f"between {at.loc['psm_opp', 'low']:.1f}" in said.sentence
    texts = [text.get_text() for text in said.figure.axes[0].texts]
    assert {"low end", "fewest turn away", "usual price", "high end"} <= {
        text.rsplit(" ", 1)[0] for text in texts
    }


def test_psm_points_lie_where_two_curves_cross() -> None:
    table = asked(200)
    curves, points = mix.psm_curves(table), mix.psm_points(table).set_index("measure")["value"]
    pairs = {
        "psm_low": ("too_cheap", "not_cheap"),
        "psm_opp": ("too_cheap", "too_expensive"),
        "psm_idp": ("not_cheap", "not_expensive"),
        "psm_high": ("not_expensive", "too_expensive"),
    }
    for measure, pair in pairs.items():
        one, other = (np.interp(points[measure], curves["price"], curves[name]) for name in pair)
        assert one == pytest.approx(other, abs=1e-9)


def test_demand_names_the_best_prices_and_warns_of_ends() -> None:
    assert figures.demand_curve(DEMAND).sentence == (
        "At 5.00 90% would buy, at 9.00 25%; revenue is highest at 6.00, profit at 7.00."
    )
    rising = figures.demand_curve(DEMAND.head(2), currency="USD").sentence
    assert "highest at USD 6.00" in rising
    assert rising.endswith("what stands at an end may go on beyond it.")
    assert "no other price was looked at" in figures.demand_curve(DEMAND.head(1)).sentence


@pytest.mark.parametrize(
    ("slope", "said"),
    [
        ((-2.1, -2.5, -1.7), "(slope −2.10, 95% interval −2.50 to −1.70): a dearer price brings less"),
        ((-2.1, -2.5, -1.7), "fall by 2.1% where a price is 1% higher"),
        ((-0.5, -0.8, -0.2), "a dearer price brings more money in"),
        ((-1.1, -1.5, -0.7), "this does not tell"),
        ((0.4, np.nan, np.nan), "rise by 0.4% where a price is 1% higher: a dearer price brings more"),
    ],
)  # fmt: skip
def test_elasticity_reads_the_slope(slope: tuple[float, float, float], said: str) -> None:
    sentence = figures.elasticity(sales(), slope).sentence
    assert sentence.startswith("Over 12 periods, units of 3 brands")
    assert said in sentence


def test_elasticity_draws_ours_first_and_many_brands_as_others() -> None:
    many = sales(9)
    ours = many["brand"].iloc[-1]
    axes = figures.elasticity(many, mix.price_elasticity(many), ours=ours).figure.axes[0]
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels[0][:7] == ours[:7]
    assert labels[-1] == "other brands"
    assert len(labels) == 6


def test_part_worths_names_the_largest_step_and_leaves_none_out() -> None:
    said = figures.part_worths(WORTHS)
    assert said.sentence == (
        "The largest single step is price: 54 to 90, −1.10."
        " 1 of 3 intervals hold zero: there the choices do not tell the direction."
    )
    labels = [label.get_text() for label in said.figure.axes[0].get_yticklabels()]
    assert labels == ["quality: basic", "quality: good", "price: 54 to 90", "lead time: 4 to 12"]
    sure = figures.part_worths(WORTHS[WORTHS["attribute"] != "lead_time"])
    assert sure.sentence.endswith("No interval holds zero.")
    slopes = figures.part_worths(WORTHS.assign(level="slope"))
    assert slopes.sentence.startswith("Each number is drawn per unit")


def test_worth_says_what_is_paid_most_and_what_may_be_nothing() -> None:
    assert figures.worth(PAY, currency="USD").sentence == (
        "Worth most is quality: good: USD 15.20 (95% interval 11.00 to 19.00);"
        " brand: Korrin may be worth nothing."
    )
    blank = figures.worth(PAY.assign(low=np.nan, high=np.nan)).sentence
    assert blank == "Worth most is quality: good: 15.20."


def test_offer_shares_says_ours_and_the_change() -> None:
    alone = figures.offer_shares(SHARES, ours="ours").sentence
    assert alone == "ours would be chosen by 36% (95% interval 30% to 42%); 14% would take none."
    before = SHARES.assign(share=[0.25, 0.6, 0.15])
    assert "11 points more than before" in figures.offer_shares(SHARES, before=before, ours="ours").sentence
    assert figures.offer_shares(SHARES).sentence.startswith("theirs would be chosen by 50%")


def test_wtp_curve_reads_off_the_middle_and_a_price() -> None:
    curve = mix.willing(pd.Series([50.0, 60.0, 70.0, 80.0]))
    said = figures.wtp_curve(curve, currency="USD", at=60).sentence
    assert said == "Half of those asked would pay USD 70.00 or more; at USD 60.00 75% would."
    high = curve.assign(share=curve["share"] / 4)
    assert figures.wtp_curve(high).sentence == "Less than half would pay even 50.00."
    assert "at USD 500" not in figures.wtp_curve(curve, currency="USD", at=500).sentence


def drawn() -> list[figures.Described]:
    """Every figure of the file, on ordinary tables and on odd ones."""
    two, one = asked(2), asked(1)
    juice = choice.fit(samples.orange_juice(), attributes=["alternative", "price"])
    long = SHARES.assign(offer=["An offer with a very long name, cut in the picture", "星野 $1 $2", "none"])
    return [
        *(
            figures.psm(mix.psm_curves(table), mix.psm_points(table), currency="USD")
            for table in (asked(500), two, one)
        ),
        figures.demand_curve(DEMAND, currency="USD"),
        figures.demand_curve(DEMAND.head(1)),
        figures.demand_curve(mix.willing(asked(500)["too_expensive"], unit_cost=90)),
        *(figures.elasticity(table, (-2.0, -2.2, -1.8)) for table in (sales(), sales(9), sales(1, 1))),
        figures.part_worths(WORTHS),
        figures.part_worths(juice.part_worths),
        figures.part_worths(WORTHS.head(1)),
        figures.worth(PAY, currency="USD"),
        figures.worth(PAY.tail(1)),
        figures.worth(PAY.assign(wtp=0.0, low=np.nan, high=np.nan)),
        figures.offer_shares(SHARES, before=SHARES.assign(share=0.9), ours="ours"),
        figures.offer_shares(long.assign(low=np.nan, high=np.nan), ours="星野 $1 $2"),
        figures.offer_shares(SHARES.assign(share=0.0, low=0.0, high=0.0)),
        figures.wtp_curve(mix.willing(asked(500)["too_expensive"]), at=90),
        figures.wtp_curve(mix.willing(pd.Series([5.0]))),
    ]


def test_words_stay_on_the_page_and_sentences_are_whole() -> None:
    for described in drawn():
        assert re.search(BROKEN, described.sentence) is None, described.sentence
        assert len(png(described)) < 80_000
        around, page = described.figure.get_tightbbox(), described.figure.bbox_inches
        assert page.x0 <= around.x0, described.sentence
        assert around.x1 <= page.x1, described.sentence
        assert page.y0 <= around.y0, described.sentence
        assert around.y1 <= page.y1, described.sentence


@pytest.mark.parametrize(
    ("draw", "table"),
    [
        (figures.demand_curve, DEMAND.head(0)),
        (figures.part_worths, WORTHS.head(0)),
        (figures.worth, PAY.head(0)),
        (figures.offer_shares, SHARES.head(0)),
        (figures.wtp_curve, DEMAND.head(0)),
        (lambda table: figures.elasticity(table, (-2.0, -2.2, -1.8)), sales().head(0)),
        (lambda table: figures.psm(table, mix.psm_points(asked())), mix.psm_curves(asked()).head(0)),
    ],
)
def test_nothing_to_draw_is_said(draw, table: pd.DataFrame) -> None:
    described = draw(table)
    assert described.sentence
    assert png(described)


@pytest.mark.parametrize(
    "draw",
    [figures.demand_curve, figures.part_worths, figures.worth, figures.offer_shares, figures.wtp_curve],
)
def test_a_missing_column_is_named(draw) -> None:
    with pytest.raises(ValueError, match=f"figures.{draw.__name__} needs a column .*; the table has x"):
        draw(pd.DataFrame({"x": [1]}))
