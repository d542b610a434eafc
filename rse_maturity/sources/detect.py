"""Which format a source is in: every format is asked, by names and first bytes; what explains most wins."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rse_maturity.errors import AmbiguousFormat, UnknownFormat, UnknownName
from rse_maturity.nearest import nearest
from rse_maturity.sources.formats import DIRECTORIES, FORMATS
from rse_maturity.sources.heads import head_of
from rse_maturity.sources.people_table import shows_people
from rse_maturity.sources.places import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rse_maturity.sources.format import Context, Evidence, Format, Reading
    from rse_maturity.sources.member import Member

_ANY = ("generic", "generic_people")  # what reads tables that no platform claims
_TABLES = (".csv", ".tsv", ".xlsx", ".parquet")
_DEPTH = 6  # folders above an export
_ALIKE = 40  # judgement: members that are called alike and looked into; an archive may hold thousands, one a day
_NUMBER = re.compile(r"[0-9A-Fa-f]{8,}|[0-9]+")
_PARTS = 200  # archives, folders and files of a source that are looked at one by one


@dataclass(frozen=True)
class Opened:
    """One source, recognised: its listing, the format, and its tables in canonical columns.

    `named`: the source was named as a directory of people.
    """

    listing: Listing
    format: Format
    readings: tuple[Reading, ...]
    named: bool = False


@dataclass(frozen=True)
class Choice:
    """The format of a source, the source as the format wants it listed, and why; `directory`: who is expected."""

    format: Format
    listing: Listing
    evidence: Evidence | None = None
    directory: bool = False


def open_source(listing: Listing, context: Context) -> list[Opened]:
    """Recognise what a source holds and read it: one export, or several beside each other; see `choose`."""
    return [_open(choice, context) for choice in choose(listing, context)]


def people_beside(opened: Opened, context: Context) -> list[Opened]:
    """Read the lists of people that lie beside an export and that its format left unread: they say who is expected.

    Call it once the export is read: what a format reads late would be taken for unread.
    """
    if opened.format.name in (*_ANY, "canonical"):
        return []
    unread = set(opened.listing.unread())
    beside = [member for member in opened.listing.members if member.name in unread and "/" not in member.name]
    found: list[Opened] = []
    for member in beside[:_PARTS]:
        alone = replace(opened.listing, members=(member,))
        choice = _particular(alone, directory=True)
        if choice is None and member.name.lower().endswith(_TABLES) and shows_people(head_of(member)):
            choice = Choice(_format("generic_people"), alone, directory=True)
        found += [] if choice is None else [_open(choice, context)]
    return found


def choose(listing: Listing, context: Context) -> list[Choice]:
    """Choose the format: as the settings say, else the one that explains most; any table where no platform claims it.

    Returns
    -------
    One choice; several where no format claims the whole of a folder, but its archives, folders or files one by one.

    Raises
    ------
    UnknownName
        The settings name a format that is not read.
    AmbiguousFormat
        Two formats explain the source equally well.
    UnknownFormat
        None does, and it is a folder or an archive; a single table is read as generic, which says what it lacks.
    """
    forced = None if context.directory else context.settings.input.format
    if forced is not None:
        return [_forced(listing, _format(forced))]
    if context.settings.map and len(listing.members) == 1 and not context.directory:
        return [Choice(_format("generic"), listing)]
    try:
        whole = _particular(listing, directory=context.directory)
    except AmbiguousFormat:
        parts = _of_parts(listing, directory=context.directory)  # two exports in one folder are each claimed once
        if not parts:
            raise
    else:
        if whole is not None:
            return [whole]
        parts = _of_parts(listing, directory=context.directory)
    taken = {id(member.mark) for choice in parts for member in choice.listing.members}
    rest = tuple(member for member in listing.members if id(member.mark) not in taken)
    if context.directory:
        return parts + (
            [Choice(_format("generic_people"), replace(listing, members=rest), directory=True)] if rest else []
        )
    return parts + _tables(replace(listing, members=rest), beside=bool(parts))


def _of_parts(listing: Listing, *, directory: bool) -> list[Choice]:
    """Return the archives, folders and files of a source that a platform claims, each by itself."""
    found: list[Choice] = []
    for part in _parts(listing):
        try:
            choice = _particular(part, directory=directory)
        except AmbiguousFormat:
            deeper = _of_parts(part, directory=directory)
            if not deeper:
                raise
            found += deeper
        else:
            found += [] if choice is None else [choice]
    return found


def _open(choice: Choice, context: Context) -> Opened:
    readings = choice.format.read(choice.listing, replace(context, directory=context.directory or choice.directory))
    if choice.format.name not in _ANY:  # what any table can tell, nobody knows before reading it
        why = None if choice.evidence is None else choice.evidence.why
        readings = [
            replace(reading, evidence=why or reading.evidence, tells=reading.tells or choice.format.tells)
            for reading in readings
        ]
    return Opened(choice.listing, choice.format, tuple(readings), context.directory)


def _format(name: str) -> Format:
    by_name = {format_.name: format_ for format_ in FORMATS}
    if name not in by_name:
        raise UnknownName(what="format", name=name, nearest=nearest(name, by_name))
    return by_name[name]


def _forced(listing: Listing, format_: Format) -> Choice:
    """Return the format that was asked for, and the source as it recognises it, if it does."""
    for variant in _below(listing):
        evidence = format_.recognise(variant)
        if evidence is not None:
            return Choice(format_, variant, evidence)
    return Choice(format_, listing)


def _particular(listing: Listing, *, directory: bool = False) -> Choice | None:
    """Return the format of a platform that claims a source, as it is or below the folders that all of it is in.

    A list of people is one file: it is looked for where no export is.
    """
    exports = [] if directory else [one for one in FORMATS if one.name not in (*_ANY, *DIRECTORIES)]
    alone = len(listing.members) == 1
    people = [one for one in FORMATS if alone and one.name in DIRECTORIES and one.name not in _ANY]
    for formats in (exports, people):
        for variant in _below(listing):
            shown = _thinned(variant)
            told = [(format_, format_.recognise(shown)) for format_ in formats]
            candidates = [(format_, evidence) for format_, evidence in told if evidence is not None]
            if candidates:
                format_, evidence = _best(listing, candidates)
                return Choice(format_, variant, evidence, directory=format_.name in DIRECTORIES)
    return None


def _thinned(listing: Listing) -> Listing:
    """Return a source with the first bytes of some members alone: of names that differ by numbers, those of a few."""
    seen: Counter[str] = Counter()
    members: list[Member] = []
    for member in listing.members:
        alike = _NUMBER.sub("0", member.name.rpartition("/")[2])
        seen[alike] += 1
        members.append(member if seen[alike] <= _ALIKE else replace(member, start=b""))
    return replace(listing, members=tuple(members))


def _best(listing: Listing, candidates: list[tuple[Format, Evidence]]) -> tuple[Format, Evidence]:
    """Return the format that explains most."""
    first, *others = sorted(candidates, key=lambda found: (-found[1].certain, found[0].name))
    if others and others[0][1].certain == first[1].certain:
        raise AmbiguousFormat(path=listing.name, first=first[0].name, second=others[0][0].name)
    return first


def _tables(listing: Listing, *, beside: bool) -> list[Choice]:
    """Read what no platform claims as tables: acts, or (`beside` an export) who is expected."""
    for name in _ANY:
        evidence = _format(name).recognise(listing) if listing.members else None
        if evidence is not None:
            return [Choice(_format(name), listing, evidence, directory=beside and name == "generic_people")]
    if beside:
        return []
    if len(listing.members) > 1:
        raise UnknownFormat(path=listing.name, known=", ".join(format_.name for format_ in FORMATS))
    return [Choice(_format("generic"), listing)]


def _below(listing: Listing) -> Iterator[Listing]:
    """Return a source as it is, then without the folder that all of it is in, and so on."""
    yield listing
    for _ in range(_DEPTH):
        tops = {member.name.partition("/")[0] for member in listing.members if "/" in member.name}
        if len(tops) != 1 or not all("/" in member.name for member in listing.members):
            return
        members = tuple(replace(member, name=member.name.partition("/")[2]) for member in listing.members)
        listing = replace(listing, members=members)
        yield listing


def _parts(listing: Listing) -> list[Listing]:
    """Cut a source into its archives, folders and files, each by itself."""
    *_, lowest = _below(listing)
    parts: dict[str, list[Member]] = {}
    for member in lowest.members:
        parts.setdefault(member.name.partition("/")[0], []).append(member)
    if not 1 < len(parts) <= _PARTS:
        return []
    found: list[Listing] = []
    for name, members in parts.items():
        places = {member.path or member.within for member in members}
        path = places.pop() if len(places) == 1 else None
        found.append(Listing(f"{listing.name}/{name}", tuple(members), path))
    return found
