"""A figure, with everything needed to believe it or not."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

Status = Literal["measured", "not_measurable", "too_few"]
Unit = Literal["share", "ratio", "hours", "months", "count", "people"]


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


class SurvivalPoint(Frozen):
    """The share that lasts longer than a time, with its 95 % band, and how many were seen to last longer."""

    at: float
    share: float
    low: float | None
    high: float | None
    at_risk: int


class SurvivalCurve(Frozen):
    """How long something lasts, by Kaplan and Meier; `ended` of `total` have, the others are censored."""

    metric: str
    unit: Unit
    total: int
    ended: int
    points: tuple[SurvivalPoint, ...]


class WeekPoint(Frozen):
    """One complete week: what is told of it, None where the export cannot tell.

    `active` counts people who participated, `contributing` those who contributed (of the members, where there is a
    directory), `new_contributors` those who did so for the first time in the export. `contributions` and `reactions`
    are acts, `team_contributions` those of the community team. `posts` are root posts, `answered` those with a comment
    by somebody else within the days allowed, None where not all of them have had these days.
    """

    week: date
    active: int
    members: int | None
    contributing: int | None = None
    new_contributors: int | None = None
    contributions: int | None = None
    team_contributions: int | None = None
    reactions: int | None = None
    posts: int | None = None
    answered: int | None = None
