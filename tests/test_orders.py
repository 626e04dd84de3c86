"""Order lines → customers and cohorts: known answers, laws, oracles, the same numbers on every engine."""

import datetime
import importlib.util
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import orders, samples

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # lifetimes sets an option that pandas 3 no longer has
    from lifetimes.utils import summary_data_from_transaction_data

SPEC = importlib.util.find_spec("lifetimes")
CDNOW = Path(str(SPEC and SPEC.origin)).parent / "datasets"
ENGINES: dict[str, Callable[[pd.DataFrame], Any]] = {
    "polars": pl.from_pandas,
    "polars lazy": lambda lines: pl.from_pandas(lines).lazy(),
    "duckdb": lambda lines: duckdb.from_arrow(pl.from_pandas(lines).to_arrow()),
}


def made(*rows: tuple[Any, ...], **more: list[Any]) -> pd.DataFrame:
    """Order lines from (order, customer, date, quantity, price)."""
    names = ["order_id", "customer_id", "ordered_at", "quantity", "unit_price"]
    lines = pd.DataFrame(list(rows), columns=names).assign(**more)
    return lines.assign(ordered_at=pd.to_datetime(lines["ordered_at"], format="ISO8601"))


def cdnow(name: str) -> pd.DataFrame:
    """The CDNOW transactions of the lifetimes package as order lines, each an order of one line."""
    names = {
        "master": ["customer_id", "date", "pieces", "value"],
        "sample": ["_", "customer_id", "date", "pieces", "value"],
    }
    raw = pd.read_csv(
        CDNOW / f"CDNOW_{name}.txt",
        sep=r"\s+",
        names=names[name],
        dtype={"customer_id": "str", "date": "str"},
        skiprows=int(name == "master"),
    )
    return pd.DataFrame(
        {
            "order_id": np.arange(len(raw)),
            "customer_id": raw["customer_id"],
            "ordered_at": pd.to_datetime(raw["date"], format="%Y%m%d"),
            "quantity": 1,
            "unit_price": raw["value"],
        }
    )


@pytest.fixture(scope="module")
def master() -> pd.DataFrame:
    return cdnow("master")


@pytest.fixture(scope="module")
def many() -> pd.DataFrame:
    """Twenty thousand lines with everything in them: ties, returns, blanks, odd prices, costs, discounts."""
    rng = np.random.default_rng(7)
    size = 20_000
    lines = pd.DataFrame(
        {
            "order_id": rng.integers(0, 8_000, size).astype("U"),
            "customer_id": np.char.add("C", rng.integers(0, 2_500, size).astype("U")),
            "ordered_at": np.datetime64("2023-01-01", "us")
            + rng.integers(0, 10**8, size) * np.timedelta64(10**6, "us"),
            "quantity": rng.choice([-2, -1, 0, 1, 1, 1, 2, 12, 0.5], size),
            "unit_price": rng.choice([0, 0.0125, 1.005, 9.99, 10, 120], size),
            "unit_cost": rng.choice([0.003, 5.0, 7.77, np.nan], size),
            "discount": rng.choice([0, 0.335, 1.1, np.nan], size),
        }
    )
    lines.loc[::97, "customer_id"] = None
    lines.loc[::89, "unit_price"] = np.nan
    lines.loc[::83, "ordered_at"] = None
    lines.loc[::79, "order_id"] = None
    lines.loc[::71, "customer_id"] = "  "
    return lines


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("as_of", [None, "2024-12-31"])
def test_every_engine_finds_the_same_customers(many: pd.DataFrame, engine: str, as_of: str | None) -> None:
    expected = orders.customers(many, as_of=as_of)
    found = orders.as_table(orders.customers(ENGINES[engine](many), as_of=as_of))
    pd.testing.assert_frame_equal(found, expected, check_exact=True)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_finds_the_same_cohorts(many: pd.DataFrame, engine: str) -> None:
    found = orders.as_table(orders.cohorts(ENGINES[engine](many)))
    pd.testing.assert_frame_equal(found, orders.cohorts(many), check_exact=True)


