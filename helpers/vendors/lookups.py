"""From what a record says of its account, an id or a name, to one customer of the case."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.reading.finding import Notes
from helpers.words import _

TWICE = (
    _("is the name of several accounts; the record is joined to none"),
    _("Export the id of the account beside its name, or give the accounts names of their own."),
)
NO_NAME = (
    _("is the name of no account; the record is joined to none"),
    _("Mend the name, or export that account too."),
)
MANY = (_("names several accounts; the record is joined to none"), _("Export the primary account."))
NO_ID = (_("is the id of no account; the record is joined to none"), _("Export that account too."))


def name_key(name: str) -> str:
    """A name without what people vary.

    >>> name_key("Casa  Lume "), name_key("CASA LUME")
    ('casa lume', 'casa lume')
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def phone_key(number: str) -> str:
    """A telephone number without what people vary: its signs, a (0) after the country, 00 for +.

    >>> phone_key("+49 (0)40 12"), phone_key("0049 40-12"), phone_key("040 12")
    ('494012', '494012', '04012')
    """
    number = unicodedata.normalize("NFKC", number).casefold().strip()
    if number.startswith(("+", "00")):
        number = number.replace("(0)", "")
    # Numbers copied from an address book carry unseen marks of direction: only letters and digits count.
    return "".join(sign for sign in number if sign.isalnum()).removeprefix("00")


@dataclass(frozen=True)
class Accounts:
    """The customers that records can belong to.

    ids: id as written (its first letters, where those settle it) -> id of the case. names: name -> the ids
    that have it. closed: whether there is a list of accounts, so that an unknown id is none.
    """

    ids: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    letters: int = 0
    closed: bool = True

    @classmethod
    def of(cls, customers: pd.DataFrame | None, *, letters: int = 0) -> "Accounts":
        """The accounts of a table with customer_id and perhaps name; None: anything may be one."""
        if customers is None:
            return cls({}, {}, letters, closed=False)
        known = {short(key, letters): key for key in customers["customer_id"]}
        names: dict[str, tuple[str, ...]] = {}
        if "name" in customers:
            for key, name in customers[["customer_id", "name"]].dropna().itertuples(index=False):
                names[name_key(name)] = (*names.get(name_key(name), ()), key)
        return cls(known, names, letters)

    def of_rows(
        self, frame: pd.DataFrame, notes: Notes, *, also: Mapping[str, str] | None = None
    ) -> pd.Series:
        """The customer of each row by its customer_id, else by its account_name; missing where it names none.

        also: ids of other records that stand for a customer, such as a deal that a task is about. A name that
        two accounts have, or none, is a notice with row and remedy: it is never guessed.
        """
        nothing = pd.Series(None, index=frame.index, dtype="str")
        ids = frame.get("customer_id", nothing)
        names = frame.get("account_name", nothing)
        by_id = ids.map(lambda said: self.one(said, also or {}), na_action="ignore").astype("str")
        by_name = names.map(self._named, na_action="ignore").astype("str")
        found: pd.Series = by_id.fillna(by_name)
        self._tell(pd.DataFrame({"customer_id": ids, "account_name": names}), found.isna(), notes)
        return found

    def _named(self, name: str) -> str | None:
        """The one account of that name."""
        ids = self.names.get(name_key(name), ()) if self.closed else (name.strip(),)
        return ids[0] if len(ids) == 1 else None

    def one(self, said: str, also: Mapping[str, str]) -> str | None:
        """The one account that an id, or several with ; between them, stands for."""
        parts = {part for part in said.replace("，", ";").split(";") if part.strip()}
        known = {self._known(part.strip(), also) for part in parts} - {None}
        return known.pop() if len(known) == 1 else None

    def _known(self, said: str, also: Mapping[str, str]) -> str | None:
        key = short(said, self.letters)
        return self.ids.get(key) or also.get(key) or (None if self.closed else said)

    def _tell(self, said: pd.DataFrame, lost: pd.Series, notes: Notes) -> None:
        """Notices for the rows that name an account and are joined to none."""
        named, given = lost & said["account_name"].notna(), lost & said["account_name"].isna()
        twice = named & (said["account_name"].map(self._how_many, na_action="ignore") > 1)
        given &= said["customer_id"].notna()
        many = given & said["customer_id"].str.contains(";", regex=False).fillna(False).astype(bool)
        for wrong, column, words in (
            (twice, "account_name", TWICE),
            (named & ~twice, "account_name", NO_NAME),
            (many, "customer_id", MANY),
            (given & ~many, "customer_id", NO_ID),
        ):
            if wrong.any():
                notes.notice(*words, column=column, at=said.loc[wrong, column])

    def _how_many(self, name: str) -> int:
        return len(self.names.get(name_key(name), ()))


def short(key: str, letters: int) -> str:
    """An id by the letters that settle it: a Salesforce id has 15, and 18 with its check."""
    return key[:letters] if letters and len(key) in (letters, letters + 3) and key.isalnum() else key
