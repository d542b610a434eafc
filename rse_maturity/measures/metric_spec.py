"""What a metric declares about itself: the measuring, the explaining and the tests read it from here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from rse_maturity.config import Settings
    from rse_maturity.measures.panel import Panel
    from rse_maturity.model.metric import Unit

WindowKind = Literal[
    "window", "month", "flow", "returning", "habit", "answer", "newcomer", "year", "end", "history", "momentum"
]
"""Spans of days, see `spans.py`."""

HigherIs = Literal["better", "worse", "neither"]

Reason = Literal[
    "no_post",
    "no_comment",
    "no_reaction",
    "no_links",
    "no_threads",
    "unthreaded",
    "all_answers",
    "no_times",
    "no_unit",
    "no_team",
    "no_manager",
    "no_joined_at",
    "no_directory",
    "no_expected",
    "members_only",
    "headline_only",
    "median_not_reached",
    "few_people",
    "few_posts",
    "few_ties",
    "few_units",
    "few_weeks",
    "few_newcomers",
    "few_managers",
    "short_window",
    "lost_window",
    "no_activity",
    "begins_midway",
    "on_request",
    "no_channel",
    "few_spaces",
    "spaces_live_on",
    "no_inflexion",
    "too_large",
]
"""Why a figure has no value: keys of `metrics.reasons` in the catalogues."""


@dataclass(frozen=True, slots=True)
class MetricSpec:
    """One metric.

    Attributes
    ----------
    id
        Name of its file and key of its texts (`metrics.<id>` in the catalogues).
    unit
        What the value counts.
    window
        The days it looks at.
    needs
        Keys of NEEDS (needs.py): what the export must hold, in the order in which their absence is told.
    higher_is
        How a higher value reads.
    sources
        Published bases, numbered as in the documentation ("S42"); empty where it is wholly our own proposal.
    judgement
        True where the definition, or a part of it, has no published basis.
    compute
        Figures by key of the panel (a period, or a unit on the last day): key, value, low, high, numerator,
        denominator, status, reason.
    series
        False where only the last period is measured.
    by_unit
        True where it makes sense for one unit.
    on_request
        True where it takes long, or a library of statistics: only measured with `measures.thorough` in the settings.
    constants
        Numbers of the definition that the texts name.
    """

    id: str
    unit: Unit
    window: WindowKind
    needs: tuple[str, ...]
    higher_is: HigherIs
    sources: tuple[str, ...]
    judgement: bool
    compute: Callable[[Panel], pl.DataFrame]
    series: bool = True
    by_unit: bool = False
    on_request: bool = False
    constants: Mapping[str, float] = field(default_factory=dict)


def blanks(spec: MetricSpec, *, settings: Settings) -> dict[str, Any]:
    """Return what fills the blanks of a metric's texts: every key of `[time]`, the minimum group, its own constants."""
    return {
        **settings.time.model_dump(),
        "minimum_group": settings.privacy.minimum_group,
        **spec.constants,
    }
