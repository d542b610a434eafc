"""Ties between people: from who answers to who is answered, over 12 months, period by period and unit by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.tables.engine import collect, counted, distinct, paired, tallied
from rse_maturity.tables.stretches import SLICE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.tables.calendar import Span
    from rse_maturity.tables.stretches import Stretches


def ties(links: pl.DataFrame, span: Span, *, size: int) -> pl.DataFrame:
    """Count the comments and the reactions between each two people.

    Parameters
    ----------
    links
        source u32, target u32, comment bool, day Date: answers between two humans, no loops.
    span
        The days that count.
    size
        Every code of a person is below it.

    Returns
    -------
    DataFrame
        `Tables.ties`, sorted by source and target.
    """
    return tallied(
        links.lazy().filter(pl.col("day").is_between(*span)),
        "source",
        "target",
        size=size,
        in_order=True,
        comments=counted(pl.col("comment")),
        reactions=counted(~pl.col("comment")),
    )


def comments_cut(links: pl.DataFrame, cut: Stretches) -> pl.DataFrame:
    """Keep the comments of the days that periods look back on.

    Returns
    -------
    DataFrame
        source u32, target u32, stretch u32, one row per comment.
    """
    return collect(links.lazy().filter("comment").join(cut.days.lazy(), on="day").select("source", "target", "stretch"))


def tie_periods(comments: pl.DataFrame, tied: pl.DataFrame, cut: Stretches, *, size: int) -> pl.DataFrame:
    """Count, for each period, the people with a comment tie and how many ties go one way or both.

    Two people linked both ways make two directed ties and one dyad: mutual = directed - dyads.

    Parameters
    ----------
    comments
        As `comments_cut` gives them.
    tied
        As `people_tied` gives them.
    cut
        The days that each period looks back on.
    size
        Every code of a person is below it.

    Returns
    -------
    DataFrame
        `Tables.tie_periods`: one row per period, zeros where there is no tie.
    """
    source, target = pl.col("source"), pl.col("target")
    dyad = paired(pl.min_horizontal(source, target), pl.max_horizontal(source, target), size=size)
    seen = distinct(comments.select(2 * _seen(dyad, cut) + (source < target)).to_series())
    way, both = seen % 2, seen // 2
    directed = sum(_linked(both.filter(way == one), cut, size=size**2)[0] for one in (0, 1))
    dyads = _linked(both.filter((both != both.shift(1)).fill_null(value=True)), cut, size=size**2)[0]
    counts = {"directed": directed, "dyads": dyads, "mutual": directed - dyads}
    return (
        pl.DataFrame({"period": range(len(dyads)), **counts}, {"period": pl.UInt16, **dict.fromkeys(counts, pl.UInt64)})
        .join(tied.group_by("period").agg(people=pl.col("count").sum().cast(pl.UInt32)), on="period", how="left")
        .select("period", pl.col("people").fill_null(0), *counts)
        .sort("period")
    )


def people_tied(comments: pl.DataFrame, units: pl.Series, cut: Stretches) -> pl.DataFrame:
    """Count, unit by unit, the people with a comment tie in the days that each period looks back on.

    Parameters
    ----------
    comments, cut
        As for `tie_periods`.
    units
        By code of a person, the unit, null where there is none.

    Returns
    -------
    DataFrame
        unit str?, period u16, count u64, sorted; for every period of every unit that has any.
    """
    size = max(1, units.len())
    there = np.zeros(cut.spans_of_stretches().height * size, dtype=np.bool_)
    before = comments.get_column("stretch").to_numpy().astype(np.int64) * size
    for end in ("source", "target"):
        there[before + comments.get_column(end).to_numpy()] = True
    seen = pl.Series("seen", np.flatnonzero(there)).cast(pl.UInt64)
    codes, names = _coded(units)
    group = codes.gather(seen % size).fill_null(names.len())  # who has no unit is the last group
    keys = pl.DataFrame({"stretch": seen // size, "key": group.cast(pl.UInt64) * size + seen % size})
    counts = _linked(
        distinct(keys.select(_seen(pl.col("key"), cut)).to_series()), cut, size=size, groups=1 + len(names)
    )
    some, periods = np.flatnonzero(counts.any(axis=1)), counts.shape[1]
    named = pl.concat([names, pl.Series([None], dtype=pl.String)]).gather(some)
    return pl.DataFrame(
        {
            "unit": named.gather(np.repeat(np.arange(some.size), periods)),
            "period": pl.Series(np.tile(np.arange(periods, dtype=np.uint16), some.size)),
            "count": pl.Series(counts[some].reshape(-1), dtype=pl.UInt64),
        }
    ).sort("unit", "period")


def unit_people(tied: pl.DataFrame) -> pl.DataFrame:
    """Leave out who has no unit, and units where nobody has a tie: `Tables.unit_people`."""
    return (
        tied.filter(pl.col("unit").is_not_null() & (pl.col("count") > 0))
        .select("period", "unit", people=pl.col("count").cast(pl.UInt32))
        .sort("period", "unit")
    )


def unit_ties(comments: pl.DataFrame, units: pl.Series, cut: Stretches) -> pl.DataFrame:
    """Count the comments from unit to unit in the days that each period looks back on.

    Parameters
    ----------
    comments, units, cut
        As for `people_tied`.

    Returns
    -------
    DataFrame
        `Tables.unit_ties`, sorted; no row where nobody has a unit.
    """
    codes, names = _coded(units)
    pairs = comments.select(
        "stretch",
        codes.gather(comments.get_column("source")).alias("source"),
        codes.gather(comments.get_column("target")).alias("target"),
    )
    size = max(1, names.len())
    crossing = paired(pl.col("source"), pl.col("target"), size=size).alias("crossing")
    by_stretch = tallied(
        pairs.lazy().drop_nulls().select("stretch", crossing), "stretch", "crossing", size=size**2, comments=pl.len()
    )
    by_period = (
        by_stretch.join(cut.spans_of_stretches(), on="stretch")
        .with_columns(pl.int_ranges("first", pl.col("last") + 1, dtype=pl.UInt16).alias("period"))
        .explode("period")
        .group_by("period", "crossing")
        .agg(pl.col("comments").cast(pl.UInt64).sum())
        .sort("period", "crossing")
    )
    crossed = by_period.get_column("crossing")
    return by_period.select(
        "period",
        names.gather(crossed // size).alias("source_unit"),
        names.gather(crossed % size).alias("target_unit"),
        "comments",
    )


def _coded(units: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Give units their number in the order of names: the number of each person's unit (u32?), and the names."""
    names = units.drop_nulls().unique().sort()
    return units.cast(pl.Enum(names)).to_physical().cast(pl.UInt32), names


