"""Questions of lesson 5b along the trainee's path."""

from collections.abc import Mapping

from helpers import building
from helpers.case import Case
from helpers.exercises.engine import Mistake, prediction, question
from helpers.exercises.sale import known

NOBODY = "nobody can tell yet"
TYPES = (*(kind.replace("_", " ") for kind in known.KINDS), NOBODY)
STAGES = (*building.STAGES, "not on the way at all")
FACTS = ("which goods", "how many", "by when", "who decides", "how it is paid")
STEPS = (
    "one question back",
    "the exact offer, with a date",
    "proof: a report and two names",
    "the paper, within the hour",
    "one page for those who decide",
    "a kind no, and where to go instead",
)
MISSING_OF = (2, 3, 4, 5, 7, 9)
STEP_OF = (1, 6, 7, 8, 9, 10)
SAID = {
    "“Show me the class, the report number and the page.”": "technical",
    "“Ninety days, or it eats the credit line.”": "finance",
    "“Who lifts it when the lift is broken?”": "user",
    "“What will I say if we open without beds?”": "decision",
    "“My people stack them. Do they nest?”": "user",
    "“Is the test older than the foam?”": "technical",
    "“One page, please. I fly at six.”": "decision",
    "“Your invoice says about. My bank does not know about.”": "finance",
}
RELATIONS = {
    "Rings you first when something breaks; his firm saves a clerk by your labels": "partner",
    "Pays on time, answers in two lines, would change for one per cent": "supplier",
    "Loves your stories; his firm has never had anything of them": "friend",
    "Has your catalogue, somewhere": "outsider",
    "Fights for you inside, since your sample made her look good; for the firm you are the dearest": "friend",
    "You cut their stock by a third. The man who checks your papers has had only work of it": "supplier",
}
GIFTS = {
    "The unsold papers, every evening, to the man who gives out the places at the station": "no",
    "A calendar of ours, to everybody, at New Year": "yes",
    "Dinner for two at the fair, in the week their tender is decided": "ask first",
    "A spare lamp for the buyer's own flat, without a note": "no",
    "Our sample chair stays in their test room, on the delivery note": "yes",
    "Mooncakes for the customs office": "ask first",
}
FIRST_STEPS = (
    "look up what our own records know",
    "settle what kind of customer it is",
    "ask what they need, and who has a part",
    "show what fits, with something to check",
    "agree who does what by when",
)


def _sender(number: int) -> str:
    senders = known.letters()["sender"].tolist()
    return f"{number} · {senders[number - 1]}"


def _rows(numbers: tuple[int, ...] | range, column: str, *, none: str = "") -> dict[str, str]:
    """The letters as rows of a table, and what is right for each."""
    table = known.letters().set_index("letter")[column]
    values = {one: str(table[one]).replace("_", " ") for one in numbers}
    return {_sender(one): none if none and value == "none" else value for one, value in values.items()}


KINDS = _rows(range(1, 7), "customer_type", none=NOBODY)
ROAD = _rows(range(7, 13), "stage", none=STAGES[-1])
MISSING = _rows(MISSING_OF, "missing")
NEXT = _rows(STEP_OF, "next_step")


@prediction("05b.p1", step=5, kind="number", unit="of a hundred", needs=("leads",))
class WordOrders:
    """Of a hundred inquiries to this firm in which the word **URGENT** stands, how many became customers? (Of a hundred of *all*
    inquiries it was {all}.)"""

    def facts(case: Case) -> Mapping[str, str]:
        return {"all": f"{100 * known.everybody(case):.0f}"}

    def answer(case: Case) -> float:
        return 100 * known.word_precision(case)


