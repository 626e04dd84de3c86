"""Names, addresses and permissions, put together from word lists; no firm or person of that name is meant."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.market.kinds import NAMES
from helpers.market.text import mail_part

SOURCE = Path(__file__).with_name("words.toml")
HOUSEHOLD, INTERNAL = NAMES.index("household"), NAMES.index("internal")
DEPARTMENTS = ("Showroom", "Photo Studio", "Staff Shop")
MAILBOXES = ("post.example", "mail.example", "inbox.example", "letters.example")
DESKS = ("info", "office", "orders", "purchase", "hello")


@cache
def words() -> dict[str, dict[str, Any]]:
    """The word lists per country, split; a city is (name, area code, start of its postcodes)."""
    raw = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return {
        country: {name: _split(name, value) for name, value in lists.items()}
        for country, lists in raw.items()
    }


def _split(name: str, value: Any) -> Any:
    if name == "cities":
        return [tuple(part.split("|")) for part in value.split(", ")]
    if name in ("region", "code", "house") or not isinstance(value, str):
        return value
    return value.split("; " if name == "legal" else ", ")


def identities(kind: pd.Series, rng: np.random.Generator, *, block: int) -> pd.DataFrame:
    """Who each customer is: name, given, family, country, region, email, phone, street, city, postcode.

    `kind` holds positions in KINDS; `block` keeps mail addresses of one block of customers apart from
    another's.
    """
    places = list(words())
    weights = np.array([words()[place]["weight"] for place in places], dtype=float)
    country = rng.choice(len(places), len(kind), p=weights / weights.sum())
    country = np.where(kind == INTERNAL, places.index("China"), country)
    parts = [
        _of_country(place, kind[country == number], rng)
        for number, place in enumerate(places)
        if (country == number).any()
    ]
    return _unlike_addresses(pd.concat(parts).sort_index(), f"{block}-" if block else "")


def _pick(options: list[str], count: int, rng: np.random.Generator) -> np.ndarray:
    return np.array(options, dtype=object)[rng.integers(len(options), size=count)]


def _of_country(place: str, kind: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    lists, count = words()[place], len(kind)
    table = pd.DataFrame({"country": place, "region": lists["region"]}, index=kind.index)
    table["given"] = _pick(lists["given"], count, rng)
    table["family"] = _pick(lists["family"], count, rng)
    table = table.assign(**_address(lists, count, rng))
    core, legal = _firms(lists, kind, rng)
    household, internal = (kind == one for one in (HOUSEHOLD, INTERNAL))
    core = core.mask(household, table["given"] + " " + table["family"]).mask(
        internal, core + " " + table["city"]
    )
    table["name"] = core + legal.mask(household | internal, "")
    table["mail_name"] = core.map(mail_part)
    table["mailbox"] = pd.Series(_pick(list(MAILBOXES), count, rng), index=kind.index).where(household, "")
    table["desk"] = _pick(list(DESKS), count, rng)
    return table


def _firms(lists: dict[str, Any], kind: pd.Series, rng: np.random.Generator) -> tuple[pd.Series, pd.Series]:
    """A firm's name from a root or family names, and its legal form; internal customers are departments."""
    count = len(kind)
    root = _pick(lists["first"], count, rng) + _pick(lists["second"], count, rng)
    pair = _pick(lists["family"], count, rng) + " & " + _pick(lists["family"], count, rng)
    single = _pick(lists["family"], count, rng) + " " + root
    form = rng.choice(3, count, p=[0.6, 0.2, 0.2])
    core = np.select([form == 0, form == 1], [root, pair], single)
    core = np.where(
        (form == 0) & (rng.random(count) < 0.75), core + " " + _pick(lists["trade"], count, rng), core
    )
    core = np.where(kind == INTERNAL, "Meridian " + _pick(list(DEPARTMENTS), count, rng), core)
    return pd.Series(core, index=kind.index), " " + pd.Series(
        _pick(lists["legal"], count, rng), index=kind.index
    )


def _address(lists: dict[str, Any], count: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Street, city, postcode and phone. A local number that begins with 0 is nobody's."""
    which = rng.integers(len(lists["cities"]), size=count)
    city, area, start = (
        np.array(column, dtype=object)[which] for column in zip(*lists["cities"], strict=True)
    )
    street, house = _pick(lists["streets"], count, rng), _text(rng.integers(1, 180, count), 1)
    tail = _pick(lists["tails"], count, rng) if "tails" in lists else _number(lists["digits"], count, rng)
    local = "0" + _number(3, count, rng) + " " + _number(4, count, rng)
    return {
        "street": house + " " + street if lists["house"] == "before" else street + " " + house,
        "city": city,
        "postcode": start + tail,
        "phone": f"00{lists['code']} " + area + " " + local,
    }


def _text(numbers: np.ndarray, digits: int) -> np.ndarray:
    return pd.Series(numbers).astype("str").str.zfill(digits).to_numpy(object)


def _number(digits: int, count: int, rng: np.random.Generator) -> np.ndarray:
    return _text(rng.integers(10**digits, size=count), digits)


def _unlike_addresses(table: pd.DataFrame, mark: str) -> pd.DataFrame:
    """Mail addresses from names; a second bearer of a name gets a number, as at any mail provider."""
    nth = table.groupby(["mail_name", "mailbox"]).cumcount()
    number = (mark + nth.add(1).astype("str")).where((nth > 0) | bool(mark), "")
    person = table["mail_name"].str.replace("-", ".") + number + "@" + table["mailbox"]
    firm = table["desk"] + "@" + table["mail_name"] + number + ".example"
    table["email"] = person.where(table["mailbox"] != "", firm)
    return table.drop(columns=["mail_name", "mailbox", "desk"])


def permissions(count: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Who may be written to, called, sent post: 0/1 each; one in twelve wants nothing at all."""
    never = rng.random(count) < 1 / 12
    return {
        f"consent_{way}": ((rng.random(count) < share) & ~never).astype(np.int64)
        for way, share in (("email", 0.78), ("phone", 0.52), ("post", 0.6))
    }
