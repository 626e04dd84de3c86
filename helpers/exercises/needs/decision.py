"""The decision of lesson 2: how much each need weighs, and so what is improved next year."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers import choice, needs
from helpers.case import Case
from helpers.exercises.controls import Between
from helpers.exercises.decisions import decision
from helpers.exercises.needs import known
from helpers.words import _

POINTS = 10
BUDGET = 0.10  # of today's sales, as the lesson's parameter has it
USUAL = ("price", "quality", "lead_time", "payment_terms", "after_sales", "supply_stability")


def allowed(case: Case) -> dict[str, Between]:
    """Points for each factor that can be improved; the sliders first stand as people say."""
    choices = case.table("choices")
    names = USUAL if choices is None else [n for n in choice.attributes(choices) if n != "brand"]
    said = points_said(case)
    top = max(said.values(), default=0.0)
    return {
        f"points_{name}": Between(
            0,
            POINTS,
            1,
            _("points"),
            label=_("Points for {factor}").format(factor=name.replace("_", " ")),
            start=round(POINTS * said.get(name, 0.0) / top) if top else POINTS // 2,
        )
        for name in names
    }


def points_said(case: Case) -> dict[str, float]:
    """factor → weight by what people say; empty where nobody was asked."""
    answers = case.table("answers")
    if answers is None or not (answers["survey"] == "importance").any():
        return {}
    said = needs.stated(answers)
    return dict(zip(said["factor"], said["weight"], strict=True))


@decision("02.weights", step=2, allowed=allowed, held_out="people")
class Weights:
    """The money is enough for about two improvements. Give each need points, 0 to 10. The need with most points is
    improved first, then the next that can still be paid for; what has no points stays as it is."""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        if lacking := _lacking(case):
            raise ValueError(lacking)
        judge = needs.fitted(known.choices(case), brand=case.name)
        return compared(case, value, judge=judge, after=False)

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        if lacking := _lacking(case):
            raise ValueError(_("Recorded, not scored. {why}").format(why=lacking))
        __, held_out = choice.hold_out(case.tables["choices"])
        return compared(case, value, judge=needs.fitted(held_out, brand=case.name), after=True)


def _lacking(case: Case) -> str:
    """What the case lacks for judging, in words; "" where nothing."""
    return case.missing("choices") or case.missing("sales", "period", "brand", "units", "price")


def compared(case: Case, value: Mapping[str, Any], *, judge: choice.Fit, after: bool) -> pd.DataFrame:
    """The plan that the points in `value` make, beside others, in money a year.

    value: points_… and budget_share (of today's sales). after: whether to show the lesson's own way too.
    """
    here, steps = known.market(case), known.steps(case)
    budget = float(value.get("budget_share", BUDGET)) * here.sales
    points = {
        name.removeprefix("points_"): float(p) for name, p in value.items() if name.startswith("points_")
    }
    plans = {_("your plan"): needs.bought(points, steps, budget=budget)}
    if said := points_said(case):
        plans[_("believing what they say")] = needs.bought(said, steps, budget=budget)
    if (steps["factor"] == "price").any():
        plans[_("all of it into the price")] = needs.price_cut(steps, here, budget=budget)
    plans[_("leaving it all as it is")] = steps.iloc[:0]
    if after:
        plans |= _by_choices(case, steps, budget)
    return needs.compare_plans(judge, here, plans)


def _by_choices(case: Case, steps: pd.DataFrame, budget: float) -> dict[str, pd.DataFrame]:
    """Two ways to follow the choices of the others: the heaviest first, and whatever they would pay most for."""
    fit = needs.fitted(known.choices(case), brand=case.name)
    heavy = needs.derived(known.choices(case), fit)
    points = dict(zip(heavy["factor"], heavy["weight"], strict=True))
    return {
        _("the heaviest in choices"): needs.bought(points, steps, budget=budget),
        _("what the steps are worth"): needs.best_plan(fit, known.market(case), steps, budget=budget),
    }
