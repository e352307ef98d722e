"""How lines are set: widths, breaks, colours, the picture, Markdown."""

from __future__ import annotations

import io

import pytest

from bot.app import App
from bot.render.briefing.paper import Paper, picture
from bot.render.layout import NO_END, NO_START, Piece, cells, line, padded, rows
from bot.render.markdown import conversation_page, escaped
from bot.render.terminal import answer_lines, collections_lines, source_lines

TEXT = "在阿里云、“村 BA”等平台（Taobao）上线，共 1,000 件；强化商业秘密保护。" * 4


def test_wide_characters_count_two_cells_and_combining_ones_none() -> None:
    assert cells("案a") == 3
    assert cells("e\u0301") == 1
    assert padded("案", 4) == "案  "


@pytest.mark.parametrize("width", range(20, 60))
def test_rows_fit_the_width_lose_nothing_and_begin_with_no_closing_mark(width: int) -> None:
    broken = [row.text for row in rows(line(TEXT), width)]
    assert "".join(broken) == TEXT
    assert all(cells(row.rstrip()) <= width for row in broken)
    assert not any(row[0] in NO_START or row.rstrip()[-1] in NO_END for row in broken)


@pytest.mark.parametrize("width", range(24, 44))
def test_a_citation_mark_is_never_broken(width: int) -> None:
    mark = "[第二批·案例18]"
    broken = [
        row.text for row in rows(line(TEXT[:31], Piece(mark, "mark"), TEXT[:20], Piece(mark, "mark")), width)
    ]
    assert sum(row.count(mark) for row in broken) == 2


def test_latin_words_stay_whole_unless_one_is_longer_than_the_row() -> None:
    broken = [row.text for row in rows(line("one two three four five six seven"), 20)]
    assert [word for row in broken for word in row.split()] == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
    ]
    assert "".join(row.text for row in rows(line("x" * 95), 20)) == "x" * 95


def test_further_rows_hang_under_the_text_and_keep_their_styles() -> None:
    whole = line(Piece("[案例8]", "mark"), " ", Piece("商业秘密" * 20, "quote"), hang=8)
    first, second, *_ = rows(whole, 40)
    assert first.pieces[0] == Piece("[案例8]", "mark")
    assert second.pieces[0] == Piece(" " * 8)
    assert second.pieces[1].style == "quote"


def test_colours_only_where_they_are_wanted(app: App) -> None:
    answer = app.answerer.answer("商业秘密")
    plain, coloured = io.StringIO(), io.StringIO()
    Paper(coloured=False, out=plain).write(answer_lines(answer, app.say))
    Paper(coloured=True, out=coloured).write(answer_lines(answer, app.say))
    assert "\x1b[" not in plain.getvalue()
    assert "\x1b[1;36m[案例8]" in coloured.getvalue()


def test_a_picture_of_the_console_is_an_svg(app: App) -> None:
    svg = picture(answer_lines(app.answerer.answer("商业秘密"), app.say), "案问")
    assert svg.startswith("<svg")
    assert "商业秘密" in svg


def test_sources_and_collections_name_where_the_words_stand(app: App) -> None:
    answer = app.answerer.answer("商业秘密")
    text = "\n".join(row.text for row in source_lines(answer, app.catalog.records(), app.say))
    quote = answer.citations[0].quotes[0]
    assert f"摘要 {quote.start}–{quote.end} · SHA-256 {answer.citations[0].case.sha256[:12]}" in text
    (row,) = collections_lines(app.catalog.records(), app.say)
    assert row.text == "ip-power-2  第二批  30 个案例  知识产权强国建设第二批典型案例"


def test_markdown_of_a_refusal_gives_the_reason_and_no_citation(app: App) -> None:
    page = conversation_page([app.answerer.answer("*量子*")], app.catalog.records(), app.say)
    assert "## 问：\\*量子\\*" in page
    assert "没有。" in page
    assert "案例集 `" not in page


def test_markdown_characters_of_a_text_are_made_plain() -> None:
    assert escaped("a*b_[案例8]<b>[x](y)") == "a\\*b\\_[案例8]\\<b\\>[x]\\(y)"
