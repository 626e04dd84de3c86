"""Questions of lesson 1 along the trainee's path."""

from collections.abc import Mapping

import pandas as pd

from helpers import targeting
from helpers.case import Case
from helpers.exercises.engine import Mistake, prediction, question
from helpers.exercises.targeting import known
from helpers.words import _, count

COSTS = ("orders.unit_cost",)
TRADE_TYPES = ("household", "company", "small retailer", "retailer", "wholesaler", "project")
INQUIRIES = {
    "“Forty lounge chairs for our new offices, one delivery. We won’t need more.”": "company",
    "“My own shop window. When enough orders are paid I send one list. Slow is fine.”": "small retailer",
    "“A 40HQ, same mix as March. We are down to three weeks of stock.”": "retailer",
    "“Sixty dealers, our own warehouse, our own trucks. Your price list for the year?”": "wholesaler",
    "“Tender 14: fit-out of 220 rooms, opening in October, technical annex attached.”": "project",
    "“Two bar stools for my kitchen. In green? I’ll gladly write a review.”": "household",
}
PAIRS = {
    "Brightwater Interiors, 4 Quay Rd, Cork · Brightwater Interiors Ltd, 4 Quay Road, Cork": "the same",
    "J. Almeida, Rua Nova 12, Braga · Joana Almeida, same street and number, no phone": "ask them",
    "Sato Living, Nagoya, tax no. …4471 · Sato Living, Sapporo, tax no. …9020": "different",
    "Oakline Trading, info@oakline.example · Oaklnie Trading, info@oakline.example": "the same",
    "Kask & Son, Tallinn, tax no. …118 · Kask Design, Tallinn, same house, tax no. …730": "different",
    "Hotel Miravalle, Lugano, buyer M. Rossi · Miravalle Hotels, Milan, buyer M. Rossi": "ask them",
}
VERDICTS = ("the same", "different", "ask them")
TESTS = ("measurable", "big enough", "reachable", "behaves differently", "actionable")
SEGMENTS = {
    "Customers who secretly admire good joinery": "measurable",
    "The two customers who buy only lamp shades, once a year": "big enough",
    "Buyers who gave no consent to mail, phone or post, and never visit": "reachable",
    "Customers in odd house numbers": "behaves differently",
    "Those who would need delivery within a day, from a port six weeks away": "actionable",
}
LAST_PLACE = pd.DataFrame(
    {
        "account": ["Brook Street Chairs", "Delta Fittings", "Lund Interiors", "Pavilion Hotels"],
        "profit_12m": [30_000.0, 44_000.0, 24_000.0, 52_000.0],
        "days_since_last": [20, 150, 35, 300],
        "usual_gap_days": [30, 50, 40, 360],
    }
)
POLICIES = {
    "cut_wood": "say goodbye to wood",
    "cut_below_zero": "say goodbye to those below zero",
    "keep_all": "keep everybody",
}


@question("01.1", step=1, kind="table")
class WhoIsWriting:
    """Who is writing? Give each sentence its trade type."""

    rows = tuple(INQUIRIES)
    options = TRADE_TYPES

    def answer(case: Case) -> Mapping[str, str]:
        return INQUIRIES

    misconceptions = {
        "big means wholesaler": Mistake(
            value={row: "wholesaler" for row, kind in INQUIRIES.items() if kind in {"retailer", "project"}},
            says="Big is not a type. Ask what happens to the goods next: a wholesaler passes them on to dealers,"
            " a retailer sells to people who sit on them, a project is built once.",
        ),
        "offices are a project": Mistake(
            value={row: "project" for row, kind in INQUIRIES.items() if kind == "company"},
            says="It looks like a project, but nobody is tendering and nobody comes back next year. A firm that"
            " furnishes itself is a company buying for its own use.",
        ),
        "every shop is a retailer": Mistake(
            value={row: "retailer" for row, kind in INQUIRIES.items() if kind == "small retailer"},
            says="Both keep shops. One fills a container and holds stock; the other waits until her customers"
            " have paid and then sends one list. Her cash sets the rhythm.",
        ),
    }
    because = dict(
        zip(
            INQUIRIES,
            (
                "Who will sit on these chairs? And will there be a second order?",
                "Her customers pay first and she orders afterwards. Who can work with so little stock?",
                "Somebody with three weeks of stock, and a container to fill again.",
                "Sixty dealers buy from them. Do they sell to anybody who sits on the chair?",
                "A tender, an opening day, an annex: it is built once.",
                "One kitchen, two stools, and a review.",
            ),
            strict=True,
        )
    )
    hints = (
        "Ask each of them: what will you do with the goods?",
        "Then: when shall I hear from you again?",
        "Paid first, pooled, patient: that is the small retailer.",
    )


