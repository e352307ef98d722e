"""The program's settings, read once: flags, then environment, then `.env` files, then defaults."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.running.env_files import EnvFiles, gather
from bot.running.env_files import read as read_env
from data.errors import SettingError
from data.values import dataclass

DOTENV = Path(".env")
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, checked. None means the default of whoever uses it; secrets stay out of the repr."""

    home: Path
    database_url: str | None = field(default=None, repr=False)
    chroma_url: str | None = None
    chroma_token: str | None = field(default=None, repr=False)
    embedding: str | None = None
    embedding_base_url: str | None = field(default=None, repr=False)
    embedding_api_key: str | None = field(default=None, repr=False)
    llm: str | None = None
    llm_base_url: str | None = field(default=None, repr=False)
    llm_api_key: str | None = field(default=None, repr=False)
    llm_reads: str = "auto"
    llm_timeout: float = 60.0
    llm_context: int = 8192
    llm_daily: int | None = None
    llm_daily_person: int | None = None
    llm_price: tuple[float, float] | None = None
    judge: str | None = None
    lang: str = "zh"
    log: Path | None = None
    telegram_token: str | None = field(default=None, repr=False)
    telegram_allowed: frozenset[int] = frozenset()
    telegram_admins: frozenset[int] = frozenset()
    telegram_api: str | None = None
    telegram_webhook: str | None = None
    telegram_webhook_secret: str | None = field(default=None, repr=False)
    telegram_listen: tuple[str, int] | None = None
    telegram_proxy: str | None = field(default=None, repr=False)
    telegram_drafts: str = "draft"
    telegram_audit: str = "ids"
    telegram_metrics: tuple[str, int] | None = None
    retention_days: int = 180
    serve_listen: tuple[str, int] = ("127.0.0.1", 8765)
    serve_token: str | None = field(default=None, repr=False)
    no_color: bool = False
    force_color: bool = False
    env_files: tuple[Path, ...] = ()
    """The `.env` files that settings were read from."""
    env_left_out: tuple[str, ...] = ()
    """The addresses that the file of the folder one is in named, and that were not taken."""

    @classmethod
    def from_env(
        cls,
        environ: Mapping[str, str],
        flags: Mapping[str, str] | None = None,
        dotenv: Path | None = DOTENV,
        chosen: Path | None = None,
    ) -> Settings:
        """Settings from `flags` (by variable name), `environ` and `.env` files; an empty value is unset.

        The files: `chosen` by hand, then `dotenv` of the folder one is in but for addresses, then the one in
        ANWEN_HOME as flags or environment give it; none with `dotenv` None and nothing chosen.
        SettingError names the first variable whose value makes no sense.
        """
        certain = {**environ, **(flags or {})}
        files = EnvFiles({}, (), ())
        if dotenv is not None or chosen is not None:
            told = certain.get("ANWEN_HOME", "").strip()
            row = VARIABLES["ANWEN_HOME"]
            home = _checked("ANWEN_HOME", row, told) if told else _default_home()
            files = gather(home, dotenv, chosen, ADDRESSES)
        given = {**files.values, **certain}
        values: dict[str, Any] = {
            row.attribute: _checked(name, row, given[name].strip())
            for name, row in VARIABLES.items()
            if given.get(name, "").strip()
        }
        values.setdefault("home", None)
        values |= {"env_files": files.used, "env_left_out": files.left_out}
        return cls(**{**values, "home": values["home"] or _default_home()})

    @property
    def secrets(self) -> tuple[str, ...]:
        """Whatever may stand in no log: the secret values, and the passwords within addresses."""
        told = [getattr(self, row.attribute) for row in VARIABLES.values() if row.secret]
        values = [str(value) for value in told if value]
        return (*values, *filter(None, (_password(value) for value in values)))


def _password(url: str) -> str | None:
    try:
        return urlsplit(url).password
    except ValueError:
        return None


def language(environ: Mapping[str, str], flag: str | None = None, dotenv: Path | None = DOTENV) -> str:
    """The language that is set, whatever the other settings are; the default where it makes no sense."""
    try:
        given = flag or environ.get("ANWEN_LANG") or (dotenv and read_env(dotenv).get("ANWEN_LANG")) or ""
    except SettingError:
        return "zh"
    return given.strip().lower() if given.strip().lower() in LANGUAGES else "zh"


