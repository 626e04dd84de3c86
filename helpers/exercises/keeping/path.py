"""Questions of lesson 6 along the trainee's path."""

from collections.abc import Mapping
from typing import Any

from helpers import keeping
from helpers.case import Case
from helpers.exercises.engine import Mistake, prediction, question
from helpers.exercises.keeping import known
from helpers.words import _, count

ORDERS = ("orders",)
SAID = ("orders", "answers.customer_id")
THIRD = 3
PURPOSES = {
    "The new returns form has been on the web for a month. Is it less of a pest than the old one?": "CES",
    "The warehouse wants to know whether cartons, dates or invoices annoy people most.": "CSAT",
    "The board wants one line a year, with a reason why it moved.": "NPS",
    "Will the twelve retailers in the north still be with us next year?": "none: look at their orders",
}
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


@question("06.1", step=6, kind="number", unit="usual gaps", needs=ORDERS)
class HowManyGaps:
    """Finish it. For how many of its usual gaps has **{account}** been silent?"""

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
        "of the thousand, a row too early": Mistake(
            value=lambda case: _row(case, gaps=THIRD - 1)["late"] / 1000,
            says="{given} is {two} of the thousand, and it is the row of *two* gaps. One gap more leaves 37% of them; and then"
            " divide by all who are silent, late or gone.",
        ),
        "a row too early": Mistake(
            value=lambda case: _row(case, gaps=THIRD - 1)["still_here"],
            says="{given} is the row of two gaps, which is printed. A third gap goes by: 37% of the late are still silent.",
        ),
    }
    hints = (
        "First the late: 37% of those who were late one gap before.",
        "All who are silent: those late, and those who left.",
        "late ÷ (late + left)",
    )


@prediction("06.p1", step=6, kind="number", unit="share of them", needs=ORDERS)
class CameBack:
    """Think of everybody who had come back before and who, a year ago, had been silent for *more than two* of their
    usual gaps. What share of them has ordered since?"""

    def answer(case: Case) -> float:
        then = known.then(case)
        silent = then[~then["ordered_once"] & (then["gaps_silent"] > 2)]
        return round(float(silent["came_back"].mean()), 3)


@question("06.3", step=6, kind="number", unit="share", needs=ORDERS)
class ReadTheTable:
    """*Warm-up.* **{account}** has {orders} orders behind it and has been silent for {gaps} of its usual gaps. Read its chance of still
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
        return known.alive(case)

    says = "That is the model's own number; off the rows you read it to a few points."
    misconceptions = {
        "the average order's table": Mistake(
            value=lambda case: float(keeping.thousand(known.leave(case))["still_here"].iloc[_nearest(case)]),
            says="{given} is from the thousand orders: an average order, a gap known to the day. {account} has {orders} orders behind it:"
            " use the column nearest to that.",
        ),
        "a column of few orders": Mistake(
            value=lambda case: _read(case, orders=5),
            says="{given} is a column of few orders. {account} has {orders} behind it: as many chances to leave, and none of them taken.",
        ),
        "a column of few orders, a row too far down": Mistake(
            value=lambda case: _read(case, orders=5, further=0.5),
            says="{given} lies too far left and a row too low. {account} has {orders} orders behind it, and {gaps} gaps: the silence lies"
            " between the row before that and the row after.",
        ),
        "the rule of thumb of lesson 1": Mistake(
            value=lambda case: 0.5 ** max(_gaps(case) - 1, 0.0),
            says="{given} is the rule of thumb of lesson 1: the first gap is free, and every further one halves. The table knows more:"
            " how many times they came back.",
        ),
        "halved from the first day": Mistake(
            value=lambda case: 0.5 ** _gaps(case),
            says="{given} is a half for each of the {gaps} gaps. Even in the rule of thumb the first gap is free; and the table knows more"
            " than the rule.",
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


@question("06.4", step=6, kind="text")
class WriteToTheSilent:
    """Someone who ordered every six weeks for three years has been quiet for sixteen. Nothing went wrong that anybody here knows of. Write what
    you say when they pick up: at most five sentences. Then swap with a colleague, who reads yours aloud as the one who is rung, and says
    where they would have hung up."""

    rubric = (
        "It says who rings and why now, in one breath: you are usually here by now, and you aren't.",
        "It asks one open question that can be answered with “we buy elsewhere now”, and waits.",
        "It neither guesses a reason nor apologises for something nobody has named; and there is no offer in it.",
        "It leaves them free to say no, and says what happens then: we stop asking.",
    )
    model = (
        "“Good morning, Ms Duarte, this is … of …; I have nothing to sell. For three years you have been here every six weeks, and"
        " now you haven't been for sixteen. What has changed? If it's that you have found somebody better, tell me, and I stop"
        " ringing.” Then count to five. If it turns out to be something of ours, you'll hear it now; that is what the five are for."
    )


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


@question("06.6", step=6, kind="table")
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


@question("06.7", step=6, kind="table")
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
        "an offer is kinder than a question": Mistake(
            value={
                row: "one offer that fits what they took; then leave them be"
                for row in TREAT
                if "three of their gaps" in row
            },
            says="You'd offer before you have asked. If it was a late chair: a lower price for a late chair is still a late chair.",
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


@question("06.8", step=6, kind="choices")
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


@question("06.9", step=6, kind="choice")
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
            says="They'll be glad, and they'd have ordered on Tuesday anyway. Of your four calls this one changes least.",
        ),
    }
    hints = (
        "How many of its usual gaps has each been silent?",
        "Who is late, and still likely here?",
        "Harbour 6, Pavilion 1.5, Brook Street 10, Lund less than one.",
    )


def _last(case: Case, column: str) -> float:
    return float(known.silences(case)[column].iloc[-1])


def _row(case: Case, *, gaps: int = THIRD) -> Any:
    """The row of so many gaps."""
    return keeping.thousand(known.leave(case), gaps=THIRD).iloc[gaps]


def _gaps(case: Case) -> float:
    return float(known.quietest(case)[0]["gaps_silent"])


def _nearest(case: Case) -> int:
    """The row of the thousand orders nearest to the silence in question."""
    return min(round(_gaps(case)), keeping.LONGEST)


def _read(case: Case, *, orders: int, further: float = 0.0) -> float:
    """What the table says of that silence, or so many gaps further, in the column of so many orders."""
    return float(keeping.p_alive_after(known.quietest(case)[1], gaps=_gaps(case) + further, orders=orders))
