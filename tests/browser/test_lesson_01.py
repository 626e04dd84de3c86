"""Lesson 1 as people meet it: completed in the app without code or mouse, on a phone, and in JupyterLab.

Expected answers come from the case through helpers, as the lesson's own do.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import servers, visit
from playwright.sync_api import Browser, Locator, Page, expect

from helpers import dialogue, ipynb, parameters, targeting
from helpers import quiz as quizzes
from helpers.case import Case
from helpers.dialogue.engine import best_path
from helpers.exercises import Decision, Prediction, Question, find
from helpers.files import NOTEBOOKS
from helpers.forms import sheets
from helpers.forms.prose import text_of
from helpers.opening import opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "01_targeting"
ERRORS = "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"
# In an accessibility tree a control without a name stands with its role alone.
NAMELESS = re.compile(r"- (?:button|checkbox|combobox|radio|radiogroup|slider|spinbutton|textbox)(?! \")\b.*")
REASON = "A place pays where it changes what is still to come."
MIND = "Two of the first ten would have bought without us."
expect.set_options(timeout=30_000)
# Until a whole lesson has run, on a machine that does other things as well; in milliseconds.
SLOW = 180_000


@dataclass(frozen=True)
class Lesson:
    """The lesson open in the app, and the folder that keeps its workbook."""

    page: Page
    out: Path

    def form(self, label: str) -> Locator:
        return form(self.page, label)

    def workbook(self) -> Any:
        return json.loads((self.out / "workbook.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def case() -> Case:
    """The case that the lesson takes where nobody says otherwise."""
    return opened(defaults()["case"])


@pytest.fixture(scope="module")
def lesson(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    """The lesson in the app, opened from the list of lessons, with an empty workbook."""
    out = tmp_path_factory.mktemp("app")
    with servers() as serve, visit(chromium) as page:
        page.goto(serve("app", out))
        page.get_by_role("link", name="Choosing target customers").click()
        form(page, "Quiz").wait_for(timeout=SLOW)
        yield Lesson(page, out)


def form(page: Page, label: str) -> Locator:
    """The form under this small label."""
    return page.locator(".ns-form").filter(has=page.get_by_text(label, exact=True))


def press(where: Locator, name: str) -> None:
    where.get_by_role("button", name=name, exact=True).click()


def defaults() -> dict[str, Any]:
    """The lesson's parameters."""
    cell = next(c for c in ipynb.read(NOTEBOOKS / f"{NAME}.ipynb").cells if "parameters" in ipynb.tags(c))
    return {known.name: known.default for known in parameters.declared(cell.source)}


def percent(share: float) -> str:
    """A share as a learner types it."""
    return f"{100 * share:.3f}%"


# --- what can be seen, and by whom ---


def test_no_code_and_no_bench_is_seen(lesson: Lesson) -> None:
    text = lesson.page.inner_text("#rendered_cells")
    cells = ipynb.read(NOTEBOOKS / f"{NAME}.ipynb").cells
    bench = [cell for cell in cells if "analyst" in ipynb.tags(cell)]
    code = [line for cell in cells if cell.cell_type == "code" for line in cell.source.splitlines()]
    headings = [re.sub(r"^#+ ", "", cell.source.splitlines()[0]) for cell in bench if cell.source[0] == "#"]
    assert "The analyst's bench" in headings
    assert [line for line in [*code, *headings] if len(line) > 12 and line in text] == []
    assert lesson.page.locator("#rendered_cells .jp-Editor, #rendered_cells .highlight").count() == 0
    assert "Traceback" not in text
    assert lesson.page.title() in text, "the tab bears the title of the lesson"


def test_every_control_and_every_figure_has_a_name(lesson: Lesson) -> None:
    tree = lesson.page.locator("body").aria_snapshot()
    assert NAMELESS.findall(tree) == []
    assert '- radiogroup "Rank by"' in tree
    words = [image.get_attribute("alt") for image in lesson.page.locator("#rendered_cells img").all()]
    assert len(words) > 4
    assert all(alt and len(alt) > 20 for alt in words), "a figure's alt text is its sentence"
    assert lesson.page.locator("[title=null]:visible").count() == 0


