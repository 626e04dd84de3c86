"""The sheet of one account: what is known stands on it, text shows as it is, addresses stay in the base."""

import pandas as pd

from helpers import crm

BAD = "<script>alert('x')</script>"


def page():
    return {
        "account": pd.DataFrame(
            {"account_id": ["C1"], "name": [BAD], "account_type": ["retailer"], "country": [None]}
        ),
        "people": pd.DataFrame(
            {
                "name": ["Ana & Co", None], "buying_role": ["user", None], "level": ["clerk", None],
                "relationship": ["friend", None], "email": ["ana@x.example", "desk@x.example"],
            }
        ),
        "orders": pd.DataFrame(
            {"ordered_at": pd.to_datetime(["2026-05-01"]), "lines": [2], "revenue": [100.0]}
        ),
        "tickets": pd.DataFrame(
            {"opened_at": pd.to_datetime(["2026-06-01"]), "resolved_at": [pd.NaT], "category": [f"={BAD}"]}
        ),
        "activities": pd.DataFrame(),
    }  # fmt: skip


def test_text_from_the_base_shows_as_it_is():
    sheet = crm.page_html(page(), currency="USD")
    assert "<script>" not in sheet
    assert "&lt;script&gt;" in sheet
    assert "Ana &amp; Co" in sheet


def test_no_addresses_lie_about():
    assert "@x.example" not in crm.page_html(page())


def test_facts_are_those_that_are_known():
    facts = crm.page_facts(page(), currency="USD").set_index("what")["value"]
    assert facts["orders"] == "1 for USD 100, the last on 2026-05-01"
    assert facts["tickets"] == "1, of which 1 still open"
    assert "country" not in facts
    assert len(crm.page_tables(page())["Who is there"]) == 1


def test_an_account_of_which_nothing_is_known_has_an_empty_sheet():
    bare = {"account": pd.DataFrame({"account_id": ["C1"], "name": [None]})}
    assert crm.page_tables(bare) == {}
    assert "<h1>C1</h1>" in crm.page_html(bare)


def test_the_timeline_is_newest_first_and_counts_what_we_spend_as_minus():
    sheets = page() | {
        "activities": pd.DataFrame(
            {
                "at": pd.to_datetime(["2026-06-20"]),
                "channel": ["call"],
                "purpose": ["delivery"],
                "cost": [12.0],
            }
        )
    }
    table = crm.timeline(sheets)
    assert table["kind"].tolist() == ["contact", "ticket", "order"]
    assert table["money"].tolist()[0] == -12.0
    assert table["what"].tolist()[2] == "2 lines"
