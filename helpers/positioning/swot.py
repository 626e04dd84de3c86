"""SWOT argued with numbers: an entry without evidence is refused; weights, ratings, and what follows."""

import pandas as pd

from helpers.checks import need, rating_within
from helpers.words import _

KINDS = ("strength", "weakness", "opportunity", "threat")
INTERNAL, EXTERNAL = ("strength", "weakness"), ("opportunity", "threat")
PAIRS = {
    ("strength", "opportunity"): "use it to take the chance",
    ("weakness", "opportunity"): "mend it, or the chance is somebody else's",
    ("strength", "threat"): "use it to hold",
    ("weakness", "threat"): "cover it, or leave",
}


def swot(entries: pd.DataFrame) -> pd.DataFrame:
    """Checked entries: each with its evidence, weights scaled to 1 within inside and outside, and its score.

    entries: kind (strength, weakness, opportunity, threat), entry, evidence (a number), source (which table
    says so), weight (> 0), rating 1–4. Inside, ratings say how strong: 4 and 3 are strengths, 2 and 1
    weaknesses; outside, how well we answer it: 4 very well, 1 not at all. Raises ValueError for an entry
    without number or source: what nobody can check is an opinion. Source: David (2011), Strategic
    Management.

    >>> rows = [("strength", "sturdy", 0.61, "answers", 2, 4), ("weakness", "late", None, "", 1, 1)]
    >>> swot(pd.DataFrame(rows, columns=["kind", "entry", "evidence", "source", "weight", "rating"]))
    Traceback (most recent call last):
    ...
    ValueError: weakness “late” has no evidence. Give a number and the table it comes from, or strike it out.
    """
    need(entries, "kind", "entry", "evidence", "source", "weight", "rating", what="SWOT")
    for row in entries.to_dict("records"):
        name = f"{row['kind']} “{row['entry']}”"
        if row["kind"] not in KINDS:
            raise ValueError(_("{name}: kinds are {kinds}.").format(name=name, kinds=", ".join(KINDS)))
        if pd.isna(row["evidence"]) or not str(row["source"]).strip():
            text = _("{name} has no evidence. Give a number and the table it comes from, or strike it out.")
            raise ValueError(text.format(name=name))
        low, high = {"strength": (3, 4), "weakness": (1, 2)}.get(str(row["kind"]), (1, 4))
        rating_within(float(row["rating"]), low, high, of=name)
    side = entries["kind"].isin(INTERNAL)
    weight = entries["weight"].astype(float) / entries["weight"].astype(float).groupby(side).transform("sum")
    return entries.assign(weight=weight, score=weight * entries["rating"])


def ife_efe(checked: pd.DataFrame) -> pd.DataFrame:
    """The two totals: internal factor evaluation (IFE) and external (EFE), 1 to 4; 2.5 is an average firm.

    checked: `swot`. Returns matrix, entries, score; a side without entries is left out.
    """
    rows = []
    for name, kinds in (("IFE", INTERNAL), ("EFE", EXTERNAL)):
        own = checked[checked["kind"].isin(kinds)]
        if len(own):
            rows.append((name, len(own), float(own["score"].sum())))
    return pd.DataFrame(rows, columns=["matrix", "entries", "score"])


def tows(checked: pd.DataFrame) -> pd.DataFrame:
    """What to do with the weightiest of each pair (TOWS): inside, outside, do.

    Source: Weihrich (1982), The TOWS Matrix.
    """
    top = (
        checked.sort_values("weight", ascending=False, kind="stable")
        .drop_duplicates("kind")
        .set_index("kind")
    )
    entry = {str(kind): f"{kind}: {text!s}" for kind, text in top["entry"].items()}
    rows = [
        (entry[inside], entry[outside], advice)
        for (inside, outside), advice in PAIRS.items()
        if {inside, outside} <= set(entry)
    ]
    return pd.DataFrame(rows, columns=["inside", "outside", "do"])


def evidence(parity: pd.DataFrame, cards: pd.DataFrame, gaps: pd.DataFrame | None = None) -> pd.DataFrame:
    """Entries that the tables at hand support, each with its number: what `swot` takes, ratings proposed.

    parity: `parity.parity`; cards: `rivals.rivals`; gaps: `parity.gaps`, for the opportunity with most money.
    Weights inside follow the need's weight; outside all count alike. Ratings are a proposal to argue with.
    """
    rows = []
    for row in parity.to_dict("records"):
        ahead = row["ours"] - row["best_rival"]
        if row["status"] in {"difference", "unasked difference"}:
            rows.append(("strength", f"ahead in “{row['word']}”", ahead, "answers", row["weight"], 4))
        elif row["ours"] > row["usual"] + row["margin"]:
            entry = _("above the usual in “{word}”").format(word=row["word"])
            rows.append(("strength", entry, row["ours"] - row["usual"], "answers", row["weight"], 3))
        elif row["status"] == "below parity":
            entry = _("below the usual in “{word}”").format(word=row["word"])
            rows.append(("weakness", entry, row["ours"] - row["usual"], "answers", row["weight"], 1))
    if gaps is not None and len(gaps) and gaps["market"].max() > 0:
        best = gaps.sort_values("market", kind="stable").iloc[-1]
        entry = _("a place for “{words}” that its buyers would prefer to every brand").format(
            words=best["words"]
        )
        rows.append(("opportunity", entry, float(best["market"]), "answers, choices, sales", 1.0, 2))
    others = cards[~cards["ours"]]
    if "shift" in others.columns and len(others):
        ordered = others.sort_values("shift", kind="stable")
        falling, rising = ordered.iloc[0], ordered.iloc[-1]
        if rising["shift"] > 0:
            entry = _("{brand} gains share").format(brand=rising["brand"])
            rows.append(("threat", entry, float(rising["shift"]), "sales", 1.0, 2))
        if falling["shift"] < 0:
            entry = _("{brand} loses share").format(brand=falling["brand"])
            rows.append(("opportunity", entry, -float(falling["shift"]), "sales", 1.0, 2))
    return pd.DataFrame(rows, columns=["kind", "entry", "evidence", "source", "weight", "rating"])
