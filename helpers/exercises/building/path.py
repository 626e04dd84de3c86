"""Questions of lesson 5 along the trainee's path: from stranger to order, stage by stage."""

from collections.abc import Mapping

from helpers import building
from helpers.case import Case
from helpers.exercises.building import known
from helpers.exercises.engine import Mistake, prediction, question
from helpers.words import percent

WORDS = {
    "“Our bank needs your pro forma for the letter of credit.”": "financing",
    "“Please quote two hundred Harbour, delivered Porto.”": "inquiry",
    "“I like it. My brother will have to like it too.”": "consideration",
    "“We are looking round: who makes chairs like these at all?”": "search",
    "“Who else has these? Could I ring them? And the fire test, please.”": "verification",
    "“Make it two weeks sooner and we can talk about the price.”": "negotiation",
    "“Somebody left me your catalogue. I keep going back to page twelve.”": "interest",
}


@question("05.1", step=5, kind="table")
class WhoStandsWhere:
    """Seven people, a sentence each. At which of the eight stages does each of them stand?"""

    rows = tuple(WORDS)
    options = tuple(building.STAGES)

    def answer(case: Case) -> Mapping[str, str]:
        return WORDS

    misconceptions = {
        "a quotation is a deal": Mistake(
            value={row: "negotiation" for row, stage in WORDS.items() if stage == "inquiry"},
            says="Nobody bargains yet: she asks, very likely four of us at once. Five stages lie between that letter and an order.",
        ),
        "checking is a second inquiry": Mistake(
            value={row: "inquiry" for row, stage in WORDS.items() if stage == "verification"},
            says="She has our offer and now asks about *us*: who else bought, does it burn. That is verification, and here it is where most"
            " are lost, because nobody thinks of answering that letter quickly.",
        ),
        "the bank is the order": Mistake(
            value={row: "order" for row, stage in WORDS.items() if stage == "financing"},
            says="They want to, and cannot yet: the money is being found. BuyGrid has no such stage; whoever has waited for a letter of"
            " credit has.",
        ),
        "the brother bargains": Mistake(
            value={row: "negotiation" for row, stage in WORDS.items() if stage == "consideration"},
            says="There is nothing left to agree with us. It is being turned over at home, and the one who turns it has never met you.",
        ),
    }
    because = {
        "“We are looking round: who makes chairs like these at all?”": "They look for *somebody*. Us they have not found yet.",
        "“Somebody left me your catalogue. I keep going back to page twelve.”": "A thing has caught the eye, and nobody has been asked"
        " anything yet.",
        "“Make it two weeks sooner and we can talk about the price.”": "They give and take already, about days and money.",
    }
    hints = (
        "Do they look for *somebody*, for a *price*, or for reasons to trust?",
        "Who has to act next, we or they?",
        "Each stage but the last stands once. The one from the bank comes latest.",
    )


@question("05.2", step=5, kind="number", unit="of a thousand", needs=("stages",))
class LastOfAThousand:
    """*Warm-up.* Two rows of the table are open. Fill them from the rates. Of a thousand at the first stage, how many get
    to the end?"""

    tolerance = 4.0

    def answer(case: Case) -> float:
        return float(building.per_thousand(known.funnel(case))["get_on"].iloc[-1])

    misconceptions = {
        "lost from the thousand": Mistake(
            value=lambda case: known.filled(case) - 1000 * float((1 - known.rates(case).iloc[-2:]).sum()),
            says="You took the last losses from the thousand, not from those who got there. Each stage loses a share of whoever is *left*.",
        ),
        "one row left out": Mistake(
            value=lambda case: known.filled(case) * float(known.rates(case).iloc[-1]),
            says="You took the last filled row times the last rate, and jumped over the row between. There are two gates still to pass.",
        ),
        "the average rate": Mistake(
            value=lambda case: 1000 * float(known.rates(case).mean()),
            says="That is what one average stage leaves. There are several, one after the other.",
        ),
        "the last rate": Mistake(
            value=lambda case: 1000 * float(known.rates(case).iloc[-1]),
            says="That would be so if all thousand had come as far as the last step. How many had?",
        ),
    }
    hints = (
        "The last filled row says how many are left. Take its neighbour's rate of *those*.",
        "Left × rate, and once more left × rate.",
        "1000 × all the rates, multiplied · building.per_thousand(funnel)",
    )


@prediction("05.p1", step=5, kind="number", unit="share of those who ask", needs=("stages",))
class HowManyOrder:
    """Somebody has asked for a price. Of a hundred such people, how many order in the end?"""

    def answer(case: Case) -> float:
        return float(
            building.remaining(known.funnel(case))["chance"].to_numpy(dtype=float)[known.inquiry(case)]
        )


@question("05.3", step=5, kind="choice", needs=("stages",))
class WhereToWork:
    """You have a month of effort, enough to *double the odds* at one stage: from two who go on for each who leaves to four, say.
    At which stage does it bring most orders?"""

    def options(case: Case) -> tuple[str, ...]:
        table = known.funnel(case)
        return tuple(str(name) for name in table.loc[table["rate"].notna(), "stage"])

    def facts(case: Case) -> Mapping[str, str]:
        table = known.funnel(case).set_index("stage")["rate"]
        asks, best = str(table.index[known.inquiry(case)]), float(table[known.best_later(case)])
        doubled = percent(building.chance(2 * building.odds(best)))
        rates = {"first_rate": table.iloc[0], "asks_rate": table[asks], "best_rate": best}
        return {"asks": asks, "best_if": doubled} | {name: percent(float(one)) for name, one in rates.items()}

    def answer(case: Case) -> str:
        return str(building.leaks(known.funnel(case))["stage"].iloc[0])

    misconceptions = {
        "at the top, where most people are": Mistake(
            value=lambda case: str(known.funnel(case)["stage"].iloc[0]),
            says="Most people, and {first_rate} of them go on already: there is little left to win. Where is there room?",
        ),
        "just before the order": Mistake(
            value=lambda case: str(known.funnel(case)["stage"].iloc[-2]),
            says="Near the money it feels urgent. But chances multiply in any order: a gain counts the same wherever it is made. Look for"
            " the stage where doubling the odds moves the *rate* furthest.",
        ),
        "never change a winning team": Mistake(
            value=known.best_later,
            says="A stage that wins already: {best_rate} pass, and twice the odds make it {best_if}. Never change a winning team. Put the"
            " month where we lose.",
        ),
        "where they write to us": Mistake(
            value=lambda case: str(known.funnel(case)["stage"].iloc[known.inquiry(case)]),
            says="That is where we meet them, and it feels like the place to work. But at {asks} {asks_rate} go on already: that leaves"
            " little room.",
        ),
    }
    hints = (
        "A rate of 90% is odds of 9. Doubled: 18, a rate of 95%. How much is that?",
        "A rate of 50% is odds of 1. Doubled: 2, a rate of 67%.",
        "The lower the rate, the more a doubling is worth · building.leaks(funnel)",
    )