@question("05b.1", step=5, kind="table")
class WhoWrites:
    """*Warm-up.* Six letters. What kind of customer writes?"""

    rows = tuple(KINDS)
    options = TYPES

    def answer(case: Case) -> Mapping[str, str]:
        return KINDS

    misconceptions = {
        "big words, big buyer": Mistake(
            value={_sender(6): "wholesaler"},
            says="“We are big buyer” is what the letter says of itself. It names no shop, no town, no goods and no person. A wholesaler"
            " knows what he wants by the line.",
        ),
        "small is small": Mistake(
            value={_sender(3): "household"},
            says="She buys one pallet, and not for herself: five people have paid her already. What is it bought *for*? That parts them.",
        ),
        "sixty chairs make a shop": Mistake(
            value={_sender(5): "retailer"},
            says="Sixty chairs, and four tables to sit round. They are for an office that moves, and nobody will sell them on.",
        ),
        "a hotel is a company": Mistake(
            value={_sender(4): "company"},
            says="A company buys chairs and sits down. This one has a tender, a closing hour and a bill of quantities: it buys once, all of it.",
        ),
    }
    hints = (
        "What is it bought for: to sit on, to sell on, to build in?",
        "And where does the writer stand on the way from the factory to the sofa?",
        "One of the six tells you nothing at all. That is an answer too.",
    )


@question("05b.2", step=5, kind="table")
class WhereOnTheRoad:
    """Six more. The source counts eight stages from the first look to the order; an inquiry is only the third. Where does each of these stand?"""

    rows = tuple(ROAD)
    options = STAGES

    def answer(case: Case) -> Mapping[str, str]:
        return ROAD

    misconceptions = {
        "a letter is an inquiry": Mistake(
            value={
                row: "inquiry" for row, stage in ROAD.items() if stage in {"verification", "consideration"}
            },
            says="It came by the same post, and they are further on. One checks *you* before he asks a price; at the other two offers lie beside yours.",
        ),
        "asks a price, so it inquires": Mistake(
            value={_sender(7): "inquiry"},
            says="“Terms as you proposed”: there has been an offer. Now they turn it over. What is left to agree?",
        ),
        "the letter of credit is the order": Mistake(
            value={_sender(8): "order"},
            says="The goods are agreed, the money is not there yet. Between the two stands a bank, and it reads every word.",
        ),
        "everybody who writes is a lead": Mistake(
            value={_sender(11): "search"},
            says="He looks for something, and it is not furniture. Be kind, be brief, and leave him out of the funnel.",
        ),
    }
    hints = (
        "What have they got from us already: nothing, an offer, a contract?",
        "Who has to move next, and with what: a question, proof, a date, a paper?",
        "Two of them wait for us, one waits for its partners, one for its bank.",
    )


@question("05b.3", step=5, kind="table")
class WhatIsMissing:
    """An offer needs five facts: which goods, how many, by when, who decides, how it is paid. Each of these letters lacks one that you cannot do
    without. Which would you ask for *first*?"""

    rows = tuple(MISSING)
    options = FACTS

    def answer(case: Case) -> Mapping[str, str]:
        return MISSING

    misconceptions = {
        "a hurry is a date": Mistake(
            value={_sender(5): "who decides"},
            says="Who decides stands in it: 老板, if the price is right. “比较急”, rather urgent, is not a day. It was a removal van, and it had one.",
        ),
        "a tender decides itself": Mistake(
            value={_sender(4): "how it is paid"},
            says="By letter of credit, it says. But who opens the envelopes, and who can say no to a headboard?",
        ),
        "a container is a number": Mistake(
            value={_sender(7): "how many"},
            says="A 20FT of one chair is a number. When it should stand in the shops is not said, and a container takes weeks.",
        ),
        "proof first, numbers never": Mistake(
            value={_sender(9): "which goods"},
            says="He wants to see us before goods are named at all, and that is in order. But two hundred shops: how many pieces a month do you offer for?",
        ),
    }
    hints = (
        "Tick off the five for each letter, with a pencil.",
        "A quantity, a date, a name: is it said, or only felt?",
        "Two lack the day. One each of the others.",
    )


