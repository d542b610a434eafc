"""Events of all sources in one table: kinds, channels and tags settled, days counted, what is asked for left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.model.schema import CHANNELS, KIND, PRECISION, TAGS
from rse_maturity.sources.identity import cleaned
from rse_maturity.sources.words import kinds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.config import Settings
    from rse_maturity.sources.compact import Compact
    from rse_maturity.sources.dictionaries import Dictionaries

IDS = ("event_id", "parent_id", "thread_id")


@dataclass(frozen=True)
class Ids:
    """Ids as text, which no figure needs and a data set on disk does.

    Attributes
    ----------
    events
        `event_id`, `parent_id`, `thread_id`, row by row with the events; no column where they were not kept.
    deleted
        `event_id` of what the sources say is deleted, sorted; none where ids were not kept.
    """

    events: pl.DataFrame
    deleted: pl.DataFrame


@dataclass(frozen=True)
class Facts:
    """Events with persons still coded as in the dictionary, and the names of channels and tags.

    `events`: columns of EVENTS, `source` (number of the table), and `rest` where rows without id are told apart by it.
    """

    events: pl.DataFrame
    channels: pl.DataFrame
    tags: pl.DataFrame


def facts(compacts: Sequence[Compact], dictionaries: Dictionaries, *, zone: str) -> Facts:
    """Lay the tables of events under one another.

    Returns
    -------
    Facts, ids as text beside their digests where a table kept them.
    """
    kinds = _kind_map(compacts, dictionaries)
    channel_map, channels = _channels(compacts, dictionaries)
    tag_map, tags = _tags(compacts, dictionaries)
    kept = any(name in table.events.columns for table in compacts for name in IDS)
    every_rest = all("rest" in table.events.columns or "event" in table.events.columns for table in compacts)
    frames: list[pl.DataFrame] = []
    for number, table in enumerate(compacts):
        frame = table.events
        frames.append(
            frame.lazy()
            .select(
                event=_or_null(frame, "event", pl.UInt64()),
                at="at",
                actor="actor",
                kind=_kind(frame, kinds),
                channel=_coded(frame, "channel", channel_map),
                thread=_or_null(frame, "thread", pl.UInt64()),
                parent=_or_null(frame, "parent", pl.UInt64()),
                parent_actor=_or_null(frame, "parent_actor", pl.UInt32()),
                tags=_coded(frame, "tags", tag_map),
                precision=_precision(frame),
                rest=_or_null(frame, "rest" if every_rest else "", pl.UInt64()),
                source=pl.lit(number, pl.UInt16()),
                **({name: _or_null(frame, name, pl.String()) for name in IDS} if kept else {}),
            )
            .with_columns(
                day=pl.col("at").dt.convert_time_zone(zone).dt.date() if zone != "UTC" else pl.col("at").dt.date()
            )
            .collect()
        )
    return Facts(pl.concat(frames), channels, tags)


def left_out(
    events: pl.DataFrame, channels: pl.DataFrame, excluded: pl.Series, deleted: pl.Series, *, settings: Settings
) -> pl.Series | None:
    """Tell which events are to be left out: of other days, of channels or persons that are excluded, or deleted.

    Parameters
    ----------
    excluded
        Codes of the excluded persons.
    deleted
        Digests of the ids of what one of the sources says is deleted; reactions to it go with it.

    Returns
    -------
    One flag for each event; None where nothing is left out.
    """
    names = [name.strip().lower() for name in settings.input.exclude_channels]
    shut = channels.filter(pl.col("name").str.to_lowercase().is_in(names))["channel"]
    asked: list[pl.Expr] = []
    if settings.time.since is not None:
        asked.append(pl.col("day") < settings.time.since)
    if settings.time.until is not None:
        asked.append(pl.col("day") > settings.time.until)
    if len(shut):
        asked.append(pl.col("channel").is_in(shut.implode()).fill_null(value=False))
    if len(deleted):
        gone = deleted.implode()
        asked.append(pl.col("event").is_in(gone).fill_null(value=False))
        asked.append((pl.col("kind") == "reaction") & pl.col("parent").is_in(gone).fill_null(value=False))
    if len(excluded):
        asked.append(pl.col("actor").is_in(excluded.implode()))
    out = events.select(out=pl.any_horizontal(asked)).to_series() if asked else None
    return out if out is not None and out.any() else None


def _or_null(frame: pl.DataFrame, name: str, dtype: pl.DataType) -> pl.Expr:
    return pl.col(name) if name in frame.columns else pl.lit(None, dtype)


def _coded(frame: pl.DataFrame, name: str, codes: pl.Series) -> pl.Expr:
    """Exchange the codes of a dictionary for those of a table."""
    return pl.lit(codes).gather(pl.col(name)) if name in frame.columns else pl.lit(None, pl.UInt32())


def _precision(frame: pl.DataFrame) -> pl.Expr:
    if "inherited" in frame.columns:
        by_day = pl.col("by_day") if "by_day" in frame.columns else pl.lit(value=False)
        stated = pl.when("inherited").then(pl.lit("inherited"))
        return stated.when(by_day).then(pl.lit("day")).otherwise(pl.lit("second")).cast(PRECISION)
    if "by_day" in frame.columns:
        return pl.when(pl.col("by_day")).then(pl.lit("day", PRECISION)).otherwise(pl.lit("second", PRECISION))
    return pl.lit("second", PRECISION)


def _kind_map(compacts: Sequence[Compact], dictionaries: Dictionaries) -> pl.DataFrame:
    """Return `code`, `kind` and `known` of every word of the kind columns."""
    words = dictionaries.words("kind", _codes(compacts, "kind"), exactly=False)
    return words.join(kinds_of(words["word"]), on="word", how="left")


def _kind(frame: pl.DataFrame, kinds: pl.DataFrame) -> pl.Expr:
    """Say the kind of each act: its word; without a column of kinds, a comment where there is a parent, else a post."""
    if "kind" in frame.columns:
        kind_of = by_code(kinds["code"], kinds["kind"])
        return pl.lit(kind_of).gather(pl.col("kind")).fill_null(pl.lit("other", KIND))
    parents = [pl.col(name).is_not_null() for name in ("parent", "parent_actor") if name in frame.columns]
    answers = pl.any_horizontal(parents) if parents else pl.lit(value=False)
    return pl.when(answers).then(pl.lit("comment", KIND)).otherwise(pl.lit("post", KIND))


def kind_notes(table: Compact, dictionaries: Dictionaries) -> dict[str, int]:
    """Count the acts of one table whose kind is not known, or was taken from whether there is a parent."""
    if "kind" not in table.events.columns:
        return {"kind_by_parent": table.events.height}
    strange = _kind_map([table], dictionaries).filter(~pl.col("known"))["code"]
    count = int(table.events["kind"].is_in(strange.implode()).sum()) + table.events["kind"].null_count()
    return {"unknown_kinds": count} if count else {}


def _codes(compacts: Sequence[Compact], name: str) -> pl.Series:
    found = [table.events[name] for table in compacts if name in table.events.columns]
    return pl.concat(found) if found else pl.Series(name, [], pl.UInt32())


def by_code(codes: pl.Series, values: pl.Series) -> pl.Series:
    """Return `values` so that the value of code c stands at c; null between."""
    size = codes.max()
    every = pl.DataFrame(
        {"code": pl.int_range((size if isinstance(size, int) else 0) + 1, dtype=pl.UInt32(), eager=True)}
    )
    return every.join(pl.DataFrame({"code": codes, "value": values}), on="code", how="left", maintain_order="left")[
        "value"
    ]


def _channels(compacts: Sequence[Compact], dictionaries: Dictionaries) -> tuple[pl.Series, pl.DataFrame]:
    words = dictionaries.words("channel", _codes(compacts, "channel")).with_columns(name=cleaned("word"))
    names = words.select("name").drop_nulls().unique().sort("name").with_row_index("channel")
    words = words.join(names, on="name", how="left", maintain_order="left")
    return by_code(words["code"], words["channel"]), names.select(*CHANNELS).cast(pl.Schema(CHANNELS))


def _tags(compacts: Sequence[Compact], dictionaries: Dictionaries) -> tuple[pl.Series, pl.DataFrame]:
    """Cut lists of tags: separated by ; , | or blanks before a hash."""
    words = dictionaries.words("tags", _codes(compacts, "tags"))
    pieces = pl.col("word").str.replace_all(r"\s+#", ";#").str.replace_all("[,|]", ";").str.split(";")
    cut = (
        words.select("code", tag=pieces)
        .explode("tag")
        .with_columns(tag=cleaned("tag").str.strip_chars("#[]'\" ").str.normalize("NFC").str.to_lowercase())
        .filter(pl.col("tag") != "")
        .unique()
    )
    sets = cut.sort("code", "tag").group_by("code", maintain_order=True).agg(set=pl.col("tag").str.join("\x1f"))
    names = sets.select("set").unique().sort("set").with_row_index("tags")
    sets = sets.join(names, on="set", how="left", maintain_order="left")
    table = names.select("tags", tag=pl.col("set").str.split("\x1f")).explode("tag")
    return by_code(sets["code"], sets["tags"]), table.cast(pl.Schema(TAGS))
