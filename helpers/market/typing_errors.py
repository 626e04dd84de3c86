"""How a clerk types the same customer again: letters swapped, a legal form left out, a number cut up anew."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from helpers.market.people import words
from helpers.market.text import without_marks


class Entry(NamedTuple):
    """What the customer file says of who somebody is; blank where it says nothing."""

    name: str
    email: str
    phone: str
    street: str
    city: str
    postcode: str


SHORT = {
    "straße": "str.", "Road": "Rd", "Street": "St", "Avenue": "Ave", "Boulevard": "Blvd", "Lane": "Ln",
    "Rua ": "R. ", "Rue ": "R. ", "Calle ": "C/ ", "Avenida ": "Av. ", "Caddesi": "Cad.", "Sokak": "Sk.",
    "-machi": "machi", "-dori": " dori", " Lu": " Road",
}  # fmt: skip


def retyped(
    entry: Entry, person: bool, damaged: npt.NDArray[np.bool_], luck: npt.NDArray[np.float64]
) -> Entry:
    """The entry as typed again.

    damaged: does name, email, phone, street suffer more than a slip? luck: a number in [0, 1) per field.
    """
    return Entry(
        name=_person(entry.name, damaged[0], luck[0]) if person else _firm(entry.name, damaged[0], luck[0]),
        email=_email(entry.email, damaged[1], luck[1]),
        phone=_phone(entry.phone, damaged[2], luck[2]),
        street=_street(entry.street, damaged[3], luck[3]),
        city=without_marks(entry.city) if luck[4] < 0.3 else entry.city,
        postcode=_postcode(entry.postcode, luck[5]),
    )


def swapped(text: str, luck: float) -> str:
    """Two neighbouring letters exchanged, never the first.

    >>> swapped("Hamburg", 0.0), swapped("Hamburg", 0.99), swapped("ab", 0.5)
    ('Hmaburg', 'Hambugr', 'ab')
    """
    if len(text) < 3:
        return text
    at = 1 + int(luck * (len(text) - 2))
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def without_legal_form(name: str) -> str:
    """A firm's name as people say it.

    >>> without_legal_form("Falkenried Möbel GmbH & Co. KG"), without_legal_form("Mizumori Co., Ltd.")
    ('Falkenried Möbel', 'Mizumori')
    """
    forms = sorted((form for lists in words().values() for form in lists["legal"]), key=len, reverse=True)
    return next((name.removesuffix(f" {form}") for form in forms if name.endswith(f" {form}")), name)


def _firm(name: str, damaged: bool, luck: float) -> str:
    short = without_legal_form(name)
    if damaged:
        return swapped(swapped(without_marks(short), luck), 1 - luck - 1e-9)
    if luck < 0.3:
        return swapped(name, luck / 0.3)
    return short if luck < 0.6 else without_marks(name) if luck < 0.75 else name


def _person(name: str, damaged: bool, luck: float) -> str:
    given, family = name.split(" ", 1)
    if damaged:
        return f"{given[0]}. {swapped(without_marks(family), luck)}"
    if luck < 0.3:
        return f"{given} {swapped(family, luck / 0.3)}"
    return f"{family} {given}" if luck < 0.45 else without_marks(name) if luck < 0.7 else name


def _email(email: str, damaged: bool, luck: float) -> str:
    if damaged:
        return (
            ""
            if luck < 0.6
            else f"sales@{email.split('@')[1]}"
            if luck < 0.8
            else email.replace("@", ".home@")
        )
    return swapped(email, luck * 4) if luck < 0.12 else email


def _postcode(postcode: str, luck: float) -> str:
    return "" if luck < 0.05 else swapped(postcode, (luck - 0.05) / 0.08) if luck < 0.13 else postcode


def _phone(phone: str, damaged: bool, luck: float) -> str:
    """Missing or another extension where damaged; else the same digits written in one of five ways."""
    country, area, *local = phone.split(" ")
    if damaged:
        return "" if luck < 0.5 else f"{country} {area} {local[0]} {int(luck * 9999):04d}"
    ways = [
        f"(+{country[2:]}) {area}-{''.join(local)}",
        phone.replace(" ", ""),
        f"0{area} {' '.join(local)}",
        phone.replace(" ", "-"),
    ]
    return [*ways, phone][int(luck * 5)]


def _street(street: str, damaged: bool, luck: float) -> str:
    """Another house number where damaged; else shortened, as on an envelope."""
    if damaged:
        digits = "".join(sign for sign in street if sign.isdigit())
        return street.replace(digits, str(1 + int(luck * 98)))
    for long, short in SHORT.items():
        if luck < 0.6 and long in street:
            return street.replace(long, short)
    return without_marks(street) if luck > 0.85 else street
