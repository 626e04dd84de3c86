"""Some customers of a case in all of its tables: by who a row is about, or by what it says itself."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.reading import Finding, Notes
from helpers.words import _, count

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Selection:
    """Whom to keep. wanted: values by column, as customer_type; ids: whose rows stay, by the column that
    says whose they are. A table without any of these columns is about nobody, and stays whole.
    """

    wanted: Mapping[str, str]
    ids: Mapping[str, pd.Series]

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of those chosen."""
        return frame[self.keeps(frame)].reset_index(drop=True) if self._knows(frame) else frame

    def keeps(self, frame: pd.DataFrame) -> pd.Series:
        """Which rows are of those chosen; a row that names nobody may say what it is itself."""
        column = next((name for name in self.ids if name in frame), None)
        if column is None:
            return self._says(frame)
        known = frame[column].isin(self.ids[column])
        if column != "customer_id" or not self._speaks(frame):
            return known
        return known | (frame[column].isna() & self._says(frame))

    def homeless(self, frame: pd.DataFrame) -> int:
        """How many rows name no customer and do not say themselves: no selection can hold them."""
        if "customer_id" not in frame:
            return 0
        nameless = frame[frame["customer_id"].isna()]
        if self._speaks(frame):
            nameless = nameless[nameless[list(self.wanted)].isna().any(axis=1)]
        return len(nameless)

    def _knows(self, frame: pd.DataFrame) -> bool:
        return self._speaks(frame) or any(name in frame for name in self.ids)

    def _speaks(self, frame: pd.DataFrame) -> bool:
        return set(self.wanted) <= set(frame.columns)

    def _says(self, frame: pd.DataFrame) -> pd.Series:
        same = [frame[name].astype(str) == value for name, value in self.wanted.items()]
        return pd.concat(same, axis=1).all(axis=1)


def selection(tables: Tables, customers: pd.Series, wanted: Mapping[str, str]) -> Selection:
    """The selection of these customers: their respondents, their leads and they themselves as units of tests.

    Respondents are known through any table that has both ids, leads through `leads`. Where nothing says
    whose respondents, leads or units are, they all stay.
    """
    ids = {"customer_id": customers}
    who = respondents(tables)
    if len(who):
        ids["respondent_id"] = who.loc[who["customer_id"].isin(customers), "respondent_id"]
    leads, everybody = tables.get("leads"), tables.get("customers")
    if leads is not None:
        ids["lead_id"] = Selection(wanted, {"customer_id": customers}).of(leads)["lead_id"]
    units = tables.get("experiments")
    if units is not None and everybody is not None and units["unit_id"].isin(everybody["customer_id"]).all():
        ids["unit_id"] = customers
    return Selection(wanted, ids)


def respondents(tables: Tables) -> pd.DataFrame:
    """Pairs of respondent_id and customer_id, none where no table says which respondent is whose."""
    pair = ["respondent_id", "customer_id"]
    known = [frame[pair].dropna() for frame in tables.values() if set(pair) <= set(frame.columns)]
    return pd.concat(known).drop_duplicates() if known else pd.DataFrame(columns=pair)


def left_behind(tables: Tables, chosen: Selection) -> list[Finding]:
    """A notice for each table with rows that name no customer and can be in no selection."""
    who, found = respondents(tables), []
    for name, frame in tables.items():
        column, blank = "customer_id", chosen.homeless(frame)
        if "customer_id" not in frame and "respondent_id" in frame and len(who):
            column = "respondent_id"
            blank = int((~frame[column].isin(who[column])).sum())
        if blank:
            notes = Notes(name)
            message = _("{n} rows name no customer and are left out of {selection}")
            named = ", ".join(chosen.wanted.values())
            notes.notice(message.format(n=count(blank), selection=named), column=column)
            found += notes.findings
    return found
