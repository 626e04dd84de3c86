"""What ends the course: the gain over lesson 0, and one's own customer on a page."""

import base64
import re

import IPython.display
import ipywidgets as widgets
import pytest

from helpers import forms, quiz, show
from helpers.case import Case
from helpers.files import ROOT
from helpers.forms import endings, sheets
from helpers.workbook import Session, Workbook, sessions, start

EVIL = "<script>alert(1)</script>"
BEFORE, AFTER = "00_start", "09_parallel"


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """What is displayed."""
    out = []
    monkeypatch.setattr(show, "put", out.append)
    monkeypatch.setattr(IPython.display, "display", lambda thing, **_more: out.append(thing))
    monkeypatch.setattr(sessions, "_sessions", [])
    return out


def answered(book, name, *, right):
    """Answer the first `right` items of a quiz rightly, the others wrongly."""
    for number, item in enumerate(quiz.load(name).items):
        wanted = number < right
        chosen = next(option.text for option in item.options if option.right == wanted)
        book.record(item.id, chosen, item.mark(chosen))


def test_the_situations_go_in_pairs():
    then, now = quiz.load(BEFORE), quiz.load(AFTER)
    assert [item.step for item in then.items] == [item.step for item in now.items]
    assert len(then.items) == 10
    assert not then.marked
    assert now.marked
    assert not {item.text for item in then.items} & {item.text for item in now.items}


def test_the_gain_is_told_once_all_pairs_are_answered_with_what_ten_can_tell():
    book = Workbook.open(None)
    answered(book, BEFORE, right=4)
    table, sentence = endings.gained(book, BEFORE, AFTER)
    assert sentence.startswith("0 of 10 pairs are answered")
    assert (table["now"] == "not answered").all()
    answered(book, AFTER, right=8)
    table, sentence = endings.gained(book, BEFORE, AFTER)
    assert (table["before"] == "right").sum() == 4
    assert "Then 4 of 10, now 8." in sentence
    assert "between 49% and 94%" in sentence


def test_the_first_answer_counts_for_the_gain():
    book = Workbook.open(None)
    item = quiz.load(AFTER).items[0]
    for option in sorted(item.options, key=lambda one: one.right):
        book.record(item.id, option.text, item.mark(option.text))
    assert endings.gained(book, BEFORE, AFTER)[0]["now"].iloc[0] == "not yet"


def test_the_plan_has_every_box_of_every_sheet_and_escapes_what_was_written():
    book = Workbook.open(None)
    boxes = [
        (name, field.id) for name in sheets.available() for field in sheets.load(name).fields if field.plan
    ]
    book.own(nickname=EVIL, plan={f"{boxes[0][0]}.{boxes[0][1]}": f"{EVIL}\nsecond line"})
    lines = endings.plan_lines(book)
    assert len(lines) == len(boxes) >= 9
    html = endings.plan_bundle(book).data["text/html"]
    assert EVIL not in html
    assert "&lt;script&gt;" in html
    assert "<br>second line" in html
    assert html.count("ns-blank") == len(boxes) - 1


def test_silently_both_stand_on_the_page(shown):
    start(Session(Case(folder=ROOT, name="Test"), None, Workbook.open(None), False, "09_cycle"))
    forms.gain(BEFORE, AFTER)
    forms.own_plan()
    texts = [bundle.data["text/plain"] for bundle in shown]
    assert "Ten situations, twice" in texts[0]
    assert "The plan for my customer" in texts[1]


def test_live_they_are_drawn_when_asked_for_and_kept_as_a_page(shown, tmp_path):
    book = Workbook.open(tmp_path)
    start(Session(Case(folder=ROOT, name="Test"), tmp_path, book, True, "09_cycle"))
    forms.own_plan()
    box = shown[-1]
    book.own(nickname="Heron", plan={"01_targeting.plan": "kept since"})
    button, page = box.children[1].children[0], box.children[3]
    assert isinstance(button, widgets.Button)
    assert page.value == ""
    button.click()
    assert "Heron" in page.value
    (link,) = re.findall(r"base64,([^\"]+)", page.value)
    printed = base64.b64decode(link).decode()
    assert "<style>" in printed
    assert "Heron" in printed
