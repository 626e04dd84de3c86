"""More practice for lesson 6b: the account, the people in it, and how one keeps in touch."""

from collections.abc import Mapping

from helpers import keeping
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

WRITE, ASK_EACH, NOT_OURS = "write down, for service", "ask each time", "not ours to keep"
PREFERENCES = {
    "Henrike wants everything on paper, with a number": WRITE,
    "Room 14 wants the firm mattress": WRITE,
    "The colour of this season's window": ASK_EACH,
    "The chief engineer is being treated for his back": NOT_OURS,
    "Deliveries before seven, by the yard gate": WRITE,
    "Whether somebody may be rung on a Saturday": ASK_EACH,
    "With whom the guest of room 9 shares it": NOT_OURS,
}
RECORD = (
    "what was promised, for which day, and whose it is",
    "who of them decides, uses, pays and checks",
    "the open tickets, with their owners",
    "by which ways they agreed to be reached",
    "what I think of their buyer",
    "a copy of every mail since the first",
)
KINDS = ("said", "seen", "thought", "promised")
VISIT = {
    "“We open in Coimbra if the bank agrees.”": "said",
    "Nine of our benches stand behind the door, still in cartons": "seen",
    "They are probably talking to Korrin": "thought",
    "By Thursday: which benches we take back, and at what price": "promised",
    "She smiled when I named the price": "seen",
    "The shop could use a second window": "thought",
}
PARTS = ("divide the market", "serve each as it is", "build the service", "price last")
FOUR_PART = {
    "One owner for every complaint, until the customer says it is settled": "build the service",
    "Clinics and hotels get different people, as they buy by different rules": "divide the market",
    "Before we talk of four per cent: what would a fixed sailing be worth?": "price last",
    "For this chain small lots, because its shops have no room": "serve each as it is",
    "The warehouse is measured by whether what it promised to sales has left": "build the service",
    "One customer is a segment of its own": "divide the market",
}
ACCOUNTS = (
    "Elm Court: gold, leaves 9,000, orders rising, asked for one person to ring",
    "Torvik: gold, leaves 14,000, orders level, wants nothing but the web shop",
    "Pemberly & Son: wood, leaves 400, orders rising, rings every day",
    "Lantern Row: gold, leaves 11,000, orders rising, two late deliveries this spring",
    "Castellan: gold, leaves nothing, orders rising, insists on a visit",
)
JOURNEY = {
    "The hotel chooses from three heights of headboard": "design",
    "A clinic is not sent the letter about garden chairs": "campaign",
    "The engineer gets the spare-parts drawing, the buyer the price": "service",
    "A fabric is woven for one chain": "design",
    "Whoever complained about a hinge is rung when the hinge has changed": "service",
    "The reminder comes when *their* stock runs down, not when our quarter does": "campaign",
}
FIRST_WEEKS = (
    "say who looks after them, by name",
    "tell when it arrives, before they ask",
    "be there, or ring, on the day it arrives",
    "show the shop how to mend a hinge",
    "ask what they would order differently",
)


@question("06b.m1", step=6, kind="table", practice=True)
class Preferences:
    """**Service made to measure** (定制服务). A hotel remembers the pillow, a seller who takes the paper to the door. What belongs on an account's preference sheet?"""

    rows = tuple(PREFERENCES)
    options = (WRITE, ASK_EACH, NOT_OURS)

    def answer(case: Case) -> Mapping[str, str]:
        return PREFERENCES

    misconceptions = {
        "whatever helps": Mistake(
            value={row: WRITE for row, rule in PREFERENCES.items() if rule == NOT_OURS},
            says="It might even help. But one is health and the other is nobody's business, and neither was told you so that you keep it.",
        ),
        "once said, for ever": Mistake(
            value={row: WRITE for row, rule in PREFERENCES.items() if rule == ASK_EACH},
            says="Seasons change, and so do Saturdays. A sheet with last year's answer is worse than a question.",
        ),
    }
    hints = (
        "Does it change what we do for them?",
        "Will it still be true in half a year?",
        "Three, two and two.",
    )


