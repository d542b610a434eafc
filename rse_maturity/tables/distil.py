"""The export, distilled: every small table that the measures read, in one go."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import polars as pl

from rse_maturity.model.progress import Silent
from rse_maturity.tables import activity, calendar, holes, population, talk, threads, ties
from rse_maturity.tables.communities import spaces
from rse_maturity.tables.roots import roots
from rse_maturity.tables.spaces import space_days
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
        Told of the step, and of the events as they are done.

    Returns
    -------
    Tables
        Small tables, each sorted; the same for any order of the events.
    """
    events = dataset.events
    told = progress or Silent()
    told.step("distilling", rows=events.height)
    dataset, imported = _without_imported(dataset)
    days = calendar_of(dataset, settings=settings)
    later = ThreadPoolExecutor(1)
    gathering = later.submit(spaces, dataset, days, settings=settings)
    later.shutdown(wait=False)
    with ThreadPoolExecutor(max_workers=2) as aside:  # acts, roots and ties share nothing; each is half idle on its own
        acting = aside.submit(_who_did_what, dataset, days, settings=settings)
        replies = _replies(dataset, days)
        tying = aside.submit(_who_is_tied, replies, dataset.people, days)
        begun = acting.result()["people"]
        answered = _what_came_back(dataset, replies, begun, days, settings=settings) | tying.result()
        told.advance(events.height // 2)
        acts = acting.result()
    told.advance(events.height - events.height // 2)
    whole = Tables(
        calendar=days,
        has_directory=dataset.directory is not None,
        capabilities=dataset.capabilities,
        contributors_ever=acts["people"].get_column("first_contribution").count(),
        imported=imported,
        spaces=gathering,
        **acts,
        **answered,
    )
    opened_by_import = bool(imported) and imported[0][0] < days.first_day
    return replace(
        whole,
        space_days=_space_days(dataset, days) if settings.measures.thorough else None,
        begins_midway=whole.begins_midway or opened_by_import,
    )


def _without_imported(dataset: Dataset) -> tuple[Dataset, tuple[tuple[date, int], ...]]:
    """Leave out the days on which older history was imported, with how many events that is each."""
    found = holes.imported_days(dataset.events)
    if not found:
        return dataset, ()
    on_them = pl.col("day").is_in(found)
    counts = dataset.events.filter(on_them).group_by("day").len().sort("day")
    return replace(dataset, events=dataset.events.filter(~on_them)), tuple(counts.iter_rows())


def _who_did_what(dataset: Dataset, days: Calendar, *, settings: Settings) -> dict[str, Any]:
    """Make the tables of people and of their acts."""
    time, size = settings.time, dataset.people.height
    bots = population.bots(dataset.people)
    human = dataset.events.lazy().filter((pl.col("day") <= days.last_day) & ~pl.col("actor").is_in(bots.implode()))
    people = population.people_table(
        dataset.people,
        activity.firsts(human),
        joined_known=dataset.capabilities.get("joined_at", "no") != "no",
        last_day=days.last_day,
    )
    mondays = [(monday, monday + calendar.WEEK - calendar.DAY) for monday in days.weeks]
    cut = stretches([*calendar.years(days), *calendar.windows(days, days=time.window_days), *mondays])
    acts = activity.acts(human, cut.days)
    last_year, last_window = len(days.ends), 2 * len(days.ends)
    by_year, by_window, by_week = summed(
        acts,
        cut.bounds[:last_year],
        cut.bounds[last_year:last_window],
        cut.bounds[last_window:],
        names=activity.ACTS,
        size=size,
    )
    del acts
    weeks = activity.weeks(by_week, days)
    return {
        "people": people,
        "windows": by_window.rename({"span": "period"}),
        "years": by_year.rename({"span": "period"}),
        "weeks": weeks,
        "active_weeks": activity.active_weeks(weeks, days, habit_weeks=time.habit_weeks, size=size),
    }


def _replies(dataset: Dataset, days: Calendar) -> pl.DataFrame:
    """Say whom every comment and reaction answers: by humans, up to the last day."""
    bots = population.bots(dataset.people).implode()
    return threads.answers(dataset.events).filter((pl.col("day") <= days.last_day) & ~pl.col("source").is_in(bots))


def _what_came_back(
    dataset: Dataset, replies: pl.DataFrame, begun: pl.DataFrame, days: Calendar, *, settings: Settings
) -> dict[str, Any]:
    """Make the table of threads, and say how people talk."""
    time, people = settings.time, dataset.people
    answerable = calendar.windows(days, days=time.window_days, before=time.answer_days)
    rooted = roots(
        dataset.events, replies, people, begun=begun, spans=answerable, last_day=days.last_day, zone=dataset.zone
    )
    return {
        "talk": talk.manner_of_talk(dataset.events, replies, rooted, end=days.last_day),
        "begins_midway": talk.begins_midway(replies, days),
        "roots": rooted,
    }


def _who_is_tied(replies: pl.DataFrame, people: pl.DataFrame, days: Calendar) -> dict[str, Any]:
    """Make the tables of ties."""
    bots = population.bots(people).implode()
    links = replies.filter((pl.col("source") != pl.col("target")) & ~pl.col("target").is_in(bots)).select(
        "source", "target", "comment", "day"
    )
    years, units = calendar.years(days), people.get_column("unit")
    cut = stretches(years)
    comments = ties.comments_cut(links, cut)
    tied = ties.people_tied(comments, units, cut)
    return {
        "ties": ties.ties(links, years[-1], size=people.height),
        "tie_periods": ties.tie_periods(comments, tied, cut, size=people.height),
        "unit_ties": ties.unit_ties(comments, units, cut),
        "unit_people": ties.unit_people(tied),
    }


def _space_days(dataset: Dataset, days: Calendar) -> pl.DataFrame:
    return space_days(dataset.events, population.bots(dataset.people), last_day=days.last_day)


def calendar_of(dataset: Dataset, *, settings: Settings) -> Calendar:
    """Lay out the days, weeks and periods of an export that holds at least one event."""
    first, last = dataset.events.select(first=pl.col("day").min(), last=pl.col("day").max()).row(0)
    assert isinstance(first, date)
    assert isinstance(last, date)
    end = dataset.last_event
    seen = end.astimezone(ZoneInfo(dataset.zone)).date() if end.tzinfo else end.date()
    until = settings.time.until
    if until is not None and dataset.reached is not None and dataset.reached >= until:
        seen = max(seen, until)  # what happened afterwards was left out: the day is complete though nothing did on it
    days = calendar.calendar_between(first, max(last, seen), until=until, window_days=settings.time.window_days)
    lost = holes.lost_spans(dataset.events, first=days.first_day, last=days.last_day, time=settings.time)
    return calendar.without_lost(days, lost)
