"""Questions of lesson 3 along the trainee's path: evidence, the stall, the sentence, the buyer's own market."""

from collections.abc import Mapping

import pandas as pd

from helpers import positioning
from helpers.case import Case
from helpers.exercises.engine import Mistake, question
from helpers.exercises.positioning import known
from helpers.words import percent

NONE = "no evidence: strike it out"
NOTES = {
    "40 of 100 buyers say “sturdy” of us, 25 of the usual rival": "strength",
    "Our people are passionate": NONE,
    "13 of 100 say we are on time; of the best rival 37 do": "weakness",
    "The leader's share fell from 35% to 27% in two years": "opportunity",
    "The market is changing fast": NONE,
    "A rival described in our words gained 10 points of share": "threat",
    "Next year we shall open a second warehouse": NONE,
}
PARITY, DIFFERENCE, OUTSIDE = "parity: must have", "difference: hers alone", "the buyer never sees it"
STALL = {
    "Today's paper, not yesterday's": PARITY,
    "The price printed on the front page": PARITY,
    "She walks to where people wait, and into the bus": DIFFERENCE,
    "She calls out the one story people talk about that morning": DIFFERENCE,
    "The papers left over go to the station staff": OUTSIDE,
}
PEOPLE = pd.DataFrame(
    [
        ("The station manager: lets her in or sends her off; reads no papers", 5, 2),
        ("The kiosk owner: the manager's friend; every paper she sells is one he doesn't", 4, 5),
        ("The people at the stop: none of them decides anything; all of them want the news", 1, 4),
        ("The publisher: prints a hundred thousand and has never heard of her", 2, 1),
    ],
    columns=["who", "power", "interest"],
)
DRAFTS = {
    "For everyone, among dining chairs: always in stock. 38 of 100 buyers say so.": {
        "target": "everyone",
        "frame": "dining chairs",
        "difference": "always in stock",
        "proof": "38 of 100 buyers say so",
    },
    "For shops without a warehouse: always in stock. A refund of a tenth for every week we are late.": {
        "target": "shops without a warehouse",
        "frame": "",
        "difference": "always in stock",
        "proof": "a refund of a tenth for every week we are late",
    },
    "For hotel builders, among dining chairs: quality. Ask anyone.": {
        "target": "hotel builders",
        "frame": "dining chairs",
        "difference": "quality",
        "proof": "ask anyone",
    },
    "For wholesalers with sixty dealers, among dining chairs: terms that let them stock up in spring.": {
        "target": "wholesalers with sixty dealers",
        "frame": "dining chairs",
        "difference": "terms that let them stock up in spring",
        "proof": "",
    },
    "For cafés that open in May, among terrace chairs: here before the sun is. 96 of 100 orders came in time.": {
        "target": "cafés that open in May",
        "frame": "terrace chairs",
        "difference": "here before the sun is",
        "proof": "96 of 100 orders came in time",
    },
}
ABOUT = ("about his market", "about himself")
REMARKS = {
    "“My dealers were sold out of grey in three weeks.”": ABOUT[0],
    "“I have never liked grey.”": ABOUT[1],
    "“New flats in our town have kitchens of six square metres.”": ABOUT[0],
    "“I like you. I like your catalogue. Send me everything.”": ABOUT[1],
    "“Two dealers asked whether the low back comes in oak.”": ABOUT[0],
    "“In my day people bought chairs in sets of eight.”": ABOUT[1],
}
LAUNDRIES = pd.DataFrame(
    [("gentle", 65, 6, 9000.0), ("cheap", 60, 50, 800.0), ("punctual", 30, 40, 3000.0)],
    columns=["word", "best_rival", "buyers", "spend"],
)
LITTLE = "a little of all three"


