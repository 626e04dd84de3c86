"""Questions of lesson 6b along the trainee's path."""

from collections.abc import Mapping

from helpers import keeping
from helpers.case import Case
from helpers.exercises.accounts import known
from helpers.exercises.engine import Mistake, prediction, question
from helpers.words import count

STEP_OF = {
    "“She is judged by days of stock, not by the price she pays.”": "know",
    "“Sailing list to their warehouse by the fifth of each month: Priya, every month.”": "hold",
    "“Korrin showed them samples at the fair; our answer goes out on Friday.”": "defend",
    "“Forty containers, steady, and the only one in the north: one of our twelve.”": "screen",
    "“I answered before he had finished. Next time I count to five.”": "improve",
    "“Bought more last year than the year before, and pays on time; so on the list.”": "screen",
}
LEVERS = (
    "show two more certificates",
    "keep two more promises",
    "ask about their holidays",
    "want two points less for yourself",
)
MAY, ASK, LEAVE = "may be given", "ask their firm first", "leave it"
GIFTS = {
    "A tin of tea at the review, open on the table, for the whole office": MAY,
    "A watch for the head of purchasing, in the week the tender is decided": LEAVE,
    "Lunch in our canteen, for three engineers who test a bed all day": MAY,
    "A voucher for the chief physician of a public clinic that orders from us": LEAVE,
    "A birthday card to somebody who told us the day for that": MAY,
    "Two tickets for a furniture fair, with the hotel, for their designer": ASK,
    "A case of wine to the buyer's home, because the office has silly rules": LEAVE,
    "New Year parcels for five people at an account, eighty each": ASK,
}
STAGES = ("heard", "decided", "done", "told")
VOICES = {
    "“Noted, thank you” went out at ten; it lies in a list called Ideas": "heard",
    "The cartons are stronger since March. Malte found out when one arrived": "done",
    "The meeting says no to a monthly ship, and why. Owen has not been rung": "decided",
    "Graça got a photograph of the new hinge, with her own sentence under it": "told",
    "The survey has a field for comments. It is read every quarter": "heard",
}


@prediction("06b.p1", step=6, unit="share of the quiet", needs=("orders", "interactions"))
class HasAnybodyAsked:
    """Customers who are silent for more than two of their usual gaps. To what share of them has anybody of us come, by letter, call or visit, **since
    their last order**?"""

    def answer(case: Case) -> float:
        return float(keeping.asked_by_tier(known.quiet(case))["share"].iloc[-1])


@prediction("06b.p2", step=6, unit="share of tickets", needs=("tickets.first_reply_at",))
class InOneTalk:
    """Somebody complains or asks, and whoever answers settles it there and then, for good. With what share of our tickets does it go like that?"""

    def answer(case: Case) -> float:
        return float(known.contact(case)["share"].iloc[-1])


@question("06b.1", step=6, kind="table")
class WhichOfFive:
    """*Warm-up.* Six lines out of account plans. To which of the five steps does each belong?"""

    rows = tuple(STEP_OF)
    options = tuple(keeping.FIVE)

    def answer(case: Case) -> Mapping[str, str]:
        return STEP_OF

    misconceptions = {
        "to raise is to sell more": Mistake(
            value={
                "“Bought more last year than the year before, and pays on time; so on the list.”": "improve"
            },
            says="The source's last step is about *you*: it says to school oneself. That an account grows is a reason to choose it.",
        ),
        "to hold is to hold against": Mistake(
            value={"“Korrin showed them samples at the fair; our answer goes out on Friday.”": "hold"},
            says="A rival stands in that line. Holding is what you would do if there were none: the promise, its day, its owner.",
        ),
        "what one knows is what one counts": Mistake(
            value={"“Forty containers, steady, and the only one in the north: one of our twelve.”": "know"},
            says="That stands in our own tables, and says why this one is on the list. Knowing is what they have *told* us.",
        ),
    }
    hints = (
        "Who speaks in the line, we of them, they of themselves, or I of me?",
        "Two of the six give a reason for being on the list.",
        "One names a rival, one a promise with a day, one what she is judged by, one what I did.",
    )