@question("06b.m2", step=6, kind="choices", practice=True)
class TakeOver:
    """**A record that works** (客户关系管理). You fall ill tonight. Which four lines must a colleague find in the system tomorrow?"""

    options = (RECORD[4], RECORD[0], RECORD[5], RECORD[1], RECORD[2], RECORD[3])

    def answer(case: Case) -> tuple[str, ...]:
        return RECORD[:4]

    misconceptions = {
        "everything, to be safe": Mistake(
            RECORD[:4] + RECORD[5:],
            "Nobody reads four hundred mails before nine. What was promised has to stand in one line, or it stands nowhere.",
        ),
        "the real story": Mistake(
            RECORD[:5],
            "What you think of somebody is not a fact about the account, and they may ask to read the file. Would you read it aloud?",
        ),
    }
    hints = (
        "What would hurt on the first day?",
        "A promise, a person, a trouble, a permission.",
        "Leave the novel out, and the gossip.",
    )


@question("06b.m3", step=6, kind="number", unit="accounts", practice=True)
class AccountLoad:
    """**One person of their own** (专属服务). Somebody has 30 hours a week for accounts, in 46 weeks of the year. An account that is looked after takes an hour and a half in each of those weeks. How many can this
    person look after?"""

    tolerance = 0.4

    def answer(case: Case) -> float:
        return keeping.account_load(hours_a_week=30.0, weeks=46.0, hours_an_account=69.0)

    misconceptions = {
        "the whole week": Mistake(
            26.67, "That fills all forty hours. Ten of them are meetings, travel and Friday."
        ),
        "an hour each": Mistake(30.0, "An hour and a half. Half an hour more each is ten accounts fewer."),
        "the year for the week": Mistake(
            46.0, "Those are the weeks. How many accounts fit into one of them?"
        ),
    }
    hints = (
        "How many hours a week?",
        "30 ÷ 1.5",
        "keeping.account_load(hours_a_week=30, hours_an_account=69)",
    )


@question("06b.m4", step=6, kind="number", unit="share of those written to", practice=True)
class TwoLetters:
    """**A letter, tried on half** (邮件回访). 800 customers who agreed to e-mail; a lot decides who gets the plain one and who gets the one with a question in it. Of 400 each, 24 and 36 answer. How much
    does the question add?"""

    tolerance = 0.003
    says = "Three in a hundred. Its 95% interval goes from below nothing to almost seven: send it to more people before you write the rule."

    def answer(case: Case) -> float:
        return (36 - 24) / 400

    misconceptions = {
        "half as much again": Mistake(
            0.5, "True of the *answers*. Of those written to, how many more answered?"
        ),
        "all that answered": Mistake(
            0.09, "That is the second letter alone. The first one was answered too."
        ),
        "heads over everybody": Mistake(0.015, "Twelve more, yes; but only 400 of the 800 had that letter."),
    }
    hints = ("The share of each letter first.", "9% and 6%.", "36 ÷ 400 − 24 ÷ 400")


@question("06b.m5", step=6, kind="table", practice=True)
class VisitReport:
    """**After the visit** (面对面拜访). A report has four columns, and most trouble comes of one standing in another. Sort six lines."""

    rows = tuple(VISIT)
    options = KINDS

    def answer(case: Case) -> Mapping[str, str]:
        return VISIT

    misconceptions = {
        "a feeling is a fact": Mistake(
            value={"They are probably talking to Korrin": "said"},
            says="Nobody said so. In three weeks it will stand in the file as news, and you will have made it.",
        ),
        "a smile says yes": Mistake(
            value={"She smiled when I named the price": "said"},
            says="Seen. What it meant she hasn't said; perhaps the price was funny.",
        ),
    }
    hints = (
        "Whose sentence is it?",
        "Could a camera have recorded it?",
        "One line has a day in it: there somebody waits for you.",
    )


