"""A collection in Chroma, and the way to it: clients opened, whose index it is told, errors translated."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar
from urllib.parse import urlsplit

from data.errors import AnwenError, EmbedderMismatch, ForeignIndex, IndexUnavailable
from vectorstore.connections import Connection, Folder, Server
from vectorstore.embeddings import Embedder
from vectorstore.generations import NEVER

T = TypeVar("T")

NAME = "anwen-chunks"
HNSW = {"space": "cosine", "ef_search": 400}
"""ef_search: Chroma's own 100 found 37 of the nearest 50 among 2,000 vectors at random, 400 finds them all."""


class Reached:
    """The collection of one index; one client at a time, opened when it is first needed."""

    def __init__(
        self, connect: Connection, embedder: Embedder, name: str, catalog: Callable[[], str]
    ) -> None:
        self.embedder = embedder
        self._catalog = catalog
        self._name = name
        self._connect = connect
        self._client: Any = None
        self._lent: object = None
        """Of a client that may only read, what keeps its copy of the index there."""
        self._reopening = False
        self._expected = 0
        """Rows after which the graph is written, of an index that nobody reads yet; 0 of any other."""
        self._where = ""
        """The place that the client is of: another process may have put a new one in its stead."""
        self._lock = threading.RLock()

    def forget(self) -> None:
        """Open anew at the next use, and so see what other processes wrote."""
        with self._lock:
            self._client = self._lent = None

    def _read(self, read: Callable[[Any], T], absent: T) -> T:
        with self._translated():
            found = self._find()
            return absent if found is None else read(found)

    def _find(self) -> Any:
        """The collection of the chunks, None where there is none; EmbedderMismatch if they are another embedder's."""
        head = self._head()
        return None if head is None else self._behind(head)

    def _behind(self, head: Any) -> Any:
        """The collection that `head` names as the one in use: itself, unless another took its place."""
        return self._get(name) if (name := now(head)) else head

    def _head(self) -> Any:
        """The collection that everybody looks at first: what state the index is in, and where its chunks are."""
        found = self._own(self._get(self._name))
        if found is not None:
            stored = (found.metadata or {}).get("embedder")
            if stored != self.embedder.name:
                raise EmbedderMismatch(str(stored), self.embedder.name)
        return found

    def _own(self, head: Any) -> Any:
        """`head`, unless it is of another catalog than this. What names none was made by an earlier version."""
        if head is not None and self._connect.sync_threshold is None:
            theirs, ours = str((head.metadata or {}).get("catalog", "")), self._catalog()
            if theirs and theirs != ours:
                raise ForeignIndex(self._connect.where)
        return head

    def _get(self, name: str) -> Any:
        with self._translated():
            client = self._connected()
            from chromadb.errors import NotFoundError

            try:
                return client.get_collection(name, embedding_function=None)
            except NotFoundError:
                return None

    def _make(self) -> Any:
        threshold = self._expected or self._connect.sync_threshold
        hnsw = HNSW | ({"sync_threshold": threshold} if threshold else {})
        # Not create_collection: a server that was cut off while it answered may have made it already.
        made = self._connected().get_or_create_collection(
            self._name,
            metadata=self._metadata(""),
            embedding_function=None,
            configuration={"hnsw": hnsw},
        )
        if now(made):  # names a collection that is not there any more
            made.modify(metadata=self._metadata(""))
        return made

    def _connected(self, writing: bool = False) -> Any:
        with self._lock:
            if writing and self._lent is not None:
                self.forget()
            if self._client is None:
                if self._reopening:
                    gc.collect()  # Chroma's client is a cycle that keeps ten files open; others may still use it
                self._reopening = True
                self._where = self._connect.where
                try:
                    self._client = self._connect()
                except BaseException as error:
                    lent = None if writing or not self._connect.at_fault(str(error)) else self._connect.lent()
                    if lent is None:
                        raise
                    self._client, self._lent = lent
            return self._client

    def _metadata(self, state: str, now: str = "") -> dict[str, str | int]:
        """What a collection says of itself; `now`: of the one whose chunks are in use in its place."""
        who: dict[str, str | int] = {"embedder": self.embedder.name, "dimension": self.embedder.dimension}
        if catalog := self._catalog():
            who["catalog"] = catalog
        return who | {"state": state} | ({"now": now} if now else {})

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Chroma's errors are of many kinds: its own, ValueError, the transport's, bare Exception, Rust's panic."""
        try:
            yield
        except AnwenError:
            raise
        except BaseException as error:
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise  # Ctrl-C
            problem = " ".join(str(error).split())[:160] or type(error).__name__
            raise IndexUnavailable(self._connect.explain(problem)) from error


def now(head: Any) -> str:
    """The collection that is in use in the place of `head`; '' where it is itself."""
    return str((head.metadata or {}).get("now", ""))


def embedded(path: Path) -> Connection:
    """The way to a Chroma inside this process, in the folder `path`."""
    return Folder(path, _open_folder, _write_graph)


def server(url: str, token: str | None = None) -> Connection:
    """The way to the Chroma server at `url`, http(s)://host:port."""
    return Server(url, token, _open_server)


def connector(path: Path, url: str | None = None, token: str | None = None) -> Connection:
    """The way to the server at `url` if there is one, else to the folder `path`."""
    return server(url, token) if url else embedded(path)


_EXPORTER = "opentelemetry.exporter.otlp.proto.grpc.trace_exporter"
"""What sends traces for Chroma where somebody set where to: with gRPC, 13 of the 70 MB that Chroma takes, and 40 ms."""


def _chromadb() -> Any:
    """chromadb, its exporter of traces imported only when it is made."""
    if "chromadb" in sys.modules or _EXPORTER in sys.modules:
        import chromadb

        return chromadb

    stand_in = ModuleType(_EXPORTER)
    vars(stand_in)["OTLPSpanExporter"] = lambda *args, **kwargs: import_module(_EXPORTER).OTLPSpanExporter(
        *args, **kwargs
    )
    sys.modules[_EXPORTER] = stand_in
    try:
        import chromadb
    finally:
        del sys.modules[_EXPORTER]
    return chromadb


def _open_folder(path: Path) -> Any:
    chromadb = _chromadb()
    from chromadb.api.shared_system_client import SharedSystemClient

    # Chroma keeps one system a folder and process, with the vectors it has loaded: without this, a second
    # client would go on seeing those. Clients that are in use keep theirs.
    SharedSystemClient.clear_system_cache()
    return chromadb.PersistentClient(path, settings=_settings())


def _write_graph(path: Path) -> None:
    """Have the Chroma in the folder write its graph, as it does when it is opened with a longer log than it may have."""
    client = _open_folder(path)
    client.get_collection(NAME, embedding_function=None).modify(configuration={"hnsw": {"sync_threshold": 2}})
    client.close()
    client = _open_folder(path)
    collection = client.get_collection(NAME, embedding_function=None)
    collection.query(query_embeddings=[[1.0] * collection.metadata["dimension"]], n_results=1)
    collection.modify(configuration={"hnsw": {"sync_threshold": NEVER}})
    client.close()


def _open_server(url: str, token: str | None) -> Any:
    chromadb = _chromadb()
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    headers = {"Authorization": f"Bearer {token}", "X-Chroma-Token": token} if token else None
    port = parts.port or (443 if secure else 80)
    return chromadb.HttpClient(parts.hostname or "", port, secure, headers, settings=_settings())


def _settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)
