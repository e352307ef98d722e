"""What the cases were tested for, as a person says it: at the head of a list, and in English."""

from __future__ import annotations

from retrieval import lexicon
from retrieval.wording.frames import phrase

_OTHERWISE = " (or the same in other words)"
_TESTS = (
    ("写到“", "”（或同义说法）", f"mentioning “{{}}”{_OTHERWISE}"),
    ("写到“", "”", "mentioning “{}”"),
    ("与“", "”意思相近", "near in meaning to “{}”"),
    ("案例名称或正文含“", "”", "containing “{}”"),
    ("所在地为", "", "located in {}"),
    ("所在地不是", "", "not located in {}"),
    ("实施主体为", "", "by {}"),
)
"""How a test begins and ends, and how it is said in English."""
_SHORT = (
    ("写到“", "（或同义说法）", "涉及“"),
    ("案例名称或正文含", "", "含"),
    ("案例名称或正文写到", "", "写到"),
    ("所在地为", "", "在"),
    ("所在地不是", "", "不在"),
    ("所在地的层级为", "", "所在地是"),
    ("实施主体为", "", "主体是"),
    ("编号在“", "”", ""),
    ("发布日期在“", "”", "发布于"),
)
"""How a test begins and ends, and how it begins where it heads a list."""
_OF_WORDS = ("写到“", "与“")
"""How a test begins that is of words a segmenter cut out of the question."""
_OF_SUM = ("写到“", "”的数额")
"""How a test begins and ends of sums of which the question's own words say how large they are."""
_STRUNG, _BOTH, _EITHER = "、", "”和“", "”或“"
_ENDS = ("最重", "最轻", "最多", "最少", "最高", "最低")


def apart(test: str, english: bool) -> dict[str, str]:
    """The theme that a test ends with, and what else of it there is, as the frames of `list_other` say them."""
    parts = test.split("；")
    theme = next((part for part in reversed(parts) if part.startswith(_TESTS[0][0])), parts[-1])
    others = [part for part in parts if part is not theme]
    tests = short_test("；".join(others), english)
    within = phrase("within", english, tests=tests) if tests else ""
    what = theme.removeprefix(_TESTS[0][0]).removesuffix(_TESTS[0][1])
    return {"what": what if english or _reads_well(theme, len(others)) else "", "within": within}


def told_test(test: str, english: bool) -> str:
    """The test that the cases were put to, in the language of the answer as far as it can be said in it."""
    return "; ".join(map(_in_english, test.split("；"))) if english else test


def short_test(test: str, english: bool) -> str:
    """The same as a person would say it at the head of a list."""
    if english:
        return told_test(test, True).replace(_OTHERWISE, "")
    parts = test.split("；")
    told = [part for part in parts if not any(_holds(other, part) for other in parts if other != part)]
    return "，".join(_in_short(part) for part in told if _reads_well(part, len(told) - 1))


def of_an_end(test: str) -> bool:
    """Whether the cases are those with the most or the least of something: 所受处分最重."""
    return test.endswith(_ENDS)


def _reads_well(test: str, others: int) -> bool:
    """Whether a person would say a test at the head of a list beside so many `others`: no words strung together, none after
    several conditions."""
    if test.startswith(_OF_SUM[0]) and test.endswith(_OF_SUM[1]):
        return False  # 写到“起来过了一千万”的数额
    if not test.startswith(_OF_WORDS):
        return True
    strung = _STRUNG in test or test.count(_BOTH) > 1 or (_BOTH in test and _EITHER in test)
    return not strung and others < 2


def _holds(test: str, other: str) -> bool:
    """Whether a test says the words that `other` only looks for: 认定“明知” beside 含“明知”."""
    return other.startswith(_SHORT[1][0]) and other.removeprefix(_SHORT[1][0]) in test


def _in_short(test: str) -> str:
    for begins, ends, said in _SHORT:
        if test.startswith(begins) and test.endswith(ends):
            return said + test.removeprefix(begins).removesuffix(ends)
    return test


def _in_english(test: str) -> str:
    for begins, ends, said in _TESTS:
        if test.startswith(begins) and test.endswith(ends):
            what = (
                test.removeprefix(begins)
                .removesuffix(ends)
                .replace("、", ", ")
                .replace("”或“", "” or “")
                .replace("”和“", "” and “")
            )
            name = (
                what.title() if begins.startswith("所在地") and what.isascii() else what
            )  # questions come folded
            kinds = lexicon.kinds_in_english() if begins == "实施主体为" else {}
            return said.format(kinds.get(what, what) if kinds else name)
    return test
