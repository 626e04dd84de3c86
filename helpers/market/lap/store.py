"""A lap on disk: the whole case a year later, written whole or not at all."""

import shutil
import tempfile
from pathlib import Path

import pandas as pd

from helpers.files import write_text
from helpers.market.lap.books import books_in
from helpers.market.lap.compare import row
from helpers.market.lap.forward import moved, text_tables
from helpers.market.lap.future import Moved
from helpers.market.lap.plan import Plan
from helpers.market.lap.world import World, begin
from helpers.market.lap.year import Year, live
from helpers.market.store import TRUTH_NOTE, replaced
from helpers.words import _

HISTORY = "truth/laps.csv"


def lap(folder: Path, plan: Plan, out: Path, *, world: World | None = None) -> Year:
    """Live a year from the market in `folder` under `plan`, and write the market a year later to `out`.

    world: of that folder, where it has been read already.

    Raises CaseError where the folder cannot be read, ValueError where it is no whole market or `out` must not
    be written. Killed on the way, it leaves `out` as it was.
    """
    refuse(folder, out)
    world = begin(books_in(folder)) if world is None else world
    year = live(world, plan)
    tables, truth = text_tables(folder)
    write(moved(world, year, plan, tables, truth), folder, out, year=year, lap_number=world.books.lap)
    return year


def refuse(folder: Path, out: Path) -> None:
    """ValueError where `out` is not new or empty, or is the market itself."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ValueError(_("{out} holds something already; name a new or an empty folder.").format(out=out))
    if out.resolve().is_relative_to(folder.resolve()):
        raise ValueError(_("{out} lies inside the case; name a folder beside it.").format(out=out))


def write(after: Moved, folder: Path, out: Path, *, year: Year, lap_number: int) -> None:
    """The case of `folder` a year later: what changed is written anew, the rest copied."""
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as room:
        new = Path(room) / "new"
        shutil.copytree(folder, new, ignore=shutil.ignore_patterns(".*", "workbook.json"))
        for name, table in after.tables.items():
            _write(new / f"{name}.csv", table)
        for name, table in after.truth.items():
            _write(new / "truth" / f"{name}.csv", table)
        write_text(new / "truth" / "README.md", TRUTH_NOTE.read_text(encoding="utf-8"))
        _origin(new, after)
        _history(new / HISTORY, year, lap_number)
        _dated(new / "case.toml", after.as_of)
        replaced(out, new)


def _write(path: Path, table: pd.DataFrame) -> None:
    # Cells were made safe as they came in; doing it again would put an apostrophe before negative numbers.
    path.write_bytes(table.to_csv(index=False, lineterminator="\n").encode("utf-8"))


def _origin(new: Path, after: Moved) -> None:
    path = new / "truth" / "market.toml"
    old = path.read_text(encoding="utf-8").splitlines()
    lines = [one for one in old if not one.startswith(("lap =", "taken ="))]
    taken = ", ".join(f'"{name}"' for name in after.taken)
    write_text(path, "\n".join([*lines, f"lap = {after.lap}", f"taken = [{taken}]", ""]))


def _history(path: Path, year: Year, lap_number: int) -> None:
    """One row a lap that was lived: lap, profit, equity, satisfaction, customers, orders."""
    now = pd.DataFrame([{"lap": lap_number, **row(year)}]).round(2)
    before = [pd.read_csv(path)] if path.is_file() else []
    _write(path, pd.concat([*before, now], ignore_index=True))


def _dated(path: Path, as_of: pd.Timestamp) -> None:
    """case.toml with the new day."""
    lines = path.read_text(encoding="utf-8").splitlines()
    dated = [
        f"as_of = {as_of:%Y-%m-%d}" if one.replace(" ", "").startswith("as_of=") else one for one in lines
    ]
    write_text(path, "\n".join(dated) + "\n")
