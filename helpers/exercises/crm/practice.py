"""Further questions of lesson 8."""

from collections.abc import Mapping

import pandas as pd

from helpers.case import Case
from helpers.crm.baskets import rules
from helpers.crm.erlang import desk, load_erlangs
from helpers.crm.scorecard import WEIGHTS, ownership, ratings, scorecard
from helpers.crm.staffing import pooled, with_breaks
from helpers.crm.web import FUNNEL, channel_share, difference
from helpers.exercises.engine import Mistake, question

SAY, KEEP_QUIET, ASK = "say it", "know it and don't say it", "ask, don't assume"
PAGE = {
    "“Your chairs left on Tuesday; the ship is due on the ninth.”": SAY,
    "“You open our mails late at night. Trouble sleeping?”": KEEP_QUIET,
    "“You'll want the same again, I suppose?”": ASK,
    "“In March a leg was broken. Did the new one fit?”": SAY,
    "“Your colleague told me that your place is to be cut.”": KEEP_QUIET,
    "“You are opening the second house in autumn, aren't you?” (a note of two years ago)": ASK,
}
BASKETS = {
    "1": ("table", "chair"),
    "2": ("table", "chair"),
    "3": ("table", "lamp"),
    "4": ("chair",),
    "5": ("chair",),
    "6": ("table", "chair", "lamp"),
    "7": ("chair",),
    "8": ("lamp",),
}
ORDERS = pd.DataFrame(
    [(order, item) for order, items in BASKETS.items() for item in items], columns=["order_id", "product_id"]
)
LEADS = {
    "the invoice address": "invoicing",
    "who may be rung at home": "the base, with day and source",
    "whether the fire test has been sent": "the service desk",
    "what the customer paid last year": "invoicing",
}
PRICE = "price over three years"
WEIGHED = (
    "The cheapest one. The card has spoken.",
    "The same as before. But weights that come after the marks are an opinion with decimals.",
    "Nothing any more: a card whose weights change says nothing at all.",
)
OPENED = {
    "answered in time": 46,
    "answered late": 6,
    "not answered yet, and over time": 8,
    "opened an hour ago": 4,
}


@question("08.m1", step=8, kind="number", unit="erlangs", practice=True)
class WorkInErlangs:
    """**How much work.** Forty calls in half an hour, three minutes each. How many people do they keep busy?"""

    def answer(case: Case) -> float:
        return load_erlangs(40, 180)

    worked = "40 × 180 seconds ÷ 1,800 seconds = {value}."
    misconceptions = {
        "by the hour": Mistake(2.0, "Forty in *half* an hour: divide by thirty minutes."),
        "minutes of work": Mistake(120.0, "That is the work, in minutes. It comes within thirty."),
    }
    hints = ("120 minutes of work.", "In thirty minutes.", "120 ÷ 30")


