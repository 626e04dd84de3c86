"""Questions of lesson 7 along the trainee's path."""

from collections.abc import Mapping

import numpy as np

from helpers import winback
from helpers.case import Case
from helpers.exercises.engine import Mistake, prediction, question
from helpers.exercises.winback import known
from helpers.words import _, count, money, percent

FAIR, CHOSE, WHEN, ONLY = (
    "a fair comparison",
    "they chose, or were chosen",
    "the time is another",
    "only one side was asked",
)
CLAIMS = {
    "Of those who opened the mail more came back than of those who left it shut.": CHOSE,
    "In the month after the letter they ordered more than in the month before it.": WHEN,
    "Nine in ten of those who came back remember the letter.": ONLY,
    "The lot gave the letter to half of them. More of that half came back than of the other.": FAIR,
    "The sellers wrote to the most promising. Of these more came back than of the rest.": CHOSE,
}
PERSUADABLE, SURE, LOST, DISTURB = winback.GROUPS
VOICES = {
    "“I thought you had given up the oak. You haven’t? Then send me the list.”": PERSUADABLE,
    "“We order after the fair, we always have. But a lovely stamp.”": SURE,
    "“The shop is closed. I grow tomatoes now. Would you like some?”": LOST,
    "“Ah, you. That reminds me that I meant to cancel the standing order.”": DISTURB,
    "“It was the price, going up every month. Fixed until autumn? That I can plan with.”": PERSUADABLE,
    "“After that crate, you send me a *greeting*? Wait until I tell the others.”": DISTURB,
}
WHYS = (
    "The cartons arrive wet.",
    "They stood in the yard overnight.",
    "The lorry came after the gate was shut.",
    "Nobody had told the haulier our summer hours.",
    "The list of hauliers belonged to somebody who has left.",
)
WARM = {"promise": 24, "hours": 42}
OFFER = {"mailed": 100, "without": 0.08, "with_it": 0.12, "letter": 1.0, "offer": 20.0}
SPA = {
    "closed for a season": (0.28, 0.30, 900.0),
    "found us dear": (0.04, 0.12, 400.0),
    "still angry with us": (0.26, 0.20, 2000.0),
    "gone to a relative": (0.02, 0.02, 5000.0),
}
SPA_COST = 6.0
PEOPLE = {
    "Ticked the box for e-mail last year; a retailer of some size": True,
    "Never ticked anything, but has bought for six years and is the largest": False,
    "Unticked the box in March; left over a price we could now meet": False,
    "Ticked the box for e-mail; small, and likely to come back": True,
    "Ticked telephone only; says she likes our letters": False,
}


@question("07.1", step=7, kind="number", unit="customers", needs=("campaigns",))
class CountBoth:
    """Fill the two open cells: whoever has ordered since has come back. How many *more* of the six with the letter came
    back than of the six without?"""

    def answer(case: Case) -> float:
        table = winback.counted(known.small(case))["came_back"]
        return float(table.iloc[0] - table.iloc[1])

    misconceptions = {
        "with the letter only": Mistake(
            value=lambda case: float(winback.counted(known.small(case))["came_back"].iloc[0]),
            says="{given} came back *with* the letter. That is what the slide says too. And without it?",
        ),
        "all who came back": Mistake(
            value=lambda case: float(winback.counted(known.small(case))["came_back"].sum()),
            says="{given} is everybody who came back. Some of them never got a letter: keep the two sixes apart.",
        ),
    }
    hints = (
        "Count the yes in the first six rows, then in the last six.",
        "An order after the letter is a yes, however small.",
        "The first count less the second.",
    )


@prediction("07.p1", step=7, kind="number", unit="of a hundred", needs=("campaigns",))
class BecauseOfIt:
    """Now the whole campaign. Think of a hundred customers who got the letter *and came back*. How many of them came
    *because* of it?"""

    def answer(case: Case) -> float:
        with_, without = known.arms(case)
        if not with_:
            raise ValueError(_("Nobody with the letter came back."))
        return float(round(100 * max(with_ - without, 0.0) / with_))


@question("07.2", step=7, kind="number", unit="money", needs=("campaigns",))
class CostOfOne:
    """*Apply.* {n} letters went out, at {cost} each. {with_it} of those who got one came back, and {without} of those who
    did not. What did one customer cost who would *not* have come without the letter?"""

    tolerance = 1.0

    def facts(case: Case) -> Mapping[str, str]:
        n, cost, with_, without = _bill(case)
        return {
            "n": count(n),
            "cost": money(cost, case.currency),
            "with_it": percent(with_, digits=1),
            "without": percent(without, digits=1),
        }

    def answer(case: Case) -> float:
        n, cost, with_, without = _bill(case)
        value = winback.cost_per_won(mailed=n, without=without, with_it=with_, letter=cost, offer=0.0)
        if not np.isfinite(value):
            raise ValueError(_("The letter brought nobody here, so no customer has a price."))
        return value

    misconceptions = {
        "everybody who came back": Mistake(
            value=lambda case: _bill(case)[1] / _bill(case)[2],
            says="{given} is the price of one who came back. Most of those would have come for nothing: divide by the"
            " *difference* of the two shares.",
        ),
        "a letter": Mistake(
            value=lambda case: _bill(case)[1],
            says="{given} is what a letter costs. Most letters bring nobody.",
        ),
        "divided by those without": Mistake(
            value=lambda case: _bill(case)[1] / _bill(case)[3],
            says="You divided by the share that comes anyway. What the letter adds is the one share less the other.",
        ),
    }
    hints = (
        "Of a hundred letters, how many bring somebody who would not have come?",
        "The difference of the two shares.",
        "The price of a letter, divided by that difference. Keep the decimals.",
    )


