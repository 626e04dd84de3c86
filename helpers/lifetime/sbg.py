"""Shifted beta-geometric: who renews, where leaving is seen (subscriptions, yearly contracts).

Source: Fader & Hardie (2007; 2010 for what is still to come). At every renewal a customer leaves with chance
θ ~ Beta(a, b) of their own. So the rate of renewal rises with age though nobody changes: those likely to
leave have left.
"""

import numpy as np
import pandas as pd

from helpers.lifetime import edges
from helpers.lifetime.beta_geometric import beta_mean
from helpers.lifetime.fitting import Fit, Task, maximise
from helpers.lifetime.histories import Array, by_customer, need, refuse
from helpers.lifetime.models import check_rate
from helpers.words import _

NAME = "sBG"
NAMES = ("a", "b")
MONTHS_A_YEAR = 12
ROUNDING = 1e-9


def fit_renewals(subscriptions: pd.DataFrame, *, period_months: float = 1.0) -> Fit:
    """The shifted beta-geometric of these subscriptions.

    subscriptions: customer_id, ended (0/1), tenure (months); period_months: how often they renew. Who ended
    with a tenure of n periods left at renewal n (a begun period is paid in full and counts); who goes on has
    passed as many renewals as whole periods lie behind. Raises ValueError where the table is empty, tenure or
    ended are blank, and where nobody has passed or left at a renewal yet.
    """
    return maximise(renewal_task(subscriptions, period_months=period_months))


def renewal_task(subscriptions: pd.DataFrame, *, period_months: float = 1.0) -> Task:
    """What `fit_renewals` maximises."""
    table = renewals(subscriptions, period_months=period_months)
    rows = table.groupby(["left", "periods"]).size()
    left, periods = (rows.index.get_level_values(at).to_numpy(dtype=float) for at in (0, 1))
    weight = rows.to_numpy(dtype=float)
    if not weight @ periods:
        raise ValueError(_("Nobody has come to a first renewal yet, so nothing is known of who renews."))
    return Task(
        model=NAME,
        names=NAMES,
        likelihood=lambda parameters: log_likelihood(parameters, left, periods, weight),
        starts=((1.0, 1.0), (0.5, 5.0), (5.0, 5.0)),
        scales=(1.0, 1.0),
        customers=len(table),
        rows=len(rows),
        edges=edges.sbg(),
    )


def renewals(subscriptions: pd.DataFrame, *, period_months: float = 1.0) -> pd.DataFrame:
    """customer_id, left (bool) and periods: the renewal at which they left, or the number passed.

    >>> table = pd.DataFrame({"customer_id": ["a", "b"], "ended": [1, 0], "tenure": [14.5, 14.5]})
    >>> renewals(table, period_months=12)["periods"].tolist()
    [2.0, 1.0]
    """
    need(subscriptions, "customer_id", "ended", "tenure")
    if not len(subscriptions):
        raise ValueError(_("There is no subscription to learn from: the table is empty."))
    tenure = subscriptions["tenure"].to_numpy(dtype=float)
    left = subscriptions["ended"].to_numpy(dtype=float)
    refuse(subscriptions, ~(np.isfinite(tenure) & (tenure >= 0)), _("no tenure from 0 months up"))
    refuse(subscriptions, ~np.isin(left, [0, 1]), _("neither 0 nor 1 in ended"))
    refuse(subscriptions, subscriptions["customer_id"].duplicated(), _("a customer_id that stands twice"))
    # Twelve times a twelfth of a year is a year, whatever the last bit says.
    passed = np.floor(tenure / period_months + ROUNDING)
    begun = np.maximum(np.ceil(tenure / period_months - ROUNDING), 1)
    return pd.DataFrame(
        {
            "customer_id": subscriptions["customer_id"],
            "left": left == 1,
            "periods": np.where(left == 0, passed, begun),
        }
    )


def log_likelihood(parameters: Array, left: Array, periods: Array, weight: Array) -> tuple[float, Array]:
    """Log-likelihood and its gradient by a, b."""
    from scipy.special import betaln, psi

    a, b = parameters
    passed = b + periods - left
    each = betaln(a + left, passed) - betaln(a, b)
    whole = psi(a + left + passed) - psi(a + b)
    slope = [weight @ (psi(a + left) - psi(a) - whole), weight @ (psi(passed) - psi(b) - whole)]
    return float(weight @ each), np.array(slope)


def survival(fitted: Fit, periods: int) -> pd.DataFrame:
    """period (0 to periods), survival (share still there after that renewal), retention (of that renewal).

    >>> fitted = Fit(NAME, {"a": 1.0, "b": 3.0}, 0.0, 1, 1, True, "", np.eye(2), pd.DataFrame())
    >>> survival(fitted, 2)["survival"].round(3).tolist()
    [1.0, 0.75, 0.6]
    """
    a, b = fitted.values
    at = np.arange(periods + 1)
    rate = np.where(at > 0, (b + at - 1) / (a + b + at - 1), np.nan)
    return pd.DataFrame(
        {"period": at, "survival": np.cumprod(np.nan_to_num(rate, nan=1.0)), "retention": rate}
    )


def renewal_values(
    fitted: Fit,
    subscriptions: pd.DataFrame,
    *,
    margin: float | pd.Series = 1.0,
    discount_rate: float = 0.0,
    period_months: float = 1.0,
) -> pd.DataFrame:
    """Who will renew, for how long, and what that is worth today.

    margin: money a period, one for all or a Series by customer_id; discount_rate: a year, as a fraction.
    The first payment counted comes at the next renewal, one period from now; one due today would add 1.
    Returns customer_id, left, periods, next_retention, expected_payments (each at its value today), clv; for
    who has left these are 0. Raises ValueError as `fit_renewals` does, and where the sum of payments has no
    end.
    """
    check_rate(discount_rate)
    table = renewals(subscriptions, period_months=period_months)
    passed = table["periods"].to_numpy()
    a, b = fitted.values
    here = ~table["left"].to_numpy()
    levels, level = np.unique(np.where(here, passed, 0), return_inverse=True)
    worth = _payments(a, b + levels, rate=discount_rate, period_months=period_months)
    payments = here * worth[level]
    return table.assign(
        next_retention=here * (b + passed) / (a + b + passed),
        expected_payments=payments,
        clv=payments * by_customer(margin, table["customer_id"], name="margin"),
    )


def _payments(a: float, b: Array, *, rate: float, period_months: float) -> Array:
    """Expected payments from the next renewal on, each discounted by the periods until then.

    Who leaves with chance θ pays v + v² + … with v = discount × (1 − θ); wanted is the mean over θ.
    """
    discount = (1 + rate) ** (-period_months / MONTHS_A_YEAR)
    if discount < 1:
        ends = (np.full(len(b), discount / (1 - discount)), np.zeros(len(b)))
        return beta_mean(lambda chance: 1 / (1 - discount * (1 - chance)) - 1, ends=ends, a=a, b=b)
    if a <= 1:
        message = _(
            "Without a discount rate the payments to come have no end, because some of these customers "
            "will hardly ever leave (a is {a:.2f}, not above 1): give a discount_rate above 0."
        )
        raise ValueError(message.format(a=a))
    return np.asarray(b / (a - 1))
