# Two commands on a fresh machine: 'make run' and 'make test'.
#   make run                          the sample articles in corpus/, into out/
#   make run IN=folder OUT=elsewhere  your own articles
#   make run ARGS='--no-summary'      with any option of 'translate run'
#   make run SETUP=--minimal          without asking the Hub for the better translation model

PYTHON ?= python3
IN ?= corpus
OUT ?= out
ARGS ?=
SETUP ?= --translation
VENV := .venv
BIN := $(VENV)/bin
# reads our TMX in a test; its package is called translate too, so it has a folder of its own
TOOLKIT := translate-toolkit cwcwidth unicode-segmentation-rs
# what other systems lack is in the standard library: the libraries' own types need no second look
MYPY_ELSEWHERE = $(BIN)/mypy --config-file= --follow-imports skip --ignore-missing-imports \
	--no-error-summary --cache-dir .mypy_cache/$$system

.PHONY: run test lint wheels clean

run: $(VENV)/installed
	@# a process group of its own: Ctrl-C ends a download, and the run goes on with what is here
	@set -m 2>/dev/null; $(BIN)/translate setup $(SETUP) --daily
	@$(BIN)/translate run $(IN) --out $(OUT) $(ARGS)

test: $(VENV)/installed-test lint
	@$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal

lint: $(VENV)/installed-test
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@for system in darwin win32; do $(MYPY_ELSEWHERE) --platform $$system translate || exit 1; done

# whether every pin has a wheel for the machines and Pythons that the README names
wheels: $(VENV)/installed
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt uv
	@$(BIN)/python tools/wheels.py

$(VENV)/installed: pyproject.toml setup.py constraints.txt
	$(PYTHON) -m venv $(VENV)
	@$(BIN)/python tools/cpu_torch.py
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --upgrade --no-deps \
		--target $(VENV)/toolkit $(TOOLKIT)
	@touch $@

clean:
	rm -rf $(VENV) out build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
