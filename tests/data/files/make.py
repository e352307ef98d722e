"""Makes the files beside it from the bundled collection, with tools other than the readers they test.

    python tests/data/files/make.py

Text files are written by this program; LibreOffice makes .docx and .xlsx of them, Chromium and LibreOffice
print .pdf. Needs soffice and chromium; the tests need neither.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

HERE = Path(__file__).parent
SEED = HERE.parents[2] / "data" / "collections" / "ip-power-2.txt"
TITLE = "知识产权强国建设第二批典型案例"
HEADER = ("序号", "案例名称", "案例摘要")
CHROMIUM = [
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def rows() -> list[list[str]]:
    """Number, title and summary of each case, with the markup that was published in them."""
    lines = SEED.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line[:1].isdigit()]


def plain(text: str) -> str:
    """A summary as a browser shows it: three have <p> around them, one a <b>福建省</b> with a space."""
    return text.replace("<b>福建省</b> ", "福建省").replace("<p>", "").replace("</p>", "")


def table(repeat: int, attributes: str = 'border="1"') -> str:
    """A table with its header every `repeat` rows and a merged title row above."""
    head = "".join(f"<td><b>{name}</b></td>" for name in HEADER)
    out = [f"<table {attributes}>", f'<tr><td colspan="3" align="center"><b>{TITLE}</b></td></tr>']
    for at, row in enumerate(rows()):
        if at % repeat == 0:
            out.append(f"<tr>{head}</tr>")
        out.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>")
    return "\n".join([*out, "</table>"])


def bare_table() -> str:
    """A table that LibreOffice prints without lines, the numbers in the middle of their rows."""
    head = "".join(f"<th>{name}</th>" for name in HEADER)
    body = "".join(
        f"<tr><td>{n}</td><td>{title}</td><td>{plain(text)}</td></tr>" for n, title, text in rows()
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def modern_page() -> str:
    head = "".join(f"<th scope=col>{name}</th>" for name in HEADER)
    body = "\n".join(
        f"<tr><td>{number}</td><td>{title}</td><td>{text}</td></tr>" for number, title, text in rows()
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{TITLE}_知识产权局</title>
<style>td, th {{ border: 1px solid #333; padding: 6px }} table {{ border-collapse: collapse }}</style>
<script>var menu = "<table><tr><td>序号</td><td>案例名称</td><td>案例摘要</td></tr></table>";</script></head>
<body><header><nav><ul><li><a href="/">首页</a></li><li><a href="/alk">典型案例</a></li></ul></nav></header>
<main><h1>{TITLE}</h1><p>发布时间：2024-04-26　来源：知识产权局</p>
<table><thead><tr>{head}</tr></thead><tbody>
{body}
</tbody></table></main>
<footer><p>版权所有：知识产权局　京ICP备05069085号</p></footer></body></html>
"""


def old_page() -> str:
    links = "".join(f"<tr><td><a href=a{n}.htm>栏目{n}</a></td><td>&gt;&gt;</td></tr>" for n in range(1, 6))
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">
<TITLE>{TITLE}</TITLE><SCRIPT LANGUAGE=JavaScript>document.write("<td>1</td>")</SCRIPT></HEAD>
<BODY><CENTER><TABLE WIDTH=980 BORDER=0><TR><TD COLSPAN=2><TABLE><TR><TD>首页</TD><TD>机构</TD><TD>新闻</TD></TR></TABLE></TD></TR>
<TR><TD WIDTH=160 VALIGN=TOP><TABLE>{links}</TABLE></TD>
<TD><TABLE><TR><TD ALIGN=CENTER><FONT SIZE=5>{TITLE}</FONT></TD></TR>
<TR><TD>{table(3)}</TD></TR></TABLE></TD></TR>
<TR><TD COLSPAN=2><TABLE WIDTH=100%><TR><TD>版权所有</TD><TD>技术支持：信息中心</TD></TR></TABLE></TD></TR></TABLE></CENTER>
</BODY></HTML>
"""


RULED = "td, th { border: 1px solid black; padding: 4px }"
THREE_LINES = "table { border-top: 2px solid; border-bottom: 2px solid } th { border-bottom: 1px solid } td { padding: 5px }"


def printed_page(lines: str = RULED) -> str:
    """What is printed: a header that repeats on each page, rows that break wherever a page ends."""
    head = "".join(f"<th>{name}</th>" for name in HEADER)
    body = "\n".join(
        f"<tr><td>{number}</td><td>{title}</td><td>{text}</td></tr>" for number, title, text in rows()
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title><style>
body {{ font-family: 'WenQuanYi Zen Hei' }} h1 {{ text-align: center }} table {{ border-collapse: collapse }}
{lines} td:first-child {{ width: 3em; text-align: center }}
td:nth-child(2) {{ width: 28% }}</style></head><body><h1>{TITLE}</h1>
<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></body></html>"""


