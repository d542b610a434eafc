"""What the trajectory shows: bands of phases, lines, outages and events, taken from the analysis and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.verdict import PhaseLabel, TrajectoryPoint

MAIN = "participation_rate"
MOST_MEASURES = 3
LOST_DAYS = 7  # of a window: more would draw a dip that never was
FALLEN = 0.75  # judgement: of the peak
LEAST_WEEKS = 8
_DEFAULT_WINDOW = 28
_LEVEL: dict[PhaseLabel, int] = {"creation": 0, "growth": 1, "cruise": 2}


@dataclass(frozen=True, slots=True)
class Band:
    """Days in one phase, both included; `back` where the phase was entered from a higher one."""

    phase: PhaseLabel
    start: date
    end: date
    back: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure at the end of one month; `joined` False where an outage lies between it and the one before."""

    day: date
    value: float
    low: float | None
    high: float | None
    joined: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """An event or an outage that the client has given; days both included."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Story:
    """All that is drawn.

    `measures` are the figures of the second panel, by metric id; `peak` is the highest reading, where the network has
    come down from it.
    """

    start: date
    end: date
    bands: tuple[Band, ...]
    main: tuple[Reading, ...]
    measures: dict[str, tuple[Reading, ...]]
    outages: tuple[Mark, ...]
    events: tuple[Mark, ...]
    peak: Reading | None


def story(analysis: Analysis, texts: Catalogue) -> Story | None:
    """Read the months; None where there is too little for phases (the weeks are drawn then)."""
    points = analysis.trajectory
    if analysis.phase.label == "insufficient_data" or len(analysis.weekly) < LEAST_WEEKS or not points:
        return None
    outages = marks(analysis, "outage")
    window = window_days(analysis)
    main = readings(points, MAIN, outages, window)
    if not main:
        return None
    start, end = points[0].end.replace(day=1), points[-1].end
    found = bands(points)
    series = {metric: readings(points, metric, outages, window) for metric in _deciding(analysis, texts)}
    measures = [(metric, found) for metric, found in series.items() if len(found) > 1]
    return Story(
        start=start,
        end=end,
        bands=found,
        main=main,
        measures=dict(measures[:MOST_MEASURES]),
        outages=_within(outages, start, end),
        events=_within(marks(analysis, "campaign"), start, end),
        peak=_peak(main) if _coming_down(analysis, found) else None,
    )


def _coming_down(analysis: Analysis, found: Sequence[Band]) -> bool:
    """Tell whether the analysis itself says so: a launch wave that ebbs is no fall."""
    phase = analysis.phase
    return phase.momentum == "declining" or found[-1].back or any(flag.id == "relapsed" for flag in phase.flags)


def _peak(main: Sequence[Reading]) -> Reading | None:
    top = max(main, key=lambda reading: reading.value)
    return top if main[-1].value <= FALLEN * top.value else None


def window_days(analysis: Analysis) -> int:
    """Return over how many days participation is counted."""
    return int(analysis.settings.get("time", {}).get("window_days", _DEFAULT_WINDOW))


def bands(points: Sequence[TrajectoryPoint]) -> tuple[Band, ...]:
    """Join the months of one phase; each month reaches from the day after the one before to its end."""
    found: list[Band] = []
    start = points[0].end.replace(day=1)
    for point in points:
        last = found[-1] if found else None
        if last is not None and last.phase == point.phase:
            found[-1] = Band(last.phase, last.start, point.end, last.back)
        else:
            back = last is not None and _LEVEL.get(point.phase, 9) < _LEVEL.get(last.phase, -1)
            found.append(Band(point.phase, start, point.end, back))
        start = point.end + timedelta(days=1)
    return tuple(found)


def readings(
    points: Sequence[TrajectoryPoint], metric: str, outages: Sequence[Mark], window: int
) -> tuple[Reading, ...]:
    """Return the known figures of one metric, without the months whose window an outage has emptied."""
    found: list[Reading] = []
    gap = False
    for point in points:
        value = point.metrics.get(metric)
        if value is None or _lost(point.end, outages, window) >= LOST_DAYS:
            gap = True
            continue
        found.append(Reading(point.end, value, point.low.get(metric), point.high.get(metric), joined=not gap))
        gap = False
    return tuple(found)


def _lost(end: date, outages: Sequence[Mark], window: int) -> int:
    """Count the days of a window that outages have taken."""
    first = end - timedelta(days=window - 1)
    return sum(max((min(end, mark.end) - max(first, mark.start)).days + 1, 0) for mark in outages)


def _deciding(analysis: Analysis, texts: Catalogue) -> list[str]:
    """List the measures that can be drawn, those that answered a rule first."""
    known = [metric for metric in texts.raw("charts.trajectory.measure") if metric != MAIN]
    answered = {finding.metric for finding in analysis.phase.findings if finding.outcome in {"yes", "no"}}
    known.remove("habit_share" if "habit_share_of_contributors" in answered else "habit_share_of_contributors")
    return sorted(known, key=lambda metric: (metric not in answered, known.index(metric)))


def marks(analysis: Analysis, kind: str) -> tuple[Mark, ...]:
    """Return the campaigns or outages of the settings, by date."""
    given = [
        Mark(str(one["name"]), date.fromisoformat(str(one["start"])), date.fromisoformat(str(one["end"])))
        for one in analysis.settings.get(kind) or ()
    ]
    return tuple(sorted(given, key=lambda mark: (mark.start, mark.end, mark.name)))


def _within(given: Sequence[Mark], start: date, end: date) -> tuple[Mark, ...]:
    return tuple(mark for mark in given if mark.end >= start and mark.start <= end)
