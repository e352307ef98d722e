"""The learned tagger: how much each character of a question says what it is about."""

from __future__ import annotations

import time

import pytest

from retrieval.question.learned.tagger import Tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


@pytest.mark.parametrize("text", ["", "？", "茶", "案例\n\t 8", "ＡＢ Ⅷ ①", "\ud800", "长" * 3000])
def test_every_character_is_weighed_between_nought_and_one(tagger: Tagger, text: str) -> None:
    weights = tagger.weights(text)
    assert len(weights) == len(text)
    assert all(0 <= weight <= 1 for weight in weights)


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("请检索涉及海水稻的典型案例", "海水稻"),
        ("有没有讲腊肉的案子", "腊肉"),
        ("哪些单位搞过苔藓养护", "苔藓养护"),
        ("跟潜水证沾边的一共有几个", "潜水证"),
    ],
)
def test_a_theme_that_was_never_seen_outweighs_the_words_around_it(
    tagger: Tagger, text: str, theme: str
) -> None:
    weights = tagger.weights(text)
    start, end = text.index(theme), text.index(theme) + len(theme)
    inside, outside = weights[start:end], weights[:start] + weights[end:]
    assert sum(inside) / len(inside) > 2 * sum(outside) / len(outside)


def test_a_question_is_weighed_in_under_five_milliseconds(tagger: Tagger) -> None:
    text = "请检索由海关报送的跨境电商侵权典型案例，按省份列出来，一共有几个"
    tagger.weights(text)
    spent = []
    for _ in range(30):
        start = time.perf_counter()
        tagger.weights(text)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.005
