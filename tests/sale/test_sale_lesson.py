"""Lesson 5b runs on cases that have hardly anything, and says in words what it would take."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from played import play
from small import small_company

from helpers import dialogue

TALK = dialogue.load("05b_technical")
HEAD = 'name = "Lamps"\ncurrency = "EUR"\n[files.leads]\npath = "leads.csv"\n'
LEADS = {
    "bare": "lead_id,converted\n1,0\n2,1\n",
    "dated": "lead_id,converted,created_at,message\n"
    + "".join(
        f"{n},{n % 3 // 2},2025-{1 + n % 12:02d}-10,{'URGENT' if n % 5 else 'a lamp'}\n" for n in range(40)
    ),
    "texts for numbers": "lead_id,converted,created_at,message,timing_weeks,budget\n"
    + "".join(f"{n},{n % 2},2025-01-{1 + n:02d},hello,soon,yes\n" for n in range(20)),
}


@pytest.mark.parametrize("kind", LEADS)
def test_a_case_of_leads_alone_runs_through(kind: str, tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "leads.csv").write_text(LEADS[kind], encoding="utf-8")
    said = "\n".join(play("05b_sale", simulated=False, case=str(tmp_path)))
    assert "the case has none" in said
    assert "nan" not in said.split()


def test_orders_alone_run_through_and_the_decision_is_recorded(tmp_path: Path) -> None:
    said = play("05b_sale", simulated=False, case=str(small_company(tmp_path / "small")))
    decided = next(text for text in said if "Decision 05b.reply" in text or "created_at" in text)
    assert "This needs a table `leads`" in decided


@pytest.mark.parametrize("kind", ["household", "internal"])
def test_one_customer_type_alone_runs_through(kind: str) -> None:
    assert play("05b_sale", customer_type=kind)


def ends(state: dialogue.State) -> Iterator[dialogue.State]:
    """Where a talk may end from here."""
    if state.done:
        yield state
        return
    for index in range(len(state.replies)):
        yield from ends(dialogue.step(state, index))


def test_whoever_lies_is_told_what_he_said_and_nothing_that_he_did_not_say() -> None:
    told = set()
    for end in ends(TALK.start()):
        if not end.lied or end.node in {"lost_satisfaction", "lost_trust"}:
            continue
        said = [
            dialogue.replay(TALK, None, end.path[:turn]).replies[index].text
            for turn, index in enumerate(end.path)
        ]
        for words in ("nearly the same", "by Christmas"):
            assert (words in " ".join(said)) == (words.lower() in end.line.lower())
            told |= {words} if words.lower() in end.line.lower() else set()
    assert told == {"nearly the same", "by Christmas"}


def test_she_closes_the_file_at_nearly_as_her_card_says_and_the_best_talk_fills_the_gauge() -> None:
    word = next(
        state for state in dialogue.engine.best_path(TALK) if any(reply.tempting for reply in state.replies)
    )
    index = next(n for n, reply in enumerate(word.replies) if reply.tempting)
    assert dialogue.step(word, index).scene == "She closes the file."
    assert any("“nearly”, close the file" in line for line in TALK.card.buyer)
    assert set(dialogue.engine.best_path(TALK)[-1].gauge.levels.values()) == {3}
