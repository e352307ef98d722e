"""What is sent to Telegram: valid messages that hold all of the answer, in order, no citation cut."""

from __future__ import annotations

import json
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.tg.messages.naming import name_of
from bot.tg.messages.pages import answer_parts, answer_spans, case_parts, draft_html, pasted
from bot.tg.messages.rendering import LIMIT, Part, Span, cleaned, parts, plain, units
from bot.words import Words
from data.chats.answers import Cited, Kept, Place
from data.types import (
    Answer,
    Basis,
    BasisKind,
    Case,
    CaseId,
    Citation,
    Collection,
    Field,
    IndexState,
    Intent,
    Quote,
    Records,
    Table,
    Understood,
)
from retrieval.question.query import Act, Query, Want

SAY = Words("zh")
AWKWARD = "案例商业秘密，。；！？“”（）\n\n\t  <>&;\"'[]·8🇨🇳👨‍👩‍👧‍👦👍🏽é\u0301\u202e\u200f\u05d0\u0627𠮷\ud800\udc00\x00\x1f"
TEXTS = st.one_of(st.text(alphabet=AWKWARD, max_size=400), st.text(max_size=200))
STYLES = st.sampled_from(["", "bold", "quiet", "quoted", "code"])
MARKS = st.integers(1, 200).map(lambda n: Span(f"[案例{n}]", "mark"))


COMMANDS = st.integers(1, 200).map(lambda n: Span(f"/case_{n}", "command", True))


def _spans(draw_text: st.SearchStrategy[str]) -> st.SearchStrategy[list[Span]]:
    return st.lists(
        st.one_of(st.builds(Span, draw_text, STYLES, st.booleans()), MARKS, COMMANDS), max_size=120
    )


def _shown(part: Part) -> str:
    return plain(part.html)


def _no_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _balanced(markup: str) -> bool:
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)(?: expandable)?>", markup):
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened and not re.search(
        r"<(?!/?(?:b|i|u|code|blockquote)>|blockquote expandable>)|&(?!lt;|gt;|amp;)", markup
    )


@settings(max_examples=300, deadline=None)
@given(_spans(TEXTS), st.sampled_from([60, 200, LIMIT]))
def test_parts_hold_the_whole_text_in_order_each_valid_and_within_the_limit(
    spans: list[Span], limit: int
) -> None:
    found = parts(spans, limit)
    assert _no_blanks("".join(part.text for part in found)) == _no_blanks(
        "".join(cleaned(span.text) for span in spans)
    )
    for part in found:
        assert units(part.html) <= limit
        assert _balanced(part.html)
        assert _shown(part) == part.text.strip() or _no_blanks(_shown(part)) == _no_blanks(part.text)
        assert part.html.encode("utf-8")
    marks = [span.text for span in spans if span.style == "mark"]
    assert [
        m for part in found for m in re.findall(r"<b>(\[案例\d+\])</b>", part.html) if m in marks
    ] == marks


def test_a_part_ends_at_a_paragraph_and_a_mark_stays_with_its_statement() -> None:
    spans = [Span("甲" * 30 + "。\n\n" + "乙" * 30), Span("[案例8]", "mark"), Span("。" + "丙" * 30)]
    first, second, *_ = parts(spans, 60)
    assert first.text.strip() == "甲" * 30 + "。"
    assert second.html == "乙" * 30 + "<b>[案例8]</b>。"


def test_a_list_opens_its_cases_at_a_tap_and_pasted_it_says_what_was_asked_of_what_and_holds_no_command() -> (
    None
):
    cases = [Case(CaseId("a", n), f"第{n}件", (Field("summary", "甲"),)) for n in range(1, 5)]
    answer = Answer(
        "哪些写到甲",
        Understood("哪些写到甲", Intent.LIST),
        "4个：\n" + "\n".join(f"{c.number}. 第{c.number}件[案例{c.number}]：“甲”" for c in cases),
        tuple(Citation(c, (Quote("summary", 0, 1, "甲"),)) for c in cases),
        Basis(BasisKind.KEYWORD, "甲", True),
        IndexState(1, len(cases), "2026-01-01T00:00:00Z"),
    )
    shown = "".join(part.html for part in answer_parts(answer, SAY))
    assert all(f"/case_{case.number}" in shown for case in cases)
    elsewhere = pasted(answer, {"a": "甲类案例"}, SAY)
    assert "/case_" not in elsewhere
    assert all(f"[案例{case.number}]" in elsewhere for case in cases)
    assert elsewhere.startswith("<b>哪些写到甲")
    assert elsewhere.endswith("<i>—— 《甲类案例》</i>")


