"""More practice for lesson 1: what customers leave, and what they may still leave."""

from collections.abc import Mapping

import pandas as pd

from helpers import targeting
from helpers.case import Case
from helpers.exercises.engine import Mistake, question
from helpers.exercises.targeting import known
from helpers.words import count, money

FIVE = pd.DataFrame(
    {
        "account": [
            "Left 310,000 · 290,000 still to come · could bring no more",
            "The biggest by sales, left −48,000 · −30,000 to come · could bring 25,000 more",
            "Left 9,000 · 12,000 to come · could bring 24,000 more · orders a little more each time",
            "Left 140,000 · silent: 8,000 to come · could bring no more",
            "Left 6,000 · 9,000 to come · could bring 30,000 more · orders less each time",
        ],
        "profit": [310_000, -48_000, 9_000, 140_000, 6_000],
        "value_to_come": [290_000, -30_000, 12_000, 8_000, 9_000],
        "potential": [0, 25_000, 24_000, 0, 30_000],
        "order_trend": [0.0, 0.0, 0.5, -0.5, -0.5],
        "chance_active": [1.0, 1.0, 1.0, 0.1, 1.0],
    }
)


@question(
    "01.m21", step=1, kind="number", unit="share of customers", needs=("orders.unit_cost",), practice=True
)
class CustomersForEightyPercent:
    """**Four fifths of the profit.** All customers together have left {left}; four fifths of that is {target}. How many customers does it take, best
    first, as a share of all {n}? Read it off the picture *Sales and profit, each best first*: where does the profit curve cross 80%?"""

    tolerance = 0.02

    def facts(case: Case) -> Mapping[str, str]:
        values = known.values(case)
        left = float(values["profit"].sum())
        named = (money(left, case.currency), money(0.8 * left, case.currency), count(len(values)))
        return dict(zip(("left", "target", "n"), named, strict=True))

    def answer(case: Case) -> float:
        return targeting.customers_for(known.values(case), by="profit", share=0.8)

    worked = "Added up from the best customer down, the profit passes {target} at {value}."
    misconceptions = {
        "sales, not profit": Mistake(
            value=lambda case: targeting.customers_for(known.values(case), by="revenue", share=0.8),
            says="{given} is the share for sales. Look at the profit curve, where it first crosses 80%.",
        ),
        "80/20 from memory": Mistake(
            value=0.2,
            says="20% is the proverb. This firm was never asked to obey it: read its own curve.",
        ),
        "a count, not a share": Mistake(
            value=lambda case: targeting.customers_count_for(known.values(case), by="profit", share=0.8),
            says="{given} is how many customers. Divide by all of them for the share.",
        ),
        "the profit of the top fifth": Mistake(
            value=lambda case: targeting.top_share(known.values(case), by="profit", share=0.2),
            says="You went up from 20% of the customers. Go across from 80% of the profit instead.",
        ),
    }
    hints = (
        "Which of the two curves is the one for profit?",
        "Start at 80% on the upright axis, go across to the curve, then straight down.",
        'targeting.customers_for(customers, by="profit", share=0.8)',
    )


@question("01.m22", step=1, kind="table", practice=True)
class FourClasses:
    """**Four classes.** Peppers and Rogers sort customers by what comes next. **Below zero** (低于零点): has left a loss. **Most valuable** (最具价值): the
    first fifth by value to come. **Most growable** (最具成长性): of the rest the fifth that could bring most more, counting only those who still buy and
    whose orders do not fall. *Other*: they pay the rent. Here are five customers, so a fifth is one."""

    rows = tuple(FIVE["account"])
    options = tuple(name.replace("_", " ") for name in targeting.CLASSES)

    def answer(case: Case) -> Mapping[str, str]:
        classes = targeting.value_class(FIVE).str.replace("_", " ")
        return dict(zip(FIVE["account"], classes, strict=True))

    misconceptions = {
        "biggest sales, most valuable": Mistake(
            value={FIVE["account"][1]: "most valuable"},
            says="The second impresses by its sales. It has left a loss, and that settles the class.",
        ),
        "small means other": Mistake(
            value={FIVE["account"][2]: "other"},
            says="The third is easily overlooked. It could bring 24,000 more, it still buys, and its orders do not fall.",
        ),
        "the past decides": Mistake(
            value={FIVE["account"][3]: "most valuable"},
            says="The fourth left 140,000, and that was yesterday. A place is paid for by what is still to come.",
        ),
        "potential alone": Mistake(
            value={FIVE["account"][4]: "most growable"},
            says="The fifth could bring most of all, and orders less each time. What shrinks is not growable yet.",
        ),
    }
    hints = (
        "First look for a loss so far: that settles the class.",
        "Then for the one with most value still to come.",
        "Of those left: who could bring much more, still buys, and orders no less?",
    )
