"""What stands around the content of a web page: navigation, footers, hidden parts, links to share it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from data.patterns import regex
from data.reading.document import Dropped, Line
from data.reading.signs.headings import headings

_TAGS = frozenset({"nav", "footer", "aside"})
_ROLES = frozenset({"navigation", "contentinfo", "banner", "search", "complementary", "menu", "menubar"})
_NAMES = regex(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|menus|submenu|breadcrumbs?|crumbs?|footer|foot|copyright|sidebar|"
    r"share|bdsharebuttonbox|pager|pagination|page-nav|toolbar|friend-?links?|site-?map|search|login)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST = 0.4
"""A part with more of the page's text than this is content, whatever it is called."""
_FURNITURE = regex(
    r"[\s\[【（(|]*(?:版权所有|版权声明|copyright|©|主办(?:单位)?[：:]|承办(?:单位)?[：:]|技术支持|网站(?:标识码|地图)|"
    r"[\u4e00-\u9fff]?ICP备|[\u4e00-\u9fff]公网安备|备案(?:号|序号)|打印(?:本页|此页|文章)?|关闭(?:窗口|本页)?|返回(?:顶部|首页)|"
    r"扫一扫|分享(?:到|至)|上一[篇条页]|下一[篇条页]|责任编辑|网站编辑|(?:您的)?(?:当前|现在)?(?:所在)?位置[：:]|首页\s*[>＞»|/]|"
    r"(?:信息|文章|稿件)?来源[：:]|(?:发布|更新)(?:时间|日期)[：:]|浏览(?:次数|量)?[：:]|字[体号][：:]|【?\s*字体|联系我们|"
    r"(?:大|中|小)\s+(?:大|中|小)).*",
    re.IGNORECASE,
)
_MAX_FURNITURE = 100


@dataclass
class Surroundings:
    """Which elements of a page with `size` characters of text are no part of its content."""

    size: int
    patience: int = 2_000_000
    """How many pieces of text may be looked at to tell; after that, everything is content."""
    shown: dict[Any, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    """Element → the sorts of its children that are not hidden."""

    def has(self, element: Any, tag: str) -> bool:
        """Whether the element is navigation, footer, hidden or the like."""
        if tag in ("html", "body"):
            return False
        if is_hidden(element):
            return not self._waits(element)
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        role = (element.get("role") or "").lower()
        return (tag in _TAGS or role in _ROLES or bool(_NAMES.search(named))) and self._is_small(element)

    def _waits(self, element: Any) -> bool:
        """Whether it only waits for its turn, like what is behind tabs: beside one of the same sort that is shown."""
        parent = element.getparent()
        if parent is None:
            return False
        if parent not in self.shown:
            self.shown[parent] = frozenset(_sort(one) for one in parent if not is_hidden(one))
        return bool(_sort(element)) and _sort(element) in self.shown[parent]

    def _is_small(self, element: Any) -> bool:
        characters = 0
        for piece in element.itertext():
            characters += len(piece)
            self.patience -= 1
            if characters > self.size * _MOST or self.patience < 0:
                return False
        return True


def is_hidden(element: Any) -> bool:
    """Whether the page says that the element is not shown."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _sort(element: Any) -> tuple[str, ...]:
    """Tag and first class; empty where it has no class."""
    return (str(element.tag), *names[:1]) if (names := (element.get("class") or "").split()) else ()


def is_furniture(text: str) -> bool:
    """Whether the line is what sites put on every page: 版权所有, 打印本页, 上一篇."""
    return len(text) <= _MAX_FURNITURE and _FURNITURE.fullmatch(text) is not None


def outside_the_cases(lines: Sequence[Line], places: Sequence[Any]) -> tuple[tuple[Line, ...], list[Dropped]]:
    """The lines without those that stand outside the element that holds all headings of cases."""
    paragraphs = [at for at, line in enumerate(lines) if not line.is_row and not line.is_blank]
    found = headings([lines[at].text for at in paragraphs])
    if len(found) < 2:
        return tuple(lines), []
    holder = _common([places[paragraphs[heading.at]] for heading in found])
    first = paragraphs[found[0].at]
    kept: list[Line] = []
    dropped: list[Dropped] = []
    for at, (line, place) in enumerate(zip(lines, places, strict=True)):
        if at < first or line.is_blank or _holds(holder, place):
            kept.append(line)
        else:
            dropped.append(Dropped(line.number, line.text, "在正文之外 (outside the article)", aside=True))
    return tuple(kept), dropped


def _common(elements: Sequence[Any]) -> Any:
    """The smallest element that holds all of them."""
    holder = elements[0].getparent() if elements[0].getparent() is not None else elements[0]
    for element in elements[1:]:
        above = {id(one): one for one in (holder, *holder.iterancestors())}
        holder = next((one for one in (element, *element.iterancestors()) if id(one) in above), holder)
    return holder


def _holds(holder: Any, element: Any) -> bool:
    return element is holder or any(one is holder for one in element.iterancestors())
