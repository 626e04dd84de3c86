"""Tables of a case as files that a vendor's import takes."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.files import FORMULA_STARTS, safe_text, write_bytes
from helpers.reading import refused
from helpers.vendors.catalog import Thing, Vendor, vendor
from helpers.vendors.people import CHANNELS, addresses, no_of
from helpers.vendors.records import BUILDERS, Tables, contacts, flat
from helpers.vendors.values import DAYS, FLAGS, flags
from helpers.words import _, count, listed


@dataclass(frozen=True)
class Exported:
    """Files for a vendor, by name: text under the headers its import knows; and what to know first."""

    vendor: str
    files: dict[str, pd.DataFrame]
    notes: tuple[str, ...]


def export(tables: Tables, key: str) -> Exported:
    """The tables of a case as files of a vendor, one for each of its objects.

    Text that a spreadsheet would take for a formula has an apostrophe before it. Who opted out is marked
    so in every file of people.
    """
    one, tables = vendor(key), _with_flags(tables)
    records = {kind: BUILDERS[kind](tables, one) for kind in one.things if kind in BUILDERS}
    if "order" not in one.things and len(records.get("line", [])):
        records["line"] = flat(tables, records["line"])
    records = {kind: frame for kind, frame in records.items() if len(frame)}
    plain = {kind: _under_headers(frame, one.things[kind], one) for kind, frame in records.items()}
    files = {one.things[kind].file: frame for kind, frame in plain.items()}
    return Exported(key, files, tuple(_notes(records, plain, one)))


def write(exported: Exported, folder: Path) -> None:
    """Write the files into a folder that is not there yet, or is empty: whole or not at all.

    UTF-8, with a byte order mark where the vendor's import wants one.
    """
    encoding = "utf-8-sig" if vendor(exported.vendor).bom else "utf-8"
    texts = {
        name: frame.to_csv(index=False, lineterminator="\r\n").encode(encoding)
        for name, frame in exported.files.items()
    }
    write_folder(folder, texts)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """A new folder with these files, made beside its place and moved there when all are written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refused(_("something is there already"), _("Give a new folder with --out."), file=str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
    try:
        for name, data in files.items():
            write_bytes(beside / name, data)
        beside.chmod(0o755)
        beside.replace(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def contact_list(tables: Tables, key: str, channel: str = "email") -> pd.DataFrame:
    """People who may be contacted by `channel` (email or phone), under the vendor's headers.

    On it is only who has an address and whose customer said yes; opted out and unknown are never on it. An
    address that said no in any record, a lead's too, is on no list.
    """
    if channel not in CHANNELS:
        raise refused(_("there is no list by {channel}").format(channel=channel), _("Choose email or phone."))
    one, people, customers = vendor(key), tables.get("contacts"), tables.get("customers")
    consent, leads = f"consent_{channel}", tables.get("leads", pd.DataFrame())
    if people is None or customers is None or channel not in people or consent not in customers:
        message = _("a list by {channel} takes contacts with {channel} and customers with {consent}")
        raise refused(message.format(channel=channel, consent=consent), _("Add them, or there is no list."))
    tables = _with_flags(tables)
    said_yes = tables["customers"].loc[tables["customers"][consent] == 1, "customer_id"]
    yes, address = people["customer_id"].isin(said_yes), addresses(people, channel)
    # The same address under a customer who said no is a no.
    no = pd.concat([address[~yes].dropna(), no_of(leads, channel)])
    on_it = people[yes & address.notna() & ~address.isin(no)]
    frame = contacts({**tables, "contacts": on_it}, one)
    return _under_headers(frame, one.things["contact"], one).reset_index(drop=True)


def _with_flags(tables: Tables) -> Tables:
    """Tables with consents as 1 and 0: those of leads are traits, and may be written as words."""
    made = {}
    for name, frame in tables.items():
        consents = [column for column in frame if str(column).startswith("consent_") and column in FLAGS]
        made[name] = frame.assign(**{column: flags(frame[column])[0] for column in consents})
    return made


def _under_headers(frame: pd.DataFrame, thing: Thing, one: Vendor) -> pd.DataFrame:
    """Records under the headers of the vendor, as text; our own columns last, those without a cell out.

    Text that would start a formula is neutralised, headers too; a negative number stays one.
    """
    first = [name for name in thing.columns if name in frame]
    made: dict[str, pd.Series] = {}
    for name in [*first, *(str(name) for name in frame if name not in first)]:
        if frame[name].notna().any():
            header = thing.columns[name][0] if name in first else name
            header = f"{header} (2)" if header in made else header
            day_only = name in DAYS or header in one.days
            made[header] = written(frame[name], one, day=day_only, flag=name in FLAGS)
            if header in one.days and name not in DAYS and _has_hours(frame[name]):
                made[name] = written(frame[name], one)
    return pd.DataFrame(made, index=frame.index).rename(columns=lambda name: str(safe_text(name)))


def _has_hours(stamps: pd.Series) -> bool:
    return bool((stamps.dropna() != stamps.dropna().dt.normalize()).any())


def written(cells: pd.Series, one: Vendor, *, day: bool = False, flag: bool = False) -> pd.Series:
    """Cells as text: stamps and flags as the vendor reads them, numbers without a trailing .0."""
    if cells.dtype.kind == "M":
        whole = day or not _has_hours(cells)
        text = cells.dt.strftime(one.date if whole else one.stamp)
    elif flag:
        text = cells.map({1: one.yes, 0: one.no})
    elif cells.dtype.kind in "biuf":
        text = cells.map(lambda value: f"{value:.15g}", na_action="ignore")
    else:
        text = cells.astype("str").map(safe_text, na_action="ignore")
    whole_text: pd.Series = text.astype("str").fillna("")
    return whole_text


def _notes(records: Mapping[str, pd.DataFrame], plain: Mapping[str, pd.DataFrame], one: Vendor) -> list[str]:
    """What to know before importing: what takes which file, custom fields, formulas, who opted out."""
    notes = []
    for kind, frame in plain.items():
        thing = one.things[kind]
        notes.append(_("{file}: {tool}").format(file=thing.file, tool=thing.tool))
        headers = {headers[0] for headers in thing.columns.values()} - set(thing.columns)
        custom = [str(name) for name in frame if name not in headers]
        if custom and "none" not in thing.tool:
            message = _("{file}: first create custom fields for {columns}, or leave them out in the import")
            notes.append(message.format(file=thing.file, columns=listed(custom)))
        guarded = tuple(f"'{start}" for start in FORMULA_STARTS)
        formulas = sum(int(frame[name].str.startswith(guarded).sum()) for name in frame)
        if formulas:
            message = _("{file}: {n} cells begin like a formula and have an apostrophe before them")
            notes.append(message.format(file=thing.file, n=count(formulas)))
    if "opportunity" in records:
        stages = records["opportunity"]["stage"].dropna().unique()
        message = _("These stages must be among those of your pipeline: {stages}")
        notes.append(message.format(stages=listed(sorted(stages))))
        named = records["opportunity"].get("account_name")
        lone = len(records["opportunity"]) if named is None else int(named.isna().sum())
        if lone:
            message = _("{n} deals name no account; give them one before the import, where it wants one")
            notes.append(message.format(n=count(lone)))
    out = records["contact"].get("opted_out") if "contact" in records else None
    if out is not None and (out == 1).any():
        notes.append(_("{n} people have opted out and are marked so").format(n=count(int((out == 1).sum()))))
    return notes
