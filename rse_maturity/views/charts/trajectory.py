"""trajectory.png: which phase, since when, how high, is it sure; participation over months, over bands of phases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from matplotlib.collections import EllipseCollection, PolyCollection

from rse_maturity.views.charts import trajectory_frame as framing
from rse_maturity.views.charts import trajectory_words as words
from rse_maturity.views.charts.page import BODY, HEADING, POINT, Page, house_style
from rse_maturity.views.charts.palette import ACCENT, GREY_D, INK, PAPER
from rse_maturity.views.charts.text import spread
from rse_maturity.views.charts.trajectory_story import story
from rse_maturity.views.charts.trajectory_weeks import draw_weeks
from rse_maturity.views.charts.words import files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.figure import Figure

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.views.charts.trajectory_frame import Frame
    from rse_maturity.views.charts.trajectory_story import Reading, Story

WIDTH, TALL = 9.4, 20.0
LEFT, RIGHT = 0.62, 1.5  # inches for levels at the left, for the last values at the right
MAIN_HEIGHT, SECOND_HEIGHT, LANE, BETWEEN = 2.75, 1.0, 0.34, 0.2
LARGE = 19.0  # points of the last value


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn; width in points."""

    color: str
    width: float
    style: Literal["-"] | tuple[float, tuple[float, float]] = "-"


_PENS = (Pen(INK, 1.7), Pen(GREY_D, 1.7, (0, (5.0, 2.0))), Pen(GREY_D, 1.7, (0, (1.2, 1.6))))


@house_style()
def draw_trajectory(analysis: Analysis, texts: Catalogue) -> Figure | None:
    """Draw participation month by month over bands of phases, with the figures that decided below.

    Parameters
    ----------
    analysis
        Read: trajectory, weekly, phase, population, settings (windows, campaign, outage), input.sources.
    texts
        The language of the picture.

    Returns
    -------
    Figure or None
        Bars of weekly active people where there is too little for phases; None where there is not even a week.
    """
    told = story(analysis, texts)
    if told is None and not analysis.weekly:
        return None
    page = Page(WIDTH, TALL)
    if told is None:
        page.title(words.title_of_weeks(analysis, texts))
        page.subtitle(words.subtitle_of_weeks(analysis, texts))
        end, source = draw_weeks(page, texts, analysis.weekly), files(analysis, texts)
    else:
        page.title(words.title(analysis, texts, told))
        page.subtitle(words.subtitle(analysis, texts))
        end, unnamed = _months(page, texts, analysis, told)
        source = words.source(analysis, texts, told, unnamed=unnamed)
    page.end(end - page.source_height(source))
    page.source(source)
    return page.figure


def _months(page: Page, texts: Catalogue, analysis: Analysis, told: Story) -> tuple[float, int]:
    """Draw both panels and the lane between them; return where they end below, and how many events have no name."""
    highest = max(reading.value if reading.high is None else reading.high for reading in told.main)
    most, step = framing.scale(highest)
    top = page.top - 0.16
    lane = texts.text("charts.trajectory.events")
    frame = framing.Frame(
        left=page.left + (max(LEFT, page.width_of(lane, BODY) + 0.1) if told.events else LEFT),
        right=page.right - RIGHT,
        bottom=top - framing.STRIP - framing.NAMES - MAIN_HEIGHT,
        top=top - framing.STRIP - framing.NAMES,
        start=told.start,
        end=told.end,
        most=most,
    )
    framing.tints(page, frame, told.bands, above=framing.NAMES)
    framing.strip(page, texts, frame, told.bands, frame.top + framing.NAMES)
    framing.levels(page, texts, frame, step)
    framing.gaps(page, frame, told.outages)
    _ribbon(page, frame, told.main)
    _line(page, frame, told.main, Pen(INK, 2.4))
    peak_at: list[tuple[float, float]] = []
    if told.peak is not None:
        _dot(page, frame, told.peak, INK)
        peak_at = [_peak(page, texts, frame, told.peak)]
    lows = [min(_near(told.main, mark.start), _near(told.main, mark.end)) for mark in told.outages]
    framing.outage_names(page, texts, frame, told.outages, low=lows, keep_off=peak_at)
    _last(page, texts, frame, told.main[-1], analysis.phase.momentum)
    y, unnamed = frame.bottom, 0
    if told.events:
        y -= LANE
        unnamed = framing.lane(page, texts, frame, told.events, y + LANE / 2)
    if told.measures:
        y -= 0.0 if told.events else BETWEEN
        frame = framing.Frame(frame.left, frame.right, y - SECOND_HEIGHT, y, told.start, told.end, 1.0)
        _second(page, texts, frame, told)
    else:
        frame = replace(frame, bottom=y)
    framing.dates(page, texts, frame)
    return frame.bottom - 0.5, unnamed


