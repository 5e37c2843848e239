# Two commands: `make brief` and `make test`. Both install into .venv first, once, from the lock.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export UV_PYTHON_DOWNLOADS := never

.PHONY: brief test check lock install train teach

brief: $(STAMP)
	@test -f watch/detente.toml || $(BIN)/detente init watch
	@$(BIN)/detente --watch watch brief --length screen --html brief.html
	@echo "The whole brief as a page: $(CURDIR)/brief.html"
	@echo "Printed: $(BIN)/detente --watch watch brief"

test: $(STAMP)
	$(BIN)/pytest -n 2

check: $(STAMP)
	$(BIN)/ruff format --check src tests benchmarks training
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: $(STAMP)
	$(BIN)/uv pip compile --universal --generate-hashes --extra dev --no-emit-index-url --no-header \
	  -q pyproject.toml -o requirements.lock

# The weights of the coder, made again; torch stays outside the lock. PyPI's CPU build of torch, where there is one.
train: $(STAMP)
	test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(BIN)/uv pip install --quiet --python .venv-train/bin/python -r requirements.lock
	PYTHONPATH=src .venv-train/bin/python -m training.train
	PYTHONPATH=src .venv-train/bin/python -m training.calibrate

# What the larger network answers (training/taught.npz), made again; `make train` does without it.
teach: $(STAMP)
	test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt \
	  -r training/teacher_requirements.txt
	$(BIN)/uv pip install --quiet --python .venv-train/bin/python -r requirements.lock
	PYTHONPATH=src .venv-train/bin/python -m training.teacher

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "detente needs Python 3.11 or newer; name one: make PYTHON=python3.12" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes --python $(BIN)/python requirements.lock
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python -e .
	$(BIN)/python -m compileall -q src
	touch $(STAMP)
