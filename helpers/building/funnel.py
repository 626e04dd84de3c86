"""From stranger to order in stages: who gets on, who does not, and how long it takes. Chances multiply."""

from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.checks import fraction, need
from helpers.intervals import wilson
from helpers.words import _

# The eight stages of trade buying as the second source counts them, and the state of whoever stands there.
STAGES = {
    "search": ("调查", "suspect"),
    "interest": ("兴趣", "suspect"),
    "inquiry": ("询问", "prospect"),
    "verification": ("再调查", "prospect"),
    "negotiation": ("沟通", "prospect"),
    "consideration": ("考虑", "prospect"),
    "financing": ("备款", "prospect"),
    "order": ("下单", "customer"),
}
SETTLED = 0.95  # of the leads that ordered, as many had done so within the time a lead is given
STATES = {"suspect": "潜在客户", "prospect": "准客户", "customer": "客户"}
DAY = pd.Timedelta(days=1)


def odds(chance: float) -> float:
    """How many get on for each one that does not.

    >>> odds(0.8), odds(0.2)
    (4.0, 0.25)
    """
    fraction(chance, name="chance")
    return round(chance / (1 - chance), 12) if chance < 1 else float("inf")


def chance(odds: float) -> float:
    """The chance that belongs to odds.

    >>> chance(4.0), chance(0.25)
    (0.8, 0.2)
    """
    if odds < 0:
        raise ValueError(_("odds is {odds:g}; odds are never below zero.").format(odds=odds))
    return odds / (1 + odds) if odds != float("inf") else 1.0


def in_days(spans: pd.Series) -> pd.Series:
    """Lengths of time as days with their parts."""
    days: pd.Series = spans.dt.total_seconds() / 86_400
    return days


def in_order(stages: pd.DataFrame) -> list[str]:
    """The stages of this table, first to last: the eight in their own order, else by when leads get there.

    Own names are ordered by the mean place of a stage on the way of the leads that entered it.
    """
    need(stages, "lead_id", "stage", "entered_at", what="stages")
    found = {str(name) for name in stages["stage"].dropna().unique()}
    if found <= set(STAGES):
        return [name for name in STAGES if name in found]
    place = stages.groupby("lead_id", sort=False)["entered_at"].rank(method="first")
    return [str(name) for name in place.groupby(stages["stage"].astype(str)).mean().sort_values().index]


def journeys(stages: pd.DataFrame) -> pd.DataFrame:
    """One row a lead (index lead_id), one column a stage in order: when first entered, or NaT."""
    names = in_order(stages)
    rows, leads = pd.factorize(stages["lead_id"])
    columns = pd.Index(names).get_indexer(pd.Index(stages["stage"].astype(str)))
    # By hand: a group-by of as many pairs takes ten times as long.
    first = np.full((len(leads), len(names)), np.iinfo(np.int64).max)
    stamps = stages["entered_at"].astype("datetime64[ns]")
    known = (columns >= 0) & stamps.notna().to_numpy() & (rows >= 0)
    at = stamps.astype("int64").to_numpy()
    np.minimum.at(first, (rows[known], columns[known]), at[known])
    first[first == np.iinfo(np.int64).max] = pd.NaT.value
    return pd.DataFrame(first.view("datetime64[ns]"), index=pd.Index(leads, name="lead_id"), columns=names)


def settled(stages: pd.DataFrame, *, as_of: pd.Timestamp | None = None) -> tuple[pd.DataFrame, float, int]:
    """The rows of leads that have had time to order, that time in days, and how many leads are younger.

    The time: what 95% of those who ordered took from their first stage to the last, at most. A funnel that
    counts last week's inquiries as lost is always leakiest this week. as_of: the last day that counts;
    default the last entry.
    """
    ways = journeys(stages)
    start, end = ways.min(axis=1), ways.iloc[:, -1]
    took = in_days(end - start).dropna()
    days = float(took.quantile(SETTLED)) if len(took) else 0.0
    today = as_of if as_of is not None else stages["entered_at"].max()
    old = start[start <= today - days * DAY].index
    kept = stages[stages["lead_id"].isin(old)]
    return (kept, days, len(ways) - len(old)) if len(old) else (stages, 0.0, 0)


def funnel(
    stages: pd.DataFrame, *, as_of: pd.Timestamp | None = None, all_leads: bool = False
) -> pd.DataFrame:
    """Stage by stage: entered, converted (went on), rate, low, high (95%, Wilson), days, spread, odds.

    stages: the table of that name. A lead has entered every stage up to the furthest it reached, also where
    the record of one is missing. days: median from entering a stage to entering the next; spread: standard
    deviation of the logs of those days. The last stage has no next: its converted, rate and days are blank.
    Leads too young to have ordered are left out unless all_leads (see `settled`). Source: Wilson (1927).

    >>> rows = [("a", "inquiry"), ("a", "order"), ("b", "inquiry")]
    >>> stages = pd.DataFrame(rows, columns=["lead_id", "stage"])
    >>> stages["entered_at"] = pd.to_datetime(["2026-01-01", "2026-01-11", "2026-01-01"])
    >>> funnel(stages)[["stage", "entered", "rate", "days", "odds"]].values.tolist()[0]
    ['inquiry', 2, 0.5, 10.0, 1.0]
    """
    if stages.empty:
        raise ValueError(_("The table stages has no rows: there is no way to follow."))
    rows = stages if all_leads else settled(stages, as_of=as_of)[0]
    names = in_order(stages)
    ways = journeys(rows).reindex(columns=names)
    furthest = ways.notna().to_numpy() * np.arange(1, len(names) + 1)
    entered = [int((furthest.max(axis=1) > at).sum()) for at in range(len(names))]
    table = pd.DataFrame({"stage": names, "entered": entered})
    table["converted"] = table["entered"].shift(-1)
    table["rate"] = table["converted"] / table["entered"].where(table["entered"] > 0)
    pairs = zip(table["converted"].fillna(0), table["entered"], strict=True)
    limits = np.array([wilson(int(got), int(of)) for got, of in pairs])
    limits[-1] = np.nan
    table[["low", "high"]] = limits
    waits = [in_days(ways[b] - ways[a]) for a, b in pairwise(names)]
    table["days"] = [*(one.median() for one in waits), np.nan]
    table["spread"] = [*(np.log(one[one > 0]).std() for one in waits), np.nan]
    table["odds"] = table["rate"] / (1 - table["rate"]).replace(0.0, np.nan)
    return table