def test_the_keyboard_goes_through_a_form_in_sight(lesson: Lesson) -> None:
    keyboard = lesson.page.keyboard
    number, table = lesson.form("Question 01.3"), lesson.form("Question 01.1")
    for asked, last in ((number, number.get_by_role("textbox")), (table, table.get_by_role("combobox").last)):
        last.focus()
        for name in ("Check", "Hint", "Solution"):
            keyboard.press("Tab")
            button = asked.get_by_role("button", name=name)
            expect(button).to_be_focused()
            style = button.evaluate("button => getComputedStyle(button).outline")
            assert re.search(r"solid [2-9]px", style), f"no outline round {name}: {style}"
    # A set of radio buttons is one stop, and the arrows move within it.
    rank = lesson.form("Decision 01.tiering").get_by_role("radiogroup").first
    rank.get_by_role("radio").first.focus()
    keyboard.press("ArrowDown")
    expect(rank.get_by_role("radio").nth(1)).to_be_checked()
    keyboard.press("ArrowUp")
    expect(rank.get_by_role("radio").first).to_be_checked()
    keyboard.press("Tab")
    expect(rank.get_by_role("radio").nth(1)).not_to_be_focused()


def test_on_a_phone_only_figures_and_tables_move_sideways(lesson: Lesson) -> None:
    lesson.page.set_viewport_size({"width": 400, "height": 800})
    wider = lesson.page.evaluate(
        """() => [...document.querySelectorAll("#rendered_cells, #rendered_cells .ns-form")]
            .filter(part => part.scrollWidth > part.clientWidth + 1)
            .map(part => part.innerText.slice(0, 80))"""
    )
    narrow = lesson.page.evaluate(
        """() => [...document.querySelectorAll(".ns-form :is(input[type=text], textarea, select)")]
            .filter(input => input.clientWidth < 100).length"""
    )
    lesson.page.set_viewport_size({"width": 1200, "height": 900})
    assert (wider, narrow) == ([], 0)


# --- the lesson completed ---


def test_a_trainee_completes_the_lesson_and_finds_it_all_again(lesson: Lesson, case: Case) -> None:
    guesses(lesson, case)
    mistake, right = answers_wrong_then_right(lesson, case)
    tries_a_plan(lesson)
    ending = plays_the_conversation(lesson, case)
    chosen = answers_a_quiz_item(lesson)
    filled = fills_the_field_sheet(lesson)
    decides(lesson, case)

    with lesson.page.expect_request("**/api/shutdown/*") as leaving:
        lesson.page.reload()
    lesson.form("Quiz").wait_for(timeout=SLOW)
    # The page before has asked for the end of its kernel; asking once more finds that there is none.
    token = next(c["value"] for c in lesson.page.context.cookies() if c["name"] == "_xsrf")
    assert lesson.page.request.post(leaving.value.url, form={"_xsrf": token}).status == 404

    said = text_of(find("01.p1", Prediction).compare("80%", case))
    expect(lesson.form("Before you look · 01.p1").get_by_role("textbox")).to_have_value("80%")
    expect(lesson.form("After your guess · 01.p1")).to_contain_text(said)
    expect(lesson.form("After your guess · 01.p1").get_by_role("img")).to_be_visible()
    expect(lesson.form("After your guess · 01.p2").get_by_role("img")).to_be_visible()
    expect(lesson.form("Question 01.3").get_by_role("textbox")).to_have_value(right)
    expect(lesson.form("Question 01.3").locator(".ns-right")).to_be_visible()
    expect(lesson.form("Conversation")).to_contain_text(ending)
    expect(lesson.form("Quiz").get_by_role("radio", name=chosen, exact=True)).to_be_checked()
    for label, words in filled.items():
        expect(lesson.form("Field sheet").get_by_label(label)).to_have_value(words)
    decision = lesson.form("Decision 01.tiering")
    expect(decision).to_contain_text("Committed: ")
    expect(decision.get_by_label("Because …")).to_have_value(REASON)
    expect(decision.get_by_role("table")).to_be_visible()

    commits_again(lesson)
    book = lesson.workbook()
    assert book["answers"]["01.3"] == {"value": right, "outcome": "right", "first": "wrong", "tries": 2}
    assert book["predictions"] == {"01.p1": {"value": "80%"}, "01.p2": {"value": None}}
    assert book["conversations"]["01_service"]["done"] is True
    assert list(book["notes"][NAME].values()) == list(filled.values())
    (taken,) = book["decisions"]
    assert taken["value"] == {"rank_by": "profit", "bottom": "cut_below_zero"}
    assert (taken["reason"], taken["mind"], taken["committed"]) == (REASON, MIND, True)
    assert mistake != right