def test_an_engine_gets_its_own_kind_back(many: pd.DataFrame) -> None:
    kinds = {name: type(orders.customers(load(many))) for name, load in ENGINES.items()}
    assert kinds == {"polars": pl.DataFrame, "polars lazy": pl.LazyFrame, "duckdb": duckdb.DuckDBPyRelation}
    eager = orders.customers(pl.from_pandas(many))
    assert eager["first_order"].dtype == pl.Date
    assert dict(orders.customers(many).dtypes.astype(str)) == {
        **dict.fromkeys(["customer_id", "tier"], "str"),
        **dict.fromkeys(["first_order", "last_order"], "datetime64[us]"),
        **dict.fromkeys(["orders", "lines", "days_since_last", "r", "f", "m", "repeat_days"], "int64"),
        **dict.fromkeys(["revenue", "revenue_share", "cumulative_share", "margin"], "float64"),
        **dict.fromkeys(["recency_weeks", "age_weeks", "mean_repeat_value"], "float64"),
    }


@pytest.mark.parametrize("kind", ["int64", "float64", "category", "str"])
def test_ids_of_any_kind_come_out_as_text(kind: str) -> None:
    lines = made((1, 10, "2024-01-01", 1, 5), (2, 9, "2024-01-01", 1, 5)).astype({"customer_id": kind})
    found = orders.customers(lines)["customer_id"]
    assert found.tolist() == ["10", "9"]
    assert found.dtype == "str"


# --- against the package whose definitions are those of the papers ---


@pytest.mark.parametrize("name", ["sample", "master"])
@pytest.mark.parametrize("as_of", [None, "1997-09-30"])
def test_cdnow_as_lifetimes_has_it(name: str, as_of: str | None) -> None:
    lines = cdnow(name)
    same_as_lifetimes(lines, as_of)
    assert len(orders.customers(lines)) == {"sample": 2357, "master": 23570}[name]


def test_returns_and_times_of_day_as_lifetimes_has_them(many: pd.DataFrame) -> None:
    clean = many.drop(columns=["unit_cost", "discount"]).dropna()
    same_as_lifetimes(clean[(clean["customer_id"] != "  ") & (clean["quantity"] != 0.5)], None)


def same_as_lifetimes(lines: pd.DataFrame, as_of: str | None) -> None:
    value = lines.assign(value=lines["quantity"] * lines["unit_price"])
    theirs = summary_data_from_transaction_data(
        value, "customer_id", "ordered_at", "value", observation_period_end=as_of
    ).sort_index()
    ours = orders.customers(lines, as_of=as_of).set_index("customer_id").sort_index()
    assert list(ours.index) == list(theirs.index)
    assert (ours["repeat_days"] == theirs["frequency"]).all()
    np.testing.assert_allclose(ours["recency_weeks"] * 7, theirs["recency"], atol=1e-9)
    np.testing.assert_allclose(ours["age_weeks"] * 7, theirs["T"], atol=1e-9)
    # No line here has more than four decimals: only the order of adding differs.
    np.testing.assert_allclose(ours["mean_repeat_value"], theirs["monetary_value"], rtol=1e-9, atol=1e-9)


def test_rfm_of_cdnow(master: pd.DataFrame) -> None:
    """Shares of sales by recency score, groups by frequency, the best cell: equal customers share a score."""
    people = orders.customers(master, as_of="1998-07-01")
    shares = people.groupby("r")["revenue"].sum() / people["revenue"].sum()
    assert (shares * 100).round(2).to_dict() == {1: 6.36, 2: 6.78, 3: 8.70, 4: 24.91, 5: 53.26}
    assert people["f"].value_counts().to_dict() == {1: 11_908, 3: 4_079, 4: 3_658, 5: 3_925}
    assert ((people["r"] == 5) & (people["f"] == 5) & (people["m"] == 5)).sum() == 2_355
    assert people["lines"].sum() == 69_659