@question("07.3", step=7, kind="table")
class FairOrNot:
    """Five proofs that a letter works, all heard in real meetings. What is the matter with each? One of them is sound."""

    rows = tuple(CLAIMS)
    options = (CHOSE, WHEN, FAIR, ONLY)

    def answer(case: Case) -> Mapping[str, str]:
        return CLAIMS

    misconceptions = {
        "before and after": Mistake(
            value={row: FAIR for row, way in CLAIMS.items() if way == WHEN},
            says="They were written to *because* they had been at their quietest. From there almost anybody gets louder,"
            " letter or no letter.",
        ),
        "openers": Mistake(
            value={next(iter(CLAIMS)): FAIR},
            says="Who opens the mail of an old supplier? Whoever was thinking of ordering. The mail found them, it did not"
            " make them.",
        ),
        "they say so themselves": Mistake(
            value={row: FAIR for row, way in CLAIMS.items() if way == ONLY},
            says="Nobody asked those who stayed away whether *they* remember it. Nine in ten of them might as well.",
        ),
    }
    hints = (
        "Who are the others, and why are they the others?",
        "In one of the five nobody decided who got the letter.",
        "Two are about somebody’s choice, one about the calendar, one about whom you asked.",
    )


@question("07.4", step=7, kind="table")
class WhoIsWho:
    """Six customers open the letter. Where do they belong? *Persuadable*: comes because of it. *Sure*: comes anyway. *Lost*:
    does not come anyway. *Do not disturb*: would have stayed, but for the letter."""

    rows = tuple(VOICES)
    options = winback.GROUPS

    def answer(case: Case) -> Mapping[str, str]:
        return VOICES

    misconceptions = {
        "friendly is persuadable": Mistake(
            value={row: PERSUADABLE for row, group in VOICES.items() if group == SURE},
            says="She likes the stamp, and she would have ordered without it. On the slide she is “won back”.",
        ),
        "angry is lost": Mistake(
            value={row: LOST for row, group in VOICES.items() if group == DISTURB},
            says="They were still customers this morning. It is the letter that reminds them. Left alone they would have"
            " stayed: that is what makes them dear.",
        ),
        "lost is do not disturb": Mistake(
            value={row: DISTURB for row, group in VOICES.items() if group == LOST},
            says="A letter does no harm there, and no good. It costs a stamp. The others cost a customer.",
        ),
    }
    hints = (
        "Ask twice: what would they do without the letter? And with it?",
        "Two belong to the persuadable, two are better left alone.",
        "Whether they sound nice is no sign of anything.",
    )


@prediction("07.p2", step=7, kind="choice", needs=("campaigns",))
class MovedMost:
    """Among which of these did the letter bring back most, counted against those who got none?"""

    def options(case: Case) -> tuple[str, ...]:
        return tuple(sorted(str(name) for name in known.moved(case).iloc[:, 0]))

    def answer(case: Case) -> str:
        return str(known.moved(case).iloc[0, 0])


@question("07.5", step=7, kind="number", unit="gaps", needs=("orders",))
class GapsMissed:
    """*Finish it.* {account} has ordered, as a rule, every {gap:.1f} days, and has now been silent for {days:.0f}. How many of
    their own gaps is that?"""

    tolerance = 0.1

    def facts(case: Case) -> Mapping[str, object]:
        account, days, gap = known.quietest(case)
        return {"account": account, "days": days, "gap": round(gap, 1)}

    def answer(case: Case) -> float:
        __, days, gap = known.quietest(case)
        return days / round(gap, 1)

    misconceptions = {
        "by the calendar": Mistake(
            value=lambda case: known.quietest(case)[1] / 365.25 * 12,
            says="Those are months. The calendar knows nothing of this customer; their own rhythm does.",
        ),
        "days too many": Mistake(
            value=lambda case: known.quietest(case)[1] - round(known.quietest(case)[2], 1),
            says="So many *days* too many. How many times does the gap go into the silence?",
        ),
        "upside down": Mistake(
            value=lambda case: round(known.quietest(case)[2], 1) / known.quietest(case)[1],
            says="Turn it over: the silence is the longer one, or ought to be.",
        ),
    }
    hints = (
        "How often does the gap fit into the silence?",
        "Silence ÷ usual gap.",
        "Up to one they are on time, up to two they are late, beyond that dormant.",
    )


