# make run, make test, make check, make bench, make demo: see README.md
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
# What was compiled of the tests is kept: it is a third of what they need to begin.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -q
PIP := $(BIN)/pip --disable-pip-version-check install --quiet --require-hashes

.PHONY: run demo test check bench build clean

run: build
	@$(BIN)/flask --app wsgi serve

demo: build
	@$(BIN)/flask --app wsgi demo
	@$(BIN)/flask --app wsgi serve

build: .venv/installed
	@$(BIN)/python hatch_build.py

# The launcher of a virtual environment is enough to tell that one was made.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Hallway needs Python 3.11 or later: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { echo "Making .venv failed. On Debian: apt install python3-venv"; exit 1; }

.venv/installed: $(BIN)/python requirements/run.txt requirements/build.txt requirements/node.txt
	@echo "Installing what Hallway needs (once)"
	@$(PIP) -r requirements/run.txt -r requirements/build.txt
	@$(BIN)/python -c 'import hatch_build as b; raise SystemExit(not b.node_on_path())' \
	  || $(PIP) -r requirements/node.txt
	@touch $@

.venv/tested: .venv/installed requirements/test.txt
	@echo "Installing what the tests need (once)"
	@$(PIP) -r requirements/test.txt
	@touch $@

test: build .venv/tested
	@tests/install_programs
	@$(BIN)/python -m tests.javascript --all
	@$(PYTEST) -n 2 --dist loadscope --hypothesis-profile full

check: build .venv/tested
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m tests.javascript
	@$(PYTEST) -n 2 --db sqlite -m "not browser and not slow"

bench: build .venv/tested
	@tests/install_programs
	@$(BIN)/python -m bench

clean:
	@rm -rf .venv node_modules webapp/static/dist
