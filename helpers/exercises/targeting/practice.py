"""More practice for lesson 1: one short question for each kind of customer and each small calculation."""

from collections.abc import Mapping

import pandas as pd

from helpers import targeting
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

TABLETS, PHONES = 40_000, 120_000
CAMERAS = pd.DataFrame({"product": ["phone", "tablet"], "part": "camera", "per_unit": [3, 2]})
MATTRESS = {"fewer replacements": 110.0, "quicker cleaning": 60.0, "training the staff": -15.0}
KIOSKS = pd.DataFrame(
    {
        "site": ["station gate", "bus stop", "market corner"],
        "passers": [2400, 1500, 900],
        "capture": [0.02, 0.05, 0.04],
        "spend": 2.0,
        "rent": [70.0, 40.0, 10.0],
    }
)
QUADRANTS = ("win now", "win in stages", "take if they come", "leave")
WINNING = {
    "Worth much, cheap to win": "win now",
    "Worth much, dear to win": "win in stages",
    "Worth little, cheap to win": "take if they come",
    "Worth little, dear to win": "leave",
}
IDIC = (
    "identify: know who is who",
    "differentiate: by worth and by need",
    "interact: talk with those who matter",
    "customise: change something for them",
)
BIDS = {480_000.0: 0.6, 520_000.0: 0.4, 560_000.0: 0.15}
SELLERS = {
    "Two people and an online shop": "households",
    "A small factory with a good lathe": "dealers and trading firms",
    "A professional exporter": "importers and distributors abroad",
}
GATES = ("does the market there want it?", "can our firm serve it?", "is this customer the one?")
FIT = {"need": 4, "standards": 5, "price": 2, "taste": 3, "service": 1}
ASSOCIATIONS = pd.DataFrame(
    {
        "account": ["Guild of Inns", "Baker Chain", "Villa Ltd"],
        "value": [2, 5, 4],
        "intent": [5, 4, 1],
        "influence": [5, 2, 1],
    }
)
PROSPECTS = pd.DataFrame(
    {
        "name": ["Harbour Hotel", "Studio Nine", "Pine Stores"],
        "need": [5, 4, 4],
        "budget": [4, 5, 3],
        "authority": [1, 4, 5],
        "timing": [3, 2, 4],
    }
)
PURCHASES = {
    "Same chairs as last spring, same supplier": "straight rebuy",
    "Same chairs, but now fire-proof, and two rivals are asked": "modified rebuy",
    "The hotel’s first terrace, ever": "new task",
}
CONSUMER_OR_BUSINESS = {
    "One person can say yes": "consumer",
    "Finance, users and a technician sit at the table": "business",
    "A large sum, and again next quarter": "business",
    "It works; that is all they ask of service": "consumer",
    "A team calls and works out a solution": "business",
}
MARKETS = pd.DataFrame(
    {
        "segment": ["hotel projects", "small shops", "internal"],
        "growth": [4, 3, 1],
        "margin": [2, 4, 1],
        "share": [1, 4, 5],
        "fit": [2, 5, 5],
    }
)
OFFERS = pd.DataFrame(
    {
        "segment": "small shops",
        "offer": ["sample box", "visit", "web shop voucher"],
        "customers": 400,
        "response": [0.12, 0.25, 0.08],
        "margin": [300.0, 300.0, 300.0],
        "cost": [15.0, 70.0, 2.0],
    }
)


@question("01.m1", step=1, kind="number", unit="cameras", practice=True)
class DerivedDemand:
    """**A customer who builds you in.** A maker sells 120,000 phones with three cameras each and 40,000 tablets with two. How
    many cameras will it need?"""

    def answer(case: Case) -> float:
        units = {"phone": PHONES, "tablet": TABLETS}
        return float(targeting.derived_demand(units, CAMERAS)["quantity"].iloc[0])

    worked = "120,000 × 3 + 40,000 × 2 = {value}."
    misconceptions = {
        "one camera each": Mistake(160_000, "That is how many devices. How many cameras sit in each?"),
        "phones only": Mistake(360_000, "The tablets have cameras as well."),
        "three in everything": Mistake(480_000, "Three in each phone, but two in each tablet."),
    }
    hints = ("Its need follows from what it sells.", "Phones times three, tablets times two.", "Add the two.")


