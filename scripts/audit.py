"""Known vulnerabilities of all pins, and how many of them could be looked up at all: `make audit`.

Exit status: 0 all were looked up and none has any, 1 some have, 3 some or all could not be looked up.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Look up each file of pins with pip-audit, which stands beside this Python."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for pins in sorted(ROOT.glob("requirements*.txt")):
        try:
            told = looked_up(pins)
        except LookupError as error:
            print(f"{pins.name}: 没有查成 / not looked up: {error}", file=sys.stderr)
            return 3
        found |= {(one["name"], one.get("version", "")): one for one in told}
    lines, status = verdict(found.values())
    print("\n".join(lines))
    return status


def looked_up(pins: Path) -> list[Mapping[str, Any]]:
    """What pip-audit says of each pin; LookupError where it says nothing that can be read."""
    tool = Path(sys.executable).with_name("pip-audit")
    options = ("--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json")
    ran = subprocess.run([tool, "--requirement", pins, *options], capture_output=True, text=True, check=False)
    try:
        return list(json.loads(ran.stdout)["dependencies"])
    except (ValueError, KeyError) as error:
        raise LookupError((ran.stderr.strip().splitlines() or ["pip-audit"])[-1]) from error


def verdict(found: Iterable[Mapping[str, Any]]) -> tuple[list[str], int]:
    """What is to be said of the pins, and the exit status; a pin that was skipped was not found sound."""
    pins = list(found)
    skipped = sorted({one["name"] for one in pins if "skip_reason" in one})
    lines = [
        f"{one['name']} {one['version']}: {hole['id']}（{', '.join(hole.get('fix_versions', ())) or '—'}）"
        for one in pins
        for hole in one.get("vulns", ())
    ]
    audited = len(pins) - len(skipped)
    lines.append(
        f"查了 {audited} 个，{len(lines)} 个已知漏洞；没有查到 {len(skipped)} 个 / "
        f"looked up: {audited}, known vulnerabilities: {len(lines)}, not found where they are looked up: {len(skipped)}"
    )
    if not audited:
        lines.append("连不到漏洞库，什么也没有核对 / their data cannot be reached: nothing was checked")
    elif skipped:
        lines.append("、".join(skipped))
    holes = any(one.get("vulns") for one in pins)
    return lines, 1 if holes else 3 if skipped else 0


if __name__ == "__main__":
    sys.exit(main())
