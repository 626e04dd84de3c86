"""Further questions of lesson 7: what an offer costs, how fast we answered, and whom one may write to."""

from collections.abc import Mapping

from helpers import winback
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

WARM = {"promise": 24, "hours": 42}
OFFER = {"mailed": 100, "without": 0.08, "with_it": 0.12, "letter": 1.0, "offer": 20.0}
PEOPLE = {
    "Ticked the box for e-mail last year; a retailer of some size": True,
    "Never ticked anything, but has bought for six years and is the largest": False,
    "Unticked the box in March; left over a price we could now meet": False,
    "Ticked the box for e-mail; small, and likely to come back": True,
    "Ticked telephone only; says she likes our letters": False,
}


@question("07.m8", step=7, kind="number", unit="money", practice=True)
class VoucherForAll:
    """**A voucher for whoever comes.** A hundred letters at 1 each, and whoever comes back gets a voucher of 20. Without the letter 8 would have come,
    with it 12 do. What does one customer cost who was really *won*?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        return winback.cost_per_won(**OFFER)

    misconceptions = {
        "by heads that came": Mistake(
            value=28.33,
            says="340 ÷ 12 is the price of one who came. Eight of the twelve were coming anyway; you bought four.",
        ),
        "vouchers for the four": Mistake(
            value=45.0,
            says="If only. The till can’t tell the four from the eight: all twelve hold a voucher.",
        ),
        "the voucher alone": Mistake(
            value=60.0, says="240 ÷ 4: the vouchers are paid. So are a hundred letters."
        ),
        "the letters alone": Mistake(
            value=25.0, says="100 ÷ 4: the letters are paid. And the twelve vouchers?"
        ),
    }
    hints = (
        "What do you pay in all? Letters, and vouchers for everybody who comes.",
        "100 + 12 × 20.",
        "340, for four customers.",
    )


@question("07.m9", step=7, kind="number", unit="points", practice=True)
class LatePoints:
    """**How late is late?** We promise a first answer within {promise} hours. Within it an answer earns 100 points; from there the points fall
    evenly, to 0 at four times the promise. Ours came after {hours} hours. How many points?"""

    tolerance = 0.5

    def facts(case: Case) -> Mapping[str, int]:
        return WARM

    def answer(case: Case) -> float:
        return winback.response_points(WARM["hours"], promise_hours=WARM["promise"])

    misconceptions = {
        "a miss is a miss": Mistake(
            value=0.0,
            says="Then the fourth day would be as good as the second. To whoever waits it is not.",
        ),
        "promise over hours": Mistake(
            value=57.0,
            says="24 ÷ 42. But the points fall in a straight line between two ends: 24 hours and 96 hours.",
        ),
        "what is lost": Mistake(
            value=25.0, says="Those are the points that the lateness costs. How many are left?"
        ),
        "hours of the whole": Mistake(
            value=43.75,
            says="42 ÷ 96. The points do not begin to fall before the promise is broken: count the hours after 24.",
        ),
        "hours late": Mistake(
            value=18.0, says="Those are the hours it came late. The way down is 72 hours long."
        ),
        "counted from zero": Mistake(
            value=56.25,
            says="You let the points fall from the first hour on. Within the promise nothing is lost: the fall begins at"
            " 24 hours.",
        ),
    }
    hints = (
        "From 24 to 96 hours the points go from 100 to 0.",
        "18 hours late, of 72.",
        "A quarter of the way down.",
    )


@question("07.m10", step=7, kind="choice", needs=("tickets", "orders"), practice=True)
class Paradox:
    """**The paradox (服务补救悖论).** Suppose customers whose complaint was handled well order again *more* often than those who never complained. What may you
    tell your boss?"""

    options = (
        "A small mistake now and then, repaired nicely, binds customers.",
        "Handle complaints well; who complains differs anyway, so more this does not say.",
        "Complaints do no harm, so the desk can be smaller.",
        "Those who never complain are on their way out.",
    )

    def answer(case: Case) -> str:
        return "Handle complaints well; who complains differs anyway, so more this does not say."

    misconceptions = {
        "mistakes bind": Mistake(
            value="A small mistake now and then, repaired nicely, binds customers.",
            says="Nobody drew lots for broken chairs. Who orders a lot has more to complain of, and orders a lot again."
            " Compared with whom?",
        ),
        "no harm": Mistake(
            value="Complaints do no harm, so the desk can be smaller.",
            says="Look at the row below: those whose complaint was handled badly. It is the desk that makes the difference"
            " between the two, if anything does.",
        ),
        "silence is the danger": Mistake(
            value="Those who never complain are on their way out.",
            says="Some are. Others have nothing to complain of, which happens. This table can’t tell them apart.",
        ),
    }
    hints = (
        "Who are the people that complain?",
        "Count their orders before.",
        "The lesson has one question. Ask it here.",
    )


@question("07.m11", step=7, kind="choices", practice=True)
class MayWeWrite:
    """**May we write?** Five names at the top of a list for a *mailing by e-mail*. Who may stay on it?"""

    options = tuple(PEOPLE)

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(line for line, may in PEOPLE.items() if may)

    misconceptions = {
        "too good to leave out": Mistake(
            value=lambda case, right: (
                *right,
                "Never ticked anything, but has bought for six years and is the largest",
            ),
            says="Not asked is not agreed. For the largest there is a better way than a mailing: somebody goes and sees"
            " them.",
        ),
        "it would please them": Mistake(
            value=lambda case, right: (
                *right,
                "Unticked the box in March; left over a price we could now meet",
            ),
            says="They said no in March. The news is good, and the answer is still no. They know where to find us.",
        ),
        "by the wrong door": Mistake(
            value=lambda case, right: (*right, "Ticked telephone only; says she likes our letters"),
            says="Then ring her. Consent goes by the channel; you may of course ask her, on the telephone, about e-mail.",
        ),
        "everybody": Mistake(
            value=tuple(PEOPLE), says="A list is not a wish. Three of these five have not agreed to e-mail."
        ),
    }
    hints = (
        "Worth and warmth are not among the tests.",
        "There is one test: have they agreed to *this* channel, and not taken it back?",
        "Two of the five.",
    )
