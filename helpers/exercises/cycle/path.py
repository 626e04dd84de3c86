"""Questions of lesson 9 along the trainee's path."""

from collections.abc import Mapping
from itertools import pairwise

from helpers import cycle
from helpers.case import Case
from helpers.exercises.cycle import known
from helpers.exercises.cycle.decision import CALL
from helpers.exercises.engine import Mistake, prediction, question
from helpers.words import count, percent

NOISE, SIGNAL, ASK = "noise: leave it", "a signal: find the reason", "cannot be told from this"
MEETING = {
    "Returns went from 3.1% to 3.9%. They have been between 2.4% and 4.4% for two years.": NOISE,
    "Eight months in a row over the mean. Nobody has noticed, each was only a little over.": SIGNAL,
    "Sales in May were the worst since January!": ASK,
    "The wait was 8 minutes, outside the limits of 2 to 6; the new telephone went in on Monday.": SIGNAL,
    "Two regions beat the plan and two missed it. The two that missed it need a talk.": ASK,
    "After I shouted, it got better the next month. It always does.": NOISE,
}
MEETING_WHY = (
    "How far has it been in two years?",
    "Each alone is nothing. What would you think of a coin?",
    "What is usual for May? The sentence does not say.",
    "Does 8 lie between 2 and 6? And what happened on Monday?",
    "How far does each usually lie from its plan? Nobody has said.",
    "After which months does he shout? What usually follows those?",
)
ROOTS = ("strategy", "measures", "correction")
SAID = {
    "We serve hotels of twenty to eighty rooms, and we say no to chains.": "strategy",
    "By September every hotel has one name here, and that is Marit's task.": "measures",
    "On the first Monday we look at what came. Twice a year we stop something.": "correction",
    "Quality and service for everybody.": "none of the three",
    "The plan of March was wrong about lead times; in May we changed it.": "correction",
}
SAID_WHY = (
    "Somebody is told no. What kind of decision is that?",
    "A day and a name: of what are those the marks?",
    "It looks at what came, and acts. Which question is that?",
    "Whom does it leave out?",
    "What made them change it?",
)
WHO = {
    "The customer is rung within a day after a delivery": "service desk",
    "Whether we go on ringing at all": "head of sales",
    "The list of deliveries of yesterday": "warehouse",
    "That nobody is rung who said no": "service desk",
}
WHO_WHY = (
    "Who notices first, on the second day, that nobody has rung?",
    "It is about money and people. Who may stop it?",
    "Who knows first what left yesterday?",
    "Who holds the receiver when somebody says no?",
)
DESKS = ("service desk", "head of sales", "warehouse", "everybody")
INSIDE = {
    "A seller has not yet corrected an order that must be packed by two": "the warehouse",
    "A request for credit lies in finance; the order is as good as signed": "the seller",
    "The service desk has not answered about a chair that wobbles": "the guest",
    "Service has not passed on what last month's complaints say about the seats": "the designer",
}
INSIDE_WHY = (
    "The seller owes something. Who cannot tape before it comes?",
    "Finance owes something. Who sits there with an order as good as signed?",
    "Whose chair wobbles?",
    "Who would draw the next seat differently, if they knew?",
)
WAITERS = ("the warehouse", "the seller", "the guest", "the designer", "nobody: that is not a customer")
PLANS = {
    "do_nothing": "nothing is decided; all goes on as it was",
    "sources_literally": "every rule of the sources, taken at its word",
    "informed": "as the methods of these lessons would decide",
}
MINI = (41, 38, 44, 40, 37, 42, 39, 43, 40, 52, 41, 38)


def _limits(case: Case) -> Mapping[str, float]:
    return {str(name): float(value) for name, value in cycle.pencil_limits(known.own(case)).items()}


