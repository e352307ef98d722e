"""What the program accepts as settings, and how it says no."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import ADDRESSES, VARIABLES, Settings
from data.errors import SettingError

TOKEN = "123456:ABCdefGHIjklMNOpqrSTUvwxYZ0123456789"


def read(flags: dict[str, str] | None = None, dotenv: Path | None = None, **environ: str) -> Settings:
    return Settings.from_env({"ANWEN_HOME": "/tmp/x", **environ}, flags, dotenv)


def test_flags_come_before_environment_before_dotenv_before_defaults(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("ANWEN_LANG=en\nANWEN_LLM='openai:a'\nANWEN_EMBEDDING=ollama:bge\n", encoding="utf-8")
    settings = read({"ANWEN_LANG": "zh"}, dotenv, ANWEN_LANG="en", ANWEN_LLM="openai:b")
    assert (settings.lang, settings.llm, settings.embedding) == ("zh", "openai:b", "ollama:bge")
    assert read().lang == "zh"


def test_an_empty_value_is_no_value() -> None:
    assert read(ANWEN_LLM="", ANWEN_LANG="  ").llm is None


def test_the_home_defaults_to_the_users_data_folder() -> None:
    assert Settings.from_env({}, dotenv=None).home.name == "anwen"
    assert Settings.from_env({"ANWEN_HOME": "~/里"}, dotenv=None).home == Path.home() / "里"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANWEN_HOME", "a\0b"),
        ("ANWEN_LANG", "fr"),
        ("ANWEN_DATABASE_URL", "catalog.db"),
        ("ANWEN_CHROMA_URL", "localhost:8000"),
        ("ANWEN_CHROMA_URL", "http://host:99999"),
        ("ANWEN_CHROMA_URL", "http://host/path"),
        ("ANWEN_EMBEDDING", "a model"),
        ("ANWEN_LLM", "gpt-4o"),
        ("ANWEN_LLM_BASE_URL", "ftp://host"),
        ("ANWEN_LLM_API_KEY", "two words"),
        ("ANWEN_LLM_TIMEOUT", "0"),
        ("ANWEN_LLM_TIMEOUT", "soon"),
        ("ANWEN_LLM_CONTEXT", "100"),
        ("ANWEN_LLM_DAILY", "-1"),
        ("ANWEN_LLM_DAILY_PERSON", "many"),
        ("ANWEN_LLM_PRICE", "1"),
        ("ANWEN_JUDGE", "gpt-4o"),
        ("ANWEN_TELEGRAM_TOKEN", "secret-without-colon"),
        ("ANWEN_TELEGRAM_ALLOWED", "12,abc"),
        ("ANWEN_TELEGRAM_ADMINS", "-5"),
        ("ANWEN_TELEGRAM_PROXY", "socks5://host:1080"),
        ("ANWEN_TELEGRAM_DRAFTS", "yes"),
        ("ANWEN_TELEGRAM_AUDIT", "all"),
        ("ANWEN_TELEGRAM_METRICS", "9100"),
        ("ANWEN_TELEGRAM_API", "http://host/bot"),
        ("ANWEN_TELEGRAM_WEBHOOK", "http://insecure"),
        ("ANWEN_TELEGRAM_WEBHOOK_SECRET", "no spaces allowed"),
        ("ANWEN_TELEGRAM_LISTEN", "0.0.0.0"),
    ],
)
def test_a_senseless_value_is_refused_by_name_and_a_secret_one_is_not_repeated(name: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        read(**{name: value})
    assert name in str(caught.value)
    assert (value in str(caught.value)) is not VARIABLES[name].secret or name == "ANWEN_HOME"


def test_every_sensible_value_is_read() -> None:
    settings = read(
        ANWEN_DATABASE_URL="postgresql+psycopg://u:p@host/db",
        ANWEN_CHROMA_URL="https://chroma.example:8000/",
        ANWEN_TELEGRAM_TOKEN=TOKEN,
        ANWEN_TELEGRAM_ALLOWED="1, 2，3",
        ANWEN_TELEGRAM_LISTEN="[::1]:8443",
        ANWEN_TELEGRAM_API="http://localhost:8081/",
        ANWEN_LLM_TIMEOUT="7.5",
        ANWEN_LLM_CONTEXT="32768",
        ANWEN_LLM_DAILY="100000",
        ANWEN_LLM_PRICE="0.5 / 2",
        NO_COLOR="1",
    )
    assert (settings.llm_timeout, settings.llm_context, settings.llm_daily) == (7.5, 32768, 100_000)
    assert settings.llm_price == (0.5, 2.0)
    assert settings.chroma_url == "https://chroma.example:8000"
    assert settings.telegram_allowed == {1, 2, 3}
    assert settings.telegram_listen == ("::1", 8443)
    assert settings.telegram_api == "http://localhost:8081"
    assert settings.no_color


def test_no_secret_shows_in_the_repr() -> None:
    secrets = {
        "ANWEN_DATABASE_URL": "postgresql://u:hush1@host/db",
        "ANWEN_CHROMA_TOKEN": "hush2",
        "ANWEN_TELEGRAM_TOKEN": TOKEN,
        "ANWEN_TELEGRAM_WEBHOOK_SECRET": "hush3",
        "ANWEN_LLM_BASE_URL": "http://u:hush4@host/v1",
        "ANWEN_LLM_API_KEY": "hush5",
    }
    shown = repr(read(**secrets))
    assert "hush" not in shown
    assert TOKEN not in shown


def test_a_dotenv_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00ANWEN")
    with pytest.raises(SettingError, match=r"\.env"):
        read(dotenv=tmp_path / ".env")


def test_an_address_in_the_folder_one_is_in_is_not_taken_unless_the_file_is_chosen(tmp_path: Path) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    (home / ".env").write_text("ANWEN_LLM_API_KEY=sk-own\nANWEN_CHROMA_URL=http://own:1\n", "utf-8")
    (here / ".env").write_text(
        "ANWEN_LLM=openai:m\nANWEN_LLM_BASE_URL=http://evil:1/v1\nANWEN_CHROMA_URL=http://evil:2\n"
        f"ANWEN_HOME={here}\n",
        "utf-8",
    )
    environ = {"ANWEN_HOME": str(home)}
    settings = Settings.from_env(environ, dotenv=here / ".env")
    assert (settings.llm, settings.llm_api_key, settings.llm_base_url) == ("openai:m", "sk-own", None)
    assert settings.chroma_url == "http://own:1"
    assert set(settings.env_left_out) == {"ANWEN_LLM_BASE_URL", "ANWEN_CHROMA_URL"}
    assert settings.env_files == (home / ".env", here / ".env")
    chosen = Settings.from_env(environ, dotenv=here / ".env", chosen=here / ".env")
    assert (chosen.llm_base_url, chosen.env_left_out) == ("http://evil:1/v1", ())
    at_home = Settings.from_env(environ, dotenv=home / ".env")
    assert at_home.chroma_url == "http://own:1"
    with pytest.raises(SettingError, match="--env"):
        Settings.from_env(environ, chosen=tmp_path / "none.env")


def test_every_setting_that_is_an_address_is_known_as_one() -> None:
    known = {name for name in VARIABLES if name.endswith(("_URL", "_API", "_WEBHOOK", "_PROXY"))}
    assert known | {"ANWEN_LOG"} == ADDRESSES  # a line could be written into any file
