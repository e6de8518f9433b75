# Everything happens inside this folder: .venv holds Python packages, build/ holds what is made.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
# What is said in Chinese, or in English where LEITAI_LANGUAGE=en.
told = $(if $(filter en,$(LEITAI_LANGUAGE)),$(2),$(1))
# Without a cache, which would lie outside of this folder.
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(RUN)/python -m pip install --quiet --no-cache-dir --no-compile
# What nothing here loads: tests of others, their C, fonts that are not drawn, what PDFs are faster with.
LEAN := \( -type d -name tests -o -name '*.c' -o -name wqy -o -name '*-Light.otf' -o -path '*/fontTools/*.so' \) -prune -exec rm -rf {} +
export MPLCONFIGDIR := $(CURDIR)/$(VENV)/matplotlib
export HYPOTHESIS_STORAGE_DIRECTORY := $(CURDIR)/build/hypothesis
# Bytecode is kept, whatever the machine says: many tests start processes of their own, which would compile all anew.
export PYTHONDONTWRITEBYTECODE :=

# What writes, and what is read of it; pictures and boards are the same on any engine. All of tests/journeys holds there,
# too; these say the most in the time. A year is closed among them; all its twelve months are played on SQLite alone.
ON_A_SERVER := tests/storage tests/handlers --ignore=tests/handlers/pictures \
	$(addprefix tests/bot/commands/test_,audit.py backup.py migrate.py served.py) \
	$(addprefix tests/journeys/,bureau closing matters/test_story.py) \
	$(addprefix --ignore=tests/journeys/closing/test_,whole_year.py english.py)

# What a newer Python could read or write differently, and how people report.
ON_THE_NEWEST := tests/storage tests/scoring/reading tests/scoring/rulebook \
	$(addprefix tests/journeys/reporting/test_,reporting.py plain.py spoken.py periods.py)

# A test that hangs for ten minutes ends the run and says where it stands.
WATCHED := --max-worker-restart=0 -o faulthandler_timeout=600 -o faulthandler_exit_on_timeout=true

.DEFAULT_GOAL := help
.PHONY: help demo port tour install test postgresql installs releases newest cover check gallery pictures bench bench-full torture mutants lifecycle matters rights lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: port $(VENV)/runtime ## the whole product on this machine, in a browser: http://127.0.0.1:8765
	$(RUN)/leitai demo $(if $(PORT),--port $(PORT))

port: | $(VENV)/bin/python # before anything is installed
	@$(RUN)/python -m bot.demo.port $(PORT)

tour: $(VENV)/runtime ## a scripted month without a browser; pictures and database in build/tour
	$(RUN)/leitai demo --tour --out build/tour

install: ## for service, into an environment of its own: make install PREFIX=/opt/leitai
	$(PYTHON) -m venv $(or $(PREFIX),$(error say where to: make install PREFIX=/opt/leitai))
	$(PREFIX)/bin/python -m pip install --quiet --no-cache-dir --no-deps --require-hashes -r requirements.lock
	$(PREFIX)/bin/python -m pip install --quiet --no-cache-dir --no-deps --no-build-isolation .
	$(PREFIX)/bin/python -m pip check

test: $(VENV)/dev ## the whole suite
	$(RUN)/python -m pytest $(WATCHED) -n auto --dist loadfile

postgresql: $(VENV)/dev ## what stands on the database once more, on a PostgreSQL that the tests start
	LEITAI_TEST_ENGINE=postgresql $(RUN)/python -m pytest $(WATCHED) -n auto --dist loadfile $(ON_A_SERVER)
	LEITAI_TEST_ENGINE=postgresql $(RUN)/python -m pytest $(WATCHED) tests/faults/test_replicas.py # alone: it kills the server

installs: $(VENV)/dev ## the steps of the Dockerfile and `make demo` in clean folders; asks the registry for packages
	$(RUN)/python -m pytest $(WATCHED) -n auto -m registry tests/test_installing.py

releases: $(VENV)/dev ## the wheel with the newest releases of all it needs; what CI installs are the locked ones
	$(RUN)/python -m pytest $(WATCHED) -m releases tests/test_installing.py

newest: $(VENV)/dev ## a part of the suite; CI runs it on the newest Python that the machine has
	$(RUN)/python -m pytest $(WATCHED) -n auto --dist loadfile $(ON_THE_NEWEST)

cover: $(VENV)/dev ## the same with coverage by branch, which takes half as long again
	$(RUN)/python -m pytest $(WATCHED) -n auto --dist loadfile --cov --cov-report=term:skip-covered

check: $(VENV)/dev ## format, lint, types, import contracts
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports --no-cache

gallery: $(VENV)/dev ## every kind of picture, light and dark, in build/gallery
	$(RUN)/python -m tests.gallery

pictures: $(VENV)/dev ## the pictures of the READMEs, from the scripted demo, in docs
	$(RUN)/python -m tests.readme_pictures

bench: $(VENV)/dev ## speed beside an anchor, medians of one run, in short
	$(RUN)/python -m tests.benchmarks

bench-full: $(VENV)/dev $(VENV)/aiogram/dev ## all that tests/benchmarks/README.md shows
	$(RUN)/python -m tests.benchmarks full

torture: $(VENV)/dev ## the long form of the fault tests, in hours; goes on where it was stopped
	$(RUN)/python -m tests.faults

mutants: $(VENV)/dev ## small wrong changes to what decides, each of which its tests must notice
	$(RUN)/python -m tests.mutants

lifecycle: $(VENV)/runtime ## docs/lifecycle.md and its Chinese twin, drawn from the table of acts
	$(RUN)/python -m tests.lifecycle_page

matters: $(VENV)/runtime ## docs/matters.md and its Chinese twin, drawn from the table of acts on a matter
	$(RUN)/python -m tests.matters_page

rights: $(VENV)/runtime ## docs/rights.md and its Chinese twin: everybody tries every act
	$(RUN)/python -m tests.rights_page

lock: ## pin every dependency again, with hashes and without addresses (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --group build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --group build --group dev pyproject.toml -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header tests/benchmarks/aiogram.in -o tests/benchmarks/aiogram.lock

$(VENV)/aiogram/dev: tests/benchmarks/aiogram.lock # in an environment of its own: it asks for an older pydantic
	$(PYTHON) -m venv $(VENV)/aiogram
	$(VENV)/aiogram/bin/python -m pip install --quiet --no-deps --require-hashes -r tests/benchmarks/aiogram.lock
	$(VENV)/aiogram/bin/python -m pip check
	@touch $@

clean: ## throw away what was made
	rm -rf build $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "$(call told,擂台要 Python 3.11 或更新：请写明是哪一个，例如 make demo PYTHON=python3.12,Leitai needs Python 3.11 or newer: please name one as in make demo PYTHON=python3.12)")'
	@$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "$(call told,正在下载并安装所需的包（不到 300 MB，只有第一次要等 1 至 3 分钟）……,Getting the packages that it needs: less than 300 MB and 1 to 3 minutes the first time only…)"
	$(RUN)/python -m ensurepip > /dev/null
	$(PIP) --no-deps --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	$(RUN)/python -m pip check
	find $(VENV)/lib/python3*/site-packages $(LEAN)
	$(RUN)/python -c 'import bot.demo.door, bot.demo.page' # bytecode of what is loaded alone
	$(RUN)/python -m pip uninstall --yes --quiet setuptools pip # ensurepip brings them back
	@touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/runtime
	$(RUN)/python -m ensurepip > /dev/null
	$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	$(RUN)/python -m pip check
	@touch $@
