"""Further questions of lesson 9."""

from collections.abc import Mapping

from helpers import cycle
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

PORTFOLIO = {
    "Oak in a darker stain": "better at what we do",
    "Chairs by the month, taken back": "another way of business",
    "A shelf that the shop fills itself": "something new for them",
    "Delivery a day earlier": "better at what we do",
}
KINDS = ("better at what we do", "something new for them", "another way of business")
OUR_DAY = {
    "They do not know what is good for them.": "the product",
    "What did the last three who left say?": "the customer",
    "First build it, then find somebody for it.": "the product",
    "Who of them would miss us, and for what?": "the customer",
    "The rival has it in blue. We want blue.": "the rival",
}
SYSTEM = {
    "One name, known to the customer": "in the system",
    "She is usually very friendly": "a habit of one person",
    "What happens when that name is ill": "in the system",
    "He remembers their dates by heart": "a habit of one person",
    "A page that anybody can take over from": "in the system",
}
COME_IN, WEEKS = 25, 3.0  # complaints a week, and how long one stays
PDCA = {
    "By June: answers within a day for nine in ten": "plan",
    "Two people on the morning desk since March": "do",
    "May: 84 in a hundred, limits 78 to 90": "check",
    "The rota of the afternoon stays as it was": "act",
}


@question("09.m1", step=9, kind="number", unit="money for a thousand readers", practice=True)
class ThirdParty:
    """**A third party pays.** An estate agent pays the newspaper seller 1,000 a month to put his sheet between the pages. She sells to 25,000 readers in that month. What
    does he pay for a thousand readers?"""

    def answer(case: Case) -> float:
        return cycle.thousand_readers(1_000, 25_000)

    misconceptions = {
        "a reader": Mistake(0.04, "That is what one reader costs him. The trade counts by the thousand."),
        "upside down": Mistake(
            25.0, "That is readers for a unit of money. Turn it round: money for a thousand readers."
        ),
    }
    hints = (
        "What does one reader cost him?",
        "Times a thousand. And would her readers miss the sheet if it were gone?",
    )


@question("09.m2", step=9, kind="number", unit="hours a week", practice=True)
class AThird:
    """**At the market.** One source tells of managers who spend a third of their time with customers and in shops. (An anecdote: nobody says who counted.) You work 42 hours; your
    log of last week shows 5 of them there. How many more would a third take?"""

    def answer(case: Case) -> float:
        return 42 / 3 - 5

    misconceptions = {
        "a third": Mistake(14.0, "That is the third. You were there for some of it already."),
        "a third of what is left": Mistake((42 - 5) / 3, "A third of the whole week, not of the rest."),
    }
    hints = ("A third of the week first.", "Less what you did.")


@question("09.m3", step=9, kind="number", unit="rules for each 100 memos", practice=True)
class MemoToRule:
    """**Memo, team, process, rule** (备忘录→小组→流程→制度): the road of an idea from the front line, as one source tells it of a large firm (an anecdote; these numbers are
    made up). Of 120 memos 31 got a team, 12 of these a process, 7 of these became a rule. How many of a hundred memos end as a rule?"""

    tolerance = 0.2

    def answer(case: Case) -> float:
        return 100 * float(cycle.idea_pipeline()["of_all"].iloc[-1])

    misconceptions = {
        "of the processes": Mistake(100 * 7 / 12, "Of a hundred *processes*. Most memos never get so far."),
        "the losses": Mistake(
            100 * 113 / 120, "Those are the ones that end nowhere. Some of them had been answered, one hopes."
        ),
    }
    hints = (
        "Only the first and the last number count.",
        "7 of 120. And whether the other 113 were *answered* decides if there will be others.",
    )


@question("09.m4", step=9, kind="number", unit="beyond each unit spent", practice=True)
class Romi:
    """**Marketing as an investment** (营销是投资). A fair cost 10,000. It brought orders for 60,000 that would not have come; a quarter of that is margin. What did each unit
    of money bring beyond itself?"""

    def answer(case: Case) -> float:
        return cycle.romi(15_000, 10_000)

    misconceptions = {
        "sales instead of margin": Mistake(
            5.0,
            "With sales in it, everything is a good investment. The chairs had to be made: take the margin.",
        ),
        "without taking it back": Mistake(
            1.5, "It brought 1.5 for each unit. The first of them it had cost."
        ),
    }
    hints = ("What is left of the 60,000?", "Less what was spent, divided by what was spent.")


@question("09.m5", step=9, kind="number", unit="people a head", practice=True)
class Span:
    """**A key-account department** (大客户部) of 30 has 3 who lead. How many people has each of them to know well?"""

    def answer(case: Case) -> float:
        return float(cycle.span(30, leads=3)["each"])

    misconceptions = {
        "with the heads": Mistake(11.0, "The three are not led by themselves."),
        "three": Mistake(3.0, "Three lead. Among how many are the thirty shared out?"),
    }
    hints = (
        "Share the thirty among three.",
        "More than about eight, and some of them will only be led by e-mail.",
    )


@question("09.m6", step=9, kind="table", practice=True)
class Portfolio:
    """**Innovation** (创新). Four ideas. What kind is each? (A firm needs some of all three; asked for “more innovation” it usually gets more of the first.)"""

    rows = tuple(PORTFOLIO)
    options = KINDS

    def answer(case: Case) -> Mapping[str, str]:
        return PORTFOLIO

    misconceptions = {
        "new product, new business": Mistake(
            value={"Chairs by the month, taken back": "something new for them"},
            says="The chair is the old one. What changes is who owns it, who pays when, and what we earn by.",
        ),
        "everything is new": Mistake(
            value={"Oak in a darker stain": "something new for them"},
            says="They will like it, and it is the same promise in another colour.",
        ),
    }
    hints = ("Does the customer do something they could not do before?", "Does the way we earn change?")