def remaining(table: pd.DataFrame) -> pd.DataFrame:
    """From each stage to the order: chance, low, high (95%, Wilson) and days still to go, a row a stage.

    table: `funnel`. The chance is the product of the rates still to come, which is orders ÷ entered. days is
    the sum of the medians still to come, which is short of the usual way: a few slow stages add more than
    quick ones take away (see `simulate`).

    >>> table = pd.DataFrame({"stage": ["inquiry", "financing", "order"], "entered": [100, 40, 30],
    ...     "rate": [0.4, 0.75, None], "days": [5.0, 10.0, None]})
    >>> remaining(table)[["chance", "days"]].values.tolist()
    [[0.3, 15.0], [0.75, 10.0], [1.0, 0.0]]
    """
    need(table, "stage", "entered", "days", what="the funnel")
    orders = int(table["entered"].iloc[-1])
    rest = pd.DataFrame(
        {"stage": table["stage"], "chance": orders / table["entered"].where(table["entered"] > 0)}
    )
    rest[["low", "high"]] = [wilson(orders, int(n)) for n in table["entered"]]
    rest["days"] = table["days"].fillna(0.0)[::-1].cumsum()[::-1]
    return rest


def leaks(table: pd.DataFrame, *, factor: float = 2.0) -> pd.DataFrame:
    """What more orders each stage would give if its odds were `factor` times as good: the widest leak first.

    table: `funnel`. Returns stage, rate, odds, rate_if (the odds times factor), orders_more (of a thousand at
    the first stage). Since chances multiply, the same *share* more is worth the same anywhere; the same
    factor on the odds is worth most where the rate is lowest. That effort works as a factor is an assumption.

    >>> table = pd.DataFrame({"stage": ["inquiry", "financing", "order"], "entered": [100, 50, 40],
    ...     "rate": [0.5, 0.8, None]})
    >>> leaks(table)[["stage", "orders_more"]].round(1).values.tolist()
    [['inquiry', 133.3], ['financing', 44.4]]
    """
    need(table, "stage", "entered", "rate", what="the funnel")
    known = table[table["rate"].notna() & (table["rate"] > 0)]
    rate = known["rate"]
    better = factor * rate / (1 - rate + factor * rate)
    orders = 1000 * float(table["entered"].iloc[-1]) / float(table["entered"].iloc[0])
    found = pd.DataFrame(
        {"stage": known["stage"], "rate": rate, "odds": rate / (1 - rate).replace(0.0, np.nan),
         "rate_if": better, "orders_more": orders * (better / rate - 1)}
    )  # fmt: skip
    return found.sort_values("orders_more", ascending=False, kind="stable", ignore_index=True)


def per_thousand(table: pd.DataFrame, *, blanks: int = 0) -> pd.DataFrame:
    """A thousand at the first stage, step by step: stage, rate, get_on; `blanks` rows left open at the end.

    table: `funnel`. get_on: how many of the thousand reach the next stage, rounded only for the eye.

    >>> table = pd.DataFrame({"stage": ["inquiry", "financing", "order"], "rate": [0.4, 0.75, None]})
    >>> per_thousand(table, blanks=1)["get_on"].tolist()
    [400.0, nan]
    """
    need(table, "stage", "rate", what="the funnel")
    known = table[table["rate"].notna()]
    sums = (1000 * known["rate"].cumprod()).round(0)
    if blanks:
        sums.iloc[-blanks:] = np.nan
    return pd.DataFrame({"stage": known["stage"], "rate": known["rate"], "get_on": sums})


def eight_stages() -> pd.DataFrame:
    """The eight stages of trade buying and who stands there: stage, zh, who (suspect, prospect, customer).

    >>> eight_stages()["who"].value_counts().tolist()
    [5, 2, 1]
    """
    rows = [(name, zh, f"{state} {STATES[state]}") for name, (zh, state) in STAGES.items()]
    return pd.DataFrame(rows, columns=["stage", "zh", "who"])


def crosswalk() -> pd.DataFrame:
    """The source's eight stages beside the eight phases of BuyGrid: stage, zh, buygrid, note.

    The source has the money (a deposit, a letter of credit), which BuyGrid lacks; BuyGrid ends with a review
    of how it went, which the source lacks. Source: Robinson, Faris & Wind (1967).
    """
    buygrid = {
        "search": (_("supplier search, first round"), ""),
        "interest": (_("problem recognition; general need description"), ""),
        "inquiry": (_("proposal solicitation"), _("stage 3, and the first we see")),
        "verification": (_("supplier search, second round"), _("they check us")),
        "negotiation": (_("product specification"), ""),
        "consideration": (_("supplier selection"), ""),
        "financing": (_("none"), _("only the source has it: deposit, letter of credit")),
        "order": (_("order-routine specification"), ""),
    }
    rows = [(name, STAGES[name][0], *pair) for name, pair in buygrid.items()]
    rows.append((_("none"), "—", _("performance review"), _("only BuyGrid has it: lesson 6 begins here")))
    return pd.DataFrame(rows, columns=["stage", "zh", "buygrid", "note"])
