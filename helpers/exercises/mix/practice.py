"""More practice for lesson 4: price and terms, what a promotion brings, shelves and stock."""

from collections.abc import Mapping

import pandas as pd

from helpers import mix
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

DELIVERIES = pd.DataFrame(
    {
        "promised_days": 56,
        "took_days": [50, 52, 55, 56, 56, 58, 60, 54, 51, 63],
        "ordered": 100,
        "delivered": [100, 100, 90, 100, 100, 100, 100, 100, 95, 100],
    }
)
WORTH = pd.DataFrame({"chair": [90.0, 60.0, 40.0], "cushion": [10.0, 30.0, 45.0]})
COSTS = {"chair": 30.0, "cushion": 5.0}
CALLS = pd.DataFrame(
    {"call_out": ["“Paper!”", "the news of the day"], "heard": [400, 400], "bought": [20, 44]}
)
VERDICTS = (
    "It sells exactly 120% more.",
    "The news sells more; by how much is still open.",
    "800 people are too few to say anything.",
)
FIELDS = (
    "worth little, needs alike",
    "worth little, needs differ",
    "worth much, needs alike",
    "worth much, needs differ",
)
STOOLS = pd.DataFrame({"oak": [5, 4, -1], "ash": [4, 5, -1], "red": [-1, -1, 2]})
STALL = pd.DataFrame(
    {"product": ["paper", "magazine"], "units": [100, 20], "price": [1.0, 5.0], "cost": [0.8, 3.5]}
)
CHANNELS = pd.DataFrame(
    {
        "way": ["e-mail to those who agreed", "targeted ads", "social media"],
        "contacts": [2000, 20_000, 15_000],
        "cost_per_contact": [0.10, 0.05, 0.04],
        "order_rate": [0.01, 0.0008, 0.0004],
        "margin_per_order": 120.0,
    }
)
SELLING = pd.DataFrame(
    {
        "way": ["catalogue", "shop", "a team that calls"],
        "contacts": [5000, 800, 40],
        "cost_per_contact": [2.0, 15.0, 600.0],
        "order_rate": [0.005, 0.10, 0.25],
        "margin_per_order": [60.0, 160.0, 4000.0],
    }
)


@question("04.m1", step=4, kind="number", unit="share a year", practice=True)
class EarlyPayment:
    """**Payment terms (付款方式).** “2% off within ten days, else net in thirty.” The buyer lets the 2% go and pays on day thirty. What does that credit cost
    her a year, each time on top of the last?"""

    tolerance = 0.006

    def answer(case: Case) -> float:
        return mix.credit_cost(0.02, discount_days=10, net_days=30)

    worked = (
        "2 on 98 for twenty days, 18.25 times a year, each on top of the last: (1 + 2/98)^18.25 − 1 ="
        " {value}."
    )
    misconceptions = {
        "2%": Mistake(0.02, "2% is the price of *twenty days*. How many such twenties has a year?"),
        "twelve times": Mistake(
            0.24, "Twelve months of thirty days; but the credit runs from day ten to day thirty."
        ),
        "simply added": Mistake(
            0.3724,
            "Added up it is 37%. Each round goes on top of the last: compound it. (Both figures are used; say which.)",
        ),
    }
    hints = ("2 on 98, for twenty days.", "18.25 times a year.", "(1 + 2/98)^18.25 − 1")


