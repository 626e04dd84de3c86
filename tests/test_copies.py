"""Copies of the lessons: renewed while nobody has touched them, kept as soon as somebody has."""

from pathlib import Path

from helpers.copies import RECORD, renew


def lesson(folder: Path, text: str) -> Path:
    path = folder / "01_lamps.ipynb"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_untouched_copy_follows_the_course(tmp_path: Path) -> None:
    own = tmp_path / "own" / "01_lamps.ipynb"
    for text in ("first", "second", "second"):
        assert renew([lesson(tmp_path, text)], own.parent) == []
        assert own.read_text(encoding="utf-8") == text


def test_what_a_learner_has_changed_is_kept_and_said_once_the_course_differs(tmp_path: Path) -> None:
    own = tmp_path / "own" / "01_lamps.ipynb"
    renew([lesson(tmp_path, "first")], own.parent)
    own.write_text("mine", encoding="utf-8")
    assert renew([lesson(tmp_path, "first")], own.parent) == []
    assert renew([lesson(tmp_path, "second")], own.parent) == ["01_lamps.ipynb"]
    assert own.read_text(encoding="utf-8") == "mine"
    own.unlink()
    assert renew([lesson(tmp_path, "second")], own.parent) == []
    assert own.read_text(encoding="utf-8") == "second"


def test_a_copy_nobody_has_a_record_of_is_the_learners(tmp_path: Path) -> None:
    own = tmp_path / "own" / "01_lamps.ipynb"
    renew([lesson(tmp_path, "first")], own.parent)
    (own.parent / RECORD).write_text("{broken", encoding="utf-8")
    assert renew([lesson(tmp_path, "second")], own.parent) == ["01_lamps.ipynb"]
    assert own.read_text(encoding="utf-8") == "first"
