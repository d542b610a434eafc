"""The verdict: from figures by month to phase, momentum, flags, confidence, next steps and advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.model.verdict import Phase, TrajectoryPoint
from rse_maturity.phases.advice import advise
from rse_maturity.phases.checks import check_rule_ids
from rse_maturity.phases.confidence import confidence_in
from rse_maturity.phases.findings import findings_of_last, steps_to_next
from rse_maturity.phases.flags import flags_of, unconfirmed
from rse_maturity.phases.judgement import Judgement
from rse_maturity.phases.ladder import ASKING, NOT_JUDGED, label_of
from rse_maturity.phases.momentum import momentum_of
from rse_maturity.phases.outcomes import READ, answers
from rse_maturity.phases.policy import MINIMUM_SIGNALS, raw_levels, signals
from rse_maturity.phases.readings import read
from rse_maturity.phases.sensitivity import sensitivity_of
from rse_maturity.phases.trajectory import confirmed_on, counts, settled_levels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from rse_maturity.config import Settings
    from rse_maturity.model.metric import PeriodFigures
    from rse_maturity.model.verdict import PhaseLabel
    from rse_maturity.phases.judgement import Context
    from rse_maturity.phases.ladder import Codes, Floats
    from rse_maturity.phases.outcomes import Answer


def judge(
    periods: Sequence[PeriodFigures],
    *,
    context: Context,
    settings: Settings,
    people_drawn: Mapping[str, Floats] | None = None,
) -> Judgement:
    """Say in which phase the network is, and was, month by month.

    Parameters
    ----------
    periods
        Figures at the end of each month, and of the last complete day; in any order.
    context
        Which limits hold, and whether there is enough to judge from.
    settings
        Limits and weights of the rules, months up and down, the least people and weeks.
    people_drawn
        What figures would be with other people of the same kind, by metric: draws by periods, oldest first. Confidence
        rests on them where there are any, and on the intervals for the other figures.

    Returns
    -------
    Judgement
        `insufficient_data`, with what was found and what is needed, where the export holds too few contributors or
        weeks, or the last month answers fewer than four signals. Findings are given all the same. A trajectory has one
        point a period, oldest first.

    Raises
    ------
    UnknownSetting, BadSetting
        The settings name a rule that does not exist, or a limit that is never read.
    """
    check_rule_ids(settings)
    ordered = sorted(periods, key=lambda period: period.end)
    missing = _missing(context, settings)
    if not ordered:
        return Judgement(
            phase=_not_judged({"signals": (0.0, float(MINIMUM_SIGNALS)), **missing}), trajectory=(), advice=()
        )
    readings = read(ordered, context=context, only=READ)
    given = answers(readings, settings=settings)
    raw = raw_levels(given, settings=settings)
    settled = settled_levels(raw, readings=readings, time=settings.time)
    missing |= _missing_signals(given, raw, settings)
    labels = _labels(raw[0], settled[0], judged=not missing)
    figures = ordered[-1].metrics
    findings = findings_of_last(given, figures, settings=settings, population=context.population)
    trajectory = _points(ordered, labels, exceptional=context.exceptional, settings=settings)
    if missing:
        phase = _not_judged(missing).model_copy(update={"findings": findings, "momentum": trajectory[-1].momentum})
        return Judgement(phase=phase, trajectory=trajectory, advice=())
    level = int(settled[0, -1])
    over = [
        int(one) for one, end in zip(raw[0], readings.ends, strict=True) if one != NOT_JUDGED and counts(end, readings)
    ]
    phase = Phase(
        label=labels[-1],
        momentum=trajectory[-1].momentum,
        flags=(
            *flags_of(findings, figures, context=context),
            *unconfirmed(over, level, settings=settings),
        ),
        confidence=confidence_in(level, given, readings, settings=settings, people_drawn=people_drawn),
        since=confirmed_on([int(one) for one in settled[0]], readings.ends, first_day=context.first_day),
        findings=findings,
        next=steps_to_next(findings, labels[-1]),
        sensitivity=sensitivity_of(level, given, readings, settings=settings),
    )
    return Judgement(phase=phase, trajectory=trajectory, advice=advise(phase, figures))


def _missing(context: Context, settings: Settings) -> dict[str, tuple[float, float]]:
    """Return what the export holds too little of, as found and needed."""
    held = {
        "contributors": (float(context.contributors_ever), float(settings.people.minimum_contributors)),
        "weeks": (float(context.complete_weeks), float(settings.time.minimum_weeks)),
    }
    return {name: (found, needed) for name, (found, needed) in held.items() if found < needed}


def _missing_signals(given: Sequence[Answer], raw: Codes, settings: Settings) -> dict[str, tuple[float, float]]:
    if raw[0, -1] != NOT_JUDGED:
        return {}
    answered = signals(given, ASKING[0], settings=settings)[0, -1]
    return {"signals": (float(answered), float(MINIMUM_SIGNALS))}


def _labels(raw: Codes, settled: Codes, *, judged: bool) -> tuple[PhaseLabel, ...]:
    """Name the level in force each month; a month that answers too few signals has none."""
    return tuple(
        label_of(int(level) if judged and now != NOT_JUDGED else NOT_JUDGED)
        for now, level in zip(raw, settled, strict=True)
    )


def _points(
    periods: Sequence[PeriodFigures],
    labels: Sequence[PhaseLabel],
    *,
    exceptional: frozenset[date],
    settings: Settings,
) -> tuple[TrajectoryPoint, ...]:
    return tuple(
        TrajectoryPoint(
            end=period.end,
            phase=label,
            momentum=momentum_of(period.metrics.get("participation_trend"), time=settings.time),
            metrics={name: figure.value for name, figure in period.metrics.items()},
            low={name: figure.low for name, figure in period.metrics.items() if figure.low is not None},
            high={name: figure.high for name, figure in period.metrics.items() if figure.high is not None},
            exceptional=period.end in exceptional,
        )
        for period, label in zip(periods, labels, strict=True)
    )


def _not_judged(missing: dict[str, tuple[float, float]]) -> Phase:
    return Phase(
        label="insufficient_data",
        momentum="unknown",
        flags=(),
        confidence=None,
        since=None,
        findings=(),
        next=(),
        missing=missing,
    )
