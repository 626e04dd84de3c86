"""Five questions that somebody asks every Monday, each in SQL and with pandas."""

import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine

from helpers.checks import one_of
from helpers.database.reading import query
from helpers.words import _

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class MondayQuestion:
    """A question in words, as SQL, and as a function of the tables it names; both give the same rows."""

    words: str
    sql: str
    frame: Callable[[Tables], pd.DataFrame]
    tables: tuple[str, ...]

    @property
    def pandas(self) -> str:
        """The body of the function, as text."""
        return textwrap.dedent("".join(inspect.getsourcelines(self.frame)[0][1:])).strip()


def largest(t: Tables) -> pd.DataFrame:
    sums = t["orders"].groupby("account_id")["revenue"].sum().reset_index()
    named = sums.merge(t["directory"][["account_id", "name"]], on="account_id")
    return named.sort_values(["revenue", "account_id"], ascending=[False, True]).head(10)[["name", "revenue"]]


def spoken_to(t: Tables) -> pd.DataFrame:
    sums = t["orders"].groupby("account_id")["revenue"].sum().rename("revenue")
    last = t["activities"].groupby("account_id")["at"].max().rename("spoken_at")
    both = t["directory"].set_index("account_id")[["name"]].join(sums, how="inner").join(last).reset_index()
    ordered = both.sort_values(["revenue", "account_id"], ascending=[False, True])
    return ordered.head(10)[["name", "spoken_at"]]


def reachable(t: Tables) -> pd.DataFrame:
    pairs = t["contactable"][["channel", "account_id"]].drop_duplicates()
    return pairs.groupby("channel").size().rename("accounts").reset_index()


def standing(t: Tables) -> pd.DataFrame:
    waiting = t["opportunities"].query("status == 'open'").groupby("stage").size().rename("open")
    placed = t["stages"].set_index("stage").join(waiting, how="inner").reset_index()
    return placed.sort_values("position")[["stage", "open"]]


def complaints(t: Tables) -> pd.DataFrame:
    counts = t["tickets"].groupby("category").agg(tickets=("ticket_id", "size"), reopened=("reopened", "sum"))
    return counts.reset_index().sort_values(["tickets", "category"], ascending=[False, True])


QUESTIONS = {
    "largest": MondayQuestion(
        _("Who are the ten largest?"),
        "SELECT d.name, SUM(o.revenue) AS revenue FROM orders o "
        "JOIN directory d ON d.account_id = o.account_id "
        "GROUP BY d.account_id, d.name ORDER BY revenue DESC, d.account_id LIMIT 10",
        largest,
        ("orders", "directory"),
    ),
    "spoken_to": MondayQuestion(
        _("When did anybody last speak to them?"),
        "SELECT d.name, (SELECT MAX(a.at) FROM activities a WHERE a.account_id = d.account_id) AS spoken_at "
        "FROM directory d JOIN orders o ON o.account_id = d.account_id GROUP BY d.account_id, d.name "
        "ORDER BY SUM(o.revenue) DESC, d.account_id LIMIT 10",
        spoken_to,
        ("orders", "directory", "activities"),
    ),
    "reachable": MondayQuestion(
        _("How many may be contacted, and how?"),
        "SELECT channel, COUNT(DISTINCT account_id) AS accounts FROM contactable "
        "GROUP BY channel ORDER BY channel",
        reachable,
        ("contactable",),
    ),
    "standing": MondayQuestion(
        _("Where do open sales stand?"),
        "SELECT s.stage, COUNT(*) AS open FROM opportunities o JOIN stages s ON s.stage = o.stage "
        "WHERE o.status = 'open' GROUP BY s.stage, s.position ORDER BY s.position",
        standing,
        ("opportunities", "stages"),
    ),
    "complaints": MondayQuestion(
        _("What do they complain about?"),
        "SELECT category, COUNT(*) AS tickets, SUM(reopened) AS reopened FROM tickets "
        "GROUP BY category ORDER BY tickets DESC, category",
        complaints,
        ("tickets",),
    ),
}
SHOWN = {"answer": _("the answer"), "sql": _("as SQL"), "pandas": _("with pandas")}


def questions() -> dict[str, str]:
    """The five questions in words, by name."""
    return {name: found.words for name, found in QUESTIONS.items()}


def asked(engine: Engine, *, question: str = "largest", seen: str = "answer") -> pd.DataFrame | str:
    """The answer to one of the five questions, or how it is asked: seen is answer, sql or pandas."""
    found = QUESTIONS[one_of(question, list(QUESTIONS), name="question")]
    if one_of(seen, list(SHOWN), name="seen") == "answer":
        return query(engine, found.sql)
    return found.sql if seen == "sql" else found.pandas


def both_ways(engine: Engine, question: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The answer in SQL and the answer with pandas, each with a fresh index."""
    found = QUESTIONS[one_of(question, list(QUESTIONS), name="question")]
    held = {name: query(engine, f"SELECT * FROM {name}") for name in found.tables}
    return query(engine, found.sql), found.frame(held).reset_index(drop=True)


def side_by_side(engine: Engine) -> pd.DataFrame:
    """All five: question, sql, pandas, rows, and whether both ways gave the same."""
    lines = []
    for name, found in QUESTIONS.items():
        one, other = both_ways(engine, name)
        same = _same(one, other)
        lines.append((found.words, found.sql, found.pandas, len(one), _("yes") if same else _("no")))
    return pd.DataFrame(lines, columns=["question", "sql", "pandas", "rows", "same"])


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two answers are one, to hundredths; without rows there is nothing to differ in but columns."""
    if list(one.columns) != list(other.columns) or len(one) != len(other):
        return False
    numbers = dict.fromkeys(one.select_dtypes("number").columns, 2)
    return one.empty or one.round(numbers).equals(other.round(numbers))
