# lab · test · notebooks · bench · check · lock — each makes first what it needs, and only once.
PYTHON ?= python3
BIN = .venv/bin
LAB_OPTIONS ?=

.PHONY: lab test notebooks bench check lock

lab: .venv/lab.ready
	$(BIN)/jupyter lab $(LAB_OPTIONS) notebooks/fr/00_bienvenue.ipynb

# One pytest run per kind would hide a failure behind the next one: all kinds go in one.
test: .venv/test.ready
	$(BIN)/python -m pytest -n 2 --dist loadfile tests notebooks --nbval --nbval-current-env \
	  --nbval-cell-timeout 60 --nbval-sanitize-with tests/notebooks/sanitize.cfg

notebooks: .venv/test.ready
	$(BIN)/python tests/notebooks/refresh.py

bench: .venv/test.ready
	$(BIN)/python -m pytest tests/bench/bench_*.py -s

check: .venv/test.ready
	$(BIN)/ruff check .
	$(BIN)/python -m pytest tests/repo

lock: .venv/test.ready
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header \
	  --no-annotate pyproject.toml --output-file binder/requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header \
	  --no-annotate pyproject.toml --group test --constraint binder/requirements.txt \
	  --output-file tests/requirements.txt

.venv/made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/lab.ready: binder/requirements.txt pyproject.toml data/fr/jupyterlab.json | .venv/made
	$(BIN)/python -m pip install --quiet --requirement binder/requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

.venv/test.ready: tests/requirements.txt .venv/lab.ready
	$(BIN)/python -m pip install --quiet --requirement tests/requirements.txt
	$(BIN)/python tests/browser/chromium.py
	touch $@
