"""What step 3 hands on: the map, the shares, and their measures, or the reason why not."""

import pandas as pd

from helpers.positioning.maps import Map
from helpers.positioning.rivals import YEAR, hhi, latest
from helpers.words import _

MEASURES = ["measure", "value", "unit", "n", "low", "high"]
NAN = float("nan")


def map_table(found: Map, ideals: pd.DataFrame | None = None) -> pd.DataFrame:
    """The table 03_map: point, kind (brand, word, ideal), x, y; principal coordinates on both sides."""
    kinds = {"row": "brand", "column": "word"}
    table = found.points().assign(kind=lambda points: points["kind"].map(kinds))
    parts = [table] if ideals is None else [table, ideals.assign(kind="ideal")]
    return pd.concat(parts, ignore_index=True)[["point", "kind", "x", "y"]]


def measures(found: Map | None, sales: pd.DataFrame | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The measures of step 3 (measure, value, unit, n, low, high) and those that cannot be had.

    inertia: of the whole table of brands and words; inertia_1, inertia_2: principal inertias of the two
    axes; inertia_share_1, inertia_share_2: what fraction of the whole they show. hhi: of units in the last
    twelve periods, in points. A census of the market has no interval; that of the map stands in `ellipses`.
    """
    rows, absent = [], []
    if found is None:
        text = _("It takes answers of a survey `brand`.")
        absent += [(name, "answers", text) for name in ("inertia", "inertia_1", "inertia_2")]
    else:
        sizes = [*found.inertias[:2], 0.0][:2]
        words = int(found.n)
        rows.append(("inertia", found.inertia, _("chi-square ÷ mentions"), words, NAN, NAN))
        for axis, size in enumerate(sizes, start=1):
            rows.append((f"inertia_{axis}", float(size), _("chi-square ÷ mentions"), words, NAN, NAN))
        for axis, size in enumerate(sizes, start=1):
            share = float(size) / found.inertia
            rows.append((f"inertia_share_{axis}", share, _("share of inertia"), words, NAN, NAN))
    if sales is None:
        absent.append(("hhi", "sales", _("It takes market sales of every brand.")))
    else:
        units = latest(sales, periods=YEAR).groupby("brand", observed=True)["units"].sum()
        rows.append(("hhi", hhi(units), _("points"), len(units), NAN, NAN))
    return (
        pd.DataFrame(rows, columns=MEASURES),
        pd.DataFrame(absent, columns=["measure", "table_needed", "reason"]),
    )
