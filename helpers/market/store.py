"""A market on disk: a case folder like any other, with the truth beside it; written whole or not at all."""

import sys
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from helpers.files import safe_frame, write_text
from helpers.market.accounts import accounts
from helpers.market.dates import AS_OF
from helpers.market.simulation import BLOCK, Market, blocks, check
from helpers.market.tables import TABLES
from helpers.market.truth import TRUTH
from helpers.words import _

TRUTH_NOTE = Path(__file__).with_name("TRUTH.md")
CASE, ORIGIN, NOTE = "case.toml", "truth/market.toml", "truth/README.md"
OURS = {CASE, ORIGIN, NOTE, *(f"{name}.csv" for name in TABLES), *(f"truth/{name}.csv" for name in TRUTH)}


def write(market: Market, folder: Path) -> None:
    """Write `market` as a case into `folder`, which then holds nothing else."""
    write_parts([market], folder)


def write_parts(parts: Iterable[Market], folder: Path) -> None:
    """Write a market that comes in parts, holding one part in memory at a time.

    All goes into a new folder beside `folder`, which takes its place at the end: a crash on the way leaves
    `folder` as it was.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as room:
        new = Path(room) / "new"
        for number, part in enumerate(parts):
            named = part.tables | {f"truth/{name}": table for name, table in part.truth.items()}
            for name, table in named.items():
                _append(new / f"{name}.csv", table, header=number == 0)
        again = f"customers = {part.customers}\nseed = {part.seed}\n"
        write_text(new / ORIGIN, f"# What makes this market again.\n{again}")
        write_text(new / NOTE, TRUTH_NOTE.read_text(encoding="utf-8"))
        write_text(new / CASE, _case())
        replaced(folder, new)


def _append(path: Path, table: pd.DataFrame, *, header: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="") as file:
        safe_frame(table).to_csv(file, index=False, header=header, lineterminator="\n")


def replaced(folder: Path, new: Path) -> None:
    """Put `new` in the place of `folder`, or leave `folder` where it is."""
    old = new.with_name("old")
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except BaseException:
        if old.exists():
            old.rename(folder)
        raise


def _case() -> str:
    facts = ['name = "Meridian Home"', 'currency = "USD"', f"as_of = {AS_OF}", "simulated = true"]
    files = [line for name in TABLES for line in ("", f"[files.{name}]", f'path = "{name}.csv"')]
    named = [f'{one.id} = "{one.short_name}"' for one in accounts()]
    return "\n".join(["# Made by `ninesteps market new`.", *facts, *files, "", "[named]", *named, ""])


def new_command(customers: int, seed: int, out: Path) -> int:
    """`ninesteps market new`: simulate and write.

    Returns 0 when done, 1 with a sentence on stderr where the folder is not ours to replace or cannot be
    written, 2 where the numbers make no market.
    """
    try:
        check(customers=customers, seed=seed)
    except ValueError as error:
        print(_("No market made: {error}.").format(error=error), file=sys.stderr)
        return 2
    try:
        objection = _objection(out, customers, seed)
        if not objection:
            write_parts(_with_progress(customers, seed), out)
    except OSError as error:
        objection = _("Could not write {out}: {error}.").format(out=out, error=error.strerror)
    if objection:
        print(objection, file=sys.stderr)
        return 1
    done = _("Meridian Home with {customers:,} customers (seed {seed}) is in {out}.")
    print(done.format(customers=customers, seed=seed, out=out))
    return 0


def _with_progress(customers: int, seed: int) -> Iterable[Market]:
    """The parts of a market, with a bar on stderr where there is more than one."""
    from tqdm import tqdm

    parts = blocks(customers=customers, seed=seed)
    count = -(-customers // BLOCK)
    return tqdm(parts, total=count, unit_scale=BLOCK, unit=_(" customers"), disable=count == 1)


def _objection(out: Path, customers: int, seed: int) -> str:
    """Why `out` must not be replaced; blank where it is new, empty, or holds the same market and no more."""
    if out.exists() and not out.is_dir():
        return _("{out} is a file; name a folder.").format(out=out)
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}
    if not found:
        return ""
    if found - OURS or not _is_market(out, customers, seed):
        return _("{out} holds something else; name a new or an empty folder.").format(out=out)
    return ""


def _is_market(out: Path, customers: int, seed: int) -> bool:
    try:
        origin = tomllib.loads((out / ORIGIN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return (origin.get("customers"), origin.get("seed")) == (customers, seed)
