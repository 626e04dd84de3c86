"""The engine: what people type is read, right is told from wrong, and every mistake meets its own message."""

import math
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import exercises
from helpers.case import Case
from helpers.exercises import (
    Between,
    Mistake,
    OneOf,
    Question,
    decision,
    every,
    find,
    get,
    prediction,
    question,
    reading,
    validate,
)
from helpers.exercises import items as registry
from helpers.exercises.controls import control
from helpers.exercises.items import MODULES, CannotSayError, Item
from helpers.exercises.marking import quantity
from helpers.exercises.reading import UnreadableError
from helpers.files import MERIDIAN
from helpers.missing import PlainError

ORDERS = pd.DataFrame(
    {
        "order_id": ["1", "2"],
        "customer_id": ["a", "b"],
        "ordered_at": pd.to_datetime(["2026-01-01", "2026-02-01"]),
        "quantity": [1.0, 2.0],
        "unit_price": [10.0, 20.0],
    }
)
CASE = Case(folder=Path(), name="Test", currency="USD", tables={"orders": ORDERS}, named={"a": "<b>A*B_</b>"})
EMPTY = Case(folder=Path(), name="Test", currency="USD", tables={})


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    """Questions of these tests never stay behind."""
    monkeypatch.setattr(registry, "_items", dict(registry._items))


def ask(kind, *, unit="", needs=(), name="99.1", **written):
    author = type("Author", (), {"__doc__": "What **share** of it?", **written})
    return question(name, step=9, kind=kind, unit=unit, needs=needs)(author)


def share(**more):
    written = {
        "tolerance": 0.005,
        "answer": lambda case: 0.41,
        "misconceptions": {
            "sales, not profit": Mistake(value=lambda case: 0.29, says="{given} is the share for sales."),
            "counted customers": Mistake(value=lambda case, right: right * 1000, says="{given} is a count."),
        },
        "hints": ("Which column?", "Where does it pass 0.8?"),
        **more,
    }
    return ask("number", unit="share of customers", needs=("orders",), **written)


# --- what people type ---

NUMBERS = {
    0.29: [
        "29%",
        "29 %",
        "0.29",
        ".29",
        "0,29",
        "２９％",
        "０．２９",
        "about 29%",
        "~0.29",
        0.29,
        np.float64(0.29),
    ],
    0.123: ["0,123", "0.123", "12.3%"],
    0.2: ["1/5", "1 / 5", Fraction(1, 5)],
    1234: ["1,234", "1 234", "1\u00a0234", "1\u202f234", "1’234", "1234.", "1,234 customers", np.int64(1234)],
    1234567.8: ["1,234,567.8", "1.234.567,8", "1 234 567,8"],
    1234567: ["1.234.567", "1,234,567", "１，２３４，５６７"],
    12.5: ["12,5", "12.5", "+12.5", "USD 12.50"],
    -3: ["-3", "−3", "- 3", -3],
    1.2e6: ["USD 1.2 million", "1.2m", "1,200k", "120万"],
    45300: ["$45,300", "¥45.3千", "45.3 thousand"],
}


@pytest.mark.parametrize(
    ("value", "typed"), [(value, typed) for value, ways in NUMBERS.items() for typed in ways]
)
def test_numbers_are_read_as_people_write_them(value, typed):
    assert reading.number(typed) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    "typed",
    [
        "x",
        "1.2.3",
        "1,2,3",
        "1,23,456",
        "12 5",
        "1/0",
        "%",
        "--3",
        "nan",
        math.inf,
        True,
        [1],
        {},
        "29%%",
        "1e3e",
    ],
)
def test_what_is_no_number_is_said_so(typed):
    with pytest.raises(UnreadableError, match="as a number"):
        reading.number(typed)


@given(st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 4)))
def test_a_number_written_in_any_of_the_usual_ways_is_the_same_number(value):
    english = f"{value:,.4f}"
    german = english.translate(str.maketrans(",.", ".,"))
    french = english.replace(",", "\u202f").replace(".", ",")
    for text in (english, german, french, f"{value * 100:.4f}%"):
        assert reading.number(text) == pytest.approx(value, abs=1e-6)


