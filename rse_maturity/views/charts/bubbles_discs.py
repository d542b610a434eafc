"""Discs on the page: one look per kind of person, drawn together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import EllipseCollection

from rse_maturity.views.charts.page import POINT
from rse_maturity.views.charts.palette import ACCENT, GREY_M, INK, NODE, PAPER, PHASE, PHASE_TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.model.pictures import Disc
    from rse_maturity.model.verdict import PhaseLabel
    from rse_maturity.views.charts.packing import Floats
    from rse_maturity.views.charts.page import Page

RING, RING_AIR = 0.14, 0.10  # of the radius: a manager's ring, and the white between it and the disc
AIR_FROM = 4.0  # points of radius from which that white can be seen


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of disc is drawn; widths in points."""

    face: str
    edge: str
    width: float = 0.0
    style: str = "-"
    hatch: str | None = None


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of one picture: the phase gives the colour, the title says what is in accent."""

    contributes: Look
    maker: Look
    reacts: Look
    silent: Look
    team: Look

    def of(self, disc: Disc, *, maker: bool) -> Look:
        """Return the look of a disc; `maker` for those the title speaks of."""
        if disc.state == "silent":
            return self.silent
        if disc.state == "reacts":
            return self.reacts
        if disc.team:
            return self.team
        return self.maker if maker else self.contributes


def looks(phase: PhaseLabel, *, team: bool, silent: bool) -> Looks:
    """Choose the looks for a network in `phase`; `team` or `silent`: the title is about them."""
    edge = PHASE_TEXT[phase]
    accent = ACCENT if team else NODE
    return Looks(
        contributes=Look(PHASE[phase], edge, 0.5),
        maker=Look(ACCENT, INK, 0.9),
        reacts=Look(PAPER, edge, 1.0, ":"),
        silent=Look(PAPER, ACCENT if silent else GREY_M, 0.8 if silent else 0.7),
        team=Look(PAPER, accent, 0.9, hatch="//////"),
    )


def ink_on(phase: PhaseLabel) -> str:
    """Return the colour of letters on a disc in the colour of `phase`."""
    return INK if phase == "creation" else PAPER


def draw(page: Page, discs: Sequence[tuple[float, float, float, Look, bool]], *, kind: str = "symbol") -> None:
    """Draw discs (x, y, radius in inches, look, manager): a manager's ring lies inside the disc's own footprint.

    `kind` names what each disc stands for: a person, a hundredth of the people, or (in a legend) a symbol.
    """
    groups: dict[tuple[str, Look], list[tuple[float, float, float]]] = {}
    for x, y, radius, look, manager in discs:
        if not manager:
            groups.setdefault((kind, look), []).append((x, y, radius))
            continue
        groups.setdefault((kind, Look(PAPER, INK, round(_ring(radius), 1))), []).append((x, y, radius))
        if look.face != PAPER or look.hatch or look.style != "-":
            inner = replace(look, width=min(look.width, 0.5))
            groups.setdefault(("inside", inner), []).append((x, y, _filled(radius)))
    for (name, look), members in groups.items():
        _together(page, np.array(members), look, name)


def _ring(radius: float) -> float:
    """Return the width of a manager's ring, in points."""
    return min(1.9, max(0.9, RING * radius / POINT))


def _filled(radius: float) -> float:
    """Return the radius of what is left inside a manager's ring, in inches."""
    air = RING_AIR * radius if radius >= AIR_FROM * POINT else 0.0
    return max(radius - _ring(radius) * POINT - air, 0.45 * radius)


def _together(page: Page, members: Floats, look: Look, name: str) -> None:
    """Draw discs of one look; the line lies inside the radius, so that area stays what it says."""
    across = 2 * np.maximum(members[:, 2] - look.width * POINT / 2, 0.25 * members[:, 2])
    page.axes.add_collection(
        EllipseCollection(
            across,
            across,
            np.zeros(len(members)),
            units="xy",
            offsets=members[:, :2],
            offset_transform=page.axes.transData,
            facecolors=look.face,
            edgecolors=look.edge,
            linewidths=look.width,
            linestyles=look.style if look.style == "-" else [(0, (1.0, 1.2))],
            hatch=look.hatch,
            zorder=2 if name == "inside" else 1,
            gid=name,
        ),
        autolim=False,
    )


def rim(page: Page, x: float, y: float, radius: float, *, manager: bool, color: str) -> None:
    """Draw the dotted rim of a disc whose area is capped, inside a manager's ring."""
    filled = _filled(radius) if manager else radius
    width = min(1.3, 0.13 * filled / POINT)
    across = 2 * (filled - 1.6 * width * POINT)
    page.axes.add_collection(
        EllipseCollection(
            [across],
            [across],
            [0.0],
            units="xy",
            offsets=[(x, y)],
            offset_transform=page.axes.transData,
            facecolors="none",
            edgecolors=color,
            linewidths=width,
            linestyles=[(0, (2.0, 1.6))],
            zorder=3,
        ),
        autolim=False,
    )
