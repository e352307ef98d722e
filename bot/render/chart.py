"""An evaluation → a picture: one panel a measure, one bar a type of question."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.jobs.evaluation import RANKING, Evaluation
from retrieval.measuring.evaluation import MEASURES, Measures

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png")
COLUMNS = 4
BAR, OVERALL, RULE, INK = "#7da7c9", "#1f4e79", "#dddddd", "#333333"
CHINESE = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "PingFang SC", "Heiti SC")
"""Fonts for a file or a type named in Chinese, where the machine has one; ours are named in English."""


def draw(found: Evaluation, path: Path, file: str) -> None:
    """Write the chart to `path`, as its suffix says; the same figures give the same bytes."""
    import matplotlib

    logging.getLogger("matplotlib").setLevel(
        logging.ERROR
    )  # it tells of its font cache, and of fonts not there
    tables = [(found.answers, MEASURES)] + ([(found.retrieval, tuple(RANKING))] if found.retrieval else [])
    panels = [
        (measure, {"ALL": table.overall, **table.types}) for table, measures in tables for measure in measures
    ]
    fonts, vector = _installed(CHINESE), path.suffix.lower() == ".svg"
    named = [file] if vector or fonts or file.isascii() else []
    title = " · ".join(("anwen eval", *named, f"{found.answers.overall.questions} questions"))
    style: dict[Any, Any] = {
        "font.family": ["DejaVu Sans", *fonts],
        "font.size": 9,
        "svg.hashsalt": "anwen",
        "svg.fonttype": "none",  # text stays text: it can be searched, and any script finds its font
        "text.parse_math": False,
    }
    with matplotlib.rc_context(style):
        metadata = {"Date": None} if vector else {"Software": None}
        _figure(panels, title).savefig(path, dpi=144, metadata=metadata)


def _installed(names: Sequence[str]) -> list[str]:
    from matplotlib.font_manager import fontManager

    held = set(fontManager.get_font_names())
    return [name for name in names if name in held]


def _figure(panels: Sequence[tuple[str, Mapping[str, Measures]]], title: str) -> Figure:
    from matplotlib.figure import Figure

    types = list(panels[0][1])
    rows = -(-len(panels) // COLUMNS)
    figure = Figure(figsize=(12, rows * (0.22 * len(types) + 0.7) + 0.6), layout="constrained")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold", color=INK)
    grid = figure.subplots(rows, COLUMNS, sharey=True, squeeze=False)
    places = [axes for row in grid for axes in row]
    for axes, (measure, values) in zip(places, panels, strict=False):
        _panel(axes, measure, types, values)
    for axes in places[len(panels) :]:
        axes.set_axis_off()
    return figure


def _panel(axes: Axes, measure: str, types: Sequence[str], rows: Mapping[str, Measures]) -> None:
    """Bars from the top down, each with its figure; a type the measure does not apply to stays empty."""
    for at, kind in enumerate(types):
        value = rows[kind].values.get(measure)
        if value is None:
            axes.text(0.02, at, "–", va="center", color="#999999")
            continue
        axes.barh(at, value, height=0.72, color=OVERALL if at == 0 else BAR)
        axes.text(value + 0.02, at, f"{value:.2f}", va="center", fontsize=8, color=INK)
    axes.set_title(measure, loc="left", fontsize=10, color=INK)
    axes.set_xlim(0, 1.18)
    axes.set_ylim(len(types) - 0.4, -0.6)
    axes.set_xticks([0, 0.5, 1])
    axes.set_yticks(range(len(types)), types)
    axes.tick_params(length=0, labelsize=8, colors=INK)
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
