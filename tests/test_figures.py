"""A figure's sentence is true of its table, changes with it, and no table of customers breaks the drawing."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from helpers import figures
from helpers.figures.base import nothing, printable, short, single, thin
from helpers.orders import cohorts, retention
from helpers.show import png
from helpers.targeting.concentration import customers_for, gini, lorenz, pareto, top_share

BROKEN = r"\bnan|\binf\b|None|[{}]"
NAMED = {"c0": "Nordhaus", "c3": "Casa Lume", "c7": "Kestrel & Söhne $1 $2", "gone": "Nobody"}


def firm(n=200, *, seed=0):
    """Customers with a long tail of sales, some of them below zero."""
    rng = np.random.default_rng(seed)
    revenue = np.sort(rng.lognormal(6, 1.5, n))[::-1]
    profit = revenue * rng.normal(0.3, 0.1, n) - rng.lognormal(3.5, 0.8, n)
    before = np.r_[0, revenue.cumsum()[:-1]] / revenue.sum()
    return pd.DataFrame(
        {
            "customer_id": [f"c{i}" for i in range(n)],
            "revenue": revenue,
            "profit": profit,
            "orders": rng.integers(1, 40, n),
            "tier": np.select(
                [before < 0.5, before < 0.8, before < 0.95], ["platinum", "diamond", "gold"], "wood"
            ),
            "r": rng.integers(1, 6, n),
            "f": rng.integers(1, 6, n),
        }
    )


def types():
    return pd.DataFrame(
        {
            "customer_type": ["wholesaler", "project", "household"],
            "customers": [60, 90, 1500],
            "gap_days": [28.0, 330.0, np.nan],
            "gap_low": [20.0, 250.0, np.nan],
            "gap_high": [37.0, 400.0, np.nan],
            "order_value": [41000.0, 96000.0, 310.0],
            "value_low": [22000.0, 40000.0, 120.0],
            "value_high": [70000.0, 180000.0, 640.0],
        }
    )


def plans(yours=420.0):
    mid = np.array([yours, 160.0, 330.0])
    return pd.DataFrame(
        {"policy": ["your_plan", "random", "biggest_first"], "low": mid - 80, "mid": mid, "high": mid + 80}
    )


def steps(*amounts):
    names = ["goods ordered", "discounts", "service", "freight"][: len(amounts)]
    return pd.DataFrame({"step": [*names, "left"], "amount": [*amounts, sum(amounts)]})


def visits(gap_of_last=10):
    days = [pd.Timestamp("2025-01-01") + pd.Timedelta(days=30 * n) for n in range(8)]
    ann = pd.DataFrame({"account": "Ann", "ordered_at": days, "revenue": 100.0})
    bob = ann.assign(account="Bob", ordered_at=ann["ordered_at"] - pd.Timedelta(days=gap_of_last))
    return pd.concat([ann, bob], ignore_index=True)


def bands(*heads):
    return pd.DataFrame(
        {
            "orders": ["1", "2", "3 and more"],
            "customers": heads,
            "share": np.array(heads) / max(1, sum(heads)),
        }
    )


def gates(trust=0.9):
    return pd.DataFrame(
        {
            "element": ["know", "trust", "purchase"],
            "chance": [0.9, trust, 0.9 * trust],
            "without": [0.9, 0.0, 0.0],
        }
    )


def share_of(months=6):
    table = pd.DataFrame(
        [[1.0] + [0.5 - 0.05 * month] * months for month in range(3)],
        index=pd.date_range("2025-01-01", periods=3, freq="MS"),
        columns=range(months + 1),
    )
    return table


def test_pareto_says_what_targeting_computes():
    customers = firm()
    sales, profit = pareto(customers, by="revenue"), pareto(customers, by="profit")
    alone, both = figures.pareto(sales).sentence, figures.pareto(sales, profit, named=NAMED).sentence
    top, need = top_share(customers, by="revenue"), customers_for(customers, by="revenue")
    assert (
        alone == f"The top 20% of customers bring {top:.0%} of sales; 80% of sales takes {need:.0%} of them."
    )
    losing = (customers["profit"] < 0).sum()
    assert both.startswith(alone)
    assert f"{profit['cumulative_share'].max():.0%} of its total" in both
    assert f"{losing} customers below zero" in both


def test_pareto_of_few_customers_counts_heads():
    three = pd.DataFrame({"customer_id": list("abc"), "revenue": [60.0, 30.0, 10.0]})
    assert figures.pareto(pareto(three, by="revenue")).sentence == (
        "The biggest of 3 customers brings 60% of sales; 80% takes the first 2 of them."
    )
    one = figures.pareto(pareto(three.head(1), by="revenue"))
    assert one.sentence == "One customer brings all the sales."


def test_pareto_without_losses_says_so():
    customers = firm().assign(profit=lambda table: table["revenue"] * 0.3)
    sales, profit = pareto(customers, by="revenue"), pareto(customers, by="profit")
    assert "no customer is below zero" in figures.pareto(sales, profit).sentence


def test_lorenz_tells_the_gini_of_targeting():
    customers = firm()
    sentence = figures.lorenz(lorenz(customers, by="revenue")).sentence
    assert f"{gini(customers['revenue']):.2f}" in sentence
    equal = lorenz(pd.DataFrame({"customer_id": list("abcd"), "revenue": 5.0}), by="revenue")
    assert "bring 50.0% of the total. The Gini coefficient is 0.00" in figures.lorenz(equal).sentence


def test_whale_by_hand():
    table = pd.DataFrame({"customer_id": ["c0", "c3", "x"], "profit": [80.0, -40.0, 60.0]})
    described = figures.whale(table, named=NAMED, currency="USD")
    assert described.sentence == (
        "USD 140 is earned by 2 customers, USD 40.00 is lost again on 1 customer below zero, "
        "and USD 100 is left. Among those below zero: Casa Lume."
    )


@pytest.mark.parametrize(
    ("profit", "said"),
    [
        ([5.0, 5.0], "No customer is below zero; the profit of 2 customers comes to 10.00."),
        ([-5.0, -5.0], "No profit from any of 2 customers: together a loss of 10.00."),
        (
            [5.0, -25.0],
            "5.00 is earned by 1 customer, but 25.00 lost on 1 customer below zero: a loss of 20.00 is left.",
        ),
        ([0.0], "No customer is below zero; the profit of 1 customer comes to 0."),
        ([np.nan], "There are no customers with a known profit."),
    ],
)
def test_whale_at_the_edges(profit, said):
    assert figures.whale(pd.DataFrame({"profit": profit})).sentence == said


def test_tier_map_counts_all_though_it_draws_some():
    customers = firm(5000)
    described = figures.tier_map(customers, named=NAMED)
    wood, losing = customers["tier"] == "wood", customers["profit"] < 0
    assert (
        f"{losing.sum():,} customers below zero, {(losing & ~wood).sum()} of them outside wood"
        in described.sentence
    )
    assert f"Of wood, {(customers.loc[wood, 'profit'] > 0).mean():.0%} leave a profit." in described.sentence
    share = customers.loc[customers["tier"] == "platinum", "revenue"].sum() / customers["revenue"].sum()
    assert f"customers and {share:.0%} of sales, wood {wood.sum():,} and 5%." in described.sentence
    drawn = max(len(line.get_xdata()) for line in described.figure.axes[0].lines)
    assert 100 < drawn < 1000 < wood.sum()


def test_tier_map_without_profit_shows_orders():
    sentence = figures.tier_map(firm().drop(columns="profit")).sentence
    assert "below zero" not in sentence
    assert "of sales" in sentence


def test_rfm_grid_counts_the_cells():
    table = pd.DataFrame(
        {"r": [5, 5, 1, 2, 3], "f": [5, 5, 4, 5, 3], "revenue": [40.0, 10.0, 5.0, 15.0, 30.0]}
    )
    assert figures.rfm_grid(table).sentence == (
        "Recent and frequent (R 5, F 5): 2 customers, with 50% of sales. "
        "Frequent once, now silent (R 1–2, F 4–5, dashed): 2 customers, with 20%."
    )
    cells = table.groupby(["r", "f"])["revenue"].agg(customers="size", total="sum").reset_index()
    assert figures.rfm_grid(cells).sentence == figures.rfm_grid(table).sentence


def test_types_rhythm_names_first_and_last():
    sentence = figures.types_rhythm(types(), currency="USD").sentence
    assert sentence == (
        "Soonest back is the wholesaler, typically after 28 days, latest the project, after 330. "
        "A project order is worth most (USD 96,000), a household order least (USD 310)."
    )


def test_axes_that_multiply_say_so():
    words = [text.get_text() for text in figures.types_rhythm(types()).figure.axes[1].texts]
    assert "worth: each step is ten times" in words
    table = firm(300).assign(revenue=lambda one: one["revenue"].abs() + 1, profit=5.0)
    assert "step" not in figures.tier_map(table.assign(revenue=5.0)).figure.axes[0].get_xlabel()
    assert figures.tier_map(table).figure.axes[0].get_xlabel().endswith("each step is ten times")


def test_the_curve_of_sales_names_the_biggest_and_the_smallest():
    sales, profit = pareto(firm(), by="revenue"), pareto(firm(), by="profit")
    ids = sales["customer_id"].tolist()
    named = {ids[0]: "Nordhaus", ids[1]: "Kestrel", ids[40]: "Maple"}
    words = [text.get_text() for text in figures.pareto(sales, named=named).figure.axes[0].texts]
    assert {"Nordhaus", "Maple"} <= {*words}
    assert "Kestrel" not in words
    assert (
        figures.pareto(sales, profit).figure.axes[0].get_title(loc="left")
        == "Sales and profit, each best first"
    )


def test_cohort_heatmap_reads_the_table_of_orders():
    lines = pd.DataFrame(
        {
            "order_id": range(5),
            "customer_id": ["a", "b", "a", "c", "d"],
            "ordered_at": pd.to_datetime(
                ["2025-01-03", "2025-01-09", "2025-02-01", "2025-02-02", "2025-03-01"]
            ),
            "quantity": 1,
            "unit_price": 1.0,
        }
    )
    described = figures.cohort_heatmap(retention(cohorts(lines)))
    assert described.sentence == (
        "On average over cohorts 25% in month 1 after the first order buy again. "
        "In month 1 the best cohort is 2025-01 (50%), the weakest 2025-02 (0%)."
    )
    assert "no month yet" in figures.cohort_heatmap(retention(cohorts(lines.head(1)))).sentence


def test_accounts_name_who_has_gone_quiet():
    assert "Nobody has been silent" in figures.accounts(visits(20)).sentence
    sentence = figures.accounts(visits(70)).sentence
    assert "Bob has been silent for 70 days against a usual gap of 30." in sentence
    later = figures.accounts(visits(), as_of=pd.Timestamp("2026-01-01")).sentence
    assert "Ann has been silent" in later


def test_waterfall_goes_either_way():
    down = figures.waterfall(steps(100.0, -30.0, -80.0), currency="USD").sentence
    assert down == (
        "From USD 100 (goods ordered) the steps go down to USD −10.00 (left). "
        "The largest is service, USD 80.00. What is left is below zero."
    )
    assert (
        "go up to 125 (left). The largest is service, 20.00."
        in figures.waterfall(steps(100.0, 5.0, 20.0)).sentence
    )


def test_plans_are_held_against_the_best_of_the_others():
    better = figures.plan_comparison(plans(), currency="USD").sentence
    assert "Your plan earned USD 420, with a range of USD 340 to USD 500." in better
    assert "USD 90.00 more than biggest first" in better
    assert "luck may have decided" in better
    assert "less than biggest first" in figures.plan_comparison(plans(200.0)).sentence
    assert "do not touch" in figures.plan_comparison(plans(2000.0)).sentence
    assert "less than your plan" in figures.plan_comparison(plans(), plan="random").sentence
    with pytest.raises(
        ValueError, match="There is no plan “rfm”; there are your_plan, random, biggest_first"
    ):
        figures.plan_comparison(plans(), plan="rfm")


def test_orders_and_gates_by_hand():
    assert figures.orders_per_customer(bands(40, 35, 25)).sentence == (
        "40 customers (40%) ordered once only, 60% came back. 25 customers ordered 3 and more times."
    )
    assert figures.gates(gates()).sentence == (
        "With know 90% and trust 90% the chance of a purchase is 81%; without trust it is 0%."
    )


@pytest.mark.parametrize("step", range(1, 10))
def test_every_step_has_its_place(step):
    assert f"step {step} of nine" in figures.loop(step).sentence
    assert figures.gauge(step).sentence.startswith(f"Step {step}, ")


def test_there_is_no_tenth_step():
    for figure in (figures.loop, figures.gauge):
        with pytest.raises(ValueError, match="There are steps 1 to 9; there is no step 10"):
            figure(10)


CHANGED = [
    (figures.pareto, pareto(firm(), by="revenue"), pareto(firm(seed=1), by="revenue")),
    (figures.lorenz, lorenz(firm(), by="revenue"), lorenz(firm(seed=1), by="revenue")),
    (figures.whale, firm(), firm(seed=1)),
    (figures.tier_map, firm(), firm(seed=1)),
    (figures.rfm_grid, firm(), firm(seed=1)),
    (figures.types_rhythm, types(), types().assign(gap_days=[29.0, 330.0, np.nan])),
    (figures.cohort_heatmap, share_of(), share_of() / 2),
    (figures.accounts, visits(70), visits(71)),
    (figures.waterfall, steps(100.0, -30.0, -20.0), steps(100.0, -31.0, -20.0)),
    (figures.plan_comparison, plans(), plans(421.0)),
    (figures.orders_per_customer, bands(40, 35, 25), bands(41, 35, 25)),
    (figures.gates, gates(), gates(0.8)),
]


@pytest.mark.parametrize(
    ("draw", "table", "other"), CHANGED, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_sentence_changes_with_its_table(draw, table, other):
    before = table.copy()
    assert draw(table).sentence != draw(other).sentence
    pd.testing.assert_frame_equal(table, before)
    assert re.search(BROKEN, draw(table).sentence) is None


@pytest.mark.parametrize(
    ("draw", "table", "_other"), CHANGED, ids=lambda value: getattr(value, "__name__", "")
)
def test_no_rows_give_a_sentence_and_wrong_columns_a_reason(draw, table, _other):
    assert draw(table.iloc[:0]).sentence
    if draw is not figures.cohort_heatmap:
        with pytest.raises(ValueError, match=f"figures.{draw.__name__} needs a column .*; the table has x"):
            draw(pd.DataFrame({"x": [1]}))


ODD = {
    "one customer": firm(1),
    "two customers": firm(2),
    "all the same": firm(30).assign(revenue=5.0, profit=5.0),
    "all at a loss": firm(30).assign(profit=-5.0),
    "nothing sold": firm(30).assign(revenue=0.0, profit=0.0),
    "returns": firm(30).assign(revenue=lambda table: table["revenue"] - 500),
    "enormous": firm(30).assign(revenue=lambda t: t["revenue"] * 1e12, profit=lambda t: t["profit"] * 1e12),
    "blanks": firm(30).assign(profit=[np.nan, np.inf] * 15),
    "many": firm(100_000),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_firms_are_drawn_all_the_same(name):
    table = ODD[name]
    drawn = [
        figures.whale(table, named=NAMED),
        figures.tier_map(table, named=NAMED),
        figures.rfm_grid(table),
    ]
    if table["revenue"].sum() > 0 and name != "blanks":
        drawn.append(figures.pareto(pareto(table, by="revenue"), named=NAMED))
        drawn.append(figures.lorenz(lorenz(table, by="revenue")))
    for described in drawn:
        assert re.search(BROKEN, described.sentence) is None
        assert len(png(described)) < 60_000


def test_words_stay_on_the_page():
    firms = firm(3000)
    sales, profit = pareto(firms, by="revenue"), pareto(firms, by="profit")
    drawn = [
        figures.pareto(sales, profit),
        figures.pareto(pareto(firm(30).assign(revenue=5.0), by="revenue")),
        figures.whale(firm(30).assign(profit=-5.0)),
        figures.whale(profit, named=NAMED, currency="USD"),
        figures.tier_map(firms, named=NAMED, currency="USD"),
        figures.rfm_grid(firms),
        figures.cohort_heatmap(share_of(30)),
        figures.loop(1),
        *(figures.waterfall(steps(*amounts)) for amounts in ((0.0, -50.0, -400.0), (9.0, -8.0, -2e6))),
        *(draw(table) for draw, table, _other in CHANGED[5:]),
    ]
    for described in drawn:
        drawn_on, page = described.figure.get_tightbbox(), described.figure.bbox_inches
        assert page.x0 <= drawn_on.x0, described.sentence
        assert drawn_on.x1 <= page.x1, described.sentence
        assert page.y0 <= drawn_on.y0, described.sentence
        assert drawn_on.y1 <= page.y1, described.sentence


def test_labels_of_named_customers_do_not_overlap():
    described = figures.tier_map(firm(3000), named={f"c{n}": f"Customer number {n}" for n in range(6)})
    png(described)
    texts = [text for text in described.figure.axes[0].texts if text.get_text().startswith("Customer")]
    boxes = [Text.get_window_extent(text) for text in texts]  # the words, without the line to the dot
    assert len(boxes) == 6
    assert not any(one.overlaps(other) for n, one in enumerate(boxes) for other in boxes[:n])


def test_names_no_font_can_write_are_still_said():
    described = figures.whale(firm(20).assign(profit=-1.0), named={"c0": "星野\U0010ffff"})
    assert "星野\U0010ffff" in described.sentence
    assert "c0" in [text.get_text() for text in described.figure.axes[0].texts]
    quiet = visits(70).assign(account="星野")
    assert "星野" in figures.accounts(quiet).sentence
    assert png(described)
    assert png(figures.accounts(quiet))


def test_a_figure_does_not_read_names_as_formulas():
    assert printable("$\\frac{a}{b}$") == "$\\frac{a}{b}$"
    assert png(figures.whale(firm(20), named={"c0": "$\\nonsense$ {"}))


def test_small_tools():
    assert thin(5, 99).tolist() == [0, 1, 2, 3, 4]
    assert {0, 77, 999} <= set(thin(1000, 10, 77).tolist())
    assert short(-0.5) == "−0.5"
    assert nothing("Nothing here.").sentence == "Nothing here."
    assert single()[0].get_figwidth() == pytest.approx(7.2)


def test_every_figure_is_found_when_asked_for_and_bears_no_modules_name():
    for name in figures.__all__:
        assert callable(getattr(figures, name)), name
    modules = {path.stem for path in Path(figures.__file__).parent.glob("*.py")}
    assert not modules & set(figures.__all__), "a loaded module would stand in its place"
    with pytest.raises(AttributeError, match="has no attribute 'nothing_like_it'"):
        figures.nothing_like_it  # noqa: B018 – asking is the point
