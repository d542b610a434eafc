"""Names and numbers of a few people: inside their disc where they fit, else in the nearest free place beside it."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from rse_maturity.views.charts.page import BODY, POINT
from rse_maturity.views.charts.palette import GREY_M, INK
from rse_maturity.views.charts.text import SMALLEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.pictures import Disc
    from rse_maturity.views.charts.page import Page

LARGEST = 13.0  # points
_DIRECTIONS, _STEP, _STEPS = 32, 0.04, 60
_CLEAR = 0.05  # inches between a label and anything else

Circle = tuple[float, float, float]
Box = tuple[float, float, float, float]


def called(disc: Disc) -> str | None:
    """Return what a person is called on the picture; None for whoever has no name there."""
    return disc.display_name or disc.person


def names(page: Page, texts: Catalogue, discs: Sequence[tuple[Disc, Circle, str | None]], *, room: Box) -> None:
    """Name each person who contributes; `discs` are (disc, circle in inches, ink on it or None to write beside).

    A label that finds no free place within `room` is left out.
    """
    circles = [circle for _, circle, _ in discs]
    taken: list[Box] = []
    for disc, circle, ink in discs:
        name = called(disc)
        if disc.state != "contributes" or name is None:
            continue
        number = texts.fill("{n:number}", n=disc.contributions)
        if ink is None or not _inside(page, name, number, circle, ink):
            _beside(page, f"{name} · {number}", circle, (circles, taken, room))


def _inside(page: Page, name: str, number: str, circle: Circle, ink: str) -> bool:
    """Write name over number inside the disc; tell whether they fit."""
    x, y, radius = circle
    wide = max(page.width_of(name, BODY, "semibold"), page.width_of(number, BODY)) / BODY
    high = 1.1 * POINT  # half of two lines, per point of size: the corners of both lines stay inside
    size = min(LARGEST, 0.94 * radius / ((wide / 2) ** 2 + high**2) ** 0.5)
    if size < SMALLEST:
        return False
    page.text(x, y + 0.58 * size * POINT, name, size=size, weight="semibold", color=ink, ha="center", middle=True)
    page.text(x, y - 0.62 * size * POINT, number, size=size, color=ink, ha="center", middle=True)
    return True


def _beside(page: Page, label: str, circle: Circle, around: tuple[Sequence[Circle], list[Box], Box]) -> None:
    """Write a label at the nearest place whose box touches no disc and no other label, with a leader."""
    (circles, taken, room), (x, y, radius) = around, circle
    wide, high = page.width_of(label, BODY), BODY * POINT
    for away, angle in _around():
        reach = radius + _CLEAR + away
        tip = (x + reach * cos(angle), y + reach * sin(angle))
        to_left = cos(angle) < 0
        left = tip[0] - wide if to_left else tip[0]
        box = (left - _CLEAR, tip[1] - high / 2, left + wide + _CLEAR, tip[1] + high / 2)
        if (
            _outside(box, room)
            or any(_hits(box, other) for other in circles)
            or any(_meet(box, other) for other in taken)
        ):
            continue
        taken.append(box)
        start = (x + radius * cos(angle), y + radius * sin(angle))
        end = (tip[0] + (0.03 if to_left else -0.03), tip[1])
        page.line((start[0], end[0]), (start[1], end[1]), color=GREY_M, width=0.8, zorder=4)
        page.text(left, tip[1], label, size=BODY, color=INK, middle=True)
        return


def _around() -> Iterator[tuple[float, float]]:
    """Yield distances and angles, nearest first, the horizontal before the vertical."""
    angles = sorted((2 * pi * i / _DIRECTIONS for i in range(_DIRECTIONS)), key=lambda angle: abs(round(sin(angle), 6)))
    for step in range(_STEPS):
        for angle in angles:
            yield step * _STEP, angle


def _hits(box: Box, circle: Circle) -> bool:
    x, y, radius = circle
    aside, above = x - min(max(x, box[0]), box[2]), y - min(max(y, box[1]), box[3])
    return aside**2 + above**2 < radius**2


def _meet(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _outside(box: Box, room: Box) -> bool:
    return box[0] < room[0] or box[1] < room[1] or box[2] > room[2] or box[3] > room[3]
