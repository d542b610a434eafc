"""Where the bubbles stand: each panel packed once in units of one contribution, then one scale for the whole page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.views.charts.packing import pack, reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.model.pictures import BubblePanel, Disc
    from rse_maturity.views.charts.packing import Floats

SILENT_AREA = 3.0  # contributions: at the area of one, a silent majority looks like a thin rim
AIR = 0.15  # around each disc, in radii of one contribution
CAP_LEAST, CAP_TIMES, CAP_PERCENTILE = 100.0, 8.0, 95.0
MOST_DISCS = 1_000  # beyond, discs are dust: the panel shows shares
MOST_PANELS, SHOWN_EACH_END = 30, 8
LARGEST_SILENT = 0.17  # inches: a handful of people does not fill the page with balloons
NARROWEST = 1.3  # inches a panel needs for its header
MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Packed:
    """One panel, packed. Units are radii of one contribution; `discs[i]` belongs to radii[i] and centres[i].

    `places[i]` is where disc i stands in the panel of the analysis. Without discs the panel shows shares.
    """

    panel: BubblePanel
    discs: tuple[Disc, ...]
    places: tuple[int, ...]
    radii: Floats
    centres: Floats
    reach: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns, inches per unit, the height of each row of clusters, and whether the legend stands in free cells."""

    columns: int
    scale: float
    cell: float
    rows: tuple[float, ...]
    legend_inside: bool


def ordered(panels: Sequence[BubblePanel]) -> list[BubblePanel]:
    """Put the panels in reading order: by participation; by contributors where the silent are unknown."""
    if all(panel.silent is not None for panel in panels):
        return sorted(panels, key=lambda p: (-p.contributing / p.people, -p.contributing, p.unit or ""))
    return sorted(panels, key=lambda p: (-p.contributing, -p.people, p.unit or ""))


def cap(panels: Sequence[BubblePanel]) -> float:
    """Return the contributions from which areas no longer grow, so that one account does not crush all others."""
    counts = [disc.contributions for panel in panels for disc in panel.discs if disc.state == "contributes"]
    return max(CAP_LEAST, CAP_TIMES * float(np.percentile(counts, CAP_PERCENTILE))) if counts else CAP_LEAST


def packed(panel: BubblePanel, *, most: float) -> Packed:
    """Pack one panel: who contributes in the middle, who only reacts around, the silent as the crust."""
    if not panel.discs or len(panel.discs) > MOST_DISCS:
        nothing = np.empty(0)
        return Packed(panel, (), (), nothing, np.empty((0, 2)), 0.0)
    places = _placing_order(panel.discs)
    discs = tuple(panel.discs[i] for i in places)
    radii = np.array([radius(disc, most=most) for disc in discs])
    core = sum(disc.state == "contributes" for disc in discs)
    centres = pack(radii + AIR, core=core)
    return Packed(panel, discs, places, radii, centres, reach(centres, radii))


def radius(disc: Disc, *, most: float) -> float:
    """Return the radius of a disc in units: area follows contributions up to `most`, a fixed one for the others."""
    return float(np.sqrt(min(disc.contributions, most) if disc.state == "contributes" else SILENT_AREA))


def _placing_order(discs: Sequence[Disc]) -> tuple[int, ...]:
    """Order discs for packing; silent managers are spread over the crust: side by side they would look like a bloc."""
    ranks = {"contributes": 0, "reacts": 1, "silent": 2}
    order = sorted(range(len(discs)), key=lambda i: (ranks[discs[i].state], -discs[i].contributions))
    loud = [i for i in order if discs[i].state != "silent"]
    managers = [i for i in order if discs[i].state == "silent" and discs[i].manager]
    others = [i for i in order if discs[i].state == "silent" and not discs[i].manager]
    silent = sorted(
        [((rank + 0.5) / len(managers), 0, i) for rank, i in enumerate(managers)]
        + [((rank + 0.5) / len(others), 1, i) for rank, i in enumerate(others)]
    )
    return (*loud, *(i for _, _, i in silent))


def arrange(
    reaches: Sequence[float],
    *,
    width: float,
    height: float,
    gap: float,
    header: float,
    legend: tuple[float, float],
    columns: int | None = None,
) -> Grid:
    """Find the number of columns that gives the largest discs.

    Parameters
    ----------
    reaches
        Radius of each cluster in units, in reading order; 0 for a panel of shares.
    width, height
        Room for panels and legend, in inches.
    gap, header
        Between columns and under a row; what the words over a cluster take, in inches.
    legend
        Width and height of the legend strip, in inches; it goes into the free cells of the last row where it fits.
    columns
        The number of columns, where it is given.
    """
    most = min(len(reaches), MOST_COLUMNS)
    choices = [columns] if columns else [c for c in range(1, most + 1) if _cell(width, c, gap) >= NARROWEST]
    grids = [_grid(reaches, c, width=width, height=height, gap=gap, header=header, legend=legend) for c in choices]
    return max(grids, key=lambda grid: (round(grid.scale, 6), -grid.columns))


def _cell(width: float, columns: int, gap: float) -> float:
    return (width - gap * (columns - 1)) / columns


def _grid(
    reaches: Sequence[float],
    columns: int,
    *,
    width: float,
    height: float,
    gap: float,
    header: float,
    legend: tuple[float, float],
) -> Grid:
    cell = _cell(width, columns, gap)
    tallest = [max(reaches[i : i + columns]) for i in range(0, len(reaches), columns)]
    free = len(tallest) * columns - len(reaches)
    inside = free > 0 and free * (cell + gap) - gap >= legend[0]
    room = height - len(tallest) * (header + gap) - (0 if inside else legend[1])
    widest = max(reaches)
    if widest == 0.0:  # shares only
        side = min(cell, room / len(tallest))
        return Grid(columns, LARGEST_SILENT / SILENT_AREA**0.5, cell, (side,) * len(tallest), inside)
    scale = min(cell / (2 * widest), max(room, 0.1) / (2 * sum(tallest)), LARGEST_SILENT / SILENT_AREA**0.5)
    rows = [2 * scale * tall for tall in tallest]
    if inside:
        rows[-1] = max(rows[-1], legend[1] - header)
    return Grid(columns, scale, cell, tuple(max(row, 0.75) for row in rows), inside)
