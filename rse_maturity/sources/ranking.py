"""The number of each person: by what they did, never by what they are called."""

from __future__ import annotations

import polars as pl

from rse_maturity.model.schema import CONTRIBUTIONS

_ACTS = ("first", "last", "acts", "contributions", "comments", "reactions")
_MOMENTS = pl.col("at").dt.epoch("s").sum()


def behaviour(events: pl.DataFrame) -> pl.DataFrame:
    """Sum up what each person did: `row`, and the columns that decide on the order of persons.

    Parameters
    ----------
    events
        `at`, `actor` (row of the person), `kind` (KIND).
    """
    kind = pl.col("kind")
    return (
        events.lazy()
        .group_by(row="actor")
        .agg(
            first=pl.col("at").min(),
            last=pl.col("at").max(),
            acts=pl.len(),
            contributions=kind.is_in(CONTRIBUTIONS).sum(),
            comments=(kind == "comment").sum(),
            reactions=(kind == "reaction").sum(),
        )
        .collect(engine="streaming")
    )


def ranked(events: pl.DataFrame, persons: pl.DataFrame, acts: pl.DataFrame) -> pl.DataFrame:
    """Give persons their numbers: by first act, last act, volume, answers; by id only where all is equal.

    Parameters
    ----------
    events
        `at`, `actor` (row of the person), `event`, `parent`, `parent_actor`.
    persons
        One row per person: `row`, `person` (id).
    acts
        What `behaviour` says of the events.

    Returns
    -------
    `row` u32 and `code` u32, sorted by row. Those who did nothing come last.
    """
    table = persons.select("row", "person").join(acts, on="row", how="left")
    tied = table.filter(pl.struct(_ACTS).is_duplicated() | pl.col("acts").is_null())["row"]
    table = table.join(_received(events, tied), on="row", how="left", maintain_order="left")
    table = table.join(_given(events, tied), on="row", how="left", maintain_order="left")
    order = table.sort(*_ACTS, "moments", "received", "places", "answered", "company", "person", nulls_last=True)
    return order.select("row", code=pl.int_range(pl.len(), dtype=pl.UInt32())).sort("row")


def _received(events: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """Count the acts that answer each of `rows`, and when they came: `row`, `received` as one number."""
    tied = rows.implode()
    lazy = events.lazy()
    theirs = lazy.filter(pl.col("actor").is_in(tied) & pl.col("event").is_not_null())
    answers = lazy.filter(pl.col("parent").is_not_null()).join(
        theirs.select("event", row="actor"), left_on="parent", right_on="event"
    )
    named = lazy.filter(pl.col("parent_actor").is_in(tied)).select("at", row="parent_actor")
    return (
        pl.concat([answers.select("at", "row"), named])
        .group_by("row")
        .agg(received=_MOMENTS)
        .collect(engine="streaming")
    )


def _given(events: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """Sum up when and where each of `rows` acts and what they answer.

    Returns
    -------
    `row`, `moments`, `places`, `answered`, `company` (when those act whom they answer), a number each.
    """
    lazy = events.lazy()
    theirs = lazy.filter(pl.col("actor").is_in(rows.implode()))
    parents = lazy.select(parent="event", parent_at="at", author="actor").join(
        theirs.select("parent").drop_nulls(), on="parent", how="semi"
    )
    answers = (
        theirs.join(parents.unique("parent"), on="parent", how="left")
        .with_columns(author=pl.coalesce("parent_actor", "author"))
        .collect(engine="streaming")
    )
    authors = answers["author"].drop_nulls().unique().implode()
    known = lazy.filter(pl.col("actor").is_in(authors)).group_by(author="actor").agg(weight=_MOMENTS)
    return (
        answers.lazy()
        .join(known, on="author", how="left")
        .group_by(row="actor")
        .agg(
            moments=_MOMENTS,
            places=(pl.col("channel").cast(pl.UInt64) + 1).sum(),
            answered=pl.col("parent_at").dt.epoch("s").sum(),
            company=pl.col("weight").sum(),
        )
        .collect(engine="streaming")
    )
