"""Archives of mailing lists: mailboxes of messages, of which the headers alone are read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.mail_headers import decoded, header_blocks, header_columns, instants, starts_mailbox
from rse_maturity.sources.mail_identities import addresses, person_ids
from rse_maturity.sources.pages import page
from rse_maturity.sources.raw import REFUSED
from rse_maturity.sources.readings import acts_reading, as_acts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Part, Reading
    from rse_maturity.sources.places import Listing, Member

_HEAD = 1 << 13
_BLOCK = 16 << 20
_WRITTEN_AT = r"(?i)\s+at\s+|\(a\)|\s*\[at\]\s*"  # how public archives hide the sign of an address
_ROBOTS = r"(?i)^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|robot|daemon|listserv|majordomo)\b"
_BULK = r"(?i)^(?:bulk|junk|auto_reply)"
_IN_BRACKETS = r"<\s*([^<>\s]+)\s*>"
_BARE = r"([^\s()<>\",;:]+@[^\s()<>\",;:]+)"
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
    for member in members:
        before = 0
        for blocks in header_blocks(member.blocks(_BLOCK)):
            if blocks:
                acts = _acts(header_columns(blocks)).with_columns(record=pl.col("record") + before)
                yield page(acts, refused=pl.DataFrame(schema=REFUSED), name=member.name)
            before += len(blocks)


def _acts(columns: pl.DataFrame) -> pl.DataFrame:
    """Read messages as posts and, where they answer one, as comments; what robots send is left aside."""
    who = _senders(columns["from"])
    told = columns.select(
        "automatic", "precedence",
        id=pl.coalesce(pl.col("id").str.extract(_IN_BRACKETS), "id"),
        parent=pl.col("reply_to").str.extract(_IN_BRACKETS),
        latest=pl.col("references").str.extract(rf".*{_IN_BRACKETS}"),
        first=pl.col("references").str.extract(_IN_BRACKETS),
        list=pl.coalesce(pl.col("list").str.extract(r"<([^<>\s]+)>"), "list"),
        has_time=pl.lit(value=True),  # the separator at the least
    ).with_columns(at=instants(columns)).hstack(who).with_row_index("record")  # fmt: skip
    told = told.with_columns(parent=pl.coalesce("parent", "latest"))
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


def _senders(senders: pl.Series) -> pl.DataFrame:
    """Say who sent each message: `actor` (an id; the name where there is no address), `email`, `display_name`."""
    text = pl.col("sender").str.replace(_WRITTEN_AT, "@")
    parts = pl.DataFrame({"sender": senders}).select(
        mail=pl.coalesce(text.str.extract(_IN_BRACKETS), text.str.extract(_BARE)),
        name=pl.coalesce(
            pl.col("sender").str.extract(r"^([^<]*[^<\s])\s*<"), text.str.extract(r"\(([^()]*)\)"),
        ).str.strip_chars("\"' "),
    )  # fmt: skip
    names = decoded(parts["name"])
    names = names.to_frame("name").select(pl.when(pl.col("name") != "").then("name")).to_series()
    email = addresses(parts["mail"])
    actor = pl.DataFrame({"id": person_ids(email), "name": names}).select(pl.coalesce("id", "name")).to_series()
    return pl.DataFrame({"actor": actor, "email": email, "display_name": names})
