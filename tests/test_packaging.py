"""What is shipped, what is pinned, and that a question typed at make reaches the program as it was typed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from scripts import audit, licences

ROOT = Path(__file__).parents[1]
ROOMS = {"bot", "data", "retrieval", "vectorstore"}
PINS = tuple(f"requirements{kind}.txt" for kind in ("", "-dev", "-build", "-models", "-ocr", "-audit"))


def project() -> dict[str, object]:
    table: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return table


def in_the_rooms() -> set[str]:
    """The files of the four rooms as a commit of this tree would hold them."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *sorted(ROOMS)]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"not a git tree: {error}")
    return {name for name in listing.stdout.decode().split("\0") if name and (ROOT / name).is_file()}


def test_the_wheel_ships_the_four_rooms_with_their_data_and_nothing_else(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        bundled = archive.read("data/collections/ip-power-2.txt")
        entry_points = archive.read("anwen-0.1.0.dist-info/entry_points.txt").decode()
    shipped = {name for name in names if not name.startswith("anwen-0.1.0.dist-info/")}
    assert {name.partition("/")[0] for name in shipped} == ROOMS
    assert shipped == in_the_rooms()
    assert bundled == (ROOT / "data/collections/ip-power-2.txt").read_bytes()
    assert "anwen = bot.cli:main" in entry_points


def test_it_is_kept_out_of_registries() -> None:
    assert "Private :: Do Not Upload" in project()["classifiers"]  # type: ignore[operator]


@pytest.mark.parametrize("name", PINS)
def test_every_pin_is_exact_and_hashed(name: str) -> None:
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines
    for line in lines:
        assert re.match(r"[a-z0-9.-]+==\S+ ", line), line
        assert "--hash=sha256:" in line, line


def test_every_dependency_is_pinned_and_no_two_files_pin_it_differently() -> None:
    pins = {
        name: set(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in PINS
    }
    wanted = {re.split(r"[\[><=; ]", line)[0] for line in project()["dependencies"]}  # type: ignore[attr-defined]
    assert wanted <= {package for package, _ in pins["requirements.txt"]}
    assert pins["requirements.txt"] <= pins["requirements-dev.txt"]
    assert pins["requirements.txt"] <= pins["requirements-ocr.txt"]
    extra = project()["optional-dependencies"]["ocr"]  # type: ignore[index]
    assert {re.split("[>=]", line)[0] for line in extra} <= {
        package for package, _ in pins["requirements-ocr.txt"]
    }


def test_the_notice_has_the_licence_of_everything_that_is_pinned_as_the_package_states_it() -> None:
    stated = licences.written((ROOT / "NOTICE").read_text("utf-8"))
    assert set(stated) == {name for name, _ in licences.pins()}
    for name, licence in stated.items():
        with suppress(PackageNotFoundError):
            raw = metadata(name)
            found = {
                "license_expression": raw["License-Expression"],
                "license": raw["License"],
                "classifier": raw.get_all("Classifier"),
            }
            assert licences.licence(found) == licence, name
    assert not {name for name, licence in stated.items() if re.search(r"(?<!L)GPL", licence)}


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize(
    "question",
    [
        "哪些案例涉及“商业秘密”？",
        """a $b $$ $(shell echo no) `id` "q" 's' ! \\ # % *""",
        "$(",
        "-n",
        "--json",
        "a=b",
    ],
)
def test_a_question_reaches_the_program_as_typed(question: str, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "anwen"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\n")
    program.chmod(0o755)
    (tmp_path / ".anwen-runtime").touch()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["make", "-s", "ask", f"Q={question}"],
        cwd=ROOT,
        env=environment | {"VENV": str(tmp_path)},
        capture_output=True,
        check=True,
        timeout=20,
    )
    assert json.loads(done.stdout) == ["ask", "--", question]


def test_pins_that_could_not_be_looked_up_are_not_called_sound() -> None:
    sound = {"name": "a", "version": "1", "vulns": []}
    holed = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
    skipped = {"name": "c", "skip_reason": "not found"}
    assert audit.verdict([sound])[1] == 0
    assert audit.verdict([sound, holed, skipped])[1] == 1
    lines, status = audit.verdict([sound, skipped])
    assert status == 3
    assert lines[-1] == "c"
    lines, status = audit.verdict([skipped])
    assert status == 3
    assert "nothing was checked" in lines[-1]


def test_the_bill_of_materials_is_written_by_a_tool_that_is_pinned(tmp_path: Path) -> None:
    """What is installed is listed by a tool that others keep, and not by one of ours."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    environment["VENV"] = str(tmp_path)
    done = subprocess.run(
        ["make", "-n", "sbom"], cwd=ROOT, env=environment, capture_output=True, check=True, timeout=20
    )
    assert "cyclonedx-py" in done.stdout.decode()
    assert "build/anwen.cdx.json" in done.stdout.decode()
    assert re.search(r"^cyclonedx-bom==\S+", (ROOT / "requirements-audit.txt").read_text("utf-8"), re.M)