@question("01.2", step=1, kind="table")
class SixPairs:
    """Six pairs of records. Is it one customer, are there two, or would you ask?"""

    rows = tuple(PAIRS)
    options = VERDICTS

    def answer(case: Case) -> Mapping[str, str]:
        return PAIRS

    misconceptions = {
        "same house, same customer": Mistake(
            value={row: "the same" for row in PAIRS if "Kask" in row},
            says="An address is where the post goes, not who signs. Father and son have two firms, and would not"
            " like each other's invoices.",
        ),
        "same name, same customer": Mistake(
            value={row: "the same" for row in PAIRS if "Sato" in row},
            says="The name is all they share; town and tax number say two. Merge them and one gets the other's"
            " prices.",
        ),
        "a typing error makes a new customer": Mistake(
            value={row: "different" for row in PAIRS if "Oaklnie" in row},
            says="Two letters changed places; the mail address, which nobody mistypes twice, is the same.",
        ),
        "sure where nobody can be": Mistake(
            value={row: "the same" for row, verdict in PAIRS.items() if verdict == "ask them"},
            says="For two of the pairs both stories are possible. One call settles it; a merge does not.",
        ),
    }
    because = dict(
        zip(
            PAIRS,
            (
                "Name, house and town agree; the rest is a matter of how long one likes to write.",
                "One woman with a short name and a long one, or two at one address? The lines can’t tell.",
                "Two towns, two tax numbers.",
                "Two letters changed places. Which would you sooner believe, a name or a mail address?",
                "One house, and two tax numbers.",
                "Two towns, and one buyer. Perhaps he signs for both, perhaps there are two Rossis.",
            ),
            strict=True,
        )
    )
    hints = (
        "What would have to be true for the two lines to be one customer?",
        "Names change by typing; tax numbers and mail addresses seldom do.",
        "Twice the honest answer is: ask.",
    )


@question("01.3", step=1, kind="number", unit="share of the sales of the accounts", needs=("orders",))
class NextRow:
    """Fill the fifth row. What share of these accounts' sales have you reached with **{account}**?"""

    tolerance = 0.001

    def facts(case: Case) -> Mapping[str, str]:
        table = targeting.running_total(known.six(case))
        return {"account": table["account"].iloc[_open_row(table)]}

    def answer(case: Case) -> float:
        table = targeting.running_total(known.six(case))
        return float(table["cumulative_share"].iloc[_open_row(table)])

    def worked(case: Case) -> str:
        table = targeting.running_total(known.six(case))
        own, so_far = (count(table[column].iloc[_open_row(table)]) for column in ("revenue", "running_total"))
        text = _("With {{account}}’s own {own} the running total is {so_far}; divided by {whole}: {{value}}.")
        return text.format(own=own, so_far=so_far, whole=count(table["revenue"].sum()))

    misconceptions = {
        "the account's own share": Mistake(
            value=lambda case: _of_open_row(case, "own"),
            says="{given} is what {account} brings alone. Cumulative means: together with everyone above.",
        ),
        "divided by all customers": Mistake(
            value=lambda case: _of_open_row(case, "everybody"),
            says="You divided by the sales of the whole firm. The last running total in this table is that of"
            " these accounts: divide by that.",
        ),
        "the whole of it": Mistake(
            value=1.0,
            says="Nearly, and not yet: 100% is reached with the last account, however small. To a tenth of a per cent, please.",
        ),
        "stopped a row early": Mistake(
            value=lambda case: _of_open_row(case, "above"),
            says="That is the row above. Add {account}'s own sales before you divide.",
        ),
    }
    hints = (
        "Add this account's sales to the running total above it.",
        "Divide by the sales of all the accounts in the table.",
        "targeting.running_total(six)",
    )


@prediction("01.p1", step=1, kind="number", unit="share of sales", needs=("orders",))
class TopFifthOfSales:
    """What share of all sales does the biggest fifth of the customers bring?"""

    def answer(case: Case) -> float:
        return targeting.top_share(known.values(case), by="revenue", share=0.2)


@prediction("01.p2", step=1, kind="number", unit="customers in a hundred", needs=COSTS)
class BelowZeroInAHundred:
    """Out of every hundred customers, how many cost the firm more than they bring?"""

    def answer(case: Case) -> float:
        return round(100 * float((known.values(case)["profit"] < 0).mean()))


