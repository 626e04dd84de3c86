"""Questions of lesson 4 along the trainee's path: where the money goes, and a mini-case."""

from collections.abc import Mapping

import pandas as pd

from helpers import mix
from helpers.case import Case
from helpers.exercises.engine import Mistake, prediction, question
from helpers.exercises.mix import known

SHOPS = pd.DataFrame(
    {
        "shop": ["Harbour Hall", "Old Mill", "Corner", "Station", "North Road", "Lane Nine", "Attic", "Quay"],
        "category_sales": [420, 260, 90, 70, 60, 50, 30, 20],
        "ours": [0, 1, 1, 1, 1, 1, 1, 0],
    }
)
PLANS = {  # mini-case: chairs a year, price, cost a chair, yearly cost of the plan
    "price 5% down, 12% more chairs": (1120, 66.5, 42.0, 0.0),
    "a visit a quarter for 12,000, 60% more chairs": (1600, 70.0, 42.0, 12_000.0),
    "a bigger stand at the fair for 9,000, 20% more chairs": (1200, 70.0, 42.0, 9_000.0),
    "30 days longer to pay, costing 0.60 a chair, 25% more chairs": (1250, 70.0, 42.6, 0.0),
}


@question("04.7", step=4, kind="number", unit="money", needs=("spend",))
class TheLastStep:
    """The fifth row. That step cost {step} a month and brought {extra} inquiries more. What did one of *those* cost?"""

    tolerance = 3.0

    def facts(case: Case) -> Mapping[str, str]:
        table = _steps(case)
        return {
            "step": f"{case.currency} {table['spend'].iloc[0]:,.0f}".strip(),
            "extra": f"{table['extra'].iloc[-1]:.3g}",
        }

    def answer(case: Case) -> float:
        table = _steps(case)
        return float(table["spend"].iloc[0] / float(f"{table['extra'].iloc[-1]:.3g}"))

    worked = "{step} ÷ {extra} inquiries = {value}."
    misconceptions = {
        "the average": Mistake(
            value=lambda case: float(_steps(case)["cost_per_response"].iloc[-1]),
            says="That is the average over all inquiries of the channel. It looks so good because the first step did nearly all of the"
            " work. What did the *last* step buy?",
        ),
        "all the money for the last ones": Mistake(
            value=lambda case, right: float(len(_steps(case)) * right),
            says="You set the whole spend against the last step's inquiries. Only the last step's money goes with them.",
        ),
        "upside down": Mistake(
            value=lambda case, right: 1 / right,
            says="Inquiries per unit of money: useful, and the other way round. Money on top this time.",
        ),
    }
    hints = (
        "Only the last step: its money, its inquiries.",
        "Money ÷ inquiries.",
        "mix.next_steps(curves, channel)",
    )


@prediction("04.p3", step=4, kind="choice", needs=("spend",))
class WhereTheNextGoes:
    """You are handed one more banknote a month. In which channel would it bring most?"""

    def options(case: Case) -> tuple[str, ...]:
        return tuple(known.curves(case)["channel"].astype(str))

    def answer(case: Case) -> str:
        curves = known.curves(case)
        table = mix.budget_table(curves)
        return str(table["channel"].iloc[int(table["marginal_return"].to_numpy().argmax())])


@question("04.8", step=4, kind="number", unit="share of the category’s sales")
class WeightedDistribution:
    """Eight shops sell chairs: Harbour Hall 420 (thousand a year), Old Mill 260, Corner 90, Station 70, North Road 60, Lane Nine 50,
    Attic 30, Quay 20. We stand in all of them but Harbour Hall and Quay. What is our *weighted* distribution?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return float(mix.distribution(SHOPS)["weighted"].iloc[0])

    worked = "260 + 90 + 70 + 60 + 50 + 30 = 560 of 1,000: {value}."
    misconceptions = {
        "counted doors": Mistake(
            value=0.75,
            says="Six doors of eight is the *numeric* distribution. Doors do not buy chairs: weigh each by what it sells.",
        ),
        "the shops we miss": Mistake(
            value=0.44,
            says="That is what passes through the two where we are *not*.",
        ),
        "without the biggest": Mistake(
            value=560 / 580,
            says="You left Harbour Hall out of the whole as well. Its customers buy chairs too, only not ours.",
        ),
    }
    hints = ("The eight together sell 1,000.", "Add up the six where we stand.", "560 of 1,000.")


@question("04.9", step=4, kind="ranking")
class FourPlans:
    """*Mini-case.* Casa Sól, a chain of your own invention, takes 1,000 chairs a year at 70; a chair costs you 42. Four plans lie on the table,
    each tested for a season elsewhere. (a) Price 5% down, 12% more chairs. (b) A visit a quarter for 12,000
    a year, 60% more. (c) A bigger
    stand at the fair for 9,000, 20% more. (d) Thirty days longer to pay, which costs you 0.60 a chair, 25% more. The best on top."""

    options = tuple(sorted(PLANS, reverse=True))

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(sorted(PLANS, key=lambda name: -_left(name)))

    worked = (
        "(a) 1,120 × 24.50 = 27,440. (b) 1,600 × 28 − 12,000 = 32,800. (c) 1,200 × 28 − 9,000 = 24,600."
        " (d) 1,250 × 27.40 = 34,250. Today it is 28,000."
    )
    misconceptions = {
        "by chairs sold": Mistake(
            value=tuple(sorted(PLANS, key=lambda name: -PLANS[name][0])),
            says="That is the order of the sales manager's dreams: most chairs first. One of those plans has to buy them at 12,000 a year.",
        ),
        "what costs nothing comes first": Mistake(
            value=tuple(sorted(PLANS, key=lambda name: PLANS[name][3])),
            says="Free of cost is not free: five per cent off is paid on every chair, the old ones too. Work out what each plan leaves.",
        ),
        "upside down": Mistake(
            value=lambda case, right: tuple(reversed(right)),
            says="The right order on its head.",
        ),
    }
    hints = (
        "Chairs × (price − cost) − what the plan costs. Now it is 28,000.",
        "(a) 1,120 × 24.50. (b) 1,600 × 28 − 12,000. Go on.",
        "27,440 · 32,800 · 24,600 · 34,250",
    )


def _steps(case: Case) -> pd.DataFrame:
    curves = known.curves(case)
    return mix.next_steps(curves, mix.dearest_channel(curves))


def _left(name: str) -> float:
    units, price, cost, fixed = PLANS[name]
    mixed = mix.Mix(units=units, price=price, unit_cost=cost, promotion=fixed)
    return float(mix.profit_and_loss(mixed)["amount"].iloc[-1])