@question("08.m2", step=8, kind="number", unit="share of their time", practice=True)
class BusyAgents:
    """**Busy.** Ten erlangs, fourteen people. What share of their time do they talk?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return desk(10.0, 14, handle_seconds=180).occupancy

    worked = "10 ÷ 14 = {value}. The rest is not idleness: it is the reason why somebody picks up."
    misconceptions = {
        "what is idle": Mistake(4 / 14, "That is the share in which they wait for the phone."),
        "the other way up": Mistake(
            1.4, "No one talks 140% of the time: work over people, not people over work."
        ),
    }
    hints = ("The work keeps ten of them busy.", "Ten of fourteen.", "10 ÷ 14")


@question("08.m3", step=8, kind="number", unit="people", practice=True)
class OneLargeDesk:
    """**North and south.** Two desks with four erlangs each need seven people for eight in ten (calls of four minutes). They become one desk. How many does *it* need, by
    the same mark?"""

    def answer(case: Case) -> float:
        return float(pooled({"north": 4.0, "south": 4.0}, handle_seconds=240)["agents"].iloc[-1])

    worked = "{value}: while the north is drowning, the south knits. Together that evens out."
    misconceptions = {
        "seven and seven": Mistake(14.0, "So many they are now. When both answer all calls, fewer do."),
        "half as many": Mistake(7.0, "Eight erlangs keep eight people busy before anybody rests."),
        "just above the work": Mistake(
            9.0, "Nine can do the work. Eight in ten within twenty seconds takes more air."
        ),
    }
    hints = (
        "The work is eight erlangs, so more than eight.",
        "A large desk needs less spare than two small ones.",
        "Three fewer than the two desks have now.",
    )


@question("08.m4", step=8, kind="number", unit="people", practice=True)
class OnTheRota:
    """**People eat.** Seven must *sit* there. Of paid time 30% goes into breaks, training and illness. How many stand on the rota?"""

    def answer(case: Case) -> float:
        return with_breaks(7, 0.3)

    worked = "7 ÷ 0.7 = {value}."
    misconceptions = {
        "thirty per cent on top": Mistake(
            9.1, "30% of *seven*. But the 30% is missing from those who are paid: of ten, seven sit there."
        ),
        "seven of seven": Mistake(7.0, "Then five sit there, and two are at lunch."),
    }
    hints = ("Of ten paid, how many sit there?", "Divide; don't add.", "7 ÷ 0.7")


@question("08.m5", step=8, kind="number", unit="times chance", practice=True)
class LiftByHand:
    """**Tables and chairs.** Eight orders: *table, chair* twice; *table, lamp*; *chair* three times alone; *table, chair, lamp*; *lamp*. Of orders with a table, how much
    oftener than in all orders is there a lamp?"""

    tolerance = 0.01

    def answer(case: Case) -> float:
        found = rules(ORDERS)
        return float(found[(found["left"] == "table") & (found["right"] == "lamp")]["lift"].iloc[0])

    worked = "2 of 4 orders with a table have a lamp, 3 of all 8: 0.5 ÷ 0.375 = {value}. From four orders one speaks of it to a customer; one does not rebuild the shop."
    misconceptions = {
        "the share alone": Mistake(
            0.5, "Half of them have a lamp. Is that much? Look how many have one anyway."
        ),
        "of all orders": Mistake(
            0.25, "Both together stand in two of eight orders. Compare within those that have a table."
        ),
        "chairs are everywhere": Mistake(
            1.0, "That is no lift at all: as often as elsewhere. Count the lamps again."
        ),
    }
    hints = (
        "Four orders have a table; how many of them a lamp?",
        "Of all eight, three have a lamp.",
        "0.5 ÷ 0.375",
    )


@question("08.m6", step=8, kind="number", unit="points", practice=True)
class TwoPages:
    """**Two pages.** Page A: 4,000 visitors, of whom 121 left an address. Page B: 4,050 and 158. By how many points of a hundred is B ahead, and what do you do first?
    (Give the points; the rest you say aloud.)"""

    tolerance = 0.02

    def answer(case: Case) -> float:
        (a, first), (b, second) = (
            (page["left an address"], page["saw the page"]) for page in FUNNEL.values()
        )
        return 100 * float(difference(a, first, b, second)["difference"])

    worked = "158 ÷ 4,050 less 121 ÷ 4,000 is {value}, give or take 0.8. Aloud: was it drawn by lot who saw which page, and was the end of the test fixed before it began?"
    misconceptions = {
        "visitors, not shares": Mistake(37.0, "37 more people. But more people saw page B: compare shares."),
        "by a quarter": Mistake(
            28.97, "B's share is 29% *higher* than A's. In points of a hundred that is less than one."
        ),
    }
    hints = ("121 of 4,000; 158 of 4,050.", "3.03 and 3.90 of a hundred.", "The difference.")


@question("08.m7", step=8, kind="number", unit="share of sales", practice=True)
class NoMoreDealers:
    """**The end of the dealer.** A shop of our own opens. Each year 15% of what dealers sold goes over to it, and 5% of what the shop sold goes back. What share do dealers
    end with?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return float(channel_share(moves_over=0.15, years=200)["dealers"].iloc[-1])

    worked = "What goes over is what comes back: 0.05 ÷ (0.15 + 0.05) = {value}. “Intermediaries will vanish” takes a world in which nobody ever goes back to a shop with a door."
    misconceptions = {
        "none": Mistake(0.0, "15% of *what is left*, each year; and some of it comes back."),
        "what goes back": Mistake(
            0.05, "5% of what the *shop* sells goes back. The shop sells more and more."
        ),
        "fifteen against five": Mistake(
            5 / 15, "That is dealers against the shop, not dealers against everything."
        ),
    }
    hints = (
        "In the end as much goes over as comes back.",
        "0.15 × dealers = 0.05 × shop, and together they are one.",
        "One part of four.",
    )


