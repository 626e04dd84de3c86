"""More practice for lesson 5: finding leads, following up, and what winning them costs."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers import building
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

CHANNELS = pd.DataFrame(
    {
        "channel": ["web ads", "social media", "webinar", "fair"],
        "cost": [1200.0, 600.0, 900.0, 6000.0],
        "customers": [4, 1, 4, 15],
        "value": [500.0, 500.0, 500.0, 800.0],
    }
)
WAYS = pd.DataFrame(
    {"way": ["letter", "call", "visit"], "cost": [2.0, 20.0, 300.0], "chance": [0.05, 0.12, 0.20]}
)
HELP = pd.DataFrame(
    {
        "content": ["size guide", "film of the workshop", "“how to judge a joint”"],
        "readers": [2000, 5000, 400],
        "inquiries": [40, 25, 20],
        "cost": [600.0, 2500.0, 200.0],
    }
)
MEASURES = {
    "Ask thirty shops in Oporto what they cannot get": "market research",
    "Give a talk at the carpenters' association": "associations and fairs",
    "Ask Nora whom she knows": "referral by customers",
    "Write on how to tell a good joint, where architects read": "online presence",
}
STRATEGIES = {
    "Let buyers show their shop with our chairs in it": "word of mouth",
    "One offer for architects, another for shops": "personalise",
    "A chair that can be taken apart without a tool": "innovate",
    "Ring ten customers before drawing the new range": "understand needs",
    "Say by yourself that the ship is late": "build the relationship",
}


def _n(value: Any, says: str) -> Mistake:
    return Mistake(value=value, says=says)


@question("05.m1", step=5, kind="ranking", practice=True)
class ChannelReturns:
    """**Lead channels (在线广告、社媒、展会、网络研讨会).** A year of each. Web ads: 1,200 spent, 4 customers who leave 500 each. Social media: 600, one of those. Webinar: 900, four of
    them. Fair: 6,000, and 15 customers who leave 800 each. Which brings most back *for each unit of money*? The best on top."""

    options = tuple(CHANNELS["channel"])

    def answer(case: Case) -> tuple[str, ...]:
        back = CHANNELS["customers"] * CHANNELS["value"] / CHANNELS["cost"]
        return tuple(CHANNELS.assign(back=back).sort_values("back", ascending=False)["channel"])

    misconceptions = {
        "most customers": Mistake(
            value=("fair", "web ads", "webinar", "social media"),
            says="The fair wins most, and took most. Per unit of money: 2.0, against 2.2 from the webinar.",
        ),
        "cheapest first": Mistake(
            value=("social media", "webinar", "web ads", "fair"),
            says="Little was spent on social media, and less came back than went in. Divide what they leave by what it cost.",
        ),
    }
    hints = (
        "What the customers leave, all of them, ÷ what was spent.",
        "Fair: 15 × 800 ÷ 6,000.",
        "1.67 · 0.83 · 2.22 · 2.0",
    )


@question("05.m2", step=5, kind="number", unit="share", practice=True)
class FairReturn:
    """**Trade associations and fairs (行业协会、展会).** Stand, travel and nine days of three people: 9,000. You spoke with 150; four in ten left a card worth the
    name; of these, one in five became a customer, who leaves 1,000. What is the return: profit ÷ cost?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        table = building.event_return(cost=9000, contacts=150, lead_share=0.4, win_rate=0.2, value=1000)
        return float(table["amount"].iloc[-1])

    misconceptions = {
        "sales over cost": _n(
            12 / 9, "That is what comes back for each unit spent. The unit itself goes off: profit ÷ cost."
        ),
        "every contact a lead": _n(
            150 * 0.2 * 1000 / 9000 - 1,
            "You sold to one in five of all you *spoke* with. Sixty in a hundred only wanted the pen.",
        ),
        "every lead a customer": _n(
            60 * 1000 / 9000 - 1, "Sixty cards are not sixty customers. One in five."
        ),
    }
    hints = ("150 × 0.4 × 0.2 = 12 customers.", "12,000 came back, 9,000 went out.", "3,000 ÷ 9,000")


