"""Further questions of lesson 6: points, cards, offers, and whether any of it makes people buy more."""

import pandas as pd

from helpers import keeping
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

HOLDERS = pd.Series([4_000.0, 6_500.0, 8_200.0, 9_500.0, 12_000.0, 20_000.0])
TRIED = (8_000, 10_000, 15_000)
BASKETS = (
    ("chair", "table"),
    ("chair", "table", "lamp"),
    ("chair",),
    ("lamp",),
    ("table", "chair"),
    ("lamp", "table"),
    ("chair", "lamp"),
    ("lamp",),
)


@question("06.m14", step=6, kind="number", unit="money", practice=True)
class PointsOwed:
    """**Points are a debt.** We sold for 200,000 and gave points worth 10,000, of which we expect 90% to be used. How much of the 200,000 is
    *not* earned yet, because it was paid for the points?"""

    tolerance = 60.0

    def answer(case: Case) -> float:
        return round(keeping.allocated(200_000, 10_000, redeemed=0.9)[1])

    misconceptions = {
        "all points": Mistake(
            10_000.0, "A tenth will never be used, and the 200,000 pay for goods *and* points."
        ),
        "on top of the sale": Mistake(
            9_000.0, "Nobody paid 209,000. Part the 200,000 in the proportion of 200 to 9."
        ),
    }
    hints = ("Goods alone cost 200,000, points 9,000.", "Their share is 9 ÷ 209.", "200,000 × 9 ÷ 209")


@question("06.m15", step=6, kind="number", unit="money", practice=True)
class WhereTheCardBegins:
    """**Where does gold begin?** Six customers buy for 4,000, 6,500, 8,200, 9,500, 12,000 and 20,000 a year. A gold card gives 3% back; we keep
    30%. Whoever is short by a tenth of the threshold or less buys up to it. Thresholds to choose from: 8,000, 10,000,
    15,000. Which costs least?"""

    def answer(case: Case) -> float:
        table = keeping.card_thresholds(HOLDERS, reward=0.03, margin=0.3, pull=0.1, steps=TRIED)
        return float(table["threshold"].iloc[0])

    misconceptions = {
        "as many members as possible": Mistake(
            8_000.0,
            "Four members, and each would have bought just as much without a card. Whom does it move?",
        ),
        "where somebody stretches": Mistake(
            10_000.0,
            "9,500 stretches to 10,000 and brings 150. But three members get 3% of 42,000 for it: 1,260.",
        ),
    }
    hints = (
        "For each threshold: what is bought to reach it, and what is given back to all above it?",
        "8,000: 0 − 1,491. 10,000: 150 − 1,260.",
        "15,000: 0 − 600. The best card here is the one that hardly exists.",
    )


@question("06.m16", step=6, kind="number", unit="money", practice=True)
class Incremental:
    """**Bought because, or bought anyway?** A voucher of 5 was used 2,000 times. A control group without it shows that 1,600 of those purchases
    would have come anyway. A purchase leaves us 18 before the voucher. What did the voucher bring?"""

    def answer(case: Case) -> float:
        return 400 * 18.0 - 2000 * 5.0

    misconceptions = {
        "all of them": Mistake(
            26_000.0, "2,000 × 13. Most of those people were standing at the till already."
        ),
        "vouchers on the extra only": Mistake(5_200.0, "400 × 13. But all 2,000 got the 5, the 1,600 too."),
    }
    hints = ("Extra purchases: 400.", "Vouchers paid for: 2,000.", "7,200 − 10,000. It cost us 2,800.")


@question("06.m17", step=6, kind="number", unit="share of spending", practice=True)
class ShareOfWallet:
    """**Second of three.** A customer uses three suppliers and puts us second. By the wallet rule, (1 − place ÷ (number + 1)) × 2 ÷ number, what share
    of its spending is ours?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return round(keeping.wallet_shares([1, 2, 3])[1], 3)

    misconceptions = {
        "first of three": Mistake(0.5, "That is the first place. We are second."),
        "a third place": Mistake(0.167, "That is the third. One up."),
        "second of two": Mistake(0.325, "2 ÷ 4 is half; half of it, times 2 ÷ 3."),
    }
    hints = (
        "place ÷ (number + 1) = 2 ÷ 4.",
        "(1 − 0.5) × 2 ÷ 3",
        "A third. Being loved more by them changes it only if we pass the first.",
    )


@question("06.m18", step=6, kind="number", unit="times as often", practice=True)
class ChairAndTable:
    """**Who has a chair takes a table?** Eight orders: chair+table · chair+table+lamp · chair · lamp · table+chair · lamp+table · chair+lamp ·
    lamp. How many times as often as everybody do those who take a chair take a table as well (the lift)?"""

    tolerance = 0.02

    def answer(case: Case) -> float:
        table = keeping.rules(BASKETS, support=0.1, confidence=0.1, longest=2)
        return round(float(table.query("given == 'chair' and then == 'table'")["lift"].iloc[0]), 3)

    misconceptions = {
        "the confidence": Mistake(0.6, "Three of five chair orders. How often do *all* orders hold a table?"),
        "the support": Mistake(0.375, "Three of eight hold both. Of those with a chair, please."),
    }
    hints = (
        "3 of 5 with a chair hold a table.",
        "4 of 8 of all do.",
        "0.6 ÷ 0.5. From eight orders this is an anecdote.",
    )


@question("06.m19", step=6, kind="number", unit="money a letter", practice=True)
class SegmentOfOne:
    """**One to one.** Half of 4,000 customers, by lot, got a letter with their own last order in it; 240 ordered. Of the other half, with
    the usual letter, 200 did. An order leaves 30; the personal letter costs 0.40 more. What did it earn, per personal
    letter?"""

    tolerance = 0.02

    def answer(case: Case) -> float:
        return round((240 - 200) / 2000 * 30 - 0.40, 2)

    misconceptions = {
        "all their orders": Mistake(3.20, "240 ÷ 2,000 × 30. But 200 of 2,000 order without it as well."),
        "forgot the cost": Mistake(0.60, "That is what it brings. It also costs 0.40 more."),
    }
    hints = (
        "12% against 10%.",
        "0.02 × 30, less 0.40.",
        "And two points of 2,000 each are only just more than luck: 1.9 points either way.",
    )


@question("06.m22", step=6, kind="number", unit="share", practice=True)
class CardBreakEven:
    """**When does a card pay?** A gold card gives 4% back on everything, and all of it is redeemed. We keep 30% of what we sell. By how much must the holders buy more,
    because of the card, for it to cost nothing?"""

    tolerance = 0.003

    def answer(case: Case) -> float:
        return keeping.break_even_lift(keeping.Programme(sales=1.0, margin=0.3, reward=0.04, redeemed=1.0))

    misconceptions = {
        "four per cent more": Mistake(
            value=0.04,
            says="4% is what you give back. Of what they buy more you keep only 30%, and give 4% back on that as well.",
        ),
        "forgot the card on the extra": Mistake(
            value=0.04 / 0.3,
            says="4 ÷ 30. Nearly: what they buy more is rewarded too, so of each extra dollar 26 cents are left.",
        ),
        "something to be safe": Mistake(
            value=0.16,
            says="16% would do, and leave a little. The least is 4 for every 100 they buy anyway over what is left of every 100 they buy more.",
        ),
        "nothing to pay": Mistake(
            value=0.0,
            says="If they bought exactly as before, every point would be a present, and most presents go to those who"
            " would have come anyway.",
        ),
    }
    hints = (
        "The present: 4 on every 100 they buy anyway.",
        "What is left of every 100 they buy more: 30 − 4.",
        "4 ÷ 26",
    )
