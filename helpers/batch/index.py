"""What compares the rows of a batch: index.html, measures.csv, absent.csv and failures.csv over all rows."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import handover, ipynb
from helpers.batch.measures import NAMES, called
from helpers.batch.plan import notebooks, step_of
from helpers.batch.rows import Row
from helpers.files import write_table, write_text
from helpers.report import SHARES, amount, headings, templates
from helpers.words import _

PLACES = {
    _("index"): "index.html",
    _("measures"): "measures.csv",
    _("absent"): "absent.csv",
    _("failures"): "failures.csv",
}
FAILURE = ["row", "notebook", "cell", "message"]
BAR = 100.0  # per cent of a bar's room


@dataclass(frozen=True)
class Bar:
    """One row's value of a measure, as a bar with its interval; places in per cent of the room."""

    label: str
    report: str
    value: str
    interval: str
    start: float
    width: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Picture:
    """A measure over all rows that have it; zero: where the bars begin, in per cent."""

    step: int
    title: str
    unit: str  # "" where title or values say it
    zero: float
    bars: list[Bar]
    sentence: str


def mark(folder: Path) -> dict[str, Any]:
    """done.json of a row; {} where the row is not done."""
    try:
        content = json.loads((folder / "done.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) and "fingerprint" in content else {}


def failures(done: Mapping[str, Any], lost: str = "") -> list[dict[str, Any]]:
    """What went wrong in a row: notebook, cell, message; without a mark, that it was not finished.

    lost: what became of its worker, where that is known.
    """
    if not done:
        text = _("{why}; run again with --resume").format(why=lost or _("not finished"))
        return [{"notebook": "", "cell": "", "message": text}]
    found = [
        {"notebook": one["notebook"], "cell": one["cell"], "message": one["error"]}
        for one in done["notebooks"]
        if one["error"]
    ]
    if done["problem"]:
        found.insert(0, {"notebook": "", "cell": "", "message": done["problem"]})
    return found


def write(  # noqa: PLR0913 – the batch, and what the page says of its case
    out: Path,
    rows: Sequence[Row],
    *,
    case: Mapping[str, Any],
    summary: str,
    currency: str,
    lost: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Write the index and the tables over all rows; gives the failures: row, notebook, cell, message.

    lost: rows whose worker died or refused, and why.
    """
    folders = {row.name: out / "rows" / row.name for row in rows}
    failed = [
        {"row": name, **one}
        for name, path in folders.items()
        for one in failures(mark(path), lost.get(name, ""))
    ]
    names = list(dict.fromkeys(name for row in rows for name in row.parameters))
    set_to = pd.DataFrame(
        [{"row": row.name, **{name: row.parameters.get(name, "") for name in names}} for row in rows]
    )
    measures, absent = (
        _joined(set_to, {name: handover.read(path / "tables" / file) for name, path in folders.items()})
        for file in ("measures.csv", "absent.csv")
    )
    write_table(out / "measures.csv", measures)
    write_table(out / "absent.csv", absent)
    write_table(out / "failures.csv", pd.DataFrame(failed, columns=FAILURE))
    labels = {row.name: row.label for row in rows}
    page = templates().get_template("index.html.jinja")
    text = page.render(
        case=case,
        summary=summary,
        titles=_titles(),
        rows=[_listed(row, folders[row.name], failed) for row in rows],
        pictures=_pictures(measures, labels, currency),
        failures=[{**one, "label": labels[one["row"]]} for one in failed],
        absent=_reasons(absent, labels),
    )
    write_text(out / "index.html", text + "\n")
    return failed


def _titles() -> dict[int, str]:
    """What each step is called: the title of its first lesson."""
    titles: dict[int, str] = {}
    for path in notebooks():
        first = headings(ipynb.read(path).cells[0].source)
        if first:
            titles.setdefault(step_of(path.name), first[0][1].partition(" (")[0])
    return titles


def _joined(set_to: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows of all tables, each with its row's name and what the grid sets there."""
    parts = [table.assign(row=name) for name, table in tables.items() if len(table)]
    if not parts:
        return pd.DataFrame(columns=[*set_to.columns, *next(iter(tables.values())).columns])
    clash = {name: f"set_{name}" for name in set_to if name != "row" and name in parts[0]}
    return set_to.rename(columns=clash).merge(pd.concat(parts, ignore_index=True), on="row")


def _listed(row: Row, folder: Path, failed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A row of the list: its label, its report where it has one, how it went."""
    report = f"rows/{row.name}/report.html"
    return {
        "number": row.number,
        "label": row.label,
        "report": report if (folder / "report.html").exists() else "",
        "failed": any(one["row"] == row.name for one in failed),
        "sheet": f"rows/{row.name}/nine_steps.xlsx" if (folder / "nine_steps.xlsx").exists() else "",
    }


def _pictures(measures: pd.DataFrame, labels: Mapping[str, str], currency: str) -> list[Picture]:
    """A picture for each measure that at least two rows have and in which they differ."""
    pictures = []
    for (step, name), part in measures.groupby(["step", "measure"], sort=False):
        if len(part) > 1 and part["value"].nunique() > 1:
            pictures.append(_picture(int(str(step)), str(name), part, labels, currency))
    return pictures


def _picture(step: int, name: str, part: pd.DataFrame, labels: Mapping[str, str], currency: str) -> Picture:
    ends = part[["value", "low", "high"]].astype(float)
    low, high = min(0.0, float(ends.min().min())), max(0.0, float(ends.max().max()))
    span = high - low or 1.0

    def place(value: float) -> float:
        return round(BAR * (value - low) / span, 2)

    bars = []
    for one in part.to_dict("records"):
        value, unit = float(one["value"]), str(one["unit"])
        start, end = sorted((place(0.0), place(value)))
        known = not (math.isnan(one["low"]) or math.isnan(one["high"]))
        between = [amount(one[end_], unit, currency) for end_ in ("low", "high")] if known else []
        bars.append(
            Bar(
                label=labels[one["row"]],
                report=f"rows/{one['row']}/report.html",
                value=amount(value, unit, currency),
                interval=_("{low} to {high}").format(low=between[0], high=between[1]) if known else "",
                start=start,
                width=round(end - start, 2),
                low=place(one["low"]) if known else None,
                high=place(one["high"]) if known else None,
            )
        )
    unit, title = str(part["unit"].iloc[0]), called(name)
    sentence = _sentence(part, labels, unit, currency)
    shares = name in NAMES and unit.startswith(SHARES)
    said = unit == currency or unit.casefold() in title.casefold() or shares
    return Picture(step, title, "" if said else unit, place(0.0), bars, sentence)


def _sentence(part: pd.DataFrame, labels: Mapping[str, str], unit: str, currency: str) -> str:
    """What the picture shows, in words."""
    ranked = part.sort_values("value", kind="stable")
    least, most = ranked.iloc[0], ranked.iloc[-1]
    text = _("From {low} ({lowest}) to {high} ({highest}).")
    if len(part) < len(labels):
        text += " " + _("{n} of {all} runs have it.")
    return text.format(
        low=amount(float(least["value"]), unit, currency),
        lowest=labels[least["row"]],
        high=amount(float(most["value"]), unit, currency),
        highest=labels[most["row"]],
        n=len(part),
        all=len(labels),
    )


def _reasons(absent: pd.DataFrame, labels: Mapping[str, str]) -> list[dict[str, str]]:
    """What could not be computed, said once for all rows it is true of."""
    found = []
    for (step, name, reason), part in absent.groupby(["step", "measure", "reason"], sort=False):
        whose = [labels[row] for row in part["row"]]
        where = _("all runs") if len(whose) == len(labels) else "; ".join(whose)
        found.append({"step": str(step), "measure": called(str(name)), "reason": str(reason), "rows": where})
    return found
