"""A case is read as it is meant, or refused with what is wrong and how to mend it; files stay untouched."""

import json
import os
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from cases.flawed import CASES
from cases.making import GOOD, HEADER, Expected, Flawed, error, lines
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import case_commands
from helpers.case import Case, CaseError, Finding, check_case, read_case
from helpers.files import write_table
from helpers.schema import TABLES


def laid_out(case: Flawed, folder: Path) -> Path:
    """The folder of a flawed case."""
    folder.mkdir(parents=True, exist_ok=True)
    if case.toml is not None:
        text = case.toml if isinstance(case.toml, bytes) else case.toml.encode()
        (folder / "case.toml").write_bytes(text)
    for name, data in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def matches(found: Finding, wanted: Expected) -> bool:
    """Whether a finding is the one expected."""
    same = (found.level, found.row, found.column, found.count) == (
        wanted.level,
        wanted.row,
        wanted.column,
        wanted.count,
    )
    return same and wanted.says in found.message and wanted.mend in found.remedy


def told(values: pd.Series) -> list[object]:
    """A column as the table of flawed cases writes it."""
    if values.dtype.kind == "M":
        return [stamp.isoformat(timespec="minutes") for stamp in values]
    return values.tolist()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_flawed_case_ends_in_the_finding_or_the_reading_expected(case: Flawed, tmp_path: Path) -> None:
    folder = laid_out(case, tmp_path / "case")
    before = bytes_of(tmp_path)
    findings = check_case(folder)
    for wanted in case.finds:
        assert any(matches(found, wanted) for found in findings), [str(found) for found in findings]
    assert len(findings) == len(case.finds), [str(found) for found in findings]
    assert all(
        text.isprintable() for found in findings for text in (found.value, found.message, found.remedy)
    )
    if any(wanted.level == "error" for wanted in case.finds):
        with pytest.raises(CaseError) as refusal:
            read_case(folder)
        assert list(refusal.value.findings) == findings
        assert all(wanted.says in str(refusal.value) for wanted in case.finds if wanted.level == "error")
    else:
        read = read_case(folder)
        for spot, values in case.reads.items():
            table, column = spot.split(".")
            assert told(read.tables[table][column]) == values
        for table, frame in read.tables.items():
            TABLES[table].schema().validate(frame)
    assert bytes_of(tmp_path) == before


def test_there_are_forty_flawed_cases_and_none_expects_nothing() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40
    assert all(case.finds or case.reads for case in CASES)


def orders_case(folder: Path, rows: list[str], toml: str = "", more: str = "") -> Path:
    """A case with these order lines; `toml` stands before the file, `more` below it."""
    text = f'{toml}\n[files.orders]\npath = "orders.csv"\n{more}'
    return laid_out(Flawed("", lines(*rows), text), folder)


# Paths


def test_links_are_followed_inside_the_case_and_refused_outside(tmp_path: Path) -> None:
    folder = orders_case(tmp_path / "case", [GOOD])
    (folder / "kept.csv").write_bytes((folder / "orders.csv").read_bytes())
    (folder / "orders.csv").unlink()
    (folder / "orders.csv").symlink_to(folder / "kept.csv")
    (tmp_path / "link").symlink_to(folder)
    assert len(read_case(tmp_path / "link").tables["orders"]) == 1
    (folder / "kept.csv").rename(tmp_path / "away.csv")
    (folder / "orders.csv").unlink()
    (folder / "orders.csv").symlink_to(tmp_path / "away.csv")
    assert [found.message for found in check_case(folder)] == ["lies outside the case"]
    toml = f"[files.orders]\npath = {json.dumps(str(tmp_path / 'away.csv'))}"
    (folder / "case.toml").write_text(toml, encoding="utf-8")
    assert len(read_case(folder).tables["orders"]) == 1


def test_a_circle_of_links_is_refused(tmp_path: Path) -> None:
    folder = orders_case(tmp_path, [GOOD])
    (folder / "orders.csv").unlink()
    (folder / "orders.csv").symlink_to(folder / "orders.csv")
    assert [found.level for found in check_case(folder)] == ["error"]