@question("01.4", step=1, kind="number", unit="money", needs=COSTS)
class WhatWasLeft:
    """*Warm-up.* **{account}**, up to today: goods ordered {ordered}, discounts {discounts}, goods sent back {returned}; the
    goods cost us {goods}, and hours, visits and handling {service}. What was left, in {currency}?"""

    tolerance = 1.0

    def facts(case: Case) -> Mapping[str, str]:
        account = targeting.puzzling(known.values(case))
        amounts = [count(abs(amount)) for amount in _steps(case)]
        names = ("ordered", "discounts", "returned", "goods", "service", "left")
        return {
            **dict(zip(names, amounts, strict=True)),
            "account": known.name_of(case, account),
            "currency": case.currency or "money",
        }

    def answer(case: Case) -> float:
        return round(sum(_steps(case)[:-1]))

    def worked(case: Case) -> str:
        left = count(sum(_steps(case)[:-1])).replace("-", "−")
        return "{ordered} − {discounts} − {returned} − {goods} − {service} = " + f"{left}."

    misconceptions = {
        "forgot the cost to serve": Mistake(
            value=lambda case: round(sum(_steps(case)[:4])),
            says="That is what the goods left. Hours, visits and handling still have to be paid: take them off.",
        ),
        "sales minus goods": Mistake(
            value=lambda case: round(_steps(case)[0] + _steps(case)[3]),
            says="You took the goods off the invoice and stopped. Discounts, goods sent back and our own hours"
            " come off as well.",
        ),
        "lost the minus sign": Mistake(
            value=lambda case, right: -right,
            says="The sum is right and the sign is not. Which is larger: what came in, or what went out?",
        ),
    }
    hints = (
        "Start with the goods ordered. Everything else comes off.",
        "There are four things to take off.",
        "A customer can end below zero: then the answer has a minus sign.",
    )


@question("01.5", step=1, kind="choice", needs=COSTS)
class WhichGoodbye:
    """*Apply.* If every cost of serving a customer goes with the customer: which would have left the firm with most profit?"""

    options = tuple(POLICIES.values())

    def answer(case: Case) -> str:
        table = targeting.exit_test(known.values(case)).set_index("policy")["change"]
        return POLICIES[str(table.reindex(list(POLICIES)).idxmax())]

    misconceptions = {
        "small is worthless": Mistake(
            value=POLICIES["cut_wood"],
            says="Look at the tiers again. Wood customers are small, but most of them leave something; with them"
            " goes more profit than loss.",
        ),
        "never let anyone go": Mistake(
            value=POLICIES["keep_all"],
            says="Kind, and not free: some customers cost more than they bring, and others pay for that.",
        ),
    }
    hints = (
        "What did the wood tier leave us? The table of tiers says.",
        "What did those below zero take? It is the drop of the whale.",
        "targeting.exit_test(customers)",
    )