@question("03.5", step=3, kind="table")
class Evidence:
    """Seven notes from the wall of another firm's meeting room. Strength, weakness, opportunity, threat, or no evidence?"""

    rows = tuple(NOTES)
    options = ("strength", "weakness", "opportunity", "threat", NONE)

    def answer(case: Case) -> Mapping[str, str]:
        return NOTES

    misconceptions = {
        "a nice thought is a strength": Mistake(
            value={"Our people are passionate": "strength"},
            says="Who would check that, and against whom? The rival's people are passionate too; it says so on their wall.",
        ),
        "change is a threat": Mistake(
            value={"The market is changing fast": "threat"},
            says="Which way, how fast, says who? A sentence that is true every year is not evidence in any.",
        ),
        "a plan is a strength": Mistake(
            value={"Next year we shall open a second warehouse": "strength"},
            says="A plan is what you do *about* an entry. It is not yet a fact; ask again next year.",
        ),
        "a rival's loss is our strength": Mistake(
            value={"The leader's share fell from 35% to 27% in two years": "strength"},
            says="It happened outside. Inside is what *we* are or have; what the market does is chance or danger.",
        ),
        "a rival's gain is our weakness": Mistake(
            value={"A rival described in our words gained 10 points of share": "weakness"},
            says="It comes from outside, so it is a threat. The weakness behind it is that the words are the same.",
        ),
    }
    hints = (
        "First: is there a number somebody could check? If not, strike it out.",
        "Then: is it about us, or about the world around us?",
        "Three of the seven have no evidence.",
    )


@question("03.6", step=3, kind="table")
class Stall:
    """What did the newspaper seller need to be level with the two kiosks, and what was hers alone?"""

    rows = tuple(STALL)
    options = (PARITY, DIFFERENCE, OUTSIDE)

    def answer(case: Case) -> Mapping[str, str]:
        return STALL

    misconceptions = {
        "good is different": Mistake(
            value={"Today's paper, not yesterday's": DIFFERENCE},
            says="The kiosks have today's paper too. Without it she sells nothing; with it she is merely level.",
        ),
        "the gift is her selling point": Mistake(
            value={"The papers left over go to the station staff": DIFFERENCE},
            says="It opened the gate for her, and raises a question of its own. The person waiting for the bus never saw it.",
        ),
        "walking is only effort": Mistake(
            value={"She walks to where people wait, and into the bus": PARITY},
            says="A kiosk would need wheels. What the others cannot do, and the buyer wants, is a difference.",
        ),
    }
    hints = (
        "Ask: would a buyer miss it if she had it not?",
        "Ask: could a kiosk do the same tomorrow?",
        "One line is about getting in, not about selling.",
    )


@question("03.7", step=3, kind="table")
class Stakeholders:
    """Four people around the stall. With power and with interest: **manage closely**. Power alone: **keep satisfied**. Interest alone: **keep
    informed**. Neither: **watch**."""

    rows = tuple(PEOPLE["who"])
    options = ("manage closely", "keep satisfied", "keep informed", "watch")

    def answer(case: Case) -> Mapping[str, str]:
        table = positioning.stakeholders(PEOPLE)
        return dict(zip(table["who"], table["treat"], strict=True))

    misconceptions = {
        "the manager wants to hear everything": Mistake(
            value={PEOPLE["who"][0]: "manage closely"},
            says="He has the power and little interest. Bore him with your plans and you raise his interest in being rid of you.",
        ),
        "the rival can be ignored": Mistake(
            value={PEOPLE["who"][1]: "watch"},
            says="He has the manager's ear and a reason to use it. Of all four, he needs most of your thought.",
        ),
        "customers are powerful": Mistake(
            value={PEOPLE["who"][2]: "manage closely"},
            says="Together they decide everything; each alone decides nothing. Tell them what's new: they want to know.",
        ),
    }
    hints = (
        "Power first: could this person end the business tomorrow?",
        "Then interest: does this person care?",
        "Each of the four treatments fits once.",
    )


@question("03.8", step=3, kind="table")
class WhatIsMissing:
    """Five drafts. Which part is missing? For whom (*target*), instead of what (*frame*), the one thing (*difference*), why believe it (*proof*)."""

    rows = tuple(DRAFTS)
    options = ("target", "frame", "difference", "proof", "nothing")

    def answer(case: Case) -> Mapping[str, str]:
        return {
            text: next(iter(positioning.missing_parts(parts)), "nothing") for text, parts in DRAFTS.items()
        }

    misconceptions = {
        "everyone is somebody": Mistake(
            value={next(iter(DRAFTS)): "nothing"},
            says="A target that leaves nobody out is not one. Whom would you *not* send this to?",
        ),
        "quality is a difference": Mistake(
            value={list(DRAFTS)[2]: "proof"},
            says="The proof is thin, true. But look before it: every rival prints “quality”. There is nothing here to prove.",
        ),
        "everybody knows what we sell": Mistake(
            value={list(DRAFTS)[1]: "nothing"},
            says="In stock of what? The buyer must know which shelf you stand on before you can stand out on it.",
        ),
    }
    hints = (
        "Read each aloud to somebody who has never heard of the firm.",
        "“Everyone” and “quality” are filled in and say nothing.",
        "One of the five is complete.",
    )


