"""What ends the course: the gain over lesson 0, and the plan of one's own customer on a page."""

import html

import pandas as pd

from helpers import quiz, show
from helpers.forms import sheets
from helpers.forms.prose import html_of, text_of
from helpers.intervals import wilson
from helpers.show import Bundle
from helpers.words import _
from helpers.workbook import Workbook

RIGHT, WRONG, OPEN = _("right"), _("not yet"), _("not answered")


def gained(workbook: Workbook, before: str, after: str) -> tuple[pd.DataFrame, str]:
    """Situations of two parallel quizzes side by side, and a sentence: situation, before, now.

    before, after: names of quizzes whose items go in pairs. A first answer counts, as ever.
    """
    pairs = list(zip(quiz.load(before).items, quiz.load(after).items, strict=True))
    rows = [(_short(old.text), _outcome(workbook, old), _outcome(workbook, new)) for old, new in pairs]
    table = pd.DataFrame(rows, columns=["situation", "before", "now"])
    return table, _sentence(table)


def _outcome(workbook: Workbook, item: quiz.QuizItem) -> str:
    answer = workbook.answer(item.id)
    if not answer:
        return OPEN
    return RIGHT if answer.get("first", answer.get("outcome")) == "right" else WRONG


def _short(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _sentence(table: pd.DataFrame) -> str:
    both = table[(table["before"] != OPEN) & (table["now"] != OPEN)]
    if len(both) < len(table):
        text = _("{n} of {all} pairs are answered. The gain stands here once all are.")
        return text.format(n=len(both), all=len(table))
    old, new = int((both["before"] == RIGHT).sum()), int((both["now"] == RIGHT).sum())
    low, high = wilson(new, len(both))
    text = _(
        "Then {old} of {n}, now {new}. Ten situations are few: whoever gets {new} of {n} right would get "
        "between {low:.0%} and {high:.0%} of a great many. The one that is not yet right tells you more than "
        "the sum."
    )
    return text.format(old=old, new=new, n=len(both), low=low, high=high)


def gain_bundle(workbook: Workbook, before: str, after: str) -> Bundle:
    """What `gain` displays."""
    table, sentence = gained(workbook, before, after)
    shown = show.bundle(table, caption=_("Ten situations, twice"), rows=len(table))
    data = {
        "text/html": shown.data["text/html"] + html_of(sentence),
        "text/plain": f"{shown.data['text/plain']}\n\n{text_of(sentence)}",
    }
    return Bundle(data, {"ninesteps": {"kind": "form", "id": f"gain.{after}"}})


def plan_lines(workbook: Workbook) -> list[tuple[str, str, str]]:
    """Every box of the plan of the learner's own customer: lesson, label, what was written or ""."""
    filled = workbook.own_customer.get("plan", {})
    return [
        (name.partition("_")[0], field.label, str(filled.get(f"{name}.{field.id}", "")))
        for name in sheets.available()
        for field in sheets.load(name).fields
        if field.plan
    ]


def plan_bundle(workbook: Workbook) -> Bundle:
    """The plan of the learner's own customer on one page, with lines where a box is still empty."""
    lines = plan_lines(workbook)
    blank = '<span class="ns-blank">&nbsp;</span>'
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(label)}</th><td>{_lines(said) or blank}</td></tr>"
        for _lesson, label, said in lines
    )
    who = str(workbook.own_customer.get("nickname", "")) or _("my customer")
    title = _("The plan for {who}").format(who=who)
    body = f'<article class="ns-card"><h3>{html.escape(title)}</h3><table>{rows}</table></article>'
    plain = "\n".join([title, *(f"{label}: {said or '______'}" for _lesson, label, said in lines)])
    return Bundle({"text/html": body, "text/plain": plain}, {"ninesteps": {"kind": "form", "id": "plan"}})


def _lines(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
