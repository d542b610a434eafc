"""relations.png: two groups as facing half circles, and what crosses between them.

Area of a disc = comments received; width of a link = comments exchanged; the strong colour = what crosses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, FancyBboxPatch

from rse_maturity.views.charts.page import HEADING, Page, house_style
from rse_maturity.views.charts.palette import ACCENT, INNER, NODE, PAPER
from rse_maturity.views.charts.relations_curves import (
    STEPS,
    crossing_curves,
    inner_curves,
    link_widths,
    tag_places,
    width_scale,
)
from rse_maturity.views.charts.relations_few import draw_few
from rse_maturity.views.charts.relations_layout import LARGEST
from rse_maturity.views.charts.relations_legend import LONER, STRIP, Drawn, legend
from rse_maturity.views.charts.relations_links import drawn_pairs, exchanged_pairs, outstanding_pairs
from rse_maturity.views.charts.relations_names import draw_names, person_name, side_heads
from rse_maturity.views.charts.relations_seats import PEOPLE_A_SIDE, Scene, named_seats, remarkable_people, seated
from rse_maturity.views.charts.relations_words import finding, shares, source, subtitle, title_names

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from rse_maturity.i18n.catalogue import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.pictures import RelationPicture
    from rse_maturity.views.charts.relations_links import Pairs

WIDTH, HEIGHT = 12.5, 9.5
HALF_ANGLE = np.radians(60)
RADIUS = 3.5  # inches, less where the page is too low
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
            return draw_few(analysis, picture, texts, by_share=shares(picture).crossing >= FEWEST_CROSSING)
        return _draw_faces(analysis, picture, pairs, texts)


def _draw_faces(analysis: Analysis, picture: RelationPicture, pairs: Pairs, texts: Catalogue) -> Figure:
    page = Page(WIDTH, HEIGHT)
    people = len(picture.people)
    seats = seated(picture, pairs, radius=RADIUS, half_angle=HALF_ANGLE)
    chosen = remarkable_people(picture, pairs, seats)
    kept = drawn_pairs(pairs.among(seats.person), people=people)
    named = [seat for seat in named_seats(seats, chosen) if person_name(picture, seats.person[seat])]
    page.title(
        finding(
            picture,
            texts,
            carriers=len(chosen.carriers),
            pair=chosen.pair,
            few=False,
            names=title_names(page, picture, texts),
        )
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
    heads = side_heads(page, picture, texts, seats=seats, complete=complete)
    low, high = page.bottom + STRIP, page.top
    radius = ((high - low - LARGEST) / 2 - 0.05) / float(np.sin(HALF_ANGLE))
    if radius < RADIUS:
        seats = seated(picture, pairs, radius=radius, half_angle=HALF_ANGLE)
    centre = np.array([page.width / 2, (low + high) / 2])
    scene = Scene(page, centre, seats, chosen)
    scale = _draw_links(scene, kept, people=people)
    _draw_discs(scene)
    draw_names(scene, picture, named, taken=heads, limits=(page.left, page.right, low + 0.04, high))
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


def _draw_links(scene: Scene, pairs: Pairs, *, people: int) -> float:
    """Draw pale inner links, then what crosses, the strongest pairs opaque and numbered; return points a comment."""
    seat = scene.seats.of_person(people)
    start, end = (scene.seats.places[seat[side]] for side in (pairs.first, pairs.second))
    scale = width_scale(pairs.comments[pairs.crossing], pairs.comments[~pairs.crossing])
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


def _draw_tag(scene: Scene, number: str, x: float, y: float) -> None:
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


def _draw_discs(scene: Scene) -> None:
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
