"""Older and other office files, through LibreOffice where it is installed; told by content, not by name."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from data.errors import SourceError
from data.reading.document import Document, Source
from data.reading.formats import txt
from data.reading.formats.openxml import excel, word
from data.reading.formats.openxml.package import require_bounded, require_unlocked
from data.reading.formats.web.reader import read as read_page

SECONDS = 120
MEMORY = 8 * 1024 * 1024
"""Kilobytes of address space; LibreOffice takes some two million of it for itself."""
_NAMES = ("soffice", "libreoffice")
_PLACES = (Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),)
_TEXT, _SHEET = ".docx", ".xlsx"
_FILTERS = {_TEXT: "docx:MS Word 2007 XML", _SHEET: "xlsx:Calc MS Excel 2007 XML"}
_ITS_OWN = (bytes.fromhex("d0cf11e0a1b11ae1"), b"PK\x03\x04", b"PK\x05\x06", b"{\\rtf")
"""How files begin that LibreOffice is given: OLE, a package, RTF."""
_NOWHERE = "127.0.0.1", "9"
"""Host and port of a proxy that is not there: nothing is fetched through it."""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
PROXIES<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
""".replace(
    "PROXIES",
    "".join(
        f'<prop oor:name="ooInet{scheme}ProxyName" oor:op="fuse"><value>{_NOWHERE[0]}</value></prop>'
        f'<prop oor:name="ooInet{scheme}ProxyPort" oor:op="fuse"><value>{_NOWHERE[1]}</value></prop>'
        for scheme in ("HTTP", "HTTPS", "FTP")
    ),
)
"""No macro runs, and nothing that the file links to is fetched."""


def read_text(source: Source) -> Document:
    """A text document in any of LibreOffice's formats: .doc .odt .rtf .wps."""
    return _read(source, _TEXT)


def read_sheet(source: Source) -> Document:
    """A workbook in any of LibreOffice's formats: .xls .ods .et."""
    return _read(source, _SHEET)


def _read(source: Source, kind: str) -> Document:
    require_unlocked(source)
    if (
        source.data.startswith(b"PK") and b"mimetype" not in source.data[:60]
    ):  # a newer file under an old name
        return word.read(source) if b"word/" in source.data else excel.read(source)
    if not source.data.startswith(_ITS_OWN):  # behind white space it would be guessed at: a page, perhaps
        return _not_of_office(source, kind)
    if source.data.startswith(b"PK"):
        require_bounded(source)
    converted = replace(source, data=_converted(source, kind))
    document = word.read(converted) if kind == _TEXT else excel.read(converted)
    return replace(document, source=source, format=f"{source.path.suffix.lower().lstrip('.')}→{kind[1:]}")


def _not_of_office(source: Source, kind: str) -> Document:
    """What is no file of an office suite, whatever it is called: a web page or a text, read by our own readers.

    LibreOffice would take it for a page too, and fetch the style sheets and images it names.
    """
    if source.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):  # what websites call a spreadsheet
        return read_page(source)
    if kind == _SHEET:
        raise SourceError(source.path, "不是电子表格，内容与扩展名不符 (not a spreadsheet)")
    return txt.read(source)


def _converted(source: Source, kind: str) -> bytes:
    program = find()
    if program is None:
        problem = (
            f"读取 {source.path.suffix} 需要 LibreOffice：请安装，或另存为 {kind}"
            " (needs LibreOffice: install it, or save the file in a newer format)"
        )
        raise SourceError(source.path, problem)
    with tempfile.TemporaryDirectory(prefix="anwen-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        given = folder / f"file{source.path.suffix.lower()}"  # a name of ours: theirs may look like an option
        given.write_bytes(source.data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        command = [program, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore"]
        _run(source, [*command, "--convert-to", _FILTERS[kind], "--outdir", str(folder / "made"), str(given)])
        made = folder / "made" / f"file{kind}"
        if not made.is_file():
            problem = "LibreOffice 无法读取：文件可能损坏或已加密 (cannot be converted: broken or encrypted)"
            raise SourceError(source.path, problem)
        return made.read_bytes()


def find() -> str | None:
    """The program of LibreOffice; None where it is not installed."""
    found = (shutil.which(name) for name in _NAMES)
    return next((path for path in found if path), None) or next(
        (str(place) for place in _PLACES if place.is_file()), None
    )


def _run(source: Source, command: list[str]) -> None:
    """Run to the end, or stop it and all that it started when its time is up."""
    command = ["/bin/sh", "-c", 'ulimit -v "$0" 2>/dev/null; exec "$@"', str(MEMORY), *command]
    nowhere = f"http://{':'.join(_NOWHERE)}"
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"), nowhere)
    environment = {name: value for name, value in os.environ.items() if name.lower() != "no_proxy"} | proxies
    try:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )  # fmt: skip
    except OSError as error:
        raise SourceError(source.path, f"无法启动 LibreOffice (cannot be started)：{error}") from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        problem = f"LibreOffice 在 {SECONDS} 秒内没有读完 (reading took too long)"
        raise SourceError(source.path, problem) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
