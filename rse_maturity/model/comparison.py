"""Two analyses side by side: a frozen value with a JSON form (schema rse-maturity/comparison/1)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from rse_maturity.model.metric import Frozen, Unit
from rse_maturity.model.verdict import Momentum, Outcome, PhaseLabel, PhaseName

Beyond = Literal["yes", "no", "unknown"]
"""Whether a difference is larger than both intervals: they do not touch; unknown where one has none."""


class Side(Frozen):
    """One of the two analyses: what it was made from, and its verdict."""

    name: str
    tool_version: str
    generated_at: datetime
    first_event: datetime
    end: date | None
    events: int
    people: int
    population: Literal["directory", "seen"]
    phase: PhaseLabel
    momentum: Momentum
    confidence: float | None
    since: date | None
    missing: dict[str, tuple[float, float]]
    """For insufficient_data: what is short, as (found, needed)."""


class Caveat(Frozen):
    """Something that the two do not have in common; `id` is a key of i18n `compare.caveats`."""

    id: Literal["version", "population", "minimum_group", "limits", "least", "definitions", "zone", "unit"]
    what: tuple[str, ...] = ()


class MetricChange(Frozen):
    """One figure in both; the values may be None. `comparable` is false where it is another quantity in each."""

    metric: str
    unit: Unit
    first: float | None
    first_low: float | None
    first_high: float | None
    second: float | None
    second_low: float | None
    second_high: float | None
    difference: float | None
    beyond: Beyond
    comparable: bool


class FindingChange(Frozen):
    """One rule whose answer is another; an outcome is None where the rule was not asked.

    `decisive`: it belongs to the phase that was entered or left.
    """

    rule: str
    phase: PhaseName
    metric: str
    first: Outcome | None
    second: Outcome | None
    first_value: float | None
    second_value: float | None
    first_limit: float | None
    second_limit: float | None
    comparison: Literal[">=", ">", "<=", "<"]
    required: bool
    weight: float
    decisive: bool


class UnitChange(Frozen):
    """One unit, site or community that stands in another phase."""

    level: Literal["unit", "site", "community"]
    name: str
    first: PhaseLabel
    second: PhaseLabel


class PeopleChange(Frozen):
    """Persons of both. `refused` says why they cannot be matched (a key of i18n `compare.people`), else counts."""

    refused: Literal["keys", "not_listed", "history"] | None
    both: int | None = None
    only_first: int | None = None
    only_second: int | None = None


class Comparison(Frozen):
    """The whole comparison, from the first to the second."""

    schema_: Literal["rse-maturity/comparison/1"] = Field(default="rse-maturity/comparison/1", alias="schema")
    first: Side
    second: Side
    caveats: tuple[Caveat, ...]
    findings: tuple[FindingChange, ...]
    metrics: tuple[MetricChange, ...]
    units: tuple[UnitChange, ...]
    people: PeopleChange
