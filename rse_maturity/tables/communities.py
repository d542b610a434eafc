"""What happens in each community: the tables of the network once more, with a community in the place of a unit.

A person of two communities stands twice, with what they did in each. So whatever is measured of a unit is measured of a
community by the same lines, over the people seen there in twelve months.

Communities are followed over the last `ENDS` periods, and not all of them: those with at least the minimum group of
contributors, the largest first, as long as the people in them do not sum up to more than `MEMBERSHIPS`. Both bounds
keep the work within that of the network itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from rse_maturity.model.schema import CONTRIBUTIONS, PARTICIPATION
from rse_maturity.tables import activity, calendar, population
from rse_maturity.tables.engine import collect, paired
from rse_maturity.tables.stretches import SLICE, stretches, summed
from rse_maturity.tables.tables import Communities

if TYPE_CHECKING:
    from datetime import date

    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import Dataset
    from rse_maturity.tables.tables import Calendar, Tables

ENDS = 13  # a year of month ends, and the last day
MEMBERSHIPS = 150_000
MARKS = 2**27  # of a community, a person and a manner, looked at in one go: 128 MB
MANNERS = 4  # contribution or reaction, recent or not


def communities(dataset: Dataset, whole: Tables, *, settings: Settings) -> Communities | None:
    """Distil who does what in each community, and what became of the posts in it.

    Parameters
    ----------
    dataset
        As for `distil`.
    whole
        What `distil` made of it.

    Returns
    -------
    Communities or None
        None where no event names a community.
    """
    days, size = whole.calendar, dataset.people.height
    bots = population.bots(dataset.people)
    imported = pl.Series([day for day, _ in whole.imported], dtype=pl.Date)
    inside = dataset.events.lazy().filter(
        pl.col("channel").is_not_null()
        & (pl.col("day") <= days.last_day)
        & ~pl.col("day").is_in(imported.implode())
        & pl.col("kind").is_in(PARTICIPATION)
        & ~pl.col("actor").is_in(bots.implode())
    )
    counted = _counted(inside, since=calendar.year_until(days.last_day)[0], names=dataset.channels, size=size)
    if counted.is_empty():
        return None
    chosen = counted.filter(
        (pl.col("contributors") >= settings.privacy.minimum_group) & (pl.col("ever").cum_sum() <= MEMBERSHIPS)
    )
    acts = collect(
        inside.join(chosen.lazy().select("channel", place="place"), on="channel").select(
            "day", "kind", "place", "actor", key=paired(pl.col("place"), pl.col("actor"), size=size)
        )
    )
    members = _members(acts, whole.people, chosen)
    coded = acts.drop("actor").join(members.select("key", actor="person"), on="key").select("day", "kind", "actor")
    followed = replace(days, ends=days.ends[-ENDS:])
    tables = replace(
        whole,
        calendar=followed,
        has_directory=False,
        people=members.drop("key"),
        roots=_roots(whole, chosen, before=len(days.ends) - len(followed.ends)),
        ties=whole.ties.clear(),
        tie_periods=whole.tie_periods.clear(),
        unit_ties=whole.unit_ties.clear(),
        unit_people=whole.unit_people.clear(),
        **_summed(coded, followed, size=members.height, settings=settings),
    )
    return Communities(tables=tables, people=dict(counted.select("name", "people").iter_rows()))


def _roots(whole: Tables, chosen: pl.DataFrame, *, before: int) -> pl.DataFrame:
    """Return the roots of the periods after so many, the community in the place of the unit."""
    return (
        whole.roots.filter(pl.col("period") >= before)
        .with_columns(period=(pl.col("period") - before).cast(pl.UInt16))
        .drop("unit")
        .join(chosen.select("channel", unit="name"), on="channel", how="left", maintain_order="left")
        .select(whole.roots.columns)
    )


def _counted(inside: pl.LazyFrame, *, since: date, names: pl.DataFrame, size: int) -> pl.DataFrame:
    """Count the people of each community, the largest first.

    Returns
    -------
    DataFrame
        place u32, channel u32, name str, contributors (ever), ever (people seen ever), people (since that day).
    """
    contributes, recent = pl.col("kind").is_in(CONTRIBUTIONS), pl.col("day") >= since
    manner = contributes.cast(pl.UInt8) + 2 * recent.cast(pl.UInt8)
    seen = collect(inside.select("channel", "actor", manner=manner))
    counts = _different(seen, channels=names.height, size=size).with_row_index("channel")
    ordered = (
        counts.filter(pl.col("ever") > 0)
        .join(names, on="channel")
        .sort(["ever", "contributors", "name"], descending=[True, True, False])
    )
    return ordered.with_row_index("place")


def _different(seen: pl.DataFrame, *, channels: int, size: int) -> pl.DataFrame:
    """Count the different actors of each channel: marks in a field are cheaper than groups of pairs.

    Parameters
    ----------
    seen
        channel u32 (below `channels`), actor u32 (below `size`), manner u8: 1 for a contribution, 2 more if recent.

    Returns
    -------
    DataFrame
        contributors, ever, people (recent) u32, by code of the channel.
    """
    found = {name: [np.empty(0, dtype=np.uint32)] for name in ("contributors", "ever", "people")}
    many = max(1, MARKS // (MANNERS * max(1, size)))
    for low in range(0, channels, many):
        width = min(many, channels - low)
        inside = pl.col("channel").is_between(low, low + width, closed="left")
        row = pl.col("manner").cast(pl.Int64) * width + (pl.col("channel").cast(pl.Int64) - low)
        there = np.zeros((MANNERS, width, size), dtype=np.bool_)
        for part in seen.iter_slices(SLICE):
            block = part if width == channels else part.filter(inside)
            there.reshape(-1)[block.select(row * size + pl.col("actor").cast(pl.Int64)).to_series().to_numpy()] = True
        _, wrote, recent, both = there
        for name, marks in (("contributors", wrote | both), ("ever", there.any(axis=0)), ("people", recent | both)):
            found[name].append(marks.sum(axis=1, dtype=np.uint32))
    return pl.DataFrame({name: np.concatenate(counts) for name, counts in found.items()})


def _members(acts: pl.DataFrame, people: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """List who was seen where: columns of `Communities.tables.people`, and key u64; row i has person == i."""
    firsts = (
        acts.group_by("key", "place", "actor")
        .agg(
            first_participation=pl.col("day").min(),
            first_contribution=pl.when(pl.col("kind").is_in(CONTRIBUTIONS)).then(pl.col("day")).min(),
        )
        .join(
            people.drop("unit", "first_contribution").rename({"first_participation": "first_anywhere"}),
            left_on="actor",
            right_on="person",
        )
        .join(chosen.select("place", unit="name"), on="place")
        .sort("key")
        .with_row_index("person")
    )
    return firsts.select(*people.columns, "first_anywhere", "key")


def _summed(acts: pl.DataFrame, days: Calendar, *, size: int, settings: Settings) -> dict[str, Any]:
    """Sum acts up by window, by year and by week."""
    time = settings.time
    mondays = [(monday, monday + calendar.WEEK - calendar.DAY) for monday in days.weeks]
    years, windows = calendar.years(days), calendar.windows(days, days=time.window_days)
    cut = stretches([*years, *windows, *mondays])
    last_year, last_window = len(years), len(years) + len(windows)
    by_year, by_window, by_week = summed(
        activity.acts(acts.lazy(), cut.days),
        cut.bounds[:last_year],
        cut.bounds[last_year:last_window],
        cut.bounds[last_window:],
        names=activity.ACTS,
        size=size,
    )
    weeks = activity.weeks(by_week, days)
    return {
        "windows": by_window.rename({"span": "period"}),
        "years": by_year.rename({"span": "period"}),
        "weeks": weeks,
        "active_weeks": activity.active_weeks(weeks, days, habit_weeks=time.habit_weeks, size=size),
    }
