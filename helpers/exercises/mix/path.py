"""Questions of lesson 4 along the trainee's path: price first."""

import math
from collections.abc import Mapping

from helpers import choice, mix
from helpers.case import Case
from helpers.exercises.engine import Mistake, prediction, question
from helpers.exercises.mix import known
from helpers.words import count, money

PRICES = ("sales.price", "products.unit_cost")
CUT = 0.08
TRADES = {  # what we could give, the attribute, by how much, and what it costs us a chair
    "30 days longer to pay": ("payment_terms", 30.0, 0.60),
    "the price, 8% lower": ("price", None, None),
    "two weeks sooner": ("lead_time", -2.0, 2.50),
    "on time 95 in 100, not 90": ("supply_stability", 0.05, 3.00),
}
FABE_LINES = {
    "The seat is held by beech dowels": "feature",
    "No screw can work loose, as it does in the usual chair": "advantage",
    "You need nobody to go round the restaurant with a spanner": "benefit",
    "The hotel in Porto that has sat on it since 2022; ring her, here is the number": "evidence",
    "It is a premium chair, everybody says so": "none of the four",
}
CASES = {
    "Ford made one car cheap, rather than many specifications": "holds",
    "The assembly line cut the cost, and the price was cut after it": "holds",
    "In the twenties buyers wanted choice, and another maker gave it to them": "left out",
    "The classic four Ps date from the 1920s": "does not hold",
    "Dell built to order and kept little stock": "holds",
    "Dell has sold direct and nothing but direct ever since": "does not hold",
}
VERDICTS = ("holds", "does not hold", "left out")


@question("04.1", step=4, kind="number", unit="share more chairs", needs=PRICES)
class BreakEven:
    """*Warm-up.* A chair is paid with {price} and costs us {cost}. Off go 8%. How many more chairs must we sell, as a share
    of today's, before we are back where we were?"""

    tolerance = 0.006

    def facts(case: Case) -> Mapping[str, str]:
        price, cost = _paid_and_cost(case).values()
        amounts = {"price": price, "cost": cost, "lost": CUT * price, "left": (1 - CUT) * price - cost}
        return {name: f"{case.currency} {amount:,.2f}".strip() for name, amount in amounts.items()}

    def answer(case: Case) -> float:
        price, cost = _paid_and_cost(case).values()
        return mix.break_even_change(-CUT, (price - cost) / price)

    worked = (
        "8% of {price} is {lost}: so much is lost on every chair sold today. Each new one leaves {left}"
        " at the new price. {lost} ÷ {left} = {value}."
    )
    misconceptions = {
        "8% off, 8% more": Mistake(
            value=CUT,
            says="8% more chairs would bring back nearly the *sales*. But each of them now leaves less, and all the old"
            " ones do too.",
        ),
        "divided by the old margin": Mistake(
            value=lambda case: CUT * _price(case) / (_price(case) - known.unit_cost(case)),
            says="You divided what we lose by the margin as it was. It is the *new*, thinner margin that has to win it"
            " back.",
        ),
        "as a share of the price": Mistake(
            value=CUT / (1 - CUT),
            says="That brings the sales back to the cent. Nobody lives on sales: take off what the chair costs us first.",
        ),
    }
    hints = (
        "What does a chair leave today, in money? And after the cut?",
        "Lost on each old chair: 8% of the price. Won by each new one: the new margin.",
        "lost ÷ new margin · mix.break_even_change(-0.08, margin)",
    )


@question("04.2", step=4, kind="number", unit="% of units for each % of price", needs=("sales.price",))
class TwoMonths:
    """Two months stand in the table; units changed by {units} between them, the price by {price}. What was the elasticity?"""

    tolerance = 0.06

    def facts(case: Case) -> Mapping[str, str]:
        later = _pair(case)
        return {name: f"{100 * later[f'{name}_change']:+.1f}%" for name in ("price", "units")}

    def answer(case: Case) -> float:
        later = _pair(case)
        return later["units_change"] / later["price_change"]

    worked = "{units} ÷ {price} = {value}."
    misconceptions = {
        "upside down": Mistake(
            value=lambda case, right: 1 / right,
            says="Standing on its head: units on top, price below. How much do *they* answer to one per cent of *ours*?",
        ),
        "lost the sign": Mistake(
            value=lambda case, right: -right,
            says="The size is right. One went up while the other went down: say it with a minus sign.",
        ),
        "added the two": Mistake(
            value=lambda case: 100 * (_pair(case)["units_change"] + _pair(case)["price_change"]),
            says="The two changes, added, are roughly what happened to *sales*. Elasticity is the one divided by the other.",
        ),
    }
    hints = (
        "Per cent of units on top.",
        "Per cent of price below, with its sign.",
        "Divide. Below −1 buyers answer more than in proportion; between −1 and 0, less.",
    )


