"""More practice for lesson 4: options and solutions, channels and cash, and the words on the slide."""

from collections.abc import Mapping

import pandas as pd

from helpers import mix
from helpers.case import Case
from helpers.exercises.engine import Mistake, question
from helpers.exercises.mix.practice import CHANNELS, DELIVERIES, SELLING

OPTIONS = pd.DataFrame(
    {
        "option": ["oak seat", "ash seat", "arms", "own fabric"],
        "price": [12.0, 8.0, 15.0, 10.0],
        "cost": [7.0, 5.0, 9.0, 8.5],
        "group": ["seat", "seat", "arms", "cover"],
    }
)
GAPS = {"quality": 0.2, "price": -0.3, "information": -1.4, "service": -0.9}
USPS = {
    "Delivered on the day we name, or the freight is ours": "could be one",
    "Quality and service since 1998": "every rival can say it",
    "The only chair with a drawer for chopsticks, and nobody asked for it": "nobody wants it",
    "Lasts a hundred years": "nobody can check it",
}


@question("04.m12", step=4, kind="number", unit="money", practice=True)
class Configured:
    """**Put together by the buyer (产品定制, 按需定制).** The chair costs 40 to make and is sold at 70. Options, price and cost: oak seat 12 and 7, ash seat 8 and 5, arms 15
    and 9, own fabric 10 and 8.50. She takes oak and arms. What does the chair leave?"""

    tolerance = 0.05

    def answer(case: Case) -> float:
        return round(float(mix.configure(70.0, OPTIONS, ["oak seat", "arms"])["margin"].iloc[-1]) - 40.0, 2)

    worked = "In come 70 + 12 + 15 = 97, out go 40 + 7 + 9 = 56: {value}."
    misconceptions = {
        "the price": Mistake(97.0, "That is what she pays. The chair and both options have to be made."),
        "options alone": Mistake(11.0, "That is what the options leave. The chair itself leaves 30 more."),
        "forgot the options' cost": Mistake(
            57.0, "You took the chair's cost off, and not that of oak and arms."
        ),
    }
    hints = ("She pays 70 + 12 + 15.", "It costs 40 + 7 + 9.", "97 − 56")


@question("04.m13", step=4, kind="text", practice=True)
class SolutionCanvas:
    """**A solution, not a product (创造解决方案).** Take a customer you know. On five lines: whose problem is it, and what does it cost them today? What would be
    different if it were gone? What of ours does that, and what of others'? How would both of you see that it works? What would they have to do themselves?"""

    rubric = (
        "The problem has an owner with a name, and a sum.",
        "“Different” is said in the customer's terms, not in ours.",
        "Something in the solution is not made by us.",
        "There is a measure and a date.",
        "The customer has a part to do.",
    )
    model = (
        "The store manager of the Lisbon shop: six weekends a year without the chairs people ask for, about 900 of margin each. Gone: what people"
        " touched on Saturday is there on the next. We hold forty chairs in Porto; her own van fetches them. Measure: weekends without, from six to"
        " one by June. Her part: a list by Monday noon."
    )


@question("04.m14", step=4, kind="ranking", practice=True)
class ExpectationGaps:
    """**As expected (期望一致).** Customers said, on seven points, what they expect and what they get. The gap is what they get less what they expect: quality +0.2, price
    −0.3, information −1.4, service −0.9. Where do you begin?"""

    options = ("price", "quality", "service", "information")

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(sorted(GAPS, key=lambda name: GAPS[name]))

    misconceptions = {
        "price first": Mistake(
            value=("price", "information", "service", "quality"),
            says="Price is what everybody talks about. The gap there is small; people are left in the dark much more than overcharged.",
        ),
        "upside down": Mistake(
            value=("quality", "price", "service", "information"),
            says="You begin with what is better than expected. Leave that as it is; begin where most is missing.",
        ),
    }
    hints = ("A minus means: less than they expect.", "The largest minus first.", "Above zero comes last.")


