"""Public channels of Zulip as zulip-archive saves them, a file a topic; pages of messages of its API too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.instants import instant
from rse_maturity.sources.readings import ACTS, acts_reading, pieces, unreadable
from rse_maturity.sources.records import read_records
from rse_maturity.sources.themes import hashtags
from rse_maturity.sources.zulip_topics import MESSAGES, REACTIONS, quoted_in, topic_acts, topic_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.member import Member
    from rse_maturity.sources.places import Listing

_HEAD = 1 << 16
_INDEX = "stream_index.json"
_SIGNS = (b'"sender_id"', b'"display_recipient"', b'"subject"')
_S = pl.String()
_MESSAGE: dict[str, pl.DataType] = {
    **dict.fromkeys(("id", "sender_id", "sender_full_name", "sender_email", "sender_realm_str", "timestamp"), _S),
    **dict.fromkeys(("content", "subject", "type", "display_recipient", "stream_id", "recipient_id"), _S),
    "reactions": pl.List(pl.Struct({"user_id": _S, "emoji_name": _S, "user": pl.Struct({"id": _S})})),
}
_MARKUP = r"(?s)<(?:a|code|pre)\b.*?</(?:a|code|pre)>|<[^>]*>"  # links name channels as #channel
_KEYS = {
    "id": "event_id", "sender_id": "actor", "sender_full_name": "display_name", "sender_email": "email",
    "timestamp": "timestamp", "display_recipient": "channel", "subject": "thread_id", "reactions": "kind",
    "content": "parent_id",
}  # fmt: skip
_DUMMY = r"^user\d+@"  # what public archives put in the place of an address
_BOT = r"-bot@"  # Zulip ends the addresses of its bots so
_OWN = "zulipinternal"  # the realm of the programs of Zulip itself
_SENDERS: dict[str, pl.DataType] = dict.fromkeys(("sender", "display_name", "email", "is_bot"), _S)


class ZulipArchive:
    """What zulip-archive (github.com/zulip/zulip-archive) saves of public channels."""

    name = "zulip_archive"
    tells: Mapping[str, Presence] = {
        "post": "yes", "comment": "yes", "reaction": "inherited", "parent": "yes", "thread": "yes", "channel": "yes",
        "tags": "yes", "bots": "yes",
    }  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the index of channels, or messages as the API of Zulip gives them."""
        members = _members(listing)
        index = next((m for m in listing.members if m.name.rsplit("/", 1)[-1] == _INDEX), None)
        if index is not None and b'"streams"' in index.head(_HEAD):
            return Evidence(f"{_INDEX}, {len(members)} topics")
        if members and all(sign in members[0].head(_HEAD) for sign in _SIGNS):
            return Evidence(f"sender_id, display_recipient, subject ({len(members)} files)")
        return None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read all messages, threaded by topic."""
        del context
        evidence = self.recognise(listing)
        members = _members(listing)
        if evidence is None or not members:
            raise SourceUnreadable(path=listing.name, format=self.name, why="it holds no messages of Zulip")
        return [
            acts_reading(lambda: _parts(members), name="messages", format_name=self.name, why=evidence.why, keys=_KEYS)
        ]


def _members(listing: Listing) -> list[Member]:
    alone = len(listing.members) == 1
    named = [m for m in listing.members if (alone or m.name.endswith(".json")) and m.name.rsplit("/", 1)[-1] != _INDEX]
    return sorted(named, key=lambda member: member.name)


def _parts(members: Sequence[Member]) -> Iterator[Part]:
    messages, reactions = [pl.DataFrame(schema=MESSAGES)], [pl.DataFrame(schema=REACTIONS)]
    senders, channels = [pl.DataFrame(schema=_SENDERS)], [pl.DataFrame(schema={"place": pl.Int64(), "name": _S})]
    for number, member in enumerate(members):
        try:
            content = member.content
            under = "messages" if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{" else ""
            records = read_records(content, _MESSAGE, path=member.name, under=under)
        except SourceUnreadable:
            yield unreadable(member.name)
            continue
        if records.refused.height:
            yield Part(pl.DataFrame(schema=ACTS).drop("record").lazy(), records.refused, member.name)
        table = records.frame.with_row_index("record").with_columns(
            place=pl.coalesce("stream_id", "recipient_id").cast(pl.Int64(), strict=False),
            message=pl.col("id").cast(pl.Int64(), strict=False),
            shared=pl.col("type").fill_null("stream").is_in(["stream", "channel"]),
        )
        messages.append(_held(table, number))
        reactions.append(_reactions(table))
        senders.append(_senders(table).unique())
        channels.append(table.filter("shared").select("place", name="display_recipient").drop_nulls().unique())
    names = dict(pl.concat(channels).unique().sort("place", "name").iter_rows())
    known = pl.concat(senders).unique().sort(*_SENDERS).unique("sender", keep="last", maintain_order=True)
    files = [member.name for member in members]
    for acts in topic_acts(pl.concat(messages), pl.concat(reactions), names):
        own = acts.drop("display_name", "email", "is_bot")
        named = own.join(known, left_on="actor", right_on="sender", how="left", maintain_order="left")
        yield from pieces(named.select(*ACTS, "member"), files)


def _held(table: pl.DataFrame, number: int) -> pl.DataFrame:
    return table.select(
        id="message",
        sender="sender_id",
        at=instant(pl.col("timestamp"), unit="s"),
        has_time=pl.col("timestamp").is_not_null(),
        place="place",
        topic=topic_of("place", "subject"),
        quoted=quoted_in("content"),
        tags=hashtags(pl.col("content").str.replace_all(_MARKUP, " ")),
        has_text=(pl.col("content") != "").fill_null(value=False),
        aside=pl.when(~pl.col("shared")).then(pl.lit("private"))
        .when(pl.col("sender_realm_str") == _OWN).then(pl.lit("system")),
        member=pl.lit(number, pl.UInt32()),
        record="record",
    )  # fmt: skip


def _reactions(table: pl.DataFrame) -> pl.DataFrame:
    each = table.select("message", "reactions").filter(pl.col("reactions").list.len() > 0).explode("reactions")
    given = pl.col("reactions").struct
    return each.select(
        "message",
        user=pl.coalesce(given.field("user_id"), given.field("user").struct.field("id")),
        emoji=given.field("emoji_name"),
    )


def _senders(table: pl.DataFrame) -> pl.DataFrame:
    """Return who writes in channels; an address that stands for none is none."""
    address = pl.col("sender_email")
    return table.filter(pl.col("shared") & pl.col("sender_id").is_not_null()).select(
        sender="sender_id",
        display_name="sender_full_name",
        email=pl.when(address.str.contains(_DUMMY).not_()).then(address),
        is_bot=pl.when(address.str.contains(_BOT)).then(pl.lit("true")),
    )
