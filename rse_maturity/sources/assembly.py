"""The tables of all sources, brought together into one data set."""

from __future__ import annotations

import difflib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import ColumnMissing, UnknownName
from rse_maturity.model.dataset import Dataset, DirectoryMatch
from rse_maturity.model.expectation import expected_on
from rse_maturity.model.schema import EVENTS, PEOPLE
from rse_maturity.sources.capabilities import capabilities_of, told_by_table
from rse_maturity.sources.doubles import without_doubles
from rse_maturity.sources.facts import IDS, Ids, by_code, facts, left_out
from rse_maturity.sources.identity import Identities, cleaned, identified
from rse_maturity.sources.mail_identities import addresses, person_ids
from rse_maturity.sources.one_server import counts_twice, with_one_id
from rse_maturity.sources.people import latest, people_table, stated_in_events
from rse_maturity.sources.places import listings
from rse_maturity.sources.ranking import behaviour, ranked
from rse_maturity.sources.reporting import events_of, lists_of, nothing_left, rejected, reports
from rse_maturity.sources.tables_of import tables_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rse_maturity.config import Settings
    from rse_maturity.sources.compact import Compact
    from rse_maturity.sources.dictionaries import Dictionaries
    from rse_maturity.sources.lists import ReadList
    from rse_maturity.sources.loading import ReadSources

UNITS = ("department", "title", "site", "division", "organization", "manager_id")


def assembled(read: ReadSources, *, settings: Settings) -> tuple[Dataset, Ids]:
    """Bring the tables of all sources together; see `rse_maturity.sources.load`.

    Returns
    -------
    The data set, and its ids as text where they were kept.

    Raises
    ------
    NothingLeft
        Every row was refused or left out.
    UnknownName
        The settings name a unit field that does not exist.
    """
    if settings.people.unit not in UNITS:
        nearest = difflib.get_close_matches(settings.people.unit, UNITS, n=1, cutoff=0.0)[0]
        raise UnknownName(what="unit field", name=settings.people.unit, nearest=nearest)
    compacts, lists = events_of(read.tables), lists_of(read.tables)
    if not any(table.events.height for table in compacts):
        raise nothing_left(read.tables)
    said = stated_in_events([table.events for table in compacts], read.dictionaries)
    with ThreadPoolExecutor(1) as beside:
        laying = beside.submit(facts, compacts, read.dictionaries, zone=read.zone)
        who = _identities(compacts, lists, said, read.dictionaries, settings)
    told = laying.result()
    excluded = _excluded(who, settings)
    deleted = pl.concat([table.deleted for table in compacts]).unique()
    out = left_out(
        told.events, told.channels, excluded["code"].drop_nulls(), deleted["event"].unique(), settings=settings
    )
    aside = _by_source(told.events.filter(out)) if out is not None else {}
    events = told.events.filter(~out) if out is not None else told.events
    if events.is_empty():
        raise nothing_left(read.tables)
    persons = who.keys.select("person").unique().sort("person").with_row_index("row")
    events = _with_rows(events, who, persons, excluded)
    formats = [table.reading.format for table in compacts]
    events = with_one_id(events, formats)
    warnings = ("mattermost_twice",) if counts_twice(events, formats) else ()
    events = without_doubles(events, sources=len(compacts))

    listed = who.directory.filter(pl.col("person").is_in(excluded["person"].implode()).not_())
    acts = behaviour(events)
    persons = _everybody(persons, acts["row"], events["parent_actor"], listed)
    has_directory = any(found.reading.role == "directory" for found in lists)
    with ThreadPoolExecutor(1) as beside:
        telling = beside.submit(told_by_table, events, read.tables)
        people = people_table(
            persons.select("person").join(listed, on="person", how="left", maintain_order="left"),
            latest(said.join(who.keys.select("person", actor="code"), on="actor").drop("actor"), by="person"),
            settings=settings.people,
        )
        order = ranked(events, persons, acts)
    people = people.with_columns(person=order["code"]).sort("person").select(*PEOPLE).cast(pl.Schema(PEOPLE))
    ids = Ids(
        events.select(name for name in IDS if name in events.columns),
        deleted.select("event_id").drop_nulls().sort("event_id"),
    )
    kept = _by_source(events)
    told_by = telling.result()
    codes = by_code(persons["row"], order["code"])
    events = _exchanged(events, actor=codes, parent_actor=codes).select(*EVENTS)
    fields = {name for table in read.tables for name in table.read.reading.fields}
    dataset = Dataset(
        events=events,
        people=people,
        channels=told.channels,
        tags=told.tags,
        sources=tuple(
            replace(report, capabilities=told)
            for report, told in zip(reports(read.tables, aside=aside, kept=kept), told_by, strict=True)
        ),
        rejected=rejected(read.tables),
        zone=read.zone,
        zone_source=read.zone_source,
        first_event=acts["first"].min(),  # type: ignore[arg-type]
        last_event=acts["last"].max(),  # type: ignore[arg-type]
        capabilities=capabilities_of(people, told_by, fields=fields, directory=has_directory),
        directory=_match(people, acts.height, end=_last(events)) if has_directory else None,
        dropped=_dropped(compacts, events, people),
        warnings=warnings,
        reached=_last(told.events),
    )
    return dataset, ids


