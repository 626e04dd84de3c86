"""A first look at a survey question: does it ask two things, push, blur, deny, speak shop, or go on too long?

A rule of thumb. It looks for words, English and a basic set of Chinese; it does not understand the question,
so it finds faults that are none and misses some that are. Whether it is understood, five people can tell you.
Source: the usual rules, as in Dillman, Smyth & Christian (2014).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from helpers.words import _

FAULTS = ("double-barrelled", "leading", "vague", "negative", "jargon", "too long")
LONGEST = {"words": 20, "signs": 40}
REMEDIES: Mapping[str, str] = {
    "double-barrelled": _("Ask two questions, one thing in each."),
    "leading": _("Take the answer out of the question; offer both sides with equal weight."),
    "vague": _("Say how many, since when or how much, so that two people mean the same."),
    "negative": _("Turn it round: ask for what is, not for what is not."),
    "jargon": _("Say it as the one you ask would say it."),
    "too long": _("Cut it until it can be asked in one breath."),
}
NONE = _("none found")
RULE_OF_THUMB = _(
    "This looks for words and understands nothing. Read it aloud to one person before you send it."
)

# Patterns, not words with a meaning. First English, then Chinese.
_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "double-barrelled": (
        r"\w+ (?:and/or|and|or|as well as) \w+",
        r"[\u4e00-\u9fff]{1,4}(?:以及|和|与|及|或者|或)[\u4e00-\u9fff]{1,4}",
    ),
    "leading": (
        r"\b(?:do|does|did|would|should|could|is|are|was)n[’']t (?:you|it|this|that|we|they)\b",
        r"\b(?:surely|obviously|clearly|of course|as everyone knows|do you agree)\b|, right\?",
        r"\bmost (?:people|experts|customers)\b|\bhow much do you (?:like|love|enjoy)\b",
        r"\bour (?:excellent|great|famous|first-class|award-winning|new and improved)\b",
        r"难道|您不觉得|你不觉得|众所周知|大家都|显然|我们优秀的|是吧",
    ),
    "vague": (
        r"(?<!how )\b(?:often|many|few|a lot|regularly|usually|sometimes|frequently|generally|normally)\b",
        r"(?<!how )\b(?:recently|lately|soon|quickly|fast|good|modern|properly|reasonabl[ey]|adequate)\b",
        r"经常|有时|通常|一般|最近|近期|很多|较[多少快好]|及时|合理|尽快|方便",
    ),
    "negative": (
        r"\b(?:not|never|no|none|nothing|nobody|without|unlikely|cannot)\b|\b\w+n[’']t\b",
        r"不会|不能|不想|不要|不够|不满|没有|并非|从未",
    ),
    "jargon": (
        r"\b[A-Z]{2,5}s?\b",
        r"\b(?:[Ll]ead time|[Ii]ncoterms?|[Ss]upply chain|[Cc]onsignment|[Tt]ouchpoints?|[Oo]mnichannel)\b",
        r"\b(?:[Ss]ynerg\w+|[Vv]alue proposition|[Ss]takeholders?|[Ll]everag\w+)\b",
        r"离岸价|到岸价|起订量|账期|供应链|赋能|闭环|抓手|触点|交期",
    ),
}
# One thing, or the two ends of a scale; and “是不是”, which asks and does not deny.
_ONE_THING = (
    r"yes or no|more or less|once or twice|agree or disagree|or not\b|terms and conditions|and so on|or so\b",
    r"between \w+ and \w+|research and development|([是会能要])不\1",
)
_KNOWN_LETTERS = {"USD", "EUR", "OK", "TV", "USA", "UK", "EU", "PDF", "A", "I"}


def check_wording(question: str) -> pd.DataFrame:
    """What may be wrong with the wording of one question: fault, words, remedy; one row a finding.

    A question without a finding gets one row that says so, and says what this cannot see. Raises ValueError
    for an empty text.

    >>> check_wording("Are you satisfied with our prices and delivery?")["words"].tolist()
    ['prices and delivery']
    >>> check_wording("How many weeks did your last order take?")["fault"].tolist()
    ['none found']
    """
    text = " ".join(question.split())
    if not text:
        raise ValueError(_("There is no question to look at; write one."))
    found = [(fault, words, REMEDIES[fault]) for fault, words in _findings(text)]
    return pd.DataFrame(found or [(NONE, "", RULE_OF_THUMB)], columns=["fault", "words", "remedy"])


def check_items(questions: Sequence[str]) -> pd.DataFrame:
    """`check_wording` of several questions: question, fault, words, remedy.

    >>> check_items(["Do you often buy?", "你们的价格和质量好吗?"])["fault"].tolist()
    ['vague', 'double-barrelled']
    """
    if not questions:
        raise ValueError(_("There are no questions to look at."))
    parts = [check_wording(question).assign(question=question) for question in questions]
    return pd.concat(parts, ignore_index=True)[["question", "fault", "words", "remedy"]]


def _findings(text: str) -> Iterator[tuple[str, str]]:
    """Each fault with the words that show it, in the order of FAULTS."""
    leading = set(_matches("leading", text))
    for fault in FAULTS[:-1]:
        words = [word for word in _matches(fault, text) if _counts(fault, word, leading)]
        if words:
            yield fault, " · ".join(dict.fromkeys(words))
    if length := _too_long(text):
        yield FAULTS[-1], length


def _matches(fault: str, text: str) -> list[str]:
    """The words of a text that show the fault, in their order."""
    # Capitals are what gives an abbreviation away.
    flags = 0 if fault == "jargon" else re.IGNORECASE
    text = re.sub("|".join(_ONE_THING), "…", text, flags=re.IGNORECASE)
    return [match[0].strip() for match in re.finditer("|".join(_PATTERNS[fault]), text, flags)]


def _counts(fault: str, word: str, leading: set[str]) -> bool:
    """Whether a match counts: known abbreviations are no jargon, “don’t you” pushes rather than denies."""
    if fault == "jargon":
        return word not in _KNOWN_LETTERS
    if fault == "negative":
        return not any(word.lower() in other.lower() for other in leading)
    return True


def _too_long(text: str) -> str:
    signs, words = len(re.findall(r"[\u4e00-\u9fff]", text)), len(re.findall(r"[A-Za-z0-9’'-]+", text))
    if words > LONGEST["words"]:
        return _("{n} words").format(n=words)
    return _("{n} signs").format(n=signs) if signs > LONGEST["signs"] else ""
