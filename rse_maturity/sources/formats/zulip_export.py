"""Export of a Zulip organisation: realm.json and files of a thousand messages each, in a tar.gz or unpacked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.instants import instant
from rse_maturity.sources.readings import ACTS, acts_reading, as_acts, pieces, unreadable, users_reading
from rse_maturity.sources.records import Records, read_records
from rse_maturity.sources.themes import hashtags
from rse_maturity.sources.zulip_realm import Realm, read_realm
from rse_maturity.sources.zulip_topics import MESSAGES, quoted_in, topic_acts, topic_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.member import Member
    from rse_maturity.sources.places import Listing

_HEAD = 1 << 16
_MESSAGES = re.compile(r"messages-\d+\.json")
_SIGNS = (b'"zerver_message"', b'"zerver_usermessage"', b'"zerver_realm"', b'"zerver_userprofile"')
_S = pl.String()
_MESSAGE = dict.fromkeys(("id", "sender", "recipient", "subject", "content", "date_sent", "pub_date"), _S)
_MESSAGE_KEYS = {
    "id": "event_id", "sender": "actor", "date_sent": "timestamp", "recipient": "channel", "subject": "thread_id",
    "zerver_reaction": "kind", "content": "parent_id",
}  # fmt: skip
_USER_KEYS = {
    "id": "person_id", "full_name": "display_name", "delivery_email": "email", "date_joined": "joined_at",
    "is_active": "status", "is_bot": "is_bot", "role": "is_guest", "zerver_customprofilefieldvalue": "department",
}  # fmt: skip


class ZulipExport:
    """What an owner of the organisation downloads, or `manage.py export` writes."""

    name = "zulip_export"
    tells: Mapping[str, Presence] = {
        "post": "yes", "comment": "yes", "reaction": "inherited", "login": "yes", "parent": "yes", "thread": "yes",
        "channel": "yes", "directory": "yes", "unit": "yes", "title": "yes", "manager": "yes", "joined_at": "yes",
        "tags": "yes", "bots": "yes",
    }  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise files of messages beside realm.json."""
        realm, messages = _members(listing)
        first = realm if not messages else messages[0]
        if first is None or not any(sign in first.head(_HEAD) for sign in _SIGNS):
            return None
        count = f"{len(messages)} files of messages"
        return Evidence(count if realm is None else f"realm.json, {count}")

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the tables of the organisation, then all messages, threaded by topic.

        Raises
        ------
        SourceUnreadable
            There is no realm.json: without it nobody knows which messages are private.
        """
        realm_file, messages = _members(listing)
        if realm_file is None:
            why = "realm.json is missing: only it tells channels from private messages"
            raise SourceUnreadable(path=listing.name, format=self.name, why=why)
        realm = read_realm(realm_file, zone=context.zone)
        why = f"realm.json, {len(messages)} files of messages"
        acts = acts_reading(
            lambda: _parts(realm_file, messages, realm),
            name="messages",
            format_name=self.name,
            why=why,
            keys=_MESSAGE_KEYS,
            zone=realm.zone,
        )
        users = users_reading(realm.users, name="users", format_name=self.name, why=why, keys=_USER_KEYS)
        return [acts] if realm.users.is_empty() else [acts, users]


def _members(listing: Listing) -> tuple[Member | None, list[Member]]:
    """Return realm.json and the files of messages beside it."""
    files = {member.name: member for member in listing.members}
    realms = sorted(name for name in files if name.rsplit("/", 1)[-1] == "realm.json")
    realm = min(realms, key=lambda name: (name.count("/"), name)) if realms else None
    folder = None if realm is None else realm[: -len("realm.json")]
    found = [
        member
        for name, member in files.items()
        if _MESSAGES.fullmatch(name.rsplit("/", 1)[-1]) and (folder is None or name.startswith(folder))
    ]
    return None if realm is None else files[realm], sorted(found, key=lambda member: member.name)


def _parts(realm_file: Member, members: Sequence[Member], realm: Realm) -> Iterator[Part]:
    held = [pl.DataFrame(schema=MESSAGES)]
    for number, member in enumerate(members):
        try:
            records = read_records(member.content, _MESSAGE, path=member.name, under="zerver_message")
        except SourceUnreadable:
            yield unreadable(member.name)
            continue
        if records.refused.height:
            yield Part(pl.DataFrame(schema=ACTS).drop("record").lazy(), records.refused, member.name)
        held.append(_held(records, realm, number))
    names = [member.name for member in members]
    for acts in topic_acts(pl.concat(held), realm.reactions, realm.channels):
        yield from pieces(acts, names)
    if realm.sessions.height:
        yield Part(_sessions(realm.sessions).drop("record").lazy(), name=realm_file.name)


def _held(records: Records, realm: Realm, number: int) -> pl.DataFrame:
    """Keep of each message what its act and its thread need."""
    sent = pl.coalesce("date_sent", "pub_date")
    places = pl.Series(list(realm.channels), dtype=pl.Int64()).implode()
    notifiers = pl.Series(realm.notifiers, dtype=_S).implode()
    return (
        records.frame.with_row_index("record")
        .with_columns(place=pl.col("recipient").cast(pl.Int64(), strict=False))
        .select(
            id=pl.col("id").cast(pl.Int64(), strict=False),
            sender="sender",
            at=instant(sent, unit="s"),
            has_time=sent.is_not_null(),
            place="place",
            topic=topic_of("place", "subject"),
            quoted=quoted_in("content"),
            tags=hashtags(pl.col("content")),
            has_text=(pl.col("content") != "").fill_null(value=False),
            aside=pl.when(pl.col("place").is_in(places).fill_null(value=False).not_()).then(pl.lit("private"))
            .when(pl.col("sender").is_in(notifiers)).then(pl.lit("system")),
            member=pl.lit(number, pl.UInt32()),
            record="record",
        )
    )  # fmt: skip


def _sessions(sessions: pl.DataFrame) -> pl.DataFrame:
    return as_acts(
        sessions,
        event_id=pl.concat_str(pl.lit("a"), "id", separator=":"),
        at=pl.col("at"),
        actor=pl.col("actor"),
        kind=pl.lit("login"),
    )
