"""Further questions of lesson 7."""

from collections.abc import Mapping

import pandas as pd

from helpers import winback
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

LEFT = pd.DataFrame(
    {
        "reason": ["price"] * 10 + ["late deliveries"] * 4 + ["moved house"] * 6,
        "value": [100] * 10 + [900] * 4 + [50] * 6,
    }
)
REASONS = {
    "“You got dearer twice in one spring.”": "the order after next at today’s price, in writing",
    "“The third crate was wet as well.”": "a named contact, and what has changed since",
    "“We have chairs until the next century.”": "a note when the range has changed",
    "“My brother makes chairs now.”": "thanks and an open door",
}


@question("07.m1", step=7, kind="number", unit="attempts", practice=True)
class LetGo:
    """**When to let go.** A first letter wins this customer with a chance of 8 in 100; each further one has half the chance of the one before. Winning them is
    worth 300, a letter with all that hangs on it costs 10. How many letters are worth sending?"""

    def answer(case: Case) -> float:
        return float(winback.attempts(0.08, value=300.0, cost=10.0)["worth_it"].sum())

    misconceptions = {
        "until it works": Mistake(
            6,
            "The sixth has a chance of a quarter in a hundred. By then you are not writing, you are pestering.",
        ),
        "one, and enough": Mistake(1, "The second still has 4 in 100: 12, for 10."),
        "added up": Mistake(
            4,
            "All four together earn 45 and cost 40. But the last two lose what the first two made: look at each by itself.",
        ),
    }
    hints = (
        "24, 12, 6 … and each costs 10.",
        "The last one that brings more than 10 is the last.",
        "Two, and then a kind line that says so.",
    )


@question("07.m2", step=7, kind="number", unit="share", practice=True)
class GivenThatTheyStayed:
    """**Three years already.** Of a hundred contracts 60 are there after three years and 51 after four. Yours has run three years today. How likely is it to end within
    the fourth?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return 1 - 51 / 60

    misconceptions = {
        "from the beginning": Mistake(
            0.49, "That is the chance at the first signature. This one has come three years already."
        ),
        "of a hundred": Mistake(
            0.09, "Nine of a hundred end in the fourth year, but forty of the hundred are not there to end."
        ),
    }
    hints = ("Who could end in the fourth year at all?", "Nine of the sixty.", "9 ÷ 60")


@question("07.m3", step=7, kind="number", unit="share a year", practice=True)
class MonthToYear:
    """**Only three per cent.** Three in a hundred contracts end each month. What share has ended after a year?"""

    tolerance = 0.003

    def answer(case: Case) -> float:
        return 1 - 0.97**12

    misconceptions = {
        "twelve times three": Mistake(
            0.36,
            "Twelve times three, of those who were there at the start. In March there are fewer left to leave.",
        ),
        "those who stay": Mistake(round(0.97**12, 4), "That is who *stays*."),
    }
    hints = ("97 in a hundred stay, each month.", "0.97, twelve times.", "1 − 0.694")


@question("07.m4", step=7, kind="choice", practice=True)
class HeadsOrMoney:
    """**Reasons in order.** Twenty have left: ten over the price (100 a year each), four over late deliveries (900 each), six moved house (50 each). Which reason do you
    work on first?"""

    options = ("price", "late deliveries", "moved house")

    def answer(case: Case) -> str:
        table = winback.reason_table(LEFT, value="value")
        return str(table["reason"].iloc[int(table["value"].argmax())])

    misconceptions = {
        "most heads": Mistake(
            "price",
            "Half of the heads, and a fifth of the money. And a price one can argue about; a late lorry not.",
        ),
        "surely the easiest": Mistake("moved house", "There is nothing to repair. Send a card."),
    }
    hints = (
        "Heads times what they were worth.",
        "1,000, 3,600 and 300.",
        "And which of them can you change?",
    )


@question("07.m5", step=7, kind="number", unit="money", practice=True)
class SecondLife:
    """**The second life.** A usual year with them left 1,000. They come back with 60% of it, and stay another year with a chance of 6 in 10; money costs 10% a year. The first
    year back counts whole. What is a return worth?"""

    tolerance = 5.0

    def answer(case: Case) -> float:
        return float(winback.second_value(1000.0, regained=0.6, retention=0.6, discount_rate=0.1))

    misconceptions = {
        "as before": Mistake(2200.0, "That would be so if all of their business came back. 60% of it does."),
        "without the first year": Mistake(
            720.0, "0.6 ÷ 0.5 leaves out the year they come back in. They are there; count it."
        ),
        "one year": Mistake(600.0, "Their first year. Six in ten have a second."),
    }
    hints = (
        "600 in the first year. In the second 60% of them are still there, and money is a tenth dearer: 600 × 0.6 ÷ 1.1.",
        "So each year is worth 0.6 ÷ 1.1 = 0.545 of the one before: 600 + 327 + 179 + 97 + …",
        "All the years together: 600 ÷ (1 − 0.545).",
    )


@question("07.m6", step=7, kind="table", practice=True)
class OfferForReason:
    """**An answer to the reason.** Four customers, four reasons. What do you offer?"""

    rows = tuple(REASONS)
    options = tuple(sorted(set(REASONS.values())))

    def answer(case: Case) -> Mapping[str, str]:
        return REASONS

    misconceptions = {
        "money heals": Mistake(
            {"“The third crate was wet as well.”": "the order after next at today’s price, in writing"},
            "A good price on a wet crate. They did not leave over money; a lower one only tells them what we think their trouble was worth.",
        ),
        "never give up": Mistake(
            {"“My brother makes chairs now.”": "a named contact, and what has changed since"},
            "They have a contact. He comes for Christmas. Thank them, and leave the door open.",
        ),
    }
    hints = (
        "What would have to change so that they stop saying it?",
        "Two of the four have nothing to buy.",
        "Each offer is used once.",
    )


@question("07.m7", step=7, kind="choice", practice=True)
class CouldBeLuck:
    """**A small lead.** With the letter 12 of 100 came back, without it 8 of 100. A colleague writes: “The letter raises returns by half.” Your remark?"""

    options = (
        "Correct: from 8 to 12 is half as many again.",
        "Four in a hundred may be luck here: it could well be none, or ten.",
        "Wrong: it is four per cent, not half.",
        "The letter does nothing; four is less than eight.",
    )

    def answer(case: Case) -> str:
        return "Four in a hundred may be luck here: it could well be none, or ten."

    misconceptions = {
        "sums are sums": Mistake(
            "Correct: from 8 to 12 is half as many again.",
            "The sum is right. With a hundred in each arm four customers are about what luck moves.",
        ),
        "points and per cent": Mistake(
            "Wrong: it is four per cent, not half.",
            "Four *points* of a hundred; both ways of saying it are sums. Neither says how sure we are.",
        ),
        "not shown is not there": Mistake(
            "The letter does nothing; four is less than eight.",
            "Not proved is not disproved. With a thousand in each arm you would know.",
        ),
    }
    hints = (
        "How many would have to decide otherwise for the lead to be gone?",
        "Four.",
        "Say the range with the number: about −4 to +13 points.",
    )
