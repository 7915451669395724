# Two commands are all the set-up there is: `make run` and `make test`. `make help` lists the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help run test test-all bench lint lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(READY)  ## the whole pipeline over corpus/; prints the report's path last
	$(BIN)/dvc repro
	@echo "$(CURDIR)/eval/report/index.html"

test: $(READY) lint  ## lint, types, the corpus's own checks and the fast tests
	$(BIN)/shuishuo corpus check
	$(BIN)/python -m pytest -q

test-all: $(READY) lint  ## every test: also those that need torch, a browser or minutes
	$(BIN)/python -m pytest -q -m "slow or not slow"

# Real news where it is at hand, our own articles elsewhere.
BENCH ?= $(or $(wildcard ../shared/news/articles.jsonl.gz),corpus/raw)
bench: $(READY)  ## speed and memory of annotate beside the bare encoder, on BENCH=PATH
	$(BIN)/python -m shuishuo.bench $(BENCH)

lint: $(READY)
	$(BIN)/ruff check pipeline tests
	$(BIN)/ruff format --check pipeline tests
	$(BIN)/mypy

lock:  ## compile constraints.txt anew from pyproject.toml
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --extra dev --generate-hashes --allow-unsafe --strip-extras \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file constraints.txt pyproject.toml

clean:  ## remove the virtual environment and what DVC made
	rm -rf $(VENV) .dvc/cache .dvc/tmp eval/records eval/evalset eval/report

$(READY): constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)
