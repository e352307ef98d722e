"""The program as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def start(home: Path, *argv: str) -> subprocess.Popen[str]:
    """It, with its data in `home`, both its outputs to be read."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANWEN_")}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *argv],
        cwd=ROOT,
        env={**kept, "ANWEN_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
