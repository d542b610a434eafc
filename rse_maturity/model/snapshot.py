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
TrendReason = Literal["nothing_to_compare", "exceptional"]


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

    `since_last` compares with the last ordinary snapshot before, which ends on `last_against`; `since_year` with the
    same period a year ago, `year_against`. Where one is None, `last_reason` or `year_reason` (a key of i18n
    `trend.reason`) says why: nothing to compare yet, or a period of holidays, a campaign or an outage beside an
    ordinary one.
    """

    schema_: Literal["rse-maturity/trend/1"] = Field(default="rse-maturity/trend/1", alias="schema")
    network: str
    period: Period
    snapshots: tuple[Snapshot, ...]
    since_last: tuple[MetricChange, ...] | None
    last_against: date | None = None
    last_reason: TrendReason | None = None
    since_year: tuple[MetricChange, ...] | None
    year_against: date | None = None
    year_reason: TrendReason | None = None
    breaks: tuple[Break, ...]
