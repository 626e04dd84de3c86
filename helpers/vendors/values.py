"""The cells of an export as what they mean: ids, stamps, money, flags, durations.

All stamps of a file are read together, and all of its money: one export is written in one country's way.
"""

from dataclasses import dataclass

import pandas as pd

from helpers.reading.columns import as_text, typed
from helpers.reading.dates import read_dates
from helpers.reading.finding import Notes
from helpers.reading.numbers import blank
from helpers.reading.settings import FileSettings
from helpers.reading.words import NO, YES
from helpers.schema import Column
from helpers.vendors.amounts import amounts
from helpers.vendors.recognise import ENTERED
from helpers.words import _, listed

IDS = {
    "customer_id", "contact_id", "lead_id", "interaction_id", "ticket_id", "order_id", "opportunity_id",
    "product_id", "about_id",
}  # fmt: skip
STAMPS = {
    "created_at", "converted_at", "closed_on", "staged_at", "entered_at", "at", "opened_at", "resolved_at",
    "first_reply_at", "ordered_at", "acquired_on",
}  # fmt: skip
DAYS = {"acquired_on", "closed_on"}
MONEY = {
    "amount", "order_amount", "acquisition_cost", "service_cost", "cost", "unit_price", "unit_cost",
    "discount", "total",
}  # fmt: skip
NUMBERS = {"quantity", "discount_percent", "minutes"}
DURATIONS = {"seconds": 60.0, "milliseconds": 60_000.0}
FLAGS = {
    "converted", "won", "opted_out", "do_not_call", "marketing_status", "consent_email", "consent_phone",
    "consent_post", "reopened",
}  # fmt: skip
# Besides yes and no. A contact that may not be marketed to has not agreed to it.
TRUE = {*YES, "checked", "selected", "marketing contact", "营销联系人", "已选中", "已选"}
FALSE = {*NO, "unchecked", "non-marketing contact", "not marketing contact", "非营销联系人", "未选中", "未选"}

TWO_DATES = (
    _("could be two different dates: day or month first"),
    _("Say which with --date-order dmy or --date-order mdy."),
)
MIXED_DATES = (
    _("has day and month in another order than the rest of the file"),
    _("Export the file with one setting of the country."),
)
NO_DATE = (_("is not a date"), _("Mend it in the CRM or in the file, or leave the cell empty."))
PROBLEMS = {
    _("two amounts"): (
        _("could be two different amounts: with thousands or with decimals"),
        _('Say which mark is the decimal one: --decimal "." or --decimal ",".'),
    ),
    _("another decimal mark"): (
        _("has another decimal mark than the rest of the file"),
        _("Export the file with one setting of the country."),
    ),
    _("too large"): (_("is too large to be an amount"), _("See whether it is another column.")),
    _("no amount"): (_("is no amount"), _("Mend it in the CRM or in the file, or leave the cell empty.")),
}
ORDERS = {"": "", "dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y"}


@dataclass(frozen=True)
class Reading:
    """How an export is written, where its cells do not settle it.

    date_order: "dmy" or "mdy". decimal: "." or ",". timezone: local time, for stamps that carry an offset.
    """

    date_order: str = ""
    decimal: str = ""
    timezone: str = "UTC"


AS_IT_IS = Reading()


def valued(raw: pd.DataFrame, notes: Notes, reading: Reading = AS_IT_IS) -> pd.DataFrame:
    """The cells under our names as ids, stamps, money …; other columns as text. Errors go to `notes`.

    In attrs["currencies"] stand the currencies that cells of money name.
    """
    names = [str(name) for name in raw]
    made = {name: _text(raw[name], name, notes) for name in names}
    stamps = [name for name in names if name in STAMPS or name.startswith(ENTERED)]
    for name, values in _stamps(raw, stamps, reading, notes).items():
        made[name] = values.dt.normalize() if name in DAYS else values
    money = [name for name in names if name in MONEY | NUMBERS]
    numbers, currencies = _money(raw, money, reading.decimal, notes)
    made |= numbers
    made |= {name: _flag(raw[name], name, notes) for name in names if name in FLAGS}
    made |= {name: _minutes(raw[name], name, notes) for name in names if name in DURATIONS}
    frame = pd.DataFrame(made, index=raw.index)
    frame.attrs = {"currencies": currencies}
    return frame


