"""More practice for lesson 5: word of mouth, rewards and reviews, and the price of covering customers."""

from typing import Any

import pandas as pd

from helpers import building
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

REWARDS = {"base": 0.05, "most": 0.15, "scale": 60.0, "worth": 400.0}
REVIEWS = pd.DataFrame(
    {"place": ["the new shop", "the old shop", "the chain"], "good": [3, 96, 450], "reviews": [3, 100, 500]}
)
COVERED = pd.DataFrame(
    {
        "who": ["finance", "technical buyer", "users"],
        "contacts": [4, 6, 12],
        "minutes": [90, 60, 30],
        "cost": [40.0, 20.0, 10.0],
    }
)
UNDER_WAY = pd.DataFrame({"stage": ["verification", "negotiation", "financing"], "leads": [40, 20, 10]})
CHANCES = {"verification": 0.4, "negotiation": 0.6, "financing": 0.7}


def _n(value: Any, says: str) -> Mistake:
    return Mistake(value=value, says=says)


@question("05.m10", step=5, kind="number", unit="customers", practice=True)
class Pipeline:
    """**Develop the customer.** Under way: 40 leads stand at verification, 20 at negotiation, 10 at financing. Of leads that *stood* there on earlier days, 40%, 60% and 70% ended in an
    order (fewer than of all who ever came that far: whoever stands has already waited). How many orders should you expect?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        return float((UNDER_WAY["leads"] * UNDER_WAY["stage"].map(CHANCES)).sum())

    misconceptions = {
        "all of them": _n(70.0, "Seventy are under way. A pipe full of hope is not a pipe full of orders."),
        "an average chance": _n(
            70 * (0.4 + 0.6 + 0.7) / 3,
            "You gave each stage the same weight. Most leads stand where the chance is smallest.",
        ),
        "the late ones only": _n(
            7.0, "The ten at financing bring seven. The forty further back bring more than twice that."
        ),
    }
    hints = (
        "Each stage: leads × chance.",
        "16 of the first, 12 of the second, 7 of the third.",
        "16 + 12 + 7",
    )


@question("05.m11", step=5, kind="number", unit="a day", practice=True)
class Velocity:
    """**Time (时间).** 120 leads are under way at a time; one in four is won; an order leaves 3,000; from inquiry to order it takes 45 days. How much money a day comes out of the
    pipe?"""

    tolerance = 1.0

    def answer(case: Case) -> float:
        return building.velocity(leads=120, win_rate=0.25, value=3000, cycle_days=45)

    misconceptions = {
        "forgot the time": _n(90_000.0, "That is what the pipe holds. It takes 45 days to come out."),
        "all are won": _n(8000.0, "One in four is won."),
        "a month": _n(60_000.0, "That is a month of thirty days. Per day."),
    }
    hints = ("120 × ¼ × 3,000 is in the pipe.", "It takes 45 days.", "90,000 ÷ 45")


@question("05.m12", step=5, kind="number", unit="money", practice=True)
class CostPerOrder:
    """**Cost of a sales objective (费用).** A campaign for forty orders: 200 calls at 20, 30 visits at 300 and samples for 1,000. It brought thirty-five. What did an order
    cost?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        return building.cost_per_order(200 * 20 + 30 * 300 + 1000, orders=35)

    misconceptions = {
        "by the plan": _n(350.0, "You divided by the forty that were planned. Only those that came can pay."),
        "visits alone": _n(9000 / 35, "The calls and the samples were paid for as well."),
        "per contact": _n(14_000 / 230, "That is what a contact cost. It took several for an order."),
    }
    hints = ("Everything that was spent: 4,000 + 9,000 + 1,000.", "Orders that *came*.", "14,000 ÷ 35")


@question("05.m13", step=5, kind="number", unit="people", practice=True)
class ReachAndFrequency:
    """**Reach (覆盖客户的数量).** At a hotel group eighty people have some say. Each of your rounds of visits meets half of them, at random. How many have you met *at least once* after three
    rounds?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        return float(building.reach_table(80, contacts=3, chance=0.5)["reached"].iloc[-1])

    misconceptions = {
        "added up": _n(
            120.0,
            "That is how many *meetings* there were, more than there are people. Many met you twice, and nodded.",
        ),
        "half is half": _n(
            40.0, "That is after one round. Each further round finds half of those still missing."
        ),
        "everybody": _n(
            80.0, "One in eight was out three times running. Whoever that is, is often the one who signs."
        ),
    }
    hints = ("Not met in one round: ½.", "Not met in three: ½ × ½ × ½.", "80 × 7/8")


@question("05.m14", step=5, kind="number", unit="new customers for each customer", practice=True)
class HowManyEach:
    """**Word of mouth (口碑).** You ask half of your customers to tell others; four in ten of those do; each tells three people; a quarter of the people told become customers. How many
    new customers does one customer bring on average (K)?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return building.branching_factor(0.5, tell=0.4, tells_to=3, come=0.25)

    misconceptions = {
        "asked everybody": _n(
            0.3, "Half were asked. The other half would have told somebody as well, had anyone thought of it."
        ),
        "told is won": _n(0.6, "So many are *told*. A quarter of them come."),
        "added": _n(4.15, "These are shares of shares: multiply them."),
    }
    hints = ("Half × four in ten × three × a quarter.", "0.2 tell.", "0.5 × 0.4 × 3 × 0.25")


