"""Whom to write to: by what the letter changes, within a budget, and nobody who has said no."""

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.winback.uplift import UpliftModel
from helpers.winback.worth import USUAL, SecondLife, worth_of
from helpers.words import _, count

COLUMNS = ["customer_id", "expected_gain", "offer"]
CHANNELS = ("email", "phone", "post")
OFFERS = {
    "price": _("the order after next at today's price, in writing"),
    "service": _("a named contact, and what has changed since"),
    "no need": _("nothing to buy: a note when the range has changed"),
    "moved on": _("thanks and an open door; no second letter"),
}
ANY = _("one question: what would have to be different?")


def offers() -> pd.DataFrame:
    """An offer that answers the reason: reason, offer, rather_not."""
    rather_not = {
        "price": _("money off today: it also pays those who were coming"),
        "service": _("a voucher: it prices the mistake and repairs nothing"),
        "no need": _("a campaign: they have no room for another chair"),
        "moved on": _("persuasion: they have a supplier and a conscience"),
    }
    rows = [(reason, offer, rather_not[reason]) for reason, offer in OFFERS.items()]
    return pd.DataFrame(rows, columns=["reason", "offer", "rather_not"])


def consenting(people: pd.DataFrame, *, channel: str = "email") -> pd.Series:
    """Ids of those who have agreed to be reached this way; a blank is no yes.

    people: customer_id and consent_email, consent_phone or consent_post. Where a customer stands twice,
    one no is a no. Raises ValueError where nobody was ever asked: then there is no list.

    >>> people = pd.DataFrame({"customer_id": list("abc"), "consent_email": [1, 0, None]})
    >>> consenting(people).tolist()
    ['a']
    """
    if channel not in CHANNELS:
        raise ValueError(
            _("There is no channel {channel}; choose email, phone or post.").format(channel=channel)
        )
    column = f"consent_{channel}"
    if column not in people:
        raise ValueError(
            _("Nobody's consent is on file (`{column}` in the table customers): no list without it.").format(
                column=column
            )
        )
    yes = pd.to_numeric(people[column], errors="coerce").fillna(0).eq(1)
    agreed = yes.groupby(people["customer_id"].astype(str)).min()
    return pd.Series(agreed.index[agreed.to_numpy()], dtype=str)


def channel_of(people: pd.DataFrame | None) -> str:
    """How a letter goes: by post, or by e-mail where the case has asked about e-mail and not about post.

    >>> channel_of(pd.DataFrame({"customer_id": ["a"], "consent_email": [1]}))
    'email'
    """
    asked = [] if people is None else list(people.columns)
    return "email" if "consent_email" in asked and "consent_post" not in asked else "post"


def waiting(campaigns: pd.DataFrame) -> pd.DataFrame:
    """Those the next letter may go to: the control group, as far as it has not returned by itself.

    They were kept waiting so that the others could be judged; now it is their turn.
    """
    need(campaigns, "customer_id", "arm", "returned", what="campaigns")
    arm = campaigns["arm"].astype(str).str.strip().str.casefold()
    return campaigns[(arm == "control") & (campaigns["returned"].astype(float) == 0)].reset_index(drop=True)


def expected_gain(scores: pd.DataFrame, worth: pd.Series, *, cost: float) -> pd.Series:
    """Uplift × second lifetime value − cost (money), for each row of `scores`; worth: in the same order.

    >>> expected_gain(pd.DataFrame({"uplift": [0.1]}), pd.Series([300.0]), cost=5.0).tolist()
    [25.0]
    """
    need(scores, "uplift", what="scores")
    return pd.Series(scores["uplift"].to_numpy() * worth.to_numpy() - cost, index=scores.index)


def winback_list(
    scored: pd.DataFrame,
    people: pd.DataFrame | None = None,
    *,
    letters: int | None = None,
    channel: str = "",
    keep_all: bool = False,
) -> pd.DataFrame:
    """The table 07_winback: customer_id, expected_gain (money), offer, the best first.

    scored: customer_id, expected_gain and, where known, reason. people: the table customers; whoever has
    not agreed to `channel` (empty: `channel_of`) is not on the list, whatever they are worth. None: the case
    knows nobody's consent, check it before you send. letters: how many can be sent; without it as many as
    bring more than they cost. Whom a letter would cost money stays off, unless keep_all.
    """
    need(scored, "customer_id", "expected_gain", what="scored")
    table = scored.assign(customer_id=scored["customer_id"].astype(str))
    table = table.sort_values(["expected_gain", "customer_id"], ascending=[False, True])
    table = table.drop_duplicates("customer_id", ignore_index=True)
    if people is not None:
        table = table[
            table["customer_id"].isin(set(consenting(people, channel=channel or channel_of(people))))
        ]
    if not keep_all:
        table = table[table["expected_gain"] > 0]
    reason = table["reason"].astype(str) if "reason" in table else pd.Series("", index=table.index)
    table = table.assign(offer=reason.map(OFFERS).fillna(ANY)).reset_index(drop=True)
    return table[COLUMNS].head(len(table) if letters is None else letters)


def scored(
    waiting_ones: pd.DataFrame,
    model: UpliftModel,
    values: pd.DataFrame | None,
    *,
    cost: float,
    terms: SecondLife = USUAL,
) -> pd.DataFrame:
    """What `winback_list` takes: the rows with p_control, p_treatment, uplift and expected_gain (money)."""
    table = model.scores(waiting_ones)
    gain = expected_gain(table, worth_of(waiting_ones, values, terms=terms), cost=cost)
    more = table.drop(columns="customer_id").assign(expected_gain=gain)
    return pd.concat([waiting_ones.reset_index(drop=True), more.reset_index(drop=True)], axis=1)


def consent_note(people: pd.DataFrame | None, *, channel: str = "") -> str:
    """One sentence: how many may be written to this way (empty: `channel_of`), or that nobody's consent is on
    file.
    """
    if people is None:
        return _("This case knows nobody’s consent. Check every name before you send.")
    way = channel or channel_of(people)
    agreed = len(consenting(people, channel=way))
    words = {"email": _("e-mail"), "phone": _("the telephone"), "post": _("letters by post")}
    text = _("Of {n} customers on file {agreed} have agreed to {channel}; nobody else can be on the list.")
    return text.format(n=count(people["customer_id"].nunique()), agreed=count(agreed), channel=words[way])


def letter_cost(campaigns: pd.DataFrame, *, otherwise: float = 0.0) -> float:
    """What one letter costs (money): the mean of the column cost over the treated, else `otherwise`."""
    if "cost" not in campaigns:
        return otherwise
    cost = campaigns.loc[campaigns["arm"].astype(str).str.casefold() == "treatment", "cost"].astype(float)
    mean = float(np.nanmean(cost)) if cost.notna().any() else float("nan")
    return mean if np.isfinite(mean) else otherwise