@question("09.1", step=9, kind="number", unit="", needs=("targets",))
class MeanStep:
    """Finish it: two steps are open. How far does a month lie from the one before, on average of all the steps?"""

    tolerance = 0.02

    def answer(case: Case) -> float:
        return _limits(case)["mean_step"]

    misconceptions = {
        "divided by the months": Mistake(
            value=lambda case: (
                float(cycle.steps(known.own(case))["step"].sum()) / len(cycle.steps(known.own(case)))
            ),
            says="Six months have five steps between them. Divide by the steps.",
        ),
        "from first to last": Mistake(
            value=lambda case: abs(float(cycle.steps(known.own(case))["actual"].diff().sum())),
            says="That is the way from the first month to the last. On the way it went up *and* down: each step counts, as long as it is.",
        ),
        "the largest": Mistake(
            value=lambda case: float(cycle.steps(known.own(case))["step"].max()),
            says="That is the largest step. One large step is no habit; take the mean of all.",
        ),
    }
    hints = (
        "A step is a distance: never below zero.",
        "Fill the two open ones, then add up all the steps.",
        "Divide by how many steps there are, not months.",
    )

    def worked(case: Case) -> str:
        all_of_them = cycle.steps(known.own(case))["step"].dropna()
        added = " + ".join(f"{step:.2f}" for step in all_of_them)
        return f"{added} = {all_of_them.sum():.2f}; divided by the {len(all_of_them)} steps."


@question("09.2", step=9, kind="number", unit="", needs=("targets",))
class UpperLimit:
    """*Warm-up.* The mean of these six months is {mean:}, the mean step {step:}. Chance keeps a month within 2.66 mean steps of the mean, nearly always.
    What is the upper limit?"""

    tolerance = 0.05

    def facts(case: Case) -> Mapping[str, str]:
        found = _limits(case)
        return {"mean": f"{found['mean']:.2f}", "step": f"{found['mean_step']:.2f}"}

    def answer(case: Case) -> float:
        return _limits(case)["high"]

    misconceptions = {
        "one step": Mistake(
            value=lambda case: _limits(case)["mean"] + _limits(case)["mean_step"],
            says="One step above the mean is an ordinary month. It takes 2.66 of them before one should look up.",
        ),
        "from the highest": Mistake(
            value=lambda case: float(cycle.steps(known.own(case))["actual"].max()),
            says="That is the highest month so far. Highest so far is no limit: every measure has one.",
        ),
        "the lower one": Mistake(
            value=lambda case: _limits(case)["low"],
            says="That is the lower limit. Add instead.",
        ),
    }
    hints = (
        "Start from the mean.",
        "2.66 times the mean step: that is half the width of the band.",
        "The mean plus that half width.",
    )
    worked = "{mean} + 2.66 × {step}."


@prediction("09.p1", step=9, kind="number", unit="promises", needs=("targets",))
class HowManyChanged:
    """On the next page stand {n} promises of the plan, with what came of them. Hardly a number comes exactly as planned. For how many is the
    difference *more than noise*?"""

    def facts(case: Case) -> Mapping[str, str]:
        return {"n": count(len(known.card(case)))}

    def answer(case: Case) -> float:
        return float(known.card(case)["signal"].astype(str).str.startswith("signal").sum())


@question("09.3", step=9, kind="table")
class NoiseOrSignal:
    """Six sentences from one meeting. What do you say to each?"""

    rows = tuple(MEETING)
    options = (NOISE, SIGNAL, ASK)

    def answer(case: Case) -> Mapping[str, str]:
        return MEETING

    misconceptions = {
        "two points make a trend": Mistake(
            value={next(iter(MEETING)): SIGNAL},
            says="It has been at 4.4% before, and nobody was to blame. Two numbers always differ; the question is from what they usually do.",
        ),
        "small is nothing": Mistake(
            value={list(MEETING)[1]: NOISE},
            says="Each was small, and all lie on the same side. Eight heads in a row: you would look at the coin.",
        ),
        "shouting works": Mistake(
            value={list(MEETING)[5]: SIGNAL},
            says="He shouts after the worst months. After the worst month the next is nearly always better, whoever shouts"
            " (**regression to the mean**, 均值回归).",
        ),
        "the worst is a signal": Mistake(
            value={list(MEETING)[2]: SIGNAL},
            says="The worst of five is always there. Ask how it lies against two years.",
        ),
    }
    because = dict(zip(MEETING, MEETING_WHY, strict=True))
    hints = (
        "What has it usually been?",
        "Some sentences do not say what is usual: then you cannot tell.",
        "Two are signals: one lies outside, one lies on one side too long.",
    )