@question("03.9", step=3, kind="text")
class ThirtySeconds:
    """**The 30-second test** (30秒实验). The lift goes up eight floors; the owner of the firm is in it and asks: *“Who are we for, and why do they come to us and not
    to the others?”* Set a clock. Say it aloud to somebody, once. Then write down what you said, not what you wish you had said."""

    rubric = (
        "A stranger could tell who is a customer of yours and who is not.",
        "It names what they would otherwise buy.",
        "It says one thing, not three.",
        "Something in it can be checked by Friday.",
        "It was over before the eighth floor.",
    )

    def facts(case: Case) -> Mapping[str, str]:
        if case.missing("answers") or case.missing("choices"):
            example = {"who": "small shops", "word": "always in stock", "share": "21%"}
            return {**example, "thing": known.THING, "others": "four"}
        weights, table = known.wants(case), known.parity(case)
        who = str(known.parts(case).sort_values(ascending=False, kind="stable").index[0])
        own = table[table["need"].isin(weights.columns)].set_index("need")
        best = str(weights.loc[who].reindex(own.index).astype(float).idxmax())
        share = percent(float(own["ours"].loc[best]))
        name = who.replace("_", " ") + " customers"
        words = {"who": name, "word": str(own["word"].loc[best]), "share": share, "thing": known.THING}
        return {**words, "others": str(len(known.counts(case)) - 1)}

    model = (
        "“We are for {who}, who could buy {thing} from {others} others. What decides with them is whether they can say “{word}” of us. Today {share} of"
        " those asked do. We mean to be the first they say it of, and every quarter we shall ask the same people again.”"
    )


@question("03.10", step=3, kind="table")
class MarketOrPerson:
    """Six remarks by one wholesaler over one lunch. Which tell you something about his market, and which about him?"""

    rows = tuple(REMARKS)
    options = ABOUT

    def answer(case: Case) -> Mapping[str, str]:
        return REMARKS

    misconceptions = {
        "the customer is king": Mistake(
            value={"“I have never liked grey.”": ABOUT[0]},
            says="He doesn't sit on them. His dealers' customers do, and the line before says what they think of grey.",
        ),
        "enthusiasm is demand": Mistake(
            value={"“I like you. I like your catalogue. Send me everything.”": ABOUT[0]},
            says="Music, and no market in it. If his dealers' buyers don't want it, he will like you a little less each month.",
        ),
        "memory is a market": Mistake(
            value={"“In my day people bought chairs in sets of eight.”": ABOUT[0]},
            says="That was a market, once. Ask what is bought now, and by whom.",
        ),
    }
    hints = (
        "Who acts in the sentence: he, or somebody who buys from him?",
        "Could you count it?",
        "Half and half.",
    )


@question("03.11", step=3, kind="choice")
class FourthLaundry:
    """*A mini-case.* A town has three laundries for hotels, and you open the fourth. Six spas spend 9,000 a year each and want it *gentle*: 65 of 100 say
    that of one laundry already. Fifty hostels spend 800 and want it *cheap*: of two laundries 55 and 60 of 100 say so. Forty small hotels spend 3,000 and want it
    *punctual*: at most 30 of 100 say so of anybody. The machines are what everybody's are; you can afford to be visibly better in one thing. Which?"""

    options = ("gentle", "cheap", "punctual", LITTLE)

    def answer(case: Case) -> str:
        free = LAUNDRIES["buyers"] * LAUNDRIES["spend"] * (1 - LAUNDRIES["best_rival"] / 100)
        return str(LAUNDRIES["word"].iloc[int(free.to_numpy().argmax())])

    misconceptions = {
        "the richest buyers": Mistake(
            value="gentle",
            says="The spas pay most *each*. Together it is 54,000, and one laundry already owns the word.",
        ),
        "the most heads": Mistake(
            value="cheap",
            says="Fifty hostels make 40,000 together, and two laundries share that word. You would be the third cheapest of four.",
        ),
        "please everybody": Mistake(
            value=LITTLE,
            says="Then you are described in everybody's words and remembered for none. You have met that brand in this lesson.",
        ),
    }
    hints = (
        "Two questions for each: how much money, and who stands there already?",
        "Buyers times spend: 54,000, 40,000 and 120,000.",
        "And of which word does nobody have even a third?",
    )
