"""What people took, counted: small tables to follow with a finger, and the same count for everybody."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers import choice
from helpers.checks import need
from helpers.intervals import wilson
from helpers.needs.ratings import ratings
from helpers.words import _

TASK = ["respondent_id", "task"]
PRICE = "price"
ADJECTIVES = {"price": _("cheapest"), "lead_time": _("fastest"), "supply_stability": _("steadiest")}


class Best(NamedTuple):
    """Offers in one table with, for a factor, whether each was the only best one of its task."""

    name: str  # of what is best: lowest, highest, or a level
    only: pd.Series


def best_taken(choices: pd.DataFrame) -> pd.DataFrame:
    """How often the one best offer on a factor was taken: factor, best, tasks, taken, share, low, high,
    by_luck.

    choices: respondent_id, task, alternative, chosen (1/0) and attributes. Only tasks count in which one
    offer alone was the best on the factor. What is best is read from the choices: the end of a number that
    people took more often, the level in words taken most often. low, high: 95% by Wilson, tasks taken as
    independent; by_luck: share to expect from drawing lots among the alternatives of a task. Most often taken
    on top.

    >>> choices = pd.DataFrame({"respondent_id": "R1", "task": list("1122"), "alternative": list("ABAB"),
    ...     "chosen": [1, 0, 1, 0], "price": [50, 60, 50, 60]})
    >>> best_taken(choices)[["factor", "best", "tasks", "taken", "by_luck"]].values.tolist()
    [['price', 'lowest', 2, 2, 0.5]]
    """
    need(choices, *TASK, "alternative", "chosen", what="choices")
    luck = 1 / choices.groupby(TASK)["alternative"].transform("size")
    rows = []
    for factor in choice.attributes(choices):
        best = _best(choices, factor)
        tasks, taken = int(best.only.sum()), int(choices.loc[best.only, "chosen"].sum())
        if tasks:
            share = taken / tasks
            rows.append(
                (factor, best.name, tasks, taken, share, *wilson(taken, tasks), float(luck[best.only].mean()))
            )
    columns = ["factor", "best", "tasks", "taken", "share", "low", "high", "by_luck"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def offers_of(
    choices: pd.DataFrame,
    who: Mapping[str, str],
    rival: pd.DataFrame,
    *,
    by: tuple[str, str],
    tasks: int = 3,
) -> pd.DataFrame:
    """The offers that the first person in `who` saw, the two factors `by` first: task, offer, …, taken.

    rival: `rivalry`; its first `tasks` tasks of that person are shown, without the offer of nothing unless it
    was taken. taken is a tick.
    """
    need(choices, *TASK, "alternative", "chosen", *by, what="choices")
    if not who:
        raise ValueError(_("Nobody chose often enough between these two needs to be shown."))
    person = next(iter(who))
    shown = rival.loc[rival["respondent_id"] == person, "task"].head(tasks)
    own = choices[(choices["respondent_id"] == person) & choices["task"].isin(shown)]
    own = own[own[by[0]].notna() | (own["chosen"] == 1)]
    others = [name for name in choice.attributes(choices) if name not in by]
    taken = own["chosen"].map({1: "✓"}).fillna("")
    table = own.rename(columns={"alternative": "offer"})[["task", "offer", *by, *others]]
    return table.assign(taken=taken).reset_index(drop=True)


def rivalry(choices: pd.DataFrame, *, by: tuple[str, str]) -> pd.DataFrame:
    """The tasks in which one offer alone was best on one factor, and another on the other.

    by: two factors. Returns respondent_id, task, took: 0 for the best on the first, 1 for the best on the
    second, 2 for neither.

    >>> choices = pd.DataFrame({"respondent_id": "R1", "task": list("1122"), "alternative": list("ABAB"),
    ...     "chosen": [1, 0, 1, 0], "price": [50, 60, 50, 60], "lead_time": [8, 4, 4, 8]})
    >>> rivalry(choices, by=("price", "lead_time"))["took"].tolist()
    [0]
    """
    need(choices, *TASK, "alternative", "chosen", *by, what="choices")
    first, second = (_best(choices, factor).only for factor in by)
    flags = pd.DataFrame({0: first & ~second, 1: second & ~first}).astype(bool)
    taken = flags.mul(choices["chosen"] == 1, axis=0).add_prefix("took_")
    group = [choices[name] for name in TASK]
    tasks = pd.concat([flags, taken], axis=1).groupby(group, sort=False).any().reset_index()
    apart = tasks[tasks[0] & tasks[1]]
    took = np.select([apart["took_0"], apart["took_1"]], [0, 1], 2)
    return apart[TASK].assign(took=took).reset_index(drop=True)


def owners(answers: pd.DataFrame | None, choices: pd.DataFrame | None = None) -> pd.Series:
    """respondent_id → customer_id, as far as either table says; others are left out."""
    tables = [table for table in (answers, choices) if table is not None and "customer_id" in table]
    pairs = [table[["respondent_id", "customer_id"]].dropna() for table in tables]
    if not pairs:
        return pd.Series(dtype=object, name="customer_id")
    return pd.concat(pairs).drop_duplicates("respondent_id").set_index("respondent_id")["customer_id"]


def faces(  # noqa: PLR0913 – two tables, and four ways to say whom to show
    rival: pd.DataFrame,
    owner: pd.Series,
    people: pd.DataFrame | None = None,
    *,
    named: Mapping[str, str],
    tasks: int = 3,
    count: int = 6,
) -> dict[str, str]:
    """Whom a small table shows: respondent_id → short name; named customers first, then one of each type in
    turn.

    rival: `rivalry`: only people with `tasks` such tasks are shown; owner: `owners`; people: customers with
    customer_id and, where known, name and customer_type.
    """
    sizes = rival.groupby("respondent_id", sort=True).size()
    asked = sizes[sizes >= tasks].index
    traits = pd.DataFrame({"customer_id": owner.reindex(asked)}, index=asked)
    if people is not None:
        known = people.set_index("customer_id").reindex(columns=["customer_type", "name"])
        traits = traits.join(known, on="customer_id")
    kind = traits.get("customer_type", pd.Series("", index=asked)).astype(object).fillna("")
    turn = kind.groupby(kind).cumcount().where(~traits["customer_id"].isin(list(named)), -1)
    chosen = turn.sort_values(kind="stable").index[:count]
    names = [(named.get(traits.loc[at, "customer_id"]), traits.get("name", {}).get(at), at) for at in chosen]
    return {
        str(at): next(str(name) for name in several if isinstance(name, str))
        for at, several in zip(chosen, names, strict=True)
    }


def tally(  # noqa: PLR0913 – what was said, what was taken, and what of it to show
    answers: pd.DataFrame | None,
    rival: pd.DataFrame,
    *,
    by: tuple[str, str],
    who: Mapping[str, str],
    tasks: int = 3,
    blanks: int = 0,
) -> pd.DataFrame:
    """Said and taken of a few people: account, says_… for both factors, task_1 …, and a count of each pick.

    answers: survey importance; rival: `rivalry`; who: respondent_id → name; tasks: how many each; blanks: in
    how many last rows the counts are left open. The picks are words: cheapest, fastest, neither.
    """
    words = [*(adjective(factor) for factor in by), _("neither")]
    took = {person: rival.loc[rival["respondent_id"] == person, "took"].to_numpy()[:tasks] for person in who}
    table = pd.DataFrame({"account": list(who.values())}, index=list(who))
    if answers is not None:
        said = ratings(answers, "importance").reindex(index=list(who), columns=list(by))
        table = table.join(said.add_prefix("says_"))
    for at in range(tasks):
        table[f"task_{at + 1}"] = [words[picks[at]] if at < len(picks) else "" for picks in took.values()]
    for at, factor in enumerate(by):
        counts = pd.Series([float((picks == at).sum()) for picks in took.values()], index=table.index)
        counts.iloc[len(counts) - blanks :] = np.nan
        table["took_" + adjective(factor).replace(" ", "_")] = counts
    return table.reset_index(drop=True)


def taken_by(
    choices: pd.DataFrame, owner: pd.Series, groups: pd.Series, *, by: tuple[str, str]
) -> pd.DataFrame:
    """How often each group takes the best on two factors where they part: group, people, tasks, two shares.

    owner: `owners`; groups: customer_id → group (a tier, a type). Shares, in fractions of those tasks, are
    named cheapest_share and the like. The largest group stands on top.
    """
    rival = rivalry(choices, by=by)
    known = rival.assign(group=rival["respondent_id"].map(owner).map(groups)).dropna(subset=["group"])
    if known.empty:
        raise ValueError(
            _("Nobody in choices is known as a customer: answers or choices must say customer_id.")
        )
    parts = known.groupby("group", observed=True)
    table = pd.DataFrame({"people": parts["respondent_id"].nunique(), "tasks": parts.size()})
    for at, factor in enumerate(by):
        name = adjective(factor).replace(" ", "_") + "_share"
        table[name] = (known["took"] == at).groupby(known["group"], observed=True).mean()
    return table.sort_values("people", ascending=False, kind="stable").reset_index()


def with_trait(rival: pd.DataFrame, owner: pd.Series, people: pd.DataFrame, *, trait: str) -> pd.DataFrame:
    """The tasks of `rivalry` with a trait of the customer, and took_second: the second need won."""
    need(people, "customer_id", trait, what="customers")
    known = people.drop_duplicates("customer_id").set_index("customer_id")[trait]
    return rival.assign(
        **{trait: rival["respondent_id"].map(owner).map(known), "took_second": rival["took"] == 1}
    )


def two_factors(choices: pd.DataFrame) -> tuple[str, str]:
    """The two factors in numbers that small tables set against each other: the price, and the best rival to
    it.

    That is the one whose best offer was taken most often; without a price, the two most often.

    >>> choices = pd.DataFrame({"respondent_id": "R1", "task": list("1122"), "alternative": list("ABAB"),
    ...     "chosen": [1, 0, 1, 0], "price": [50, 60, 50, 60], "lead_time": [8, 4, 4, 8]})
    >>> two_factors(choices)
    ('price', 'lead_time')
    """
    taken = best_taken(choices)["factor"]
    numbers = [str(name) for name in taken if pd.api.types.is_numeric_dtype(choices[name])]
    if len(numbers) < 2:
        raise ValueError(
            _("To set two needs against each other, choices must have two attributes in numbers.")
        )
    first = PRICE if PRICE in numbers else numbers[0]
    return first, next(name for name in numbers if name != first)


def adjective(factor: str) -> str:
    """The best on a factor, as one says it.

    >>> adjective("price"), adjective("payment_terms")
    ('cheapest', 'best payment terms')
    """
    return ADJECTIVES.get(factor) or _("best {factor}").format(factor=factor.replace("_", " "))


def _best(choices: pd.DataFrame, factor: str) -> Best:
    """Where people stand to a factor, and which offers were alone at the best end of it in their task."""
    values = choices[factor]
    if pd.api.types.is_numeric_dtype(values):
        known = values.notna()
        drift = values[known & (choices["chosen"] == 1)].mean() - values[known].mean()
        name, worth = (_("highest"), values) if drift > 0 else (_("lowest"), -values)
    else:
        taken = choices["chosen"].groupby(values.astype(object)).mean()
        name = str(taken.idxmax())
        worth = (values.astype(object) == name).astype(float)
    group = worth.groupby([choices[key] for key in TASK])
    top = worth == group.transform("max")
    if not pd.api.types.is_numeric_dtype(values):
        top &= worth > 0
    alone = top.groupby([choices[key] for key in TASK]).transform("sum") == 1
    return Best(name, top & alone)
