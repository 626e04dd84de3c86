"""Conversations: no lie wins, every path ends, what a translator breaks is named, facts do no harm."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import dialogue as talks
from helpers.case import Case, read_case
from helpers.dialogue import DialogueError, Gauge, State, loading, replay, step
from helpers.dialogue.engine import LONGEST, best_path
from helpers.files import DATA, MERIDIAN
from helpers.forms.prose import html_of

ALL = talks.available()
ELEMENTS = list(talks.ELEMENTS)
gauges = st.builds(Gauge, *[st.integers(0, 3)] * 4)
loaded = {name: talks.load(name) for name in ALL}
every = pytest.mark.parametrize("talk", loaded.values(), ids=ALL)
indices = st.lists(st.integers(0, 2), max_size=LONGEST)


def text_of(name: str) -> str:
    return (DATA / "dialogue" / f"{name}.toml").read_text(encoding="utf-8")


def paths(state: State) -> Iterator[State]:
    """Every path to its end, one by one: slower than `validate` and independent of it."""
    if state.done:
        yield state
        return
    assert len(state.path) < LONGEST
    for index in range(len(state.replies)):
        yield from paths(step(state, index))


def as_far_as_it_goes(talk: talks.Dialogue, wanted: list[int]) -> State:
    state = talk.start()
    for index in wanted:
        if not state.done:
            state = step(state, index % len(state.replies))
    return state


# The gates


def test_one_element_at_zero_closes_the_sale_however_high_the_rest() -> None:
    for name in ELEMENTS:
        shut = Gauge(**dict.fromkeys(ELEMENTS, 3) | {name: 0})
        assert (shut.chance, shut.missing) == (0, name)
    assert Gauge(1, 1, 1, 1).chance == pytest.approx(0.5**4)


@given(gauges, st.sampled_from(ELEMENTS))
def test_more_of_an_element_never_lowers_the_chance(gauge: Gauge, name: str) -> None:
    assert gauge.moved({name: 1}).chance >= gauge.chance
    assert (gauge.chance == 0) == (gauge.missing != "")


@given(gauges, st.dictionaries(st.sampled_from(ELEMENTS), st.integers(-9, 9)))
def test_levels_stay_between_zero_and_three(gauge: Gauge, effects: dict[str, int]) -> None:
    moved = gauge.moved(effects)
    assert all(0 <= level <= 3 for level in moved.levels.values())
    assert all(moved.levels[name] == gauge.levels[name] for name in ELEMENTS if name not in effects)


# Every conversation of the course


@every
def test_every_path_ends_and_what_it_says_of_the_elements_is_so(talk: talks.Dialogue) -> None:
    lost = set()
    for end in paths(talk.start()):
        assert end.ending is not None
        assert end.line
        assert end.replies == ()
        if end.ending.outcome == "won":
            assert not end.lied
            assert end.gauge.chance > 0
            assert end.next_step
        else:
            assert end.gauge.levels[end.ending.missing] == 0
            lost.add(end.ending.missing)
    assert lost == set(ELEMENTS)


@every
def test_a_lie_loses_and_keeps_trust_at_zero(talk: talks.Dialogue) -> None:
    liars = [end for end in paths(talk.start()) if end.lied]
    assert liars
    assert {end.ending.outcome for end in liars if end.ending} == {"lost"}
    assert {end.gauge.trust for end in liars} == {0}


@every
def test_most_choices_offer_more_than_the_best_reply_in_first_place(talk: talks.Dialogue) -> None:
    first = [node.replies[0].best for node in talk.nodes.values() if len(getattr(node, "replies", ())) > 1]
    assert 0 < sum(first) < 0.6 * len(first)


@every
def test_the_recommended_path_is_six_to_eight_turns_and_has_a_line_to_write(talk: talks.Dialogue) -> None:
    states = best_path(talk)
    assert 6 <= len(states[-1].path) <= 8
    (task,) = [state.task for state in states if state.task]
    assert len(task.rubric) >= 3
    assert task.model


@every
@given(wanted=indices)
def test_replay_gives_the_same_talk_from_any_turn(talk: talks.Dialogue, wanted: list[int]) -> None:
    state = as_far_as_it_goes(talk, wanted)
    assert replay(talk, {}, state.path) == state
    for turns in range(len(state.path)):
        earlier = replay(talk, None, list(state.path[:turns]))
        assert step(earlier, state.path[turns]) == replay(talk, {}, state.path[: turns + 1])


@every
def test_a_card_has_four_behaviours_in_three_grades_and_no_secret_before_the_parts(
    talk: talks.Dialogue,
) -> None:
    card = talks.card(talk)
    shared, seller, buyer, observer, after = card.split("\n---\n")
    assert "### " not in shared
    assert len(re.findall(r"^\|(?!---)", observer, flags=re.M)) == 1 + 4
    assert {row.count("|") for row in observer.splitlines() if row.startswith("|")} == {6}
    assert len(re.findall(r"^\d\. ", after, flags=re.M)) == 3
    assert talk.start().line in buyer
    assert talk.start().line not in seller
    assert "10 minutes" in shared
    assert talk.start().say(talk.setting) not in card
    assert card == talks.card(talk)


@every
def test_the_transcript_wins_shows_a_wrong_turn_and_is_the_same_each_time(talk: talks.Dialogue) -> None:
    told = talks.transcript(talk)
    assert told == talks.transcript(talk)
    assert "**Won.**" in told
    assert told.index("A tempting wrong turn") > told.index("Four gates in a row")
    assert not re.search(r"\{\w+\}", told)
    assert all(element.chinese in told for element in talks.ELEMENTS.values())


@every
def test_a_talk_as_played_ends_in_its_own_reading(talk: talks.Dialogue) -> None:
    end = next(end for end in paths(talk.start()) if end.ending and end.ending.outcome == "lost")
    told = talks.transcript(talk, path=end.path)
    assert talks.reading(end) in told
    assert f"**Lost: {talks.ELEMENTS[end.gauge.missing].name} was missing." in told
    assert "tempting" not in told


# What the seal and the call are about


def test_the_emperor_loses_for_want_of_trust_even_when_taken_back() -> None:
    seal = loaded["00_seal"]
    before = next(state for state in best_path(seal) if state.node == "proof")
    pitch = next(n for n, reply in enumerate(before.replies) if "emperor" in reply.text)
    endings = [end.ending for end in paths(step(before, pitch))]
    assert [(end.outcome, end.missing) for end in endings if end] == [("lost", "trust")] * len(endings)


def test_a_discount_moves_none_of_the_four_elements() -> None:
    start = loaded["00_seal"].start()
    cheaper = next(n for n, reply in enumerate(start.replies) if "Four hundred" in reply.text)
    assert step(start, cheaper).gauge == start.gauge


def test_what_was_agreed_stands_until_something_else_is() -> None:
    text = text_of("00_seal").replace(
        'text = "By four.', 'next_step = "Four o\'clock, here."\ntext = "By four.'
    )
    states = best_path(talks.read(text, name="00_seal"))
    agreed = [state.next_step for state in states]
    assert agreed[-3:-1] == ["Four o'clock, here."] * 2
    assert agreed[-4] == ""
    assert agreed[-1].startswith("Thursday at ten")


# Facts


def test_facts_are_told_and_what_the_case_does_not_know_keeps_its_default() -> None:
    talk = loaded["01_service"]
    facts = {
        "account": "Pine & Sons",
        "record": "7 orders since 2024",
        "place": None,
        "since": float("nan"),
        "desk": " ",
    }
    told = talks.transcript(talk, facts)
    assert "Pine &amp; Sons, Halifax" in told
    assert "You've sent us 7 orders since 2024" in told
    assert "since 2022" in told
    assert "Marit" in told


@pytest.fixture(scope="module")
def firm() -> Case:
    return read_case(MERIDIAN)


def test_facts_of_the_sample_are_those_of_its_tables(firm: Case) -> None:
    facts = talks.case_facts(loaded["01_service"], firm)
    lines = firm.tables["orders"]
    bought = lines[(lines["customer_id"] == "C00004") & (lines["quantity"] > 0)]
    assert facts["record"].startswith(f"{bought['order_id'].nunique()} orders since ")
    assert facts["account"] == firm.named["C00004"]
    assert set(facts) <= set(loaded["01_service"].facts)
    assert talks.case_facts(loaded["00_seal"], firm) == {}
    assert facts["record"] in talks.transcript(loaded["01_service"], facts)


def test_another_case_leaves_every_fact_at_its_default(firm: Case) -> None:
    assert talks.case_facts(loaded["01_service"], replace(firm, named={})) == {}
    bare = replace(firm, tables={})
    assert talks.case_facts(loaded["01_service"], bare) == {"firm": firm.name}


HOSTILE = [
    "<script>alert(1)</script>",
    "a*b*_c_",
    "[x](y)",
    "| cell |",
    "{owner}",
    "$x$",
    "line\n\n# break",
    "`code`",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_fact_is_read_as_it_stands_and_never_obeyed(hostile: str) -> None:
    talk = loaded["01_service"]
    for page in (talks.transcript, talks.card):
        shown = html_of(page(talk, {"account": hostile}))
        assert not re.search(r"<(script|a|h1|code)\b", shown)
        for tag in ("<td", "<em", "<p"):
            assert shown.count(tag) == html_of(page(talk)).count(tag)
    assert talk.start({"account": hostile}).say("{account}") == " ".join(hostile.split())


def test_a_fact_the_talk_does_not_use_is_refused_with_those_it_knows() -> None:
    with pytest.raises(
        DialogueError, match=r"01_service has no fact acount; it knows account, clerk, .* and start\."
    ):
        loaded["01_service"].start({"acount": "Maple"})


# Messages


@pytest.mark.parametrize("index", [-1, 3, "1", None])
def test_a_reply_that_is_not_there_is_said_in_words(index: object) -> None:
    with pytest.raises(DialogueError, match="turn 1 has 3 replies, counted from 0"):
        step(loaded["00_seal"].start(), index)  # type: ignore[arg-type]


def test_a_talk_that_is_over_takes_no_reply() -> None:
    end = next(paths(loaded["00_seal"].start()))
    with pytest.raises(DialogueError, match="the talk was over"):
        step(end, 0)


def test_an_unknown_conversation_is_met_with_those_there_are() -> None:
    with pytest.raises(DialogueError, match="There is no conversation “seal”; there are 00_seal"):
        talks.load("seal")


def test_a_file_saved_in_another_encoding_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "FOLDER", tmp_path)
    (tmp_path / "00_seal.toml").write_text(text_of("00_seal"), encoding="gb18030")
    with pytest.raises(DialogueError, match=r"00_seal\.toml is not UTF-8"):
        talks.load("00_seal")


# Files as a translator or author may break them: one change each, and the finding it must bring.

BROKEN = {
    "not TOML": ('title = "The seal', "title = The seal", "cannot be read"),
    "goto nowhere": ('goto = "shelf"', 'goto = "shelv"', "there is no node “shelv” to go to"),
    "a node nobody reaches": ('goto = "emperor"', 'goto = "lost_trust"', "nodes.emperor: no path leads here"),
    "going in circles": ('goto = "lost_need"', 'goto = "pen"', "still going here after 12 turns"),
    "a lie that wins": (
        'lies = true\ntempting = true\ngoto = "emperor"',
        'lies = true\ngoto = "won"',
        "a path with a lie wins",
    ),
    "wins with an element at zero": (
        'goto = "price_first"',
        'goto = "won"',
        "it wins with knowledge at zero",
    ),
    "wins and nothing is agreed": ('goto = "sold"', 'goto = "back"', "it wins and no next step is agreed"),
    "an ending blames the wrong element": (
        'missing = "satisfaction"\nreading',
        'missing = "need"\nreading',
        "need is named as missing and stands above zero",
    ),
    "outcome unknown": ('outcome = "won"', 'outcome = "winning"', "outcome is won, or lost with missing"),
    "two best": (
        'goto = "price_first"',
        'goto = "price_first"\nbest = true',
        "one reply must be marked best",
    ),
    "best is a lie": (
        "effects = { knowledge = 2 }",
        "effects = { knowledge = 2 }\nlies = true",
        "a lie cannot be best",
    ),
    "nothing tempts": ("tempting = true\n", "", "must be marked tempting"),
    "no such element": (
        "{ knowledge = 2 }",
        "{ knowlege = 2 }",
        "knowlege is not one of knowledge, need, trust",
    ),
    "no such key": (
        'heard = "Into which',
        'hears = "Into which',
        "nodes.emperor, reply 1: hears is not known here",
    ),
    "a key left out": ('heard = "Into which dynasty?"\n', "", "nodes.emperor, reply 1: heard is missing"),
    "a text left blank": ('"Into which dynasty?"', '""', "reply 1, heard: a text is wanted"),
    "a number in quotes": ("{ knowledge = 2 }", '{ knowledge = "2" }', "a whole number is wanted, not '2'"),
    "yes for true": ("tempting = true", 'tempting = "yes"', "true or false is wanted"),
    "a fact nobody gives": ("{carver} carved", "{carvr} carved", "{carvr} is not in [facts]"),
    "a lone brace": ("{carver} carved", "{carver carved", "a brace stands alone"),
    "markup in a text": ("Pretty box.", "Pretty <b>box</b>.", "would be taken for markup"),
    "a stranger speaks": (
        'speaker = "agnes"\nline = "Lovely',
        'speaker = "agnès"\nline = "Lovely',
        "is not in [people]",
    ),
    "levels too high": ("satisfaction = 1\n", "satisfaction = 4\n", "levels go from 0 to 3"),
    "opens nowhere": ('opening = "box"', 'opening = "boxes"', "“boxes” is not a turn"),
    "kind unknown": ('kind = "own_words"', 'kind = "essay"', "nodes.worth: kind is “essay”"),
    "rubric not a list": (
        "rubric = [",
        'model_of = "x"\nrubric = [',
        "nodes.worth: model_of is not known here",
    ),
    "a gate without a way out": (
        '{ knowledge = "lost_knowledge", need',
        "{ need",
        "missing must say where each of",
    ),
    "a gate to a gate": (
        'goto = "chip"',
        'goto = "back"',
        "it must lead to a turn or an ending, and “back” is none",
    ),
    "three behaviours": (
        '[[card.observer]]\nname = "Says bad',
        '[[card.extra]]\nname = "Says bad',
        "extra is not known here",
    ),
    "no task": ('text = "Say the price', '# "Say the price', "nodes.worth: text is missing"),
    "two questions": (
        '    "Seller: when did you want to turn the card over, and what did you say instead?",\n',
        "",
        "three questions are wanted",
    ),
    "best leads astray": (
        "best = true\n\n[[nodes.teacher.replies]]\n",
        "\n[[nodes.teacher.replies]]\nbest = true\n",
        "the replies marked best do not win",
    ),
    "two grades": (
        '"Names a price first", "Says what it is"',
        '"Says what it is"',
        "four behaviours are wanted",
    ),
    "no card": ("[card]\n", "[cart]\n", "card"),
    "no levels": ("[gauge]", "[gauges]", "gauge: a table is wanted"),
    "facts not texts": ('price = "500 yuan"', "price = 500", "facts, price: a text is wanted"),
}


@pytest.mark.parametrize(("old", "new", "finding"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_with_what_and_where(old: str, new: str, finding: str) -> None:
    text = text_of("00_seal")
    assert old in text
    with pytest.raises(DialogueError, match=re.escape(finding)) as caught:
        talks.read(text.replace(old, new), name="00_seal")
    assert all(line.startswith("00_seal.toml") for line in str(caught.value).splitlines())


def test_all_findings_of_a_file_come_at_once() -> None:
    text = (
        text_of("00_seal")
        .replace('goto = "shelf"', 'goto = "shelv"')
        .replace("{ trust = 2 }", "{ tust = 2 }")
    )
    with pytest.raises(DialogueError) as caught:
        talks.read(text, name="00_seal")
    assert len(str(caught.value).splitlines()) == 3


def test_only_one_way_of_losing_is_too_few() -> None:
    text = text_of("00_seal")
    text = re.sub(r'goto = "lost_(knowledge|need|satisfaction)"', 'goto = "lost_trust"', text)
    text = re.sub(r'missing = "\w+"', 'missing = "trust"', text)
    with pytest.raises(DialogueError, match="two losing endings are wanted"):
        talks.read(text, name="00_seal")


def test_a_talk_nobody_can_win_is_refused() -> None:
    text = text_of("00_seal").replace('goto = "won"', 'goto = "lost_again"')
    with pytest.raises(DialogueError, match="no honest path wins"):
        talks.read(text, name="00_seal")
