"""The tables of all sources, brought together into one data set."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import ColumnMissing, NothingLeft, UnknownName
from rse_maturity.model.dataset import Dataset, DirectoryMatch, SourceReport
from rse_maturity.model.schema import EVENTS, PEOPLE, REJECTED
from rse_maturity.sources.capabilities import capabilities_of
from rse_maturity.sources.doubles import without_doubles
from rse_maturity.sources.facts import by_code, facts, left_out
from rse_maturity.sources.identity import Identities, cleaned, identified
from rse_maturity.sources.lists import ReadList, read_list
from rse_maturity.sources.people import people_table, stated_in_events
from rse_maturity.sources.ranking import ranked
from rse_maturity.sources.places import listings
from rse_maturity.sources.tables_of import tables_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rse_maturity.config import Settings
    from rse_maturity.sources.compact import Compact, Dictionaries
    from rse_maturity.sources.formats.base import Reading
    from rse_maturity.sources.loading import Opened, ZoneSource

UNITS = ("department", "title", "site", "division", "organization", "manager_id")


def assembled(
    opened: Sequence[Opened],
    tables: Mapping[int, Compact],
    dictionaries: Dictionaries,
    digests: Sequence[str],
    *,
    settings: Settings,
    zone: str,
    zone_source: ZoneSource,
) -> Dataset:
    """Bring the tables of all sources together; see `rse_maturity.sources.load`."""
    if settings.people.unit not in UNITS:
        nearest = difflib.get_close_matches(settings.people.unit, UNITS, n=1, cutoff=0.0)[0]
        raise UnknownName(what="unit field", name=settings.people.unit, nearest=nearest)
    named = [
        (f"{source.listing.name}/{reading.name}" if len(source.readings) > 1 else source.listing.name, digest, reading)
        for source, digest in zip(opened, digests, strict=True)
        for reading in source.readings
    ]
    compacts = {place: tables[id(reading)] for place, (_, _, reading) in enumerate(named) if reading.role == "events"}
    lists = {
        place: read_list(reading, number=place)
        for place, (_, _, reading) in enumerate(named)
        if reading.role != "events"
    }
    said = stated_in_events([table.events for table in compacts.values()], dictionaries)
    who = _identities(list(compacts.values()), list(lists.values()), said, dictionaries, settings)

    told = facts(list(compacts.values()), dictionaries, zone=zone)
    excluded = _excluded(who, settings)
    out = left_out(told.events, told.channels, excluded["code"], settings=settings)
    events = told.events.filter(~out) if out.any() else told.events
    aside = dict(told.events.filter(out)["source"].value_counts().iter_rows())
    if events.is_empty():
        raise _nothing_left(list(compacts.values()), named[0][0])
    rows_in = dict(events["source"].value_counts().iter_rows())
    persons = who.keys.select("person").unique().sort("person").with_row_index("row")
    keys = who.keys.join(persons, on="person", how="left", maintain_order="left")
    rows = by_code(keys["code"], keys["row"])
    gone = keys.join(excluded, on="code", how="semi")["row"].implode()
    events = events.with_columns(
        actor=pl.lit(rows).gather(pl.col("actor")), parent_actor=pl.lit(rows).gather(pl.col("parent_actor"))
    )
    if len(gone.item()):
        events = events.with_columns(
            parent_actor=pl.when(pl.col("parent_actor").is_in(gone).not_()).then("parent_actor")
        )
    events = without_doubles(events, sources=len(compacts))
    kept = dict(events["source"].value_counts().iter_rows())

    listed = who.directory.filter(pl.col("person").is_in(excluded["person"].implode()).not_())
    persons = _everybody(persons, events, listed)
    persons_said = said.rename({"actor": "code"}).join(who.keys.select("code", "person"), on="code", how="inner")
    persons_said = persons_said.sort("code").group_by("person").agg(pl.exclude("code").drop_nulls().last())
    last = events["day"].max()
    has_directory = any(reading.role == "directory" for _, _, reading in named)
    people = people_table(persons.select("person").join(listed, on="person", how="left", maintain_order="left"), persons_said,
                          settings=settings.people, end=last, has_directory=has_directory)  # fmt: skip
    order = ranked(events, persons)
    codes = by_code(persons["row"], order["code"])
    people = people.with_columns(person=order["code"]).sort("person").select(*PEOPLE).cast(PEOPLE)  # type: ignore[arg-type]
    events = events.select(
        pl.lit(codes).gather(pl.col(name)).alias(name) if name in ("actor", "parent_actor") else pl.col(name)
        for name in EVENTS
    )
    fields = {name for _, _, reading in named for name in reading.fields}
    return Dataset(
        events=events,
        people=people,
        channels=told.channels,
        tags=told.tags,
        sources=tuple(
            _report(place, item, compacts, lists, list(compacts), aside, rows_in, kept)
            for place, item in enumerate(named)
        ),
        rejected=_rejected(named, compacts, lists),
        zone=zone,
        zone_source=zone_source,
        first_event=events["at"].min(),  # type: ignore[arg-type]
        last_event=events["at"].max(),  # type: ignore[arg-type]
        capabilities=capabilities_of(events, people, fields=fields, directory=has_directory),
        directory=_match(people, events) if has_directory else None,
        dropped={"texts": sum(table.texts for table in compacts.values())},
    )


def _identities(
    compacts: Sequence[Compact],
    lists: Sequence[ReadList],
    said: pl.DataFrame,
    dictionaries: Dictionaries,
    settings: Settings,
) -> Identities:
    """Bring the names of actors, of those answered and of the lists together."""
    used = [
        table.events[name] for table in compacts for name in ("actor", "parent_actor") if name in table.events.columns
    ]
    keys = dictionaries.words("person", pl.concat([codes.alias("code").unique() for codes in used]))
    keys = keys.join(said, left_on="code", right_on="actor", how="left", maintain_order="left")
    absent = [name for name in ("email", "display_name") if name not in keys.columns]
    keys = keys.with_columns(pl.lit(None, pl.String()).alias(name) for name in absent)
    keys = keys.filter(pl.col("word").str.replace_all(r"[\p{C}\p{Z}]", "") != "")
    return identified(keys, [found.lines for found in lists], _aliases(settings))


def _aliases(settings: Settings) -> pl.DataFrame | None:
    """Read the identities of one person: `alias`, `person`."""
    if settings.input.aliases is None:
        return None
    table = tables_of(listings([settings.input.aliases])[0])[0]
    for name in ("alias", "person"):
        if name not in table.columns:
            raise ColumnMissing(path=table.name, field=name, columns=", ".join(table.columns))
    return table.frame.select(pl.col("alias", "person").cast(pl.String())).collect()


def _excluded(who: Identities, settings: Settings) -> pl.DataFrame:
    """Return `code` and `person` of those who are left out, by id, e-mail address or alias; code null where they never acted."""
    asked = pl.DataFrame({"asked": pl.Series(settings.input.exclude_persons, dtype=pl.String())})
    asked = asked.select(cleaned("asked").alias("asked"))["asked"].implode()
    mails = who.directory.filter(pl.col("person").is_in(asked) | pl.col("email").is_in(asked)).select("person")
    named = who.keys.filter(pl.col("key").is_in(asked) | pl.col("person").is_in(asked)).select("person")
    persons = pl.concat([mails, named]).unique()
    return (
        persons.join(who.keys.select("person", "code"), on="person", how="left")
        .select("code", "person")
        .sort("code", "person")
    )


def _everybody(persons: pl.DataFrame, events: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Return `row` and `person` of those who act, are answered or are listed."""
    seen = pl.concat([events["actor"], events["parent_actor"].drop_nulls()]).unique()
    acting = persons.filter(pl.col("row").is_in(seen.implode()))
    more = listed.select("person").join(acting, on="person", how="anti").sort("person")
    start = int(persons["row"].max() or 0) + 1  # type: ignore[call-overload]
    more = more.with_row_index("row", offset=start)
    return pl.concat([acting, more])


