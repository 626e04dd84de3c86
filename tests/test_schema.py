"""The tables are those of the contract, each declared once, and the data dictionary says the same."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pandera.errors
import pytest

from helpers.schema import KINDS, LARGEST, TABLES, dictionary
from scripts.dictionary import TARGET, main

# Contract 1, table by table: required columns, then optional ones.
CONTRACT = {
    "orders": "order_id customer_id ordered_at quantity unit_price "
    "| product_id unit_cost discount channel currency",
    "customers": "customer_id | name customer_type country region channel acquired_on acquisition_cost "
    "service_cost consent_email consent_phone consent_post",
    "contacts": "contact_id customer_id | name buying_role level relationship email phone",
    "products": "product_id | name category list_price unit_cost",
    "leads": "lead_id converted | source created_at converted_at cost customer_id message reply",
    "stages": "lead_id stage entered_at |",
    "interactions": "interaction_id customer_id at | channel direction purpose minutes cost",
    "tickets": "ticket_id opened_at | customer_id first_reply_at resolved_at category severity reopened",
    "answers": "respondent_id survey item answer | customer_id",
    "kano": "respondent_id feature functional dysfunctional |",
    "prices": "respondent_id too_cheap cheap expensive too_expensive |",
    "choices": "respondent_id task alternative chosen |",
    "sales": "period brand units | price promotion revenue store",
    "spend": "period channel spend | response",
    "subscriptions": "customer_id ended | tenure started_on ended_on",
    "campaigns": "customer_id arm returned | revenue sent_at cost",
    "calls": "interval_start calls | handle_seconds",
    "experiments": "unit_id arm outcome |",
    "targets": "period measure plan | actual",
}
TRAITS = {"customers", "leads", "choices", "subscriptions", "campaigns"}


def test_the_tables_are_those_of_the_contract() -> None:
    for name, columns in CONTRACT.items():
        required, optional = (part.split() for part in columns.split("|"))
        assert list(TABLES[name].required) == required
        assert sorted(TABLES[name].names) == sorted(required + optional)
    assert TABLES.keys() == CONTRACT.keys()
    assert {name for name, table in TABLES.items() if table.traits} == TRAITS


def test_every_column_says_what_it_is_and_keys_are_required_columns() -> None:
    for table in TABLES.values():
        assert set(table.key) <= set(table.required)
        for column in table.columns:
            assert column.kind in KINDS
            assert column.meaning.endswith((".", "…"))


def test_pandera_carries_kind_unit_and_meaning() -> None:
    price = TABLES["orders"].schema().columns["unit_price"]
    assert price.metadata == {"kind": "number", "unit": "currency"}
    assert price.description == "Price of one, before discount."
    assert price.required
    assert not TABLES["orders"].schema().columns["discount"].required


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("customer_id", ["A", "A"]),
        ("customer_id", ["A", None]),
        ("customer_id", [1, 2]),
        ("consent_email", [1, 2]),
        ("service_cost", [1.0, 2 * LARGEST]),
        ("acquired_on", ["2024-01-01", "soon"]),
    ],
)
def test_pandera_refuses_what_no_reading_would_hand_over(column: str, values: list[object]) -> None:
    good = pd.DataFrame(
        {"customer_id": ["A", "B"], "consent_email": [1, 0], "service_cost": [1.0, float("nan")]}
    )
    TABLES["customers"].schema().validate(good)
    with pytest.raises(pandera.errors.SchemaError):
        TABLES["customers"].schema().validate(good.assign(**{column: values}))


def test_the_dictionary_names_every_column_and_is_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = dictionary()
    assert all(f"`{column.name}`" in text for table in TABLES.values() for column in table.columns)
    assert TARGET.read_text(encoding="utf-8") == text
    assert main(["--check"]) == 0
    monkeypatch.setattr("scripts.dictionary.TARGET", tmp_path / "README.md")
    assert main(["--check"]) == 1
    assert "make dictionary" in capsys.readouterr().err
    assert main([]) == 0
    assert main(["--check"]) == 0


def test_reading_a_case_does_not_import_pandera_or_excel() -> None:
    code = "import sys, helpers.case; sys.exit(any(name in sys.modules for name in ('pandera', 'openpyxl')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
