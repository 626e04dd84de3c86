"""The offers that stand side by side in the market, and what a change to ours would leave."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from helpers import choice
from helpers.checks import need
from helpers.mix.gabor import choice_demand
from helpers.mix.promotion import Array
from helpers.offer import brands_like, credit_cost, ladders, standing
from helpers.words import _, listed

POINTS = 13  # prices of a demand curve
Plan = Mapping[str, float | str]  # attribute of our offer → what it becomes


def fit_choices(choices: pd.DataFrame, name: str) -> choice.Fit:
    """Part-worths of all respondents, errors by respondent: `choice.fit`.

    Our brand, where the firm of this name shows one, is what the others are compared with.
    """
    found = brands_like(choices["brand"], name) if "brand" in choices else []
    reference = {"brand": found[0]} if len(found) == 1 else None
    return choice.fit(choices, reference=reference, clustered=True)


def market_offers(fit: choice.Fit, choices: pd.DataFrame, market: pd.DataFrame | None = None) -> pd.DataFrame:
    """One offer a brand as it stands: offer, and every attribute of the fit.

    market: `latest_market`, for the prices; a brand it does not know has the middle of the prices shown. All
    else stands where `offer.standing` has it. So brands differ by name and price alone, which is all the
    tables know of them.
    """
    need(choices, "brand", what="choices")
    shown = choices[choices["brand"].notna() & (choices["brand"] != "")]
    brands = sorted(shown["brand"].astype(str).unique())
    offers = pd.DataFrame({"offer": brands, "brand": brands})
    today = standing(ladders(fit, choices))
    offers = offers.assign(**{name: today[name] for name in choice.attributes(choices) if name in today})
    if "price" in offers:
        offers["price"] = float(shown["price"].median())
    if market is not None and "price" in offers:
        known = market.set_index("brand")["price"]
        offers["price"] = offers["offer"].map(known).fillna(offers["price"]).round(2)
    return offers


def levels_to_try(
    choices: pd.DataFrame, offers: pd.DataFrame, ours: str, *, cut: float = -0.08
) -> dict[str, dict[str, str]]:
    """What each attribute of our offer could be: attribute → value → words, for the controls of a what-if.

    Each begins as it stands, price at a cut, so that there is something to see. brand is left out: we are
    who we are.
    """
    own = offers.set_index("offer").loc[ours]
    found = {}
    for name in choice.attributes(choices):
        if name == "brand":
            continue
        levels = choices[name].dropna()
        numeric = is_numeric_dtype(levels)
        written = [f"{value:g}" if numeric else str(value) for value in sorted(levels.unique())]
        now = f"{own[name]:g}" if numeric else str(own[name])
        first = (
            {f"{own[name] * (1 + cut):.2f}": f"{own[name] * (1 + cut):.2f} ({cut:+.0%})"}
            if name == "price"
            else {}
        )
        rest = {level: level for level in written if level not in {now, ""}}
        found[name] = {**first, now: _("{now} (now)").format(now=now), **rest}
    return found


def our_demand(
    fit: choice.Fit, choices: pd.DataFrame, market: pd.DataFrame, ours: str, *, unit_cost: float
) -> pd.DataFrame:
    """`choice_demand` of ours at thirteen whole prices, from the lowest that people were shown to 15%
    above the highest."""
    need(choices, "price", what="choices")
    low, high = float(choices["price"].min()), 1.15 * float(choices["price"].max())
    digits = 0 if high - low > 2 * POINTS else 2
    prices = sorted({round(float(price), digits) for price in np.linspace(low, high, POINTS)})
    offers = market_offers(fit, choices, market)
    return choice_demand(fit, offers, offer=ours, prices=prices, unit_cost=unit_cost)


def changed(offers: pd.DataFrame, ours: str, plan: Plan) -> pd.DataFrame:
    """The offers with ours changed; numbers may come as text. Raises ValueError for an unknown attribute.

    >>> offers = pd.DataFrame({"offer": ["a", "b"], "price": [70.0, 60.0]})
    >>> changed(offers, "a", {"price": "64"})["price"].tolist()
    [64.0, 60.0]
    """
    if unknown := sorted(set(plan) - set(offers.columns)):
        raise ValueError(_("An offer here has no {names}.").format(names=listed(unknown)))
    made = offers.copy()
    for name, value in plan.items():
        made.loc[made["offer"] == ours, name] = float(value) if is_numeric_dtype(made[name]) else value
    return made


def plan_values(  # noqa: PLR0913 – the market, the plans and what money costs
    fit: choice.Fit,
    offers: pd.DataFrame,
    plans: Mapping[str, Plan],
    *,
    ours: str,
    units: float,
    unit_cost: float,
    rate: float = 0.0,
    lost: float = 0.0,
    draws: int = 400,
    seed: int = 0,
) -> pd.DataFrame:
    """What plans for our offer leave a year: policy, units, low, mid, high, lead_low, lead_high (money).

    offers: as they stand, with a price; units: the market's a year at those offers. If a better offer
    brings in people who would else choose none, the market grows by them. One piece leaves price −
    unit_cost − price × `offer.credit_cost`; rate: what money costs a year, lost: share of bills never paid
    for a month of credit. Rivals sit still: the first thing to doubt. low to high: 95% of the draws of the
    part-worths; leads: of the first plan over each, draw by draw.
    """
    weights = np.vstack([fit.estimates, choice.draws(fit, draws, seed)])
    own = int(np.flatnonzero(offers["offer"] == ours)[0])
    buyers = units / (1 - _shares(fit, offers, weights)[1])
    money, sold = [], []
    for plan in plans.values():
        made = changed(offers, ours, plan)
        share = _shares(fit, made, weights)[0][:, own]
        sold.append(buyers * share)
        money.append(sold[-1] * _left(made.iloc[own], unit_cost, rate, lost))
    values = np.array(money)
    leads = np.quantile(values[0, 1:] - values[:, 1:], [0.025, 0.975], axis=1)
    low, high = np.quantile(values[:, 1:], [0.025, 0.975], axis=1)
    return pd.DataFrame(
        {
            "policy": list(plans),
            "units": np.array(sold)[:, 0],
            "low": low,
            "mid": values[:, 0],
            "high": high,
            "lead_low": leads[0],
            "lead_high": leads[1],
        }
    )


def worth_of(worth: pd.DataFrame, steps: Mapping[str, float]) -> pd.DataFrame:
    """What a step of each attribute is worth to the average buyer: attribute, step, worth, low, high
    (money a piece).

    worth: as from `choice.willingness_to_pay`; steps: attribute → how far (a day, a week less: −1, a point:
    0.01). Attributes that are no numbers here are left out. Raises ValueError where none is left.

    >>> worth = pd.DataFrame({"attribute": ["lead_time"], "level": ["slope"], "wtp": [-3.0],
    ...     "low": [-4.0], "high": [-2.0]})
    >>> worth_of(worth, {"lead_time": -2}).values.tolist()
    [['lead_time', -2, 6.0, 4.0, 8.0]]
    """
    slopes = worth[worth["level"] == "slope"]
    rows = []
    for name, step in steps.items():
        here = slopes[slopes["attribute"] == name]
        if len(here):
            unit, low, high = (float(here[end].iloc[0]) for end in ("wtp", "low", "high"))
            rows.append((name, step, unit * step, *sorted((low * step, high * step))))
    if not rows:
        raise ValueError(
            _("None of {names} was asked about in numbers here.").format(names=listed(list(steps)))
        )
    return pd.DataFrame(rows, columns=["attribute", "step", "worth", "low", "high"])


def _left(offer: pd.Series, unit_cost: float, rate: float, lost: float) -> float:
    """What one piece leaves (money)."""
    price = float(offer["price"])
    waiting = credit_cost(float(offer.get("payment_terms", 0.0)), rate=rate, lost=lost)
    return price - unit_cost - price * waiting


def _shares(fit: choice.Fit, offers: pd.DataFrame, weights: Array) -> tuple[Array, Array]:
    """Shares of the offers (draws × offers), and of choosing none (draws)."""
    x = fit.coding.matrix(offers)
    if fit.coding.none:
        x = np.vstack([x, np.eye(x.shape[1])[-1]])
    utility = weights @ x.T
    size = np.exp(utility - utility.max(axis=1, keepdims=True))
    share = size / size.sum(axis=1, keepdims=True)
    none = share[:, -1] if fit.coding.none else np.zeros(len(share))
    return share[:, : len(offers)], none
