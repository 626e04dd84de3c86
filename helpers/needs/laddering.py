"""Laddering: from what a thing is, by “and why does that matter?”, to what somebody wants of life.

A ladder is what one person said, from the ground up: attributes, then consequences, then a value.
"""

from collections.abc import Sequence

import pandas as pd

from helpers.words import _

LEVELS = ("attribute", "consequence", "value")
# Six talks with shop owners about a chair, invented for the course, each from the ground up.
_A, _C, _V = LEVELS
SHOP_OWNERS = (
    (
        ("small lots", _A),
        ("less asleep in the store", _C),
        ("cash for the next shop", _C),
        ("my own master", _V),
    ),
    (("60 days to pay", _A), ("cash for the next shop", _C), ("my own master", _V)),
    (("a fixed sailing date", _A), ("a date I can promise", _C), ("people trust my word", _V)),
    (("joints that last", _A), ("nobody brings it back", _C), ("people trust my word", _V)),
    (("a fixed sailing date", _A), ("less asleep in the store", _C), ("cash for the next shop", _C)),
    (("joints that last", _A), ("nobody brings it back", _C), ("people trust my word", _V)),
)


def ladders(chains: Sequence[Sequence[tuple[str, str]]]) -> pd.DataFrame:
    """Chains as a table: ladder (from 1), place (from 1), element, level.

    chains: one list a person of (element, level), from the ground up; levels never go down. Raises
    ValueError where one does, or where a level is none of attribute, consequence, value.

    >>> one = [("lasting joints", "attribute"), ("no returns", "consequence"), ("sleep at night", "value")]
    >>> ladders([one])["level"].tolist()
    ['attribute', 'consequence', 'value']
    """
    rows = [
        (number, place, element, _level(level, number))
        for number, chain in enumerate(chains, start=1)
        for place, (element, level) in enumerate(chain, start=1)
    ]
    table = pd.DataFrame(rows, columns=["ladder", "place", "element", "level"])
    steps = table["level"].map(LEVELS.index)
    down = steps.groupby(table["ladder"]).diff() < 0
    if down.any():
        number = int(table.loc[down, "ladder"].iloc[0])
        raise ValueError(
            _("Ladder {n} goes down: first attributes, then consequences, then values.").format(n=number)
        )
    return table


def implications(table: pd.DataFrame) -> pd.DataFrame:
    """How many people led from one element to another: source, target, direct, indirect.

    table: from `ladders`. Direct: the next rung; indirect: with rungs between. A pair counts once a person.
    Most direct first. Source: Reynolds & Gutman (1988).

    >>> rung = [("a", "attribute"), ("b", "consequence"), ("c", "value")]
    >>> implications(ladders([rung, rung[:2]]))[["source", "target", "direct", "indirect"]].values.tolist()
    [['a', 'b', 2, 0], ['b', 'c', 1, 0], ['a', 'c', 0, 1]]
    """
    pairs = table.merge(table, on="ladder", suffixes=("", "_up"))
    pairs = pairs[pairs["place_up"] > pairs["place"]].assign(
        direct=lambda rows: (rows["place_up"] - rows["place"] == 1).astype(int)
    )
    named = pairs.rename(columns={"element": "source", "element_up": "target"})
    once = named.groupby(["ladder", "source", "target"], sort=False)["direct"].max().reset_index()
    counted = (
        once.groupby(["source", "target"], sort=False)["direct"].agg(direct="sum", all="size").reset_index()
    )
    counted["indirect"] = counted["all"] - counted["direct"]
    ordered = counted.sort_values(["direct", "indirect"], ascending=False, kind="stable", ignore_index=True)
    return ordered[["source", "target", "direct", "indirect"]]


def implication_matrix(table: pd.DataFrame) -> pd.DataFrame:
    """The same as the field prints it: rows lead to columns, each cell direct.indirect, or blank.

    Rows and columns in the order attributes, consequences, values. Source: Reynolds & Gutman (1988).

    >>> rung = [("a", "attribute"), ("b", "consequence"), ("c", "value")]
    >>> implication_matrix(ladders([rung, rung])).set_index("from").loc["a"].tolist()
    ['2.0', '0.2']
    """
    order = elements(table)["element"].tolist()
    cells = {
        (row.source, row.target): f"{row.direct}.{row.indirect}" for row in implications(table).itertuples()
    }
    sources = [name for name in order if any(pair[0] == name for pair in cells)]
    targets = [name for name in order if any(pair[1] == name for pair in cells)]
    rows = [[source, *[cells.get((source, target), "") for target in targets]] for source in sources]
    return pd.DataFrame(rows, columns=["from", *targets])


def elements(table: pd.DataFrame) -> pd.DataFrame:
    """Each element once, from the ground up, with its level and how many ladders name it."""
    counted = (
        table.groupby(["element", "level"], sort=False)["ladder"].nunique().rename("ladders").reset_index()
    )
    return counted.sort_values(
        "level", key=lambda level: level.map(LEVELS.index), kind="stable", ignore_index=True
    )


def _level(level: str, number: int) -> str:
    if level not in LEVELS:
        text = _("Ladder {n} has a rung “{level}”; rungs are attribute, consequence or value.")
        raise ValueError(text.format(n=number, level=level))
    return level
