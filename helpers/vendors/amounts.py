"""Money as CRMs write it: $342.09K · 1.2M · € 1.234,56 · (500.00) · USD 1,200 · 3.5万."""

import pandas as pd

from helpers.reading.numbers import blank, read_numbers
from helpers.words import _

# What a letter after a number stands for; k and m are read in either case, as no amount is in milli-anything.
TIMES = {
    "k": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "b": 1e9, "bn": 1e9, "mrd": 1e9, "t": 1e12,
    "千": 1e3, "万": 1e4, "亿": 1e8,
}  # fmt: skip
SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "zł": "PLN", "元": "CNY"}
_LETTERS = "|".join(sorted(TIMES, key=len, reverse=True))
# The suffix follows a digit; a currency may stand after it, as in 1.2M EUR, and a bracket may close.
_SUFFIX = rf"(?i)(?<=[\d.,])\s*({_LETTERS})(?=\s*(?:[)€£$¥元-]|[A-Z]{{3}}|zł)?\s*\)?$)"
_BRACKETS = r"\(([^()-]*)\)"  # accountants' minus
_CODE = r"(?:^|[\s(\d.,+-])([A-Z]{3})(?=$|[\s)\d.,+-])"


def amounts(text: pd.Series, *, decimal: str = "") -> pd.DataFrame:
    """Amounts from text: amount, currency ("" where the cell names none for sure), problem ("" if read).

    decimal: the decimal mark where it is known; else the column decides by what can be read in one way only,
    and what could be two amounts is a problem, never a guess. A dollar sign names no currency: there are a
    score of dollars.

    >>> amounts(pd.Series(["$342.09K", "1.2M", "(500.00)", ""]))["amount"].tolist()
    [342090.0, 1200000.0, -500.0, nan]
    >>> amounts(pd.Series(["€ 1.234,56", "EUR 7"]))[["amount", "currency"]].values.tolist()
    [[1234.56, 'EUR'], [7.0, 'EUR']]
    >>> amounts(pd.Series(["1,234"]))["problem"].tolist()
    ['two amounts']
    """
    cells = text.fillna("").astype("str").str.strip().str.normalize("NFKC")
    empty = blank(cells)
    letters = cells.str.extract(_SUFFIX, expand=False).str.lower()
    times = letters.map(TIMES).astype("float64").fillna(1.0)
    # A currency in words is taken off; what is left is read as any number in a case is.
    below = cells.str.fullmatch(_BRACKETS).astype(bool)
    cells = cells.mask(below, cells.str.replace(_BRACKETS, r"\1", regex=True).str.strip())
    plain = cells.str.replace(_SUFFIX, "", regex=True).str.replace(r"(?:人民币|RMB)", "", regex=True)
    read = read_numbers(plain, decimal=decimal)
    problem = pd.Series("", index=text.index)
    for wrong, name in (
        (read.unreadable | read.infinite, _("no amount")),
        (read.too_large | ((read.values * times).abs() > 1e15), _("too large")),
        (read.mixed, _("another decimal mark")),
        (read.ambiguous, _("two amounts")),
    ):
        problem = problem.mask(wrong & ~empty & (problem == ""), name)
    # Rounded to a thousandth of a cent, so that 342.09K is 342090 and no hair more.
    value = (read.values * times * (1 - 2 * below)).round(5).where(problem == "")
    return pd.DataFrame({"amount": value, "currency": _currency(cells), "problem": problem})


def _currency(cells: pd.Series) -> pd.Series:
    """The three letters a cell names its currency by, or those its sign stands for alone."""
    code = cells.str.extract(_CODE, expand=False).fillna("")
    for sign, name in SIGNS.items():
        code = code.mask((code == "") & cells.str.contains(sign, regex=False), name)
    return code.mask(cells.str.contains("人民币|RMB"), "CNY")
