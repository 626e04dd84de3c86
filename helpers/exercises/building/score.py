"""Questions of lesson 5 along the trainee's path: whom to call, by rule and by odds, and a mini-case."""

from collections.abc import Mapping

from helpers import building
from helpers.case import Case
from helpers.exercises.building import known
from helpers.exercises.engine import Mistake, prediction, question

FOUR = {  # chance to be won, what the first year leaves, what the follow-up costs
    "a hotel group, one chance in twenty, would leave 18,000; a visit, 600": (0.05, 18_000.0, 600.0),
    "a shop with two windows, six in ten, 3,000; a call, 40": (0.6, 3_000.0, 40.0),
    "a family with a new house, eight in ten, 300; a call, 40": (0.8, 300.0, 40.0),
    "an architect's project, fifteen in a hundred, 8,000; a visit, 600": (0.15, 8_000.0, 600.0),
}
SIGNS = ("leads.budget", "leads.authority")


@question("05.8", step=5, kind="number", unit="share", needs=SIGNS)
class OddsOfALead:
    """A lead that is average in everything else, with a known budget, and in touch with the one who decides: begin with the odds of {start}, times {budget}, times
    {authority}. What is the *chance* that it is won?"""

    tolerance = 0.008

    def facts(case: Case) -> Mapping[str, str]:
        return {name: f"{value:.2f}" for name, value in known.odds_card(case).items()}

    def answer(case: Case) -> float:
        start, budget, authority = known.odds_card(case).values()
        return building.chance(start * budget * authority)

    misconceptions = {
        "odds taken for a chance": Mistake(
            value=lambda case, right: right / (1 - right),
            says="Those are the *odds*: so many won for each one lost. Of all, won ÷ (won + lost): odds ÷ (1 + odds).",
        ),
        "multiplied the chance": Mistake(
            value=lambda case: _odds(case) / (1 + known.odds_card(case)["start"]),
            says="You turned the start into a chance and multiplied that. With one more sign it would pass a hundred per cent. Odds can be"
            " multiplied as often as you like; turn them into a chance at the very end.",
        ),
        "one sign only": Mistake(
            value=lambda case: building.chance(
                known.odds_card(case)["start"] * known.odds_card(case)["budget"]
            ),
            says="That is with the budget alone. The second sign multiplies once more.",
        ),
    }
    hints = (
        "Start × budget × authority: these are odds.",
        "Odds of 1 are a chance of one half; of 0.5, one third.",
        "odds ÷ (1 + odds)",
    )


@prediction("05.p3", step=5, kind="number", unit="share of the customers", needs=("leads",))
class FirstThreeInTen:
    """Line all leads up by the score, and call the first three in ten. What share of those who become customers is among them? (By lot it would be
    30%.)"""

    def answer(case: Case) -> float:
        leads = known.leads(case)
        table = building.gain(leads["converted"], building.honest_chances(leads))
        return float(table.loc[table["share_of_leads"] <= 0.305, "share_of_customers"].max())


@question("05.9", step=5, kind="ranking")
class FourOnOneMorning:
    """*Mini-case.* Four inquiries, one morning; what each would leave in its first year stands beside it, and what it costs to follow up. Put them in the order of
    what is left, on average, *after the follow-up is paid*. The most on top."""

    options = tuple(sorted(FOUR))

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(sorted(FOUR, key=lambda name: -_worth(name)))

    misconceptions = {
        "likeliest first": Mistake(
            value=tuple(sorted(FOUR, key=lambda name: -FOUR[name][0])),
            says="The family will very likely buy, and a call brings 200 on average. A smaller chance of something larger may be worth ten"
            " times that: chance × what they leave, less what the following up costs.",
        ),
        "biggest first": Mistake(
            value=tuple(sorted(FOUR, key=lambda name: -FOUR[name][1])),
            says="Eighteen thousand, one time in twenty: 900, less the visit. That is what big names are made of.",
        ),
        "upside down": Mistake(
            value=lambda case, right: tuple(reversed(right)),
            says="The right order on its head: the one that leaves most belongs on top.",
        ),
    }
    hints = (
        "What does a hundred such leads bring, and what do they cost?",
        "Chance × what the year leaves − the follow-up.",
        "The shop 1,760, the project 600, the hotel group 300, the family 200.",
    )


def _odds(case: Case) -> float:
    start, budget, authority = known.odds_card(case).values()
    return start * budget * authority


def _worth(name: str) -> float:
    chance, leaves, cost = FOUR[name]
    return chance * leaves - cost
