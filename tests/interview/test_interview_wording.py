"""The checker of questions: each fault is found in English and in Chinese, and a good question passes."""

import pytest

from helpers import needs
from helpers.exercises.interview.path import FAULTY

FAULTS = {
    "double-barrelled": ("How content are you with price and quality?", "你们的价格和质量好吗?"),
    "leading": ("Surely you prefer our chair?", "难道您喜欢别家的椅子?"),
    "vague": ("Do you buy regularly?", "您经常购买吗?"),
    "negative": ("Would you rather not pay in advance?", "您不想预付吗?"),
    "jargon": ("Is FOB possible?", "您的账期是几天?"),
    "too long": ("How " + "very " * 20 + "long?", "请问" + "您" * 40 + "?"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("language", [0, 1])
def test_each_fault_is_found(fault: str, language: int) -> None:
    found = needs.check_wording(FAULTS[fault][language])
    assert fault in set(found["fault"])
    assert found.set_index("fault").loc[fault, "remedy"] == needs.REMEDIES[fault]
    assert found["words"].str.len().gt(0).all()


@pytest.mark.parametrize(
    "good",
    [
        "How many weeks did your last order take?",
        "In which month do you order chairs?",
        "Would you order again, yes or no?",
        "How often did you order in the last twelve months?",
        "What is the price in USD?",
        "上一次订货用了几个星期?",
        "您是不是今年第一次订货?",
    ],
)
def test_a_good_question_passes_and_the_reader_is_told_what_this_cannot_see(good: str) -> None:
    found = needs.check_wording(good)
    assert found["fault"].tolist() == ["none found"]
    assert "understands nothing" in found["remedy"].iloc[0]


def test_a_push_is_not_a_denial_as_well() -> None:
    assert needs.check_wording("Don’t you think so?")["fault"].tolist() == ["leading"]


def test_the_questions_of_the_lesson_have_one_fault_each() -> None:
    found = needs.check_items(FAULTY)
    assert found["fault"].tolist() == list(needs.FAULTS)


def test_an_empty_question_is_refused() -> None:
    with pytest.raises(ValueError, match="no question"):
        needs.check_wording("  ")
    with pytest.raises(ValueError, match="no questions"):
        needs.check_items([])
