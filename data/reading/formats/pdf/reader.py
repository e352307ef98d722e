"""PDF: tables by their ruling lines, rows and paragraphs put together over page ends. Read in a process apart."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.errors import SourceError
from data.reading.document import Document, Dropped, Line, Source
from data.reading.formats.pdf import scans
from data.reading.formats.pdf.lines import TextLine, paragraphs
from data.reading.formats.pdf.worker import MAX_PAGES
from data.reading.grid import Cell, Grid
from data.types import RECOGNISED

SECONDS = 120
"""A page takes some 20 ms: a file that needs longer than this is not a list of cases."""
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from data.reading.formats.pdf.worker import main; main()"
)
_PROBLEMS = {
    "encrypted": "PDF 已加密，请先取消密码 (encrypted file)",
    "broken": "不是完好的 PDF：可能没有复制完，请再复制一次 (broken PDF)",
    "long": f"PDF 有 {{pages}} 页，超过 {MAX_PAGES} 页，不像案例集 (too many pages)",
    "memory": "PDF 占用内存过多 (takes too much memory)",
    "large": "PDF 文字过多，不像案例集 (too much text)",
}


def read(source: Source) -> Document:
    """The paragraphs and table rows of a PDF; SourceError where it is encrypted, a scan, or too large."""
    if b"%PDF-" not in source.data[:1024]:
        raise SourceError(source.path, "不是 PDF，内容与扩展名不符 (not a PDF)")
    found = _pages(source)
    recognised: tuple[int, ...] = ()
    if any(page["pictures"] and not page["blocks"] for page in found) and scans.available():
        found, recognised = _scanned(source, len(found))
    if not any(page["blocks"] for page in found):
        if any(page["pictures"] for page in found):
            problem = (
                "PDF 只有图片、没有文字（扫描件）：请先作文字识别，或 pip install rapidocr opencv-python-headless"
                " (a scan without text: run OCR first, or install the extra ocr)"
            )
        else:
            problem = "PDF 里没有文字 (no text in the PDF)"
        raise SourceError(source.path, problem)
    reader = _Reader(source)
    reader.read(found, frozenset(recognised))
    lines = tuple(reader.lines)
    characters = sum(len(cell) for line in lines for cell in line.cells)
    warnings = [*_warnings(found)]
    if recognised:
        shown = "、".join(map(str, recognised[:10])) + (" 等" if len(recognised) > 10 else "")
        warnings.insert(0, f"PDF 第 {shown} 页是图片：{RECOGNISED}")
    return Document(
        source, "pdf", "pdf", characters, lines, (), tuple(reader.dropped), tuple(warnings), tabular=True,
        recognised=frozenset(reader.recognised),
    )  # fmt: skip


def _scanned(source: Source, pages: int) -> tuple[list[dict[str, Any]], tuple[int, ...]]:
    """The pages with the words of those that are pictures, and the numbers of these."""
    answer = _answer(
        source, _START.replace(".worker ", ".scans "), scans.SECONDS * min(pages, scans.MAX_PAGES)
    )
    return answer["pages"], tuple(answer["recognised"])


def _pages(source: Source) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = _answer(source, _START, SECONDS)["pages"]
    return pages


def _answer(source: Source, start: str, seconds: int) -> dict[str, Any]:
    """What the process says that reads the file; SourceError where it says what is wrong, or nothing."""
    root = str(Path(__file__).parents[4])
    command = [sys.executable, "-c", start, root]
    try:
        done = subprocess.run(command, input=source.data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        problem = f"PDF 在 {seconds} 秒内没有读完 (reading took too long)"
        raise SourceError(source.path, problem) from error
    except OSError as error:
        raise SourceError(
            source.path, f"无法启动读取 PDF 的进程 (cannot start a process)：{error}"
        ) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = {}
    if done.returncode == -signal.SIGALRM:
        raise SourceError(source.path, "PDF 有一页读得太久，不像案例集 (a page took too long)")
    if "pages" in answer and "error" not in answer:
        said: dict[str, Any] = answer
        return said
    known = _PROBLEMS.get(answer.get("error", ""))
    if known:
        raise SourceError(source.path, known.format(**answer))
    failure = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
    problem = (
        f"读取 PDF 的程序出错 (the reader failed)：{failure}"
        if failure
        else "PDF 损坏，无法读取 (the reader stopped)"
    )
    raise SourceError(source.path, problem)


def _warnings(pages: Sequence[dict[str, Any]]) -> Iterator[str]:
    bare = [at for at, page in enumerate(pages, 1) if page["pictures"] and not page["blocks"]]
    aligned = [at for at, page in enumerate(pages, 1) if page["aligned"]]
    broken = [at for at, page in enumerate(pages, 1) if page.get("broken")]
    columns = [at for at, page in enumerate(pages, 1) if page["columns"]]
    doubtful = [at for at, page in enumerate(pages, 1) if page["doubtful"]]
    for numbers, what in (
        (bare, "只有图片，没有文字 (pictures only)"),
        (broken, "损坏，没有读出 (broken)"),
        (aligned, "的表格没有框线，按位置分行分列，请核对 (a table without lines, read by position)"),
        (columns, "分栏，已逐栏读出，请核对 (set in columns, read one after the other)"),
        (
            doubtful,
            "像是分栏或并排，但按整行读出，请核对次序 (may be set in columns, but was read line by line)",
        ),
    ):
        if numbers:
            shown = "、".join(map(str, numbers[:10])) + (" 等" if len(numbers) > 10 else "")
            yield f"PDF 第 {shown} 页{what}"


@dataclass
class _Reader:
    source: Source
    lines: list[Line] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    number: int = 0
    grid: Grid | None = None
    columns: int = 0
    text: list[list[TextLine]] = field(default_factory=list)
    """Lines that wait to become paragraphs, page by page."""
    recognised: set[int] = field(default_factory=set)
    """The lines that are from pictures."""

    def read(self, pages: Sequence[dict[str, Any]], pictures: Set[int]) -> None:
        for at, page in enumerate(pages, 1):
            begun, picture = False, at in pictures
            self.text.append([])
            for kind, *block in page["blocks"]:
                if kind == "running":
                    reason = "页眉、页脚或页码 (running head)"
                    self.dropped.append(Dropped(self.number + 1, block[0], reason, aside=True))
                elif kind == "table":
                    first = self.number + 1
                    self._table(block[0], block[1], goes_on=not begun)
                    self.recognised.update(range(first, self.number + 1) if picture else ())
                    begun = True
                else:
                    self._end_table()
                    text, x0, x1, y, size, edges = block
                    self.text[-1].append(TextLine(text, x0, x1, y, size, edges, picture))
                    begun = True
        self._end_text()
        self._end_table()

    def _table(self, columns: int, rows: Sequence[Sequence[Any]], goes_on: bool) -> None:
        self._end_text()
        resumes = goes_on and self.grid is not None and self.columns == columns
        if not resumes:
            self._end_table()
        grid = self.grid = self.grid or Grid(self.source)
        self.columns = columns
        for row in rows:
            self.number += 1
            grid.add(self.number, (Cell(*cell) for cell in row), resumes)
            resumes = False

    def _end_table(self) -> None:
        if self.grid is not None:
            self.lines += [Line(self.number, ("",)), *self.grid.lines(), Line(self.number, ("",))]
            self.grid = None

    def _end_text(self) -> None:
        for text, recognised in paragraphs(self.text):
            self.number += 1
            self.recognised.update([self.number] if recognised else ())
            self.lines.append(Line(self.number, (text,)))
        self.text = [[]]
