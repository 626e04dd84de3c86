# Two commands matter: `make course` and `make test`. The rest derives files or opens the course.
PYTHON ?= $(shell for v in 3.11 3.12 3.13; do command -v python$$v >/dev/null 2>&1 && python$$v -c 'import venv' 2>/dev/null && { echo python$$v; exit; }; done; echo python3)
BIN := .venv/bin
# One thread a library: two cores are shared by the notebooks, and sums do not depend on how many threads took part.
export OMP_NUM_THREADS = 1
export OPENBLAS_NUM_THREADS = 1
export PYTHONHASHSEED = 0
export IPYTHONDIR = $(CURDIR)/.ipython

.PHONY: course test setup cluster lab app notebooks lock env dictionary market laps check benchmarks clean

course: setup
	$(BIN)/ninesteps run meridian --out out

test: setup
	$(BIN)/python -m scripts.check

setup: .venv/.ok

.venv/.ok: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else "Python 3.11, 3.12 or 3.13 is needed; this is %d.%d. Name another with: make PYTHON=python3.12 …" % v)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q helpers  # or every kernel compiles the course again where nothing may be cached
	@touch .venv/.ok

# Dask and Spark, for rows on several machines and order lines beyond one.
cluster: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-cluster.lock

lab: setup
	$(BIN)/ninesteps lab

app: setup
	$(BIN)/ninesteps app

notebooks: setup
	$(BIN)/python -m scripts.notebooks

lock: setup
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --extra test --extra build --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --extra cluster --constraints requirements.lock --python-version 3.11 pyproject.toml -o requirements-cluster.lock

env: setup
	$(BIN)/python -m scripts.environment

dictionary: setup
	$(BIN)/python -m scripts.dictionary

market: setup
	$(BIN)/ninesteps market new --out data/meridian

# Three laps of every plan; lesson 9 reads the table.
laps: setup
	$(BIN)/ninesteps market laps --case data/meridian --out out/laps
	cp out/laps/laps.csv data/laps.csv

benchmarks: setup
	for f in benchmarks/*.py; do $(BIN)/python $$f; done

clean:
	rm -rf out .venv .pytest_cache .mypy_cache .ruff_cache
