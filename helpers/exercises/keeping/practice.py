"""Further questions of lesson 6: keeping by tier, asking, listening, measuring."""

from collections.abc import Mapping

import pandas as pd

from helpers import keeping
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

RULES = {
    "E-mail “n.finchley@@maple.example”": "mended or asked for again",
    "Customer type “shop” where the list knows “small retailer”": "mapped to a known value",
    "Birthday of the buyer, found on a social network": "not kept",
    "Consent to telephone: empty": "kept, and read as no",
}
TIERS = {"Elm Group": (90_000.0, 0.90, 0.91), "Fir & Co": (40_000.0, 0.70, 0.78)}  # margin, stay, then
SERVICE = pd.DataFrame(
    {
        "dimension": ["tangibles", "reliability", "responsiveness", "assurance", "empathy"],
        "expected": [4.8, 6.6, 6.1, 6.0, 5.2],
        "perceived": [5.6, 4.9, 5.5, 5.9, 5.4],
    }
)
TAGS = {
    "“The driver rang first. Nobody has ever rung first.”": "delivery, praise",
    "“Third invoice, third time the wrong tax number.”": "invoice, complaint",
    "“Could the bench come in a length that fits a lift?”": "product, suggestion",
    "“Your man was charming. The chair still rocks.”": "quality, complaint",
}
LEVERS = {
    "customer relationship management": 4,
    "personalised service": 3,
    "feedback system": 1,
    "loyalty programme": 5,
    "regular visits": 3,
    "settling problems": 2,
}
IDEAS = {
    "Said at a round table by three of nine": "count it, and ask those who were not there",
    "Written by one customer, costs an afternoon": "try it, and tell them",
    "Asked for by many, and nobody would pay for it": "thank them, and say no with the reason",
    "Cannot be understood": "ring and ask what they meant",
}
VOICE = (
    "collect in one place",
    "tag by cause",
    "count, with what it costs",
    "give it an owner and a date",
    "tell the customer what became of it",
)
WISHES = {
    "Nordic hotel chain, always grey, always in March": "in February: the grey range, their sizes, one page",
    "A clinic whose chairs must be wiped with alcohol": "only the wipeable fabrics, whatever the season",
    "A shop that bought once, two years ago": "the general letter, if they agreed to it",
}
SHAPE = {"orders last quarter": 2, "tickets opened again": 0, "answer to nps": 1, "paid on time": 2}
EIGHT = (10, 9, 9, 8, 7, 7, 5, 3)
CONGRESS = pd.DataFrame(
    {
        "item": ["booking", "delivery", "after the guests", "the person in charge"],
        "score": [0.45, 0.60, 0.70, 0.90],
        "importance": [0.05, 0.40, 0.10, 0.45],
    }
)


@question("06.m1", step=6, kind="number", unit="money", practice=True)
class PlatinumCap:
    """**Platinum: keep.** A platinum customer leaves 20,000 a year. A contact person of their own would lift the chance that they stay
    from 85 to 90 in a hundred, every year. Money costs 10%. What may that person cost at most, once and for all?"""

    tolerance = 200.0

    def answer(case: Case) -> float:
        return round(keeping.retention_cap(20_000, retention=0.85, gain=0.05))

    misconceptions = {
        "one year": Mistake(1000.0, "5% of one year. Whoever stays can stay again."),
        "today's years": Mistake(
            3400.0, "5% of today's 3.4 years. The years themselves grow when more of them stay."
        ),
        "all of it": Mistake(90_000.0, "That is the whole customer. Most of it you would have kept anyway."),
    }
    hints = ("Years at 85%: 0.85 ÷ 0.25.", "Years at 90%: 0.90 ÷ 0.20.", "20,000 × (4.5 − 3.4)")


