"""report.html of a run: what the lessons found, for a manager; one file, offline, printable.

Collected from the outputs of the executed notebooks, by the kind that `helpers.show` writes into their
metadata. Forms, conversations, quizzes and the story are the learner's and stay out; what waits closed
behind a prediction in the lesson stands open.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers import handover, ipynb
from helpers.case import Case
from helpers.files import write_text
from helpers.opening import summary
from helpers.tabular import heading
from helpers.words import _, count, money, percent

if TYPE_CHECKING:
    from jinja2 import Environment

KINDS = ("figure", "table", "say", "notice")
LEFT_OUT = {"story", "form"}
TEMPLATES = Path(__file__).parent / "templates"
FOLDED = re.compile(r"^<details[^>]*>\s*<summary>.*?</summary>(.*)</details>\s*$", flags=re.DOTALL)
SHARES = ("share", "rate", "fraction", "probability")


@dataclass
class Section:
    """A heading of a lesson and the outputs below it, as HTML; level 1 is the lesson's title."""

    title: str
    level: int
    bench: bool
    anchor: str
    parts: list[str] = field(default_factory=list)


@dataclass
class Lesson:
    """What the report shows of one notebook; error says why it did not run to its end."""

    title: str
    anchor: str
    sections: list[Section]
    bench: list[Section]
    error: str = ""


def write(out: Path, case: Case) -> Path:
    """Write out/report.html from out/notebooks, out/tables, run.json and workbook.json; gives its path."""
    run = _json(out / "run.json")
    errors = {str(entry["notebook"]): str(entry["error"]) for entry in run["notebooks"]}
    stems = [(path, path.name.partition(".")[0]) for path in sorted(out.glob("notebooks/*.ipynb"))]
    measures = handover.read(out / "tables" / "measures.csv").to_dict("records")
    page = (
        templates()
        .get_template("report.html.jinja")
        .render(
            case=case,
            summary=summary(case),
            run=run,
            lessons=[lesson(ipynb.read(path), stem, error=errors.get(stem, "")) for path, stem in stems],
            decisions=[_decision(entry) for entry in _json(out / "workbook.json").get("decisions", [])],
            measures=[_measure(row, case.currency) for row in measures],
            absent=handover.read(out / "tables" / "absent.csv").to_dict("records"),
        )
    )
    write_text(out / "report.html", page)
    return out / "report.html"


def lesson(notebook: ipynb.Notebook, stem: str, *, error: str = "") -> Lesson:
    """The sections of an executed notebook that have something to show; the analyst's apart."""
    found = [Section(stem, 1, bench=False, anchor=stem)]
    for cell in ipynb.without(notebook, *LEFT_OUT).cells:
        bench = "analyst" in ipynb.tags(cell)
        for level, title in headings(cell.source) if cell.cell_type == "markdown" else []:
            found.append(Section(title, level, bench, f"{stem}-{len(found)}"))
        if cell.cell_type == "code" and (parts := list(outputs(cell))):
            if found[-1].bench != bench:
                found.append(Section("", 2, bench, f"{stem}-{len(found)}"))
            found[-1].parts += parts
    title = next((section.title for section in found[1:] if section.level == 1), stem)
    told = [section for section in _with_parents(found) if section.level > 1 or section.parts]
    main, side = ([section for section in told if section.bench == bench] for bench in (False, True))
    return Lesson(title, stem, main, side, error)


def headings(source: str) -> list[tuple[int, str]]:
    """The headings of a markdown cell: level and text, without marks of emphasis.

    >>> headings("# 1 · Choosing\\n\\ntext\\n\\n### The biggest *what*?")
    [(1, '1 · Choosing'), (3, 'The biggest what?')]
    """
    found = re.findall(r"^(#{1,4}) +(.+?) *$", source, flags=re.MULTILINE)
    return [(len(marks), re.sub(r"[*_`]", "", text)) for marks, text in found]


def outputs(cell: ipynb.Cell) -> Iterator[str]:
    """What a cell displays for the report, as HTML."""
    for output in cell.outputs:
        mark = output.get("metadata", {}).get("ninesteps", {})
        if mark.get("kind") in KINDS:
            inner = _html(output["data"])
            # In the lesson it waits, folded, for the reader's guess.
            opened = FOLDED.sub(r"\1", inner) if mark.get("closed") else inner
            yield f'<div class="{mark["kind"]}">{opened}</div>'


def _html(data: Mapping[str, str]) -> str:
    """Written by helpers.show, which escapes what comes from data."""
    from nbconvert.filters import markdown2html

    return data["text/html"] if "text/html" in data else str(markdown2html(data["text/markdown"]))


def _with_parents(sections: list[Section]) -> Iterator[Section]:
    """Sections with something to show, and the headings they stand under."""
    for section, after in pairwise([*sections, Section("", 1, bench=False, anchor="")]):
        if section.parts or (after.parts and after.level > section.level and after.bench == section.bench):
            yield section


def _decision(entry: Mapping[str, Any]) -> dict[str, str]:
    """A decision in words; its value may hold several choices."""
    value = entry["value"]
    choices = value.items() if isinstance(value, dict) else [("", value)]
    chosen = [f"{heading(name)}: {_words(choice)}" if name else _words(choice) for name, choice in choices]
    unattended = "" if entry.get("committed") else _("a parameter of this run; nobody has committed to it")
    return {
        "step": str(entry["step"]),
        "name": heading(entry["name"]),
        "chosen": ", ".join(chosen),
        "reason": str(entry.get("reason") or unattended),
        "mind": str(entry.get("mind", "")),
    }


def _words(choice: object) -> str:
    """A choice as people write it.

    >>> _words("cut_below_zero"), _words(80)
    ('cut below zero', '80')
    """
    return str(choice).replace("_", " ")


def _measure(row: Mapping[Any, Any], currency: str) -> dict[str, str]:
    """A row of measures.csv as text: amounts in words, the interval in one cell."""
    low, high = (amount(row[name], row["unit"], currency) for name in ("low", "high"))
    return {
        "step": str(row["step"]),
        "measure": heading(row["measure"]),
        "value": amount(row["value"], row["unit"], currency),
        "interval": _("{low} to {high}").format(low=low, high=high) if low and high else "",
        "unit": str(row["unit"]),
        "n": amount(row["n"], "", ""),
    }


def amount(value: float, unit: str, currency: str) -> str:
    """A number as its unit is read; "" for none."""
    if math.isnan(value):
        return ""
    if str(unit).startswith(SHARES):
        return percent(value, digits=1)
    if unit == currency and unit:
        return money(value, currency)
    return count(value) if float(value).is_integer() or abs(value) >= 1000 else f"{value:.4g}"


def _json(path: Path) -> dict[str, Any]:
    """A file of the run; {} where there is none."""
    if not path.exists():
        return {}
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def templates() -> "Environment":
    """The pages of helpers/templates, which escape every value."""
    from jinja2 import Environment, FileSystemLoader

    pages = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    pages.globals["_"] = _
    return pages
