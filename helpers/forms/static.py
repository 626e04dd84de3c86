"""Silent twins: each form as one display, the same every time, without its answers."""

import html
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from helpers import show
from helpers.exercises import Decision, Outcome, Prediction, Question
from helpers.exercises.marking import Frame
from helpers.forms import sheets
from helpers.forms.prose import STYLE, folded, html_of, text_of
from helpers.quiz import Quiz, QuizItem
from helpers.show import NO_MATH, Bundle
from helpers.words import _
from helpers.workbook import session


def twin(label: str, *parts: str, name: str, kind: str = "form", extra: tuple[str, str] = ("", "")) -> Bundle:
    """A form on paper: a small label, then parts in markdown. extra: more of it as HTML and as plain text."""
    lines = [text_of(part) for part in parts if part] + ([extra[1]] if extra[1] else [])
    body = "\n".join(html_of(part) for part in parts if part)
    remark, style = _once()
    data = {
        "text/html": f'{style}<section class="ns-form {NO_MATH}">'
        f'<p class="ns-small">{html.escape(label)}</p>\n'
        f"{body}{extra[0]}{html_of(remark)}</section>",
        "text/plain": "\n".join([label, *lines, *([text_of(remark)] if remark else [])]),
    }
    return Bundle(data, {"ninesteps": {"kind": kind, "id": name}})


def notice(reason: str) -> Bundle:
    """One line in the place of a form that this case has nothing for."""
    return show.noticed(session().shortly(reason))


def ask(asked: Question, outcome: Outcome | None) -> Bundle:
    """The question, what there is to choose from and, where it was answered in code, what became of that."""
    case = session().case
    rubric = "\n".join(f"- {line}" for line in asked.own("rubric", ()))
    said = outcome.message if outcome else ""
    label = _("Question {id}").format(id=asked.id)
    return twin(label, asked.text(case), _offered(asked.kind, asked.frame(case)), rubric, said, name=asked.id)


def predict(guess: Prediction) -> Bundle:
    """What is to be guessed."""
    case = session().case
    label = _("Prediction {id}").format(id=guess.id)
    return twin(label, guess.text(case), _offered(guess.kind, guess.frame(case)), name=guess.id)


def reveal(guess: Prediction, things: Sequence[show.Showable]) -> Bundle:
    """What was to be guessed, then figures and tables, folded; its kind is that of the first of them."""
    truth = text_of(guess.compare(None, session().case))
    shown = show.closed_bundle(_("Open this after your guess"), truth, *things)
    kind = "table" if things and isinstance(things[0], pd.DataFrame) else "figure"
    return shown._replace(metadata={"ninesteps": {"kind": kind, "closed": True, "id": guess.id}})


def decide(choice: Decision, value: dict[str, Any], scored: pd.DataFrame | str, remark: str = "") -> Bundle:
    """The decision, what is allowed, what this run took, and what that is worth."""
    case = session().case
    ranges = "\n".join(
        _("- {label}: {range}").format(label=ruler.label or name, range=ruler)
        for name, ruler in choice.controls(case).items()
    )
    taken = _("This run: {choice}.").format(choice=choice.words(value, case))
    return twin(
        _("Decision {id}").format(id=choice.id),
        choice.text(case),
        ranges,
        taken,
        name=choice.id,
        extra=score(scored, remark),
    )


def score(scored: pd.DataFrame | str, remark: str = "") -> tuple[str, str]:
    """A score table with its remark as HTML and as plain text, or the sentence in its place."""
    if isinstance(scored, str):
        return html_of(show.markdown_safe(scored)), scored
    formats = dict.fromkeys(("low", "mid", "high"), "money")
    caption = _("What each plan earned on data held back, and by how much yours is ahead of it")
    # In a book for sales a lead is somebody who may buy.
    heads = {"lead_low": _("ahead by, low"), "lead_high": _("ahead by, high")}
    shown = show.bundle(scored.rename(columns=heads), formats=formats, caption=caption)
    more = html_of(show.markdown_safe(remark)) if remark else ""
    return shown.data["text/html"] + more, "\n".join(filter(None, [shown.data["text/plain"], remark]))


def sheet(form: sheets.Sheet) -> Bundle:
    """The field sheet and its card, empty."""
    fields = "\n".join(f"{field.label}: ______" for field in form.fields)
    extra = (
        sheets.html_fields(form) + sheets.card_html(form, {}),
        f"{fields}\n\n{sheets.card_text(form)}".strip(),
    )
    return twin(_("Field sheet"), f"**{form.title}**", name=form.name, extra=extra)


def quiz(form: Quiz) -> Bundle:
    """The items with their options; reasons are met by answering."""
    return twin(_("Quiz"), *cards(form.items), name=form.name)


def recall(lesson: str, items: Sequence[QuizItem], planned: str) -> Bundle:
    """What to recall before going on."""
    return twin(_("Before you go on: from memory"), planned, *cards(items), name=f"recall.{lesson}")


def practice(lesson: str, questions: Iterable[Question]) -> Bundle:
    """Further questions of a lesson in one list."""
    case = session().case
    parts = [
        f"**{asked.id}** {asked.text(case)}\n\n{_offered(asked.kind, asked.frame(case))}"
        for asked in questions
    ]
    return twin(_("More practice"), *parts, name=f"practice.{lesson}")


def talk(name: str, transcript: str, card: str) -> Bundle:
    """The scene of a conversation; folded, the card to play it from, and how it may go."""
    title, scene, told = transcript.split("\n\n", 2)
    parts = {_("Role-play card"): card, _("How it may go: open this when you have played it"): told}
    extra = (
        "".join(folded(summary, part) for summary, part in parts.items()),
        "\n".join(f"{summary}\n{text_of(part)}" for summary, part in parts.items()),
    )
    return twin(_("Conversation"), title, scene, name=name, kind="conversation", extra=extra)


def cards(items: Iterable[QuizItem]) -> list[str]:
    """Quiz items in markdown."""
    return [_card(number, item) for number, item in enumerate(items, start=1)]


def _card(number: int, item: QuizItem) -> str:
    options = "\n".join(f"- {option.text}" for option in item.options)
    return f"**{number}.** {item.text}\n\n{options}"


def _offered(kind: str, frame: Frame) -> str:
    """What there is to choose, rank or fill, as a markdown list."""
    if kind == "number":
        return frame.wanted
    if kind != "table":
        return "\n".join(f"- {show.markdown_safe(option)}" for option in frame.options)
    rows = "\n".join(f"- {show.markdown_safe(row)}: ______" for row in frame.rows)
    choice = _("Choose from: {options}").format(options=" · ".join(map(show.markdown_safe, frame.options)))
    return f"{rows}\n\n{choice}" if frame.options else rows


def _once() -> tuple[str, str]:
    """How to answer, and the style: with the first form of a notebook, not again."""
    if not session().once("how to answer"):
        return "", ""
    return _("*(Answer in the app, or by running this cell in JupyterLab.)*"), STYLE