@question("08.m8", step=8, kind="choice", practice=True)
class YourWeights:
    """**Weights before names.** Those who tried two offers for a week gave marks from 1 to 5, times weights that had been written down before: {first} has {lead} points, {second} {next}.
    *Price over three years* weighs {weight}; {first} got {own} for it, {second} {other}. Now somebody doubles that weight. Which offer leads, and what do you say?"""

    options = WEIGHED

    def facts(case: Case) -> Mapping[str, str]:
        first, second = scorecard(ratings())["offer"].iloc[:2]
        points = ratings().set_index("criterion")[[first, second]].mul(pd.Series(WEIGHTS), axis=0).sum()
        marks = ratings().set_index("criterion").loc[PRICE]
        return {
            "first": str(first),
            "second": str(second),
            "lead": f"{points[first]:.0f}",
            "next": f"{points[second]:.0f}",
            "weight": f"{WEIGHTS[PRICE]:.0f}",
            "own": str(marks[first]),
            "other": str(marks[second]),
        }

    def answer(case: Case) -> str:
        before, after = scorecard(ratings()), scorecard(ratings(), {**WEIGHTS, PRICE: 2 * WEIGHTS[PRICE]})
        return WEIGHED[0 if before["offer"][0] != after["offer"][0] else 1]

    misconceptions = {
        "the card decides": Mistake(
            WEIGHED[0],
            "Work it out: the lead shrinks, and holds. And had it turned, it would have been the pen that spoke.",
        ),
        "throw it away": Mistake(
            WEIGHED[2],
            "It says how *sure* the choice is: try many weightings, and count how often each offer wins.",
        ),
    }
    hints = (
        "Add the weight times the mark once more to each.",
        "By how much did the first lead, and how much of that is gone?",
        "When were the weights written down?",
    )


@question("08.m9", step=8, kind="number", unit="money", practice=True)
class ThreeYears:
    """**What it costs.** A system: 20,000 to set up; 900 a user and year; 15,000 to move our data in, and 15,000 to get them out one day. Twelve users, three years. What
    does it cost?"""

    def answer(case: Case) -> float:
        table = ownership(users=12, years=3).set_index("offer")
        return float(table["total"]["Grosswolke Suite"])

    worked = "20,000 + 12 × 900 × 3 + 15,000 + 15,000 = {value}. On the price list stands 900."
    misconceptions = {
        "as on the price list": Mistake(
            32_400.0, "Those are the licences. They are the part that has a price list."
        ),
        "nobody ever leaves": Mistake(
            67_400.0,
            "Everybody leaves one day. Ask on the first: what do we get, in which form, at what price?",
        ),
    }
    hints = ("Licences: 12 × 900 × 3.", "Set-up, and moving in.", "And moving out.")


