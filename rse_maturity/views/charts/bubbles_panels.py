"""The panels of the bubbles: a header with counts, over the cluster of discs or the shares of a large unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rse_maturity.views.charts.bubbles_discs import draw, ink_on, rim
from rse_maturity.views.charts.page import BODY, SMALL, SOURCE
from rse_maturity.views.charts.palette import ACCENT, GREY_D, INK, PAPER, PHASE_TEXT
from rse_maturity.views.charts.text import SMALLEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.pictures import BubblePanel
    from rse_maturity.model.verdict import PhaseLabel
    from rse_maturity.views.charts.bubbles_discs import Look, Looks
    from rse_maturity.views.charts.bubbles_layout import Packed
    from rse_maturity.views.charts.page import Page

NAME, NAME_LEAST = 12.0, 10.4  # points, of a unit's name; below that it takes more lines
MOST_LINES = 3
HEADER = 0.52  # inches with a name on one line
LINE = 0.17
AIR = 0.1  # inches between the large figure and its words
_SIDE = 10  # of the square of shares


@dataclass(frozen=True, slots=True)
class Header:
    """How all headers of a page are written: the size of names, the size of counts and whether they are short."""

    names: float
    counts: float
    short: bool


def header_style(page: Page, texts: Catalogue, panels: Sequence[BubblePanel], width: float) -> Header:
    """Find the largest writing in which every header fits `width`, the same for all; long names take more lines."""
    names = [page.width_of(panel.unit or "", NAME, "semibold") for panel in panels]
    size = NAME if max(names) <= width else NAME_LEAST
    for counts, short in ((BODY, False), (SOURCE, False), (BODY, True), (SOURCE, True)):
        if all(_counts_end(page, texts, panel, counts, short=short) <= width for panel in panels):
            return Header(size, counts, short)
    return Header(size, SOURCE, short=True)


def name_lines(page: Page, name: str, width: float, size: float) -> list[str]:
    """Break the name of a unit into at most three lines."""
    lines = page.wrap(name, width, size=size, weight="semibold")
    if len(lines) > MOST_LINES:
        rest = page.shorten(" ".join(lines[MOST_LINES - 1 :]), width, size=size, weight="semibold")
        lines = [*lines[: MOST_LINES - 1], rest]
    return lines


def header(
    page: Page,
    texts: Catalogue,
    panel: BubblePanel,
    style: Header,
    *,
    at: tuple[float, float],
    width: float,
    phase: PhaseLabel,
    leader: bool,
) -> None:
    """Write the name and the counts of a unit under a rule at `at`; `leader` for the unit the title speaks of."""
    x, y = at
    page.line((x, x + width), (y, y), color=ACCENT if leader else INK, width=1.6 if leader else 1.1)
    written = name_lines(page, panel.unit or "", width, style.names)
    for rank, line in enumerate(written):
        page.text(x, y - 0.2 - rank * LINE, line, size=style.names, weight="semibold")
    base = y - 0.41 - (len(written) - 1) * LINE
    big, words = _counts(texts, panel, short=style.short)
    page.text(x, base, big, size=NAME, weight="bold", color=ACCENT if leader else PHASE_TEXT[phase])
    page.text(x + page.width_of(big, NAME, "bold") + AIR, base, words, size=style.counts, color=GREY_D)


def _counts_end(page: Page, texts: Catalogue, panel: BubblePanel, size: float, *, short: bool) -> float:
    big, words = _counts(texts, panel, short=short)
    return page.width_of(big, NAME, "bold") + AIR + page.width_of(words, size)


def _counts(texts: Catalogue, panel: BubblePanel, *, short: bool) -> tuple[str, str]:
    """Say the counts of a panel: one large, the others in words."""
    n = panel.contributing
    if panel.silent is not None:
        key = "charts.bubbles.header_short" if short else "charts.bubbles.header"
        return texts.fill("{share:percent}", share=n / panel.people), texts.text(key, n=n, people=panel.people)
    words = texts.text("charts.bubbles.header_seen", n=n)
    if panel.reacting and not short:
        words = f"{words}, {texts.text('charts.bubbles.header_reacts', n=panel.reacting)}"
    return texts.fill("{n:number}", n=n), words


def cluster(
    page: Page,
    texts: Catalogue,
    packed: Packed,
    looks: Looks,
    *,
    at: tuple[float, float],
    scale: float,
    most: float,
    makers: frozenset[int],
    phase: PhaseLabel,
) -> None:
    """Draw the discs of a panel round `at`; `makers` are places in the panel of those the title speaks of."""
    drawn: list[tuple[float, float, float, Look, bool]] = []
    for place, disc, radius, (x, y) in zip(packed.places, packed.discs, packed.radii, packed.centres, strict=True):
        look = looks.of(disc, maker=place in makers)
        spot = (at[0] + scale * float(x), at[1] + scale * float(y), scale * float(radius))
        drawn.append((*spot, look, disc.manager))
        if disc.contributions > most:
            color = PAPER if place in makers else ink_on(phase)
            rim(page, *spot, manager=disc.manager, color=color)
            number = texts.fill("{n:number}", n=disc.contributions)
            size = min(BODY + 1, 1.5 * spot[2] / (page.width_of(number, BODY, "bold") / BODY))
            if size >= SMALLEST and not disc.team:
                page.text(spot[0], spot[1], number, size=size, weight="bold", color=color, ha="center", middle=True)
    draw(page, drawn, kind="person")


def shares(page: Page, panel: BubblePanel, looks: Looks, *, at: tuple[float, float], side: float) -> None:
    """Draw a large unit as a square of a hundred circles, one per hundredth of its people."""
    counts = _hundredths([panel.contributing, panel.reacting, panel.silent or 0])
    kinds = [looks.contributes] * counts[0] + [looks.reacts] * counts[1] + [looks.silent] * counts[2]
    step = side / _SIDE
    corner = (at[0] - side / 2 + step / 2, at[1] + side / 2 - step / 2)
    draw(
        page,
        [
            (corner[0] + step * (i % _SIDE), corner[1] - step * (i // _SIDE), 0.42 * step, look, False)
            for i, look in enumerate(kinds)
        ],
        kind="hundredth",
    )


def _hundredths(counts: list[int]) -> list[int]:
    """Share a hundred in proportion, largest remainders first."""
    total = sum(counts)
    exact = [100 * count / total for count in counts]
    whole = [int(part) for part in exact]
    order = sorted(range(len(counts)), key=lambda i: (whole[i] - exact[i], i))
    for i in order[: 100 - sum(whole)]:
        whole[i] += 1
    return whole


def note(page: Page, text: str, *, x: float, y: float) -> None:
    """Write a small remark centred on `x`."""
    page.text(x, y, text, size=SMALL, color=GREY_D, ha="center")
