"""The CRM database: filled from a case, on SQLite or PostgreSQL.

    base = built(firm)                          # in memory; or built(firm, out) for out/tables/08_crm.sqlite
    query(base, "SELECT name FROM directory WHERE country = :country", country="Portugal")
    contact_list(base, channel="email")         # who may be written to, and nobody else
    erase(base, "K000002", reason="asked to be forgotten")

Tables of people stand in `models`, of what happened in `records`, of the base's own book-keeping in `ledger`.
"""

from helpers.database.agreeing import contact_list, opt_in, opt_out
from helpers.database.completeness import completeness
from helpers.database.erasing import erase
from helpers.database.holdings import audit, columns, crm_rows, lineage, refusals, tables
from helpers.database.loading import load
from helpers.database.looks import example_account, example_person, last_touched, refused, shared_addresses
from helpers.database.opening import built, open_base
from helpers.database.pages import account_page, activity, pipeline
from helpers.database.questions import asked, both_ways, questions, side_by_side
from helpers.database.reading import query
from helpers.database.roles import roles
from helpers.database.searching import mentions
from helpers.database.trial import trial, trial_case
from helpers.database.words import Refused
from helpers.database.writing import add, change, remove

__all__ = [
    "Refused", "account_page", "activity", "add", "asked", "audit", "both_ways", "built", "change", "columns",
    "completeness", "contact_list", "crm_rows", "erase", "example_account", "example_person", "last_touched",
    "lineage", "load", "mentions", "open_base", "opt_in", "opt_out", "pipeline", "query", "questions",
    "refusals", "refused", "remove", "roles", "shared_addresses", "side_by_side", "tables", "trial",
    "trial_case",
]  # fmt: skip
