"""The legend of the bubbles: who a disc is, how its area reads, what its colour means."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from rse_maturity.views.charts.bubbles_discs import Look, Looks, draw, ink_on, rim
from rse_maturity.views.charts.page import BODY, HEADING, POINT, SMALL, LegendBlock, LegendRow
from rse_maturity.views.charts.palette import GREY_D, GREY_M, NODE, PHASE, PHASE_TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.verdict import PhaseLabel
    from rse_maturity.views.charts.bubbles_claim import Claim
    from rse_maturity.views.charts.bubbles_layout import Packed
    from rse_maturity.views.charts.page import Page

DOT = 0.083  # inches, radius of a symbol
LARGEST, SMALLEST_RING = 0.36, 0.022  # inches, of the rings that show the scale
_STEPS = (1, 2, 5)
AREA_WIDTH = 1.35
READING_WIDTH = 2.35
ORDER: tuple[PhaseLabel, ...] = ("insufficient_data", "creation", "growth", "cruise")


def who(
    page: Page,
    texts: Catalogue,
    looks: Looks,
    claim: Claim,
    clusters: Sequence[Packed],
    *,
    most: float,
    phase: PhaseLabel | None,
) -> LegendBlock:
    """List the kinds of discs that the picture has, and no other; `phase` None: the colour is told elsewhere."""
    discs = [disc for cluster in clusters for disc in cluster.discs]
    panels = [cluster.panel for cluster in clusters]
    fixed = "" if discs else "_shares"
    rows = []
    if any(disc.state == "contributes" and not disc.team for disc in discs) or (not discs and claim.spoken):
        rows.append(_row(page, looks.contributes, _contributes(texts, phase)))
    if len(claim.makers) > 1:
        rows.append(_row(page, looks.maker, texts.text("charts.bubbles.legend.half")))
    if any(disc.team and disc.state == "contributes" for disc in discs):
        rows.append(_row(page, looks.team, texts.text("charts.bubbles.legend.team")))
    if any(panel.reacting for panel in panels):
        rows.append(_row(page, looks.reacts, texts.text(f"charts.bubbles.legend.reacts{fixed}")))
    if any(panel.silent for panel in panels):
        rows.append(_row(page, looks.silent, texts.text(f"charts.bubbles.legend.silent{fixed}")))
    ringed = [panel for panel in panels if panel.managers_shown and panel.discs]
    if ringed:
        label = texts.text(
            "charts.bubbles.legend.manager",
            contributing=sum(panel.managers_contributing or 0 for panel in ringed),
            managers=sum(panel.managers or 0 for panel in ringed),
        )
        rows.append(_manager(page, looks, label))
    if any(disc.contributions > most for disc in discs):
        rows.append(_capped(page, looks.contributes, texts.text("charts.bubbles.legend.capped", n=most), phase))
    return LegendBlock(texts.text(f"charts.bubbles.legend.who{fixed}"), tuple(rows))


def colours(page: Page, texts: Catalogue, phases: Sequence[PhaseLabel]) -> LegendBlock:
    """Name the phases that the panels are in, the latest first."""
    rows = tuple(
        _row(page, Look(PHASE[phase], PHASE_TEXT[phase], 0.5), texts.text(f"charts.phase.{phase}"))
        for phase in reversed(ORDER)
        if phase in phases
    )
    return LegendBlock(texts.text("charts.bubbles.legend.colour"), rows)


def _contributes(texts: Catalogue, phase: PhaseLabel | None) -> str:
    if phase is None or phase == "insufficient_data":
        return texts.text("charts.bubbles.legend.contributes")
    return texts.text("charts.bubbles.legend.contributes_phase", phase=texts.text(f"charts.phase.{phase}"))


def _row(page: Page, look: Look, label: str) -> LegendRow:
    return LegendRow(lambda x, y: draw(page, [(x + DOT, y, DOT, look, False)]), label)


def _manager(page: Page, looks: Looks, label: str) -> LegendRow:
    def symbol(x: float, y: float) -> None:
        draw(page, [(x + DOT, y, DOT, looks.contributes, True), (x + 3.3 * DOT, y, DOT, looks.silent, True)])

    return LegendRow(symbol, label, slot=0.3 + 2.3 * DOT)


def _capped(page: Page, look: Look, label: str, phase: PhaseLabel | None) -> LegendRow:
    def symbol(x: float, y: float) -> None:
        draw(page, [(x + DOT, y, 1.15 * DOT, look, False)])
        rim(page, x + DOT, y, 1.15 * DOT, manager=False, color=ink_on(phase or "cruise"))

    return LegendRow(symbol, label)


def sizes(scale: float, most: float) -> list[int]:
    """Choose up to three round numbers of contributions whose rings can be told apart at `scale` inches per unit."""
    ladder = [step * 10**power for power in range(7) for step in _STEPS]
    fitting = [n for n in ladder if SMALLEST_RING <= scale * sqrt(n) <= LARGEST and n <= most] or [1]
    largest = fitting[-1]
    chosen = [n for n in (largest, largest // 10, largest // 100) if n in fitting]
    if len(chosen) == 1 and len(fitting) > 1:
        chosen.append(fitting[0])
    return chosen


def area(page: Page, texts: Catalogue, *, scale: float, most: float, x: float, y: float) -> float:
    """Draw nested rings with the contributions they stand for, heading at `y`; return the lower end."""
    base = y - HEADING * POINT * 0.8
    page.text(x, base, texts.text("charts.bubbles.legend.area"), size=HEADING, weight="semibold")
    numbers = sizes(scale, most)
    radius = scale * sqrt(numbers[0])
    floor = base - 0.16 - 2 * max(radius, 0.16)
    words = x + 2 * radius + 0.22
    above = float("inf")
    for n in numbers:
        ring = scale * sqrt(n)
        draw(page, [(x + radius, floor + ring, ring, Look("none", NODE, 0.9), False)])
        level = min(floor + 2 * ring, above - SMALL * POINT * 1.25)
        page.line((x + radius, words - 0.12, words - 0.05), (floor + 2 * ring, level, level), color=GREY_M, width=0.7)
        page.text(words, level, texts.fill("{n:number}", n=n), size=SMALL, middle=True)
        above = level
    return min(floor, above - 0.06)


def area_width(page: Page, texts: Catalogue) -> float:
    """Return what `area` takes across."""
    return max(AREA_WIDTH, page.width_of(texts.text("charts.bubbles.legend.area"), HEADING, "semibold"))


def reading(page: Page, texts: Catalogue, text: str, *, x: float, y: float, width: float) -> float:
    """Write how the picture is read, heading at `y`; return the lower end."""
    base = y - HEADING * POINT * 0.8
    page.text(x, base, texts.text("charts.bubbles.legend.reading"), size=HEADING, weight="semibold")
    base -= 0.05
    for line in page.wrap(text, width, size=BODY):
        base -= BODY * POINT * 1.3
        page.text(x, base, line, size=BODY, color=GREY_D)
    return base
