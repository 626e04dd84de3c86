"""Would he make money? Our goods in the customer's shop: what is left, how long it sleeps, what it earns."""

import pandas as pd

from helpers.checks import above_zero, fraction, need
from helpers.words import _, count, percent

WEEKS = 52


def resale(  # noqa: PLR0913 – the six numbers of his sum, each by its name
    *,
    landed: float,
    shelf_price: float,
    tax: float = 0.0,
    sold_a_week: float,
    lot: float,
    selling: float = 0.0,
) -> pd.DataFrame:
    """The customer's sum on one article of ours: step, amount, reads (the amount in words).

    landed: money a piece at his door, duty paid; shelf_price: in his shop, tax included; tax: fraction added
    to the net price; sold_a_week: pieces; lot: pieces that come at once; selling: what selling a piece costs
    him (money). left: net price − landed − selling; margin: (net − landed) ÷ net; stock_weeks: of one lot;
    cash: that a lot ties up; a_year: left × pieces of a year; for_each: gross margin a year ÷ mean stock at
    cost (half a lot), GMROI of retailing: money back a year for each unit of money that sleeps in the store.

    >>> sum_ = resale(landed=60, shelf_price=119, tax=0.19, sold_a_week=4, lot=80, selling=20)
    >>> sum_["amount"].round(2).tolist()
    [100.0, 60.0, 20.0, 20.0, 0.4, 20.0, 4800.0, 4160.0, 3.47]
    """
    above_zero(landed, name="landed")
    net = above_zero(shelf_price, name="shelf_price") / (1 + tax)
    weeks = above_zero(lot, name="lot") / above_zero(sold_a_week, name="sold_a_week")
    gross = (net - landed) * sold_a_week * WEEKS
    steps = {
        _("net price on the shelf"): net,
        _("landed cost"): landed,
        _("selling a piece"): selling,
        _("left on a piece"): net - landed - selling,
        _("margin (share of the net price)"): 1 - landed / net,
        _("weeks of stock in a lot"): weeks,
        _("cash in a lot"): lot * landed,
        _("left a year"): (net - landed - selling) * sold_a_week * WEEKS,
        _("gross margin a year for each 1 in stock"): gross / (lot * landed / 2),
    }
    table = pd.DataFrame({"step": list(steps), "amount": list(steps.values())})
    amounts = table["amount"].tolist()
    reads = [f"{one:,.2f}" for one in amounts[:4]]
    reads += [percent(amounts[4]), _("{n:.0f} weeks").format(n=weeks)]
    reads += [count(amounts[6]), count(amounts[7]), f"{amounts[8]:.1f}"]
    return table.assign(reads=reads)


def resale_offers(offers: pd.DataFrame) -> pd.DataFrame:
    """Several offers with the customer's eyes: left_amount, margin_rate, stock_weeks, cash_amount and so on.

    offers: offer, landed, shelf_price, tax, sold_a_week, lot, selling, as in `resale`.

    >>> offers = pd.DataFrame([("whole", 60, 119, 0.19, 4, 80, 20), ("half", 63, 119, 0.19, 4, 40, 20)],
    ...     columns=["offer", "landed", "shelf_price", "tax", "sold_a_week", "lot", "selling"])
    >>> resale_offers(offers)[["stock_weeks", "for_each_1"]].round(1).values.tolist()
    [[20.0, 3.5], [10.0, 6.1]]
    """
    columns = ["landed", "shelf_price", "tax", "sold_a_week", "lot", "selling"]
    need(offers, "offer", *columns, what="offers")
    rows = []
    for name, values in zip(offers["offer"], offers[columns].to_dict("records"), strict=True):
        amounts = resale(**{str(key): float(value) for key, value in values.items()})["amount"].tolist()
        rows.append((name, amounts[3], amounts[4], amounts[5], amounts[6], amounts[7], amounts[8]))
    names = [
        "offer",
        "left_amount",
        "margin_rate",
        "stock_weeks",
        "cash_amount",
        "left_a_year_amount",
        "for_each_1",
    ]
    return pd.DataFrame(rows, columns=names)


def most_to_pay(*, shelf_price: float, tax: float = 0.0, margin: float) -> float:
    """What the customer can pay at his door and still keep `margin` (of the net price): money a piece.

    >>> round(most_to_pay(shelf_price=119, tax=0.19, margin=0.45), 2)
    55.0
    """
    return above_zero(shelf_price, name="shelf_price") / (1 + tax) * (1 - fraction(margin, name="margin"))


def bremen_offers() -> pd.DataFrame:
    """Three offers to the same three shops, made up for lesson 5b, as `resale_offers` takes them (EUR)."""
    rows = [
        (_("a whole container"), 70.0, 139.0, 0.19, 9.0, 180.0, 24.0),
        (_("the same, two per cent off"), 68.84, 139.0, 0.19, 9.0, 180.0, 24.0),
        (_("half of one, twice"), 71.2, 139.0, 0.19, 9.0, 90.0, 24.0),
    ]
    columns = ["offer", "landed", "shelf_price", "tax", "sold_a_week", "lot", "selling"]
    return pd.DataFrame(rows, columns=columns)