def test_a_file_one_may_not_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = orders_case(tmp_path, [GOOD])

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, os.strerror(13), str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (found,) = check_case(folder)
    assert (found.file, found.message) == ("orders.csv", "cannot be read: Permission denied")
    assert "permissions" in found.remedy


def test_no_folder_and_a_file_for_a_folder_are_errors(tmp_path: Path) -> None:
    folder = orders_case(tmp_path / "case", [GOOD])
    for place in (tmp_path / "nowhere", folder / "case.toml"):
        (found,) = check_case(place)
        assert found.level == "error"
        assert "no folder" in found.message


def test_files_of_a_glob_are_one_table_and_a_finding_names_its_file(tmp_path: Path) -> None:
    toml = '[files.orders]\npath = "by-day/*.csv"'
    days = {f"by-day/{n}.csv": lines(f"{n},A,2024-01-0{n},1,5")["orders.csv"] for n in (2, 1)}
    folder = laid_out(Flawed("", days, toml), tmp_path)
    assert read_case(folder).tables["orders"]["order_id"].tolist() == ["1", "2"]
    (folder / "by-day/2.csv").write_bytes(lines("2,A,2024-01-02,x,5")["orders.csv"])
    (folder / "by-day/3.csv").write_bytes(lines("3,A,2024-01-02,y,5", "4,A,2024-01-02,z,5")["orders.csv"])
    (found,) = check_case(folder)
    assert (found.file, found.rows, found.value, found.count) == ("by-day/2.csv", (2,), "x", 3)


def test_the_order_of_day_and_month_is_settled_by_all_files_together(tmp_path: Path) -> None:
    days = {f"{n}.csv": lines(f"{n},A,0{n}/12/2024,1,5")["orders.csv"] for n in (1, 2)}
    folder = laid_out(Flawed("", days, '[files.orders]\npath = "*.csv"'), tmp_path)
    (found,) = check_case(folder)
    assert "two different dates" in found.message
    (folder / "3.csv").write_bytes(lines("3,A,13/12/2024,1,5")["orders.csv"])
    assert read_case(folder).tables["orders"]["ordered_at"].dt.month.unique().tolist() == [12]


# as_of, hold-out, split


def year(first: str, days: int) -> list[str]:
    """One line a day from `first` on."""
    return [f"{n},A,{day:%Y-%m-%d},1,5" for n, day in enumerate(pd.date_range(first, periods=days))]


def test_orders_after_as_of_are_the_hold_out(tmp_path: Path) -> None:
    rows = ["1,A,2024-01-31,1,5", "2,A,2024-01-31 23:59,1,5", "3,A,2024-02-01 00:00,1,5"]
    case = read_case(orders_case(tmp_path, rows, "as_of = 2024-01-31"))
    assert case.tables["orders"]["order_id"].tolist() == ["1", "2"]
    assert case.after["order_id"].tolist() == ["3"]
    assert case.as_of == pd.Timestamp("2024-01-31")
    later = read_case(tmp_path, as_of="2024-02-01")
    assert (len(later.tables["orders"]), len(later.after)) == (3, 0)
    with pytest.raises(CaseError, match=r"^the parameter as_of is no date: never"):
        read_case(tmp_path, as_of="never")
    with pytest.raises(CaseError, match=r"^the parameter as_of, 1999-12-31, lies before the first order"):
        read_case(tmp_path, as_of="1999-12-31")


def test_as_of_is_the_latest_date_of_any_table_else_none(tmp_path: Path) -> None:
    toml = '[files.customers]\npath = "c.csv"\n'
    (tmp_path / "c.csv").write_text("customer_id,acquired_on\nA,2024-05-01\n", encoding="utf-8")
    assert read_case(orders_case(tmp_path, [GOOD], toml)).as_of == pd.Timestamp("2024-05-01")
    (tmp_path / "c.csv").write_text("customer_id\nA\n", encoding="utf-8")
    (tmp_path / "case.toml").write_text(toml, encoding="utf-8")
    assert read_case(tmp_path).as_of is None


