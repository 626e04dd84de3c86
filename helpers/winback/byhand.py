"""Small tables to follow with a pencil: twelve customers and a letter, six contracts and a clock."""

from collections.abc import Mapping

import pandas as pd

from helpers.checks import need
from helpers.winback.checks import flags, floats, treated
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
    names = {**names_of(people), **dict(named or {})}
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


def names_of(people: pd.DataFrame | None) -> dict[str, str]:
    """customer_id → name, where the table customers has names."""
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


def two_bills(campaigns: pd.DataFrame, *, cost: float, currency: str = "") -> pd.DataFrame:
    """The mailing as its makers count it and as the control group does: line, as_told, compared (money,
    counts).

    campaigns: with revenue; cost: of a letter. The control group says how many would have come anyway; orders
    are shared out among all who came back, for nobody knows which of them came because of it.
    """
    need(campaigns, "revenue", what="campaigns")
    with_, without = arms(campaigns).to_dict("records")
    back, sold = float(with_["returned"]), told(campaigns)
    won = with_["customers"] * (with_["rate"] - without["rate"])
    bill = with_["customers"] * cost
    share = won / back if back else 0.0
    rows = [
        (_("letters sent"), with_["customers"], with_["customers"]),
        (_("came back"), back, back),
        (_("of them, would have come anyway"), 0.0, back - won),
        (_("won back"), back, won),
        (_("their orders, {currency}").format(currency=currency or _("money")), sold, sold * share),
        (_("cost of the letters"), -bill, -bill),
    ]
    return pd.DataFrame(rows, columns=["line", "as_told", "compared"]).round(0)


def told(campaigns: pd.DataFrame) -> float:
    """What those who got the letter then ordered (money): the number on the slide."""
    need(campaigns, "arm", "revenue", what="campaigns")
    return float(campaigns["revenue"].fillna(0.0).to_numpy() @ treated(campaigns))
