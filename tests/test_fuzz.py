"""Damaged files: nothing but sentences comes of them. Ten thousand of them: `python -m scripts.fuzz`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.case import check_case
from scripts import fuzz

TRIALS = 200
PARTS = 8


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fuzz.market(tmp_path_factory.mktemp("fuzz") / "market")


@pytest.mark.parametrize("part", range(PARTS))
def test_no_damage_makes_the_course_stumble(sound: Path, part: int) -> None:
    seeds = range(part * TRIALS // PARTS, (part + 1) * TRIALS // PARTS)
    faults = [f"seed {seed}: {fault}" for seed, fault, _ in fuzz.trials(seeds, sound) if fault]
    assert not faults, "\n".join(faults)


def test_a_trial_finds_what_it_looks_for(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(folder: Path, *, identity: bool) -> None:
        raise KeyError("x")

    def scribble(folder: Path, *, identity: bool) -> None:
        (folder / "orders.csv").write_text("mine now")

    def dawdle(folder: Path, *, identity: bool) -> None:
        while True:
            pass

    found: dict[Callable[..., None], str] = {}
    monkeypatch.setattr(fuzz, "LIMIT_SECONDS", 1)
    for examine in (stumble, scribble, dawdle):
        monkeypatch.setattr(fuzz, "examine", examine)
        (tmp_path / examine.__name__).mkdir()
        found[examine] = fuzz.trial(1, sound, tmp_path / examine.__name__)
    assert "KeyError" in found[stumble]
    assert found[scribble] == "files of the case were changed"
    assert "longer than 1 s" in found[dawdle]


def toml(folder: Path, text: str) -> str:
    (folder / "case.toml").write_text(text)
    return "\n".join(str(found) for found in check_case(folder))


def test_brackets_without_end_are_said(tmp_path: Path) -> None:
    assert "brackets within brackets" in toml(tmp_path, "a = " + "[" * 5_000)


def test_an_encoding_that_is_none_is_said(tmp_path: Path) -> None:
    text = '[files.orders]\npath = "orders.csv"\nencoding = "\\u0000"'
    assert "encoding" in toml(tmp_path, text)


def test_a_table_as_wide_as_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(",".join(f"c{place}" for place in range(2_000)) + "\n1\n")
    assert "has 2,000 columns, and a table may have 1,000" in toml(
        tmp_path, '[files.orders]\npath = "orders.csv"'
    )


def test_a_cell_of_a_million_letters_among_dates_is_read_in_no_time(tmp_path: Path) -> None:
    """Looking for a time zone in it used to take for ever."""
    lines = ["1,a,2024-01-01T10:00:00Z,1,5", f"2,b,{'x' * 300_000},1,5"]
    header = "order_id,customer_id,ordered_at,quantity,unit_price"
    (tmp_path / "orders.csv").write_text("\n".join([header, *lines]))
    with fuzz.limited(10):
        said = toml(tmp_path, '[files.orders]\npath = "orders.csv"\ntimezone = "Europe/London"')
    assert "row 3, ordered_at" in said
