"""The page that comes before any question: what the answer decides, whom we ask, how many, at what cost."""

import math
from collections.abc import Mapping
from itertools import combinations, product

import numpy as np
import pandas as pd

from helpers.needs.sampling import margin_of_error, sample_size
from helpers.words import _, count, money, percent

DRAWS = 400
MANY_WAYS = 10_000
METHODS = ("questionnaire", "depth interview", "focus group", "observation", "own records")


def research_brief(  # noqa: PLR0913 – the lines of the page, each once
    *,
    decision: str,
    question: str,
    population: int,
    error: float,
    cost_per_interview: float,
    currency: str = "",
    method: str = METHODS[0],
) -> pd.DataFrame:
    """The brief of a study as a table: part, zh, says.

    population: how many there are to ask; error: how far a share may be off (fraction, 95%);
    cost_per_interview: money. Raises ValueError for a method that is none of METHODS.
    """
    if method not in METHODS:
        text = _("There is no method {method}; there are {known}.")
        raise ValueError(text.format(method=method, known=", ".join(METHODS)))
    asked = sample_size(error, population=population)
    sample = _("{n} of {all}, drawn by lot in every group").format(n=count(asked), all=count(population))
    off = _("a share may be off by ± {error} by chance, one time in twenty by more")
    price = _("{cost}: {n} times {each}, asked in person")
    each, total = money(cost_per_interview, currency), money(asked * cost_per_interview, currency)
    cost = {"cost": total, "n": count(asked), "each": each}
    rows = [
        ("decision", "决策", decision),
        ("question", "问题", question),
        ("method", "方法", method),
        ("sample", "样本", sample),
        ("error", "误差", off.format(error=percent(error))),
        ("cost", "费用", price.format(**cost)),
        ("stop", "止步", _("if no answer could change the decision, do not ask")),
    ]
    return pd.DataFrame(rows, columns=["part", "zh", "says"])


def ask_some(
    answers: pd.Series, *, sizes: tuple[int, ...] = (1, 2, 4, 8), put_back: bool = False
) -> pd.DataFrame:
    """Every way to ask some of a few people: asked, ways, lowest, highest, apart, typically_off of the mean.

    answers: a handful of numbers, at most twelve; typically_off is the standard deviation of the means over
    all ways to choose. Whoever asks everybody cannot be off. put_back: each answer goes back before the next
    is drawn, as if there were very many people like these; then it is σ/√n exactly, and sizes of more than
    MANY_WAYS ways are left out. Raises ValueError for more than twelve or fewer than two.

    >>> ask_some(pd.Series([1.0, 3.0, 5.0, 7.0]), sizes=(2, 4))["highest"].tolist()
    [6.0, 4.0]
    """
    if not 2 <= len(answers) <= 12:
        raise ValueError(_("Two to twelve answers are wanted here, not {n}.").format(n=len(answers)))
    values = answers.to_numpy(dtype=float)
    rows = []
    possible = [n for n in sizes if (len(values) ** n <= MANY_WAYS if put_back else n <= len(values))]
    for size in possible:
        ways = product(values, repeat=size) if put_back else combinations(values, size)
        means = np.array([np.mean(chosen) for chosen in ways])
        rows.append((size, len(means), means.min(), means.max(), np.ptp(means), means.std()))
    return pd.DataFrame(rows, columns=["asked", "ways", "lowest", "highest", "apart", "typically_off"])


def few_answers(
    answers: pd.DataFrame, *, item: str, named: Mapping[str, str] | None = None, people: int = 6
) -> pd.DataFrame:
    """What a few respondents said an item is worth to them: who, answer; customers with a name first.

    answers: survey “importance”, long form; named: customer_id → name. Where too few have a name, others
    follow, evenly spread over the file. Raises ValueError where fewer than two answered.
    """
    rows = answers[(answers["survey"] == "importance") & (answers["item"] == item)]
    rows = rows.assign(answer=pd.to_numeric(rows["answer"], errors="coerce")).dropna(subset=["answer"])
    if len(rows) < 2:
        raise ValueError(_("Fewer than two said what “{item}” is worth to them.").format(item=item))
    ids = rows["customer_id"] if "customer_id" in rows else pd.Series("", index=rows.index)
    known = rows.assign(who=ids.astype(object).map(dict(named or {})).astype(object))
    first = known[known["who"].notna()].drop_duplicates("who").head(people)
    rest = known.drop(index=first.index)
    wanted = min(people - len(first), len(rest))
    at = np.linspace(0, max(len(rest) - 1, 0), wanted).round().astype(int)
    chosen = pd.concat([first, rest.iloc[at]])
    who = chosen["who"].where(chosen["who"].notna(), chosen["respondent_id"].astype(object))
    return chosen.assign(who=who)[["who", "answer"]].reset_index(drop=True)


def margins(population: int, *, share: float = 0.5, points: int = 60) -> pd.DataFrame:
    """The margin of error by how many are asked, up to everybody: n, margin, without_end (were there no end).

    >>> margins(100)["margin"].tolist()[-1]
    0.0
    """
    if population < 2:
        raise ValueError(_("There must be two people at least to ask some of them."))
    sizes = np.unique(np.geomspace(min(10, population), population, points).round().astype(int))
    return pd.DataFrame(
        {
            "n": sizes,
            "margin": [margin_of_error(int(n), share=share, population=population) for n in sizes],
            "without_end": [margin_of_error(int(n), share=share) for n in sizes],
        }
    )


def circles(
    answers: pd.DataFrame,
    groups: pd.Series,
    *,
    item: str,
    asked: int = 10,
    seed: int = 0,
) -> pd.DataFrame:
    """What one would believe who asks only one circle: circle, people, low, mid, high of the mean of `asked`.

    answers: survey “importance”, long form; groups: respondent_id → group. For each group, and for everybody,
    the mean answer of `asked` people drawn from it by lot, many times over; low and high hold 95% of those
    means. The circle furthest from everybody first, everybody last.
    """
    rows = answers[(answers["survey"] == "importance") & (answers["item"] == item)]
    value = pd.to_numeric(rows["answer"], errors="coerce").set_axis(rows["respondent_id"]).dropna()
    group = groups.reindex(value.index)
    if group.nunique() < 2:
        raise ValueError(_("To compare circles there must be two groups among those who answered."))
    rng = np.random.default_rng(seed)
    parts = {str(name): part.to_numpy() for name, part in value.groupby(group)} | {"": value.to_numpy()}
    rows_out = []
    for name, known in parts.items():
        means = rng.choice(known, size=(DRAWS, asked)).mean(axis=1)
        low, high = np.quantile(means, [0.025, 0.975])
        rows_out.append((name or _("everybody"), len(known), low, float(known.mean()), high, name == ""))
    table = pd.DataFrame(rows_out, columns=["circle", "people", "low", "mid", "high", "all"])
    far = (table["mid"] - value.mean()).abs().where(~table["all"], -math.inf)
    return table.iloc[np.argsort(-far.to_numpy(), kind="stable")].drop(columns="all").reset_index(drop=True)


def circle_of(answers: pd.DataFrame, customers: pd.DataFrame) -> pd.Series:
    """The customer type of each respondent (respondent_id → customer_type), by whom they answered for."""
    if "customer_id" not in answers or "customer_type" not in customers:
        raise ValueError(
            _("Who belongs to which circle takes customer_id in answers, customer_type in customers.")
        )
    kinds = customers.drop_duplicates("customer_id").set_index("customer_id")["customer_type"]
    once = answers.drop_duplicates("respondent_id").set_index("respondent_id")
    return once["customer_id"].map(kinds)
