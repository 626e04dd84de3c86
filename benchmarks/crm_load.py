"""How long a case takes into the CRM database, beside pandas.to_sql of the same two tables.

    python benchmarks/crm_load.py --customers 100000 --lines 3000000 [--postgres postgresql+psycopg://…]

Simulates customers and order lines (fixed seed, three lines an order), then runs, each in a process of its
own:

- to_sql: `pandas.DataFrame.to_sql` of customers and lines as they are: no orders, keys, rules or audit;
- ours: `helpers.database.load` into an empty base: accounts, persons, consents, orders and lines, with keys,
  foreign keys and checks, in one transaction;
- again: the same load once more, which changes nothing.

Peak memory is what a job needs on top of the case, which it holds already. Each base is made in a temporary
folder, or in the server's database given, whose tables are dropped. Exits with 1 where a load of ours takes
more than a minute.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import create_engine, text

LIMIT_SECONDS = 60
COUNTRIES = ["Germany", "Portugal", "Japan", "Canada"]


def simulate(customers: int, lines: int) -> dict[str, pd.DataFrame]:
    """Customers with a way to reach them, and order lines."""
    rng = np.random.default_rng(20260101)
    ids = pd.Series(np.arange(customers)).map("C{:06d}".format)
    people = pd.DataFrame(
        {
            "customer_id": ids,
            "name": "Firm " + ids,
            "customer_type": rng.choice(["retailer", "household"], customers),
            "country": rng.choice(COUNTRIES, customers),
            "acquired_on": pd.Timestamp("2020-01-01")
            + pd.to_timedelta(rng.integers(0, 1000, customers), unit="D"),
            "consent_email": rng.integers(0, 2, customers),
            "email": "desk@" + ids.str.lower() + ".example",
        }
    )
    order = np.sort(rng.integers(0, lines // 3 + 1, lines))
    who = rng.integers(0, customers, order.max() + 1)
    orders = pd.DataFrame(
        {
            "order_id": pd.Series(order).map("O{:08d}".format),
            "customer_id": ids.to_numpy()[who[order]],
            "ordered_at": pd.Timestamp("2023-01-01")
            + pd.to_timedelta(order * 94_000_000 // len(who), unit="s"),
            "product_id": pd.Series(rng.integers(0, 500, lines)).map("P{:03d}".format),
            "quantity": rng.integers(1, 9, lines).astype(float),
            "unit_price": rng.lognormal(3, 1, lines).round(2),
            "discount": 0.0,
        }
    )
    return {"customers": people, "orders": orders}


def job(name: str, url: str, customers: int, lines: int) -> dict[str, float]:
    """Seconds of one job, and the memory it took on top of what stood there before, in GB."""
    call = prepare(name, url, simulate(customers, lines))
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = held("VmRSS")
    start = time.perf_counter()
    call()
    return {"seconds": time.perf_counter() - start, "peak": held("VmHWM") - before}


def held(what: str) -> float:
    """Memory of this process in GB (Linux): VmRSS now, VmHWM at most since it was last reset."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{what}:")[1].split()[0]) / 1024**2


def prepare(name: str, url: str, tables: dict[str, pd.DataFrame]) -> Callable[[], Any]:
    """What is timed, with its inputs made and its libraries imported."""
    from helpers.case import Case
    from helpers.database import load, open_base

    if name == "to_sql":
        engine = create_engine(url if "://" in url else f"sqlite:///{url}.plain")

        def plainly() -> None:
            with engine.begin() as connection:
                for table, frame in tables.items():
                    frame.to_sql(
                        f"plain_{table}", connection, index=False, if_exists="replace", chunksize=100_000
                    )

        return plainly
    case = Case(folder=Path(), name="Benchmark", as_of=pd.Timestamp("2026-06-30"), tables=tables)
    base = open_base(url)
    return lambda: load(base, case)


def apart(name: str, url: str, given: argparse.Namespace) -> dict[str, float]:
    """The job in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--job", name, "--url", url]
    command += ["--customers", str(given.customers), "--lines", str(given.lines)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def measure(engine: str, url: str, given: argparse.Namespace) -> bool:
    """Run the jobs on one engine and print them; whether ours stayed below the limit."""
    results = {name: apart(name, url, given) for name in ("to_sql", "ours", "again")}
    print(f"\n{engine}: {given.customers:,} customers, {given.lines:,} order lines")
    print("          seconds  ÷ to_sql  memory GB")
    for name, result in results.items():
        ratio = result["seconds"] / results["to_sql"]["seconds"]
        print(f"{name:8}{result['seconds']:9.1f}{ratio:10.2f}{result['peak']:11.2f}")
    return max(results[name]["seconds"] for name in ("ours", "again")) < LIMIT_SECONDS


def clear(url: str) -> None:
    """Drop everything in the server's database."""
    with create_engine(url).begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--lines", type=int, default=3_000_000)
    parser.add_argument("--postgres", default="", help="URL of a database to use up; all in it is dropped")
    for hidden in ("--job", "--url"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.job:
        print(json.dumps(job(given.job, given.url, given.customers, given.lines)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        quick = measure("SQLite", str(Path(folder) / "crm.sqlite"), given)
    if given.postgres:
        clear(given.postgres)
        quick &= measure("PostgreSQL", given.postgres, given)
        clear(given.postgres)
    return int(not quick)


if __name__ == "__main__":
    sys.exit(main())
