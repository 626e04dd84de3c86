"""Compared with whom? What a mailing changed: overall, by trait, and for each customer by a model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import newcombe, wilson
from helpers.winback.checks import Floats, flags, treated
from helpers.winback.logit import climb, folds, sigmoid
from helpers.winback.survival import Z95
from helpers.winback.terms import Terms, terms, traits
from helpers.words import _

Kind = Literal["interaction", "two_model"]
KINDS: tuple[Kind, ...] = ("interaction", "two_model")
PARTS = 5
MAIN, CROSS = 1.0, 4.0  # how far weights are held back: of the traits, and of what the arm does to them
SKEWED = ("past_value", "silence_gaps")  # traits of which a few are very large: taken as logarithms


class Uplift(NamedTuple):
    """Returned with the mailing less returned without it, with its 95% interval, and how many it rests on."""

    value: float
    low: float
    high: float
    n: int


def arms(campaigns: pd.DataFrame) -> pd.DataFrame:
    """The two arms: arm, customers, returned, rate, low, high (Wilson's 95% interval); the treated first."""
    treat, back = treated(campaigns), flags(campaigns, "returned", what="campaigns")
    rows = []
    for name, mine in (("treatment", treat == 1), ("control", treat == 0)):
        n, came = int(mine.sum()), int(back[mine].sum())
        rows.append((name, n, came, came / n, *wilson(came, n)))
    return pd.DataFrame(rows, columns=["arm", "customers", "returned", "rate", "low", "high"])


def uplift(campaigns: pd.DataFrame) -> Uplift:
    """The share that returned with the mailing less the share that returned without it.

    campaigns: arm (treatment, control), returned (0/1). Interval: Newcombe (1998). Raises ValueError
    where an arm is empty.

    >>> rows = [("treatment", 1)] * 3 + [("treatment", 0)] * 3 + [("control", 1)] * 2 + [("control", 0)] * 4
    >>> round(uplift(pd.DataFrame(rows, columns=["arm", "returned"])).value, 4)
    0.1667
    """
    with_, without = arms(campaigns).to_dict("records")
    n, n_without = with_["customers"], without["customers"]
    return Uplift(*newcombe(with_["returned"], n, without["returned"], n_without), n + n_without)


def uplift_by(campaigns: pd.DataFrame, trait: str) -> pd.DataFrame:
    """The uplift for each value of a trait; a number is cut into thirds.

    Returns `trait`, customers, without, with_it (shares that returned), uplift, low, high. Values for
    which an arm is empty are left out.
    """
    need(campaigns, trait, what="campaigns")
    rows = []
    for name, part in campaigns.groupby(_groups(campaigns[trait]), sort=False):
        if len(part) and part["arm"].nunique() == 2:
            shares, found = arms(part), uplift(part)
            rates = shares["rate"].tolist()
            rows.append((str(name), found.n, rates[1], rates[0], found.value, found.low, found.high))
    columns = [trait, "customers", "without", "with_it", "uplift", "low", "high"]
    return pd.DataFrame(rows, columns=columns).sort_values("uplift", ascending=False, ignore_index=True)


def _groups(values: pd.Series) -> pd.Series:
    if values.dtype.kind not in "if" or values.nunique() <= 5:
        return values.astype(str).where(values.notna())
    edges = np.unique(np.quantile(values.dropna(), [0, 1 / 3, 2 / 3, 1]))
    names = np.array([f"{low:,.3g} – {high:,.3g}" for low, high in pairwise(edges)], dtype=object)
    place = np.clip(np.searchsorted(edges, values, side="left") - 1, 0, len(names) - 1)
    return pd.Series(names[place], index=values.index).where(values.notna())


@dataclass(frozen=True)
class UpliftModel:
    """Two chances for each customer: to return without the mailing, and with it. terms: the traits used;
    middle: what stands for a blank."""

    kind: str
    weights: tuple[Floats, Floats]
    centre: Floats
    scale: Floats
    terms: Terms
    middle: Mapping[str, float]

    def scores(self, people: pd.DataFrame) -> pd.DataFrame:
        """customer_id, p_control, p_treatment, uplift."""
        x = np.column_stack(
            [np.ones(len(people)), (self.terms.of(prepared(people, self.middle)) - self.centre) / self.scale]
        )
        without, with_ = (sigmoid(x @ weights) for weights in self.weights)
        table = pd.DataFrame({"p_control": without, "p_treatment": with_, "uplift": with_ - without})
        table.insert(0, "customer_id", people["customer_id"].astype(str).to_numpy())
        return table


def middles(people: pd.DataFrame) -> dict[str, float]:
    """The median of each trait that is a number: what stands for a blank."""
    numbers = [name for name in traits(people) if people[name].dtype.kind in "if"]
    return {name: float(people[name].median()) for name in numbers if people[name].notna().any()}


def prepared(people: pd.DataFrame, middle: Mapping[str, float]) -> pd.DataFrame:
    """The same table without blanks, and with the logarithm of 1 + each trait of which a few values are very
    large. A blank number is taken for the middle one, a blank text for "not said".
    """
    filled = {name: people[name].fillna(value) for name, value in middle.items() if name in people}
    words = [name for name in traits(people) if people[name].dtype.kind not in "ifb"]
    filled |= {name: people[name].astype(object).fillna(_("not said")).astype(str) for name in words}
    table = people.assign(**filled)
    return table.assign(**{name: np.log1p(table[name].clip(lower=0)) for name in SKEWED if name in table})


def uplift_model(
    campaigns: pd.DataFrame, columns: Sequence[str] | None = None, *, kind: Kind = "interaction"
) -> UpliftModel:
    """Who returns because of the mailing, from traits that were known before it went out.

    kind: "interaction" – one logit in which every trait works, and works differently with the mailing;
    what differs is held back (ridge), so that few data give a small difference and not a wild one.
    "two_model" – one logit for each arm, held back as little as the main effects. columns: traits;
    without them all that can be used. Sources: Lo (2002), interactions; Hansotia & Rukstales (2002),
    two models.
    """
    treat, back = treated(campaigns), flags(campaigns, "returned", what="campaigns")
    middle = middles(campaigns)
    used = terms(prepared(campaigns, middle), columns)
    centre, scale = used.matrix.mean(axis=0), used.matrix.std(axis=0)
    x = np.column_stack([np.ones(len(campaigns)), (used.matrix - centre) / scale])
    wide = x.shape[1]
    held = np.r_[0.0, np.full(wide - 1, MAIN)]
    if kind == "two_model":
        without, with_ = (climb(x[treat == arm], back[treat == arm], held)[0] for arm in (0, 1))
        return UpliftModel(kind, (without, with_), centre, scale, used, middle)
    half = (treat - 0.5)[:, None]
    cross = np.r_[0.0, np.full(wide - 1, CROSS)]
    weights, _spread = climb(np.column_stack([x, x * half]), back, np.r_[held, cross])
    main, moved = weights[:wide], weights[wide:]
    return UpliftModel(kind, (main - moved / 2, main + moved / 2), centre, scale, used, middle)


def moved_by(campaigns: pd.DataFrame, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """What the mailing does to the odds of returning, and how each trait changes that: term, log_odds,
    se, low, high (95%, as penalised). The first row is the mailing itself, at the mean of all traits.
    """
    treat, back = treated(campaigns), flags(campaigns, "returned", what="campaigns")
    middle = middles(campaigns)
    used = terms(prepared(campaigns, middle), columns)
    x = np.column_stack(
        [np.ones(len(campaigns)), (used.matrix - used.matrix.mean(axis=0)) / used.matrix.std(axis=0)]
    )
    wide = x.shape[1]
    held = np.r_[0.0, np.full(wide - 1, MAIN), 0.0, np.full(wide - 1, CROSS)]
    weights, spread = climb(np.column_stack([x, x * (treat - 0.5)[:, None]]), back, held)
    moved, se = weights[wide:], np.sqrt(np.diag(spread)[wide:])
    names = [_("the mailing"), *(_("mailing × {name}").format(name=name) for name in used.names)]
    return pd.DataFrame(
        {"term": names, "log_odds": moved, "se": se, "low": moved - Z95 * se, "high": moved + Z95 * se}
    )


def crossed(
    campaigns: pd.DataFrame,
    columns: Sequence[str] | None = None,
    *,
    kind: Kind = "interaction",
    seed: int = 7,
) -> pd.DataFrame:
    """`scores` of everybody in the campaign, each by a model fitted without them (five parts)."""
    part = folds(len(campaigns), parts=PARTS, seed=seed)
    found = []
    for held in range(PARTS):
        inside, outside = campaigns[part != held], campaigns[part == held]
        if len(outside):
            found.append(uplift_model(inside, columns, kind=kind).scores(outside).set_index(outside.index))
    return pd.concat(found).loc[campaigns.index]
