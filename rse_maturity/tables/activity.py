"""Who did how much: by week, and in the days that each period looks back on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.model.schema import CONTRIBUTIONS, PARTICIPATION
from rse_maturity.tables.calendar import stretches, week_spans
from rse_maturity.tables.engine import collect, counted, tallied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.tables.calendar import Span, Stretches
    from rse_maturity.tables.tables import Calendar

KIND = pl.col("kind")
MEASURES = ("posts", "comments", "shares", "reactions")


def firsts(events: pl.LazyFrame) -> pl.DataFrame:
    """Find the days of each person's first act of any kind, first participation and first contribution.

    Parameters
    ----------
    events
        EVENTS of humans.

    Returns
    -------
    DataFrame
        person u32, first_act Date, first_participation, first_contribution Date?.
    """
    return collect(
        events.group_by(pl.col("actor").alias("person")).agg(
            pl.col("day").min().alias("first_act"),
            _day_of(PARTICIPATION).min().alias("first_participation"),
            _day_of(CONTRIBUTIONS).min().alias("first_contribution"),
        )
    )


def _day_of(kinds: tuple[str, ...]) -> pl.Expr:
    return pl.when(KIND.is_in(kinds)).then(pl.col("day"))


def acts_by_period(events: pl.LazyFrame, spans: Sequence[Span], *, size: int) -> pl.DataFrame:
    """Count each person's posts, comments, shares and reactions in the days that each period looks back on.

    Parameters
    ----------
    events
        EVENTS of humans.
    spans
        By period, the days it looks back on.
    size
        Every code of a person is below it.

    Returns
    -------
    DataFrame
        period u16, person u32, posts, comments, shares, reactions u32, sorted; only people with at least one of them.
    """
    cut = stretches(spans)
    by_stretch = tallied(
        events.filter(KIND.is_in(PARTICIPATION)).join(cut.days.lazy(), on="day").rename({"actor": "person"}),
        "stretch",
        "person",
        size=size,
        posts=counted(KIND == "post"),
        comments=counted(KIND == "comment"),
        shares=counted(KIND.is_in(("share", "upload"))),
        reactions=counted(KIND == "reaction"),
    )
    return summed_by_period(by_stretch, cut)


def summed_by_period(by_stretch: pl.DataFrame, cut: Stretches) -> pl.DataFrame:
    """Add up a person's counts over the stretches of each period.

    Parameters
    ----------
    by_stretch
        stretch u16, person u32 and counts.
    cut
        Which stretches lie in which periods.

    Returns
    -------
    DataFrame
        period u16, person u32 and the same counts, sorted by period and person.
    """
    counts = by_stretch.join(cut.periods, on="stretch").lazy()
    measures = [name for name in by_stretch.columns if name not in ("stretch", "person")]
    parts = [
        counts.filter((pl.col("first") <= period) & (pl.col("last") >= period))
        .group_by("person")
        .agg(pl.col(measures).sum())
        .sort("person")
        .select(pl.lit(period, dtype=pl.UInt16).alias("period"), "person", *measures)
        for period in range(cut.count)
    ]
    return collect(pl.concat(parts))


def weeks(events: pl.LazyFrame, calendar: Calendar, *, size: int) -> pl.DataFrame:
    """Count each person's contributions and reactions in each complete week.

    Returns
    -------
    DataFrame
        week Date, person u32, contributions u32, reactions u32, sorted; only people with at least one of them.
    """
    mondays = pl.Series("week", calendar.weeks, dtype=pl.Date)
    numbered = mondays.to_frame().with_row_index("number").lazy()
    by_number = tallied(
        events.filter(KIND.is_in(PARTICIPATION)).join(numbered, on="week").rename({"actor": "person"}),
        "number",
        "person",
        size=size,
        contributions=counted(KIND.is_in(CONTRIBUTIONS)),
        reactions=counted(KIND == "reaction"),
    )
    return by_number.select(mondays.gather(by_number.get_column("number")), "person", "contributions", "reactions")


def active_weeks(by_week: pl.DataFrame, calendar: Calendar, *, habit_weeks: int, size: int) -> pl.DataFrame:
    """Count the weeks in which each person took part, among the last complete weeks of each period.

    Parameters
    ----------
    by_week
        The table of `weeks`.
    habit_weeks
        How many complete weeks a habit is looked for in.
    size
        Every code of a person is below it.

    Returns
    -------
    DataFrame
        period u16, person u32, active u16, contributing u16, weeks u16 (complete weeks there were), sorted.
    """
    spans = week_spans(calendar, weeks=habit_weeks)
    cut = stretches(spans)
    by_stretch = tallied(
        by_week.lazy().join(cut.days.lazy(), left_on="week", right_on="day"),
        "stretch",
        "person",
        size=size,
        active=pl.len(),
        contributing=counted(pl.col("contributions") > 0),
    )
    there = [0 if span is None else (span[1] - span[0]).days // 7 + 1 for span in spans]
    lengths = pl.DataFrame({"weeks": there}, schema={"weeks": pl.UInt16}).with_row_index("period")
    return (
        summed_by_period(by_stretch, cut)
        .with_columns(pl.col("active", "contributing").cast(pl.UInt16))
        .join(lengths.with_columns(pl.col("period").cast(pl.UInt16)), on="period", how="left", maintain_order="left")
    )
