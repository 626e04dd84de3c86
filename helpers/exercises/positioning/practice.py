"""More practice for lesson 3: small sums of market and industry, one at a time."""

from collections.abc import Mapping

import pandas as pd

from helpers import positioning
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

SHARES = (40, 30, 20, 10)
SOURCES = {
    "His price list, handed out at the fair": "yes",
    "The customer list that his former clerk offers you": "no",
    "What your own buyers say of him, asked openly": "yes",
    "A call to his office, posing as a buyer from Lyon": "no",
    "His accounts at the public register": "yes",
}
BARRIERS = {
    "A buyer's test of fire safety takes nine months": "keeps newcomers out",
    "Any workshop can rent a stand at the fair": "lets them in",
    "Large makers pay 30% less for freight": "keeps newcomers out",
    "A web shop costs a weekend": "lets them in",
}
SUPPLIER = {"few": False, "switching": True, "forward": True, "small": True}
OFFERS = {
    "A white mug, like the six beside it on the shelf": "generic",
    "A mug that keeps tea warm; one rival has it too, at half the strength": "differentiated",
    "A mug that says on the outside how hot it is inside; nobody else's does": "unique",
    "A white mug whose handle comes off": "below the basic height",
}


@question("03.m1", step=3, kind="number", unit="chairs", practice=True)
class ResellersOrder:
    """**A buyer is a market seen through a pipe.** A dealer sold 100 chairs a month and keeps stock for two months: 200 chairs. This month his own customers will buy a tenth
    more. He wants two months' stock of *that*. How many does he order?"""

    def answer(case: Case) -> float:
        table = positioning.reseller_order(100, growth=0.1, cover_months=2, stock=200)
        return float(table["units"].iloc[-1])

    worked = (
        "110 for what he will sell, and 220 − 200 to fill his store: {value}. His customers buy a tenth"
        " more; he orders three tenths more."
    )
    misconceptions = {
        "what he will sell": Mistake(
            110, "That is what goes out. His stock must grow as well: two months of 110."
        ),
        "forgot the stock he has": Mistake(330, "He has 200 already. Take them off."),
        "only the extra": Mistake(
            20, "That is what his stock grows by. He also has to replace what he sells."
        ),
    }
    hints = (
        "He will sell 110.",
        "He wants 220 in stock and has 200.",
        "110 + 220 − 200: a tenth more sold, three tenths more ordered.",
    )


@question("03.m2", step=3, kind="number", unit="points", practice=True)
class Hhi:
    """**How crowded is the market?** Four firms have 40, 30, 20 and 10 per cent. What is the HHI, the sum of the squared shares in per cent?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        return positioning.hhi(SHARES)

    worked = "40² + 30² + 20² + 10² = 1,600 + 900 + 400 + 100 = {value}."
    misconceptions = {
        "the sum of the shares": Mistake(
            100, "That is all of them together, always. Square each share first."
        ),
        "shares as fractions": Mistake(
            0.3, "Right in fractions. The index is written with per cent: 40, not 0.40."
        ),
        "the square of the largest": Mistake(
            1600, "That is the leader's part alone. Add the other three squares."
        ),
    }
    hints = ("Square each.", "1,600 + 900 + …", "400 and 100 are the last two.")


@question("03.m3", step=3, kind="choice", practice=True)
class WhichYear:
    """**Says who?** A market stands at 2,000 points. One report calls it moderately concentrated, another highly. Who is right, by the merger guidelines in force in the United
    States since 2023?"""

    options = ("moderately concentrated", "highly concentrated", "unconcentrated")

    def answer(case: Case) -> str:
        return positioning.concentration_level(2000)

    misconceptions = {
        "the thresholds of 2010": Mistake(
            "moderately concentrated",
            "By the guidelines of 2010, yes: high began above 2,500. Those of 2023 begin above 1,800. Always give the year.",
        ),
        "a fifth each is free": Mistake(
            "unconcentrated", "2,000 points is five firms of a fifth each. Free begins below 1,000."
        ),
    }
    hints = ("The thresholds moved in 2023.", "They moved down.", "1,000 and 1,800.")


@question("03.m4", step=3, kind="number", unit="times the leader", practice=True)
class RelativeShare:
    """**Compared with whom?** You have 30% of the market, the leader 40%. What is your relative share?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        sales = pd.DataFrame({"period": 1, "brand": ["us", "leader", "rest"], "units": [30, 40, 30]})
        table = positioning.market_shares(sales).set_index("brand")
        return float(table["relative_share"].loc["us"])

    worked = "30 ÷ 40 = {value}. Below 1: somebody is larger."
    misconceptions = {
        "the leader over us": Mistake(4 / 3, "That is the leader's, with you as the largest rival."),
        "the difference": Mistake(0.1, "Ten points lie between you. A ratio divides."),
        "the share itself": Mistake(0.3, "That is your share of everything. Relative: to the largest rival."),
    }
    hints = ("Own share ÷ the largest other.", "30 ÷ 40", "Below 1: somebody is larger.")


