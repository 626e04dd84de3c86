"""What a person reads of the base: one account, the sales, the contacts, the field groups."""

import pytest
from small_firm import firm
from sqlalchemy import Engine

from helpers import database


def test_the_page_of_an_account(base: Engine) -> None:
    database.load(base, firm())
    page = database.account_page(base, "C1")
    assert set(page) - set(database.account_page(base, "C1", without=["reach"])) == {"reach"}
    assert page["account"]["name"].tolist() == ["Lanterna"]
    assert page["account"]["traits"].tolist() == ['{"employees": 12}']
    assert page["people"]["kind"].tolist() == ["desk", "person"]
    assert page["orders"]["revenue"].tolist() == [240.0]
    assert page["products"]["revenue"].tolist() == [190.0, 50.0]
    assert page["leads"]["lead_id"].tolist() == ["L1"]
    assert page["opportunities"]["status"].tolist() == ["won"]
    assert page["campaigns"]["arm"].tolist() == ["treatment"]
    assert page["tickets"].empty
    assert set(page["reach"]["channel"]) == {"email", "phone"}
    household = database.account_page(base, "C3")
    assert household["account"]["name"].tolist() == ["Ada Lindqvist"]
    with pytest.raises(database.Refused, match=r"no account C11\. Did you mean “C1”"):
        database.account_page(base, "C11")


def test_sales_as_they_stood_on_a_day(base: Engine) -> None:
    database.load(base, firm())
    now = database.pipeline(base, "2025-06-30").set_index("stage")
    assert now.loc["order", ["open", "won", "lost"]].tolist() == [0, 1, 0]
    assert now.loc["inquiry", "open"] == 1
    assert now.loc["inquiry", "median_days"] == 29
    assert now.loc["search", "lost"] == 1
    then = database.pipeline(base, "2025-02-15").set_index("stage")
    assert then.loc["inquiry", "open"] == 1, "what was won in March was open in February"
    assert then["won"].sum() == 0
    assert then.loc["search", "open"] == 1, "the third had moved less than 90 days before"


def test_an_empty_base_says_what_it_takes(base: Engine) -> None:
    with pytest.raises(database.Refused, match="takes the table stages"):
        database.pipeline(base)
    assert database.activity(base).empty
    assert database.contact_list(base).empty
    assert database.lineage(base).empty
    assert database.completeness(base)["held"].fillna(0).sum() == 0


def test_contacts_are_counted_either_way(base: Engine) -> None:
    database.load(base, firm())
    months = database.activity(base)
    assert months["month"].tolist() == ["2025-01", "2025-06"]
    assert months["minutes"].tolist() == [45.0, 5.0]
    kinds = database.activity(base, by="account_type")
    assert kinds.set_index("account_type").loc["household", "activities"] == 1
    with pytest.raises(ValueError, match="by is week; choose one of month"):
        database.activity(base, by="week")


def test_field_groups_seven_and_twelve_and_what_is_held(base: Engine) -> None:
    database.load(base, firm())
    groups = database.completeness(base)
    assert groups["side"].value_counts().to_dict() == {"person": 12, "enterprise": 7}
    firms = groups[groups["side"] == "enterprise"].set_index("position")
    assert firms["of"].dropna().unique().tolist() == [2]
    assert firms.loc[5, "share"] == 1.0, "both firms have ordered"
    people = groups[groups["side"] == "person"]
    assert (people.loc[people["keep"] == 0, "lawful_basis"] == "none").all()
    assert people.loc[people["keep"] == 0, "held"].isna().all(), "what has no basis has no column"
