"""Questions of lesson 5b along the trainee's path."""

from collections.abc import Mapping

from helpers import building
from helpers.case import Case
from helpers.exercises.engine import Mistake, prediction, question
from helpers.exercises.sale import known

NOBODY = "nobody can tell yet"
TYPES = (*(kind.replace("_", " ") for kind in known.KINDS), NOBODY)
STAGES = (*building.STAGES, "not on the way at all")
STEPS = (
    "one question back",
    "the exact offer, with a date",
    "proof: a report and two names",
    "the paper, within the hour",
    "one page for those who decide",
    "a kind no, and where to go instead",
)
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
    "A calendar of ours, to every customer, at New Year": "yes",
    "Dinner for two at the fair, in the week their tender is decided": "no",
    "Dinner for their whole team, after the order, in a very good restaurant": "ask first",
    "Our sample chair stays in their test room, on the delivery note": "yes",
    "Mooncakes for the customs office": "no",
    "A visit to our works for their engineer, flight paid by us, nothing on offer just now": "ask first",
}

KINDS = known.rows(range(1, 7), "customer_type", none=NOBODY)
ROAD = known.rows(range(7, 13), "stage", none=STAGES[-1])
NEXT = known.rows(STEP_OF, "next_step")


@prediction("05b.p1", step=5, kind="number", unit="of a hundred", needs=("leads",))
class WordOrders:
    """Of a hundred people who wrote to this firm and put the word **URGENT** into their letter, how many became customers? (Of a hundred of
    *all* who wrote it was {all}.)"""

    def facts(case: Case) -> Mapping[str, str]:
        return {"all": f"{100 * known.everybody(case):.0f}"}

    def answer(case: Case) -> float:
        return round(100 * known.word_precision(case))


