"""Questions of lesson 6 along the trainee's path."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers import keeping
from helpers.case import Case
from helpers.exercises.engine import Mistake, prediction, question
from helpers.exercises.keeping import known
from helpers.words import _, count

ORDERS = ("orders",)
SAID = ("orders", "answers.customer_id")
THIRD = 3
EIGHT = (10, 9, 9, 8, 7, 7, 5, 3)
PURPOSES = {
    "The new returns form has been on the web for a month. Is it less of a pest than the old one?": "CES",
    "The warehouse wants to know whether cartons, dates or invoices annoy people most.": "CSAT",
    "The board wants one line a year, with a reason why it moved.": "NPS",
    "Will the twelve retailers in the north still be with us next year?": "none: look at their orders",
}
THREE = pd.DataFrame(
    {
        "item": ["booking", "delivery", "after the guests", "the person in charge"],
        "score": [0.45, 0.60, 0.70, 0.90],
        "importance": [0.05, 0.40, 0.10, 0.45],
    }
)
PROMISES = {
    "Screws that fit, this time in a velvet bag": "is not noticed",
    "The container on the promised day, as always": "keeps the promise",
    "The container on the promised day, after a year of coming three days early": "disappoints",
    "A photograph of their own shelf in our showroom, unasked": "delights",
}
TREAT = {
    "Platinum, forty orders, as punctual as ever": "keep the promise; review; the next thing they could use",
    "Diamond, twenty orders, silent for three of their gaps": "ring: what changed? Mend it; no discount first",
    "Gold, one order, arrived last week": "ask how it arrived; one name to ring",
    "Wood, one order, two years ago": "one offer that fits what they took; then leave them be",
}
LINES = {
    "Hotel Almere, by phone, Monday. Agreed: e-mail, post": True,
    "Studio Nine, by e-mail, Monday. Agreed: e-mail": False,
    "Villa Ltd, by e-mail, Tuesday. Consent to e-mail: blank": True,
    "Quay & Daughters, by post, Friday. Agreed: all three": False,
    "Pine Stores, by e-mail, Wednesday. Agreed on one record, refused on their second": True,
    "Baker Chain, by phone, Thursday. Agreed: phone; we rang them last week": False,
}
CALLS = {
    "Harbour Hotel: 60,000 a year, orders every 30 days, silent for 180": 60_000,
    "Pavilion: 24,000 a year, every 90 days, silent for 135": 24_000,
    "Brook Street: 15,000 a year, every 40 days, silent for 400": 15_000,
    "Lund Interiors: 30,000 a year, every 30 days, silent for 20": 30_000,
}


@question("06.1", step=6, kind="number", unit="own gaps", needs=ORDERS)
class HowManyGaps:
    """Finish it. For how many of its own usual gaps has **{account}** been silent?"""

    tolerance = 0.03

    def facts(case: Case) -> Mapping[str, str]:
        return {"account": str(known.silences(case)["account"].iloc[-1])}

    def answer(case: Case) -> float:
        return round(float(known.silences(case)["gaps_silent"].iloc[-1]), 2)

    misconceptions = {
        "against the longest": Mistake(
            value=lambda case: _last(case, "silent_days") / _last(case, "longest_gap_days"),
            says="That is the silence over their *longest* gap. A fair thing to look at; but the rhythm is the usual one.",
        ),
        "upside down": Mistake(
            value=lambda case: _last(case, "usual_gap_days") / _last(case, "silent_days"),
            says="You divided the gap by the silence. How many gaps fit into the silence?",
        ),
        "the days": Mistake(
            value=lambda case: _last(case, "silent_days"),
            says="Those are days by the calendar. The same days mean nothing to one account and everything to another.",
        ),
    }
    hints = ("Two columns of the row are enough.", "Silent days ÷ usual gap.", "keeping.silences(six, lines)")


@question("06.2", step=6, kind="number", unit="share", needs=ORDERS)
class LateOrGone:
    """Finish it: the row of **three** gaps. Of a thousand orders {left} were the last one. Of the {stayed} who stayed, {two} are still
    silent after two gaps; 37% of those after one gap more. Out of all who are silent then, what share are still
    customers?"""

    tolerance = 0.012

    def facts(case: Case) -> Mapping[str, str]:
        table = keeping.thousand(known.leave(case), gaps=THIRD)
        return {
            "left": count(table["left"].iloc[0]),
            "stayed": count(table["late"].iloc[0]),
            "two": count(table["late"].iloc[2]),
        }

    def answer(case: Case) -> float:
        return float(keeping.thousand(known.leave(case), gaps=THIRD)["still_here"].iloc[THIRD])

    misconceptions = {
        "of those who stayed": Mistake(
            value=lambda case: _row(case)["late"] / (1000 - _row(case)["left"]),
            says="{given} is how many of those who stayed are still silent. You don't know who stayed: you only know who"
            " is *silent*. Divide by all of those.",
        ),
        "the gone": Mistake(
            value=lambda case: 1 - _row(case)["still_here"],
            says="That is the share that has left. The others are only late.",
        ),
        "of the thousand": Mistake(
            value=lambda case: _row(case)["late"] / 1000,
            says="You divided by the whole thousand. Most of those have ordered again by now, and are not in question.",
        ),
    }
    hints = (
        "First the late: 37% of those who were late one gap before.",
        "All who are silent: those late, and those who left.",
        "late ÷ (late + left)",
    )


@prediction("06.p1", step=6, kind="number", unit="share of them", needs=ORDERS)
class CameBack:
    """Think of everybody who had come back before and who, a year ago, had been silent for *more than two* of their own
    gaps. What share of them has ordered since?"""

    def answer(case: Case) -> float:
        then = known.then(case)
        silent = then[~then["ordered_once"] & (then["gaps_silent"] > 2)]
        return round(float(silent["came_back"].mean()), 3)


@question("06.3", step=6, kind="number", unit="share", needs=ORDERS)
class ReadTheTable:
    """*Warm-up.* **{account}** has {orders} orders behind it and has been silent for {gaps} of its own gaps. Read its chance of still
    being a customer off the table (between two rows, go between)."""

    tolerance = 0.06

    def facts(case: Case) -> Mapping[str, str]:
        row = known.quietest(case)[0]
        return {
            "account": str(row["account"]),
            "orders": count(row["orders"]),
            "gaps": f"{row['gaps_silent']:.1f}",
        }

    def answer(case: Case) -> float:
        row, fitted = known.quietest(case)
        return float(keeping.p_alive_after(fitted, gaps=float(row["gaps_silent"]), orders=int(row["orders"])))

    misconceptions = {
        "the thumb of lesson 1": Mistake(
            value=lambda case: 0.5 ** max(float(known.quietest(case)[0]["gaps_silent"]) - 1, 0.0),
            says="{given} is lesson 1's thumb: halved for every gap missed. You have seen how often the thumb buries the"
            " living. The table knows how many times they came back.",
        ),
        "the chance of having left": Mistake(
            value=lambda case, right: 1 - right,
            says="That would be the chance that they are gone. What is left of a hundred?",
        ),
        "silence is goodbye": Mistake(
            value=0.0, says="Silence lowers a chance. It has never yet signed anything."
        ),
    }
    hints = (
        "Which column has about as many orders?",
        "Which two rows does the silence lie between?",
        "keeping.patience(fit)",
    )


@question("06.4", step=6, kind="number", unit="points")
class ScoreOfEight:
    """Eight people were asked how likely they are to recommend us: 10, 9, 9, 8, 7, 7, 5, 3. What is the net promoter score, in points?"""

    tolerance = 0.6

    def answer(case: Case) -> float:
        return keeping.nps(EIGHT).value

    misconceptions = {
        "the mean": Mistake(
            value=7.25,
            says="7.25 is their mean. NPS counts heads: those of 9 and 10, less those of 0 to 6.",
        ),
        "promoters alone": Mistake(
            value=37.5, says="Three of eight recommend us. Two of eight do the opposite, and are taken off."
        ),
        "without the lukewarm": Mistake(
            value=20.0,
            says="You left out the 7s and 8s. They count for nothing, but they *count*: divide by all eight.",
        ),
    }
    hints = ("How many gave 9 or 10? How many 0 to 6?", "3 and 2, of 8.", "100 × (3 − 2) ÷ 8")


@question("06.5", step=6, kind="table")
class WhichQuestion:
    """Four people come to you for a survey. What would you ask: CSAT, NPS, CES, or nothing at all?"""

    rows = tuple(PURPOSES)
    options = ("CSAT", "NPS", "CES", "none: look at their orders")

    def answer(case: Case) -> Mapping[str, str]:
        return PURPOSES

    misconceptions = {
        "NPS for everything": Mistake(
            value={row: "NPS" for row, kind in PURPOSES.items() if kind in {"CES", "CSAT"}},
            says="One number for everything tells you that something is wrong, and not what. Ask about the thing itself.",
        ),
        "ask them whether they will stay": Mistake(
            value={row: "NPS" for row, kind in PURPOSES.items() if kind.startswith("none")},
            says="They would answer politely. Whether they stay is written in their orders, and you have learnt to read it.",
        ),
        "effort is satisfaction": Mistake(
            value={row: "CSAT" for row, kind in PURPOSES.items() if kind == "CES"},
            says="You could. But a form is there to be got over with: the question is how much of a pest it was.",
        ),
    }
    hints = (
        "Is it about one thing, several things, or the whole?",
        "Effort is for forms and complaints.",
        "One of the four is no question for a survey.",
    )


@prediction("06.p2", step=6, kind="number", unit="times as many orders", needs=SAID)
class HowMuchMore:
    """Those who gave us a 9 or a 10: how many times as many orders did each of them place last year as those who gave 0 to 6? (1 means:
    just as many.)"""

    def answer(case: Case) -> float:
        table = known.loyal(case)["orders_12m"]
        if not {"promoter", "detractor"} <= set(table.index):
            raise ValueError(_("Too few people answered nps here to lay the two groups beside each other."))
        return round(float(table["promoter"] / table["detractor"]), 2)


@question("06.6", step=6, kind="choice")
class MendFirst:
    """*Apply.* A congress hotel asked its guests. Content with booking: 45%, with delivery 60%, with the hour after the guests have left 70%,
    with the person in charge 90%. Weight in the recommendation: 5%, 40%, 10%, 45%. Mending any of the four costs the
    same and would win half of those who are not content. Where do you begin?"""

    options = tuple(THREE["item"])

    def answer(case: Case) -> str:
        room = THREE["importance"] * (1 - THREE["score"])
        return str(THREE["item"].iloc[int(room.to_numpy().argmax())])

    misconceptions = {
        "the worst mark": Mistake(
            value="booking",
            says="Most of them grumble about booking, and hardly anybody's recommendation hangs on it: 5% of half of 55%.",
        ),
        "the heaviest": Mistake(
            value="the person in charge",
            says="Nothing weighs more, and nine in ten are content already. How many are left to win?",
        ),
    }
    hints = (
        "Weight times those still to be won.",
        "0.05 × 55, 0.40 × 40, 0.10 × 30, 0.45 × 10.",
        "2.8, 16, 3 and 4.5",
    )


@question("06.7", step=6, kind="table")
class BeyondExpectation:
    """“Always exceed expectations,” says a source. Four deliveries to regular customers: what does each do?"""

    rows = tuple(PROMISES)
    options = ("delights", "keeps the promise", "is not noticed", "disappoints")

    def answer(case: Case) -> Mapping[str, str]:
        return PROMISES

    misconceptions = {
        "velvet delights": Mistake(
            value={row: "delights" for row, kind in PROMISES.items() if kind == "is not noticed"},
            says="Screws are a must-be. Nobody was ever delighted by a must-be, however dressed; somebody paid for the velvet.",
        ),
        "a promise is a promise": Mistake(
            value={row: "keeps the promise" for row, kind in PROMISES.items() if kind == "disappoints"},
            says="On paper, yes. But for a year you taught them to expect three days sooner, and they learn faster than"
            " contracts do.",
        ),
        "as always is nothing": Mistake(
            value={row: "is not noticed" for row, kind in PROMISES.items() if kind == "keeps the promise"},
            says="They plan around that day. Not being thanked for it is not the same as its not counting.",
        ),
    }
    hints = (
        "Found, less *expected*. What did they expect by then?",
        "What must be cannot delight.",
        "Each answer is used once.",
    )


@question("06.8", step=6, kind="number", unit="money")
class WhatStayingIsWorth:
    """A customer leaves 1,200 a year. As things are, four in five such customers stay another year; a visit and an honest talk would
    make it 84 in a hundred, for good. Money costs ten per cent. What may the effort cost, at most?"""

    tolerance = 8.0

    def answer(case: Case) -> float:
        return round(keeping.retention_cap(1200, retention=0.8, gain=0.04))

    misconceptions = {
        "one year's gain": Mistake(
            value=48.0,
            says="4% of one year's 1,200. But whoever stays this year can stay next year too: that is the point of keeping.",
        ),
        "all they are worth": Mistake(
            value=3877.0,
            says="That is what the customer is worth *with* the effort. Without it they would be worth something as well.",
        ),
        "today's years": Mistake(
            value=128.0,
            says="4% of today's two years and two thirds. The years themselves grow when more customers stay.",
        ),
    }
    hints = (
        "Years today: 0.8 ÷ (1 + 0.1 − 0.8).",
        "Years then: 0.84 ÷ (1 + 0.1 − 0.84).",
        "1,200 × (3.23 − 2.67)",
    )


@question("06.9", step=6, kind="table")
class TreatThem:
    """Four customers, four cells of the matrix. What does each get?"""

    rows = tuple(TREAT)
    options = (*dict.fromkeys(TREAT.values()), "one letter or call; then lesson 7, or goodbye")

    def answer(case: Case) -> Mapping[str, str]:
        return TREAT

    misconceptions = {
        "silent means gone": Mistake(
            value={
                row: "one letter or call; then lesson 7, or goodbye"
                for row in TREAT
                if "three of their gaps" in row
            },
            says="Twenty orders, three gaps: by the table rather here than gone. This is the one whose telephone should"
            " ring, and not with a goodbye.",
        ),
        "nothing is wrong, so sell": Mistake(
            value={
                row: "one offer that fits what they took; then leave them be"
                for row in TREAT
                if "last week" in row
            },
            says="They don't know yet whether it was right to come. First how it arrived, then what else.",
        ),
        "chase everybody": Mistake(
            value={
                row: "ring: what changed? Mend it; no discount first"
                for row in TREAT
                if "two years ago" in row
            },
            says="One order, two years ago, small: your most expensive way to reach your least expectant customer.",
        ),
    }
    hints = (
        "First the stage: new, once only, steady, wavering, probably gone?",
        "The tier says who does it, not what.",
        "keeping.playbook()",
    )


@question("06.10", step=6, kind="number", unit="share")
class CardBreakEven:
    """A gold card gives 4% back on everything, and all of it is redeemed. We keep 30% of what we sell. By how much must the holders buy more,
    because of the card, for it to cost nothing?"""

    tolerance = 0.004

    def answer(case: Case) -> float:
        return keeping.break_even_lift(keeping.Programme(sales=1.0, margin=0.3, reward=0.04, redeemed=1.0))

    misconceptions = {
        "four per cent more": Mistake(
            value=0.04,
            says="4% is what you give back. Of what they buy more you keep only 30%, and give 4% back on that as well.",
        ),
        "forgot the card on the extra": Mistake(
            value=0.04 / 0.3,
            says="4 ÷ 30. Nearly: what they buy more is rewarded too, so of each extra dollar 26 cents are left.",
        ),
        "nothing to pay": Mistake(
            value=0.0,
            says="If they bought exactly as before, every point would be a present, and most presents go to those who"
            " would have come anyway.",
        ),
    }
    hints = (
        "The present: 4 on every 100 they buy anyway.",
        "What is left of every 100 they buy more: 30 − 4.",
        "4 ÷ 26",
    )


@question("06.11", step=6, kind="choices")
class BrokenPromises:
    """Six lines of somebody's contact calendar. Which of them must go, because the customer never agreed to that?"""

    options = tuple(LINES)

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(line for line, broken in LINES.items() if broken)

    misconceptions = {
        "a blank is a yes": Mistake(
            value=lambda case, right: tuple(line for line in right if "blank" not in line),
            says="Nobody asked Villa Ltd, so nobody may write. A blank is not a yes; it is a question you still owe them.",
        ),
        "one yes is enough": Mistake(
            value=lambda case, right: tuple(line for line in right if "second" not in line),
            says="They said no. That it stands on the other record is our untidiness, not their consent.",
        ),
        "too soon is forbidden": Mistake(
            value=lambda case, right: (*right, next(line for line in LINES if "last week" in line)),
            says="Ringing the Baker Chain again is a nuisance, and our own rest days forbid it. But they did agree to the"
            " telephone: it breaks good manners, not a promise.",
        ),
    }
    hints = (
        "Hold the channel of the line against what they agreed to.",
        "What is not written was not agreed to.",
        "Three of the six.",
    )