def told_page() -> str:
    """Cases told under centred titles that go over two lines, their sections each on a page of its own."""
    parts = [f"<h1>{TITLE}</h1>"]
    for number, title, text in rows()[:4]:
        parts.append(f"<h2>案例{number}</h2><h2>{title}{title}</h2>")
        parts.append(f'<h3 style="break-before: page">【基本案情】</h3><p>{plain(text)}</p><p>{HYPHENS}</p>')
        parts.append(f"<h3>【典型意义】</h3><p>法院认为：{plain(text)}</p>")
    style = "h1, h2 { text-align: center } p { text-indent: 2em } body { font-family: 'WenQuanYi Zen Hei' }"
    body = "".join(parts)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{style}</style></head><body>{body}</body></html>'


def told(cases: int = 5) -> list[tuple[str, str]]:
    """Cases told in sections, as (element, text)."""
    texts = [plain(text) for _, _, text in rows()]
    lines = []
    for at, (number, title, _) in enumerate(rows()[:cases]):
        lines += [("h2", f"案例{number}　{title}"), ("h3", "【基本案情】")]
        lines += [("p", texts[at]), ("p", texts[at + 8]), ("h3", "【裁判结果】")]
        lines += [("p", f"法院认为，{texts[at + 9]}"), ("h3", "【典型意义】"), ("p", texts[at + 10])]
    return lines


def columns_page(more: str = "") -> str:
    """Cases told in two columns of text under a title."""
    body = "".join(f"<{tag}>{text}</{tag}>" for tag, text in told())
    style = f"body {{ font-family: 'WenQuanYi Zen Hei' }} div {{ column-count: 2 }} p {{ text-indent: 2em }} {more}"
    return f'<!DOCTYPE html><meta charset="utf-8"><style>{style}</style><h1>{TITLE}</h1><div>{body}</div>'


def columns_text() -> str:
    """A flat OpenDocument text with the same in a section of two columns."""
    kinds = {
        "h2": (12, ""),
        "h3": (10.5, ""),
        "p": (10.5, ' fo:text-indent="0.74cm" fo:text-align="justify"'),
    }
    names = {
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "style", "text")
    }
    names["fo"] = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
    styles = "".join(
        f'<style:style style:name="{kind}" style:family="paragraph">'
        f'<style:paragraph-properties style:punctuation-wrap="simple"{more}/>'
        f'<style:text-properties style:font-size-asian="{size}pt" fo:font-size="{size}pt"/></style:style>'
        for kind, (size, more) in kinds.items()
    )
    column = '<style:column style:rel-width="1*" fo:start-indent="0.25cm" fo:end-indent="0.25cm"/>'
    styles += (
        '<style:style style:name="S" style:family="section"><style:section-properties>'
        f'<style:columns fo:column-count="2">{column * 2}</style:columns>'
        "</style:section-properties></style:style>"
    )
    body = "".join(f'<text:p text:style-name="{kind}">{text}</text:p>' for kind, text in told())
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in names.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>"
        f'<text:p text:style-name="h2">{TITLE}</text:p>'
        f'<text:section text:style-name="S" text:name="A">{body}</text:section>'
        "</office:text></office:body></office:document>"
    )


HYPHENS = "依次为：" + "建设-经营-转让-" * 40 + "完。"
"""Wherever a line ends, it is often at a hyphen."""


def markdown() -> str:
    lines = [f"# {TITLE}", "", f"| {' | '.join(HEADER)} |", "| --- | :-- | --- |"]
    return "\n".join([*lines, *(f"| {n} | {t} | {s} |" for n, t, s in rows()), ""])