@question("04.m2", step=4, kind="number", unit="chairs", practice=True)
class SafetyStock:
    """**Lead time (供货周期).** You sell 10 chairs a day, give or take 4; the ship takes 25 days, give or take 3. You want to run dry in no more than
    one cycle in twenty (z = 1.645). At how many chairs do you order again?"""

    tolerance = 1.0

    def answer(case: Case) -> float:
        spare = mix.safety_stock(service=0.95, daily_sales=10, daily_spread=4, lead_days=25, lead_spread=3)
        return round(mix.reorder_point(daily_sales=10, lead_days=25, safety=spare))

    worked = (
        "10 × 25 = 250 sell while the ship sails. √(25 × 4² + 10² × 3²) = 36, and 1.645 × 36 = 59 for"
        " safety. Together {value}."
    )
    misconceptions = {
        "no safety": Mistake(
            250, "That lasts exactly as long as an average ship takes. Every second one is later."
        ),
        "only the safety": Mistake(
            59, "That is the safety stock. The 250 that sell while the ship sails come on top."
        ),
        "demand alone": Mistake(
            283,
            "You allowed for days on which more is sold. Ships vary as well: 10 × 3, squared, goes under the root.",
        ),
    }
    hints = ("Sold while you wait: 10 × 25.", "Spread: √(25·4² + 10²·3²) = 36.", "250 + 1.645 × 36")


@question("04.m3", step=4, kind="number", unit="money", practice=True)
class EmptyShelf:
    """**Supply that holds (货源稳定).** Of 1,000 chairs wanted we can serve 95%. Of those we cannot serve, four in ten wait for the next ship. A chair leaves
    30, and each disappointed buyer costs us 10 later on. What do the empty shelves cost?"""

    tolerance = 1.0

    def answer(case: Case) -> float:
        return mix.stock_out_cost(demand=1000, filled=0.95, margin=30, wait=0.4, lost_later=10)

    worked = (
        "Fifty cannot be served. Thirty of them go elsewhere: 30 × 30 = 900. All fifty are cross: 50 × 10"
        " = 500. Together {value}."
    )
    misconceptions = {
        "everybody lost": Mistake(2000, "Four in ten wait and buy in the end; their margin is not lost."),
        "nobody cross": Mistake(
            900, "That is the margin alone. Those who waited are disappointed as well: 10 each."
        ),
        "only those who leave are cross": Mistake(
            1200, "All fifty found the shelf empty, and all fifty will tell it at home."
        ),
    }
    hints = ("Fifty cannot be served.", "Thirty go elsewhere: 30 each.", "And 10 for each of the fifty.")


@question("04.m4", step=4, kind="number", unit="money", practice=True)
class Together:
    """**A bundle.** Three guests would pay at most: Ana 90 for a chair and 10 for a cushion, Ben 60 and 30, Cem 40 and 45. A chair costs 30, a cushion
    5. You sell only the pair, at one price, the best there is. What is your profit?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        table = mix.bundle(WORTH, COSTS).set_index("offer")["profit"]
        return float(table["bundle"])

    worked = (
        "The pair is worth 100, 90 and 85. At 100 one buys and leaves 65, at 90 two leave 110, at 85 all"
        " three: 3 × (85 − 35) = {value}."
    )
    misconceptions = {
        "apart": Mistake(
            lambda case: float(mix.bundle(WORTH, COSTS).set_index("offer")["profit"]["apart"]),
            "That is the most you can earn selling them apart. Add up what each would pay for the pair.",
        ),
        "highest price": Mistake(65.0, "At 100 only Ana buys. How many buy at 85?"),
        "forgot the cost": Mistake(255.0, "That is what comes in. Three pairs cost you 35 each."),
    }
    hints = ("For the pair: 100, 90, 85.", "At 85 all three buy.", "3 × (85 − 35)")


@question("04.m5", step=4, kind="number", unit="people an hour", practice=True)
class GoToThem:
    """**She does not wait (主动出击).** At the bus stop 200 people pass in an hour; one in ten would listen, for two minutes. Behind a stall you can only take
    whoever comes while you are free, and of twenty you then meet twelve. She walks along the queue and
    speaks with one after the other. How many does *she*
    reach in an hour?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        return mix.contacts_per_hour(passing=200, share_stopping=0.1, minutes_each=2)

    worked = "A tenth of 200 would listen, 20; there is time for 60 ÷ 2 = 30. The smaller is {value}."
    misconceptions = {
        "as at the stall": Mistake(12, "That is the stall: those who come while she is talking walk on."),
        "time alone": Mistake(30, "There would be time for thirty. Only twenty will listen."),
        "everybody": Mistake(200, "Two hundred pass. How many of them listen?"),
    }
    hints = ("How many would listen?", "For how many is there time?", "The smaller of the two.")


