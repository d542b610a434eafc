"""The frame of the trajectory: dates to inches, bands of phases, levels, dates along the bottom, outages, events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from babel.dates import format_date
from matplotlib.patches import Polygon, Rectangle

from rse_maturity.views.charts.page import BODY, HEADING, SMALL
from rse_maturity.views.charts.palette import GREY_D, GREY_M, INK, PAPER, PHASE, PHASE_TEXT, PHASE_TINT
from rse_maturity.views.charts.text import SMALLEST, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.charts.page import Page
    from rse_maturity.views.charts.trajectory_story import Band, Mark

STRIP, NAMES = 0.085, 0.3  # inches: the full-strength strip, and the lane of phase names under it
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
_FEW_MONTHS, _YEARS_ONLY = 9, 37
_TRIANGLE = 0.055
_LABEL, _STUMP = 2.1, 14  # inches at most; letters: what is cut shorter names nothing
_ROOM_BELOW = 0.6  # inches between the line and the bottom, enough for a name
_MOST_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """One panel in inches: days run from `start` to `end`, levels from 0 at `bottom` to `most` at `top`."""

    left: float
    right: float
    bottom: float
    top: float
    start: date
    end: date
    most: float

    def x(self, day: date) -> float:
        """Return where a day stands; it ends at its right."""
        days = (self.end - self.start).days + 1
        return self.left + (self.right - self.left) * ((day - self.start).days + 1) / days

    def begin(self, day: date) -> float:
        """Return where a day begins."""
        days = (self.end - self.start).days + 1
        return self.left + (self.right - self.left) * (day - self.start).days / days

    def clipped(self, mark: Mark) -> tuple[float, float]:
        """Return the two ends of a mark, within the panel."""
        return self.begin(max(mark.start, self.start)), self.x(min(mark.end, self.end))

    def y(self, level: float) -> float:
        """Return the height of a level."""
        return self.bottom + (self.top - self.bottom) * level / self.most


def scale(highest: float, *, whole: bool = False) -> tuple[float, float]:
    """Choose the top of the axis and the step of its levels: three to six steps that hold `highest`."""
    if whole:
        step = next(
            step * 10**power
            for power in range(9)
            for step in (1, 2, 5)
            if ceil(highest / (step * 10**power)) <= _MOST_LEVELS
        )
        return max(ceil(highest / step), 1) * float(step), float(step)
    step = next((step for step in _STEPS if ceil(round(highest / step, 6)) <= _MOST_LEVELS), _STEPS[-1])
    return max(ceil(round(highest / step, 6)), 1) * step, step


def tints(page: Page, frame: Frame, bands: Sequence[Band], *, above: float = 0.0) -> None:
    """Fill the panel, and `above` inches over it, with the tint of each phase, parted by white."""
    for band in bands:
        left, right = frame.begin(band.start), frame.x(band.end)
        _box(page, (left, frame.bottom, right, frame.top + above), PHASE_TINT[band.phase], zorder=0)
        if band is not bands[0]:
            page.line((left, left), (frame.bottom, frame.top + above), color=PAPER, width=1.6, zorder=1.5)


def strip(page: Page, texts: Catalogue, frame: Frame, bands: Sequence[Band], y: float) -> None:
    """Draw the phases at full strength above `y`, and their names in the lane below, with an arrow on the way down.

    A phase whose every band is too narrow for its name has it once above the strip.
    """
    named = set()
    for band in bands:
        left, right = frame.begin(band.start), frame.x(band.end)
        _box(page, (left + 0.008, y, right - 0.008, y + STRIP), PHASE[band.phase], zorder=1)
        name = texts.text(f"charts.phase.{band.phase}")
        arrowed = [(f"{name} ↘", HEADING), (f"{name} ↘", SMALL)] if band.back else []
        for label, size in (*arrowed, (name, HEADING), (name, SMALL)):
            if page.width_of(label, size, "semibold") <= right - left - 0.08:
                at = ((left + right) / 2, y - NAMES / 2 - 0.02)
                color = PHASE_TEXT[band.phase]
                page.text(*at, label, size=size, weight="semibold", color=color, ha="center", middle=True)
                named.add(band.phase)
                break
    left_over = {band.phase: band for band in sorted(bands, key=lambda b: b.end - b.start) if band.phase not in named}
    _above(page, texts, frame, list(left_over.values()), y + STRIP + 0.06)


def _above(page: Page, texts: Catalogue, frame: Frame, bands: Sequence[Band], y: float) -> None:
    if not bands:
        return
    names = [texts.text(f"charts.phase.{band.phase}") for band in bands]
    widest = max(page.width_of(name, SMALL, "semibold") for name in names)
    middles = [(frame.begin(band.start) + frame.x(band.end)) / 2 for band in bands]
    places = spread(middles, widest + 0.1, frame.left + widest / 2, frame.right - widest / 2)
    for band, name, x in zip(bands, names, places, strict=True):
        page.text(x, y, name, size=SMALL, weight="semibold", color=PHASE_TEXT[band.phase], ha="center")


def levels(page: Page, texts: Catalogue, frame: Frame, step: float, *, form: str = "percent") -> None:
    """Draw white lines across the panel at each step, with the level at their left."""
    for rank in range(round(frame.most / step) + 1):
        y = frame.y(rank * step)
        if rank:
            page.line((frame.left, frame.right), (y, y), color=PAPER, width=1.3, zorder=1.4)
        words = texts.fill(f"{{level:{form}}}", level=rank * step)
        page.text(frame.left - 0.07, y, words, size=BODY, color=GREY_D, ha="right", middle=True)


def dates(page: Page, texts: Catalogue, frame: Frame) -> None:
    """Write months under the panel, the year under the first of each year; over three years, years alone."""
    months = _months(frame.start, frame.end)
    if len(months) >= _YEARS_ONLY:
        shown = [day for day in months if day.month == 1]
    else:
        step = 1 if len(months) <= _FEW_MONTHS else 3
        shown = [day for day in months if (day.month - 1) % step == 0] or months[:1]
    years: set[int] = set()
    taken = float("-inf")
    for day in shown:
        x = frame.begin(day)
        only_year = len(months) >= _YEARS_ONLY
        words = str(day.year) if only_year else format_date(day, "LLL", locale=texts.locale)
        half = max(page.width_of(words, BODY), page.width_of("0000", BODY)) / 2
        if x - half < taken + 0.06:
            continue
        taken = x + half
        page.line((x, x), (frame.bottom, frame.bottom - 0.04), color=GREY_M, width=0.8)
        page.text(x, frame.bottom - 0.19, words, size=BODY, color=GREY_D, ha="center")
        if not only_year and day.year not in years:
            page.text(x, frame.bottom - 0.36, str(day.year), size=BODY, color=GREY_D, ha="center")
        years.add(day.year)


def _months(start: date, end: date) -> list[date]:
    """Return the first days of the months between two days."""
    first = start.year * 12 + start.month - 1
    last = end.year * 12 + end.month - 1
    days = [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]
    return [day for day in days if day >= start]


def gaps(page: Page, frame: Frame, outages: Sequence[Mark]) -> None:
    """Hatch the outages."""
    for mark in outages:
        left, right = frame.clipped(mark)
        page.axes.add_patch(
            Rectangle(
                (left, frame.bottom),
                max(right - left, 0.03),
                frame.top - frame.bottom,
                facecolor=PAPER,
                edgecolor=GREY_M,
                linewidth=0.0,
                hatch="//////",
                zorder=1.6,
            )
        )


def lane(page: Page, texts: Catalogue, frame: Frame, events: Sequence[Mark], y: float) -> int:
    """Mark events on a lane at `y`, each name once where there is room; return how many names found none."""
    words = texts.text("charts.trajectory.events")
    page.text(frame.left - 0.07, y, words, size=BODY, color=GREY_D, ha="right", middle=True)
    spots = []
    for mark in events:
        left, right = frame.clipped(mark)
        middle = left + _TRIANGLE
        spots.append(middle)
        if right - left > 4 * _TRIANGLE:
            page.line((left, right), (y - 0.11, y - 0.11), color=GREY_M, width=2.0)
        corners = [(middle - _TRIANGLE, y - _TRIANGLE), (middle + _TRIANGLE, y - _TRIANGLE), (middle, y + _TRIANGLE)]
        page.axes.add_patch(Polygon(corners, facecolor=GREY_D, linewidth=0, zorder=4))
    named: set[str] = set()
    free = frame.left
    for rank, (mark, middle) in enumerate(zip(events, spots, strict=True)):
        following = spots[rank + 1] - 1.6 * _TRIANGLE if rank + 1 < len(spots) else page.right
        before = free
        free = max(free, middle + 2 * _TRIANGLE)
        if mark.name in named:
            continue
        after = page.fit(mark.name, min(following - middle - 1.6 * _TRIANGLE, _LABEL), size=BODY, least=SMALLEST)
        ahead = page.fit(mark.name, min(middle - 1.6 * _TRIANGLE - before, _LABEL), size=BODY, least=SMALLEST)
        to_left = len(ahead[0]) > len(after[0])
        label, size = ahead if to_left else after
        if "…" in label and len(label) < _STUMP:
            continue
        named.add(mark.name)
        wide = page.width_of(label, size)
        x = middle - 1.6 * _TRIANGLE - wide if to_left else middle + 1.6 * _TRIANGLE
        page.text(x, y, label, size=size, color=GREY_D, middle=True)
        free = max(free, x + wide + _TRIANGLE)
    return len({mark.name for mark in events} - named)


def outage_names(
    page: Page,
    texts: Catalogue,
    frame: Frame,
    outages: Sequence[Mark],
    *,
    low: Sequence[float],
    keep_off: Sequence[tuple[float, float]],
) -> None:
    """Name each outage inside the panel, beside its hatching, where there is room.

    `low` is the height of the line there, in levels; `keep_off` are stretches in inches where something is written.
    """
    taken = [(start, end, below) for start, end in keep_off for below in (True, False)]
    for mark, level in zip(outages, low, strict=True):
        left, right = frame.clipped(mark)
        below = frame.y(level) - frame.bottom > _ROOM_BELOW
        label = texts.text("charts.trajectory.outage", name=mark.name)
        sides = [(frame.right - right - 0.14, False), (left - frame.left - 0.14, True)]
        for room, to_left in sorted(sides, key=lambda side: page.width_of(label, SMALL, "semibold") > side[0]):
            lines = page.wrap(label, min(room, 2.6), size=SMALL, weight="semibold") if room > 0.5 else []  # noqa: PLR2004 - inches
            wide = max((page.width_of(line, SMALL, "semibold") for line in lines), default=0.0)
            x = left - 0.07 - wide if to_left else right + 0.07
            if not lines or len(lines) > 3 or any(b == below and x < r and start < x + wide for start, r, b in taken):  # noqa: PLR2004 - lines
                continue
            base = frame.bottom + 0.1 + 0.15 * (len(lines) - 1) if below else frame.top - 0.2
            for rank, line in enumerate(lines):
                page.text(x, base - 0.15 * rank, line, size=SMALL, weight="semibold", color=INK)
            taken.append((x, x + wide, below))
            break


def _box(page: Page, box: tuple[float, float, float, float], color: str, *, zorder: float) -> None:
    left, bottom, right, top = box
    page.axes.add_patch(
        Rectangle((left, bottom), right - left, top - bottom, facecolor=color, linewidth=0, zorder=zorder)
    )