@question("09.4", step=9, kind="table")
class ThreeRoots:
    """One source asks three questions of every firm: is there a **customer strategy** (客户战略), are there **measures** (计划措施), and is there
    **correction** (纠偏) while it runs? Which of the three does each sentence answer?"""

    rows = tuple(SAID)
    options = (*ROOTS, "none of the three")

    def answer(case: Case) -> Mapping[str, str]:
        return SAID

    misconceptions = {
        "a slogan is a strategy": Mistake(
            value={row: "strategy" for row, root in SAID.items() if root == "none of the three"},
            says="Whom does it leave out? A strategy that says yes to everybody has decided nothing. Your rival could sign it.",
        ),
        "a plan changed is no plan": Mistake(
            value={row: "none of the three" for row, root in SAID.items() if "March" in row},
            says="That a plan was changed because of what came is not its failure. It is the third question, answered.",
        ),
    }
    because = dict(zip(SAID, SAID_WHY, strict=True))
    hints = (
        "A strategy leaves somebody out. Measures have a name and a date.",
        "Correction looks at what came, and changes something.",
        "One of the five would look well on any wall.",
    )


@prediction("09.p2", step=9, kind="number", unit="of a hundred experiments")
class PeekingShouts:
    """Two pages that are in truth *equally* good are tested. Somebody looks twenty times, and stops as soon as p falls below 5%. In how many
    of a hundred such experiments does he shout that one page is better?"""

    def answer(case: Case) -> float:
        table = cycle.peeking().set_index("looks")["false_alarms"]
        return float(round(100 * float(table.loc[20])))


@question("09.5", step=9, kind="choice")
class StopNow:
    """Week two of six. The page that the director likes is ahead, p = 0.04. “Stop it and switch,” he says. You say:"""

    options = (
        "“Yes: 0.04 is below 0.05, that is what the rule is for.”",
        "“We agreed on six weeks, or on a stricter bound for each look. Let it run.”",
        "“Never look before the end; I'll turn the screen off.”",
        "“Let's wait until p is below 0.01, then stop.”",
    )

    def answer(case: Case) -> str:
        return "“We agreed on six weeks, or on a stricter bound for each look. Let it run.”"

    misconceptions = {
        "the rule is for one look": Mistake(
            value="“Yes: 0.04 is below 0.05, that is what the rule is for.”",
            says="It is the rule for *one* look at an end fixed beforehand. Whoever looks every day and stops at the first good one has"
            " another rule, and it is wrong five times as often.",
        ),
        "blindness": Mistake(
            value="“Never look before the end; I'll turn the screen off.”",
            says="And if it drives customers away? Look, at agreed days, with bounds made for looking, and watch the **guardrail** (护栏指标):"
            " what must not suffer.",
        ),
        "a stricter rule made up now": Mistake(
            value="“Let's wait until p is below 0.01, then stop.”",
            says="A bound chosen after seeing the number is a bound chosen by the number. The stricter ones exist; they are written down"
            " before the first day.",
        ),
    }
    hints = ("How often has he looked?", "What had been agreed before the first day?")


