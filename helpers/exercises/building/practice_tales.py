"""More practice for lesson 5: a stall with two ways to grow, a chain of customers, points, and a letter."""

from collections.abc import Mapping

from helpers import building
from helpers.case import Case
from helpers.exercises.building import known
from helpers.exercises.engine import Mistake, question


@question("05.m19", step=5, kind="number", unit="regulars", practice=True)
class TapAndDrain:
    """**Open the source, mend the drain (开源节流).** One of our sources tells of a worker over forty, laid off, with a daughter before her exams. She sells newspapers at a bus
    terminal where two kiosks have the good corners, and knows two ways. *Open the source*: walk along the queue, so that more people meet her. *Mend the drain*: bring the paper to the
    desks of those she knows, so that fewer stay away. The numbers are ours. She wins one regular a day, and one in twenty of her regulars stays away each day: so she ends up with twenty.
    Along the queue she would win *two* a day. With the desks she would lose only *one in forty*. How many regulars does she end up with if she does both?"""

    tolerance = 0.5

    def answer(case: Case) -> float:
        return building.regulars(2, leave_rate=1 / 40)

    misconceptions = {
        "added": Mistake(
            value=60.0,
            says="Twenty more for the one and twenty more for the other. But those whom she wins in addition are *also* lost more slowly: it"
            " multiplies.",
        ),
        "one of the two": Mistake(
            value=40.0,
            says="That is either of them alone: as many, by quite different work. She does both.",
        ),
        "a year of new ones": Mistake(
            value=730.0,
            says="Two a day for a year, if nobody ever left. A bucket with a hole fills until as much runs out as comes in.",
        ),
    }
    hints = (
        "It stops growing when as many leave as come.",
        "Today: 20 × 1/20 = 1 leaves a day, 1 comes.",
        "2 ÷ (1/40) · building.regulars(2, leave_rate=1/40)",
    )


@question("05.m20", step=5, kind="number", unit="customers in the end", practice=True)
class OneTellsAnother:
    """**Fission (裂变).** A hundred customers are asked to recommend us. Each of them tells three people, and one in ten of those told becomes a customer, who is
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


@question("05.m21", step=5, kind="number", unit="points", practice=True)
class PointsForAyse:
    """**Points on the back of a card (评分指标).** Ayşe, the architect, knows exactly what she needs (3 of 3). Whether there is money she could not say, the client decides, and it is 24 weeks off. Need
    counts up to 40 points, a known budget 20, talking to the one who decides 25; timing 15, if it is within twelve weeks, then less in proportion (twice as
    far, half as many). How many points?"""

    tolerance = 0.3

    def answer(case: Case) -> float:
        table = building.six_cards()
        return float(table.loc[table["lead"].str.startswith("Ayşe"), "points"].iloc[0])

    misconceptions = {
        "no points for far-off": Mistake(
            value=40.0,
            says="Far off is less, not nothing: twice as far as twelve weeks is half of fifteen.",
        ),
        "all of the timing": Mistake(
            value=55.0,
            says="She gets the full fifteen only within twelve weeks. It is twenty-four.",
        ),
        "the budget will turn up": Mistake(
            value=67.5,
            says="Perhaps it will. The card counts what we *know*; that she did not know is what to ask next.",
        ),
    }
    hints = ("Need: all of its 40.", "Budget 0, decides 0.", "15 × 12/24")


@question("05.m22", step=5, kind="text", practice=True)
class LetterToMrPettibone:
    """**A letter instead of a call.** Mr Pettibone has written for the fourth year running, for all our catalogues, on good paper. Nobody will call him. Write him three or four
    sentences: honest, useful, and so that he would still come to us if he ever did buy a chair. (He has a sister who runs a hotel. You do not know that.)"""

    def model(case: Case) -> str:
        return (
            "“Dear Mr Pettibone, thank you for writing again, and in such a hand. The catalogue is enclosed; on page twelve is the one chair that has changed since"
            " last year, and why. We keep our visits for people who are about to furnish, so nobody will ring you. The day you or somebody you know is, write"
            " “page twelve” on a card, and I will ring the same afternoon.”"
        )

    rubric = (
        "It thanks him for something he really did, and does not flatter.",
        "It says plainly what he will not get, without an excuse that is not true.",
        "There is one thing in it that is of use to him now.",
        "It names the one sign at which we come at once, for him or for somebody he knows.",
    )


@question("05.m23", step=5, kind="number", unit="share", needs=("stages",), practice=True)
class StillToGo:
    """**The third of eight.** A letter of inquiry lies on the desk ({stage}). The rates still before it are {rates}. What is the chance that
    it ends in an order?"""

    tolerance = 0.008

    def facts(case: Case) -> Mapping[str, str]:
        at = known.inquiry(case)
        rates = known.rates(case).iloc[at:]
        return {
            "stage": str(known.funnel(case)["stage"].iloc[at]),
            "rates": ", ".join(f"{rate:.0%}" for rate in rates),
        }

    def answer(case: Case) -> float:
        return float(known.rates(case).to_numpy(dtype=float)[known.inquiry(case) :].prod())

    misconceptions = {
        "the average of the rates": Mistake(
            value=lambda case: float(known.rates(case).iloc[known.inquiry(case) :].mean()),
            says="That is the chance to pass *one* of those stages. They come one after the other: multiply.",
        ),
        "the narrowest decides": Mistake(
            value=lambda case: float(known.rates(case).iloc[known.inquiry(case) :].min()),
            says="The narrowest gate is not the only one. Those who squeeze through it still have the others before them.",
        ),
        "the next step only": Mistake(
            value=lambda case: float(known.rates(case).iloc[known.inquiry(case)]),
            says="So many get to the *next* stage. It is the beginning of the way and it feels like the end.",
        ),
    }
    hints = (
        "They have to pass every one of them.",
        "Chances that follow one another multiply.",
        "building.remaining(funnel)",
    )
