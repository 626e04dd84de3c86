"""Forms: silent twins, always the same, that give nothing away; live ones that answer, keep and restore."""

import json
import os
import subprocess
import sys
from pathlib import Path

import IPython.display
import ipywidgets as widgets
import pandas as pd
import pytest

from helpers import dialogue, files, forms, show
from helpers import quiz as quizzes
from helpers.case import Case
from helpers.exercises import Between, Mistake, decision, prediction, question
from helpers.exercises import items as registry
from helpers.exercises.targeting.decision import where_from
from helpers.figures.base import Described, page
from helpers.forms import prose, sheets, static
from helpers.missing import Missing, PlainError
from helpers.workbook import Session, Workbook, sessions, start

EVIL = "<script>alert(1)</script>*[x](http://x)"
ORDERS = pd.DataFrame(
    {
        "order_id": ["1", "2"],
        "customer_id": ["a", "b"],
        "ordered_at": pd.to_datetime(["2026-01-01", "2026-02-01"]),
        "quantity": [1.0, 2.0],
        "unit_price": [10.0, 20.0],
    }
)
CASE = Case(folder=Path(), name="Test", currency="USD", tables={"orders": ORDERS}, named={"a": EVIL})
EMPTY = Case(folder=Path(), name="Test", currency="USD")
SECRET = "42.4242"
LOAD = sheets.load
QUIZ = """
[[item]]
id = "01.q1"
kind = "scenario"
text = "Whom do you *ring*?"
options = [
  { text = "The loud one.", right = false, why = "Loud is not lost." },
  { text = "The silent one.", right = true, why = "Its own rhythm broke." },
]
key_note = "Debatable."
[[item]]
id = "01.q2"
kind = "concept"
text = "What is it?"
options = [{ text = "A", right = true, why = "because A" }, { text = "B", right = false, why = "not B" }]
"""
SHEET = """
title = "Monday"
[[field]]
id = "nickname"
label = "Nickname"
own_customer = true
[[field]]
id = "action"
label = "One thing I will do"
hint = "Small."
lines = 2
[[field]]
id = "why"
label = "Box 1"
plan = true
[card]
title = "For my manager"
text = ["We *ranked* them."]
"""


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """What is displayed: bundles of the silent twins and widgets of the live forms."""
    out = []
    monkeypatch.setattr(show, "put", out.append)
    monkeypatch.setattr(IPython.display, "display", lambda thing, **_more: out.append(thing))
    monkeypatch.setattr(sessions, "_sessions", [])
    return out


@pytest.fixture(autouse=True)
def content(monkeypatch, tmp_path_factory):
    """Questions, a quiz and a field sheet that only these tests know."""
    monkeypatch.setattr(registry, "_items", dict(registry._items))
    register()
    folder = tmp_path_factory.mktemp("content")
    for name in ("01_one", "02_two"):
        (folder / f"{name}.toml").write_text(SHEET, encoding="utf-8")
    monkeypatch.setattr(sheets, "load", lambda name, **_folder: LOAD(name, folder=folder))
    monkeypatch.setattr(sheets, "available", lambda *_folder: ["01_one", "02_two"])
    items = {"01_one": QUIZ, "00_zero": "marked = false\n" + QUIZ.replace("01.", "00.")}
    real = {name: quizzes.read(text, name=name) for name, text in items.items()}
    monkeypatch.setattr(quizzes, "load", lambda name, **_folder: real[name])
    monkeypatch.setattr(quizzes, "available", lambda *_folder: sorted(real))


def author(**written):
    return type(
        "Author",
        (),
        {
            "__doc__": "What **share** is it, {name}?",
            "facts": lambda case: {"name": case.named["a"]},
            **written,
        },
    )


def number(case):
    return float(SECRET)


