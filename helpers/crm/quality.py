"""How good the address book is: complete, valid, unique, current, agreed to, with an example and a remedy."""

import re
from collections.abc import Callable

import pandas as pd

from helpers.words import _

ASPECTS = ("complete", "valid", "unique", "consistent", "current", "agreed")
CURRENT_DAYS = 365
COLUMNS = ["aspect", "table", "column", "checked", "good", "share", "example", "remedy"]
EMAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,.]{2,}")
EXTENSION = re.compile(r"(ext\.?|x)\s*\d+$", re.IGNORECASE)
PHONE = re.compile(r"[+\d][\d\s()/.\-–]*")
DIGITS = 6  # a telephone number has at least so many


def valid_email(text: object) -> bool:
    """Whether it has the form of one mail address; whether anybody reads it is another matter.

    >>> valid_email("post@zur-linde.example"), valid_email("petersen@zur-linde")
    (True, False)
    """
    return bool(EMAIL.fullmatch(str(text).strip()))


def valid_phone(text: object) -> bool:
    """Whether it has the form of a telephone number with at least six digits.

    >>> valid_phone("+49 431 5550110"), valid_phone("0421 x"), valid_phone("12-34")
    (True, False, False)
    """
    plain = EXTENSION.sub("", str(text).strip())
    return bool(PHONE.fullmatch(plain)) and sum(map(str.isdigit, plain)) >= DIGITS


VALID: dict[str, Callable[[object], bool]] = {"email": valid_email, "phone": valid_phone}
REMEDY = {
    "complete": _(
        "Ask for it at the next contact, and say what it is for. What nobody needs is taken off the form."
    ),
    "valid": _("Correct it where it is plain, ask where it is not; let the form refuse it next time."),
    "unique": _("Join the two and keep both histories; the older number stays as a note."),
    "consistent": _(
        "Two entries contradict each other: look at the paper, correct one, note which was believed."
    ),
    "current": _("Ring those with the most sales first: is it still she, is it still there?"),
    "agreed": _("Write to none of them until they have said yes; ask when they next write to you."),
}


def quality(  # noqa: PLR0913 – what each aspect takes
    customers: pd.DataFrame,
    contacts: pd.DataFrame | None = None,
    *,
    duplicates: pd.DataFrame | None = None,
    last_contact: pd.Series | None = None,
    first_order: pd.Series | None = None,
    as_of: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """The base, question by question: aspect, table, column, checked, good, share, example, remedy.

    customers: customer_id and whatever is known; contacts: contact_id and so on; duplicates: customer_id,
    same_as (`01_duplicates`); last_contact: customer_id → when somebody last spoke to them or they ordered;
    first_order: customer_id → their first order.
    complete: filled in; valid: what is filled in has the form of a mail address or a telephone number;
    unique: no other entry is the same customer; consistent: not won after their first order nor in the
    future, and a contact's customer is there; current: touched within a year of `as_of`; agreed: may be
    written to by e-mail. example: the id of the first row that is not good. Source: the dimensions of Wang &
    Strong (1996), as DAMA counts them.
    """
    rows: list[tuple[object, ...]] = []
    for name, table in (("customers", customers), ("contacts", contacts)):
        if table is None or table.empty:
            continue
        for column in [name for name in table.columns[1:] if not str(name).startswith("consent_")]:
            filled = table[column].notna() & (table[column].astype(str).str.strip() != "")
            rows.append(_row("complete", name, str(column), table, filled))
            if (judge := VALID.get(str(column))) and filled.any():
                part = table[filled]
                rows.append(_row("valid", name, str(column), part, part[column].map(judge).astype(bool)))
    ids = customers["customer_id"]
    if duplicates is not None:
        rows.append(
            _row("unique", "customers", "customer_id", customers, ~ids.isin(duplicates["customer_id"]))
        )
    rows += _consistent(customers, contacts, first_order, as_of)
    if last_contact is not None and as_of is not None:
        at = _of(last_contact, ids)
        touched = at > as_of - pd.Timedelta(days=CURRENT_DAYS)
        rows.append(_row("current", "customers", "customer_id", customers, touched))
    if "consent_email" in customers:
        rows.append(_row("agreed", "customers", "consent_email", customers, customers["consent_email"] == 1))
    return pd.DataFrame(rows, columns=COLUMNS)


def _consistent(
    customers: pd.DataFrame,
    contacts: pd.DataFrame | None,
    first_order: pd.Series | None,
    as_of: pd.Timestamp | None,
) -> list[tuple[object, ...]]:
    """What contradicts itself: the day of winning against first order and today; people without firm."""
    rows = []
    if "acquired_on" in customers and customers["acquired_on"].notna().any():
        told = customers[customers["acquired_on"].notna()]
        late = pd.Series(False, index=told.index)
        if first_order is not None:
            late |= told["acquired_on"] > _of(first_order, told["customer_id"])
        if as_of is not None:
            late |= told["acquired_on"] > as_of
        rows.append(_row("consistent", "customers", "acquired_on", told, ~late))
    if contacts is not None and not contacts.empty and "customer_id" in contacts:
        known = contacts["customer_id"].isin(customers["customer_id"])
        rows.append(_row("consistent", "contacts", "customer_id", contacts, known))
    return rows


def _of(days: pd.Series, ids: pd.Series) -> pd.Series:
    """A day for each customer, by id; blank where there is none."""
    known = pd.to_datetime(days).set_axis(days.index.astype(str))
    return pd.Series(known.reindex(ids.astype(str)).to_numpy(), index=ids.index)


def _row(aspect: str, name: str, column: str, table: pd.DataFrame, good: pd.Series) -> tuple[object, ...]:
    bad = table.loc[~good, table.columns[0]]
    example = str(bad.iloc[0]) if len(bad) else ""
    return aspect, name, column, len(good), int(good.sum()), float(good.mean()), example, REMEDY[aspect]


def score(table: pd.DataFrame) -> pd.DataFrame:
    """A mark for each aspect: aspect, checked, good, share, worst (the column with the lowest share).

    table: `quality`. Every check counts alike; a single mark for all aspects is left to those who like them.

    >>> table = pd.DataFrame([("valid", "customers", "email", 4, 3, 0.75, "C2", "")], columns=COLUMNS)
    >>> score(table)[["aspect", "worst"]].values.tolist()
    [['valid', 'email']]
    """
    rows = []
    for aspect, part in table.groupby("aspect", sort=False):
        worst = str(part.sort_values("share", kind="stable")["column"].iloc[0])
        checked, good = int(part["checked"].sum()), int(part["good"].sum())
        rows.append((aspect, checked, good, good / checked, worst))
    return pd.DataFrame(rows, columns=["aspect", "checked", "good", "share", "worst"])
