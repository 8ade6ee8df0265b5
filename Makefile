# Needs Python 3.11 or newer and make; everything else is fetched into .venv and .tools.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

PYTHON ?= python3
PYTHONS ?= 3.11 3.12 3.13
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
BIN := .venv/bin
READY := .venv/.ready
BENCH_READY := .venv-bench/.ready
DEMO_READY := .venv/.demo-ready

# The value of a variable as one word of the shell, whatever is in it: an address is pasted from somewhere, often.
quoted = '$(subst ','\'',$(value $(1)))'
option = $(if $(value $(1)),$(2) $(call quoted,$(1)))
unexport FROM BASE OLD NEW FORMAT SPEC OUT TRANSCRIPT

.PHONY: help demo emulator test test-httpx2 test-wheel check generate vendor changes conformance bench load format build clean

help: ## what can be done
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(DEMO_READY) ## register a patient by mobile OTP, end to end, against the built-in emulator
	@$(BIN)/eka-abha register mobile --emulator --trace

emulator: $(DEMO_READY) ## serve the emulator on this machine (ARGS="--port 0 --show-otps" goes to it)
	@$(BIN)/python -m eka_abha.emulator $(ARGS)

test: $(READY) ## the whole test suite (ARGS="..." goes to pytest)
	$(BIN)/pytest $(ARGS)

check: $(READY) ## formatting, lint, types, layers, and that generated and derived code is current
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tests examples benchmarks
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry wrapper generated
	$(BIN)/codespell
	$(BIN)/python -m codegen.vendoring check
	$(BIN)/python -m codegen check
	$(BIN)/python -m codegen.derive_sync check

vendor: $(READY) ## take a document or page of the provider in: FROM=<file or https URL>; ALLOW_REMOVALS=1
	@$(BIN)/python -m codegen.vendoring take $(call option,FROM,--from) $(if $(filter 1,$(ALLOW_REMOVALS)),--allow-removals)

changes: $(READY) ## what a new document means: BASE=<revision>, or OLD=<file> NEW=<file>; FORMAT=json
	@$(BIN)/python -m codegen.comparing $(call option,BASE,--base) $(call option,OLD,--old) $(call option,NEW,--new) \
	  $(call option,FORMAT,--format)

generate: $(READY) ## the low-level client from the specification; SPEC=<file> OUT=<dir> for another document
	$(BIN)/python -m codegen generate $(call option,SPEC,--spec) $(call option,OUT,--out) $(if $(VERBOSE),--verbose)
ifeq ($(value SPEC)$(value OUT),)
	$(BIN)/python -m codegen.derive_sync
endif

conformance: $(READY) ## replay a transcript of the service on the emulator (TRANSCRIPT=<file>; else all committed ones)
	@$(BIN)/python -m eka_abha.transcripts $(if $(value TRANSCRIPT),$(call quoted,TRANSCRIPT),transcripts)

bench: $(READY) $(BENCH_READY) ## ratios to raw httpx, aiohttp, the provider's SDK and the bare generator, in one run
	.venv-bench/bin/python -m benchmarks --codegen-python $(BIN)/python

test-httpx2: $(READY) ## the test suite with httpx2 in httpx's place (ARGS="..." goes to pytest)
	$(BIN)/python tools/test_httpx2.py $(ARGS)

load: $(READY) ## CALLS=100000 calls, 128 in flight, against a server full of faults; a tenth over the default transport
	$(BIN)/python -m tests.load --calls $(or $(CALLS),100000)

format: $(READY) ## format and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test-wheel: $(READY) ## the test suite against the installed wheel on each Python (PYTHONS="3.11 3.12 3.13")
	@for version in $(PYTHONS); do sh tools/test_wheel.sh "$(UV)" "$$version" $(ARGS) || exit 1; done

build: $(READY) ## wheel and source distribution into dist/
	$(BIN)/python -m hatchling build

clean: ## remove everything that is not under version control and can be made again
	rm -rf .venv .venv-bench .tools dist build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov

$(READY): pyproject.toml uv.lock | $(UV)
	@$(UV) sync --locked --all-extras --quiet
	@touch $@

# What the demonstration needs, which is less; nothing to do where everything is installed.
$(DEMO_READY): pyproject.toml uv.lock | $(UV)
	@[ $(READY) -nt uv.lock ] && [ -x $(BIN)/eka-abha ] || $(UV) sync --locked --inexact --no-dev --extra cli --quiet
	@touch $@

# The provider's SDK wants an old requests: an environment of its own.
$(BENCH_READY): pyproject.toml uv.lock | $(UV)
	@UV_PROJECT_ENVIRONMENT=.venv-bench $(UV) sync --locked --no-dev --all-extras --group bench --quiet
	@touch $@

.tools/bin/uv:
	@echo "fetching uv into .tools"
	@$(PYTHON) -m pip install --quiet --root-user-action=ignore --disable-pip-version-check --target .tools uv || \
	  { $(PYTHON) -m venv .tools/venv && .tools/venv/bin/pip install --quiet --target .tools uv; }
