"""Cases by province and by theme → bars, as SVG for a page and PNG for a document."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping

from bot.render.chart import CHINESE
from retrieval.cases.grouping import charted

BAR, INK = "#9c2b23", "#333333"
FONTS = (*CHINESE, "WenQuanYi Zen Hei", "SimHei", "Microsoft YaHei", "Noto Serif CJK SC")


def bars(counts: Mapping[str, int], form: str) -> bytes | None:
    """The picture in `form` (svg or png), the same counts giving the same bytes.

    None where it cannot be drawn: no matplotlib, or (png) no font with Chinese characters.
    """
    try:
        import matplotlib
        from matplotlib.figure import Figure
        from matplotlib.font_manager import fontManager
    except ImportError:
        return None
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells of fonts that are not there
    held = set(fontManager.get_font_names())
    fonts = [name for name in FONTS if name in held]
    if form == "png" and not fonts:
        return None
    names, values = charted(counts)
    style = {
        "font.family": [*fonts, "DejaVu Sans"],
        "font.size": 10,
        "svg.fonttype": "none",
        "svg.hashsalt": "anwen",
    }
    with matplotlib.rc_context(style):  # type: ignore[arg-type]
        figure = Figure(figsize=(6.2, 0.32 * len(names) + 0.3), layout="constrained")
        axes = figure.subplots()
        axes.barh(range(len(names)), values, height=0.66, color=BAR)
        for at, value in enumerate(values):
            axes.text(value + 0.02 * max(values), at, str(value), va="center", color=INK)
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.set_xlim(0, max(values) * 1.12)
        axes.set_xticks([])
        axes.tick_params(length=0, colors=INK)
        for side in axes.spines.values():
            side.set_visible(False)
        out = io.BytesIO()
        metadata = {"Date": None} if form == "svg" else {"Software": None}
        figure.savefig(out, format=form, dpi=200, metadata=metadata, transparent=form == "svg")
    return out.getvalue()


def inline_svg(counts: Mapping[str, int], label: str) -> str | None:
    """The SVG as part of a page: its ink the page's own, so that it reads in the dark too."""
    drawn = bars(counts, "svg")
    if drawn is None:
        return None
    text = drawn.decode("utf-8")
    text = re.sub(r"<(metadata|style).*?</\1>|<!--.*?-->", "", text[text.index("<svg") :], flags=re.DOTALL)
    text = re.sub(r"font-family: [^;\"]*", "font-family: inherit", text)
    text = text.replace(INK, "currentColor").replace(INK.upper(), "currentColor")
    return text.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