def _dropped(compacts: Sequence[Compact], events: pl.DataFrame, people: pl.DataFrame) -> dict[str, int]:
    """Count what was read and not kept: texts, rows put aside by reason, acts of bots (which no figure counts).

    What a data set says was dropped when it was made is added to what is dropped now.
    """
    counts: list[Mapping[str, int]] = [{"texts": table.texts} | table.aside for table in compacts]
    counts += [table.reading.dropped for table in compacts]
    reasons = sorted({reason for told in counts for reason in told} - {"texts"})
    found = {reason: sum(told.get(reason, 0) for told in counts) for reason in ("texts", *reasons)}
    bots = people.filter("is_bot")["person"]
    if len(bots):
        found["bots"] = int(events["actor"].is_in(bots.implode()).sum())
    return found


def _by_source(events: pl.DataFrame) -> dict[int, int]:
    """Count events by the number of their table."""
    lowest, highest = events["source"].min(), events["source"].max()
    if isinstance(lowest, int) and lowest == highest:
        return {lowest: events.height}
    return dict(events["source"].value_counts().iter_rows())


def _with_rows(events: pl.DataFrame, who: Identities, persons: pl.DataFrame, excluded: pl.DataFrame) -> pl.DataFrame:
    """Exchange names for persons (`row` of `persons`); the excluded are not even those who were answered."""
    keys = who.keys.join(persons, on="person", how="left", maintain_order="left")
    present = pl.when(pl.col("person").is_in(excluded["person"].implode()).not_()).then("row")
    return _exchanged(
        events,
        actor=by_code(keys["code"], keys["row"]),
        parent_actor=by_code(keys["code"], keys.select(row=present).to_series()),
    )


def _exchanged(events: pl.DataFrame, **codes: pl.Series) -> pl.DataFrame:
    """Exchange the codes in each column for what stands at their place; a column without any stays as it is."""
    filled = {name: told for name, told in codes.items() if events[name].null_count() < events.height}
    return events.with_columns(pl.lit(told).gather(pl.col(name)).alias(name) for name, told in filled.items())


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
    keys = dictionaries.words("person", pl.concat([codes.alias("code") for codes in used]))
    keys = keys.join(latest(said, by="actor"), left_on="code", right_on="actor", how="left", maintain_order="left")
    absent = [name for name in ("email", "display_name") if name not in keys.columns]
    keys = keys.with_columns(pl.lit(None, pl.String()).alias(name) for name in absent)
    keys = keys.filter(pl.col("word").str.replace_all(r"[\p{C}\p{Z}]", "") != "")
    return identified(keys, [found.lines for found in lists], _aliases(settings))


def _aliases(settings: Settings) -> pl.DataFrame | None:
    """Read the identities of one person: `alias`, `person`."""
    if settings.input.aliases is None:
        return None
    table = tables_of(listings([settings.input.aliases], limits=settings.input)[0])[0]
    for name in ("alias", "person"):
        if name not in table.columns:
            raise ColumnMissing(path=table.name, field=name, columns=", ".join(table.columns))
    return table.frame.select(pl.col("alias", "person").cast(pl.String())).collect()


def _excluded(who: Identities, settings: Settings) -> pl.DataFrame:
    """Return `code` (null: never acted) and `person` of those who are left out, by id, e-mail address or alias."""
    names = pl.DataFrame({"name": pl.Series(settings.input.exclude_persons, dtype=pl.String())})
    given = names.select(cleaned("name").alias("name")).to_series()
    asked = pl.concat([given, addresses(given), person_ids(given)]).drop_nulls().unique().implode()
    listed = who.directory.filter(pl.any_horizontal(pl.col("person", "email").is_in(asked))).select("person")
    named = who.keys.filter(pl.any_horizontal(pl.col("key", "mail", "person").is_in(asked))).select("person")
    persons = pl.concat([listed, named]).unique()
    return (
        persons.join(who.keys.select("person", "code"), on="person", how="left")
        .select("code", "person")
        .sort("code", "person")
    )


def _everybody(persons: pl.DataFrame, acting: pl.Series, answered: pl.Series, listed: pl.DataFrame) -> pl.DataFrame:
    """Return `row` and `person` of those who act, are answered or are listed."""
    seen = pl.concat([acting, answered.drop_nulls().unique()])
    present = persons.filter(pl.col("row").is_in(seen.implode()))
    more = (
        listed.filter(pl.col("in_directory") | pl.col("listed"))
        .select("person")
        .join(present, on="person", how="anti")
        .sort("person")
    )
    more = more.with_row_index("row", offset=persons.height)
    return pl.concat([present, more])


def _last(events: pl.DataFrame) -> date:
    """Return the day of the last event; there is one."""
    last = events["day"].max()
    assert isinstance(last, date)
    return last


def _match(people: pl.DataFrame, actors: int, *, end: date) -> DirectoryMatch:
    """Count how well the directory and the acts agree, bots left out; those who act have the first numbers."""
    acted = (pl.col("person") < actors) & pl.col("is_bot").not_()
    counts = people.select(
        people=pl.col("in_directory").sum(),
        expected=expected_on(end).sum(),
        actors=acted.sum(),
        both=(acted & pl.col("in_directory")).sum(),
    ).row(0, named=True)
    return DirectoryMatch(counts["people"], counts["expected"], counts["actors"], counts["both"], counts["both"])