def test_split_takes_the_hold_out_where_there_is_one(tmp_path: Path) -> None:
    split = read_case(orders_case(tmp_path, year("2024-01-01", 60), "as_of = 2024-01-31")).split()
    assert split is not None
    assert (len(split.past.tables["orders"]), len(split.future), split.days) == (31, 29, 29)


def test_split_moves_as_of_back_by_a_quarter_where_there_is_none(tmp_path: Path) -> None:
    case = read_case(orders_case(tmp_path, year("2024-01-01", 300)))
    split = case.split()
    assert split is not None
    assert case.as_of is not None
    assert split.past.as_of == case.as_of - pd.Timedelta(days=91)
    assert (len(split.past.tables["orders"]), len(split.future), split.days) == (209, 91, 91)
    assert len(case.tables["orders"]) == 300


@pytest.mark.parametrize(("days", "some"), [(271, False), (272, True)])
def test_split_wants_half_a_year_of_past(tmp_path: Path, days: int, some: bool) -> None:
    split = read_case(orders_case(tmp_path, year("2024-01-01", days))).split()
    assert (split is not None) is some


def test_split_is_none_without_orders(tmp_path: Path) -> None:
    folder = laid_out(
        Flawed("", {"c.csv": b"customer_id\nA\n"}, '[files.customers]\npath = "c.csv"'), tmp_path
    )
    assert read_case(folder).split() is None


# What is left out


def test_lines_left_out_are_counted_up_to_as_of(tmp_path: Path) -> None:
    rows = [
        "1,,2024-01-01,1,5",
        "2,A,2024-01-01,-1,5",
        "3,A,2024-01-02,2,5",
        "4,B,2024-01-02,2,5",
        "5,,2024-02-02,1,5",
    ]
    kept = read_case(orders_case(tmp_path, rows, "as_of = 2024-01-31"))
    dropped = read_case(orders_case(tmp_path, rows, "as_of = 2024-01-31", 'returns = "drop"'))
    assert (len(kept.tables["orders"]), len(dropped.tables["orders"])) == (3, 2)
    for case in (kept, dropped):
        assert case.lines_without_customer == 1
        assert case.return_share == pytest.approx(1 / 3)


# Selections


@pytest.fixture
def trade(tmp_path: Path) -> Case:
    files = lines("1,A,2024-01-31,2,5", "2,B,2024-02-28,1,5") | {
        "customers.csv": b"customer_id,customer_type,region,size\nA,retailer,north,7\nB,project,south,8\n",
        "leads.csv": b"lead_id,converted,customer_id\n1,1,A\n2,0,\n",
    }
    toml = '[files.orders]\npath = "orders.csv"\n'
    toml += "".join(f'[files.{name}]\npath = "{name}.csv"\n' for name in ("customers", "leads"))
    return read_case(laid_out(Flawed("", files, f"as_of = 2024-01-31\n{toml}[named]\nA = 'Ada'"), tmp_path))


def test_only_keeps_the_customers_chosen_in_every_table(trade: Case) -> None:
    chosen = trade.only(customer_type="retailer", region="north")
    assert {name: len(frame) for name, frame in chosen.tables.items()} == {
        "orders": 1,
        "customers": 1,
        "leads": 1,
    }
    assert len(chosen.after) == 0
    assert len(trade.after) == 1
    assert "1 rows name no customer" in chosen.findings[-1].message
    assert trade.only() is trade


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"region": "nort"}, "“north”"),
        ({"region": "north", "customer_type": "project"}, "no customer has region"),
    ],
)
def test_only_says_so_where_nobody_is_left(trade: Case, wanted: dict[str, str], says: str) -> None:
    with pytest.raises(CaseError, match=says):
        trade.only(**wanted)


def test_only_needs_the_column_it_selects_by(tmp_path: Path) -> None:
    case = read_case(orders_case(tmp_path, [GOOD]))
    with pytest.raises(CaseError, match="table `customers` with `region`"):
        case.only(region="north")


