"""More practice for lesson 2b: one short question for each small tool of asking."""

from collections.abc import Mapping

import pandas as pd

from helpers import needs
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

BALLOTS = (
    [["green chair", "bench", "stool"]] * 5
    + [["bench", "stool", "green chair"]] * 3
    + [["stool", "bench", "green chair"]] * 4
)
GOALS = {
    "“By March every till in our shops reads our own labels.”": "a goal to log",
    "“We want to become more digital.”": "a wish: ask for day and measure",
    "“I hear they are thinking of a new warehouse.”": "a rumour: ask them",
    "“From June no carton without recycled board, ask purchasing.”": "a goal to log",
    "“Somehow it should all go faster.”": "a wish: ask for day and measure",
}
ALONE = {
    "What a good chair looks like, with eight chairs in the room": "in a group",
    "What they pay other suppliers": "alone",
    "Words for a new catalogue, and which of them ring": "in a group",
    "Why the last order was cancelled": "alone",
    "What happens in a shop on the day of a delivery": "in a group",
}
REGISTER = pd.DataFrame(
    {
        "need": ["five per cent off", "smaller lots", "a sailing date to promise on", "a nicer catalogue"],
        "depth": ["explicit", "internal", "internal", "explicit"],
        "evidence": ["said", "seen", "said twice", "guessed"],
        "weight": [8, 8, 9, 6],
        "fit": [0.3, 0.6, 0.9, 1.0],
    }
)
ASKS = (
    "Do customers like us?",
    "Would 30 days more to pay win more orders than five per cent off?",
    "What does the market think about quality?",
    "How satisfied are our customers in general?",
)
LADDER = (
    "small lots",
    "fewer chairs asleep in the store",
    "cash for the next shop",
    "to be nobody’s debtor",
)
FIRST = ["late"] * 12 + ["price"] * 8
SECOND = ["late"] * 10 + ["price"] * 2 + ["late"] * 2 + ["price"] * 6
MORNINGS = (
    "Tuesday is better: 16 against 9",
    "about 4 to 26 an hour; too early to say which day is better",
    "the true rate is 12.5",
)
SIX_PAGES = (1.0, 1.0, 0.0, 1.0, 0.75, 0.5)


@question("02b.m1", step=2, kind="number", unit="money", practice=True)
class MarketSize:
    """**How large is it, for us?** 40,000 shops buy such chairs, for 6,000 a year each. We can deliver to a quarter of them, and may win one in twenty of
    those. What is the market that we may win (SOM)?"""

    tolerance = 1.0

    def answer(case: Case) -> float:
        return needs.market_sizes(buyers=40_000, spend=6_000, served=0.25, won=0.05).som

    worked = (
        "40,000 × 6,000 is 240 million. A quarter of that is 60 million, and a twentieth of that is {value}."
    )
    misconceptions = {
        "the whole of it": Mistake(240e6, "That is everybody (TAM). A number for speeches, not for plans."),
        "whom we can serve": Mistake(
            60e6, "That is all we could deliver to (SAM). Rivals deliver there too."
        ),
        "one in twenty of everybody": Mistake(12e6, "One in twenty *of those we can deliver to*."),
    }
    hints = (
        "All of it first: 40,000 times 6,000.",
        "A quarter of that, then a twentieth.",
        "240 · 60 · 3 million.",
    )


@question("02b.m2", step=2, kind="choice", practice=True)
class IdeaVotes:
    """**Let them choose.** Twelve customers rank three ideas. Five: green chair, bench, stool. Three: bench, stool, green chair. Four: stool, bench, green
    chair. First gets two points, second one. Which idea wins? (Inviting customers in is one of our sources' strategies. It works if the best idea may win,
    and not the loudest.)"""

    options = ("green chair", "bench", "stool")

    def answer(case: Case) -> str:
        return str(needs.idea_votes(BALLOTS)["idea"].iloc[0])

    misconceptions = {
        "most firsts": Mistake(
            "green chair", "Five put it first, and seven put it last. Those seven would have to live with it."
        ),
        "second most firsts": Mistake(
            "stool", "Four firsts and three seconds: eleven points. One idea has more."
        ),
    }
    hints = ("Who can live with which?", "Green chair: five firsts, so ten points.", "Bench: 3 × 2 + 9 × 1.")