@prediction("04.p1", step=4, kind="number", unit="% more units", needs=("sales.price",))
class TenPerCent:
    """Over all brands and months: if one brand is 10% cheaper and everything else stays, how many per cent does it sell more?"""

    def answer(case: Case) -> float:
        return float(round(100 * (math.pow(0.9, known.elasticity(case)) - 1)))


@question("04.3", step=4, kind="number", unit="money", needs=PRICES)
class WhatMatchingCosts:
    """*Apply.* We sell {units} chairs a year at {price}; each costs us {cost}. Match the rival, 8% off, and at the elasticity of this market
    we sell {more} chairs. By how much does the profit of a year change?"""

    tolerance = 2000.0

    def facts(case: Case) -> Mapping[str, str]:
        amounts = _paid_and_cost(case)
        said = {name: f"{case.currency} {amount:,.2f}".strip() for name, amount in amounts.items()}
        now, then = known.sold(case), _matched(case)
        return {**said, "units": count(now), "more": count(then)}

    def answer(case: Case) -> float:
        price, cost = _paid_and_cost(case).values()
        return round(_matched(case) * (price * (1 - CUT) - cost) - round(known.sold(case)) * (price - cost))

    misconceptions = {
        "sales, not profit": Mistake(
            value=lambda case: round((_matched(case) * (1 - CUT) - round(known.sold(case))) * _price(case)),
            says="That is what happens to sales. The extra chairs have to be made, and somebody has to be paid for them.",
        ),
        "only the new chairs": Mistake(
            value=lambda case: round(
                (_matched(case) - round(known.sold(case)))
                * (_price(case) * (1 - CUT) - known.unit_cost(case))
            ),
            says="That is what the *new* chairs leave. Those we would have sold anyway are 8% cheaper too.",
        ),
        "only the old chairs": Mistake(
            value=lambda case: round(-round(known.sold(case)) * CUT * _price(case)),
            says="That is what we give away on the chairs we sell already. Now add what the new ones leave.",
        ),
        "the sign": Mistake(
            value=lambda case, right: -right,
            says="The right amount, the wrong way round: it is profit *after* less profit *before*, and one of them is"
            " the smaller.",
        ),
    }
    worked = (
        "Before: chairs sold now × (price − cost). After: {more} chairs × (92% of the price − cost). After less"
        " before: {value}."
    )
    hints = (
        "Profit is chairs × (price − cost). Do it once for now, once for the new price.",
        "The new price is 92% of the old.",
        "Then minus now. If it is less, write a minus sign.",
    )


@prediction("04.p2", step=4, kind="number", unit="money", needs=("choices.price", "prices", *PRICES))
class WhereProfitPeaks:
    """Asked straight out, people drew a picture of a fair price, about {said}. At which price would their *choices* leave us most?"""

    def facts(case: Case) -> Mapping[str, str]:
        points = mix.psm_points(case.tables["prices"], draws=2).set_index("measure")["value"]
        return {"said": money(float(points["psm_opp"]), case.currency)}

    def answer(case: Case) -> float:
        table = mix.our_demand(
            known.fitted(case),
            known.choices(case),
            known.market(case),
            known.ours(case),
            unit_cost=known.unit_cost(case),
        )
        return mix.best_price(table, by="profit")


@question("04.4", step=4, kind="ranking", needs=("choices.price", *PRICES))
class WhatToTrade:
    """Four things we could give. What each is worth to the average buyer stands in the table above, by the day, the week, the point;
    the cost is ours. A chair: thirty days longer to pay costs us {payment_terms}, two weeks sooner
    {lead_time}, on time 95 in 100 instead of 90 {supply_stability}; the 8% cost what they cost, and are
    worth just that. Which gives the buyer most for each {currency}
    it costs us? The best on top."""

    def options(case: Case) -> tuple[str, ...]:
        return tuple(sorted(TRADES, reverse=True))

    def facts(case: Case) -> Mapping[str, str]:
        costs = {part[0]: f"{case.currency} {part[2]:.2f}".strip() for part in TRADES.values() if part[2]}
        return {**costs, "currency": case.currency or "unit of money"}

    def answer(case: Case) -> tuple[str, ...]:
        gain = _gains(case)
        return tuple(sorted(gain, key=lambda name: -gain[name]))

    def worked(case: Case) -> str:
        gain = sorted(_gains(case).items(), key=lambda pair: -pair[1])
        return (
            "For each unit that it costs us: "
            + " · ".join(f"{name}: {worth:.2f}" for name, worth in gain)
            + "."
        )

    misconceptions = {
        "price first, as always": Mistake(
            value=lambda case, right: (
                "the price, 8% lower",
                *(name for name in right if "price" not in name),
            ),
            says="A price cut gives the buyer exactly what it costs us, a dollar for a dollar. Whatever is worth more than it"
            " costs comes before it.",
        ),
        "by our cost": Mistake(
            value=lambda case: tuple(sorted(TRADES, key=lambda name: TRADES[name][2] or CUT * _price(case))),
            says="That is our bill, cheapest first. Now divide what it is worth *to them* by it.",
        ),
        "upside down": Mistake(
            value=lambda case, right: tuple(reversed(right)),
            says="The right order on its head: most for each dollar belongs on top.",
        ),
    }
    hints = (
        "Worth to them: so many days, weeks or points, times the worth of one.",
        "Then divide by what it costs us. The price cut is always 1.",
        "choice.willingness_to_pay(fit)",
    )