@question("01.m2", step=1, kind="number", unit="money", practice=True)
class CostInUse:
    """**A customer who works with it.** A hotel pays 300 for its usual mattress. Yours saves 110 in replacements and 60 in
    cleaning, and costs 15 in training the staff. Up to which price is the hotel no worse off with yours?"""

    def answer(case: Case) -> float:
        return float(targeting.economic_value(300.0, differences=MATTRESS)["value"].iloc[-1])

    worked = "300 + 110 + 60 − 15 = {value}."
    misconceptions = {
        "the savings alone": Mistake(
            155.0, "That is what yours is worth more. It comes on top of what they pay now."
        ),
        "forgot the training": Mistake(470.0, "Training costs them something: take it off."),
        "added the training": Mistake(485.0, "Training is a cost to them, not a saving."),
    }
    hints = (
        "Begin with the price of what they use now.",
        "Add what yours saves.",
        "Take off what yours costs.",
    )


@question("01.m3", step=1, kind="number", unit="money", practice=True)
class LandedPrice:
    """**A customer who sells on.** A lamp leaves the factory at 20; freight and duty add 10. The wholesaler keeps 25% of *his selling
    price*, the shop 40% of *its* selling price. What does the lamp cost in the shop?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        margins = {"wholesaler": 0.25, "retailer": 0.40}
        steps = targeting.landed_price(20.0, steps={"freight and duty": 10.0}, margins=margins)
        return round(float(steps["price"].iloc[-1]), 2)

    worked = "The wholesaler asks 30 ÷ 0.75 = 40, the shop 40 ÷ 0.60 = {value}."
    misconceptions = {
        "mark-up instead of margin": Mistake(
            52.5,
            "You added 25% and 40% to the cost: that is a mark-up. They keep their share of the price they *sell* at.",
        ),
        "added the two margins": Mistake(
            85.71, "25% and 40% of two different prices cannot be added. Go up one step at a time."
        ),
        "forgot freight": Mistake(44.44, "The lamp does not swim: freight and duty come first."),
    }
    hints = (
        "30 is 75% of what the wholesaler asks.",
        "30 ÷ 0.75 = 40.",
        "40 is 60% of the price in the shop.",
    )


@question("01.m4", step=1, kind="number", unit="share of requests", practice=True)
class InternalCustomer:
    """**The customer down the corridor.** Of 20 requests from the showroom, the warehouse served 18 on time, and of all 20 requests 16 were right the
    first time. If the two have nothing to do with each other, what share was on time *and* right?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        promised, late = pd.Timestamp("2026-05-04"), pd.Timestamp("2026-05-05")
        requests = pd.DataFrame(
            {
                "department": "warehouse",
                "promised_on": promised,
                "done_on": [late] * 2 + [promised] * 18,
                "redone": [1] * 4 + [0] * 16,
            }
        )
        return float(targeting.internal_service(requests)["score"].iloc[0])

    worked = "18 of 20 is 0.9, 16 of 20 is 0.8, and both at once 0.9 × 0.8 = {value}."
    misconceptions = {
        "the better of the two": Mistake(0.9, "On time, yes. But some of those came wrong."),
        "the worse of the two": Mistake(0.8, "Right, yes. But some of those came late."),
        "the average": Mistake(0.85, "Both must hold at once: multiply, don't average."),
    }
    hints = ("18 of 20, and 16 of 20.", "Both must hold: multiply.", "0.9 × 0.8")


