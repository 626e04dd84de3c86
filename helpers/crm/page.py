"""Everything about one account on a sheet to print: facts, people, what happened last. All text escaped."""

import html
from collections.abc import Mapping

import pandas as pd

from helpers.crm.service import timeline, title
from helpers.tabular import written
from helpers.words import _, count, money

ROWS = 8
PEOPLE = ["name", "buying_role", "level", "relationship"]
HEAD = (
    "<!doctype html>\n<html><head><meta charset='utf-8'><title>{title}</title></head><body>\n<h1>{title}</h1>"
)


def page_facts(page: Mapping[str, pd.DataFrame], *, currency: str = "") -> pd.DataFrame:
    """What to have read before one picks up the phone: what, value (both text).

    page: tables by name, as `database.account_page` gives them; of each only what is there.
    """
    account = page["account"].iloc[0]
    rows = [
        (words, str(account[name]))
        for name, words in (
            ("account_type", _("kind")),
            ("country", _("country")),
            ("channel", _("came through")),
        )
        if name in account and pd.notna(account[name]) and str(account[name])
    ]
    orders = page.get("orders", pd.DataFrame())
    if len(orders):
        sums = orders["revenue"].astype(float)
        last = pd.to_datetime(orders["ordered_at"]).max().strftime("%Y-%m-%d")
        text = _("{n} for {sum}, the last on {day}")
        rows.append(
            (_("orders"), text.format(n=count(len(orders)), sum=money(sums.sum(), currency), day=last))
        )
    tickets = page.get("tickets", pd.DataFrame())
    if len(tickets) and "resolved_at" in tickets:
        waiting = int(tickets["resolved_at"].isna().sum())
        text = _("{n}, of which {open} still open")
        rows.append((_("tickets"), text.format(n=count(len(tickets)), open=count(waiting))))
    return pd.DataFrame(rows, columns=["what", "value"])


def page_tables(
    page: Mapping[str, pd.DataFrame], *, currency: str = "", rows: int = ROWS
) -> dict[str, pd.DataFrame]:
    """The sheet section by section, title → table: facts, people, what happened last; empty ones left out.

    Mail and telephone are not on it: a sheet lies about, and the base knows them.
    """
    people = page.get("people", pd.DataFrame())
    people = people[[name for name in PEOPLE if name in people]].dropna(how="all")
    sections = {
        _("In short"): page_facts(page, currency=currency),
        _("Who is there"): people,
        _("What happened last"): timeline(page).head(rows),
    }
    return {name: table.reset_index(drop=True) for name, table in sections.items() if len(table)}


def page_html(page: Mapping[str, pd.DataFrame], *, currency: str = "", rows: int = ROWS) -> str:
    """The sheet as one HTML page without anything from elsewhere; text from the base shows as it is."""
    parts = [HEAD.format(title=html.escape(title(page)))]
    for name, table in page_tables(page, currency=currency, rows=rows).items():
        parts.append(f"<h2>{html.escape(name)}</h2>\n{written(table, caption='', formats={}, rows=rows)[0]}")
    return "\n".join([*parts, "</body></html>\n"])
