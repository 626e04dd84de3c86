"""From nine decisions to one page and a list of what is done next, by whom, by when, for how much."""

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.checks import need
from helpers.words import _

# step → what is asked, 中文, what goes on where nobody decides, and the number by which one will know.
STEPS = {
    1: (_("whom we serve"), "选择目标客户", _("everybody, the largest first"), _("profit of those we chose")),
    2: (
        _("what they need"),
        "研究客户需求",
        _("what they say: price first"),
        _("what they choose, asked again"),
    ),
    3: (
        _("what we stand for"),
        "市场定位",
        _("everything, for everybody"),
        _("how many say our difference unasked"),
    ),
    4: (
        _("what we offer, at what price"),
        "营销组合",
        _("last year's price and budget"),
        _("what an offer leaves"),
    ),
    5: (_("whom we win"), "建立客户关系", _("whoever asked first"), _("cost of a new customer")),
    6: (
        _("whom we keep, and how"),
        "客户保持",
        _("whoever has waited longest"),
        _("orders of known customers"),
    ),
    7: (
        _("whom we ask back"),
        "客户挽回",
        _("whoever bought most"),
        _("came back, less those without a letter"),
    ),
    8: (_("what we write down, who answers"), "CRM", _("as many at noon as at nine"), _("answered in time")),
    9: (_("how we learn"), "良性循环", _("whoever shouts is right"), _("actions done by their day")),
}
COLUMNS = ["action", "owner", "due", "expected_gain"]


def strategy_page(decided: Mapping[int, str]) -> pd.DataFrame:
    """The board's page: step, question, zh, decided, known_by; one line a step, in the order of the nine.

    decided: step → what was decided, in words. Where nothing was, the line says what goes on instead: not to
    decide is a decision as well.

    >>> strategy_page({1: "two hundred accounts by profit"})["decided"].tolist()[:2]
    ['two hundred accounts by profit', 'not decided; goes on as before: what they say: price first']
    """
    otherwise = _("not decided; goes on as before: {usual}")
    rows = [
        (step, question, zh, decided.get(step, otherwise.format(usual=usual)), known_by)
        for step, (question, zh, usual, known_by) in STEPS.items()
    ]
    return pd.DataFrame(rows, columns=["step", "question", "zh", "decided", "known_by"])


def actions(
    candidates: Sequence[tuple[str, str, int, float]], *, as_of: pd.Timestamp, at_most: int | None = None
) -> pd.DataFrame:
    """The table 09_actions: action, owner, due, expected_gain (money a year), the largest gain first.

    candidates: (action, owner, days until due, gain; nan: nobody knows yet, and those come last).
    at_most: so many and no more: a list of twenty is a wish. An action without an owner is refused.
    """
    rows = []
    for action, owner, days, gain in candidates:
        if not owner.strip():
            raise ValueError(_("“{action}” has no owner: write one name.").format(action=action))
        rows.append((action, owner, as_of + pd.Timedelta(days=days), float(gain)))
    table = pd.DataFrame(rows, columns=COLUMNS).sort_values("expected_gain", ascending=False, kind="stable")
    return table.head(at_most if at_most is not None else len(table)).reset_index(drop=True)


def from_scorecard(
    card: pd.DataFrame, *, owners: Mapping[str, str], default: str = ""
) -> list[tuple[str, str, int, float]]:
    """What the signals of a scorecard ask for: one candidate a signal that is worse.

    What it will bring nobody knows before the reason is found: nan.

    card: `scorecard`; owners: measure → who answers for it. Noise asks for nothing.
    """
    need(card, "measure", "signal", what=_("the scorecard"))
    worse = card[card["signal"].astype(str).str.contains("worse")]
    text = _("find out what changed in {measure}")
    return [
        (text.format(measure=str(name).replace("_", " ")), owners.get(str(name), default), 30, float("nan"))
        for name in worse["measure"]
    ]