@question("04.m6", step=4, kind="choice", practice=True)
class TheNewsSells:
    """**Call out the news (按消息点卖).** Two ways to cry a newspaper, 400 people within earshot of each: “Paper!” sold 20, the news of the day 44. The lead is six
    in a hundred, and its interval runs from two to ten. What do you say?"""

    options = VERDICTS

    def answer(case: Case) -> str:
        lead = mix.call_outs(CALLS).iloc[1]
        return VERDICTS[1] if lead["lead_low"] > 0 else VERDICTS[2]

    misconceptions = {
        "the point is the truth": Mistake(
            value="It sells exactly 120% more.",
            says="44 against 20 is what happened once. The interval says what else it may be: from two to ten in a hundred.",
        ),
        "never enough": Mistake(
            value="800 people are too few to say anything.",
            says="The whole interval lies above zero. It is enough to know the sign, if not the size.",
        ),
    }
    hints = ("Does the interval hold the zero?", "Sign and size are two questions.", "mix.call_outs(results)")


@question("04.m7", step=4, kind="number", unit="times", practice=True)
class Doubled:
    """**Sales doubled (多卖一倍).** Ten days with the new call-out: 60 papers. Ten days before: 30. The ratio is 2.0. With counts as small as these its 95% interval is
    wide: 2 × e^±1.96·√(1/60+1/30). What is the *lower* end?"""

    tolerance = 0.03

    def answer(case: Case) -> float:
        return float(mix.rate_ratio(60, 10, 30, 10)["low"].iloc[0])

    worked = "√(1/60 + 1/30) = 0.224; times 1.96 it is 0.438; 2 × e^−0.438 = {value}."
    misconceptions = {
        "the upper end": Mistake(3.1, "That is the upper end: plus became times. Take the minus."),
        "two is two": Mistake(2.0, "Two is what you counted. What might it have been?"),
        "percentage points": Mistake(
            1.56,
            "You took the interval off in plain numbers. A ratio is bent: work in logarithms, then go back.",
        ),
    }
    hints = ("√(1/60 + 1/30) = 0.224.", "1.96 × 0.224 = 0.438.", "2 × e^−0.438")


@question("04.m8", step=4, kind="number", unit="share of sales", practice=True)
class Magazines:
    """**She takes in magazines (产品扩张).** A hundred papers a day at 1.00, costing 0.80; then twenty magazines at 5.00, costing 3.50, beside them. What share of *all*
    sales does the stall keep now?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return float(mix.margin_mix(STALL)["margin_rate"].iloc[-1])

    worked = "(20 + 30) ÷ (100 + 100) = {value}."
    misconceptions = {
        "papers alone": Mistake(0.2, "That was before. Put both into one till."),
        "magazines alone": Mistake(0.3, "That is what a magazine leaves. The papers are still there."),
        "a mark-up": Mistake(50 / 150, "You divided by the cost. A share of *sales* is divided by sales."),
    }
    hints = ("Left: 20 on papers, 30 on magazines.", "Sales: 100 and 100.", "50 of 200.")


@question("04.m9", step=4, kind="number", unit="money", practice=True)
class Coupons:
    """**Coupons between the pages (优惠券夹送).** 1,000 coupons at 0.02 each go into the magazines; 5% come back, each 3 off. Of those who bring one, four in ten would not
    have come without it. A purchase leaves 10 at the full price. What does the coupon leave?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        table = mix.coupon_profit(
            printed=1000, redeemed=0.05, new_buyers=0.4, margin=10, face_value=3, print_cost=0.02
        )
        return float(table["amount"].iloc[-1])

    worked = (
        "50 come back, 20 of them new: 20 × 10 = 200 comes in. Out go 50 × 3 = 150, and 20 for the"
        " printer: {value}."
    )
    misconceptions = {
        "all of them new": Mistake(330.0, "Six in ten would have come anyway: you gave them 3 for nothing."),
        "money off for the new only": Mistake(
            120.0, "Everybody who brings one gets the 3 off, the old customers too."
        ),
        "forgot the printer": Mistake(50.0, "A thousand coupons were printed: 20."),
    }
    hints = (
        "50 come back, 20 of them new.",
        "20 × 10 comes in; 50 × 3 and 20 for printing go out.",
        "200 − 150 − 20",
    )


