# 案问 anwen. Every target sets up the environment it needs in .venv, once; `make` alone lists them.

VENV ?= .venv
export VENV

# The question reaches the program exactly as typed: expanded neither by make nor by a shell.
override Q := $(value Q)
export Q

ARGS ?=
# Tests wait a third of their time; a third at once was measured to be no quicker on two processors. Those of a file stay
# with one worker, for what they share is dear to make, and the files in the order of tests/conftest.py.
WORKERS ?= --numprocesses=2 --dist=loadfile --no-loadscope-reorder
BIN := $(VENV)/bin
# Tests start the program very often: what it is compiled to is kept, wherever the setting would forbid it.
# Each worker has one processor, and numpy takes one thread there, as in the program: with two each they wait for each other.
PYTEST := env -u PYTHONDONTWRITEBYTECODE OPENBLAS_NUM_THREADS=1 "$(BIN)/python" -m pytest
RUNTIME := $(VENV)/.anwen-runtime
DEV := $(VENV)/.anwen-dev
AUDIT := $(VENV)-audit/.anwen-audit
PEERS := $(VENV)-bench/.anwen-peers

.DEFAULT_GOAL := help
.PHONY: help ask chat test test-all test-llm lint format check bench learn vectors docs lock audit sbom clean

help: ## 列出命令 / list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

ask: $(RUNTIME) ## 提问 / ask: make ask Q="哪些案例涉及商业秘密？" [ARGS=--json]
	@if [ -z "$$Q" ]; then echo '用法 / usage: make ask Q="哪些案例涉及商业秘密？"' >&2; exit 2; fi; \
	"$(BIN)/anwen" ask $(ARGS) -- "$$Q"

chat: $(RUNTIME) ## 在终端里对话 / the console conversation
	@"$(BIN)/anwen" chat $(ARGS)

test: $(DEV) ## 测试（不含慢测试）/ the tests but the slow ones
	@$(PYTEST) -m "not slow and not llm" $(WORKERS) $(ARGS)

test-all: $(DEV) ## 全部测试 / all tests
	@$(PYTEST) -m "not llm" $(WORKERS) $(ARGS)

test-llm: $(DEV) ## 用真实的小模型测试（下载 1.6 GB）/ with small real models (fetches 1.6 GB)
	@$(PYTEST) -m llm --timeout=3000 -s $(ARGS)

lint: $(DEV) ## 风格、类型、架构检查 / style, types, architecture
	"$(BIN)/ruff" check .
	"$(BIN)/ruff" format --check .
	"$(BIN)/mypy"
	"$(BIN)/lint-imports"

format: $(DEV) ## 自动整理代码 / put the code in shape
	"$(BIN)/ruff" check --fix .
	"$(BIN)/ruff" format .

check: lint test ## CI 所运行的一切 / all that CI runs

bench: $(DEV) $(PEERS) ## 与同类和底线同测的性能 / speed beside the peers and the floor (BENCH=full, BENCH_DATA=folder)
	@"$(BIN)/python" tests/benchmarks/bench.py --peers "$(VENV)-bench/bin/python" \
	    $(if $(filter full,$(BENCH)),--full) $(if $(BENCH_DATA),--data "$(BENCH_DATA)") $(ARGS)

learn: $(DEV) ## 重新训练 retrieval/learned 中的权重 / train the weights in retrieval/learned anew (ARGS=heads: one part)
	@"$(BIN)/python" -m scripts.learn $(ARGS)

vectors: $(DEV) ## 重算随附案例集的向量 / the bundled collection's vectors anew
	@"$(BIN)/python" -m scripts.precompute

docs: $(DEV) ## 重写 README 的示例与图 / the READMEs' transcripts and picture anew (ARGS=eval: the figures too)
	@"$(BIN)/python" scripts/docs.py $(ARGS)

lock: ## 重写依赖锁定 / write the pins anew (needs uv; UPGRADE=1 takes newer versions)
	scripts/lock.sh

audit: $(AUDIT) ## 已知的漏洞（要能连到漏洞库）/ known vulnerabilities of the pins (where their data can be reached)
	@"$(VENV)-audit/bin/python" scripts/audit.py

sbom: $(AUDIT) $(RUNTIME) ## 软件物料清单 / what is installed, as CycloneDX: build/anwen.cdx.json
	@mkdir -p build
	@"$(VENV)-audit/bin/cyclonedx-py" environment --pyproject pyproject.toml --output-reproducible \
	    --output-file build/anwen.cdx.json "$(BIN)/python"
	@echo build/anwen.cdx.json

clean: ## 清除缓存与构建产物，保留 .venv / caches and builds; .venv stays
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .benchmarks ./*.egg-info
	find bot data retrieval vectorstore tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(PEERS): tests/benchmarks/requirements.txt
	@VENV="$(VENV)-bench" scripts/setup.sh peers

$(AUDIT): requirements-audit.txt
	@VENV="$(VENV)-audit" scripts/setup.sh audit

$(RUNTIME): requirements-build.txt requirements.txt pyproject.toml
	@scripts/setup.sh runtime

$(DEV): requirements-build.txt requirements-dev.txt pyproject.toml
	@scripts/setup.sh dev
