"""How good the base is, what happened with an account, how soon we answered, and whether it is lived in."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import crm
from helpers.intervals import wilson


def day(text):
    return pd.Timestamp(text)


# Forms of an address


WORD = st.from_regex(r"[a-z0-9]([a-z0-9.+-]{0,8}[a-z0-9])?", fullmatch=True)
HOST = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True)


@given(WORD, HOST, st.sampled_from(["example", "com", "de", "co.uk"]), st.sampled_from(["", " "]))
def test_every_plain_mail_address_has_the_form_of_one(name, host, end, edge):
    assert crm.valid_email(f"{edge}{name}@{host}.{end}{edge}")


@given(WORD, HOST)
def test_an_address_that_lost_a_part_has_not(name, host):
    for broken in (
        f"{name}@{host}", f"@{host}.example", f"{name}@", f"{name}.{host}.example",
        f"{name} {name}@{host}.example", f"{name}@@{host}.example", f"{name}@{host}.example, b@c.example",
        f"{name}(at){host}.example", f"{name}@{host}.x",
    ):  # fmt: skip
        assert not crm.valid_email(broken), broken


@given(st.one_of(st.none(), st.integers(), st.floats(), st.text()))
def test_nothing_breaks_the_two_checks(anything):
    assert crm.valid_email(anything) in {True, False}
    assert crm.valid_phone(anything) in {True, False}


@given(
    st.sampled_from(["+", "00", ""]),
    st.lists(st.from_regex(r"[0-9]{2,5}", fullmatch=True), min_size=3, max_size=5),
    st.sampled_from([" ", "-", "/", ".", ""]),
    st.sampled_from(["", " ext. 12", "x7", " EXT 4"]),
)
def test_numbers_of_six_digits_and_more_are_telephone_numbers(start, groups, between, extension):
    assert crm.valid_phone(start + between.join(groups) + extension)


@pytest.mark.parametrize(
    "wrong", ["", "12-34", "ask for Liv", "0421 x", "+", "0049 4a 118 2040", "12345 ext 678"]
)
def test_what_nobody_can_dial_is_none(wrong):
    assert not crm.valid_phone(wrong)


# The base, question by question


CUSTOMERS = pd.DataFrame(
    {
        "customer_id": ["A", "B", "C", "D"],
        "name": ["Ada", None, " ", "Dora"],
        "email": ["a@b.example", "b(at)b", None, "d@d.example"],
        "consent_email": [1, 0, np.nan, 1],
    }
)
CONTACTS = pd.DataFrame(
    {"contact_id": ["K1", "K2"], "customer_id": ["A", "B"], "phone": ["+49 431 555011", "7"]}
)


def answers(**options):
    table = crm.quality(CUSTOMERS, **options)
    return table.set_index(["aspect", "table", "column"])


def test_what_is_filled_in_and_what_has_its_form_is_as_counted_by_hand():
    table = answers(contacts=CONTACTS)
    named = table.loc[("complete", "customers", "name")]
    assert named[["checked", "good", "share", "example"]].tolist() == [4, 2, 0.5, "B"]
    mails = table.loc[("valid", "customers", "email")]
    assert mails[["checked", "good", "example"]].tolist() == [3, 2, "B"]
    phones = table.loc[("valid", "contacts", "phone")]
    assert phones[["checked", "good", "example"]].tolist() == [2, 1, "K2"]
    agreed = table.loc[("agreed", "customers", "consent_email")]
    assert agreed[["checked", "good", "example"]].tolist() == [4, 2, "B"]
    assert ("complete", "customers", "consent_email") not in table.index
    assert table["remedy"].str.len().min() > 20


def test_two_of_one_customer_and_old_entries_are_counted_where_they_are_known():
    bare = set(answers().index.get_level_values("aspect"))
    assert not bare & {"unique", "current"}
    table = answers(
        duplicates=pd.DataFrame({"customer_id": ["D"], "same_as": ["A"]}),
        last_contact=pd.Series({"A": day("2026-06-01"), "B": day("2024-06-01")}),
        as_of=day("2026-06-30"),
    )
    assert table.loc[("unique", "customers", "customer_id"), ["good", "example"]].tolist() == [3, "D"]
    assert table.loc[("current", "customers", "customer_id"), ["good", "example"]].tolist() == [1, "B"]


def test_a_column_that_is_all_good_has_no_example():
    assert answers().loc[("complete", "customers", "email"), "good"] == 3
    whole = crm.quality(CUSTOMERS.assign(name="x")).query("column == 'name'")
    assert whole["example"].tolist() == [""]
    assert whole["share"].tolist() == [1.0]


def test_marks_add_up_and_name_the_worst_column():
    table = crm.quality(CUSTOMERS, CONTACTS)
    marks = crm.score(table).set_index("aspect")
    for aspect, part in table.groupby("aspect"):
        assert marks.loc[aspect, ["checked", "good"]].tolist() == [part["checked"].sum(), part["good"].sum()]
        worst = part.set_index("column")["share"]
        assert worst[marks.loc[aspect, "worst"]].min() == worst.min()
    assert (marks["share"] == marks["good"] / marks["checked"]).all()


# One account


PAGE = {
    "account": pd.DataFrame({"account_id": ["C7"], "name": ["Nordhaus"]}),
    "orders": pd.DataFrame(
        {
            "ordered_at": ["2026-03-01", "2026-01-01"],
            "channel": "web",
            "lines": [2, np.nan],
            "revenue": [90.0, 5.0],
        }
    ),
    "activities": pd.DataFrame(
        {"at": ["2026-02-01"], "channel": ["call"], "purpose": ["delivery"], "cost": [3.0]}
    ),
    "tickets": pd.DataFrame({"opened_at": ["2026-02-15", None], "category": ["invoice", "late"]}),
}


def test_an_account_is_told_newest_first_with_money_in_and_out():
    table = crm.timeline(PAGE)
    assert table["kind"].tolist() == ["order", "ticket", "contact", "order"]
    assert table["at"].is_monotonic_decreasing
    assert table["what"].tolist() == ["2 lines", "invoice", "delivery", ""]
    assert table["money"].tolist() == pytest.approx([90, np.nan, -3, 5], nan_ok=True)
    assert crm.title(PAGE) == "Nordhaus"
    assert crm.title({"account": PAGE["account"].assign(name="")}) == "C7"


@pytest.mark.parametrize("kept", ["orders", "activities", "tickets", "account"])
def test_what_an_account_lacks_is_left_out(kept):
    table = crm.timeline({kept: PAGE[kept]})
    assert list(table.columns) == ["at", "kind", "channel", "what", "money"]
    assert len(table) == {"orders": 2, "activities": 1, "tickets": 1, "account": 0}[kept]


# First answers


TICKETS = pd.DataFrame(
    [
        ("invoice", "2026-06-01 08:00", "2026-06-01 10:00"),
        ("invoice", "2026-06-02 08:00", "2026-06-03 09:00"),
        ("late", "2026-06-03 08:00", None),
        ("late", "2026-06-30 06:00", None),
        ("late", "2026-06-29 08:00", "2026-06-30 08:00"),
    ],
    columns=["category", "opened_at", "first_reply_at"],
).assign(
    opened_at=lambda table: pd.to_datetime(table["opened_at"]),
    first_reply_at=lambda table: pd.to_datetime(table["first_reply_at"]),
)


def test_an_answer_in_time_is_counted_and_a_young_ticket_without_one_left_out():
    table = crm.service(TICKETS, hours=24, as_of=day("2026-06-30 12:00")).set_index("category")
    assert table.loc["invoice", ["tickets", "in_time"]].tolist() == [2, 1]
    assert table.loc["late", ["tickets", "in_time"]].tolist() == [2, 1]
    every = table.loc["all together"]
    assert every[["tickets", "in_time", "share", "median_hours"]].tolist() == [4, 2, 0.5, 24]
    assert (every["low"], every["high"]) == pytest.approx(wilson(2, 4))


def test_once_the_promise_has_run_out_a_ticket_without_an_answer_is_late():
    later = crm.service(TICKETS, hours=24, as_of=day("2026-07-02")).set_index("category")
    assert later.loc["late", ["tickets", "in_time"]].tolist() == [3, 1]
    # Without a day, the last stamp of all: 8 o'clock on the 30th, two hours after the youngest came.
    assert crm.service(TICKETS, hours=24)["tickets"].iloc[-1] == 4
    assert crm.service(TICKETS, hours=1)["tickets"].iloc[-1] == 5


def test_tickets_need_no_category_and_none_at_all_are_refused():
    table = crm.service(TICKETS.drop(columns="category"), as_of=day("2026-06-30 12:00"))
    assert table["tickets"].tolist() == [4, 4]
    with pytest.raises(ValueError, match="No ticket has been answered"):
        crm.service(TICKETS.iloc[[3]], as_of=day("2026-06-30 12:00"))
    with pytest.raises(ValueError, match="no column first_reply_at"):
        crm.service(TICKETS.drop(columns="first_reply_at"))


# Through which door, and whether it is lived in


def test_records_are_counted_by_door_with_whose_they_are():
    orders = pd.DataFrame({"customer_id": ["a", None, "b"], "channel": ["web", "web", None]})
    leads = pd.DataFrame({"source": ["fair", "fair"]})
    table = crm.capture(orders=orders, leads=leads, tickets=None, calls=orders.head(0))
    assert table.values.tolist() == [
        ["orders", "not said", 1, 1, 1.0],
        ["orders", "web", 2, 1, 0.5],
        ["leads", "fair", 2, 0, 0.0],
    ]
    with pytest.raises(ValueError, match="No record of anything"):
        crm.capture(orders=None)


def test_adoption_is_as_counted_by_hand():
    as_of = day("2026-06-30")
    customers = pd.DataFrame({"customer_id": list("abcd")})
    activities = pd.DataFrame(
        {
            "customer_id": ["a", "a", "b", "c"],
            "at": pd.to_datetime(["2026-06-01", "2026-05-01", "2026-01-01", "2026-06-29"]),
            "purpose": ["ask", " ", None, "offer"],
        }
    )
    contacts = pd.DataFrame({"customer_id": ["a", "a", "b"], "buying_role": ["user", None, "finance"]})
    opportunities = pd.DataFrame(
        {
            "status": ["open", "open", "lost"],
            "entered_at": pd.to_datetime(["2026-06-20", "2026-01-01", "2026-01-01"]),
        }
    )
    table = crm.adoption(
        customers=customers,
        activities=activities,
        contacts=contacts,
        opportunities=opportunities,
        as_of=as_of,
    )
    assert table[["good", "of"]].values.tolist() == [[2, 4], [2, 4], [1, 4], [2, 3], [1, 2]]
    assert (table["low"] <= table["share"]).all()
    assert (table["share"] <= table["high"]).all()
    alone = crm.adoption(contacts=contacts, as_of=as_of)
    assert alone[["good", "of"]].values.tolist() == [[2, 3]]
    with pytest.raises(ValueError, match="Nothing here shows"):
        crm.adoption(customers=customers, as_of=as_of)