@question("06.12", step=6, kind="text")
class WriteToTheSilent:
    """Someone who ordered every six weeks for three years has been quiet for sixteen. The last two deliveries were late. Write what you would say,
    on the telephone or on paper: at most six sentences. Then read it aloud as the one who receives it."""

    rubric = (
        "It names what we did (late, twice) before it asks for anything, and does not explain it away.",
        "It asks one open question that can be answered with “we buy elsewhere now”.",
        "It offers something that mends the cause. No discount: a lower price for a late chair is still a late chair.",
        "It leaves them free to say no, and says what happens then: we stop asking.",
    )
    model = (
        "“Good morning, Mr Amano, this is the person who promised you the tenth of March and the twenty-first of October. Both times"
        " you stood there without chairs, and that was us. I am not ringing for an order. I would like to know what it did to"
        " your season, and whether you have found someone better; if so, tell me, and I shall stop ringing. If not: from now on"
        " you have a sailing date from me in writing, and my own number for the day it slips. May I send you that?”"
    )


@question("06.13", step=6, kind="choice")
class OneCall:
    """*Mini-case.* Friday, four o'clock, time for one call. Customers like these: after every order, one in twenty leaves for good; who
    stays orders without a calendar. Four of them stand on the note by the telephone. Whom?"""

    options = tuple(CALLS)

    def answer(case: Case) -> str:
        worth = {
            name: value * float(keeping.thousand(0.05, gaps=10)["still_here"].iloc[round(gaps)])
            for (name, value), gaps in zip(CALLS.items(), (6, 1.5, 10, 0), strict=True)
            if gaps >= 1  # who is not late will order without us
        }
        return max(worth, key=lambda name: worth[name])

    misconceptions = {
        "the biggest": Mistake(
            value=next(name for name in CALLS if name.startswith("Harbour")),
            says="Six gaps. Of those still here hardly two in a thousand would be so late, and fifty in a thousand are gone."
            " You'd be ringing a closed account with a beautiful past.",
        ),
        "the one silent longest": Mistake(
            value=next(name for name in CALLS if name.startswith("Brook")),
            says="Ten gaps: there is nobody left to hear it. Longest silent is nearly the same as longest gone.",
        ),
        "big, and sure to answer": Mistake(
            value=next(name for name in CALLS if name.startswith("Lund")),
            says="They'll be glad, and they'd have ordered on Tuesday anyway. A call there changes nothing.",
        ),
    }
    hints = (
        "How many of its own gaps has each been silent?",
        "Who is late, and still likely here?",
        "Harbour 6, Pavilion 1.5, Brook Street 10, Lund less than one.",
    )


def _last(case: Case, column: str) -> float:
    return float(known.silences(case)[column].iloc[-1])


def _row(case: Case) -> Any:
    """The row of three gaps."""
    return keeping.thousand(known.leave(case), gaps=THIRD).iloc[THIRD]