@question("09.6", step=9, kind="number", unit="money", needs=("experiments",))
class CostOfAnOrder:
    """*Apply.* {of_a} customers were rung after their delivery; {a} ordered again within sixty days. Of {of_b} who were not rung {b} did. A call
    costs {cost}. What did one order cost that would not have come without a call?"""

    tolerance = 1.0

    def facts(case: Case) -> Mapping[str, str]:
        a, b = cycle.arms(known.tried(case)).to_dict("records")
        return {
            "cost": f"{CALL:g}",
            "of_a": count(a["units"]), "of_b": count(b["units"]),
            "a": percent(a["rate"], digits=1), "b": percent(b["rate"], digits=1),
        }  # fmt: skip

    def answer(case: Case) -> float:
        lift = cycle.read(known.tried(case)).lift
        if lift <= 0:
            raise ValueError("The calls brought no order here, so none has a price.")
        return CALL / lift

    misconceptions = {
        "all orders": Mistake(
            value=lambda case: CALL / float(cycle.arms(known.tried(case))["rate"].iloc[0]),
            says="{given} is the price of an order after a call. Most of those came by themselves: look at the other arm.",
        ),
        "a call": Mistake(value=CALL, says="That is a call. Most calls bring no order."),
        "the lift in per cent": Mistake(
            value=lambda case: CALL * 100 * cycle.read(known.tried(case)).lift,
            says="You multiplied. Few orders for many calls make an order dear, not cheap: divide.",
        ),
    }
    hints = (
        "Of a hundred calls, how many orders would not have come?",
        "The one share less the other.",
        f"A hundred calls cost {100 * CALL:g}. Divide that by those orders.",
    )

    def worked(case: Case) -> str:
        lift = 100 * cycle.read(known.tried(case)).lift
        return f"Of a hundred rung {lift:.1f} more order than of a hundred not rung; a hundred calls cost {100 * CALL:g}, and {100 * CALL:g} ÷ {lift:.1f} is what one such order cost."


@question("09.7", step=9, kind="table")
class WhoDoesWhat:
    """“Everybody is responsible” means that nobody is. Four tasks of the new calls; one desk **answers for** (负责) each. Which?"""

    rows = tuple(WHO)
    options = DESKS

    def answer(case: Case) -> Mapping[str, str]:
        return WHO

    misconceptions = {
        "everybody": Mistake(
            value=dict.fromkeys(list(WHO)[:1], "everybody"),
            says="Then on Friday afternoon it is nobody. Many may do it; one answers for it.",
        ),
        "the seller keeps the list": Mistake(
            value={"The list of deliveries of yesterday": "service desk"},
            says="The desk would have to ask the warehouse every morning. Let whoever knows it first hand it over: that is a promise"
            " between desks.",
        ),
    }
    because = dict(zip(WHO, WHO_WHY, strict=True))
    hints = ("Who notices first when it has not been done?", "Who may decide about money and people?")


@question("09.9", step=9, kind="table")
class InternalCustomer:
    """One source says that the **internal customer** (内部客户) is the one most easily overlooked: whoever waits for our work inside the house.
    Who is waiting, and so the customer, in each?"""

    rows = tuple(INSIDE)
    options = WAITERS

    def answer(case: Case) -> Mapping[str, str]:
        return INSIDE

    misconceptions = {
        "only outside": Mistake(
            value={
                row: "nobody: that is not a customer" for row, who in INSIDE.items() if who != "the guest"
            },
            says="No invoice, and yet somebody stands there with their work half done. What they wait for, the guest will wait for next week.",
        ),
        "whoever is to blame": Mistake(
            value={next(iter(INSIDE)): "the seller"},
            says="The seller is the one who has not delivered. The customer is the one who waits.",
        ),
    }
    because = dict(zip(INSIDE, INSIDE_WHY, strict=True))
    hints = (
        "Look for the person whose hands are empty.",
        "The customer is the one who waits, whatever desk they sit at.",
    )


