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
SPA = {
    "closed for a season": (0.28, 0.30, 900.0),
    "found us dear": (0.04, 0.12, 400.0),
    "still angry with us": (0.26, 0.20, 2000.0),
    "gone to a relative": (0.02, 0.02, 5000.0),
}
SPA_COST = 6.0


@question("07.1", step=7, kind="number", unit="customers", needs=("campaigns",))
class CountBoth:
    """*Warm-up.* Fill the two open cells: whoever has ordered since has come back. How many *more* of the six with the letter came
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
    """Now all that are laid out. Think of a hundred customers who got the letter *and came back*. How many of them came
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


@question("07.5", step=7, kind="ranking")
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
    because = {
        WHYS[1]: "It explains what the café saw. Has that come yet? And what explains the night in the yard?",
        WHYS[
            2
        ]: "A lorry at a shut gate: what happens to its load? That comes before it, what made it late after it.",
        WHYS[
            3
        ]: "Whoever is not told comes at the wrong hour. So it explains the lorry, and something explains it.",
        WHYS[
            4
        ]: "A list that nobody keeps makes the next carton wet as well. You are at the bottom: dig here last.",
    }
    hints = (
        "Read upwards with “so” between the lines: it has to make sense.",
        "First what arrives at the café.",
        "Last comes the thing that will make the next carton wet as well, unless somebody takes it over.",
    )


@question("07.6", step=7, kind="text")
class OneLine:
    """*March.* You promised Orla Denholm one line: is there a rule now, that customers hear it in the same week when one of us
    leaves? There is, since the first of the month, for everybody who looks after accounts. Twice it has been needed and twice kept.
    For the certificates you asked as well; you did not get it. Write to her. Four sentences at most."""

    rubric = (
        "It says whether the rule came, and from when on.",
        "What did not come is in it as well, as plainly.",
        "It says what it goes back to, so that she knows it was hers: the certificate, the nine days, Colm.",
        "It asks for nothing: no thanks for valuable feedback, no offer, no question, no “do get in touch”.",
        "It says that this was the line. She agreed to one.",
    )
    model = (
        "“Ms Denholm, you told me how you learnt that Colm had gone. Since the first of March whoever takes over an account"
        " here writes to the customer in the same week; it has been needed twice and kept twice. For certificates I asked for"
        " a day, and we are still at nine. This was the line.”"
    )


@question("07.7", step=7, kind="ranking")
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
    because = {
        "still angry with us": "With the letter fewer of them come: 26, and then 20. The more they are worth, the dearer that is.",
        "gone to a relative": "Two in a hundred come, with the letter and without. What does it change?",
        "closed for a season": "Two in a hundred more, at 900. Is there a group in which the letter is worth more, or less?",
    }
    hints = (
        "With less without, times what a return is worth, less the letter.",
        "Two hundredths of 900; eight hundredths of 400.",
        "12, 26, −126 and −6.",
    )


def _bill(case: Case) -> tuple[int, float, float, float]:
    """Letters, the price of one, and the two shares that came back, as exact as the question writes them."""
    cost = round(winback.letter_cost(case.tables["campaigns"], otherwise=1.0), 2)
    with_, without = (round(share, 3) for share in known.arms(case))
    return int(winback.arms(known.laid_out(case))["customers"].iloc[0]), cost, with_, without


def _gain(without: float, with_it: float, worth: float) -> float:
    """What a letter to one of a group brings (money)."""
    return (with_it - without) * worth - SPA_COST
