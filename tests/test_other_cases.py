"""Every lesson on data other than the sample: one type alone, other headers and encoding, a single table."""

import re
import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pytest
from played import STEMS, play

from helpers import opening
from helpers.case import read_case
from helpers.files import MERIDIAN
from helpers.market.kinds import NAMES
from helpers.schema import TABLES

# What a reader must never meet: Python's ways of saying that something is not there.
UNWANTED = re.compile(r"Traceback|\w+Error\b|(?<!\w)(nan|NaT|inf|<NA>)(?!\w)|\bNone\b(?! of)|Missing\(")
CHINESE = {
    "orders": {"order_id": "订单号", "customer_id": "客户编号", "ordered_at": "下单日期", "quantity": "数量",
               "unit_price": "单价", "unit_cost": "成本"},
    "customers": {"customer_id": "客户编号", "name": "客户名称", "customer_type": "客户类型",
                  "country": "国家"},
    "choices": {"respondent_id": "受访者", "task": "任务", "alternative": "方案", "chosen": "选择",
                "price": "价格", "quality": "质量"},
    "sales": {"period": "月份", "brand": "品牌", "units": "销量", "price": "价格"},
}  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def _read_once() -> Iterator[None]:
    """The same case is read once, however many lessons open it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("NINESTEPS_OUT", raising=False)
        patch.setattr(opening, "read_case", lru_cache(maxsize=4)(read_case))
        yield


def heard(stem: str, case: Path | str, **parameters: str) -> str:
    """All that a lesson says on a case."""
    simulated = str(case) == "meridian"
    said = "\n".join(play(stem, simulated=simulated, case=str(case), **parameters))
    assert [line for line in said.splitlines() if UNWANTED.search(line)] == []
    return said


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("stem", STEMS)
def test_every_lesson_runs_on_one_type_of_customer(stem: str, kind: str) -> None:
    assert heard(stem, "meridian", customer_type=kind)


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Part of the sample with Chinese headers, in GB18030, with semicolons, and a row without a customer."""
    folder = tmp_path_factory.mktemp("cases") / "translated"
    folder.mkdir()
    lines = ['name = "丝路家居"', 'currency = "CNY"', "as_of = 2026-06-30"]
    for name, headers in CHINESE.items():
        table = pd.read_csv(MERIDIAN / f"{name}.csv", dtype=str, keep_default_na=False)
        table = table[[column for column in table if column in headers or name == "choices"]]
        if name == "orders":
            table.loc[5, "customer_id"] = ""
        table.rename(columns=headers).to_csv(folder / f"{name}.txt", sep=";", index=False, encoding="gb18030")
        columns = [f'{ours} = "{theirs}"' for ours, theirs in headers.items()]
        lines += [f"[files.{name}]", f'path = "{name}.txt"', f"[files.{name}.columns]", *columns]
    (folder / "case.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.mark.parametrize("stem", STEMS)
def test_every_lesson_runs_on_other_headers_another_encoding_and_half_of_the_tables(
    stem: str, translated: Path
) -> None:
    assert "丝路家居" in heard(stem, translated)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A case that is one table of the sample and nothing else."""
    root = tmp_path_factory.mktemp("alone")

    def make(name: str) -> Path:
        folder = root / name
        if not folder.exists():
            folder.mkdir()
            shutil.copy(MERIDIAN / f"{name}.csv", folder)
            toml = f'name = "Only {name}"\n[files.{name}]\npath = "{name}.csv"\n'
            (folder / "case.toml").write_text(toml, encoding="utf-8")
        return folder

    return make


@pytest.mark.parametrize("name", [name for name in TABLES if (MERIDIAN / f"{name}.csv").exists()])
@pytest.mark.parametrize("stem", STEMS)
def test_every_lesson_runs_on_one_table_alone(stem: str, name: str, alone: Callable[[str], Path]) -> None:
    assert "This needs a table" in heard(stem, alone(name)) or name == "orders"