@question("05b.1", step=5, kind="table")
class WhoWrites:
    """*Warm-up.* Six letters. What kind of customer writes?"""

    rows = tuple(KINDS)
    options = TYPES

    def answer(case: Case) -> Mapping[str, str]:
        return KINDS

    misconceptions = {
        "big words, big buyer": Mistake(
            value={known.sender(6): "wholesaler"},
            says="“We are big buyer” is what the letter says of itself. It names no shop, no town, no goods and no person. A wholesaler"
            " knows what he wants by the line.",
        ),
        "small is small": Mistake(
            value={known.sender(3): "household"},
            says="She buys one pallet, and not for herself: five people have paid her already. What is it bought *for*? That parts them.",
        ),
        "sixty chairs make a shop": Mistake(
            value={known.sender(5): "retailer"},
            says="Sixty chairs, and four tables to sit round. They are for an office that moves, and nobody will sell them on.",
        ),
        "a hotel is a company": Mistake(
            value={known.sender(4): "company"},
            says="A company buys chairs and sits down. This one has a tender, a closing hour and a bill of quantities: it buys once, all of it.",
        ),
    }
    because = known.by_sender(
        {
            1: "It is to sit on, and there is one of it. The capitals change nothing about that.",
            2: "A warehouse, and 140 shops that are served from it: whom does he sell to?",
            3: "One window, five customers who have paid, one pallet: she sells on, and in a small way.",
            4: "What stands behind him is a building that opens on a day, with a tender and a bill of quantities.",
            5: "An office moves, and its own people will sit on the chairs.",
            6: "Big, says the letter. Of what kind, it does not say; of what goods, neither.",
        }
    )
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
            value={known.sender(7): "inquiry"},
            says="“Terms as you proposed”: there has been an offer. Now they turn it over. What is left to agree?",
        ),
        "the letter of credit is the order": Mistake(
            value={known.sender(8): "order"},
            says="The goods are agreed, the money is not there yet. Between the two stands a bank, and it reads every word.",
        ),
        "everybody who writes is a lead": Mistake(
            value={known.sender(11): "search"},
            says="He looks for something, and it is not furniture. Be kind, be brief, and leave him out of the funnel.",
        ),
    }
    because = known.by_sender(
        {
            7: "“Terms as you proposed”: there is an offer, and it is being talked over.",
            8: "Goods and price are settled. What he waits for is his bank.",
            9: "He asks for proof of us, and for nothing else yet.",
            10: "Three offers lie side by side, and the partners meet on the 14th.",
            11: "He wants forty-eight answers and no furniture.",
            12: "They have sold ours already. What is missing is a number and a van.",
        }
    )
    hints = (
        "What have they got from us already: nothing, an offer, a contract?",
        "Who has to move next, and with what: a question, proof, a date, a paper?",
        "Two of them wait for us, one waits for its partners, one for its bank.",
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
            value={known.sender(6): STEPS[1]},
            says="All products, all ports, no name. An offer to nobody in particular ends up with somebody in particular, usually a rival.",
        ),
        "urgent means within the hour": Mistake(
            value={known.sender(1): STEPS[3]},
            says="Nothing you could send reaches Leeds by Friday. The helpful answer is where he can sit on one today.",
        ),
        "reassure instead of prove": Mistake(
            value={known.sender(10): STEPS[0]},
            says="It asked for one thing: a page that works without her in the room. Another question is another day, and they meet on the 14th.",
        ),
        "an offer is always progress": Mistake(
            value={known.sender(9): STEPS[1]},
            says="He has asked for a report and two names, and offered to pay for the chair. A price answers what he has not asked.",
        ),
    }
    because = known.by_sender(
        {
            1: "One sofa, to Leeds, by Friday: we ship containers. No question and no offer makes that go faster; the address of a"
            " shop in his town does, today. A no that helps is remembered longer than an offer that cannot.",
            6: "A no costs you a real buyer, should one sit behind it; an offer of everything costs you your price list. “Which article,"
            " and for which shops?” costs a minute. Whoever is real answers it.",
            7: "Which chair, how many, by when, on which terms, and who decides stands on the letterhead. Nothing is missing, so a"
            " question would only be a day. The sum landed in Bremen, and until when it holds.",
            8: "At four the bank closes the file. Every other answer is right tomorrow.",
            9: "He asks who else says so, and offers to pay for the chair. Until he has seen it no price means anything to him.",
            10: "She likes ours best and will not be in the room. What can she lay on the table on the 14th?",
        }
    )
    hints = (
        "What did the letter ask for, in its own words?",
        "Which of the six has a clock in it that is *not* ours to stop?",
        "One gets a question, one an offer, one proof, one a paper, one a page, one a no.",
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
        "2/5 is 40%; then 2/6 and 6/12.",
    )