def _peak(page: Page, texts: Catalogue, frame: Frame, reading: Reading) -> tuple[float, float]:
    """Write the highest value over its dot, or beside it under the top of the panel; return where it stands."""
    words = texts.fill("{value:share}", value=reading.value)
    size = BODY + 1.5
    wide = page.width_of(words, size, "bold")
    x, y = frame.x(reading.day), frame.y(reading.value if reading.high is None else reading.high) + 0.09
    left = x - wide / 2
    if y + 0.16 > frame.top:
        y = frame.y(reading.value) - 0.06
        left = x + 0.12 if x + 0.12 + wide < frame.right else x - 0.12 - wide
    page.text(left, y, words, size=size, weight="bold")
    return left - 0.05, left + wide + 0.05


def _near(readings: Sequence[Reading], day: date) -> float:
    """Return the reading nearest to a day."""
    return min(readings, key=lambda reading: abs((reading.day - day).days)).value


def _second(page: Page, texts: Catalogue, frame: Frame, told: Story) -> None:
    """Draw the figures that decided, each named at its right end with its last value."""
    framing.tints(page, frame, told.bands)
    framing.levels(page, texts, frame, 0.5)
    framing.gaps(page, frame, told.outages)
    ends = [frame.y(readings[-1].value) for readings in told.measures.values()]
    places = spread(ends, 0.19, frame.bottom, frame.top)
    for (metric, readings), y, pen in zip(told.measures.items(), places, _PENS, strict=False):
        _line(page, frame, readings, pen)
        value = texts.fill("{value:percent}", value=readings[-1].value)
        page.text(frame.right + 0.1, y, value, size=BODY, weight="bold", color=pen.color, middle=True)
        x = frame.right + 0.1 + page.width_of(value, BODY, "bold") + 0.08
        label, size = page.fit(texts.text(f"charts.trajectory.measure.{metric}"), page.right - x, size=BODY)
        page.text(x, y, label, size=size, color=pen.color, middle=True)


def _ribbon(page: Page, frame: Frame, readings: Sequence[Reading]) -> None:
    """Draw the interval of each stretch without a gap."""
    stretch: list[tuple[float, float, float]] = []
    for reading in (*readings, None):
        known = reading is not None and reading.low is not None and reading.high is not None
        if stretch and not (known and reading is not None and reading.joined):
            edge = [(x, low) for x, low, _ in stretch] + [(x, high) for x, _, high in reversed(stretch)]
            page.axes.add_collection(
                PolyCollection([edge], facecolors=INK, alpha=0.2, linewidths=0, zorder=2), autolim=False
            )
            stretch = []
        if reading is not None and reading.low is not None and reading.high is not None:
            stretch.append((frame.x(reading.day), frame.y(reading.low), frame.y(min(reading.high, frame.most))))


def _line(page: Page, frame: Frame, readings: Sequence[Reading], pen: Pen) -> None:
    """Draw a line through the readings, with a thin dotted bridge over what is missing."""
    stretch: list[tuple[float, float]] = []
    for reading in readings:
        spot = (frame.x(reading.day), frame.y(reading.value))
        if stretch and not reading.joined:
            _stroke(page, stretch, pen)
            _stroke(page, [stretch[-1], spot], Pen(pen.color, min(pen.width, 1.4), (0, (1.0, 2.2))))
            stretch = []
        stretch.append(spot)
    _stroke(page, stretch, pen)


def _stroke(page: Page, spots: Sequence[tuple[float, float]], pen: Pen) -> None:
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    page.line(xs, ys, color=pen.color, width=pen.width, style=pen.style, zorder=3)


def _dot(page: Page, frame: Frame, reading: Reading, color: str) -> None:
    """Draw a dot on the line, with a white keyline."""
    page.axes.add_collection(
        EllipseCollection(
            [0.13],
            [0.13],
            [0.0],
            units="xy",
            offsets=[(frame.x(reading.day), frame.y(reading.value))],
            offset_transform=page.axes.transData,
            facecolors=color,
            edgecolors=PAPER,
            linewidths=1.6,
            zorder=4,
        ),
        autolim=False,
    )


def _last(page: Page, texts: Catalogue, frame: Frame, reading: Reading, momentum: str) -> None:
    """Write the last value large at the right of its end, what it is, how sure, and where it is heading."""
    _dot(page, frame, reading, ACCENT)
    lines = [words.margin(texts, reading)]
    if momentum != "unknown":
        lines.append(texts.text(f"charts.trajectory.momentum.{momentum}"))
    below = [line for line in lines if line]
    height = LARGE * POINT * 0.36
    x = frame.right + 0.14
    y = max(frame.y(reading.value), frame.bottom + 0.3 + 0.17 * len(below))
    page.text(x, y - height, texts.fill("{v:share}", v=reading.value), size=LARGE, weight="bold", color=ACCENT)
    y -= height + 0.19
    page.text(x, y, texts.text("charts.trajectory.participation"), size=HEADING, weight="semibold")
    for line in below:
        y -= 0.18
        page.text(x, y, line, size=BODY, color=GREY_D)