@question("01.m5", step=1, kind="ranking", practice=True)
class Newspapers:
    """**The newspaper seller.** One of our sources tells of a woman who lost her job and began to sell papers at a bus stop. She stood and
    counted before she sold one. Her three places: the station gate, 2,400 people a day pass, 2 in 100 would buy, rent 70; the bus stop,
    1,500, 5 in 100, rent 40; the market corner, 900, 4 in 100, rent 10. A paper brings 2. Most left after rent goes on top."""

    options = ("station gate", "market corner", "bus stop")

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(targeting.outlet_demand(KIOSKS)["site"])

    misconceptions = {
        "by the crowd": Mistake(
            value=("station gate", "bus stop", "market corner"),
            says="Most people pass the gate. They are running for a train. Count buyers, not heads.",
        ),
        "by the rent": Mistake(
            value=("market corner", "bus stop", "station gate"),
            says="Cheap is good, but look at what is left *after* the rent.",
        ),
    }
    because = {
        "station gate": "48 people buy, which brings 96. The rent takes 70 of it and leaves 26.",
        "bus stop": "75 people buy, which brings 150. The rent takes 40 and leaves 110.",
        "market corner": "36 people buy, which brings 72. The rent takes 10 and leaves 62.",
    }
    hints = (
        "How many buy, at each place?",
        "48, 75 and 36 buyers. Times two, less the rent.",
        "26, 110 and 62 are left.",
    )


@question("01.m6", step=1, kind="table", practice=True)
class CostToWin:
    """**What they are worth, what they cost to win.** Four fields, four plans. (A source says to put your strength into *dear to win and worth
    much*, and forgets to ask when the money comes back. Lesson 5 asks.)"""

    rows = tuple(WINNING)
    options = QUADRANTS

    def answer(case: Case) -> Mapping[str, str]:
        return WINNING

    misconceptions = {
        "dear means leave": Mistake(
            value={"Worth much, dear to win": "leave"},
            says="Dear, but worth it: go in stages, and stop at the first stage that disappoints.",
        ),
        "cheap means win": Mistake(
            value={"Worth little, cheap to win": "win now"},
            says="Cheap to win, and then? Take them if they come; don't go out looking.",
        ),
    }
    hints = (
        "Two questions each: what for, and at what price?",
        "Dear and worth it: in small steps.",
        "One field is a plain no.",
    )


@question("01.m7", step=1, kind="ranking", practice=True)
class FourSteps:
    """**Four steps to one customer.** Put them in an order that works."""

    options = (IDIC[2], IDIC[0], IDIC[3], IDIC[1])

    def answer(case: Case) -> tuple[str, ...]:
        return IDIC

    misconceptions = {
        "talk first": Mistake(
            value=(IDIC[2], IDIC[0], IDIC[1], IDIC[3]),
            says="Talk with whom? You do not know yet who is who, or who matters.",
        ),
        "tailor before talking": Mistake(
            value=(IDIC[0], IDIC[1], IDIC[3], IDIC[2]),
            says="You are tailoring a suit for somebody you have not spoken to.",
        ),
    }
    because = {
        IDIC[1]: "To tell them apart you must know who they are, and you do it before you talk.",
        IDIC[2]: "To talk with those who matter you must know who they are, and which of them matter.",
        IDIC[3]: "What would you change for them, before anybody has asked?",
    }
    hints = ("Who are they?", "Which of them are different, and how?", "Speak before you sew.")


@question("01.m8", step=1, kind="number", unit="cubic metres", practice=True)
class ShareAContainer:
    """**Share a container or fill one?** A shared container costs 95 a cubic metre, a whole 20-foot one 1,900. At how many cubic metres do the
    two cost the same? (An office refit of 25 cubic metres, and a small shop pooling 12, both want to know.)"""

    def answer(case: Case) -> float:
        return targeting.lcl_or_fcl(per_cubic_metre=95.0, per_container=1900.0)

    worked = "1,900 ÷ 95 = {value}. The refit fills a container of its own, the small shop shares one."
    misconceptions = {
        "when it is full": Mistake(28.0, "It pays before it is full: compare two bills, not two volumes."),
        "the wrong way round": Mistake(0.05, "You divided the small price by the large one."),
    }
    hints = ("At the break-even both bills are the same.", "95 times how many is 1,900?", "1,900 ÷ 95")


