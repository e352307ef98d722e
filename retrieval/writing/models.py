"""Chat models by `provider:model`: the only import of langchain's chat models, and that only when one is asked.

PROVIDERS has a row a provider: its package, the extra that brings it, and how it takes a JSON schema.
"""

from __future__ import annotations

import importlib.util
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from data.errors import SettingError
from data.types import Spent
from data.values import dataclass
from retrieval.writing.prompts import Message
from retrieval.writing.wire import Wire, openai_wire

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SETTING = "ANWEN_LLM"
MOST_TOKENS = 1200
"""Of one output: no answer of ours needs more, and a model that runs on is stopped."""
MOST_TEXT = 20_000
"""Characters of one output: who writes more was not stopped by that."""
MOST_COUNTED = 200_000
"""Tokens written that a provider may count, those of its thinking among them."""
Format = Callable[[Mapping[str, Any]], dict[str, Any]]
"""A JSON schema → what the provider is bound to."""


class ModelFailed(Exception):
    """A model gave no usable output; `kind` is a key of the notices in retrieval/wording/chinese.py."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Provider:
    """One row: langchain's name for it, the module and the extra that bring it, and how it takes a schema."""

    name: str
    module: str
    extra: str
    format: Format | None = None
    options: Mapping[str, Any] = None  # type: ignore[assignment]
    wire: Wire | None = None
    """What bounds the responses of its server, where its library lets that be chosen."""


def _response_format(schema: Mapping[str, Any]) -> dict[str, Any]:
    named = {"name": "sentences", "schema": dict(schema), "strict": True}
    return {"response_format": {"type": "json_schema", "json_schema": named}}


_OPENAI = {"stream_usage": True, "max_tokens": MOST_TOKENS}
_TOKENS = {"max_tokens": MOST_TOKENS}
PROVIDERS = {
    "openai": Provider("openai", "langchain_openai", "openai", _response_format, _OPENAI, openai_wire),
    "azure_openai": Provider(
        "azure_openai", "langchain_openai", "openai", _response_format, _OPENAI, openai_wire
    ),
    "anthropic": Provider("anthropic", "langchain_anthropic", "anthropic", None, _TOKENS),
    "deepseek": Provider("deepseek", "langchain_deepseek", "deepseek", None, _TOKENS, openai_wire),
    "google": Provider("google_genai", "langchain_google_genai", "google", None, _TOKENS),
    "google_genai": Provider("google_genai", "langchain_google_genai", "google", None, _TOKENS),
    "ollama": Provider(
        "ollama",
        "langchain_ollama",
        "ollama",
        lambda schema: {"format": dict(schema)},
        {"num_predict": MOST_TOKENS},
    ),
    "mistral": Provider("mistralai", "langchain_mistralai", "mistral", _response_format, _TOKENS),
    "mistralai": Provider("mistralai", "langchain_mistralai", "mistral", _response_format, _TOKENS),
}


@dataclass(frozen=True, slots=True)
class Price:
    """Money for a million tokens read and written, in whatever currency the setting means."""

    read: float
    written: float

    def of(self, tokens_in: int, tokens_out: int) -> float:
        return (tokens_in * self.read + tokens_out * self.written) / 1_000_000


class Chat:
    """A chat model. It is loaded, and langchain imported, when it is first asked; threads may share it."""

    def __init__(
        self,
        name: str,
        load: Callable[[], BaseChatModel],
        format: Format | None = None,
        price: Price | None = None,
        at: str = "",
    ) -> None:
        """`format`: how it takes a JSON schema; None where it cannot. `at`: whose server, part of what tells it apart."""
        self.name, self.at = name, at
        self._load, self._format, self._price = load, format, price
        self._model: BaseChatModel | None = None
        self._loading = threading.Lock()

    @property
    def structured(self) -> bool:
        """Whether it takes a JSON schema; no more once it was seen to refuse one."""
        return self._format is not None

    def plain(self) -> None:
        """From now on it is not given a schema."""
        self._format = None

    def load(self) -> BaseChatModel:
        """The model; SettingError where it cannot be made from the settings."""
        with self._loading:
            if self._model is None:
                self._model = self._load()
            return self._model

    def stream(
        self, messages: Sequence[Message], schema: Mapping[str, Any] | None, spend: Callable[[Spent], None]
    ) -> Iterator[str]:
        """The output piece by piece; `spend` is told what it cost, also where it breaks off. ModelFailed."""
        model = self.load()
        bound = model.bind(**self._format(schema)) if schema and self._format else model
        read = sum(len(text) for _, text in messages)
        written = 0
        usage: Any = None
        try:
            for chunk in bound.stream(list(messages)):
                usage = getattr(chunk, "usage_metadata", None) or usage
                _check(chunk)
                text = str(chunk.text)
                written += len(text)
                if text:
                    yield text
                if written > MOST_TEXT:
                    raise ModelFailed("output", f"{written} characters")
        except ModelFailed:
            raise
        except Exception as error:
            raise ModelFailed(kind_of(error), f"{type(error).__name__}") from error
        finally:
            spend(self._spent(usage, read, written))

    def _spent(self, usage: Any, read: int, written: int) -> Spent:
        """As the provider counts; where it does not, a token a character, which is on the safe side."""
        told = usage if isinstance(usage, Mapping) else {}
        tokens_in = _sane(told.get("input_tokens"), read, 20 * read + 10_000)
        tokens_out = _sane(told.get("output_tokens"), written, MOST_COUNTED)
        return self.priced(tokens_in, tokens_out)

    def priced(self, tokens_in: int, tokens_out: int) -> Spent:
        """One call of so many tokens, with what it costs where a price is set."""
        cost = self._price.of(tokens_in, tokens_out) if self._price else None
        return Spent(1, tokens_in, tokens_out, cost)


