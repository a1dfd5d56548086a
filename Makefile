# Carelane: everything a person or CI calls. `make run` and `make test` set up what they need.
PYTHON ?= python3
AT_ONCE ?= 3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: run test test-browser test-replayed fuzz chaos check install bench format lock histories screenshots messages clean

run: install  ## start the product with its demonstration hospital group
	$(BIN)/carelane up --demo

install: $(INSTALLED)  ## make .venv and install what requirements.lock names

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Carelane needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	-$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

# Each of the many processes of the tests and of the product would compile every module anew where this is set.
unexport PYTHONDONTWRITEBYTECODE

# What tests write lies in memory where there is room for it: a disk is what they would wait for most.
ROOM := $(shell df --block-size=G --output=avail /dev/shm 2>/dev/null | tail -n 1 | tr -dc 0-9)
ifeq ($(shell test 0$(ROOM) -ge 4 && test -w /dev/shm && echo yes),yes)
test test-browser test-replayed: export TMPDIR := /dev/shm
endif

# Most tests run AT_ONCE in parallel. Beside those in the browser, which wait more than they work, the durable ones run once
# more with nothing cached. What kills processes under load has the machine to itself.
SHARED := --numprocesses $(AT_ONCE) --dist loadfile --no-loadscope-reorder --durations 40
REPLAYED := $(VENV)/replayed.log

test: install  ## all tests, and the durable ones once more with nothing cached
	$(BIN)/pytest $(SHARED) --ignore tests/browser --ignore tests/chaos
	$(MAKE) --no-print-directory --jobs 2 test-browser test-replayed
	$(BIN)/pytest tests/chaos

test-browser: install
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --durations 15 tests/browser/test_referral.py tests/browser

test-replayed: install
	@CARELANE_TEST_CACHED_WORKFLOWS=0 $(BIN)/pytest tests/durable >$(REPLAYED) 2>&1; \
	  status=$$?; cat $(REPLAYED); exit $$status

FUZZ ?= 20000
ifndef SEED
SEED := $(shell date +%s)
endif

fuzz: install  ## FUZZ random processes for each property, from SEED (else another one each time)
	FUZZ=$(FUZZ) SEED=$(SEED) $(BIN)/pytest -s tests/random_processes

chaos: install  ## 300 kills over all parts under load, from SEED (another one each time without it)
	$(BIN)/carelane chaos --kills 300 --operations 5000 --seed $(SEED)

check: install  ## style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install  ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install  ## the measures of speed, both sides in one run
	$(BIN)/carelane bench engine
	$(BIN)/carelane bench feel
	$(BIN)/carelane bench durable

lock: install  ## resolve the dependencies anew
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
	  --output-file requirements.lock

screenshots: install  ## take the documentation's pictures anew
	CARELANE_SCREENSHOTS=1 $(BIN)/pytest tests/browser
	$(BIN)/python -m tests.browser.pictures

histories: install  ## record the histories of this release for the replay tests
	CARELANE_RECORD=1 $(BIN)/pytest tests/durable/test_histories.py

messages: install  ## bring the message catalogs of the screens up to date
	$(BIN)/python -m worklists_ui.catalogs

clean:  ## remove the virtual environment and all caches; the data in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
