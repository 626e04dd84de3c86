"""Six records of one hotel on three lists, checked by hand; and what one record should be in their place."""

import pandas as pd

from helpers.words import _

FIELDS = ("name", "phone", "email", "country", "last_contact")
TODAY = pd.Timestamp("2026-06-30")
OLD_DAYS = 365
# list, name, phone, email, country, last contact. The hotel exists in this course only.
_RECORDS = (
    (
        _("invoices"),
        "Hotel Sturmvik",
        "0047 55 0190 210",
        "bookings@sturmvik.example",
        "Norway",
        "2026-06-12",
    ),
    (_("invoices"), "Sturmvik Hotell AS", "", "bookings@sturmvik.example", "NO", "2024-11-03"),
    (_("service desk"), "Mrs Aune (hotel)", "0190 210", "", "", "2026-06-26"),
    (_("service desk"), "HOTEL STURMVIK", "0047 55 0190 210", "bookings(at)sturmvik", "Norway", "2026-02-18"),
    (_("a notebook"), "Sturmvik, ask for Liv", "00000", "liv@aune.example", "Norway", ""),
    (_("a notebook"), "Hotel Skarvlia", "0047 57 0133 041", "post@skarvlia.example", "Norway", "2026-05-30"),
)


def three_lists() -> pd.DataFrame:
    """Six records from three lists, as found: list, name, phone, email, country, last_contact (text).

    Five of them are one hotel; the sixth is another, three valleys on.
    """
    columns = ["list", *FIELDS]
    return pd.DataFrame(list(_RECORDS), columns=columns)


def record_scores(records: pd.DataFrame, *, blanks: int = 0) -> pd.DataFrame:
    """How good each record is: list, name, filled (of its five fields), valid (of those filled), and whether
    it is current (touched within a year); the last `blanks` rows left open.

    >>> record_scores(three_lists())["filled"].tolist()
    [5, 4, 3, 5, 4, 5]
    >>> record_scores(three_lists())["valid"].tolist()
    [5, 3, 1, 4, 2, 5]
    """
    full = pd.DataFrame({name: records[name] != "" for name in FIELDS})
    good = full & pd.DataFrame({name: records[name].map(rule) for name, rule in _RULES.items()})
    seen = pd.to_datetime(records["last_contact"], errors="coerce")
    current = (TODAY - seen).dt.days.le(OLD_DAYS)
    table = pd.DataFrame(
        {
            "list": records["list"],
            "name": records["name"],
            "filled": full.sum(axis=1).astype(float),
            "valid": good.sum(axis=1).astype(float),
            "current": current.map({True: _("yes"), False: _("no")}),
        }
    )
    open_ = table.index[len(table) - blanks :]
    table.loc[open_, ["filled", "valid"]] = float("nan")
    table["current"] = table["current"].astype(object).where(~table.index.isin(open_), "")
    if blanks:
        return table
    return table.astype({"filled": int, "valid": int})


def one_record() -> pd.DataFrame:
    """What stands in the base in place of the five: field, value, taken_from."""
    rows = [
        (_("account"), "Hotel Sturmvik", _("invoices: the name that pays")),
        (_("telephone"), "0047 55 0190 210", _("invoices and service desk agree")),
        (_("mail"), "bookings@sturmvik.example", _("invoices; the one with (at) cannot be written to")),
        (_("country"), "Norway", _("one spelling; NO is the same country")),
        (
            _("contact"),
            "Liv Aune",
            _("service desk and notebook: Mrs Aune and Liv are one person; she says so"),
        ),
        (_("her own mail"), _("left out"), _("private, and nobody asked her; ask")),
        (_("last contact"), "2026-06-26", _("the latest of all")),
        (_("knows"), _("what Piet knows"), _("a notebook: he types it in, and she may read it")),
    ]
    return pd.DataFrame(rows, columns=["field", "value", "taken_from"])


def _dialled(text: str) -> bool:
    return text.startswith("00") and sum(letter.isdigit() for letter in text) >= 8


def _mailed(text: str) -> bool:
    name, at, host = text.partition("@")
    return bool(name and at and "." in host and " " not in text)


_RULES = {
    # A name is somebody's: a firm's own, not a note on whom to ask for.
    "name": lambda text: not any(sign in text for sign in ("(", ",")),
    "phone": _dialled,
    "email": _mailed,
    "country": lambda text: len(text) > 2,
    "last_contact": lambda text: text != "",
}