def guesses(lesson: Lesson, case: Case) -> None:
    """The first prediction is a guess, at the second one looks."""
    closed = lesson.form("After your guess · 01.p1")
    expect(closed.get_by_role("img")).to_have_count(0)
    guess = lesson.form("Before you look · 01.p1")
    guess.get_by_role("textbox").fill("80%")
    guess.get_by_role("textbox").press("Enter")
    expect(closed).to_contain_text(text_of(find("01.p1", Prediction).compare("80%", case)))
    expect(closed.get_by_role("img")).to_be_visible()
    expect(guess.get_by_role("textbox")).to_be_disabled()

    press(lesson.form("After your guess · 01.p2"), "Show me")
    expect(lesson.form("After your guess · 01.p2").get_by_role("img")).to_be_visible()
    expect(lesson.form("Before you look · 01.p2")).to_contain_text("You looked first")


def answers_wrong_then_right(lesson: Lesson, case: Case) -> tuple[str, str]:
    """A mistake that has a name is met with its own message, then a hint, then the answer; gives both."""
    asked, here = find("01.3", Question), lesson.form("Question 01.3")
    wrong, right = percent(asked.mistakes(case)["the account's own share"]), percent(asked.right(case))
    here.get_by_role("textbox").press_sequentially(wrong)
    press(here, "Check")
    assert asked.check(wrong, case).mistake == "the account's own share"
    expect(here.locator(".ns-wrong")).to_contain_text(str(asked.check(wrong, case)))
    press(here, "Hint")
    expect(here).to_contain_text(text_of(asked.hint(1)))
    here.get_by_role("textbox").clear()
    here.get_by_role("textbox").press_sequentially(right)
    lesson.page.keyboard.press("Enter")
    expect(here.locator(".ns-right")).to_contain_text("Yes")
    return wrong, right


def tries_a_plan(lesson: Lesson) -> None:
    """Another plan, by keyboard, gives another picture with another sentence."""
    here = lesson.form("Try it")
    before = here.locator("figcaption").inner_text()
    here.get_by_role("radio").first.focus()
    for _turn in range(3):
        lesson.page.keyboard.press("ArrowDown")
    expect(here.get_by_role("radio").nth(3)).to_be_checked()
    expect(here.locator("figcaption")).not_to_have_text(before)
    expect(here.get_by_role("img")).to_have_attribute("alt", here.locator("figcaption").inner_text())


def plays_the_conversation(lesson: Lesson, case: Case) -> str:
    """The best way through, with words of one's own, one turn taken back; gives how the ending reads."""
    here, talk = lesson.form("Conversation"), dialogue.load("01_service")
    facts = {**dialogue.case_facts(talk, case), "places": defaults()["places"]}
    *turns, end = best_path(talk, facts)
    assert end.ending is not None
    for state, after in zip(turns, [*turns[1:], end], strict=True):
        expect(here).to_contain_text(state.line)
        if state.task:
            here.get_by_role("textbox").fill("We gave the places out by what each leaves us.")
            press(here, "Compare")
            expect(here).to_contain_text(state.task.model)
        here.locator(".ns-reply").nth(after.path[-1]).click()
    expect(here).to_contain_text(end.ending.reading)
    expect(here.locator(".ns-reply")).to_have_count(0)
    press(here, "Take back one turn")
    expect(here).to_contain_text(turns[-1].line)
    assert lesson.workbook()["conversations"]["01_service"]["path"] == list(turns[-1].path)
    here.locator(".ns-reply").nth(end.path[-1]).click()
    expect(here).to_contain_text(end.ending.reading)
    return end.ending.reading


