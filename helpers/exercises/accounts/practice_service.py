"""More practice for lesson 6b: taking in, sorting, following; and what a kindness costs and brings."""

from helpers import keeping
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

INTAKE = (
    "what happened, in their words",
    "which order it is about",
    "what it stops them from doing, and until when it can wait",
    "what they would like to happen",
    "how and when we may ring back",
    "whose fault it was",
    "whether they have read the terms",
)
DISCIPLINES = (
    "get together those who know it",
    "say what is wrong, in numbers",
    "stop it from reaching the next customer",
    "find the cause that one can switch on and off",
    "change that, and see whether it holds",
    "tell whoever complained, and thank the team",
)
TRIAL_COST, TRIAL_MARGIN = 30.0, 400.0
NOTES = (
    "Torvik: a wholesaler that leaves 60,000 a year. A question about an invoice, low, one hour",
    "Elm Court: a chain that leaves 20,000. Parts are missing, high, two hours",
    "Pemberly & Son: a shop that leaves 3,000. Three cabinets damaged, high, three hours",
    "Castellan: our largest by sales, leaves nothing at all. A wrong item, normal, one hour",
)


@question("06b.m10", step=6, kind="choices", practice=True)
class Intake:
    """**Taking it in** (问题受理). It comes by telephone, by letter or in the shop; the form is the same. Which five things do you ask, and in which tone do you leave out the other two?"""

    options = (INTAKE[5], INTAKE[0], INTAKE[3], INTAKE[1], INTAKE[6], INTAKE[2], INTAKE[4])

    def answer(case: Case) -> tuple[str, ...]:
        return INTAKE[:5]

    misconceptions = {
        "clear the guilt first": Mistake(
            INTAKE[:6], "That is for later, and for us. Asked now it turns a customer into a defendant."
        ),
        "the facts alone": Mistake(
            INTAKE[:2],
            "Now you know what happened and not what it does to them. The half hour that saves is the one in which it could have been settled.",
        ),
    }
    hints = (
        "What would you want to be asked?",
        "What happened · which · what it does · what would help · how to reach you.",
        "Leave out guilt and small print.",
    )


@question("06b.m11", step=6, kind="ranking", practice=True)
class EightD:
    """**Mending the cause** (问题解决机制). Car makers do it in eight disciplines (8D); here are six, shuffled. In which order?"""

    options = (DISCIPLINES[3], DISCIPLINES[0], DISCIPLINES[2], DISCIPLINES[5], DISCIPLINES[1], DISCIPLINES[4])

    def answer(case: Case) -> tuple[str, ...]:
        return DISCIPLINES

    misconceptions = {
        "the cause before the plaster": Mistake(
            value=(
                DISCIPLINES[0],
                DISCIPLINES[1],
                DISCIPLINES[3],
                DISCIPLINES[2],
                DISCIPLINES[4],
                DISCIPLINES[5],
            ),
            says="While you look for the cause the next carton leaves. Stop that first; it needn't be elegant.",
        ),
        "thank them first": Mistake(
            value=(
                DISCIPLINES[0],
                DISCIPLINES[1],
                DISCIPLINES[2],
                DISCIPLINES[5],
                DISCIPLINES[3],
                DISCIPLINES[4],
            ),
            says="You have nothing to tell them yet. A week later it happens again, with thanks.",
        ),
    }
    hints = ("Who, what, stop.", "Only then why.", "And the last thing is said to the customer.")


@question("06b.m12", step=6, kind="number", unit="share of tickets", practice=True)
class Reopened:
    """**Following up** (问题跟踪). 240 tickets were settled this quarter and 18 of them opened again, always within two weeks. Forty of the 240 were settled less than two weeks ago; of these one has been opened
    again so far. What share opens again?"""

    tolerance = 0.002

    def answer(case: Case) -> float:
        return (18 - 1) / (240 - 40)

    misconceptions = {
        "eighteen of all": Mistake(
            0.075, "The last forty have not had their two weeks. They make the share look better than it is."
        ),
        "all of them, over the old": Mistake(
            0.09, "The one of the forty belongs to the forty. Take it off above as well as below."
        ),
        "those who are young": Mistake(
            0.025, "One of forty, and their time isn't up. Of them nothing can be said yet."
        ),
    }
    hints = ("Whose two weeks are over?", "200 tickets.", "17 of these 200.")