def test_a_table_is_read_cell_by_cell_each_behind_the_head_of_its_column() -> None:
    case = Case(CaseId("a", 3), "第3件", (Field("summary", "甲地做了乙"),))
    head, row = ("编号", "案例", "地方", "做法"), ("[案例3]", "第3件", "甲地", "“做了乙”")
    answer = Answer(
        "列个表",
        Understood("列个表", Intent.LIST),
        "1个：\n" + "\n".join("｜".join(cells) for cells in (head, row)) + "\n（没有更多。）",
        (Citation(case, (Quote("summary", 2, 5, "做了乙"),)),),
        Basis(BasisKind.KEYWORD, "甲", True),
        IndexState(1, 1, "2026-01-01T00:00:00Z"),
        table=Table(head, (row,)),
    )
    (part,) = answer_parts(answer, SAY)
    assert part.html == "1个：\n<b>[案例3]</b> 第3件\n地方：甲地\n做法：“做了乙”\n（没有更多。）"


def test_a_mark_with_its_collections_label_is_a_mark_and_is_not_cut() -> None:
    labels = {"a": "第一批", "b": "知识产权强国建设第二批"}
    cases = [Case(CaseId(c, n), "题", (Field("summary", "甲"),)) for c in labels for n in range(1, 121)]
    body = "".join(f"第{c.number}件事的经过[{labels[c.id.collection]}·案例{c.number}]" for c in cases)
    citations = tuple(Citation(c, (Quote("summary", 0, 1, "甲"),)) for c in cases)
    answer = Answer(
        "问",
        Understood("问", Intent.LIST),
        body,
        citations,
        Basis(BasisKind.KEYWORD, "甲", True),
        IndexState(1, len(cases), "2026-01-01T00:00:00Z"),
        labels=labels,
    )
    found = answer_parts(answer, SAY)
    assert len(found) > 2
    marks = [mark for part in found for mark in re.findall(r"<b>(\[\S+?·案例\d+\])</b>", part.html)]
    assert marks == [answer.marker(case.id) for case in cases]
    assert draft_html(body).count("</b>") == draft_html(body).count("·案例")


def test_who_asks_how_to_ask_is_told_what_a_tap_a_reply_and_another_chat_can() -> None:
    basis, index = Basis(BasisKind.LOOKUP, "", True), IndexState(1, 1, "2026-01-01T00:00:00Z")
    for act in (Act.HELP, Act.THANKS):
        understood = Understood("怎么用", Intent.CHAT, query=Query(text="怎么用", act=act).dumps())
        told = "".join(
            p.html
            for p in answer_parts(Answer("怎么用", understood, "直接问。", (), basis, index), SAY, "a_bot")
        )
        assert ("@a_bot" in told and "/cases" in told) is (act is Act.HELP)


def test_an_emoji_of_several_characters_is_not_torn() -> None:
    family = "👨‍👩‍👧‍👦"
    assert all(part.html.replace(family, "") == "" for part in parts([Span(family * 100)], 100))


def test_white_space_alone_is_no_message() -> None:
    assert parts([Span(" \n\n "), Span("\t")]) == ()
    assert [p.html for p in parts([Span("甲" + " " * 9000 + "乙")], 60)] != []


