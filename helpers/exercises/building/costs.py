"""Questions of lesson 5 along the trainee's path: the price of a customer, instalments, and one who tells others."""

from collections.abc import Mapping

import pandas as pd

from helpers import building
from helpers.case import Case
from helpers.exercises.building import known
from helpers.exercises.engine import Mistake, prediction, question
from helpers.words import _, money, percent

PAID = ("leads.source", "leads.cost")
WON = ("customers.acquisition_cost", "orders.unit_cost")


@question("05.4", step=5, kind="number", unit="money", needs=PAID)
class PriceOfACustomer:
    """The last row of the table. A lead from there costs {cost}, and {rate} of such leads become customers. What does one
    *customer* from there cost?"""

    tolerance = 1.5

    def facts(case: Case) -> Mapping[str, str]:
        row = known.sources(case).iloc[-1]
        cost = f"{case.currency} {row['cost_per_lead']:,.2f}".strip()
        return {"cost": cost, "rate": percent(float(row["rate"]), digits=1)}

    def answer(case: Case) -> float:
        return float(known.sources(case)["cost_per_customer"].iloc[-1])

    misconceptions = {
        "multiplied": Mistake(
            value=lambda case: _last(case, "cost_per_lead") * _last(case, "rate"),
            says="A customer cheaper than a lead? Each customer has to pay for the leads that came to nothing as well: divide.",
        ),
        "only those that came to nothing": Mistake(
            value=lambda case: _last(case, "cost_per_lead") / (1 - _last(case, "rate")),
            says="You divided by the share that was *lost*. Money ÷ customers: it is the won ones that carry it.",
        ),
        "the lead's price": Mistake(
            value=lambda case: _last(case, "cost_per_lead"),
            says="That is a lead. How many leads does it take to make one customer?",
        ),
    }
    hints = (
        "Out of ten leads, how many are won? Who pays for the others?",
        "All the money ÷ the customers.",
        "Price of a lead ÷ share won · building.by_source(leads)",
    )


@prediction("05.p2", step=5, kind="choice", needs=PAID)
class CheapestCustomer:
    """From which source does a *customer* cost least?"""

    def options(case: Case) -> tuple[str, ...]:
        return tuple(sorted(str(name) for name in known.sources(case)["source"]))

    def answer(case: Case) -> str:
        table = known.sources(case).dropna(subset="cost_per_customer")
        return str(table.sort_values("cost_per_customer", kind="stable")["source"].iloc[0])


@question("05.5", step=5, kind="table", needs=WON)
class RuleOfPayback:
    """Three customers as they were won. By the rule of payback: what would have been the plan for each?"""

    options = ("win now", "by instalments", "not at this cost")

    def rows(case: Case) -> tuple[str, ...]:
        return tuple(known.cards(case)["account"])

    def answer(case: Case) -> Mapping[str, str]:
        table = known.cards(case)
        return dict(zip(table["account"], table["plan"], strict=True))

    misconceptions = {
        "dear is strategic": Mistake(
            value=lambda case: _by(case, "cost", ("by instalments", "win now")),
            says="You went by what it costs. Dear is not strategic: what counts is how many months of what they *leave* it takes. Some dear"
            " ones pay at once, and some never do.",
        ),
        "every profit pays": Mistake(
            value=lambda case: _by(case, "yearly_profit", ("win now", "not at this cost"), line=0.0),
            says="Everybody who leaves anything pays back *some day*. The rule asks when: within a year, within three, or later than anyone"
            " should promise.",
        ),
    }

    def because(case: Case) -> Mapping[str, str]:
        table = known.cards(case)
        return {
            str(name): _back(str(name), money(cost, case.currency), yearly, money(yearly, case.currency))
            for name, cost, yearly in zip(
                table["account"], table["cost"], table["yearly_profit"], strict=True
            )
        }

    hints = (
        "What does each leave in a month? A twelfth of the year.",
        "Cost ÷ that = months. Up to 12 win now, up to 36 by instalments.",
        "Who leaves nothing never pays back · building.value_cost(customers)",
    )


@question("05.6", step=5, kind="number", unit="money")
class BeforeTheSample:
    """*Apply.* The chain with four shops, worth 20,000 once won. The table was worked out from its end, as far as the first row. What is it worth to stand
    *before* the samples, if you may stop after each step?"""

    tolerance = 1.0

    def answer(case: Case) -> float:
        return float(building.chain_of_four()["worth"].iloc[0])

    misconceptions = {
        "all of it at once": Mistake(
            value=lambda case: building.at_once(building.chain_of_four(), value=20_000),
            says="So much you would lose if everything had to be paid on the first day. It has not: three times in ten you never even get to"
            " the visit's bill. The difference is what the right to stop is worth.",
        ),
        "forgot to pay for the samples": Mistake(
            value=810.0,
            says="Three tenths of what the next step is worth, yes. And the samples themselves?",
        ),
        "the chances alone": Mistake(
            value=1800.0,
            says="9 in 100 times 20,000. Nobody has paid for anything yet in that sum.",
        ),
    }
    hints = (
        "The next row says what it is worth to stand before the visit.",
        "One gets there three times in ten.",
        "0.3 × 2,700 − 200",
    )


@question("05.7", step=5, kind="text")
class AskForIt:
    """*Writing.* Nora Finchley in Halifax has bought from us for years and said last week that the new stools “are the best thing since the bread
    shop”. Write the three sentences in which you ask her to recommend us. She is busy, polite, and nobody's fool."""

    def model(case: Case) -> str:
        return (
            "“Nora, what you said about the stools made my week. Is there one shop you know, far enough away not to be in your street, that"
            " struggles with what you struggled with two years ago? If you tell me whom, and that I may use your name, I will write to them once;"
            " and if it would be awkward, please say so, the stools will be just as good.”"
        )

    rubric = (
        "It begins with something that *she* said or had of it, not with us.",
        "It asks for one person with one problem, not for “any contacts you may have”.",
        "It says what happens next, and asks leave to use her name.",
        "A no is made easy. Nothing is promised for it that she would not tell the new shop about.",
    )


def _last(case: Case, column: str) -> float:
    return float(known.sources(case)[column].iloc[-1])


def _back(name: str, cost: str, yearly: float, said: str) -> str:
    """How to see when this customer has paid its winning back, without the plan. said: yearly in words."""
    if yearly <= 0:
        return _("{name}: {yearly} a year never pays anything back.").format(name=name, yearly=said)
    text = _("{name}: a twelfth of {yearly} is what a month leaves. How many such months are in {cost}?")
    return text.format(name=name, yearly=said, cost=cost)


def _by(case: Case, column: str, plans: tuple[str, str], *, line: float | None = None) -> dict[str, str]:
    """A plan for each card by one column alone: plans[0] above the line (its median unless told), else plans[1]."""
    table: pd.DataFrame = known.cards(case)
    edge = float(table[column].median()) if line is None else line
    return {
        str(n): plans[0] if x > edge else plans[1]
        for n, x in zip(table["account"], table[column], strict=True)
    }
