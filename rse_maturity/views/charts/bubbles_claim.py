"""What the bubbles say: the title's sentence, and which discs it speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rse_maturity.views.charts.words import fraction, number, plain, portion, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.pictures import BubblePanel, Bubbles

# judgement: what stands out enough to be the second half of the title
TEAM_SHARE = 0.10
FEW = 3  # so few people make half: each counts
LEAD = 1.5  # the first unit's share over that of all
LEAD_PANELS = 3
SILENT_SHARE = 0.5
BETWEEN = 0.05  # who only react: with fewer, the silent are just the others, which the first half has said
UNIT_LETTERS = 48


@dataclass(frozen=True, slots=True)
class Claim:
    """The title, and what it puts in the accent colour.

    `makers` are discs as (panel, disc) places; `leader` is the place of a panel; `spoken`: somebody contributes.
    """

    title: str
    team: bool = False
    silent: bool = False
    spoken: bool = True
    makers: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    leader: int | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the candidates for the second half of the title look at."""

    bubbles: Bubbles
    panels: Sequence[BubblePanel]
    texts: Catalogue
    drawn_at: frozenset[int]
    makers: frozenset[tuple[int, int]]
    makers_share: float

    @property
    def people(self) -> int:
        return sum(panel.people for panel in self.panels)

    @property
    def speaking(self) -> int:
        return sum(panel.contributing for panel in self.panels)

    @property
    def silence_known(self) -> bool:
        return all(panel.silent is not None for panel in self.panels)


def claim(bubbles: Bubbles, panels: Sequence[BubblePanel], texts: Catalogue, *, drawn_at: Sequence[int]) -> Claim:
    """Choose what stands out, in this order: the team's part, a few who make half, a leading unit, silence, half.

    Only what is in the panels drawn (their places are `drawn_at`) can be put in the accent colour.
    """
    makers, share = _makers(panels, bubbles.contributions)
    seen = _Seen(bubbles, panels, texts, frozenset(drawn_at), makers, share)
    if not seen.speaking:
        return Claim(texts.text("charts.bubbles.nobody"), spoken=False)
    if seen.silence_known:
        who, agrees = portion(texts, seen.speaking, seen.people)
        first = texts.text("charts.bubbles.contribute", n=agrees, who=who)
    else:
        first = texts.text("charts.bubbles.contributors", n=seen.speaking)
    for candidate in (_team, _few, _leader, _silence, _half):
        found = candidate(seen)
        if found is not None:
            return replace(found, title=sentence(texts.text("charts.bubbles.pair", first=first, second=found.title)))
    return Claim(sentence(first))


def _team(seen: _Seen) -> Claim | None:
    share = (seen.bubbles.team_contributions or 0) / seen.bubbles.contributions
    drawn = any(disc.team for i in seen.drawn_at for disc in seen.panels[i].discs)
    if share < TEAM_SHARE or not drawn:
        return None
    return Claim(seen.texts.text("charts.bubbles.team", share=share), team=True)


def _few(seen: _Seen) -> Claim | None:
    count = len(seen.makers)
    if not 0 < count <= FEW < seen.speaking or not _all_drawn(seen):
        return None
    who = number(seen.texts, count)
    title = seen.texts.text("charts.bubbles.concentrated", n=count, k=who, share=seen.makers_share)
    return Claim(title, makers=seen.makers)


def _leader(seen: _Seen) -> Claim | None:
    shares = [panel.contributing / panel.people for panel in seen.panels]
    if not seen.silence_known or len(shares) < LEAD_PANELS or max(shares) < LEAD * seen.speaking / seen.people:
        return None
    leader = shares.index(max(shares))
    name = plain(seen.panels[leader].unit or "")
    short = name if len(name) <= UNIT_LETTERS else f"{name[:UNIT_LETTERS].rstrip()}…"
    return Claim(seen.texts.text("charts.bubbles.leads", unit=short, share=max(shares)), leader=leader)


def _silence(seen: _Seen) -> Claim | None:
    silent = sum(panel.silent or 0 for panel in seen.panels) / seen.people
    between = sum(panel.reacting for panel in seen.panels) / seen.people
    if silent < SILENT_SHARE or (between < BETWEEN and _half(seen) is not None):
        return None
    who, _ = fraction(seen.texts, silent, bare=True)
    return Claim(seen.texts.text("charts.bubbles.silent", who=who), silent=True)


def _half(seen: _Seen) -> Claim | None:
    count = len(seen.makers)
    if not 0 < count < seen.speaking or not _all_drawn(seen):
        return None
    title = seen.texts.text("charts.bubbles.half", n=count, k=number(seen.texts, count))
    return Claim(title, makers=seen.makers)


def _all_drawn(seen: _Seen) -> bool:
    return {panel for panel, _ in seen.makers} <= seen.drawn_at


def _makers(panels: Sequence[BubblePanel], total: int) -> tuple[frozenset[tuple[int, int]], float]:
    """Find the fewest people who make half of all contributions, and their share; nobody where too few are drawn."""
    ranked = sorted(
        (-disc.contributions, i, j)
        for i, panel in enumerate(panels)
        for j, disc in enumerate(panel.discs)
        if disc.contributions
    )
    made = 0
    for count, (minus, _, _) in enumerate(ranked, start=1):
        made -= minus
        if 2 * made >= total:
            return frozenset((i, j) for _, i, j in ranked[:count]), made / total
    return frozenset(), 0.0