@question("04.m15", step=4, kind="choice", practice=True)
class FourEs:
    """**4E (4E理论).** One of our sources calls 4E “the highest principle” and never says what the four are. A colleague wants them on a slide by noon. What do you do?"""

    options = (
        "I write experience, everyplace, exchange, evangelism: that must be it.",
        "I write that the source does not define it, and give the two readings I found, as readings.",
        "I leave the box out; nobody will notice.",
        "I make up four words with E.",
    )

    def answer(case: Case) -> str:
        # The course's own table names two candidate readings, and settles on neither.
        assert len(mix.readings_of_4e()) == 2
        return "I write that the source does not define it, and give the two readings I found, as readings."

    misconceptions = {
        "fill the gap": Mistake(
            value="I write experience, everyplace, exchange, evangelism: that must be it.",
            says="Those are another author's. Perhaps the source meant them; perhaps an industrial 4E with quite other words. Say that it is open.",
        ),
        "hide the gap": Mistake(
            value="I leave the box out; nobody will notice.",
            says="The one person who will notice sits in the first row. An open question, named, costs nothing.",
        ),
        "invent": Mistake(
            value="I make up four words with E.",
            says="Energy, empathy, Excel, espresso. It would not be the first theory to begin like that. Don't.",
        ),
    }
    hints = ("What do you *know*?", "Two readings are two readings.", "mix.readings_of_4e()")


@question("04.m16", step=4, kind="text", practice=True)
class Proposal:
    """**A proposal for one account (个性化产品、服务和解决方案).** Write to Nordhaus, in five sentences: what they told us, what we propose, what it is worth to them in a
    year, what it asks of them, and until when it stands."""

    rubric = (
        "It begins with something *they* said.",
        "One proposal, not a menu.",
        "The worth is a sum with its sum shown.",
        "It asks for something in return.",
        "It has a date.",
    )
    model = (
        "You told us that a late container costs you more than a dear one. We propose fixed sailings every second Thursday, with our penalty if we miss one. At your"
        " figure of 900 for a day's standstill and last year's seven late days, that is about 6,300 a year. In return we need the order eight weeks ahead. The proposal"
        " stands until 30 September."
    )


@question("04.m17", step=4, kind="number", unit="money", practice=True)
class EqualExchange:
    """**Equal exchange (等价交换).** A controller asks for fifteen more days on invoices of 1,200,000 a year; money costs you 10% a year. Instead of a gift you ask
    for something of the same worth. What must it be worth, to the nearest hundred?"""

    tolerance = 60.0

    def answer(case: Case) -> float:
        return mix.terms_cost(1_200_000.0, days=15, annual_rate=0.10)

    worked = "1,200,000 × 0.10 × 15 ÷ 365 = {value}."
    misconceptions = {
        "a whole year": Mistake(120_000.0, "That is a year's interest. She asked for fifteen days."),
        "the invoices of fifteen days": Mistake(
            1_200_000 * 15 / 365,
            "So much money is out for longer. It costs you 10% of that a year, not all of it.",
        ),
        "a month": Mistake(10_000.0, "A twelfth of the year is a month; fifteen days are half of that."),
    }
    hints = ("What is 10% of a year's invoices?", "15 of 365 days.", "120,000 × 15 ÷ 365")


@question("04.m18", step=4, kind="ranking", practice=True)
class ChannelTest:
    """**Three channels, one month (定向广告、邮件、社媒).** E-mail to 2,000 who agreed: 0.10 each, 1 in 100 orders. Targeted ads to 20,000: 0.05 each, 8 in 10,000. Social media to 15,000:
    0.04 each, 4 in 10,000. An order leaves 120. Most left after the cost on top."""

    options = ("social media", "targeted ads", "e-mail to those who agreed")

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(mix.selling_costs(CHANNELS)["way"])

    misconceptions = {
        "by reach": Mistake(
            value=("targeted ads", "social media", "e-mail to those who agreed"),
            says="Most people saw the ads. Count orders, and take off what the seeing cost.",
        ),
        "by price of a contact": Mistake(
            value=("social media", "e-mail to those who agreed", "targeted ads"),
            says="Cheap contacts first, and then? What matters is what is left when the orders are in.",
        ),
    }
    hints = ("Orders: 20, 16, 6.", "Times 120, less the cost.", "2,200 · 920 · 120")