@given(st.text())
def test_no_text_breaks_the_reader(text):
    outcome = share().check(text, CASE)
    assert outcome.kind in {"right", "wrong", "untried"}
    assert len(outcome.message) < 1500


@pytest.mark.parametrize(
    "nothing", [None, ..., "", "  ", "____", "\u3000", [], {}, {"a": ""}, ["", None], float("nan")]
)
def test_nothing_answered_is_blank(nothing):
    assert reading.blank(nothing)
    assert share().check(nothing, CASE).kind == "untried"


def test_zero_and_false_are_answers():
    assert not reading.blank(0)
    assert not reading.blank(False)


def test_options_are_found_by_text_and_by_number():
    options = ("Keep them", "Cut wood")
    assert reading.one_of(" keep  THEM", options) == "Keep them"
    assert reading.one_of("2", options) == reading.one_of(2.0, options) == "Cut wood"
    with pytest.raises(UnreadableError, match="“Keep them” and “Cut wood”"):
        reading.one_of("3", options)
    assert reading.several("cut wood; Keep them", options) == options


def test_a_ranking_must_be_whole():
    assert reading.ranking("c > a > b", "abc") == ("c", "a", "b")
    with pytest.raises(UnreadableError, match="“a” stands twice"):
        reading.ranking(["a", "a", "b"], "abc")
    with pytest.raises(UnreadableError, match="lacks “c”"):
        reading.ranking(["a", "b", ""], "abc")


# --- right, wrong, untried ---


@pytest.mark.parametrize("answer", [0.41, "41%", "0,41", "０．４１", 0.4149, np.float64(0.41)])
def test_right(answer):
    assert share().check(answer, CASE).kind == "right"


@pytest.mark.parametrize(
    ("answer", "mistake", "words"),
    [
        (0.29, "sales, not profit", "0.29 is the share for sales."),
        ("29%", "sales, not profit", "29% is the share for sales."),
        (410, "counted customers", "410 is a count."),
        (0.419, None, "Very close"),
        (0.43, None, "rounding does not explain"),
        ("41", None, "per cent"),
        (62, None, "Write it as per cent"),
        (0.0041, None, "hundredth"),
        (0.9, None, "90% of customers is not what these data say"),
    ],
)
def test_wrong_says_why(answer, mistake, words):
    outcome = share().check(answer, CASE)
    assert (outcome.kind, outcome.mistake) == ("wrong", mistake)
    assert words in str(outcome)


def test_a_message_never_gives_the_answer_away():
    for answer in (0.29, 0.9, 0.1, 5, "41"):
        assert "0.41" not in str(share().check(answer, CASE))
        assert "41%" not in str(share().check(answer, CASE))


def test_the_right_answer_wins_over_a_misconception_that_coincides():
    both = share(
        misconceptions={"same here": Mistake(value=0.412, says="no"), "other": Mistake(value=1, says="no")}
    )
    assert both.check(0.41, CASE).kind == "right"
    assert both.check(0.414, CASE).kind == "right"


def test_the_nearest_misconception_is_named():
    close = share(
        misconceptions={"far": Mistake(value=0.704, says="far"), "near": Mistake(value=0.7, says="near")}
    )
    assert close.check(0.7001, CASE).mistake == "near"


def test_a_case_without_the_table_says_what_it_takes():
    outcome = share().check(0.41, EMPTY)
    assert outcome.kind == "untried"
    assert "orders" in outcome.message


def test_a_case_without_the_column_says_which():
    asked = ask("number", needs=("orders", "orders.unit_cost"), answer=lambda case: 1)
    assert "unit" in asked.check(1, CASE).message
    assert asked.check(1, CASE).kind == "untried"


