"""How long order lines → customers takes, beside the package one would use otherwise and beside mere reading.

    python benchmarks/customer_summary.py --lines 1000000 10000000

Simulates order lines (fixed seed, about ten a customer, three an order, 3% returns) as Parquet in a temporary
folder, then runs, each in a process of its own:

- scan: DuckDB adds up the columns the summary needs and does nothing else, the least any engine must do;
- lifetimes: `lifetimes.utils.summary_data_from_transaction_data` on a pandas table of customer, stamp, value;
- ours, pandas: `helpers.orders.customers` on a pandas table of the lines;
- ours, DuckDB: the same function on the Parquet files, from reading them to the pandas table of customers.

Loading the pandas tables is not timed. It then compares frequency, recency, T and monetary value of every
customer, and exits with 1 where any differs.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

CHUNK = 1_000_000
REPEATS = 3
COLUMNS = ["order_id", "customer_id", "ordered_at", "quantity", "unit_price"]
JOBS = ("scan", "lifetimes", "ours, pandas", "ours, DuckDB")


def simulate(lines: int, folder: Path) -> None:
    """Write order lines as Parquet, a million a file, so that ten million need no more memory than one."""
    customers = max(1, lines // 10)
    rng = np.random.default_rng(20260101)
    weight = np.cumsum(rng.gamma(0.8, size=customers))
    since = rng.integers(0, 730, customers)
    for part, start in enumerate(range(0, lines, CHUNK)):
        size = min(CHUNK, lines - start)
        chunk(size, start, weight, since, seed=part).to_parquet(
            folder / f"part-{part:03}.parquet", index=False
        )


def chunk(size: int, start: int, weight: np.ndarray, since: np.ndarray, *, seed: int) -> pd.DataFrame:
    """`size` lines, orders numbered from `start`; customers buy by their weight, once they have come."""
    rng = np.random.default_rng([20260101, seed])
    orders = size // 3 + 1
    who = np.searchsorted(weight, rng.random(orders) * weight[-1])
    day = since[who] + (rng.random(orders) ** 1.5 * (1095 - since[who])).astype(np.int64)
    second = day * 86_400 + rng.integers(0, 86_400, orders)
    order = rng.integers(0, orders, size)
    stamp = np.datetime64("2023-01-01", "us") + second[order] * np.timedelta64(1_000_000, "us")
    quantity = rng.integers(1, 9, size) * np.where(rng.random(size) < 0.03, -1, 1)
    price = rng.lognormal(3, 1, size).round(2)
    values = [start + order, who[order], stamp, quantity, price]
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))


def job(name: str, folder: Path) -> dict[str, Any]:
    """Run a job `REPEATS` times: median seconds, peak memory in GB. The table it made goes to the folder."""
    call = prepare(name, str(folder / "part-*.parquet"))
    wall, processor = [], []
    for _ in range(REPEATS):
        begin = time.perf_counter(), time.process_time()
        table = call()
        wall.append(time.perf_counter() - begin[0])
        processor.append(time.process_time() - begin[1])
    if isinstance(table, pd.DataFrame):
        table.to_parquet(folder / f"result {name}.parquet")
    return {"wall": statistics.median(wall), "processor": statistics.median(processor), "peak": peak_gb()}


def peak_gb() -> float:
    """The most memory this process has held (Linux). getrusage would count what the parent held before it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024**2


def prepare(name: str, files: str) -> Callable[[], Any]:
    """What is timed, with its inputs loaded and its libraries imported."""
    from helpers.orders import as_table, customers, read_lines

    if name == "scan":
        # Sums, because the largest value of a column stands in the head of a Parquet file.
        numbers = [f"epoch_us({name})" if name == "ordered_at" else name for name in COLUMNS]
        sums = ", ".join(f"sum({number})" for number in numbers)
        return lambda: read_lines(files).aggregate(sums).fetchall()
    if name == "ours, DuckDB":
        return lambda: as_table(customers(read_lines(files)))
    table = pd.concat([pd.read_parquet(file) for file in sorted(Path(files).parent.glob("part-*.parquet"))])
    if name == "ours, pandas":
        return lambda: customers(table)
    from lifetimes.utils import summary_data_from_transaction_data

    table = table.assign(value=table["quantity"] * table["unit_price"])[
        ["customer_id", "ordered_at", "value"]
    ]
    return lambda: summary_data_from_transaction_data(table, "customer_id", "ordered_at", "value")


def differences(folder: Path) -> int:
    """How many customers differ between lifetimes and either of ours, or are in one of them only."""
    read = {name: pd.read_parquet(folder / f"result {name}.parquet") for name in JOBS[1:]}
    theirs = read["lifetimes"].set_index(read["lifetimes"].index.astype(str)).sort_index()
    different = pd.Series(False, index=theirs.index)
    for name in JOBS[2:]:
        ours = read[name].set_index("customer_id").reindex(theirs.index)
        days = ours[["repeat_days", "recency_weeks", "age_weeks"]] * [1, 7, 7]
        same = np.isclose(days, theirs[["frequency", "recency", "T"]], rtol=0, atol=1e-9).all(axis=1)
        same &= np.isclose(ours["mean_repeat_value"], theirs["monetary_value"], rtol=1e-9, atol=1e-9)
        different |= ~same
    same_count = all(len(read[name]) == len(theirs) for name in JOBS[2:])
    return int(different.sum()) if same_count else len(theirs)


def measure(lines: int) -> int:
    """Run every job on `lines` lines and print the table; returns the number of customers who differ."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        simulate(lines, folder)
        results = {each: run_apart(each, folder) for each in JOBS}
        different = differences(folder)
        customers = len(pd.read_parquet(folder / "result lifetimes.parquet", columns=["frequency"]))
    print(f"\n{lines:,} lines, {customers:,} customers, median of {REPEATS}; who differ: {different}")
    print("              seconds  processor s  peak GB  ÷ lifetimes   ÷ scan")
    for each, result in results.items():
        ratios = [result["wall"] / results[other]["wall"] for other in ("lifetimes", "scan")]
        wall, processor, peak = result["wall"], result["processor"], result["peak"]
        print(f"{each:13}{wall:8.2f}{processor:13.2f}{peak:9.2f}{ratios[0]:13.2f}{ratios[1]:9.1f}")
    return different


def run_apart(name: str, folder: Path) -> dict[str, Any]:
    """The job in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--job", name, "--folder", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--lines", type=int, nargs="+", default=[1_000_000], help="how many order lines (default: a million)"
    )
    for hidden in ("--job", "--folder"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.job:
        print(json.dumps(job(given.job, Path(given.folder))))
        return 0
    return int(sum(measure(lines) for lines in given.lines) > 0)


if __name__ == "__main__":
    sys.exit(main())