@question("05.m3", step=5, kind="number", unit="visits", practice=True)
class CallsAndVisits:
    """**Follow-up by phone, mail, visit (电话、邮件、拜访).** A hundred leads; one that is won leaves 1,000. A letter costs 2 and wins 5%, a call 20 and 12%, a visit 300 and 20%. There are
    4,800 to spend, one way for each lead. Each step should bring more than it costs. How many are visited?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        table = building.contact_mix(WAYS, leads=100, budget=4800, value=1000)
        return float(table.loc[table["way"] == "visit", "leads"].iloc[0])

    misconceptions = {
        "visit while there is money": _n(
            16.0,
            "A visit instead of a call costs 280 more and wins 8% of 1,000, which is 80, more. There is money for it. There is no reason.",
        ),
        "whatever is left": _n(
            10.0, "What is left over need not be spent. What does a visit bring *more than a call*?"
        ),
    }
    hints = (
        "Compare each way with the next cheaper one.",
        "From letter to call: 18 more, 70 more. From call to visit: 280 more, 80 more.",
        "Everybody is called, nobody is visited: 0",
    )


@question("05.m4", step=5, kind="number", unit="attempts", practice=True)
class HowOften:
    """**Nurturing (线索跟进).** Of those who are still silent, three in ten answer your first attempt; each further attempt gets half of the chance of the one before. An answer is worth
    100 to you, an attempt costs 10. After how many attempts do you stop?"""

    tolerance = 0.0

    def answer(case: Case) -> float:
        return float(building.cadence(first_chance=0.3, decay=0.5, value=100, cost=10)["go"].sum())

    misconceptions = {
        "while anyone answers": _n(
            8.0,
            "There is always somebody left who might. At the third the chance is 7.5%: worth 7.50, for 10.",
        ),
        "until it no longer pays": _n(
            3.0, "The third already loses: 0.075 × 100 is less than 10. Stop before it."
        ),
        "once": _n(
            1.0,
            "The second still brings 15 for 10. Most people stop here, which is why the second is worth it.",
        ),
    }
    hints = ("What is each attempt worth? Chance × 100.", "30, 15, 7.5 …", "As long as it is above 10.")


@question("05.m5", step=5, kind="ranking", practice=True)
class PreSales:
    """**Pre-sales service (售前服务).** Three pieces of help for people who have not asked yet. The size guide: 2,000 readers, 40 inquiries, 600 spent. The film of the workshop: 5,000 and 25 for
    2,500. “How to judge a joint”: 400 and 20 for 200. By what an *inquiry* costs, the cheapest on top?"""

    options = tuple(HELP["content"])

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(building.content_funnel(HELP)["content"])

    misconceptions = {
        "by readers": Mistake(
            value=("film of the workshop", "size guide", "“how to judge a joint”"),
            says="Most people saw the film, and were happy to have seen it. Hardly one in two hundred had a question afterwards.",
        ),
        "by inquiries": Mistake(
            value=("size guide", "film of the workshop", "“how to judge a joint”"),
            says="That is who brought most, at any price. Divide what was spent by the inquiries.",
        ),
    }
    hints = ("Spent ÷ inquiries.", "600 ÷ 40.", "15 · 100 · 10")


@question("05.m6", step=5, kind="table", practice=True)
class FourWays:
    """**Finding key prospects (挖掘潜在重要客户).** One source names four ways. Which is each of these?"""

    rows = tuple(MEASURES)
    options = ("market research", "associations and fairs", "referral by customers", "online presence")

    def answer(case: Case) -> Mapping[str, str]:
        return MEASURES

    misconceptions = {
        "asking is research": Mistake(
            value={"Ask Nora whom she knows": "market research"},
            says="You ask Nora for a *name*, not for an opinion. With it comes her word, which no study has.",
        ),
        "a talk is online these days": Mistake(
            value={"Give a talk at the carpenters' association": "online presence"},
            says="People in one room, who then stand about with a glass: that is the association, and the best of it is the glass.",
        ),
    }
    hints = (
        "Who vouches for you?",
        "Where do they meet: in a room, on a page, through a friend?",
        "Research asks many and sells to nobody.",
    )


@question("05.m7", step=5, kind="table", practice=True)
class FiveStrategies:
    """**Five ways to develop customers (向客户开发五策略).** One of our sources lists five. Which is which?"""

    rows = tuple(STRATEGIES)
    options = ("understand needs", "personalise", "build the relationship", "word of mouth", "innovate")

    def answer(case: Case) -> Mapping[str, str]:
        return STRATEGIES

    misconceptions = {
        "bad news harms the relationship": Mistake(
            value={"Say by yourself that the ship is late": "understand needs"},
            says="They will know it soon enough. That *you* said it first is what they remember.",
        ),
        "showing off is innovation": Mistake(
            value={"Let buyers show their shop with our chairs in it": "innovate"},
            says="Nothing new has been made. Somebody is talking well of it, which is word of mouth.",
        ),
    }
    hints = (
        "Before making, in offering, while serving, afterwards, and the thing itself.",
        "Who speaks? We, or they?",
        "Only one of the five is about the thing itself.",
    )


@question("05.m8", step=5, kind="number", unit="months", practice=True)
class Payback:
    """**Payback.** Winning a small customer costs 250. It pays 99 a month, of which 70% is margin. After how many months is it paid back?"""

    tolerance = 0.05

    def answer(case: Case) -> float:
        return building.payback_months(250, monthly_revenue=99, margin=0.70)

    misconceptions = {
        "by revenue": _n(
            250 / 99, "You paid it back with money that belongs to the carpenter. Only the margin is yours."
        ),
        "without brackets": _n(
            250 / 99 * 0.70,
            "Some pages print cost ÷ revenue × margin, and get this. It says that a thinner margin pays back *sooner*. Divide by the product.",
        ),
    }
    hints = ("What does a month leave?", "99 × 0.70 = 69.30.", "250 ÷ 69.30")


@question("05.m9", step=5, kind="number", unit="times", practice=True)
class WorthOverCost:
    """**Worth over cost (LTV/CAC).** A customer pays 500 a month at 70% margin; 2% of such customers leave each month. Winning one costs 3,500. How many times
    its cost is a customer worth?"""

    tolerance = 0.05

    def answer(case: Case) -> float:
        return building.lifetime_worth(monthly_revenue=500, margin=0.7, monthly_churn=0.02) / 3500

    misconceptions = {
        "revenue, not margin": _n(
            500 / 0.02 / 3500, "So much they *pay*. Three tenths of it goes to make what they buy."
        ),
        "a year is enough": _n(
            500 * 12 * 0.7 / 3500,
            "That is the first year alone. At 2% a month they stay fifty months on average.",
        ),
    }
    hints = ("500 × 0.70 a month.", "1 ÷ 0.02 = 50 months.", "17,500 ÷ 3,500")
