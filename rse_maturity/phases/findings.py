"""The answers for one month as findings, and what stands between the network and the next phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.model.verdict import Finding, NextStep
from rse_maturity.phases.ladder import ASKING, OUTCOMES, PHASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.config import Settings
    from rse_maturity.model.metric import Figures
    from rse_maturity.model.verdict import PhaseLabel
    from rse_maturity.phases.ladder import Asking
    from rse_maturity.phases.outcomes import Answer
    from rse_maturity.phases.rule import Population


def findings_of_last(
    given: Sequence[Answer], figures: Figures, *, settings: Settings, population: Population
) -> tuple[Finding, ...]:
    """Return one finding a rule and rung for the last month, in the order of RULES.

    Parameters
    ----------
    given
        Answers of the figures themselves (one draw).
    figures
        The metrics of the last month.
    settings, population
        Say which limits and weights are in force.

    Returns
    -------
    tuple of Finding
        `limit` is the one compared. A rule for which no limit can be stated this month (nothing to hold participation
        up to) gives no finding.
    """
    return tuple(
        _finding(answer, figures, settings=settings, population=population)
        for answer in given
        if not np.isnan(answer.compared[0, -1])
    )


def steps_to_next(findings: Sequence[Finding], label: PhaseLabel) -> tuple[NextStep, ...]:
    """Return what the next phase asks and the network does not show, nearest first; then what is required and unknown.

    Empty in cruise, and where nothing was judged.
    """
    if label in ("insufficient_data", PHASES[-1]):
        return ()
    aim = PHASES[PHASES.index(label) + 1]
    asked = [finding for finding in findings if finding.phase == aim]
    failing = [_step(finding, gap=relative_gap(finding)) for finding in asked if finding.outcome == "no"]
    unknown = [_step(finding, gap=None) for finding in asked if finding.outcome == "unknown" and finding.required]
    return (*sorted(failing, key=lambda step: step.gap or 0.0), *unknown)


def aim_of(label: PhaseLabel) -> Asking:
    """Return the rung that a network in this phase works for: the next one, in cruise the one it must hold."""
    return ASKING[0] if label == PHASES[0] else ASKING[1]


def relative_gap(finding: Finding) -> float:
    """Return how far a figure falls short, as a part of its limit (of 1 where the limit is 0); 0 once fulfilled."""
    return max(-(finding.margin or 0.0), 0.0) / (abs(finding.limit) or 1.0)


def _finding(answer: Answer, figures: Figures, *, settings: Settings, population: Population) -> Finding:
    rule, figure = answer.rule, figures.get(answer.rule.metric)
    value = None if figure is None else figure.value
    limit = float(answer.compared[0, -1])
    upwards = answer.limit.comparison in (">=", ">")
    outcome = OUTCOMES[answer.codes[0, -1]]
    margin = None if value is None or outcome == "not_applicable" else (value - limit if upwards else limit - value)
    return Finding(
        rule=rule.id,
        phase=answer.phase,
        outcome=outcome,
        metric=rule.metric,
        value=value,
        low=None if figure is None else figure.low,
        high=None if figure is None else figure.high,
        limit=limit,
        comparison=answer.limit.comparison,
        weight=rule.weight_in_force(settings),
        required=answer.phase in rule.required_for,
        margin=margin,
        source=rule.basis_in_force(answer.phase, settings=settings, population=population),
    )


def _step(finding: Finding, *, gap: float | None) -> NextStep:
    return NextStep(
        rule=finding.rule,
        metric=finding.metric,
        value=finding.value,
        limit=finding.limit,
        comparison=finding.comparison,
        gap=gap,
    )
