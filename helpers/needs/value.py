"""Need and purchase: how fit becomes a choice, and small sums around what a thing is worth to a buyer."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers import choice
from helpers.checks import need
from helpers.intervals import wilson
from helpers.words import _

# How many of those who tick a box on intention buy within the time asked. A rule of thumb, to be replaced by
# the firm's own record as soon as it has one.
INTENT = {"definitely": 0.8, "probably": 0.3, "perhaps": 0.1, "probably not": 0.02, "definitely not": 0.0}


def fit_and_taken(fit: choice.Fit, choices: pd.DataFrame, *, bins: int = 10) -> pd.DataFrame:
    """Offers sorted by how well they meet the need, and how often each tenth was taken.

    better_by: utility above all else on the table (the rest of the task, nothing included) by `fit`; under
    the logit the chance is 1 ÷ (1 + exp(−better_by)). Returns better_by (mean of the bin), offers, taken,
    share, low, high (95%, Wilson) and expected (mean chance).
    """
    chance = choice.probabilities(fit, choices)
    known = choices.assign(chance=chance).dropna(subset=[choice.attributes(choices)[0], "chance"])
    known = known[known["chance"].between(1e-9, 1 - 1e-9)]
    known["better_by"] = np.log(known["chance"] / (1 - known["chance"]))
    groups = pd.qcut(known["better_by"], min(bins, len(known)), duplicates="drop")
    parts = known.groupby(groups, observed=True)
    table = parts.agg(
        better_by=("better_by", "mean"),
        offers=("chosen", "size"),
        taken=("chosen", "sum"),
        share=("chosen", "mean"),
        expected=("chance", "mean"),
    ).reset_index(drop=True)
    ends = [wilson(int(taken), int(n)) for taken, n in zip(table["taken"], table["offers"], strict=True)]
    table[["low", "high"]] = pd.DataFrame(ends, index=table.index)
    return table[["better_by", "offers", "taken", "share", "low", "high", "expected"]]


def customer_value(
    benefits: Mapping[str, float], costs: Mapping[str, float], *, price: float
) -> pd.DataFrame:
    """What a buyer gets less what it costs them: part, amount (money), left; the last row is what is left.

    Price is one of the costs, not the only one: time, risk and trouble are costs too. One source writes 代价
    (cost) where 价值 (value) is meant. Source: Zeithaml (1988).

    >>> customer_value({"fewer breakages": 90.0}, {"longer wait": 15.0}, price=60.0)["left"].tolist()
    [90.0, 75.0, 15.0]
    """
    rows = [*benefits.items(), *((name, -cost) for name, cost in costs.items()), (_("price"), -price)]
    table = pd.DataFrame(rows, columns=["part", "amount"])
    return table.assign(left=table["amount"].cumsum())


def disconfirmation(expected: float, found: float, *, weight: float = 2.0) -> float:
    """How far what came differs from what was expected; a shortfall counts `weight` times as much.

    Both on one scale. Above zero delights, below disappoints. Sources: Oliver (1980); losses count about
    twice, Kahneman & Tversky (1979).

    >>> disconfirmation(5.0, 6.0), disconfirmation(5.0, 4.0)
    (1.0, -2.0)
    """
    gap = found - expected
    return gap if gap >= 0 else weight * gap


def likely_buyers(ticked: Mapping[str, float], *, rates: Mapping[str, float] = INTENT) -> pd.DataFrame:
    """What said intention is likely to become: intent, people, rate, buyers; the last row is the sum.

    ticked: box → people; rates: box → share of them who will buy (assumed). Source: the practice of
    discounting stated intention, Jamieson & Bass (1989).

    >>> likely_buyers({"definitely": 100, "probably": 200})["buyers"].tolist()
    [80.0, 60.0, 140.0]
    """
    if unknown := [name for name in ticked if name not in rates]:
        message = _("There is no rate for {unknown}; there are {known}.")
        raise ValueError(message.format(unknown=", ".join(unknown), known=", ".join(rates)))
    rows = [(name, people, rates[name], people * rates[name]) for name, people in ticked.items()]
    table = pd.DataFrame(rows, columns=["intent", "people", "rate", "buyers"])
    people, buyers = float(table["people"].sum()), float(table["buyers"].sum())
    last = pd.DataFrame([(_("together"), people, buyers / people if people else np.nan, buyers)])
    return pd.concat([table, last.set_axis(table.columns, axis=1)], ignore_index=True)


def patterns(table: pd.DataFrame, *, given: str, outcome: str) -> pd.DataFrame:
    """Who tends to do it: given, people, share (of them with the outcome), low, high, lift (over everybody).

    table: one row an observation, `given` a category, `outcome` 0/1 or true/false. A lift of 2: twice as
    often as everybody. The rule says who, never why, and whether it holds tomorrow takes other data. Wilson's
    95% interval.

    >>> people = pd.DataFrame({"seat": ["stands", "stands", "sits", "sits"], "buys": [1, 1, 0, 1]})
    >>> patterns(people, given="seat", outcome="buys")[["seat", "share", "lift"]].round(2).values.tolist()
    [['stands', 1.0, 1.33], ['sits', 0.5, 0.67]]
    """
    need(table, given, outcome, what="observations")
    known = table.dropna(subset=[given, outcome])
    hits = known[outcome].astype(float)
    if not hits.sum() > 0:
        raise ValueError(_("Nobody did it, so nobody did it more often than others."))
    parts = hits.groupby(known[given].astype(str))
    found = parts.agg(people="size", share="mean", hits="sum").reset_index()
    ends = [wilson(int(hit), int(n)) for hit, n in zip(found.pop("hits"), found["people"], strict=True)]
    found[["low", "high"]] = pd.DataFrame(ends, index=found.index)
    found["lift"] = found["share"] / hits.mean()
    return found.sort_values("lift", ascending=False, kind="stable", ignore_index=True)


def recovered(fit: choice.Fit, hidden: pd.DataFrame) -> pd.DataFrame:
    """Part-worths beside those the simulation used: attribute, level, estimate, low, high (95%), true,
    inside.

    hidden: attribute, level, part_worth of one kind of buyer, the reference levels at zero. Levels are
    compared with the fit's own reference.
    """
    need(hidden, "attribute", "level", "part_worth", what="the truth")
    true = hidden.set_index(["attribute", "level"])["part_worth"]
    table = fit.table.copy()
    base = {name: levels[0] for name, levels in fit.coding.levels.items() if levels}
    table["true"] = [_true(true, attribute, level, base.get(attribute)) for attribute, level in _keys(table)]
    table["inside"] = table["true"].between(table["low"], table["high"])
    return table.dropna(subset=["true"]).drop(columns="se").reset_index(drop=True)


def one_kind(
    choices: pd.DataFrame, owner: pd.Series, people: pd.DataFrame, hidden: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Choices and truth of the kind of customer that most respondents are: each kind has tastes of its own.

    owner: respondent_id → customer_id; people: customers with customer_type; hidden: the truth, with
    customer_type.
    """
    need(people, "customer_id", "customer_type", what="customers")
    kinds = people.drop_duplicates("customer_id").set_index("customer_id")["customer_type"]
    kind = choices["respondent_id"].map(owner).map(kinds)
    known = kind[kind.isin(set(hidden["customer_type"]))]
    if known.empty:
        raise ValueError(_("None of the people in choices is of a kind whose tastes are known."))
    most = known.value_counts().index[0]
    return choices[kind == most], hidden[hidden["customer_type"] == most]


def _keys(table: pd.DataFrame) -> list[tuple[str, str]]:
    return list(table[["attribute", "level"]].itertuples(index=False, name=None))


def _true(true: pd.Series, attribute: str, level: str, base: str | None) -> float:
    """The true part-worth, against the level that the fit compares with."""
    value = float(true.get((attribute, level), np.nan))
    return value - float(true.get((attribute, base), np.nan)) if base is not None else value
