# Two commands: `make brief` and `make test`. Both install into .venv first, once, from the lock.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export UV_PYTHON_DOWNLOADS := never

.PHONY: brief test check lock install

brief: $(STAMP)
	@test -f watch/detente.toml || $(BIN)/detente init watch
	@$(BIN)/detente --watch watch brief --html brief.html

test: $(STAMP)
	$(BIN)/pytest -n 2

check: $(STAMP)
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: $(STAMP)
	$(BIN)/uv pip compile --universal --generate-hashes --extra dev --no-emit-index-url --no-header \
	  -q pyproject.toml -o requirements.lock

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "detente needs Python 3.11 or newer; name one: make PYTHON=python3.12" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements.lock
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python -e .
	touch $(STAMP)
