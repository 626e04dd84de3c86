"""A codebook: what a person who has read forty answers writes down, for a machine to apply to the rest."""

from collections.abc import Mapping

import pandas as pd

from helpers.needs.coding import said_openly, tokens

OTHER = "nothing"
# Beginnings of words, by theme; written after reading some of the answers, as one would for one's own.
CODEBOOK: Mapping[str, str] = {
    "delivery": "deliver late date ship vessel sail truck arriv wait track stock opening 船期 交货 约定",
    "payment": "pay paid invoice credit deposit cash bank finance terms reminder 账期 定金 预付 信用",
    "packaging": "carton box pack broken scratch dent damage corner foam crush glass pallet 纸箱 箱子",
    "spare_parts": "spare part repair warrant screw hinge replace guarantee after-sales leg 配件 保修",
    "price": "price cheap expensive discount cent dear surcharge sale freight bonus 价格 便宜",
    "range": "colour range match size fabric oak green sample finish wood design 颜色 款式 尺寸",
    "shop_material": "photo barcode catalogue file label display text picture poster online 图片 资料 条码",
    "contact": "answer mail phone call language speak person reply contact name 回复 负责 解释",
}


def code_by_words(answers: pd.DataFrame, codebook: Mapping[str, str] = CODEBOOK) -> pd.DataFrame:
    """Each open answer coded by the theme most of its words begin like: respondent_id, item, answer, theme.

    answers: survey “open”; codebook: theme → beginnings of words, with blanks between. Of themes with equally
    many the one named first in the answer is taken; an answer without any is coded `nothing`.

    >>> said = pd.DataFrame({"respondent_id": ["R1"], "item": "?", "answer": ["Cartons crushed, and late."]})
    >>> code_by_words(said)["theme"].tolist()
    ['packaging']
    """
    said = said_openly(answers)
    starts = {theme: tuple(words.split()) for theme, words in codebook.items()}
    return said.assign(theme=[_theme(tokens(text), starts) for text in said["answer"].astype(str)])


def _theme(words: list[str], starts: Mapping[str, tuple[str, ...]]) -> str:
    hits = [theme for word in words for theme, start in starts.items() if word.startswith(start)]
    # max keeps the first of equals, and hits stand in the order of the answer.
    return max(dict.fromkeys(hits), key=hits.count, default=OTHER)
