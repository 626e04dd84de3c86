"""Tables become files that the vendors' imports take, and come back as they were."""

import re
from pathlib import Path

import pandas as pd
import pytest

from helpers import vendors
from helpers.case import Case, read_case
from helpers.files import FORMULA_STARTS, MERIDIAN
from helpers.reading import CaseError
from helpers.reading.encoding import detect_encoding

TABLES = ("customers", "contacts", "leads", "stages", "interactions", "tickets", "orders")
ORDER = {
    "stages": ["lead_id", "entered_at", "stage"],
    "orders": ["order_id", "product_id", "quantity", "unit_price"],
}
# The headers without which each import refuses a file, by the vendors' guides.
WANTED = {
    "salesforce": {
        "Accounts.csv": {"Account Name"},
        "Contacts.csv": {"Last Name", "Account Name", "Email Opt Out"},
        "Leads.csv": {"Last Name", "Company", "Email Opt Out"},
        "Opportunities.csv": {"Name", "StageName", "CloseDate"},
    },
    "hubspot": {
        "companies.csv": {"Company name"},
        "contacts.csv": {"First Name", "Last Name", "Email"},
        "deals.csv": {"Deal Name", "Pipeline", "Deal Stage"},
        "tickets.csv": {"Ticket name", "Pipeline", "Ticket status"},
    },
    "zoho": {
        "Accounts.csv": {"Account Name"},
        "Contacts.csv": {"Last Name", "Account Name", "Email Opt Out"},
        "Leads.csv": {"Last Name", "Company"},
        "Deals.csv": {"Deal Name", "Account Name", "Stage", "Closing Date"},
    },
}


@pytest.fixture(scope="module")
def meridian() -> Case:
    return read_case(MERIDIAN)


@pytest.fixture(scope="module")
def some(meridian: Case) -> dict[str, pd.DataFrame]:
    """The tables of the sample's first customers, with leads that are deals and leads that are not."""
    ids = set(meridian.tables["customers"]["customer_id"].head(150))
    some = {name: meridian.tables[name] for name in TABLES}
    some |= {
        name: frame[frame["customer_id"].isin(ids)] for name, frame in some.items() if "customer_id" in frame
    }
    some["leads"] = meridian.tables["leads"].assign(consent_email=1.0)
    some["leads"] = some["leads"][some["leads"]["customer_id"].isin(ids) | (some["leads"].index < 80)]
    some["leads"] = some["leads"].assign(
        customer_id=some["leads"]["customer_id"].where(some["leads"]["customer_id"].isin(ids))
    )
    deals = some["leads"]["lead_id"].iloc[20:]
    some["leads"].loc[some["leads"].index[40:45], "customer_id"] = sorted(ids)[:5]
    some["stages"] = some["stages"][some["stages"]["lead_id"].isin(deals)]
    return {name: frame.reset_index(drop=True) for name, frame in some.items()}


def back(tables: dict[str, pd.DataFrame], key: str, folder: Path) -> vendors.Imported:
    """Tables through the files of a vendor and back."""
    vendors.write(vendors.export(tables, key), folder)
    made = vendors.read_exports(sorted(folder.iterdir()), key)
    assert not made.failed, [str(found) for found in made.findings if found.level == "error"]
    return made


def same(ours: pd.DataFrame, theirs: pd.DataFrame, name: str) -> None:
    """The same rows in the same columns, whatever their order; columns without a cell do not count."""
    filled = [column for column in ours if ours[column].notna().any()]
    assert set(filled) == set(theirs.columns), name
    order = [column for column in ORDER.get(name, [filled[0]]) if column in filled]
    one, other = (
        frame[filled].sort_values(order, kind="stable").reset_index(drop=True) for frame in (ours, theirs)
    )
    pd.testing.assert_frame_equal(one, other, check_dtype=False, obj=name)


@pytest.mark.parametrize("key", vendors.VENDORS)
def test_what_goes_out_comes_back(key: str, some: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    made = back(some, key, tmp_path / "out")
    for name, frame in some.items():
        same(frame, made.tables[name], name)


@pytest.mark.parametrize("key", vendors.VENDORS)
def test_imports_find_the_headers_they_want(key: str, some: dict[str, pd.DataFrame]) -> None:
    exported = vendors.export(some, key)
    for file, headers in WANTED[key].items():
        frame = exported.files[file]
        assert headers <= set(frame.columns), file
        blank = {header: int((frame[header] == "").sum()) for header in headers - {"First Name", "Email"}}
        # Consents may be unknown, and a deal may have no account yet; everything else is there.
        assert {header for header, n in blank.items() if n} <= {"Email Opt Out", "Account Name"}


@pytest.mark.parametrize("key", vendors.VENDORS)
def test_what_was_imported_goes_out_and_comes_back(key: str, tmp_path: Path) -> None:
    files = Path(__file__).parent / "files" / key
    made = vendors.read_exports(sorted(files.glob("*.csv")), key)
    again = back(dict(made.tables), key, tmp_path / "out")
    for name in made.tables:
        same(made.tables[name], again.tables[name], name)


ATTACKS = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "<script>alert(1)</script>",
    "'; DROP TABLE x;--",
]