@question("05b.7", step=5, kind="number", unit="EUR")
class MostToPay:
    """*By hand.* A chair like ours stands in Bremen's shops at 139, with 19% tax in it. The daughters want to keep **45%** of the price before tax. What may it
    cost them at their door, at most?"""

    tolerance = 0.3

    def answer(case: Case) -> float:
        return building.most_to_pay(shelf_price=139, tax=0.19, margin=0.45)

    says = "Ours stands at their door at 70, as offered: nearly six too dear for their 45%. By us they would keep 40%."
    worked = (
        "Without tax the 139 are 139 ÷ 1.19 = 116.81. They keep 45% of that, so 55% is left for the chair: 0.55 × 116.81 = 64.24. We ask 70, and"
        " they would keep 40%."
    )
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
            says="{given} leaves a mark-up of 45% on the cost, which is a margin of 31%. They keep 45% of the *selling* price, so 55% is left for the cost.",
        ),
        "the margin itself": Mistake(
            value=139 / 1.19 * 0.45, says="{given} is what they keep. The rest is what they may pay."
        ),
        "their part of the shelf price": Mistake(
            value=139 * 0.45,
            says="{given} is 45% of the 139. Two things are left to do: the tax was never theirs (divide by 1.19), and the 45% is what they keep, not what they pay.",
        ),
    }
    hints = ("First the price without tax.", "116.81. They keep 45% of that.", "139 ÷ 1.19 × 0.55")


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
    because = {
        "“Show me the class, the report number and the page.”": "A class and a report: somebody answers for the rule.",
        "“Ninety days, or it eats the credit line.”": "Days, and a credit line. Who looks after that?",
        "“Who lifts it when the lift is broken?”": "It is about hands and a staircase, on an ordinary Tuesday.",
        "“What will I say if we open without beds?”": "It is about the whole, and about who has to answer for it.",
        "“My people stack them. Do they nest?”": "Her people have it in their hands every day.",
        "“Is the test older than the foam?”": "Somebody compares two dates, and neither is a date of payment.",
        "“One page, please. I fly at six.”": "Who has no time for the second page?",
        "“Your invoice says about. My bank does not know about.”": "An invoice and a bank: the word stands between you and your money.",
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
    because = {
        "Rings you first when something breaks; his firm saves a clerk by your labels": "He has help, and the firm saves a clerk. That is both.",
        "Pays on time, answers in two lines, would change for one per cent": "The firm has its goods. What has *he* of you?",
        "Loves your stories; his firm has never had anything of them": "He has the stories. And the firm?",
        "Has your catalogue, somewhere": "Who has anything of it yet?",
        "Fights for you inside, since your sample made her look good; for the firm you are the dearest": "She looks good by you. The firm pays more"
        " for it than it would elsewhere.",
        "You cut their stock by a third. The man who checks your papers has had only work of it": "The firm has a third less asleep. And the man?",
    }
    hints = (
        "Two questions, yes or no each: does this person have something of it, does the firm?",
        "Neither: outsider. Firm only: supplier. Person only: friend. Both: partner.",
        "One of the six is a partner.",
    )


@question("05b.12", step=5, kind="table")
class Gifts:
    """One of our sources tells, with approval, how the newspaper seller got her place: she gave her unsold papers to the man at the station who gives out the
    places. Put that beside six others. Yes, ask first, or no?"""

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
            says="In any other week, perhaps. In this one it is the tender that eats along, whatever you talk about.",
        ),
        "asking makes it right": Mistake(
            value={"Dinner for two at the fair, in the week their tender is decided": "ask first"},
            says="Whom? In that week an honest boss, theirs or yours, can say only one thing. Invite them when it is decided, whoever has won.",
        ),
        "a custom is no gift": Mistake(
            value={"Mooncakes for the customs office": "yes"},
            says="The whole street sends them, and each of your containers lies on that desk. A public office, with something of ours before it: the oldest custom does not help.",
        ),
        "a sample is a gift": Mistake(
            value={"Our sample chair stays in their test room, on the delivery note": "no"},
            says="It stands on a delivery note and belongs to the firm. That is evidence, and it is work.",
        ),
    }
    because = {
        "The unsold papers, every evening, to the man who gives out the places at the station": "He has places to give, and nobody is to see why she"
        " has one. Nobody at the station's office could say yes to that if they were asked.",
        "A calendar of ours, to every customer, at New Year": "Small, with our name on it, and everybody has one.",
        "Dinner for two at the fair, in the week their tender is decided": "Something of ours lies on their desk this very week.",
        "Dinner for their whole team, after the order, in a very good restaurant": "It is open and nothing hangs on it any more. It is dear, though:"
        " both houses have a limit, and somebody who knows it.",
        "Our sample chair stays in their test room, on the delivery note": "To whom does it belong?",
        "Mooncakes for the customs office": "It is a public office, and when has it nothing of ours before it?",
        "A visit to our works for their engineer, flight paid by us, nothing on offer just now": "It serves her work, and it is worth a flight. Her"
        " house may want to pay it, or want to know; only they can tell you.",
    }
    hints = (
        "Could you give it in front of their boss, and yours?",
        "Does something of ours lie on their desk, today?",
        "Two yes, two ask, three no.",
    )
