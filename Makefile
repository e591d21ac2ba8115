# Two commands are all that a fresh machine needs: `make pour` and `make test`.

PYTHON := $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
READY := .venv/ready

.PHONY: pour test lint picture bench clean
.DEFAULT_GOAL := pour

pour: $(READY)
	@for campaign in examples/*/campaign.yaml; do $(BIN)/leaflets pour $$campaign || exit; done

test: $(READY) lint
	$(BIN)/pytest -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The README shows what the tool makes today.
picture: $(READY)
	$(BIN)/leaflets pour examples/warm-stops/statements/warm-stops.en.md --layout wedge --format a5
	cp out/warm-stops/all/wedge.a5.en.png docs/pictures/warm-stops.png

bench: $(READY)
	$(BIN)/python benchmarks/pour.py
	$(BIN)/python benchmarks/regions.py
	$(BIN)/python benchmarks/bulk.py

clean:
	rm -rf .venv out/*

$(READY): pyproject.toml constraints.txt .ci/system-libraries
	@test -n "$(PYTHON)" || { echo "Leaflets needs Python 3.11 or newer." >&2; exit 4; }
	@.ci/system-libraries $(PYTHON)
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@
