"""What the gates say of the last snapshot: the value that `check` shows, exits with and hands to CI."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from rse_maturity.model.comparison import Caveat
from rse_maturity.model.metric import Frozen, Unit
from rse_maturity.model.verdict import Momentum, PhaseLabel

GateKind = Literal[
    "phase_fell",
    "phase_floor",
    "floor",
    "ceiling",
    "fall",
    "year_fall",
    "below_best",
    "falling_trend",
    "match_rate",
    "refused_rows",
    "freshness",
]
GateVerdict = Literal["passed", "failed", "unknown"]


class Gate(Frozen):
    """One gate, with what it compared.

    `value` is what was held against `limit` (a share, a relative change, days); `low` and `high` bound it at 95 % or
    more where that is known, and `unit` is theirs. `against` is the end of the snapshot that it was compared with.
    `unknown` is neither passed nor failed, and `reason` (a key of i18n `gates.reason`) says why: nothing to compare
    yet, not measured, another definition; a gate that passed carries a reason where its value alone would have failed.
    For gates of the phase, `stands` is the phase now and `stood` the one that it was held against.

    Where `value` is a relative change, `before` and `now` are the figure (in `figure_unit`) that changed; for a trend,
    `span` counts the snapshots that the line was drawn through, and `before` is where the line begins.
    """

    id: str
    kind: GateKind
    verdict: GateVerdict
    metric: str | None = None
    unit: Unit | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    limit: float | None = None
    comparison: Literal[">=", "<="] = ">="
    against: date | None = None
    stood: PhaseLabel | None = None
    stands: PhaseLabel | None = None
    before: float | None = None
    now: float | None = None
    figure_unit: Unit | None = None
    span: int | None = None
    reason: str | None = None
    sentence: str | None = None


class Check(Frozen):
    """All gates, on the last snapshot of a history or on one analysis.

    `passed` is false where a gate failed. `snapshots` counts those that were there to compare, the last included;
    participation is None where it was not measured.
    """

    schema_: Literal["rse-maturity/check/1"] = Field(default="rse-maturity/check/1", alias="schema")
    tool_version: str
    checked_at: datetime
    network: str
    end: date
    snapshots: int
    phase: PhaseLabel
    momentum: Momentum
    confidence: float | None
    participation: float | None
    participation_low: float | None
    participation_high: float | None
    gates: tuple[Gate, ...]
    caveats: tuple[Caveat, ...] = ()
    passed: bool
    warn_only: bool = False