@question("06b.m13", step=6, kind="number", unit="share of accounts", practice=True)
class Evening:
    """**An evening for customers** (客户活动). 200 accounts; a lot chose 100, who were invited. Forty came. Within the quarter 30 of those forty ordered, and 28 of the other sixty who were invited; of the 100 who were
    not invited 52 did. What did the invitation add?"""

    tolerance = 0.004

    def answer(case: Case) -> float:
        return (30 + 28) / 100 - 52 / 100

    misconceptions = {
        "guests against the rest": Mistake(
            30 / 40 - 80 / 160,
            "Those who come to a supplier's evening are those who'd have ordered. The lot chose who was *invited*; compare these.",
        ),
        "guests against the not invited": Mistake(
            0.23, "The forty chose themselves. All hundred who were invited count, those on the sofa too."
        ),
        "what the invited did": Mistake(0.58, "And how many did so without being invited?"),
    }
    hints = (
        "What did the lot decide?",
        "58 of a hundred, and 52 of a hundred.",
        "Six of a hundred. Ask next whether that is luck.",
    )


@question("06b.m14", step=6, kind="number", unit="money", practice=True)
class Trial:
    """**Let them try** (体验). Ten in a hundred shops order a new chair from the picture. By a lot, others were sent one to sit on for a month: sixteen in a hundred ordered. The loan costs 30, an order leaves 400. What is a loan
    worth?"""

    tolerance = 0.6

    def answer(case: Case) -> float:
        return (0.16 - 0.10) * TRIAL_MARGIN - TRIAL_COST

    misconceptions = {
        "all who ordered": Mistake(
            34.0,
            "Ten of the sixteen would have ordered from the picture. The chair can't have what the picture earned.",
        ),
        "forgot the loan": Mistake(24.0, "That is what it brings. It costs 30."),
        "the loan alone": Mistake(-30.0, "That's the cost. Six more in a hundred do order."),
    }
    hints = (
        "How many *more* order, because of the chair?",
        "0.06 × 400",
        "24 − 30. At what cost of a loan would you do it?",
    )


@question("06b.m15", step=6, kind="number", unit="money", practice=True)
class OnSite:
    """**Going there** (上门服务). A computer maker of our sources drove to every customer and grew rich. Forty of our cases a year could be mended on the spot; each saves 120 in returns. A trip takes three hours at 45. What does it bring
    in a year?"""

    tolerance = 1.0

    def answer(case: Case) -> float:
        return keeping.on_site_worth(cases=40, loss_avoided=120.0, hours=3.0, cost_an_hour=45.0)

    misconceptions = {
        "what is saved": Mistake(4800.0, "And the hours? A van is not free because it is ours."),
        "one hour each": Mistake(3000.0, "Three hours a trip. Most of them are motorway."),
        "the wrong way round": Mistake(600.0, "The size is right. Is it money in, or money out?"),
    }
    hints = (
        "One trip costs 3 × 45.",
        "It saves 120 and costs 135.",
        "Forty times that. (It pays for those who'd leave otherwise. Which are they?)",
    )


@question("06b.m16", step=6, kind="ranking", practice=True)
class FourNotes:
    """**Four notes**, and it is Friday. A day's waiting costs a small part of what a customer leaves us: with a low ticket half as much as with a normal one, with a high one twice as
    much. Hours are short. In which order?"""

    options = (NOTES[3], NOTES[2], NOTES[0], NOTES[1])

    def answer(case: Case) -> tuple[str, ...]:
        left, weight, hours = (60_000, 20_000, 3_000, 0), (0.5, 2.0, 2.0, 1.0), (1, 2, 3, 1)
        gain = {note: left[at] * weight[at] / hours[at] for at, note in enumerate(NOTES)}
        return tuple(sorted(NOTES, key=lambda note: -gain[note]))

    misconceptions = {
        "the biggest first": Mistake(
            value=(NOTES[3], NOTES[0], NOTES[1], NOTES[2]),
            says="Castellan is big in sales, and leaves nothing. Who leaves nothing has nothing to lose here, for us. (They may still have a claim.)",
        ),
        "the worst first": Mistake(
            value=(NOTES[1], NOTES[2], NOTES[0], NOTES[3]),
            says="In the two and three hours of the bad ones the question could have been answered first, and it is cheap: an hour for a customer who leaves 60,000.",
        ),
        "by what they leave alone": Mistake(
            value=(NOTES[0], NOTES[2], NOTES[1], NOTES[3]),
            says="Down to the first it is right. Then hold 20,000 and two hours against 3,000 and three.",
        ),
    }
    because = {
        NOTES[
            1
        ]: "Two hours of work: a day's waiting costs 20,000 × 2, which is 20,000 an hour. Is anything dearer by the hour?",
        NOTES[2]: "Twice 3,000, and three hours for it: 2,000 an hour.",
        NOTES[3]: "Who leaves nothing loses us nothing by waiting, however large.",
    }
    hints = (
        "What does a day of waiting cost, for each? Then: how many hours to end it?",
        "60,000 × ½ in one hour; 20,000 × 2 in two hours.",
        "30,000 · 20,000 · 2,000 · 0 an hour. Then ask who has been lying there longest.",
    )
