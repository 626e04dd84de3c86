"""What segments want, in the words of the map: needs and their words, ideal points, counted choices."""

from collections.abc import Mapping

import pandas as pd

from helpers.checks import need
from helpers.positioning.maps import Map
from helpers.words import _, listed

# Which word people use when a need is met; a need without a word of its own cannot be placed on the map.
EVERYBODY = "everybody"
WORDS: Mapping[str, str] = {
    "brand": "well known",
    "quality": "sturdy",
    "price": "low price",
    "payment_terms": "easy terms",
    "after_sales": "answers quickly",
    "lead_time": "on time",
    "supply_stability": "always in stock",
}


def level_rates(choices: pd.DataFrame) -> pd.DataFrame:
    """How often an offer was taken with each level of each attribute: attribute, level, shown, taken, rate.

    choices: respondent_id, task, alternative, chosen (1/0) and attributes; rows without attributes (none of
    them) are left out. Levels are dealt to the cards by chance, so that a plain count may be compared: 41
    of 100 cards with four weeks against 24 with twelve.
    """
    keys = {"respondent_id", "customer_id", "task", "alternative", "chosen"}
    names = [name for name in choices.columns if name not in keys]
    if not names:
        raise ValueError(_("The table choices has no attributes: add what was offered, such as price."))
    offers = choices.dropna(subset=names, how="all")
    parts = []
    for name in names:
        groups = offers["chosen"].groupby(offers[name])
        part = (
            pd.DataFrame({"shown": groups.size(), "taken": groups.sum()}).rename_axis("level").reset_index()
        )
        parts.append(part.assign(attribute=name).astype({"level": object}))
    table = pd.concat(parts, ignore_index=True)
    table["rate"] = table["taken"] / table["shown"]
    return table[["attribute", "level", "shown", "taken", "rate"]]


def wants(choices: pd.DataFrame, segments: Mapping[str, str] | pd.Series) -> pd.DataFrame:
    """What each segment lets decide: segments in rows, attributes in columns, rows sum to 1.

    segments: respondent_id → segment. The weight of an attribute is the distance between the rate at which
    offers with its best and with its worst level were taken (`level_rates`), as a share of all such
    distances.
    """
    kind = choices["respondent_id"].map(segments)
    rows = {}
    for segment, own in choices.groupby(kind):
        rates = level_rates(own).groupby("attribute", sort=False)["rate"]
        rows[str(segment)] = rates.max() - rates.min()
    if not rows:
        raise ValueError(_("No respondent of the table choices belongs to a segment."))
    table = pd.DataFrame(rows).T.rename_axis(index="customer_type")
    return table.div(table.sum(axis=1), axis=0)


def ideal_points(found: Map, weights: pd.DataFrame, *, words: Mapping[str, str] = WORDS) -> pd.DataFrame:
    """Where each segment's ideal brand would stand: point, x, y.

    weights: a row a segment, a column a need. A need speaks through its word; the segment is placed as a
    brand would be of which exactly these words were said, in these proportions (a supplementary row: it has
    no say in the axes). Needs without a word on the map are left out.
    """
    spoken = {word: weights[name] for name, word in words.items() if name in weights}
    counts = pd.DataFrame({word: spoken[word] for word in spoken if word in found.columns.index})
    if counts.empty:
        raise ValueError(_("None of the words on the map says what a need is about: nothing to place."))
    return found.place(counts[counts.sum(axis=1) > 0])


def heard(found: Map, *, words: Mapping[str, str] = WORDS) -> str:
    """The words of the map that speak for a need people could choose by, in a row."""
    return listed([word for word in words.values() if word in found.columns.index])


def need_weights(choices: pd.DataFrame) -> pd.DataFrame:
    """How much each need decides, all respondents together: factor, weight (sums to 1), weightiest first."""
    everybody = dict.fromkeys(choices["respondent_id"], EVERYBODY)
    table = wants(choices, everybody).T.reset_index()
    table.columns = ["factor", "weight"]
    return table.sort_values("weight", ascending=False, kind="stable", ignore_index=True)


def segment_markets(parts: pd.Series, market: float) -> pd.Series:
    """The money or units behind each segment: its part × the whole market."""
    return (parts * market).rename("market")


def main_claim(weights: pd.DataFrame, parts: pd.Series) -> tuple[str, str]:
    """The segment that buys most, and what decides most with it, brand and price apart: (target, attribute).

    weights: `wants`; parts: `segment_parts`.
    """
    shared = parts[parts.index.isin(weights.index)].sort_values(ascending=False, kind="stable")
    own = weights.drop(columns=["brand", "price"], errors="ignore")
    if shared.empty or own.empty:
        raise ValueError(_("No segment both buys and answered the choice cards."))
    target = str(shared.index[0])
    return target, str(own.loc[target].astype(float).idxmax())


def segments(respondents: pd.DataFrame, customers: pd.DataFrame | None = None) -> pd.Series:
    """Which segment each respondent belongs to: respondent_id → customer type.

    respondents: any table with respondent_id and, to be told apart, customer_id (one customer a respondent);
    customers: customer_id, customer_type. Where either is not known, all are `everybody`.
    """
    need(respondents, "respondent_id", what="answers")
    people = respondents.drop_duplicates("respondent_id").set_index("respondent_id")
    if customers is None or "customer_type" not in customers or "customer_id" not in people:
        return pd.Series(EVERYBODY, people.index, name="segment")
    kinds = customers.drop_duplicates("customer_id").set_index("customer_id")["customer_type"]
    return people["customer_id"].map(kinds).dropna().astype(str).rename("segment")


def segment_parts(
    segments: pd.Series,
    lines: pd.DataFrame | None = None,
    customers: pd.DataFrame | None = None,
    *,
    as_of: pd.Timestamp | None = None,
) -> pd.Series:
    """Each segment's part (fraction) of what is bought: segment → part.

    By the units that customers of the type ordered from *us* in the year up to `as_of`, which stand in for
    the market: whom nobody serves well is smaller here than out there. Without orders or types, by heads of
    respondents.
    """
    known = [str(name) for name in segments.unique()]
    if lines is None or customers is None or as_of is None or "customer_type" not in customers:
        return segments.value_counts(normalize=True).rename("part")
    recent = lines[lines["ordered_at"] > as_of - pd.Timedelta(days=365)]
    kind = recent["customer_id"].map(
        customers.drop_duplicates("customer_id").set_index("customer_id")["customer_type"]
    )
    units = recent["quantity"].groupby(kind).sum().clip(lower=0).reindex(known).fillna(0.0)
    if not units.sum() > 0:
        return segments.value_counts(normalize=True).rename("part")
    return (units / units.sum()).rename("part")
