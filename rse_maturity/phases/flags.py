"""What changes how the phase must be read, each with its evidence and the limit it was compared with.

`relapsed`, `broadcast` and `bulk_enrolled` follow from findings and context; the limits of the others stand here, and
are our judgement unless a source is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.model.verdict import Flag
from rse_maturity.phases.ladder import PHASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.config import Settings
    from rse_maturity.model.metric import Figures
    from rse_maturity.model.verdict import Finding, PhaseName
    from rse_maturity.phases.judgement import Context

ONLOOKERS = 0.5
"""Part of the participants who only react, from which they are many."""

TEAM_SHARE = 0.5
"""Self-sustained share below which a network is in its inception (S42)."""

HANDFUL = 3.0
"""People behind half of the contributions, up to which a network hangs on them."""


def flags_of(
    findings: Sequence[Finding],
    figures: Figures,
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
    context
        What is known about the network besides its figures.
    """
    raised = (
        _relapsed(findings),
        _broadcast(findings, figures),
        _bulk_enrolled(figures, context),
        _team_dependent(figures),
        _few_people(figures),
        _silo(findings),
        _hole(context),
        _truncated(figures, context),
        _imported(context),
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


def _silo(findings: Sequence[Finding]) -> Flag | None:
    """Find units that keep to themselves: far below what growth asks of answers across units, beyond chance."""
    for finding in findings:
        if (finding.rule, finding.phase, finding.outcome) == ("cross_unit", "growth", "no"):
            if finding.high is None or finding.high >= finding.limit:
                return None
            return Flag(
                id="silo",
                evidence={
                    "cross_unit_ratio": finding.value,
                    "low": finding.low,
                    "high": finding.high,
                    "limit": finding.limit,
                },
            )
    return None


def _hole(context: Context) -> Flag | None:
    """Tell of the days that the export lost."""
    last = max(context.lost, default=None)
    if last is None:
        return None
    days = sum((end - start).days + 1 for start, end in context.lost)
    evidence: dict[str, float | str | None] = {
        "weeks": float(round(days / 7)),
        "start": context.lost[0][0].isoformat(),
        "end": last[1].isoformat(),
    }
    return Flag(id="hole", evidence=evidence)


def _truncated(figures: Figures, context: Context) -> Flag | None:
    if not context.begins_midway:
        return None
    return Flag(id="truncated", evidence={"months": _value(figures, "age_months")})


def _imported(context: Context) -> Flag | None:
    if not context.imported:
        return None
    events = sum(count for _, count in context.imported)
    return Flag(id="imported", evidence={"events": float(events), "day": context.imported[-1][0].isoformat()})


def _value(figures: Figures, name: str) -> float | None:
    figure = figures.get(name)
    return None if figure is None else figure.value
