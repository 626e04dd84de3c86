"""From the name of a case to the case itself, as a lesson or a run asks for it."""

from pathlib import Path

from helpers.case import Case, CaseError, Finding, read_case
from helpers.files import DATA, ROOT
from helpers.words import _, count, listed


def opened(case: str, *, customer_type: str = "", region: str = "", as_of: str = "") -> Case:
    """The case in a folder, or of a name in data/, less what the options leave out. Raises CaseError."""
    return read_case(folder_of(case), as_of=as_of or None).only(customer_type=customer_type, region=region)


def folder_of(case: str) -> Path:
    """The folder of a case: from here, from the course's own folder, or by name in data/.

    Raises CaseError with the places looked at.
    """
    places = dict.fromkeys(base / Path(case).expanduser() for base in (Path.cwd(), ROOT, DATA))
    folders = [place.parent if place.name == "case.toml" else place for place in places]
    found = [place for place in folders if place.is_dir()]
    complete = [place for place in found if (place / "case.toml").exists()]
    if not found:
        remedy = _("Looked for a folder at {places}.").format(
            places=listed([str(place) for place in folders])
        )
        raise CaseError([Finding("error", "", case, None, "", "", _("there is no such case"), remedy)])
    return (complete or found)[0]


def summary(case: Case) -> str:
    """One line about a case: its orders and their span, whether it is simulated, how many notices it has."""
    parts = [_span(case)]
    if case.simulated:
        parts.append(_("simulated"))
    if case.findings:
        parts.append(_("{n} remarks on the data").format(n=count(len(case.findings))))
    return " · ".join(parts)


def _span(case: Case) -> str:
    lines = case.table("orders")
    if lines is None:
        return _("tables: {names}").format(names=listed(sorted(case.tables)))
    if not len(lines):
        return _("no order lines")
    text = _("{lines} order lines of {customers} customers, {first:%Y-%m-%d} to {last:%Y-%m-%d}")
    days = lines["ordered_at"]
    customers = count(lines["customer_id"].nunique())
    return text.format(lines=count(len(lines)), customers=customers, first=days.min(), last=days.max())
