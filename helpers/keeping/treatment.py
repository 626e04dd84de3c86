"""Different customers, differently: what each stage of life needs, and who does it for which tier."""

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.words import _

NEW_GAPS = 1.0
STEADY, WAVERING = 0.85, 0.4
TIERS = ("platinum", "diamond", "gold", "wood")
# Stage → what such a customer needs of us, and what we do.
PLAYBOOK = {
    "new": (_("to know that it was right to come"), _("ask how it arrived; one name to ring")),
    "once only": (_("a reason to come again"), _("one offer that fits what they took; then leave them be")),
    "steady": (_("to be spared surprises"), _("keep the promise; review; the next thing they could use")),
    "wavering": (_("to be asked, before they are gone"), _("ring: what changed? Mend it; no discount first")),
    "probably gone": (_("peace, or an honest question"), _("one letter or call; then lesson 7, or goodbye")),
}
STAGES = tuple(PLAYBOOK)
WHO = {
    "platinum": _("their own contact person"),
    "diamond": _("their own contact person"),
    "gold": _("the inside team by phone"),
    "wood": _("web shop and e-mail"),
}


def stage(worth: pd.DataFrame) -> pd.Series:
    """Where each customer stands: new, once only, steady, wavering or probably gone.

    worth: ordered_once, gaps_silent, p_alive, as `lifetimes` or `still_here` has them. Who ordered once is
    new for one usual gap and once only after it; the others are steady from a chance of 0.85 of still being
    customers, wavering from 0.4.

    >>> rows = {"ordered_once": [True, False], "gaps_silent": [0.5, 4.0], "p_alive": [1.0, 0.3]}
    >>> stage(pd.DataFrame(rows)).tolist()
    ['new', 'probably gone']
    """
    need(worth, "ordered_once", "gaps_silent", "p_alive", what=_("the customers"))
    once, silent, alive = worth["ordered_once"], worth["gaps_silent"], worth["p_alive"]
    cases = [once & (silent <= NEW_GAPS), once, alive >= STEADY, alive >= WAVERING]
    names = np.select(cases, ["new", "once only", "steady", "wavering"], "probably gone")
    return pd.Series(names, index=worth.index, name="stage", dtype="str")


def treatment_matrix(customers: pd.DataFrame, worth: pd.DataFrame) -> pd.DataFrame:
    """Tier × stage: how many stand where, and what they are worth: stage, then customers a tier, and clv.

    customers: customer_id, tier; worth: `lifetimes`. clv is that of the whole row (money).
    """
    need(customers, "customer_id", "tier", what=_("the customers"))
    both = customers[["customer_id", "tier"]].merge(worth, on="customer_id")
    both["stage"] = stage(both)
    table = both.groupby(["stage", "tier"]).size().unstack(fill_value=0)
    table = table.reindex(index=list(STAGES), columns=list(TIERS), fill_value=0).rename_axis(columns=None)
    table["clv"] = both.groupby("stage")["clv"].sum(min_count=1)
    return table.reset_index()


def playbook() -> pd.DataFrame:
    """What each stage needs and what we do: stage, needs, we_do."""
    rows = [(name, *said) for name, said in PLAYBOOK.items()]
    return pd.DataFrame(rows, columns=["stage", "needs", "we_do"])


def treatment(tier: str, stage_name: str) -> str:
    """One cell of the matrix in words: what is done, and by whom.

    >>> treatment("wood", "steady")
    'keep the promise; review; the next thing they could use (web shop and e-mail)'
    """
    if tier not in WHO or stage_name not in PLAYBOOK:
        message = _("There is no cell {tier} × {stage}; tiers are {tiers}, stages {stages}.")
        names = {"tiers": ", ".join(WHO), "stages": ", ".join(PLAYBOOK)}
        raise ValueError(message.format(tier=tier, stage=stage_name, **names))
    return f"{PLAYBOOK[stage_name][1]} ({WHO[tier]})"


def six_levers(scores: dict[str, int]) -> pd.DataFrame:
    """The six levers of managing key customers, scored 1 to 5: lever, score, weakest first; blanks are 0."""
    names = (
        _("customer relationship management"),
        _("personalised service"),
        _("feedback system"),
        _("loyalty programme"),
        _("regular visits"),
        _("settling problems"),
    )
    if unknown := set(scores) - set(names):
        raise ValueError(_("There is no lever {names}.").format(names=", ".join(sorted(unknown))))
    table = pd.DataFrame({"lever": list(names), "score": [scores.get(name, 0) for name in names]})
    return table.sort_values("score", kind="stable", ignore_index=True)
