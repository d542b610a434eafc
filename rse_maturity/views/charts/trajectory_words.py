"""The sentences of the trajectory: phase, since when, how high or how far fallen; what is counted, what left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.views.charts.trajectory_story import window_days
from rse_maturity.views.charts.words import files, fraction, sentence

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.views.charts.trajectory_story import Reading, Story

_FOUR_WEEKS = 28


def title(analysis: Analysis, texts: Catalogue, told: Story) -> str:
    """Write the phase, since when, and participation or its fall."""
    last = told.main[-1].value
    if told.peak is not None:
        finding = texts.text("charts.trajectory.title.fallen", peak=told.peak.value, last=last)
    else:
        who, agrees = fraction(texts, last)
        days = window_days(analysis)
        form = "steady" if days == _FOUR_WEEKS else "steady_days"
        finding = texts.text(f"charts.trajectory.title.{form}", n=agrees, who=who, days=days)
    return _joined(texts, _state(analysis, texts, back=told.bands[-1].back), finding)


def title_of_weeks(analysis: Analysis, texts: Catalogue) -> str:
    """Write that no phase can be told yet, and how many took part in the last week."""
    finding = texts.text("charts.trajectory.title.active", n=analysis.weekly[-1].active)
    return _joined(texts, _state(analysis, texts, back=False), finding)


def _state(analysis: Analysis, texts: Catalogue, *, back: bool) -> str:
    phase = analysis.phase
    if phase.since is None or phase.label == "insufficient_data":
        return texts.text(f"charts.trajectory.undated.{phase.label}")
    return texts.text(f"charts.trajectory.{'back' if back else 'state'}.{phase.label}", since=phase.since)


def _joined(texts: Catalogue, state: str, finding: str) -> str:
    return sentence(texts.text("charts.trajectory.title.pair", state=state, finding=finding))


def subtitle(analysis: Analysis, texts: Catalogue) -> str:
    """Write what participation is, and of whom."""
    return texts.text(f"charts.trajectory.subtitle.{analysis.population}", days=window_days(analysis))


def subtitle_of_weeks(analysis: Analysis, texts: Catalogue) -> str:
    """Write what the bars count, and what is missing for a phase."""
    parts = [texts.text("charts.trajectory.subtitle.weeks")]
    parts += [
        texts.text(f"phases.missing.{name}", found=found, needed=needed).rstrip(".")
        for name, (found, needed) in analysis.phase.missing.items()
    ]
    return " · ".join(parts)


def margin(texts: Catalogue, reading: Reading) -> str | None:
    """Write how sure a figure is: plus or minus where both sides are alike, else from where to where."""
    if reading.low is None or reading.high is None:
        return None
    below, above = (round(100 * abs(reading.value - end)) for end in (reading.low, reading.high))
    if below == above:
        return texts.text("charts.trajectory.margin", points=below / 100) if below else None
    return texts.text("charts.trajectory.range", low=reading.low, high=reading.high)


def source(analysis: Analysis, texts: Catalogue, told: Story, *, unnamed: int) -> str:
    """Write where the figures come from, what they are, and how bands, ribbon and marks are meant."""
    key = "charts.trajectory"
    time = analysis.settings.get("time", {})
    parts = [files(analysis, texts)]
    parts += [
        texts.text(
            f"{key}.definition.{metric}", active=time.get("habit_active_weeks", 9), weeks=time.get("habit_weeks", 12)
        )
        for metric in told.measures
    ]
    parts.append(texts.text(f"{key}.source.bands"))
    if any(reading.low is not None for reading in told.main):
        parts.append(texts.text(f"{key}.source.ribbon"))
    if told.outages:
        parts.append(texts.text(f"{key}.source.outage"))
    if told.events:
        parts.append(texts.text(f"{key}.source.events"))
    if unnamed:
        parts.append(texts.text(f"{key}.unnamed", n=unnamed))
    return " ".join(parts)
