"""compose.yaml is well-formed, names only what there is, and the settings it passes exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

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
    assert set(given) <= set(VARIABLES)
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
