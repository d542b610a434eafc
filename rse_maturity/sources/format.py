"""What a format is: a test on what a source holds, and a way to read it as canonical columns.

To add a format: one file in `formats/` with one class, one line in `FORMATS` (formats/__init__.py), its texts in
`i18n/<lang>/formats.toml`, its cases.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

import polars as pl

from rse_maturity.sources.raw import REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import ColumnReading, Presence
    from rse_maturity.sources.places import Listing


TOLD = (
    "post", "comment", "reaction", "share", "upload", "view", "join", "login", "parent", "thread", "channel", "tags",
    "directory", "unit", "title", "manager", "joined_at", "bots",
)  # fmt: skip
"""What an export can tell; `directory`: people who did nothing; `bots`: who is a bot."""


@dataclass(frozen=True)
class Part:
    """A piece of a reading: its rows as `Reading.frame`, the rows of it that are refused, the member it came from.

    `lines` gives the places of rows in that member, by their number in the piece; None counts records from 1. A member
    that cannot be read at all is an empty frame and one refused row (`line` 0, reason `unreadable_member`).
    """

    frame: pl.LazyFrame
    refused: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFUSED))
    name: str = ""
    lines: Callable[[Sequence[int]], list[int]] | None = None


DELETED = {"event": pl.UInt64(), "event_id": pl.String()}
"""What is deleted: the digest of its id, and the id as text, null where ids are not kept."""


@dataclass(frozen=True)
class Reading:
    """One table of a source in canonical columns, not yet collected.

    Attributes
    ----------
    frame
        Lazy; every column is text unless said otherwise, and only those the source has.

        Events: `event_id`, `at` (Datetime us UTC), `by_day` (Boolean: the time is only a day), `inherited` (Boolean:
        the time is that of what it answers), `actor`, `kind` (a word of KINDS or a kind word), `parent_id`,
        `parent_actor`, `channel`, `thread_id`, `tags` (separated by ;), fields of the actor (`display_name`, `email`,
        `department`, `title`, ... of PERSON_FIELDS), `has_text` (Boolean), `rest` (what tells rows without id apart),
        `blank` (Boolean: nothing in the row), `has_time` (Boolean: the source has something for the time, readable or
        not), and `aside` (text, null for what is kept): `private`, `deleted`, `system`: rows that are counted and left
        out.

        People: `person_id`, `email`, `display_name`, ... of PERSON_FIELDS.
    tells
        What this very export tells, whether or not an act of the kind is in it, where that is less than the format can
        tell (`Format.tells`); None where it is the same.
    parts
        The same in pieces, each small enough to hold, for a source of many members or of millions of rows; read when it
        is called, once for each call. `frame` is then one of them, or none of their rows: it shows the columns. None
        where `frame` is all. A piece is read, coded and let go before the next one is asked for; every piece costs some
        milliseconds, so that many small files belong together in one.
    role
        events; people (users that the export lists itself: members, never an expectation); directory (who is expected).
    zone
        The zone that the source states for itself, None where it states none.
    reread
        The same reading, patient: row by row cutting, every way of writing a date; None where this is it.
    late
        `row`, `at`, `by_day`, `has_time` of the rows whose time the fast way cannot read, read in every way known.
    dropped
        What was dropped when the source was made from others, with its count (`Dataset.dropped`): a data set of ours.
    deleted
        Columns of DELETED: what earlier exports said is deleted, where the source is a data set of ours.
    separators, coded
        Counts how often the separator stands in the file; the fields in which the column `separators` leaves it out.
    """

    name: str
    format: str
    role: Literal["events", "people", "directory"]
    frame: pl.LazyFrame
    fields: tuple[str, ...]
    columns: tuple[ColumnReading, ...]
    evidence: str
    lines: Callable[[Sequence[int]], list[int]]
    encoding: str = ""
    delimiter: str = ""
    refused: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFUSED))
    zone: str | None = None
    reread: Callable[[], Reading] | None = None
    separators: Callable[[], int] | None = None
    width: int = 0
    late: pl.LazyFrame | None = None
    coded: tuple[str, ...] = ()
    parts: Callable[[], Iterator[pl.LazyFrame | Part]] | None = None
    tells: Mapping[str, Presence] | None = None
    dropped: Mapping[str, int] = field(default_factory=dict)
    deleted: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=DELETED))


@dataclass(frozen=True)
class Context:
    """What a format needs to know beside its source."""

    settings: Settings
    zone: str
    directory: bool = False
    """The source was named as a directory of people."""


@dataclass(frozen=True)
class Evidence:
    """Why a source is in a format.

    `why` names files and columns ("users.json, channels.json, 378 day files"), never a value. `certain` is how much of
    the source the format explains, 0 to 1: where two formats explain as much, the user is asked.
    """

    why: str
    certain: float = 1.0


class Format(Protocol):
    """One way in which exports are laid out."""

    name: str

    @property
    def tells(self) -> Mapping[str, Presence]:
        """Return what an export in this format can tell, by the words of TOLD; a word left out is `no`."""

    def recognise(self, listing: Listing) -> Evidence | None:
        """Say why the source is in this format, None where it is not: from names and first bytes, nothing is opened."""

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the source; one reading per table."""