def test_cohorts_of_cdnow(master: pd.DataFrame) -> None:
    """All CDNOW customers came in the first quarter of 1997; pandas alone counts the same."""
    table = orders.cohorts(master)
    assert table[table["month"] == 0].set_index("cohort")["customers"].sum() == 23_570
    month = master["ordered_at"].dt.to_period("M")
    first = month.groupby(master["customer_id"]).transform("min")
    expected = master.groupby([first, month])["customer_id"].nunique()
    assert table["customers"].tolist() == expected.tolist()
    assert table["revenue"].sum() == pytest.approx(master["unit_price"].sum())
    trend = orders.trend(table)
    assert trend["customers"].tolist() == master.groupby(month)["customer_id"].nunique().tolist()
    assert trend["new_customers"].sum() == 23_570


# --- known answers ---


def one(lines: pd.DataFrame, **options: Any) -> dict[str, Any]:
    """The only customer of the lines."""
    (found,) = orders.customers(lines, **options).to_dict("records")
    return {str(name): value for name, value in found.items()}


def test_one_order_of_one_customer() -> None:
    found = one(made(("A", "ann", "2024-02-29 23:59:59", 2, 3.5)))
    assert found == {
        "customer_id": "ann",
        "first_order": pd.Timestamp("2024-02-29"),
        "last_order": pd.Timestamp("2024-02-29"),
        **{"orders": 1, "lines": 1, "revenue": 7.0, "revenue_share": 1.0, "cumulative_share": 1.0},
        **{"tier": "platinum", "days_since_last": 0, "r": 1, "f": 1, "m": 1},
        **{"repeat_days": 0, "recency_weeks": 0.0, "age_weeks": 0.0, "mean_repeat_value": 0.0},
    }


def test_two_orders_on_one_day_are_one_purchase_day() -> None:
    found = one(
        made((1, "a", "2024-01-01 09:00", 1, 5), (2, "a", "2024-01-01 17:00", 1, 6)), as_of="2024-01-08"
    )
    assert (found["orders"], found["repeat_days"], found["age_weeks"], found["revenue"]) == (2, 0, 1.0, 11.0)


def test_one_order_over_two_days_is_two_purchase_days() -> None:
    found = one(made((1, "a", "2024-01-01", 1, 5), (1, "a", "2024-01-15", 1, 6)))
    assert (found["orders"], found["repeat_days"], found["recency_weeks"]) == (1, 1, 2.0)
    assert found["mean_repeat_value"] == 6.0


def test_a_day_with_only_returns_is_a_purchase_day_below_zero() -> None:
    found = one(made((1, "a", "2024-01-01", 2, 30), (2, "a", "2024-01-08", -1, 30)))
    assert (found["revenue"], found["repeat_days"], found["mean_repeat_value"]) == (30.0, 1, -30.0)


def test_discount_is_money_a_line_and_blanks_count_as_nothing() -> None:
    lines = made(
        (1, "a", "2024-01-01", 3, 10), (1, "a", "2024-01-01", 1, None), (1, "a", "2024-01-01", None, 4)
    )
    assert one(lines.assign(discount=[1.5, None, None]))["revenue"] == 28.5
    assert one(lines)["lines"] == 3


def test_margin_is_of_the_lines_whose_cost_is_known() -> None:
    lines = made((1, "a", "2024-01-01", 2, 10), (2, "a", "2024-01-02", 1, 10), (3, "b", "2024-01-02", 1, 10))
    margins = orders.customers(lines.assign(unit_cost=[6, None, None])).set_index("customer_id")["margin"]
    assert margins["a"] == 8.0
    assert np.isnan(margins["b"])
    assert "margin" not in orders.customers(lines)