@question("01.m9", step=1, kind="number", unit="money", practice=True)
class CreditLimit:
    """**The wholesaler on credit.** He buys for 730,000 a year and pays after 60 days. What does he owe you on an ordinary day, before any safety
    margin?"""

    tolerance = 1.0

    def answer(case: Case) -> float:
        return targeting.credit_limit(730_000.0, terms_days=60, margin_of_safety=0.0)

    worked = "730,000 ÷ 365 is 2,000 a day; sixty days of it are {value}."
    misconceptions = {
        "a month's sales": Mistake(60_833.33, "That is one month. He pays after two."),
        "the whole year": Mistake(730_000.0, "He does pay, only later. What lies open is the last 60 days."),
        "sixty parts": Mistake(12_166.67, "You divided by 60. How much does he buy a *day*?"),
    }
    hints = ("What does he buy a day?", "2,000 a day.", "How many days are unpaid?")


@question("01.m10", step=1, kind="choice", practice=True)
class Bid:
    """**The tender.** Delivering costs 450,000, writing the bid 8,000. At 480,000 you win six times in ten, at 520,000 four in ten, at 560,000 fifteen in
    a hundred. Which bid is worth most?"""

    options = ("480,000", "520,000", "560,000", "no bid at all")

    def answer(case: Case) -> str:
        table = targeting.bid_value(BIDS, cost_to_deliver=450_000.0, cost_to_bid=8_000.0)
        price, value = table.sort_values("value")[["price", "value"]].iloc[-1]
        return f"{price:,.0f}" if value > 0 else "no bid at all"

    misconceptions = {
        "the likeliest win": Mistake(
            "480,000", "You would win often, and earn 30,000 when you do. Chance times what is left."
        ),
        "the fattest win": Mistake("560,000", "110,000 is lovely, fifteen times in a hundred."),
        "bidding costs money": Mistake(
            "no bid at all", "8,000 is spent either way; see whether what you may win is worth more."
        ),
    }
    hints = (
        "What is left at each price, if you win?",
        "30,000 · 70,000 · 110,000, times the chance.",
        "18,000 · 28,000 · 16,500, less 8,000.",
    )


@question("01.m11", step=1, kind="table", practice=True)
class SellerFit:
    """**Who are we, then?** Who you can serve depends on who you are. Match seller and customer."""

    rows = tuple(SELLERS)
    options = tuple(SELLERS.values())

    def answer(case: Case) -> Mapping[str, str]:
        return SELLERS

    misconceptions = {
        "everyone wants the importer": Mistake(
            value={"A small factory with a good lathe": "importers and distributors abroad"},
            says="An importer wants papers, terms and five hundred articles. The lathe makes six.",
        ),
        "the factory sells direct": Mistake(
            value={"A small factory with a good lathe": "households"},
            says="Then who packs, posts and answers the mail? A dealer does that for a living.",
        ),
    }
    hints = (
        "Who can pack one chair nicely?",
        "Who needs papers, terms and a wide range?",
        "The factory lets others do the selling.",
    )


@question("01.m12", step=1, kind="ranking", practice=True)
class ThreeGates:
    """**Three gates.** In which order do you ask?"""

    options = (GATES[2], GATES[1], GATES[0])

    def answer(case: Case) -> tuple[str, ...]:
        return GATES

    misconceptions = {
        "start from the nice customer": Mistake(
            value=(GATES[2], GATES[0], GATES[1]),
            says="A charming buyer in a market that wants nothing of the kind will charm you into a warehouse full of it.",
        ),
        "start from ourselves": Mistake(
            value=(GATES[1], GATES[0], GATES[2]),
            says="What we can do comes second. First: does anybody there want it?",
        ),
    }
    because = {
        GATES[1]: "What we can do comes second. First, does anybody there want it?",
        GATES[
            2
        ]: "The best customer is no use in a market that wants nothing of the kind, or to a firm that cannot deliver.",
    }
    hints = ("A gate behind a shut gate does not count.", "The market first.", "The customer last.")


