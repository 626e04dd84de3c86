"""More practice for lesson 5b. Short, in any order, and none of it counts."""

from collections.abc import Mapping

import pandas as pd

from helpers import building
from helpers.case import Case
from helpers.exercises.engine import Mistake, question
from helpers.exercises.sale import known

FACTS = ("which goods", "how many", "by when", "who decides", "how it is paid")
MISSING = known.rows((2, 3, 4, 5, 9), "missing")
DRAFT = ("goods", "standard", "delivery", "price", "payment", "quarrel")
STEPS = pd.DataFrame(
    {"step": ["find the article", "ask for a price", "open an account", "pay", "book the truck"],
     "minutes": [10, 15, 90, 20, 45], "forms": [0, 1, 4, 1, 2], "waits": [0, 2, 5, 1, 1]}
)  # fmt: skip
SIDES = {
    "Four people must say yes; the last order took five months": "key account",
    "Decides on the sofa, about a sofa, on Sunday": "consumer",
    "A dentist: decides alone, buys once, wants a contract for ten years of spares": "both: line by line",
    "Buys twelve containers a year by one mail each": "both: line by line",
    "Asks for a concept, a sample room and a penalty for lateness": "key account",
}
ENCLOSED = {
    "household": "a photograph in a room, and the price at the door",
    "small retailer": "a pallet plan, and a picture for the window",
    "wholesaler": "a line list, and a calendar of sailings",
    "project": "certificates by page, and a sample room",
    "company": "a price per workplace, and one page for the board",
}
PARTS = {
    "“Dowelled and glued, without a screw”": "feature",
    "“so nothing works loose, as it does with screws”": "advantage",
    "“and none of your guests comes back to the desk with a leg in his hand”": "benefit",
    "“Report 2291, page 4: 50,000 times sat upon. And take this one home”": "evidence",
    "“It is the best chair in its class, everybody says so”": "none of the four",
}
FIELD_ROLES = {
    "“The delivery room is too small. Somebody should look at new beds.”": "initiator",
    "“The professor is not in. May I ask what it is about?”": "gatekeeper",
    "“Three offers, our form, by the 12th.”": "buyer",
    "“If quality has signed, I sign.”": "approver",
}
PEOPLE = pd.DataFrame(
    {"person": ["user", "finance", "director"], "chance": [0.8, 0.6, 0.5], "weight": [1, 1, 2], "veto": [0, 0, 1]}
)  # fmt: skip
DONE, DUE = (1, 6, 34, 50, 66, 100), (1, 7, 30, 55, 65, 93)


@question("05b.m1", step=5, kind="number", unit="weeks", practice=True)
class WeeksOfStock:
    """**How long does it sleep?** A container holds 180 chairs; the three shops together sell nine a week. How many weeks of stock is that?"""

    tolerance = 0.2

    def answer(case: Case) -> float:
        return 180 / 9

    misconceptions = {
        "each shop sells nine": Mistake(180 / 27, "Nine a week *together*. Each sells three."),
        "the mean on the shelf": Mistake(
            10.0, "On average ten weeks' worth lies there, true. The last chair leaves after twenty."
        ),
    }
    hints = ("How many leave in a week?", "180 in the store.", "180 ÷ 9")


@question("05b.m2", step=5, kind="number", unit="for each 1 asleep", practice=True)
class ForEachOne:
    """**What does the shop's money earn?** Half a container at a time: 90 chairs at 71.20 at the door, on the shelf at 139 with 19% tax in it, nine sold a week. What margin,
    before the selling, do they have in a year of 52 weeks for each 1 that is asleep, when on average half a lot lies there?"""

    tolerance = 0.05

    def answer(case: Case) -> float:
        return known.each_asleep()

    misconceptions = {
        "the whole lot in stock": Mistake(
            lambda case: known.each_asleep() / 2,
            "A lot comes in and sells off: on average *half* of it lies there.",
        ),
        "tax is theirs": Mistake(
            (139 - 71.2) * 9 * 52 / (45 * 71.2),
            "Take the tax out of the 139 first. It only passes through their till.",
        ),
        "the margin": Mistake(
            1 - 71.2 / (139 / 1.19), "That is the margin on a piece. How often does it come round in a year?"
        ),
    }
    hints = (
        "On a piece: 139 ÷ 1.19 − 71.20.",
        "Times 9 times 52; then divide by what lies in stock, 45 chairs at 71.20.",
        "45.61 × 468 ÷ 3,204",
    )


@question("05b.m3", step=5, kind="choices", practice=True)
class DraftContract:
    """**A solution, and a tight contract.** The draft has: goods, standard, delivery, price, payment, quarrel. What does it lack?"""

    options = (
        "lateness",
        "inspection",
        "spares",
        "changes",
        "the name of the ship's captain",
        "the colour of the binder",
    )

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(building.contract_gaps(DRAFT)["clause"])

    misconceptions = {
        "only what costs at once": Mistake(
            value=("lateness", "inspection"),
            says="Those two hurt this year. Year four breaks a leg, and in year two somebody changes something on the telephone.",
        ),
        "trust is enough between friends": Mistake(
            value=("inspection", "spares"),
            says="With friends above all: who may change what, and what a late day costs, is easier to write down while you are friends.",
        ),
    }
    hints = ("What if it comes late?", "Who looks at it, and what if a leg breaks?", "Four of the six.")


