"""`cases`, `case`, `collections`, `ask`, `batch`: what they print, and on which stream."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Anwen = Callable[..., Any]
KEYS = [
    "question",
    "understood",
    "refused",
    "reason",
    "answer",
    "citations",
    "count",
    "basis",
    "mode",
    "model",
    "index",
    "elapsed_ms",
]


def test_a_case_is_shown_in_full_under_any_way_of_writing_its_number(anwen: Anwen) -> None:
    shown = {anwen("case", number).out for number in ("8", "案例8", "第8号", "８")}
    assert len(shown) == 1
    assert "三治融合、三联互动" in shown.pop()


def test_a_case_as_json_is_the_public_object(anwen: Anwen) -> None:
    case = json.loads(anwen("case", "8", "--json").out)
    assert list(case) == ["collection", "number", "title", "fields", "sha256"]
    assert (case["collection"], case["number"]) == ("ip-power-2", 8)


def test_a_number_that_no_case_has_names_the_numbers_there_are(anwen: Anwen) -> None:
    ran = anwen("case", "99")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "1–30" in ran.err


def test_cases_lists_all_thirty_in_order(anwen: Anwen) -> None:
    lines = anwen("cases").out.splitlines()
    assert [int(line.split()[0]) for line in lines] == list(range(1, 31))
    assert [case["number"] for case in json.loads(anwen("cases", "--json").out)] == list(range(1, 31))


def test_a_collection_goes_by_id_label_or_title(anwen: Anwen) -> None:
    for name in ("ip-power-2", "第二批", "知识产权强国建设第二批典型案例"):
        assert anwen("cases", "--collection", name).out.count("\n") == 30
    ran = anwen("cases", "-c", "nosuch")
    assert (ran.code, ran.out) == (1, "")
    assert "ip-power-2" in ran.err


def test_collections_as_json(anwen: Anwen) -> None:
    (only,) = json.loads(anwen("collections", "--json").out)
    assert (only["id"], only["label"], only["cases"]) == ("ip-power-2", "第二批", 30)


def test_an_answer_as_json_has_the_contracts_keys_in_its_order(anwen: Anwen) -> None:
    answer = json.loads(anwen("ask", "--json", "商业秘密").out)
    assert list(answer) == KEYS
    assert list(answer["understood"]) == ["text", "intent", "collections", "filters", "query", "unused"]
    assert list(answer["citations"][0]) == ["number", "collection", "title", "sha256", "tier", "quotes"]
    assert list(answer["citations"][0]["quotes"][0]) == ["text", "field", "start", "end"]
    assert "商业秘密" in anwen("ask", "--json", "商业秘密").out  # no escapes of Chinese


def test_an_answer_for_a_person_is_plain_text_in_a_pipe_and_nothing_else(anwen: Anwen) -> None:
    ran = anwen("ask", "商业秘密")
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert ran.out.count("[案例8]") == 1
    assert "依据" not in ran.out


def test_a_refusal_is_an_answer_and_says_why(anwen: Anwen) -> None:
    ran = anwen("ask", "量子纠缠")
    assert (ran.code, ran.out) == (0, "查了 30 个案例，没有。\n")


def test_the_question_may_come_unquoted_or_by_standard_input(anwen: Anwen) -> None:
    assert json.loads(anwen("ask", "--json", "商业", "秘密").out)["question"] == "商业 秘密"
    assert json.loads(anwen("ask", "--json", "-", stdin="商业秘密\n").out)["question"] == "商业秘密"


def test_english_words_on_request_wherever_the_flag_stands(anwen: Anwen) -> None:
    for argv in (("--lang", "en", "collections"), ("collections", "--lang=en")):
        assert "30 cases" in anwen(*argv).out
    assert "30 cases" in anwen("collections", env={"ANWEN_LANG": "en"}).out


def test_batch_answers_in_order_and_goes_on_after_bad_lines(anwen: Anwen) -> None:
    lines = [
        '{"id": "a", "question": "商业秘密"}',
        "not json",
        '{"id": "b"}',
        '{"id": "c", "question": " "}',
        '{"id": "d", "question": "x", "turns": "y"}',
        "[1]",
        '{"id": NaN, "question": "x"}',
        "[" * 100_000,
        '{"question": "量子纠缠", "turns": []}',
    ]
    ran = anwen("batch", stdin="\ufeff" + "\n\n".join(lines))
    out = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert [o.get("id", "absent") for o in out] == ["a", None, "b", "c", "d", None, None, None, "absent"]
    assert ["error" in o for o in out] == [False, *[True] * 7, False]
    assert list(out[0]) == ["id", *KEYS]
    assert "9 行" in ran.err


def test_batch_replays_the_turns_first(anwen: Anwen) -> None:
    line = json.dumps({"question": "那浙江呢", "turns": ["商业秘密"]})
    (out,) = (json.loads(line) for line in anwen("batch", stdin=line).out.splitlines())
    assert out["understood"]["text"] == "商业秘密 那浙江呢"


def test_batch_takes_bytes_that_are_no_utf8_as_a_bad_line(anwen: Anwen) -> None:
    ran = anwen("batch", stdin=b'{"id": 1, "question": "\xff"}\n')
    assert json.loads(ran.out)["id"] is None
    assert ran.code == 0


def test_batch_echoes_an_id_with_a_lone_surrogate_as_it_came(anwen: Anwen) -> None:
    ran = anwen("batch", stdin='{"id": "\\ud800", "question": "\\udc00 商业秘密"}\n')
    assert json.loads(ran.out)["id"] == "\ud800"


@pytest.mark.parametrize("text", ["", "   ", "\u3000\n\t"])
def test_an_empty_question_is_wrong_usage(anwen: Anwen, text: str) -> None:
    for ran in (anwen("ask", text), anwen("ask", "-", stdin=text)):
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("text", ["商" * 100_000, "🙂🎉👍", "\x07\x1b[31m红\x7f", "\ud800商", "\x00"])
def test_a_strange_question_gets_an_answer_object(anwen: Anwen, text: str) -> None:
    ran = anwen("ask", "--json", text)
    assert ran.code == 0
    assert json.loads(ran.out)["question"]
    assert "\x1b" not in anwen("ask", text).out


def test_wrong_usage_is_one_line_and_status_2(anwen: Anwen) -> None:
    for argv in (("nosuch",), ("ask",), ("case", "x"), ("ask", "--nosuch", "q"), ("case",), ("--lang",)):
        ran = anwen(*argv)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), argv
