"""Meridian Home, a simulated exporter of furniture and homeware whose truth is known.

simulate() makes the tables of a case and the truth behind them; write() stores both; accounts() tells of the
six customers with names. Layers, each reading only those before it: words, kinds, accounts and other facts →
population, people, purchases, records, baskets, costs, respondents, open_answers, customer_file (hidden
truth, one random stream each) → service, satisfaction, conversion, inquiries, leads, returning, winback,
trial (what came of the orders, drawn given them) → surveys, fair_prices, tastes, rivals, channels, contracts,
desk, goals (tables, beside the truth they are drawn from) → tables and truth (what is written).
"""

from helpers.market.accounts import Account, Event, Pattern, Person, account, accounts
from helpers.market.simulation import CUSTOMERS, SEED, Market, simulate
from helpers.market.store import new_command, write

__all__ = [
    "CUSTOMERS",
    "SEED",
    "Account",
    "Event",
    "Market",
    "Pattern",
    "Person",
    "account",
    "accounts",
    "new_command",
    "simulate",
    "write",
]
