"""The calendar keeps its promises: who said no is never in it, nobody twice, no channel beyond its hours."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import keeping
from helpers.exercises import Decision, Question, every, find, validate
from helpers.keeping.contacts import Rules

CONSENT = st.sampled_from([1.0, 0.0, None])
TIERS = ("platinum", "diamond", "gold", "wood")
PEOPLE = st.lists(
    st.tuples(CONSENT, CONSENT, CONSENT, st.sampled_from(TIERS), st.integers(0, 40)), max_size=40
)


@given(PEOPLE, st.integers(0, 4))
def test_who_opted_out_of_a_channel_is_never_reached_by_it(people: list[tuple], room: int) -> None:
    ids = [f"C{number}" for number in range(len(people))]
    columns = ["consent_email", "consent_phone", "consent_post", "tier", "wait_days"]
    table = pd.DataFrame(people, columns=columns).assign(customer_id=ids, reason="why")
    rules = Rules({"phone": room, "email": room, "post": room}, weeks=2)
    found = keeping.calendar(table, table, start=pd.Timestamp("2026-06-30"), rules=rules)
    agreed = table.set_index("customer_id")
    for customer, channel in zip(found["customer_id"], found["channel"], strict=True):
        assert agreed.loc[customer, f"consent_{channel}"] == 1
    assert found["customer_id"].is_unique
    assert (found.groupby(["due_on", "channel"]).size() <= room).all()
    assert (found["due_on"].dt.day_name() == "Monday").all()


def test_two_records_of_one_customer_keep_the_no() -> None:
    people = pd.DataFrame({"customer_id": ["a", "a"], "consent_email": [1, 0], "consent_phone": [1, 1]})
    assert keeping.agreed(people).iloc[0].to_dict() == {
        "customer_id": "a", "email": False, "phone": True, "post": False
    }  # fmt: skip
    with pytest.raises(ValueError, match="Nobody's consent is known"):
        keeping.agreed(people[["customer_id"]])


@pytest.mark.parametrize("name", sorted(name for name in every(Question, lesson="06")))
def test_questions_teach_on_the_sample(name: str, firm) -> None:
    assert validate(find(name, Question), firm) == []


def test_the_decision_is_scored_beside_its_colleagues(firm) -> None:
    choice = find("06.contacts", Decision)
    value = choice.read({}, firm)
    assumed = {"calls": 100, "cost_per_call": 60.0, "effect": 0.1}
    scored = choice.worth({**assumed, **value}, firm)
    assert isinstance(scored, pd.DataFrame), scored
    assert len(scored) >= 4
    assert (scored["low"] <= scored["mid"]).all()
    assert (scored["mid"] <= scored["high"]).all()
