# lab · quick · test · nightly · format · notebooks · site · bench · hub · doors · lock · bounds · audit · dist · owner: each makes first
# what it needs, and only once.
# make lab LANGUAGE=en, make lab PYTHON=python3.12, make lab LAB_OPTIONS=--no-browser, make test TESTS=tests/browser
PYTHON ?= python3
LANGUAGE = fr
# JupyterLab refuses to run as root unless told so, as in a container.
LAB_OPTIONS ?= $(if $(filter 0,$(shell id -u)),--allow-root)
TESTS = tests notebooks
BIN = .venv/bin
NODE = $(BIN)/node

TOOLS = tests/frontend/node_modules/.bin

.PHONY: lab quick style types scripts units test nightly format notebooks site bench parquet hub doors lock bounds audit dist owner

# data/<language>/labconfig sets the language of the menus, and leaves your own settings alone.
lab: .venv/lab.ready
	$(BIN)/python -m kvi_widgets trust notebooks/$(LANGUAGE)
	JUPYTER_CONFIG_PATH=data/$(LANGUAGE)$(addprefix :,$(JUPYTER_CONFIG_PATH)) $(BIN)/jupyter lab $(LAB_OPTIONS) \
	  $(or $(wildcard notebooks/$(LANGUAGE)/00_*.ipynb),$(error There is no notebooks/$(LANGUAGE)))

# The make of macOS (3.81) cannot keep apart what runs side by side.
SYNC = $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

# In about a minute all that needs no browser. Each part runs, whatever the others find.
quick: .venv/quick.ready
	@$(MAKE) --no-print-directory --keep-going --jobs=2 $(SYNC) style types scripts units

style: .venv/quick.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check . || { echo "make format puts this right"; exit 1; }
	$(NODE) $(TOOLS)/biome ci --config-path=tests/frontend kvi_widgets tests/frontend

types: .venv/quick.ready
	$(NODE) $(TOOLS)/pyright
	$(NODE) $(TOOLS)/tsc --project tests/frontend

scripts: .venv/quick.ready
	$(NODE) --test --test-reporter=dot "tests/frontend/*.test.js"

units: .venv/quick.ready
	$(BIN)/python -m pytest -n 2 --dist loadfile -p no:nbval -m "not slow" --hypothesis-profile quick \
	  -q tests/unit tests/repo

# What can be put right without thinking.
format: .venv/quick.ready
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(NODE) $(TOOLS)/biome check --write --config-path=tests/frontend kvi_widgets tests/frontend

# One pytest run per kind would hide a failure behind the next one: all kinds go in one.
test: .venv/test.ready $(if $(filter file,$(origin TESTS)),style types scripts)
	$(BIN)/python -m pytest -n 2 --dist loadfile $(TESTS) --nbval --nbval-current-env \
	  --nbval-cell-timeout 60 --nbval-sanitize-with tests/notebooks/sanitize.cfg

# Everything, what is marked nightly too, with twenty times as many cases of each property and many more kills.
nightly: export KVI_NIGHTLY = 1
nightly: .venv-site/ready .venv-hub/ready test

notebooks: .venv/test.ready
	$(BIN)/python tests/notebooks/refresh.py

# The workshop in the browser alone, as static files; make site SITE=folder. Pyodide’s whole distribution comes once, some hundred megabytes.
SITE = site
PYODIDE = https://github.com/pyodide/pyodide/releases/download/0.27.7/pyodide-0.27.7.tar.bz2
site: .venv-site/ready pyodide/pyodide-lock.json
	.venv-site/bin/python -m kvi_widgets site $(SITE)

pyodide/pyodide-lock.json:
	curl --fail --location --silent --show-error $(PYODIDE) | tar -xjm

# In an environment of its own: the libraries that our map is measured beside stay out of the tests.
bench: .venv-bench/ready
	.venv-bench/bin/python -m pytest tests/bench/bench_*.py -s

# A class as Parquet, read by DuckDB and by Dask, and what it takes to read one (KVI_NIGHTLY=1: of 100,000, too).
parquet: .venv-parquet/ready
	.venv-parquet/bin/python -m pytest -p no:nbval -s tests/unit/test_class_exports.py tests/bench/class_reading.py

# A real JupyterHub, whose learners pull a class by a link; Notebook 7 and Voilà.
hub: .venv-hub/ready
	KVI_NIGHTLY=1 $(BIN)/python -m pytest -p no:nbval tests/browser/test_hub.py tests/browser/test_doors.py

