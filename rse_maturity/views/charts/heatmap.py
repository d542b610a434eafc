"""heatmap.png: the units by month in the colour of their phase; the staircase of who reached cruise, and when."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from rse_maturity.views.charts import heatmap_words as words
from rse_maturity.views.charts.heatmap_rows import heat_map
from rse_maturity.views.charts.page import BODY, SMALL, SUBTITLE, Page, house_style
from rse_maturity.views.charts.palette import ACCENT, GREY_D, GREY_L, GREY_M, INK, PAPER, PHASE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.verdict import PhaseLabel
    from rse_maturity.views.charts.heatmap_rows import Cell, HeatMap, Row

WIDE, TALL = 12.6, 30.0  # inches; the page is cut off below
NAMES, NAMES_LEAST = 2.6, 0.9
WIDEST, NARROWEST = 0.62, 0.34  # of a column
NAMED_MONTH = 0.40  # from this width on a month has its short name, below it its letter
ROW, ROW_OF_MANY, MANY = 0.42, 0.33, 18
AIR = 0.035  # between two cells
GAP = 0.2
PHASES: tuple[PhaseLabel, ...] = ("creation", "growth", "cruise")


@house_style()
def draw_heatmap(analysis: Analysis, texts: Catalogue) -> Figure | None:
    """Draw every unit month by month, coloured by its phase, with its participation in figures.

    Parameters
    ----------
    analysis
        Read: units, population, settings, input.sources.
    texts
        The language of the picture.

    Returns
    -------
    Figure or None
        None where fewer than two units could be judged.
    """
    seen = heat_map(analysis)
    if seen is None:
        return None
    ends = [words.standing(row, texts) for row in seen.rows]
    frame = _Frame(seen, ends, analysis.population, texts)
    page = frame.page
    said, colours = words.title(analysis, seen, texts)
    page.title(said, colors=colours)
    page.subtitle(words.subtitle(analysis, seen, texts))
    frame.heads(page.top - 0.08)
    top = frame.top
    for place, (row, end) in enumerate(zip(seen.rows, ends, strict=True)):
        frame.row(row, end, y=top - (place + 0.5) * frame.height)
    bottom = top - len(seen.rows) * frame.height
    _legend(page, seen, texts, x=frame.first, y=bottom - 0.3)
    source = words.source(analysis, seen, texts)
    page.end(bottom - 0.55 - page.source_height(source))
    page.source(source)
    return page.figure


class _Frame:
    """Where columns and rows lie; draws them."""

    def __init__(self, seen: HeatMap, ends: Sequence[str], population: str, texts: Catalogue) -> None:
        self.seen, self.texts = seen, texts
        self.height = ROW if len(seen.rows) <= MANY else ROW_OF_MANY
        page = Page(WIDE, TALL)
        self.since = texts.text(f"heatmap.head.{seen.aim}")
        self.people = texts.text(f"heatmap.head.{population}")
        names = max(page.width_of(row.name, BODY, "semibold") for row in seen.rows)
        names = min(max(names, NAMES_LEAST), NAMES) + GAP
        since = max(page.width_of(one, SMALL) for one in (self.since, *ends))
        right = since + page.width_of(self.people, SMALL) + 2 * GAP
        count = len(seen.ends)
        self.column = min(WIDEST, (page.right - page.left - names - right) / count)
        width = page.left + names + count * self.column + right + (WIDE - page.right)
        self.page = Page(max(width, WIDE * 0.75), TALL)
        self.first = self.page.left + names
        self.after = self.first + count * self.column
        self.right = self.after + right
        self.top = 0.0

    def heads(self, y: float) -> None:
        """Write years and months over the columns, and what the words at the end of the rows are."""
        page, years = self.page, [end.year for end in self.seen.ends]
        starts = [0, *(place for place, (a, b) in enumerate(pairwise(years), start=1) if a != b)]
        base = y - 0.14
        stops = [*starts[1:], len(years)]
        for start, stop in zip(starts, stops, strict=True):
            x, name = self.first + start * self.column, str(years[start])
            if page.width_of(name, BODY, "semibold") <= (stop - start) * self.column:
                page.text(x + AIR, base, name, size=BODY, weight="semibold")
            if start:
                page.line((x, x), (base + 0.1, base - 0.3), color=GREY_M, width=0.8)
        base -= 0.22
        form = "quarter" if self.seen.step == "quarter" else "monthname" if self.column >= NAMED_MONTH else "letter"
        for place, end in enumerate(self.seen.ends):
            middle = self.first + (place + 0.5) * self.column
            page.text(middle, base, self.texts.fill(f"{{end:{form}}}", end=end), size=SMALL, color=GREY_D, ha="center")
        page.text(self.after + GAP, base, self.since, size=SMALL, color=GREY_D)
        page.text(self.right, base, self.people, size=SMALL, color=GREY_D, ha="right")
        self.top = base - 0.09

    def row(self, row: Row, end: str, *, y: float) -> None:
        """Draw one unit with the middle of its cells at `y`."""
        page = self.page
        name, size = page.fit(row.name, self.first - page.left - GAP, size=BODY, weight="semibold")
        page.text(self.first - GAP / 2, y, name, size=size, weight="semibold", ha="right", middle=True)
        self._cells(row.cells, y=y)
        for place, cell in enumerate(row.cells):
            self._figure(cell, x=self.first + (place + 0.5) * self.column, y=y, entered=place == row.reached)
        if row.slipped is not None:
            self._framed(row.slipped, y=y)
        slipped = row.slipped is not None
        late = row.reached is None or row.now == "insufficient_data"
        page.text(
            self.after + GAP,
            y,
            end,
            size=SMALL,
            weight="bold" if slipped else "regular",
            color=ACCENT if slipped else GREY_D if late else INK,
            middle=True,
        )
        people = self.texts.value(row.people, "people")
        page.text(self.right, y, people, size=SMALL, color=GREY_D, ha="right", middle=True)

    def _cells(self, cells: Sequence[Cell], *, y: float) -> None:
        wide, high = self.column - AIR, self.height - AIR
        corner = y - high / 2
        for phase in (*PHASES, "insufficient_data"):
            boxes = [
                Rectangle((self.first + place * self.column + AIR / 2, corner), wide, high)
                for place, cell in enumerate(cells)
                if cell.phase == phase
            ]
            blank = phase == "insufficient_data"
            self.page.axes.add_collection(
                PatchCollection(
                    boxes,
                    facecolor=PAPER if blank else PHASE[phase],
                    edgecolor=GREY_L if blank else "none",
                    linewidth=0.8 if blank else 0,
                    zorder=1,
                    gid=phase,
                ),
                autolim=False,
            )

    def _figure(self, cell: Cell, *, x: float, y: float, entered: bool) -> None:
        """Write participation in percent, bold where the unit enters the phase that the map is about."""
        blank = cell.phase == "insufficient_data"
        color = GREY_M if blank else PAPER if cell.phase == "cruise" else INK
        text = "–" if cell.rate is None else self.texts.fill("{rate:points}", rate=cell.rate)
        size = BODY + 1.5 if entered else SMALL
        _, size = self.page.fit(text, self.column - 2 * AIR, size=size)
        self.page.text(
            x, y, text, size=size, weight="bold" if entered else "regular", color=color, ha="center", middle=True
        )

    def _framed(self, start: int, *, y: float) -> None:
        """Frame the months since a unit stepped back: accent on a white keyline."""
        x, wide = self.first + start * self.column, (len(self.seen.ends) - start) * self.column
        for color, width in ((PAPER, 4.4), (ACCENT, 2.4)):
            box = Rectangle((x, y - self.height / 2), wide, self.height, fill=False, edgecolor=color, linewidth=width)
            box.set_zorder(4)
            self.page.axes.add_patch(box)


def _legend(page: Page, seen: HeatMap, texts: Catalogue, *, x: float, y: float) -> None:
    """Name the colours that are there, and the frame."""
    there = {cell.phase for row in seen.rows for cell in row.cells}
    entries: list[tuple[str, str, float, str]] = [
        (PHASE[phase], "none", 0.0, texts.text(f"charts.phase.{phase}")) for phase in PHASES if phase in there
    ]
    if "insufficient_data" in there:
        entries.append((PAPER, GREY_M, 0.9, texts.text("heatmap.legend.unjudged")))
    if any(row.slipped is not None for row in seen.rows):
        entries.append((PAPER, ACCENT, 2.2, texts.text("heatmap.legend.slipped")))
    for face, edge, width, name in entries:
        box = Rectangle((x, y - 0.1), 0.34, 0.2, facecolor=face, edgecolor=edge, linewidth=width)
        page.axes.add_patch(box)
        page.text(x + 0.44, y, name, size=SUBTITLE, middle=True)
        x += 0.44 + page.width_of(name, SUBTITLE) + 0.4
