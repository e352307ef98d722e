"""The words of a document that are no case's: Chinese, and English for those who read it."""

from __future__ import annotations

from collections.abc import Mapping

from data.types import RECOGNISED

FRAMES: Mapping[str, tuple[str, str]] = {
    "brief": ("关于“{topic}”的案例简报", "Briefing on {topic}"),
    "brief of cases": ("案例简报", "Briefing"),
    "talk": ("案问记录", "Answers from the cases"),
    "cases": ("个案例", "cases"),
    "typical": ("个典型案例", "cases"),
    "said": ("{total}{cases}中，{count}个讲{topic}：{names}。", "Of {total} {cases}, {count} are about {topic}: {names}."),
    "fits": (
        "{total}{cases}中，与“{topic}”有关的有{count}个：{names}。",
        "Of {total} {cases}, {count} for “{topic}”: {names}.",
    ),
    "meant": (
        "{total}{cases}中，没有写到“{topic}”的；意思相近的有{count}个：{names}。",
        "None of {total} {cases} says “{topic}”; {count} come near in meaning: {names}.",
    ),
    "meant too": (
        "另有{count}个没有写到，意思相近：{names}。",
        "{count} more do not say so but come near in meaning: {names}.",
    ),
    "chosen": ("本文选取{total}{cases}中的{count}个：{names}。", "{count} of {total} {cases}: {names}."),
    "and more": ("{names}等{count}个", "{names} and others, {count} in all"),
    "meant here": ("以下{count}个没有写到“{topic}”，意思相近，供参考。", "The next {count} do not say “{topic}” but come near it."),
    "meant group": ("意思相近的案例（{count}个）", "Near in meaning ({count})"),
    "group": ("{name}（{count}个）", "{name} ({count})"),
    "searched": (
        "查的是{collections}，共{total}个案例；{how}：{test}。",
        "Searched: {collections}, {total} cases; {how}: {test}.",
    ),
    "every": ("逐案检查", "every case was tested"),
    "by meaning": ("按意思判断，可能不全", "judged by meaning, perhaps not all"),
    "numbers": ("案例{numbers}", "cases {numbers}"),
    "given": ("由编者按编号选定", "chosen by number"),
    "note": ("{collection}，案例{number}，{section}，{words}。", "{collection}, case {number}, {section}, {words}."),
    "recognised": (
        f"{RECOGNISED}。",
        f" Recognised in pictures: check the original ({RECOGNISED}).",
    ),
    "from": ("{words}起", "from {words} on"),
    "mark": ("（{label}案例{number}）", " [{label}案例{number}]"),
    "came": ("成效：", "outcome: "),
    "ruled": ("结果：", "ruling: "),
    "list": ("所用案例", "The cases"),
    "notes": ("注", "Notes"),
    "summary": ("摘要", "summary"),
    "title": ("标题", "title"),
    "number": ("编号", "No."),
    "name": ("案例名称", "Case"),
    "place": ("地区", "Place"),
    "body": ("实施主体", "Body"),
    "comma": ("、", ", "),
    "pause": ("，", ", "),
    "and": ("；", "; "),
    "stop": ("。", "."),
    "colon": ("：", ": "),
    "full": ("案例全文", "The case in full"),
}  # fmt: skip
"""Name → Chinese and English."""


class Frame:
    """Says a frame in one language."""

    def __init__(self, lang: str) -> None:
        self._at = 1 if lang == "en" else 0

    def __call__(self, name: str, /, **facts: object) -> str:
        text = FRAMES[name][self._at]
        return text.format(**facts) if facts else text


def titles_for(topic: str) -> frozenset[str]:
    """The titles that the program itself gives."""
    names = ("brief", "brief of cases", "talk")
    return frozenset(text.format(topic=topic) for name in names for text in FRAMES[name])
