"""Flags and roles as `explain` shows them, with the very limits that are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from rse_maturity import api
from rse_maturity.measures.metrics.absence_factor import LOST_SHARE
from rse_maturity.measures.metrics.bulk_enrolment_share import BUSIEST_DAYS
from rse_maturity.model.people import RoleName
from rse_maturity.model.verdict import FlagName
from rse_maturity.phases.flags import HANDFUL, ONLOOKERS, TEAM_SHARE
from rse_maturity.phases.readings import FULL_YEAR_MONTHS, LAUNCH_MONTHS
from rse_maturity.tables import holes, talk
from rse_maturity.views.explain_labels import LabelLimit, LabelShown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rse_maturity.config import Section, Settings
    from rse_maturity.views.explain import RuleShown

MISSED = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
"""What is found where a rule's question is answered by no."""

AGE = "metrics.age_months.name"


def flags(settings: Settings, *, rules: Iterable[RuleShown]) -> tuple[LabelShown, ...]:
    """Return every flag with the limits in force; those that follow from rules have the limits of these."""
    limits = _limits(settings, rules={rule.id: rule for rule in rules})
    blanks = {
        "window_days": settings.time.window_days,
        "busiest_days": BUSIEST_DAYS,
        "lost_share": LOST_SHARE,
        "around": holes.HALF_YEAR.days // 7,
        "busy": holes.BUSY_QUANTILE,
        "first_days": talk.FIRST_DAYS,
    }
    return tuple(LabelShown(name, limits[name], blanks) for name in get_args(FlagName))


def roles(settings: Settings) -> tuple[LabelShown, ...]:
    """Return every role that people may have, with the least groups in which it is shown."""
    least = settings.privacy.minimum_group
    basis = _basis(settings.privacy, "minimum_group")
    group = LabelLimit("roles.limits.group", "people", ">=", least, basis)
    limits: dict[RoleName, tuple[LabelLimit, ...]] = {
        "community_team": (group,),
        "manager": (group, LabelLimit("roles.limits.managers", "people", ">=", least, basis)),
    }
    return tuple(LabelShown(name, limits[name], {}) for name in get_args(RoleName))


def _limits(settings: Settings, *, rules: dict[str, RuleShown]) -> dict[FlagName, tuple[LabelLimit, ...]]:
    time = settings.time
    team = LabelLimit("metrics.self_sustained_share.name", "share", "<", TEAM_SHARE, "S42")
    return {
        "relapsed": (
            *_missed(rules["holding"], "cruise", of="flags.limits.part_of_best"),
            LabelLimit(AGE, "count", ">=", LAUNCH_MONTHS + 1, "S20 judgement", "directory"),
            LabelLimit(AGE, "count", ">=", FULL_YEAR_MONTHS, "judgement", "seen"),
        ),
        "broadcast": (
            *_missed(rules["dialogue"], "cruise", of="metrics.comments_per_post.name"),
            _judged("only_react", "share", ">=", ONLOOKERS),
            team,
        ),
        "bulk_enrolled": (
            LabelLimit("metrics.bulk_enrolment_share.name", "share", ">", api.BULK_ENROLLED, "judgement"),
        ),
        "team_dependent": (team,),
        "few_people": (LabelLimit("metrics.absence_factor.name", "people", "<=", HANDFUL, "judgement"),),
        "silo": _missed(rules["cross_unit"], "growth", of="flags.limits.cross_unit_high"),
        "hole": (
            _judged("empty_days", "count", ">=", holes.EMPTY_DAYS),
            _judged("busy_week", "count", ">=", holes.BUSY_WEEK),
        ),
        "truncated": (
            _judged("lost_answers", "count", ">=", talk.LEAST_LOST),
            _judged("lost_excess", "share", ">=", talk.EXCESS),
            _judged("lost_errors", "count", ">", talk.STANDARD_ERRORS),
        ),
        "imported": (
            _judged("times_busiest", "count", ">", holes.TIMES_BUSIEST),
            _judged("acts", "count", ">", holes.LEAST_ACTS),
            _judged("acts_each", "count", ">", holes.ACTS_EACH),
            _judged("days", "count", ">=", holes.LEAST_DAYS),
        ),
        "rising_unconfirmed": (
            LabelLimit("flags.limits.months_above", "count", "<", time.months_up, _basis(time, "months_up")),
        ),
        "falling_unconfirmed": (
            LabelLimit("flags.limits.months_below", "count", "<", time.months_down, _basis(time, "months_down")),
        ),
    }


def _missed(rule: RuleShown, phase: str, *, of: str) -> tuple[LabelLimit, ...]:
    """Return the limits of a rule for one phase, as they are missed."""
    return tuple(
        LabelLimit(of, rule.unit, MISSED[limit.comparison], limit.value, limit.basis, limit.population)
        for limit in rule.limits
        if limit.phase == phase
    )


def _judged(name: str, unit: str, comparison: str, value: float) -> LabelLimit:
    return LabelLimit(f"flags.limits.{name}", unit, comparison, value, "judgement")


def _basis(section: Section, key: str) -> str:
    """Say whether a limit is the one that ships, our judgement, or one of the settings."""
    default: Any = type(section).model_fields[key].default
    return "judgement" if getattr(section, key) == default else "settings"