def random_answer(rng: random.Random) -> Answer:
    """An answer as hostile as its parts allow."""

    def text(most: int) -> str:
        kind = rng.random()
        size = rng.randint(1, most)
        if kind < 0.3:
            return "".join(
                chr(rng.choice([rng.randint(32, 0x2FFF), rng.randint(0x1F300, 0x1FAFF)])) for _ in range(size)
            )
        return "".join(rng.choice(AWKWARD) for _ in range(size))

    def case(number: int) -> Case:
        return Case(
            CaseId("c", number), text(60), (Field("summary", text(4000 if rng.random() < 0.02 else 120)),)
        )

    cases = [case(n) for n in range(1, rng.choice([1, 3, 10, 200]) + 1)]
    citations = tuple(
        Citation(c, (Quote("summary", 0, len(c.fields[0].text), c.fields[0].text),)) for c in cases
    )
    body = "".join(f"{c.fields[0].text} [案例{c.number}]{rng.choice(['', '。', chr(10)])}" for c in cases)
    return Answer(
        text(40),
        Understood(text(40), Intent.LIST),
        body,
        citations,
        Basis(BasisKind.KEYWORD, text(30), True),
        IndexState(1, len(cases), "2026-01-01T00:00:00Z"),
    )


def accepted(tdjson: object, markup: str) -> str:
    """The text that TDLib, whose parser is the server's own, makes of a message; its complaint as an assertion."""
    request = {
        "@type": "parseTextEntities",
        "text": markup,
        "parse_mode": {"@type": "textParseModeHTML"},
    }
    found = json.loads(tdjson.td_execute(json.dumps(request).encode()))  # type: ignore[attr-defined]
    assert found["@type"] == "formattedText", (found, markup)
    assert len(found["entities"]) <= 100
    return str(found["text"])


def fuzz(count: int, seed: int = 4) -> int:
    """`count` answers through TDLib; how many messages they made."""
    tdjson = pytest.importorskip("tdjson")
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')
    rng = random.Random(seed)
    messages = 0
    for _ in range(count):
        answer = random_answer(rng)
        found = answer_parts(answer, SAY)
        shown = [accepted(tdjson, part.html) for part in found]
        source = "".join(cleaned(span.text) for span in answer_spans(answer, SAY))
        assert _no_blanks("".join(shown)) == _no_blanks(source)
        joined = "\n".join(shown)
        assert all(f"[案例{c.case.number}]" in joined for c in answer.citations)
        messages += len(found)
    return messages


def test_telegrams_own_parser_takes_every_message() -> None:
    assert fuzz(150) >= 150


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_telegrams_own_parser_takes_the_messages_of_ten_thousand_answers() -> None:
    assert fuzz(10_000) >= 10_000


def test_a_case_is_shown_whole_with_the_quoted_words_marked() -> None:
    case = Case(
        CaseId("c", 8), "某<公司>案", (Field("summary", "甲方侵害商业秘密，判赔。"), Field("意义", "保护。"))
    )
    quotes = [
        Quote("summary", 2, 8, "侵害商业秘密"),
        Quote("summary", 4, 8, "商业秘密"),
        Quote("意义", 0, 2, "已变"),
    ]
    (page,) = case_parts(case, Collection("c", "第一批", "第一批", "x", "0"), SAY, quotes)
    assert "甲方<u>侵害商业秘密</u>，判赔。" in page.html
    assert "某&lt;公司&gt;案" in page.html
    assert "保护。" in page.html
    assert "已变" not in page.html


@pytest.mark.parametrize(
    ("query", "question", "cases", "name"),
    [
        (Query(text="", want=Want.CASES, theme="关于商标抢注的"), "有关于商标抢注的吗", 1, "商标抢注"),
        (Query(text="", want=Want.COMPARE), "刚才那两个一起比一比", 2, "江苏南通等2个案例"),
        (Query(text="", want=Want.FACT), "南通的中心具体是怎么弄的，说说", 1, "江苏南通 案例1"),
        (None, "商业秘密？", 1, "商业秘密"),
    ],
)
def test_a_document_is_called_by_what_was_looked_for_and_not_by_how_it_was_asked(
    query: Query | None, question: str, cases: int, name: str
) -> None:
    held = [
        Case(CaseId("c", n), "江苏省南通市创新海外服务模式", (Field("summary", "中心"),))
        for n in range(1, cases + 1)
    ]
    understood = Understood(question, Intent.LIST, (), (), (), query.dumps() if query else "")
    cited = tuple(Cited(case.id, ()) for case in held)
    kept = Kept(1, Place(1, 0, 1), 1, question, understood, cited, {}, (), (), False)
    assert (
        name_of(kept, Records(1, "", (), tuple(held)), SAY, lambda theme: theme.removeprefix("关于")) == name
    )
