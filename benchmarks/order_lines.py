"""Order lines larger than a table in memory: the customer summary of step 1 beside SQL written by hand.

    python benchmarks/order_lines.py --lines 50000000

Simulates order lines as Parquet in a temporary folder (those of `customer_summary.py`), then runs, each in
a process of its own: `helpers.orders.customers` on the files, by DuckDB, up to the pandas table; and one SQL
statement for the same table, written by hand for DuckDB. They take turns, --repeats times, and the median
counts. Says seconds, processor seconds and peak memory; exits with 1 where a customer differs in any column.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pandas as pd
from customer_summary import simulate

JOBS = ("SQL by hand", "ours")
SQL = """
with line as (
    select customer_id, order_id, date_trunc('day', ordered_at) as day,
           floor(coalesce(quantity * unit_price, 0) * 10000 + 0.5)::bigint as parts
    from read_parquet('{files}') where customer_id is not null and ordered_at is not null
), days as (
    select customer_id, day, sum(parts) as parts, count(*) as lines from line group by all
), people as (
    select customer_id, min(day) as first_order, max(day) as last_order, sum(parts)::bigint as parts,
           sum(lines)::bigint as lines, count(*) as days, arg_min(parts, day)::bigint as first_parts
    from days group by all
), bought as (
    select customer_id, count(distinct order_id) as orders from line group by all
), ranked as (
    select *, count(*) over () as n, sum(parts) over ()::bigint as total, max(last_order) over () as until,
           rank() over (order by last_order) as rank_r, rank() over (order by orders) as rank_f,
           rank() over (order by parts) as rank_m,
           sum(parts) over (order by parts desc, customer_id::varchar
                            rows unbounded preceding)::bigint as running
    from people join bought using (customer_id)
)
select customer_id::varchar as customer_id, first_order, last_order, orders, lines, parts / 10000 as revenue,
       parts / total as revenue_share, running / total as cumulative_share,
       case when parts <= 0 then 'wood' when (running - parts) / total < 0.5 then 'platinum'
            when (running - parts) / total < 0.8 then 'diamond'
            when (running - parts) / total < 0.95 then 'gold' else 'wood' end as tier,
       date_diff('day', last_order, until) as days_since_last,
       1 + (rank_r - 1) * 5 // n as r, 1 + (rank_f - 1) * 5 // n as f, 1 + (rank_m - 1) * 5 // n as m,
       days - 1 as repeat_days, date_diff('day', first_order, last_order) / 7 as recency_weeks,
       date_diff('day', first_order, until) / 7 as age_weeks,
       (parts - first_parts) / 10000 / greatest(days - 1, 1) as mean_repeat_value
from ranked order by revenue desc, 1
"""


def job(name: str, folder: Path) -> dict[str, float]:
    """Run one of JOBS in this process: seconds from the files to the table, processor seconds, peak GB."""
    files = folder / "*.parquet"
    start, processor = time.perf_counter(), time.process_time()
    if name == "ours":
        from helpers.orders import as_table, customers, read_lines

        table = as_table(customers(read_lines(files)))
    else:
        import duckdb

        table = duckdb.execute(SQL.format(files=files)).df()
    wall, busy = time.perf_counter() - start, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    table.to_pickle(folder / f"{name}.pickle")
    return {"wall": wall, "processor": busy, "peak": peak}


def run_apart(name: str, folder: Path) -> dict[str, float]:
    """The job in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--job", name, "--folder", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def differing(folder: Path) -> int:
    """How many customers differ in any column, or are in one table only."""
    hand, ours = (pd.read_pickle(folder / f"{name}.pickle") for name in JOBS)
    if len(hand) != len(ours):
        return max(len(hand), len(ours))
    hand = hand[ours.columns].astype(ours.dtypes.to_dict())
    return int((hand != ours).any(axis=1).sum())


def measure(lines: int, repeats: int) -> int:
    """Run both on so many lines and print what they took; how many customers differ."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        simulate(lines, folder)
        turns = [{each: run_apart(each, folder) for each in JOBS} for _ in range(repeats)]
        different = differing(folder)
        n = len(pd.read_pickle(folder / "ours.pickle"))
    print(f"\n{lines:,} lines, {n:,} customers, median of {repeats}; who differ: {different}")
    print("               seconds  processor s  peak GB")
    middle: dict[str, dict[str, Any]] = {
        each: {key: statistics.median(turn[each][key] for turn in turns) for key in turns[0][each]}
        for each in JOBS
    }
    for each, one in middle.items():
        print(f"{each:14}{one['wall']:8.1f}{one['processor']:13.1f}{one['peak']:9.2f}")
    hand, ours = middle[JOBS[0]], middle[JOBS[1]]
    print(f"ours ÷ by hand {ours['wall'] / hand['wall']:7.2f}{ours['processor'] / hand['processor']:13.2f}")
    return different


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, nargs="+", default=[5_000_000])
    parser.add_argument("--repeats", type=int, default=3)
    for hidden in ("--job", "--folder"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.job:
        print(json.dumps(job(given.job, Path(given.folder))))
        return 0
    return int(sum(measure(lines, given.repeats) for lines in given.lines) > 0)


if __name__ == "__main__":
    sys.exit(main())