def test_tiers_go_by_the_share_before_the_customer() -> None:
    """Shares 50, 30, 15, 5: each limit is reached exactly by the customer before."""
    lines = made(
        *[
            (i, name, "2024-01-01", 1, price)
            for i, (name, price) in enumerate(zip("abcd", [50, 30, 15, 5], strict=True))
        ]
    )
    assert orders.customers(lines)["tier"].tolist() == ["platinum", "diamond", "gold", "wood"]
    assert orders.customers(lines, tiers=(0.6, 0.9, 0.97))["tier"].tolist() == [
        "platinum",
        "platinum",
        "diamond",
        "gold",
    ]


def test_one_giant_is_platinum() -> None:
    lines = made((1, "giant", "2024-01-01", 1, 96), (2, "dwarf", "2024-01-01", 1, 4))
    assert orders.customers(lines)["tier"].tolist() == ["platinum", "wood"]


def test_below_zero_stands_last_and_is_wood() -> None:
    found = orders.customers(
        made((1, "a", "2024-01-01", 1, 100), (2, "b", "2024-01-01", 0, 9), (3, "c", "2024-01-01", -1, 20))
    )
    assert found["customer_id"].tolist() == ["a", "b", "c"]
    assert found["cumulative_share"].tolist() == [1.25, 1.25, 1.0]
    assert found["tier"].tolist() == ["platinum", "wood", "wood"]


@pytest.mark.parametrize("quantity", [0, -1])
@pytest.mark.parametrize("engine", ["pandas", *ENGINES])
def test_without_revenue_there_is_nothing_to_share(quantity: int, engine: str) -> None:
    lines = made((1, "a", "2024-01-01", quantity, 5), (2, "b", "2024-01-02", quantity, 6))
    found = orders.as_table(orders.customers(ENGINES.get(engine, lambda same: same)(lines)))
    assert found["revenue_share"].isna().all()
    assert found["cumulative_share"].isna().all()
    assert set(found["tier"]) == {"wood"}
    assert found["revenue"].tolist() == [quantity * 5.0, quantity * 6.0]


def test_equal_customers_share_a_score() -> None:
    lines = made(*[(i, f"c{i}", "2024-01-01", 1, 1) for i in range(9)], (9, "c9", "2024-01-02", 1, 2))
    found = orders.customers(lines).set_index("customer_id")[["r", "f", "m"]]
    assert found.loc["c9"].tolist() == [5, 1, 5]
    assert (found.drop(index="c9") == 1).all(axis=None)


def test_equal_revenue_stands_by_id() -> None:
    lines = made(*[(i, name, "2024-01-01", 1, 1) for i, name in enumerate("cab")])
    found = orders.customers(lines)
    assert found["customer_id"].tolist() == ["a", "b", "c"]
    assert found["cumulative_share"].tolist() == pytest.approx([1 / 3, 2 / 3, 1])


def test_as_of_is_the_last_day_that_counts() -> None:
    lines = made(
        (1, "a", "2024-01-01", 1, 5), (2, "a", "2024-01-31 23:00", 1, 5), (3, "b", "2024-02-01", 1, 5)
    )
    for as_of in ("2024-01-31", datetime.date(2024, 1, 31), pd.Timestamp("2024-01-31 08:00")):
        found = one(lines, as_of=as_of)
        assert (found["orders"], found["days_since_last"]) == (2, 0)
    assert orders.customers(lines)["days_since_last"].tolist() == [1, 0]


def test_before_the_first_order_there_is_nobody() -> None:
    found = orders.customers(made((1, "a", "2024-01-01", 1, 5)), as_of="2023-01-01")
    assert len(found) == 0
    assert list(found) == list(orders.customers(made((1, "a", "2024-01-01", 1, 5))))


def test_leap_years_and_turns_of_the_century_are_whole_days() -> None:
    found = one(
        made((1, "a", "1999-12-31", 1, 5), (2, "a", "2000-12-31", 1, 5), (3, "a", "2101-03-01", 1, 5))
    )
    assert found["recency_weeks"] * 7 == (datetime.date(2101, 3, 1) - datetime.date(1999, 12, 31)).days


