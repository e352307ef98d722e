"""What is deployed names only what there is, and every setting there is: compose.yaml, the unit, its settings."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.settings import VARIABLES, Settings

ROOT = Path(__file__).parents[1]
SERVICE = {
    "build",
    "image",
    "command",
    "environment",
    "volumes",
    "depends_on",
    "healthcheck",
    "restart",
    "ports",
}
"""The keys of a service in the Compose specification that this file has a use for."""


ELSEWHERE = {"ANWEN_HOME", "NO_COLOR", "FORCE_COLOR", "ANWEN_SERVE_LISTEN", "ANWEN_SERVE_TOKEN"}
"""Settings that the bot in a container has no use for: the image sets its home, nobody looks, and it serves nothing."""


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    import yaml

    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return loaded


def test_bot_chroma_and_postgresql_are_its_services(compose: dict[str, Any]) -> None:
    assert set(compose) <= {"name", "services", "volumes"}
    assert set(compose["services"]) == {"bot", "chroma", "postgres"}
    for name, service in compose["services"].items():
        assert set(service) <= SERVICE, name
        assert ("image" in service) != ("build" in service), name


def test_images_are_plain_names_with_a_version(compose: dict[str, Any]) -> None:
    images = [service["image"] for service in compose["services"].values() if "image" in service]
    assert images
    assert all(re.fullmatch(r"[a-z0-9]+(?:/[a-z0-9]+)?:[0-9][0-9.]*", image) for image in images)


def test_what_a_service_leans_on_is_there(compose: dict[str, Any]) -> None:
    services, volumes = compose["services"], set(compose["volumes"])
    for service in services.values():
        for other, condition in service.get("depends_on", {}).items():
            assert condition["condition"] in ("service_started", "service_healthy")
            assert condition["condition"] == "service_started" or "healthcheck" in services[other]
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in volumes or source.startswith("./")


def test_the_bot_is_given_settings_that_exist_and_can_be_read(compose: dict[str, Any]) -> None:
    environment = compose["services"]["bot"]["environment"]
    given = {name: re.sub(r"\$\{(\w+)(?::[-?][^}]*)?\}", "", value) for name, value in environment.items()}
    assert set(given) == set(VARIABLES) - ELSEWHERE
    given["ANWEN_DATABASE_URL"] = given["ANWEN_DATABASE_URL"].replace("anwen:@", "anwen:hush@")
    settings = Settings.from_env(given)
    assert settings.chroma_url == "http://chroma:8000"
    assert settings.database_url == "postgresql://anwen:hush@postgres/anwen"


def test_no_secret_has_a_default(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|TOKEN|SECRET|KEY", name) or "PASSWORD" in value:
                assert not re.search(r":-[^}]", value)
                assert "${" in value


def test_the_sample_of_settings_names_every_setting_once_and_each_can_be_read() -> None:
    lines = (ROOT / "deploy" / "anwen.env").read_text("utf-8").splitlines()
    given = dict(line[1:].split("=", 1) for line in lines if re.match(r"#[A-Z_]+=", line))
    assert len(given) == sum(bool(re.match(r"#[A-Z_]+=", line)) for line in lines)
    assert set(given) == set(VARIABLES) - {"NO_COLOR", "FORCE_COLOR"}
    assert not any(
        given[name] for name, row in VARIABLES.items() if row.secret and "://" not in given.get(name, "://")
    )
    Settings.from_env(given, dotenv=None)


def test_the_unit_starts_a_command_that_there_is_and_is_well_formed(tmp_path: Path) -> None:
    from bot.cli import cli

    unit = (ROOT / "deploy" / "anwen.service").read_text("utf-8")
    (command,) = re.findall(r"(?m)^ExecStart=/opt/anwen/bin/anwen (\w+)$", unit)
    assert command in typer.main.get_command(cli).commands  # type: ignore[attr-defined]
    for name in re.findall(r"ANWEN_[A-Z_]+", unit):
        assert name in VARIABLES
    if (analyze := shutil.which("systemd-analyze")) is None:
        pytest.skip("systemd is not installed")
    file = tmp_path / "anwen.service"
    file.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={shutil.which('true')}", unit), "utf-8")
    ran = subprocess.run([analyze, "verify", str(file)], capture_output=True, timeout=60, check=False)
    assert "anwen.service" not in ran.stderr.decode()
