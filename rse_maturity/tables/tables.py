"""The small tables, and the calendar they follow: what the measures read.

A *period* is one step of the trajectory: the end of a calendar month, and last of all the last complete day. Every
table with a `period` column holds its index in `Calendar.ends`; the last index is the headline of the analysis.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from concurrent.futures import Future

    import polars as pl

    from rse_maturity.model.dataset import Presence
    from rse_maturity.tables.communities import Spaces

Talk = Literal["threads", "unthreaded", "all_answers"]

NEVER = date.max  # `joined` of who has no account yet: on no day of the calendar a member


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days, weeks and periods of one analysis, in the organisation's zone.

    Attributes
    ----------
    first_day
        Day of the first event kept.
    last_day
        Last complete day: `--until` where the export reaches it, else the day before the last event's; the only day of
        an export of one day.
    ends
        Ends of the periods, rising, last day included: month ends at least `window_days` days after the start, and
        always `last_day`, the last one.
    weeks
        Mondays of the complete weeks between first_day and last_day, those with a lost day left out.
    lost
        Spans of days that the export lost, rising, both days included.
    """

    first_day: date
    last_day: date
    ends: tuple[date, ...]
    weeks: tuple[date, ...]
    lost: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Tables:
    """The export, distilled. Bots and events after `calendar.last_day` are in none of them.

    Attributes
    ----------
    people
        One row per human, sorted by person: person u32, id str, display_name str, unit str?, site str?,
        expected bool, listed bool, in_directory bool, team bool?, manager bool?, joined Date?, left Date?,
        first_participation Date?, first_contribution Date?. `joined` follows contract: joined_at; the first act where
        joined_at is a column but empty; NEVER where there is no act either; null (a member from the start) where there
        is no such column. `expected` is stated, or: listed by a directory, hired by last_day and not gone by then, no
        guest.
    windows
        period u16, person u32, posts, comments, shares, reactions u32: acts in the `window_days` days that end with the
        period (shares include uploads). Only people with at least one of them.
    years
        The same columns over the 12 months that end with the period.
    weeks
        week Date, person u32, contributions u32, reactions u32: complete weeks only.
    active_weeks
        period u16, person u32, active u16, contributing u16: weeks with a participation (a contribution) among the last
        `habit_weeks` complete weeks of the period; weeks u16: how many complete weeks there were, at most as many.
    roots
        One row per root post (post, share, upload) and answer window it falls in, in no order: day Date, period u16?
        (the period whose answer window it falls in: the `window_days` days that end `answer_days` before the period's
        end; null outside all of them), repeated bool (answer windows of the last two periods overlap: a root in both
        stands twice, and its second row is `repeated`; leave these out to count roots over other spans), author u32,
        channel u32?, unit enum?, team bool?, first_answer_hours f64? (first comment in it by another human, null
        where none), comments u32 (in the thread, by anybody), echo bool (a comment or reaction by somebody else),
        answerers u32 (different people, the author left out, who commented in the thread), followed_hours f32 (from the
        root to the end of the last complete day: how long an answer could be seen), opening bool (the author's first
        root, on the day of the author's first contribution).
    ties
        source u32, target u32, comments u32, reactions u32: last 12 months, from who answers to who is answered, no
        loops.
    tie_periods
        period u16, people u32, directed u64, dyads u64, mutual u64: comment ties in the 12 months that end with the
        period; people = humans with a tie; mutual = dyads linked both ways.
    unit_ties
        period u16, source_unit str, target_unit str, comments u64: 12 months, people without unit left out.
    unit_people
        period u16, unit str, people u32: humans with a comment tie in those 12 months, by unit.
    contributors_ever
        Humans who contributed at least once in the whole export.
    talk
        How people talk on this platform; what is counted by posts and comments means something else where these are no
        threads.
    begins_midway
        The export begins in the middle of the life of the network, or with its imported history.
    imported
        Days on which older history was imported, and how many events each: these are in no table.
    space_days
        channel u32, day Date: the days on which somebody took part in each space, sorted; None where not asked for.
    spaces
        Who does what in the platform's own spaces, still being counted: what `communities` makes tables of.
    """

    calendar: Calendar
    has_directory: bool
    capabilities: dict[str, Presence]
    people: pl.DataFrame
    windows: pl.DataFrame
    years: pl.DataFrame
    weeks: pl.DataFrame
    active_weeks: pl.DataFrame
    roots: pl.DataFrame
    ties: pl.DataFrame
    tie_periods: pl.DataFrame
    unit_ties: pl.DataFrame
    unit_people: pl.DataFrame
    contributors_ever: int
    talk: Talk = "threads"
    begins_midway: bool = False
    imported: tuple[tuple[date, int], ...] = ()
    space_days: pl.DataFrame | None = None
    spaces: Future[Spaces | None] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Communities:
    """What happens in each community, as tables in which a unit is a community and its people are those seen there.

    Attributes
    ----------
    tables
        No directory, no ties: a person of two communities stands twice, with what they did in each; people has
        first_anywhere Date besides, the first participation anywhere in the network.
    people
        By name of community, the people seen in it in the last 12 months; communities that are not in the tables too.
    """

    tables: Tables
    people: dict[str, int] = field(default_factory=dict)
