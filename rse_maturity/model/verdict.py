"""The verdict: phase, findings, what follows from them, month by month. Sentences are written by the views."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from rse_maturity.model.metric import Frozen

PhaseName = Literal["creation", "growth", "cruise"]
PhaseLabel = Literal["creation", "growth", "cruise", "insufficient_data"]
Momentum = Literal["rising", "stable", "declining", "unknown"]
Outcome = Literal["yes", "no", "unknown", "not_applicable"]
FlagName = Literal[
    "relapsed",
    "broadcast",
    "bulk_enrolled",
    "team_dependent",
    "few_people",
    "silo",
    "hole",
    "truncated",
    "imported",
    "rising_unconfirmed",
    "falling_unconfirmed",
]


class Flag(Frozen):
    """Something that changes how the phase must be read, with its evidence."""

    id: FlagName
    evidence: dict[str, float | str | None]


class Confidence(Frozen):
    """How sure the phase is, 0 to 1, and how that was found (a key of i18n `phases`).

    `capped`: the value is the most that is ever said, whatever was found.
    """

    value: float
    method: str
    capped: bool = False


class Finding(Frozen):
    """One rule put to one figure, for one phase: whether the network has what this phase asks.

    `margin` is value minus limit, signed so that positive means fulfilled. `weight` 0 marks a rule that is required
    rather than counted.
    """

    rule: str
    phase: PhaseName
    outcome: Outcome
    metric: str
    value: float | None
    low: float | None
    high: float | None
    limit: float
    comparison: Literal[">=", ">", "<=", "<"]
    weight: float
    required: bool
    margin: float | None
    source: str
    sentence: str | None = None


class NextStep(Frozen):
    """What stands between the network and the next phase; `gap` is relative to the limit, None where unknown."""

    rule: str
    metric: str
    value: float | None
    limit: float
    comparison: Literal[">=", ">", "<=", "<"]
    gap: float | None
    sentence: str | None = None


class Sensitivity(Frozen):
    """One limit that, moved alone, would change the phase.

    `limit` is the one in force, `moved` the nearest one that leads to `label`, `change` how far that is as a part of
    the limit, with its sign.
    """

    rule: str
    phase: PhaseName
    metric: str
    limit: float
    comparison: Literal[">=", ">", "<=", "<"]
    moved: float
    change: float
    label: PhaseLabel


class Phase(Frozen):
    """The verdict."""

    label: PhaseLabel
    momentum: Momentum
    flags: tuple[Flag, ...]
    confidence: Confidence | None
    since: date | None
    findings: tuple[Finding, ...]
    next: tuple[NextStep, ...]
    missing: dict[str, tuple[float, float]] = Field(default_factory=dict)
    """For insufficient_data: what is short, as (found, needed)."""
    sensitivity: tuple[Sensitivity, ...] = ()
    """Limits that, moved by at most half of themselves, would change the phase, nearest first."""


class TrajectoryPoint(Frozen):
    """The verdict at the end of one period, last day included; metrics without a value are None.

    `exceptional`: a period of holidays for the most part, of a campaign or an outage, or partly lost.
    """

    end: date
    phase: PhaseLabel
    momentum: Momentum
    metrics: dict[str, float | None]
    low: dict[str, float | None] = Field(default_factory=dict)
    high: dict[str, float | None] = Field(default_factory=dict)
    exceptional: bool = False


class UnitPoint(Frozen):
    """The verdict on one unit at the end of one period, last day included.

    `people` is what rates are over; None where the minimum group hides it.
    """

    end: date
    phase: PhaseLabel
    participation_rate: float | None
    people: int | None


class Advice(Frozen):
    """What management can do, and the findings that ask for it."""

    id: str
    because: tuple[str, ...]
    values: dict[str, float | None] = Field(default_factory=dict)
    sentence: str | None = None
