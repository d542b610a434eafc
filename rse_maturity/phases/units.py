"""The phase of one part of the network (a unit, a site, a community), month by month, by the rules of the whole.

Rules that ask about the network as a whole (openness between all units, units covered, two-way ties) have no figure
here and stay unknown, as do those with too few people behind them.

A part is judged in the months in which it has at least `people.minimum_unit_people` people: with ten, three in ten,
which is what cruise asks of participation, can just be told from one in ten, which is what growth asks (Wilson's 95 %
interval of 3 out of 10 begins at 11 %). The number is our judgement.

How sure the phase of a part is, is found as for the network, with fewer redraws and all of them within the intervals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.model.verdict import UnitPoint
from rse_maturity.phases.confidence import confidence_in
from rse_maturity.phases.findings import findings_of_last, steps_to_next
from rse_maturity.phases.ladder import NO, NOT_JUDGED, label_of
from rse_maturity.phases.momentum import momentum_of
from rse_maturity.phases.outcomes import READ, answers
from rse_maturity.phases.policy import raw_levels
from rse_maturity.phases.readings import read
from rse_maturity.phases.trajectory import confirmed_on, settled_levels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rse_maturity.config import Settings
    from rse_maturity.model.metric import PeriodFigures
    from rse_maturity.model.verdict import Confidence, Momentum, NextStep, PhaseLabel
    from rse_maturity.phases.judgement import Context
    from rse_maturity.phases.ladder import Codes, Flags
    from rse_maturity.phases.outcomes import Answer

LOWEST = 0
"""The level of creation."""

DRAWS = 100
"""Redraws behind the confidence in the phase of a part: there are many parts."""


@dataclass(frozen=True, slots=True)
class UnitVerdict:
    """The verdict on one part of the network; `next` is empty, and `confidence` None, where nothing was judged."""

    phase: PhaseLabel
    momentum: Momentum
    confidence: Confidence | None
    since: date | None
    trajectory: tuple[UnitPoint, ...]
    next: tuple[NextStep, ...]


def judge_unit(periods: Sequence[PeriodFigures], *, context: Context, settings: Settings) -> UnitVerdict:
    """Say in which phase one part of the network is, and was, month by month.

    Parameters
    ----------
    periods
        Its figures at the end of each month, and of the last complete day; at least one, in any order.
    context
        That of the network; a community is judged over the people seen in it.
    settings
        Limits and weights of the rules, months up and down, the least people.

    Returns
    -------
    UnitVerdict
        `insufficient_data` in months with too few people, or with too few signals to judge by; a phase once judged is
        kept through such months for as long as it takes to move up. With a directory, a unit with people enough of whom
        hardly anybody takes part is in creation, however few signals that leaves.
    """
    ordered = sorted(periods, key=lambda period: period.end)
    readings = read(ordered, context=replace(context, part=True), only=READ)
    given = answers(readings, settings=settings)
    people = readings.metric("members").values[0]
    large = people >= settings.people.minimum_unit_people
    levels = partial(_levels, large=large, absent_are_in_creation=context.population == "directory")
    raw = levels(given, settings=settings)
    settled = settled_levels(raw, readings=readings, time=settings.time)
    held = _held(raw[0], months=settings.time.months_up) & large
    labels = [label_of(int(level) if kept else NOT_JUDGED) for level, kept in zip(settled[0], held, strict=True)]
    figures = ordered[-1].metrics
    findings = findings_of_last(given, figures, settings=settings, population=context.population)
    judged = labels[-1] != "insufficient_data"
    return UnitVerdict(
        phase=labels[-1],
        momentum=momentum_of(figures.get("participation_trend"), time=settings.time),
        confidence=confidence_in(int(settled[0, -1]), given, readings, settings=settings, draws=DRAWS, levels=levels)
        if judged
        else None,
        since=_since(settled, ordered) if judged else None,
        trajectory=tuple(
            _point(period, label, people=int(count) if count >= settings.privacy.minimum_group else None)
            for period, label, count in zip(ordered, labels, people, strict=True)
        ),
        next=steps_to_next(findings, labels[-1]),
    )


def _levels(given: Sequence[Answer], *, settings: Settings, large: Flags, absent_are_in_creation: bool) -> Codes:
    """Return the level of every draw and month, NOT_JUDGED where the part is not large enough."""
    raw = raw_levels(given, settings=settings)
    if absent_are_in_creation:
        raw = np.where((raw == NOT_JUDGED) & _absent(given), LOWEST, raw)
    return np.where(large, raw, NOT_JUDGED).astype(np.int8)


def _absent(given: Sequence[Answer]) -> Flags:
    """Tell in which months the people are known not to take part as growth asks."""
    return next(
        answer.codes == NO for answer in given if answer.rule.id == "participation" and answer.phase == "growth"
    )


def _held(raw: Codes, *, months: int) -> Flags:
    """Tell which months were judged themselves, or follow one that was by less than `months`."""
    judged = raw != NOT_JUDGED
    places = np.arange(len(raw))
    latest = np.maximum.accumulate(np.where(judged, places, -months))
    kept: Flags = places - latest < months
    return kept


def _since(settled: Codes, periods: Sequence[PeriodFigures]) -> date | None:
    """Return the end of the month that confirmed the phase; None where it was held in the first month judged."""
    levels = [int(level) for level in settled[0]]
    first = next(month for month, level in enumerate(levels) if level != NOT_JUDGED)
    ends = [period.end for period in periods]
    since = confirmed_on(levels, ends, first_day=ends[0])
    return None if all(level == levels[-1] for level in levels[first:]) else since


def _point(period: PeriodFigures, label: PhaseLabel, *, people: int | None) -> UnitPoint:
    rate = period.metrics.get("participation_rate")
    return UnitPoint(
        end=period.end,
        phase=label,
        participation_rate=None if rate is None else rate.value,
        people=people,
    )