def register():
    mistakes = {
        "sales": Mistake(value=0.29, says="{given} is for sales."),
        "half": Mistake(value=lambda case, right: right / 2, says="{given} is half."),
    }
    more = {"hints": ("First.", "Second."), "misconceptions": mistakes}
    question("99.1", step=9, kind="number", needs=("orders",))(author(answer=number, tolerance=0.01, **more))
    question("99.2", step=9, kind="choice")(author(options=("a", EVIL, "c"), answer=lambda case: "c"))
    question("99.3", step=9, kind="choices")(author(options=("a", "b", "c"), answer=lambda case: {"a", "c"}))
    question("99.4", step=9, kind="ranking")(
        author(options=("a", "b", "c"), answer=lambda case: ("c", "a", "b"))
    )
    rows = {"rows": ("x", "y"), "answer": lambda case: {"x": "keep", "y": "cut"}}
    question("99.5", step=9, kind="table", practice=True)(author(options=("keep", "cut"), **rows))
    question("99.6", step=9, kind="text")(author(rubric=("asks first",), model="May I show you?"))
    numbers = {"rows": ("x", "y"), "answer": lambda case: {"x": 1, "y": 2}}
    question("99.7", step=9, kind="table", practice=True)(author(**numbers))
    prediction("99.p1", step=9, unit="share of customers", needs=("orders",))(
        author(answer=lambda case: 0.31)
    )
    allowed = {"rank_by": {"revenue": "sales", "profit": "profit"}, "places": Between(0, 400, unit="places")}
    decision("99.tiering", step=9, allowed=allowed)(author(score=score))


def score(case, value):
    mid = value["places"] * 1000 + value.get("bonus", 0)
    return pd.DataFrame([{"policy": "your plan", "low": mid - 1, "mid": mid, "high": mid + 1}])


def begin(folder=None, *, live=False, case=CASE):
    here = Session(case, folder, Workbook.open(folder), live, "01_one")
    start(here)
    return here


def figure(share=0.5):
    return Described(page(height=1), f"The share is {share}.")


def every_form():
    """Each kind of form once."""
    for name in ("99.1", "99.2", "99.3", "99.4", "99.5", "99.6", "99.7"):
        forms.ask(name)
    forms.predict("99.p1")
    forms.reveal("99.p1", figure(), ORDERS)
    forms.decide("99.tiering", places=80, bonus=7)
    forms.explore(figure, share=3)
    forms.sheet("01_one")
    forms.quiz("01_one")
    forms.recall("02_two")
    forms.practice("99_more")


