"""What is said of the text asked for is no theme of its cases."""

import pytest

from retrieval.question.slots.demands import subject


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("请就医药行贿案写段简报,几百字,要点到具体案子和数额,领导下午要用", "请就医药行贿案写段简报"),
        ("处里要一份简报:遗产怎么分,案情、判决、启示都要有", "遗产怎么分"),
        ("介绍高某某行贿案的案情、处理结果和意义,三百字左右", "介绍高某某行贿案"),
        ("写一段简报,讲品牌兴农,福建和陕西的做法都要带上", "讲品牌兴农,福建和陕西的做法都要带上"),
        ("行,那就这个案子写个三百字的简报", "行,那就这个案子写个三百字的简报"),
        ("帮我写个简报", "帮我写个简报"),
        ("讲讲法院怎么看政府收回特许经营", "讲讲政府收回特许经营"),
        ("法院都怎么判的", "法院都怎么判的"),
    ],
)
def test_who_a_text_is_for_and_what_it_is_to_have_say_nothing_of_its_cases(text: str, on: str) -> None:
    assert subject(text) == on
