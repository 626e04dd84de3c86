"""A small company and a small course, for tests of what the course does with either."""

from collections.abc import Mapping
from pathlib import Path

import jupytext
import pytest

from helpers import ipynb
from helpers.batch import execution, plan

CASE_TOML = """\
name = "Lamps & Co"
currency = "EUR"

[files.orders]
path = "orders.csv"

[files.customers]
path = "customers.csv"
"""
ORDERS = """\
order_id,customer_id,ordered_at,quantity,unit_price
1,a,2024-01-10,2,100
2,b,2024-02-10,1,50
3,a,2024-03-10,1,100
4,c,2024-04-10,5,10
"""
CUSTOMERS = """\
customer_id,name,customer_type,region
a,Ada,retailer,north
b,=Bob(),wholesaler,south
c,<b>Cy</b>,retailer,south
"""


def small_company(folder: Path) -> Path:
    """Write a company with three customers, one of them named like a formula, one like markup."""
    folder.mkdir()
    for name, text in (("case.toml", CASE_TOML), ("orders.csv", ORDERS), ("customers.csv", CUSTOMERS)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_course(folder: Path, patch: pytest.MonkeyPatch, lessons: Mapping[str, str]) -> Path:
    """Write lessons, percent scripts by their stems, as notebooks, and make them the whole course."""
    folder.mkdir()
    for stem, source in lessons.items():
        notebook = ipynb.normalise(jupytext.reads(source, fmt="py:percent"))
        (folder / f"{stem}.ipynb").write_text(ipynb.text(notebook), encoding="utf-8")
    for module in (plan, execution):
        patch.setattr(module, "NOTEBOOKS", folder)
    return folder
