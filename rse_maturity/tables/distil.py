"""The export, distilled: every small table that the measures read, in one go."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl

from rse_maturity.model.progress import Silent
from rse_maturity.tables import activity, calendar, population, threads, ties
from rse_maturity.tables.stretches import stretches, summed
from rse_maturity.tables.tables import Tables

if TYPE_CHECKING:
    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import Dataset
    from rse_maturity.model.progress import Progress
    from rse_maturity.tables.tables import Calendar


def distil(dataset: Dataset, *, settings: Settings, progress: Progress | None = None) -> Tables:
    """Boil an export down to who did what by week and period, who answers whom, and what became of each post.

    Parameters
    ----------
    dataset
        Events and people of one network; at least one event.
    settings
        Windows (`time`).
    progress
        Told of the step.

    Returns
    -------
    Tables
        Small tables, each sorted; the same for any order of the events.
    """
    events, time = dataset.events, settings.time
    (progress or Silent()).step("distilling", rows=events.height)
    days = calendar_of(dataset, settings=settings)
    size = dataset.people.height
    bots = population.bots(dataset.people)
    human = events.lazy().filter((pl.col("day") <= days.last_day) & ~pl.col("actor").is_in(bots.implode()))
    firsts = activity.firsts(human)
    people = population.people_table(
        dataset.people,
        firsts,
        joined_known=dataset.capabilities.get("joined_at", "no") != "no",
        last_day=days.last_day,
    )
    years = calendar.years(days)
    windows = calendar.windows(days, days=time.window_days)
    mondays = [(monday, monday + calendar.WEEK - calendar.DAY) for monday in days.weeks]
    cut = stretches([*years, *windows, *mondays])
    acts = activity.acts(human, cut.days, size=size)
    periods = len(days.ends)
    by_year, by_window, by_week = summed(
        acts, cut.bounds[:periods], cut.bounds[periods : 2 * periods], cut.bounds[2 * periods :], size=size
    )
    del acts
    weeks = activity.weeks(by_week, days)
    del by_week
    replies = threads.answers(events).filter((pl.col("day") <= days.last_day) & ~pl.col("source").is_in(bots.implode()))
    answerable = calendar.windows(days, days=time.window_days, before=time.answer_days)
    roots = threads.roots(events, replies, dataset.people, spans=answerable, last_day=days.last_day)
    links = replies.filter((pl.col("source") != pl.col("target")) & ~pl.col("target").is_in(bots.implode())).select(
        "source", "target", "comment", "day"
    )
    del replies
    by_month = stretches(years)
    comments = ties.comments_cut(links, by_month)
    units = dataset.people.get_column("unit")
    tied = ties.people_tied(comments, units, by_month)
    return Tables(
        calendar=days,
        has_directory=dataset.directory is not None,
        capabilities=dataset.capabilities,
        people=people,
        windows=by_window.rename({"span": "period"}),
        years=by_year.rename({"span": "period"}),
        weeks=weeks,
        active_weeks=activity.active_weeks(weeks, days, habit_weeks=time.habit_weeks, size=size),
        roots=roots,
        ties=ties.ties(links, years[-1], size=size),
        tie_periods=ties.tie_periods(comments, tied, by_month, size=size),
        unit_ties=ties.unit_ties(comments, units, by_month),
        unit_people=ties.unit_people(tied),
        contributors_ever=people.get_column("first_contribution").count(),
    )


def calendar_of(dataset: Dataset, *, settings: Settings) -> Calendar:
    """Lay out the days, weeks and periods of an export that holds at least one event."""
    first, last = dataset.events.select(first=pl.col("day").min(), last=pl.col("day").max()).row(0)
    assert isinstance(first, date)
    assert isinstance(last, date)
    end = dataset.last_event
    seen = end.astimezone(ZoneInfo(dataset.zone)).date() if end.tzinfo else end.date()
    return calendar.calendar_between(
        first, max(last, seen), until=settings.time.until, window_days=settings.time.window_days
    )