def everything(widget):
    """A widget with all widgets in it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from everything(child)


def state(*boxes):
    """All that the browser has been sent of these widgets."""
    return "\n".join(str(w.get_state()) for box in boxes for w in everything(box))


def find(box, kind, words=""):
    return [w for w in everything(box) if isinstance(w, kind) and words in w.description]


def press(box, words):
    find(box, widgets.Button, words)[0].click()


def said(box):
    """What can be read on the page, style aside."""
    return state(box).replace(prose.STYLE.replace("\n", "\\n"), "")


def stored(folder):
    return json.loads((folder / "workbook.json").read_text(encoding="utf-8"))


# --- silent ---


def silent_bundles(shown):
    begin()
    every_form()
    bundles = list(shown)
    shown.clear()
    return bundles


def test_twins_are_the_same_every_time(shown, monkeypatch):
    monkeypatch.setattr(Case, "split", lambda self: object())
    first, second = silent_bundles(shown), silent_bundles(shown)
    assert len(first) == 15
    assert [(b.data, b.metadata) for b in first] == [(b.data, b.metadata) for b in second]


def test_twins_carry_their_kind_a_text_and_no_markup_from_data(shown):
    for bundle in silent_bundles(shown):
        assert bundle.metadata["ninesteps"]["kind"] in {"form", "figure", "table", "say"}
        assert bundle.data["text/plain"].strip()
        assert "<script" not in bundle.data["text/html"]
        assert "href" not in bundle.data["text/html"]


def test_names_from_data_can_be_read_in_the_twin(shown):
    begin()
    forms.ask("99.1")
    assert EVIL in shown[0].data["text/plain"]


def test_how_to_answer_is_said_once(shown):
    remarks = [b.data["text/plain"].count("Answer in the app") for b in silent_bundles(shown)]
    assert sum(remarks) == remarks[0] == 1


def test_twins_give_nothing_away(shown):
    begin()
    for name in ("99.1", "99.2", "99.6"):
        forms.ask(name)
    forms.predict("99.p1")
    forms.quiz("01_one")
    told = str(shown)
    for secret in (
        SECRET,
        "31%",
        "May I show you",
        "Loud is not lost",
        "because A",
        "Debatable",
        "First.",
    ):
        assert secret not in told


def test_a_twin_offers_what_there_is_to_choose(shown):
    begin()
    forms.ask("99.5")
    assert "- x: ______\n- y: ______\nChoose from: keep · cut" in shown[0].data["text/plain"]


def test_an_answer_in_code_is_met_at_once_and_not_kept(shown, tmp_path):
    begin(tmp_path)
    forms.ask("99.1", answer=0.29)
    forms.ask("99.1", answer=...)
    assert "0.29 is for sales." in shown[0].data["text/plain"]
    assert "Not tried yet." in shown[1].data["text/plain"]
    assert os.listdir(tmp_path) == []


def test_silent_forms_ignore_and_leave_the_workbook(shown, tmp_path):
    clean = silent_bundles(shown)
    book = Workbook.open(tmp_path)
    book.record("99.1", "0.29", "wrong")
    book.predict("99.p1", 0.8)
    begin(tmp_path)
    every_form()
    assert [b.data for b in shown] == [b.data for b in clean]
    assert set(stored(tmp_path)["answers"]) == {"99.1"}


def test_a_prediction_is_followed_by_something_closed(shown):
    begin()
    forms.reveal("99.p1", figure(), ORDERS)
    assert shown[0].data["text/html"].startswith("<details>")
    assert "It is 31% of customers." in shown[0].data["text/plain"]
    assert "image/png" not in shown[0].data


def test_a_run_keeps_its_parameters_as_its_decision(shown, tmp_path, monkeypatch):
    monkeypatch.setattr(Case, "split", lambda self: object())
    begin(tmp_path)
    forms.decide("99.tiering", places="80", rank_by="profit", bonus=7)
    assert stored(tmp_path)["decisions"] == [
        {
            "step": 9,
            "name": "tiering",
            "value": {"rank_by": "profit", "places": 80},
            "allowed": {"rank_by": ["revenue", "profit"], "places": {"from": 0, "to": 400}},
            "reason": "",
            "mind": "",
            "committed": False,
        }
    ]
    assert "80,007" in shown[0].data["text/plain"]
    assert "a whole number from 0 to 400 places" in shown[0].data["text/plain"]


def test_without_hold_out_a_decision_is_recorded_and_said(shown, tmp_path):
    begin(tmp_path)
    forms.decide("99.tiering", places=3)
    assert "Recorded, not scored" in shown[0].data["text/plain"]
    assert stored(tmp_path)["decisions"][0]["value"]["places"] == 3


def test_a_run_out_of_range_is_refused_with_the_range(tmp_path):
    begin(tmp_path)
    with pytest.raises(
        PlainError, match=r"99\.tiering: places is “500”; allowed is a whole number from 0 to 400"
    ):
        forms.decide("99.tiering", places=500)
    assert os.listdir(tmp_path) == []


def test_exploring_silently_shows_the_first_figure(shown):
    begin()
    forms.explore(lambda table, n: figure(n), ORDERS, n=Between(1, 9, start=4))
    assert shown[0].data["text/plain"] == "The share is 4."
    forms.explore(lambda n: Missing("This section needs prices."), n=1)
    assert shown[1].data["text/plain"] == "This section needs prices."


@pytest.mark.parametrize("live", [False, True])
def test_a_case_without_the_table_gets_one_line(shown, live):
    begin(live=live, case=EMPTY)
    forms.ask("99.1")
    forms.predict("99.p1")
    for notice in shown:
        assert notice.metadata["ninesteps"]["kind"] == "notice"
        assert "orders" in notice.data["text/plain"]


def test_a_field_sheet_on_paper_has_lines_to_write_on(shown):
    begin()
    forms.sheet("01_one")
    text = shown[0].data["text/plain"]
    assert "Nickname: ______" in text
    assert text.count("One thing I will do: ______") == 2
    assert "We ranked them." in text
    assert text.count("Box 1") == 1


def test_recall_asks_about_the_action_where_there_was_one(shown):
    begin()
    forms.recall("02_two")
    forms.recall("01_one")
    assert "How did it go?" in shown[0].data["text/plain"]
    assert "How did it go?" not in shown[1].data["text/plain"]
    assert "The loud one." in shown[0].data["text/plain"] + "A"


def test_practice_lists_the_further_questions(shown):
    begin()
    forms.practice("99_more")
    assert "99.5" in shown[0].data["text/plain"]
    assert "99.7" in shown[0].data["text/plain"]
    assert "99.1" not in shown[0].data["text/plain"]


@pytest.mark.parametrize("name", dialogue.available())
def test_a_conversation_has_a_transcript_and_a_card(shown, name):
    begin()
    forms.talk(name)
    assert shown[0].metadata["ninesteps"]["kind"] == "conversation"
    told = shown[0].data["text/html"]
    before, card, played = told.split("<details><summary>")
    assert card.startswith("Role-play card</summary>")
    assert played.startswith("How it may go")
    assert "<em>" in before, "the scene can be read before anybody has said what one might answer"


def test_silent_forms_load_no_widgets():
    code = (
        "import sys; from helpers import forms; from helpers.workbook import Session, Workbook, start\n"
        "from helpers.case import Case; from pathlib import Path\n"
        "start(Session(Case(folder=Path(), name='x'), None, Workbook.open(None), False, ''))\n"
        "forms.explore(lambda n: __import__('pandas').DataFrame({'n': [n]}), n=3)\n"
        "assert 'ipywidgets' not in sys.modules and 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=files.ROOT, timeout=60)


@pytest.mark.parametrize(
    "sheet", [sheets.load(name) for name in sheets.available()], ids=lambda sheet: sheet.name
)
def test_every_field_sheet_of_the_course_holds(sheet):
    assert len({field.id for field in sheet.fields}) == len(sheet.fields)
    assert sheet.card


@pytest.mark.parametrize(
    "text", ["title = 1", "= x", SHEET.replace("label", "lable"), SHEET.replace('id = "why"', "")]
)
def test_a_field_sheet_that_does_not_hold_is_said(tmp_path, monkeypatch, text):
    monkeypatch.setattr(sheets, "available", lambda _folder: ["01_bad"])
    (tmp_path / "01_bad.toml").write_text(text)
    with pytest.raises(sheets.SheetError, match=r"01_bad\.toml"):
        LOAD("01_bad", folder=tmp_path)


def test_an_unknown_field_sheet_names_the_known_ones():
    with pytest.raises(sheets.SheetError, match="01_one and 02_two"):
        sheets.load("1")


# --- markdown ---


@pytest.mark.parametrize(
    ("markdown", "html", "text"),
    [
        ("**a** <b>", "<p><strong>a</strong> &lt;b&gt;</p>", "a <b>"),
        ("a &lt;b&gt; \\*", "<p>a &lt;b&gt; *</p>", "a <b> *"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "- a\n- b"),
        ("[x](javascript:alert)", '<p><a href="#harmful-link">x</a></p>', "x"),
    ],
)
def test_markdown_is_shown_and_never_obeyed(markdown, html, text):
    assert prose.html_of(markdown) == html
    assert prose.text_of(markdown) == text


@pytest.mark.parametrize("name", [EVIL, "A & B", "$5 and $6", "1. x", "`c`", "a_b_c", "|x|", "#1"])
def test_names_survive_markdown_as_they_are(name):
    assert prose.text_of(f"The account {show.markdown_safe(name)} buys.") == f"The account {name} buys."


# --- live: questions ---


def live(shown, tmp_path, make, *arguments, **options):
    begin(tmp_path, live=True)
    shown.clear()
    make(*arguments, **options)
    return shown[-1]


def test_a_wrong_answer_is_met_and_kept_and_the_right_one_too(shown, tmp_path):
    box = live(shown, tmp_path, forms.ask, "99.1")
    field = find(box, widgets.Text)[0]
    press(box, "Check")
    assert "Not tried yet" in said(box)
    assert not (tmp_path / "workbook.json").exists()
    field.value = "29%"
    press(box, "Check")
    assert "29% is for sales." in said(box)
    field.value = SECRET
    press(box, "Check")
    assert "ns-right" in said(box)
    assert stored(tmp_path)["answers"]["99.1"] == {
        "value": SECRET,
        "outcome": "right",
        "tries": 2,
        "first": "wrong",
    }


def test_enter_checks(shown, tmp_path):
    box = live(shown, tmp_path, forms.ask, "99.1")
    field = find(box, widgets.Text)[0]
    field.value = "0.29"
    field._handle_custom_msg({"event": "submit"}, [])
    assert "is for sales." in said(box)


def test_hints_and_solution_reach_the_browser_only_when_asked_for(shown, tmp_path):
    box = live(shown, tmp_path, forms.ask, "99.1")
    for secret in ("First.", "Second.", SECRET, "float(", "is for sales"):
        assert secret not in state(box)
    press(box, "Hint")
    assert "First." in state(box)
    assert "Second." not in state(box)
    press(box, "Hint")
    assert "Second." in state(box)
    press(box, "Solution")
    assert "return float(SECRET)" in state(box)
    assert not (tmp_path / "workbook.json").exists()


ANSWERS = {
    "99.1": ("0.29", SECRET),
    "99.2": ("a", "c"),
    "99.3": (["a", "b"], ["a", "c"]),
    "99.4": (["a", "b", "c"], ["c", "a", "b"]),
    "99.5": ({"x": "cut", "y": "cut"}, {"x": "keep", "y": "cut"}),
    "99.7": ({"x": "1", "y": "1"}, {"x": "1", "y": "2"}),
}


def fill(box, name, answer):
    """Give an answer as a person would, through the inputs on the page."""
    inputs = [w for w in everything(box) if hasattr(w, "value") and not isinstance(w, widgets.HTML)]
    if name == "99.3":
        for tick in inputs:
            tick.value = tick.description in answer
    elif isinstance(answer, str):
        inputs[0].value = answer
    else:
        for one, value in zip(inputs, answer.values() if isinstance(answer, dict) else answer, strict=True):
            one.value = value


@pytest.mark.parametrize("name", ANSWERS)
def test_every_kind_is_right_wrong_untried_and_restored(shown, tmp_path, name):
    wrong, right = ANSWERS[name]
    box = live(shown, tmp_path, forms.ask, name)
    press(box, "Check")
    assert "ns-untried" in said(box)
    fill(box, name, wrong)
    press(box, "Check")
    assert "ns-wrong" in said(box)
    fill(box, name, right)
    press(box, "Check")
    assert "ns-right" in said(box)
    assert stored(tmp_path)["answers"][name]["value"] == right
    again = live(shown, tmp_path, forms.ask, name)
    assert "ns-right" in said(again)
    press(again, "Check")
    assert stored(tmp_path)["answers"][name] == {
        "value": right,
        "outcome": "right",
        "tries": 3,
        "first": "wrong",
    }


def test_free_text_is_kept_then_compared(shown, tmp_path):
    box = live(shown, tmp_path, forms.ask, "99.6")
    press(box, "Keep and compare")
    assert "May I show you" not in state(box)
    find(box, widgets.Textarea)[0].value = "Let me show you"
    press(box, "Keep and compare")
    assert "May I show you" in said(box)
    assert "asks first" in said(box)
    again = live(shown, tmp_path, forms.ask, "99.6")
    assert find(again, widgets.Textarea)[0].value == "Let me show you"


def test_inputs_have_labels_and_buttons_words(shown, tmp_path):
    begin(tmp_path, live=True)
    every_form()
    inputs = [w for box in shown if isinstance(box, widgets.Widget) for w in everything(box)
              if hasattr(w, "description") and not isinstance(w, widgets.HTML)]  # fmt: skip
    assert len(inputs) > 40
    assert all(w.description.strip() for w in inputs)


def test_what_cannot_be_saved_is_said_beside_the_outcome(shown, tmp_path, monkeypatch):
    box = live(shown, tmp_path, forms.ask, "99.1")

    def full(path, text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_text", full)
    find(box, widgets.Text)[0].value = "0.29"
    press(box, "Check")
    assert "is for sales." in said(box)
    assert "No space left" in said(box)


def test_a_workbook_damaged_on_the_way_is_said(shown, tmp_path):
    box = live(shown, tmp_path, forms.ask, "99.1")
    (tmp_path / "workbook.json").write_text("{")
    find(box, widgets.Text)[0].value = "0.29"
    press(box, "Check")
    assert "workbook.damaged-1.json" in said(box)
    assert stored(tmp_path)["answers"]["99.1"]["outcome"] == "wrong"


def test_a_stale_answer_that_no_longer_fits_is_left_out(shown, tmp_path):
    book = Workbook.open(tmp_path)
    for name in ("99.2", "99.3", "99.4", "99.5"):
        book.record(name, {"gone": 1}, "wrong")
    for name in ("99.2", "99.3", "99.4", "99.5"):
        box = live(shown, tmp_path, forms.ask, name)
        assert "did not work" not in said(box)


# --- live: predictions, decisions, explorations ---


def test_what_follows_a_prediction_opens_on_commit_and_stays_open(shown, tmp_path):
    guess = live(shown, tmp_path, forms.predict, "99.p1")
    forms.reveal("99.p1", figure(), ORDERS)
    closed = shown[-1]
    assert "The share is" not in state(closed)
    assert "31%" not in state(closed)
    find(guess, widgets.Text)[0].value = "what?"
    press(guess, "That is my guess")
    assert "as a number" in said(guess)
    assert "The share is" not in state(closed)
    find(guess, widgets.Text)[0].value = "80%"
    press(guess, "That is my guess")
    assert "You said 80% of customers; it is" in said(closed)
    assert "The share is 0.5." in said(closed)
    assert find(guess, widgets.Text)[0].disabled
    assert stored(tmp_path)["predictions"] == {"99.p1": {"value": "80%"}}
    again = live(shown, tmp_path, forms.reveal, "99.p1", figure())
    assert "You said 80% of customers" in said(again)


def test_show_me_opens_without_a_guess_and_settles_it(shown, tmp_path):
    guess = live(shown, tmp_path, forms.predict, "99.p1")
    forms.reveal("99.p1", figure())
    press(shown[-1], "Show me")
    assert "The share is 0.5." in said(shown[-1])
    assert "You said" not in said(shown[-1])
    assert "You looked first" in said(guess)
    assert stored(tmp_path)["predictions"] == {"99.p1": {"value": None}}


@pytest.fixture
def scored(monkeypatch):
    monkeypatch.setattr(Case, "split", lambda self: object())


def test_the_first_commit_counts_and_later_ones_explore(shown, tmp_path, scored):
    box = live(shown, tmp_path, forms.decide, "99.tiering", places=80, bonus=7)
    press(box, "Commit")
    assert "A reason in one sentence" in said(box)
    assert "80,007" not in state(box)
    reason, mind = find(box, widgets.Textarea)
    reason.value, mind.value = "They leave us more.", "A bad winter."
    press(box, "Commit")
    assert "Committed" in said(box)
    assert "80,007" in said(box)
    find(box, widgets.IntText)[0].value = 500
    press(box, "not counted")
    assert "a whole number from 0 to 400 places" in said(box)
    find(box, widgets.IntText)[0].value = 20
    press(box, "not counted")
    assert "An exploration" in said(box)
    assert "20,007" in said(box)
    kept = stored(tmp_path)["decisions"]
    assert [(d["value"]["places"], d["reason"], d["mind"], d["committed"]) for d in kept] == [
        (80, "They leave us more.", "A bad winter.", True)
    ]
    again = live(shown, tmp_path, forms.decide, "99.tiering", places=5, bonus=7)
    assert "80,007" in said(again)
    assert find(again, widgets.IntText)[0].value == 80


def test_a_runs_parameters_do_not_stand_in_the_way_of_a_commit(shown, tmp_path, scored):
    begin(tmp_path)
    forms.decide("99.tiering", places=10)
    box = live(shown, tmp_path, forms.decide, "99.tiering", places=10)
    assert "Committed" not in said(box)
    for words in find(box, widgets.Textarea):
        words.value = "So."
    press(box, "Commit")
    assert stored(tmp_path)["decisions"][0]["committed"] is True


def test_exploring_draws_anew_and_never_breaks(shown, tmp_path):
    def draw(n):
        return figure(10 / (n - 5))

    box = live(shown, tmp_path, forms.explore, draw, n=Between(0, 9, start=6))
    slider = find(box, widgets.IntSlider)[0]
    assert "The share is 10.0." in said(box)
    slider.value = 5
    assert "ZeroDivisionError" in said(box)
    slider.value = 7
    assert "The share is 5.0." in said(box)
    assert "did not work" not in said(box)


def test_exploring_what_is_missing_says_what(shown, tmp_path):
    box = live(shown, tmp_path, forms.explore, lambda n: Missing("This section needs prices."), n=1)
    assert "This section needs prices." in said(box)


# --- live: sheets, quizzes, recall, conversations ---


def test_a_field_sheet_keeps_itself_and_fills_the_card(shown, tmp_path):
    box = live(shown, tmp_path, forms.sheet, "01_one")
    find(box, widgets.Text, "Nickname")[0].value = "the bakery"
    find(box, widgets.Textarea, "One thing")[0].value = f"Ring them. {EVIL}"
    find(box, widgets.Text, "Box 1")[0].value = "They pay."
    card = next(
        w.value
        for w in everything(box)
        if isinstance(w, widgets.HTML) and "ns-card" in w.value and "download" in w.value
    )
    assert "Ring them. &lt;script&gt;" in card
    assert "the bakery" not in card
    assert "They pay." not in card
    assert stored(tmp_path)["own_customer"] == {"nickname": "the bakery", "plan": {"01_one.why": "They pay."}}
    again = live(shown, tmp_path, forms.sheet, "01_one")
    assert find(again, widgets.Text, "Box 1")[0].value == "They pay."


def test_a_quiz_gives_reasons_and_counts_what_was_right_at_once(shown, tmp_path):
    box = live(shown, tmp_path, forms.quiz, "01_one")
    for secret in ("Loud is not lost", "Its own rhythm", "Debatable", "because A"):
        assert secret not in state(box)
    first, second = find(box, widgets.RadioButtons)
    press(box, "Check")
    assert "Choose one first" in said(box)
    first.value = "The loud one."
    press(box, "Check")
    assert "Loud is not lost. Choose again." in said(box)
    assert "Its own rhythm" not in said(box)
    first.value = "The silent one."
    press(box, "Check")
    assert "Its own rhythm broke." in said(box)
    assert "Debatable." in said(box)
    assert "Right first time" not in said(box)
    second.value = "A"
    find(box, widgets.Button, "Check")[1].click()
    assert "Right first time: 1 of 2." in said(box)
    again = live(shown, tmp_path, forms.quiz, "01_one")
    assert "Right first time: 1 of 2." in said(again)
    assert find(again, widgets.RadioButtons)[0].value == "The silent one."


def test_an_unmarked_quiz_keeps_and_says_nothing(shown, tmp_path):
    box = live(shown, tmp_path, forms.quiz, "00_zero")
    for choice in find(box, widgets.RadioButtons):
        choice.value = choice.options[0][1]
    for keep in find(box, widgets.Button, "Keep"):
        keep.click()
    assert "Nobody marks this" in said(box)
    assert "Loud is not lost" not in state(box)
    assert "ns-wrong" not in said(box)
    assert "Right first time" not in said(box)
    assert stored(tmp_path)["answers"]["00.q1"]["first"] == "wrong"


def test_recall_brings_back_what_was_missed_until_it_is_known(shown, tmp_path):
    Workbook.open(tmp_path).record("01.q1", "The loud one.", "wrong")
    from helpers.forms import quizzes as live_quizzes

    box = live(shown, tmp_path, forms.recall, "02_two")
    assert live_quizzes.missed("02_two") == {"01.q1"}
    asked = find(box, widgets.RadioButtons)
    item = next(i for i, choice in enumerate(asked) if "The silent one." in str(choice.options))
    asked[item].value = "The silent one."
    find(box, widgets.Button, "Check")[item].click()
    begin(tmp_path, live=True)
    assert live_quizzes.missed("02_two") == {"01.q1"}
    assert live_quizzes.missed("03_three") == set()
    find(box, widgets.Textarea, "How it went")[0].value = "They laughed."
    press(box, "Keep")
    again = live(shown, tmp_path, forms.recall, "02_two")
    assert find(again, widgets.Textarea, "How it went")[0].value == "They laughed."


def test_practice_shows_each_question(shown, tmp_path):
    live(shown, tmp_path, forms.practice, "99_more")
    assert len(shown) == 2


@pytest.mark.parametrize("name", dialogue.available())
def test_a_conversation_is_played_taken_back_and_restored(shown, tmp_path, name):
    box = live(shown, tmp_path, forms.talk, name)
    replies = [b for b in find(box, widgets.Button) if "ns-reply" in b._dom_classes]
    assert len(replies) >= 2
    replies[0].click()
    assert "What was heard" in said(box)
    assert stored(tmp_path)["conversations"][name]["path"] == [0]
    again = live(shown, tmp_path, forms.talk, name)
    assert "What was heard" in said(again)
    press(again, "Take back one turn")
    assert stored(tmp_path)["conversations"][name]["path"] == []
    press(again, "Take back one turn")
    assert "did not work" not in said(again)


@pytest.mark.parametrize("name", dialogue.available())
def test_a_conversation_can_be_played_to_its_end(shown, tmp_path, name):
    box = live(shown, tmp_path, forms.talk, name)
    for _turn in range(15):
        if compare := find(box, widgets.Button, "Compare"):
            mine = next(w for w in everything(box) if isinstance(w, widgets.Textarea))
            compare[0].click()
            assert "Write your line first" in said(box)
            mine.value = "My own line."
            compare[0].click()
        replies = [b for b in find(box, widgets.Button) if "ns-reply" in b._dom_classes]
        if not replies:
            break
        replies[0].click()
    assert stored(tmp_path)["conversations"][name]["done"]


def test_a_path_that_no_longer_exists_begins_anew(shown, tmp_path):
    for name in dialogue.available():
        Workbook.open(tmp_path).play(name, {"path": [9, 9], "words": {}})
        box = live(shown, tmp_path, forms.talk, name)
        assert "did not work" not in said(box)


def test_a_score_says_where_a_lead_comes_from() -> None:
    both = where_from(pd.Series({"goodbyes": 900.0, "ranking": 100.0}), "USD")
    assert "its goodbyes make USD 900, its better ranking USD 100. So 90% of it" in both
    lost = where_from(pd.Series({"goodbyes": -900.0, "ranking": 100.0}), "USD")
    assert lost.endswith("its goodbyes make USD −900, its better ranking USD 100.")
    table = pd.DataFrame({"policy": ["a"], "low": [1.0], "mid": [2.0], "high": [3.0]})
    html, text = static.score(table, "A & B.")
    assert text.endswith("\nA & B.")
    assert "A &amp; B." in html
