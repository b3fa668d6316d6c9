# The one entry. Needs Python 3.11 or newer and make; everything else it installs into .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
FROM   ?=
DEMO   ?= demo
PORT   ?= 8000
# a shell that does not expand FROM=~/cables leaves it to make; invented cables never get into an archive of real ones
SOURCE  := $(if $(FROM),$(patsubst ~/%,$(HOME)/%,$(FROM)),$(DEMO)/specimens)
ARCHIVE := $(DEMO)/$(if $(FROM),archive,specimen-archive)

.PHONY: help setup demo test lint types unit score fuzz bench bench-quick bench-parse bench-web screenshots profile docs messages lock clean

help:            ## this list
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup: $(VENV)/.ready  ## the project's own environment in .venv

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"reftel needs Python 3.11 or newer; this is {v.major}.{v.minor}. Try: make PYTHON=python3.11 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/python -m compileall -q reftel  # an editable install compiles nothing; a third of a command's start
	@touch $@

demo: setup      ## ingest a folder (FROM=path; without it, specimens) and open the reading room
	@if [ -z "$(FROM)" ]; then $(BIN)/reftel specimen --count 300 --seed 1 "$(DEMO)/specimens"; fi
	$(BIN)/reftel ingest "$(SOURCE)" --archive "$(ARCHIVE)"
	$(BIN)/reftel serve --archive "$(ARCHIVE)" --port $(PORT) --browser

test: lint types unit  ## lint, types and every test

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

unit: setup
	$(BIN)/pytest -n auto --dist worksteal

score: setup     ## the scored corpora against their floors
	$(BIN)/python -m bench.score $(ARGS)

fuzz: setup      ## 100,000 hostile texts through the parser (ARGS="--count N --seed S")
	$(BIN)/python -m bench.fuzz $(ARGS)

bench: setup     ## speed, growth and memory, onto bench/README.md (N=1000000 telegrams, ARGS=measurement)
	$(BIN)/python -m bench.run $(if $(N),--size $(N)) $(ARGS)

bench-quick: setup  ## the same in two minutes, against bench/floors.toml (ARGS=--raise lifts them)
	$(BIN)/python -m bench.run --quick $(ARGS)

bench-parse: setup  ## how fast one core reads: telegrams of 6 kB, and saved pages where they are at hand
	$(BIN)/python -m bench.run telegrams saved_pages --size 2000 --rounds 5 --show

bench-web: setup ## 50 readers over a script of real pages, p95 of each (N=20000 telegrams; loopback only)
	$(BIN)/python -m bench.run reading_room --size $(or $(N),20000) --rounds 1 $(ARGS)

screenshots: setup  ## the pictures of docs/screenshots anew, by the browser tests
	REFTEL_SCREENSHOTS=1 $(BIN)/pytest -q tests/browser -k pictures

profile: setup   ## where the time of parsing goes (ARGS=--page names the costliest on bench/README.md)
	$(BIN)/python -m bench.profile $(ARGS)

docs: setup      ## write the command reference, the field dictionary and what the help tells of them anew
	$(BIN)/python -m reftel.cli.reference docs
	$(BIN)/python -m bench.packaged
	cp docs/searching.md reftel/web/help/en/query.md

messages: setup  ## gather the texts of the interface into its catalogues (reftel/web/locale)
	$(BIN)/pybabel -q extract -F babel.toml --no-location --sort-output --no-wrap -o $(VENV)/reftel.pot reftel/web reftel/vocabulary/layouts.py
	$(BIN)/pybabel -q update -i $(VENV)/reftel.pot -d reftel/web/locale -D reftel --no-fuzzy-matching --no-wrap --ignore-obsolete --ignore-pot-creation-date

lock: setup      ## pin anew what pyproject.toml allows
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --extra dev pyproject.toml -o requirements.lock

clean:           ## remove the environment and what make demo built
	rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .pytest_cache
