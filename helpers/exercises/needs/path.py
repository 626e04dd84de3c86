"""Questions of lesson 2 along the trainee's path."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers import needs
from helpers.case import Case
from helpers.exercises.engine import Mistake, prediction, question
from helpers.exercises.needs import known
from helpers.words import _, money, percent

BOTH = ("answers", "choices")
NINE = tuple(name.replace("_", " ") for name in needs.FACTORS)
SENTENCES = {
    "“Lovely chair. My controller would like it better if the invoice came in autumn.”": "payment terms",
    "“In March it was here, in April it wasn’t, in May half of it was.”": "supply stability",
    "“We open on the fourth. What comes on the fifth is firewood.”": "lead time",
    "“And who picks up the telephone when a leg comes off?”": "after sales",
    "“After twelve thousand guests, what does the joint look like?”": "quality",
    "“With this one in the window I would sell the tables too.”": "future benefit",
    "“My customers ask for the name before they sit down.”": "brand",
    "“My brother-in-law makes chairs. Christmas would be difficult.”": "other",
}
OURS, THEIRS = (
    {"benefit": 96.0, "trouble": 10.0, "price": 66.0},
    {"benefit": 74.0, "trouble": 14.0, "price": 54.0},
)
PAIRS = {
    "Screws that fit. With: it must be so. Without: I dislike it.": "must-be",
    "Delivery two weeks sooner. With: I like it. Without: I dislike it.": "one-dimensional",
    "A film that shows how to put it together. With: I like it. Without: I do not mind.": "attractive",
    "Our name on the carton in gold. With: I do not mind. Without: I can live with it.": "indifferent",
    "A call from us every Monday. With: I dislike it. Without: I like it.": "reverse",
    "A refund that is paid. With: I like it. Without: I like it.": "questionable",
}
COUNTED = pd.DataFrame({"feature": ["x"], "A": [30], "O": [40], "M": [20], "I": [10], "R": [8], "Q": [2]})
HIDDEN = {
    "A designer says the chair “feels wrong”. Asked what is wrong, she draws a circle in the air.": "laddering",
    "You want to know how many buyers take private presents from suppliers.": "indirect questions",
    "Four brands, and not one of them delivers parts within the week.": "gaps between rivals",
    "Nine in ten call it important. Two in ten are happy with what they get.": "opportunity scores",
}
FEATURES = {
    "cartons that survive": ("M", 3, 20, 65, 12),
    "parts within a week": ("O", 10, 42, 33, 15),
    "a live stock list": ("A", 48, 22, 8, 22),
    "a calendar": ("I", 14, 2, 2, 82),
}
CARD = {
    "Twelve orders in three years, the last five weeks ago": True,
    "Took the steadiest offer in seven tasks of eight": True,
    "Is at heart a romantic and drives an old Italian car": False,
    "Whenever the sea freight is late, rings the same day (call list)": True,
    "Our nicest customer, according to three of us": False,
    "Is 42, because the photograph looks like 42": False,
}
CLINIC = pd.DataFrame(
    {
        "factor": ["price", "lead time", "after sales", "easier invoices"],
        "weight": [0.36, 0.28, 0.20, 0.16],
        "part": [0.10, 0.40, 0.50, 0.30],
        "cost": [3.0, 4.0, 5.0, 1.0],
    }
)


@question("02.1", step=2, kind="table")
class WhichPart:
    """Eight buyers, eight sentences. Nobody ever says “supply stability”. Which part of the formula do they mean?"""

    rows = tuple(SENTENCES)
    options = NINE

    def answer(case: Case) -> Mapping[str, str]:
        return SENTENCES

    misconceptions = {
        "late is late": Mistake(
            value={row: "lead time" for row, part in SENTENCES.items() if part == "supply stability"},
            says="It isn’t long, it’s unsteady. Lead time is how long it takes; stability is whether it takes as"
            " long every time. You can plan for slow. You can’t plan for perhaps.",
        ),
        "money is price": Mistake(
            value={row: "price" for row, part in SENTENCES.items() if part == "payment terms"},
            says="The controller is not asking for less. She asks for *later*. Those are two different gifts, and"
            " one of them is cheaper for you.",
        ),
        "whatever breaks is quality": Mistake(
            value={row: "quality" for row, part in SENTENCES.items() if part == "after sales"},
            says="The leg will come off one day, they know that. What they ask about is the hour after.",
        ),
        "a family is no factor": Mistake(
            value={row: "brand" for row, part in SENTENCES.items() if part == "other"},
            says="No name will help you there. That is what the ninth part is for: whatever else tips the scale.",
        ),
    }
    hints = (
        "Ask of each sentence: what would have to change so that they stop saying it?",
        "Two are about time: how long, and whether always. One is about when money moves.",
        "Each part is used once, and price is not among them.",
    )


@question("02.2", step=2, kind="number", unit="times", needs=BOTH)
class CountThem:
    """Fill the two open rows with a finger. How often, all accounts together, was the **{second}** offer taken?"""

    def facts(case: Case) -> Mapping[str, str]:
        return {
            name: needs.adjective(factor)
            for name, factor in zip(("first", "second"), known.pair(case), strict=True)
        }

    def answer(case: Case) -> float:
        return float(known.small(case).iloc[:, -1].sum())

    def worked(case: Case) -> str:
        return _summed(known.small(case).iloc[:, -1])

    misconceptions = {
        "the other column": Mistake(
            value=lambda case: float(known.small(case).iloc[:, -2].sum()),
            says="{given} is how often they took the {first}.",
        ),
        "the closed rows only": Mistake(
            value=lambda case: float(known.small(case).iloc[:-2, -1].sum()),
            says="You added the rows that were filled. The last two want to be counted too.",
        ),
        "one too many": Mistake(
            value=lambda case, right: right + 1,
            says="One off. Put a tick on every cell with the word {second} in it, and count the ticks.",
        ),
        "whatever was not the cheapest": Mistake(
            value=lambda case: _picked(case) - float(known.small(case).iloc[:, -2].sum()),
            says="Not the {first} is not yet the {second}: sometimes they took neither.",
        ),
    }
    hints = (
        "Go along each row and count one word.",
        "The two open rows have three tasks each, like the others.",
        "Add up the last column.",
    )


@prediction("02.p1", step=2, kind="number", unit="share of those tasks", needs=BOTH)
class CheapestTaken:
    """When the {first} offer and the {second} offer are two different ones: in what share of the tasks does the {first}
    win?"""

    def facts(case: Case) -> Mapping[str, str]:
        return {
            name: needs.adjective(factor)
            for name, factor in zip(("first", "second"), known.pair(case), strict=True)
        }

    def answer(case: Case) -> float:
        return float((known.rivalry(case)["took"] == 0).mean())


@prediction("02.p2", step=2, kind="choice", needs=BOTH)
class GainsMost:
    """Which need gains most weight on the way from what they say to what they choose?"""

    def options(case: Case) -> tuple[str, ...]:
        return tuple(sorted(name.replace("_", " ") for name in known.gap(case)["factor"]))

    def answer(case: Case) -> str:
        return str(known.gap(case)["factor"].iloc[0]).replace("_", " ")


@question("02.3", step=2, kind="number", unit="share of all weight", needs=("answers", "choices", "sales"))
class WeightOfAStep:
    """*Warm-up.* In choices price weighs {weight}, over a range that was {width} wide. We could afford to cut the price by
    {cut}. How much of all weight would that cut buy?"""

    tolerance = 0.002

    def facts(case: Case) -> Mapping[str, str]:
        weight, width, cut, __ = _price(case)
        return {
            "weight": percent(weight, digits=1),
            "width": money(width, case.currency),
            "cut": money(cut, case.currency),
            "part": percent(cut / width, digits=1),
        }

    def answer(case: Case) -> float:
        weight, width, cut, __ = _price(case)
        return weight * cut / width

    worked = "The cut of {cut} is {part} of a range of {width}. So much of the weight, {weight}: {value}."
    misconceptions = {
        "the whole weight": Mistake(
            value=lambda case: _price(case)[0],
            says="{given} is what the *whole* range weighs. Nobody can afford the whole range. What does the step weigh?",
        ),
        "the part alone": Mistake(
            value=lambda case: _price(case)[2] / _price(case)[1],
            says="{given} is the part of the range. Take that part of the weight.",
        ),
        "a share of the price": Mistake(
            value=lambda case: _price(case)[0] * _price(case)[2] / _price(case)[3],
            says="You divided the cut by the price. The weight belongs to the range that was shown, so divide by that.",
        ),
    }
    hints = (
        "What part of the range is the cut?",
        "That part of the weight is what you buy.",
        "weight × cut ÷ range",
    )


@question("02.4", step=2, kind="number", unit="money")
class WorthMore:
    """Two chairs. Ours is worth 96 to the buyer, costs ten in waiting and trouble, and 66 in money. The rival’s is worth 74,
    costs fourteen in trouble, and 54 in money. By how much could we raise our price and still leave the buyer as
    much as the rival does?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        return _left(OURS) - _left(THEIRS)

    worked = (
        "Ours leaves 96 − 10 − 66 = 20, the rival’s 74 − 14 − 54 = 6. Between them lie {value}: up to"
        " there the buyer does no better next door."
    )
    misconceptions = {
        "the difference of the prices": Mistake(
            value=-12.0,
            says="You compared the prices and gave the difference away. The buyer compares what is *left*.",
        ),
        "what ours leaves": Mistake(
            value=20.0,
            says="{given} is what ours leaves. The rival leaves something too, and that is what the buyer compares it with.",
        ),
        "forgot the trouble": Mistake(
            value=10.0,
            says="Benefit less price, on both sides. But waiting and trouble are paid for as well, only not to you.",
        ),
    }
    hints = (
        "What is left to the buyer of ours: 96 − 10 − 66.",
        "And of theirs?",
        "Raise the price until both leave the same.",
    )


