"""Exports of three vendors become the tables of a case; what cannot be joined is told, never guessed."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import vendors
from helpers.reading import CaseError
from helpers.schema import TABLES
from helpers.vendors import Imported, Reading

FILES = Path(__file__).parent / "files"


def exports(folder: str) -> list[Path]:
    return sorted((FILES / folder).glob("*.csv"))


def told(made: Imported, words: str) -> list[str]:
    """The findings that say these words."""
    return [str(found) for found in made.findings if words in str(found)]


def put(folder: Path, **texts: str) -> list[Path]:
    """CSV files of these texts."""
    paths = []
    for name, text in texts.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


@pytest.fixture(scope="module")
def salesforce() -> Imported:
    return vendors.read_exports(exports("salesforce"), "salesforce")


@pytest.fixture(scope="module")
def hubspot() -> Imported:
    return vendors.read_exports(exports("hubspot"), "hubspot")


@pytest.mark.parametrize("key", vendors.VENDORS)
def test_every_column_of_the_catalog_leads_somewhere(key: str) -> None:
    known = vendors.columns(key)
    tables = {name for names in known["table"] for name in names.split(", ")}
    assert tables <= set(TABLES)
    assert known["needed"].groupby(known["object"]).any().all()
    assert not known.duplicated(["object", "column"]).any()
    assert len(vendors.sources(key)) >= 3


def test_an_unknown_vendor_is_refused_with_the_list() -> None:
    with pytest.raises(CaseError, match=r"no vendor is called “pipedrive”.*salesforce, hubspot, zoho"):
        vendors.read_exports([], "pipedrive")


def test_salesforce_tables(salesforce: Imported) -> None:
    assert not salesforce.failed
    sizes = {name: len(frame) for name, frame in salesforce.tables.items()}
    assert sizes == {
        "customers": 5, "contacts": 4, "leads": 7, "stages": 7, "orders": 3, "interactions": 2, "tickets": 2,
    }  # fmt: skip
    for name, frame in salesforce.tables.items():
        TABLES[name].schema().validate(frame)


def test_money_in_words_becomes_orders_and_a_credit_is_a_return(salesforce: Imported) -> None:
    orders = salesforce.tables["orders"]
    assert (orders["quantity"] * orders["unit_price"]).tolist() == [342_090.0, 1_200_000.0, -500.0]
    assert orders["quantity"].tolist() == [1, 1, -1]
    assert told(salesforce, "5 won deals are orders of one piece")


def test_ids_of_15_and_18_letters_are_the_same_account(salesforce: Imported) -> None:
    assert salesforce.tables["contacts"]["customer_id"].str.len().eq(15).all()


def test_a_name_joins_only_where_one_account_has_it(salesforce: Imported) -> None:
    leads = salesforce.tables["leads"].set_index("deal_name")["customer_id"]
    assert leads["Verrano lamps"] == "0015g00000Aa002"  # blanks and capitals do not matter
    assert leads[["Tern chairs", "Mystery"]].isna().all()
    assert told(salesforce, "row 6, account_name: “Tern & Co” is the name of several accounts")
    assert told(salesforce, "row 7, account_name: “Nobody Ltd” is the name of no account")


def test_a_task_about_a_deal_belongs_to_its_customer(salesforce: Imported) -> None:
    task = salesforce.tables["interactions"].set_index("purpose").loc["Lobby drawings"]
    assert task["customer_id"] == "0015g00000Aa003"
    assert (task["direction"], round(task["minutes"], 2)) == ("out", 12.57)
    assert task["at"] == pd.Timestamp("2025-10-14 08:30")


def test_what_is_planned_or_deleted_or_below_the_report_is_left_out_and_told(salesforce: Imported) -> None:
    assert told(salesforce, "“Not Started” has not happened yet")
    assert told(salesforce, "is a deleted record")
    assert told(salesforce, "below its rows; it is left out (3 times: rows 7, 8 and 9)")
    assert "Old Record" not in set(salesforce.tables["contacts"]["name"])


def test_opted_out_wins_whenever_records_disagree(salesforce: Imported) -> None:
    people = salesforce.consents.set_index("contact_id")["consent_email"]
    # The same address in other capitals, in one record out and in the other not.
    assert people[["0035g00000Ba002AAC", "0035g00000Ba003AAC"]].tolist() == [0, 0]
    customers = salesforce.tables["customers"].set_index("name")
    assert customers.loc["Casa Verrano", ["consent_email", "consent_phone"]].tolist() == [0, 0]
    assert customers.loc["Lindhof Möbel", "consent_email"] == 1
    assert pd.isna(customers.loc["Tern & Co", "consent_email"]).all()


def test_columns_without_a_use_are_traits_or_named(salesforce: Imported) -> None:
    assert {"Industry", "Employees"} <= set(salesforce.tables["customers"].columns)
    assert told(salesforce, "contacts have no place for MailingCountry")


def test_hubspot_tables(hubspot: Imported) -> None:
    assert not hubspot.failed
    assert hubspot.tables["contacts"]["name"].tolist() == ["Ute Garlach", "Marco Verrano"]
    assert told(hubspot, "“9003;9001” names several accounts")
    # Who buys without a company is a customer, who does not yet is a lead.
    assert "Pia Roth" in set(hubspot.tables["customers"]["name"])
    leads = hubspot.tables["leads"].set_index("lead_id")
    assert leads.loc["8004", "name"] == "Nils Aberg"
    assert (leads.loc["7001", "converted"], leads.loc["7002", "converted"]) == (1, 0)


def test_hubspot_stages_from_days_of_entering(hubspot: Imported) -> None:
    stages = hubspot.tables["stages"]
    assert stages[stages["lead_id"] == "7001"]["stage"].tolist() == ["Appointment Scheduled", "Closed Won"]
    assert stages[stages["lead_id"] == "7003"]["entered_at"].tolist() == [pd.Timestamp("2025-10-31")]


def test_a_billing_category_is_no_consent_and_an_unsubscription_beats_it(hubspot: Imported) -> None:
    people = hubspot.consents.set_index("contact_id")["consent_email"]
    assert people["8002"] == 0  # a marketing contact who unsubscribed
    assert people["8001"] == 1


def test_zoho_with_european_money_and_months_in_words() -> None:
    made = vendors.read_exports(exports("zoho"), "zoho")
    leads = made.tables["leads"].set_index("lead_id")
    assert leads.loc["zcrm_701", "amount"] == 342_090.0
    assert leads.loc["zcrm_701", "converted_at"] == pd.Timestamp("2025-10-14")
    assert leads.loc["zcrm_702", "close_date"] == pd.Timestamp("2025-12-31")
    assert leads.loc["zcrm_802", "consent_email"] == 0
    assert made.currency == "EUR"


def test_zoho_in_chinese() -> None:
    made = vendors.read_exports(exports("zoho_zh"), "zoho")
    assert not made.failed
    assert made.tables["contacts"]["name"].tolist() == ["王伟", "李娜"]
    assert made.tables["customers"]["consent_email"].tolist() == [1, 0]
    assert made.tables["orders"][["ordered_at", "unit_price"]].values.tolist() == [
        [pd.Timestamp("2025-10-14"), 342_000.0]
    ]


def test_salesforce_in_chinese_and_in_gb18030(tmp_path: Path) -> None:
    text = "业务机会 ID,业务机会名称,客户名,阶段,金额,结束日期\n1,春季,林霍夫,已赢得,100.50,2025-10-14\n"
    (tmp_path / "商机.csv").write_bytes(text.encode("gb18030"))
    made = vendors.read_exports([tmp_path / "商机.csv"], "salesforce")
    assert made.tables["orders"]["unit_price"].tolist() == [100.5]
    assert made.tables["customers"]["customer_id"].tolist() == ["林霍夫"]


def test_an_excel_export_with_real_dates(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "Record ID": ["1"], "Deal Name": ["Lamps"], "Deal Stage": ["Closed Won"], "Amount": [1234.0],
            "Close Date": [pd.Timestamp("2025-10-14")], "Associated Company": ["Lindhof"],
        }
    )  # fmt: skip
    frame.to_excel(tmp_path / "deals.xlsx", index=False)
    made = vendors.read_exports([tmp_path / "deals.xlsx"], "hubspot")
    assert made.tables["orders"]["ordered_at"].tolist() == [pd.Timestamp("2025-10-14")]
    assert made.tables["orders"]["unit_price"].tolist() == [1234.0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10/14/2025", "2025-10-14"),
        ("14/10/2025", "2025-10-14"),
        ("14.10.2025", "2025-10-14"),
        ("2025-10-14T08:30:00Z", "2025-10-14 08:30"),
        ("2025-10-14T08:30:00.000+0000", "2025-10-14 08:30"),
        ("14 Oct 2025", "2025-10-14"),
        ("Oct 14, 2025 9:05 AM", "2025-10-14 09:05"),
        ("10/14/2025, 9:05 PM", "2025-10-14 21:05"),
        ("2025年10月14日", "2025-10-14"),
    ],
)
def test_each_style_of_a_date(written: str, read: str, tmp_path: Path) -> None:
    text = f'Case Number,Date/Time Opened,Case Owner\n1,"{written}",Tom Beck\n'
    made = vendors.read_exports(put(tmp_path, cases=text), "salesforce")
    assert made.tables["tickets"]["opened_at"].tolist() == [pd.Timestamp(read)]


def test_an_offset_is_told_in_the_time_zone_that_is_said(tmp_path: Path) -> None:
    paths = put(tmp_path, cases="CaseNumber,CreatedDate,Origin\n1,2025-07-14T08:30:00Z,Phone\n")
    made = vendors.read_exports(paths, "salesforce", reading=Reading(timezone="Asia/Shanghai"))
    assert made.tables["tickets"]["opened_at"].tolist() == [pd.Timestamp("2025-07-14 16:30")]


TWO_WAYS = (
    "Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date\n1,a,A,Closed Won,{},5/3/2025\n"
)


def test_day_or_month_first_is_asked_for(tmp_path: Path) -> None:
    paths = put(tmp_path, opportunities=TWO_WAYS.format(10))
    made = vendors.read_exports(paths, "salesforce")
    assert made.failed
    assert told(made, "row 2, closed_on: “5/3/2025” could be two different dates")
    assert told(made, "--date-order dmy or --date-order mdy")
    for order, day in (("dmy", "2025-03-05"), ("mdy", "2025-05-03")):
        read = vendors.read_exports(paths, "salesforce", reading=Reading(date_order=order))
        assert read.tables["orders"]["ordered_at"].tolist() == [pd.Timestamp(day)]


def test_one_date_of_a_file_settles_all_of_its_dates(tmp_path: Path) -> None:
    header = "Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date\n"
    paths = put(tmp_path, opportunities=header + "1,a,A,Closed Won,10,5/3/2025,1/31/2025\n")
    read = vendors.read_exports(paths, "salesforce")
    assert read.tables["orders"]["ordered_at"].tolist() == [pd.Timestamp("2025-05-03")]


def test_an_amount_that_could_be_two_is_asked_for(tmp_path: Path) -> None:
    paths = put(tmp_path, opportunities=TWO_WAYS.replace("5/3/2025", "2025-03-05").format('"1,234"'))
    assert told(vendors.read_exports(paths, "salesforce"), "could be two different amounts")
    made = vendors.read_exports(paths, "salesforce", reading=Reading(decimal="."))
    assert made.tables["orders"]["unit_price"].tolist() == [1234.0]


def test_two_currencies_are_not_added_up(tmp_path: Path) -> None:
    text = (
        TWO_WAYS.replace("5/3/2025", "2025-03-05").format("EUR 10") + "2,b,B,Closed Won,GBP 10,2025-03-06\n"
    )
    made = vendors.read_exports(put(tmp_path, opportunities=text), "salesforce")
    assert made.failed
    assert told(made, "amounts are in EUR and GBP: they cannot be added up")


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (Reading(date_order="ymd"), "--date-order is ymd"),
        (Reading(decimal=";"), "--decimal is ;"),
        (Reading(timezone="Mars/Olympus"), "no time zone Mars/Olympus"),
    ],
)
def test_options_that_are_none_are_refused(reading: Reading, words: str) -> None:
    with pytest.raises(CaseError, match=words):
        vendors.read_exports(exports("zoho"), "zoho", reading=reading)


def test_renamed_columns_are_read_whatever_their_spaces_and_capitals(tmp_path: Path) -> None:
    paths = put(
        tmp_path, deals="record_id,DEAL NAME,deal-stage,amount,closedate\n1,a,closedwon,5,2025-01-02\n"
    )
    made = vendors.read_exports(paths, "hubspot")
    assert made.tables["leads"]["converted"].tolist() == [1]


def test_a_column_of_another_name_is_said(tmp_path: Path) -> None:
    paths = put(tmp_path, firms="Kundennummer,Firma,Billing Country\n7,Lindhof,Germany\n")
    made = vendors.read_exports(paths, "salesforce")
    assert made.failed
    said = {"account.customer_id": "Kundennummer", "account.name": "Firma"}
    made = vendors.read_exports(paths, "salesforce", mapping=said)
    assert made.tables["customers"][["customer_id", "name"]].values.tolist() == [["7", "Lindhof"]]


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"customerid": "Record ID"}, "no column “customerid” to fill.*customer_id"),
        ({"deal.stage": "Deal Stage"}, "no column “deal.stage” to fill"),
        ({"customer_id": "Firma"}, "no file has a column “Firma”"),
    ],
)
def test_a_map_to_nowhere_is_refused(mapping: dict[str, str], words: str) -> None:
    with pytest.raises(CaseError, match=words):
        vendors.read_exports(exports("hubspot"), "hubspot", mapping=mapping)


def test_a_missing_key_is_an_error_with_what_to_export(tmp_path: Path) -> None:
    made = vendors.read_exports(
        put(tmp_path, deals="Deal Name,Pipeline,Deal owner\na,Sales,Tom\n"), "hubspot"
    )
    assert told(made, "looks like Deal, and has no “dealstage”")
    assert told(made, 'or say which it is: --map "opportunity.stage=…"')


def test_another_vendors_file_is_recognised_and_said() -> None:
    made = vendors.read_exports(exports("hubspot"), "zoho")
    assert made.failed
    assert told(made, "deals.csv: is no export of Zoho CRM; it looks like Deal of HubSpot. Run it again with")


def test_a_file_of_nobody_is_told_what_there_is(tmp_path: Path) -> None:
    made = vendors.read_exports(put(tmp_path, notes="colour,size\nred,3\n"), "zoho")
    assert told(made, "is none of Zoho CRM's objects: Account, Contact, Lead")


def test_ids_are_made_where_there_are_none(tmp_path: Path) -> None:
    paths = put(
        tmp_path, deals="Deal Name,Account Name,Stage,Amount,Closing Date\na,A,Closed Won,5,2025-01-02\n"
    )
    made = vendors.read_exports(paths, "zoho")
    assert made.tables["orders"]["order_id"].tolist() == ["a"]
    assert told(made, "no column says the lead_id; ids are made")


def test_the_same_record_twice_is_kept_once_and_told(tmp_path: Path) -> None:
    text = "Contact ID,Last Name,Account Name,Email,Email Opt Out\n"
    text += "1,Pike,A,p@x.example,0\n1,Pike,A,p@x.example,1\n"
    made = vendors.read_exports(put(tmp_path, contacts=text), "salesforce")
    assert len(made.tables["contacts"]) == 1
    assert made.tables["customers"]["consent_email"].tolist() == [0]
    assert told(made, "row 3, contact_id: “1” stands there twice")


def test_a_lead_that_became_a_deal_is_counted_once(tmp_path: Path) -> None:
    leads = (
        "Lead ID,Company,Lead Status,Lead Source,Created Date,Email,Converted,ConvertedOpportunityId\n"
        "L1,Lindhof,Qualified,Fair,2025-01-05,u@lindhof.example,TRUE,D1\n"
        "L2,Verrano,Open,Web,2025-02-05,m@verrano.example,FALSE,\n"
    )
    deals = "Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date\n"
    deals += "D1,Spring,Lindhof,Closed Won,10,2025-03-01,2025-02-01\n"
    made = vendors.read_exports(put(tmp_path, leads=leads, opportunities=deals), "salesforce")
    frame = made.tables["leads"].set_index("lead_id")
    assert sorted(frame.index) == ["D1", "L2"]
    assert frame.loc["D1", "source"] == "Fair"
    assert frame.loc["D1", "created_at"] == pd.Timestamp("2025-01-05")


def test_a_lead_and_a_contact_of_one_address_share_their_no(tmp_path: Path) -> None:
    leads = "Lead Id,Company,Last Name,Lead Status,Email,Email Opt Out\nL1,A,Pike,Open,p@x.example,false\n"
    contacts = "Contact Id,Last Name,Account Name,Email,Email Opt Out\nK1,Pike,A,P@x.example,true\n"
    made = vendors.read_exports(put(tmp_path, leads=leads, contacts=contacts), "zoho")
    assert made.tables["leads"]["consent_email"].tolist() == [0]


def test_people_of_one_number_share_a_no_and_not_a_yes(tmp_path: Path) -> None:
    contacts = (
        "Contact ID,Last Name,Account Name,Email,Phone,Do Not Call\n"
        "1,Pike,A,p@x.example,+49 40 12,0\n"
        "2,Holm,B,h@x.example,0049 40-12,1\n"
        "3,Pike,C,P@x.example,,0\n"
        "4,Roth,D,r@x.example,(+49) 40/13,0\n"
        "5,Lund,E,l@x.example,+49 40 13,\n"
        "6,Berg,F,b@x.example,,0\n"
    )
    made = vendors.read_exports(put(tmp_path, contacts=contacts), "salesforce")
    said = made.consents.set_index("contact_id")["consent_phone"]
    # The no of 2 goes by number to 1, and from there by mail to 3.
    assert said[["1", "2", "3", "4", "6"]].tolist() == [0, 0, 0, 1, 1]
    assert pd.isna(said["5"])
    customers = made.tables["customers"].set_index("customer_id")["consent_phone"]
    assert customers[["A", "B", "C", "D"]].tolist() == [0, 0, 0, 1]


def test_the_no_of_a_person_who_is_set_aside_is_heard(tmp_path: Path) -> None:
    accounts = "Account ID,Account Name,Billing Country\nA1,Lindhof,DE\n"
    contacts = (
        "Contact ID,Last Name,Account Name,Email,Phone,Email Opt Out,Do Not Call\n"
        "1,Pike,Lindhof,p@x.example,+49 40 12,0,0\n"
        "2,Pike,Nobody Ltd,P@x.example,0049 40-12,1,1\n"
    )
    made = vendors.read_exports(put(tmp_path, accounts=accounts, contacts=contacts), "salesforce")
    assert made.consents["contact_id"].tolist() == ["1"]
    assert made.consents[["consent_email", "consent_phone"]].values.tolist() == [[0, 0]]


def test_an_opt_out_list_is_heard(tmp_path: Path) -> None:
    contacts = "Record ID,First Name,Last Name,Email,Associated Company\n1,Joan,Pike,joan@x.example,A\n"
    paths = put(tmp_path, contacts=contacts, opt_out_list="Email\nJOAN@x.example\n")
    made = vendors.read_exports(paths, "hubspot")
    assert made.tables["customers"]["consent_email"].tolist() == [0]


def test_lines_give_a_deal_its_products(tmp_path: Path) -> None:
    report = (
        "Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,"
        "Product Code,Quantity,Sales Price\n"
        "D1,Spring,Lindhof,Closed Won,110,2025-03-01,P1,2,30\n"
        "D1,Spring,Lindhof,Closed Won,110,2025-03-01,P2,1,50\n"
        "D2,Autumn,Lindhof,Prospecting,70,2025-09-01,P2,1,70\n"
    )
    made = vendors.read_exports(put(tmp_path, report=report), "salesforce")
    lines = made.tables["orders"]
    assert lines[["order_id", "product_id", "quantity", "unit_price"]].values.tolist() == [
        ["D1", "P1", 2, 30],
        ["D1", "P2", 1, 50],
    ]
    assert made.tables["leads"]["lead_id"].tolist() == ["D1", "D2"]
    assert told(made, "1 lines belong to deals that are not won")


def test_a_discount_in_per_cent_becomes_money(tmp_path: Path) -> None:
    deals = "Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date\n"
    deals += "D1,S,A,Closed Won,9,2025-03-01\n"
    lines = "OpportunityId,ProductCode,Quantity,UnitPrice,Discount\nD1,P1,10,5,20%\n"
    made = vendors.read_exports(put(tmp_path, opportunities=deals, lines=lines), "salesforce")
    assert made.tables["orders"]["discount"].tolist() == [10.0]


def test_a_history_by_the_name_of_the_deal(tmp_path: Path) -> None:
    deals = "Record Id,Deal Name,Account Name,Stage,Closing Date\n1,Spring,A,Closed Won,2025-03-01\n"
    history = "Deal Name,Stage,Modified Time\nSpring,Qualification,2025-01-01\nspring,Closed Won,2025-03-01\n"
    history += "Autumn,Closed Won,2025-04-01\n"
    made = vendors.read_exports(put(tmp_path, deals=deals, stagehistory=history), "zoho")
    assert made.tables["stages"]["stage"].tolist() == ["Qualification", "Closed Won"]
    assert told(made, "belongs to no one deal")


def test_durations_as_a_clock_and_as_numbers(tmp_path: Path) -> None:
    text = "Call Id,Related To,Call Start Time,Call Type,Call Duration\n"
    text += "1,A,2025-01-01 09:00,Inbound,02:30\n2,A,2025-01-01 10:00,Outbound,1:02:00\n"
    text += "3,A,2025-01-02 10:00,,90\n"
    made = vendors.read_exports(put(tmp_path, calls=text), "zoho")
    assert made.tables["interactions"]["minutes"].tolist() == [2.5, 62.0, 1.5]
    assert made.tables["interactions"]["direction"].tolist()[:2] == ["in", "out"]


def test_nothing_of_the_files_is_touched(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in exports("salesforce")}
    vendors.read_exports(exports("salesforce"), "salesforce")
    assert {path: path.read_bytes() for path in exports("salesforce")} == before


CELLS = st.sampled_from(
    [
        "",
        "A",
        "1",
        "1.5",
        "Closed Won",
        "2025-01-02",
        "true",
        "=1+1",
        "x@y.example",
        "a;b",
        "王",
        "No",
        "é" * 50,
    ]
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_columns_of_any_object_end_in_tables_or_in_words(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    key = data.draw(st.sampled_from(vendors.VENDORS))
    folder = tmp_path_factory.mktemp("fuzz")
    for kind in data.draw(
        st.lists(st.sampled_from(sorted(vendors.vendor(key).things)), min_size=1, max_size=3)
    ):
        thing = vendors.vendor(key).things[kind]
        spellings = sorted({header for headers in thing.columns.values() for header in headers})
        headers = data.draw(st.lists(st.sampled_from(spellings), min_size=1, max_size=9, unique=True))
        rows = data.draw(st.lists(st.lists(CELLS, min_size=len(headers), max_size=len(headers)), max_size=4))
        pd.DataFrame(rows, columns=headers).to_csv(folder / f"{kind}.csv", index=False)
    made = vendors.read_exports(sorted(folder.iterdir()), key)
    for name, frame in made.tables.items():
        if not made.failed:
            TABLES[name].schema().validate(frame)


def test_what_is_missing_is_told_with_what_to_export(tmp_path: Path) -> None:
    contacts = "Contact Id,Last Name,Account Name,Email\n1,Pike,A,p@x.example\n"
    deals = "Deal Id,Deal Name,Account Name,Stage,Closing Date\n1,a,A,Closed Won,2025-01-02\n"
    made = vendors.read_exports(put(tmp_path, contacts=contacts, deals=deals), "zoho")
    assert not made.failed
    assert "orders" not in made.tables
    assert told(made, "1 won deals have no amount; they are no orders. Export the amount of each deal")
    assert told(made, "no column says who opted out of e-mail, so nobody's consent is known. Export it too")
    assert "consent_email" not in made.tables["customers"]
