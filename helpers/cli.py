"""The `ninesteps` command. Exit status: 0 done, 1 a problem in the data or a failed notebook, 2 wrong use."""

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from helpers.words import _

# What a command needs is imported when it is chosen: --help should not wait for pandas.

INTERRUPTED = 130
PORTS = range(1, 65536)
JOBS = range(1, 65)
Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; what goes wrong is said in words on stderr."""
    chosen = _parser().parse_args(arguments)
    command: Command = chosen.command
    signal.signal(signal.SIGTERM, _stop)
    try:
        return command(chosen)
    except KeyboardInterrupt:
        print(_("\nStopped. What was finished is kept; nothing is half written."), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output, head for example, had enough of it.
        sys.stdout = None
        return 0
    except Exception as error:
        return _problem(error)


def _problem(error: Exception) -> int:
    """Say an error that is meant for the reader, and give its exit status; pass any other on."""
    from helpers.batch.plan import UsageError
    from helpers.case import CaseError
    from helpers.missing import PlainError

    if not isinstance(error, CaseError | PlainError | OSError):
        raise error
    print(error, file=sys.stderr)
    return 2 if isinstance(error, UsageError) else 1


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    """End as Ctrl-C does, so that kernels and temporary files are cleared away."""
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    about = _("The nine steps of developing and keeping customers, on one company's data.")
    top = argparse.ArgumentParser(prog="ninesteps", description=about)
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    _add_run(commands)
    _add_case(_group(commands, "case", _("read and check the data of a company")))
    _add_market(_group(commands, "market", _("the simulated company of the course")))
    _add_mark(commands)
    _add_app(commands)
    _add_lab(commands)
    return top


def _group(commands: Any, name: str, about: str) -> Any:
    """A command that has commands of its own."""
    return commands.add_parser(name, help=about, description=about).add_subparsers(
        metavar="COMMAND", required=True
    )


def _add(commands: Any, name: str, command: Command, about: str) -> argparse.ArgumentParser:
    """A command without options so far."""
    added: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about)
    added.set_defaults(command=command)
    return added


def _add_run(commands: Any) -> None:
    add = _add(
        commands, "run", _run, _("run the lessons on a case: tables, notebooks, spreadsheet and a report")
    )
    add.add_argument("case", metavar="CASE", help=_("folder with case.toml, or the name of one in data/"))
    add.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help=_("folder for results (default: out)")
    )
    add.add_argument("--steps", default="0-9", help=_("which steps, as 2, 0-9 or 1,3-5 (default: all)"))
    what = _("a parameter of the lessons; may be given several times")
    add.add_argument(
        "-p", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), dest="parameters", help=what
    )
    what = _("CSV file of parameter sets: a header of names, a line a run")
    add.add_argument("--grid", type=Path, metavar="FILE.csv", help=what)
    what = _("how many rows of the grid at a time (default: 1)")
    add.add_argument("--jobs", type=_jobs, default=1, metavar="N", help=what)
    what = _("a Dask scheduler whose workers do the rows, as tcp://10.0.0.5:8786")
    add.add_argument("--scheduler", default="", metavar="ADDRESS", help=what)
    what = _("leave alone the rows that are done, and do the others")
    add.add_argument("--resume", action="store_true", help=what)


def _add_case(commands: Any) -> None:
    add = _add(commands, "check", _check, _("list everything found in a case, and how to mend it"))
    add.add_argument("folder", type=Path, metavar="DIR", help=_("folder with case.toml"))
    add = _add(commands, "from-orders", _from_orders, _("make a case from files of order lines"))
    add.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help=_("order lines: CSV, TSV, XLSX or Parquet")
    )
    add.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("new folder for the case"))
    _add_map(add)
    _add_from_crm(commands)


def _add_map(add: argparse.ArgumentParser) -> None:
    what = _("a column whose meaning was guessed wrong; may be given several times")
    add.add_argument(
        "--map", action="append", default=[], metavar="STANDARD=THEIRS", dest="mapping", help=what
    )


def _add_from_crm(commands: Any) -> None:
    add = _add(commands, "from-crm", _from_crm, _("make a case from the exports of a CRM"))
    what = _("exports, one for each object: accounts, contacts, deals …")
    add.add_argument("files", type=Path, nargs="+", metavar="FILE", help=what)
    add.add_argument(
        "--vendor", choices=("salesforce", "hubspot", "zoho"), required=True, help=_("whose exports they are")
    )
    add.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("new folder for the case"))
    _add_map(add)
    what = _("which comes first in dates such as 5/3/2025, where the files do not settle it")
    add.add_argument("--date-order", choices=("dmy", "mdy"), default="", help=what)
    what = _("the decimal mark, where the files do not settle it")
    add.add_argument("--decimal", choices=(".", ","), default="", help=what)
    what = _("local time for stamps that say how far they are from UTC (default: UTC)")
    add.add_argument("--timezone", default="UTC", metavar="ZONE", help=what)


def _add_market(commands: Any) -> None:
    add = _add(commands, "new", _market_new, _("simulate the company's customers, orders and contacts"))
    sample = _("default: as in data/meridian")
    add.add_argument(
        "--customers", type=int, metavar="N", help=_("how many ({sample})").format(sample=sample)
    )
    add.add_argument("--seed", type=int, metavar="S", help=_("which market ({sample})").format(sample=sample))
    add.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("new folder for the case"))
    add = _add(commands, "lap", _market_lap, _("let the market live one more year under your decisions"))
    add.add_argument("--case", type=Path, required=True, metavar="DIR", help=_("the market to begin from"))
    what = _("a workbook.json with decisions, or the folder it is in")
    add.add_argument("--decisions", type=Path, required=True, metavar="WORKBOOK", help=what)
    what = _("new folder for the case a year later")
    add.add_argument("--out", type=Path, required=True, metavar="DIR", help=what)
    what = _("a table of a class to which the lap is added")
    add.add_argument("--leaderboard", type=Path, metavar="FILE.csv", help=what)
    what = _("whose lap it is (default: as in the workbook)")
    add.add_argument("--learner", default="", metavar="NAME", help=what)
    what = _("several laps of the course's own plans, as a table and a figure")
    add = _add(commands, "laps", _market_laps, what)
    add.add_argument("--case", type=Path, required=True, metavar="DIR", help=_("the market to begin from"))
    add.add_argument("--laps", type=int, choices=range(1, 11), default=3, metavar="N", help=_("how many (3)"))
    add.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("folder for both"))


def _add_mark(commands: Any) -> None:
    add = _add(commands, "mark", _mark, _("mark what learners handed in, into one table"))
    what = _("notebooks, with their workbook.json beside or above them, or workbook.json files")
    add.add_argument("files", type=Path, nargs="+", metavar="NOTEBOOK", help=what)
    add.add_argument("--out", type=Path, required=True, metavar="FILE.csv", help=_("table of grades"))
    what = _("mark against this case, whatever the notebooks name")
    add.add_argument("--case", default="", metavar="CASE", help=what)


def _add_app(commands: Any) -> None:
    _serving(_add(commands, "app", _app, _("open the lessons in a browser, without code")), 8866)


def _add_lab(commands: Any) -> None:
    _serving(_add(commands, "lab", _lab, _("open the lessons in JupyterLab")), 8888)


def _serving(add: argparse.ArgumentParser, port: int) -> None:
    add.add_argument(
        "--out",
        type=Path,
        default=Path("out"),
        metavar="DIR",
        help=_("where your answers are kept (default: out)"),
    )
    add.add_argument(
        "--port", type=_port, default=port, help=_("port on this machine (default: {port})").format(port=port)
    )
    add.add_argument("--no-browser", action="store_true", help=_("only print the address"))


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) not in JOBS:
        raise argparse.ArgumentTypeError(_("rows at a time are a number from 1 to 64"))
    return int(text)


def _port(text: str) -> int:
    if not text.isdigit() or int(text) not in PORTS:
        raise argparse.ArgumentTypeError(_("a port is a number from 1 to 65535"))
    return int(text)


def _run(chosen: argparse.Namespace) -> int:
    from helpers import batch

    what = {"steps": chosen.steps, "parameters": dict(chosen.parameters)}
    if chosen.grid is not None:
        if chosen.scheduler and chosen.jobs > 1:
            raise batch.UsageError(_("--jobs is for this machine; with --scheduler its workers are as many."))
        how = {"jobs": chosen.jobs, "resume": chosen.resume, "scheduler": chosen.scheduler}
        return batch.run_grid(chosen.case, chosen.out, chosen.grid, **what, **how)
    if chosen.resume or chosen.jobs > 1 or chosen.scheduler:
        raise batch.UsageError(_("--jobs, --resume and --scheduler go with --grid."))
    return batch.run(chosen.case, chosen.out, **what)


def _check(chosen: argparse.Namespace) -> int:
    from helpers.case_commands import check_command

    return check_command(chosen.folder)


def _from_orders(chosen: argparse.Namespace) -> int:
    from helpers.case_commands import from_orders_command

    return from_orders_command(chosen.files, chosen.out, chosen.mapping)


def _from_crm(chosen: argparse.Namespace) -> int:
    from helpers.vendors import Reading
    from helpers.vendors.commands import from_crm_command

    reading = Reading(chosen.date_order, chosen.decimal, chosen.timezone)
    return from_crm_command(chosen.files, chosen.vendor, chosen.out, chosen.mapping, reading)


def _market_new(chosen: argparse.Namespace) -> int:
    from helpers import market

    customers = market.CUSTOMERS if chosen.customers is None else chosen.customers
    seed = market.SEED if chosen.seed is None else chosen.seed
    return market.new_command(customers, seed, chosen.out)


def _mark(chosen: argparse.Namespace) -> int:
    from helpers.grading import mark_command

    return mark_command(chosen.files, chosen.out, chosen.case)


def _market_lap(chosen: argparse.Namespace) -> int:
    from helpers.market.lap.command import lap_command

    return lap_command(
        chosen.case, chosen.decisions, chosen.out, board=chosen.leaderboard, learner=chosen.learner
    )


def _market_laps(chosen: argparse.Namespace) -> int:
    from helpers.market.lap.command import laps_command

    return laps_command(chosen.case, chosen.laps, chosen.out)


def _app(chosen: argparse.Namespace) -> int:
    from helpers import app

    return app.app(chosen.out, port=chosen.port, browser=not chosen.no_browser)


def _lab(chosen: argparse.Namespace) -> int:
    from helpers import app

    return app.lab(chosen.out, port=chosen.port, browser=not chosen.no_browser)


if __name__ == "__main__":
    sys.exit(main())
