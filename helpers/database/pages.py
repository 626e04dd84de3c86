"""Everything about one account, gathered for its page; how sales stand; how much is done."""

from collections.abc import Collection, Mapping

import pandas as pd
from sqlalchemy import Connection, Engine, text

from helpers.checks import one_of
from helpers.database.dealings import OPEN_DAYS
from helpers.database.reading import fetched, reading
from helpers.database.words import Refused
from helpers.reading.settings import near
from helpers.words import _

# What stands on the page of one account, by section.
PAGE = {
    "account": """
        SELECT a.account_id, d.name, a.account_type, a.country, a.region, a.channel, a.acquired_on,
               a.acquisition_cost, a.service_cost, a.parent_id, a.traits
        FROM accounts a JOIN directory d ON d.account_id = a.account_id WHERE a.account_id = :account""",
    "family": """
        SELECT d.account_id, d.name, -1 AS level
        FROM directory d JOIN accounts a ON a.parent_id = d.account_id
        WHERE a.account_id = :account
        UNION ALL SELECT account_id, name, 0 FROM directory WHERE account_id = :account
        UNION ALL SELECT d.account_id, d.name, 1
        FROM directory d JOIN accounts a ON a.account_id = d.account_id
        WHERE a.parent_id = :account ORDER BY level, account_id""",
    "people": """
        SELECT p.person_id, c.contact_id, p.name, p.kind, c.buying_role, c.level, c.relationship,
               p.email, p.phone
        FROM who w JOIN persons p ON p.person_id = w.person_id
        LEFT JOIN contacts c ON c.person_id = w.person_id AND c.account_id = w.account_id
        WHERE w.account_id = :account ORDER BY p.kind, c.contact_id""",
    "consents": """
        SELECT s.channel, COALESCE(p.name, d.name) AS who, s.given, s.at, s.source, s.direct
        FROM consents s LEFT JOIN persons p ON p.person_id = s.person_id
        LEFT JOIN directory d ON d.account_id = s.account_id
        WHERE s.account_id = :account
           OR s.person_id IN (SELECT person_id FROM who WHERE account_id = :account)
        ORDER BY s.at, s.channel""",
    "reach": """
        SELECT c.channel, p.name, c.address
        FROM contactable c LEFT JOIN persons p ON p.person_id = c.person_id
        WHERE c.account_id = :account ORDER BY c.channel, c.address""",
    "orders": """
        SELECT order_id, ordered_at, channel, lines, revenue FROM orders
        WHERE account_id = :account ORDER BY ordered_at, order_id""",
    "products": """
        SELECT l.product_id, p.name, SUM(l.quantity) AS quantity,
               SUM(l.quantity * l.unit_price - COALESCE(l.discount, 0)) AS revenue
        FROM orders o JOIN order_lines l ON l.order_id = o.order_id
        LEFT JOIN products p ON p.product_id = l.product_id
        WHERE o.account_id = :account GROUP BY l.product_id, p.name ORDER BY revenue DESC, l.product_id""",
    "activities": """
        SELECT at, channel, direction, purpose, minutes, cost, note FROM activities
        WHERE account_id = :account ORDER BY at, activity_id""",
    "tickets": """
        SELECT ticket_id, opened_at, first_reply_at, resolved_at, category, severity, reopened, note
        FROM tickets
        WHERE account_id = :account ORDER BY opened_at, ticket_id""",
    "leads": """
        SELECT lead_id, source, created_at, converted, converted_at, message, reply FROM leads
        WHERE account_id = :account ORDER BY created_at, lead_id""",
    "opportunities": """
        SELECT opportunity_id, stage, status, opened_at, closed_at, amount, probability FROM opportunities
        WHERE account_id = :account ORDER BY opened_at, opportunity_id""",
    "campaigns": """
        SELECT m.campaign_id, c.sent_at, m.arm, m.returned, m.revenue FROM campaign_members m
        JOIN campaigns c ON c.campaign_id = m.campaign_id
        WHERE m.account_id = :account ORDER BY c.sent_at""",
    "audit": """
        SELECT at, actor, table_name, action, column_name, old_value, new_value FROM audit
        WHERE row_key = :account AND table_name = 'accounts' ORDER BY audit_id DESC""",
}


