"""The page for too little to draw: the finding, and four bars that say where the comments go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from rse_maturity.views.charts.page import HEADING, SUBTITLE, Page
from rse_maturity.views.charts.palette import ACCENT, GREY_D, INK, INNER
from rse_maturity.views.charts.relations_words import finding, group_names, shares, source, subtitle, title_names

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from rse_maturity.i18n.catalogue import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.pictures import RelationPicture
    from rse_maturity.views.charts.text import Weight

WIDTH, HEIGHT = 12.5, 5.2
NAMES = 3.9  # inches, the words before the bars
BAR, ROW = 0.3, 0.55  # inches


def draw_few(analysis: Analysis, picture: RelationPicture, texts: Catalogue, *, by_share: bool) -> Figure:
    """Write what crosses, and how much stays on each side, without people.

    Parameters
    ----------
    by_share
        The title tells the share that crosses; else the number of comments, which are too few for a share.
    """
    page = Page(WIDTH, HEIGHT)
    page.title(
        finding(picture, texts, carriers=0, pair=False, few=not by_share, names=title_names(page, picture, texts))
    )
    page.subtitle(subtitle(picture, texts))
    page.source(source(analysis, texts, named=False, all_named=False, limit=0, filtered=False))
    left, right = group_names(picture, texts, heading=True)
    y = page.top - 0.25
    page.text(page.left, y, texts.text("relations.bars.groups"), size=HEADING, weight="semibold")
    rows = [
        (left, None, picture.left_inside, picture.left_people),
        (left, right, picture.left_to_right, 0),
        (right, left, picture.right_to_left, 0),
        (right, None, picture.right_inside, picture.right_people),
    ]
    room = page.right - page.left - NAMES - 1.0
    most = max(shares(picture).total and max(row[2] for row in rows), 1)
    for origin, target, count, people in rows:
        y -= ROW
        crosses = target is not None
        label = _label(page, texts, origin, target, people=people)
        weight: Weight = "semibold" if crosses else "regular"
        page.text(page.left, y, label, size=SUBTITLE, weight=weight, color=ACCENT if crosses else INK, middle=True)
        page.axes.add_patch(
            Rectangle(
                (page.left + NAMES, y - BAR / 2), room * count / most, BAR, color=ACCENT if crosses else INNER, lw=0
            )
        )
        page.text(
            page.left + NAMES + room * count / most + (0.1 if count else 0),
            y,
            texts.value(count, "number"),
            size=SUBTITLE,
            weight=weight,
            color=ACCENT if crosses else INK,
            middle=True,
        )
    page.text(page.left, y - ROW * 0.85, texts.text("relations.bars.people"), color=GREY_D, middle=True)
    return page.figure


def _label(page: Page, texts: Catalogue, origin: str, target: str | None, *, people: int) -> str:
    """Name a bar: what stays inside one side, or goes from one to the other."""
    room = NAMES - 0.2
    if target is None:
        told = texts.text("relations.side.people", n=people)
        rest = page.width_of(texts.text("relations.bars.inside", name="", people=told), SUBTITLE)
        name = page.shorten(origin, room - rest, size=SUBTITLE)
        return texts.text("relations.bars.inside", name=name, people=told)
    half = (room - 0.3) / 2
    names = [page.shorten(name, half, size=SUBTITLE, weight="semibold") for name in (origin, target)]
    return f"{names[0]} → {names[1]}"
