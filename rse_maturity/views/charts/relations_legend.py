"""The strip under the half circles: how to read links and discs, the totals of both directions, what is not drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patches import Circle

from rse_maturity.views.charts.page import BODY, HEADING, POINT, SMALL
from rse_maturity.views.charts.palette import ACCENT, GREY_D, INNER, NODE, PAPER
from rse_maturity.views.charts.relations_curves import THINNEST
from rse_maturity.views.charts.relations_layout import SMALLEST
from rse_maturity.views.charts.relations_words import group_names, shares

if TYPE_CHECKING:
    from rse_maturity.i18n.catalogue import Catalogue
    from rse_maturity.model.pictures import RelationPicture
    from rse_maturity.views.charts.page import Page
    from rse_maturity.views.charts.relations_links import Pairs
    from rse_maturity.views.charts.relations_seats import Seats

STRIP = 1.22  # inches, height
LONER = "#BFC7CE"  # discs of those who never cross
ROW = 0.27  # inches
SYMBOL = 0.34  # inches, length of a line in the legend
GAP = 0.45  # inches between blocks
TOTAL_NAME = 1.9  # inches, each name in the totals


@dataclass(frozen=True)
class Drawn:
    """What the legend explains: the links drawn (of how many; None: not known), their scale, and the discs."""

    links: Pairs
    all_links: int | None
    points_a_comment: float
    seats: Seats


def legend(page: Page, picture: RelationPicture, texts: Catalogue, drawn: Drawn) -> None:
    """Write the strip above the source line."""
    page.hairline(page.bottom + STRIP)
    top = page.bottom + STRIP - 0.24
    x = _links(page, texts, drawn, x=page.left, top=top)
    _discs(page, texts, drawn, x=x + GAP, top=top)
    totals(page, picture, texts, top=top)
    _left_out(page, picture, texts, drawn, y=top - 2 * ROW - 0.02)


def totals(page: Page, picture: RelationPicture, texts: Catalogue, *, top: float) -> None:
    """Write how many comments go each way, at the right end of the strip."""
    names = [page.shorten(name, TOTAL_NAME, weight="semibold") for name in group_names(picture, texts, heading=True)]
    ways = ((names[0], names[1], picture.left_to_right), (names[1], names[0], picture.right_to_left))
    for row, (origin, target, count) in enumerate(ways):
        told = texts.text("relations.direction", source=origin, target=target, count=count)
        page.text(page.right, top - row * ROW, told, size=HEADING, weight="semibold", color=ACCENT, ha="right")


def _links(page: Page, texts: Catalogue, drawn: Drawn, *, x: float, top: float) -> float:
    """Explain colour and width of links; return where the block ends."""
    heading = texts.text("relations.legend.width")
    page.text(x, top, heading, size=HEADING, weight="semibold")
    end = x + page.width_of(heading, HEADING, "semibold")
    kinds = [("crossing", ACCENT)] + ([("inner", INNER)] if (~drawn.links.crossing).any() else [])
    for row, (key, color) in enumerate(kinds, start=1):
        middle = top - row * ROW - 0.03 + BODY * POINT * 0.345
        page.line((x, x + SYMBOL), (middle, middle), color=color, width=2.4)
        label = texts.text(f"relations.legend.{key}")
        page.text(x + SYMBOL + 0.1, middle, label, middle=True)
        end = max(end, x + SYMBOL + 0.1 + page.width_of(label))
    x = end + 0.35
    most = int(drawn.links.comments.max())
    for row, count in enumerate(sorted({1, round_below(most / 2), most})):
        middle = top - row * ROW + 0.02
        width = max(count * drawn.points_a_comment, THINNEST)
        page.line((x, x + SYMBOL), (middle, middle), color=NODE, width=width)
        label = texts.value(count, "number")
        page.text(x + SYMBOL + 0.1, middle, label, middle=True)
        end = max(end, x + SYMBOL + 0.1 + page.width_of(label))
    return end


def _discs(page: Page, texts: Catalogue, drawn: Drawn, *, x: float, top: float) -> None:
    """Explain area and colour of discs."""
    page.text(x, top, texts.text("relations.legend.area"), size=HEADING, weight="semibold")
    most = int(drawn.seats.received.max())
    middle, at = top - 1.55 * ROW, x
    for count in sorted({1, round_below(most / 4), round_below(most)}):
        radius = max(drawn.seats.scale * count**0.5, SMALLEST)
        at = _symbol(page, texts.value(count, "number"), at, middle, radius=radius, color=NODE)
    at, middle = x, top - 3.1 * ROW
    if (drawn.seats.crossing == 0).any():
        at = _symbol(page, texts.text("relations.legend.loner"), at, middle, radius=0.075, color=LONER)
    if (drawn.seats.received == 0).any():
        _symbol(page, texts.text("relations.legend.unheard"), at, middle, radius=0.03, color=NODE, hollow=True)


def _symbol(page: Page, label: str, x: float, y: float, *, radius: float, color: str, hollow: bool = False) -> float:
    """Draw a disc with its words; return where the next one begins."""
    page.axes.add_patch(
        Circle((x + radius, y), radius, facecolor=PAPER if hollow else color, edgecolor=color if hollow else PAPER)
    )
    page.text(x + 2 * radius + 0.08, y, label, middle=True)
    return x + 2 * radius + 0.08 + page.width_of(label) + 0.28


def _left_out(page: Page, picture: RelationPicture, texts: Catalogue, drawn: Drawn, *, y: float) -> None:
    """Say how many links, and what share of all comments, are drawn, where some are not."""
    total = shares(picture).total
    comments = int(drawn.links.comments.sum())
    if comments == total:
        return
    key = "drawn_some" if drawn.all_links is None else "drawn"
    told = texts.text(f"relations.legend.{key}", n=drawn.all_links, drawn=len(drawn.links), share=comments / total)
    page.text(page.right, y, told, size=SMALL, color=GREY_D, ha="right")


def round_below(value: float) -> int:
    """Return the largest of 1, 2, 5, 10, 20, 50, ... that is not above `value`; at least 1."""
    power = 10 ** (len(str(int(value))) - 1)
    return max((step * power for step in (1, 2, 5) if step * power <= value), default=1)
