"""The way of a complaint through the house: who does what, and what every hand-over costs."""

import pandas as pd

from helpers.checks import fraction
from helpers.words import _

ARRIVES = 0.9  # assumed: of ten messages handed on, one is not picked up


def complaint_flow() -> pd.DataFrame:
    """The way of a complaint, a lane a person: step, first_asked (owner), whoever_can_mend, within.

    The rule of the first asked (首问负责制): whoever is asked first owns it until the customer says it is
    settled. They need not mend it; they must know who does, and the customer speaks to nobody else.
    """
    rows = [
        (_("take it in"), _("hears it out, writes it down, says their name"), "", _("at once")),
        (_("sort"), _("how bad, what about, who can mend it"), "", _("the hour")),
        (
            _("hand over the work"),
            _("asks in person, and stays the owner"),
            _("says yes, and by when"),
            _("the day"),
        ),
        (
            _("mend"),
            _("tells the customer when, before they ask"),
            _("mends, and says what went wrong"),
            _("as promised"),
        ),
        (_("follow"), _("asks the customer: is it settled?"), "", _("the day after")),
        (_("learn"), _("writes down the cause"), _("changes what they can"), _("the month")),
        (_("tell"), _("tells whoever complained what has changed"), "", _("the month")),
    ]
    return pd.DataFrame(rows, columns=["step", "first_asked", "whoever_can_mend", "within"])


def still_known(hands: int, *, arrives: float = ARRIVES) -> float:
    """The chance that a complaint is still somebody's after so many hand-overs without an owner (fraction).

    >>> round(still_known(3), 3)
    0.729
    """
    if hands < 0:
        raise ValueError(_("There are no fewer than 0 hand-overs."))
    return float(fraction(arrives, name="arrives") ** hands)


def handed_on(*, most: int = 5, arrives: float = ARRIVES, blanks: int = 0) -> pd.DataFrame:
    """Of a hundred complaints, how many are still somebody's: hand_overs, without_owner, with_owner.

    With an owner somebody asks on the next day, and what was not picked up is handed on again: lost is only
    what is dropped twice running at the same place. The last `blanks` rows of without_owner stay open.
    """
    rows = [
        (n, 100 * still_known(n, arrives=arrives), 100 * still_known(n, arrives=1 - (1 - arrives) ** 2))
        for n in range(most + 1)
    ]
    table = pd.DataFrame(rows, columns=["hand_overs", "without_owner", "with_owner"])
    table.loc[len(table) - blanks :, "without_owner"] = float("nan")
    return table.round(1)
