"""Plain refusals that step modules share: what is wrong, where, and how to mend it."""

import pandas as pd

from helpers.words import _

# Columns of customers that are there only where the case has what they are made of.
TAKES = dict.fromkeys(
    ("margin", "profit", "profit_12m", "value_to_come", "high_margin_share"), "unit_cost in the table orders"
)
TAKES |= dict.fromkeys(("service_cost", "cost_to_serve_share"), "service_cost in the table customers")
TAKES["customer_type"] = "customer_type in the table customers"
SHOWN = 8


def need(table: pd.DataFrame, *columns: str, what: str = _("the table")) -> None:
    """Refuse a table that lacks `columns`: what it has, or what of a case such a column takes.

    >>> need(pd.DataFrame({"customer_id": ["a"]}), "colour", what="customers")
    Traceback (most recent call last):
    ...
    ValueError: customers has no column colour; it has customer_id. Add it, or choose another column.
    >>> need(pd.DataFrame({"customer_id": ["a"]}), "profit", what="customers")
    Traceback (most recent call last):
    ...
    ValueError: profit is not known here: it takes unit_cost in the table orders.
    """
    absent = [name for name in columns if name not in table.columns]
    if not absent:
        return
    if "customer_id" in table.columns and (takes := TAKES.get(absent[0])):
        message = _("{column} is not known here: it takes {takes}.")
        raise ValueError(message.format(column=absent[0], takes=takes))
    message = _("{what} has no column {absent}; it has {has}. Add it, or choose another column.")
    names = [str(name) for name in table.columns]
    has = ", ".join(names[:SHOWN] + (["…"] if len(names) > SHOWN else [])) or _("none")
    raise ValueError(message.format(what=what, absent=", ".join(absent), has=has))


def numbers(table: pd.DataFrame, column: str, *, what: str) -> pd.Series:
    """The column as floats, blanks as nan; refuses text and infinities, and says how many there are.

    >>> numbers(pd.DataFrame({"profit": [3, "much"]}), "profit", what="customers")
    Traceback (most recent call last):
    ...
    ValueError: customers: 1 of 2 rows of profit hold no finite number. Mend them or leave them out.
    """
    need(table, column, what=what)
    values = pd.to_numeric(table[column], errors="coerce").astype(float)
    bad = int(((values.isna() & table[column].notna()) | (values.abs() == float("inf"))).sum())
    if bad:
        message = _(
            "{what}: {bad} of {rows} rows of {column} hold no finite number. Mend them or leave them out."
        )
        raise ValueError(message.format(what=what, bad=bad, rows=len(values), column=column))
    return values


def fraction(value: float, *, name: str) -> float:
    """The value where it lies between 0 and 1; otherwise a refusal that names it.

    >>> fraction(80, name="share")
    Traceback (most recent call last):
    ...
    ValueError: share is 80; it is a fraction between 0 and 1: write 0.8 for 80%.
    """
    if not 0 <= value <= 1:
        message = _("{name} is {value:g}; it is a fraction between 0 and 1: write 0.8 for 80%.")
        raise ValueError(message.format(name=name, value=value))
    return value


def one_of(value: str, known: list[str], *, name: str) -> str:
    """The value where it is known; otherwise a refusal with the list.

    >>> one_of("sales", ["revenue", "profit"], name="by")
    Traceback (most recent call last):
    ...
    ValueError: by is sales; choose one of revenue, profit.
    """
    if value not in known:
        message = _("{name} is {value}; choose one of {known}.")
        raise ValueError(message.format(name=name, value=value, known=", ".join(known)))
    return value


def above_zero(value: float, *, name: str) -> float:
    """The value where it is a finite number above zero; otherwise a refusal that names it.

    >>> above_zero(0.0, name="unit_cost")
    Traceback (most recent call last):
    ...
    ValueError: unit_cost is 0; it takes a number above zero.
    """
    if not 0 < value < float("inf"):
        message = _("{name} is {value:g}; it takes a number above zero.")
        raise ValueError(message.format(name=name, value=value))
    return value


def rating_within(value: float, low: int, high: int, *, of: str) -> float:
    """The rating where it lies in its scale; otherwise a refusal that names whose it is.

    >>> rating_within(5, 1, 4, of="strength “sturdy”")
    Traceback (most recent call last):
    ...
    ValueError: strength “sturdy” is rated 5; ratings go from 1 to 4.
    """
    if not low <= value <= high:
        message = _("{of} is rated {value:g}; ratings go from {low} to {high}.")
        raise ValueError(message.format(of=of, value=value, low=low, high=high))
    return value
