"""Five forces of the industry, each scored from 1 (weak) to 5 (strong) with the source of its score."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.positioning.rivals import concentration_level, hhi
from helpers.words import _

SUPPLIER = {
    "few": _("few could make it"),
    "switching": _("changing takes months"),
    "forward": _("they could sell past us"),
    "small": _("we are small to them"),
}
# How the sample's trade answers: timber from a few regions, and a fair where anybody may rent a stand.
CHAIR_TRADE: Mapping[str, Mapping[str, bool]] = {
    "supplier": {"few": False, "switching": True, "forward": True, "small": True},
    "entry": {"capital": True, "scale": False, "access": True, "rules": False},
}
ENTRY = {
    "capital": _("little money is needed"),
    "scale": _("small is not dearer"),
    "access": _("shelves and fairs are open"),
    "rules": _("no licence is needed"),
}


def checklist(items: Mapping[str, str], answers: Mapping[str, bool]) -> tuple[float, str]:
    """Score 1 to 5 by how many items are true, and the sentence that says so. Items not answered stay out.

    >>> checklist(ENTRY, {"capital": True, "scale": True, "access": True, "rules": False})[0]
    4.0
    """
    known = {name: answers[name] for name in items if name in answers}
    if not known:
        raise ValueError(_("Answer at least one of: {items}.").format(items=", ".join(items)))
    yes = [items[name] for name, true in known.items() if true]
    share = len(yes) / len(known)
    text = _("{yes} of {all} true").format(yes=len(yes), all=len(known))
    return 1 + 4 * share, f"{text}: {', '.join(yes)}" if yes else text


def rivalry(units: Mapping[str, float] | pd.Series) -> tuple[float, str]:
    """Rivalry from concentration: many alike fight harder than two giants. Score and sentence.

    5 below an HHI of 1,000; 4 below 1,800; 3 below 2,500; 2 below 5,000; 1 above. The cuts at 1,000 and
    1,800 are those of the 2023 Merger Guidelines; the scale is a convention, not a law.
    """
    points = hhi(pd.Series(units).tolist())
    score = 5.0 - float(np.searchsorted([1000, 1800, 2500, 5000], points, side="right"))
    text = _("HHI {points:,.0f}, {level} by the 2023 guidelines")
    return score, text.format(points=points, level=concentration_level(points))


def buyer_power(revenue: pd.Series, *, of: int = 5) -> tuple[float, str]:
    """Buyers' power from how much of our own sales hangs on the `of` largest customers. Score and sentence.

    revenue: one amount a customer. 1 below a tenth of sales, 2 below a fifth, 3 below two fifths, 4 below
    three fifths, 5 above. Our customers are a sample of the industry's buyers, and not drawn by chance: a
    note, not a proof.
    """
    positive = revenue[revenue > 0].sort_values(ascending=False)
    if positive.empty:
        raise ValueError(_("Nobody has bought anything yet."))
    share = float(positive.head(of).sum() / positive.sum())
    score = 1.0 + float(np.searchsorted([0.1, 0.2, 0.4, 0.6], share, side="right"))
    text = _("our {of} largest customers make {share:.0%} of our sales; HHI of customers {points:,.0f}")
    return score, text.format(of=min(of, len(positive)), share=share, points=hhi(positive))


def cross_price(sales: pd.DataFrame) -> pd.DataFrame:
    """Own and cross-price elasticity over all brands: effect, estimate, se, low, high (95%).

    sales: period, brand, units, price; optional store, promotion (fraction). Ordinary least squares of log
    units on log own price and the mean log price of the rivals in the same period and store, with a level
    for every brand in every store and for every month of the year, and promotion. Errors are robust (HC1).
    A cross elasticity of 0.5: rivals 10% dearer, about 5% more for us. It measures moves *between brands of
    the class*; what replaces the whole class (a bench, no chair at all) is not in these data.
    """
    need(sales, "period", "brand", "units", "price", what="sales")
    rows = sales[(sales["units"] > 0) & (sales["price"] > 0)].copy()
    where = [rows["period"].astype(str)] + ([rows["store"].astype(str)] if "store" in rows else [])
    rows["log_price"] = np.log(rows["price"])
    groups = rows.groupby(where)["log_price"]
    count = groups.transform("size")
    rows = rows.assign(rivals=(groups.transform("sum") - rows["log_price"]) / (count - 1))[count > 1]
    effects = {"own price": rows["log_price"], "rivals' prices": rows["rivals"]}
    if "promotion" in rows:
        effects["promotion"] = rows["promotion"].fillna(0.0)
    moving = {name: column for name, column in effects.items() if column.nunique() > 1}
    design = pd.concat([pd.DataFrame(moving), _levels(rows)], axis=1).to_numpy(dtype=float)
    if len(rows) < design.shape[1] + 20 or "rivals' prices" not in moving:
        raise ValueError(_("Too few periods, or prices that never move: no elasticity can be told."))
    return _least_squares(design, np.log(rows["units"].to_numpy(dtype=float)), list(moving))


def substitutes(elasticities: pd.DataFrame) -> tuple[float, str]:
    """The threat of substitutes from the cross-price elasticity: score 1 below 0.1, 2 below 0.3, 3 below 0.6,
    4 below 1, else 5; and the sentence that says so."""
    row = elasticities.set_index("effect").loc["rivals' prices"]
    score = 1.0 + float(np.searchsorted([0.1, 0.3, 0.6, 1.0], row["estimate"], side="right"))
    text = _("cross-price elasticity {mid:.2f} ({low:.2f} to {high:.2f}), between brands of the class only")
    return score, text.format(mid=row["estimate"], low=row["low"], high=row["high"])


def five_forces(scored: Mapping[str, tuple[float, str, str]]) -> pd.DataFrame:
    """Forces with score, because and source, strongest first. scored: force → (score, because, source).

    It is the *industry* that is weighed, every firm in it alike; not one rival. Source: Porter (1979).
    """
    rows = [(force, *parts) for force, parts in scored.items()]
    table = pd.DataFrame(rows, columns=["force", "score", "because", "source"])
    return table.sort_values("score", ascending=False, kind="stable", ignore_index=True)


def industry(
    sales: pd.DataFrame | None,
    revenue: pd.Series | None,
    *,
    supplier: Mapping[str, bool] | None = None,
    entry: Mapping[str, bool] | None = None,
) -> pd.DataFrame:
    """`five_forces` from what there is: market sales, customers' revenue, checklists; gaps are left out."""
    scored: dict[str, tuple[float, str, str]] = {}
    if sales is not None:
        scored["rivalry"] = (*rivalry(sales.groupby("brand", observed=True)["units"].sum()), "sales")
        scored |= _if_known(sales)
    if revenue is not None:
        scored["buyer power"] = (*buyer_power(revenue), _("our orders"))
    if supplier is not None:
        scored["supplier power"] = (*checklist(SUPPLIER, supplier), _("checklist"))
    if entry is not None:
        scored["threat of entry"] = (*checklist(ENTRY, entry), _("checklist"))
    if not scored:
        raise ValueError(_("No force can be scored: it takes `sales`, `orders`, or a checklist."))
    return five_forces(scored)