@question("08.m10", step=8, kind="number", unit="share in time", practice=True)
class InTime:
    """**The promise of a day.** Of 64 tickets 46 were answered within the day, 6 later, 8 wait and are over time, and 4 came in an hour ago. What share was in time?"""

    tolerance = 0.002

    def answer(case: Case) -> float:
        late = OPENED["answered late"] + OPENED["not answered yet, and over time"]
        return OPENED["answered in time"] / (OPENED["answered in time"] + late)

    worked = "46 of 60: {value}. The four young ones have not had their chance yet, and the eight are late whether anybody answers them or not."
    misconceptions = {
        "only the answered": Mistake(
            46 / 52,
            "You left out the eight that nobody has answered. They are the worst of all, and in this sum they would make us better.",
        ),
        "all of them": Mistake(46 / 64, "Four came in an hour ago: they are neither in time nor late."),
    }
    hints = ("Who has had a day's time?", "46 + 6 + 8.", "46 ÷ 60")


@question("08.m11", step=8, kind="table", practice=True)
class WhichListIsRight:
    """**When two lists quarrel.** Invoicing, the service desk and the base say different things. Which is to be believed on what?"""

    rows = tuple(LEADS)
    options = tuple(dict.fromkeys(LEADS.values()))

    def answer(case: Case) -> Mapping[str, str]:
        return LEADS

    misconceptions = {
        "the newest system": Mistake(
            dict.fromkeys(LEADS, "the base, with day and source"),
            "New is not the same as right. Whoever makes the fact keeps it; the base copies it and says from where.",
        ),
        "who pays knows": Mistake(
            dict.fromkeys(LEADS, "invoicing"),
            "Invoicing knows what is paid and where it goes. It was not on the telephone when she said “not at home, please”.",
        ),
    }
    hints = (
        "Where does the fact come into being?",
        "Money: invoicing. Consent: where day and source are kept.",
        "Tickets live with the service desk.",
    )


@question("08.m12", step=8, kind="choice", practice=True)
class BobbyChair:
    """**An odd name.** In the form somebody calls the firm `Chairs'); DELETE FROM accounts;--`. What happens in a base that is asked with *parameters*?"""

    options = (
        "All accounts are gone: the quotation mark ends the name.",
        "Nothing: it is a name, an ugly one, and is stored as it stands.",
        "The form must refuse every name with a quotation mark.",
    )

    def answer(case: Case) -> str:
        return "Nothing: it is a name, an ugly one, and is stored as it stands."

    misconceptions = {
        "glued together": Mistake(
            "All accounts are gone: the quotation mark ends the name.",
            "So it goes where the question is glued together from texts. With a parameter the value never becomes part of the question.",
        ),
        "forbid it": Mistake(
            "The form must refuse every name with a quotation mark.",
            "Then Mrs O'Hara can't be a customer. Keep questions and values apart, and any name will do.",
        ),
    }
    hints = (
        "How does the value get into the question?",
        "It is handed over beside it, by name.",
        "Mrs O'Hara has one too.",
    )


@question("08.m13", step=8, kind="choice", practice=True)
class WhichNumber:
    """**One page for the board.** It has room for one number about the base. Which?"""

    options = (
        "How many records it holds",
        "How many logins it had last month",
        "Of the hundred largest accounts, how many have a next step with a day",
    )

    def answer(case: Case) -> str:
        return "Of the hundred largest accounts, how many have a next step with a day"

    misconceptions = {
        "size": Mistake("How many records it holds", "It grows by itself, most quickly from duplicates."),
        "clicks": Mistake(
            "How many logins it had last month",
            "Whoever is told to log in logs in. Ask for what nobody can have without having used it.",
        ),
    }
    hints = (
        "Which one could look splendid while nobody uses the base?",
        "Two of them could.",
        "Which one changes what somebody does on Monday?",
    )


