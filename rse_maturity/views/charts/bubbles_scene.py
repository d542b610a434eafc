"""What the parts of the bubble picture share, and the colour of each panel: that of the unit's own phase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rse_maturity.views.charts.bubbles_discs import Looks, looks
from rse_maturity.views.charts.bubbles_legend import ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.pictures import BubblePanel
    from rse_maturity.model.verdict import PhaseLabel
    from rse_maturity.views.charts.bubbles_claim import Claim
    from rse_maturity.views.charts.bubbles_layout import Packed
    from rse_maturity.views.charts.page import Page

LEAST_JUDGED = 2  # units, from which panels have the colour of their own phase


@dataclass(frozen=True, slots=True)
class Scene:
    """What the parts of one picture share."""

    page: Page
    texts: Catalogue
    clusters: tuple[Packed, ...]
    claim: Claim
    phases: tuple[PhaseLabel, ...]
    most: float
    reading: str

    @property
    def phase(self) -> PhaseLabel:
        """Return the phase whose colour stands for all in the legend: that of most judged panels."""
        return max(self.phases, key=lambda one: (one != "insufficient_data", self.phases.count(one), ORDER.index(one)))

    @property
    def mixed(self) -> bool:
        """Tell whether panels have colours of their own, which the legend must name."""
        return len(set(self.phases)) > 1

    def looks(self, phase: PhaseLabel) -> Looks:
        """Return the looks of the discs of a unit in a phase."""
        return looks(phase, team=self.claim.team, silent=self.claim.silent)

    @property
    def sized(self) -> bool:
        """Tell whether any disc has an area to read."""
        return any(disc.contributions for cluster in self.clusters for disc in cluster.discs)


def phases_of(analysis: Analysis, panels: Sequence[BubblePanel]) -> tuple[PhaseLabel, ...]:
    """Return the phase of each panel's unit; that of the network for all where fewer than two units were judged."""
    own = {unit.unit: unit.phase or "insufficient_data" for unit in analysis.units}
    phases = tuple(own.get(panel.unit, "insufficient_data") for panel in panels)
    if len(panels) - phases.count("insufficient_data") < LEAST_JUDGED:
        return (analysis.phase.label,) * len(panels)
    return phases
