"""Questions of lesson 3 along the trainee's path: the map, parity and difference, gaps."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers import positioning
from helpers.case import Case
from helpers.exercises.engine import Mistake, prediction, question
from helpers.exercises.positioning import known
from helpers.words import money, percent

MAPPED = ("answers", "answers.survey")
WISHES = ("answers", "choices", "sales")
YES, NO = "the map says so", "the map cannot say"
READINGS = {
    "Two brands close together are described in much the same words": YES,
    "The brand far out is the best known": NO,
    "A brand pulled toward “sturdy” gets that word more than the usual brand does, for its size": YES,
    "A brand pulled toward “sturdy” makes chairs that last longer": NO,
    "An empty place is a market waiting for somebody": NO,
    "A brand in the very middle has nothing of its own": NO,
}
TRY = 0.1  # of the market behind a gap, in the sum on an envelope
COST = 25_000.0


@question("03.1", step=3, kind="number", unit="words of a hundred", needs=("answers",))
class WordsApart:
    """The last row is yours: how many of a hundred words would have to change for **{rival}** to sound like **{us}**?"""

    tolerance = 0.6

    def facts(case: Case) -> Mapping[str, str]:
        return {"us": known.us(case), "rival": str(_last(case)["rival"])}

    def answer(case: Case) -> float:
        return float(_last(case)["apart"])

    def worked(case: Case) -> str:
        apart = _last(case).drop(["rival", "apart"]).astype(float)
        return (
            " + ".join(f"{words:.3g}" for words in apart)
            + f" = {apart.sum():.3g}, and half of that is {{value}}."
        )

    misconceptions = {
        "counted every word twice": Mistake(
            value=lambda case, right: right * 2,
            says="{given} is the sum of the differences. A word taken from one place lands in another, so each change is"
            " counted twice: halve it.",
        ),
        "the row above": Mistake(
            value=lambda case: float(_table(case)["apart"].iloc[-2]),
            says="That is the rival of the row above. Work across the last one.",
        ),
        "the mean of the differences": Mistake(
            value=lambda case: float(_last(case).drop(["rival", "apart"]).mean()),
            says="You took the average. We are moving words, so the differences add up; then halve.",
        ),
    }
    hints = (
        "Each column already holds the difference, sign left out.",
        "Add the differences of the row.",
        "Halve the sum: a word that leaves one column arrives in another.",
    )


@prediction("03.p1", step=3, kind="choice", needs=("answers",))
class MostAlone:
    """Now all the words and all the people. Which brand will stand most alone: furthest from its nearest neighbour on the map?"""

    def options(case: Case) -> tuple[str, ...]:
        return tuple(str(name) for name in known.found(case).rows.index)

    def answer(case: Case) -> str:
        points = known.found(case).points().query("kind == 'row'")
        places = points[["x", "y"]].to_numpy(dtype=float)
        apart = np.linalg.norm(places[:, None] - places[None], axis=2) + np.diag(np.full(len(places), np.inf))
        return str(points["point"].iloc[int(apart.min(axis=1).argmax())])


@question("03.2", step=3, kind="table")
class WhatAMapSays:
    """*Warm-up.* Six readings of a map like this one. Which does it support, and which can it not give you?"""

    rows = tuple(READINGS)
    options = (YES, NO)

    def answer(case: Case) -> Mapping[str, str]:
        return READINGS

    misconceptions = {
        "far out is famous": Mistake(
            value={"The brand far out is the best known": YES},
            says="Fame has been divided out: each brand is drawn by what a hundred of *its* words are. A brand with"
            " forty mentions can stand where one with four hundred stands.",
        ),
        "empty means wanted": Mistake(
            value={"An empty place is a market waiting for somebody": YES},
            says="The map shows where nobody stands. Whether anybody wants to buy there is another table; we come to it.",
        ),
        "the middle means nothing": Mistake(
            value={"A brand in the very middle has nothing of its own": YES},
            says="Perhaps. Or its own word lies on a third axis, which paper doesn't have. Look at how much the two axes show.",
        ),
        "words are facts": Mistake(
            value={"A brand pulled toward “sturdy” makes chairs that last longer": YES},
            says="It is what people *say*. A test bench knows how long chairs last; a map knows who gets the credit.",
        ),
        "nothing can be read": Mistake(
            value=dict.fromkeys(READINGS, NO),
            says="Too strict. Two of the six are precisely what it draws: who is described alike, and which word pulls whom.",
        ),
    }
    hints = (
        "What went into the table? Words, counted by brand. Nothing else.",
        "Fame, chairs, wishes: were they in the table?",
        "Two of the six are supported.",
    )


@question("03.3", step=3, kind="table", needs=("answers", "choices"))
class ParityOrDifference:
    """*Apply.* Ask two things of each word. Do we lie under the *usual* rival by more than the margin? **Below parity**. Do we lie over the *best*
    rival by more than the margin? A **difference**, if its weight is at least that of the average word in the table; if it is less, an **unasked
    difference**. Neither? **At parity**."""

    options = ("below parity", "at parity", "difference", "unasked difference")

    def rows(case: Case) -> tuple[str, ...]:
        return tuple(known.parity(case)["word"])

    def answer(case: Case) -> Mapping[str, str]:
        table = known.parity(case)
        return dict(zip(table["word"], table["status"], strict=True))

    misconceptions = {
        "better than the usual is a difference": Mistake(
            value=lambda case: _as(case, "ours > usual + margin and status == 'at parity'", "difference"),
            says="Ahead of the usual rival, yes. But the *best* one has it too, and buyers compare you with that one.",
        ),
        "worse than the best is below parity": Mistake(
            value=lambda case: _as(
                case, "ours < best_rival - margin and status == 'at parity'", "below parity"
            ),
            says="You measured against the best rival. Nobody has to be best in everything: parity is measured against the *usual*"
            " one.",
        ),
        "a lack that weighs little is no lack": Mistake(
            value=lambda case: _as(case, "status == 'below parity'", "at parity"),
            says="You let a gap pass that is wider than the margin. That it weighs little tells you how much to spend on it, not whether"
            " it is there.",
        ),
    }
    hints = (
        "Take one row. Ours minus usual: is it under zero by more than the margin?",
        "Then ours minus best rival: is it over zero by more than the margin?",
        "If neither: at parity. Most rows of most firms are.",
    )


@prediction("03.p2", step=3, kind="number", unit="share of the market", needs=WISHES)
class WidestGap:
    """The widest empty place on this map: what share of the market, in money, would you say wishes to stand there?"""

    def facts(case: Case) -> Mapping[str, str]:
        return {"gap": str(known.gaps(case)["gap"].iloc[0])}

    def answer(case: Case) -> float:
        table = known.gaps(case)
        return float(table["market"].iloc[0]) / positioning.market_year(case.tables["sales"])


@question("03.4", step=3, kind="number", unit="money", needs=(*WISHES, "orders.unit_cost"))
class GapOnAnEnvelope:
    """Behind gap **{gap}** stand {market} a year. Say we win a tenth of that. Of every {currency} we keep {margin}, and the move costs {cost} a year
    to make and to tell. What is left, in {currency}?"""

    tolerance = 500.0

    def facts(case: Case) -> Mapping[str, str]:
        best, left = _money_gap(case), known.margin(case)
        named = {"gap": str(best["gap"]), "margin": percent(left, digits=1)}
        named |= {"market": f"{round(best['market']):,}", "cost": money(COST)}
        won = TRY * round(float(best["market"]))
        named |= {"won": f"{won:,.0f}", "kept": f"{won * round(left, 3):,.0f}"}
        return {**named, "currency": case.currency or "money"}

    def answer(case: Case) -> float:
        won = TRY * round(float(_money_gap(case)["market"]))
        return float(round(won * round(known.margin(case), 3) - COST))

    worked = (
        "A tenth of {market} is {won}. Of that {margin} stays, {kept}; less {cost} for the move: {value}."
    )
    misconceptions = {
        "sales are not what is left": Mistake(
            value=lambda case: TRY * round(_money_gap(case)["market"]) - COST,
            says="That is what they pay us. The chairs have to be made first: only the margin stays.",
        ),
        "forgot the cost of moving": Mistake(
            value=lambda case, right: right + COST,
            says="Right up to the last step: the move has to be made, and told. Take its cost off.",
        ),
        "the whole gap, and a move for nothing": Mistake(
            value=lambda case, right: (right + COST) / TRY,
            says="That is the margin on everything behind the gap. We win a tenth of it, and the move has its price.",
        ),
        "won the whole gap": Mistake(
            value=lambda case, right: (right + COST) / TRY - COST,
            says="You took the whole market behind the gap. Nobody has ever won one of those whole; the question says a tenth.",
        ),
    }
    hints = (
        "A tenth of the market behind the gap comes in as sales.",
        "Of the sales, only the margin stays.",
        "Then take off what the move costs.",
    )


def _last(case: Case) -> pd.Series:
    """The row that is left blank in the table by hand."""
    return _table(case).iloc[-1]


def _table(case: Case) -> pd.DataFrame:
    small = positioning.per_hundred(known.counts(case))
    return positioning.apart_from(small, us=known.us(case))


def _as(case: Case, rows: str, status: str) -> dict[str, str]:
    """Another status for the words these rows hold."""
    return dict.fromkeys(known.parity(case).query(rows)["word"], status)


def _money_gap(case: Case) -> pd.Series:
    table = known.gaps(case).sort_values("market", ascending=False, kind="stable")
    if not table["market"].iloc[0] > 0:
        raise ValueError("Nobody's wish lies in a gap of this map: there is no sum to do.")
    return table.iloc[0]