@pytest.mark.parametrize(
    "answer", [lambda case: 1 / 0, lambda case: case.nothing, lambda case: float("nan"), lambda case: None]
)
def test_a_failing_answer_is_a_sentence(answer):
    outcome = share(answer=answer).check(0.41, CASE)
    assert outcome.kind == "untried"
    assert "99.1" in str(outcome)
    assert "on these data" in share(answer=answer).solution(CASE)


def test_a_failing_misconception_never_spoils_the_check():
    asked = share(
        misconceptions={
            "broken": Mistake(value=lambda case: 1 / 0, says=""),
            "b": Mistake(value=0.2, says="b"),
        }
    )
    assert asked.check(0.41, CASE).kind == "right"
    assert asked.check(0.2, CASE).mistake == "b"


def test_without_an_open_case_the_check_says_so(monkeypatch):
    from helpers.workbook import sessions

    monkeypatch.setattr(sessions, "_sessions", [])
    assert "Open a case first" in str(share().check(0.41))


def test_choice():
    asked = ask(
        "choice",
        options=("sales", "profit", "orders"),
        answer=lambda case: "profit",
        misconceptions={"big": Mistake(value="sales", says="Big is not good.")},
    )
    assert asked.check("Profit", CASE).kind == "right"
    assert asked.check(1, CASE).mistake == "big"
    assert "orders" in asked.check("orders", CASE).message
    assert asked.check("costs", CASE).kind == "untried"


def test_choices_count_what_belongs_without_naming_it():
    asked = ask("choices", options=("a", "b", "c", "d"), answer=lambda case: {"a", "b"})
    assert asked.check(["b", "a"], CASE).kind == "right"
    assert str(asked.check(["a", "c"], CASE)) == "1 of your 2 belong. Something is still missing."
    assert str(asked.check(["a", "b", "c"], CASE)) == "2 of your 3 belong. You ticked more than belongs."


def test_a_ranking_names_the_first_place_that_differs():
    asked = ask(
        "ranking",
        options=("a", "b", "c"),
        answer=lambda case: ["c", "a", "b"],
        misconceptions={"as they stand": Mistake(value=("a", "b", "c"), says="Alphabet.")},
    )
    assert asked.check("c, a, b", CASE).kind == "right"
    assert asked.check(["a", "b", "c"], CASE).mistake == "as they stand"
    assert "“b” is not the first" in str(asked.check(["b", "a", "c"], CASE))
    assert "place 1" in str(asked.check(["c", "b", "a"], CASE))


def table(**more):
    answer = {"Nordhaus": "keep", "Kestrel": "raise", "Hoshino": "keep"}
    return ask(
        "table",
        rows=tuple(answer),
        options=("keep", "raise", "cut"),
        answer=lambda case: answer,
        misconceptions={
            "cut below zero": Mistake(value={"Kestrel": "cut"}, says="First ask why."),
            "keep all": Mistake(value=dict.fromkeys(answer, "keep"), says="All?"),
        },
        **more,
    )


def test_a_table_counts_rows_and_names_one():
    wrong = table().check({"Nordhaus": "cut", "Kestrel": "raise", "Hoshino": "keep"}, CASE)
    assert str(wrong) == "2 of 3 rows are right. Look first at “Nordhaus”."


def test_the_first_row_or_place_that_differs_may_say_why():
    because = {"Nordhaus": "He pays in {days} days."}
    asked = table(because=because, facts=lambda case: {"days": 9})
    wrong = asked.check({"Nordhaus": "cut", "Kestrel": "raise", "Hoshino": "keep"}, CASE)
    assert str(wrong).endswith("Look first at “Nordhaus”. He pays in 9 days.")
    ranked = ask("ranking", options=("a", "b"), answer=lambda case: ["b", "a"], because={"a": "It can wait."})
    assert str(ranked.check(["a", "b"], CASE)) == "Begin at the top: “a” is not the first. It can wait."
    assert any("“z”" in line for line in validate(table(because={"z": "Nobody."}), CASE))


def test_a_mistake_in_a_table_is_seen_beside_other_errors():
    outcome = table().check({"Nordhaus": "cut", "Kestrel": "cut", "Hoshino": "keep"}, CASE)
    assert outcome.mistake == "cut below zero"


