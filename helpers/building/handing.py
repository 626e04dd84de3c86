"""What lesson 5b hands on: whom we know in each account, and what the word URGENT is worth here."""

import pandas as pd

from helpers.building.centre import ROLES
from helpers.building.word import with_word, word_test
from helpers.checks import need

MEASURES = ["measure", "value", "unit", "n", "low", "high"]


def coverage_by_customer(contacts: pd.DataFrame) -> pd.DataFrame:
    """The table 05_coverage: customer_id, people, known (of the four parts), missing, ·relations by kind.

    >>> contacts = pd.DataFrame({"customer_id": ["a", "a"], "buying_role": ["finance", "user"]})
    >>> coverage_by_customer(contacts).values.tolist()
    [['a', 2, 2, 'decision, technical']]
    """
    need(contacts, "customer_id", "buying_role", what="contacts")
    own = contacts[contacts["customer_id"].notna()]
    there = pd.crosstab(own["customer_id"], own["buying_role"].fillna("").astype(str)) > 0
    there = there.reindex(columns=list(ROLES), fill_value=False)
    lacking = pd.Series("", index=there.index)
    for role in ROLES:
        glue = lacking.where(lacking == "", lacking + ", ")
        lacking = lacking.where(there[role], glue + role)
    people = own.groupby("customer_id").size().reindex(there.index)
    table = pd.DataFrame({"people": people, "known": there.sum(axis=1), "missing": lacking})
    if "relationship" in own:
        table = table.join(pd.crosstab(own["customer_id"], own["relationship"].astype(str)))
    return table.rename_axis("customer_id").rename_axis(columns=None).reset_index()


def word_measures(leads: pd.DataFrame) -> pd.DataFrame:
    """Precision, recall and lift of the word URGENT as measures: measure, value, unit, n, low, high.

    >>> leads = pd.DataFrame({"message": ["URGENT", "URGENT", "a chair"], "converted": [1, 0, 1]})
    >>> word_measures(leads)["value"].round(2).tolist()
    [0.5, 0.5, 0.75]
    """
    known = with_word(leads)
    table = word_test(known["flagged"], known["converted"]).set_index("measure")
    rows = [
        (f"urgent_{name}", *table.loc[name, ["value"]], unit, *table.loc[name, ["of", "low", "high"]])
        for name, unit in (("precision", "share"), ("recall", "share"), ("lift", "ratio"))
    ]
    return pd.DataFrame(rows, columns=MEASURES)
