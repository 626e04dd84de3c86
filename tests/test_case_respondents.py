"""A case of one type of customer holds the answers of its respondents, in whatever table they stand."""

from pathlib import Path

import pytest

from helpers.case import Case, read_case
from helpers.files import MERIDIAN

FILES = {
    "customers": "customer_id,customer_type\nA,retailer\nB,project\n",
    "answers": "respondent_id,survey,item,answer,customer_id\n"
    "R1,nps,all,9,A\nR2,nps,all,3,B\nR3,open,all,fine,\n",
    "kano": "respondent_id,feature,functional,dysfunctional\nR1,f,1,5\nR2,f,1,3\nR3,f,3,3\n",
    "sales": "period,brand,units\n2024-01-01,Ours,5\n",
}


def made(folder: Path, **files: str) -> Case:
    """A case of these tables."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    toml = "\n".join(f'[files.{name}]\npath = "{name}.csv"' for name in files)
    (folder / "case.toml").write_text(toml, encoding="utf-8")
    return read_case(folder)


def test_tables_of_respondents_follow_their_customers(tmp_path: Path) -> None:
    only = made(tmp_path, **FILES).only(customer_type="retailer")
    assert only.tables["answers"]["respondent_id"].tolist() == ["R1"]
    assert only.tables["kano"]["respondent_id"].tolist() == ["R1"]
    assert len(only.tables["sales"]) == 1
    # R3 is nobody's: no selection can hold the answers, and that is said for both tables.
    said = [(found.table, found.column) for found in only.findings]
    assert said == [("answers", "customer_id"), ("kano", "respondent_id")]


def test_respondents_that_no_table_knows_stay_whole(tmp_path: Path) -> None:
    without = FILES["answers"].replace(",customer_id", "").replace(",A\n", "\n").replace(",B\n", "\n")
    only = made(tmp_path, **FILES | {"answers": without.replace("fine,\n", "fine\n")}).only(
        customer_type="retailer"
    )
    assert len(only.tables["kano"]) == 3
    assert len(only.tables["answers"]) == 3
    assert only.findings == ()


def test_a_type_nobody_was_asked_of_has_no_such_tables(tmp_path: Path) -> None:
    files = FILES | {"customers": FILES["customers"] + "C,household\n"}
    only = made(tmp_path, **files).only(customer_type="household")
    assert set(only.tables) == {"customers", "sales"}


@pytest.mark.parametrize("kind", ["retailer", "internal"])
def test_the_sample_by_type(kind: str) -> None:
    firm = read_case(MERIDIAN)
    only = firm.only(customer_type=kind)
    asked = set(only.tables["answers"]["respondent_id"])
    for name in ("kano", "choices"):
        assert set(only.tables[name]["respondent_id"]) == asked
    assert set(only.tables["prices"]["respondent_id"]) <= asked
    assert len(only.tables["choices"]) == 32 * len(asked) < len(firm.tables["choices"])
    assert len(only.tables["sales"]) == len(firm.tables["sales"])
    assert len(only.findings) == len(firm.findings)