@question("03.m5", step=3, kind="number", unit="of 5", practice=True)
class SupplierPower:
    """**Who supplies whom?** Four statements on suppliers: few could make it (false); changing would take months (true); they could sell to our customers
    themselves (true); we are small to them (true). Each true one adds a point, starting from 1. How strong are they?"""

    def answer(case: Case) -> float:
        return positioning.checklist(positioning.SUPPLIER, SUPPLIER)[0]

    worked = "1 to begin with, and three statements that are true: {value}."
    misconceptions = {
        "counted from zero": Mistake(
            3, "Three are true, but the scale starts at 1: even the weakest supplier is somebody."
        ),
        "counted all": Mistake(5, "One of the four is false."),
        "power is how good they are": Mistake(
            1, "Good and strong are two things. Strong is who can make whom wait."
        ),
    }
    hints = ("Count the true ones.", "Start from 1.", "1 + 3")


@question("03.m6", step=3, kind="table", practice=True)
class Entry:
    """**Who could come in?** Which of these keep newcomers out of the chair trade, and which let them in?"""

    rows = tuple(BARRIERS)
    options = ("keeps newcomers out", "lets them in")

    def answer(case: Case) -> Mapping[str, str]:
        return BARRIERS

    misconceptions = {
        "tests hurt only us": Mistake(
            {"A buyer's test of fire safety takes nine months": "lets them in"},
            "You have passed it. A newcomer waits nine months before the first chair is sold: that is a fence, and you're inside.",
        ),
        "a fair keeps order": Mistake(
            {"Any workshop can rent a stand at the fair": "keeps newcomers out"},
            "Anybody, that is the point. The fair sells stands, not protection.",
        ),
    }
    hints = ("Imagine you start tomorrow.", "What takes money or time?", "Two and two.")


