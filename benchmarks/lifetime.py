"""How long fits of customer lifetimes take, whether they agree with lifetimes, whether intervals hold.

    python benchmarks/lifetime.py
    python benchmarks/lifetime.py --markets 200

First CDNOW (2,357 customers): BG/NBD by `helpers.lifetime.fit` and by `lifetimes`, in one process, in turn.
Then a million customers simulated from BG/NBD and gamma-gamma (fixed seed, whole days), each job in a process
of its own: the fit, beside one evaluation of the likelihood customer by customer and without its gradient,
which any fit repeats some dozens of times; the order values; the forecast. One thread a library, as
everywhere in the course.

With --markets so many small markets are drawn as the sample case is (3,000 customers, four kinds apart), and
counted is how often the 95% intervals hold the true parameters, among the fits that converged. Exits with 1
where the two packages differ, or where that share, for a parameter all of whose fits converged, lies outside
90 to 98% by more than two of its standard errors.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

CUSTOMERS = 1_000_000
REPEATS = 3
TRUE = {"r": 0.6, "alpha": 9.0, "a": 0.8, "b": 3.5, "p": 6.0, "q": 4.0, "v": 450.0}
JOBS = ("bare likelihood", "fit", "fit_values", "forecast")
NOMINAL = (0.90, 0.98)


def cdnow() -> bool:
    """Print both fits; whether they agree to three decimals or better."""
    from helpers import lifetime
    from helpers.samples import cdnow_file

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # lifetimes sets an option that pandas 3 no longer has
        from lifetimes import BetaGeoFitter

    names = ["customer_id", "repeat_days", "recency_weeks", "age_weeks", "mean_repeat_value"]
    file = cdnow_file().parent / "cdnow_customers_summary_with_transactions.csv"
    people = pd.read_csv(file).set_axis(names, axis="columns")
    history = [people[name] for name in names[1:4]]
    jobs: dict[str, Callable[[], Any]] = {
        "lifetimes": lambda: BetaGeoFitter().fit(*history).params_.to_numpy(),  # noqa: PLW0108 (a fit each time)
        "ours": lambda: lifetime.fit(people).values,
        "ours, Pareto/NBD": lambda: lifetime.fit(people, model="Pareto/NBD").values,
    }
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    found = {name: job() for name, job in jobs.items()}
    for _ in range(REPEATS):
        for name, job in jobs.items():
            begin = time.process_time()
            job()
            seconds[name].append(time.process_time() - begin)
    base = statistics.median(seconds["lifetimes"])
    print(f"CDNOW, {len(people):,} customers, processor time, median of {REPEATS}")
    for name, values in found.items():
        took = statistics.median(seconds[name])
        print(f"{name:18}{took:7.3f} s {took / base:6.2f} ÷ lifetimes  ", np.round(values, 4))
    return bool(np.allclose(found["lifetimes"], found["ours"], rtol=1e-3))


def simulate(folder: Path) -> None:
    """A million customers as Parquet, one to three years old."""
    from helpers import lifetime

    ages = np.random.default_rng(20260101).integers(365, 1096, CUSTOMERS) / 7
    table = lifetime.simulated_customers(TRUE, ages, seed=20260101, whole_days=True)
    table.drop(columns="alive").to_parquet(folder / "customers.parquet")


def job(name: str, folder: Path) -> dict[str, Any]:
    """Run a job: seconds on the wall and of the processor, memory at its start and peak in GB, its result."""
    from helpers import lifetime

    people = pd.read_parquet(folder / "customers.parquet")
    known = lifetime.fit(people.head(1000))
    call: Callable[[], Any] = {
        "bare likelihood": lambda: bare_likelihood(people),
        "fit": lambda: lifetime.fit(people),
        "fit_values": lambda: lifetime.fit_values(people),
        "forecast": lambda: lifetime.forecast(known, people, horizon_weeks=52, discount_rate=0.1),
    }[name]
    start = memory_gb("VmRSS")
    begin = time.perf_counter(), time.process_time()
    result = call()
    seconds = time.perf_counter() - begin[0], time.process_time() - begin[1]
    said = result.table().to_dict("list") | {"rows": result.rows} if isinstance(result, lifetime.Fit) else {}
    return {"wall": seconds[0], "processor": seconds[1], "start": start, "peak": memory_gb("VmHWM"), **said}


def bare_likelihood(people: pd.DataFrame) -> float:
    """BG/NBD as its paper writes it, customer by customer, once."""
    from scipy.special import betaln, gammaln

    r, alpha, a, b = (TRUE[name] for name in ("r", "alpha", "a", "b"))
    x, last, age = (people[name].to_numpy() for name in ("repeat_days", "recency_weeks", "age_weeks"))
    rates = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    stay = betaln(a, b + x) - (r + x) * np.log(alpha + age)
    leave = betaln(a + 1, b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + last)
    leave = np.where(x > 0, leave, -np.inf)
    return float((rates - betaln(a, b) + np.logaddexp(stay, leave)).sum())


def memory_gb(line: str) -> float:
    """Memory of this process, now (VmRSS) or at most (VmHWM); Linux."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{line}:")[1].split()[0]) / 1024**2


