# Targets for people and for other projects' Makefiles; `make help` lists them.
RAW ?= raw
CLEAN ?= clean
OPTIONS ?=
CONFIG ?=
GATES ?=
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run corpus verify report rules test check lint gate bench docs wheel fuzz-long torture hostile test-ray clean tidy

help: ## list the targets
	@grep -hE '^[a-z -]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+)[a-z -]*:.*## /  make \1\t/' | expand -t 18

run corpus: .venv/installed ## clean RAW (raw/) into CLEAN (clean/)
	@$(BIN)/article-pipeline run $(RAW) $(CLEAN) $(if $(CONFIG),--config $(CONFIG)) $(OPTIONS) || [ $$? -eq 1 ]
	@echo "Look at $(CLEAN)/report.html, $(CLEAN)/articles and $(CLEAN)/verdicts.tsv."

verify: .venv/installed ## check CLEAN down to the byte
	@$(BIN)/article-pipeline verify $(CLEAN)

report: .venv/installed ## write CLEAN/report.html anew, for a browser
	@$(BIN)/article-pipeline report $(CLEAN)

rules: .venv/installed ## list the rules that fired in CLEAN, by what they removed
	@$(BIN)/article-pipeline rules $(CLEAN)

test: .venv/developer lint ## lint, types, and all tests that need no other process
	@$(BIN)/python -m pytest -m "not check" -n auto --maxprocesses 8 --dist loadfile

check: .venv/developer ## all else that holds: tests with processes and a browser, gates, docs, the wheel
	@$(BIN)/python -m pytest -m check
	@$(BIN)/python -m tests.gates $(GATES)
	@$(MAKE) --no-print-directory docs wheel

lint: .venv/developer
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy

gate: .venv/developer ## score the samples and the made-up corpora against their floors
	@$(BIN)/python -m tests.gates $(GATES)

bench: .venv/developer ## measure the whole run, write docs/benchmarks.md
	@$(BIN)/python -m benchmarks.pipeline

docs: .venv/developer ## build build/docs, take its pictures
	@$(BIN)/article-pipeline run raw build/clean --quiet || [ $$? -eq 1 ]
	@$(BIN)/article-pipeline verify build/clean
	@! command -v chromium >/dev/null || PYTHONPATH=. $(BIN)/python docs/pictures.py build/clean
	@NO_MKDOCS_2_WARNING=1 PYTHONPATH=. $(BIN)/python -m mkdocs build --quiet --strict
	@echo "Open build/docs/index.html."

wheel: .venv/developer ## build the wheel, and clean a page with it outside of the checkout
	@$(BIN)/python -m tests.long.wheel

fuzz-long: .venv/developer ## damage files, grow bytes by coverage, try made-up texts, and torture; takes hours
	@$(BIN)/python -m tests.long.fuzz_readers
	@$(BIN)/python -m tests.long.fuzz_coverage
	@HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -m "not check"
	@$(MAKE) --no-print-directory torture

torture: .venv/developer ## kill and tear runs, break disks and memory under them, watch what they touch; best as root
	@$(BIN)/python -m tests.long.torture
	@$(BIN)/python -m tests.long.watched

hostile: .venv/developer ## run over some 350 inputs made to harm it, write docs/hostile.md
	@$(BIN)/python -m tests.hostile

test-ray: .venv/developer ## a run on two Ray nodes, and with one lost midway
	@$(BIN)/python -c "import ray" 2>/dev/null || $(BIN)/python -m pip install --quiet "ray>=2.40"
	@$(BIN)/python -m tests.long.ray_cluster

clean: ## deletes nothing: clean/ is the folder of clean articles
	@echo "clean/ holds the articles; make run builds it, make tidy removes caches."

tidy: ## remove caches; the next run takes longer
	@rm -rf $(CLEAN)/.state .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) .ci/environment.py .venv
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps -e .
	@touch $@

.venv/developer: .venv/installed requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
