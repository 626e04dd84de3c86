"""A lap on disk: a whole case a year later, from which the next goes on; the command; the leaderboard."""

import json
import multiprocessing
import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers.case import check_case, read_case
from helpers.cli import main
from helpers.market import lap, simulate, write
from helpers.market.lap import command, store
from helpers.market.lap.leaderboard import entered
from helpers.market.lap.plan import Plan
from helpers.market.lap.policies import stated

TAKEN = [
    {"step": 1, "name": "tiering", "value": {"rank_by": "value_to_come", "bottom": "cut_below_zero"}},
    {"step": 7, "name": "list", "value": {"rank_by": "gain", "letters": 60}},
]


def workbook(folder: Path, decisions: list[dict[str, object]], learner: str = "Mei") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "workbook.json"
    path.write_text(json.dumps({"schema_version": 1, "learner": learner, "decisions": decisions}))
    return path


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lap") / "market"
    write(simulate(customers=400, seed=21), folder)
    return folder


@pytest.fixture(scope="session")
def second(begun: Path) -> Path:
    """The market a year later, under the informed plan."""
    out = begun.with_name("second")
    store.lap(begun, stated()["informed"], out)
    return out


@pytest.fixture(scope="session")
def untouched(begun: Path) -> Path:
    """The market a year later with nothing decided."""
    out = begun.with_name("untouched")
    store.lap(begun, lap.NOTHING, out)
    return out


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def text(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def test_the_case_a_year_later_is_clean(second: Path, untouched: Path) -> None:
    for folder in (second, untouched):
        assert [found for found in check_case(folder) if found.level == "error"] == []
        case = read_case(folder)
        assert case.as_of == pd.Timestamp("2027-06-30")
        assert case.simulated
        assert len(case.after) > 0


def test_with_nothing_decided_the_orders_are_those_that_stood_there(begun: Path, untouched: Path) -> None:
    before, after = text(begun, "orders"), text(untouched, "orders")
    until = after["ordered_at"] <= "2027-06-30"
    columns = list(before.columns)
    one, other = (table.sort_values(columns, ignore_index=True) for table in (before, after[until]))
    for name in ("quantity", "unit_price", "unit_cost", "discount"):
        one[name], other[name] = one[name].astype(float), other[name].astype(float)
    pd.testing.assert_frame_equal(one, other)


def test_the_same_decisions_give_the_same_case_byte_for_byte(
    begun: Path, second: Path, tmp_path: Path
) -> None:
    store.lap(begun, stated()["informed"], tmp_path / "again")
    assert files(tmp_path / "again") == files(second)


def test_the_profit_said_is_that_of_the_order_lines(begun: Path, second: Path) -> None:
    year = lap.live(lap.begin(lap.books_in(begun)), stated()["informed"])
    lines = read_case(second).tables["orders"]
    lines = lines[lines["ordered_at"] > "2026-06-30"]
    net = lines["quantity"] * lines["unit_price"] - lines["discount"]
    goods = year.by_source.set_index("source").loc["goods sold", "money"]
    assert (net - lines["quantity"] * lines["unit_cost"]).sum() == pytest.approx(goods, rel=1e-9)


def test_ids_and_kinds_of_customers_stay_and_what_was_known_too(begun: Path, second: Path) -> None:
    for name, key in (
        ("customers", "customer_id"),
        ("contacts", "contact_id"),
        ("tickets", "ticket_id"),
        ("leads", "lead_id"),
    ):
        before, after = text(begun, name), text(second, name)
        assert after[key].is_unique
        kept = after.set_index(key).loc[before[key]].reset_index()
        same = [one for one in before.columns if one != "service_cost"]
        pd.testing.assert_frame_equal(kept[same], before[same])
        assert len(after) > len(before)


def test_who_opted_out_stays_so(begun: Path, second: Path) -> None:
    before, after = (text(folder, "customers").set_index("customer_id") for folder in (begun, second))
    for name in ("consent_email", "consent_phone", "consent_post"):
        out = before.index[before[name] == "0"]
        assert len(out) > 0
        assert (after.loc[out, name] == "0").all()


def test_who_was_let_go_orders_no_more(begun: Path, second: Path) -> None:
    world = lap.begin(lap.books_in(begun))
    year = lap.live(world, stated()["informed"])
    gone = set(world.people.index[year.effect.dropped])
    assert gone
    lines = text(second, "orders")
    assert not gone & set(lines.loc[lines["ordered_at"] > "2026-06-30", "customer_id"])


def test_every_table_knows_its_customers_and_ends_at_the_new_day(second: Path) -> None:
    case = read_case(second)
    known = set(case.tables["customers"]["customer_id"])
    for name in ("orders", "contacts", "interactions", "tickets", "subscriptions"):
        assert set(case.tables[name]["customer_id"].dropna()) <= known, name
    won = case.tables["leads"].query("converted == 1")
    assert set(won["customer_id"]) <= known
    end = pd.Timestamp("2027-07-01")
    for name, column in (
        ("interactions", "at"),
        ("tickets", "opened_at"),
        ("leads", "created_at"),
        ("stages", "entered_at"),
        ("calls", "interval_start"),
    ):
        assert case.tables[name][column].max() < end, name
        assert case.tables[name][column].max() > end - pd.Timedelta(days=30), name


def test_the_months_are_filled_with_what_the_orders_say(second: Path) -> None:
    case = read_case(second)
    targets, lines = case.tables["targets"], case.tables["orders"]
    year = targets[(targets["period"] > "2026-06-30") & (targets["period"] <= "2027-06-30")]
    assert year["actual"].notna().all()
    recent = lines[lines["ordered_at"] > "2026-06-30"]
    revenue = (recent["quantity"] * recent["unit_price"] - recent["discount"]).sum()
    assert year.loc[year["measure"] == "revenue", "actual"].sum() == pytest.approx(revenue, abs=0.1)
    orders = year.loc[year["measure"] == "orders", "actual"].sum()
    assert orders == recent["order_id"].nunique()
    ahead = targets[targets["period"] > "2027-06-30"]
    assert len(ahead) == 84
    assert ahead["plan"].notna().all()


def test_the_next_lap_goes_on_from_there(second: Path, tmp_path: Path) -> None:
    year = store.lap(second, stated()["informed"], tmp_path / "third")
    assert year.orders > 0
    case = read_case(tmp_path / "third")
    assert case.as_of == pd.Timestamp("2028-06-29")
    assert pd.read_csv(tmp_path / "third" / "truth" / "laps.csv")["lap"].tolist() == [1, 2]
    # What was made better stays so: nobody pays for the same step twice.
    taken = lap.books_in(second).taken
    assert "supply_stability" in taken


def test_two_laps_of_doing_nothing_shrink_the_firm_slowly(untouched: Path) -> None:
    world = lap.begin(lap.books_in(untouched))
    year = lap.live(world, lap.NOTHING)
    here = int(world.people["alive"].sum())
    assert 0.7 * here < year.customers < 1.2 * here


def test_a_lap_killed_half_way_leaves_nothing(begun: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "second"
    process = multiprocessing.get_context("fork").Process(target=_killed, args=(begun, out))
    process.start()
    process.join(60)
    assert process.exitcode == 137
    assert not out.exists()
    store.lap(begun, lap.NOTHING, out)
    assert check_case(out)[0].level != "error"


def _killed(begun: Path, out: Path) -> None:
    import os

    def die(*_args: object) -> None:
        os._exit(137)

    store._dated = die  # type: ignore[assignment]
    store.lap(begun, lap.NOTHING, out)


def test_what_is_there_is_not_written_over(
    begun: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = workbook(tmp_path / "mine", TAKEN)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("keep")
    said = ["market", "lap", "--case", str(begun), "--decisions", str(book), "--out"]
    assert main([*said, str(tmp_path / "out")]) == 1
    assert "holds something" in capsys.readouterr().err
    assert (tmp_path / "out" / "mine.txt").read_text() == "keep"
    assert main([*said, str(begun / "inside")]) == 1
    assert "inside the case" in capsys.readouterr().err


def test_one_command_lives_a_year_and_enters_the_class(
    begun: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, board = workbook(tmp_path / "mine", TAKEN), tmp_path / "class.csv"
    before = book.read_bytes()
    words = [
        "market",
        "lap",
        "--case",
        str(begun),
        "--decisions",
        str(book.parent),
        "--leaderboard",
        str(board),
    ]
    assert main([*words, "--out", str(tmp_path / "next")]) == 0
    said = capsys.readouterr().out
    assert "Not decided, and so left as it is: 02.weights" in said
    assert "Lap 1: profit USD" in said
    assert book.read_bytes() == before
    again = [
        "market",
        "lap",
        "--case",
        str(tmp_path / "next"),
        "--decisions",
        str(book),
        "--leaderboard",
        str(board),
    ]
    assert main([*again, "--learner", "=Bob()", "--out", str(tmp_path / "third")]) == 0
    table = pd.read_csv(board)
    assert table["learner"].tolist() == ["'=Bob()", "Mei"]
    assert table["lap"].tolist() == [2, 1]


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ({"step": 7, "name": "list", "value": {"letters": 9000}}, "a number from 0 to 5000"),
        ({"step": 3, "name": "position", "value": {"target": "martians"}}, "everybody"),
    ],
)
def test_out_of_range_is_refused(
    begun: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], decision: dict[str, object], words: str
) -> None:
    code = command.lap_command(begun, workbook(tmp_path, [decision]), tmp_path / "out")
    assert code == command.USAGE
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"decisions": 5}', '{"schema_version": 99}'])
def test_what_is_no_workbook_is_refused_and_stays_as_it_is(
    begun: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    book = tmp_path / "workbook.json"
    book.write_text(content)
    code = command.lap_command(begun, book, tmp_path / "out")
    assert code == 1
    assert "workbook" in capsys.readouterr().err
    assert book.read_text() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["workbook.json"]


def test_a_case_that_is_no_market_is_refused(
    begun: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "real"
    shutil.copytree(begun, copy)
    shutil.rmtree(copy / "truth")
    book = workbook(tmp_path / "mine", TAKEN)
    assert command.lap_command(copy, book, tmp_path / "out") == 1
    assert "simulated" in capsys.readouterr().err
    assert command.lap_command(tmp_path / "nowhere", book, tmp_path / "out") == 1


def _enter(board: Path, number: int, year: lap.Year) -> None:
    entered(board, learner=f"learner {number}", lap=1, year=year)


def test_a_class_that_hands_in_at_once_loses_nobody(begun: Path, tmp_path: Path) -> None:
    year = lap.live(lap.begin(lap.books_in(begun)), Plan())
    board, fork = tmp_path / "class.csv", multiprocessing.get_context("fork")
    writers = [fork.Process(target=_enter, args=(board, number, year)) for number in range(8)]
    for one in writers:
        one.start()
    for one in writers:
        one.join(60)
    assert len(pd.read_csv(board)) == 8
    _enter(board, 3, year)
    assert len(pd.read_csv(board)) == 8


def test_another_table_is_no_leaderboard(begun: Path, tmp_path: Path) -> None:
    year = lap.live(lap.begin(lap.books_in(begun)), Plan())
    (tmp_path / "class.csv").write_text("name,mark\nMei,5\n")
    with pytest.raises(ValueError, match="no leaderboard"):
        entered(tmp_path / "class.csv", learner="Mei", lap=1, year=year)
