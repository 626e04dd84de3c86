"""One run: the lessons asked for, on one case, into one folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers import report
from helpers.batch import spreadsheet
from helpers.batch.execution import executed
from helpers.batch.folder import Done, clear, fingerprints, usable, write_record
from helpers.batch.plan import Task, planned, step_of
from helpers.case import Case
from helpers.opening import FILTERS, opened, summary
from helpers.words import _
from helpers.workbook import Workbook


@dataclass(frozen=True)
class Run:
    """What is run, on what and into which folder, as a process of its own can be told it."""

    case: str
    out: Path
    steps: str
    parameters: Mapping[str, str]
    inputs: Mapping[str, str]  # fingerprints of the case's files


def run(case: str, out: Path, *, steps: str = "0-9", parameters: Mapping[str, str] | None = None) -> int:
    """Run the lessons of these steps on a case; gives the exit status, 1 where a notebook failed.

    out receives notebooks/, tables/, report.html, run.json, nine_steps.xlsx and workbook.json (contract 2).
    Raises UsageError (steps, parameters or folder) and CaseError before anything is written.
    """
    given, out = dict(parameters or {}), out.expanduser().resolve()
    tasks = planned(steps, given)
    firm = _opened(case, given)  # a filter may leave no data: before anything is written
    inputs, chosen = fingerprints(firm), {step_of(task.notebook.name) for task in tasks}
    usable(out, inputs, chosen, case=firm.folder)
    print(f"{firm.name} · {summary(firm)}", flush=True)
    return _told(_written(firm, tasks, Run(case, out, steps, given, inputs), quiet=False), out)


def run_quietly(asked: Run) -> list[Done]:
    """The same for a row of a grid, into a folder that is known to be ours: nothing is printed.

    Raises CaseError where the parameters leave no data.
    """
    firm = _opened(asked.case, asked.parameters)
    return _written(firm, planned(asked.steps, asked.parameters), asked, quiet=True)


def _opened(case: str, parameters: Mapping[str, str]) -> Case:
    return opened(case, **{name: parameters[name] for name in FILTERS if name in parameters})


def _written(firm: Case, tasks: Sequence[Task], asked: Run, *, quiet: bool) -> list[Done]:
    """Run the tasks and write all that a run's folder holds."""
    out = asked.out
    clear(out, {step_of(task.notebook.name) for task in tasks})
    # The folder is ours from here on: whoever finds it after a crash may run into it again.
    write_record(out, firm, asked.inputs, asked.parameters, [])
    done = list(executed(tasks, firm, out, quiet=quiet))
    write_record(out, firm, asked.inputs, asked.parameters, done)
    Workbook.open(out).save()
    spreadsheet.write(out)
    report.write(out, firm)
    return done


def _told(done: Sequence[Done], out: Path) -> int:
    """Say what failed, and where everything is."""
    failed = [entry for entry in done if entry.error]
    for entry in failed:
        where = out / "notebooks" / f"{entry.notebook}.failed.ipynb"
        print(
            _("\n{notebook} stopped at In [{cell}]. See {where}").format(
                notebook=entry.notebook, cell=entry.cell, where=where
            )
        )
        print("  " + entry.error.replace("\n", "\n  "))
    places = {
        _("report"): out / "report.html",
        _("tables"): out / "tables",
        _("notebooks"): out / "notebooks",
        _("spreadsheet"): out / "nine_steps.xlsx",
    }
    print("\n" + "\n".join(f"{name:<12} {path}" for name, path in places.items() if path.exists()))
    print(_("\nRead the lessons in JupyterLab: make lab    Without code, in a browser: make app"))
    return 1 if failed else 0
