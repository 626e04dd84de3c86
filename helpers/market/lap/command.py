"""What `ninesteps market lap` and `ninesteps market laps` do."""

import json
import sys
import tempfile
from pathlib import Path

import pandas as pd

from helpers.case import CaseError
from helpers.files import DATA, write_bytes, write_table
from helpers.market.lap.books import books_in
from helpers.market.lap.compare import row
from helpers.market.lap.leaderboard import entered
from helpers.market.lap.plan import NOTHING, said, taken_in
from helpers.market.lap.policies import DO_NOTHING, ORACLE, oracle, stated
from helpers.market.lap.store import lap, refuse
from helpers.market.lap.world import begin
from helpers.market.lap.year import live
from helpers.words import _, money
from helpers.workbook import NAME
from helpers.workbook.entries import newer, sound

OK, PROBLEM, USAGE = 0, 1, 2
STORED = DATA / "laps.csv"


def lap_command(
    folder: Path, decisions: Path, out: Path, *, board: Path | None = None, learner: str = ""
) -> int:
    """Live a year under the decisions of a workbook, write the market a year later, say what came of it.

    Returns 0 when done, 1 with a sentence on stderr where something cannot be read or written, 2 where a
    decision is out of range.
    """
    try:
        name, entries = read_workbook(decisions)
    except ValueError as problem:
        return _refused(problem, PROBLEM)
    try:
        plan = taken_in(entries)
    except ValueError as problem:
        return _refused(problem, USAGE)
    try:
        refuse(folder, out)
        world = begin(books_in(folder))
        year = lap(folder, plan, out, world=world)
        if board is not None:
            entered(board, learner=learner or name, lap=world.books.lap, year=year)
    except (CaseError, ValueError) as problem:
        return _refused(problem, PROBLEM)
    except OSError as problem:
        text = _("{out} cannot be written: {why}").format(out=problem.filename or out, why=problem.strerror)
        return _refused(text, PROBLEM)
    usual = live(world, NOTHING)
    if left := said(plan):
        print(left)
    text = _(
        "Lap {lap}: profit {profit} ({more} against doing nothing), customers worth {equity} at its end "
        "({worth}), "
        "satisfaction {content:.2f}, {customers:,} customers."
    )
    print(
        text.format(
            lap=world.books.lap,
            profit=money(year.profit, "USD"),
            more=_signed(year.profit - usual.profit),
            equity=money(year.equity, "USD"),
            worth=_signed(year.equity - usual.equity),
            content=year.satisfaction,
            customers=year.customers,
        )
    )
    print(_("The market a year later is in {out}. Next: ninesteps run {out}").format(out=out))
    return OK


def _refused(problem: object, code: int) -> int:
    print(problem, file=sys.stderr)
    return code


def _signed(amount: float) -> str:
    return f"+{money(amount)}" if amount > 0 else money(amount)


def read_workbook(path: Path) -> tuple[str, list[dict[str, object]]]:
    """Learner and decisions of a workbook: a file, or the folder it is in. Raises ValueError in words.

    The file is only read.
    """
    file = path / NAME if path.is_dir() else path
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        text = _("{file} cannot be read ({why}). Name the workbook.json of your folder, or the folder.")
        raise ValueError(text.format(file=file, why=problem.strerror)) from None
    except ValueError:
        data = None
    if isinstance(data, dict) and newer(data.get("schema_version")):
        raise ValueError(_("{file} was written by a newer edition of the course.").format(file=file))
    if not sound(data):
        raise ValueError(_("{file} is no workbook of this course.").format(file=file))
    taken = [entry for entry in data.get("decisions", []) if isinstance(entry, dict)]
    return str(data.get("learner", "")), taken


def laps_command(folder: Path, number: int, out: Path) -> int:
    """Several laps of all policies from one market; writes laps.csv and laps.png, prints the table."""
    try:
        table = laps(folder, number)
        draw(table, out)
        write_table(out / "laps.csv", table)
    except (CaseError, ValueError) as problem:
        return _refused(problem, PROBLEM)
    except OSError as problem:
        return _refused(_("{out} cannot be written: {why}").format(out=out, why=problem.strerror), PROBLEM)
    print(_("Written: {table} and {figure}.").format(table=out / "laps.csv", figure=out / "laps.png"))
    return OK


def draw(table: pd.DataFrame, out: Path) -> None:
    """Profit per lap as a picture, and what it shows in a sentence."""
    from helpers import figures
    from helpers.show import png

    drawn = figures.laps(table, currency="USD")
    write_bytes(out / "laps.png", png(drawn))
    print(drawn.sentence)


def laps(folder: Path, number: int = 3) -> pd.DataFrame:
    """`number` laps in a row under each policy, each from the market its last lap left behind: policy, lap,
    profit, equity, satisfaction, customers, orders. The oracle plans anew each year.
    """
    rows = []
    for name in (DO_NOTHING, *stated(), ORACLE):
        with tempfile.TemporaryDirectory() as room:
            here = folder
            for turn in range(1, number + 1):
                world, after = begin(books_in(here)), Path(room) / str(turn)
                plan = oracle(world) if name == ORACLE else stated().get(name, NOTHING)
                year = lap(here, plan, after, world=world) if turn < number else live(world, plan)
                rows.append({"policy": name, "lap": turn, **row(year)})
                here = after
    return pd.DataFrame(rows).round(2)


def stored() -> pd.DataFrame:
    """Three laps of the sample market under each policy, as `make laps` wrote them."""
    return pd.read_csv(STORED)