@question("06.m2", step=6, kind="choice", practice=True)
class DiamondOrPlatinum:
    """**Diamond: keep too.** Our source keeps both top tiers and puts platinum over diamond; others have it the other way round. Elm Group
    (platinum) leaves 90,000 and would stay with 91% instead of 90%. Fir & Co (diamond) leaves 40,000 and would stay with 78%
    instead of 70%. The same effort, once. For whom?"""

    options = ("Elm Group", "Fir & Co", "half of it for each")

    def answer(case: Case) -> str:
        worth = {
            name: keeping.retention_cap(margin, retention=stay, gain=then - stay)
            for name, (margin, stay, then) in TIERS.items()
        }
        return max(worth, key=lambda name: worth[name])

    misconceptions = {
        "the higher tier": Mistake(
            "Elm Group",
            "The name of a tier is no sum. They stay anyway: one point more is worth 90,000 × (0.91 ÷ 0.19 − 4.5).",
        ),
        "fair to both": Mistake(
            "half of it for each",
            "Half an effort is seldom half an effect. Put both differences in years beside each other first.",
        ),
    }
    hints = (
        "Years now and years then, for both.",
        "Elm: 4.50 → 4.79. Fir: 1.75 → 2.44.",
        "Which difference times its margin is larger? 26,000 against 27,500: close, and not by tier.",
    )


@question("06.m3", step=6, kind="number", unit="money", practice=True)
class GoldGap:
    """**Gold: raise.** The smallest diamond customer bought for 52,000 last year. Three gold ones bought for 31,000, 47,500 and 40,000. How
    much more would the nearest of them have to buy to reach diamond?"""

    def answer(case: Case) -> float:
        sales = pd.DataFrame(
            {
                "customer_id": list("abcd"),
                "revenue": [52_000.0, 31_000.0, 47_500.0, 40_000.0],
                "tier": ["diamond", "gold", "gold", "gold"],
            }
        )
        return float(keeping.next_tier(sales)["gap"].iloc[0])

    misconceptions = {
        "the first on the list": Mistake(
            21_000.0, "That is the furthest. Raise the one who is nearly there."
        ),
        "the middle one": Mistake(12_000.0, "One of them is nearer."),
    }
    hints = ("Who is nearest to 52,000?", "52,000 less 47,500.", "Then ask what they buy elsewhere.")


@question("06.m4", step=6, kind="table", practice=True)
class WhatToKeep:
    """**Getting information in.** Four lines of a file to be imported. What becomes of each?"""

    rows = tuple(RULES)
    options = tuple(sorted(set(RULES.values())))

    def answer(case: Case) -> Mapping[str, str]:
        return RULES

    misconceptions = {
        "more is better": Mistake(
            {row: "kept, and read as no" for row, rule in RULES.items() if rule == "not kept"},
            "She never gave it to you, and you have no use for it that you would tell her. Leave it where it was.",
        ),
        "throw out what is odd": Mistake(
            {row: "not kept" for row, rule in RULES.items() if rule.startswith("mapped")},
            "It is only another word for the same. Write the pair down once, and the next file reads itself.",
        ),
    }
    hints = (
        "Can it be mended, mapped, asked for?",
        "Would you tell the customer that you have it, and why?",
        "Each answer is used once.",
    )


@question("06.m5", step=6, kind="number", unit="times as many", practice=True)
class ExtraSteps:
    """**A few steps more.** A newspaper seller has two stands beside her. Of those who come off the train 50 steps away, 60% buy from
    her; of those 100 steps away, 43%. Of her *regulars* it is 75% and 70%. Of a hundred of each who come 50 steps further, how many
    times as many strangers as regulars does she lose?"""

    tolerance = 0.05

    def answer(case: Case) -> float:
        return (60 - 43) / (75 - 70)

    misconceptions = {
        "who is left": Mistake(43 / 70, "43 strangers and 70 regulars still come. How many of each stopped?"),
        "the regulars over the strangers": Mistake(
            5 / 17, "Upside down: the regulars hardly count their steps."
        ),
        "the strangers lost": Mistake(17.0, "Seventeen strangers. And of a hundred regulars?"),
    }
    hints = (
        "Strangers: 60 near, 43 far. Regulars: 75 and 70.",
        "17 lost against 5.",
        "Loyalty one can see with one's feet; nobody had to be asked.",
    )


