"""Names in the picture of relations: of the two sides in the upper corners, of people beside their disc."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.views.charts.page import BODY, POINT
from rse_maturity.views.charts.palette import ACCENT, GREY_D, GREY_M, INK
from rse_maturity.views.charts.relations_labels import PAD, place_labels
from rse_maturity.views.charts.relations_words import group_names, side_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rse_maturity.i18n.catalogue import Catalogue
    from rse_maturity.model.pictures import RelationPicture
    from rse_maturity.views.charts.page import Page
    from rse_maturity.views.charts.relations_seats import Scene, Seats
    from rse_maturity.views.charts.text import Weight

HEAD = 14.0  # points, the names of the two sides
HEAD_ROOM = 2.7  # inches
NAME_ROOM, SHORT_NAME = 1.75, 0.9  # inches, and the least beside the name of a side


def side_heads(
    page: Page, picture: RelationPicture, texts: Catalogue, *, seats: Seats, complete: bool
) -> list[tuple[float, float, float, float]]:
    """Write name and figures of both sides in the upper corners; return the box that each line takes.

    Parameters
    ----------
    complete
        Everybody with an exchange is in the picture.
    """
    boxes: list[tuple[float, float, float, float]] = []
    for side, name in enumerate(group_names(picture, texts, heading=True)):
        present = sum(person.side == side for person in picture.people)
        drawn = int((seats.side == side).sum())
        lines = [
            line
            for told in side_lines(picture, texts, side=side, present=present, drawn=drawn, complete=complete)
            for line in page.wrap(told, HEAD_ROOM)
        ]
        x = page.right if side else page.left
        y = page.top - HEAD * POINT * 0.8
        head, size = page.fit(name, HEAD_ROOM, size=HEAD, least=BODY, weight="bold")
        page.text(x, y, head, size=size, weight="bold", ha="right" if side else "left")
        ends = [(y, page.width_of(head, size, "bold"))]
        for line in lines:
            y -= BODY * POINT * 1.35
            page.text(x, y, line, color=GREY_D, ha="right" if side else "left")
            ends.append((y, page.width_of(line)))
        boxes += [(x - wide if side else x, x if side else x + wide, base - 0.04, base + 0.14) for base, wide in ends]
    return boxes


def draw_names(
    scene: Scene,
    picture: RelationPicture,
    named: Sequence[int],
    *,
    taken: Sequence[tuple[float, float, float, float]],
    limits: tuple[float, float, float, float],
) -> None:
    """Write names beside their discs, with a thin leader where a name had to move."""
    page, seats = scene.page, scene.seats
    discs = np.column_stack([scene.places, seats.radii])
    for side in (0, 1):
        here = np.flatnonzero(seats.side == side)
        wanted = [seat for seat in named if seats.side[seat] == side]
        weights: list[Weight] = ["bold" if seats.person[seat] in scene.cast.bold else "regular" for seat in wanted]
        names = [
            page.shorten(person_name(picture, seats.person[seat]), _room(discs[seat], taken, side=side), weight=weight)
            for seat, weight in zip(wanted, weights, strict=True)
        ]
        labels = place_labels(
            discs[here],
            [int(np.flatnonzero(here == seat)[0]) for seat in wanted],
            [page.width_of(name, weight=weight) for name, weight in zip(names, weights, strict=True)],
            height=BODY * POINT * 1.12,
            side=side,
            circle=(float(scene.centre[0]), float(scene.centre[1]), seats.radius),
            taken=taken,
            limits=limits,
        )
        for label in labels:
            seat = int(here[label.disc])
            rank = wanted.index(seat)
            x, y, radius = discs[seat]
            if label.moved:
                away = np.array([label.x - x, label.y - y])
                edge = np.array([x, y]) + away / np.hypot(*away) * (radius + 0.02)
                page.line((edge[0], label.x), (edge[1], label.y), color=GREY_M, width=0.7, zorder=3.5)
            page.text(
                label.x,
                label.y,
                names[rank],
                weight=weights[rank],
                color=ACCENT if seats.person[seat] in scene.cast.accented else INK,
                ha="left" if side else "right",
                middle=True,
            )


def _room(disc: NDArray[np.float64], heads: Sequence[tuple[float, float, float, float]], *, side: int) -> float:
    """Return how wide the name of a disc may be: less beside the heads of its side."""
    x, y, radius = disc
    gaps = [
        (left - x if side else x - right) - radius - 2 * PAD
        for left, right, bottom, top in heads
        if bottom - BODY * POINT < y < top + BODY * POINT and (left > x) == bool(side)
    ]
    return float(max(min(NAME_ROOM, *gaps), SHORT_NAME)) if gaps else NAME_ROOM


def person_name(picture: RelationPicture, person: int) -> str:
    """Return what a person is called: the name where names were asked for, else the pseudonym, else nothing."""
    who = picture.people[person]
    return who.display_name or who.person or ""
