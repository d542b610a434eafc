"""What happens in each community: the tables of the network once more, with a community in the place of a unit.

A person of two communities stands twice, with what they did in each. So whatever is measured of a unit is measured of a
community by the same lines, over the people seen there in twelve months.

Communities are followed over the last `ENDS` periods, and not all of them: those with at least the minimum group of
contributors, the largest first, as long as the people in them do not sum up to more than `MEMBERSHIPS`. Both bounds
keep the work within that of the network itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.model.schema import CONTRIBUTIONS, PARTICIPATION
from rse_maturity.tables import activity, calendar, population
from rse_maturity.tables.engine import as_enum, collect, paired
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


@dataclass(frozen=True, slots=True)
class Spaces:
    """Who does what where, before it is known what became of the posts.

    Attributes
    ----------
    chosen
        place u32, channel u32, name str: the communities that are followed.
    people
        People seen in each community in 12 months, by name; also of those that are not followed.
    members
        person u32 (a row), actor u32, unit str (the name of the community), first_participation Date,
        first_contribution Date?: who was seen in those that are followed.
    acts
        windows, years, weeks and active_weeks of `Communities.tables`.
    calendar
        That of the periods in which communities are followed.
    """

    chosen: pl.DataFrame
    people: dict[str, int]
    members: pl.DataFrame
    acts: dict[str, pl.DataFrame]
    calendar: Calendar


def spaces(dataset: Dataset, days: Calendar, *, settings: Settings) -> Spaces | None:
    """Distil who does what in each community.

    Parameters
    ----------
    dataset
        As for `distil`.
    days
        The calendar of the network.

    Returns
    -------
    Spaces or None
        None where no event names a community.
    """
    size = dataset.people.height
    bots = population.bots(dataset.people)
    inside = dataset.events.lazy().filter(
        pl.col("channel").is_not_null()
        & (pl.col("day") <= days.last_day)
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
    members = _members(acts, chosen)
    coded = acts.drop("actor").join(members.select("key", actor="person"), on="key").select("day", "kind", "actor")
    followed = replace(days, ends=days.ends[-ENDS:])
    return Spaces(
        chosen=chosen.select("place", "channel", "name"),
        people=dict(counted.select("name", "people").iter_rows()),
        members=members.drop("key"),
        acts=_summed(coded, followed, size=members.height, settings=settings),
        calendar=followed,
    )


def communities(whole: Tables) -> Communities | None:
    """Put the acts in each community and what became of its posts together, once the acts are there.

    Parameters
    ----------
    whole
        The tables of the network.

    Returns
    -------
    Communities or None
        None where no event names a community.
    """
    found = whole.spaces.result() if whole.spaces else None
    if found is None:
        return None
    before = len(whole.calendar.ends) - len(found.calendar.ends)
    named = found.chosen.select("channel", as_enum(found.chosen.get_column("name")).alias("unit"))
    roots = collect(
        whole.roots.lazy()
        .filter(pl.col("period") >= before)
        .with_columns(period=(pl.col("period") - before).cast(pl.UInt16))
        .drop("unit")
        .join(named.lazy(), on="channel", how="left", maintain_order="left")
        .select(whole.roots.columns)
    )
    everywhere = whole.people.drop("unit", "first_contribution").rename({"first_participation": "first_anywhere"})
    people = found.members.join(everywhere, left_on="actor", right_on="person", how="left", maintain_order="left")
    tables = replace(
        whole,
        calendar=found.calendar,
        has_directory=False,
        people=people.select(*whole.people.columns, "first_anywhere"),
        windows=found.acts["windows"],
        years=found.acts["years"],
        weeks=found.acts["weeks"],
        active_weeks=found.acts["active_weeks"],
        roots=roots,
        ties=whole.ties.clear(),
        tie_periods=whole.tie_periods.clear(),
        unit_ties=whole.unit_ties.clear(),
        unit_people=whole.unit_people.clear(),
        spaces=None,
    )
    return Communities(tables=tables, people=found.people)


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


def _members(acts: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """List who was seen where: columns of `Spaces.members`, and key u64; row i has person == i."""
    return (
        acts.group_by("key", "place", "actor")
        .agg(
            first_participation=pl.col("day").min(),
            first_contribution=pl.when(pl.col("kind").is_in(CONTRIBUTIONS)).then(pl.col("day")).min(),
        )
        .join(chosen.select("place", unit="name"), on="place")
        .sort("key")
        .with_row_index("person")
        .drop("place")
    )


def _summed(acts: pl.DataFrame, days: Calendar, *, size: int, settings: Settings) -> dict[str, pl.DataFrame]:
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