@question("07.6", step=7, kind="ranking")
class FiveWhys:
    """A café has left. Why? And why was that? Put the five answers in the order in which you would dig them up, from what the
    customer sees to what you can change."""

    options = (WHYS[3], WHYS[0], WHYS[4], WHYS[2], WHYS[1])

    def answer(case: Case) -> tuple[str, ...]:
        return WHYS

    misconceptions = {
        "from the culprit": Mistake(
            value=tuple(reversed(WHYS)),
            says="You began with somebody to blame, who is gone and can’t object. Begin with what the customer saw.",
        ),
        "at the gate": Mistake(
            value=(WHYS[0], WHYS[2], WHYS[1], WHYS[3], WHYS[4]),
            says="Wet, because the lorry was late? It was late, *so* they stood in the yard, *so* they are wet. One step at"
            " a time.",
        ),
    }
    hints = (
        "Read upwards with “so” between the lines: it has to make sense.",
        "First what arrives at the café.",
        "Last comes the thing that will make the next carton wet as well, unless somebody takes it over.",
    )


@question("07.7", step=7, kind="number", unit="points")
class LatePoints:
    """*Warm-up.* We promise a first answer within {promise} hours. Within it an answer earns 100 points; from there the points fall
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


@question("07.8", step=7, kind="choice", needs=("tickets", "orders"))
class Paradox:
    """Suppose customers whose complaint was handled well order again *more* often than those who never complained. What may you
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


@question("07.9", step=7, kind="number", unit="money")
class VoucherForAll:
    """*Finish it.* A hundred letters at 1 each, and whoever comes back gets a voucher of 20. Without the letter 8 would have come,
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
    }
    hints = (
        "What do you pay in all? Letters, and vouchers for everybody who comes.",
        "100 + 12 × 20.",
        "340, for four customers.",
    )


@question("07.10", step=7, kind="text")
class QuietLetter:
    """An account that used to order every four weeks has been silent for four months. Two of its deliveries were late, the second in
    the week of its autumn opening. Since then its mails have been very polite. Write to the buyer. Six sentences at most, and
    no order form."""

    rubric = (
        "It names what happened: which delivery, how late, and whose doing it was.",
        "It names what that did to *them*, not how sorry we are.",
        "It says one thing that has changed since, which they could check.",
        "It asks for nothing: no order, no call, no forgiveness. An answer is possible and not needed.",
        "Read aloud, it sounds like somebody who knows them, and it would not fit any other customer.",
    )
    model = (
        "“Ms Tanemura, in October your delivery came twenty-six days late, in the week you opened the autumn rooms, and the one"
        " before it nineteen. The first came late because we had promised a ship that was full; the second because we did it"
        " again. You stood before an empty shelf with our name on the order. Since February nobody here may promise a sailing"
        " before the space is booked; of the promises since then all have been kept, and I will send you the list each"
        " quarter, whether you order or not. You need not answer this. My direct number stands below.”"
    )


@question("07.11", step=7, kind="ranking")
class SpaChain:
    """*Mini-case.* A spa outfitter has letters for one group only, at 6 each. *Closed for a season*: 28% come back by themselves, 30% with
    a letter; a return is worth 900. *Found us dear*: 4% and 12%, worth 400. *Still angry with us*: 26% and 20%, worth 2,000. *Gone to a
    relative*: 2% and 2%, worth 5,000. Put the groups in order, the one to write to first on top."""

    options = ("gone to a relative", "closed for a season", "still angry with us", "found us dear")

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(sorted(SPA, key=lambda name: -_gain(*SPA[name])))

    misconceptions = {
        "the most valuable": Mistake(
            value=("gone to a relative", "still angry with us", "closed for a season", "found us dear"),
            says="You went by what they are worth. A relative’s prices don’t change with the post: what does the letter"
            " *change*?",
        ),
        "the most responsive": Mistake(
            value=("closed for a season", "still angry with us", "found us dear", "gone to a relative"),
            says="You went by who answers. Thirty in a hundred come back, and twenty-eight of them without you.",
        ),
        "the most endangered": Mistake(
            value=("gone to a relative", "found us dear", "still angry with us", "closed for a season"),
            says="You went by who is furthest gone. For those the ship has sailed, with or without a stamp.",
        ),
        "angry comes before lost": Mistake(
            value=("found us dear", "closed for a season", "still angry with us", "gone to a relative"),
            says="The first two are right. Then compare: a letter that does nothing costs 6. One that drives six in a hundred"
            " away costs rather more.",
        ),
    }
    hints = (
        "With less without, times what a return is worth, less the letter.",
        "Two hundredths of 900; eight hundredths of 400.",
        "12, 26, −126 and −6.",
    )


@question("07.12", step=7, kind="choices")
class MayWeWrite:
    """Five names at the top of a list for a *mailing by e-mail*. Who may stay on it?"""

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


def _bill(case: Case) -> tuple[int, float, float, float]:
    """Letters, the price of one, and the two shares that came back."""
    campaigns = case.tables["campaigns"]
    arms = winback.arms(campaigns)
    cost = winback.letter_cost(campaigns, otherwise=1.0)
    return int(arms["customers"].iloc[0]), cost, *known.arms(case)


def _gain(without: float, with_it: float, worth: float) -> float:
    """What a letter to one of a group brings (money)."""
    return (with_it - without) * worth - SPA_COST