@question("09.10", step=9, kind="choice")
class WhatToPayFor:
    """A seller's bonus is paid on revenue alone. In the last week of June she gives ten per cent off to whoever orders now. What do you change first?"""

    options = (
        "Forbid discounts in the last week of a quarter.",
        "Pay on what is left after a year: margin, and customers who are still there.",
        "Raise the target, so that it cannot be reached by discounts.",
        "Add nine more measures, so that none of them can be gamed.",
    )

    def answer(case: Case) -> str:
        return "Pay on what is left after a year: margin, and customers who are still there."

    misconceptions = {
        "a ban": Mistake(
            value="Forbid discounts in the last week of a quarter.",
            says="Then she gives them in the last but one. She does what she is paid for; that is not a flaw in her.",
        ),
        "more pressure": Mistake(
            value="Raise the target, so that it cannot be reached by discounts.",
            says="More of the same pressure on the same spot. The discounts will get deeper.",
        ),
        "ten measures": Mistake(
            value="Add nine more measures, so that none of them can be gamed.",
            says="Ten weights of a tenth steer nobody. She will look up which is cheapest to move.",
        ),
    }
    hints = (
        "Who behaves wrongly here, and what are they paid for?",
        "What would she have to do to earn it, if it were paid next June?",
    )


@question("09.11", step=9, kind="number", unit="")
class MiniCase:
    """A repair shop counts bicycles brought back within a week, month by month, one year: 41, 38, 44, 40, 37, 42, 39, 43, 40, 52, 41, 38. The owner wants to
    talk to the mechanic who worked in the tenth month. Above which number would you have looked up?"""

    tolerance = 0.3

    def answer(case: Case) -> float:
        return _mini()

    misconceptions = {
        "the mean": Mistake(
            value=sum(MINI) / len(MINI), says="Half of all months lie above the mean. That is what a mean is."
        ),
        "the month itself": Mistake(
            value=52.0,
            says="That is the month itself. The question is where looking up begins, and for that you need to know how far months usually lie"
            " from the one before.",
        ),
        "the highest of the others": Mistake(
            value=44.0,
            says="Highest so far: there is always one. How far do months usually lie from the month before?",
        ),
        "two steps": Mistake(
            value=lambda case: sum(MINI) / len(MINI) + 2 * (_mini() - sum(MINI) / len(MINI)) / 2.66,
            says="Two mean steps would call one month in forty a signal where nothing has changed: a false alarm every three or four years, and"
            " with twelve measures on the wall one every quarter. Take 2.66.",
        ),
    }
    hints = (
        "How far does a month usually lie from the one before?",
        "The mean of the eleven steps, times 2.66, above the mean.",
        "The tenth month is not that far out. What will you say to the owner?",
    )

    def worked(case: Case) -> str:
        steps = [abs(after - before) for before, after in pairwise(MINI)]
        mean, step = sum(MINI) / len(MINI), sum(steps) / len(steps)
        return f"The mean is {mean:.1f}, the eleven steps are {step:.1f} on average: {mean:.1f} + 2.66 × {step:.1f}. The tenth month lies below it; there is nobody to talk to."


def _mini() -> float:
    import pandas as pd

    own = pd.DataFrame({"period": range(12), "actual": [float(value) for value in MINI]})
    return float(cycle.pencil_limits(own, months=12)["high"])


@prediction("09.p3", step=9, kind="choice", needs=("orders",))
class LastOfTheLap:
    """Three plans live the same year. Which of them leaves the *least* profit?"""

    options = tuple(PLANS.values())

    def answer(case: Case) -> str:
        year = known.lived(case).set_index("policy")["profit"]
        return PLANS[str(year.idxmin())]


@question("09.12", step=9, kind="text")
class ThirtySeconds:
    """**The 30-second test.** The lift goes up to the fourth floor, and the chairwoman asks: “So what is our customer strategy?” Write what you say. Nine steps
    are too many; three sentences fit."""

    rubric = (
        "Says whom we serve, so that somebody is left out.",
        "Says what we do for them that our nearest rival does not.",
        "Says by what number we will know next June whether it worked, and who looks.",
        "No word that needs a footnote, and nothing that could hang on any wall.",
    )

    def model(case: Case) -> str:
        return (
            "We furnish small chains that cannot wait: shops and hotels that reorder four times a year. They get it in the promised week, and if not, they"
            " hear it from us first. Next June we will count how many of this June's are still with us, and on the first Monday of each month Marit reads it out."
        )
