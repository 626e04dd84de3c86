"""Further questions of lesson 2."""

import pandas as pd

from helpers import needs, targeting
from helpers.case import Case
from helpers.exercises.engine import Mistake, question
from helpers.intervals import wilson

SUPPLIERS = pd.DataFrame(
    {
        "offer": ["Arden", "Birk", "Cove"],
        "quality": [8, 6, 7],
        "price": [4, 9, 6],
        "payment terms": [5, 5, 8],
        "supply stability": [9, 3, 7],
    }
)
ASKED = {"quality": 2, "price": 3, "payment terms": 1, "supply stability": 4}
NEEDS = {
    "a matching stool": (4, 3),
    "a fixed sailing day": (8, 4),
    "a firm seat": (9, 9),
    "a second colour": (6, 2),
}
HOURS = (3, 5, 26, 8, 70, 12, 20, 31, 9, 16)  # until a first answer
WATCHED = pd.DataFrame(
    {
        "visitor": ["stands"] * 20 + ["sits"] * 40 + ["hurries"] * 40,
        "asks": [1] * 12 + [0] * 8 + [1] * 10 + [0] * 30 + [1] * 3 + [0] * 37,
    }
)


@question("02.m1", step=2, kind="number", unit="dollars", practice=True)
class NameInMoney:
    """**What is a name worth?** In a choice model a buyer gives Haverlund 0.36 more than us for its name alone, and loses 0.03 for
    every dollar of price. How many dollars dearer may Haverlund be before the name is used up?"""

    tolerance = 0.05

    def answer(case: Case) -> float:
        return 0.36 / 0.03

    worked = "0.36 ÷ 0.03 = {value}."
    misconceptions = {
        "added them": Mistake(
            0.39, "One is worth per name, the other per dollar. Divide: how many dollars fit?"
        ),
        "upside down": Mistake(round(0.03 / 0.36, 3), "That is how much name a dollar buys. Turn it over."),
    }
    hints = (
        "Each dollar costs 0.03. How many until 0.36 is gone?",
        "Name ÷ price.",
        "36 ÷ 3",
    )


@question("02.m2", step=2, kind="number", unit="share", practice=True)
class DefectRate:
    """**Forty chairs, two defects.** Five per cent, says the workshop. How high could the true rate still be? (The upper end of Wilson’s
    95% interval; the lower one is 1.4%.)"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return wilson(2, 40)[1]

    worked = (
        "Wilson moves the middle a little towards one half and lays the doubt round it: (0.05 + 0.048 +"
        " 1.96 × √(0.00119 + 0.0006)) ÷ 1.096 = {value}."
    )
    misconceptions = {
        "what was seen": Mistake(0.05, "That is what was seen. Forty chairs can’t rule out much above it."),
        "plus and minus": Mistake(
            0.0362 + 0.05, "As far up as down? With few defects there is more room above than below."
        ),
        "five in forty": Mistake(0.125, "Five per cent of chairs, not five chairs."),
    }
    hints = (
        "It is far above 5%: forty is few.",
        "The interval is lopsided: 5% − 1.4% below, three times that above.",
        "A sixth, about.",
    )


@question("02.m3", step=2, kind="number", unit="points", practice=True)
class Disappointed:
    """**Promised and found.** A buyer expected 6 of 7 and found 5; a shortfall counts double. Another expected 3 and found 5. By how much is the
    second one better pleased than the first, on this scale?"""

    def answer(case: Case) -> float:
        return needs.disconfirmation(3, 5) - needs.disconfirmation(6, 5)

    worked = (
        "The first found one less than promised, counted double: −2. The second found two more: +2. 2 −"
        " (−2) = {value}."
    )
    misconceptions = {
        "both found five": Mistake(0, "Both found the same. Only one of them had been promised more."),
        "a loss like a gain": Mistake(3, "2 − (−1) = 3. But a shortfall counts double."),
    }
    hints = (
        "Found less expected, twice.",
        "The minus counts double.",
        "2 − (−2)",
    )


@question("02.m4", step=2, kind="number", unit="share of the calls", practice=True)
class HourAfter:
    """**The hour after.** We promise a first answer within 24 hours. Ten calls took 3, 5, 26, 8, 70, 12, 20, 31, 9 and 16 hours. What share kept the
    promise?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return sum(hours <= 24 for hours in HOURS) / len(HOURS)

    worked = "26, 70 and 31 hours are more than 24. Seven of ten kept the promise: {value}."
    misconceptions = {
        "the mean keeps it": Mistake(
            1.0, "The mean is 20 hours, so “we keep it”. Three callers were there and disagree."
        ),
        "those who waited": Mistake(0.3, "Those are the three who were let down."),
    }
    hints = ("Count, don’t average.", "26, 70 and 31 are over.", "Seven of ten.")