@question("01.m13", step=1, kind="number", unit="points of 100", practice=True)
class MarketFit:
    """**Does our offer fit that market?** Ratings from 0 to 5: solves a need 4 (weight 30%), standards and rules 5 (20%), price in the market 2
    (20%), taste 3 (15%), service there 1 (15%). What is the score out of 100?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        return round(float(targeting.weighted_score(pd.DataFrame([FIT]), weights=targeting.FIT).iloc[0]), 1)

    worked = "1.2 + 1.0 + 0.4 + 0.45 + 0.15 = 3.2 out of 5; times 20: {value}."
    misconceptions = {
        "all weights alike": Mistake(
            60.0, "A plain average forgets that some things matter more. Use the weights."
        ),
        "out of five": Mistake(
            3.2, "That is the weighted rating out of 5. Out of 100 it is twenty times as much."
        ),
        "ignored the weak spot": Mistake(
            72.0, "You counted the service there as if it were done. A 1 is a 1."
        ),
    }
    hints = ("Rating times weight, five times.", "1.2 + 1.0 + 0.4 + 0.45 + 0.15", "Out of 5, so times 20.")


@question("01.m14", step=1, kind="choice", practice=True)
class KeyCustomer:
    """**Important, but why?** Value counts half, long-term intent 30%, influence on others 20%. Ratings from 0 to 5 in that order: Guild of Inns 2, 5,
    5 · Baker Chain 5, 4, 2 · Villa Ltd 4, 1, 1. Who scores highest? (Sources name six ways to find such accounts: research, data, profiles, rivals,
    leads, needs. Which do you use least?)"""

    options = tuple(ASSOCIATIONS["account"])

    def answer(case: Case) -> str:
        return str(targeting.key_customer_score(ASSOCIATIONS)["account"].iloc[0])

    misconceptions = {
        "counted points, not weights": Mistake(
            "Guild of Inns", "Twelve points, the most of all. But its value is low, and value counts half."
        ),
        "only what they buy today": Mistake(
            "Villa Ltd", "It buys well, and means to leave. Intent and influence count too."
        ),
    }
    hints = ("Weight times rating, three times.", "Guild: 1.0 + 1.5 + 1.0.", "Baker: 2.5 + 1.2 + 0.4.")


@question("01.m15", step=1, kind="ranking", practice=True)
class Prospects:
    """**Three prospects, one visit.** Ratings from 0 to 5 for need, budget, authority and timing: Harbour Hotel 5, 4, 1, 3 · Studio Nine 4, 5, 4, 2 · Pine
    Stores 4, 3, 5, 4. Weights: 35, 20, 25, 20. Best on top."""

    options = ("Harbour Hotel", "Pine Stores", "Studio Nine")

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(targeting.prospect_scores(PROSPECTS)["name"])

    misconceptions = {
        "need is everything": Mistake(
            value=("Harbour Hotel", "Studio Nine", "Pine Stores"),
            says="The hotel needs it most, and the person you talk to may not buy a stapler. Authority is at 1.",
        ),
        "money is everything": Mistake(
            value=("Studio Nine", "Harbour Hotel", "Pine Stores"),
            says="You sorted by budget. A purse without a date is next year's customer.",
        ),
    }
    because = {
        "Harbour Hotel": "35 + 16 + 5 + 12 = 68 of 100: the need is great, and somebody else decides.",
        "Studio Nine": "28 + 20 + 20 + 8 = 76 of 100: the money is there, and it is in no hurry.",
        "Pine Stores": "28 + 12 + 25 + 16 = 81 of 100.",
    }
    hints = ("Weight times rating, four times.", "Pine: 28 + 12 + 25 + 16 of 100.", "81, 76 and 68.")


@question("01.m16", step=1, kind="table", practice=True)
class PurchaseTypes:
    """**How new is it to them?** The newer a purchase, the more people join in, and the earlier you must be there."""

    rows = tuple(PURCHASES)
    options = ("new task", "modified rebuy", "straight rebuy")

    def answer(case: Case) -> Mapping[str, str]:
        return PURCHASES

    misconceptions = {
        "chairs are chairs": Mistake(
            value={"Same chairs, but now fire-proof, and two rivals are asked": "straight rebuy"},
            says="The specification has changed and rivals are at the table: it is open again.",
        ),
        "new article, new task": Mistake(
            value={"Same chairs, but now fire-proof, and two rivals are asked": "new task"},
            says="They have bought chairs before. Something is new, not everything.",
        ),
    }
    hints = (
        "Have they bought it before?",
        "The same thing, from the same house?",
        "Two yeses: straight. One: modified.",
    )


@question("01.m17", step=1, kind="table", practice=True)
class ConsumerOrBusiness:
    """**Consumer or business?** One of our sources has a table of the differences. Sort five of its lines."""

    rows = tuple(CONSUMER_OR_BUSINESS)
    options = ("consumer", "business")

    def answer(case: Case) -> Mapping[str, str]:
        return CONSUMER_OR_BUSINESS

    misconceptions = {
        "large sums are rare": Mistake(
            value={"A large sum, and again next quarter": "consumer"},
            says="A household buys one kitchen in twenty years. A firm does it every quarter.",
        ),
        "firms want less service": Mistake(
            value={"It works; that is all they ask of service": "business"},
            says="A firm's work stands still when it breaks. It asks for more, and quickly.",
        ),
    }
    hints = ("Who can say yes alone?", "Who spends a large sum twice?", "Who loses money while it is broken?")


@question("01.m18", step=1, kind="choice", practice=True)
class Attractive:
    """**Which segment?** How attractive (growth, margin) and how strong are we there (share, fit)? Ratings from 0 to 5: hotel projects 4 and 2, 1 and 2 ·
    small shops 3 and 4, 4 and 5 · internal 1 and 1, 5 and 5. All criteria count alike. Where to invest?"""

    options = tuple(MARKETS["segment"])

    def answer(case: Case) -> str:
        table = targeting.attractiveness(
            MARKETS, market={"growth": 1, "margin": 1}, own={"share": 1, "fit": 1}
        )
        return str(table["segment"].iloc[(table["attractive"] * table["strong"]).argmax()])

    misconceptions = {
        "growth alone": Mistake("hotel projects", "It grows. It also leaves little, and we are weak there."),
        "strength alone": Mistake(
            "internal", "Nobody can beat us in our own corridor. There is nothing to win there."
        ),
    }
    hints = ("Two sums each: theirs and ours.", "Shops: 7 of 10, and 9 of 10.", "You want both to be high.")


@question("01.m19", step=1, kind="choice", practice=True)
class OneOfferEach:
    """**One segment, three offers.** 400 small shops. A sample box costs 15 a shop and 12% order; a visit costs 70 and 25% order; a web voucher costs 2 and
    8% order. An order leaves 300. Which offer leaves most?"""

    options = tuple(OFFERS["offer"])

    def answer(case: Case) -> str:
        table = targeting.offer_matrix(OFFERS)
        return str(table.loc[table["best"], "offer"].iloc[0])

    misconceptions = {
        "the best response": Mistake(
            "visit", "A quarter of them order, and every shop costs you 70 to visit. What is left: 5 a shop."
        ),
        "the dearer must be better": Mistake(
            "sample box", "36 a shop, less 15: 21. Another one leaves a little more."
        ),
    }
    hints = ("Response times 300, less the cost.", "21 and 5 a shop for two of them.", "0.08 × 300 − 2")


@question("01.m20", step=1, kind="number", unit="customers", practice=True)
class Viable:
    """**How small may a segment be?** Treating a group in its own way costs 12,000 a year. Each of its customers would leave 400 more a year for it. How
    many must there be to break even? (For one large account the answer can be *one*: a segment of its own.)"""

    def answer(case: Case) -> float:
        return 12_000 / 400

    worked = "12,000 ÷ 400 = {value}."
    misconceptions = {
        "any number": Mistake(1, "One customer brings 400 and the treatment costs 12,000."),
        "five per cent of customers": Mistake(0.05, "There is no magic share: compare cost and gain."),
    }
    hints = ("What does one bring?", "What does the treatment cost?", "12,000 ÷ 400")
