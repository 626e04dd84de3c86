import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import start

CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=5).map(
    lambda xs: dict(zip("abcde", xs, strict=False))
)
LINES = pd.DataFrame(
    {
        "order_id": ["1", "1", "2", "3", "4"],
        "customer_id": ["a", "a", "a", "b", None],
        "ordered_at": pd.to_datetime(["2026-01-01", "2026-01-01", "2026-02-01", "2026-01-15", "2026-01-20"]),
        "quantity": [1.0, 2.0, 1.0, 1.0, 1.0],
        "unit_price": [10.0, 5.0, 30.0, 40.0, 99.0],
        "discount": [0.0, 1.0, None, 0.0, 0.0],
    }
)
PEOPLE = pd.DataFrame(
    {"customer_id": ["a", "b"], "customer_type": ["retailer", "project"], "country": ["PT", "TR"]}
)


@given(CHANCES)
def test_a_purchase_is_never_likelier_than_its_narrowest_gate(gates: dict[str, float]) -> None:
    chance = start.purchase_chance(gates)
    assert 0 <= chance <= min(gates.values()) + 1e-12


@given(CHANCES)
def test_independence_lies_between_the_bounds(gates: dict[str, float]) -> None:
    low, middle, high = start.gate_bounds(gates)["chance"]
    assert low <= middle + 1e-12
    assert middle <= high + 1e-12


def test_a_shut_gate_stops_the_sale() -> None:
    table = start.gate_table({"know": 0.9, "need": 0.5, "trust": 0.8}, missing="need").set_index("element")
    assert table.loc["purchase", "chance"] == pytest.approx(0.36)
    assert table.loc["purchase", "without"] == 0
    assert table.loc["trust", "without"] == 0.8


def test_refusals_name_the_gate() -> None:
    with pytest.raises(ValueError, match="trust"):
        start.purchase_chance({"trust": 1.2})
    with pytest.raises(ValueError, match="price"):
        start.gate_table({"know": 0.5}, missing="price")


def test_orders_are_counted_not_lines() -> None:
    table = start.orders_per_customer(LINES).set_index("orders")["customers"]
    assert table["1"] == 1
    assert table["2"] == 1
    assert start.repeat_share(LINES) == 0.5


def test_accounts_show_named_customers_in_their_order() -> None:
    table = start.accounts(PEOPLE, LINES, named={"b": "Bo", "a": "Ada", "z": "never ordered"})
    assert table["account"].tolist() == ["Bo", "Ada"]
    assert table["revenue"].tolist() == [40.0, 49.0]
    assert table["orders"].tolist() == [1, 2]
    assert table["customer_type"].tolist() == ["project", "retailer"]


def test_without_names_the_largest_come_first() -> None:
    assert start.accounts(PEOPLE, LINES, named={})["account"].tolist() == ["a", "b"]


def test_account_orders_keep_every_line_of_the_accounts() -> None:
    table = start.account_orders(LINES, named={"b": "Bo", "a": "Ada"})
    assert table["account"].tolist() == ["Bo", "Ada", "Ada", "Ada"]
    assert table["revenue"].sum() == 89.0


def test_inventory_spans_dates() -> None:
    table = start.inventory({"orders": LINES, "customers": PEOPLE}).set_index("table")
    assert table.loc["orders", "rows"] == 5
    assert table.loc["orders", "last"] == pd.Timestamp("2026-02-01")
    assert pd.isna(table.loc["customers", "first"])
