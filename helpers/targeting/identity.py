"""The same customer recorded twice: which records are probably one, how far to trust that, what it costs."""

import pandas as pd

from helpers.checks import fraction, need
from helpers.targeting.cleaning import email_key, joined, name_keys, phone_key, street_key
from helpers.targeting.matching import BLOCKING, settings
from helpers.targeting.remembered import remembered

FIELDS = ("name", "email", "phone", "street", "city", "postcode", "country")
# What more records than this have in common ("unknown", 00000000) says nothing about who they are.
SHARED = 50
COLUMNS = ["customer_id", "same_as", "probability"]


@remembered
def comparable(customers: pd.DataFrame) -> pd.DataFrame:
    """What records are compared by: one row a customer, text cleaned, blank where unknown.

    customers: customer_id and any of FIELDS; columns that are absent are blank for all. Sorted by
    unique_id.
    """
    need(customers, "customer_id", what="customers")
    blank = pd.Series(None, index=customers.index, dtype="str")
    text = {name: customers[name].astype("str") if name in customers.columns else blank for name in FIELDS}
    keys = [name_keys(text["name"]), email_key(text["email"]), street_key(text["street"])]
    columns = {str(column): table[column] for table in keys for column in table}
    columns |= {"unique_id": customers["customer_id"].astype("str"), "phone": phone_key(text["phone"])}
    columns |= {name: joined(text[name]) for name in ("city", "postcode", "country")}
    records = pd.DataFrame(columns).drop_duplicates("unique_id").sort_values("unique_id", ignore_index=True)
    for column in ("name", "email", "phone"):
        bearers = records[column].map(records[column].value_counts())
        records[column] = records[column].where(bearers <= SHARED)
    return records


def likely_pairs(customers: pd.DataFrame, *, threshold: float = 0.97) -> pd.DataFrame:
    """Records that are probably a second one of a customer: customer_id, same_as, probability.

    customers: customer_id and any of name, email, phone, street, city, postcode, country. Records that
    agree on one of `matching.BLOCKING` are compared and weighed by splink (Fellegi & Sunter 1969);
    those at or above `threshold` are joined. same_as is the lowest customer_id of a group, probability
    that of the record's surest link. Sorted by customer_id. This is a proposal: a person signs a merge.

    >>> twice = pd.DataFrame({"customer_id": ["C1", "C2", "C3"],
    ...     "name": ["Falkenried Möbel GmbH", "Falkenreid Möbel", "Casa Lume"],
    ...     "email": ["info@falkenried.example", "info@falkenried.example", "ola@lume.example"],
    ...     "phone": ["0049 40 0123 4567", "(+49) 40-01234567", "00351 22 0765 4321"]})
    >>> likely_pairs(twice)[["customer_id", "same_as"]].values.tolist()
    [['C2', 'C1']]
    """
    fraction(threshold, name="threshold")
    records = comparable(customers)
    if len(records) < 2:
        return _grouped(pd.DataFrame({"first": [], "second": [], "probability": []}))
    return _grouped(_links(records, threshold))


