"""The conversation: questions, commands, keys."""

from __future__ import annotations

import io
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.app import App
from bot.console.chat import Console
from bot.console.prompting import KeptHistory, Suggestions
from bot.render.briefing.paper import Paper
from bot.running.home import Home

Anwen = Callable[..., Any]
Talk = Callable[..., str]


@pytest.fixture
def talk(app: App, capsys: pytest.CaptureFixture[str]) -> Talk:
    """Say several things, one after another; what was printed, results and remarks together."""

    def call(*inputs: str) -> str:
        Console(app, Paper(coloured=False)).handle_all(inputs)
        out, err = capsys.readouterr()
        return out + err

    return call


@pytest.fixture
def keyboard(app: App, tmp_path: Path) -> Iterator[tuple[PipeInput, Console]]:
    app.home = Home(tmp_path)  # a history of its own
    assert app.catalog
    with create_pipe_input() as pipe:
        yield pipe, Console(app, Paper(coloured=False))


def typed(keyboard: tuple[PipeInput, Console], text: str, capsys: pytest.CaptureFixture[str]) -> str:
    pipe, console = keyboard
    pipe.send_text(text)
    console.run_terminal(pipe, DummyOutput())
    return capsys.readouterr().out


def test_a_question_is_answered_and_a_follow_up_is_shown_as_it_was_read(talk: Talk) -> None:
    said = talk("商业秘密", "那浙江呢")
    assert "[案例8]" in said
    assert "理解为：商业秘密 那浙江呢" in said


def test_new_and_undo_forget(talk: Talk) -> None:
    assert "理解为" not in talk("商业秘密", "/new", "那浙江呢")
    said = talk("商业秘密", "/撤回", "那浙江呢", "/undo", "/undo")
    assert "理解为" not in said
    assert "已撤回：商业秘密" in said
    assert "没有可撤回的提问" in said


def test_commands_in_both_languages(talk: Talk) -> None:
    assert talk("/case 8") == talk("/案例 8") == talk("／案例　案例8") != ""
    assert talk("/cases").count("\n") == 31
    assert "/export 文件" in talk("/help")
    assert talk("/quit", "/cases") == talk("/退出") == ""


def test_sources_gives_the_place_of_every_quote(talk: Talk) -> None:
    assert "还没有引用" in talk("/sources")
    said = talk("商业秘密", "/new", "商业秘密", "量子纠缠", "/sources")
    assert "知识产权强国建设第二批典型案例 · 摘要 " in said


@pytest.mark.parametrize("text", ["/nosuch", "/case", "/case x", "/case 99", "/export", "/help me", "/"])
def test_a_command_that_cannot_be_is_one_line_and_the_conversation_goes_on(talk: Talk, text: str) -> None:
    assert talk(text).count("\n") == 1
    assert "[案例8]" in talk(text, "商业秘密")


def test_export_saves_the_conversation_with_its_citations(talk: Talk, tmp_path: Path) -> None:
    page = tmp_path / "记录.md"
    talk("商业秘密", "那浙江呢", f"/export {page}")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# 案问记录")
    assert "## 问：商业秘密" in text
    assert "1. **[案例8]** 上海市市场监管局" in text
    assert "SHA-256 `fcd4418bae3b" in text
    assert "> 商业秘密 — 摘要" in text


def test_a_file_asked_for_in_words_is_answered_with_what_to_type(talk: Talk) -> None:
    assert "/export 案例.xlsx" in talk("商业秘密", "发我Excel")
    assert "/export 案例.docx" in talk("商业秘密", "弄成Word")
    assert "/export" not in talk("商业秘密", "做成表")


def test_export_never_overwrites_and_says_why_it_cannot(talk: Talk, tmp_path: Path) -> None:
    page = tmp_path / "kept.md"
    page.write_text("kept")
    assert "未覆盖" in talk("商业秘密", f"/export {page}")
    assert page.read_text() == "kept"
    for path in (tmp_path / "no" / "folder.md", tmp_path, "/dev/full/x", "a\0b"):
        last = talk("商业秘密", f"/导出 {path}").splitlines()[-1]
        assert "不能写入" in last or "未覆盖" in last
    assert "还没有可导出的回答" in talk(f"/export {tmp_path / 'new.md'}")