@question("06b.2", step=6, kind="text", needs=("orders", "interactions"))
class TheCall:
    """*The call when no orders come.* **{account}** has been silent for {days} days; usually it is {gap}. Write what you say **first**, in two or three
    sentences, and the one question you ask. Then read it aloud as the person who picks up."""

    def facts(case: Case) -> Mapping[str, str]:
        row = keeping.missed(known.quiet(case), names=case.named)
        return {
            "account": str(row["account"]),
            "days": count(float(row["silent_days"])),
            "gap": count(float(row["usual_gap_days"])),
        }

    rubric = (
        "It says who rings and why now, in one breath: you have been quiet, and I noticed.",
        "If something of ours went wrong, it stands in there before they have to say it.",
        "One open question, and then a silence of yours.",
        "No offer, no discount, no “just checking in”. And nothing they told you for another purpose.",
    )
    model = (
        "“Good morning, this is … of …, and no, I have nothing to sell. You usually order about now, and you haven't. I have just read what stands "
        "on your page: the last ticket is about a date we didn't keep, and since your last order nobody of us has rung; that should have been me. What has changed?” Then count "
        "to five. (Where the page knows of nothing, leave that half out. An apology for nothing is a riddle.)"
    )


@question("06b.3", step=6, kind="choice")
class WhatMovesTrust:
    """**Trust**, says a worksheet, is (credibility + reliability + closeness) ÷ self-interest. A buyer would give you 8, 4, 6 and, for self-interest, 6. You have the strength to
    move *one* of the four by two points. Which moves trust most?"""

    options = LEVERS

    def answer(case: Case) -> str:
        now = {"credibility": 8.0, "reliability": 4.0, "intimacy": 6.0, "self_interest": 6.0}
        moves = {"credibility": 2.0, "reliability": 2.0, "intimacy": 2.0, "self_interest": -2.0}
        moved = [keeping.trust(**{**now, name: now[name] + by}) for name, by in moves.items()]
        return LEVERS[moved.index(max(moved))]

    misconceptions = {
        "mend what is lowest": Mistake(
            LEVERS[1],
            "Four is the lowest, and it needs mending. But 20 ÷ 6 is 3.3, as it would be with any of the three on top. Look below the line.",
        ),
        "prove more": Mistake(
            LEVERS[0],
            "20 ÷ 6 is 3.3, up from 3. You are believed already. Whose interest do they think you serve?",
        ),
        "become friends": Mistake(
            LEVERS[2],
            "20 ÷ 6: no more than a certificate. And where self-interest is high, closeness is what makes people count their spoons.",
        ),
    }
    hints = (
        "First as it is: 18 ÷ 6.",
        "Two points on top make 20. Two points off below make 4.",
        "20 ÷ 6, or 18 ÷ 4.",
    )


@question("06b.4", step=6, kind="number", unit="complaints")
class FiveHands:
    """*By hand.* A hundred complaints are handed on **five** times, and nobody owns them. Suppose that each time one in ten is not picked up. How many are still somebody's after the
    fifth?"""

    tolerance = 0.6

    def answer(case: Case) -> float:
        return 100 * keeping.still_known(5)

    misconceptions = {
        "ten off, five times": Mistake(
            50.0,
            "Ten off a hundred the first time; but off the 90 that are left only nine. It is 0.9, five times over.",
        ),
        "once is once": Mistake(90.0, "That is after the first hand-over. Four are still to come."),
        "those that are lost": Mistake(41.0, "That many have been lost. The question is who still has one."),
    }
    hints = (
        "After one: 90. After two: nine tenths of that.",
        "100 × 0.9 × 0.9 × …",
        "keeping.still_known(5)",
    )


@question("06b.5", step=6, kind="number", unit="days", needs=("tickets.resolved_at",))
class TheMiddleOne:
    """The tickets above, shortest on top; some are still open, and of those we only know that they took *at least* so long. After how many days was
    **half of all of them** settled?"""

    tolerance = 0.06

    def answer(case: Case) -> float:
        return keeping.middle_day(known.few(case))

    misconceptions = {
        "the settled ones alone": Mistake(
            value=lambda case: known.few(case).query("settled")["days"].median(),
            says="{given} is the middle of those that are done. You have left out the slow ones because they are slow.",
        ),
        "one too far": Mistake(
            value=lambda case: _place(case, 1),
            says="{given} is one too far: of all of them the middle one is the place before.",
        ),
        "between the middle and the one before": Mistake(
            value=lambda case: (_place(case, 0) + _place(case, -1)) / 2,
            says="{given} lies between two of them. Half of *all* are done with the one at which you have passed half.",
        ),
        "between two, and rounded": Mistake(
            value=lambda case: float(round((_place(case, 0) + _place(case, -1)) / 2)),
            says="{given} lies between two of them. Half of *all* are done with the one at which you have passed half.",
        ),
        "the mean of the settled": Mistake(
            value=lambda case: known.few(case).query("settled")["days"].mean(),
            says="{given} is the mean of those that are done. Where some are still open there is no mean yet; there may be a middle.",
        ),
        "open ones as if settled today": Mistake(
            value=lambda case: known.few(case)["days"].mean(),
            says="{given} is the mean if the open ones were settled this minute. They won't be.",
        ),
    }
    hints = (
        "How many tickets are there, the open ones included?",
        "Count down from the top until you have passed half of them.",
        "keeping.middle_day(few)",
    )


