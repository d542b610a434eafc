"""relations.png: two groups as facing half circles, and what crosses between them.

Area of a disc = comments received; width of a link = comments exchanged; the strong colour = what crosses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, FancyBboxPatch

from rse_maturity.views.charts.page import BODY, HEADING, POINT, Page, house_style
from rse_maturity.views.charts.palette import ACCENT, GREY_D, GREY_M, INK, INNER, NODE, PAPER
from rse_maturity.views.charts.relations_curves import (
    STEPS,
    crossing_curves,
    inner_curves,
    link_widths,
    tag_places,
    width_scale,
)
from rse_maturity.views.charts.relations_few import draw_few
from rse_maturity.views.charts.relations_labels import place_labels
from rse_maturity.views.charts.relations_legend import LONER, STRIP, Drawn, legend
from rse_maturity.views.charts.relations_links import drawn_pairs, exchanged_pairs, outstanding_pairs
from rse_maturity.views.charts.relations_seats import PEOPLE_A_SIDE, named_seats, remarkable_people, seated
from rse_maturity.views.charts.relations_words import (
    finding,
    group_names,
    shares,
    side_lines,
    source,
    subtitle,
    title_names,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from rse_maturity.i18n.catalogue import Catalogue
    from rse_maturity.model.analysis import Analysis, RelationPicture
    from rse_maturity.views.charts.relations_links import Pairs
    from rse_maturity.views.charts.relations_seats import Cast, Seats
    from rse_maturity.views.charts.text import Weight

WIDTH, HEIGHT = 12.5, 9.5
HALF_ANGLE = np.radians(60)
RADIUS = 3.5  # inches, less where the page is too low
HEAD = 14.0  # points, the names of the two sides
NAME_ROOM = 1.75  # inches
HEAD_ROOM = 2.9  # inches
THIN_EDGE = 0.05  # inches, radius: smaller discs have a thinner edge
FEWEST_CROSSING, FEWEST_PEOPLE = 10, 5  # judgement: below, a sentence says more than a drawing
FAINT, USUAL = 0.26, 0.6  # opacity of crossing links: one comment, more
TAG = 0.115  # inches, half the height of a number tag


def draw_relations(analysis: Analysis, texts: Catalogue) -> Figure | None:
    """Draw who comments on whom between two groups; with too little to draw, a page in words and bars.

    Parameters
    ----------
    analysis
        Only its picture of relations, the names of its sources and its privacy are read.
    texts
        The language.

    Returns
    -------
    Figure or None
        None where there is no comment to show at all.
    """
    picture = analysis.pictures.relations
    if picture is None or not shares(picture).total:
        return None
    pairs = exchanged_pairs(picture)
    sides = [sum(person.side == of for person in picture.people) for of in (0, 1)]
    with house_style():
        if min(sides) < FEWEST_PEOPLE or pairs.crossing.sum() < FEWEST_CROSSING:
            return draw_few(analysis, picture, texts, by_share=bool(pairs.crossing.sum() >= FEWEST_CROSSING))
        return _draw_faces(analysis, picture, pairs, texts)


@dataclass(frozen=True)
class _Scene:
    """The page, where the circle stands on it, who sits there and who stands out."""

    page: Page
    centre: NDArray[np.float64]
    seats: Seats
    cast: Cast

    @property
    def places(self) -> NDArray[np.float64]:
        """Return the middle of each disc in inches on the page."""
        return self.seats.places + self.centre


def _draw_faces(analysis: Analysis, picture: RelationPicture, pairs: Pairs, texts: Catalogue) -> Figure:
    page = Page(WIDTH, HEIGHT)
    people = len(picture.people)
    seats = seated(picture, pairs, radius=RADIUS, half_angle=HALF_ANGLE)
    chosen = remarkable_people(picture, pairs, seats)
    kept = drawn_pairs(pairs.among(seats.person), people=people)
    named = [seat for seat in named_seats(seats, chosen) if _name(picture, seats.person[seat])]
    page.title(
        finding(picture, texts, carriers=len(chosen.carriers), few=False, names=title_names(page, picture, texts))
    )
    page.subtitle(subtitle(picture, texts))
    complete = sum(link.comments for link in picture.links) == shares(picture).total
    page.source(
        source(
            analysis,
            texts,
            named=bool(named),
            all_named=len(named) == len(seats.person),
            limit=PEOPLE_A_SIDE if len(seats.person) < people or not complete else 0,
            filtered=len(kept) < len(pairs),
        )
    )
    heads = _heads(page, picture, texts, seats=seats, complete=complete)
    low, high = page.bottom + STRIP, page.top
    centre = np.array([page.width / 2, (low + high) / 2])
    scene = _Scene(page, centre, seats, chosen)
    scale = _draw_links(scene, kept, people=people)
    _draw_discs(scene)
    _draw_names(scene, picture, named, taken=heads, limits=(page.left, page.right, low + 0.04, high))
    legend(
        page,
        picture,
        texts,
        Drawn(
            links=kept,
            all_links=len(pairs) if complete else None,
            points_a_comment=scale,
            seats=seats,
        ),
    )
    return page.figure


def _heads(
    page: Page, picture: RelationPicture, texts: Catalogue, *, seats: Seats, complete: bool
) -> list[tuple[float, float, float, float]]:
    """Write name and figures of both sides in the upper corners; return the boxes they take."""
    boxes = []
    for side, name in enumerate(group_names(picture, texts, heading=True)):
        present = sum(person.side == side for person in picture.people)
        drawn = int((seats.side == side).sum())
        lines = [
            line
            for told in side_lines(picture, texts, side=side, present=present, drawn=drawn, complete=complete)
            for line in page.wrap(told, HEAD_ROOM)
        ]
        x, at = (page.right, "right") if side else (page.left, "left")
        y = page.top - HEAD * POINT * 0.8
        head, size = page.fit(name, HEAD_ROOM, size=HEAD, least=BODY, weight="bold")
        page.text(x, y, head, size=size, weight="bold", ha="right" if side else "left")
        for line in lines:
            y -= BODY * POINT * 1.35
            page.text(x, y, line, color=GREY_D, ha="right" if side else "left")
        wide = max(page.width_of(head, size, "bold"), *(page.width_of(line) for line in lines))
        boxes.append((x - wide if at == "right" else x, x if at == "right" else x + wide, y - 0.04, page.top))
    return boxes


def _draw_links(scene: _Scene, pairs: Pairs, *, people: int) -> float:
    """Draw pale inner links, then what crosses, the strongest pairs opaque and numbered; return points a comment."""
    seat = scene.seats.of_person(people)
    start, end = (scene.seats.places[seat[side]] for side in (pairs.first, pairs.second))
    crossing = pairs.comments[pairs.crossing]
    scale = width_scale(strongest=int(pairs.comments.max()), strongest_crossing=int(crossing.max()))
    widths = link_widths(pairs.comments, scale=scale)
    strongest = outstanding_pairs(pairs)
    opacity = np.where(pairs.comments > 1, USUAL, FAINT)
    opacity[strongest] = 1
    curves = np.zeros((len(pairs), STEPS, 2))
    inner = ~pairs.crossing
    curves[inner] = inner_curves(start[inner], end[inner], half_angle=HALF_ANGLE)
    curves[pairs.crossing] = crossing_curves(start[pairs.crossing], end[pairs.crossing])
    curves += scene.centre
    by_strength = np.lexsort((pairs.comments, pairs.crossing))
    for part, color, zorder in ((inner, INNER, 1.0), (pairs.crossing, ACCENT, 2.0)):
        order = by_strength[part[by_strength]]
        shades = [to_rgba(color, 1.0 if color == INNER else float(opacity[at])) for at in order]
        scene.page.axes.add_collection(
            LineCollection(list(curves[order]), linewidths=widths[order], colors=shades, zorder=zorder),
            autolim=False,
        )
    for at, (x, y) in zip(strongest, tag_places(curves[strongest]), strict=True):
        _draw_tag(scene, str(pairs.comments[at]), float(x), float(y))
    return scale


def _draw_tag(scene: _Scene, number: str, x: float, y: float) -> None:
    half = scene.page.width_of(number, HEADING, "bold") / 2 + 0.05
    scene.page.axes.add_patch(
        FancyBboxPatch(
            (x - half, y - TAG),
            2 * half,
            2 * TAG,
            boxstyle="round,pad=0,rounding_size=0.05",
            facecolor=ACCENT,
            edgecolor=PAPER,
            linewidth=1.2,
            zorder=3,
        )
    )
    scene.page.text(x, y, number, size=HEADING, weight="bold", color=PAPER, ha="center", middle=True, zorder=3.1)


def _draw_discs(scene: _Scene) -> None:
    """Draw everybody: the strong colour for whom the title talks about, pale for who never crosses."""
    seats = scene.seats
    colors = np.where(seats.crossing > 0, NODE, LONER)
    colors[np.isin(seats.person, scene.cast.accented)] = ACCENT
    discs = [Circle(place, radius) for place, radius in zip(scene.places, seats.radii, strict=True)]
    hollow = seats.received == 0
    scene.page.axes.add_collection(
        PatchCollection(
            discs,
            facecolors=np.where(hollow, PAPER, colors),
            edgecolors=np.where(hollow, colors, PAPER),
            linewidths=np.where(seats.radii > THIN_EDGE, 0.9, 0.5),
            zorder=4,
        ),
        autolim=False,
    )


def _draw_names(
    scene: _Scene,
    picture: RelationPicture,
    named: list[int],
    *,
    taken: list[tuple[float, float, float, float]],
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
            page.shorten(_name(picture, seats.person[seat]), NAME_ROOM, weight=weight)
            for seat, weight in zip(wanted, weights, strict=True)
        ]
        labels = place_labels(
            discs[here],
            [int(np.flatnonzero(here == seat)[0]) for seat in wanted],
            [page.width_of(name, weight=weight) for name, weight in zip(names, weights, strict=True)],
            height=BODY * POINT * 1.12,
            side=side,
            axis=float(scene.centre[1]),
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


def _name(picture: RelationPicture, person: int) -> str:
    """Return what a person is called: the name where names were asked for, else the pseudonym, else nothing."""
    who = picture.people[person]
    return who.display_name or who.person or ""