def test_missing_says_in_one_line_what_is_needed(trade: Case) -> None:
    assert trade.missing("orders", "customer_id", "quantity") == ""
    assert (
        trade.missing("orders", "unit_cost")
        == "This needs `unit_cost` in the table `orders`; the case has none."
    )
    assert "table `kano` with `respondent_id`, `feature`" in trade.missing("kano")
    assert trade.table("kano") is None
    assert trade.named == {"A": "Ada"}


def test_traits_are_kept_and_typed(trade: Case) -> None:
    assert trade.tables["customers"]["size"].tolist() == [7.0, 8.0]


def test_a_table_of_its_own_is_a_case(tmp_path: Path) -> None:
    files = {"subscriptions.csv": b"customer_id,ended,plan\nA,1,gold\nB,0,007\n"}
    case = read_case(
        laid_out(Flawed("", files, '[files.subscriptions]\npath = "subscriptions.csv"'), tmp_path)
    )
    assert case.tables["subscriptions"]["plan"].tolist() == ["gold", "007"]
    assert case.return_share is None


# Parquet


def test_parquet_keeps_its_types_and_counts_records_from_one(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "order_id": [1, 2],
            "customer_id": pd.Categorical(["A", "B"]),
            "ordered_at": pd.to_datetime(["2024-07-01T10:00Z", "2024-01-01T10:00Z"]),
            "quantity": [1, 2],
            "unit_price": [1.234, float("inf")],
        }
    )
    frame.to_parquet(tmp_path / "orders.parquet")
    toml = '[files.orders]\npath = "orders.parquet"\n'
    (tmp_path / "case.toml").write_text(toml, encoding="utf-8")
    assert {(found.row, found.column) for found in check_case(tmp_path)} == {
        (1, "ordered_at"),
        (2, "unit_price"),
    }
    frame.assign(unit_price=[1.234, 2]).to_parquet(tmp_path / "orders.parquet")
    (tmp_path / "case.toml").write_text(f'{toml}timezone = "Europe/London"', encoding="utf-8")
    read = read_case(tmp_path).tables["orders"]
    assert read["ordered_at"].tolist() == [datetime(2024, 7, 1, 11), datetime(2024, 1, 1, 10)]
    assert read["customer_id"].tolist() == ["A", "B"]
    assert read["order_id"].tolist() == ["1", "2"]
    assert read["unit_price"].tolist() == [1.234, 2]


# Findings and the command


def test_a_finding_tells_where_how_often_and_the_remedy(tmp_path: Path) -> None:
    folder = orders_case(tmp_path, [f"{n},A,2024-01-31,\x1b[31mmany{'!' * 99},1" for n in range(5)])
    (found,) = check_case(folder)
    assert (found.rows, found.count) == ((2, 3, 4), 5)
    assert len(found.value) <= 40
    assert str(found).startswith("orders.csv, row 2, quantity: “[31mmany!!!")
    assert "(5 times: rows 2, 3, 4 …)" in str(found)


def test_check_command_tells_errors_and_notices_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = orders_case(tmp_path, [GOOD, "2,,2024-01-31,1,1", "3,B,2024-01-31,1,0"])
    assert case_commands.check_command(folder) == 0
    told = capsys.readouterr().out
    assert "Errors: 0, notices: 2." in told
    assert "orders · orders.csv, row 3, customer_id: no customer" in told
    orders_case(tmp_path, [GOOD, "2,A,2024-01-31,x,0"])
    assert case_commands.check_command(folder) == 1
    told = capsys.readouterr().out
    assert told.index("Errors:") < told.index("is not a number")
    assert told.endswith("Errors: 1, notices: 0. The case cannot be used yet.\n")


# Any orders, any way of writing them


