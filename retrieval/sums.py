"""What a sum of money is of, and whether it was only asked for: 月工资为6000元 bears no 加班费6000元 out."""

from __future__ import annotations

import re

from data.patterns import regex
from data.text import pairs

_FILLER = regex(r"(?:共计|合计|总计|一共|总共|累计|大约|将近|人民币|分别|[为是达约近共了的:：（(])+$")
"""What stands between a sum and what it is of: 加班费共计."""
_KIND = regex(r"[款金钱费额薪资]$")
"""How what a sum is of ends; else the words before it are a verb and whom it is given."""
_GIVEN = regex(r"判决|裁决|判令|判了|判赔|改判|裁定|支持|获赔|获得|拿到|赔偿了|[^谈]判(?=[^断例])")
_ASKED = regex(r"请求|诉请|主张|要求|索要|索赔|想要|申请|约定")
_BREAK, _PART = regex("[。；;]"), regex("[，,。；;]")
REACH = 60
"""Characters before a sum among which stands what it is of."""
NOUN = 3
"""Characters before a sum that say what it is of: 加班费."""


def of_another(sentence: str, start: int, source: str, held: int) -> bool:
    """Whether the sum at `sentence[start:]` is said to be of something that the one at `held` is not of."""
    before = _FILLER.sub("", re.split("[，。；：]", sentence[:start])[-1])
    own = pairs(before[-NOUN:]) if _KIND.search(before) else frozenset()
    near = "，".join(_PART.split(source[max(held - REACH, 0) : held])[-2:])
    after = _BREAK.split(source[held : held + 20])[0]
    return bool(own) and not own & (pairs(near) | pairs(after))


def gives(sentence: str) -> bool:
    """Whether `sentence` says that somebody was given a sum by who decides."""
    return bool(_GIVEN.search(sentence)) and not _ASKED.search(sentence)


def asked(clause: str) -> bool:
    """Whether `clause` is what a party asks for."""
    return bool(_ASKED.search(clause))
