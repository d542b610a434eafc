"""What a Slack export says of its workspace: users, channels, which files hold the messages of which day, the zone."""

from __future__ import annotations

import re
import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.records import Records, read_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.sources.places import Listing, Member

USERS = ("users.json", "org_users.json")
CHANNELS = ("channels.json", "groups.json", "dms.json", "mpims.json")
_PRIVATE = ("dms.json", "mpims.json")  # conversations; a closed channel (groups.json) is a channel
_DAY = re.compile(r"(?:(?P<folder>.*)/)?(?P<day>\d{4}-\d\d-\d\d)\.json")
_CONVERSATION = re.compile(r"D[A-Z0-9]{6,}|mpdm-.*")  # how folders of conversations are called
_SAMPLE = 100  # judgement: day files looked at to find the zone
_SHARE = 0.05  # judgement: a zone of fewer members is not that of the workspace
_TEXT = pl.String()
_USER = {
    "id": _TEXT, "name": _TEXT, "real_name": _TEXT, "tz": _TEXT, "deleted": pl.Boolean(), "is_bot": pl.Boolean(),
    "is_restricted": pl.Boolean(), "is_ultra_restricted": pl.Boolean(),
    "profile": pl.Struct({"title": _TEXT, "email": _TEXT, "real_name": _TEXT, "display_name": _TEXT}),
}  # fmt: skip


@dataclass(frozen=True)
class Channel:
    """A channel or a conversation: its id where the export lists it, else the name of its folder."""

    id: str
    name: str
    private: bool


@dataclass(frozen=True)
class DayFile:
    """The messages of one day in one channel; no channel for a file by itself."""

    member: Member
    day: str
    channel: Channel | None

    def read(self, schema: dict[str, pl.DataType]) -> Records:
        """Read its messages."""
        return read_records(self.member.content, schema, path=self.member.name)


def split(name: str) -> tuple[str, str]:
    """Return folder and base name of a member."""
    folder, _, base = name.rpartition("/")
    return folder, base


def users_of(listing: Listing) -> pl.DataFrame:
    """Return the users that the export lists.

    Returns
    -------
    person_id, display_name, email, title, status, is_bot, is_guest (text), tz; one row a user, none without a list.

    Raises
    ------
    SourceUnreadable
        A list of users is damaged.
    """
    members = [member for member in listing.members if split(member.name)[1] in USERS]
    frames = [read_records(member.content, _USER, path=member.name).frame for member in members]
    users = pl.concat([pl.DataFrame(schema=_USER), *frames]).filter(pl.col("id").is_not_null())
    profile = pl.col("profile").struct
    names = [profile.field("real_name"), pl.col("real_name"), profile.field("display_name"), pl.col("name")]
    guest = pl.any_horizontal("is_restricted", "is_ultra_restricted")
    return users.unique("id", keep="first", maintain_order=True).select(
        person_id="id",
        display_name=pl.coalesce(pl.when(name.str.strip_chars() != "").then(name) for name in names),
        email=profile.field("email"),
        title=profile.field("title"),
        status=pl.when("deleted").then(pl.lit("deleted")).when(pl.col("deleted").not_()).then(pl.lit("active")),
        is_bot=((pl.col("id") == "USLACKBOT") | pl.col("is_bot").fill_null(value=False)).cast(pl.String()),
        is_guest=guest.cast(pl.String()),
        tz="tz",
    )


def day_files(listing: Listing) -> list[DayFile]:
    """Return the files of messages, by name; without a file named by a day, every file that is no list.

    Raises
    ------
    SourceUnreadable
        A list of channels is damaged.
    """
    known = _channels(listing)
    found = [(member, _DAY.fullmatch(member.name)) for member in listing.members]
    files: list[DayFile] = []
    for member, match in found:
        if match is not None:
            folder = match["folder"] or (listing.name if listing.path is not None and listing.path.is_dir() else "")
            name = split(folder)[1]
            unlisted = Channel(name, name, private=_CONVERSATION.fullmatch(name) is not None)
            files.append(DayFile(member, match["day"], known.get(folder, unlisted) if folder else None))
    if not files:
        files = [
            DayFile(member, "", None)
            for member in listing.members
            if member.name.endswith(".json") and split(member.name)[1] not in (*USERS, *CHANNELS)
        ]
    return sorted(files, key=lambda file: file.member.name)


def zone_of(users: pl.DataFrame, files: Sequence[DayFile]) -> str | None:
    """Return the zone of the workspace: among those of its members, the one whose days are those of the files.

    Files are cut by the days of the workspace; where several zones explain them as well, the one of most members.

    Returns
    -------
    A zone, None where no member has one.
    """
    zones = users.filter((pl.col("is_bot") == "false") & pl.col("tz").is_in(sorted(zoneinfo.available_timezones())))
    counts = zones.group_by(zone="tz").len().filter(pl.col("len") >= _SHARE * pl.col("len").sum())
    if counts.is_empty():
        return None
    sample = _sample(files)
    agreeing = [
        sample.filter(pl.col("at").dt.convert_time_zone(zone).dt.date() == pl.col("day")).height
        for zone in counts["zone"]
    ]
    ordered = counts.with_columns(agreeing=pl.Series(agreeing, dtype=pl.Int64())).sort(
        "agreeing", "len", "zone", descending=[True, True, False]
    )
    return str(ordered["zone"][0])


def instant(ts: str) -> pl.Expr:
    """Return the instant of a Slack time (seconds, a point, six digits that make it unique)."""
    micro = (pl.col(ts).cast(pl.Float64(), strict=False) * 1_000_000).round().cast(pl.Int64(), strict=False)
    return micro.cast(pl.Datetime("us", "UTC"))


def _sample(files: Sequence[DayFile]) -> pl.DataFrame:
    """Return `at` and `day` of the messages of some files, spread evenly; a damaged one is passed over here."""
    named = [file for file in files if file.day]
    step = max(1, len(named) // _SAMPLE)
    frames = [pl.DataFrame(schema={"at": pl.Datetime("us", "UTC"), "day": pl.Date()})]
    for file in named[::step]:
        try:
            times = file.read({"ts": _TEXT}).frame
        except SourceUnreadable:
            continue
        frames.append(times.select(at=instant("ts"), day=pl.lit(file.day).str.to_date("%Y-%m-%d", strict=False)))
    return pl.concat(frames)


def _channels(listing: Listing) -> dict[str, Channel]:
    """Return the channels by the folder that holds their messages: named like them, conversations of two by id."""
    known: dict[str, Channel] = {}
    for member in listing.members:
        folder, base = split(member.name)
        if base not in CHANNELS:
            continue
        listed = read_records(member.content, {"id": _TEXT, "name": _TEXT}, path=member.name).frame
        for number, name in listed.drop_nulls("id").iter_rows():
            for own in {name or number, number}:
                known.setdefault(
                    f"{folder}/{own}" if folder else own, Channel(number, name or number, private=base in _PRIVATE)
                )
    return known