def _checked(name: str, row: Variable, value: str) -> Any:
    try:
        return row.read(value)
    except ValueError:
        raise SettingError(name, "***" if row.secret else value, row.expected) from None


def _default_home() -> Path:
    from platformdirs import user_data_dir

    return Path(user_data_dir("anwen", appauthor=False))


def _folder(value: str) -> Path:
    if "\0" in value:
        raise ValueError(value)
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError:  # ~nobody-of-that-name
        raise ValueError(value) from None


def _file(value: str) -> Path:
    path = _folder(value)
    if path.is_dir() or not path.parent.is_dir():
        raise ValueError(value)
    return path


def _matching(pattern: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(value)
        return value

    return read


def _url(*schemes: str, path: bool = True) -> Callable[[str], str]:
    def read(value: str) -> str:
        parts = urlsplit(value)
        plain = value.isprintable() and " " not in value
        if parts.scheme not in schemes or not parts.hostname or not plain or parts.port == 0:
            raise ValueError(value)
        if not path and (parts.path.strip("/") or parts.query or parts.fragment):
            raise ValueError(value)
        return value.rstrip("/")

    return read


def _telegram_api(value: str) -> str:
    url = _url("http", "https")(value)
    if url.endswith(("/bot", "/file/bot")):
        raise ValueError(value)
    return url


def _one_of(*words: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value.lower() not in words:
            raise ValueError(value)
        return value.lower()

    return read


def _user_ids(value: str) -> frozenset[int]:
    ids = frozenset(
        int(_matching(r"[0-9]{1,19}")(part)) for part in re.split(r"[\s,;，；、]+", value) if part
    )
    if not ids or 0 in ids:
        raise ValueError(value)
    return ids


def _number(least: float, most: float) -> Callable[[str], Any]:
    def read(value: str) -> Any:
        number = float(_matching(r"[0-9]{1,12}(\.[0-9]{1,6})?")(value))
        if not least <= number <= most:
            raise ValueError(value)
        return int(number) if number.is_integer() else number

    return read


def _price(value: str) -> tuple[float, float]:
    read, _, written = value.partition("/")
    return float(_number(0, 1_000_000)(read.strip())), float(_number(0, 1_000_000)(written.strip()))


def _address(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    number = int(_matching(r"[0-9]{1,5}")(port))
    if not re.fullmatch(r"[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\]", host) or not 0 < number < 65536:
        raise ValueError(value)
    return host.strip("[]"), number


@dataclass(frozen=True, slots=True)
class Variable:
    """One row of the table; `read` raises ValueError for a value that makes no sense."""

    attribute: str
    read: Callable[[str], Any]
    expected: str
    secret: bool = False


_MODEL = _matching(r"[A-Za-z0-9_.-]+:\S+")
_EMBEDDER = _matching(r"[A-Za-z0-9_.-]+(:\S+)?")
_WEB = _url("http", "https")

ADDRESSES = frozenset(
    f"ANWEN_{name}"
    for name in (
        "DATABASE_URL",
        "CHROMA_URL",
        "EMBEDDING_BASE_URL",
        "LLM_BASE_URL",
        "TELEGRAM_API",
        "TELEGRAM_WEBHOOK",
        "TELEGRAM_PROXY",
        "LOG",
    )
)
"""Where keys, tokens and texts are sent to, or lines are written: not taken from a file of the folder one happens to be in."""

VARIABLES: dict[str, Variable] = {
    "ANWEN_HOME": Variable("home", _folder, "文件夹路径"),
    "ANWEN_DATABASE_URL": Variable(
        "database_url",
        _matching(r"[a-z][a-z0-9_]*(\+[a-z0-9_]+)?://\S*"),
        " SQLAlchemy 网址，如 postgresql+psycopg://用户@主机/库",
        secret=True,
    ),
    "ANWEN_CHROMA_URL": Variable("chroma_url", _url("http", "https", path=False), " http(s)://主机:端口"),
    "ANWEN_CHROMA_TOKEN": Variable("chroma_token", _matching(r"[!-~]+"), "不含空格的令牌", secret=True),
    "ANWEN_EMBEDDING": Variable("embedding", _EMBEDDER, " provider:model，如 openai:text-embedding-3-small"),
    "ANWEN_EMBEDDING_BASE_URL": Variable("embedding_base_url", _WEB, " http(s):// 网址", secret=True),
    "ANWEN_EMBEDDING_API_KEY": Variable(
        "embedding_api_key", _matching(r"[!-~]+"), "不含空格的密钥", secret=True
    ),
    "ANWEN_LLM": Variable("llm", _MODEL, " provider:model，如 openai:gpt-4o-mini"),
    "ANWEN_LLM_BASE_URL": Variable("llm_base_url", _WEB, " http(s):// 网址", secret=True),
    "ANWEN_LLM_API_KEY": Variable("llm_api_key", _matching(r"[!-~]+"), "不含空格的密钥", secret=True),
    "ANWEN_LLM_READS": Variable("llm_reads", _one_of("auto", "always", "never"), " auto、always 或 never"),
    "ANWEN_LLM_TIMEOUT": Variable("llm_timeout", _number(1, 3600), "秒数，1 至 3600"),
    "ANWEN_LLM_CONTEXT": Variable(
        "llm_context", _number(2048, 10_000_000), "模型的上下文长度（词元），至少 2048"
    ),
    "ANWEN_LLM_DAILY": Variable("llm_daily", _number(0, 10**12), "每天的词元数"),
    "ANWEN_LLM_DAILY_PERSON": Variable("llm_daily_person", _number(0, 10**12), "每人每天的词元数"),
    "ANWEN_LLM_PRICE": Variable("llm_price", _price, "每百万词元的价格：读/写，如 1/4"),
    "ANWEN_JUDGE": Variable("judge", _MODEL, " provider:model，如 openai:gpt-4o-mini"),
    "ANWEN_LOG": Variable("log", _file, "文件路径，文件夹须已存在"),
    "ANWEN_LANG": Variable("lang", _one_of(*LANGUAGES), " zh 或 en"),
    "ANWEN_TELEGRAM_TOKEN": Variable(
        "telegram_token", _matching(r"[0-9]+:[A-Za-z0-9_-]{20,}"), " @BotFather 给出的令牌", secret=True
    ),
    "ANWEN_TELEGRAM_ALLOWED": Variable("telegram_allowed", _user_ids, "逗号分隔的用户编号"),
    "ANWEN_TELEGRAM_ADMINS": Variable("telegram_admins", _user_ids, "逗号分隔的用户编号"),
    "ANWEN_TELEGRAM_API": Variable("telegram_api", _telegram_api, " Bot API 服务器的根网址，不含 /bot"),
    "ANWEN_TELEGRAM_WEBHOOK": Variable("telegram_webhook", _url("https"), " https:// 公网网址"),
    "ANWEN_TELEGRAM_WEBHOOK_SECRET": Variable(
        "telegram_webhook_secret",
        _matching(r"[A-Za-z0-9_-]{1,256}"),
        " 1 至 256 个字母、数字、_ 或 -",
        secret=True,
    ),
    "ANWEN_TELEGRAM_LISTEN": Variable("telegram_listen", _address, " 主机:端口"),
    "ANWEN_TELEGRAM_PROXY": Variable("telegram_proxy", _WEB, " http(s):// 代理网址", secret=True),
    "ANWEN_TELEGRAM_DRAFTS": Variable(
        "telegram_drafts", _one_of("draft", "edit", "off"), " draft、edit 或 off"
    ),
    "ANWEN_TELEGRAM_AUDIT": Variable("telegram_audit", _one_of("ids", "texts"), " ids 或 texts"),
    "ANWEN_TELEGRAM_METRICS": Variable("telegram_metrics", _address, " 主机:端口"),
    "ANWEN_RETENTION_DAYS": Variable("retention_days", _number(1, 36_500), "天数，1 至 36500"),
    "ANWEN_SERVE_LISTEN": Variable("serve_listen", _address, " 主机:端口"),
    "ANWEN_SERVE_TOKEN": Variable("serve_token", _matching(r"[!-~]{1,256}"), "不含空格的令牌", secret=True),
    "NO_COLOR": Variable("no_color", bool, "任意值"),  # no-color.org: any value but the empty one
    "FORCE_COLOR": Variable("force_color", bool, "任意值"),
}