@question("08.m14", step=8, kind="number", unit="kilometres", practice=True)
class NearestFirst:
    """**Nearest first.** On a straight road: the office at 0, visits at −1, 2, −5 and 10 kilometres. You always drive to the nearest one left, and home in the end. How many
    kilometres is that?"""

    def answer(case: Case) -> float:
        at, left, driven = 0.0, [-1.0, 2.0, -5.0, 10.0], 0.0
        while left:
            nearest = min(left, key=lambda place: abs(place - at))
            driven, at = driven + abs(nearest - at), nearest
            left.remove(nearest)
        return driven + abs(at)

    worked = "0 → −1 → 2 → −5 → 10 → 0: 1 + 3 + 7 + 15 + 10 = {value}. Once to each end would have been 30."
    misconceptions = {
        "the shortest there is": Mistake(
            30.0, "So short it can be. Nearest first does not know that; it turns round twice."
        ),
        "home is free": Mistake(26.0, "And how do you get home?"),
    }
    hints = ("First −1, then what?", "From −1 the 2 is nearer than the −5.", "1, 3, 7, 15, and 10 home.")


@question("08.m15", step=8, kind="choices", practice=True)
class DeskDoors:
    """**Through which door.** Yesterday we met the same customer five times: on the web, on the phone, by mail, at the door, and a rep saw her in her shop. What must be noted
    each time, so that it becomes *one* customer in the base?"""

    options = (
        "Whose record it is",
        "Through which door, and when",
        "What was wanted and what was promised",
        "The weather, and how she looked",
        "Word for word what she said",
    )

    def answer(case: Case) -> tuple[str, ...]:
        return ("Whose record it is", "Through which door, and when", "What was wanted and what was promised")

    misconceptions = {
        "the content will do": Mistake(
            ("What was wanted and what was promised",),
            "To whom, and when? A promise that belongs to nobody is kept by nobody.",
        ),
        "better too much": Mistake(
            lambda case, right: (*right, "Word for word what she said"),
            "Nobody reads it, and she has not agreed to be written down like a witness. Note what was agreed.",
        ),
        "colour helps": Mistake(
            lambda case, right: (*right, "The weather, and how she looked"),
            "The weather is gone by Thursday, and how she looked is nobody's column.",
        ),
    }
    hints = (
        "What would the next colleague need?",
        "Who, through where and when, and what.",
        "Three of the five.",
    )


@question("08.m16", step=8, kind="table", practice=True)
class OnThePhone:
    """**She is on the line,** and you have the page of her account before you. Suppose that it says, among other things, what is behind each of these sentences.
    What do you do with them?"""

    rows = tuple(PAGE)
    options = (SAY, KEEP_QUIET, ASK)

    def answer(case: Case) -> Mapping[str, str]:
        return PAGE

    misconceptions = {
        "all that is known may be said": Mistake(
            value={row: SAY for row, what in PAGE.items() if what == KEEP_QUIET},
            says="It is on the page, and it is not hers to hear from you. Would she be glad that you keep it? Then say it. If not, why do you keep it?",
        ),
        "a page is the present": Mistake(
            value={row: SAY for row, what in PAGE.items() if what == ASK},
            says="A page knows the past. What she wants now, or builds this autumn, only she knows, and she likes being asked.",
        ),
        "better say nothing": Mistake(
            value={row: KEEP_QUIET for row, what in PAGE.items() if what == SAY},
            says="These help her, and they are about what you two did together. It would be odd *not* to know them.",
        ),
    }
    because = dict(
        zip(
            PAGE,
            (
                "Does it help her, and did you do it together?",
                "It stands there because a machine counted. Would she be glad to hear it?",
                "It is a guess, and perhaps a good one. Who knows for certain?",
                "You broke it, you mended it. May one ask?",
                "Who told you that, and in whose trust?",
                "A plan of two years ago. Who knows what has become of it?",
            ),
            strict=True,
        )
    )
    hints = (
        "Is it about something that you did together?",
        "Is it a fact of the page, or your guess about what comes next?",
        "Two, two and two.",
    )
