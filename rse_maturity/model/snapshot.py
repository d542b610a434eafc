"""A snapshot: what one analysis says of one period, in aggregates alone, as a history keeps it.

A history adds one per period; the trend and the gates read these light values and nothing else, so that ten years of
them are read at once. The whole analysis of a period, without its persons, is kept beside for `compare`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from rse_maturity.model.comparison import Caveat, MetricChange
from rse_maturity.model.metric import Figures, Frozen
from rse_maturity.model.verdict import Momentum, PhaseLabel

Period = Literal["month", "week"]


class Quality(Frozen):
    """How much the figures of a snapshot can be trusted; shares are None where nothing was there to divide by."""

    events: int
    people: int
    rows: int
    rejected: int
    last_event: datetime
    actors_in_directory: float | None
    directory_in_actors: float | None


class Snapshot(Frozen):
    """One period of one network: phase and figures. No person, no name, no group under the minimum.

    `end` is the last day included and, with `network` and `period`, what tells snapshots apart. `definitions` holds
    what decides the meaning of the figures: windows, limits, unit, zone, minimum group; `exceptional` marks a period of
    holidays, a campaign or an outage.
    """

    schema_: Literal["rse-maturity/snapshot/1"] = Field(default="rse-maturity/snapshot/1", alias="schema")
    network: str
    period: Period
    end: date
    taken_at: datetime
    tool_version: str
    population: Literal["directory", "seen"]
    definitions: dict[str, Any]
    phase: PhaseLabel
    momentum: Momentum
    confidence: float | None
    since: date | None
    flags: tuple[str, ...]
    exceptional: bool
    quality: Quality
    metrics: Figures


class Break(Frozen):
    """A snapshot from which figures mean something else than in the one before, and why."""

    end: date
    caveats: tuple[Caveat, ...]


class Trend(Frozen):
    """A history as it is shown: its snapshots, and what changed at the last of them.

    `since_last` compares with the snapshot before, `since_year` with the same period a year ago (None where there is
    none). `changed` tells of the phase.
    """

    schema_: Literal["rse-maturity/trend/1"] = Field(default="rse-maturity/trend/1", alias="schema")
    network: str
    period: Period
    snapshots: tuple[Snapshot, ...]
    since_last: tuple[MetricChange, ...] | None
    since_year: tuple[MetricChange, ...] | None
    breaks: tuple[Break, ...]
