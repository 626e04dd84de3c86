"""Questions of lesson 0."""

from collections.abc import Mapping

from helpers import start
from helpers.case import Case
from helpers.exercises.engine import Mistake, prediction, question

ELEMENTS = ("knows it", "needs it and finds it worth the price", "trusts the seller", "was satisfied")
LOST_SALES = {
    "“Lovely. But what is it for?”": "knows it",
    "“I do see what it is. We have four already.”": "needs it and finds it worth the price",
    "“An emperor’s? And how would I find out?”": "trusts the seller",
    "“You promised April last time. It came in June.”": "was satisfied",
    "“It is worth it, I suppose, to somebody.”": "needs it and finds it worth the price",
}
CHANCES = {"know": 0.9, "need": 0.5, "trust": 0.8}


@question("00.1", step=0, kind="table")
class WhichElement:
    """Five sales that did not happen, in the buyer's own words. Which element was at zero? (One of them fits twice.)"""

    rows = tuple(LOST_SALES)
    options = ELEMENTS

    def answer(case: Case) -> Mapping[str, str]:
        return LOST_SALES

    misconceptions = {
        "every doubt is about price": Mistake(
            value=dict.fromkeys(LOST_SALES, "needs it and finds it worth the price"),
            says="You hear price in all five. Only two of them are about worth. Read the third and the fourth again: what"
            " does the buyer not have?",
        ),
        "every doubt is about trust": Mistake(
            value=dict.fromkeys(LOST_SALES, "trusts the seller"),
            says="Trust is missing once. The buyer in the first line would trust you gladly if she knew what you were"
            " holding.",
        ),
    }
    hints = (
        "Say each line aloud. What would the buyer need to hear next?",
        "“Lovely” and “what is it for” together: there is no picture of the thing yet.",
        "Only somebody who has bought before can speak of satisfaction.",
    )


@question("00.2", step=0, kind="number", unit="share of buyers")
class Product:
    """Nine in ten people at the fair **know** your chair, half of those who know it **need** one at that price, and eight
    in ten of those **trust** you. What share buys?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return start.purchase_chance(CHANCES)

    misconceptions = {
        "took the average": Mistake(
            value=sum(CHANCES.values()) / len(CHANCES),
            says="That is the average of the three. But people have to pass all three gates, one after the other.",
        ),
        "took the narrowest gate": Mistake(
            value=min(CHANCES.values()),
            says="That is the narrowest gate alone. Some who pass it are still stopped at the others.",
        ),
        "stopped after two": Mistake(
            value=CHANCES["know"] * CHANCES["need"],
            says="So many know it and need it. Now let them pass the third gate as well.",
        ),
    }
    hints = (
        "Imagine a hundred people. How many are left after each gate?",
        "Ninety, then half of them, then eight tenths of those.",
        "start.purchase_chance({'know': 0.9, 'need': 0.5, 'trust': 0.8})",
    )


@prediction("00.p1", step=0, kind="number", unit="share of customers", needs=("orders",))
class Repeat:
    """Of all customers who ever ordered from this firm, what share ordered a second time?"""

    def answer(case: Case) -> float:
        return start.repeat_share(case.tables["orders"])