def _match(people: pl.DataFrame, events: pl.DataFrame) -> DirectoryMatch:
    """Count how well the directory and the acts agree."""
    acted = pl.col("person").is_in(events["actor"].unique().implode())
    counts = people.select(
        people=pl.col("in_directory").sum(),
        expected=pl.col("expected").fill_null(value=False).sum(),
        actors=acted.sum(),
        both=(acted & pl.col("in_directory")).sum(),
    ).row(0, named=True)
    return DirectoryMatch(counts["people"], counts["expected"], counts["actors"], counts["both"], counts["both"])


def _report(
    place: int,
    item: tuple[str, str, Reading],
    compacts: Mapping[int, Compact],
    lists: Mapping[int, ReadList],
    order: list[int],
    aside: Mapping[int, int],
    rows_in: Mapping[int, int],
    kept: Mapping[int, int],
) -> SourceReport:
    """Tell how one table was read."""
    name, digest, _ = item
    read: Compact | ReadList = compacts[place] if place in compacts else lists[place]
    rejected = read.refused.height
    number = order.index(place) if place in compacts else -1
    events = kept.get(number, 0) if place in compacts else read.rows - rejected
    return SourceReport(
        name=name,
        format=read.reading.format,
        sha256=digest,
        rows=read.rows,
        events=events,
        rejected=rejected,
        duplicates=rows_in.get(number, 0) - events if place in compacts else 0,
        left_out=aside.get(number, 0),
        role="events" if place in compacts else "people",
        encoding=read.reading.encoding,
        delimiter=read.reading.delimiter,
        columns=read.reading.columns,
        evidence=read.reading.evidence,
    )


def _rejected(
    named: Sequence[tuple[str, str, Reading]], compacts: Mapping[int, Compact], lists: Mapping[int, ReadList]
) -> pl.DataFrame:
    """List the refused rows of all sources."""
    read: dict[int, Compact | ReadList] = {**compacts, **lists}
    frames = [
        read[place].refused.select(pl.lit(name).alias("source"), "line", "field", "reason")
        for place, (name, _, _) in enumerate(named)
    ]
    return pl.concat(frames).select(*REJECTED).cast(REJECTED)  # type: ignore[arg-type]


def _nothing_left(compacts: Sequence[Compact], name: str) -> NothingLeft:
    """Say that no row can be used, with the first reason."""
    refused = pl.concat([table.refused for table in compacts]).sort("line")
    reason, line = refused.select("reason", "line").row(0) if refused.height else ("left_out", 0)
    return NothingLeft(path=name, rows=sum(table.rows for table in compacts), reason=reason, line=line)
