"""Unattended runs: `run` on one case (`ninesteps run`), `run_grid` for every row of a grid (`--grid`)."""

from helpers.batch.grid import run_grid
from helpers.batch.plan import UsageError
from helpers.batch.single import run

__all__ = ["UsageError", "run", "run_grid"]
