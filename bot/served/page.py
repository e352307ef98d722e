"""The page for asking and reading: one file that fetches nothing but answers of this server."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from data.values import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """The page, and the Content-Security-Policy under which its own script and style run, and no other."""

    html: str
    policy: str


@cache
def page(lang: str) -> Page:
    """The page as it starts out in `lang`; whoever reads it may change that."""
    here = files("bot.served")
    style, script = ((here / name).read_text("utf-8") for name in ("page.css", "page.js"))
    frame = (here / "page.html").read_text("utf-8")
    html = frame.replace("{{lang}}", lang).replace("{{style}}", style).replace("{{script}}", script)
    policy = (
        f"default-src 'none'; style-src {_own(style)}; script-src {_own(script)}; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return Page(html, policy)


def _own(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
