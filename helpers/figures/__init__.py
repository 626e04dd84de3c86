"""Figures of the course: each function takes plain tables and returns Described(figure, sentence)."""

from helpers.figures.base import Described
from helpers.figures.concentration import lorenz, pareto
from helpers.figures.course import gates, gauge, loop
from helpers.figures.customers import rfm_grid, tier_map
from helpers.figures.losses import whale
from helpers.figures.money import plan_comparison, proxies_rank, waterfall
from helpers.figures.rhythm import cohort_heatmap, orders_per_customer, types_rhythm
from helpers.figures.timeline import accounts

__all__ = [
    "Described",
    "accounts",
    "cohort_heatmap",
    "gates",
    "gauge",
    "loop",
    "lorenz",
    "orders_per_customer",
    "pareto",
    "plan_comparison",
    "proxies_rank",
    "rfm_grid",
    "tier_map",
    "types_rhythm",
    "waterfall",
    "whale",
]
