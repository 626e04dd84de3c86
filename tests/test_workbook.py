"""The workbook of one learner: kept whole, merged between lessons, never lost."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from helpers import files
from helpers.missing import PlainError
from helpers.workbook import Session, Workbook, WorkbookError, is_live, lock, plain, session, sessions, start


def stored(folder: Path) -> dict:
    return json.loads((folder / "workbook.json").read_text(encoding="utf-8"))


def test_a_new_workbook_has_the_fields_of_the_contract(tmp_path):
    book = Workbook.open(tmp_path)
    assert not (tmp_path / "workbook.json").exists()
    book.note("x", "y")
    assert set(stored(tmp_path)) == {
        "schema_version",
        "learner",
        "own_customer",
        "answers",
        "predictions",
        "decisions",
        "notes",
        "conversations",
    }
    assert stored(tmp_path)["schema_version"] == 1


def test_answers_count_tries_and_remember_the_first_outcome(tmp_path):
    book = Workbook.open(tmp_path)
    book.record("01.3", "29%", "wrong")
    book.record("01.3", 0.41, "right")
    assert Workbook.open(tmp_path).answer("01.3") == {
        "value": 0.41,
        "outcome": "right",
        "tries": 2,
        "first": "wrong",
    }


def test_untried_is_not_an_answer(tmp_path):
    book = Workbook.open(tmp_path)
    book.record("01.3", "", "untried")
    assert book.answer("01.3") is None


def test_everything_survives_reopening(tmp_path):
    book = Workbook.open(tmp_path)
    book.predict("01.p1", "80%")
    book.note("01_targeting", {"action": "ring 张三"})
    book.play("00_seal", {"path": [0, 1]})
    book.own(nickname="the bakery", plan={"01": "why"})
    book.own(plan={"02": "what"})
    again = Workbook.open(tmp_path)
    assert again.prediction("01.p1") == {"value": "80%"}
    assert again.noted("01_targeting") == {"action": "ring 张三"}
    assert again.played("00_seal") == {"path": [0, 1]}
    assert again.own_customer == {"nickname": "the bakery", "plan": {"01": "why", "02": "what"}}


def test_two_open_lessons_keep_each_others_answers(tmp_path):
    one, other = Workbook.open(tmp_path), Workbook.open(tmp_path)
    one.record("00.1", "a", "right")
    other.record("01.1", "b", "wrong")
    one.record("00.2", "c", "right")
    assert set(stored(tmp_path)["answers"]) == {"00.1", "00.2", "01.1"}


def test_the_first_guess_counts(tmp_path):
    book = Workbook.open(tmp_path)
    assert book.predict("01.p1", 0.8)
    assert not book.predict("01.p1", 0.3)
    assert book.prediction("01.p1") == {"value": 0.8}


def test_the_first_guess_counts_in_the_other_tab_too(tmp_path):
    one, other = Workbook.open(tmp_path), Workbook.open(tmp_path)
    one.predict("01.p1", 0.8)
    assert not other.predict("01.p1", 0.3)
    assert other.prediction("01.p1") == {"value": 0.8}


def test_the_first_commit_counts(tmp_path):
    book = Workbook.open(tmp_path)
    allowed = {"places": {"from": 0, "to": 400}}
    assert book.decide(1, "tiering", {"places": 80}, allowed=allowed, reason="r", mind="m")
    assert not book.decide(1, "tiering", {"places": 10}, allowed=allowed, reason="r2", mind="m2")
    assert stored(tmp_path)["decisions"] == [
        {
            "step": 1,
            "name": "tiering",
            "value": {"places": 80},
            "allowed": allowed,
            "reason": "r",
            "mind": "m",
            "committed": True,
        }
    ]


def test_parameters_of_a_run_give_way_to_the_next_and_to_a_commit(tmp_path):
    book = Workbook.open(tmp_path)
    for places in (80, 90):
        assert book.decide(1, "tiering", {"places": places}, allowed={}, committed=False)
    assert book.decision(1, "tiering")["value"] == {"places": 90}
    assert book.decide(1, "tiering", {"places": 5}, allowed={}, reason="r", mind="m")
    assert not book.decide(1, "tiering", {"places": 80}, allowed={}, committed=False)
    assert [entry["value"] for entry in book.decisions] == [{"places": 5}]


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"answers": []}', '{"answers": {"a": 1}, "decisions": {}}', "\x00"]
)
def test_a_damaged_file_is_set_aside_and_said(tmp_path, text):
    (tmp_path / "workbook.json").write_text(text)
    (tmp_path / "workbook.damaged-1.json").write_text("an older one")
    book = Workbook.open(tmp_path)
    assert "workbook.damaged-2.json" in book.notices[0]
    assert (tmp_path / "workbook.damaged-2.json").read_text() == text
    assert (tmp_path / "workbook.damaged-1.json").read_text() == "an older one"
    book.record("01.1", "a", "right")
    assert set(stored(tmp_path)["answers"]) == {"01.1"}


def test_bytes_that_are_no_text_are_damage_too(tmp_path):
    (tmp_path / "workbook.json").write_bytes(b"\xff\xfe\x80")
    assert Workbook.open(tmp_path).notices


def test_damage_during_a_lesson_loses_nothing(tmp_path):
    book = Workbook.open(tmp_path)
    book.record("01.1", "a", "right")
    (tmp_path / "workbook.json").write_text("half a fi")
    book.record("01.2", "b", "right")
    assert set(stored(tmp_path)["answers"]) == {"01.1", "01.2"}
    assert book.notices


def test_a_newer_file_is_refused_and_left_as_it_is(tmp_path):
    text = '{"schema_version": 2, "answers": {"a": {"value": 1}}}'
    (tmp_path / "workbook.json").write_text(text)
    with pytest.raises(WorkbookError, match="newer edition"):
        Workbook.open(tmp_path)
    assert (tmp_path / "workbook.json").read_text() == text


def test_fields_of_others_are_kept(tmp_path):
    (tmp_path / "workbook.json").write_text('{"schema_version": 1, "learner": "Lin", "mine": [1]}')
    Workbook.open(tmp_path).note("x", "y")
    assert stored(tmp_path)["learner"] == "Lin"
    assert stored(tmp_path)["mine"] == [1]


def test_what_cannot_be_written_is_said_kept_and_written_later(tmp_path, monkeypatch):
    book = Workbook.open(tmp_path)
    real = files.write_text

    def full(path, text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_text", full)
    for __ in range(2):
        with pytest.raises(WorkbookError, match="No space left"):
            book.record("01.1", "a", "wrong")
    assert book.answer("01.1")["tries"] == 2
    monkeypatch.setattr(files, "write_text", real)
    Workbook.open(tmp_path).record("00.1", "b", "right")
    book.record("01.2", "c", "right")
    answers = stored(tmp_path)["answers"]
    assert set(answers) == {"00.1", "01.1", "01.2"}
    assert answers["01.1"]["tries"] == 2


def test_a_lock_left_by_a_crash_is_taken_over(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "SECONDS", 0.05)
    (tmp_path / ".workbook.json.lock").touch()
    Workbook.open(tmp_path).note("x", "y")
    assert os.listdir(tmp_path) == ["workbook.json"]


def test_in_memory_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    book = Workbook.open(None)
    book.record("01.1", "a", "right")
    assert book.answer("01.1")["value"] == "a"
    assert os.listdir(tmp_path) == []


def test_plain_turns_any_value_into_json():
    value = {"n": np.float64(0.5), "k": np.int64(3), "s": {"b", "a"}, "t": (1, None), 2: True}
    assert plain(value) == {"n": 0.5, "k": 3, "s": ["a", "b"], "t": [1, None], "2": True}
    assert plain(...) == "Ellipsis"


@pytest.mark.parametrize(
    ("environment", "live"),
    [
        ({}, False),
        ({"JPY_SESSION_NAME": "lessons/01.ipynb"}, True),
        ({"VOILA_BASE_URL": "/"}, True),
        ({"JPY_SESSION_NAME": "x", "NINESTEPS_LIVE": "0"}, False),
        ({"NINESTEPS_LIVE": "1"}, True),
        ({"NINESTEPS_LIVE": "perhaps"}, False),
    ],
)
def test_live_is_where_somebody_sits(monkeypatch, environment, live):
    for name in ("JPY_SESSION_NAME", "VOILA_BASE_URL", "NINESTEPS_LIVE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert is_live() is live


def test_without_a_session_the_message_says_what_to_do(monkeypatch):
    monkeypatch.setattr(sessions, "_sessions", [])
    with pytest.raises(PlainError, match=r"firm = open_case\(case\)"):
        session()


def test_the_last_session_started_is_the_current_one(monkeypatch):
    monkeypatch.setattr(sessions, "_sessions", [])
    both = [Session(None, None, Workbook.open(None), live, "01") for live in (True, False)]
    for one in both:
        start(one)
    assert session() is both[1]
    assert [session().once("hello"), session().once("hello")] == [True, False]
