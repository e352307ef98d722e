"""The page of `anwen serve` in a real browser: asking, reading, both languages, keyboard, phone and dark."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from bot.app import App
from bot.settings import Settings
from data.types import Case, CaseId, Collection, Field, Quote
from tests.bot.conftest import StandIn
from tests.bot.served.browser import CHROMIUM, PHONE, Browser, chromium
from tests.bot.served.serving import serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
ANSWERED = (
    "document.querySelectorAll('article:not([aria-busy])').length === {n} && !document.querySelector('.busy')"
)
ENTER = ("Enter", 13, "\r")
TAB = ("Tab", 9)
LUMINANCE = """(() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => {
      const c = part / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== "rgba(0, 0, 0, 0)") return colour;
    }
  };
  return [...document.querySelectorAll("h1, h2, .quiet, .asked, .answer, .cite, .case b, .text, mark, button, textarea")].map((node) => {
    const two = [light(getComputedStyle(node).color), light(paper(node))].sort((a, b) => b - a);
    return [node.className || node.tagName, (two[0] + 0.05) / (two[1] + 0.05)];
  });
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


def ask(browser: Browser, question: str, nth: int) -> None:
    browser.js("document.getElementById('question').focus()")
    browser.type(question)
    browser.press(*ENTER)
    browser.until(ANSWERED.format(n=nth))


def test_an_answer_opens_its_cases_with_exactly_the_quoted_words_marked(
    browser: Browser, http: httpx.Client
) -> None:
    browser.open(f"{http.base_url}/")
    ask(browser, "哪些案例涉及商业秘密？", 1)
    answer = http.post("/ask", json={"question": "哪些案例涉及商业秘密？"}).json()
    assert browser.js("document.querySelector('.answer').textContent") == answer["answer"]
    browser.until("document.querySelectorAll('details.case mark').length > 0")
    marked = browser.js("[...document.querySelectorAll('details.case mark')].map((mark) => mark.textContent)")
    quotes = answer["citations"][0]["quotes"]
    assert sorted(marked) == sorted({quote["text"] for quote in quotes})
    assert answer["basis"]["test"] in browser.js("document.querySelector('.why').textContent")
    assert not browser.js("document.querySelector('.why').open")
    ask(browser, "那江苏有哪些案例？", 2)
    assert "江苏" in browser.js("[...document.querySelectorAll('.answer')].at(-1).textContent")
    assert not browser.complaints


def test_a_mark_in_the_answer_opens_its_case(browser: Browser, http: httpx.Client) -> None:
    browser.open(f"{http.base_url}/")
    ask(browser, "各省各有几个案例？", 1)
    closed = browser.js("document.querySelectorAll('details.case:not([open])').length")
    assert closed > 6
    assert not browser.js("document.querySelector('details.all').open")
    browser.js("document.querySelectorAll('.cite')[3].click()")
    browser.until("document.querySelector('details.case[open] .text').textContent.length > 50")
    opened, mark = browser.js(
        "[document.querySelector('details.case[open] b').textContent, document.querySelectorAll('.cite')[3].textContent]"
    )
    assert opened == mark


def test_nothing_is_asked_of_anybody_else_and_the_policy_would_not_let_it(
    browser: Browser, http: httpx.Client
) -> None:
    browser.open(f"{http.base_url}/")
    ask(browser, "浙江有哪些案例？", 1)
    assert {urlsplit(url).netloc for url in browser.requested if url.startswith("http")} == {
        http.base_url.netloc.decode()
    }
    stopped = browser.js("fetch('http://127.0.0.1:9/').then(() => false, () => true)")
    assert stopped
    assert any("Content Security Policy" in json.dumps(complaint) for complaint in browser.complaints)
    browser.js("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran=1\">')")
    assert not browser.js("window.ran")


