"""What a collection is called: its title in the file, and the id and label that follow from it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from data.collections import bundled
from data.errors import SettingError
from data.patterns import regex
from data.reading.document import Dropped
from data.reading.signs.cleaning import clean
from data.reading.signs.groups import is_group
from data.reading.signs.headings import headings

ID = regex(r"[a-z0-9][a-z0-9-]{1,58}[a-z0-9]")
_BATCH = regex(r"第[一二三四五六七八九十百0-9]{1,4}[批辑期]")
_ATTACHMENT = regex(r"附件[\s\d一二三四五六七八九十]*[：:]?")
_REMARK = regex(
    r"[（(※*]?\s*(?:(?:填报|填表|填写|使用|编制|编写|阅读)?(?:说明|须知|要求|提示)|备注|附注|注意(?:事项)?|温馨提示|注|表\s*\d+)\s*[：:、)）]?(?:$|(?<=[：:、)）]))"
    r"|(?!.*(?:案例|清单|名单)).*(?:请勿|不得|仅供).*"
)
"""What stands over a table for those who fill it in."""
_IS_NOTICE = regex(r"^\s*附件|(?:通知|公告|通告|函)\s*$")
"""关于印发某市典型案例的通知 is the notice that came with the list, not the list."""
_FRAME = regex(
    r"^.*(?:发布|关于)"
    r"|(?:[一二三四五六七八九十\d]*大)?(?:典型|优秀|指导性?)?案例(?:选编|汇编|集)?$"
    r"|[\s\[\]【】《》·]"
)
_MAX_TITLE = 80
_MAX_LABEL = 12
_SHORT_TITLE = 6
"""Shorter lines (典型案例) are rather a link or a heading than the title of a collection."""


def find_title(before: Iterable[Dropped], named: str = "") -> Dropped | None:
    """The line that is the title, among those before the first case; None where no line is.

    The one that says what the file itself is `named`, else one about cases, else, without a name, the first.
    """
    lines = [line for line in before if not line.aside and _as_title(line.text)]
    if named and (same := next((line for line in lines if _as_title(line.text) == _as_title(named)), None)):
        return same
    about_cases = [line for line in lines if "案例" in line.text]
    about_cases.sort(key=lambda line: (_IS_NOTICE.search(line.text) is not None, _is_short(line)))
    return next(iter(about_cases), lines[0] if lines and not named else None)


def _is_short(line: Dropped) -> bool:
    return len(_as_title(line.text)) < _SHORT_TITLE


def called(parts: Sequence[tuple[int, str]], path: Path) -> str:
    """What the file is called that has no title: by its only sheet, where that says more than the file's name."""
    name = parts[0][1] if len(parts) == 1 else ""
    says_more = len(name) >= _SHORT_TITLE or path.stem.isascii()
    return name if name and not name.isascii() and says_more else path.stem


def title_from(line: Dropped) -> str:
    """The title as a line of the file gives it."""
    return _as_title(line.text)


def id_for(title: str, path: Path) -> str:
    """The id of the collection of that title and file: the same for the same, always.

    The bundled collection's title gives its id, whatever form it comes in. Else the file's name when it is
    ASCII (admin-agreement-cases), else a digest of the title.
    """
    if title == bundled().title:
        return bundled().id
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:60].strip("-")
    if path.stem.isascii() and ID.fullmatch(slug):
        return slug
    return f"c-{hashlib.sha256(title.encode('utf-8', 'replace')).hexdigest()[:10]}"


def check_id(collection_id: str) -> str:
    """`collection_id`; SettingError where it is not an id."""
    if not ID.fullmatch(collection_id):
        raise SettingError("--collection", collection_id, " 3–60 个小写字母、数字或连字符，如 ip-power-3")
    return collection_id


def label_for(title: str) -> str:
    """The short label of the title: 第二批 where it has one, else its core without 发布 … 典型案例, never half a word."""
    if batch := _BATCH.search(title):
        return batch[0]
    core = _FRAME.sub("", title) or title
    if len(core) <= _MAX_LABEL:
        return core
    from data.cutting import cutter

    kept = ""
    for word in cutter().words(core):
        at = core.find(word, len(kept)) + len(word)
        if at > _MAX_LABEL:
            break
        kept = core[:at]
    return re.sub(r"[\W_]+$", "", kept) or core[:_MAX_LABEL]


def _as_title(text: str) -> str:
    """`text` as a title; empty where it cannot be one."""
    title = clean(text).lstrip("#＃ \u3000").replace("\n", "").strip()
    if (
        _REMARK.match(title)
        or _ATTACHMENT.fullmatch(title)
        or len(title) > _MAX_TITLE
        or title.endswith(("。", "：", ":", "；"))
    ):
        return ""
    if is_group(title) or headings([title]):  # 一、创造类: what comes first of a list that has no title
        return ""
    return title
