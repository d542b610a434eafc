"""Gates of one value: figures above a floor or under a ceiling, and whether the data can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rse_maturity.model.check import Gate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rse_maturity.model.check import GateKind
    from rse_maturity.model.metric import Unit
    from rse_maturity.tracking.gates.situation import Situation

    Comparison = Literal[">=", "<="]


def floor(situation: Situation) -> Iterator[Gate]:
    """Hold figures against floors: the value counts, as in the rules, and its interval is shown."""
    for metric, asked in situation.settings.metrics.items():
        if asked.floor is not None:
            yield _figure("floor", metric, asked.floor, ">=", situation)


def ceiling(situation: Situation) -> Iterator[Gate]:
    """Hold figures against ceilings: the value counts, as in the rules, and its interval is shown."""
    for metric, asked in situation.settings.metrics.items():
        if asked.ceiling is not None:
            yield _figure("ceiling", metric, asked.ceiling, "<=", situation)


def match_rate(situation: Situation) -> Iterator[Gate]:
    """Hold the share of those who act whom the directory lists against its limit; without a directory, unknown."""
    asked = situation.settings.match_rate
    if asked is not None:
        found = situation.last.quality.actors_in_directory
        yield _of_data("match_rate", found, asked, ">=", unit="share", reason="no_directory")


def refused_rows(situation: Situation) -> Iterator[Gate]:
    """Hold the share of refused rows against its limit; without rows, unknown."""
    asked, quality = situation.settings.refused_rows, situation.last.quality
    if asked is not None:
        share = quality.rejected / quality.rows if quality.rows else None
        yield _of_data("refused_rows", share, asked, "<=", unit="share", reason="no_rows")


def freshness(situation: Situation) -> Iterator[Gate]:
    """Hold the days since the end of the last snapshot against their limit."""
    asked = situation.settings.freshness_days
    if asked is not None:
        days = float((situation.today - situation.last.end).days)
        yield _of_data("freshness", days, float(asked), "<=", unit="count", reason="not_measured")


def _figure(kind: GateKind, metric: str, limit: float, comparison: Comparison, situation: Situation) -> Gate:
    figure = situation.last.metrics.get(metric)
    gate = Gate(id=f"{kind}.{metric}", kind=kind, verdict="unknown", metric=metric, limit=limit, comparison=comparison)
    if figure is None or figure.value is None:
        unit = None if figure is None else figure.unit
        return gate.model_copy(update={"unit": unit, "reason": "not_measured"})
    holds = _holds(figure.value, limit, comparison)
    told = {"value": figure.value, "low": figure.low, "high": figure.high, "unit": figure.unit}
    return gate.model_copy(update={**told, "verdict": "passed" if holds else "failed"})


def _of_data(
    kind: GateKind, value: float | None, limit: float, comparison: Comparison, *, unit: Unit, reason: str
) -> Gate:
    gate = Gate(id=kind, kind=kind, verdict="unknown", unit=unit, value=value, limit=limit, comparison=comparison)
    if value is None:
        return gate.model_copy(update={"reason": reason})
    return gate.model_copy(update={"verdict": "passed" if _holds(value, limit, comparison) else "failed"})


def _holds(value: float, limit: float, comparison: Comparison) -> bool:
    return value >= limit if comparison == ">=" else value <= limit
