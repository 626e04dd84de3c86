"""The plan of one account: five steps, one page from our own tables, and what only a person can fill in."""

from collections.abc import Mapping

import pandas as pd

from helpers.keeping.account_facts import account_360
from helpers.words import _

# Step → Chinese, the question it asks, and the steps of the nine in which it is worked.
FIVE = {
    "screen": ("筛选", _("Why this one, and what for?"), (1, 5)),
    "know": ("了解", _("What have they told us that they tell nobody?"), (2,)),
    "hold": ("固守", _("Which promise is due, and whose is it?"), (6,)),
    "defend": ("防御", _("Who else rings them, and what would make them go?"), (6, 7)),
    "improve": ("提升", _("What did I learn from the last talk?"), (9,)),
}
NINE = (
    _("choosing"), _("needs"), _("position"), _("the mix"), _("building"), _("keeping"),
    _("winning back"), _("the system"), _("the loop"),
)  # fmt: skip


def overlap() -> pd.DataFrame:
    """Where the five stand in the nine: step, number, name, shared (True where both hold the same work)."""
    rows = [
        (step, number, name, number in numbers)
        for step, (_zh, _asks, numbers) in FIVE.items()
        for number, name in enumerate(NINE, start=1)
    ]
    return pd.DataFrame(rows, columns=["step", "number", "name", "shared"])


def plan_page(
    customer_id: str, tables: Mapping[str, pd.DataFrame], *, as_of: pd.Timestamp, name: str = ""
) -> pd.DataFrame:
    """The account plan on one page: step, we_know (from the tables), to_ask (what no table can know)."""
    known = account_360(customer_id, tables, as_of=as_of, name=name)
    facts = {(page, fact): says for page, fact, says in known.itertuples(index=False)}

    def told(*wanted: tuple[str, str]) -> str:
        parts = [f"{fact}: {facts[page, fact]}" for page, fact in wanted if (page, fact) in facts]
        return "; ".join(parts) or _("nothing")

    rows = [
        ("screen", told((_("who"), _("kind")), (_("orders"), _("orders"))), _("what they could become")),
        ("know", told((_("people"), _("parts with a name"))), _("what each of them is judged by")),
        (
            "hold",
            told((_("talks"), _("we last came to them"))),
            _("the promise that is due, its day, its owner"),
        ),
        (
            "defend",
            told((_("trouble"), _("tickets in a year")), (_("said"), _("would recommend"))),
            _("who else rings, and with what"),
        ),
        ("improve", _("nothing: no table knows it"), _("what I do otherwise next time")),
    ]
    return pd.DataFrame(rows, columns=["step", "we_know", "to_ask"])


def five_ways() -> pd.DataFrame:
    """Five ways to keep key customers, as a source lists them: way, zh, holds_when, breaks_when."""
    rows = [
        (_("answer quickly"), "及时回复", _("the answer is one"), _("“noted” goes out within the hour")),
        (
            _("offer what is their own"),
            "个性化",
            _("somebody asked what they need"),
            _("their name is on the carton"),
        ),
        (
            _("ask regularly how content they are"),
            "满意度调查",
            _("whoever complains hears what came of it"),
            _("the score goes up and nobody has rung"),
        ),
        (
            _("trust and benefit, both ways"),
            "互信互利",
            _("each side has something to lose"),
            _("one of them benefits, the other trusts"),
        ),
        (
            _("events and meetings"),
            "客户活动",
            _("they meet each other there"),
            _("they meet our slides there"),
        ),
    ]
    return pd.DataFrame(rows, columns=["way", "zh", "holds_when", "breaks_when"])


def after_action() -> pd.DataFrame:
    """Four questions after every talk: ask, answer_with. Source: after-action review, US Army (1993)."""
    rows = [
        (_("What was meant to happen?"), _("the sentence you wrote down before")),
        (_("What did happen?"), _("their words, not your summary")),
        (_("Why the difference?"), _("one turn of the talk, yours")),
        (_("What will I keep, what will I do otherwise?"), _("one of each, with a day")),
    ]
    return pd.DataFrame(rows, columns=["ask", "answer_with"])
