"""bubbles.png: a disc per person, packed by unit; the filled core is who speaks, the empty crust who is not heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.views.charts import bubbles_layout as layout
from rse_maturity.views.charts import bubbles_legend as legend
from rse_maturity.views.charts import bubbles_panels as drawing
from rse_maturity.views.charts import bubbles_words as words
from rse_maturity.views.charts.bubbles_claim import claim
from rse_maturity.views.charts.bubbles_discs import ink_on
from rse_maturity.views.charts.bubbles_names import names
from rse_maturity.views.charts.bubbles_scene import Scene, phases_of
from rse_maturity.views.charts.page import SUBTITLE, LegendBlock, Page, house_style
from rse_maturity.views.charts.palette import GREY_L, INK, PAPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.pictures import BubblePanel
    from rse_maturity.model.verdict import PhaseLabel

NARROW, USUAL, WIDE = 9.4, 10.4, 12.6  # inches
FEW_PANELS, MANY_PANELS = 3, 12
TALL = 20.0  # a page to cut off below
SHAPE, SHAPE_MANY = 0.76, 0.82  # height over width at most
GAP, LEGEND_HEIGHT, COLUMN = 0.2, 1.5, 2.75
NAMED_PEOPLE = 15
NOTE = 0.2  # inches under a square of shares
GROUP_HEADING = 0.36


@house_style()
def draw_bubbles(analysis: Analysis, texts: Catalogue) -> Figure | None:
    """Draw every contributor as a disc whose area is the contributions of the last 12 months, unit by unit.

    Parameters
    ----------
    analysis
        Read: pictures.bubbles, phase, units, processing, settings, input.sources.
    texts
        The language of the picture.

    Returns
    -------
    Figure or None
        None where the analysis shows no people.
    """
    bubbles = analysis.pictures.bubbles
    if bubbles is None or not any(panel.people for panel in bubbles.panels):
        return None
    panels = layout.ordered([panel for panel in bubbles.panels if panel.people])
    chosen = _chosen(panels)
    told = claim(bubbles, panels, texts, drawn_at=chosen)
    most = layout.cap(panels)
    named = len(panels) == 1 and 0 < len(panels[0].discs) <= NAMED_PEOPLE and analysis.processing.persons != "none"
    page = Page(_width(len(chosen)), TALL)
    page.title(told.title)
    page.subtitle(words.subtitle(analysis, bubbles, texts, panels))
    scene = Scene(
        page,
        texts,
        tuple(layout.packed(panels[i], most=most) for i in chosen),
        told,
        phases_of(analysis, [panels[i] for i in chosen]),
        most,
        words.reading(texts, panels, named=named),
    )
    source = words.source(analysis, bubbles, texts, panels, named=named)
    foot = page.source_height(source)
    if len(panels) == 1:
        end = _single(scene, foot, named=named)
    else:
        left_out = len(panels) - len(chosen)
        note = texts.text("charts.bubbles.between", n=left_out, units=words.units(analysis, texts)) if left_out else ""
        end = _grid(scene, chosen, foot, note=note)
    page.end(end - foot)
    page.source(source)
    return page.figure


def _chosen(panels: Sequence[BubblePanel]) -> list[int]:
    """Return the places of the panels that are drawn: all, or both ends of a long row."""
    if len(panels) <= layout.MOST_PANELS:
        return list(range(len(panels)))
    return [*range(layout.SHOWN_EACH_END), *range(len(panels) - layout.SHOWN_EACH_END, len(panels))]


def _width(panels: int) -> float:
    return NARROW if panels <= FEW_PANELS else USUAL if panels <= MANY_PANELS else WIDE


def _makers(scene: Scene, place: int) -> frozenset[int]:
    return frozenset(disc for panel, disc in scene.claim.makers if panel == place)


def _single(scene: Scene, foot: float, *, named: bool) -> float:
    """Draw one cluster at the left, the legend in a column at the right; return where it ends below."""
    page, cluster = scene.page, scene.clusters[0]
    wide = page.right - page.left - COLUMN - 0.35
    high = SHAPE * page.width - (page.height - page.top) - foot - 0.1
    column = page.right - COLUMN
    scale, side = 1.0, min(wide, high)
    if cluster.discs:
        largest = layout.LARGEST_SILENT * (2.0 if named else 1.0) / layout.SILENT_AREA**0.5
        scale = min(side / (2 * cluster.reach), largest)
        side = max(2 * scale * cluster.reach, 2.2)
    else:
        side = min(side, 4.4)
    legend_end = _legend_column(scene, column, page.top, scale)
    end = min(page.top - side - 0.2, legend_end)
    at = (page.left + wide / 2, (page.top + end) / 2)
    _cluster(scene, cluster, at=at, scale=scale, side=side, place=0, phase=scene.phase)
    if named:
        ink = ink_on(scene.phase)
        makers = _makers(scene, 0)
        circles = [
            (
                disc,
                (at[0] + scale * float(x), at[1] + scale * float(y), scale * float(r)),
                None if disc.team else PAPER if place in makers else ink,
            )
            for place, disc, r, (x, y) in zip(
                cluster.places, cluster.discs, cluster.radii, cluster.centres, strict=True
            )
        ]
        names(page, scene.texts, circles, room=(page.left, end, column - 0.2, page.top))
    return end - 0.15


def _cluster(
    scene: Scene,
    cluster: layout.Packed,
    *,
    at: tuple[float, float],
    scale: float,
    side: float,
    place: int,
    phase: PhaseLabel,
) -> None:
    if cluster.discs:
        drawing.cluster(
            scene.page,
            scene.texts,
            cluster,
            scene.looks(phase),
            at=at,
            scale=scale,
            most=scene.most,
            makers=_makers(scene, place),
            phase=phase,
        )
    else:
        single = len(scene.clusters) == 1
        below = 0.0 if single else NOTE
        middle = (at[0], at[1] + below / 2)
        drawing.shares(scene.page, cluster.panel, scene.looks(phase), at=middle, side=side - below)
        if not single:
            text = scene.texts.text("charts.bubbles.shares", people=cluster.panel.people)
            drawing.note(scene.page, text, x=at[0], y=at[1] - side / 2)


def _who(scene: Scene) -> LegendBlock:
    return legend.who(
        scene.page,
        scene.texts,
        scene.looks(scene.phase),
        scene.claim,
        scene.clusters,
        most=scene.most,
        phase=None if scene.mixed else scene.phase,
    )


def _legend_column(scene: Scene, x: float, y: float, scale: float) -> float:
    """Write the legend top down; return where it ends."""
    page, texts = scene.page, scene.texts
    block = _who(scene)
    _, end = page.legend_block(block, x, y - 0.1)
    if scene.sized:
        end = legend.area(page, texts, scale=scale, most=scene.most, x=x, y=end - 0.2)
    return legend.reading(page, texts, scene.reading, x=x, y=end - 0.3, width=page.right - x) - 0.1


def _legend_strip(scene: Scene, x: float, y: float, scale: float, *, room: float) -> None:
    """Write the legend side by side: who, size, colour, and how to read where there is room left."""
    page, texts = scene.page, scene.texts
    end = x + room
    block = _who(scene)
    x = page.legend_strip([block], y, x=x) + 0.45
    if scene.sized:
        legend.area(page, texts, scale=scale, most=scene.most, x=x, y=y)
        x += legend.area_width(page, texts) + 0.45
    if scene.mixed:
        x = page.legend_strip([legend.colours(page, texts, scene.phases)], y, x=x) + 0.45
    if end - x >= legend.READING_WIDTH:
        legend.reading(page, texts, scene.reading, x=x, y=y, width=min(end - x, 3.4))


def _legend_size(scene: Scene) -> tuple[float, float]:
    """Return the width and the height of the strip without the words on how to read it."""
    page, texts = scene.page, scene.texts
    block = _who(scene)
    blocks = [block, *([legend.colours(page, texts, scene.phases)] if scene.mixed else [])]
    widest = sum(max([page.width_of(row.label) + row.slot for row in one.rows] + [0.0]) + 0.45 for one in blocks)
    return widest + legend.area_width(page, texts) + 0.05, max(LEGEND_HEIGHT, 0.5 + 0.235 * len(block.rows))


def _grid(scene: Scene, places: Sequence[int], foot: float, *, note: str) -> float:
    """Draw the panels in rows, the legend below or in free cells; return where they end below."""
    page, texts, clusters = scene.page, scene.texts, scene.clusters
    widest = max(cluster.reach for cluster in clusters)
    size = _legend_size(scene)
    grid = layout.arrange(
        [cluster.reach or 0.6 * widest for cluster in clusters],
        width=page.right - page.left,
        height=(SHAPE_MANY if len(clusters) > MANY_PANELS else SHAPE) * page.width
        - (page.height - page.top)
        - foot
        - (2 * GROUP_HEADING if note else 0),
        gap=GAP,
        header=drawing.HEADER,
        legend=size,
        columns=layout.SHOWN_EACH_END if note else None,
    )
    style = drawing.header_style(page, texts, [cluster.panel for cluster in clusters], grid.cell)
    y = page.top
    for row, height in enumerate(grid.rows):
        members = range(row * grid.columns, min((row + 1) * grid.columns, len(clusters)))
        if note:
            y = _group(scene, y, row, note)
        lines = max(
            len(drawing.name_lines(page, clusters[i].panel.unit or "", grid.cell, style.names)) for i in members
        )
        below = y - drawing.HEADER - (lines - 1) * drawing.LINE
        for column, i in enumerate(members):
            x = page.left + column * (grid.cell + GAP)
            drawing.header(
                page,
                texts,
                clusters[i].panel,
                style,
                at=(x, y),
                width=grid.cell,
                phase=scene.phases[i],
                leader=places[i] == scene.claim.leader,
            )
            at = (x + grid.cell / 2, below - height / 2)
            side = min(height, grid.cell)
            _cluster(scene, clusters[i], at=at, scale=grid.scale, side=side, place=places[i], phase=scene.phases[i])
        if grid.legend_inside and row == len(grid.rows) - 1:
            x = page.left + len(members) * (grid.cell + GAP)
            page.line((x, page.right), (y, y), color=GREY_L, width=1.1)
            _legend_strip(scene, x, y - 0.12, grid.scale, room=page.right - x)
        y = below - height - GAP
    if not grid.legend_inside:
        page.hairline(y)
        _legend_strip(scene, page.left, y - 0.12, grid.scale, room=page.right - page.left)
        y -= size[1]
    return y


def _group(scene: Scene, y: float, row: int, note: str) -> float:
    """Write over a row which end of the order it is, and how many stand between."""
    page, texts = scene.page, scene.texts
    heading = texts.text(f"charts.bubbles.{'bottom' if row else 'top'}", n=layout.SHOWN_EACH_END)
    page.text(page.left, y - 0.16, heading, size=SUBTITLE, weight="semibold", color=INK)
    if row:
        after = page.left + page.width_of(f"{heading}  ", SUBTITLE, "semibold")
        page.text(after, y - 0.16, f"({note})", size=SUBTITLE)
    return y - GROUP_HEADING