@question("05b.m4", step=5, kind="number", unit="share of all their minutes", practice=True)
class WhereTheEffortIs:
    """**Easy to buy from?** A customer needs ten minutes to find an article, 15 to get a price, 90 to open an account, 20 to pay, 45 to book the truck. What share of the work is the
    costliest step? (Then ask who invented it, and for whom.)"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return float(building.effort_steps(STEPS)["minutes_share"].iloc[0])

    misconceptions = {
        "one step of five": Mistake(0.2, "Five steps, but not equally long. Minutes, please."),
        "against the rest": Mistake(0.9 / 0.9, "Ninety against the other ninety. Of *all* it is less."),
    }
    hints = ("180 minutes in all.", "The account takes 90.", "90 ÷ 180")


@question("05b.m5", step=5, kind="number", unit="share of promises", practice=True)
class PromisesKept:
    """**After the order.** We promised things within 1, 7, 30, 55, 65 and 93 days, and did them after 1, 6, 34, 50, 66 and 100. What share was kept in time?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return building.kept(DONE, DUE)

    misconceptions = {
        "nearly counts": Mistake(
            4 / 6,
            "One day late is late. The customer was told sixty-five, and stood there on the sixty-fifth.",
        ),
        "days against days": Mistake(
            251 / 257,
            "All days together nearly meet the plan. But the early ones do not comfort those who waited.",
        ),
    }
    hints = ("Compare them one by one.", "1, 6 and 50 were in time.", "3 of 6")


@question("05b.m6", step=5, kind="table", practice=True)
class WhichSide:
    """**Over the counter, or as a key account?** The source's table has two columns; customers have not read it. Where do these stand?"""

    rows = tuple(SIDES)
    options = ("consumer", "key account", "both: line by line")

    def answer(case: Case) -> Mapping[str, str]:
        return SIDES

    misconceptions = {
        "a contract makes a key account": Mistake(
            value={
                "A dentist: decides alone, buys once, wants a contract for ten years of spares": "key account"
            },
            says="One person, one purchase: sell it like a chair. And give him the contract. Each line of the table is asked on its own.",
        ),
        "large means visits": Mistake(
            value={"Buys twelve containers a year by one mail each": "key account"},
            says="The amounts are, the selling is not: whoever buys by mail should not be visited for your sake.",
        ),
    }
    hints = (
        "Go down the table: who decides, how much, how is it sold, what service?",
        "Do all lines agree?",
        "Two do not.",
    )


@question("05b.m7", step=5, kind="table", practice=True)
class WhatIsEnclosed:
    """**Not the same letter for all.** What goes into whose envelope?"""

    rows = tuple(ENCLOSED)
    options = (
        "certificates by page, and a sample room", "a photograph in a room, and the price at the door",
        "a line list, and a calendar of sailings", "a price per workplace, and one page for the board",
        "a pallet plan, and a picture for the window",
    )  # fmt: skip

    def answer(case: Case) -> Mapping[str, str]:
        return ENCLOSED

    misconceptions = {
        "everybody likes pictures": Mistake(
            value={"wholesaler": "a photograph in a room, and the price at the door"},
            says="He has a warehouse and no room. He wants lines and dates.",
        ),
        "certificates impress": Mistake(
            value={"household": "certificates by page, and a sample room"},
            says="It would impress an engineer. She wants to know whether it fits beside the cupboard.",
        ),
    }
    hints = (
        "What do they *do* with it?",
        "Who has a window, who a board, who an engineer?",
        "Lines belong to the wholesaler.",
    )


@question("05b.m8", step=5, kind="number", unit="share (chance)", practice=True)
class TwoWords:
    """**Naive Bayes with a pencil.** Of old inquiries, half came from shops and half from projects. “Rooms” stands in 2% of shops' letters and in 40% of projects'. A letter has
    “rooms” in it. How likely is it a project's?"""

    tolerance = 0.01

    def answer(case: Case) -> float:
        return 0.4 / (0.4 + 0.02)

    misconceptions = {
        "the word's share": Mistake(
            0.4,
            "{given} of projects' letters have the word. You are asked the other way round: of letters with the word?",
        ),
        "twenty times as likely": Mistake(
            0.05, "One to twenty is the odds against. Which share is that of the two?"
        ),
    }
    hints = ("Out of a thousand each: how many with the word?", "400 projects, 20 shops.", "400 ÷ 420")