@question("02b.m3", step=2, kind="number", unit="share of buyers", practice=True)
class CoinAnswers:
    """**What nobody says aloud.** “Have you ever told us a rival's price that was not true?” Everybody tosses a coin that you do not see: heads, say yes; tails, say how
    it is. Of 200 buyers 124 say yes. What share has done it?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return needs.hidden_share(124, 200).share

    worked = (
        "The coin makes 100 of the 200 say yes. The other hundred say how it is, and 24 of them say yes:"
        " {value}."
    )
    misconceptions = {
        "took yes for yes": Mistake(
            0.62, "Half of those asked had to say yes, whatever they did. That is what protects them."
        ),
        "forgot that tails are half": Mistake(
            0.12, "The coin made 100 say yes; 24 more did. Out of how many who told the truth?"
        ),
        "halved it": Mistake(0.31, "Take the coin's yeses off first, then look at those who answered truly."),
    }
    hints = (
        "About how many said yes because of the coin?",
        "100. So 24 of the other hundred.",
        "needs.hidden_share(124, 200)",
    )


@question("02b.m4", step=2, kind="choice", practice=True)
class TwoMornings:
    """**The newspaper seller counts.** On Monday she sold 9 papers in an hour at the new place, on Tuesday 16. A count of 9 fits true rates from 4 to 17 an hour, one of
    16 from 9 to 26. What does she know about the place?"""

    options = MORNINGS

    def answer(case: Case) -> str:
        monday, tuesday = needs.count_rate(9, 1), needs.count_rate(16, 1)
        return MORNINGS[1] if monday.high > tuesday.low else MORNINGS[0]

    misconceptions = {
        "believes the difference": Mistake(
            MORNINGS[0], "Both counts fit the same true rate. Stand there a few more mornings."
        ),
        "believes the mean": Mistake(
            MORNINGS[2], "That is the best guess, and it is a guess: two hours of counting."
        ),
    }
    hints = ("Could one and the same rate bring both?", "12 an hour would, easily.", "Counting goes on.")


@question("02b.m5", step=2, kind="table", practice=True)
class GoalLog:
    """**Where do they want to go?** One page of the file is for the customer's own goals in technology. Which of these lines may stand there as it is?"""

    rows = tuple(GOALS)
    options = ("a goal to log", "a wish: ask for day and measure", "a rumour: ask them")

    def answer(case: Case) -> Mapping[str, str]:
        return GOALS

    misconceptions = {
        "every wish is a goal": Mistake(
            value={row: "a goal to log" for row, kind in GOALS.items() if kind.startswith("a wish")},
            says="How would you know, and when, that they are there? Ask for a day and something to count.",
        ),
        "heard is known": Mistake(
            value={"“I hear they are thinking of a new warehouse.”": "a goal to log"},
            says="Said by whom? What others say of them is not theirs.",
        ),
    }
    hints = ("Who says it?", "Is there a day?", "Is there something one can count, or see?")


@question("02b.m6", step=2, kind="number", unit="share of last year's use", practice=True)
class UsageTrend:
    """**What do they use of ours?** Last year they bought 240 of your stools, this year 180. By what share has it changed? (Minus for less. Before you ask for more: what
    stands in their place?)"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return 180 / 240 - 1

    worked = "180 ÷ 240 − 1 = {value}."
    misconceptions = {
        "from the wrong end": Mistake(-1 / 3, "Sixty fewer of the 240 they started from, not of 180."),
        "what is left": Mistake(0.75, "That is what is left. The change is what is gone."),
    }
    hints = ("How many fewer?", "Of how many?", "180 ÷ 240 − 1")


@question("02b.m7", step=2, kind="number", unit="share of places", practice=True)
class InstalledBase:
    """**Their network, and our place in it.** Twelve shops with 30 display places each. You counted: ours stand in 90 of them, Korrin's in 144, the rest is empty or
    others'. What share of the places is ours?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return 90 / (12 * 30)

    worked = "12 × 30 = 360 places; 90 ÷ 360 = {value}."
    misconceptions = {
        "against one rival": Mistake(
            90 / 234, "That leaves out the places that are empty or others'. Some of them could be ours."
        ),
        "one shop's places": Mistake(3.0, "Ninety of how many? There are twelve shops."),
    }
    hints = ("How many places in all?", "360.", "90 ÷ 360")


@question("02b.m8", step=2, kind="ranking", practice=True)
class Register:
    """**Which need first?** For each: worth to them (0–10), evidence (said 0.5, said twice 0.7, seen 0.9, guessed 0.2) and how well we could meet it. Five per cent off: 8,
    said, 0.3 · smaller lots: 8, seen, 0.6 · a sailing date to promise on: 9, said twice, 0.9 · a nicer catalogue: 6, guessed, 1. Multiply, most first."""

    options = tuple(REGISTER["need"])

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(needs.needs_register(REGISTER)["need"])

    misconceptions = {
        "what we can do best": Mistake(
            value=("a nicer catalogue", "a sailing date to promise on", "smaller lots", "five per cent off"),
            says="You can do the catalogue perfectly. You only guess that anybody wants it.",
        ),
        "what was said loudest": Mistake(
            value=("five per cent off", "smaller lots", "a sailing date to promise on", "a nicer catalogue"),
            says="Said once, and hard for us to meet. Multiply before you sort.",
        ),
    }
    hints = (
        "Three numbers, multiplied.",
        "Sailing date: 9 × 0.7 × 0.9.",
        "5.67 · 4.32 · 1.2 · 1.2: of the two equals the first named.",
    )