@st.composite
def written(draw: st.DrawFn) -> tuple[pd.DataFrame, bytes, str]:
    """Orders, the bytes of a file of them in some hand, and the case.toml that says which."""
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
    delimiter = draw(st.sampled_from([",", ";", "\t", "|"]))
    decimal = draw(st.sampled_from([".", ","]))
    date_format = draw(st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%Y年%m月%d日", "%d.%m.%Y"]))
    name = st.text("aZ9é客户 -;,|'\"\n=+", min_size=1, max_size=8).map(lambda text: f"k{text}k")
    amount = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 4))
    row = st.tuples(
        name,
        name,
        st.dates(pd.Timestamp("1990-01-01").date(), pd.Timestamp("2090-01-01").date()),
        amount,
        amount,
    )
    rows = draw(st.lists(row, min_size=1, max_size=8))
    orders = pd.DataFrame(rows, columns=HEADER.split(",")).astype({"order_id": "str", "customer_id": "str"})
    orders["ordered_at"] = pd.to_datetime(orders["ordered_at"]).astype("datetime64[us]")
    on_paper = orders.assign(ordered_at=[f"{day:{date_format}}" for day in orders["ordered_at"]])
    text = on_paper.to_csv(
        index=False, sep=delimiter, decimal=decimal, float_format="%.4f", lineterminator="\n"
    )
    toml = said_in_full(encoding=encoding, delimiter=delimiter, decimal=decimal, date_format=date_format)
    return orders, text.encode(encoding), toml


def said_in_full(**keys: str) -> str:
    return '[files.orders]\npath = "orders.csv"\n' + "".join(
        f"{key} = {json.dumps(value)}\n" for key, value in keys.items()
    )


@settings(max_examples=40)
@given(written())
def test_what_is_written_in_any_hand_reads_back(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[pd.DataFrame, bytes, str]
) -> None:
    orders, data, toml = case
    folder = laid_out(Flawed("", {"orders.csv": data}, toml), tmp_path_factory.mktemp("hand"))
    pd.testing.assert_frame_equal(read_case(folder).tables["orders"], orders)


def test_what_the_course_writes_it_reads_back(tmp_path: Path) -> None:
    customers = pd.DataFrame({"customer_id": ["A", "B"], "name": ["=1+1", "@home"]})
    write_table(tmp_path / "c.csv", customers)
    (tmp_path / "case.toml").write_text('[files.customers]\npath = "c.csv"', encoding="utf-8")
    pd.testing.assert_frame_equal(read_case(tmp_path).tables["customers"], customers.astype("str"))


def test_errors_of_all_tables_are_told_at_once(tmp_path: Path) -> None:
    case = Flawed(
        "",
        {"o.csv": b"x\n1\n", "c.csv": b""},
        '[files.orders]\npath = "o.csv"\n[files.customers]\npath = "c.csv"',
    )
    found = check_case(laid_out(case, tmp_path))
    assert {finding.table for finding in found if finding.level == "error"} == {"orders", "customers"}
    assert any(matches(finding, error(None, "", "is empty")) for finding in found)


@settings(max_examples=60)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(',;\t|"\n\r1.5-aA客é\0 :/', max_size=120).map(lambda text: f"{HEADER}\n{text}".encode()),
    )
)
def test_no_bytes_end_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = laid_out(Flawed("", {"orders.csv": data}), tmp_path_factory.mktemp("bytes"))
    findings = check_case(folder)
    assert findings
    assert all(str(found) for found in findings)


def test_lines_without_a_cost_take_that_of_their_product(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(
        'name = "x"\n[files.orders]\npath = "o.csv"\n[files.products]\npath = "p.csv"\n', encoding="utf-8"
    )
    (tmp_path / "o.csv").write_text(
        "order_id,customer_id,ordered_at,quantity,unit_price,product_id,unit_cost\n"
        "1,a,2024-01-01,1,9,sofa,5\n2,a,2024-01-02,1,9,sofa,\n3,b,2024-01-03,1,9,lamp,\n",
        encoding="utf-8",
    )
    (tmp_path / "p.csv").write_text("product_id,unit_cost\nsofa,4\n", encoding="utf-8")
    case = read_case(tmp_path)
    costs = case.tables["orders"]["unit_cost"]
    assert costs.tolist()[:2] == [5.0, 4.0]
    assert costs.isna().tolist() == [False, False, True]
    (said,) = [found for found in case.findings if found.column == "unit_cost"]
    assert (said.level, said.message) == (
        "notice",
        "1 lines have no unit cost of their own and take that of their product",
    )