# From the link to the first form, today and tomorrow, by each door, and the memory of a learner.
doors: .venv-hub/ready .venv-site/ready
	$(BIN)/python -m pytest -p no:nbval -s tests/bench/doors.py

# What is pinned stays; `make lock UPGRADE=--upgrade` takes the newest of all.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-header --no-annotate --extra lab $(UPGRADE) pyproject.toml
lock: .venv/quick.ready
	$(COMPILE) --output-file binder/requirements.txt
	$(COMPILE) --extra class --group test --constraint binder/requirements.txt --output-file tests/requirements.txt

# Does it still work with the oldest versions that pyproject.toml allows, and already with the newest?
RESOLUTION = lowest-direct
bounds: .venv/quick.ready
	$(PYTHON) -m venv .venv-bounds
	$(BIN)/uv pip compile --quiet --python .venv-bounds/bin/python --resolution $(RESOLUTION) --extra lab pyproject.toml \
	  --output-file .venv-bounds/pins.txt --upgrade
	$(BIN)/uv pip install --quiet --python .venv-bounds/bin/python --requirement .venv-bounds/pins.txt --group test --editable .
	.venv-bounds/bin/python -m pytest -n 2 --dist loadfile -q tests/unit tests/repo tests/notebooks/test_runs.py

# --strict: what nobody knows anything about is no good news.
audit: .venv/quick.ready
	$(BIN)/uvx pip-audit --strict --disable-pip --require-hashes --requirement tests/requirements.txt

# What goes to PyPI, checked, and installed where nothing else is.
dist: .venv/quick.ready
	rm -rf dist .venv-dist
	$(BIN)/uv build --quiet
	$(BIN)/uvx twine check --strict dist/*
	$(PYTHON) -m venv .venv-dist
	.venv-dist/bin/python -m pip install --quiet dist/*.whl
	cd .venv-dist && bin/python -m kvi_widgets --help

# make owner OWNER=my-account
owner:
	$(PYTHON) -m tests.repo.owner $(OWNER)

.venv/made:
	@$(PYTHON) -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || { \
	  echo "Needed: Python 3.11 or newer with venv (Debian and Ubuntu: apt install python3-venv)."; \
	  echo "To name another Python: make lab PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	touch $@

.venv/lab.ready: binder/requirements.txt pyproject.toml $(wildcard kvi_widgets/labextension/static/* kvi_widgets/widgets/static/* kvi_widgets/server_config.json) | .venv/made
	$(BIN)/python -m pip install --quiet --requirement binder/requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

# In an environment of its own: the kernel of a site complains in every lab that has a server.
.venv-site/ready: .venv/quick.ready binder/requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv-site
	$(BIN)/uv pip install --quiet --python .venv-site/bin/python --requirement binder/requirements.txt --editable ".[site]"
	touch $@

.venv-bench/ready: .venv/test.ready pyproject.toml
	$(PYTHON) -m venv .venv-bench
	$(BIN)/uv pip install --quiet --python .venv-bench/bin/python --requirement tests/requirements.txt --group bench
	$(BIN)/uv pip install --quiet --python .venv-bench/bin/python --no-deps --editable .
	touch $@

.venv-hub/ready: .venv/test.ready pyproject.toml
	$(PYTHON) -m venv .venv-hub
	$(BIN)/uv pip install --quiet --python .venv-hub/bin/python --requirement binder/requirements.txt --group hub
	$(BIN)/uv pip install --quiet --python .venv-hub/bin/python --no-deps --editable .
	PATH="$(CURDIR)/$(BIN):$$PATH" npm install --silent --prefix .venv-hub configurable-http-proxy@5.3
	touch $@

.venv-parquet/ready: .venv/test.ready pyproject.toml
	$(PYTHON) -m venv .venv-parquet
	$(BIN)/uv pip install --quiet --python .venv-parquet/bin/python --requirement tests/requirements.txt --group parquet
	$(BIN)/uv pip install --quiet --python .venv-parquet/bin/python --no-deps --editable .
	touch $@

.venv/quick.ready: tests/requirements.txt $(TOOLS)/biome .venv/lab.ready
	touch $@

# Node itself is one of the Python packages. What a file of npm says of production must not leave the tools out.
$(TOOLS)/biome: tests/frontend/package-lock.json tests/requirements.txt | .venv/lab.ready
	$(BIN)/python -m pip install --quiet --requirement tests/requirements.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --include=dev --prefix tests/frontend --silent
	touch $@

.venv/test.ready: .venv/quick.ready tests/browser/browsers.py
	$(BIN)/python tests/browser/browsers.py
	touch $@