@question("02b.m9", step=2, kind="number", unit="(kappa)", practice=True)
class KappaByHand:
    """**Two coders.** Twenty answers, two codes. The first wrote *late* 12 times, the second also 12 times; on 10 of these they agree, and on 6 of the *price* ones. What is
    agreement beyond chance, (seen − chance) ÷ (1 − chance)?"""

    tolerance = 0.01

    def answer(case: Case) -> float:
        return needs.cohens_kappa(FIRST, SECOND).kappa

    worked = (
        "Seen: 16 of 20, 0.8. By habit alone: 0.6 × 0.6 + 0.4 × 0.4 = 0.52. (0.8 − 0.52) ÷ (1 − 0.52) ="
        " {value}."
    )
    misconceptions = {
        "agreement as seen": Mistake(
            0.8, "Sixteen of twenty. How many of those would habit alone have brought?"
        ),
        "forgot to divide": Mistake(
            0.28, "That is how far above chance. Now divide by how far there was to go."
        ),
        "chance is one half": Mistake(
            0.6, "Both write *late* more often than not: chance is 0.6 × 0.6 + 0.4 × 0.4."
        ),
    }
    hints = ("Seen: 16 of 20.", "Chance: 0.6 × 0.6 + 0.4 × 0.4.", "(0.8 − 0.52) ÷ 0.48")


@question("02b.m10", step=2, kind="table", practice=True)
class GroupOrAlone:
    """**Round one table?** In a focus group people set each other off, and keep each other quiet. What belongs there, and what is asked alone?"""

    rows = tuple(ALONE)
    options = ("in a group", "alone")

    def answer(case: Case) -> Mapping[str, str]:
        return ALONE

    misconceptions = {
        "money in company": Mistake(
            value={row: "in a group" for row, where in ALONE.items() if where == "alone"},
            says="There sit their rivals. You will hear what one says in front of rivals.",
        ),
        "alone is always deeper": Mistake(
            value={"Words for a new catalogue, and which of them ring": "alone"},
            says="Words ring between people. One alone is polite to each of them.",
        ),
    }
    hints = ("Who else hears it?", "Does it get better when others laugh?", "Two of the five are told alone.")


@question("02b.m11", step=2, kind="choice", practice=True)
class ResearchQuestion:
    """**The first line of the brief.** Which of these is a question that a study could answer, and on whose answer something hangs?"""

    options = ASKS

    def answer(case: Case) -> str:
        return ASKS[1]

    misconceptions = {
        "liking is a goal": Mistake(ASKS[0], "They will say yes. And what will you do on Monday?"),
        "large and vague": Mistake(ASKS[2], "Which market, which quality, and compared with what?"),
        "a thermometer": Mistake(
            ASKS[3], "A fine number to follow from year to year. No decision waits for it now."
        ),
    }
    hints = (
        "Which decision hangs on it?",
        "Could the answer be one you do not expect?",
        "Two offers, and one of them wins.",
    )


@question("02b.m12", step=2, kind="number", unit="share of the file", practice=True)
class Completeness:
    """**How full is the file?** Six pages: who is who 1, their business 1, their goals 0, what they use of ours 1, how they decide 0.75, what they have not said 0.5. How complete
    is it? (Then ask which of the six would change your next offer. It is seldom a full one.)"""

    tolerance = 0.006

    def answer(case: Case) -> float:
        return float(pd.Series(SIX_PAGES).mean())

    worked = "1 + 1 + 0 + 1 + 0.75 + 0.5 = 4.25, and 4.25 ÷ 6 = {value}."
    misconceptions = {
        "left the empty page out": Mistake(0.85, "An empty page is a page. It is the interesting one."),
        "full pages only": Mistake(0.5, "Three are full. The half-filled ones count for what is in them."),
    }
    hints = ("Add the six.", "4.25", "4.25 ÷ 6")


@question("02b.m13", step=2, kind="number", unit="(weight)", practice=True)
class Weighting:
    """**The easy ones answered.** Hotels are 30% of your customers and 12% of those who answered. By what number do you multiply each hotel's answer, so that hotels count for
    their part? (It mends who answered. It does not mend who was never asked.)"""

    tolerance = 0.01

    def answer(case: Case) -> float:
        return 0.30 / 0.12

    worked = "0.30 ÷ 0.12 = {value}."
    misconceptions = {
        "the wrong way round": Mistake(0.4, "That would make the few count even less."),
        "the difference": Mistake(0.18, "Eighteen points are missing. How many *times* 12 is 30?"),
    }
    hints = ("They should count for more, so above 1.", "12 times what is 30?", "30 ÷ 12")


@question("02b.m14", step=2, kind="ranking", practice=True)
class Ladder:
    """**And why does that matter?** Put one talk in the order in which it was climbed, from the ground up."""

    options = (LADDER[2], LADDER[0], LADDER[3], LADDER[1])

    def answer(case: Case) -> tuple[str, ...]:
        return LADDER

    misconceptions = {
        "from the top": Mistake(
            value=LADDER[::-1],
            says="Nobody begins with that. Begin with what one can see on the loading ramp.",
        ),
        "cash first": Mistake(
            value=(LADDER[0], LADDER[2], LADDER[1], LADDER[3]),
            says="Why would small lots free cash? There is a rung in between, and it stands in the store.",
        ),
    }
    hints = (
        "What is the thing, before it does anything?",
        "What does it do in the store?",
        "And what is that for, and that?",
    )