@question("05b.4", step=5, kind="table")
class NextStep:
    """*Apply.* You have till noon. What goes out today?"""

    rows = tuple(NEXT)
    options = STEPS

    def answer(case: Case) -> Mapping[str, str]:
        return NEXT

    misconceptions = {
        "everybody gets the offer": Mistake(
            value={_sender(6): STEPS[1]},
            says="All products, all ports, no name. An offer to nobody in particular ends up with somebody in particular, usually a rival.",
        ),
        "urgent means within the hour": Mistake(
            value={_sender(1): STEPS[3]},
            says="Nothing you could send reaches Leeds by Friday. The helpful answer is where he can sit on one today.",
        ),
        "reassure instead of prove": Mistake(
            value={_sender(10): STEPS[0]},
            says="It asked for one thing: a page that works without her in the room. Another question is another day, and they meet on the 14th.",
        ),
        "an offer is always progress": Mistake(
            value={_sender(9): STEPS[1]},
            says="He has asked for a report and two names, and offered to pay for the chair. A price answers what he has not asked.",
        ),
    }
    hints = (
        "What did the letter ask for, in its own words?",
        "Which of the six has a clock in it that is *not* ours to stop?",
        "One gets a question, one an offer, one proof, one a paper, one a page, one a no.",
    )


@question("05b.5", step=5, kind="text")
class WriteBack:
    """Answer letter 5, from 杭州, in English or 中文. Six sentences at most, and it should leave your desk today."""

    rubric = (
        "It answers what can be answered now, the price or how it is made up, before it asks anything.",
        "It asks the one missing fact, by when, as a choice of days and not as “when?”.",
        "It gives the boss something to decide on without the writer in the room.",
        "It says what you will do next, on which day, and can be understood by somebody with a removal van.",
        "It is about her move, not about our factory.",
    )
    model = (
        "“王女士您好:六十把椅子和四张会议桌,到杭州含税含运费的报价,今天下午五点前发给您,单独一页,您可以直接转给老板。现货的颜色十天能到,其他颜色要五周。请问搬家是哪一天?"
        "如果在这个月,我建议现货;明天上午十点我给您打电话,需要的话先送一把样椅。” In English: “Dear Ms Wang, by five today you have the price for sixty chairs and"
        " four tables, delivered and with tax, on one page your boss can read. What is in stock is there in ten days; other colours take five weeks. On which day do you move? If"
        " it is this month I would take what is in stock. Tomorrow at ten I ring you, and if you like a sample chair comes first.”"
    )


@question("05b.6", step=5, kind="table", unit="share")
class CountTheWord:
    """The rule of the trade, put to the test by counting on your fingers: twelve letters, and what became of them. With *URGENT* as the sign of an order, what
    is its **precision** (of those with the word, the share that ordered), its **recall** (of those that ordered, the share with the word), and what share of
    *all* letters ordered?"""

    rows = ("precision", "recall", "all letters")
    tolerance = 0.01

    def answer(case: Case) -> Mapping[str, float]:
        measure = known.tested()
        return {
            "precision": measure["precision"],
            "recall": measure["recall"],
            "all letters": measure["base rate"],
        }

    misconceptions = {
        "the two changed over": Mistake(
            value=lambda case: {"precision": known.tested()["recall"], "recall": known.tested()["precision"]},
            says="You have them the wrong way round. Precision begins with the word (five letters), recall with the orders (six).",
        ),
        "of all twelve": Mistake(
            value={"precision": 2 / 12, "recall": 2 / 12},
            says="Two letters had both the word and an order, yes. But two *of which*? Of those with the word, then of those that ordered.",
        ),
        "the word with the order, counted once more": Mistake(
            value=lambda case: {"all letters": 2 / 5},
            says="That is the precision again. Here the word does not matter: how many of the twelve ordered?",
        ),
    }
    hints = (
        "Draw the four boxes: word or not, ordered or not.",
        "Five have the word, six ordered, two have both.",
        "2 of 5 · 2 of 6 · 6 of 12",
    )


@question("05b.7", step=5, kind="number", unit="EUR")
class MostToPay:
    """*By hand.* A chair like ours stands in Bremen's shops at 139, with 19% tax in it. The daughters want to keep **45%** of the price before tax. What may it
    cost them at their door, at most?"""

    tolerance = 0.05

    def answer(case: Case) -> float:
        return building.most_to_pay(shelf_price=139, tax=0.19, margin=0.45)

    misconceptions = {
        "tax forgotten": Mistake(
            value=139 * 0.55,
            says="{given} keeps 45% of a price of which the state takes its part first. Take the tax out: divide by 1.19.",
        ),
        "tax taken off": Mistake(
            value=139 * 0.81 * 0.55,
            says="Nineteen per cent *on* the net price is not nineteen per cent *off* the other. Divide by 1.19.",
        ),
        "mark-up for margin": Mistake(
            value=139 / 1.19 / 1.45,
            says="{given} leaves a mark-up of 45% on the cost, which is a margin of 31%. She keeps 45% of the *selling* price, so 55% is left for the cost.",
        ),
        "the margin itself": Mistake(
            value=139 / 1.19 * 0.45, says="{given} is what she keeps. The rest is what she may pay."
        ),
    }
    hints = ("First the price without tax.", "116.81. She keeps 45% of that.", "139 ÷ 1.19 × 0.55")


