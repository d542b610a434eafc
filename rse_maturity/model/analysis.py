"""The analysis: a frozen value with a JSON form (schema rse-maturity/analysis/1).

Every view and the tracking read it and compute nothing. `sentence` fields are None here: sentences are written by the
views, in the language asked for, from rule and values.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from rse_maturity.model.metric import Figures, Frozen, SurvivalCurve, WeekPoint
from rse_maturity.model.people import People
from rse_maturity.model.pictures import Pictures
from rse_maturity.model.reading import Input, Processing
from rse_maturity.model.verdict import (
    Advice,
    Confidence,
    Momentum,
    NextStep,
    Phase,
    PhaseLabel,
    TrajectoryPoint,
    UnitPoint,
)


class UnitSummary(Frozen):
    """One department (or what --unit names), or one site. Counts are None where the minimum group hides them.

    `since` is the end of the month that confirmed the phase, None where it was held from the first month judged.
    """

    unit: str | None
    people: int | None
    expected: int | None
    active: int | None
    silent: int | None
    phase: PhaseLabel | None
    momentum: Momentum = "unknown"
    confidence: Confidence | None = None
    since: date | None = None
    metrics: Figures
    trajectory: tuple[UnitPoint, ...] = ()
    next: tuple[NextStep, ...] = ()


class CommunitySummary(Frozen):
    """One community (a channel or group of the platform): people seen in it in the last 12 months, and its phase.

    `contributing` counts those who wrote something. The trajectory covers a year.
    """

    community: str
    people: int
    contributing: int
    phase: PhaseLabel
    momentum: Momentum = "unknown"
    confidence: Confidence | None = None
    since: date | None = None
    metrics: Figures
    trajectory: tuple[UnitPoint, ...] = ()
    next: tuple[NextStep, ...] = ()


class UnitRelation(Frozen):
    """Comments from one unit to another over 12 months, against chance."""

    source: str
    target: str
    comments: int
    expected: float | None
    ratio: float | None


class Cluster(Frozen):
    """A group found in the graph (not a community of the platform)."""

    id: int
    people: int
    units: dict[str, int]
    inside: int
    outside: int


class GraphSummary(Frozen):
    """The contributor graph of the last 12 months: directed, from who answers to who is answered.

    `isolated` counts contributors whom nobody answered and who answered nobody.
    """

    people: int
    ties: int
    comments: int
    two_way: int
    isolated: int


class Relations(Frozen):
    """Who works with whom, by unit."""

    graph: GraphSummary
    units: tuple[UnitRelation, ...]
    unexpected: tuple[UnitRelation, ...]
    clusters: tuple[Cluster, ...]


class Analysis(Frozen):
    """The whole result of one run."""

    schema_: Literal["rse-maturity/analysis/1"] = Field(default="rse-maturity/analysis/1", alias="schema")
    tool_version: str
    generated_at: datetime
    lang: Literal["en", "fr"]
    input: Input
    processing: Processing
    settings: dict[str, Any]
    population: Literal["directory", "seen"]
    """directory: rates are over the members of a directory; seen: over the people of the last 12 months."""
    phase: Phase
    metrics: Figures
    trajectory: tuple[TrajectoryPoint, ...]
    weekly: tuple[WeekPoint, ...]
    survival: tuple[SurvivalCurve, ...] = ()
    """How long spaces live and posts wait for an answer, where the settings ask for thorough measures."""
    units: tuple[UnitSummary, ...]
    sites: tuple[UnitSummary, ...] = ()
    """Where the directory names sites, and they are not the units."""
    communities: tuple[CommunitySummary, ...] = ()
    communities_left_out: int = 0
    """Communities that are shown nowhere: too few people, or beyond the largest that are looked at."""
    relations: Relations
    people: People
    advice: tuple[Advice, ...]
    pictures: Pictures
