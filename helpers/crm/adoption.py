"""Is it used? What a CRM shows of the people who should fill it."""

import pandas as pd

from helpers.intervals import wilson
from helpers.words import _

DAYS = 90
COLUMNS = ["measure", "good", "of", "share", "low", "high", "remedy"]


def adoption(  # noqa: PLR0913 – the tables in which use shows
    *,
    customers: pd.DataFrame | None = None,
    activities: pd.DataFrame | None = None,
    contacts: pd.DataFrame | None = None,
    opportunities: pd.DataFrame | None = None,
    as_of: pd.Timestamp,
    days: int = DAYS,
) -> pd.DataFrame:
    """How far the base is lived in: measure, good, of, share, low, high (95%), remedy.

    customers: customer_id; activities: customer_id, at, ·purpose; contacts: customer_id, ·buying_role;
    opportunities: status, entered_at (`pipeline.standing`). days: how long a note stays fresh. What is not
    there is left out; raises ValueError where nothing is.
    """
    fresh, still = as_of - pd.Timedelta(days=days), as_of - pd.Timedelta(days=days // 3)
    rows: list[tuple[str, pd.Series, str]] = []
    if activities is not None and customers is not None:
        spoken = customers["customer_id"].isin(activities.loc[activities["at"] > fresh, "customer_id"])
        name = _("accounts with a contact in {days} days").format(days=days)
        rows.append((name, spoken, _("Ask each rep for five accounts nobody has spoken to, and why.")))
    if activities is not None and "purpose" in activities:
        said = activities["purpose"].notna() & (activities["purpose"].astype(str).str.strip() != "")
        what = _("A list of six purposes to tick: nobody types on a car park.")
        rows.append((_("contacts that say what they were for"), said, what))
    if contacts is not None and customers is not None:
        several = customers["customer_id"].map(contacts.groupby("customer_id").size()) >= 2
        what = _("Ask at the next visit: who else will use it, pay for it, repair it?")
        rows.append((_("accounts where we know two people or more"), several, what))
    if contacts is not None and "buying_role" in contacts:
        what = _("One box with five parts: user, finance, technical, decider, doorkeeper.")
        rows.append((_("people whose part in buying is written down"), contacts["buying_role"].notna(), what))
    if opportunities is not None:
        waiting = opportunities[opportunities["status"] == "open"]
        name = _("open opportunities that moved in {days} days").format(days=days // 3)
        what = _("Go through the still ones aloud, a minute each: next step, or close it.")
        rows.append((name, waiting["entered_at"] > still, what))
    found = [_line(name, good, remedy) for name, good, remedy in rows if len(good)]
    if not found:
        raise ValueError(_("Nothing here shows whether anybody uses it: no contacts, no people, no leads."))
    return pd.DataFrame(found, columns=COLUMNS)


def _line(name: str, good: pd.Series, remedy: str) -> tuple[object, ...]:
    count, of = int(good.sum()), len(good)
    return name, count, of, count / of, *wilson(count, of), remedy