def _seen(key: pl.Expr, cut: Stretches) -> pl.Expr:
    """Return one number for a key (u64) and the stretch in which it is seen."""
    return paired(key, pl.col("stretch"), size=max(1, cut.spans_of_stretches().height))


def _linked(seen: pl.Series, cut: Stretches, *, size: int, groups: int = 1) -> NDArray[np.int64]:
    """Count the different keys of each period, without a look at every period.

    A key seen in a stretch counts in the periods first..last of that stretch. In order of time, each stretch of a key
    adds the periods after those it has already: +1 where they begin, -1 after they end, and a running sum.

    Parameters
    ----------
    seen
        Numbers of `_seen`, each once, rising; a key belongs to the group key // size.
    cut
        The stretches, and the periods that hold them.
    size
        How many keys a group can have.
    groups
        How many groups there are.

    Returns
    -------
    array of shape (groups, periods)
    """
    spans, ends = cut.spans_of_stretches(), len(cut.bounds)
    first, last = (spans.get_column(name).to_numpy().astype(np.int64) for name in ("first", "last"))
    changes = np.zeros((groups, ends + 1), dtype=np.int64)
    for low in range(0, len(seen), SLICE):
        known = min(low, 1)  # the number before the slice, whose periods are counted already
        key, stretch = np.divmod(seen.slice(low - known, SLICE + known).to_numpy(), np.uint64(max(1, len(first))))
        start, stop = first.take(stretch), last.take(stretch) + 1
        start[1:] = np.where(key[1:] == key[:-1], np.maximum(start[1:], stop[:-1]), start[1:])
        before = (key // np.uint64(size)).astype(np.int64) * (ends + 1)
        for place, change in ((start, 1), (stop, -1)):
            counts = np.bincount((before + place)[known:], minlength=changes.size)
            changes += change * counts.reshape(changes.shape)
    return np.asarray(np.cumsum(changes, axis=1)[:, :ends])