@question("05b.m9", step=5, kind="number", unit="share of such deals", practice=True)
class WeightsAndVeto:
    """**Not all noes are equal.** User (yes with 0.8), finance (0.6), director (0.5). The director's word counts double and hers is a veto; the deal needs three quarters of the weight. So: she
    must say yes, and one of the other two at least. What is the chance?"""

    tolerance = 0.006

    def answer(case: Case) -> float:
        return float(building.agreement(PEOPLE, needed=0.75)["deal_if"].iloc[-1])

    misconceptions = {
        "all three": Mistake(0.8 * 0.6 * 0.5, "Not everybody has to: her yes and *one* of the two."),
        "the director alone": Mistake(0.5, "Her yes is needed and not enough: that is half the weight."),
        "one of the two": Mistake(
            1 - 0.2 * 0.4, "That is the chance that one of them says yes. And the director?"
        ),
    }
    hints = (
        "When do both of the others say no?",
        "0.2 × 0.4 = 0.08, so one says yes with 0.92.",
        "0.5 × 0.92",
    )


@question("05b.m10", step=5, kind="table", practice=True)
class FabeParts:
    """**FABE.** Which part of it is this?"""

    rows = tuple(PARTS)
    options = ("feature", "advantage", "benefit", "evidence", "none of the four")

    def answer(case: Case) -> Mapping[str, str]:
        return PARTS

    misconceptions = {
        "B for better": Mistake(
            value={"“so nothing works loose, as it does with screws”": "benefit"},
            says="That is better *than screws*: an advantage. The benefit has a person in it. (You will meet quizzes that take the B for the advantage.)",
        ),
        "praise is evidence": Mistake(
            value={"“It is the best chair in its class, everybody says so”": "evidence"},
            says="Where would one go to look at it?",
        ),
    }
    hints = (
        "What it is · what that does better · who has what of it · how to check.",
        "Look for the person.",
        "One only asks to be believed.",
    )


@question("05b.m11", step=5, kind="table", practice=True)
class TheOtherFour:
    """**The field's four more.** Beside decision, finance, user and technical, who says this?"""

    rows = tuple(FIELD_ROLES)
    options = ("initiator", "gatekeeper", "buyer", "approver")

    def answer(case: Case) -> Mapping[str, str]:
        return FIELD_ROLES

    misconceptions = {
        "the form is a gate": Mistake(
            value={"“Three offers, our form, by the 12th.”": "gatekeeper"},
            says="A gatekeeper decides who gets in. This one lets three in, and wants them comparable.",
        ),
        "who signs decides": Mistake(
            value={"“If quality has signed, I sign.”": "buyer"},
            says="The signature comes after the decision, and leans on somebody else's. Bring that name along.",
        ),
    }
    hints = ("Who noticed first?", "Who can keep you out, and who only compares?", "One of each.")


@question("05b.m12", step=5, kind="number", unit="times", practice=True)
class Lift:
    """**Better than drawing lots?** In a year 400 inquiries had the word URGENT and 116 of them ordered; of all 4,480 it was 1,200. How many times as often do those with the
    word order, compared with all?"""

    tolerance = 0.01

    def answer(case: Case) -> float:
        return (116 / 400) / (1200 / 4480)

    misconceptions = {
        "orders over orders": Mistake(116 / 1200, "That is the recall: how few of the orders had the word."),
        "points": Mistake(116 / 400 - 1200 / 4480, "That is the difference, two points. How many *times*?"),
    }
    hints = ("With the word: 29%.", "All: 26.8%.", "0.29 ÷ 0.268")


@question("05b.m13", step=5, kind="table", practice=True)
class WhatIsMissing:
    """**An offer with a hole in it.** An offer needs five facts: which goods, how many, by when, who decides, how it is paid. Each of these letters of the morning lacks one that you
    cannot do without. Which would you ask for *first*?"""

    rows = tuple(MISSING)
    options = FACTS

    def answer(case: Case) -> Mapping[str, str]:
        return MISSING

    misconceptions = {
        "a hurry is a date": Mistake(
            value={known.sender(5): "who decides"},
            says="Who decides stands in it: 老板, if the price is right. “比较急”, rather urgent, is not a day. It was a removal van, and it had one.",
        ),
        "a tender decides itself": Mistake(
            value={known.sender(4): "how it is paid"},
            says="By letter of credit, it says. But who opens the envelopes, and who can say no to a headboard?",
        ),
        "proof first, numbers never": Mistake(
            value={known.sender(9): "which goods"},
            says="He wants to see us before goods are named at all, and that is in order. But two hundred shops: how many pieces a month do you offer for?",
        ),
    }
    because = known.by_sender(
        {
            2: "Goods, two containers a month, October, and a Mr Kolarič who rings. No word of money.",
            3: "A pallet, when it is full, paid already, and she decides. A pallet of what?",
            4: "Bill, dates and the letter of credit are there. And somebody opens the envelopes.",
            5: "Sixty chairs, page 12, payment can be talked over, the boss decides. And the van?",
            9: "Two warehouses and two hundred shops. Is that a box a month, or a ship?",
        }
    )
    hints = (
        "Tick off the five for each letter, with a pencil.",
        "A quantity, a date, a name: is it said, or only felt?",
        "One of each.",
    )


@question("05b.m14", step=5, kind="text", practice=True)
class WriteBack:
    """**At home.** Answer letter 5, from 杭州, in English or 中文. Six sentences at most, and it should leave your desk today."""

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