def _text(raw: pd.Series, name: str, notes: Notes) -> pd.Series:
    """Text as a case reads it: blanks gone, and the apostrophe that keeps a formula from running."""
    return typed(raw, Column(name, "id" if name in IDS else "text", ""), FileSettings(), notes)


def _stamps(raw: pd.DataFrame, names: list[str], reading: Reading, notes: Notes) -> dict[str, pd.Series]:
    """Columns of dates; what could be two dates is asked for."""
    if not names:
        return {}
    text = pd.concat({name: as_text(raw[name]).fillna("").astype("str").str.strip() for name in names})
    form, zone = ORDERS[reading.date_order], reading.timezone
    read = read_dates(text, date_format=form, timezone=zone, **raw.attrs.get("dates", {}))
    if read.offset.any():
        message = _("times that say how far they are from UTC are told in the time of {timezone}")
        notes.notice(message.format(timezone=zone), _("Say yours with --timezone Europe/London."))
    for name in names:
        for wrong, words in (
            (read.ambiguous, TWO_DATES),
            (read.mixed, MIXED_DATES),
            (read.unreadable, NO_DATE),
        ):
            _tell(text, wrong, name, words, notes)
    return {name: read.values.loc[name] for name in names}


def _tell(text: pd.Series, wrong: pd.Series, name: str, words: tuple[str, str], notes: Notes) -> None:
    """An error for the cells of one column that are wrong, if there are any."""
    cells, bad = text.xs(name), wrong.xs(name)
    if bad.any():
        notes.error(*words, column=name, at=cells[bad])


def _money(
    raw: pd.DataFrame, names: list[str], decimal: str, notes: Notes
) -> tuple[dict[str, pd.Series], list[str]]:
    """Columns of money and the currencies named in them; a column of two currencies cannot be added up."""
    if not names:
        return {}, []
    text = pd.concat({name: as_text(raw[name]).fillna("").astype("str").str.rstrip("% ") for name in names})
    read = amounts(text, decimal=decimal)
    for name in names:
        for problem, words in PROBLEMS.items():
            _tell(text, read["problem"] == problem, name, words, notes)
    money = [name for name in names if name in MONEY]
    named = read.loc[money, "currency"] if money else pd.Series(dtype=str)
    currencies = sorted(set(named[named != ""]))
    return {name: read["amount"].loc[name] for name in names}, currencies


def one_currency(currencies: list[str], notes: Notes) -> str:
    """The currency of all amounts, "" where none is named; an error in `notes` where there are several."""
    if len(currencies) > 1:
        message = _("amounts are in {currencies}: they cannot be added up")
        remedy = _("Export them in one currency: each of these CRMs can convert to that of the company.")
        notes.error(message.format(currencies=listed(currencies)), remedy)
    return currencies[0] if len(currencies) == 1 else ""


def flags(raw: pd.Series) -> tuple[pd.Series, pd.Series]:
    """1 or 0, missing where the cell is empty or odd; and which cells are odd: neither yes nor no.

    >>> flags(pd.Series(["是", "No", "", "perhaps"]))[0].tolist()
    [1.0, 0.0, nan, nan]
    """
    word = as_text(raw).fillna("").astype("str").str.strip().str.lower().str.removesuffix(".0")
    values = pd.Series(float("nan"), index=raw.index).mask(word.isin(TRUE), 1.0).mask(word.isin(FALSE), 0.0)
    return values, values.isna() & ~blank(word)


def _flag(raw: pd.Series, name: str, notes: Notes) -> pd.Series:
    """Flags, with an error for cells that are odd."""
    values, odd = flags(raw)
    if odd.any():
        notes.error(_("is neither yes nor no"), _("Write yes or no, 1 or 0."), column=name, at=raw[odd])
    return values


def _minutes(raw: pd.Series, name: str, notes: Notes) -> pd.Series:
    """Minutes from a duration: 90 (in the unit of the column), 1:30 (minutes) or 0:01:30 (hours)."""
    text = as_text(raw).fillna("").astype("str").str.strip()
    clock = text.str.extract(r"^(?:(\d+):)?(\d{1,2}):(\d{2})$").astype("float64")
    minutes = clock[0].fillna(0) * 60 + clock[1] + clock[2] / 60
    values = minutes.fillna(amounts(text.mask(minutes.notna(), ""))["amount"] / DURATIONS[name])
    odd = values.isna() & ~blank(text)
    if odd.any():
        notes.error(_("is no duration"), _("Write it as 90 or as 0:01:30."), column=name, at=text[odd])
    return values