@question("05.m15", step=5, kind="number", unit="money", practice=True)
class RewardsPay:
    """**A reward for sharing (激励客户分享).** Unpaid, a hundred customers bring five others, each worth 400. For a reward of 60 they bring about 14.5. The reward is paid for everybody who comes. How
    much *more* than without a reward does it leave, for each hundred customers?"""

    tolerance = 15.0

    def answer(case: Case) -> float:
        paid, unpaid = (building.reward_profit(reward, **REWARDS) for reward in (60.0, 0.0))
        return 100 * (paid - unpaid)

    misconceptions = {
        "the new ones are free": _n(
            14.5 * 400 - 2000, "The reward has to come off: 60 for each of the 14.5."
        ),
        "paid for the additional only": _n(
            9.5 * 340, "The five who would have come anyway come for the reward too, and take it."
        ),
        "not more, but all": _n(
            14.5 * 340, "That is what is left with the reward. Without it there were 2,000 already."
        ),
    }
    hints = ("Without: 5 × 400.", "With: 14.5 × (400 − 60).", "4,930 − 2,000, give or take rounding")


@question("05.m16", step=5, kind="number", unit="money", practice=True)
class ReferralValue:
    """**A referral programme (奖励计划).** 300 customers take part; each brings 0.08 new customers a year, worth 900 each. Of those, one in four would have come anyway. The programme pays 50 for
    each new one and costs 4,000 a year to run. What does it leave?"""

    tolerance = 1.0

    def answer(case: Case) -> float:
        new = building.branching_factor(1, tell=1, tells_to=0.08, come=1) * 300
        return new * 0.75 * 900 - new * 50 - 4000

    misconceptions = {
        "all of them owed to it": _n(
            24 * 850 - 4000,
            "Six of the twenty-four would have come anyway. Only eighteen are its doing; it pays for all of them.",
        ),
        "forgot what it costs to run": _n(15_000.0, "Somebody runs it: 4,000 a year."),
        "forgot the rewards": _n(12_200.0, "Each new one is paid for: twenty-four times 50."),
    }
    hints = (
        "300 × 0.08 = 24 come; 18 because of it.",
        "18 × 900 in; 24 × 50 and 4,000 out.",
        "16,200 − 1,200 − 4,000",
    )


@question("05.m17", step=5, kind="ranking", practice=True)
class BestReviewed:
    """**Reviews (社交媒体、在线评论平台).** The new shop has 3 reviews, all good. The old shop has 100, of which 96 are good. The chain has 500, of which 450. Whom would you send your mother to? By the
    lower end of the 95% interval; the best on top."""

    options = ("the new shop", "the chain", "the old shop")

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(building.review_ranking(REVIEWS)["place"])

    misconceptions = {
        "a hundred per cent": Mistake(
            value=("the new shop", "the old shop", "the chain"),
            says="Three of three. He has a mother too, and she has two neighbours.",
        ),
        "most good ones": Mistake(
            value=("the chain", "the old shop", "the new shop"),
            says="450 is a large number, and so is 50. It is the *share* that tells, once there are enough of them.",
        ),
    }
    hints = (
        "How low may the true share be, given so few?",
        "For 3 of 3 it may be as low as 44%.",
        "44% · 90% · 87%",
    )


@question("05.m18", step=5, kind="number", unit="hours left", practice=True)
class IsThereTime:
    """**Coverage (客户覆盖面), with a watch.** A hotel group: finance four times a year, an hour and a half each with the way there; the technical buyer six times, an hour; six users,
    once a month together, half an hour each time. You have 20 hours a year for them. What is left?"""

    tolerance = 0.1

    def answer(case: Case) -> float:
        return float(building.coverage_plan(COVERED, hours=20, money=1000)["hours"].iloc[-1])

    misconceptions = {
        "each user alone": _n(
            20 - 6 - 6 - 36,
            "Twelve half hours with all six *together*. Alone it would be six times that, and nobody would work.",
        ),
        "what it takes": _n(18.0, "So much it takes. You have twenty."),
        "without the way there": _n(
            4.0, "The hour and a half was meant with the way there: four times that are six hours."
        ),
    }
    hints = ("4 × 1.5, 6 × 1, 12 × 0.5.", "6 + 6 + 6.", "20 − 18")