@question("04.5", step=4, kind="table")
class WhichLetter:
    """Five things a colleague says about a chair. Which part of FABE is each? (One is none.)"""

    rows = tuple(FABE_LINES)
    options = ("feature", "advantage", "benefit", "evidence", "none of the four")

    def answer(case: Case) -> Mapping[str, str]:
        return FABE_LINES

    misconceptions = {
        "B for better": Mistake(
            value={row: "benefit" for row, part in FABE_LINES.items() if part == "advantage"},
            says="Better than another chair is A, the advantage; a quiz that goes round keys it as B. B is what the *buyer* has"
            " of it: somebody in the sentence has to be glad.",
        ),
        "praise is proof": Mistake(
            value={row: "evidence" for row, part in FABE_LINES.items() if part == "none of the four"},
            says="Can the buyer go and look at “everybody”? Evidence is something she can check without believing you.",
        ),
        "a feature is a benefit": Mistake(
            value={row: "benefit" for row, part in FABE_LINES.items() if part == "feature"},
            says="Dowels are what the chair has. Nobody was ever happy to own a dowel; ask “so what?” twice.",
        ),
    }
    hints = (
        "What it *has*, what that *does better*, what the *buyer has of it*, how to *check* it.",
        "In a benefit there is a person.",
        "In evidence there is something to go and see.",
    )


@question("04.6", step=4, kind="table")
class TwoLegends:
    """Two success stories are told in one of our sources. Which sentence holds, which does not, and which was left out of the telling?"""

    rows = tuple(CASES)
    options = VERDICTS

    def answer(case: Case) -> Mapping[str, str]:
        return CASES

    misconceptions = {
        "many models": Mistake(
            value={"Ford made one car cheap, rather than many specifications": "does not hold"},
            says="The source does say “different specifications”. It has the case upside down: for most of two decades it was one"
            " model, and that was the point of it.",
        ),
        "the 1920s": Mistake(
            value={"The classic four Ps date from the 1920s": "holds"},
            says="Cars were sold in the 1920s, but not by four Ps: the list is from a textbook of 1960. A theory cannot have guided"
            " a man who was done before it was written.",
        ),
        "a pure triumph": Mistake(
            value={"Dell has sold direct and nothing but direct ever since": "holds"},
            says="That is where the telling stops. The firm later went into shops and took partners; a model that fits one time"
            " need not fit the next.",
        ),
    }
    hints = (
        "For the first story: how many models?",
        "Who wrote the four Ps down, and when?",
        "For the second: what happened after the triumph?",
    )


def _price(case: Case) -> float:
    return known.paid(case)


def _paid_and_cost(case: Case) -> dict[str, float]:
    return {"price": known.paid(case), "cost": known.unit_cost(case)}


def _pair(case: Case) -> dict[str, float]:
    """The changes of price and units between the two months worked by hand."""
    table = mix.two_months(case.tables["sales"], known.ours(case))
    return {name: float(table[name].iloc[-1]) for name in ("price_change", "units_change")}


def _matched(case: Case) -> float:
    """Chairs a year at 8% off, at the elasticity of the market."""
    curve = mix.profit_curve(
        [1 - CUT], at_price=1.0, at_units=known.sold(case), elasticity=known.elasticity(case), unit_cost=0.0
    )
    return round(float(curve["units"].iloc[0]))


def _gains(case: Case) -> dict[str, float]:
    """What each concession is worth to buyers for one unit of money that it costs us."""
    worth = choice.willingness_to_pay(known.fitted(case)).set_index("attribute")
    slopes = worth.loc[worth["level"] == "slope", "wtp"]
    return {
        name: 1.0 if step is None or cost is None else float(slopes[attribute]) * step / cost
        for name, (attribute, step, cost) in TRADES.items()
    }
