"""Quizzes: every file of the course holds, what does not hold is said, and recall asks the same each time."""

import pytest

from helpers import quiz
from helpers.quiz import QuizError

ITEM = """
[[item]]
id = "{id}"
kind = "concept"
text = "Which?"
options = [{{ text = "a", right = true, why = "yes" }}, {{ text = "b", right = false, why = "no" }}]
"""
GOOD = ITEM.format(id="01.q1")


@pytest.fixture
def folder(tmp_path):
    """Five lessons of three items; that of lesson 0 is unmarked."""
    for number in range(5):
        items = "".join(ITEM.format(id=f"0{number}.q{n}") for n in (1, 2, 3))
        head = "marked = false\n" if number == 0 else ""
        (tmp_path / f"0{number}_lesson.toml").write_text(head + items, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", quiz.available())
def test_every_quiz_of_the_course_holds(name):
    loaded = quiz.load(name)
    assert all(item.id.startswith(name[:2]) for item in loaded.items)
    if loaded.marked:
        assert 8 <= len(loaded.items) <= 12
        scenarios = sum(item.kind == "scenario" for item in loaded.items)
        # The source's own items are what they are.
        assert scenarios * 2 >= len(loaded.items) or all(item.source for item in loaded.items)


def test_the_right_option_does_not_give_itself_away_by_its_place():
    for name in quiz.available():
        places = [[o.right for o in item.options].index(True) for item in quiz.load(name).items]
        assert len(set(places)) > 1


def test_an_item_marks():
    item = quiz.read(GOOD, name="x").items[0]
    assert (item.mark("a"), item.mark("b"), item.mark("c")) == ("right", "wrong", "wrong")
    assert item.option("a").why == "yes"
    assert item.option(None) is None


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("", r"x\.toml: there is no \[\[item\]\]"),
        ("= nothing", "cannot be read as TOML"),
        (GOOD + GOOD, r"the id 01\.q1 stands twice"),
        (GOOD.replace("concept", "riddle"), r"01\.q1: kind is scenario or concept"),
        (GOOD.replace('text = "Which?"', ""), r"01\.q1: text is missing"),
        (GOOD.replace('id = "01.q1"', ""), "item 1: id is missing"),
        (GOOD.replace("right = true", "right = false"), "here 0 are"),
        (GOOD.replace("right = false", "right = true"), "here 2 are"),
        (GOOD.replace('text = "b"', 'text = "a"'), "an option stands twice"),
        (GOOD.replace(', why = "no"', ""), "each option has text, right"),
        (GOOD.replace("options = [", "choices = ["), "nothing is called choices"),
        (GOOD.replace("options = [", "choices = ["), "two options at least"),
        ('mark = "no"\n' + GOOD, "nothing is called mark"),
        ('marked = "no"\n' + GOOD, "marked is true or false"),
    ],
)
def test_what_does_not_hold_is_said(text, finding):
    with pytest.raises(QuizError, match=finding):
        quiz.read(text, name="x")


def test_an_argued_item_may_have_two_keys():
    argued = quiz.read(GOOD.replace("right = false", "right = true") + "argued = true\n", name="x").items[0]
    assert argued.mark("a") == argued.mark("b") == "right"


def test_an_unknown_quiz_names_the_known_ones(folder):
    with pytest.raises(QuizError, match="01_lesson"):
        quiz.load("1", folder=folder)


def ids(items):
    return [item.id for item in items]


def test_recall_asks_one_of_the_last_lesson_and_one_of_two_or_three_back(folder):
    last, back = ids(quiz.recall("04_lesson", folder=folder))
    assert last.startswith("03.")
    assert back.startswith(("01.", "02."))


def test_recall_asks_what_was_missed_and_not_twice(folder):
    usual = ids(quiz.recall("04_lesson", folder=folder))
    assert ids(quiz.recall("04_lesson", {"01.q1", "02.q2"}, folder=folder))[2:] in (["01.q1"], ["02.q2"])
    assert ids(quiz.recall("04_lesson", set(usual), folder=folder)) == usual


def test_recall_is_the_same_each_time_and_moves_on_from_lesson_to_lesson(folder):
    assert quiz.recall("04_lesson", folder=folder) == quiz.recall("04_lesson", folder=folder)
    first = {ids(quiz.recall(f"0{n}_lesson", folder=folder))[0][-1] for n in (2, 3, 4)}
    assert len(first) == 3


def test_the_first_lessons_have_less_to_recall(folder):
    assert quiz.recall("00_lesson", folder=folder) == []
    assert quiz.recall("01_lesson", {"00.q1"}, folder=folder) == []
    assert len(quiz.recall("02_lesson", folder=folder)) == 1
