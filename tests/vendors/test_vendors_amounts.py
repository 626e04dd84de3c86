"""Money as CRMs write it: each style, both decimal marks, and never a guess."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import vendors

STYLES = {
    "$342.09K": 342_090.0,
    "1.2M": 1_200_000.0,
    "€ 1.234,56": 1234.56,
    "(500.00)": -500.0,
    "($500.00)": -500.0,
    "-$12.50": -12.5,
    "USD 1,200.00": 1200.0,
    "1.5 bn EUR": 1_500_000_000.0,
    "¥3.5万": 35_000.0,
    "0.2亿": 20_000_000.0,
    "CHF 1'250.50": 1250.5,
    "12 500,75 zł": 12_500.75,
    "人民币 88.5": 88.5,
    "7": 7.0,
}


@pytest.mark.parametrize(("cell", "amount"), STYLES.items(), ids=STYLES)
def test_each_style_alone(cell: str, amount: float) -> None:
    read = vendors.amounts(pd.Series([cell])).iloc[0]
    assert (read["amount"], read["problem"]) == (amount, "")


@pytest.mark.parametrize(
    ("cell", "currency"),
    [
        ("USD 1,200.00", "USD"), ("1.2M EUR", "EUR"), ("€ 5", "EUR"), ("£5", "GBP"), ("$5", ""), ("5", ""),
        ("人民币 88.5", "CNY"),
    ],
)  # fmt: skip
def test_a_currency_is_told_where_it_is_sure(cell: str, currency: str) -> None:
    assert vendors.amounts(pd.Series([cell]))["currency"].tolist() == [currency]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (["1,234"], "two amounts"),
        (["1.234K"], "two amounts"),
        (["1.234,56", "1,234.56"], "another decimal mark"),
        (["plenty"], "no amount"),
        (["inf"], "no amount"),
        (["9999999999999999"], "too large"),
        (["9999999M", "999999999999B"], "too large"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_no_number(cells: list[str], problem: str) -> None:
    read = vendors.amounts(pd.Series(cells))
    bad = read[read["problem"] != ""]
    assert set(bad["problem"]) == {problem}
    assert bad["amount"].isna().all()


def test_the_column_or_the_reader_settles_the_decimal_mark() -> None:
    assert vendors.amounts(pd.Series(["1,234", "0,5"]))["amount"].tolist() == [1.234, 0.5]
    assert vendors.amounts(pd.Series(["1,234"]), decimal=".")["amount"].tolist() == [1234.0]
    assert vendors.amounts(pd.Series(["1,234"]), decimal=",")["amount"].tolist() == [1.234]


@given(
    cents=st.integers(-(10**11), 10**11),
    style=st.sampled_from(["{:,.2f}", "${:,.2f}", "{:.2f} USD", "eu", "brackets"]),
)
def test_what_is_written_in_a_style_is_read_back(cents: int, style: str) -> None:
    amount = cents / 100
    if style == "eu":
        text = f"€ {amount:,.2f}".translate(str.maketrans(",.", ".,"))
    elif style == "brackets":
        text = f"({abs(amount):,.2f})" if amount < 0 else f"{amount:,.2f}"
    else:
        text = style.format(amount)
    assert vendors.amounts(pd.Series([text]))["amount"].tolist() == [pytest.approx(amount, abs=1e-9)]


@given(st.floats(1, 9999), st.sampled_from([("K", 1e3), ("k", 1e3), ("M", 1e6), ("B", 1e9), ("万", 1e4)]))
def test_suffixes_multiply(number: float, suffix: tuple[str, float]) -> None:
    letter, times = suffix
    read = vendors.amounts(pd.Series([f"{number:.2f}{letter}"]))["amount"].item()
    assert read == pytest.approx(round(number, 2) * times)


@given(st.lists(st.text(max_size=12), max_size=5))
def test_any_text_is_an_amount_or_a_problem_or_blank(cells: list[str]) -> None:
    read = vendors.amounts(pd.Series(cells, dtype="str"))
    assert len(read) == len(cells)
    known = read["amount"].dropna()
    assert known.map(math.isfinite).all()
    assert (read.loc[known.index, "problem"] == "").all()
