#!/usr/bin/env bash
# Sets up the environment in $VENV: `setup.sh runtime` for what asking needs, `setup.sh dev` for the tests and lint too,
# `setup.sh peers` for what the benchmark compares with and `setup.sh audit` for what looks at the pins, in environments apart.
# Uses uv when it is there, otherwise python3's own venv and pip. Installs nothing but what the pins name, and does
# nothing when the stamp is newer than the pins. Says everything on stderr: stdout belongs to the answer.
set -euo pipefail
exec 1>&2
cd "$(dirname "${BASH_SOURCE[0]}")/.."

what=${1:?runtime, dev, audit or peers}
VENV=${VENV:-.venv}
python=$VENV/bin/python
stamp=$VENV/.anwen-$what
case $what in
    runtime) pins=requirements.txt ;;
    dev) pins=requirements-dev.txt ;;
    audit) pins=requirements-audit.txt ;;
    peers) pins=tests/benchmarks/requirements.txt ;;
    *) echo "setup.sh: runtime, dev, audit or peers, not $what"; exit 2 ;;
esac

fail() {
    printf 'anwen: %s\n' "$@"
    exit 1
}

# sqlite3 and ssl are missing from a Python that was built without their headers; Chroma wants SQLite 3.35.
usable() {
    "$1" -c 'import ctypes, sqlite3, ssl, sys, venv
raise SystemExit(not ((3, 11) <= sys.version_info < (3, 14) and sqlite3.sqlite_version_info >= (3, 35)))' 2>/dev/null
}

find_python() {
    local candidate
    if [ -n "${PYTHON:-}" ]; then
        usable "$PYTHON" || return 1
        echo "$PYTHON"
        return
    fi
    for candidate in python3 python3.13 python3.12 python3.11 python; do
        if usable "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

no_python() {
    fail "需要 Python 3.11–3.13（含 sqlite3、ssl）${PYTHON:+，PYTHON=$PYTHON 不可用}。可用 PYTHON=/路径/python3.12 指定。" \
        "needs Python 3.11-3.13 with sqlite3 and ssl${PYTHON:+; PYTHON=$PYTHON is none}. Name one with PYTHON=/path/to/python3.12."
}

make_venv() {
    local base
    if [ -e "$VENV" ] && [ ! -e "$VENV/pyvenv.cfg" ] && [ -n "$(ls -A "$VENV")" ]; then
        fail "$VENV 已存在且不是虚拟环境，未作改动。 / $VENV exists and is no virtual environment; left alone."
    fi
    if base=$(find_python); then :
    elif [ "$uv" ] && [ -z "${PYTHON:-}" ]; then base='>=3.11,<3.14' # uv brings its own
    else no_python; fi
    if [ "$uv" ]; then
        uv venv --quiet --clear --python "$base" "$VENV" || no_python
    elif ! "$base" -m venv --clear "$VENV" >/dev/null; then
        fail "无法建立虚拟环境：Debian/Ubuntu 请先 apt install python3-venv，或安装 uv。" \
            "cannot make a virtual environment: on Debian/Ubuntu apt install python3-venv, or install uv."
    fi
}

install() {
    if [ "$uv" ]; then
        uv pip install --quiet --compile-bytecode --python "$python" --no-deps --no-build-isolation "$@"
    else
        "$python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation "$@"
    fi || fail "安装未完成；修好上面的问题后再运行同一命令即可。 / The installation is not complete: mend what is said above and run the same command again."
}

fresh() {
    local input
    for input in requirements-build.txt "$pins" pyproject.toml; do
        [ "$stamp" -nt "$input" ] || return 1
    done
}

# Two first runs at once: the second waits here, and then finds the work done.
exec 9<"scripts/setup.sh"
if command -v flock >/dev/null; then flock 9 || true; fi
if fresh; then exit 0; fi

uv=$(command -v uv || true)
if [ "$uv" ] && ! uv --version >/dev/null 2>&1; then uv=; fi

usable "$python" && { [ "$uv" ] || "$python" -m pip --version >/dev/null 2>&1; } || make_venv
echo "anwen: 正在准备环境 $VENV（$what，只需一次） / setting up $VENV ($what), once …"
install --require-hashes --requirement requirements-build.txt # what builds the rest, as no build may fetch
install --require-hashes --requirement "$pins"
if [ "$what" = runtime ] || [ "$what" = dev ]; then install --editable .; fi
if [ "$what" = dev ]; then touch "$VENV/.anwen-runtime"; fi # its pins are among them
touch "$stamp"
