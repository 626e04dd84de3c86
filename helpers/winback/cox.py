"""Which traits make an ending likelier: proportional hazards (Cox 1972), ties after Efron (1977).

Written out because statsmodels takes a quarter of a second to load; tests hold it against statsmodels.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.winback.checks import Floats, lived
from helpers.winback.survival import Z95
from helpers.winback.terms import Terms, terms
from helpers.words import _

ROUNDS, NEAR, FAR = 50, 1e-10, 25.0
UNSURE = 10.0  # a standard error, for a trait of unit spread, that only a weight without end has
TAIL = 2 / 3  # beyond the longest time seen the hazard goes on as in its last third


@dataclass(frozen=True)
class Cox:
    """A fitted model.

    table: term, log_hazard, se, hazard_ratio, low, high (95%, of the ratio), z. loglik, null: log partial
    likelihood with and without traits; concordance: of two customers, how often the one that left first had
    the higher risk; times, cumulative: the hazard of somebody average; n, events; terms: the model's columns.
    """

    table: pd.DataFrame
    loglik: float
    null: float
    concordance: float
    times: Floats
    cumulative: Floats
    centre: Floats
    n: int
    events: int
    terms: Terms

    @property
    def chi2(self) -> float:
        """Likelihood ratio against a model without traits; as many degrees of freedom as terms."""
        return 2 * (self.loglik - self.null)

    def risk(self, subscriptions: pd.DataFrame) -> Floats:
        """How many times the hazard of somebody average each one has."""
        beta = self.table["log_hazard"].to_numpy(dtype=float)
        return np.asarray(np.exp((self.terms.of(subscriptions) - self.centre) @ beta))

    def hazard_until(self, months: Floats) -> Floats:
        """Cumulative hazard of somebody average; beyond the longest time seen it goes on at its last pace."""
        at = np.searchsorted(self.times, months, side="right")
        reached = np.r_[0.0, self.cumulative][at]
        last = float(self.times[-1])
        before = float(np.r_[0.0, self.cumulative][np.searchsorted(self.times, TAIL * last, side="right")])
        pace = (float(self.cumulative[-1]) - before) / ((1 - TAIL) * last) if last else 0.0
        return np.asarray(reached + pace * np.clip(months - last, 0, None))


def cox(
    subscriptions: pd.DataFrame, columns: Sequence[str] | None = None, *, as_of: pd.Timestamp | None = None
) -> Cox:
    """Fit the model to customer_id, ended (0/1), tenure (months) and traits.

    columns: traits; without them all that can be used, the rest is in `terms.left_out`. Named columns
    that are constant, blank or collinear are refused by name. Raises ValueError where nobody left, no
    trait is left, or a trait foretells every ending (then its weight has no end).
    """
    seen = lived(subscriptions, as_of=as_of)
    rows = subscriptions.loc[seen.index]
    if not seen["ended"].any():
        raise ValueError(_("Nobody has left, so nothing tells who leaves."))
    used = terms(rows, columns)
    if not used.names:
        raise ValueError(_("No trait is left to tell who leaves: {why}.").format(why=_reasons(used)))
    centre, scale = used.matrix.mean(axis=0), used.matrix.std(axis=0)
    work = _Work.made((used.matrix - centre) / scale, seen["months"].to_numpy(), seen["ended"].to_numpy())
    beta, loglik, information, null = _climb(work, used.names)
    se = np.sqrt(np.diag(np.linalg.inv(information))) / scale
    beta = beta / scale
    times, cumulative = work.baseline(beta * scale)
    table = pd.DataFrame({"term": used.names, "log_hazard": beta, "se": se, "hazard_ratio": np.exp(beta)})
    table = table.assign(low=np.exp(beta - Z95 * se), high=np.exp(beta + Z95 * se), z=beta / se)
    order = work.x @ (beta * scale)
    shared = _concordance(order, work.time, work.ended)
    return Cox(
        table, loglik, null, shared, times, cumulative, centre, len(seen), int(seen["ended"].sum()), used
    )


def _reasons(used: Terms) -> str:
    return "; ".join(f"{name}: {why}" for name, why in used.left_out.items()) or _(
        "there is none in the table"
    )


@dataclass(frozen=True)
class _Work:
    """Rows from the longest time to the shortest, and for each ending its share of the ties before it.

    x: standardised; last: per time with endings the last row still at risk; at: per ending its time; begin:
    per time the place of its first ending among the endings; fraction: how much of the tied rows is already
    gone for each.
    """

    x: Floats
    time: Floats
    ended: Floats
    last: np.ndarray
    at: np.ndarray
    begin: np.ndarray
    fraction: Floats
    times: Floats

    @classmethod
    def made(cls, x: Floats, time: Floats, ended: Floats) -> "_Work":
        order = np.argsort(-time, kind="stable")
        x, time, ended = x[order], time[order], ended[order]
        times = np.unique(time[ended == 1])[::-1]
        last = np.searchsorted(-time, -times, side="right") - 1
        sizes = np.bincount(np.searchsorted(-times, -time[ended == 1]), minlength=len(times))
        at = np.repeat(np.arange(len(times)), sizes)
        begin = np.cumsum(sizes) - sizes
        nth = np.arange(len(at)) - np.repeat(begin, sizes)
        return cls(x, time, ended, last, at, begin, nth / sizes[at], times)

    def sums(self, weight: Floats, values: Floats) -> Floats:
        """For each ending: weighted `values` of all at risk, less the part of its ties that is gone."""
        weighted = weight.reshape(-1, *[1] * (values.ndim - 1)) * values
        at_risk = np.cumsum(weighted, axis=0)[self.last]
        tied = np.add.reduceat(weighted[self.ended == 1], self.begin, axis=0)
        share = self.fraction.reshape(-1, *[1] * (values.ndim - 1))
        return np.asarray(at_risk[self.at] - share * tied[self.at])

    def slopes(self, beta: Floats) -> tuple[float, Floats, Floats]:
        """Log partial likelihood, its gradient, and the information."""
        score = self.x @ beta
        score -= score.max()
        weight = np.exp(score)
        all_ = self.sums(weight, np.ones(len(self.x)))
        first = self.sums(weight, self.x) / all_[:, None]
        rows = self.ended == 1
        value = float(score[rows].sum() - np.log(all_).sum())
        gradient = self.x[rows].sum(axis=0) - first.sum(axis=0)
        return value, gradient, self._second(weight, all_) - first.T @ first

    def _second(self, weight: Floats, all_: Floats) -> Floats:
        """Sum over endings of the weighted mean of x x′ of who is at risk, one column at a time."""
        width = self.x.shape[1]
        found = np.empty((width, width))
        for column in range(width):
            found[column] = (self.sums(weight, self.x * self.x[:, [column]]) / all_[:, None]).sum(axis=0)
        return found

    def baseline(self, beta: Floats) -> tuple[Floats, Floats]:
        """Times with endings, ascending, and the cumulative hazard of somebody average."""
        all_ = self.sums(np.exp(self.x @ beta), np.ones(len(self.x)))
        steps = np.bincount(self.at, weights=1 / all_, minlength=len(self.times))
        return self.times[::-1], np.cumsum(steps[::-1])


def _climb(work: _Work, names: Sequence[str]) -> tuple[Floats, float, Floats, float]:
    """Newton's method with halved steps: weights, log likelihood, information, log likelihood at zero."""
    beta = np.zeros(work.x.shape[1])
    value, gradient, information = work.slopes(beta)
    null = value
    for _round in range(ROUNDS):
        step = np.linalg.lstsq(information, gradient, rcond=None)[0]
        for _half in range(20):
            after = work.slopes(beta + step)
            if after[0] >= value - NEAR:
                break
            step = step / 2
        beta, gain = beta + step, after[0] - value
        value, gradient, information = after
        if gain < NEAR or np.abs(beta).max() > FAR:
            _refuse_without_end(information, names)
            return beta, value, information, null
    raise ValueError(_("The search for the weights did not come to an end; leave out a trait that few have."))


def _refuse_without_end(information: Floats, names: Sequence[str]) -> None:
    """Refuse a weight that nothing holds back: in units of its own spread its error would be enormous."""
    error = np.sqrt(np.abs(np.diag(np.linalg.pinv(information, rcond=1e-14))))
    if error.max() > UNSURE or not np.isfinite(error).all():
        name = names[int(error.argmax())]
        raise ValueError(
            _("{name} foretells every ending, so its weight has no end. Leave it out.").format(name=name)
        )


def _concordance(score: Floats, time: Floats, ended: Floats) -> float:
    """Of all pairs in which one is known to have left first: how often it had the higher score; ties half.

    Source: Harrell (1982).
    """
    good = pairs = 0.0
    for at in np.flatnonzero(ended == 1):
        later = score[(time > time[at]) | ((time == time[at]) & (ended == 0))]
        good += float((later < score[at]).sum()) + 0.5 * float((later == score[at]).sum())
        pairs += len(later)
    return good / pairs if pairs else float("nan")