def test_a_table_half_filled_is_not_tried_yet():
    outcome = table().check({"Nordhaus": "keep", "Kestrel": "", "Hoshino": None}, CASE)
    assert outcome.kind == "untried"
    assert "“Kestrel” and “Hoshino”" in str(outcome)


def test_a_table_of_numbers_has_a_tolerance():
    asked = ask(
        "table", unit="share", rows=("a", "b"), tolerance=0.01, answer=lambda case: {"a": 0.5, "b": 1}
    )
    assert asked.check({"a": "50%", "b": "1.005"}, CASE).kind == "right"
    assert "“b”" in str(asked.check({"a": 0.5, "b": 0.2}, CASE))
    assert "50 would be 5,000%" in str(asked.check({"a": 50, "b": 1}, CASE))


def test_free_text_is_never_marked():
    asked = ask("text", rubric=("names the cost", "asks, does not tell"), model="May I show you …")
    outcome = asked.check("you cost us money", CASE)
    assert outcome.kind == "untried"
    assert "names the cost" in asked.model(CASE)
    assert "May I show you" in asked.solution(CASE)


# --- words ---


def test_names_from_data_are_text_not_markup():
    asked = share(facts=lambda case: {"name": case.named["a"], "n": 3012})
    author = type("A", (), {**vars(asked.author), "__doc__": "Of {n:,}, **{name}**?"})
    asked = question("99.2", step=9, kind="number")(author)
    assert asked.text(CASE) == r"Of 3,012, **&lt;b&gt;A\*B\_&lt;/b&gt;**?"


def test_what_was_typed_is_quoted_as_text():
    assert "<script>" not in share().check("<script>alert(1)</script>", CASE).message


def test_hints_come_one_by_one_and_stay_at_the_last():
    asked = share()
    assert "1 of 2. Which column?" in asked.hint()
    assert asked.hint(2) == asked.hint(9)
    assert "no hint" in ask("number", answer=lambda case: 1).hint()


def test_the_solution_is_the_source_of_the_very_function_that_checks():
    class Solved:
        """How many?"""

        def answer(case):  # noqa: N805 – as authors write it
            return len(case.tables["orders"]) * 21

    asked = question("99.3", step=9, kind="number", unit="rows")(Solved)
    assert "**42 rows**" in asked.solution(CASE)
    assert 'return len(case.tables["orders"]) * 21' in asked.solution(CASE)
    assert asked.solution(CASE).count("    return") == 1
    assert asked.worked_out(CASE) == "On these data: **42 rows**."


def test_the_way_to_the_answer_is_told_in_words():
    by_hints = share(hints=("Add {all} of them.", "targeting.top_share(customers)"))
    assert by_hints.worked_out(CASE) == "On these data: **41% of customers**. Add {all} of them."
    told = share(worked="{n} of 100: {value}.", facts=lambda case: {"n": 41})
    assert told.worked_out(CASE).endswith("41 of 100: 41% of customers.")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.2895, "share of sales", "28.9% of sales"),
        (0.29, "share", "29%"),
        (3.5, "months", "3.5 months"),
        (-45300.0, "money", "USD −45,300"),
        (12.0, "", "12"),
    ],
)
def test_quantities_are_said_with_their_unit(value, unit, words):
    assert quantity(value, unit, "USD") == words


# --- what authors get wrong ---


def test_a_misspelt_field_is_refused():
    with pytest.raises(ValueError, match="misconception in a question"):
        ask("number", answer=lambda case: 1, misconception={})


def test_an_unknown_kind_and_a_missing_text_are_refused():
    with pytest.raises(ValueError, match="no kind “nummer”"):
        ask("nummer")
    with pytest.raises(ValueError, match="docstring"):
        question("99.9", step=9, kind="number")(type("Mute", (), {"__doc__": None}))


