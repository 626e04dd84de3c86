"""One run: the lessons asked for, on one case, into one folder (`ninesteps run`)."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from helpers import report
from helpers.batch import spreadsheet
from helpers.batch.execution import executed
from helpers.batch.folder import Done, clear, fingerprints, usable, write_record
from helpers.batch.plan import UsageError, planned, step_of
from helpers.opening import opened, summary
from helpers.words import _
from helpers.workbook import Workbook

__all__ = ["UsageError", "run"]

# Parameters that every lesson has, and that may leave no data; tried before anything is written.
FILTERS = ("customer_type", "region", "as_of")


def run(case: str, out: Path, *, steps: str = "0-9", parameters: Mapping[str, str] | None = None) -> int:
    """Run the lessons of these steps on a case; gives the exit status, 1 where a notebook failed.

    out receives notebooks/, tables/, report.html, run.json, nine_steps.xlsx and workbook.json (contract 2).
    Raises UsageError (steps, parameters or folder) and CaseError before anything is written.
    """
    given, out = dict(parameters or {}), out.expanduser().resolve()
    tasks = planned(steps, given)
    firm = opened(case, **{name: given[name] for name in FILTERS if name in given})
    inputs, chosen = fingerprints(firm), {step_of(task.notebook.name) for task in tasks}
    usable(out, inputs, chosen, case=firm.folder)
    print(f"{firm.name} · {summary(firm)}", flush=True)
    clear(out, chosen)
    # The folder is ours from here on: whoever finds it after a crash may run into it again.
    write_record(out, firm, inputs, given, [])
    done = list(executed(tasks, firm, out))
    write_record(out, firm, inputs, given, done)
    Workbook.open(out).save()
    spreadsheet.write(out)
    report.write(out, firm)
    return _told(done, out)


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