def account_page(
    engine: Engine, account_id: str, *, without: Collection[str] = ()
) -> dict[str, pd.DataFrame]:
    """All that the base knows of one account, a table a section: account, family (level −1 is the parent, 1 a
    child), people, consents, reach (who may be contacted, by the view), orders, products, activities,
    tickets, leads, opportunities, campaigns, audit. A section of which nothing is known is empty. without:
    sections that are not asked for; reach looks at every no in the base, and takes longest.
    """
    with reading(engine) as connection:
        _known(connection, account_id)
        asked = {name: sql for name, sql in PAGE.items() if name not in without}
        return {name: fetched(connection, text(sql), {"account": account_id}) for name, sql in asked.items()}


def _known(connection: Connection, account_id: str) -> None:
    """Refuse an account that is not there."""
    ids = connection.scalars(
        text("SELECT account_id FROM accounts WHERE account_id = :account"), {"account": account_id}
    ).first()
    if ids is None:
        known = [str(one) for one in connection.scalars(text("SELECT account_id FROM accounts"))]
        raise Refused(
            _("There is no account {id}. {near}").format(id=account_id, near=near(account_id, known))
        )


def pipeline(engine: Engine, as_of: object = None) -> pd.DataFrame:
    """How sales stood at the end of a day: stage, position, open, won, lost (opportunities), amount (money of
    the open ones where it is known), median_days (the open ones have stood in the stage).

    as_of: the last day that counts; empty: the last day on which anything moved. What moved later is not
    looked at: won is what had closed by then, open what had moved in the 90 days before, lost the rest.
    """
    with reading(engine) as connection:
        stages = fetched(connection, text("SELECT stage, position FROM stages ORDER BY position"))
        history = fetched(
            connection, text("SELECT opportunity_id, step, stage, entered_at FROM stage_history")
        )
        sales = fetched(
            connection, text("SELECT opportunity_id, status, closed_at, amount FROM opportunities")
        )
    if history.empty:
        raise Refused(_("The base holds no sale: this takes the table stages in the case."))
    until = history["entered_at"].max() if as_of is None else pd.Timestamp(str(as_of))
    end = until.normalize() + pd.Timedelta(days=1)
    seen = (
        history[history["entered_at"] < end]
        .sort_values("step")
        .groupby("opportunity_id")
        .last()
        .reset_index()
    )
    seen = seen.merge(sales, on="opportunity_id", how="left")
    seen["days"] = (until.normalize() - seen["entered_at"].dt.normalize()).dt.days
    won = (seen["status"] == "won") & (seen["closed_at"] < end)
    seen["now"] = pd.Series("lost", index=seen.index).mask(seen["days"] <= OPEN_DAYS, "open").mask(won, "won")
    counted = pd.crosstab(seen["stage"], seen["now"]).reindex(columns=["open", "won", "lost"], fill_value=0)
    going = seen[seen["now"] == "open"].groupby("stage").agg(
        amount=("amount", lambda values: values.astype(float).sum(min_count=1)),
        median_days=("days", "median"),
    )  # fmt: skip
    table = stages.merge(counted.reset_index(), on="stage", how="left").merge(
        going.reset_index(), on="stage", how="left"
    )
    table[["open", "won", "lost"]] = table[["open", "won", "lost"]].fillna(0).astype(int)
    return table


# How activities can be counted, and what gives a row its name.
BY: Mapping[str, str] = {
    "month": "SUBSTR(CAST(a.at AS TEXT), 1, 7)",
    "channel": "a.channel",
    "purpose": "a.purpose",
    "direction": "a.direction",
    "account_id": "a.account_id",
    "account_type": "d.account_type",
}


def activity(engine: Engine, *, by: str = "month") -> pd.DataFrame:
    """Contacts made: one row for each month, channel, purpose, direction, account_id or account_type, with
    activities, minutes, cost (money) and accounts (how many were met).
    """
    one_of(by, list(BY), name="by")
    sql = f"""
        SELECT {BY[by]} AS {by}, COUNT(*) AS activities, SUM(a.minutes) AS minutes, SUM(a.cost) AS cost,
               COUNT(DISTINCT a.account_id) AS accounts
        FROM activities a JOIN directory d ON d.account_id = a.account_id
        GROUP BY {BY[by]} ORDER BY {BY[by]}"""
    with reading(engine) as connection:
        return fetched(connection, text(sql))