@question("02.5", step=2, kind="table")
class KanoGame:
    """Six pairs of answers. Look each up in the table: the row says how one feels *with* it, the column how *without*."""

    rows = tuple(PAIRS)
    options = tuple(sorted(set(PAIRS.values())))

    def answer(case: Case) -> Mapping[str, str]:
        return PAIRS

    misconceptions = {
        "loved, so one-dimensional": Mistake(
            value={row: "one-dimensional" for row, kind in PAIRS.items() if kind == "attractive"},
            says="They like to have it and do not miss it: nobody is hurt where it lacks. That is what makes it a present.",
        ),
        "missed, so one-dimensional": Mistake(
            value={row: "one-dimensional" for row, kind in PAIRS.items() if kind == "must-be"},
            says="Do they *like* screws that fit? They expect them. No praise when they are there, war when they are not.",
        ),
        "a contradiction is a no": Mistake(
            value={row: "reverse" for row, kind in PAIRS.items() if kind == "questionable"},
            says="Glad with it and glad without: someone misread the question. Ask again before you conclude anything.",
        ),
        "a no is a shrug": Mistake(
            value={row: "indifferent" for row, kind in PAIRS.items() if kind == "reverse"},
            says="They are not indifferent, they want the opposite. Some kindnesses must be stopped.",
        ),
    }
    hints = (
        "First the row: how do they feel with it?",
        "Then along it to the column: and without?",
        "A letter in the corner that contradicts itself means: ask again.",
    )


