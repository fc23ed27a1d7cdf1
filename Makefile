# Bulletin's commands. Each works from a bare checkout: `make help` lists them.

PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)

export PORT

VENV := .venv
BIN := $(VENV)/bin
# A stamp is named by its lock file's contents: a changed lock installs again.
stamp = $(VENV)/installed-$(1)-$(shell cksum < requirements/$(1).txt | cut -d ' ' -f 1)
BASE := $(call stamp,base)
DEV := $(call stamp,dev)

SOURCES := bulletin sessions participants moderation tests manage.py

.DEFAULT_GOAL := help
.PHONY: help demo serve stop test coverage soak bench lighthouse photographs lint messages \
	lint-types lint-style lint-imports lint-templates

help:
	@echo "make demo      the example boards on this machine, to look around (PORT=8000)"
	@echo "make serve     a real installation on this machine, which keeps its data (PORT=8000)"
	@echo "make stop      stop what demo or serve left behind"
	@echo "make test      all tests, on real servers and in a real browser"
	@echo "make coverage  the same, and which lines they went through, as var/coverage/index.html"
	@echo "make soak      the long proofs: simulated boards, thousands of mails, killed processes"
	@echo "make bench     what each page and mail costs, as a table and as var/bench.json"
	@echo "make lighthouse   what Lighthouse says of a running demo's pages (needs node)"
	@echo "make photographs  pictures of a running demo's pages, in var/photographs (LANGUAGE=fr)"
	@echo "make lint      style, types, imports between the parts, templates"
	@echo "make messages  the catalogues of translations hold what is marked in the sources"

demo: $(BASE)
	@exec $(BIN)/python -m bulletin.services demo

serve: $(BASE)
	@exec $(BIN)/python -m bulletin.services serve

stop: $(BASE)
	@exec $(BIN)/python -m bulletin.services stop

# Three processes, each with its own database, share the servers, and keep two processors busy,
# for one of them often waits; a file's tests stay together (tests/sharing.py).
test coverage: ARGS ?= -n 3 --dist loadfile
test: $(DEV)
	@$(BIN)/python -m tests.browser.chromium
	@exec env BULLETIN_PROFILE=test $(BIN)/pytest $(ARGS)

# Reported, not chased, and by itself, for it takes a third more time: var/coverage/index.html.
coverage:
	@$(MAKE) --no-print-directory test ARGS="--cov --cov-report=html:var/coverage $(ARGS)"

# Two proofs at a time, each with an installation of its own. Their figures are in var/soak.json,
# and as a table in var/soak.md.
soak: ARGS ?= -n 2 --dist loadfile
soak: $(DEV)
	@$(BIN)/python -m tests.deploy.installing
	@exec env BULLETIN_PROFILE=test $(BIN)/pytest tests/soak -s -p no:randomly $(ARGS)

# Its figures are in var/bench.json, and as a table in var/bench.md.
bench: $(BASE)
	@exec $(BIN)/python -m tests.bench $(ARGS)

lighthouse: $(DEV)
	@exec $(BIN)/python -m tests.lighthouse

photographs: LANGUAGE ?= en-gb
photographs: $(DEV)
	@exec $(BIN)/python -m tests.photographs var/photographs/$(LANGUAGE) --language $(LANGUAGE) $(ARGS)

# Side by side, and each to its end, so that one run shows all that there is to mend.
lint: $(DEV)
	@$(MAKE) --no-print-directory --jobs=2 --keep-going $(filter --output-sync,$(.FEATURES:%=--%)) \
		lint-types lint-style lint-imports lint-templates

lint-%: export BULLETIN_PROFILE = test
lint-types:
	$(BIN)/mypy
lint-style:
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
lint-imports:
	$(BIN)/lint-imports
lint-templates:
	$(BIN)/djlint --lint --quiet templates
	find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2 --check

# Compiled they are wherever they are read: by demo, serve, every test run and the image.
messages: $(BASE)
	@$(BIN)/python -m bulletin.catalogues gather

$(BIN)/pip:
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Bulletin needs Python 3.11 or newer: name it with PYTHON=." >&2; exit 1; }
	@echo "Environment …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed-%: $(BIN)/pip
	@echo "Packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes -r requirements/$(firstword $(subst -, ,$*)).txt
	@touch $@
