"""A codebook: what a person who has read forty answers writes down, for a machine to apply to the rest."""

from collections.abc import Mapping

import pandas as pd

from helpers.needs.coding import NOT_CODED, said_openly, tokens
from helpers.words import _, count

NOTHING = "nothing"  # somebody answered, and said that there is nothing
# Beginnings of words, by theme; written after reading some of the answers, as one would for one's own.
CODEBOOK: Mapping[str, str] = {
    "delivery": "deliver late lead date ship vessel sail truck arriv wait track stock opening 船期 交货 约定",
    "payment": "pay paid invoice credit deposit cash bank finance terms reminder 账期 定金 预付 信用",
    "packaging": "carton box pack broken scratch dent damage corner foam crush glass pallet 纸箱 箱子",
    "spare_parts": "spare part repair warrant screw hinge replace guarantee after-sales leg 配件 保修",
    "price": "price cheap expensive discount cent dear surcharge sale freight bonus 价格 便宜",
    "range": "colour range match size fabric oak green sample finish wood design 颜色 款式 尺寸",
    "shop_material": "photo barcode catalogue file label display text picture poster online 图片 资料 条码",
    "contact": "answer mail phone call language speak person reply contact name 回复 负责 解释",
    NOTHING: "nothing complaint 没有",
}


def code_by_words(answers: pd.DataFrame, codebook: Mapping[str, str] = CODEBOOK) -> pd.DataFrame:
    """Each open answer coded by the theme most of its words begin like: respondent_id, item, answer, theme.

    answers: survey “open”; codebook: theme → beginnings of words, with blanks between. Of themes with equally
    many the one named first in the answer is taken; `nothing` only where an answer begins so and names no
    other theme. An answer in which the codebook finds none of its words, such as one in another language, is
    `not coded`: nobody knows what it says until somebody reads it.

    >>> said = pd.DataFrame({"respondent_id": ["R1", "R2", "R3"], "item": "?",
    ...     "answer": ["Cartons crushed, and late.", "Nothing, thank you.", "Die Lieferung kam zu spät."]})
    >>> code_by_words(said)["theme"].tolist()
    ['packaging', 'nothing', 'not coded']
    """
    said = said_openly(answers)
    starts = {theme: tuple(words.split()) for theme, words in codebook.items()}
    return said.assign(theme=[_theme(tokens(text), starts) for text in said["answer"].astype(str)])


def left_uncoded(coded: pd.DataFrame) -> str:
    """One sentence on the answers that could not be coded, and what to do with them.

    coded: of `code_by_words`.

    >>> left_uncoded(pd.DataFrame({"theme": ["price", "not coded"]}))[:32]
    'Not coded: 1 of 2 open answers, '
    """
    n, everybody = int((coded["theme"] == NOT_CODED).sum()), len(coded)
    if not n:
        return _("Every open answer could be coded.")
    text = _(
        "Not coded: {n} of {all} open answers, in which the codebook finds none of its words. They stand"
        " aside; nobody said “nothing” there. Read them, and write beginnings of their words, in their"
        " language, into a codebook of your own: needs.code_by_words(answers, your_codebook)."
    )
    return text.format(n=count(n), all=count(everybody))


def _theme(words: list[str], starts: Mapping[str, tuple[str, ...]]) -> str:
    hits = [theme for word in words for theme, start in starts.items() if word.startswith(start)]
    named = [theme for theme in hits if theme != NOTHING]
    # “Nothing else” at the end says that what was named before is all, not that it is nothing.
    begins_so = bool(words) and words[0].startswith(starts.get(NOTHING, ()))
    # max keeps the first of equals, and they stand in the order of the answer.
    return max(dict.fromkeys(named), key=named.count, default=NOTHING if begins_so else NOT_CODED)