@question("06b.6", step=6, kind="number", unit="weeks")
class WeeksOfStock:
    """*Finish it.* The last row of the count: of 60 side tables 45 were sold in nine weeks. How many weeks does the rest last? (A new delivery takes eight.)"""

    tolerance = 0.05

    def answer(case: Case) -> float:
        return float(keeping.sell_through(keeping.SHOP, weeks=keeping.SHOP_WEEKS)["weeks_of_stock"].iloc[-1])

    misconceptions = {
        "all they had": Mistake(12.0, "60 ÷ 5. But 45 of them have left the shop."),
        "what was sold": Mistake(
            9.0, "45 ÷ 5 is how long the sold ones *took*. The question is what is still there."
        ),
        "the delivery's weeks": Mistake(
            8.0,
            "Eight is what a new delivery takes. How long does what is there last? Then lay the two side by side.",
        ),
        "another row": Mistake(
            2.25,
            "That is the dining chair's row. 15 are left of these; how many go in a week?",
        ),
        "a share for a time": Mistake(0.25, "A quarter is left, yes. Of what, and how fast does it go?"),
    }
    hints = (
        "How many are left?",
        "How many go in a week: 45 in nine weeks.",
        "15 ÷ 5. And eight weeks until more can be there.",
    )


@question("06b.7", step=6, kind="table")
class MayIGiveThis:
    """*Apply.* **Birthdays and parcels** (关怀营销). “Send gifts,” says a source, “and they go on buying.” Which of these may be given, which only after asking *their* firm, and which not at all?"""

    rows = tuple(GIFTS)
    options = (MAY, ASK, LEAVE)

    def answer(case: Case) -> Mapping[str, str]:
        return GIFTS

    misconceptions = {
        "it is only kindness": Mistake(
            value={row: MAY for row, rule in GIFTS.items() if rule == LEAVE},
            says="One comes in the week of a decision, one goes to a public servant, one goes round the office. Each of these has a name in the criminal"
            " code, and in the third case you have even said why.",
        ),
        "nothing is allowed": Mistake(
            value={row: LEAVE for row, rule in GIFTS.items() if rule == MAY},
            says="Open, small, for work or for all, and asking for nothing: tea, a canteen lunch and a card are manners. Don't be afraid of tea.",
        ),
        "small is always small": Mistake(
            value={row: MAY for row, rule in GIFTS.items() if rule == ASK},
            says="Five times eighty, and a fair with a hotel: their firm has a line for that. Ask where it runs. In writing, of the firm, not of the person.",
        ),
    }
    hints = (
        "Would you put it on the table with everybody watching?",
        "Is anything being decided just now? Does the person serve the public?",
        "Three may be given, two want a question first, three are left.",
    )


@question("06b.8", step=6, kind="table")
class HowFarDidItGet:
    """**The loop** (反馈机制). A voice goes four steps: *heard*, *decided*, *done*, and *told* to the one who raised it. How far did each of these get?"""

    rows = tuple(VOICES)
    options = STAGES

    def answer(case: Case) -> Mapping[str, str]:
        return VOICES

    misconceptions = {
        "done is told": Mistake(
            value={"The cartons are stronger since March. Malte found out when one arrived": "told"},
            says="The carton told him. He should have heard from you that it was his sentence that did it; then he sends the next one.",
        ),
        "a no needs no answer": Mistake(
            value={"The meeting says no to a monthly ship, and why. Owen has not been rung": "told"},
            says="Decided, yes. A no is the answer people wait for longest. Ring him.",
        ),
        "collected is decided": Mistake(
            value={row: "decided" for row, stage in VOICES.items() if stage == "heard"},
            says="Somebody has read it, or will. Nobody has yet said yes or no.",
        ),
    }
    hints = (
        "What does the person who said it know today?",
        "A list is not a decision.",
        "One of the five has gone all the way.",
    )


def _place(case: Case, further: int) -> float:
    """The days of the ticket so many places after the middle one."""
    days = known.few(case)["days"]
    return float(days.iloc[min(max((len(days) - 1) // 2 + further, 0), len(days) - 1)])
