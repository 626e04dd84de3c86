"""The report: what it takes from notebooks and what it leaves, escaped, self-contained, in order."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import jupytext
import pandas as pd
import pytest

from helpers import handover, ipynb, report
from helpers.case import Case
from helpers.workbook import Workbook

LESSON = """\
# %% [markdown]
# # 1 · Choosing target customers (选择目标客户)

# %% [markdown]
# ## First sitting · The biggest *what*?

# %% tags=["story"]
show("STORY")

# %%
show("FIGURE")

# %% tags=["form"]
show("FORM")

# %% [markdown]
# ### An empty corner

# %% [markdown]
# ## Second sitting

# %%
show("CLOSED")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench

# %% tags=["analyst"]
show("BENCH")
"""
IMAGE = '<img alt="Sales lead." src="data:image/png;base64,AAAA">'
PICTURE = f"<figure>{IMAGE}<figcaption>Sales lead.</figcaption></figure>"
CLOSED = "<details><summary>After your guess</summary>\n<p>What the guess was about</p>\n</details>"
BUNDLES = {
    "STORY": ("say", {"text/markdown": "Lin has money."}),
    "FIGURE": ("figure", {"text/html": PICTURE}),
    "FORM": ("form", {"text/html": "<p>Your guess</p>"}),
    "CLOSED": ("table", {"text/html": CLOSED}),
    "BENCH": ("say", {"text/markdown": "**Precision** is 0.99."}),
}


def executed() -> ipynb.Notebook:
    """The lesson with outputs as helpers.show leaves them."""
    notebook = jupytext.reads(LESSON, fmt="py:percent")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            name = re.search('"(.*)"', cell.source)[1]
            kind, data = BUNDLES[name]
            mark = {"ninesteps": {"kind": kind, "closed": name == "CLOSED"}}
            output = {"output_type": "display_data", "data": {**data, "text/plain": name}, "metadata": mark}
            cell.outputs = [ipynb.node(output)]
    return ipynb.normalise(notebook)


@pytest.fixture
def page(tmp_path: Path) -> str:
    """The report of a run with one lesson, a decision, measures and one absence, all with hostile text."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "01_targeting.ipynb").write_text(ipynb.text(executed()), encoding="utf-8")
    measures = pd.DataFrame(
        {
            "measure": ["gini", "revenue"],
            "value": [0.254, 1234567.0],
            "unit": ["share", "EUR"],
            "n": [3, 3],
            "low": [0.2, None],
            "high": [0.31, None],
        }
    )
    handover.write(
        tmp_path / "tables",
        tables={"01_customers": measures},
        measures=measures,
        absent={"pairs": "<script>x</script>"},
    )
    book = Workbook.open(tmp_path)
    value = {"rank_by": "value_to_come", "bottom": "<b>"}
    book.decide(1, "tiering", value, allowed={}, reason="It & that", mind="")
    book.decide(2, "questions", {"asked": 12}, allowed={}, committed=False)
    record = {
        "notebooks": [{"notebook": "01_targeting", "seconds": 1.5, "cell": 4, "error": "no <orders>"}],
        "parameters": {"region": '"><img src=x onerror=alert(1)>'},
        "versions": {"ninesteps": "0.1.0", "python": "3.11.2"},
        "inputs": {"orders.csv": "ab" * 32},
    }
    (tmp_path / "run.json").write_text(json.dumps(record), encoding="utf-8")
    case = Case(folder=tmp_path, name="Lamps <script>alert(1)</script>", currency="EUR", simulated=True)
    return report.write(tmp_path, case).read_text(encoding="utf-8")


def test_headings_and_outputs_stand_in_the_order_of_the_lesson(page: str) -> None:
    places = [
        page.index(text)
        for text in ("<h3 id=", "Sales lead.", "Second sitting</h3>", "What the guess was about", "Precision")
    ]
    assert places == sorted(places)
    assert "The biggest what?</h3>" in page


def test_what_is_the_learners_stays_out(page: str) -> None:
    for text in ("Lin has money", "Your guess", "An empty corner"):
        assert text not in page


def test_what_a_prediction_closed_stands_open_and_the_bench_is_folded(page: str) -> None:
    assert "What the guess was about" in page
    assert "After your guess" not in page
    bench = page[page.index('<details class="bench">') :]
    assert "<strong>Precision</strong> is 0.99" in bench
    assert "open" not in bench[: bench.index(">")]


def test_alternative_text_survives(page: str) -> None:
    assert IMAGE in page


def test_decisions_measures_and_absences_are_told(page: str) -> None:
    for text in (
        "Rank by: value to come, Bottom: &lt;b&gt;",
        "It &amp; that",
        "nobody has committed to it",
        "25.4%",
        "20.0% to 31.0%",
        "EUR 1.23 million",
        "What could not be computed",
    ):
        assert text in page


def test_what_failed_and_what_is_simulated_is_said_first(page: str) -> None:
    assert page.index("Simulated data.") < page.index("did not run to its end") < page.index("<nav")
    assert "no &lt;orders&gt;" in page


class Tags(HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs


def test_nothing_runs_and_nothing_is_fetched(page: str) -> None:
    tags = Tags(page)
    assert not {"script", "link", "iframe", "object", "embed", "b"} & set(tags.names)
    assert not [name for name, _ in tags.attributes if name.startswith("on")]
    targets = [str(value) for name, value in tags.attributes if name in {"src", "href"}]
    assert all(target.startswith(("#", "data:image/png;base64,")) for target in targets)
    assert "url(" not in page
    assert "default-src 'none'" in page


def test_every_link_has_its_place(page: str) -> None:
    tags = Tags(page)
    ids = [value for name, value in tags.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {f"#{value}" for value in ids} >= {value for name, value in tags.attributes if name == "href"}


def test_a_run_without_tables_or_workbook_has_a_report(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"notebooks": [], "versions": {}, "inputs": {}}')
    page = report.write(tmp_path, Case(folder=tmp_path, name="Empty")).read_text()
    assert "Empty" in page
    assert 'id="decisions"' not in page
    assert 'id="measures"' not in page