@question("01.6", step=1, kind="number", unit="share")
class HowLongIsLong:
    """A customer used to order every 30 days. It has been silent for 90. By the rule of thumb the chance is whole for the
    first usual gap, and halves with every further gap missed. What is left of the chance?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        customer = {"customer_id": ["x"], "days_since_last": [90], "repeat_days": [10**6]}
        summary = pd.DataFrame({**customer, "recency_weeks": [30 * 10**6 / 7]})
        return round(float(targeting.chance_active(summary)["chance_active"].iloc[0]), 3)

    worked = "Three usual gaps fit into 90 days. The first is normal, two were missed: ½ × ½ = {value}."
    misconceptions = {
        "halved once too often": Mistake(
            value=0.125,
            says="You halved three times. The first gap is theirs by right: only the two after it count.",
        ),
        "one gap over the silence": Mistake(
            value=1 / 3,
            says="30 over 90 is a fine fraction, but not the rule: halve once for each gap missed.",
        ),
        "halved once": Mistake(
            value=0.5,
            says="One half for one missed gap. How many usual gaps fit into 90 days, and how many of those were"
            " missed?",
        ),
        "gone": Mistake(
            value=0.0,
            says="Silence lowers the chance, it never proves the end. Some do come back after a year, usually on"
            " the day you delete them.",
        ),
    }
    hints = (
        "How many usual gaps fit into the silence?",
        "Take one away: the first is normal.",
        "One half, times one half.",
    )


@question("01.7", step=1, kind="table")
class WhichTestFails:
    """Five groups somebody drew on a whiteboard. Each fails one of the five tests first. Which?"""

    rows = tuple(SEGMENTS)
    options = TESTS

    def answer(case: Case) -> Mapping[str, str]:
        return SEGMENTS

    misconceptions = {
        "big enough, but for what": Mistake(
            value={row: "big enough" for row in SEGMENTS if "odd house" in row},
            says="There are plenty of odd house numbers. The trouble is that their people buy like everybody"
            " else's.",
        ),
        "we could, if we wished": Mistake(
            value={row: "behaves differently" for row in SEGMENTS if "within a day" in row},
            says="They do behave differently: they are in a hurry. It is we who can do nothing for them from six"
            " weeks away.",
        ),
        "cannot be seen, so cannot be reached": Mistake(
            value={row: "reachable" for row in SEGMENTS if "secretly" in row},
            says="True as well, but one step earlier: you cannot even tell who they are. Measurable comes first.",
        ),
    }
    because = dict(
        zip(
            SEGMENTS,
            (
                "How would you find out who belongs to it?",
                "We know them, and both can be rung. What would their own treatment bring?",
                "We know who they are. How would anything you offer come to their ears?",
                "Easy to count and easy to reach. What do they do that the even numbers don’t?",
                "They are many, and in a hurry. What can we do about it from here?",
            ),
            strict=True,
        )
    )
    hints = (
        "Go through the five in order and stop at the first no.",
        "Can you count them? Enough of them? Can you speak to them?",
        "No consent means you may not speak to them, however large they are.",
    )


@question("01.8", step=1, kind="ranking")
class TheLastPlace:
    """*Mini-case.* One place is left, and four accounts want it.

    Brook Street Chairs left 30,000 last year, orders every 30 days, last order 20 days ago. Delta Fittings left
    44,000, every 50 days, last 150 days ago. Lund Interiors left 24,000, every 40 days, last 35 days ago. Pavilion
    Hotels left 52,000, every 360 days, last 300 days ago. Put all four in order, the one that deserves the place on top."""

    options = tuple(LAST_PLACE["account"].sort_values(ascending=False))

    def answer(case: Case) -> tuple[str, ...]:
        silence = LAST_PLACE["days_since_last"] / LAST_PLACE["usual_gap_days"]
        worth = LAST_PLACE["profit_12m"] * 0.5 ** (silence - 1).clip(lower=0)
        return tuple(LAST_PLACE["account"].loc[worth.sort_values(ascending=False).index])

    misconceptions = {
        "by last year's profit": Mistake(
            value=tuple(LAST_PLACE.sort_values("profit_12m", ascending=False)["account"]),
            says="That is last year's order. Delta has missed two of its own gaps since: 44,000 × ¼ = 11,000.",
        ),
        "by the calendar": Mistake(
            value=tuple(LAST_PLACE.sort_values("days_since_last")["account"]),
            says="You sorted by days of silence. For Pavilion 300 days are normal, for Delta 150 are three gaps:"
            " count in each one's own gap, and then the money.",
        ),
        "upside down": Mistake(
            value=lambda case, right: tuple(reversed(right)),
            says="The right order, standing on its head: the best belongs on top.",
        ),
    }
    because = {
        "Brook Street Chairs": "Brook is on time, so its 30,000 counts in full. Who else is on time?",
        "Delta Fittings": "Delta has missed two gaps: 44,000 × ¼ = 11,000.",
        "Lund Interiors": "Lund is on time, and in full it comes to 24,000. What do the others come to?",
        "Pavilion Hotels": "Pavilion is on time by its own gap, so its 52,000 counts in full.",
    }
    worked = "Brook 30,000 · Delta 44,000 × ¼ = 11,000 · Lund 24,000 · Pavilion 52,000."
    hints = (
        "Two numbers each: what they left, and how likely they are still there.",
        "Delta has missed two gaps: halve twice. Pavilion is on time.",
        "30,000 · 11,000 · 24,000 · 52,000: now sort.",
    )


def _open_row(table: pd.DataFrame) -> int:
    """The first of the two rows that the lesson leaves open."""
    return max(0, len(table) - 2)


def _of_open_row(case: Case, what: str) -> float:
    """A wrong share for the open row: the account's own, of everybody's sales, or of the row above."""
    table, whole = targeting.running_total(known.six(case)), known.values(case)["revenue"].sum()
    row = _open_row(table)
    wrong = {
        "own": table["revenue"].iloc[row] / table["revenue"].sum(),
        "everybody": table["running_total"].iloc[row] / whole,
        "above": table["cumulative_share"].iloc[max(0, row - 1)],
    }
    return float(wrong[what])


def _steps(case: Case) -> list[float]:
    """The amounts of `targeting.profit_steps` of the puzzling account, in whole money."""
    values = known.values(case)
    account = targeting.puzzling(values)
    table = targeting.profit_steps(values, case.tables["orders"], customer_id=account)
    return [round(amount) for amount in table["amount"]]