def test_an_id_is_taken_once_but_a_module_may_be_loaded_again():
    first = share()
    question("99.1", step=9, kind="number")(first.author)
    with pytest.raises(ValueError, match=r"99\.1 stands twice"):
        question("99.1", step=9, kind="number")(type("Other", (), {"__doc__": "x"}))


def test_an_unknown_id_names_near_ones():
    share()
    with pytest.raises(PlainError, match=r"Near it: .*99\.1"):
        get("99.11")


def test_a_prediction_is_not_a_question():
    prediction("99.p1", step=9)(type("P", (), {"__doc__": "x", "answer": lambda case: 1}))
    with pytest.raises(PlainError, match=r"99\.p1 is a prediction, not a question"):
        get("99.p1")


@pytest.mark.parametrize(
    ("written", "finding"),
    [
        ({"misconceptions": {"one": Mistake(value=0.1, says="")}}, "two misconceptions"),
        (
            {"misconceptions": {"a": Mistake(value=0.412, says=""), "b": Mistake(value=1, says="")}},
            "leads to the right answer",
        ),
        (
            {"misconceptions": {"a": Mistake(value=0.2, says=""), "b": Mistake(value=0.2, says="")}},
            "is met as",
        ),
        (
            {"misconceptions": {"a": Mistake(value="?", says=""), "b": Mistake(value=1, says="")}},
            "nothing that can be read",
        ),
        ({"hints": ()}, "hints"),
    ],
)
def test_validate_finds(written, finding):
    assert any(finding in line for line in validate(share(**written), CASE))


def test_validate_is_content_with_a_good_question():
    assert validate(share(), CASE) == []
    assert validate(table(hints=("h",)), CASE) == []


def test_validate_wants_rankings_shuffled():
    ordered = ask("ranking", options=("a", "b"), answer=lambda case: ["a", "b"], hints=("h",))
    assert any("right order" in line for line in validate(ordered, CASE))


# --- predictions and decisions ---


def test_a_prediction_compares_and_never_marks():
    written = {"__doc__": "What share?", "answer": lambda case: 0.29}
    guess = prediction("99.p2", step=9, unit="share of customers")(type("P", (), written))
    assert guess.compare("80%", CASE) == "You said 80% of customers; it is **29% of customers**."
    assert guess.compare(None, CASE) == "It is **29% of customers**."


def tiering(score=None, **more):
    author = type("D", (), {"__doc__": "Whom?", **({"score": score} if score else {}), **more})
    allowed = {
        "rank_by": ("revenue", "profit"),
        "places": Between(0, 400, unit="places"),
        "lift": Between(0.0, 1.0, 0.05),
    }
    return decision("99.tiering", step=9, allowed=allowed)(author)


def test_a_decision_reads_its_parameters():
    value = tiering().read({"places": "80", "rank_by": "profit"}, CASE)
    assert value == {"rank_by": "profit", "places": 80, "lift": 0.0}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"places": 500}, "a whole number from 0 to 400 places"),
        ({"places": 1.5}, "whole number"),
        ({"rank_by": "luck"}, "allowed is revenue and profit"),
        ({"colour": 1}, "there are rank_by, places and lift"),
    ],
)
def test_out_of_range_is_refused_with_what_is_allowed(value, words):
    with pytest.raises(UnreadableError, match=words):
        tiering().read(value, CASE)


def test_parameters_that_are_not_decided_are_assumed():
    decided, assumed = tiering().parts({"places": 3, "cost_per_place": 9000}, CASE)
    assert (decided, assumed) == ({"places": 3}, {"cost_per_place": 9000})


def test_a_decision_without_hold_out_is_recorded_not_scored():
    assert "Recorded, not scored" in tiering(lambda case, value: None).worth({}, CASE)


def test_a_decision_that_other_people_judge_needs_no_orders():
    rows = [{"policy": "your plan", "low": 1, "mid": 2, "high": 3}]
    author = type("Author", (), {"__doc__": "Where?", "score": lambda case, value: rows})
    where = decision("99.people", step=9, allowed={"places": Between(0, 9)}, held_out="people")(author)
    assert where.worth({"places": 3}, CASE)["mid"].tolist() == [2]


