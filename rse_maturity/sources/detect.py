"""Which format a source is in: every format is asked, by names and first bytes; what explains most wins."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rse_maturity.errors import AmbiguousFormat, UnknownFormat, UnknownName
from rse_maturity.sources.formats import DIRECTORIES, FORMATS

if TYPE_CHECKING:
    from rse_maturity.sources.format import Context, Evidence, Format, Reading
    from rse_maturity.sources.places import Listing

_ANY = ("generic", "generic_people")  # what reads tables that no platform claims


@dataclass(frozen=True)
class Opened:
    """One source, recognised: its listing, and its tables in canonical columns."""

    listing: Listing
    readings: tuple[Reading, ...]
    directory: bool


def open_source(listing: Listing, context: Context) -> Opened:
    """Recognise a source and read it; see `choose`."""
    chosen, evidence = choose(listing, context)
    readings = chosen.read(listing, context)
    if evidence is not None and chosen.name not in _ANY:
        readings = [replace(reading, evidence=evidence.why) for reading in readings]
    return Opened(listing, tuple(readings), context.directory)


def choose(listing: Listing, context: Context) -> tuple[Format, Evidence | None]:
    """Choose the format: as the settings say, else the one that explains most; any table where no platform claims it.

    Returns
    -------
    The format and why; no evidence where it was asked for, or is the last resort.

    Raises
    ------
    UnknownName
        The settings name a format that is not read.
    AmbiguousFormat
        Two formats explain the source equally well.
    UnknownFormat
        None does, and it is a folder or an archive; a single table is read as generic, which says what it lacks.
    """
    by_name = {format_.name: format_ for format_ in FORMATS}
    forced = None if context.directory else context.settings.input.format
    if forced is not None:
        if forced not in by_name:
            raise UnknownName(what="format", name=forced, nearest=difflib.get_close_matches(forced, by_name, 1, 0.0)[0])
        return by_name[forced], None
    alone = len(listing.members) == 1
    if context.settings.map and alone and not context.directory:
        return by_name["generic"], None
    candidates = [
        (format_, evidence)
        for format_ in FORMATS
        if format_.name not in _ANY
        and (not context.directory or format_.name in DIRECTORIES)
        and (evidence := format_.recognise(listing)) is not None
    ]
    if candidates:
        return _best(listing, candidates)
    if context.directory:
        return by_name["generic_people"], None
    found = next(((by_name[name], told) for name in _ANY if (told := by_name[name].recognise(listing))), None)
    if found is None and not alone:
        raise UnknownFormat(path=listing.name, known=", ".join(by_name))
    return found or (by_name["generic"], None)


def _best(listing: Listing, candidates: list[tuple[Format, Evidence]]) -> tuple[Format, Evidence]:
    """Return the format that explains most."""
    first, *others = sorted(candidates, key=lambda found: (-found[1].certain, found[0].name))
    if others and others[0][1].certain == first[1].certain:
        raise AmbiguousFormat(path=listing.name, first=first[0].name, second=others[0][0].name)
    return first
