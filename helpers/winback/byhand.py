"""Small tables to follow with a pencil: twelve customers and a letter, six contracts and a clock."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.winback.checks import flags, floats, lived, treated
from helpers.winback.terms import MOST_LEVELS, traits
from helpers.winback.uplift import arms
from helpers.words import _

EACH = 6  # customers of each arm
BACK = {1.0: 3, 0.0: 2}  # of whom at most so many returned, so that there is something to count


def twelve(
    campaigns: pd.DataFrame,
    people: pd.DataFrame | None = None,
    *,
    named: Mapping[str, str] | None = None,
    blanks: int = 0,
) -> pd.DataFrame:
    """Six customers with the letter and six without: account, letter (yes, no), ordered_since (money,
    or 1 and 0), came_back (yes, no).

    Chosen so that there is something to count: up to three of the treated and two of the others returned,
    as far as the campaign has them. `blanks` cells at the end are left open. Named customers first, by id
    else.
    """
    treat, back = treated(campaigns), flags(campaigns, "returned", what="campaigns")
    names = {**_names(people), **dict(named or {})}
    ids = campaigns["customer_id"].astype(str).to_numpy()
    first = sorted(range(len(ids)), key=lambda at: (ids[at] not in names, ids[at]))
    chosen: list[int] = []
    for arm, most in BACK.items():
        came = [at for at in first if treat[at] == arm and back[at] == 1][:most]
        stayed = [at for at in first if treat[at] == arm and back[at] == 0][: EACH - len(came)]
        chosen += sorted([*came, *stayed], key=lambda at: ids[at])
    answer = {1.0: _("yes"), 0.0: _("no")}
    money = floats(campaigns["revenue"]) if "revenue" in campaigns else back
    table = pd.DataFrame(
        {
            "account": [names.get(ids[at], ids[at]) for at in chosen],
            "letter": [answer[treat[at]] for at in chosen],
            "ordered_since": money[chosen],
            "came_back": [answer[back[at]] for at in chosen],
        }
    )
    if blanks:
        table.loc[len(table) - blanks :, "came_back"] = None
    return table


def _names(people: pd.DataFrame | None) -> dict[str, str]:
    if people is None or "name" not in people:
        return {}
    known = people.dropna(subset=["name"]).drop_duplicates("customer_id")
    return dict(zip(known["customer_id"].astype(str), known["name"].astype(str), strict=True))


def counted(small: pd.DataFrame) -> pd.DataFrame:
    """The twelve counted: letter, customers, came_back, rate. small: `twelve` without blanks."""
    back = small["came_back"] == _("yes")
    groups = back.groupby(small["letter"], sort=False)
    table = pd.DataFrame({"customers": groups.size(), "came_back": groups.sum()})
    return table.assign(rate=table["came_back"] / table["customers"]).rename_axis("letter").reset_index()


def alike(campaigns: pd.DataFrame) -> pd.DataFrame:
    """Were the two arms alike beforehand? trait, with_letter, without: medians of numbers, shares of
    words.

    Only what was known before the letter is looked at. After a fair draw the two columns differ by luck
    alone.
    """
    treat = treated(campaigns)
    rows = []
    for name in traits(campaigns):
        values = campaigns[name]
        if values.dtype.kind in "if":
            rows.append((name, *(float(values[treat == arm].median()) for arm in (1, 0))))
        elif values.nunique() <= MOST_LEVELS:
            for level, share in values.value_counts(normalize=True).head(3).items():
                same = (values == level).to_numpy()
                if share < 1:
                    rows.append((f"{name}: {level}", *(float(same[treat == arm].mean()) for arm in (1, 0))))
    if not rows:
        raise ValueError(
            _("The campaign says nothing of its customers beforehand: there is nothing to hold side by side.")
        )
    return pd.DataFrame(rows, columns=["trait", "with_letter", "without"])


def main_trait(campaigns: pd.DataFrame) -> str:
    """The trait to look at first: the reason where it was asked, else the first one with a few words,
    else a number.

    >>> campaign = pd.DataFrame({"customer_id": ["a", "b"], "kind": ["shop", "inn"]})
    >>> main_trait(campaign.assign(reason=["price", "service"]))
    'reason'
    """
    known = [name for name in traits(campaigns) if campaigns[name].nunique() >= 2]
    words = [
        name
        for name in known
        if campaigns[name].dtype.kind not in "if" and campaigns[name].nunique() <= MOST_LEVELS
    ]
    found = (
        ["reason"]
        if "reason" in words
        else [*words, *(name for name in known if campaigns[name].dtype.kind in "if")]
    )
    if not found:
        raise ValueError(
            _("The campaign says nothing of its customers beforehand: nobody can say whom the letter moved.")
        )
    return found[0]


def two_bills(campaigns: pd.DataFrame, *, per_return: float, cost: float, currency: str = "") -> pd.DataFrame:
    """The mailing as its makers count it and as the control group does: line, as_told, compared (money,
    counts).

    per_return: what a return is worth (money); cost: of a letter. The control group says how many would
    have come anyway.
    """
    with_, without = arms(campaigns).to_dict("records")
    told = float(with_["returned"])
    won = with_["customers"] * (with_["rate"] - without["rate"])
    bill = with_["customers"] * cost
    rows = [
        (_("letters sent"), with_["customers"], with_["customers"]),
        (_("came back"), told, told),
        (_("of them, would have come anyway"), 0.0, told - won),
        (_("won back"), told, won),
        (_("worth, {currency}").format(currency=currency or _("money")), told * per_return, won * per_return),
        (_("cost of the letters"), -bill, -bill),
        (_("left"), told * per_return - bill, won * per_return - bill),
    ]
    table = pd.DataFrame(rows, columns=["line", "as_told", "compared"])
    return table.round(0)


def contracts(subscriptions: pd.DataFrame, *, count: int = 6, blanks: int = 0) -> pd.DataFrame:
    """A few contracts, shortest first, and the curve by hand: contract, months, ended, at_risk,
    still_there.

    About half of them ended, spread over the lengths seen. still_there: the share after that month;
    `blanks` of the last are left open.
    """
    seen = lived(subscriptions).sort_values(["months", "customer_id"], kind="stable")
    left, here = (seen[seen["ended"] == value] for value in (1.0, 0.0))
    parts = [part.iloc[_spread(len(part), count // 2)] for part in (left, here)]
    table = pd.concat(parts).sort_values(["months", "ended"], ascending=[True, False], kind="stable")
    at_risk = np.array([(table["months"] >= months).sum() for months in table["months"]])
    share = np.cumprod(np.where(table["ended"] == 1, 1 - 1 / at_risk, 1.0))
    found = pd.DataFrame(
        {
            "contract": table["customer_id"].to_numpy(),
            "months": table["months"].to_numpy(),
            "ended": np.where(table["ended"] == 1, _("yes"), _("still here")),
            "at_risk": at_risk,
            "still_there": share,
        }
    )
    if blanks:
        found.loc[len(found) - blanks :, "still_there"] = np.nan
    return found


def _spread(rows: int, count: int) -> np.ndarray:
    """Positions of `count` rows, evenly between the ends."""
    if rows == 0:
        return np.array([], dtype=int)
    return np.unique(np.linspace(0.1, 0.9, min(count, rows)) * (rows - 1)).round().astype(int)