def test_retention_tells_no_buyer_from_not_yet() -> None:
    lines = made(
        (1, "a", "2024-01-05", 1, 5),
        (2, "b", "2024-01-06", 1, 5),
        (3, "c", "2024-02-01", 1, 5),
        (4, "a", "2024-03-01", 1, 5),
    )
    found = orders.retention(orders.cohorts(lines))
    assert found.loc["2024-01-01"].tolist() == [1.0, 0.0, 0.5]
    assert found.loc["2024-02-01"].tolist()[:2] == [1.0, 0.0]
    assert np.isnan(found.loc["2024-02-01", 2])
    trend = orders.trend(orders.cohorts(lines))
    assert trend.set_index("month")["customers"].to_dict() == {
        pd.Timestamp("2024-01-01"): 2,
        pd.Timestamp("2024-02-01"): 1,
        pd.Timestamp("2024-03-01"): 1,
    }


def test_a_month_without_lines_is_a_row_of_zeros_in_the_trend() -> None:
    trend = orders.trend(orders.cohorts(made((1, "a", "2023-12-05", 1, 5), (2, "a", "2024-02-06", 1, 7))))
    assert trend["customers"].tolist() == [1, 0, 1]
    assert trend["new_customers"].tolist() == [1, 0, 0]
    assert trend["revenue"].tolist() == [5.0, 0.0, 7.0]


def test_nobody_at_all_is_an_empty_table_everywhere() -> None:
    table = orders.cohorts(made((1, None, "2024-01-01", 1, 5)))
    assert len(table) == len(orders.retention(table)) == len(orders.trend(table)) == 0
    assert list(orders.trend(table)) == ["month", "customers", "new_customers", "revenue"]


# --- laws ---

LINES = st.lists(
    st.tuples(
        st.sampled_from("pqrstuvw"),
        st.sampled_from(["ann", "bob", "cem", "dana", "eve"]),
        st.dates(datetime.date(2022, 12, 25), datetime.date(2023, 2, 5)),
        st.integers(-2, 5),
        st.integers(0, 5_000).map(lambda cents: cents / 100),
    ),
    min_size=1,
    max_size=25,
)
few = settings(max_examples=8, deadline=None, derandomize=True)


@few
@given(LINES)
def test_shares_sum_to_one_and_scores_follow_what_they_score(rows: list[tuple[Any, ...]]) -> None:
    found = orders.customers(made(*rows))
    assert found["revenue"].sum() == pytest.approx(sum(row[3] * row[4] for row in rows), abs=1e-6)
    if found["revenue"].sum() > 1e-6:
        assert found["revenue_share"].sum() == pytest.approx(1)
        assert found["cumulative_share"].iloc[-1] == 1
        assert found["tier"].iloc[0] == "platinum"
    assert found[["r", "f", "m"]].isin(range(1, 6)).all(axis=None)
    for score, value in {"r": -found["days_since_last"], "f": found["orders"], "m": found["revenue"]}.items():
        assert found.assign(value=value).sort_values("value")[score].is_monotonic_increasing
        assert found.groupby(value)[score].nunique().max() == 1


@few
@given(LINES, st.randoms(use_true_random=False))
def test_neither_order_nor_lines_of_nobody_change_anything(rows: list[tuple[Any, ...]], random: Any) -> None:
    nobody = [("z", None, datetime.date(2030, 1, 1), 1, 9.0), ("z", " ", datetime.date(2030, 1, 1), 1, 9.0)]
    mixed = random.sample([*rows, *nobody], len(rows) + 2)
    pd.testing.assert_frame_equal(
        orders.customers(made(*mixed)), orders.customers(made(*rows)), check_exact=True
    )
    pd.testing.assert_frame_equal(orders.cohorts(made(*mixed)), orders.cohorts(made(*rows)), check_exact=True)