def _if_known(sales: pd.DataFrame) -> dict[str, tuple[float, str, str]]:
    try:
        return {"substitutes": (*substitutes(cross_price(sales)), "sales")}
    except ValueError:
        return {}


def _levels(rows: pd.DataFrame) -> pd.DataFrame:
    """A column for every brand in every store, and for every month of the year but one."""
    names = rows["brand"].astype(str) + (rows["store"].astype(str) if "store" in rows else "")
    parts = [pd.get_dummies(names, dtype=float)]
    if pd.api.types.is_datetime64_any_dtype(rows["period"]):
        parts.append(pd.get_dummies(rows["period"].dt.month, prefix="m", dtype=float).iloc[:, 1:])
    return pd.concat(parts, axis=1)


def _least_squares(design: Any, y: Any, names: list[str]) -> pd.DataFrame:
    """Estimates of the first columns, with errors that allow for unequal spread (HC1; White 1980)."""
    inverse = np.linalg.pinv(design.T @ design)
    weights = inverse @ design.T @ y
    residuals = y - design @ weights
    scale = len(y) / (len(y) - design.shape[1])
    cov = scale * inverse @ (design.T * residuals**2) @ design @ inverse
    table = pd.DataFrame({"effect": names, "estimate": weights[: len(names)]})
    table["se"] = np.sqrt(np.diag(cov))[: len(names)]
    return table.assign(
        low=table["estimate"] - 1.96 * table["se"], high=table["estimate"] + 1.96 * table["se"]
    )
