"""Attributes become columns as announced, and what cannot be weighed is refused by name."""

import numpy as np
import pandas as pd
import pytest
from choosers import people

from helpers import choice
from helpers.choice.coding import coding


def test_numbers_have_a_slope_words_their_levels_and_nothing_a_constant() -> None:
    table = choice.fit(people(), reference={"brand": "Ours"}).table
    assert table[["attribute", "level"]].values.tolist() == [
        ["price", "slope"],
        ["quality", "good"],
        ["brand", "Korrin"],
        ["none", "constant"],
    ]


def test_reference_is_the_first_in_the_alphabet_or_the_one_named() -> None:
    table = people()
    assert coding(table).levels["brand"] == ("Korrin", "Ours")
    assert coding(table, reference={"brand": "Ours"}).levels["brand"] == ("Ours", "Korrin")
    with pytest.raises(ValueError, match="brand was never Theirs; it was Korrin, Ours"):
        coding(table, reference={"brand": "Theirs"})
    with pytest.raises(ValueError, match="price is a number and has no reference level"):
        coding(table, reference={"price": "50"})
    with pytest.raises(ValueError, match="reference names colour"):
        coding(table, reference={"colour": "red"})


def test_columns_of_keys_are_no_attributes() -> None:
    table = people().assign(customer_id="C1")
    assert choice.attributes(table) == ["price", "quality", "brand"]
    assert choice.fit(table).n_respondents == 60


def test_constant_and_copied_columns_are_named() -> None:
    table = people()
    with pytest.raises(ValueError, match="income: the same for all alternatives of a task"):
        choice.fit(table.query("alternative != 'none'").assign(income=3.0))
    with pytest.raises(ValueError, match="A column about the person is none"):
        choice.fit(table.assign(income=3.0))
    with pytest.raises(ValueError, match="cents always moves with price"):
        choice.fit(table.assign(cents=table["price"] * 100), attributes=["price", "cents"])
    copied = table.assign(colour=table["quality"].map({"good": "red", "basic": "blue"}))
    with pytest.raises(ValueError, match="colour red always moves with quality good"):
        choice.fit(copied, attributes=["price", "quality", "colour"])


def test_a_level_with_a_constant_of_its_own_is_no_second_nothing() -> None:
    fit = choice.fit(people(), attributes=["alternative", "price"])
    assert fit.table["level"].tolist() == ["B", "C", "slope", "constant"]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda t: t.drop(columns=["price", "quality", "brand"]), "has no attributes"),
        (lambda t: t.drop(columns="chosen"), "need a column chosen"),
        (lambda t: t.assign(chosen=2), "chosen holds something other than 1 and 0"),
        (
            lambda t: t.assign(chosen=1),
            "480 tasks have several chosen alternatives; the first is T0 of R0000",
        ),
        (lambda t: t.assign(chosen=0), "No task is answered"),
        (lambda t: t.head(8), "2 tasks cannot tell 4 part-worths apart|without exception|always|Nobody"),
        (lambda t: t.assign(price=t["price"].mask(t.index == 5)), "price: 1 of 1920 rows hold no number"),
        (lambda t: t.assign(brand=t["brand"].mask(t.index == 5)), "brand: 1 of 1920 rows are blank"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(spoil, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        choice.fit(spoil(people()))


def test_offers_of_levels_never_shown_are_refused() -> None:
    fit = choice.fit(people())
    offer = pd.DataFrame({"offer": ["new"], "price": [55.0], "quality": ["superb"], "brand": ["Ours"]})
    with pytest.raises(ValueError, match="quality superb was never shown; choose among basic, good"):
        fit.utilities(offer)
    with pytest.raises(ValueError, match="need a column brand"):
        fit.utilities(offer.drop(columns="brand"))
    nothing = offer.assign(price=np.nan, quality=None, brand=None)
    assert fit.utilities(nothing) == pytest.approx(fit.estimates[-1])
    without = choice.fit(people().query("alternative != 'none'"))
    with pytest.raises(ValueError, match="An offer has no attributes at all"):
        without.utilities(nothing)


def test_unanswered_tasks_are_left_out_and_counted() -> None:
    table = people()
    skipped = (table["respondent_id"] == "R0003") & (table["task"] == "T2")
    fit = choice.fit(table.assign(chosen=table["chosen"].where(~skipped, 0)))
    assert (fit.n_tasks, fit.left_out) == (479, 1)
    gone = choice.fit(table[~skipped])
    assert fit.estimates == pytest.approx(gone.estimates)
    assert (
        choice.probabilities(fit, table.assign(chosen=table["chosen"].where(~skipped, 0)))[skipped]
        .isna()
        .all()
    )
