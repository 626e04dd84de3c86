"""Hand-overs: what a step writes, what it leaves of others, what stands for what cannot be had."""

from pathlib import Path

import pandas as pd
import pytest

from helpers import handover
from helpers.missing import Missing, PlainError

CUSTOMERS = pd.DataFrame({"customer_id": ["a", "b"], "revenue": [300.0, 50.5]})
MEASURES = pd.DataFrame(
    {
        "measure": ["customers", "gini", "profit"],
        "value": [2, 0.25, None],
        "unit": ["customers", "share", "EUR"],
        "n": [2, 2, None],
    }
)


def test_tables_and_measures_are_written(tmp_path: Path) -> None:
    handover.write(tmp_path, tables={"01_customers": CUSTOMERS}, measures=MEASURES, absent={})
    assert (tmp_path / "01_customers.csv").read_text() == "customer_id,revenue\na,300.0\nb,50.5\n"
    assert (tmp_path / "measures.csv").read_text().splitlines() == [
        "step,measure,value,unit,n,low,high",
        "1,customers,2,customers,2,,",
        "1,gini,0.25,share,2,,",
    ]


def test_a_measure_without_a_value_is_absent_not_zero(tmp_path: Path) -> None:
    gap = Missing("This needs a table `contacts`.", table="contacts")
    handover.write(
        tmp_path, tables={"01_customers": CUSTOMERS}, measures=MEASURES, absent={"duplicate_pairs": gap}
    )
    absent = handover.read(tmp_path / "absent.csv").set_index("measure")
    assert absent.loc["profit", "reason"] == "It has no value on these data."
    assert absent.loc["duplicate_pairs"].tolist() == [1, "contacts", gap.reason]


def test_absences_may_be_a_table_or_one_for_all(tmp_path: Path) -> None:
    rows = pd.DataFrame({"measure": ["gini"], "table_needed": ["orders"], "reason": ["nothing sold"]})
    handover.write(tmp_path, tables={"01_customers": CUSTOMERS}, measures=None, absent=rows)
    assert handover.read(tmp_path / "absent.csv").to_numpy().tolist() == [
        [1, "gini", "orders", "nothing sold"]
    ]
    gap = Missing("This needs a table `orders`.", table="orders")
    handover.write(tmp_path / "b", tables={"01_customers": gap}, measures=gap, absent=gap)
    assert handover.read(tmp_path / "b" / "absent.csv").to_numpy().tolist() == [
        [1, "all", "orders", gap.reason]
    ]


def test_a_step_replaces_its_own_rows_and_keeps_those_of_others(tmp_path: Path) -> None:
    def write(step: str, name: str, value: float | None, absent: dict[str, Missing | str]) -> None:
        measures = pd.DataFrame({"measure": [name], "value": [value], "unit": [""]})
        handover.write(tmp_path, tables={step: CUSTOMERS}, measures=measures, absent=absent)

    write("02_needs", "alpha", 0.123456789012345678, {})
    write("01_customers", "gini", 0.5, {"pairs": "no names"})
    write("01_duplicates", "pairs", 7, {})
    measures = handover.read(tmp_path / "measures.csv")
    assert measures["measure"].tolist() == ["gini", "pairs", "alpha"]
    assert measures["value"].tolist() == [0.5, 7, 0.123456789012345678]
    assert handover.read(tmp_path / "absent.csv").empty


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    def written() -> dict[str, bytes]:
        handover.write(tmp_path, tables={"01_customers": CUSTOMERS}, measures=MEASURES, absent={"x": "y"})
        return {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert written() == written()


def test_a_table_that_is_missing_now_does_not_stand_there_from_an_earlier_run(tmp_path: Path) -> None:
    handover.write(tmp_path, tables={"01_customers": CUSTOMERS}, measures=None, absent={})
    handover.write(tmp_path, tables={"01_customers": Missing("gone")}, measures=None, absent={})
    assert not (tmp_path / "01_customers.csv").exists()


def test_a_table_that_cannot_be_had_stands_among_the_absent_until_it_can(tmp_path: Path) -> None:
    gap = Missing("This needs a table `kano`.", table="kano")
    handover.write(tmp_path, tables={"02_needs": CUSTOMERS, "02_kano": gap}, measures=None, absent={})
    assert handover.read(tmp_path / "absent.csv").to_numpy().tolist() == [[2, "02_kano", "kano", gap.reason]]
    handover.write(tmp_path, tables={"02_needs": CUSTOMERS, "02_kano": CUSTOMERS}, measures=None, absent={})
    assert handover.read(tmp_path / "absent.csv").empty


def test_a_step_can_be_forgotten(tmp_path: Path) -> None:
    handover.write(tmp_path, tables={"01_customers": CUSTOMERS}, measures=MEASURES, absent={})
    handover.forget(tmp_path, 1)
    assert handover.read(tmp_path / "measures.csv").empty
    assert handover.read(tmp_path / "absent.csv").empty


def test_a_table_is_read_back_with_its_ids_and_days(tmp_path: Path) -> None:
    table = CUSTOMERS.assign(
        customer_id=["007", "8"], name=["=1+1", "2024-01-01?"], since=pd.to_datetime(["2024-02-10", None])
    )
    handover.write(tmp_path, tables={"01_customers": table}, measures=None, absent={})
    read = handover.read_table(tmp_path / "01_customers.csv")
    assert read["customer_id"].tolist() == ["007", "8"]
    assert read["name"].tolist() == ["'=1+1", "2024-01-01?"]
    assert read["since"].tolist() == [pd.Timestamp("2024-02-10"), pd.NaT]
    assert read["revenue"].tolist() == [300.0, 50.5]


def test_a_table_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "01_customers.csv").write_text("")
    with pytest.raises(PlainError, match=r"01_customers\.csv is not a table that the course wrote"):
        handover.read_table(tmp_path / "01_customers.csv")


@pytest.mark.parametrize("names", [{"customers": 1}, {"01_a": 1, "02_b": 1}, {}, {"1_a": 1}])
def test_names_of_tables_say_one_step(names: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="named like 01_customers"):
        handover.step_of(names)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "step,measure,value,unit,n,low,high\n1,x,many,,,,\n"])
def test_a_measures_file_of_somebody_else_is_not_written_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "measures.csv"
    path.write_text(text)
    with pytest.raises(PlainError, match=r"measures\.csv is not a table that the course wrote"):
        handover.write(tmp_path, tables={"01_customers": CUSTOMERS}, measures=MEASURES, absent={})
    assert path.read_text() == text


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("a file")
    with pytest.raises(PlainError, match="could not be written"):
        handover.write(tmp_path / "tables", tables={"01_customers": CUSTOMERS}, measures=MEASURES, absent={})
