"""Answers on a scale, a row a respondent and a column an item: where several parts of this step start."""

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.words import _

FACTORS = {
    "brand": "品牌",
    "quality": "质量",
    "future_benefit": "未来预期(客户利益)",
    "price": "价格",
    "payment_terms": "付款方式",
    "after_sales": "售后服务",
    "lead_time": "供货周期",
    "supply_stability": "货源稳定",
    "other": "其它因素",
}  # the nine parts of the source's formula, in its order
Z = 1.959964


def ratings(answers: pd.DataFrame, survey: str) -> pd.DataFrame:
    """Answers of one survey in a wide table: respondent_id as index, a column per item, blanks as nan.

    answers: respondent_id, survey, item, answer or score. Of two answers to one item the last counts. The
    nine factors stand first, in the order of the formula. Raises ValueError where nobody answered in numbers.

    >>> answers = pd.DataFrame({"respondent_id": ["R1", "R1"], "survey": "importance",
    ...     "item": ["price", "brand"], "answer": ["7", "4"]})
    >>> ratings(answers, "importance").to_dict("list")
    {'brand': [4.0], 'price': [7.0]}
    """
    need(answers, "respondent_id", "survey", "item", "answer", what="answers")
    rows = answers[answers["survey"] == survey]
    values = pd.to_numeric(rows["score"] if "score" in rows else rows["answer"], errors="coerce")
    known = rows.assign(value=values.astype(float)).dropna(subset=["value"])
    if known.empty:
        message = _(
            "Nobody answered the survey “{survey}” in numbers: it takes such rows in the table answers."
        )
        raise ValueError(message.format(survey=survey))
    wide = known.groupby(["respondent_id", "item"])["value"].last().unstack()
    names = [name for name in FACTORS if name in wide] + sorted(set(wide.columns) - set(FACTORS))
    return wide[names].rename_axis(columns=None)


def means(wide: pd.DataFrame) -> pd.DataFrame:
    """Mean of each item with its 95% interval: item, mean, low, high, n (respondents who answered it).

    >>> means(pd.DataFrame({"price": [6.0, 7.0, 8.0]}))[["item", "mean", "n"]].values.tolist()
    [['price', 7.0, 3]]
    """
    table = pd.DataFrame({"mean": wide.mean(), "n": wide.count()})
    half = Z * wide.std() / np.sqrt(table["n"])
    table["low"], table["high"] = table["mean"] - half, table["mean"] + half
    table = table[["mean", "low", "high", "n"]]
    return table.rename_axis("item").reset_index()
