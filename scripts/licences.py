"""The licences of all that is pinned, as the packages state them → the last part of NOTICE. Part of `make lock`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NOTICE = ROOT / "NOTICE"
HEAD = "The licences that the packages state which requirements*.txt pin"
WIDTH = 115
_PLAIN = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License Version 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD License": "BSD",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""What packages write → the SPDX name."""
_VAGUE = ("BSD", "License", "UNKNOWN")
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*(?: (?:AND|OR|WITH) [A-Za-z0-9.()+-]+| \([^()]*\))*")


def pins() -> set[tuple[str, str]]:
    """Name and version of everything that a file of pins names."""
    texts = (path.read_text("utf-8") for path in sorted(ROOT.glob("requirements*.txt")))
    return {pin for text in texts for pin in re.findall(r"(?m)^([a-z0-9.-]+)==([^\s;]+)", text)}


def licence(metadata: Mapping[str, Any]) -> str:
    """The licence that a package states, by its SPDX name; empty where it states none."""
    if stated := metadata.get("license_expression"):
        return str(stated)
    told = (metadata.get("license") or "").strip().split("\n")[0].strip()
    if told in _PLAIN or (_SPDX.fullmatch(told) and told not in _VAGUE):
        return _PLAIN.get(told, told)
    named = [
        one.split(" :: ")[-1] for one in metadata.get("classifier") or () if one.startswith("License :: ")
    ]
    known = dict.fromkeys(_PLAIN[name] for name in named if name in _PLAIN)
    return " / ".join(known)


def written(text: str) -> dict[str, str]:
    """Package → licence, as the notice has it."""
    found: dict[str, str] = {}
    body = text.partition(HEAD)[2]
    for group in re.findall(r"(?m)^  (\S.*?): ((?:.+\n?)(?:    .+\n?)*)", body):
        found |= dict.fromkeys(re.findall(r"[a-z0-9][a-z0-9.-]*", group[1]), group[0])
    return found


def notice(text: str, found: Mapping[str, str]) -> str:
    """The notice with its last part anew."""
    groups: dict[str, list[str]] = {}
    for name in sorted(found):
        groups.setdefault(found[name], []).append(name)
    lines = [line for stated in sorted(groups) for line in _wrapped(stated, groups[stated])]
    return f"{text.partition(HEAD)[0].rstrip()}\n\n{HEAD}\n" + "\n".join(lines) + "\n"


def _wrapped(stated: str, names: Sequence[str]) -> Iterable[str]:
    line = f"  {stated}:"
    for at, name in enumerate(names):
        piece = f" {name}" + ("," if at + 1 < len(names) else "")
        if len(line) + len(piece) > WIDTH:
            yield line
            line = "   "
        line += piece
    yield line


def _asked(wanted: Sequence[str]) -> dict[str, str]:
    """What the registry's packages state, asked by pip; nothing is installed."""
    options = ["--dry-run", "--quiet", "--no-deps", "--ignore-installed", "--report", "-"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, *wanted],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    rows = [row["metadata"] for row in json.loads(done.stdout)["install"]]
    return {re.sub(r"[-_.]+", "-", row["name"]).lower(): licence(row) for row in rows}


def main() -> None:
    found: dict[str, str] = {}
    for path in sorted(ROOT.glob("requirements*.txt")):
        found |= _asked(["--requirement", path.name])
    # What is for other machines than this.
    elsewhere = {name: version for name, version in sorted(pins()) if name not in found}
    if elsewhere:
        found |= _asked([f"{name}=={version}" for name, version in elsewhere.items()])
    silent = sorted(name for name, stated in found.items() if not stated)
    if silent:
        sys.exit(f"no licence is stated by {', '.join(silent)} (pip older than 25 does not tell)")
    NOTICE.write_text(notice(NOTICE.read_text("utf-8"), found), "utf-8")


if __name__ == "__main__":
    main()