@question("04.m10", step=4, kind="table", practice=True)
class OfferRules:
    """**Customise (个性化服务).** The fourth of the four I-D-I-C: what do you change, for whom? Give each customer the rule that fits."""

    rows = (
        "Buys every nine days, always the same forty containers",
        "Bought tables last spring, no chairs",
        "Each project another fire class, another wood",
        "Two bar stools, once",
    )
    options = ("a standing order", "offer what goes with it", "configure with them", "the catalogue will do")

    def answer(case: Case) -> Mapping[str, str]:
        return {
            "Buys every nine days, always the same forty containers": "a standing order",
            "Bought tables last spring, no chairs": "offer what goes with it",
            "Each project another fire class, another wood": "configure with them",
            "Two bar stools, once": "the catalogue will do",
        }

    misconceptions = {
        "big means bespoke": Mistake(
            value={"Buys every nine days, always the same forty containers": "configure with them"},
            says="Large, and wants the same every time. Tailoring it would only wake it up: make the usual effortless.",
        ),
        "everybody is an individual": Mistake(
            value={"Two bar stools, once": "configure with them"},
            says="An hour of talk for two stools is a gift, and a puzzling one. The catalogue will do.",
        ),
    }
    hints = (
        "How much do their needs differ from time to time?",
        "How much is there to gain?",
        "Same each time: make it effortless.",
    )


@question("04.m11", step=4, kind="table", practice=True)
class HowFarToTailor:
    """**Just as far as needs differ.** Four segments, by what a customer is worth and how much needs differ within. How far do you tailor?"""

    rows = FIELDS
    options = ("one offer for all", "a few variants to choose from", "one offer, with care", "one to one")

    def answer(case: Case) -> Mapping[str, str]:
        table = pd.DataFrame(
            {"segment": list(FIELDS), "value": [1.0, 1.0, 9.0, 9.0], "diversity": [0.1, 0.6] * 2}
        )
        return {str(k): str(v) for k, v in mix.customisation(table).set_index("segment")["degree"].items()}

    misconceptions = {
        "worth much, tailor much": Mistake(
            value={"worth much, needs alike": "one to one"},
            says="They all want the same. Tailoring what nobody wants changed costs you money and them patience: give it care, not variety.",
        ),
        "small means one size": Mistake(
            value={"worth little, needs differ": "one offer for all"},
            says="They differ, and are small: let *them* choose from a few. That costs you nearly nothing.",
        ),
    }
    hints = (
        "Needs alike: no variety is wanted.",
        "Needs differ: who does the work, you or they?",
        "Worth much and differing: one to one.",
    )


@question("04.m27", step=4, kind="choice", practice=True)
class TwoPlaces:
    """**A shelf with two places (产品种类).** Three stools, oak, ash and red; each leaves you 10, red leaves 8. Of three guests the first two like oak and ash nearly alike
    and cannot stand red; the third wants red or nothing. Each buys one stool at most. Which two do you show?"""

    options = ("oak, ash", "oak, red", "none of them")

    def answer(case: Case) -> str:
        return str(
            mix.assortment(STOOLS, {"oak": 10.0, "ash": 10.0, "red": 8.0}, places=2)["products"].iloc[0]
        )

    misconceptions = {
        "the two best": Mistake(
            value="oak, ash",
            says="The two that leave most, and that please the same two people. The third goes home. Count guests, not stools.",
        ),
        "too hard to say": Mistake(
            value="none of them",
            says="Try each pair: who buys what? There are only three pairs.",
        ),
    }
    hints = ("Who buys, if oak and ash stand there?", "And if oak and red do?", "20 against 28.")
