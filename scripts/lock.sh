#!/usr/bin/env bash
# Writes the pins: every version and hash that Linux and macOS (x86-64 and arm64) need with Python 3.11 to 3.13.
# Needs uv. No registry is named in what it writes, so the pins install from whichever one a machine uses.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The condition that [tool.uv] environments puts on every line (and CPython, which is taken for granted);
# requires-python says it once already.
everywhere=" ; python_full_version < '3.14' and (sys_platform == 'darwin' or sys_platform == 'linux')"

lock() {
    local target=$1
    shift
    if [ "${UPGRADE:-}" ]; then set -- "$@" --upgrade; fi
    # uv reads the old pins from the target and keeps those that still fit, unless UPGRADE is set.
    uv pip compile "$@" --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-annotate --no-header --output-file "$target"
    python3 - "$target" "$everywhere" <<'PY'
import pathlib
import sys

path, marker = pathlib.Path(sys.argv[1]), sys.argv[2]
text = path.read_text()
for cpython in ("platform_python_implementation == 'CPython' and ", " and platform_python_implementation == 'CPython'"):
    text = text.replace(cpython, "")
text = text.replace(marker + " \\\n", " \\\n")
path.write_text("# Written by `make lock`.\n" + text.removeprefix("# Written by `make lock`.\n"))
PY
}

lock requirements-build.txt --group build
lock requirements.txt pyproject.toml --constraint requirements-build.txt
lock tests/benchmarks/requirements.txt tests/benchmarks/peers.in
lock requirements-dev.txt pyproject.toml --extra eval --extra openai --group dev --constraint requirements.txt
lock requirements-ocr.txt pyproject.toml --extra ocr --constraint requirements-dev.txt
lock requirements-audit.txt --group audit --constraint requirements-dev.txt
lock requirements-models.txt pyproject.toml --constraint requirements-dev.txt \
    --extra anthropic --extra deepseek --extra google --extra mistral --extra ollama --extra openai

# What the packages say of their licences goes into NOTICE.
python3 -m scripts.licences