@pytest.mark.parametrize("key", vendors.VENDORS)
def test_formula_text_in_every_text_column_does_nothing(
    key: str, some: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    attacked = {}
    for name, frame in some.items():
        text = [column for column in frame.select_dtypes("str") if not column.endswith("_id")]
        cells = [ATTACKS[place % len(ATTACKS)] for place in range(len(frame))]
        attacked[name] = frame.assign(**{column: pd.Series(cells, dtype="str") for column in text})
    exported = vendors.export(attacked, key)
    for frame in exported.files.values():
        for column in frame:
            starts = frame[column][frame[column].str.startswith(FORMULA_STARTS)]
            assert starts.str.fullmatch(r"-\d+(\.\d+)?").all(), column
    assert any("begin like a formula" in note for note in exported.notes)
    vendors.write(exported, tmp_path / "out")
    made = vendors.read_exports(sorted((tmp_path / "out").iterdir()), key)
    assert not made.failed


def test_negative_numbers_stay_numbers(some: dict[str, pd.DataFrame]) -> None:
    lines = some["orders"].head(3).assign(quantity=-2.0)
    frame = vendors.export({"orders": lines}, "salesforce").files["OrderItems.csv"]
    assert set(frame["Quantity"]) == {"-2"}


@pytest.mark.parametrize("key", vendors.VENDORS)
def test_who_opted_out_is_marked_and_never_on_a_list(key: str, some: dict[str, pd.DataFrame]) -> None:
    customers, people = some["customers"], some["contacts"]
    out = set(customers.loc[customers["consent_email"] == 0, "customer_id"])
    unknown = set(customers["customer_id"].head(5))
    customers = customers.assign(
        consent_email=customers["consent_email"].where(~customers["customer_id"].isin(unknown))
    )
    tables = {**some, "customers": customers}
    one = vendors.vendor(key)
    file = one.things["contact"].file
    frame = vendors.export(tables, key).files[file].set_index("contact_id")
    flag = one.things["contact"].columns["opted_out"][0]
    theirs = people.set_index("contact_id")["customer_id"]
    assert set(frame.loc[theirs.index[theirs.isin(out - unknown)], flag]) == {one.yes}
    assert set(frame.loc[theirs.index[theirs.isin(unknown)], flag]) == {""}
    chosen = vendors.contact_list(tables, key)
    on_it = set(theirs[chosen["contact_id"]])
    assert len(on_it) > 20
    assert not on_it & (out | unknown)


def test_an_address_that_said_no_once_is_on_no_list(some: dict[str, pd.DataFrame]) -> None:
    customers = pd.DataFrame({"customer_id": ["a", "b"], "consent_email": [1, 0]})
    people = pd.DataFrame(
        {
            "contact_id": ["1", "2", "3"],
            "customer_id": ["a", "b", "a"],
            "email": ["j@x.example", "J@x.example", "k@x.example"],
        }
    )
    chosen = vendors.contact_list({"customers": customers, "contacts": people}, "zoho")
    assert chosen["contact_id"].tolist() == ["3"]


def one_customer(**contact: list[str]) -> dict[str, pd.DataFrame]:
    """A customer who said yes to all, and people of theirs."""
    said = {"customer_id": ["a"], "consent_email": [1], "consent_phone": [1]}
    n = len(next(iter(contact.values())))
    people = {"contact_id": [str(place + 1) for place in range(n)], "customer_id": ["a"] * n}
    return {"customers": pd.DataFrame(said), "contacts": pd.DataFrame(people | contact)}


@pytest.mark.parametrize("no", [0, 0.0, False, "0", "no", " No ", "FALSE", "否", "不", "perhaps"])
@pytest.mark.parametrize("key", vendors.VENDORS)
def test_a_lead_who_said_no_is_on_no_list_as_a_contact(key: str, no: object) -> None:
    tables = one_customer(email=["J@x.example ", "k@x.example", "l@x.example"])
    said = [no, True if no is False else "yes" if isinstance(no, str) else 1, None]
    leads = {"lead_id": ["1", "2", "3"], "email": ["j@X.example", "k@x.example", "l@x.example"]}
    tables["leads"] = pd.DataFrame({**leads, "converted": 0, "consent_email": said})
    assert vendors.contact_list(tables, key)["contact_id"].tolist() == ["2", "3"]


def test_the_consents_of_leads_are_read_from_a_file_in_words(tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text("customer_id,consent_email\na,yes\n")
    contacts = "contact_id,customer_id,email\n1,a,j@x.example\n2,a,k@x.example\n"
    (tmp_path / "contacts.csv").write_text(contacts)
    leads = "lead_id,converted,email,consent_email\n1,no,j@x.example,否\n2,no,k@x.example,是\n"
    (tmp_path / "leads.csv").write_text(leads, encoding="utf-8")
    (tmp_path / "orders.csv").write_text(
        "order_id,customer_id,ordered_at,quantity,unit_price\n1,a,2025-01-31,1,5\n"
    )
    files = [
        f'[files.{name}]\npath = "{name}.csv"\n' for name in ("customers", "contacts", "leads", "orders")
    ]
    (tmp_path / "case.toml").write_text('name = "x"\n' + "".join(files))
    tables = read_case(tmp_path).tables
    assert vendors.contact_list(tables, "hubspot")["contact_id"].tolist() == ["2"]
    # Words are no flags: an export took them for numbers, or left them out.
    assert vendors.export(tables, "zoho").files["Leads.csv"]["Email Opt Out"].tolist() == ["true", "false"]
    sent = vendors.export(tables, "hubspot").files["leads.csv"]["consent_email"]
    assert sent.tolist() == [vendors.vendor("hubspot").no, vendors.vendor("hubspot").yes]


def test_a_customer_who_said_yes_in_a_word_is_on_the_list() -> None:
    tables = one_customer(email=["j@x.example"])
    for word, n in (("是", 1), ("yes", 1), ("no", 0), ("perhaps", 0)):
        customers = tables["customers"].assign(consent_email=word)
        assert len(vendors.contact_list({**tables, "customers": customers}, "zoho")) == n


SAME_NUMBER = [
    "0049 40-12",
    "+49/40.12",
    "(+49) 40 12",
    "+49 (0)40 12",
    "\u202a+49\u00a04012\u202c",
    "＋４９４０１２",
]


@pytest.mark.parametrize("written", SAME_NUMBER)
def test_a_number_that_said_no_is_on_no_list_however_it_is_written(written: str) -> None:
    tables = one_customer(phone=["+49 40 12", "+49 40 13", "-"])
    other = pd.DataFrame({"customer_id": ["b"], "consent_email": [1], "consent_phone": [0]})
    person = pd.DataFrame({"contact_id": ["4"], "customer_id": ["b"], "phone": [written]})
    both = {
        "customers": pd.concat([tables["customers"], other]),
        "contacts": pd.concat([tables["contacts"], person]),
    }
    assert vendors.contact_list(both, "zoho", "phone")["contact_id"].tolist() == ["2"]
    lead = pd.DataFrame({"lead_id": ["1"], "converted": [0], "phone": [written], "consent_phone": ["no"]})
    chosen = vendors.contact_list({**tables, "leads": lead}, "zoho", "phone")
    assert chosen["contact_id"].tolist() == ["2"]


def test_a_number_that_was_read_as_a_number_is_the_same_number() -> None:
    tables = one_customer(phone=["+49 40 12", "+49 40 13"])
    phones = {"phone": [494012.0, None], "consent_phone": [0.0, 0.0]}
    tables["leads"] = pd.DataFrame({"lead_id": ["1", "2"], "converted": 0, **phones})
    assert vendors.contact_list(tables, "zoho", "phone")["contact_id"].tolist() == ["2"]


def test_hubspot_gets_an_opt_out_list(some: dict[str, pd.DataFrame]) -> None:
    exported = vendors.export(some, "hubspot")
    customers = some["customers"]
    out = customers.loc[customers["consent_email"] == 0, "customer_id"]
    people = some["contacts"][some["contacts"]["customer_id"].isin(out)]
    assert set(exported.files["opt_out_list.csv"]["Email"]) == set(people["email"].dropna())


@pytest.mark.parametrize(
    ("tables", "channel", "words"),
    [
        ({}, "email", "takes contacts with email and customers with consent_email"),
        ({}, "post", "no list by post"),
    ],
)
def test_a_list_without_consents_is_refused(
    tables: dict[str, pd.DataFrame], channel: str, words: str
) -> None:
    with pytest.raises(CaseError, match=words):
        vendors.contact_list(tables, "zoho", channel)


@pytest.mark.parametrize("key", vendors.VENDORS)
def test_files_are_utf8_with_a_mark_where_the_vendor_wants_one(
    key: str, some: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    vendors.write(vendors.export(some, key), tmp_path / "out")
    data = (tmp_path / "out" / vendors.vendor(key).things["account"].file).read_bytes()
    assert detect_encoding(data) == ("utf-8-sig" if vendors.vendor(key).bom else "utf-8")
    assert re.search(b"Hotel|Haus|Casa", data)


def test_nothing_is_written_over_what_is_there(some: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CaseError, match="something is there already"):
        vendors.write(vendors.export(some, "zoho"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_crash_leaves_nothing_half_written(
    some: dict[str, pd.DataFrame], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("helpers.vendors.exporting.write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        vendors.write(vendors.export(some, "zoho"), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", TABLES)
def test_each_table_alone(name: str, some: dict[str, pd.DataFrame]) -> None:
    for key in vendors.VENDORS:
        exported = vendors.export({name: some[name]}, key)
        assert exported.files or name == "stages"


def test_notes_say_what_takes_which_file_and_what_to_create_first(some: dict[str, pd.DataFrame]) -> None:
    notes = "\n".join(vendors.export(some, "salesforce").notes)
    assert "Opportunities.csv: Data Loader" in notes
    assert "Accounts.csv: first create custom fields for customer_id" in notes
    assert "OpportunityHistory.csv: none: kept for the way back" in notes
    assert "have opted out and are marked so" in notes
