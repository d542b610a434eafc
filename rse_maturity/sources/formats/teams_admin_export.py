"""The administrator's export of Microsoft Teams: lists of users and teams, a folder of files for each team."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.channel_names import told_apart
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.pages import pages
from rse_maturity.sources.readings import acts_reading, users_reading
from rse_maturity.sources.records import read_records, record_pieces
from rse_maturity.sources.teams_messages import Spelling, teams_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Part, Reading
    from rse_maturity.sources.member import Member
    from rse_maturity.sources.places import Listing

_HEAD = 1 << 16
_SIGNS = (b'"ReplyToId"', b'"ChannelIdentity"', b'"CreatedDateTime"')
_SPELLING = Spelling(capitals=True)
_S = pl.String()
_USER = dict.fromkeys(
    ("Id", "DisplayName", "Mail", "UserPrincipalName", "JobTitle", "OfficeLocation", "City"), _S
)  # never the telephone numbers
_EXTERNAL = "#EXT#"  # in the name of an account that was invited from outside
_MESSAGE_KEYS = {
    "Id": "event_id", "CreatedDateTime": "timestamp", "From": "actor", "ReplyToId": "parent_id",
    "ChannelIdentity": "channel", "Reactions": "kind", "EventDetail": "kind", "Body": "tags",
}  # fmt: skip
_USER_KEYS = {
    "Id": "person_id", "DisplayName": "display_name", "Mail": "email", "UserPrincipalName": "email",
    "JobTitle": "title", "OfficeLocation": "site", "City": "site",
}  # fmt: skip


class TeamsAdminExport:
    """What the export of all Teams data of an organisation holds."""

    name = "teams_admin_export"
    tells: Mapping[str, Presence] = {
        "post": "yes", "comment": "yes", "reaction": "yes", "join": "yes", "parent": "yes", "thread": "yes",
        "channel": "yes", "tags": "yes", "directory": "yes", "title": "yes", "bots": "yes",
    }  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the lists of users and teams, or files of messages."""
        messages, lists = _messages(listing), [name for name in ("usersList", "teamsList") if _named(listing, name)]
        if len(lists) == 2:  # noqa: PLR2004 both lists
            return Evidence(f"usersList.json, teamsList.json, {len(messages)} files of messages")
        if messages and all(sign in messages[0].head(_HEAD) for sign in _SIGNS):
            return Evidence(f"ReplyToId, ChannelIdentity ({len(messages)} files)")
        return None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the files of messages one by one, and the list of users."""
        evidence = self.recognise(listing)
        if evidence is None:
            raise SourceUnreadable(path=listing.name, format=self.name, why="it holds no messages of Teams")
        messages = _messages(listing)
        channels = _channels(listing)
        acts = acts_reading(
            partial(pages, messages, partial(_messages_of, channels=channels, context=context)),
            name="messages",
            format_name=self.name,
            why=evidence.why,
            keys=_MESSAGE_KEYS,
        )
        users = _table(_named(listing, "usersList"), _USER)
        if users.is_empty():
            return [acts]
        people = users.select(
            person_id="Id",
            display_name="DisplayName",
            email=pl.coalesce("Mail", "UserPrincipalName"),
            title="JobTitle",
            site=pl.coalesce("OfficeLocation", "City"),
            is_guest=pl.when(pl.col("UserPrincipalName").str.contains(_EXTERNAL, literal=True)).then(pl.lit("true")),
        )
        return [
            acts,
            users_reading(people, name="usersList", format_name=self.name, why=evidence.why, keys=_USER_KEYS),
        ]


def _base(member: Member) -> str:
    return member.name.rsplit("/", 1)[-1]


def _named(listing: Listing, name: str) -> list[Member]:
    return [member for member in listing.members if _base(member) == f"{name}.json"]


def _messages(listing: Listing) -> list[Member]:
    named = [m for m in listing.members if _base(m).startswith("messages_") and _base(m).endswith(".json")]
    return named or (list(listing.members) if len(listing.members) == 1 else [])


def _table(members: Sequence[Member], schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """Read small lists; one that cannot be read tells nothing."""
    found = [pl.DataFrame(schema=dict(schema))]
    for member in members:
        try:
            found.append(read_records(member.content, schema, path=member.name).frame)
        except SourceUnreadable:
            continue
    return pl.concat(found)


def _channels(listing: Listing) -> dict[str, str]:
    """Return the name of each channel by its id; the team that it is in is that of its folder."""
    names = {"GroupsId": _S, "Name": _S, "Id": _S, "DisplayName": _S}
    listed = _table([*_named(listing, "teamsList"), *_named(listing, "teamsSettings")], names)
    teams = listed.select(pl.coalesce("GroupsId", "Id"), pl.coalesce("Name", "DisplayName").alias("team")).drop_nulls()
    own = dict(teams.rows())
    found: dict[str, tuple[str, str]] = {}
    for member in listing.members:
        base = _base(member)
        if base.startswith("channels_") and base.endswith(".json"):
            team = base.removeprefix("channels_").removesuffix(".json")
            table = _table([member], {"Id": _S, "DisplayName": _S}).drop_nulls()
            found |= {channel: (name, own.get(team, team)) for channel, name in table.iter_rows()}
    return told_apart(found)


def _messages_of(member: Member, channels: Mapping[str, str], context: Context) -> Iterator[Part]:
    yield from teams_parts(
        record_pieces(member, _SPELLING.schema()),
        _SPELLING,
        channels=channels,
        settings=context.settings,
        path=member.name,
        private="users" in member.name.split("/")[:-1],
    )