@question("04.m19", step=4, kind="table", practice=True)
class Orientation:
    """**Which way does a firm look? (以产品为导向)** Does each sentence begin with the product, or with somebody's need?"""

    rows = tuple(mix.ORIENTATION)
    options = ("product", "customer")

    def answer(case: Case) -> Mapping[str, str]:
        return mix.ORIENTATION

    misconceptions = {
        "advertising is for customers": Mistake(
            value={row: "customer" for row in mix.ORIENTATION if "advertising" in row},
            says="It is aimed at customers, and asks them nothing. The product is taken as given, and the buyer is to be brought round.",
        ),
        "choice is a product matter": Mistake(
            value={row: "product" for row in mix.ORIENTATION if "buyer choose" in row},
            says="Who begins? Here the buyer says what it shall do, and then it is built.",
        ),
    }
    hints = ("What comes first in the sentence?", "Is anybody asked?", "Neither side is a virtue.")


@question("04.m20", step=4, kind="table", practice=True)
class UniqueSellingPoint:
    """**A selling point of one's own (独特卖点).** It must be wanted, ours alone, and such that one can check it. What is the matter with each?"""

    rows = tuple(USPS)
    options = ("could be one", "every rival can say it", "nobody wants it", "nobody can check it")

    def answer(case: Case) -> Mapping[str, str]:
        return USPS

    misconceptions = {
        "unique is enough": Mistake(
            value={row: "could be one" for row in USPS if "chopsticks" in row},
            says="Unique it is. So is a bicycle for fish. Somebody must want it first.",
        ),
        "grand is enough": Mistake(
            value={row: "could be one" for row in USPS if "hundred" in row},
            says="Who will be there to look? Take something the buyer can check before the chair is paid.",
        ),
    }
    hints = ("Does a buyer want it?", "Could a rival print the same?", "Can one check it this year?")


@question("04.m21", step=4, kind="number", unit="money", practice=True)
class StockedUp:
    """**A strong promotion (强有力的促销).** 150 chairs in the week of the offer instead of 100, and 30 fewer in the weeks after, when cellars were full. A chair leaves 10, in the
    offer 8; the leaflets cost 50. What did the promotion add to profit?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        table = mix.promotion_lift(units=150, usual=100, dip=30, margin=10, promoted_margin=8, cost=50)
        return float(table["amount"].iloc[-1])

    worked = (
        "150 × 8 instead of 100 × 10 is 200 more; less 30 × 10 that was only bought earlier, less 50 for"
        " leaflets: {value}."
    )
    misconceptions = {
        "no dip": Mistake(
            150.0,
            "You forgot the weeks after: thirty chairs were only bought earlier, and leave 10 less each.",
        ),
        "only the extra": Mistake(
            350.0,
            "50 more at 8, less 50. But the usual 100 went at 8 as well, and 30 were only bought earlier.",
        ),
        "lost the sign": Mistake(
            -100.0,
            "Very near: the leaflets cost 50 as well.",
        ),
    }
    hints = (
        "150 × 8 came in, instead of 100 × 10.",
        "Take off 30 × 10 and the leaflets.",
        "1,200 − 1,000 − 300 − 50",
    )


@question("04.m22", step=4, kind="number", unit="money", practice=True)
class ModelT:
    """**Learning by making (福特).** The first thousand cars cost 500 each. With each doubling of all cars ever made the cost falls to 85% of what it was. What does the
    eight-thousandth cost, counting in thousands?"""

    tolerance = 2.0

    def answer(case: Case) -> float:
        return mix.experience_curve(500.0, 8, learning=0.85)

    worked = "From 1 to 8 it doubles three times: 500 × 0.85 × 0.85 × 0.85 = {value}."
    misconceptions = {
        "15% off eight times": Mistake(
            500 * 0.85**8, "Not with each thousand: with each *doubling*. From one to eight there are three."
        ),
        "15% off once": Mistake(425.0, "One doubling. From one to eight there are three."),
        "straight line": Mistake(
            500 * (1 - 3 * 0.15), "15% of 500, three times. Each doubling takes 15% off what is *left*."
        ),
    }
    hints = ("1, 2, 4, 8: how many doublings?", "500 × 0.85 × …", "500 × 0.85³")


@question("04.m23", step=4, kind="number", unit="days", practice=True)
class CashCycle:
    """**Build to order (以销定产).** Five days of stock. Customers pay after thirty days, suppliers are paid after sixty. For how many days is your own money away?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        return mix.cash_cycle(stock_days=5, paid_after_days=30, we_pay_after_days=60)

    worked = "5 + 30 − 60 = {value}: others lend to you."
    misconceptions = {
        "added all three": Mistake(95.0, "The suppliers' days are days on *their* money: take them off."),
        "forgot the stock": Mistake(-30.0, "The parts lie five days before they leave the house."),
        "lost the sign": Mistake(25.0, "It is 25 the other way: others lend to you."),
    }
    hints = ("Stock, plus the days until customers pay.", "Less the days until you pay.", "5 + 30 − 60")


