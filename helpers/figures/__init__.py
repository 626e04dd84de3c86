"""Figures of the course: each function takes plain tables and returns Described(figure, sentence)."""

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Which figure stands where. A module is loaded when one of its figures is asked for: a lesson draws a dozen,
# and need not wait for those of all others. These lines are read by __getattr__ below.
if TYPE_CHECKING:
    from helpers.figures.answers import content_and_loyal, driver_map, nps_groups
    from helpers.figures.base import Described
    from helpers.figures.building import adoption, instalments, payback_curve, value_cost
    from helpers.figures.choices import offer_shares, part_worths, worth
    from helpers.figures.concentration import lorenz, pareto
    from helpers.figures.course import gates, gauge, loop
    from helpers.figures.crm import (
        account_page,
        forecasts_and_facts,
        key_numbers,
        one_more,
        quality_bars,
        queue_played,
        staffing_day,
        visit_route,
    )
    from helpers.figures.customers import rfm_grid, tier_map
    from helpers.figures.cycle import peeking, power_curve, retention_curve, scorecard, signal_chart
    from helpers.figures.interview import circles, coder_agreement, ladder_map, margin_curve, observed
    from helpers.figures.keeping import alive_map, silence
    from helpers.figures.leads import calibration, funnel, gain, reply_speed, sources
    from helpers.figures.losses import whale
    from helpers.figures.mix import budget_split, mix_profit, response_curves, what_if
    from helpers.figures.money import plan_comparison, waterfall
    from helpers.figures.needs import best_taken, kano_map, need_fit, need_gap, needs_grid, recovered
    from helpers.figures.next_lap import lap_decisions, lap_policies, laps
    from helpers.figures.positioning import perceptual_map
    from helpers.figures.prices import demand_curve, psm, wtp_curve
    from helpers.figures.promises import card, control_chart, programme
    from helpers.figures.rhythm import cohort_heatmap, orders_per_customer, types_rhythm
    from helpers.figures.rivals import forces_bars, parity_chart, share_trend, strategy_canvas
    from helpers.figures.sale import kind_confusion, relationship_map, resale_sum, word_test
    from helpers.figures.sales import elasticity
    from helpers.figures.service import asked_since, at_once, causes, offers_taken, still_open
    from helpers.figures.timeline import accounts
    from helpers.figures.turning import lifecycle, process_map, virtuous_circle, waiting, wheel
    from helpers.figures.winback import list_profit, qini_curve, risk_grid, survival, two_arms, uplift_bars

__all__ = [
    "Described",
    "account_page",
    "accounts",
    "adoption",
    "alive_map",
    "asked_since",
    "at_once",
    "best_taken",
    "budget_split",
    "calibration",
    "card",
    "causes",
    "circles",
    "coder_agreement",
    "cohort_heatmap",
    "content_and_loyal",
    "control_chart",
    "demand_curve",
    "driver_map",
    "elasticity",
    "forces_bars",
    "forecasts_and_facts",
    "funnel",
    "gain",
    "gates",
    "gauge",
    "instalments",
    "kano_map",
    "key_numbers",
    "kind_confusion",
    "ladder_map",
    "lap_decisions",
    "lap_policies",
    "laps",
    "lifecycle",
    "list_profit",
    "loop",
    "lorenz",
    "margin_curve",
    "mix_profit",
    "need_fit",
    "need_gap",
    "needs_grid",
    "nps_groups",
    "observed",
    "offer_shares",
    "offers_taken",
    "one_more",
    "orders_per_customer",
    "pareto",
    "parity_chart",
    "part_worths",
    "payback_curve",
    "peeking",
    "perceptual_map",
    "plan_comparison",
    "power_curve",
    "process_map",
    "programme",
    "psm",
    "qini_curve",
    "quality_bars",
    "queue_played",
    "recovered",
    "relationship_map",
    "reply_speed",
    "resale_sum",
    "response_curves",
    "retention_curve",
    "rfm_grid",
    "risk_grid",
    "scorecard",
    "share_trend",
    "signal_chart",
    "silence",
    "sources",
    "staffing_day",
    "still_open",
    "strategy_canvas",
    "survival",
    "tier_map",
    "two_arms",
    "types_rhythm",
    "uplift_bars",
    "value_cost",
    "virtuous_circle",
    "visit_route",
    "waiting",
    "waterfall",
    "whale",
    "what_if",
    "wheel",
    "word_test",
    "worth",
    "wtp_curve",
]

_LINE = re.compile(r"^ +from (helpers\.figures\.\w+) import (\([^)]+\)|[^(\n]+)$", re.MULTILINE)
_WHERE = {
    name: module
    for module, names in _LINE.findall(Path(__file__).read_text(encoding="utf-8"))
    for name in re.findall(r"\w+", names)
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return __all__