@few
@given(LINES)
def test_twice_the_customers_halve_the_shares(rows: list[tuple[Any, ...]]) -> None:
    once = orders.customers(made(*rows)).set_index("customer_id")
    twins = [(row[0], f"{row[1]}2", *row[2:]) for row in rows]
    twice = orders.customers(made(*rows, *twins)).set_index("customer_id").loc[once.index]
    np.testing.assert_allclose(twice["revenue_share"] * 2, once["revenue_share"], rtol=1e-12)
    same = ["orders", "lines", "revenue", "r", "f", "m", "repeat_days", "mean_repeat_value"]
    pd.testing.assert_frame_equal(twice[same], once[same], check_exact=True)


@few
@given(LINES)
def test_engines_agree_on_anything(rows: list[tuple[Any, ...]]) -> None:
    expected = orders.customers(made(*rows))
    for load in (ENGINES["polars"], ENGINES["duckdb"]):
        pd.testing.assert_frame_equal(
            orders.as_table(orders.customers(load(made(*rows)))), expected, check_exact=True
        )


# --- what is refused, and how it is said ---


@pytest.mark.parametrize("engine", ["pandas", *ENGINES])
def test_stamps_with_a_time_zone_are_refused(engine: str) -> None:
    lines = made((1, "a", "2024-01-01", 1, 5))
    lines["ordered_at"] = lines["ordered_at"].dt.tz_localize("Europe/London")
    with pytest.raises(ValueError, match=r"time zone .*local time without a zone"):
        orders.customers(ENGINES.get(engine, lambda same: same)(lines))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ordered_at": "2024-01-01"}, "ordered_at holds String, not dates"),
        ({"unit_price": "9,99"}, "unit_price holds String, not numbers"),
        ({"discount": "none"}, "discount holds String, not numbers"),
        ({"unit_price": np.inf}, "quantity × unit_price is infinite"),
        ({"quantity": 1e30}, "unit_price is infinite, or too large"),
        ({"discount": -1e15}, "discount is infinite, or too large"),
        ({"unit_cost": 1e300}, "unit_cost is infinite, or too large"),
        ({"customer_id": pd.Series([1, "1"], dtype=object)}, "customer_id mixes text and numbers"),
    ],
)
def test_what_cannot_be_added_up_is_refused_by_name(change: dict[str, Any], message: str) -> None:
    lines = made((1, "a", "2024-01-01", 1, 5), (2, "b", "2024-01-01", 1, 5)).assign(**change)
    for refusing in (orders.customers, orders.cohorts):
        with pytest.raises(ValueError, match=message):
            refusing(lines)


def test_missing_columns_are_named() -> None:
    lines = made((1, "a", "2024-01-01", 1, 5)).rename(columns={"unit_price": "Preis", "quantity": "Menge"})
    with pytest.raises(ValueError, match="lack quantity and unit_price"):
        orders.customers(lines)


@pytest.mark.parametrize("as_of", ["June", "31.12.2024", 20240101])
def test_as_of_must_be_a_date(as_of: Any) -> None:
    with pytest.raises(ValueError, match="write it as 2026-06-30"):
        orders.customers(made((1, "a", "2024-01-01", 1, 5)), as_of=as_of)


@pytest.mark.parametrize("tiers", [(0.8, 0.5, 0.95), (0.0, 0.5, 0.9), (0.5, 0.8, 95)])
def test_tiers_must_ascend(tiers: Any) -> None:
    with pytest.raises(ValueError, match="ascend from 0 to 1"):
        orders.customers(made((1, "a", "2024-01-01", 1, 5)), tiers=tiers)


def test_overflow_is_said_by_lazy_engines_too() -> None:
    lines = ENGINES["duckdb"](made((1, "a", "2024-01-01", 1e30, 5)))
    with pytest.raises(ValueError, match=r"cannot be read.*out of range"):
        orders.as_table(orders.customers(lines))


