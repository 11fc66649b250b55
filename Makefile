# Two commands on a fresh machine: 'make run' and 'make test'.
#   make run                          the sample articles in corpus/, into out/
#   make run IN=folder OUT=elsewhere  your own articles
#   make run ARGS='--no-summary'      with any option of 'translate run'

PYTHON ?= python3
IN ?= corpus
OUT ?= out
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
# reads our TMX in a test; its package is called translate too, so it has a folder of its own
TOOLKIT := translate-toolkit cwcwidth unicode-segmentation-rs

.PHONY: run test lint clean

run: $(VENV)/installed
	@$(BIN)/translate setup --minimal --quiet
	@$(BIN)/translate run $(IN) --out $(OUT) $(ARGS)

test: $(VENV)/installed-test lint
	@$(BIN)/python -m pytest

lint: $(VENV)/installed-test
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy

$(VENV)/installed: pyproject.toml setup.py constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --upgrade --no-deps \
		--target $(VENV)/toolkit $(TOOLKIT)
	@touch $@

clean:
	rm -rf $(VENV) out build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
