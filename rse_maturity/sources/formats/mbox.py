"""Archives of mailing lists: mailboxes of messages, of which the headers alone are read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.ahead import ahead
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.mail_dates import instants
from rse_maturity.sources.mail_headers import HEADERS, decoded, header_blocks, header_columns, starts_mailbox
from rse_maturity.sources.mail_identities import addresses, person_ids
from rse_maturity.sources.pages import page
from rse_maturity.sources.raw import REFUSED
from rse_maturity.sources.readings import acts_reading, as_acts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Part, Reading
    from rse_maturity.sources.places import Listing, Member

_HEAD = 1 << 13
_BLOCK = 1 << 20  # a piece that stays in the caches of the processor while it is cut
_TOGETHER = 6000  # messages whose headers are read at once
_TOGETHER_BYTES = 16 << 20
_WRITTEN_AT = r"(?i)\s+at\s+|\(a\)|\s*\[at\]\s*"  # how public archives hide the sign of an address
_ROBOTS = r"(?i)^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|robot|daemon|listserv|majordomo)\b"
_BULK = r"(?i)^(?:bulk|junk|auto_reply)"
_IN_BRACKETS = r"<\s*([^<>\s]+)\s*>"
_BRACKETS, _MARKS = r"<\s*[^<>\s]+\s*>", "<> \t"  # the same, several in one header: a search without groups is faster
_BARE = r"([^\s()<>\",;:]+@[^\s()<>\",;:]+)"
_SENDERS = dict.fromkeys(("from", "actor", "email", "display_name"), pl.String())
_KEYS = {
    "Message-ID": "event_id", "Date": "timestamp", "From": "actor", "In-Reply-To": "parent_id",
    "References": "thread_id", "List-Id": "channel", "Auto-Submitted": "kind",
}  # fmt: skip


class Mbox:
    """Mailboxes of a list, or of each of its months."""

    name = "mbox"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(("post", "comment", "parent", "thread", "channel"), "yes")

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise a separator line and a header at the start of a file."""
        found = _mailboxes(listing)
        return Evidence(f"{found[0].name}: From, header ({len(found)})") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the headers of all messages, block by block."""
        del context  # mail states its offsets
        members = _mailboxes(listing)
        if not members:
            raise SourceUnreadable(path=listing.name, format=self.name, why="no line of it is a record")
        why = f"From, header ({len(members)})"
        return [acts_reading(partial(_parts, members), name="messages", format_name=self.name, why=why, keys=_KEYS)]


def _mailboxes(listing: Listing) -> list[Member]:
    return [member for member in listing.members if starts_mailbox(member.head(_HEAD))]


def _parts(members: Sequence[Member]) -> Iterator[Part]:
    senders = pl.DataFrame(schema=_SENDERS)
    for member in members:
        before = 0
        for blocks in ahead(_together(header_blocks(member.blocks(_BLOCK)))):
            columns = header_columns(blocks, HEADERS)
            senders = _with_new(senders, columns["from"])
            acts = _acts(columns.with_columns(at=instants(columns, blocks)), senders)
            acts = acts.with_columns(record=pl.col("record") + before)
            yield page(acts, refused=pl.DataFrame(schema=REFUSED), name=member.name)
            before += len(blocks)


def _together(cut: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    """Gather headers to lists that are worth a call of their own."""
    held: list[bytes] = []
    size = 0
    for blocks in cut:
        held += blocks
        size += sum(map(len, blocks))
        if len(held) >= _TOGETHER or size >= _TOGETHER_BYTES:
            yield held
            held, size = [], 0
    if held:
        yield held


def _acts(columns: pl.DataFrame, senders: pl.DataFrame) -> pl.DataFrame:
    """Read messages as posts and, where they answer one, as comments; what robots send is left aside."""
    told = columns.join(senders, on="from", how="left", maintain_order="left").select(
        "at", "actor", "email", "display_name", "automatic", "precedence",
        id=pl.coalesce(pl.col("id").str.extract(_IN_BRACKETS), "id"),
        parent=pl.col("reply_to").str.extract(_IN_BRACKETS),
        earlier=pl.col("references").str.extract_all(_BRACKETS),
        list=pl.coalesce(pl.col("list").str.extract(r"<([^<>\s]+)>"), "list"),
        has_time=pl.lit(value=True),  # the separator at the least
    ).with_row_index("record")  # fmt: skip
    earlier = pl.col("earlier").list
    told = told.with_columns(
        first=earlier.first().str.strip_chars(_MARKS),
        parent=pl.coalesce("parent", earlier.last().str.strip_chars(_MARKS)),
    )
    robot = (
        pl.col("automatic").str.to_lowercase().str.starts_with("auto-")
        | (pl.col("precedence").str.contains(_BULK) & pl.col("email").str.contains(_ROBOTS))
    ).fill_null(value=False)
    return as_acts(
        told,
        **{name: pl.col(name) for name in ("record", "at", "has_time", "actor", "email", "display_name")},
        event_id=pl.col("id"),
        kind=pl.when(pl.col("parent").is_null()).then(pl.lit("post")).otherwise(pl.lit("comment")),
        parent_id=pl.col("parent"),
        thread_id=pl.coalesce("first", "parent", "id"),
        channel=pl.col("list"),
        aside=pl.when(robot).then(pl.lit("system")),
    )


def _with_new(senders: pl.DataFrame, written: pl.Series) -> pl.DataFrame:
    """Add the senders that are not known yet; most messages are from people who wrote before."""
    new = written.drop_nulls().unique().to_frame("from").join(senders, on="from", how="anti")
    return pl.concat([senders, _read_senders(new["from"])]) if new.height else senders


def _read_senders(written: pl.Series) -> pl.DataFrame:
    """Say who each sender is: `from` as given, `actor` (an id; the name without address), `email`, `display_name`."""
    text = pl.col("from").str.replace(_WRITTEN_AT, "@")
    parts = written.to_frame("from").select(
        "from",
        mail=pl.coalesce(text.str.extract(_IN_BRACKETS), text.str.extract(_BARE)),
        name=pl.coalesce(
            pl.col("from").str.extract(r"^([^<]*[^<\s])\s*<"), text.str.extract(r"\(([^()]*)\)"),
        ).str.strip_chars("\"' "),
    )  # fmt: skip
    names = decoded(parts["name"])
    names = names.to_frame("name").select(pl.when(pl.col("name") != "").then("name")).to_series()
    email = addresses(parts["mail"])
    people = parts.select("from", actor=person_ids(email), email=email, display_name=names)
    return people.with_columns(actor=pl.coalesce("actor", "display_name"))