@question("05b.8", step=5, kind="text")
class ThirtySeconds:
    """**Thirty seconds** (电梯测试). Write what you would say to the elder daughter in a lift: about *her* shops, with one number she can check. Read it aloud with a watch.
    Seventy words are thirty seconds; so are 120 characters of Chinese."""

    rubric = (
        "It begins with her shops and her customers, and comes to our chair late or not at all.",
        "One feature, what it does better, what she has of it, and something she can go and check.",
        "One number, and it is hers: weeks of stock, what is left on a piece, cash.",
        "No more is promised than will be done. (“Exceed expectations”, says a source, always. What was exceeded once is expected the next time.)",
        "Thirty seconds by the watch, and it ends in a question.",
    )
    model = (
        "“Chairs at 139 move in your shops, nine a week. A whole container of ours would stand with you for twenty weeks; half of one, twice, costs you 1.20 more a piece"
        " and frees six thousand for something that sells faster. The seat is dowelled, so none comes back wobbling: take one, and let your loudest customer sit on it till"
        " Saturday. Shall I send the sum for half, with a date?”"
    )


@question("05b.9", step=5, kind="table")
class WhoseSentence:
    """Four parts have a say in a purchase: **decision**, **finance**, **user**, **technical**. Whose sentence is it?"""

    rows = tuple(SAID)
    options = ("decision", "finance", "user", "technical")

    def answer(case: Case) -> Mapping[str, str]:
        return SAID

    misconceptions = {
        "paper is finance": Mistake(
            value={row: "finance" for row, role in SAID.items() if role == "technical"},
            says="Reports and classes are paper too, but no bank asks for them. Who signs that it will not burn?",
        ),
        "the practical is technical": Mistake(
            value={row: "technical" for row, role in SAID.items() if role == "user"},
            says="Lifting and stacking is somebody's Tuesday. Technical asks whether it meets the rule; the user asks whether it helps.",
        ),
        "money is the boss's": Mistake(
            value={row: "decision" for row, role in SAID.items() if role == "finance"},
            says="The one who decides seldom mentions days of credit. Finance does, and can make a yes wait for a quarter.",
        ),
    }
    hints = (
        "Rule, money, Tuesday, or the whole?",
        "Technical asks for a page. Finance asks for a date. The user asks about hands.",
        "Two sentences belong to each.",
    )


@question("05b.10", step=5, kind="number", unit="share of such deals")
class FourInARow:
    """A hotel's four: the interior architect says yes with a chance of 0.9, contracts 0.8, the managing partner 0.7, and the chief engineer 0.25. Each of them can stop it. What is
    the chance of the deal?"""

    tolerance = 0.006

    def answer(case: Case) -> float:
        return float(building.agreement(building.hotel_four())["deal_if"].iloc[-1])

    misconceptions = {
        "the mean of the four": Mistake(
            value=(0.9 + 0.8 + 0.7 + 0.25) / 4,
            says="{given} is the mean, and a mean says yes for somebody else. All four must nod, one after the other.",
        ),
        "the weakest link": Mistake(
            value=0.25, says="Were the other three certain, yes. They are not: three small doubts more."
        ),
        "only the one who decides": Mistake(
            value=0.7,
            says="So the fourth item of the source's quiz would have it: the decision lies with the deciders. His yes does not make her report valid.",
        ),
    }
    hints = ("Gates in a row, as in lesson 0.", "0.9 × 0.8 is 0.72.", "0.9 × 0.8 × 0.7 × 0.25")