def test_a_piped_conversation_reads_lines(anwen: Anwen) -> None:
    ran = anwen("chat", stdin="商业秘密\n\n那浙江呢\n/quit\n量子纠缠\n")
    assert ran.code == 0
    assert "理解为：商业秘密 那浙江呢" in ran.out
    assert "查了" in ran.out
    assert ran.out.count("理解为") == 1


def test_a_failing_question_does_not_end_the_conversation(talk: Talk, app: App) -> None:
    real = app.answerer.answer

    class Failing:
        def answer(self, question: str, *rest: object) -> object:
            if "坏" in question:
                raise ZeroDivisionError("x")
            return real(question, *rest)

    app.__dict__["answerer"] = Failing()
    said = talk("坏", "商业秘密")
    assert "ZeroDivisionError" in said
    assert "[案例8]" in said


def test_ctrl_c_cancels_the_running_question_only(app: App, capsys: pytest.CaptureFixture[str]) -> None:
    real = app.answerer.answer

    class Slow:
        def answer(self, question: str, *rest: object) -> object:
            if "慢" in question:
                threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
                time.sleep(0.6)
            return real(question, *rest)

    app.__dict__["answerer"] = Slow()
    console = Console(app, Paper(coloured=False))
    console.handle_all(["慢", "商业秘密", "那浙江呢"])
    out, err = capsys.readouterr()
    assert "已取消" in err
    assert "上一个问题仍在收尾" in err
    assert "理解为：商业秘密 那浙江呢" in out
    assert [answer.question for answer in console.dialogue.answers] == ["商业秘密", "那浙江呢"]


def test_enter_sends_and_ctrl_d_leaves(
    keyboard: tuple[PipeInput, Console], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "[案例8]" in typed(keyboard, "商业秘密\r\x04", capsys)


def test_ctrl_c_clears_the_line(
    keyboard: tuple[PipeInput, Console], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "量子" not in typed(keyboard, "量子\x03/cases\r\x04", capsys)


def test_a_pasted_text_of_several_lines_is_one_question(
    keyboard: tuple[PipeInput, Console], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(keyboard, "\x1b[200~第一行\n第二行\x1b[201~\r甲\x1b\r乙\r\x04", capsys)
    assert [answer.question for answer in keyboard[1].dialogue.answers] == ["第一行\n第二行", "甲\n乙"]


def test_history_is_kept_between_sessions_for_this_user_only(
    keyboard: tuple[PipeInput, Console], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(keyboard, "商业秘密\r\x04", capsys)
    path = keyboard[1].app.home.history
    assert path.stat().st_mode & 0o077 == 0
    assert "[案例8]" in typed(keyboard, "\x1b[A\r\x04", capsys)  # the arrow up brings it back
    assert next(iter(KeptHistory(str(path)).load_history_strings())) == "商业秘密"


def test_a_history_that_cannot_be_kept_breaks_nothing(tmp_path: Path) -> None:
    history = KeptHistory(str(tmp_path / "no" / "folder"))
    history.append_string("问")
    assert list(history.load_history_strings()) == []


def test_commands_and_case_numbers_are_completed_with_what_they_are(app: App) -> None:
    def complete(text: str) -> list[tuple[str, str]]:
        found = Suggestions(app).get_completions(Document(text), CompleteEvent())
        return [(c.text, c.display_meta_text) for c in found]

    assert complete("/ca")[0] == ("/cases", "列出案例")
    assert ("/案例 ", "查看案例 N 的全文") in complete("/案")
    assert complete("/case 2")[0] == (
        "2",
        "天津市公安局建立“条块结合、内外联动”工作体系，密织知识产权保护防御网",
    )
    assert len(complete("/案例 ")) == 30
    assert [text for text, _ in complete("比较案例8和案例3")] == ["3", "30"]
    assert complete("商业") == []


def test_control_characters_in_a_case_never_reach_the_screen(app: App) -> None:
    from bot.render.layout import line

    out = io.StringIO()
    Paper(coloured=False, out=out).write([line("a\x1b[2Jb\x07\tc")])
    assert out.getvalue() == "a\ufffd[2Jb\ufffd\tc\n"