def answers_a_quiz_item(lesson: Lesson) -> str:
    """A wrong option comes with its own reason; gives the option."""
    item = quizzes.load(NAME).items[0]
    here = lesson.form("Quiz").locator(".ns-item").first
    wrong = next(option for option in item.options if not option.right)
    here.get_by_role("radio", name=text_of(wrong.text), exact=True).check()
    press(here, "Check")
    expect(here.locator(".ns-wrong")).to_contain_text(text_of(wrong.why))
    expect(here).to_contain_text("Choose again.")
    return text_of(wrong.text)


def fills_the_field_sheet(lesson: Lesson) -> dict[str, str]:
    """Every field, of which the card shows what a manager may see; gives what stands in which."""
    here, sheet = lesson.form("Field sheet"), sheets.load(NAME)
    filled = {field.label: f"What I write in {field.id}" for field in sheet.fields}
    for label, words in filled.items():
        here.get_by_label(label).fill(words)
    press(here, "Keep")
    expect(here).to_contain_text("Kept on this machine.")
    for field in sheet.fields:
        shown = expect(here.get_by_role("article"))
        (shown.to_contain_text if field.on_card else shown.not_to_contain_text)(filled[field.label])
    return filled


def decides(lesson: Lesson, case: Case) -> None:
    """No commit without a reason; with one it is scored beside the baselines."""
    here = lesson.form("Decision 01.tiering")
    words = find("01.tiering", Decision).controls(case)
    here.get_by_role("radio", name=words["rank_by"].words("profit")).check()
    here.get_by_role("radio", name=words["bottom"].words("cut_below_zero")).check()
    press(here, "Commit: the first one counts")
    expect(here).to_contain_text("A reason in one sentence, please")
    expect(here.get_by_role("table")).to_have_count(0)
    here.get_by_label("Because …").fill(REASON)
    here.get_by_label("I would change my mind if …").fill(MIND)
    press(here, "Commit: the first one counts")
    expect(here).to_contain_text("Committed: ")
    rows = here.get_by_role("rowheader")
    expect(rows).to_have_count(1 + len(targeting.BASELINES))
    assert {"your plan", *targeting.BASELINES} == set(rows.all_inner_texts())


def commits_again(lesson: Lesson) -> None:
    """What comes after the first commit is an exploration."""
    here = lesson.form("Decision 01.tiering")
    here.get_by_role("radiogroup").first.get_by_role("radio").first.check()
    press(here, "Try another plan (not counted)")
    expect(here).to_contain_text("Your commit stands.")


# --- JupyterLab ---


def test_the_lesson_runs_in_jupyterlab(serve: Any, page: Page, case: Case, tmp_path: Path) -> None:
    course = NOTEBOOKS / f"{NAME}.ipynb"
    before = course.read_bytes()
    page.goto(re.sub(r"lessons/\w+\.ipynb", f"lessons/{NAME}.ipynb", serve("lab", tmp_path)))
    page.get_by_text(re.compile(r"Python 3.*\| Idle")).wait_for(timeout=SLOW)
    bench = page.get_by_role("heading", name="The analyst's bench")
    expect(bench).to_have_count(1)
    last = page.locator(".jp-CodeCell").last
    expect(last).to_contain_text("hand_over")
    expect(last).to_be_hidden()

    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    for sign in (r"\[\*\]:", r"\[\d+\]:"):  # waiting, done
        expect(last.locator(".jp-InputPrompt")).to_have_text(re.compile(sign), timeout=SLOW)
    assert (tmp_path / "tables" / "01_customers.csv").exists()
    assert page.locator(ERRORS).count() == 0
    assert "Traceback" not in page.inner_text(".jp-Notebook")

    here, asked = form(page, "Question 01.3"), find("01.3", Question)
    right = percent(asked.right(case))
    here.get_by_role("textbox").focus()
    page.keyboard.type(right)
    page.keyboard.press("Tab")
    expect(here.get_by_role("button", name="Check")).to_be_focused()
    page.keyboard.press("Enter")
    expect(here.locator(".ns-right")).to_contain_text("Yes")
    book = json.loads((tmp_path / "workbook.json").read_text(encoding="utf-8"))
    assert book["answers"]["01.3"]["value"] == right

    page.keyboard.press("Escape")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saving completed")).to_be_visible()
    assert "execution" in (tmp_path / "lessons" / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert course.read_bytes() == before, "JupyterLab saves into the learner's copy, not into the course"