@question("02.m5", step=2, kind="number", unit="times as often", practice=True)
class WhoStands:
    """**Read the waiting room.** One source sells newspapers by looking at who stands and who sits. At our fair stand 20 visitors stood still and 12 of them
    asked for a price; 40 sat, 10 asked; 40 hurried by, 3 asked. How many times as often as everybody do those who
    stand ask?"""

    tolerance = 0.02

    def answer(case: Case) -> float:
        return round(float(needs.patterns(WATCHED, given="visitor", outcome="asks")["lift"].iloc[0]), 3)

    worked = (
        "12 of 20 who stand ask, 0.6; of everybody 25 of 100, 0.25. 0.6 ÷ 0.25 = {value}. Then test it at"
        " the next fair."
    )
    misconceptions = {
        "their own share": Mistake(0.6, "60% of them ask. How often does everybody?"),
        "of all who asked": Mistake(
            0.48,
            "Half of those who asked were standing: that is the share turned round. Divide by the share of everybody.",
        ),
        "beside those who hurry": Mistake(
            8.0, "That is beside those who hurry by. Everybody includes those who stand."
        ),
    }
    hints = (
        "60% of those who stand.",
        "25 of 100 of everybody.",
        "0.6 ÷ 0.25, and then test it at the next fair.",
    )


@question("02.m6", step=2, kind="number", unit="dollars", practice=True)
class AddedValue:
    """**Added value, added up.** The next best chair costs 54. Ours stacks (saves 9 of storage over its life), its joints are repaired free (saves 7), and its
    odd carton costs 3 more to unpack. Up to which price is the buyer no worse off with ours?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        differences = {"stacking": 9.0, "repairs": 7.0, "unpacking": -3.0}
        return float(targeting.economic_value(54.0, differences=differences)["value"].iloc[-1])

    worked = "54 + 9 + 7 − 3 = {value}."
    misconceptions = {
        "only the good news": Mistake(70, "You left out the carton. The buyer won’t."),
        "the value alone": Mistake(13, "That is what ours adds. Add it to what they would pay anyway."),
    }
    hints = (
        "Start with what they pay for the next best.",
        "Add what ours saves, take off what it costs.",
        "54 + 9 + 7 − 3",
    )


@question("02.m7", step=2, kind="number", unit="dollars a chair", practice=True)
class UseValue:
    """**What is it used for?** A hotel moves 200 chairs between two halls forty times a year. Ours saves one minute a chair and move; an hour costs the hotel 24
    dollars. What is that worth to it, per chair, in a year?"""

    tolerance = 0.05

    def answer(case: Case) -> float:
        return 40 * 24 / 60

    worked = (
        "A minute costs 24 ÷ 60 = 0.40; forty moves a year make {value}. Now go and watch whether it"
        " really is a minute."
    )
    misconceptions = {
        "all of the chairs": Mistake(3200, "That is for all 200. Per chair, please."),
        "once": Mistake(0.4, "One move. They do it forty times."),
    }
    hints = (
        "One minute costs 24 ÷ 60.",
        "Forty times a year.",
        "0.4 × 40. Now go and watch whether it really is a minute.",
    )


@question("02.m8", step=2, kind="number", unit="buyers", practice=True)
class Intention:
    """**“Definitely.”** Asked about a new bar stool, 100 customers ticked *definitely* and 200 *probably*. From earlier launches 80% of the first and 30% of the
    second bought. How many buyers?"""

    def answer(case: Case) -> float:
        return float(needs.likely_buyers({"definitely": 100, "probably": 200})["buyers"].iloc[-1])

    worked = "0.8 × 100 + 0.3 × 200 = 80 + 60 = {value}."
    misconceptions = {
        "they said so": Mistake(300, "Everyone who said yes. Saying is cheaper than buying."),
        "only the certain": Mistake(80, "Some of the *probably* buy too: 30% of 200."),
        "the mean rate": Mistake(165, "55% of 300: but the two groups are not of one size."),
    }
    hints = ("80% of 100.", "Plus 30% of 200.", "80 + 60")


@question("02.m9", step=2, kind="choice", practice=True)
class WeightedSum:
    """**The formula as a sum.** A buyer weighs quality 2, price 3, payment terms 1, supply stability 4. Ratings in that order: Arden 8, 4, 5, 9 · Birk 6, 9, 5,
    3 · Cove 7, 6, 8, 7. Who wins?"""

    options = tuple(SUPPLIERS["offer"])

    def answer(case: Case) -> str:
        return str(needs.offer_scores(SUPPLIERS, ASKED)["offer"].iloc[0])

    misconceptions = {
        "the best price": Mistake(
            "Birk", "Nine for price, and three for whether it comes at all, which weighs most."
        ),
        "the plain sum": Mistake(
            "Cove",
            "28 points, the most of all, if all weighed alike. They don’t: stability counts four times.",
        ),
    }
    hints = (
        "Rating times weight, four times each.",
        "Arden: 16 + 12 + 5 + 36.",
        "69, 56 and 68. Close: if price weighed a little more, it would turn.",
    )


@question("02.m10", step=2, kind="choice", practice=True)
class UnderServed:
    """**Which need sleeps?** Importance and satisfaction out of ten: a matching stool 4 and 3 · a fixed sailing day 8 and 4 · a firm seat 9 and 9 · a second
    colour 6 and 2. Where is the largest opportunity?"""

    options = tuple(NEEDS)

    def answer(case: Case) -> str:
        return max(NEEDS, key=lambda name: needs.opportunity(*NEEDS[name]))

    misconceptions = {
        "the most important": Mistake(
            "a firm seat", "Most important, and served. Nothing to win, much to lose."
        ),
        "the widest gap": Mistake(
            "a second colour", "The gap is as wide as that of the sailing day, but it matters less: 6 + 4."
        ),
    }
    hints = (
        "Importance plus gap.",
        "5, 12, 9 and 10.",
        "Important *and* badly served.",
    )