@question("02.6", step=2, kind="number", unit="share")
class Better:
    """*Finish it.* Of 110 people 30 find a feature attractive, 40 one-dimensional, 20 must-be, 10 indifferent; 8 want the
    opposite, and 2 contradicted themselves. *Better* asks how many it would please, among those whose answer says
    anything about having more of it. How large is it?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return float(needs.judged(COUNTED)["better"].iloc[0])

    worked = (
        "Pleased are A and O, 30 + 40 = 70, of A + O + M + I = 100: {value}. The ten who want the"
        " opposite or contradict themselves stand in neither."
    )
    misconceptions = {
        "divided by everybody": Mistake(
            value=70 / 110,
            says="You divided by all 110. Reverse and questionable answers stay outside: A, O, M and I make a hundred.",
        ),
        "the attractive alone": Mistake(
            value=0.30,
            says="Those are the people who would be delighted. The one-dimensional are pleased as well: more is better.",
        ),
        "worse": Mistake(
            value=0.60,
            says="{given} is the other coefficient, without its minus: whom it would hurt to *lack* it.",
        ),
    }
    hints = (
        "Whom does it please to have it? Two of the classes.",
        "Divide by A + O + M + I.",
        "(30 + 40) ÷ 100",
    )


@question("02.7", step=2, kind="table")
class WhichTechnique:
    """Four needs that nobody tells you. With which of the four techniques would you go looking?"""

    rows = tuple(HIDDEN)
    options = tuple(sorted(set(HIDDEN.values())))

    def answer(case: Case) -> Mapping[str, str]:
        return HIDDEN

    misconceptions = {
        "just ask": Mistake(
            value={row: "laddering" for row, way in HIDDEN.items() if way == "indirect questions"},
            says="“And why do you take presents?” will be a short ladder. What cannot be said aloud needs a question that"
            " protects whoever answers it.",
        ),
        "ask again, more precisely": Mistake(
            value={row: "opportunity scores" for row, way in HIDDEN.items() if way == "laddering"},
            says="She can’t score what she has no word for. Find the word first: why does that matter, and why does that?",
        ),
        "unmet is unmet": Mistake(
            value={row: "opportunity scores" for row, way in HIDDEN.items() if way == "gaps between rivals"},
            says="You could score it. But here nobody has been asked yet: what you see is a hole in what is on offer.",
        ),
    }
    hints = (
        "Can they say it? Dare they say it? Do rivals know it? Does anybody deliver it?",
        "Two are about the person, two about the market.",
        "A coin helps where courage is needed.",
    )


@question("02.8", step=2, kind="number", unit="points")
class Opportunity:
    """Eight in ten buyers call it important that parts arrive within a week; three in ten are satisfied. Importance and
    satisfaction go from 0 to 10. What is the opportunity score?"""

    tolerance = 0.05

    def answer(case: Case) -> float:
        return needs.opportunity(8.0, 3.0)

    worked = "8 + (8 − 3) = {value}."
    misconceptions = {
        "the gap alone": Mistake(
            value=5.0,
            says="That is the gap. Importance counts twice in this score: once by itself, once in the gap.",
        ),
        "added both": Mistake(
            value=11.0, says="Satisfaction is taken off, not added: what is well served is no opportunity."
        ),
        "satisfaction twice": Mistake(
            value=8.0, says="3 + (8 − 3) is 8, but the score begins with importance, not with satisfaction."
        ),
    }
    hints = (
        "importance + (importance − satisfaction)",
        "The bracket never falls below zero.",
        "8 + 5",
    )


@question("02.9", step=2, kind="ranking")
class FirstThings:
    """*Apply.* Four features, one carpenter. Classified: *cartons that survive* is a must-be, *parts within a week*
    one-dimensional, *a live stock list* attractive, *a calendar* indifferent. What comes first, what last?"""

    options = ("a live stock list", "a calendar", "parts within a week", "cartons that survive")

    def answer(case: Case) -> tuple[str, ...]:
        rows = [(name, *counts[1:]) for name, counts in FEATURES.items()]
        table = needs.judged(pd.DataFrame(rows, columns=["feature", "A", "O", "M", "I"]))
        return tuple(needs.priorities(table)["feature"])

    misconceptions = {
        "delight first": Mistake(
            value=("a live stock list", "parts within a week", "cartons that survive", "a calendar"),
            says="A stock list to look at while your chairs arrive broken. Nobody is delighted across a broken carton.",
        ),
        "the marketing department": Mistake(
            value=("a calendar", "a live stock list", "parts within a week", "cartons that survive"),
            says="The calendar is ready, printed and paid for. That is the only thing to be said for it.",
        ),
        "what they talk about": Mistake(
            value=("parts within a week", "cartons that survive", "a live stock list", "a calendar"),
            says="Parts are what buyers *mention*. What must be is never mentioned, until it is missing.",
        ),
    }
    hints = (
        "First what hurts, then what counts, then what delights.",
        "M, O, A, I.",
        "Must, should, could, won’t.",
    )


@question("02.10", step=2, kind="choices")
class OnTheCard:
    """Which of these lines belong on a persona’s card?"""

    options = tuple(CARD)

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(line for line, belongs in CARD.items() if belongs)

    misconceptions = {
        "the more colour the better": Mistake(
            value=tuple(CARD),
            says="A card is a summary of evidence, not a novel. If no table says it, it is you who wrote it.",
        ),
        "facts about a person": Mistake(
            value=lambda case, right: (*right, "Is 42, because the photograph looks like 42"),
            says="An age read off a photograph looks like a fact and is a guess, about something nobody needs to know.",
        ),
        "what we all know": Mistake(
            value=lambda case, right: (*right, "Our nicest customer, according to three of us"),
            says="Three of us is a sample of three, and it is a sample of *us*. Taste in the sales room is not need in"
            " the market.",
        ),
    }
    hints = (
        "Could you say from which table the line comes?",
        "Would you do something differently because of it?",
        "Three of the six pass both.",
    )


@question("02.11", step=2, kind="choice")
class ClinicChairs:
    """*Mini-case.* A clinic chain says: price, price, price. From its choices: price weighs 36%, lead time 28%, after-sales
    20%, easier invoices 16%. What one step would cover of each range: a tenth of price, 40% of lead time, half of
    after-sales, 30% of invoices. The steps cost 3, 4, 5 and 1 (thousand a year). You have 4. What do you do?"""

    options = (
        "cut the price and ease the invoices",
        "shorten the lead time",
        "improve after-sales",
        "ease the invoices",
    )

    def answer(case: Case) -> str:
        two = CLINIC.assign(bought=CLINIC["weight"] * CLINIC["part"]).set_index("factor")
        ways = {
            "cut the price and ease the invoices": ["price", "easier invoices"],
            "shorten the lead time": ["lead time"],
            "ease the invoices": ["easier invoices"],
        }
        return max(ways, key=lambda way: float(two.loc[ways[way], "bought"].sum()))

    worked = (
        "Weight × part: price 3.6, lead time 11.2, after-sales 10, invoices 4.8. Four pay for lead time,"
        " 11.2, or for price and invoices together, 8.4."
    )
    misconceptions = {
        "what they said, three times": Mistake(
            value="cut the price and ease the invoices",
            says="36% of a tenth is 3.6, and 30% of 16 is 4.8: together 8.4. One of the other steps buys more for the same 4.",
        ),
        "the largest step": Mistake(
            value="improve after-sales",
            says="Half of 20% is 10: a good step. It costs 5, and you have 4.",
        ),
        "the best price": Mistake(
            value="ease the invoices",
            says="Most for each coin, and three coins left in the pocket. What else could the whole 4 buy?",
        ),
    }
    hints = (
        "What does each step buy: weight times part?",
        "3.6, 11.2, 10 and 4.8.",
        "Which of these, or which two, can you pay for with 4?",
    )


@question("02.12", step=2, kind="text")
class AskOtherwise:
    """Ute Garlstorf counts days of stock for a wholesaler, and has answered “7, very important” nine times. Write the
    question that she can’t answer with a seven. Two or three sentences, as you would say them to her."""

    rubric = (
        "She has to give something up to get something: two offers, or an order of things, or a sum to divide.",
        "The offers are real ones, with numbers in them, and you would be willing to keep either.",
        "It does not push: neither of the two sounds like the right answer.",
        "You could compare what she says with what she last bought.",
    )
    model = (
        "“Ms Garlstorf, two ways to do next year. In the first, the price you have now, and nine containers of ten on the"
        " day. In the second, two dollars more a chair, and every container on the day or we pay the storage. Which of the"
        " two would you sign, and what would the other have to look like for you to change your mind?”"
    )


def _summed(numbers: pd.Series) -> str:
    """The sum of a column, shown: 2 + 1 + 0 = {value}."""
    return " + ".join(f"{number:g}" for number in numbers.astype(float)) + " = {value}."


def _left(offer: Mapping[str, float]) -> float:
    """What an offer leaves the buyer (money)."""
    table = needs.customer_value(
        {"benefit": offer["benefit"]}, {"trouble": offer["trouble"]}, price=offer["price"]
    )
    return float(table["left"].iloc[-1])


def _price(case: Case) -> tuple[float, float, float, float]:
    """Weight of the price in choices, width of the range shown, the cut one could afford, and today's price."""
    weights, steps = known.gap(case), known.steps(case)
    weight, then = (t.loc[t["factor"] == "price", name] for t, name in ((weights, "chosen"), (steps, "then")))
    if weight.empty or then.empty:
        raise ValueError(_("Nobody was offered different prices here."))
    shown, here = known.choices(case)["price"], known.market(case)
    width, cut = float(shown.max() - shown.min()), here.price - float(then.iloc[0])
    return float(weight.iloc[0]), width, cut, here.price


def _picked(case: Case) -> Any:
    """How many tasks the small table holds."""
    tasks = [name for name in known.small(case).columns if str(name).startswith("task_")]
    return float((known.small(case)[tasks] != "").to_numpy().sum())