@question("06b.m6", step=6, kind="table", practice=True)
class FourParts:
    """**A plan in four parts** (大客户营销四步). One of our sources plans for key accounts like this: divide the market; serve each as it is; build the service behind it; and price last, not first. Where do six lines belong?"""

    rows = tuple(FOUR_PART)
    options = PARTS

    def answer(case: Case) -> Mapping[str, str]:
        return FOUR_PART

    misconceptions = {
        "one customer is individual service": Mistake(
            value={"One customer is a segment of its own": "serve each as it is"},
            says="It says whom you treat as a group. What you then do for that one is the second part.",
        ),
        "a warehouse is not service": Mistake(
            value={
                "The warehouse is measured by whether what it promised to sales has left": "divide the market"
            },
            says="Those behind the wall make the promise come true. That they are measured by it is the third part.",
        ),
    }
    hints = (
        "Whom · what · by whom · for how much.",
        "Two lines are about our own house.",
        "One names a percentage, and puts it off.",
    )


@question("06b.m7", step=6, kind="choices", practice=True)
class WhoIsRaised:
    """**A better service** (提升服务层次). The rule: whoever leaves 5,000 or more, *and* whose orders rise, *and* who would use it (has asked, or was failed) is raised one level. Who is?"""

    options = ACCOUNTS

    def answer(case: Case) -> tuple[str, ...]:
        return (ACCOUNTS[0], ACCOUNTS[3])

    misconceptions = {
        "who asks loudest": Mistake(
            (ACCOUNTS[0], ACCOUNTS[2], ACCOUNTS[4]),
            "Asking is one of three. Two of these leave next to nothing; a level more would make that less.",
        ),
        "by what they leave": Mistake(
            (ACCOUNTS[0], ACCOUNTS[1], ACCOUNTS[3]),
            "One of these is content with the web shop. A person they don't want to talk to is no better service, it's a caller.",
        ),
    }
    hints = ("Three conditions, all three.", "Strike out those below 5,000.", "Then whoever wants nothing.")


@question("06b.m8", step=6, kind="table", practice=True)
class ThreePlaces:
    """**Personal, where?** (个性化) In what is made, in what is said, or in what is done afterwards: design, campaign or service?"""

    rows = tuple(JOURNEY)
    options = ("design", "campaign", "service")

    def answer(case: Case) -> Mapping[str, str]:
        return JOURNEY

    misconceptions = {
        "a reminder is service": Mistake(
            value={"The reminder comes when *their* stock runs down, not when our quarter does": "service"},
            says="It wants an order, and there's nothing wrong with that; but it is something *said*. What is personal is the day.",
        ),
        "choosing is not design": Mistake(
            value={"The hotel chooses from three heights of headboard": "campaign"},
            says="What they get differs, and so it was designed to differ. Three heights are often all the tailoring one needs.",
        ),
    }
    hints = ("Is the thing itself different?", "Is it before the order, or after?", "Two of each.")


@question("06b.m9", step=6, kind="ranking", practice=True)
class FirstWeeks:
    """**The new one** (客户教育). Between the first order and the second lies most of what is lost. Put five things in order of time."""

    options = (FIRST_WEEKS[3], FIRST_WEEKS[0], FIRST_WEEKS[4], FIRST_WEEKS[1], FIRST_WEEKS[2])

    def answer(case: Case) -> tuple[str, ...]:
        return FIRST_WEEKS

    misconceptions = {
        "teach at once": Mistake(
            value=(FIRST_WEEKS[0], FIRST_WEEKS[3], FIRST_WEEKS[1], FIRST_WEEKS[2], FIRST_WEEKS[4]),
            says="A hinge one hasn't got yet is a dull hinge. Teach when the carton is open.",
        ),
        "a name when it goes wrong": Mistake(
            value=(FIRST_WEEKS[1], FIRST_WEEKS[2], FIRST_WEEKS[0], FIRST_WEEKS[3], FIRST_WEEKS[4]),
            says="By then they have rung the switchboard. The name comes with the confirmation.",
        ),
    }
    hints = (
        "On the day of the order: whom do they ring?",
        "Before, on, and after the arrival.",
        "What they'd do differently they know last.",
    )
