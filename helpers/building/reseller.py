"""Would they make money? Our goods in the shop: what is left, how long it sleeps, what it earns."""

import math

import pandas as pd

from helpers.checks import above_zero, fraction, need
from helpers.words import _, count, percent

WEEKS = 52


def resale(  # noqa: PLR0913 – the six numbers of the shop's sum, each by its name
    *,
    landed: float,
    shelf_price: float,
    tax: float = 0.0,
    sold_a_week: float,
    lot: float,
    selling: float = 0.0,
) -> pd.DataFrame:
    """The customer's sum on one article of ours: line, step, worked_out (from which lines), amount, reads.

    landed: money a piece at the shop's door, duty paid; shelf_price: in the shop, tax included; tax: fraction
    added to the net price; sold_a_week: pieces; lot: pieces that come at once; selling: what selling a piece
    costs the shop (money). The last line is GMROI of retailing: gross margin a year, before the selling, over
    mean stock at cost, which is half a lot. It leaves out what an empty shelf costs.

    >>> sum_ = resale(landed=60, shelf_price=119, tax=0.19, sold_a_week=4, lot=80, selling=20)
    >>> sum_["amount"].round(2).tolist()
    [100.0, 60.0, 20.0, 20.0, 0.4, 20.0, 4800.0, 4160.0, 8320.0, 2400.0, 3.47]
    """
    above_zero(landed, name="landed")
    net = above_zero(shelf_price, name="shelf_price") / (1 + tax)
    weeks = above_zero(lot, name="lot") / above_zero(sold_a_week, name="sold_a_week")
    year, cash = sold_a_week * WEEKS, lot * landed
    gross = (net - landed) * year
    rows = [
        (_("price on the shelf without tax"), _("shelf price ÷ (1 + tax)"), net, f"{net:,.2f}"),
        (_("landed cost"), _("as offered"), landed, f"{landed:,.2f}"),
        (_("selling a piece"), _("the shop knows it"), selling, f"{selling:,.2f}"),
        (_("left on a piece"), "1 − 2 − 3", net - landed - selling, f"{net - landed - selling:,.2f}"),
        (_("margin, before the selling"), "(1 − 2) ÷ 1", 1 - landed / net, percent(1 - landed / net)),
        (_("weeks of stock in a lot"), _("lot ÷ sold a week"), weeks, _("{n:.0f} weeks").format(n=weeks)),
        (_("cash in a lot"), _("lot × 2"), cash, count(cash)),
        (_("left a year"), _("4 × sold a year"), gross - selling * year, count(gross - selling * year)),
        (_("margin a year, before the selling"), _("(1 − 2) × sold a year"), gross, count(gross)),
        (_("asleep on average"), "7 ÷ 2", cash / 2, count(cash / 2)),
        (_("margin a year for each 1 asleep"), "9 ÷ 10", 2 * gross / cash, f"{2 * gross / cash:.1f}"),
    ]
    table = pd.DataFrame(rows, columns=["step", "worked_out", "amount", "reads"])
    table.insert(0, "line", range(1, len(table) + 1))
    return table


def resale_beside(offers: pd.DataFrame) -> pd.DataFrame:
    """Several offers with the customer's eyes, line by line: line, step, worked_out, a column an offer.

    offers: offer, landed, shelf_price, tax, sold_a_week, lot, selling, as in `resale`.

    >>> offers = pd.DataFrame([("whole", 60, 119, 0.19, 4, 80, 20), ("half", 63, 119, 0.19, 4, 40, 20)],
    ...     columns=["offer", "landed", "shelf_price", "tax", "sold_a_week", "lot", "selling"])
    >>> resale_beside(offers)[["whole", "half"]].iloc[[5, 10]].values.tolist()
    [['20 weeks', '10 weeks'], ['3.5', '6.1']]
    """
    sums = _sums(offers)
    table = sums[0][["line", "step", "worked_out"]]
    reads = {str(name): one["reads"] for name, one in zip(offers["offer"], sums, strict=True)}
    return table.assign(**reads)


def against_first(offers: pd.DataFrame) -> pd.DataFrame:
    """What the other offers do in a year, against the first: offer, left_to_them, asleep, and so on.

    offers: as in `resale_beside`, and given_away, money a piece that we do without. left_to_them,
    asleep: how much more (or less) is left to the shop, and lies in its store on average (money);
    each_1_free_must_bring: elsewhere, to make up for what is left less, blank where nothing is; costs_us.

    >>> offers = pd.DataFrame([("whole", 60, 119, 0.19, 4, 80, 20, 0), ("half", 63, 119, 0.19, 4, 40, 20, 0)],
    ...     columns=["offer", "landed", "shelf_price", "tax", "sold_a_week", "lot", "selling", "given_away"])
    >>> against_first(offers)[["left_to_them", "asleep", "each_1_free_must_bring"]].round(2).values.tolist()
    [[-624.0, -1140.0, 0.55]]
    """
    need(offers, "given_away", what="offers")
    first, *others = (one.set_index("line")["amount"] for one in _sums(offers))
    rows = []
    for amounts, given, (name, sold) in zip(
        others, offers["given_away"][1:], offers[["offer", "sold_a_week"]].to_numpy()[1:], strict=True
    ):
        left, asleep = amounts[8] - first[8], amounts[10] - first[10]
        bring = left / asleep if left < 0 and asleep < 0 else math.nan
        rows.append((name, left, asleep, bring, given * sold * WEEKS))
    return pd.DataFrame(
        rows, columns=["offer", "left_to_them", "asleep", "each_1_free_must_bring", "costs_us"]
    )


def _sums(offers: pd.DataFrame) -> list[pd.DataFrame]:
    """`resale` of each offer."""
    columns = ["landed", "shelf_price", "tax", "sold_a_week", "lot", "selling"]
    need(offers, "offer", *columns, what="offers")
    return [
        resale(**{str(key): float(value) for key, value in values.items()})
        for values in offers[columns].to_dict("records")
    ]


def most_to_pay(*, shelf_price: float, tax: float = 0.0, margin: float) -> float:
    """What the customer can pay at the door and still keep `margin` (of the net price): money a piece.

    >>> round(most_to_pay(shelf_price=119, tax=0.19, margin=0.45), 2)
    55.0
    """
    return above_zero(shelf_price, name="shelf_price") / (1 + tax) * (1 - fraction(margin, name="margin"))


def bremen_offers() -> pd.DataFrame:
    """Three offers to the same three shops, made up for lesson 5b, as `against_first` takes them (EUR)."""
    rows = [
        (_("a whole container"), 70.0, 139.0, 0.19, 9.0, 180.0, 24.0, 0.0),
        (_("the same, two per cent off"), 68.84, 139.0, 0.19, 9.0, 180.0, 24.0, 1.16),
        (_("half of one, twice"), 71.2, 139.0, 0.19, 9.0, 90.0, 24.0, 0.0),
    ]
    columns = ["offer", "landed", "shelf_price", "tax", "sold_a_week", "lot", "selling", "given_away"]
    return pd.DataFrame(rows, columns=columns)