@question("04.m24", step=4, kind="number", unit="money", practice=True)
class DirectOrNot:
    """**Direct (直销, 戴尔).** A chair stands in the shop at 200. The shop keeps 40% of that, the wholesaler 25% of what the shop pays him. Direct you would ask 150, and selling one
    yourself costs 45. The chair costs 60. How much more does a chair leave direct?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        left = mix.channel_margins(
            shelf_price=200,
            hands={"shop": 0.4, "wholesaler": 0.25},
            unit_cost=60,
            direct_cost=45,
            direct_price=150,
        )["left"]
        return float(left.iloc[1] - left.iloc[0])

    worked = (
        "The long way: 200 less 40% is 120, less 25% is 90, less 60 leaves 30. Direct: 150 − 45 − 60"
        " leaves 45. The difference is {value}."
    )
    misconceptions = {
        "as if the hands did nothing": Mistake(
            60.0,
            "150 against 90, yes; but now the orders, the freight and the returns are yours: 45 a chair.",
        ),
        "added their margins": Mistake(
            35.0, "You took 65% off the shelf price. The wholesaler's quarter is of *his* price, 120."
        ),
        "what direct leaves": Mistake(45.0, "That is what direct leaves. Take off what the long way leaves."),
    }
    hints = ("The shop pays 120, we get 90.", "30 is left the long way.", "150 − 45 − 60 is left direct.")


@question("04.m25", step=4, kind="ranking", practice=True)
class WaysOfSelling:
    """**What a way of selling costs (销售方式).** A catalogue to 5,000, 2.00 each: 5 in 1,000 order, 60 left on each. A shop with 800 visitors, 15 each: 1 in 10, 160. A team on 40 accounts, 600 each:
    1 in 4, 4,000. Most left on top."""

    options = ("shop", "catalogue", "a team that calls")

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(mix.selling_costs(SELLING)["way"])

    misconceptions = {
        "cheapest contact": Mistake(
            value=("catalogue", "shop", "a team that calls"),
            says="Two dollars a contact, and 8,500 lost. A cheap way to reach people who do not buy is dear.",
        ),
        "teams are too dear": Mistake(
            value=("shop", "a team that calls", "catalogue"),
            says="600 a visit hurts. Set it against what an order of that kind leaves.",
        ),
    }
    hints = ("Orders: 25, 80, 10.", "Times what each leaves, less all contacts.", "−8,500 · 800 · 16,000")


@question("04.m26", step=4, kind="number", unit="share of deliveries", practice=True)
class OnTimeInFull:
    """**On time, in full.** Ten deliveries, promised within 56 days. They took 50, 52, 55, 56, 56, 58, 60, 54, 51 and 63; the third and the ninth came with cartons
    missing. What share was on time *and* complete?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return float(mix.on_time_in_full(DELIVERIES)["otif"].iloc[0])

    worked = "Three are late, two others are short. Five of ten are neither: {value}."
    misconceptions = {
        "on time": Mistake(0.7, "Seven came in time. Were all seven complete?"),
        "in full": Mistake(0.8, "Eight were complete. Three of those came late."),
        "multiplied": Mistake(
            0.56, "Multiplying takes the two as unrelated. Here you can count: look at each delivery."
        ),
    }
    hints = ("Late: the 58, the 60, the 63.", "Short: the third and the ninth.", "Five of ten are neither.")