def test_the_keyboard_alone_is_enough(browser: Browser, http: httpx.Client) -> None:
    browser.open(f"{http.base_url}/")
    browser.js("document.activeElement.blur()")
    browser.press("/", 191, "/")
    assert browser.js("document.activeElement.id") == "question"
    assert browser.js("document.getElementById('question').value") == ""
    browser.type("浙江有")
    browser.press("Enter", 13, "\r", shift=True)
    assert browser.js("document.querySelectorAll('article').length") == 0
    browser.js("document.getElementById('question').value = ''")
    browser.type("哪些案例涉及商业秘密？")
    browser.press(*ENTER)
    browser.until(ANSWERED.format(n=1))
    browser.press("ArrowUp", 38)
    assert browser.js("document.getElementById('question').value") == "哪些案例涉及商业秘密？"
    browser.js("document.getElementById('language').focus()")
    reached = []
    for _ in range(7):
        browser.press(*TAB)
        reached.append(browser.js("document.activeElement.className || document.activeElement.tagName"))
        assert browser.js("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert {"SUMMARY", "INPUT", "cite", "TEXTAREA"} <= set(reached)


def test_enter_that_chooses_a_word_sends_nothing(browser: Browser, http: httpx.Client) -> None:
    browser.open(f"{http.base_url}/")
    browser.js("document.getElementById('question').focus()")
    browser.do("Input.imeSetComposition", text="anli", selectionStart=4, selectionEnd=4)
    browser.press("Enter", 229)
    assert browser.js("document.querySelectorAll('article').length") == 0


def test_collections_are_listed_bound_the_question_and_open_case_by_case(
    browser: Browser, http: httpx.Client
) -> None:
    browser.open(f"{http.base_url}/")
    browser.until("document.querySelectorAll('#collections li').length === 1")
    assert "30" in browser.js("document.querySelector('#collections label').textContent")
    browser.js("document.querySelector('#collections summary').click()")
    browser.until("document.querySelectorAll('#collections ol button').length === 30")
    browser.js("document.querySelectorAll('#collections ol button')[7].click()")
    browser.until("document.querySelector('article.case .text')?.textContent.includes('商业秘密')")
    browser.js("document.querySelector('#collections input').click()")
    ask(browser, "浙江有哪些案例？", 2)
    sent = [
        e["params"]["request"].get("postData", "")
        for e in browser.events
        if e["method"] == "Network.requestWillBeSent"
    ]
    assert any('"collections":["ip-power-2"]' in data for data in sent)


def test_a_link_to_a_case_opens_it(browser: Browser, http: httpx.Client) -> None:
    browser.open(f"{http.base_url}/#/ip-power-2/8")
    browser.until("document.querySelector('article.case .text')?.textContent.includes('商业秘密')")


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_it_fits_and_in_either_light_it_can_be_read(
    browser: Browser, http: httpx.Client, dark: bool
) -> None:
    browser.open(f"{http.base_url}/", PHONE, dark)
    ask(browser, "浙江有哪些案例？", 1)
    browser.until("document.querySelectorAll('details.case mark').length > 0")
    width, content = browser.js("[innerWidth, document.documentElement.scrollWidth]")
    assert (width, content) == (412, 412)
    assert not browser.js("document.getElementById('library').open")
    short = browser.js(
        "[...document.querySelectorAll('header button, form button')].filter((b) => b.offsetParent && b.offsetHeight < 40).length"
    )
    assert short == 0
    poor = [(name, ratio) for name, ratio in browser.js(LUMINANCE) if ratio < 4.5]  # WCAG 2.2, 1.4.3
    assert poor == []
    paper = browser.js("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", paper)[:3])) < 150) == dark


def test_it_speaks_english_too_and_remembers_it(browser: Browser, http: httpx.Client) -> None:
    browser.open(f"{http.base_url}/")
    browser.js("document.getElementById('language').click()")
    try:
        browser.open(f"{http.base_url}/")
        assert browser.js("document.documentElement.lang") == "en"
        assert browser.js("document.getElementById('send').textContent") == "Ask"
        left = browser.js(
            "[...document.querySelectorAll('[data-word]')].filter((node) => !node.textContent).length"
        )
        assert left == 0
    finally:
        browser.js("localStorage.clear()")


def test_a_token_is_asked_for_once(browser: Browser, loaded: App) -> None:
    with serving(loaded, token="hush") as guarded:
        browser.open(f"{guarded.base_url}/")
        browser.until("!document.getElementById('gate').hidden")
        browser.js("document.getElementById('token').focus()")
        browser.type("hush")
        browser.press(*ENTER)
        browser.until("document.querySelectorAll('#collections li label').length === 1")
        ask(browser, "案例8", 1)
        assert "[案例8]" in browser.js("document.querySelector('.answer').textContent")


class Odd(StandIn):
    """Cites a case whose text counts otherwise in a browser, and would be markup there."""

    def answer(self, question: str, *args: object, **how: object):  # type: ignore[no-untyped-def]
        given = super().answer("商业秘密")
        case = Case(
            CaseId("odd", 1),
            "<img src=x onerror=window.ran=1>",
            (Field("summary", "𠮷𠮷<b>野家</b>𠮷\u202e商"),),
        )
        quotes = (Quote("summary", 2, 8, "<b>野家<", (5, 7)),)
        cited = replace(given.citations[0], case=case, quotes=quotes)
        return replace(given, text="<b>答</b>[案例1]", citations=(cited,))


def test_texts_are_text_and_their_places_code_points(browser: Browser, catalog_home: Path) -> None:
    app = App(Settings(home=catalog_home))
    app.__dict__["answerer"] = Odd(app.catalog.records)
    held = app.records()
    case = Odd(app.catalog.records).answer("").citations[0].case
    odd = replace(
        held,
        collections=(*held.collections, Collection("odd", "奇", "奇", "", "")),
        cases=(*held.cases, case),
    )
    app.records = lambda: odd  # type: ignore[method-assign]
    with serving(app) as served:
        browser.open(f"{served.base_url}/")
        ask(browser, "问", 1)
        browser.until("document.querySelector('mark')")
        assert browser.js("document.querySelector('mark').textContent") == "<b>野家<"
        assert browser.js("document.querySelector('mark strong').textContent") == "野家"
        assert browser.js("document.querySelector('.answer').textContent") == "<b>答</b>[案例1]"
        assert "\u202e" not in browser.js("document.body.textContent")
        assert not browser.js("window.ran")
