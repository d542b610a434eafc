"""Bars of weekly active people: what is shown where there is too little to tell a phase."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from babel.dates import format_skeleton
from matplotlib.patches import Rectangle

from rse_maturity.views.charts.page import BODY
from rse_maturity.views.charts.palette import ACCENT, GREY_D, INK, PAPER, PHASE
from rse_maturity.views.charts.trajectory_frame import Frame, dates, levels, scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.metric import WeekPoint
    from rse_maturity.views.charts.page import Page

HEIGHT = 2.9
WIDEST = 0.75  # inches a week takes at most
WEEK = timedelta(days=7)


def draw_weeks(page: Page, texts: Catalogue, weekly: Sequence[WeekPoint]) -> float:
    """Draw one bar a week, the last in accent with its number; return where they end below."""
    points = sorted(weekly, key=lambda point: point.week)
    most, step = scale(max(point.active for point in points), whole=True)
    top = page.top - 0.25
    left = page.left + 0.5
    weeks = (points[-1].week - points[0].week).days // 7 + 1
    frame = Frame(
        left,
        min(page.right, left + WIDEST * weeks),
        top - HEIGHT,
        top,
        points[0].week,
        points[-1].week + WEEK - timedelta(days=1),
        most,
    )
    width = frame.x(points[0].week + WEEK - timedelta(days=1)) - frame.left
    numbers = [texts.fill("{n:number}", n=point.active) for point in points]
    roomy = max(page.width_of(number, BODY, "bold") for number in numbers) + 0.06 <= width
    if not roomy:
        for rank in range(round(most / step) + 1):
            page.hairline(frame.y(rank * step), left=frame.left, right=frame.right)
        levels(page, texts, frame, step, form="number")
    for point, number in zip(points, numbers, strict=True):
        last = point is points[-1]
        x, height = frame.begin(point.week), frame.y(point.active) - frame.bottom
        color = ACCENT if last else PHASE["insufficient_data"]
        page.axes.add_patch(
            Rectangle((x + 0.1 * width, frame.bottom), 0.8 * width, height, facecolor=color, linewidth=0, zorder=3)
        )
        above = frame.bottom + height + 0.07
        if roomy and not last:
            page.text(x + width / 2, above, number, size=BODY, color=INK, ha="center")
        elif last:
            _last(page, number, x + width if not roomy else x + width / 2, above, centred=roomy)
    if width >= page.width_of("00 mmmm", BODY):
        for point in points:
            middle = frame.begin(point.week) + width / 2
            day = format_skeleton("MMMd", datetime.combine(point.week, time()), locale=texts.locale)
            page.text(middle, frame.bottom - 0.19, day, size=BODY, color=GREY_D, ha="center")
            if point is points[0] or point.week.year != (point.week - WEEK).year:
                page.text(middle, frame.bottom - 0.36, str(point.week.year), size=BODY, color=GREY_D, ha="center")
    else:
        dates(page, texts, frame)
    return frame.bottom - 0.5


def _last(page: Page, number: str, x: float, y: float, *, centred: bool) -> None:
    """Write the number of the last week, on white where it may meet a rule."""
    wide = page.width_of(number, BODY, "bold")
    left = x - wide / 2 if centred else x - wide
    page.axes.add_patch(Rectangle((left, y - 0.03), wide, 0.16, facecolor=PAPER, linewidth=0, zorder=2.5))
    page.text(left, y, number, size=BODY, weight="bold", color=ACCENT)