@question("06.m6", step=6, kind="choice", practice=True)
class WidestGap:
    """**Better service, where?** Expected and perceived, of 7: tangibles 4.8 and 5.6 · reliability 6.6 and 4.9 · responsiveness 6.1 and 5.5 ·
    assurance 6.0 and 5.9 · empathy 5.2 and 5.4. Where do you begin?"""

    options = tuple(SERVICE["dimension"])

    def answer(case: Case) -> str:
        return str(keeping.service_gaps(SERVICE)["dimension"].iloc[0])

    misconceptions = {
        "the lowest mark after": Mistake(
            "empathy", "5.4, and they expected 5.2. Nobody is waiting for more."
        ),
        "a nicer showroom": Mistake(
            "tangibles", "You are better than expected there already. It was the easiest to buy."
        ),
    }
    hints = (
        "Perceived less expected.",
        "0.8, −1.7, −0.6, −0.1, 0.2",
        "Doing what was promised, when it was promised.",
    )


@question("06.m7", step=6, kind="number", unit="share of sales", practice=True)
class KnownSales:
    """**Who has a card?** 40,000 customers, 9,000 with a card. The card was shown for 1.2 million of 3 million in sales. On what
    share of sales do you know who bought?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return 1.2 / 3.0

    misconceptions = {
        "those enrolled": Mistake(
            0.225, "That is who is enrolled. They buy more than others, or forget the card at home."
        ),
        "a card for everyone": Mistake(1.0, "Only where it was shown."),
    }
    hints = (
        "Two shares: of customers, and of money.",
        "Identified sales over all sales.",
        "1.2 ÷ 3. A club that knows nobody is a discount.",
    )


@question("06.m8", step=6, kind="choice", practice=True)
class WeakestLever:
    """**Six levers.** Your firm scores them, 1 to 5: relationship management 4 · personalised service 3 · feedback system 1 · loyalty programme 5 ·
    regular visits 3 · settling problems 2. There is money for one. Which?"""

    options = tuple(LEVERS)

    def answer(case: Case) -> str:
        return str(keeping.six_levers(LEVERS)["lever"].iloc[0])

    misconceptions = {
        "make the strongest stronger": Mistake(
            "loyalty programme", "A five that gives points to people whose complaints nobody reads."
        ),
        "the loudest": Mistake(
            "settling problems",
            "Weak too. But without a feedback system you settle the problems of those who shout.",
        ),
    }
    hints = ("Weakest first.", "Which of the others depend on it?", "It has a 1.")


@question("06.m9", step=6, kind="table", practice=True)
class TagThem:
    """**What did they say?** Tag four sentences: what is it about, and what is it?"""

    rows = tuple(TAGS)
    options = tuple(sorted(set(TAGS.values())))

    def answer(case: Case) -> Mapping[str, str]:
        return TAGS

    misconceptions = {
        "the tone decides": Mistake(
            {row: "delivery, praise" for row in TAGS if "charming" in row},
            "It begins so nicely that one stops reading. The chair still rocks.",
        ),
        "a wish is a complaint": Mistake(
            {row: "quality, complaint" for row in TAGS if "lift" in row},
            "Nothing is broken. They are giving you an idea, for nothing.",
        ),
    }
    hints = ("First the thing, then the mood.", "Read to the end.", "Each answer is used once.")


@question("06.m10", step=6, kind="table", practice=True)
class ServiceRules:
    """**Personal, by rule.** Three customers, three rules, the first that fits is used. Who gets what?"""

    rows = tuple(WISHES)
    options = tuple(sorted(set(WISHES.values())))

    def answer(case: Case) -> Mapping[str, str]:
        return WISHES

    misconceptions = {
        "a name in the greeting": Mistake(
            {row: "the general letter, if they agreed to it" for row in WISHES if "clinic" in row},
            "With “Dear clinic” on top? Personal is what you leave out: nine fabrics they can't use.",
        ),
        "we know so little, so guess": Mistake(
            {row: "in February: the grey range, their sizes, one page" for row in WISHES if "once" in row},
            "One order is no taste. Where you know nothing, be general and brief.",
        ),
    }
    hints = (
        "What do they do again and again?",
        "What can they not use at all?",
        "Where nothing is known, no rule fits.",
    )


@question("06.m11", step=6, kind="table", practice=True)
class IdeaLog:
    """**The idea log.** Four suggestions from a questionnaire, a visit and a round table. What happens next to each?"""

    rows = tuple(IDEAS)
    options = tuple(sorted(set(IDEAS.values())))

    def answer(case: Case) -> Mapping[str, str]:
        return IDEAS

    misconceptions = {
        "three of nine is a third": Mistake(
            {row: "try it, and tell them" for row in IDEAS if "three of nine" in row},
            "A third of nine people who like round tables. Ask those who stayed at home.",
        ),
        "silence is polite": Mistake(
            {row: "count it, and ask those who were not there" for row in IDEAS if "pay" in row},
            "It has been counted. What is missing is the courage to say no, and why.",
        ),
    }
    hints = (
        "Cheap and clear: do it.",
        "Few voices: count first.",
        "Every idea gets an answer, including no.",
    )


@question("06.m12", step=6, kind="ranking", practice=True)
class VoicePipeline:
    """**A feedback system in five steps.** Put them in order."""

    options = (
        "give it an owner and a date",
        "collect in one place",
        "tell the customer what became of it",
        "tag by cause",
        "count, with what it costs",
    )

    def answer(case: Case) -> tuple[str, ...]:
        return VOICE

    misconceptions = {
        "the loudest gets an owner": Mistake(
            ("collect in one place", "give it an owner and a date", *VOICE[1:3], VOICE[4]),
            "An owner for what? First see which cause is large, or you will mend whatever was shouted.",
        ),
        "tell them soon": Mistake(
            (VOICE[0], VOICE[4], *VOICE[1:4]),
            "“We take it seriously” is not news. Tell them when something has become of it.",
        ),
    }
    hints = ("Collect, tag, count.", "Then somebody does it.", "Then somebody says so.")


@question("06.m13", step=6, kind="number", unit="points", practice=True)
class HealthScore:
    """**How is the relationship?** Four signs, each 0 (poor), 1 (middling) or 2 (good): orders last quarter 2, tickets opened again 0, answer
    to nps 1, paid on time 2. What is the health score, from 0 to 100?"""

    tolerance = 0.6

    def answer(case: Case) -> float:
        return 50 * sum(SHAPE.values()) / len(SHAPE)

    misconceptions = {
        "added up": Mistake(5.0, "5 of how many? The most would be 8."),
        "the worst sign": Mistake(
            0.0, "One sign is poor. Talk about that one; but the score is the mean of all."
        ),
    }
    hints = ("5 of 8.", "As a part of a hundred.", "62.5. And then ring about the 0.")


@question("06.m20", step=6, kind="number", unit="points", practice=True)
class ScoreOfEight:
    """**NPS by hand.** Eight people were asked how likely they are to recommend us: 10, 9, 9, 8, 7, 7, 5, 3. What is the net promoter score, in points?"""

    tolerance = 0.6

    def answer(case: Case) -> float:
        return keeping.nps(EIGHT).value

    misconceptions = {
        "heads": Mistake(
            value=1.0,
            says="One head more recommends than warns. Of eight heads; how many is that per hundred?",
        ),
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


@question("06.m21", step=6, kind="choice", practice=True)
class MendFirst:
    """**Mend what first?** A congress hotel asked its guests. Content with booking: 45%, with delivery 60%, with the hour after the guests have left 70%,
    with the person in charge 90%. Weight in the recommendation: 5%, 40%, 10%, 45%. Mending any of the four costs the
    same and would win half of those who are not content. Where do you begin?"""

    options = tuple(CONGRESS["item"])

    def answer(case: Case) -> str:
        room = CONGRESS["importance"] * (1 - CONGRESS["score"])
        return str(CONGRESS["item"].iloc[int(room.to_numpy().argmax())])

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
