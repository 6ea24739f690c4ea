# `make demo` and `make test` need Python 3.11 or newer, git and make, and nothing else: they make their own environment.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Packages are installed with byte code: without it every start of the LSST stack takes ten seconds longer.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test lint vocabulary tables editors parser test-editors benchmark instructions clean

help:
	@echo "make demo          set up and run the example survey: simulate, compile, run the pipeline, show the results"
	@echo "make test          set up and run the tests"
	@echo "make lint          set up and run linters, type checker and the layers check"
	@echo "make vocabulary    take dimensions and storage classes over from the installed lsst-daf-butler"
	@echo "make tables        write the parser's tables from the grammar, and what prints modules from the templates"
	@echo "make editors       write the files for editors from grammar and vocabulary"
	@echo "make parser        write the parser that tree-sitter makes of its grammar; needs node, and tree-sitter 0.22.6 or apt"
	@echo "make test-editors  run the tests of the files for editors; they need node, npm, Vim, Neovim, Emacs and gcc"
	@echo "make benchmark     measure how fast conngen is beside its peers, and write the table that the README shows"
	@echo "make instructions  count instructions, and fail if there are more than before; needs valgrind"
	@echo "make clean         remove the environment and all that was made"

# One stamp for each set of packages, so that an interrupted installation is repeated and a finished one is not.
$(VENV)/.%-installed: pyproject.toml
	@test -x $(BIN)/python || { echo "Making an environment in $(VENV) with $$($(PYTHON) --version) ..."; $(PYTHON) -m venv $(VENV); }
	@echo "Installing conngen and what its $* need into $(VENV); this takes a minute or two ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[$*]"
	@touch $@

demo: $(VENV)/.examples-installed
	@$(BIN)/python examples/survey/demo.py

test: $(VENV)/.test-installed
	@echo "Running the tests ..."
	@$(BIN)/python -m pytest --cov --cov-report=term:skip-covered $(PYTEST_ARGUMENTS)

lint: $(VENV)/.lint-installed
	$(BIN)/ruff check .
	$(BIN)/black --quiet --check --diff src tests scripts examples editors benchmarks
	$(BIN)/mypy src benchmarks
	$(BIN)/lint-imports

vocabulary: $(VENV)/.test-installed
	$(BIN)/python scripts/update_vocabulary.py

tables: $(VENV)/.test-installed
	@$(BIN)/python scripts/make_tables.py

editors: $(VENV)/.test-installed
	@$(BIN)/python scripts/make_editors.py

parser: editors
	@$(BIN)/python scripts/make_parser.py

test-editors: $(VENV)/.test-installed editors/tests/node_modules/.package-lock.json editors/vscode/node_modules/.package-lock.json
	@echo "Running the tests of the files for editors ..."
	@$(BIN)/python -m pytest editors/tests $(PYTEST_ARGUMENTS)

%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	@echo "Installing what $* needs from npm ..."
	@cd $* && npm ci --silent
	@touch $@

# An environment of its own: what other packages load whenever Python starts would be measured too, and so would the
# `re` that commands import which an old pip has written.
MEASURED ?= $(VENV)-benchmark

$(MEASURED)/.installed: pyproject.toml
	@test -x $(MEASURED)/bin/python || $(PYTHON) -m venv $(MEASURED)
	@echo "Installing conngen and what it is measured beside into $(MEASURED) ..."
	@$(MEASURED)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(MEASURED)/bin/python -m pip install --quiet --editable ".[benchmark]"
	@$(MEASURED)/bin/python -m pip uninstall --quiet --yes setuptools
	@touch $@

BENCHMARK_ARGUMENTS ?= --write

benchmark: $(MEASURED)/.installed
	@$(MEASURED)/bin/python -m benchmarks.run $(BENCHMARK_ARGUMENTS)

instructions: $(MEASURED)/.installed
	@$(MEASURED)/bin/python -m benchmarks.instructions $(INSTRUCTIONS_ARGUMENTS)

clean:
	rm -rf $(VENV) $(MEASURED) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* build dist editors/*/node_modules
