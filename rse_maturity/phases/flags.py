"""What changes how the phase must be read, each with its evidence and the limit it was compared with.

`relapsed`, `broadcast` and `bulk_enrolled` follow from findings and context; the limits of the others stand here, and
are our judgement unless a source is named.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from rse_maturity.model.analysis import Flag
from rse_maturity.phases.ladder import PHASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.config import Settings
    from rse_maturity.model.analysis import Finding, PhaseName
    from rse_maturity.model.metric import Figures, WeekPoint
    from rse_maturity.phases.judgement import Context

ONLOOKERS = 0.5
"""Part of the participants who only react, from which they are many."""

TEAM_SHARE = 0.5
"""Self-sustained share below which a network is in its inception (S42)."""

HANDFUL = 3.0
"""People behind half of the contributions, up to which a network hangs on them."""

HOLE_WEEKS = 2
"""Weeks in a row without anybody, within a year of activity, that are a hole in the export rather than a silence."""

BUSY = 5.0
"""People active in the median week of that year, from which an empty week is no chance."""

YEAR_WEEKS = 52


def flags_of(
    findings: Sequence[Finding],
    figures: Figures,
    weekly: Sequence[WeekPoint],
    *,
    context: Context,
) -> tuple[Flag, ...]:
    """Return the flags of the last month, each with the values its sentence names.

    Parameters
    ----------
    findings
        Those of the last month.
    figures
        Metrics of the last month; one that is not known raises no flag.
    weekly
        People active by complete week.
    context
        What is known about the network besides its figures.
    """
    raised = (
        _relapsed(findings),
        _broadcast(findings, figures),
        _bulk_enrolled(figures, context),
        _team_dependent(figures),
        _few_people(figures),
        _hole(weekly),
    )
    return tuple(flag for flag in raised if flag is not None)


def unconfirmed(raw: Sequence[int], level: int, *, settings: Settings) -> tuple[Flag, ...]:
    """Return a flag where the last months speak for another phase than the one in force, but not yet for long enough.

    Parameters
    ----------
    raw
        Levels of the months that are over and were judged, oldest first.
    level
        The level in force.
    """
    months = 0
    above = bool(raw) and raw[-1] > level
    for one in reversed(raw):
        if one == level or (one > level) != above:
            break
        months += 1
    if not months:
        return ()
    asked = settings.time.months_up if above else settings.time.months_down
    towards: PhaseName = PHASES[min(raw[-months:]) if above else max(raw[-months:])]
    evidence: dict[str, float | str | None] = {"phase": towards, "months": float(months), "needed": float(asked)}
    return (Flag(id="rising_unconfirmed" if above else "falling_unconfirmed", evidence=evidence),)


def _relapsed(findings: Sequence[Finding]) -> Flag | None:
    for finding in findings:
        if finding.rule == "holding" and finding.outcome == "no":
            return Flag(id="relapsed", evidence={"participation_rate": finding.value, "limit": finding.limit})
    return None


def _broadcast(findings: Sequence[Finding], figures: Figures) -> Flag | None:
    """Find a bulletin: no dialogue, while most participants only react, or most contributions come from the team."""
    taking_part, contributing = _value(figures, "participation_rate"), _value(figures, "contribution_rate")
    self_sustained = _value(figures, "self_sustained_share")
    onlookers = 1 - contributing / taking_part if taking_part and contributing is not None else None
    if (onlookers or 0.0) < ONLOOKERS and (self_sustained is None or self_sustained >= TEAM_SHARE):
        return None
    for finding in findings:
        if finding.rule == "dialogue" and finding.outcome == "no":
            evidence: dict[str, float | str | None] = {
                "comments_per_post": finding.value,
                "limit": finding.limit,
                "only_react_share": onlookers,
                "self_sustained_share": self_sustained,
            }
            return Flag(id="broadcast", evidence=evidence)
    return None


def _bulk_enrolled(figures: Figures, context: Context) -> Flag | None:
    if not context.bulk_enrolled:
        return None
    return Flag(id="bulk_enrolled", evidence={"bulk_enrolment_share": _value(figures, "bulk_enrolment_share")})


def _team_dependent(figures: Figures) -> Flag | None:
    share = _value(figures, "self_sustained_share")
    if share is None or share >= TEAM_SHARE:
        return None
    return Flag(id="team_dependent", evidence={"self_sustained_share": share, "limit": TEAM_SHARE})


def _few_people(figures: Figures) -> Flag | None:
    people = _value(figures, "absence_factor")
    if people is None or people > HANDFUL:
        return None
    return Flag(id="few_people", evidence={"absence_factor": people, "limit": HANDFUL})


def _hole(weekly: Sequence[WeekPoint]) -> Flag | None:
    """Find the longest run of empty weeks of the last year with activity on both sides, in a network that is busy."""
    active = [point.active for point in sorted(weekly, key=lambda point: point.week)]
    if not active or median(active[-YEAR_WEEKS:]) < BUSY:
        return None
    longest = run = 0
    for week, people in enumerate(active):
        run = run + 1 if not people else 0
        ended = bool(run) and any(active[: week - run + 1]) and any(active[week + 1 :])
        if ended and week >= len(active) - YEAR_WEEKS:
            longest = max(longest, run)
    return Flag(id="hole", evidence={"weeks": float(longest)}) if longest >= HOLE_WEEKS else None


def _value(figures: Figures, name: str) -> float | None:
    figure = figures.get(name)
    return None if figure is None else figure.value
