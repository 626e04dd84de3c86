"""The next lap: the market lives one more year under the decisions of the nine steps.

A world (world, pool, known) holds every order that may come in the year, drawn once, each with numbers of
luck; a plan (plan, policies) becomes an effect (one module a step: tiering, product, winning, care, letters,
desk), and the effect moves the thresholds that luck is held against (year). So with nothing decided the year
is the one the market had in store, and of two plans every difference is theirs. forward and store write the
market a year later as a case like any other.
"""

from helpers.market.lap.books import Books, books, books_in, books_of
from helpers.market.lap.command import stored
from helpers.market.lap.compare import compare, one_at_a_time
from helpers.market.lap.plan import NOTHING, Plan, decisions, plan, said, taken_in
from helpers.market.lap.policies import oracle, policies
from helpers.market.lap.world import World, another_year, begin, world, world_of
from helpers.market.lap.year import Year, live

__all__ = [
    "NOTHING",
    "Books",
    "Plan",
    "World",
    "Year",
    "another_year",
    "begin",
    "books",
    "books_in",
    "books_of",
    "compare",
    "decisions",
    "live",
    "one_at_a_time",
    "oracle",
    "plan",
    "policies",
    "said",
    "stored",
    "taken_in",
    "world",
    "world_of",
]