def test_a_decision_is_scored_on_held_out_orders(monkeypatch):
    monkeypatch.setattr(Case, "split", lambda self: object())
    rows = [{"policy": "your plan", "low": 1, "mid": 2, "high": 3, "more": 0}]
    scored = tiering(lambda case, value: pd.DataFrame(rows)).worth({"places": 3}, CASE)
    assert scored.columns.tolist() == ["policy", "low", "mid", "high"]
    assert "ZeroDivisionError" in tiering(lambda case, value: 1 / 0).worth({}, CASE)


@pytest.mark.parametrize(
    ("spec", "first"), [(80, 80), (0.2, 0.2), (("x", "y"), "x"), ({"x": "Ex"}, "x"), (Between(1, 9), 1)]
)
def test_controls_start_where_they_should(spec, first):
    assert control(spec, name="n").first == first
    assert control(spec, name="n").read(first) == first


def test_one_of_is_read_by_value_and_by_words():
    assert (
        OneOf({"cut_wood": "cut wood"}).read("Cut wood")
        == OneOf({"cut_wood": "cut wood"}).read("cut_wood")
        == "cut_wood"
    )


# --- every question of every lesson, on the sample ---


@pytest.fixture(scope="module")
def sample():
    from helpers.case import read_case

    if not (MERIDIAN / "case.toml").exists():
        pytest.skip("data/meridian is not there yet: make market")
    return read_case(MERIDIAN)


@pytest.mark.parametrize("name", sorted(every(Question)))
def test_every_question_accepts_its_solution_and_meets_its_mistakes(name, sample):
    asked = find(name, Question)
    assert validate(asked, sample) == []
    assert asked.text(sample)
    assert asked.kind == "text" or asked.source in asked.solution(sample)


@pytest.mark.parametrize("name", sorted(every(Question)))
def test_every_question_stays_calm_on_a_case_without_tables(name):
    asked = find(name, Question)
    for answer in (1, "x", {"a": 1}, ["a"]):
        kind = asked.check(answer, EMPTY).kind
        assert kind in {"untried", "wrong"} or not asked.needs


@pytest.mark.parametrize("name", sorted(every(exercises.Prediction)))
def test_every_prediction_has_its_truth(name, sample):
    guess = find(name, exercises.Prediction)
    assert "**" in guess.compare(None, sample)
    assert guess.right(sample) is not None


@pytest.mark.parametrize("name", sorted(every(exercises.Decision)))
def test_every_decision_may_stand_at_its_first_values(name, sample):
    choice = find(name, exercises.Decision)
    value = choice.read({}, sample)
    assert choice.words(value, sample)
    with pytest.raises((CannotSayError, UnreadableError)):
        choice.read({"no such parameter": 1}, sample)


# --- where items are found ---


@pytest.mark.parametrize("number", sorted(MODULES))
def test_the_items_of_a_lesson_stand_where_it_says(number):
    ours = f"helpers.exercises.{MODULES[number]}"
    authors = [item.author.__module__ for item in every(Item, lesson=number).values()]
    assert all(author.startswith(ours) for author in authors if author.startswith("helpers."))


def test_every_module_with_items_belongs_to_a_lesson():
    folder = Path(exercises.__file__).parent
    mark = re.compile(r"^@(question|prediction|decision)\(", re.MULTILINE)
    authors = {path.parent.name for path in folder.glob("*/*.py") if mark.search(path.read_text("utf-8"))}
    assert "targeting" in authors
    assert authors <= set(MODULES.values())


def test_a_lesson_waits_for_no_questions_but_its_own():
    code = (
        "import sys; from helpers.exercises import Question, every, get;"
        "get('01.1'); every(Question, lesson='01');"
        "print(*[name for name in sys.modules if name.startswith('helpers.exercises.')])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    others = {f"helpers.exercises.{name}" for number, name in MODULES.items() if number != "01"}
    assert not others & set(loaded.split())