def delimited(delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([HEADER, *rows()])
    return out.getvalue()


def reordered() -> str:
    """Other names, another order, columns more, and a summary over two lines."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([TITLE, "", "", "", ""])
    writer.writerow(["类别", "主要做法", "题目", "No.", "日期"])
    writer.writerows([["知识产权", text, title, number, "2024年"] for number, title, text in rows()])
    return out.getvalue()


def records() -> str:
    cases = ({"number": int(n), "title": t, "summary": s} for n, t, s in rows())
    return "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)


def spreadsheet() -> str:
    """A page that LibreOffice Calc opens: a merged title row, a cell merged over rows, a second sheet's table."""
    out = [f'<table><tr><td colspan="4">{TITLE}</td></tr>']
    out.append(
        "<tr>" + "".join(f"<td>{name}</td>" for name in ("序号", "地区", "案例名称", "案例摘要")) + "</tr>"
    )
    for at, (number, title, text) in enumerate(rows()):
        area = f'<td rowspan="3">第{at // 3 + 1}组</td>' if at % 3 == 0 else ""
        out.append(f"<tr><td>{number}</td>{area}<td>{title}</td><td>{plain(text)}</td></tr>")
    return "\n".join([*out, "</table>"])


def office(folder: Path, source: Path, to: str, reader: str = "") -> Path:
    """`source` converted by LibreOffice."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += [f"--infilter={reader}"] if reader else []
    subprocess.run(
        [*command, "--convert-to", to, "--outdir", str(folder), str(source)], check=True, timeout=120
    )
    return folder / f"{source.stem}.{to.split(':', maxsplit=1)[0]}"


def printed(folder: Path, page: str, to: Path, *more: str) -> None:
    subprocess.run(
        [
            *CHROMIUM,
            f"--user-data-dir={folder / 'chromium'}",
            *more,
            f"--print-to-pdf={to}",
            page,
        ],
        check=True,
        timeout=120,
    )


def photograph(folder: Path, to: Path) -> None:
    """A PDF that holds a picture of the list, and no text."""
    page = folder / "page.html"
    page.write_text(printed_page(), encoding="utf-8")
    picture = folder / "page.png"
    common = [*CHROMIUM, f"--user-data-dir={folder / 'chromium'}"]
    subprocess.run(
        [*common, "--window-size=600,700", f"--screenshot={picture}", page.as_uri()], check=True, timeout=120
    )
    (folder / "scan.html").write_text('<img src="page.png" width="600">', encoding="utf-8")
    printed(folder, (folder / "scan.html").as_uri(), to, "--no-pdf-header-footer")


def main() -> None:
    (HERE / "page.html").write_text(modern_page(), encoding="utf-8")
    (HERE / "old-page.htm").write_text(old_page(), encoding="gb18030")
    (HERE / "list.md").write_text(markdown(), encoding="utf-8")
    (HERE / "gb18030.csv").write_text(delimited(), encoding="gb18030", newline="")
    (HERE / "excel.csv").write_text(delimited(), encoding="utf-8-sig", newline="")
    (HERE / "reordered.csv").write_text(reordered(), encoding="utf-8", newline="")
    (HERE / "utf16.tsv").write_text(delimited("\t"), encoding="utf-16", newline="")
    (HERE / "list.jsonl").write_text(records(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, content, reader, to in (
            ("writer.html", f"<h1>{TITLE}</h1>{table(3)}", "HTML (StarWriter)", "docx:MS Word 2007 XML"),
            (
                "calc.html",
                f'<meta charset="utf-8">{spreadsheet()}',
                "HTML (StarCalc)",
                "xlsx:Calc MS Excel 2007 XML",
            ),
        ):
            (folder / name).write_text(f'<meta charset="utf-8">{content}', encoding="utf-8")
            made = office(folder, folder / name, to, reader)
            shutil.copy(made, HERE / made.name)
        shutil.copy(office(folder, HERE / "writer.docx", "pdf"), HERE / "writer.pdf")
        (folder / "site").mkdir()
        (folder / "site" / "list.html").write_text(printed_page(), encoding="utf-8")
        server = ThreadingHTTPServer(
            ("localhost", 0), partial(SimpleHTTPRequestHandler, directory=folder / "site")
        )
        Thread(target=server.serve_forever, daemon=True).start()
        page = f"http://localhost:{server.server_port}/list.html"
        printed(folder, page, HERE / "browser.pdf", "--no-pdf-header-footer")
        printed(folder, page, HERE / "browser-footers.pdf")  # with date, title, address and page number
        (folder / "site" / "list.html").write_text(printed_page(THREE_LINES), encoding="utf-8")
        printed(folder, page, HERE / "browser-three-lines.pdf", "--no-pdf-header-footer")
        (folder / "site" / "list.html").write_text(told_page(), encoding="utf-8")
        printed(folder, page, HERE / "browser-told.pdf")
        for name, more in (
            ("browser-columns.pdf", ""),
            ("browser-spanned.pdf", "h2 { column-span: all }"),
        ):
            (folder / "site" / "list.html").write_text(columns_page(more), encoding="utf-8")
            printed(folder, page, HERE / name, "--no-pdf-header-footer")
        server.shutdown()
        sections = folder / "writer-columns.fodt"
        sections.write_text(columns_text(), encoding="utf-8")
        shutil.copy(office(folder, sections, "pdf"), HERE / "writer-columns.pdf")
        bare = folder / "bare.html"
        bare.write_text(f'<meta charset="utf-8"><h1>{TITLE}</h1>{bare_table()}', encoding="utf-8")
        word = office(folder, bare, "docx:MS Word 2007 XML", "HTML (StarWriter)")
        shutil.copy(office(folder, word, "pdf"), HERE / "writer-no-lines.pdf")
        locked = (
            'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
            '"DocumentOpenPassword":{"type":"string","value":"secret"}}'
        )
        short = folder / "encrypted.html"
        short.write_text(f'<meta charset="utf-8"><p>{TITLE}</p>', encoding="utf-8")
        shutil.copy(office(folder, short, locked, "HTML (StarWriter)"), HERE / "encrypted.pdf")
        photograph(folder, HERE / "scan.pdf")


if __name__ == "__main__":
    main()
