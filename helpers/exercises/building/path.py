"""Questions of lesson 5 along the trainee's path: from stranger to order, and one customer who tells another."""

from collections.abc import Mapping

import pandas as pd

from helpers import building
from helpers.case import Case
from helpers.exercises.building import known
from helpers.exercises.engine import Mistake, prediction, question

WORDS = {
    "“Our bank needs your pro forma for the letter of credit.”": "financing",
    "“Please quote two hundred Harbour, delivered Porto.”": "inquiry",
    "“I like it. My brother will have to like it too.”": "consideration",
    "“We are looking round: who makes chairs like these at all?”": "search",
    "“Who else has these? Could I ring them? And the fire test, please.”": "verification",
    "“Make it two weeks sooner and we can talk about the price.”": "negotiation",
    "“Somebody left me your catalogue. I keep going back to page twelve.”": "interest",
}


@question("05.1", step=5, kind="number", unit="of a thousand", needs=("stages",))
class LastOfAThousand:
    """*Warm-up.* Two rows of the table are open. Fill them from the rates. Of a thousand at the first stage, how many get
    to the end?"""

    tolerance = 4.0

    def answer(case: Case) -> float:
        return float(building.per_thousand(known.funnel(case))["get_on"].iloc[-1])

    misconceptions = {
        "took the losses off one by one": Mistake(
            value=lambda case: 1000 - 1000 * float((1 - _rates(case)).sum()),
            says="You took each loss from the thousand. Further down there is no thousand any more: each stage loses a share of"
            " whoever is *left*.",
        ),
        "the average rate": Mistake(
            value=lambda case: 1000 * float(_rates(case).mean()),
            says="That is what one average stage leaves. There are several, one after the other.",
        ),
        "the last rate": Mistake(
            value=lambda case: 1000 * float(_rates(case).iloc[-1]),
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


@question("05.2", step=5, kind="number", unit="share", needs=("stages",))
class StillToGo:
    """A letter of inquiry lies on the desk ({stage}). The rates still before it are {rates}. What is the chance that
    it ends in an order?"""

    tolerance = 0.008

    def facts(case: Case) -> Mapping[str, str]:
        at = known.inquiry(case)
        rates = _rates(case).iloc[at:]
        return {
            "stage": str(known.funnel(case)["stage"].iloc[at]),
            "rates": ", ".join(f"{rate:.0%}" for rate in rates),
        }

    def answer(case: Case) -> float:
        return float(_rates(case).to_numpy(dtype=float)[known.inquiry(case) :].prod())

    misconceptions = {
        "the average of the rates": Mistake(
            value=lambda case: float(_rates(case).iloc[known.inquiry(case) :].mean()),
            says="That is the chance to pass *one* of those stages. They come one after the other: multiply.",
        ),
        "the narrowest decides": Mistake(
            value=lambda case: float(_rates(case).iloc[known.inquiry(case) :].min()),
            says="The narrowest gate is not the only one. Those who squeeze through it still have the others before them.",
        ),
        "the next step only": Mistake(
            value=lambda case: float(_rates(case).iloc[known.inquiry(case)]),
            says="So many get to the *next* stage. It is the beginning of the way and it feels like the end.",
        ),
    }
    hints = (
        "They have to pass every one of them.",
        "Chances that follow one another multiply.",
        "building.remaining(funnel)",
    )


@question("05.3", step=5, kind="choice", needs=("stages",))
class WhereToWork:
    """You have a month of effort, enough to *double the odds* at one stage: from two who go on for each who leaves to four, say.
    At which stage does it bring most orders?"""

    def options(case: Case) -> tuple[str, ...]:
        table = known.funnel(case)
        return tuple(str(name) for name in table.loc[table["rate"].notna(), "stage"])

    def answer(case: Case) -> str:
        return str(building.leaks(known.funnel(case))["stage"].iloc[0])

    misconceptions = {
        "at the top, where most people are": Mistake(
            value=lambda case: str(known.funnel(case)["stage"].iloc[0]),
            says="Most people, and nearly all of them go on already: at nine in ten there is little left to win. Where is there room?",
        ),
        "just before the order": Mistake(
            value=lambda case: str(known.funnel(case)["stage"].iloc[-2]),
            says="Near the money it feels urgent. But chances multiply in any order: a gain counts the same wherever it is made. Look for"
            " the stage where doubling the odds moves the *rate* furthest.",
        ),
    }
    hints = (
        "A rate of 90% is odds of 9. Doubled: 18, a rate of 95%. How much is that?",
        "A rate of 50% is odds of 1. Doubled: 2, a rate of 67%.",
        "The lower the rate, the more a doubling is worth · building.leaks(funnel)",
    )


@question("05.4", step=5, kind="table")
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
    hints = (
        "Do they look for *somebody*, for a *price*, or for reasons to trust?",
        "Who has to act next, we or they?",
        "Each stage but the last stands once. The one from the bank comes latest.",
    )


@question("05.7", step=5, kind="number", unit="customers in the end")
class OneTellsAnother:
    """A hundred customers are asked to recommend us. Each of them tells three people, and one in ten of those told becomes a customer, who is
    asked in turn. How many customers are there in the end, the first hundred with them?"""

    tolerance = 1.0

    def answer(case: Case) -> float:
        return building.in_all(building.branching_factor(1, tell=1, tells_to=3, come=0.1), start=100)

    misconceptions = {
        "one round": Mistake(
            value=130.0,
            says="Thirty come in the first round. They tell somebody too.",
        ),
        "thirty each round": Mistake(
            value=400.0,
            says="Thirty a round, ten rounds? The second round has only thirty to do the telling: nine come, then not quite three.",
        ),
        "it never ends": Mistake(
            value=300.0,
            says="Three told is not three won. Each customer brings three tenths of one; a chain like that burns down, it does not explode.",
        ),
    }
    hints = (
        "How many new customers does one customer bring? 3 × 1/10.",
        "100 + 30 + 9 + 2.7 + …",
        "100 ÷ (1 − 0.3) · building.in_all(0.3, start=100)",
    )


@question("05.8", step=5, kind="text")
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


def _rates(case: Case) -> pd.Series:
    """The share that goes on, of each stage that has a next."""
    return known.funnel(case)["rate"].dropna()
