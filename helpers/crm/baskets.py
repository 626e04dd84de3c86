"""What is bought together: association rules by counting, and the next product to speak of."""

import numpy as np
import pandas as pd

from helpers.checks import fraction, need
from helpers.intervals import wilson
from helpers.words import _

MOST_ITEMS = 2000
COLUMNS = ["left", "right", "both", "left_baskets", "support", "confidence", "low", "high", "lift"]


def rules(
    lines: pd.DataFrame, *, item: str = "product_id", support: float = 0.001, confidence: float = 0.0
) -> pd.DataFrame:
    """Rules “whoever takes left also takes right”: left, right, both (orders), left_baskets, support,
    confidence, low, high (95% of the confidence), lift; highest lift first.

    lines: order_id and `item`, returns left out. support: share of all orders with both; confidence: share of
    orders with left that also have right; lift: confidence ÷ the share of all orders that have right: 1 is
    chance. Orders of one thing count as baskets too. Among thousands of pairs some lift by luck: look at low.
    Source: Agrawal, Imieliński & Swami (1993).

    >>> lines = pd.DataFrame({"order_id": list("aabbcd")})
    >>> lines["product_id"] = ["chair", "table"] * 2 + ["chair", "lamp"]
    >>> rules(lines).query("left == 'table'")[["right", "confidence"]].values.tolist()
    [['chair', 1.0]]
    """
    need(lines, "order_id", item, what="orders")
    fraction(support, name="support")
    kept = lines[lines["quantity"] > 0] if "quantity" in lines else lines
    pairs = kept[["order_id", item]].dropna().drop_duplicates()
    baskets = int(pairs["order_id"].nunique())
    if not baskets:
        raise ValueError(_("No order names what was in it: the table orders needs {item}.").format(item=item))
    counts = pairs[item].value_counts()
    often = counts[counts >= max(support * baskets, 1)].head(MOST_ITEMS)
    pairs = pairs[pairs[item].isin(often.index)]
    met = pairs.merge(pairs, on="order_id", suffixes=("_left", "_right"))
    met = met[met[f"{item}_left"] != met[f"{item}_right"]]
    if met.empty:
        return pd.DataFrame(columns=COLUMNS)
    both = met.groupby([f"{item}_left", f"{item}_right"]).size().rename("both").reset_index()
    both = both.set_axis(["left", "right", "both"], axis=1)
    both["left_baskets"] = both["left"].map(counts)
    both["support"] = both["both"] / baskets
    both["confidence"] = both["both"] / both["left_baskets"]
    both["lift"] = both["confidence"] / (both["right"].map(counts) / baskets)
    found = both[(both["support"] >= support) & (both["confidence"] >= confidence)].copy()
    ends = [wilson(int(n), int(of)) for n, of in zip(found["both"], found["left_baskets"], strict=True)]
    found["low"], found["high"] = np.array(ends).reshape(-1, 2).T
    return found.sort_values(["lift", "both"], ascending=False, kind="stable", ignore_index=True)[COLUMNS]


def next_product(found: pd.DataFrame, product: str = "", *, most: int = 3) -> pd.DataFrame:
    """What to speak of to somebody who takes this product: right, confidence, low, lift; surest first.

    found: `rules`; product: empty for the one with the strongest rule. Only what is lifted above chance
    beyond luck: low of the confidence above its share of all orders.
    """
    if found.empty and not product:
        raise ValueError(_("No two products are bought together often enough for a rule."))
    product = product or found["left"].iloc[0]
    own = found[found["left"].astype(str) == str(product)]
    if own.empty:
        raise ValueError(_("No rule begins with {product}: it is bought too seldom.").format(product=product))
    usual = own["confidence"] / own["lift"]
    return (
        own[own["low"] > usual]
        .nlargest(most, "low")[["right", "confidence", "low", "lift"]]
        .reset_index(drop=True)
    )
