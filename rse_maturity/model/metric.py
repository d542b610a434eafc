"""A figure, with everything needed to believe it or not."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

Status = Literal["measured", "not_measurable", "too_few"]
Unit = Literal["share", "ratio", "hours", "count", "people"]


class Frozen(BaseModel):
    """A value: compared by content, never changed."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True, serialize_by_alias=True
    )


class Window(Frozen):
    """A span of days, both included."""

    start: date
    end: date


class Metric(Frozen):
    """One figure over one window.

    `value` is None unless `status` is measured; `low` and `high` bound it at 95 %. `reason` is a key of i18n
    `reasons` that says why there is no value.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    unit: Unit
    window: Window
    status: Status = "measured"
    reason: str | None = None


Figures = dict[str, Metric]


class PeriodFigures(Frozen):
    """Every metric at the end of one period (a calendar month, or the last complete day)."""

    end: date
    metrics: Figures


class WeekPoint(Frozen):
    """People who participated in one complete week, over the members of that week (None where unknown)."""

    week: date
    active: int
    members: int | None
