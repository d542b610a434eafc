"""Who and what a Mattermost bulk export lists before its posts: teams, channels, users, bots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.channel_names import told_apart
from rse_maturity.sources.instants import instant
from rse_maturity.sources.line_blocks import block_records, line_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.sources.places import Member

_S = pl.String()
_USER = ("username", "email", "nickname", "first_name", "last_name", "position", "roles", "delete_at")
_ROSTER: dict[str, pl.DataType] = {
    "team": pl.Struct({"name": _S, "display_name": _S}),
    "channel": pl.Struct({"team": _S, "name": _S, "display_name": _S}),
    "user": pl.Struct(dict.fromkeys(_USER, _S)),
    "bot": pl.Struct({"username": _S, "display_name": _S, "delete_at": _S}),
}
_POSTS = tuple(f'{{"type":{blank}"{kind}"'.encode() for kind in ("post", "direct_post") for blank in ("", " "))


@dataclass(frozen=True)
class Roster:
    """What stands before the posts.

    Attributes
    ----------
    channels
        `team/channel` to the name that people read, with that of its team where two teams have one of that name.
    users
        `person_id`, `display_name`, `email`, `title`, `is_bot`, `is_guest`, `status`, `left_at`.
    """

    channels: dict[str, str]
    users: pl.DataFrame


def read_roster(members: Sequence[Member], *, zone: str) -> Roster:
    """Read the lists of an export; blocks that hold posts alone are passed over.

    Parameters
    ----------
    zone
        Where the day on which an account was closed is counted.
    """
    frames = [pl.DataFrame(schema=_ROSTER)]
    for member in members:
        for block in line_blocks(member):
            if not _only_posts(block.content):
                records = block_records(block, _ROSTER, path=member.name).frame
                frames.append(records.filter(pl.any_horizontal(pl.col(*_ROSTER).is_not_null())))
    roster = pl.concat(frames)
    listed = {name: roster.filter(pl.col(name).is_not_null()).select(name).unnest(name) for name in _ROSTER}
    return Roster(_channels(listed["channel"], listed["team"]), _users(listed["user"], listed["bot"], zone))


def _only_posts(content: bytes) -> bool:
    begun = sum(content.startswith(start) + content.count(b"\n" + start) for start in _POSTS)
    return begun > content.count(b"\n", 0, -1)


def _channels(channels: pl.DataFrame, teams: pl.DataFrame) -> dict[str, str]:
    own = {name: shown or name for name, shown in teams.iter_rows() if name}
    return told_apart(
        {
            f"{team}/{name}": (said or name, own.get(team, team))
            for team, name, said in channels.iter_rows()
            if team and name
        }
    )


def _users(users: pl.DataFrame, bots: pl.DataFrame, zone: str) -> pl.DataFrame:
    given = pl.concat_str("first_name", "last_name", separator=" ", ignore_nulls=True).str.strip_chars()
    people = users.select(
        person_id="username",
        display_name=pl.coalesce(pl.when(given != "").then(given), pl.when(pl.col("nickname") != "").then("nickname")),
        email="email",
        title="position",
        is_guest=pl.when(pl.col("roles").str.contains("system_guest", literal=True)).then(pl.lit("true")),
        delete_at="delete_at",
    )
    programs = bots.select("delete_at", "display_name", person_id="username", is_bot=pl.lit("true"))
    closed = instant(pl.col("delete_at"), unit="ms")
    gone = closed.dt.epoch("ms") > 0
    return (
        pl.concat([people.with_columns(is_bot=pl.lit(None, _S)), programs], how="diagonal")
        .with_columns(
            status=pl.when(gone).then(pl.lit("deactivated")).otherwise(pl.lit("active")),
            left_at=pl.when(gone).then(closed.dt.convert_time_zone(zone).dt.date()),
        )
        .drop("delete_at")
    )
