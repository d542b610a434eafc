"""Months of figures made by hand: what each phase looks like, with and without a directory."""

from calendar import monthrange
from datetime import date

from rse_maturity.model.metric import Metric, PeriodFigures, Window
from rse_maturity.phases.judgement import Context
from rse_maturity.phases.rules import RULES

UNITS = {rule.metric: rule.unit for rule in RULES}

CREATION = {
    "enrolment_rate": 0.3,
    "participation_rate": 0.05,
    "participation_trend": 0.1,
    "self_sustained_share": 0.3,
    "habit_share_of_contributors": 0.05,
    "returning_share": 0.3,
    "response_rate": 0.3,
    "comments_per_post": 0.7,
    "cross_unit_ratio": 0.2,
    "two_way_share": 0.05,
    "unit_coverage": 0.3,
    "absence_factor": 2.0,
}
GROWTH = {
    "enrolment_rate": 0.6,
    "participation_rate": 0.2,
    "participation_trend": 0.3,
    "self_sustained_share": 0.7,
    "habit_share_of_contributors": 0.2,
    "returning_share": 0.6,
    "response_rate": 0.6,
    "comments_per_post": 1.5,
    "cross_unit_ratio": 0.45,
    "two_way_share": 0.18,
    "unit_coverage": 0.65,
    "absence_factor": 7.0,
}
CRUISE = {
    "enrolment_rate": 0.85,
    "participation_rate": 0.4,
    "participation_trend": 0.0,
    "self_sustained_share": 0.95,
    "habit_share_of_contributors": 0.4,
    "returning_share": 0.8,
    "response_rate": 0.85,
    "comments_per_post": 2.5,
    "cross_unit_ratio": 0.7,
    "two_way_share": 0.35,
    "unit_coverage": 0.95,
    "absence_factor": 20.0,
}
OPEN_COMMUNITY = {
    "participation_rate": 0.2,
    "participation_trend": 0.02,
    "habit_share_of_contributors": 0.1,
    "returning_share": 0.5,
    "response_rate": 0.8,
    "comments_per_post": 2.2,
    "two_way_share": 0.3,
    "absence_factor": 25.0,
}
"""Mature, without a directory."""

FIRST_DAY = date(2021, 1, 1)
LEVELS = {"creation": CREATION, "growth": GROWTH, "cruise": CRUISE}


def context(*, population="directory", contributors=200, weeks=100, bulk=False):
    return Context(
        population=population,
        first_day=FIRST_DAY,
        contributors_ever=contributors,
        complete_weeks=weeks,
        bulk_enrolled=bulk,
    )


def last_day(month, *, start=(2021, 1)):
    months = start[0] * 12 + start[1] - 1 + month
    year, calendar_month = divmod(months, 12)
    return date(year, calendar_month + 1, monthrange(year, calendar_month + 1)[1])


def figure(name, value, end, *, half_width=0.0):
    unit = UNITS.get(name, "share")
    spread = half_width if unit == "share" else half_width * (value or 0.0)
    certain = name == "participation_trend"
    bounded = value is not None and (half_width > 0 or certain)
    return Metric(
        value=value,
        low=value - spread - (0.01 if certain else 0.0) if bounded else None,
        high=value + spread + (0.01 if certain else 0.0) if bounded else None,
        unit=unit,
        window=Window(start=end, end=end),
        status="measured" if value is not None else "not_measurable",
        reason=None if value is not None else "no_post",
    )


def period(values, *, end, half_width=0.0):
    return PeriodFigures(
        end=end, metrics={name: figure(name, value, end, half_width=half_width) for name, value in values.items()}
    )


def story(*chapters, age=0, half_width=0.0):
    """Return one period a month; a chapter is (how many months, figures), the age counts on from `age`."""
    values = [figures for months, figures in chapters for _ in range(months)]
    return [
        period({"age_months": float(age + month), **figures}, end=last_day(month), half_width=half_width)
        for month, figures in enumerate(values)
    ]