@question("05b.11", step=5, kind="table")
class WhichRelation:
    """Does it serve the **person**, the **firm**, both or neither? Give each relation its name."""

    rows = tuple(RELATIONS)
    options = ("outsider", "supplier", "friend", "partner")

    def answer(case: Case) -> Mapping[str, str]:
        return RELATIONS

    misconceptions = {
        "warm is partner": Mistake(
            value={row: "partner" for row, kind in RELATIONS.items() if kind == "friend"},
            says="It serves the person. What has the *firm* of it? A friendship that costs the firm money ends on the day somebody looks.",
        ),
        "useful is partner": Mistake(
            value={
                "You cut their stock by a third. The man who checks your papers has had only work of it": "partner"
            },
            says="For the firm it is splendid. To the man with the papers you are one file more, and he has a no.",
        ),
        "cold is outside": Mistake(
            value={"Pays on time, answers in two lines, would change for one per cent": "outsider"},
            says="He buys, so the firm has something of you. It is only that he would not miss you.",
        ),
    }
    hints = (
        "Two questions, yes or no each: does this person have something of it, does the firm?",
        "Neither: outsider. Firm only: supplier. Person only: friend. Both: partner.",
        "One of the six is a partner.",
    )


@question("05b.12", step=5, kind="table")
class Gifts:
    """One of our sources tells, with approval, how the newspaper seller got her place: she gave her unsold papers to the man at the station who gives out the
    places. Put that beside five others. Yes, ask first, or no?"""

    rows = tuple(GIFTS)
    options = ("yes", "ask first", "no")

    def answer(case: Case) -> Mapping[str, str]:
        return GIFTS

    misconceptions = {
        "it is only paper": Mistake(
            value={
                "The unsold papers, every evening, to the man who gives out the places at the station": "yes"
            },
            says="Worth nearly nothing, and it bought a place that others had to pay for. What counts is what is on his desk, and whether she would do it in front of the other kiosk.",
        ),
        "courtesy has no calendar": Mistake(
            value={"Dinner for two at the fair, in the week their tender is decided": "yes"},
            says="In any other week, perhaps. In this one your company's rules, and theirs, want to be asked first.",
        ),
        "a sample is a gift": Mistake(
            value={"Our sample chair stays in their test room, on the delivery note": "no"},
            says="It stands on a delivery note and belongs to the firm. That is evidence, and it is work.",
        ),
    }
    hints = (
        "Could you give it in front of their boss, and yours?",
        "Does something of ours lie on their desk?",
        "Two yes, two ask, two no.",
    )


@question("05b.13", step=5, kind="ranking")
class WhatFirst:
    """*A mini-case.* Our sources quarrel about what comes first with a business customer: classify it, understand its needs, or collect data. A new inquiry from a chain of clinics
    lies before you. Put five things in the order in which *you* would do them."""

    options = (FIRST_STEPS[3], FIRST_STEPS[1], FIRST_STEPS[4], FIRST_STEPS[0], FIRST_STEPS[2])

    def answer(case: Case) -> tuple[str, ...]:
        return FIRST_STEPS

    misconceptions = {
        "present first": Mistake(
            value=(FIRST_STEPS[3], FIRST_STEPS[0], FIRST_STEPS[1], FIRST_STEPS[2], FIRST_STEPS[4]),
            says="Then you show what you have to a person you have made up. What fits, you know after asking.",
        ),
        "ask what the file knows": Mistake(
            value=(FIRST_STEPS[2], FIRST_STEPS[0], FIRST_STEPS[1], FIRST_STEPS[3], FIRST_STEPS[4]),
            says="They bought from us in 2023, and you ask whether they know us. Look it up; it takes four minutes.",
        ),
        "classify out of the blue": Mistake(
            value=(FIRST_STEPS[1], FIRST_STEPS[0], FIRST_STEPS[2], FIRST_STEPS[3], FIRST_STEPS[4]),
            says="By what? The file knows how they buy. Look first, then give it a name, and be ready to take the name back.",
        ),
    }
    hints = (
        "What costs them nothing?",
        "Look up, then name, then ask. Showing comes after asking.",
        "The last is an agreement.",
    )
