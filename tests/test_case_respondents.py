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
    answers = only.tables["answers"]
    asked = set(answers.loc[answers["survey"] == "importance", "respondent_id"])
    for name in ("kano", "choices"):
        assert set(only.tables[name]["respondent_id"]) == asked
    assert set(only.tables["prices"]["respondent_id"]) <= asked
    assert len(only.tables["choices"]) == 32 * len(asked) < len(firm.tables["choices"])
    assert len(only.tables["sales"]) == len(firm.tables["sales"])
    assert len(only.findings) == len(firm.findings)


# Leads who did not become customers have no customer_id; stages know their lead, tests their units.

LEADS = {
    "customers": "customer_id,customer_type,region\nA,retailer,north\nB,project,north\nC,household,south\n",
    "leads": "lead_id,converted,customer_id,customer_type\n"
    "1,1,A,retailer\n2,0,,retailer\n3,0,,project\n4,1,B,retailer\n5,0,,\n",
    "stages": "lead_id,stage,entered_at\n1,search,2024-01-01\n2,search,2024-01-01\n3,search,2024-01-02\n",
    "experiments": "unit_id,arm,outcome\nA,control,0\nB,treatment,1\n",
    "calls": "interval_start,calls\n2024-01-01 08:00,3\n",
}


def test_leads_that_name_no_customer_stay_where_they_say_their_type(tmp_path: Path) -> None:
    only = made(tmp_path, **LEADS).only(customer_type="retailer")
    # Lead 4 says retailer and is a customer known as a project: the customer decides.
    assert only.tables["leads"]["lead_id"].tolist() == ["1", "2"]
    assert only.tables["stages"]["lead_id"].tolist() == ["1", "2"]
    assert only.tables["experiments"]["unit_id"].tolist() == ["A"]
    assert len(only.tables["calls"]) == 1
    assert [(one.table, one.column) for one in only.findings] == [("leads", "customer_id")]
    assert "1 rows" in only.findings[0].message


def test_leads_that_do_not_say_go_with_a_notice(tmp_path: Path) -> None:
    only = made(tmp_path, **LEADS).only(customer_type="retailer", region="north")
    assert only.tables["leads"]["lead_id"].tolist() == ["1"]
    assert only.tables["stages"]["lead_id"].tolist() == ["1"]
    assert "3 rows" in only.findings[-1].message


def test_leads_without_customers_say_their_type_themselves(tmp_path: Path) -> None:
    alone = "lead_id,converted,customer_type\n1,1,retailer\n2,0,project\n"
    only = made(tmp_path, **LEADS | {"leads": alone}).only(customer_type="project")
    assert only.tables["leads"]["lead_id"].tolist() == ["2"]
    assert only.tables["stages"]["lead_id"].tolist() == ["2"]


def test_stages_without_leads_and_tests_of_strangers_stay_whole(tmp_path: Path) -> None:
    files = {name: text for name, text in LEADS.items() if name != "leads"}
    files["experiments"] = LEADS["experiments"] + "shop 7,control,1\n"
    only = made(tmp_path, **files).only(customer_type="retailer")
    assert len(only.tables["stages"]) == 3
    assert len(only.tables["experiments"]) == 3


@pytest.mark.parametrize("kind", ["retailer", "household", "internal"])
def test_the_sample_keeps_the_inquiries_of_a_type(kind: str) -> None:
    firm = read_case(MERIDIAN)
    only, leads = firm.only(customer_type=kind), firm.tables["leads"]
    wanted = leads.loc[leads["customer_type"] == kind, "lead_id"].tolist()
    if kind == "internal":
        assert not wanted
        assert not {"leads", "stages", "campaigns", "experiments"} & set(only.tables)
        return
    assert only.tables["leads"]["lead_id"].tolist() == wanted
    assert 0 < only.tables["leads"]["converted"].mean() < 1
    assert set(only.tables["stages"]["lead_id"]) == set(wanted)
    mailed = firm.tables["campaigns"]["customer_type"]
    assert len(only.tables["campaigns"]) == (mailed == kind).sum()
    for name in ("calls", "targets"):
        assert len(only.tables[name]) == len(firm.tables[name])
