"""Sources to data set: read, judged row by row, doubles removed, people brought together."""

from __future__ import annotations

import difflib
import os
import zoneinfo
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from rse_maturity.errors import ColumnMissing, NoActs, SourceEmpty, UnknownName
from rse_maturity.sources.assembly import assembled
from rse_maturity.sources.columns import shown_columns
from rse_maturity.sources.compact import Compact, compact
from rse_maturity.sources.detect import Opened, open_source, people_beside
from rse_maturity.sources.dictionaries import Dictionaries
from rse_maturity.sources.format import Context
from rse_maturity.sources.lists import read_list
from rse_maturity.sources.places import listings
from rse_maturity.sources.reporting import ReadTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import Dataset
    from rse_maturity.model.progress import Progress
    from rse_maturity.sources.facts import Ids
    from rse_maturity.sources.format import Reading
    from rse_maturity.sources.lists import ReadList
    from rse_maturity.sources.places import Listing

_LATER = 1 << 20  # of two lists, the one with the lower number is believed
ZoneSource = Literal["option", "settings", "export", "default"]


@dataclass(frozen=True)
class ReadSources:
    """Every table of every source, read but not brought together yet."""

    tables: tuple[ReadTable, ...]
    dictionaries: Dictionaries
    zone: str
    zone_source: ZoneSource


def load_sources(
    sources: Sequence[str | Path], *, settings: Settings, progress: Progress, keep_ids: bool = False
) -> tuple[Dataset, Ids]:
    """Read sources into a data set; see `rse_maturity.sources.load`.

    Returns
    -------
    The data set, and its ids as text where `keep_ids` asks for them.
    """
    read = read_sources(sources, settings=settings, progress=progress, keep_ids=keep_ids)
    return assembled(read, settings=settings)


def read_sources(
    sources: Sequence[str | Path], *, settings: Settings, progress: Progress, keep_ids: bool = False
) -> ReadSources:
    """Read every table of every source, each by itself.

    The digests of the sources are taken meanwhile; that of a large file may take longer, the others are there.
    """
    progress.step("reading")
    found = listings(sources, limits=settings.input)
    people = listings(settings.people.files, limits=settings.input)
    context = Context(settings, settings_zone(settings))
    opened = open_sources(found, people, context)
    zone, zone_source = zone_in_force(opened, settings)
    if zone != context.zone:
        context = replace(context, zone=zone)
        opened = open_sources(found, people, context)
    dictionaries = Dictionaries()
    several = sum(reading.role == "events" for source in opened for reading in source.readings) > 1
    coded = partial(compact, dictionaries=dictionaries, keep_rest=several, keep_ids=keep_ids)
    tables: list[ReadTable] = []
    beside = ThreadPoolExecutor(1, initializer=_unhurried)
    in_turn = sorted(opened, key=lambda source: source.listing.large)
    digests = {id(source): beside.submit(source.listing.digest()) for source in in_turn}
    for source in opened:
        read = _read(source, coded, progress, number=len(tables))
        for listed in people_beside(source, context):
            read += _read(listed, coded, progress, number=len(tables) + len(read))
        unread = len(source.listing.unread())
        tables += [
            ReadTable(name, digests[id(source)], table, 0 if at else unread) for at, (name, table) in enumerate(read)
        ]
    beside.shutdown(wait=False)
    wait([digests[id(source)] for source in opened if not source.listing.large])
    return ReadSources(tuple(tables), dictionaries, zone, zone_source)


def _unhurried() -> None:
    """Let the thread run where the machine would be idle otherwise, if its system can tell threads apart so."""
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def _read(
    source: Opened, coded: Callable[[Reading], Compact], progress: Progress, *, number: int
) -> list[tuple[str, Compact | ReadList]]:
    """Read the tables of one source, by name; of several, the empty ones are passed over if there are any acts.

    Parameters
    ----------
    number
        Of the first table; where directories disagree, the word of the first holds.

    Raises
    ------
    SourceEmpty
        There is nothing in them.
    """
    tables: list[tuple[str, Compact | ReadList]] = []
    empty: SourceEmpty | None = None
    for reading in source.readings:
        try:
            read = (
                coded(reading)
                if reading.role == "events"
                else _list(reading, number=number + len(tables), named=source.named)
            )
        except SourceEmpty as error:
            empty = error
            continue
        progress.advance(read.rows if isinstance(read, Compact) else 0)
        name = f"{source.listing.name}/{reading.name}" if len(source.readings) > 1 else source.listing.name
        tables.append((name, read))
    wanted = any(reading.role == "events" for reading in source.readings)
    if not tables or (empty is not None and wanted > any(isinstance(table, Compact) for _, table in tables)):
        raise empty or SourceEmpty(path=source.listing.name)
    return tables


def _list(reading: Reading, *, number: int, named: bool) -> ReadList:
    """Read a list of people: believed first are those named as directories, then directories found, then users."""
    later = 0 if named else _LATER if reading.role == "directory" else 2 * _LATER
    return read_list(reading, number=number + later)


def open_sources(sources: Sequence[Listing], people: Sequence[Listing], context: Context) -> list[Opened]:
    """Recognise each source, and the directories of people.

    Raises
    ------
    NoActs, ColumnMissing
        All of them list people; none has a time and an actor.
    """
    found = [one for listing in sources for one in open_source(listing, context)]
    found += [one for listing in people for one in open_source(listing, replace(context, directory=True))]
    if not any(reading.role == "events" for source in found for reading in source.readings):
        if found[0].format.name not in ("generic", "generic_people"):
            raise NoActs(path=found[0].listing.name, format=found[0].format.name)
        columns = shown_columns([column.column for reading in found[0].readings for column in reading.columns])
        raise ColumnMissing(path=found[0].listing.name, field="timestamp", columns=columns)
    _check_map(found, context.settings)
    return found


def _check_map(opened: Sequence[Opened], settings: Settings) -> None:
    """Refuse a column of `[map]` that no source has, rather than read another in its place.

    Raises
    ------
    ColumnMissing
        There is no such column.
    """
    columns = [column for source in opened for reading in source.readings for column in reading.columns]
    used = {column.field for column in columns if column.why == "map"}
    for name in settings.map:
        if name not in used:
            shown = shown_columns([column.column for column in columns])
            raise ColumnMissing(path=opened[0].listing.name, field=name, columns=shown)


def settings_zone(settings: Settings) -> str:
    """Return the zone that the settings ask for, UTC where they ask for none.

    Raises
    ------
    UnknownName
        There is no such zone.
    """
    zone = settings.time.zone
    if zone is None:
        return "UTC"
    known = zoneinfo.available_timezones()
    if zone not in known:
        nearest = difflib.get_close_matches(zone, sorted(known), n=1, cutoff=0.0)
        raise UnknownName(what="time zone", name=zone, nearest=nearest[0] if nearest else "UTC")
    return zone


def zone_in_force(opened: Sequence[Opened], settings: Settings) -> tuple[str, ZoneSource]:
    """Return the zone that days are counted in, and who says so."""
    if settings.time.zone is not None:
        return settings_zone(settings), "settings"
    stated = sorted({reading.zone for source in opened for reading in source.readings if reading.zone is not None})
    return (stated[0], "export") if stated else ("UTC", "default")