def million() -> None:
    """Print what a million customers cost."""
    with tempfile.TemporaryDirectory() as name:
        simulate(Path(name))
        results = {each: run_apart(each, Path(name)) for each in JOBS}
    bare = results["bare likelihood"]["processor"]
    print(f"\n{CUSTOMERS:,} simulated customers, one run each")
    print("                 seconds  processor s  ÷ bare  GB at start  GB at most")
    for each, one in results.items():
        print(
            f"{each:17}{one['wall']:7.2f}{one['processor']:13.2f}{one['processor'] / bare:8.1f}"
            f"{one['start']:13.2f}{one['peak']:12.2f}"
        )
    for each in ("fit", "fit_values"):
        table = pd.DataFrame({key: results[each][key] for key in ("parameter", "value", "low", "high")})
        print(f"\n{each}, {results[each]['rows']:,} different histories")
        print(table.assign(true=table["parameter"].map(TRUE)).round(4).to_string(index=False))


def run_apart(name: str, folder: Path) -> dict[str, Any]:
    """The job in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--job", name, "--folder", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def market(seed: int) -> pd.DataFrame:
    """The customers of one small market as `orders.customers` has them, with their kind."""
    from helpers.market.dates import LAST_DAY
    from helpers.market.population import customers
    from helpers.market.purchases import purchases

    rng = np.random.default_rng([20260101, seed])
    people = customers(3000, rng, named=False)
    bought = purchases(people, rng)
    bought = bought[bought["day"] <= LAST_DAY]
    days = bought.groupby("customer")["day"]
    repeat = bought[bought["day"] > days.transform("min")]
    table = pd.DataFrame(
        {
            "repeat_days": days.size() - 1,
            "recency_weeks": (days.max() - days.min()) / 7,
            "age_weeks": (LAST_DAY - days.min()) / 7,
            "mean_repeat_value": repeat.groupby("customer")["value"].mean(),
        }
    )
    table["mean_repeat_value"] = table["mean_repeat_value"].fillna(0.0)
    return table.assign(kind=people["kind"].reindex(table.index)).rename_axis("customer_id").reset_index()


def coverage(markets: int) -> bool:
    """Print how often intervals hold the truth; whether that is nominal."""
    from helpers import lifetime
    from helpers.market.kinds import KINDS, NAMES

    rows = []
    for seed in range(markets):
        table = market(seed)
        for name in ("small_retailer", "retailer", "household", "company"):
            people, true = table[table["kind"] == NAMES.index(name)], KINDS[NAMES.index(name)]
            for fitted in (lifetime.fit(people), lifetime.fit_values(people)):
                found = fitted.table().assign(kind=name, converged=fitted.converged)
                found["true"] = [getattr(true, each) for each in found["parameter"]]
                rows.append(found)
    every = pd.concat(rows)
    every["held"] = (every["low"] <= every["true"]) & (every["true"] <= every["high"])
    every["ratio"] = every["value"] / every["true"]
    every["held"] = every["held"].astype(float).where(every["converged"])
    groups = every.groupby(["kind", "parameter"], sort=False)
    shares = groups.agg(
        converged=("converged", "mean"), held=("held", "mean"), median_ratio=("ratio", "median")
    )
    print(f"\n{markets} small markets: share of 95% intervals that hold the truth, median of fitted ÷ true")
    print(shares.round(3).to_string())
    sure = shares[shares["converged"] == 1]
    margin = 2 * (sure["held"] * (1 - sure["held"]) / markets) ** 0.5
    return bool(sure["held"].between(NOMINAL[0] - margin, NOMINAL[1] + margin).all())


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--markets", type=int, default=0, help="small markets for the intervals (default: none)"
    )
    for hidden in ("--job", "--folder"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.job:
        print(json.dumps(job(given.job, Path(given.folder))))
        return 0
    if os.environ.get("OMP_NUM_THREADS") != "1":
        # Threads are counted when numpy is loaded. On a busy machine they wait for each other.
        one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        return subprocess.run([sys.executable, *sys.argv], env={**os.environ, **one}, check=False).returncode
    fine = cdnow()
    million()
    if given.markets:
        fine &= coverage(given.markets)
    return int(not fine)


if __name__ == "__main__":
    sys.exit(main())
