"""Order lines on a Spark cluster: a master and two workers on this machine, the same numbers as DuckDB's."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from helpers import orders

pytestmark = pytest.mark.slow
spark_sql = pytest.importorskip("pyspark.sql", reason="no Spark: make cluster")
if shutil.which("java") is None:
    pytest.skip("no Java: apt-get install default-jre-headless", allow_module_level=True)

COLUMNS = "'1' order_id, 'a' customer_id, 2 unit_price"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def daemon(stack: ExitStack, folder: Path, *command: str) -> None:
    """A master or a worker, ended with the stack."""
    home = Path(sys.modules["pyspark"].__path__[0])
    variables = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m"}
    with (folder / f"{len(list(folder.iterdir()))}.log").open("w") as log:
        process = subprocess.Popen(
            [str(home / "bin" / "spark-class"), *command],
            env={**os.environ, **variables},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    stack.callback(process.wait, timeout=20)
    stack.callback(process.terminate)


def await_workers(page: int, n: int) -> None:
    """Wait until the master knows so many workers."""
    end = time.monotonic() + 60
    found = -1
    while found < n:
        assert time.monotonic() < end, "the cluster did not come up"
        time.sleep(0.3)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{page}/json/", timeout=5) as answer:
                found = answer.read().decode().count('"ALIVE"') - 1
        except OSError:
            continue


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session whose work is done by two workers of a standalone cluster."""
    folder, port, page = tmp_path_factory.mktemp("spark"), free_port(), free_port()
    master = f"spark://127.0.0.1:{port}"
    deploy = "org.apache.spark.deploy"
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        places = ["--host", "127.0.0.1", "--port", str(port), "--webui-port", str(page)]
        daemon(stack, folder, f"{deploy}.master.Master", *places)
        for name in ("one", "two"):
            small = ["--cores", "1", "--memory", "1g", "--webui-port", "0", "--host", "127.0.0.1"]
            daemon(stack, folder, f"{deploy}.worker.Worker", *small, "--work-dir", str(folder / name), master)
        await_workers(page, 2)
        options = {
            "spark.ui.enabled": "false",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.executor.memory": "512m",
            "spark.sql.shuffle.partitions": "4",
            "spark.sql.session.timeZone": "Asia/Shanghai",  # naive stamps must not care
        }
        builder = spark_sql.SparkSession.builder.master(master).appName("order lines")
        for name, value in options.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        stack.callback(session.stop)
        yield session


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty thousand lines in three Parquet files, with everything that lines may have in them."""
    folder = tmp_path_factory.mktemp("lines")
    rng = np.random.default_rng(7)
    for part in range(3):
        size = 10_000
        lines = pd.DataFrame(
            {
                "order_id": rng.integers(0, 12_000, size).astype("U"),
                "client": np.char.add("C", rng.integers(0, 2_500, size).astype("U")),
                "ordered_at": np.datetime64("2023-01-01", "us")
                + rng.integers(0, 10**8, size) * np.timedelta64(10**6, "us"),
                "quantity": rng.choice([-2, -1, 0, 1, 1, 1, 2, 12, 0.5], size),
                "unit_price": rng.choice([0, 0.0125, 1.005, 9.99, 10, 120], size),
                "unit_cost": rng.choice([0.003, 5.0, 7.77, np.nan], size),
                "discount": rng.choice([0, 0.335, 1.1, np.nan], size),
                "note": "not ours",
            }
        )
        for column, every in {"client": 97, "unit_price": 89, "ordered_at": 83, "order_id": 79}.items():
            lines.loc[::every, column] = None
        lines.loc[::71, "client"] = "  "
        # A file that lacks a column is no other table.
        kept = lines.drop(columns="discount") if part == 2 else lines
        kept.to_parquet(folder / f"part-{part}.parquet", index=False)
    return folder


CLIENT = {"customer_id": "client"}


def test_two_workers_find_the_same_customers_as_duckdb(spark: Any, files: Path) -> None:
    lines = orders.read_lines(files / "*.parquet", columns=CLIENT, spark=spark)
    assert "note" not in lines.columns
    found = orders.as_table(orders.customers(lines, as_of="2024-12-31"))
    expected = orders.customers(orders.read_lines(files / "*.parquet", columns=CLIENT), as_of="2024-12-31")
    pd.testing.assert_frame_equal(found, orders.as_table(expected), check_exact=True)
    assert len(found) > 2_400


def test_two_workers_find_the_same_cohorts_as_duckdb(spark: Any, files: Path) -> None:
    lines = orders.read_lines(
        [files / "part-0.parquet", files / "part-1.parquet"], columns=CLIENT, spark=spark
    )
    theirs = orders.read_lines([files / "part-0.parquet", files / "part-1.parquet"], columns=CLIENT)
    found = orders.as_table(orders.cohorts(lines))
    pd.testing.assert_frame_equal(found, orders.as_table(orders.cohorts(theirs)), check_exact=True)
    assert orders.retention(found)[0].eq(1).all()


def test_a_frame_made_in_spark_is_taken_too(spark: Any) -> None:
    lines = spark.sql(f"select {COLUMNS}, date'2024-01-01' ordered_at, 10 quantity")
    table = orders.as_table(orders.customers(lines))
    assert table[["customer_id", "first_order", "revenue"]].to_numpy().tolist() == [
        ["a", pd.Timestamp("2024-01-01"), 20.0]
    ]


def test_the_work_is_done_by_both_workers(spark: Any) -> None:
    assert spark.sparkContext.master.startswith("spark://")
    known = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size()
    assert known == 3, "the driver and one executor on each worker"


def test_what_spark_cannot_read_is_said_in_words(spark: Any, files: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        orders.read_lines(tmp_path / "nowhere.parquet", spark=spark)
    with pytest.raises(ValueError, match="No column customer_id in the files"):
        orders.read_lines(files / "*.parquet", spark=spark)
    with pytest.raises(ValueError, match="on Spark give Parquet"):
        orders.read_lines(tmp_path / "lines.csv", spark=spark)
    zoned = spark.sql(
        "select '1' order_id, 'a' customer_id, current_timestamp() ordered_at, 1 quantity, 2 unit_price"
    )
    with pytest.raises(ValueError, match="has the time zone Asia/Shanghai"):
        orders.customers(zoned)
    vast = spark.sql(
        "select '1' order_id, 'a' customer_id, date'2024-01-01' ordered_at, 1e300 quantity, 2 unit_price"
    )
    with pytest.raises(ValueError, match="The lines cannot be read"):
        orders.as_table(orders.customers(vast))
