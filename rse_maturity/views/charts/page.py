"""A page in inches, from its lower left corner; every text is measured before it is placed."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rse_maturity.views.charts.palette import ACCENT, GREY_D, GREY_L, INK, PAPER
from rse_maturity.views.charts.text import (
    DPI,
    MIDDLE,
    SMALLEST,
    Weight,
    balance,
    font,
    runs,
    shorten,
    unmarked,
    width_of,
    wrap,
    writable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from matplotlib.text import Text

MARGIN = 0.48
TITLE, SUBTITLE, HEADING, BODY, SMALL, SOURCE = 19.0, 11.5, 11.0, 10.0, 9.0, 8.6  # points
POINT = 1 / 72  # inch
LEADING = 1.22  # line to line, in sizes
_NOT_OURS = ("backend", "backend_fallback", "interactive", "toolbar", "timezone", "webagg", "tk.", "date.epoch")


@contextmanager
def house_style() -> Iterator[None]:
    """Draw with Matplotlib's own defaults, whatever the reader's machine has set; leaves no trace."""
    plain = {key: value for key, value in mpl.rcParamsDefault.items() if not key.startswith(_NOT_OURS)}
    with mpl.rc_context(plain):
        yield


@dataclass(frozen=True, slots=True)
class LegendRow:
    """A symbol and its words. `draw(x, y)` draws the symbol in a slot from `x` on, centred on the height `y`."""

    draw: Callable[[float, float], None]
    label: str
    slot: float = 0.3


@dataclass(frozen=True, slots=True)
class LegendBlock:
    """A heading over rows; the blocks come in the order who, size, colour."""

    heading: str
    rows: tuple[LegendRow, ...]


class Page:
    """A page of `width` by `height` inches; `axes` covers it and its units are inches.

    Attributes
    ----------
    figure, axes
        What Matplotlib draws on.
    left, right
        The margins, in inches from the left edge.
    top, bottom
        What is still free: `title` and `subtitle` lower `top`, `source` raises `bottom`.
    floor
        The lower edge: 0 until `end` cuts the page.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width, height), dpi=DPI, facecolor=PAPER)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, width), ylim=(0, height), aspect="equal")
        self.axes.axis("off")
        self.left, self.right = MARGIN, width - MARGIN
        self.top, self.bottom, self.floor = height - MARGIN, MARGIN, 0.0

    def end(self, y: float) -> None:
        """Cut the page off at the height `y`, which becomes its lower edge; what stands on it stays where it is."""
        self.floor = y
        self.figure.set_size_inches(self.width, self.height - y)
        self.axes.set_ylim(y, self.height)

    def width_of(self, text: str, size: float = BODY, weight: Weight = "regular") -> float:
        """Return how wide `text` comes out, in inches; spaces at its end count."""
        return width_of(text, size, weight)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = BODY,
        weight: Weight = "regular",
        color: str = INK,
        ha: Literal["left", "center", "right"] = "left",
        middle: bool = False,
        zorder: float = 5,
    ) -> Text:
        """Write one line with its baseline (`middle`: the middle of its letters) at `y`; no sign has a meaning."""
        return self.axes.text(
            x,
            y - (MIDDLE * size * POINT if middle else 0),
            writable(text),
            fontproperties=font(size, weight),
            color=color,
            ha=ha,
            va="baseline",
            parse_math=False,
            zorder=zorder,
        )

    def wrap(self, text: str, room: float, *, size: float = BODY, weight: Weight = "regular") -> list[str]:
        """Break `text` into lines of at most `room` inches."""
        lines = wrap(writable(text), room, lambda part: self.width_of(part, size, weight))
        return [line if " " in line else self.shorten(line, room, size=size, weight=weight) for line in lines]

    def shorten(self, text: str, room: float, *, size: float = BODY, weight: Weight = "regular") -> str:
        """Cut `text` to `room` inches with an ellipsis."""
        return shorten(writable(text), room, lambda part: self.width_of(part, size, weight))

    def fit(
        self, text: str, room: float, *, size: float, least: float = SMALLEST, weight: Weight = "regular"
    ) -> tuple[str, float]:
        """Return `text` and the size, down to `least`, at which it fits `room` inches; still too long, it is cut."""
        clean = writable(text)
        wide = self.width_of(clean, size, weight)
        fitted = size if wide <= room else max(least, int(10 * size * room / wide) / 10)
        return self.shorten(clean, room, size=fitted, weight=weight), fitted

    def title(self, marked: str, *, colors: Sequence[str] = (ACCENT,)) -> None:
        """Write the finding at the top, over one line or two; `[[phrase]]` takes its colour from `colors`, in order."""
        room, size = self.right - self.left, TITLE
        clean = writable(marked)
        lines = [clean]
        while size >= SUBTITLE:
            points = size
            lines = balance(clean, room, lambda part, points=points: self.width_of(part, points, "bold"))  # type: ignore[misc]
            if all(self.width_of(unmarked(line), size, "bold") <= room for line in lines):
                break
            size -= 0.5
        phrase = 0
        for rank, line in enumerate(lines):
            self.top -= size * POINT * (0.72 if rank == 0 else LEADING)
            written = ""
            for part, coloured in runs(line):
                color = INK if coloured is None else colors[min(phrase, len(colors) - 1)]
                start = written + part[: len(part) - len(part.lstrip(" "))]
                x = self.left + self.width_of(start, size, "bold")
                self.text(x, self.top, part.strip(" "), size=size, weight="bold", color=color)
                written += part
                broken = rank == 0 and len(lines) > 1 and lines[1].startswith("[[") and line.endswith(part + "]]")
                phrase += coloured is not None and not broken
        self.top -= size * POINT * 0.3

    def subtitle(self, text: str) -> None:
        """Write under the title what is counted, when, how many."""
        for rank, line in enumerate(self.wrap(text, self.right - self.left, size=SUBTITLE)):
            self.top -= SUBTITLE * POINT * (1.35 if rank == 0 else LEADING)
            self.text(self.left, self.top, line, size=SUBTITLE, color=GREY_D)
        self.top -= 0.14

    def source(self, text: str) -> None:
        """Write at the bottom, under a hairline, where the figures come from and what was left out."""
        lines = self.wrap(text, self.right - self.left, size=SOURCE)
        step = SOURCE * POINT * LEADING
        base = self.floor + MARGIN * 0.62
        for rank, line in enumerate(reversed(lines)):
            self.text(self.left, base + rank * step, line, size=SOURCE, color=GREY_D)
        self.bottom = base + (len(lines) - 1) * step + SOURCE * POINT * 1.5
        self.hairline(self.bottom)

    def source_height(self, text: str) -> float:
        """Return what `source` will take at the bottom of the page, in inches."""
        lines = self.wrap(text, self.right - self.left, size=SOURCE)
        return MARGIN * 0.62 + (len(lines) - 1) * SOURCE * POINT * LEADING + SOURCE * POINT * 1.5

    def hairline(self, y: float, *, left: float | None = None, right: float | None = None) -> None:
        """Draw a thin pale rule across the page."""
        ends = (self.left if left is None else left, self.right if right is None else right)
        self.line(ends, (y, y), color=GREY_L, width=0.9)

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        *,
        color: str = INK,
        width: float = 1.0,
        style: Literal["-", "--", ":"] | tuple[float, Sequence[float]] = "-",
        zorder: float = 2,
    ) -> None:
        """Draw a line through points in inches; `width` in points."""
        self.axes.add_line(
            Line2D(xs, ys, color=color, linewidth=width, linestyle=style, zorder=zorder, solid_capstyle="butt")
        )

    def legend_block(self, block: LegendBlock, x: float, y: float) -> tuple[float, float]:
        """Write one block with the top of its heading at `y`; return its right end and its lower end."""
        base = y - HEADING * POINT * 0.8
        self.text(x, base, block.heading, size=HEADING, weight="semibold")
        right = x + self.width_of(block.heading, HEADING, "semibold")
        middle = base + 0.01
        for row in block.rows:
            middle -= 0.235
            row.draw(x, middle)
            self.text(x + row.slot, middle, row.label, size=BODY, middle=True)
            right = max(right, x + row.slot + self.width_of(row.label, BODY))
        return right, middle - 0.12

    def legend_strip(
        self, blocks: Sequence[LegendBlock], y: float, *, x: float | None = None, gap: float = 0.5
    ) -> float:
        """Write blocks side by side, headings on one line with their top at `y`; return where the last one ends."""
        at = self.left if x is None else x
        for block in blocks:
            at = self.legend_block(block, at, y)[0] + gap
        return at - gap
