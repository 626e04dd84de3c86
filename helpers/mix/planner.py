"""The mix as one page with its profit and loss, and the modern four as a scorecard."""

from dataclasses import dataclass, replace

import pandas as pd

from helpers.words import _


@dataclass(frozen=True)
class Mix:
    """A marketing mix a year.

    units: sold; price, unit_cost: money each; channel_cost: share of sales that agents and dealers keep;
    terms_days: days after which we are paid; promotion, service: money a year; rate: what money costs a year.
    """

    units: float
    price: float
    unit_cost: float
    channel_cost: float = 0.0
    terms_days: float = 0.0
    promotion: float = 0.0
    service: float = 0.0
    rate: float = 0.08


def profit_and_loss(mix: Mix) -> pd.DataFrame:
    """The mix as a profit and loss: step and amount (money), sales first, profit last.

    >>> profit_and_loss(Mix(units=100, price=70, unit_cost=40, channel_cost=0.1,
    ...     promotion=500))["amount"].tolist()
    [7000.0, -4000.0, -700.0, 0.0, -500.0, 0.0, 1800.0]
    """
    sales = mix.units * mix.price
    steps = {
        _("sales"): sales,
        _("goods"): -mix.units * mix.unit_cost,
        _("channel"): -sales * mix.channel_cost,
        _("waiting for the money"): -sales * mix.rate * mix.terms_days / 365 + 0.0,
        _("promotion"): -mix.promotion,
        _("service"): -mix.service + 0.0,
    }
    amounts = list(steps.values())
    return pd.DataFrame({"step": [*steps, _("profit")], "amount": [*amounts, sum(amounts)]})


def compare_mixes(now: Mix, planned: Mix) -> pd.DataFrame:
    """Two mixes side by side: step, now, planned, change (money)."""
    tables = [profit_and_loss(mix) for mix in (now, planned)]
    table = tables[0].rename(columns={"amount": "now"}).assign(planned=tables[1]["amount"])
    return table.assign(change=table["planned"] - table["now"])


def price_page(  # noqa: PLR0913 – the page has these lines
    market: pd.DataFrame,
    ours: str,
    *,
    unit_cost: float,
    elasticity: float,
    price_change: float,
    spend: pd.DataFrame | None = None,
    part: float = 0.2,
) -> pd.DataFrame:
    """A change of price down to its profit: step, now, planned, change (money a year), as `compare_mixes`.

    market: `latest_market`; units follow the elasticity. spend: period, spend; `part` of a year of it is
    charged to this product, in both columns alike. Rows that are zero in both are left out.
    """
    own = market[market["brand"] == ours]
    if own.empty:
        raise ValueError(_("{ours} was not sold in the last twelve months.").format(ours=ours))
    months = [] if spend is None else sorted(spend["period"].unique())[-12:]
    charged = 0.0 if spend is None else part * float(spend.loc[spend["period"].isin(months), "spend"].sum())
    now = Mix(
        units=float(own["units"].iloc[0]),
        price=float(own["price"].iloc[0]),
        unit_cost=unit_cost,
        promotion=charged,
    )
    units = now.units * (1 + price_change) ** elasticity
    planned = replace(now, units=units, price=now.price * (1 + price_change))
    table = compare_mixes(now, planned)
    return table[(table["now"] != 0) | (table["planned"] != 0)].reset_index(drop=True)


def scorecard(
    answers: pd.DataFrame | None = None,
    spend: pd.DataFrame | None = None,
    orders: pd.DataFrame | None = None,
    *,
    target: float = 5.0,
) -> pd.DataFrame:
    """The modern four (人员、流程、方案、绩效) as a scorecard: part, zh, asked, value, against, signal.

    answers: survey performance (1 to 7) on after_sales and lead_time; spend: channel money and responses;
    orders: lines with unit_cost. People by what customers say of our service, processes of our lead time
    (against `target` points); programmes by responses per 1,000 of money, performance by margin, last
    twelve months against the twelve before. What a case lacks has no value. Sources: Kotler & Keller
    (2016); Kaplan & Norton (1992).
    """
    rows = [
        (
            _("people"),
            "人员",
            _("what customers say of our service, of 7"),
            *_rated(answers, "after_sales", target),
        ),
        (
            _("processes"),
            "流程",
            _("what customers say of our lead time, of 7"),
            *_rated(answers, "lead_time", target),
        ),
        (_("programmes"), "方案", _("responses per 1,000 spent"), *_responses(spend)),
        (_("performance"), "绩效", _("margin of all we sell, share of sales"), *_margins(orders)),
    ]
    table = pd.DataFrame(rows, columns=["part", "zh", "asked", "value", "against"])
    better = table["value"] >= table["against"]
    signal = better.map({True: _("holds"), False: _("look here")})
    return table.assign(signal=signal.where(table["value"].notna(), _("not measured")))


def _rated(answers: pd.DataFrame | None, item: str, target: float) -> tuple[float, float]:
    if answers is None:
        return float("nan"), target
    said = answers[(answers["survey"] == "performance") & (answers["item"] == item)]["answer"]
    return float(pd.to_numeric(said, errors="coerce").mean()), target


def _responses(spend: pd.DataFrame | None) -> tuple[float, float]:
    if spend is None or spend["period"].nunique() < 24:
        return float("nan"), float("nan")
    months = sorted(spend["period"].unique())
    last, before = spend[spend["period"].isin(months[-12:])], spend[spend["period"].isin(months[-24:-12])]
    rates = [1000 * float(part["response"].sum() / part["spend"].sum()) for part in (last, before)]
    return rates[0], rates[1]


def _margins(orders: pd.DataFrame | None) -> tuple[float, float]:
    if orders is None or "unit_cost" not in orders or orders.empty:
        return float("nan"), float("nan")
    off = orders["discount"].fillna(0.0) if "discount" in orders else 0.0
    sales = orders["quantity"] * orders["unit_price"] - off
    lines = pd.DataFrame(
        {"at": orders["ordered_at"], "sales": sales, "left": sales - orders["quantity"] * orders["unit_cost"]}
    )
    end = lines["at"].max()
    year = pd.Timedelta(days=365)
    last = lines[lines["at"] > end - year]
    before = lines[(lines["at"] <= end - year) & (lines["at"] > end - 2 * year)]
    return tuple(
        float(part["left"].sum() / part["sales"].sum()) if len(part) else float("nan")
        for part in (last, before)
    )  # type: ignore[return-value]
