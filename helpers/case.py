"""A case: the data of one company, read and checked, with what lies after `as_of` kept apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from helpers.reading import CaseError, Finding, Notes, Read, read_folder, refused
from helpers.reading.astray import latest
from helpers.reading.settings import near
from helpers.schema import TABLES
from helpers.selection import left_behind, selection
from helpers.words import _, count, listed

__all__ = ["Case", "CaseError", "Finding", "Split", "check_case", "read_case"]

QUARTER_DAYS = 91
SHORTEST_PAST_DAYS = 180


@dataclass(frozen=True)
class Split:
    """The past to decide on and the future to score by: order lines of the `days` days after `past.as_of`."""

    past: "Case"
    future: pd.DataFrame
    days: int


@dataclass(frozen=True, eq=False)  # one case is itself: what is worked out of it can be kept by it
class Case:
    """One company's tables, typed as `helpers.schema` declares them.

    tables: by name; orders only up to and with the day `as_of`. after: the order lines that follow (the
    hold-out). left_out: order lines set aside, under "without_customer" and "returns". findings: the notices.
    """

    folder: Path
    name: str
    currency: str = ""
    as_of: pd.Timestamp | None = None
    simulated: bool = False
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    after: pd.DataFrame = field(default_factory=pd.DataFrame)
    named: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def table(self, name: str) -> pd.DataFrame | None:
        """The table of that name, None where the case has none."""
        return self.tables.get(name)

    def missing(self, name: str, *columns: str) -> str:
        """What is missing of a table, in one line; "" where the table and all `columns` are there."""
        frame = self.tables.get(name)
        wanted = columns or TABLES[name].required
        lacking = [f"`{column}`" for column in wanted if frame is None or column not in frame]
        if not lacking:
            return ""
        if frame is None:
            text = _("This needs a table `{table}` with {columns}; the case has none.")
        else:
            text = _("This needs {columns} in the table `{table}`; the case has none.")
        return text.format(table=name, columns=listed(lacking))

    @property
    def lines_without_customer(self) -> int:
        """How many order lines up to as_of name no customer; they are in no table."""
        return len(self._left_out("without_customer"))

    @property
    def return_share(self) -> float | None:
        """Share of order lines up to as_of that are returns (negative quantities), kept or left out."""
        lines = self.tables.get("orders")
        if lines is None:
            return None
        dropped = len(self._left_out("returns"))
        returned = int((lines["quantity"] < 0).sum()) + dropped
        return returned / (len(lines) + dropped)

    def _left_out(self, reason: str) -> pd.DataFrame:
        """Lines left out for a reason, up to as_of."""
        lines = self.left_out.get(reason, pd.DataFrame())
        return lines if lines.empty else _upto(lines, self.as_of)

    def only(self, *, customer_type: str = "", region: str = "") -> "Case":
        """The case of the customers of one type, one region or both, in every table that knows its customers.

        A row that names no customer stays where its own columns say it is such a one; other rows that name
        none go, with a notice. Tables of respondents, of stages and of test units know their customers
        through the tables that have both ids; where none has, they stay whole. Raises CaseError where
        `customers` does not say, or where no customer is left.
        """
        said = {"customer_type": customer_type, "region": region}
        wanted = {key: value for key, value in said.items() if value}
        if not wanted:
            return self
        chosen = selection(self.tables, self._chosen(wanted), wanted)
        tables = {name: chosen.of(frame) for name, frame in self.tables.items()}
        return replace(
            self,
            tables=MappingProxyType({name: frame for name, frame in tables.items() if len(frame)}),
            after=chosen.of(self.after),
            left_out={reason: chosen.of(lines) for reason, lines in self.left_out.items()},
            findings=(*self.findings, *left_behind(self.tables, chosen)),
        )

    def _chosen(self, wanted: Mapping[str, str]) -> pd.Series:
        """Ids of the customers with these values."""
        if gap := self.missing("customers", *wanted):
            remedy = _("Leave {keys} empty to take all customers.")
            raise refused(gap, remedy.format(keys=listed(list(wanted))))
        customers = self.tables["customers"]
        for column, value in wanted.items():
            known = sorted(customers[column].dropna().astype(str).unique())
            customers = customers[customers[column].astype(str) == value]
            if customers.empty:
                message = _("no customer has {column} “{value}”").format(column=column, value=value)
                raise refused(message, near(value, known))
        return customers["customer_id"]

    def split(self) -> Split | None:
        """Past and future for scoring: the hold-out where there is one, else the last 91 days split off.

        None where there are no orders after the split, or where fewer than 180 days lie before it.
        """
        orders = self.tables.get("orders")
        if orders is None or self.as_of is None:
            return None
        if len(self.after):
            last = self.after["ordered_at"].max().normalize()
            return Split(self, self.after, int((last - self.as_of).days))
        cut = self.as_of - pd.Timedelta(days=QUARTER_DAYS)
        past, future = _upto(orders, cut), _beyond(orders, cut)
        if past.empty or future.empty:
            return None
        if (cut - past["ordered_at"].min().normalize()).days < SHORTEST_PAST_DAYS:
            return None
        tables = MappingProxyType({**self.tables, "orders": past})
        return Split(replace(self, as_of=cut, tables=tables, after=future), future, QUARTER_DAYS)


def read_case(folder: Path | str, *, as_of: str | date | pd.Timestamp | None = None) -> Case:
    """The case in `folder`, with its notices; `as_of` takes the place of the one in case.toml.

    Raises CaseError, with every finding, where there is an error. The files are only read, never changed.
    """
    read = _read(folder, as_of)
    if read.failed:
        raise CaseError(read.findings)
    return _made(read)


def check_case(folder: Path | str) -> list[Finding]:
    """Everything found in a case, errors first; there is an error exactly where `read_case` would raise."""
    return _read(folder, None).findings


def _read(folder: Path | str, as_of: str | date | pd.Timestamp | None) -> Read:
    """What is in the folder; order lines that know no cost of their own take that of their product."""
    read = read_folder(Path(folder), as_of)
    lines, products = read.tables.get("orders"), read.tables.get("products")
    if lines is None or products is None or "product_id" not in lines or "unit_cost" not in products:
        return read
    costs = products.dropna(subset=["unit_cost"]).drop_duplicates("product_id").set_index("product_id")
    own = lines["unit_cost"] if "unit_cost" in lines else pd.Series(float("nan"), index=lines.index)
    filled = own.fillna(lines["product_id"].map(costs["unit_cost"]))
    if taken := int((own.isna() & filled.notna()).sum()):
        read.tables["orders"] = lines.assign(unit_cost=filled)
        notes = Notes("orders", read.settings.files["orders"].path)
        message = _("{n} lines have no unit cost of their own and take that of their product")
        notes.notice(message.format(n=count(taken)), column="unit_cost")
        read.findings += notes.findings
    return read


def _made(read: Read) -> Case:
    """The case from what was read, orders cut at as_of."""
    settings, ended = read.settings, latest(read.tables)
    until = read.as_of or (ended[0] if ended else None)
    tables, after = dict(read.tables), pd.DataFrame()
    if "orders" in tables and until is not None:
        after = _beyond(tables["orders"], until)
        tables["orders"] = _upto(tables["orders"], until)
    return Case(
        folder=read.folder,
        name=settings.name,
        currency=settings.currency or _line_currency(tables),
        as_of=until,
        simulated=settings.simulated,
        tables=MappingProxyType(tables),
        after=after,
        named=MappingProxyType(settings.named),
        left_out=MappingProxyType(read.left_out),
        findings=tuple(read.findings),
    )


def _line_currency(tables: Mapping[str, pd.DataFrame]) -> str:
    """The one currency of the order lines, "" where they name none."""
    lines = tables.get("orders", pd.DataFrame())
    codes = lines["currency"].dropna() if "currency" in lines else pd.Series(dtype=str)
    return str(codes.iloc[0]) if len(codes) else ""


def _upto(lines: pd.DataFrame, until: pd.Timestamp | None) -> pd.DataFrame:
    """Lines up to the end of that day."""
    if until is None:
        return lines
    return lines[lines["ordered_at"] < until + pd.Timedelta(days=1)].reset_index(drop=True)


def _beyond(lines: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """Lines after that day."""
    return lines[lines["ordered_at"] >= until + pd.Timedelta(days=1)].reset_index(drop=True)
