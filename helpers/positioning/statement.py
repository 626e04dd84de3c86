"""The positioning statement: four parts, refused where one is missing or says nothing; a test on buyers."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers.intervals import wilson
from helpers.words import _

PARTS = ("target", "frame", "difference", "proof")
ASKS = {
    "target": _("for whom, so narrowly that somebody is left out"),
    "frame": _("what they would buy instead, the shelf we stand on"),
    "difference": _("the one thing we do for them that the others do not"),
    "proof": _("why they should believe it, such as a number, a test, a receipt, a promise with a penalty"),
}
NOBODY_LEFT_OUT = {
    "everyone",
    "everybody",
    "all",
    "all customers",
    "people",
    "anyone",
    "the market",
    "customers",
}
EMPTY_PRAISE = {
    "quality",
    "the best",
    "best",
    "service",
    "good service",
    "value",
    "professional",
    "good",
    "excellence",
}


def missing_parts(parts: Mapping[str, str]) -> dict[str, str]:
    """Which of target, frame, difference and proof a statement lacks, and what each would have to say.

    A target that leaves nobody out, praise that any rival would print as well, and a proof without anything
    to check count as missing. It tells whether something stands there, not whether it is true.

    >>> parts = {"target": "everyone", "frame": "dining chairs", "difference": "in stock", "proof": ""}
    >>> list(missing_parts(parts))
    ['target', 'proof']
    """
    said = {name: " ".join(str(parts.get(name, "")).split()).strip(".").casefold() for name in PARTS}
    lacking = [name for name in PARTS if not said[name]]
    if said["target"] in NOBODY_LEFT_OUT:
        lacking.append("target")
    if said["difference"] in EMPTY_PRAISE:
        lacking.append("difference")
    return {name: ASKS[name] for name in PARTS if name in lacking}


def statement(*, target: str, frame: str, difference: str, proof: str) -> str:
    """The statement in one sentence. Raises ValueError naming each part that is missing.

    >>> statement(target="small shops", frame="dining chairs", difference="never empty", proof="98% in time")
    'For small shops, among dining chairs: never empty. You can check it: 98% in time.'
    >>> statement(target="everyone", frame="chairs", difference="on time", proof="95%")
    Traceback (most recent call last):
    ...
    ValueError: No statement yet. The target is missing: for whom, so narrowly that somebody is left out.
    """
    lacking = missing_parts({"target": target, "frame": frame, "difference": difference, "proof": proof})
    if lacking:
        said = " ".join(
            _("The {part} is missing: {asks}.").format(part=part, asks=asks) for part, asks in lacking.items()
        )
        raise ValueError(_("No statement yet. {said}").format(said=said))
    text = _("For {target}, among {frame}: {difference}. You can check it: {proof}.")
    return text.format(target=target, frame=frame, difference=difference, proof=proof.rstrip("."))


def statement_parts(
    weights: pd.DataFrame | None,
    table: pd.DataFrame | None,
    brands: list[str] | None,
    *,
    thing: str,
) -> dict[str, dict[str, str]]:
    """What the builder offers for each part: value → words; the first of each is one that says nothing.

    weights: `wants`; table: `parity`; brands: the rivals; each may be None. thing: what is sold, in the
    plural. Whether a claim is true of us is not checked here: the proof is there for that.
    """
    people = [] if weights is None else [str(name).replace("_", " ") for name in weights.index]
    levels = [] if table is None else table.to_dict("records")
    words = [str(row["word"]) for row in levels] or ["always in stock", "on time"]
    proofs = [
        _("{share:.0%} of the people asked say “{word}” of us").format(share=row["ours"], word=row["word"])
        for row in levels
    ]
    frames = [thing]
    if brands:
        frames.append(_("{thing} from {brands}").format(thing=thing, brands=", ".join(brands)))
    offered = {
        "target": [
            "everyone",
            *(_("{who} customers").format(who=who) for who in people if who != "everybody"),
        ],
        "frame": ["", *frames],
        "difference": ["quality", *words],
        "proof": ["", *proofs, _("a refund of a tenth for every week we are late")],
    }
    blank = _("(nothing)")
    return {part: {value: value or blank for value in values} for part, values in offered.items()}


def tested(
    choices: pd.DataFrame, segments: Mapping[str, str] | pd.Series, *, target: str, attribute: str
) -> pd.DataFrame:
    """Do buyers follow the difference, and the target more than the rest? A count on cards dealt by chance.

    choices: of people who had no say in the statement; segments: respondent_id → segment. Returns who
    (target, others), level (best, worst), shown, taken, rate, low, high (Wilson). Best and worst are the
    levels of `attribute` with the highest and lowest rate over all.
    """
    if attribute not in choices.columns:
        raise ValueError(_("Nobody was shown cards that differ in {name}.").format(name=attribute))
    offers = choices.dropna(subset=[attribute])
    rates = offers.groupby(attribute)["chosen"].mean()
    kind = np.where(offers["respondent_id"].map(segments) == target, "target", "others")
    rows: list[tuple[Any, ...]] = []
    for who in ("target", "others"):
        for name, level in (("best", rates.idxmax()), ("worst", rates.idxmin())):
            own = offers[(kind == who) & (offers[attribute] == level)]["chosen"]
            if len(own):
                low, high = wilson(int(own.sum()), len(own))
                rows.append((who, f"{name}: {level}", len(own), int(own.sum()), float(own.mean()), low, high))
    return pd.DataFrame(rows, columns=["who", "level", "shown", "taken", "rate", "low", "high"])