@remembered
def blocking_recall(customers: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """Which share of true pairs each blocking rule lets through.

    truth: customer_id, same_as of records known to be doubled. Returns rule, pairs (how many it
    compares), recall, recall_so_far (of this rule and those above, fractions). What no rule lets
    through is never compared, and no threshold brings it back: the last recall_so_far is the most that
    `likely_pairs` can reach.
    """
    records = comparable(customers).set_index("unique_id")
    known = _true_pairs(truth)
    first, second = (records.reindex([pair[side] for pair in known]) for side in (0, 1))
    found = pd.Series(False, index=range(len(known)))
    rows = []
    for rule in BLOCKING:
        columns = list(rule)
        same = (first[columns].to_numpy() == second[columns].to_numpy()).all(axis=1)
        found |= same & first[columns].notna().all(axis=1).to_numpy()
        sizes = records.dropna(subset=columns).groupby(columns).size()
        pairs = int((sizes * (sizes - 1) // 2).sum())
        rows.append(
            (", ".join(rule), pairs, float(same.mean()) if known else float("nan"), float(found.mean()))
        )
    return pd.DataFrame(rows, columns=["rule", "pairs", "recall", "recall_so_far"])


def evaluate(pairs: pd.DataFrame, truth: pd.DataFrame, *, customers: pd.DataFrame) -> pd.DataFrame:
    """How good a list of pairs is: precision, recall, and the recall lost before anything was compared.

    pairs, truth: customer_id, same_as; customers: the records. Returns measure, value (fraction), n
    (what it is a share of): precision (of pairs found); recall, lost_in_blocking, lost_below_threshold
    (of true pairs). Pairs of a group of three count as the group's links to its lowest id, on both
    sides.
    """
    found, known = set(_true_pairs(pairs)), set(_true_pairs(truth))
    hits = len(found & known)
    recall = hits / len(known) if known else float("nan")
    reachable = float(blocking_recall(customers, truth)["recall_so_far"].iloc[-1])
    rows = [
        ("precision", hits / len(found) if found else float("nan"), len(found)),
        ("recall", recall, len(known)),
        ("lost_in_blocking", 1 - reachable, len(known)),
        ("lost_below_threshold", reachable - recall, len(known)),
    ]
    return pd.DataFrame(rows, columns=["measure", "value", "n"])


def merged(lines: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Rows with the customer_id of every second record replaced by the first one's; works for any table.

    >>> lines = pd.DataFrame({"customer_id": ["C1", "C2", None]})
    >>> merged(lines, pd.DataFrame({"customer_id": ["C2"], "same_as": ["C1"]}))["customer_id"].tolist()[:2]
    ['C1', 'C1']
    """
    need(lines, "customer_id", what="lines")
    first = dict(zip(pairs["customer_id"], pairs["same_as"], strict=True))
    return lines.assign(customer_id=lines["customer_id"].replace(first))


def merge_cost(
    probability: float, *, wrong_merge: float, missed: float, review: float = float("inf")
) -> pd.DataFrame:
    """Expected cost of merging a pair, leaving it, or having a person look: action, cost (money), best.

    probability: that the two are one customer; wrong_merge: cost of merging two customers (an invoice
    to the wrong firm, a broken promise, hours of taking it apart); missed: cost of leaving one customer
    in two records; review: cost of a person's look, who is taken to judge rightly. Source: the three
    zones link, clerical review, non-link of Fellegi & Sunter (1969).

    >>> merge_cost(0.9, wrong_merge=500.0, missed=40.0, review=6.0)["cost"].round(6).tolist()
    [50.0, 36.0, 6.0]
    """
    fraction(probability, name="probability")
    costs = pd.Series(
        {"merge": (1 - probability) * wrong_merge, "leave": probability * missed, "review": review}
    )
    return pd.DataFrame(
        {"action": costs.index, "cost": costs.to_numpy(), "best": (costs == costs.min()).to_numpy()}
    )


def _links(records: pd.DataFrame, threshold: float) -> pd.DataFrame:
    """Links first, second, probability among the records, from splink on a DuckDB of its own."""
    import duckdb
    from splink import DuckDBAPI, Linker

    # One thread: the same sums in the same order on every machine.
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("SET enable_progress_bar = false")
        table = DuckDBAPI(connection).register(records)
        linker = Linker(table, settings(len(records)), log_level="ERROR", validate_settings=False)
        found: pd.DataFrame = linker.inference.predict(threshold).as_duckdbpyrelation().df()
    names = {"unique_id_l": "first", "unique_id_r": "second", "match_probability": "probability"}
    return found[list(names)].rename(columns=names)


def _grouped(links: pd.DataFrame) -> pd.DataFrame:
    """Links joined into groups: one row for each record but the lowest of its group."""
    parents: dict[str, str] = {}

    def root(record: str) -> str:
        while (parent := parents.get(record, record)) != record:
            record = parent
        return record

    surest: dict[str, float] = {}
    for first, second, probability in links.itertuples(index=False):
        low, high = sorted((root(first), root(second)))
        parents[high] = low
        for record in (first, second):
            surest[record] = max(probability, surest.get(record, 0.0))
    rows = [(record, root(record), surest[record]) for record in sorted(surest) if root(record) != record]
    return pd.DataFrame(rows, columns=COLUMNS).astype(
        {"customer_id": "str", "same_as": "str", "probability": float}
    )


def _true_pairs(pairs: pd.DataFrame) -> list[tuple[str, str]]:
    need(pairs, "customer_id", "same_as", what="pairs")
    known = pairs[pairs["same_as"].fillna("").ne("") & pairs["same_as"].ne(pairs["customer_id"])]
    both = zip(known["customer_id"].astype(str), known["same_as"].astype(str), strict=True)
    return [(min(pair), max(pair)) for pair in both]
