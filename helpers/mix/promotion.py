"""What promotion brings: response with saturation and carry-over, and what the next unit would bring."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.checks import need
from helpers.words import _

Array = npt.NDArray[np.float64]
CURVE = ["base", "ceiling", "scale", "carry_over"]
CARRY_OVERS = np.arange(0.0, 0.81, 0.05)
# Scales are looked for around the adstock that was seen: far outside it a curve is a straight line or flat.
SCALES = np.geomspace(0.1, 8.0, 48)
FEWEST = 8  # months: four numbers are fitted
YEAR = 12
BURN_IN = 3  # months whose adstock hangs on spend before the table begins


def adstock(spend: Array, carry_over: float) -> Array:
    """What is still at work of each month's spend: adstock_t = spend_t + carry_over · adstock_(t−1) (money).

    Of what went before the first month nothing is known, and nothing is added. Source: Broadbent (1979).

    >>> adstock(np.array([100.0, 0.0, 40.0]), 0.5).tolist()
    [100.0, 50.0, 65.0]
    """
    still = np.array(spend, dtype=np.float64)
    for month in range(1, len(still)):
        still[month] += carry_over * still[month - 1]
    return still


def fit_responses(spend: pd.DataFrame) -> pd.DataFrame:
    """One curve a channel: response = base + ceiling · (1 − exp(−adstock ÷ scale)), by least squares.

    spend: period, channel, spend (money), response (such as inquiries); rows of a channel are months.
    Carry-over and scale are tried on a grid, base and ceiling follow by least squares and are kept at zero
    or above. Returns channel, base, ceiling (responses a month), scale (money of adstock), carry_over
    (fraction), rhythm (adstock of each of the last twelve months for one unit of mean spend: the calendar
    is kept when the sum is moved), spend (mean a month, last twelve), response (the curve there), months.
    Raises ValueError where a channel has fewer than eight months or never varied its spend. Source: Little
    (1979); exponential saturation as in Rao (1970).
    """
    need(spend, "period", "channel", "spend", "response", what="spend")
    rows = []
    for channel, paid, brought in _channels(spend):
        _enough(channel, paid)
        (found,) = _fits(paid, brought[None, :])
        curve = dict(zip(CURVE, map(float, found), strict=True))
        mean = float(paid[-YEAR:].mean())
        rows.append({"channel": channel, **curve, "spend": mean, "months": len(paid)})
    table = with_rhythm(pd.DataFrame(rows), spend)
    return table.assign(response=response_at(table, table["spend"]))


def with_rhythm(curves: pd.DataFrame, spend: pd.DataFrame) -> pd.DataFrame:
    """Curves with the calendar of each channel's last twelve months, by its own carry-over (column
    rhythm)."""
    paid = {channel: money for channel, money, _brought in _channels(spend)}
    rhythms = []
    for channel, carry in zip(curves["channel"].astype(str), curves["carry_over"], strict=True):
        money = paid.get(channel, np.ones(YEAR))
        mean = float(money[-YEAR:].mean())
        still = adstock(money, float(carry))[-YEAR:]
        rhythms.append(tuple(still / mean) if mean > 0 else (1 / (1 - float(carry)),))
    return curves.assign(rhythm=pd.Series(rhythms, index=curves.index, dtype=object))


def curve_draws(spend: pd.DataFrame, *, draws: int = 100, seed: int = 0) -> pd.DataFrame:
    """How the curves might as well have come out: the rows of `fit_responses` once for each draw.

    Parametric bootstrap: Poisson counts around the fitted curve, fitted again. Returns draw, channel, base,
    ceiling, scale, carry_over, rhythm, spend. Source: Efron & Tibshirani (1993).
    """
    curves = {str(row["channel"]): row for row in fit_responses(spend).to_dict("records")}
    generator, parts = np.random.default_rng(seed), []
    for channel, paid, _brought in _channels(spend):
        curve = curves[channel]
        still = adstock(paid, float(curve["carry_over"]))
        mean = curve["base"] + curve["ceiling"] * (1 - np.exp(-still / curve["scale"]))
        counts = generator.poisson(np.tile(mean.astype(float), (draws, 1))).astype(np.float64)
        table = pd.DataFrame(_fits(paid, counts), columns=CURVE)
        table.insert(0, "channel", channel)
        parts.append(table.assign(spend=float(curve["spend"])).rename_axis("draw").reset_index())
    return with_rhythm(pd.concat(parts, ignore_index=True), spend)


def response_at(curves: pd.DataFrame, spend: "pd.Series | Array | float") -> Array:
    """Responses a month, on the average of a year, when `spend` (money a month on average) goes on, for
    each curve.

    The money comes in the rhythm of the column of that name; without one, the same every month.

    >>> curve = pd.DataFrame({"base": [10.0], "ceiling": [100.0], "scale": [50.0], "carry_over": [0.5]})
    >>> response_at(curve, 25.0).round(1).tolist()
    [73.2]
    """
    base, ceiling, scale = (curves[name].to_numpy(dtype=float) for name in CURVE[:3])
    work = _rhythms(curves) * (np.asarray(spend, dtype=float) / scale)[..., None]
    reached: Array = base + ceiling * (1 - np.exp(-work)).mean(axis=1)
    return reached


def marginal_return(curves: pd.DataFrame, spend: "pd.Series | Array | float") -> Array:
    """Responses that one more unit of money a month would bring, for each curve, at `spend` a month.

    What comes of it in later months is in it: the curve is that of spend that goes on.

    >>> curve = pd.DataFrame({"base": [10.0], "ceiling": [100.0], "scale": [50.0], "carry_over": [0.5]})
    >>> marginal_return(curve, 25.0).round(3).tolist()
    [1.472]
    """
    ceiling, scale = (curves[name].to_numpy(dtype=float) for name in ("ceiling", "scale"))
    rhythm = _rhythms(curves)
    work = rhythm * (np.asarray(spend, dtype=float) / scale)[..., None]
    slope: Array = ceiling / scale * (rhythm * np.exp(-work)).mean(axis=1)
    return slope


def dorfman_steiner(*, promotion_elasticity: float, price_elasticity: float) -> float:
    """The share of sales worth spending on promotion: its elasticity over that of price (fraction of sales).

    promotion_elasticity: per cent more units for one per cent more spend; price_elasticity: below −1. At
    the best price −1 ÷ price elasticity is the margin, so the share is margin × promotion elasticity. One
    period, no carry-over. Raises ValueError where demand is not elastic. Source: Dorfman & Steiner (1954).

    >>> dorfman_steiner(promotion_elasticity=0.2, price_elasticity=-4)
    0.05
    """
    if price_elasticity >= -1:
        text = _("A price elasticity of {e:.2f} has no best price: the rule needs one below −1.")
        raise ValueError(text.format(e=price_elasticity))
    return promotion_elasticity / -price_elasticity


def spend_elasticities(curves: pd.DataFrame) -> pd.DataFrame:
    """Per cent more responses for one per cent more spend, today: channel, carry_over, spend, response,
    elasticity.

    >>> curve = pd.DataFrame({"channel": ["a"], "base": [0.0], "ceiling": [100.0], "scale": [50.0],
    ...     "carry_over": [0.0],
    ...     "spend": [50.0]})
    >>> spend_elasticities(curve)["elasticity"].round(3).tolist()
    [0.582]
    """
    spend = curves["spend"].to_numpy(dtype=float)
    response = response_at(curves, spend)
    slope = marginal_return(curves, spend) * spend / response
    return curves[["channel", "carry_over", "spend"]].assign(response=response, elasticity=slope)


def _channels(spend: pd.DataFrame) -> list[tuple[str, Array, Array]]:
    """Each channel with its spend and what it brought, month after month."""
    ordered = spend.sort_values("period", kind="stable")
    return [
        (str(name), part["spend"].to_numpy(dtype=float), part["response"].to_numpy(dtype=float))
        for name, part in ordered.groupby("channel", sort=False)
    ]


def _rhythms(curves: pd.DataFrame) -> Array:
    if "rhythm" in curves:
        # Channels of unlike length (a year that is not full) are drawn out to the same number of months.
        long = max(map(len, curves["rhythm"]))
        return np.array([np.resize(np.asarray(row), long) for row in curves["rhythm"]])
    flat: Array = 1 / (1 - curves["carry_over"].to_numpy(dtype=float))[:, None]
    return flat


def _enough(channel: str, paid: Array) -> None:
    if len(paid) < FEWEST:
        text = _("{channel} has {n} months; a response curve takes {fewest} at least.")
        raise ValueError(text.format(channel=channel, n=len(paid), fewest=FEWEST))
    if np.ptp(paid) <= 1e-9 * max(float(paid.max()), 1.0):
        text = _(
            "{channel} had the same spend every month: nobody can tell what more or less would have done."
        )
        raise ValueError(text.format(channel=channel))


def _fits(paid: Array, responses: Array) -> Array:
    """The best curve for each row of responses (draws × months): draws × (base, ceiling, scale,
    carry_over)."""
    grid, shapes = _shapes(paid)
    skip = BURN_IN if len(paid) >= 2 * FEWEST else 0
    shapes, responses = shapes[:, skip:], responses[:, skip:]
    total, squares = shapes.sum(axis=1), (shapes**2).sum(axis=1)
    product = shapes @ responses.T  # points of the grid × draws
    months, brought = shapes.shape[1], responses.sum(axis=1)
    power = np.maximum(squares - total**2 / months, 1e-12)
    ceiling = np.maximum((product - np.outer(total, brought) / months) / power[:, None], 0.0)
    base = (brought[None, :] - ceiling * total[:, None]) / months
    # Where the base would lie below zero the curve goes through zero instead.
    ceiling = np.where(base < 0, product / squares[:, None], ceiling)
    base = np.maximum(base, 0.0)
    misfit = months * base**2 + ceiling**2 * squares[:, None] + 2 * base * ceiling * total[:, None]
    misfit -= 2 * base * brought[None, :] + 2 * ceiling * product
    best, draws = misfit.argmin(axis=0), np.arange(len(responses))
    return np.column_stack([base[best, draws], ceiling[best, draws], grid[best]])


def _shapes(paid: Array) -> tuple[Array, Array]:
    """The grid (scale, carry_over) and 1 − exp(−adstock ÷ scale) for each of its points (points × months)."""
    grid, shapes = [], []
    for carry in CARRY_OVERS:
        still = adstock(paid, float(carry))
        scales = still.mean() * SCALES
        grid.append(np.column_stack([scales, np.full(len(scales), carry)]))
        shapes.append(1 - np.exp(-still[None, :] / scales[:, None]))
    return np.concatenate(grid), np.concatenate(shapes)