# --- files ---


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, many: pd.DataFrame) -> Path:
    """The lines as two CSV files with columns in different order, as gzip, and as Parquet."""
    folder = tmp_path_factory.mktemp("lines")
    clean = many[many["customer_id"] != "  "].assign(
        customer_id=lambda table: table["customer_id"].str.replace("C", "00")
    )
    half = len(clean) // 2
    clean[:half].to_csv(folder / "day 1's.csv", index=False)
    clean[half:][clean.columns[::-1]].to_csv(folder / "day 2's.csv", index=False)
    clean.to_csv(folder / "all.csv.gz", index=False)
    clean.to_parquet(folder / "all.parquet")
    return folder


@pytest.mark.parametrize("files", ["day*.csv", "all.csv.gz", "*.parquet"])
def test_files_give_what_the_table_gives(folder: Path, files: str) -> None:
    expected = orders.customers(pd.read_parquet(folder / "all.parquet"))
    found = orders.as_table(orders.customers(orders.read_lines(folder / files)))
    pd.testing.assert_frame_equal(found, expected, check_exact=True)
    assert found["customer_id"].str.startswith("00").all()


def test_several_files_and_a_map_of_columns(tmp_path: Path) -> None:
    for day in (1, 2):
        text = f'No,Client "A",When,quantity,unit_price,note\n{day},007,2024-01-0{day}T10:00:00,2,2.5,x\n'
        (tmp_path / f"{day}.csv").write_text(text.replace('Client "A"', '"Client ""A"""'), encoding="utf-8")
    names = {"order_id": "No", "customer_id": 'Client "A"', "ordered_at": "When"}
    lines = orders.read_lines([tmp_path / "1.csv", tmp_path / "2.csv"], columns=names)
    assert lines.columns == ["order_id", "customer_id", "ordered_at", "quantity", "unit_price"]
    found = orders.as_table(orders.customers(lines))
    assert found[["customer_id", "orders", "revenue"]].to_numpy().tolist() == [["007", 2, 10.0]]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.csv", None, "No files found"),
        ("none*.parquet", None, "No files found"),
        ("broken.parquet", b"PAR1 or so", "cannot be read"),
        ("gb.csv", "order_id,customer_id\n1,张三\n".encode("gb18030") * 50, "utf-8"),
        (
            "lacks.csv",
            b"order_id,customer_id,ordered_at\n1,2,2024-01-01\n",
            "No column quantity and unit_price",
        ),
        ("empty.csv", b"", "No column order_id"),
    ],
)
def test_files_that_cannot_be_read_are_said(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=f"(?i){message}"):
        orders.read_lines(tmp_path / name)


@pytest.mark.parametrize("stamp", ["03/04/2024", "2024-01-01T10:00:00+02:00", "2024-01-01 10:00:00Z", "soon"])
def test_stamps_that_could_be_misread_are_refused(tmp_path: Path, stamp: str) -> None:
    rows = [f"{day},a,{date},1,5" for day, date in enumerate(["2024-01-01 10:00:00", stamp])]
    (tmp_path / "lines.csv").write_text(
        "\n".join(["order_id,customer_id,ordered_at,quantity,unit_price", *rows])
    )
    with pytest.raises(ValueError, match="cannot be read"):
        orders.as_table(orders.customers(orders.read_lines(tmp_path / "lines.csv")))


def test_no_files_and_mixed_files_are_refused() -> None:
    with pytest.raises(ValueError, match="No files were given"):
        orders.read_lines([])
    with pytest.raises(ValueError, match="read Parquet and CSV apart"):
        orders.read_lines(["a.csv", "b.parquet"])
    with pytest.raises(ValueError, match="client is not a column of order lines"):
        orders.read_lines("a.csv", columns={"client": "Kunde"})


def test_the_sample_of_cdnow_is_part_of_its_master() -> None:
    sample, master = samples.cdnow_sample(), samples.cdnow()
    assert (len(sample), sample["customer_id"].nunique()) == (6919, 2357)
    both = sample.merge(master, on=["customer_id", "ordered_at", "unit_price"], how="left", indicator=True)
    assert (both["_merge"] == "both").all()