@question("09.m7", step=9, kind="table", practice=True)
class WhatIsInTheMiddle:
    """**Customer-centred** (以客户为中心), or something else? What stands in the middle of each sentence?"""

    rows = tuple(OUR_DAY)
    options = ("the product", "the customer", "the rival")

    def answer(case: Case) -> Mapping[str, str]:
        return OUR_DAY

    misconceptions = {
        "watching rivals is watching customers": Mistake(
            value={"The rival has it in blue. We want blue.": "the customer"},
            says="Which customer asked? To follow a rival is to let him choose your customers for you.",
        ),
        "to know better": Mistake(
            value={"They do not know what is good for them.": "the customer"},
            says="They are mentioned. Nobody has asked them.",
        ),
    }
    hints = ("Whose answer would settle it?", "A customer who is only mentioned stands at the edge.")


@question("09.m8", step=9, kind="table", practice=True)
class SystemOrHabit:
    """**A system for key accounts** (大客户服务制度) is what is still there when somebody leaves. Which of these is?"""

    rows = tuple(SYSTEM)
    options = ("in the system", "a habit of one person")

    def answer(case: Case) -> Mapping[str, str]:
        return SYSTEM

    misconceptions = {
        "good people are a system": Mistake(
            value={"He remembers their dates by heart": "in the system"},
            says="Wonderful, until his last day. What is only in a head leaves with it.",
        ),
        "friendliness by rule": Mistake(
            value={"She is usually very friendly": "in the system"},
            says="*She*, and *usually*. A system says what the customer may count on from whoever picks up.",
        ),
    }
    hints = ("She has flu. What is left?", "Is it written where others find it?")


@question("09.m9", step=9, kind="table", practice=True)
class PlanDoCheckAct:
    """**Plan, do, check, act** (PDCA). Four lines of a log; which is which?"""

    rows = tuple(PDCA)
    options = ("plan", "do", "check", "act")

    def answer(case: Case) -> Mapping[str, str]:
        return PDCA

    misconceptions = {
        "acting is changing": Mistake(
            value={"The rota of the afternoon stays as it was": "do"},
            says="To leave something alone *because* you looked is the fourth step as well.",
        ),
        "the plan is a number": Mistake(
            value={"May: 84 in a hundred, limits 78 to 90": "plan"},
            says="That is what came, with what chance would keep it in.",
        ),
    }
    hints = ("One line wishes, one works, one looks.", "The fourth follows from the third.")


@question("09.m10", step=9, kind="number", unit="share", practice=True)
class TenYears:
    """**Ten years from now** (10年后). We and one rival have half the market each. We grow by 2% a year, he by 9%. If that went on: what is our share in ten years?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return float(cycle.years_on({"us": 0.5, "him": 0.5}, {"us": 0.02, "him": 0.09})["us"].iloc[-1])

    misconceptions = {
        "we grow, so we keep it": Mistake(
            0.5, "We grow, and he grows faster. Share is what is left when all have grown."
        ),
        "seven points a year": Mistake(
            0.0, "Growth multiplies, it is not taken off our share. We shrink in share, but slowly."
        ),
    }
    hints = ("0.5 times 1.02 ten times over; the same for him.", "Ours, divided by both together.")


@question("09.m11", step=9, kind="number", unit="customers", practice=True)
class LongGoal:
    """**The long goal** (长远目标). A call a year after the first order keeps 6 more of each 100 new customers; each that stays leaves 300 over the years. A call costs 9.
    How many of a hundred would it have to keep for the calls to pay for themselves?"""

    def answer(case: Case) -> float:
        return 100 * 9 / 300

    misconceptions = {
        "what it keeps": Mistake(6.0, "It keeps six. To pay for itself it could do with fewer."),
        "upside down": Mistake(
            300 / 9,
            "That many calls are paid by one customer kept. How many of a hundred calls must keep one?",
        ),
    }
    hints = ("A hundred calls cost 900.", "How many times 300 is that?")


@question("09.m13", step=9, kind="number", unit="complaints", practice=True)
class UnderWay:
    """**Little's law** (利特尔法则): what lies about is what comes in, times how long it stays. {come} complaints come in a week, and one is settled
    after {weeks} weeks on average. How many are under way on any day?"""

    def facts(case: Case) -> Mapping[str, str]:
        return {"come": f"{COME_IN:g}", "weeks": f"{WEEKS:g}"}

    def answer(case: Case) -> float:
        return float(cycle.little(per_hour=COME_IN, hours=WEEKS)["under_way"])

    misconceptions = {
        "a week's worth": Mistake(
            value=COME_IN,
            says="Those came this week. The ones of last week and the week before are still there.",
        ),
        "divided": Mistake(
            value=COME_IN / WEEKS,
            says="You divided. The longer each of them stays, the *more* lie about.",
        ),
    }
    hints = (
        f"Think of a room: {COME_IN:g} enter a week, each stays {WEEKS:g} weeks.",
        "Times, not divided by.",
    )


@question("09.m12", step=9, kind="text", practice=True)
class Creed:
    """**Service creed** (服务理念). Write your firm's in one sentence that somebody at the desk could break *today*, and would know that they had."""

    rubric = (
        "Says what the customer may count on, in days, hours or deeds.",
        "Somebody could break it before the evening, and notice.",
        "No *excellence*, no *passion*, nothing that a bank could say.",
    )

    def model(case: Case) -> str:
        return "If it will be late, you hear it from us before you would have noticed."