def _sane(told: Any, estimate: int, most: int) -> int:
    """A count that a provider tells, where it can be one; else the estimate."""
    counted = isinstance(told, int) and not isinstance(told, bool) and 0 <= told <= most
    return told if counted else min(estimate, most)


def chat_model(
    spec: str,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    timeout: float = 60.0,
    price: Price | None = None,
    setting: str = SETTING,
) -> Chat:
    """The model that `provider:model` names; SettingError where it is unknown or its package is missing."""
    name, _, model = spec.partition(":")
    provider = PROVIDERS.get(name)
    if provider is None:
        raise SettingError(setting, spec, f" {'、'.join(PROVIDERS)} 之一，后接 :模型名")
    if importlib.util.find_spec(provider.module) is None:
        raise SettingError(
            setting,
            spec,
            f"已装好的模型：缺少附加依赖 {provider.extra}，运行 pip install '.[{provider.extra}]' "
            f"(the extra {provider.extra} is missing)",
        )

    def load() -> BaseChatModel:
        from langchain.chat_models import init_chat_model

        options: dict[str, Any] = {
            "temperature": 0,
            "timeout": timeout,
            "max_retries": 0,
            **(provider.options or {}),
            **(provider.wire(timeout) if provider.wire else {}),
        }
        if base_url:
            options["base_url"] = base_url
        if api_key or (base_url and provider.extra == "openai"):
            options["api_key"] = (
                api_key or "none"
            )  # a server of one's own may want no key, the client wants one
        try:
            made: BaseChatModel = init_chat_model(model, model_provider=provider.name, **options)
        except Exception as error:  # their words may hold a key: only the kind is said
            raise SettingError(
                setting,
                spec,
                f"能用的模型（{type(error).__name__}）：检查 ANWEN_LLM_API_KEY 与 ANWEN_LLM_BASE_URL",
            ) from error
        return made

    return Chat(spec, load, provider.format, price, base_url or "")


_KINDS: tuple[tuple[str, frozenset[int], str, str], ...] = (
    ("rate", frozenset({429}), "ratelimit", "quota"),
    ("timeout", frozenset({408, 504}), "timeout", "timed out"),
    (
        "context",
        frozenset({413}),
        "contextlength",
        r"context[ _](?:length|size|window)|exceed\w* (?:the )?(?:available )?context|too many tokens|prompt is too long",
    ),
    ("refusal", frozenset(), "contentfilter|refusal", "content_filter|safety"),
    ("key", frozenset({401, 403}), "authentication|permission", "api[ _]key"),
    ("request", frozenset({400, 404, 415, 422}), "badrequest|notfound|unprocessable", r"(?!)"),
    ("output", frozenset(), "lengthfinish|outputparser|json|validation", r"(?!)"),
)
"""Kinds of failure by status, by the name of the error, by its words; the first that fits."""


def kind_of(error: BaseException) -> str:
    """What kind of failure an error of some provider's client is; `gone` where nothing else is known of it."""
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    name, words = type(error).__name__.lower(), str(error).lower()[:2000]
    for kind, statuses, names, said in _KINDS:
        if status in statuses or re.search(names, name) or re.search(said, words):
            return kind
    return "gone"


def _check(chunk: Any) -> None:
    """ModelFailed where the provider says that it will not answer."""
    reason = str((getattr(chunk, "response_metadata", None) or {}).get("finish_reason", "")).lower()
    extra = getattr(chunk, "additional_kwargs", None) or {}
    if extra.get("refusal") or reason in ("content_filter", "safety", "refusal"):
        raise ModelFailed("refusal")