@question("03.m7", step=3, kind="number", unit="share of sales", practice=True)
class BuyerPower:
    """**Who could make us wait?** Six customers bought for 50, 20, 10, 10, 5 and 5 thousand. What share of sales hangs on the largest two?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return positioning.concentration_ratio([50, 20, 10, 10, 5, 5], of=2)

    worked = "50 + 20 of 100 in all: {value}."
    misconceptions = {
        "the share of customers": Mistake(
            2 / 6, "Two of six are a third of the heads. Sales are what counts."
        ),
        "the largest alone": Mistake(0.5, "The question asks for two."),
    }
    hints = ("Add everything: 100.", "Add the largest two.", "70 of 100")


@question("03.m8", step=3, kind="number", unit="per cent more units", practice=True)
class CrossPrice:
    """**If theirs gets dearer.** Between brands of a class the cross-price elasticity is 0.5. The rivals raise their prices by 10%. By about how many per cent do our units
    rise? (Write 5 for 5%.)"""

    tolerance = 0.25

    def answer(case: Case) -> float:
        return 10 * 0.5

    worked = "0.5 × 10 = {value}."
    misconceptions = {
        "one for one": Mistake(10, "Only half of the rise comes over to you: 0.5 is not 1."),
        "divided instead": Mistake(20, "You divided by it. Elasticity times change of price."),
        "they fall": Mistake(-5, "A rival that gets dearer sends buyers to you, not away."),
    }
    hints = ("Change in units = elasticity × change in price.", "0.5 × 10", "And the sign is plus.")


@question("03.m9", step=3, kind="number", unit="points", practice=True)
class Merger:
    """**Two become one.** A firm with 5% buys one with 10%. By how many points does the HHI rise?"""

    def answer(case: Case) -> float:
        return positioning.merger_rise(5, 10)

    worked = "15² − 5² − 10² = 225 − 125 = {value}."
    misconceptions = {
        "the square of both": Mistake(
            225, "That is what the new firm counts. Take off what the two counted before: 25 and 100."
        ),
        "forgot the two": Mistake(50, "5 × 10, and then twice: (a + b)² − a² − b² leaves 2ab."),
    }
    hints = ("15² − 5² − 10²", "225 − 125", "Or 2 × 5 × 10.")


@question("03.m10", step=3, kind="number", unit="of 4", practice=True)
class Ife:
    """**How strong inside?** Three entries with weight and rating: sturdy 0.5 and 4; late 0.3 and 1; little known 0.2 and 2. What is the weighted total? (2.5 is an average firm.)"""

    tolerance = 0.02

    def answer(case: Case) -> float:
        rows = [
            ("strength", "sturdy", 0.4, 0.5, 4),
            ("weakness", "late", 0.1, 0.3, 1),
            ("weakness", "little known", 0.2, 0.2, 2),
        ]
        entries = pd.DataFrame(rows, columns=["kind", "entry", "evidence", "weight", "rating"])
        return float(positioning.ife_efe(positioning.swot(entries.assign(source="answers")))["score"].iloc[0])

    worked = "0.5 × 4 + 0.3 × 1 + 0.2 × 2 = 2.0 + 0.3 + 0.4 = {value}: better than the average firm."
    misconceptions = {
        "weights forgotten": Mistake(
            7 / 3, "A plain average lets a small matter count like a large one. Weight first."
        ),
        "strengths only": Mistake(2.0, "That is sturdy alone. The weaknesses are rated too, with 1 and 2."),
    }
    hints = ("Weight times rating, three times.", "2.0 + 0.3 + 0.4", "Above 2.5: better than average.")


@question("03.m11", step=3, kind="table", practice=True)
class OfferLevels:
    """**Which of the three offers?** Generic (普遍), differentiated (差异化), unique (独特); and one that isn't even generic."""

    rows = tuple(OFFERS)
    options = ("below the basic height", "generic", "differentiated", "unique")

    def answer(case: Case) -> Mapping[str, str]:
        return OFFERS

    misconceptions = {
        "every advantage is unique": Mistake(
            {list(OFFERS)[1]: "unique"}, "A rival has it too, only weaker. Unique is what nobody comes near."
        ),
        "ordinary is bad": Mistake(
            {next(iter(OFFERS)): "below the basic height"},
            "It holds tea, like the six beside it. Ordinary is level, not below.",
        ),
    }
    hints = ("Does it do what a mug must?", "Does anybody else's do it too?", "Each level fits once.")


@question("03.m12", step=3, kind="table", practice=True)
class FairIntelligence:
    """**Where may it come from?** A card on a rival needs sources you could name to his face. Which of these may stand on it?"""

    rows = tuple(SOURCES)
    options = ("yes", "no")

    def answer(case: Case) -> Mapping[str, str]:
        return SOURCES

    misconceptions = {
        "a gift is a gift": Mistake(
            {"The customer list that his former clerk offers you": "yes"},
            "It isn't the clerk's to give. You would be holding stolen personal data, and a clerk who takes lists along.",
        ),
        "a small lie": Mistake(
            {"A call to his office, posing as a buyer from Lyon": "yes"},
            "Everybody does it, they say. Then his card on you was made the same way. Say who you are and ask what you may.",
        ),
        "everything about rivals is spying": Mistake(
            dict.fromkeys(SOURCES, "no"),
            "What he hands out, what he files, what your buyers tell you openly: all yours to read.",
        ),
    }
    hints = ("Would you tell him how you got it?", "Did somebody break a promise?", "Three yes, two no.")
