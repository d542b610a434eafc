"""The tables of a Zulip organisation, realm.json: users, channels, who may read what, reactions, activity.

Source: `zerver/lib/export.py` (github.com/zulip/zulip).
"""

from __future__ import annotations

import json
import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.headers import map_columns
from rse_maturity.sources.instants import instant
from rse_maturity.sources.records import read_records
from rse_maturity.sources.zulip_topics import REACTIONS

if TYPE_CHECKING:
    from rse_maturity.sources.member import Member

_S = pl.String()
_USER = (
    "id", "delivery_email", "email", "full_name", "date_joined", "is_active", "is_bot", "role", "timezone",
    "is_mirror_dummy",
)  # fmt: skip
_DUMMY = r"^user\d+@"  # what exports of public data put in the place of an address
_GUEST = "600"
_CHANNEL, _CHOICE, _PERSON = "2", "3", "6"  # a type of recipient, two types of fields of a profile
_PROFILE = ("department", "division", "title", "site", "organization", "manager_id")
_SHARE = 0.5  # judgement: a zone is that of the organisation when more than half of its members have it


@dataclass(frozen=True)
class Realm:
    """What realm.json tells.

    Attributes
    ----------
    users
        `person_id`, `display_name`, `email`, `joined_at`, `status`, `is_bot`, `is_guest`, `listed`, and the
        fields of the profile that are known here.
    channels
        Recipient to the name of its channel; recipients that are no channel are persons or groups of them.
    notifiers
        Ids of the programs of Zulip itself.
    reactions
        REACTIONS.
    sessions
        `id`, `actor`, `at`: when somebody began to be active.
    zone
        The zone of most members; None where no zone is.
    """

    users: pl.DataFrame
    channels: dict[int, str]
    notifiers: tuple[str, ...]
    reactions: pl.DataFrame
    sessions: pl.DataFrame
    zone: str | None


def read_realm(member: Member, *, zone: str) -> Realm:
    """Read the tables; one that is absent is empty.

    Parameters
    ----------
    zone
        Where the day on which somebody joined is counted.

    Raises
    ------
    SourceUnreadable
        The file is cut or damaged, or does not say which recipients are channels.
    """
    content = member.content
    recipients = read_records(
        content, dict.fromkeys(("id", "type", "type_id"), _S), path=member.name, under="zerver_recipient"
    ).frame  # the one that must be there: it tells channels from private messages

    def table(name: str, *columns: str) -> pl.DataFrame:
        try:
            return read_records(content, dict.fromkeys(columns, _S), path=member.name, under=name).frame
        except SourceUnreadable:
            return pl.DataFrame(schema=dict.fromkeys(columns, _S))

    users, system = table("zerver_userprofile", *_USER), table("zerver_userprofile_crossrealm", *_USER)
    mirrored = table("zerver_userprofile_mirrordummy", *_USER)
    fields = table("zerver_customprofilefield", "id", "name", "field_type", "field_data")
    values = table("zerver_customprofilefieldvalue", "user_profile", "field", "value")
    reactions = table("zerver_reaction", "message", "user_profile", "emoji_name")
    intervals = table("zerver_useractivityinterval", "id", "user_profile", "start")
    return Realm(
        users=_users(users, system, mirrored, zone=zone).join(_profiles(fields, values), on="person_id", how="left"),
        channels=_channels(recipients, table("zerver_stream", "id", "name")),
        notifiers=tuple(system["id"].drop_nulls().sort()),
        reactions=reactions.select(_number("message"), user="user_profile", emoji="emoji_name").cast(
            pl.Schema(REACTIONS)
        ),
        sessions=intervals.select("id", actor="user_profile", at=instant(pl.col("start"), unit="s")),
        zone=_zone(users),
    )


def _number(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int64(), strict=False)


def _users(users: pl.DataFrame, system: pl.DataFrame, mirrored: pl.DataFrame, *, zone: str) -> pl.DataFrame:
    """Return people with an account (`listed`), and those who only appear: programs of Zulip, authors brought over."""
    own = [
        users.with_columns(listed=(pl.col("is_mirror_dummy") != "true").fill_null(value=True)),
        system.with_columns(is_bot=pl.lit("true"), listed=pl.lit(value=False)),
        mirrored.with_columns(listed=pl.lit(value=False)),
    ]
    everybody = pl.concat(own).filter(pl.col("id").is_not_null())
    addresses = [pl.when(pl.col(name).str.contains(_DUMMY).not_()).then(name) for name in ("delivery_email", "email")]
    return everybody.select(
        person_id="id",
        display_name="full_name",
        email=pl.coalesce(addresses),
        joined_at=instant(pl.col("date_joined"), unit="s").dt.convert_time_zone(zone).dt.date(),
        status=pl.when(pl.col("is_active") == "false").then(pl.lit("deactivated")).otherwise(pl.lit("active")),
        is_bot=pl.when(pl.col("is_bot") == "true").then(pl.lit("true")),
        is_guest=pl.when(pl.col("role") == _GUEST).then(pl.lit("true")),
        listed="listed",
    ).unique("person_id", keep="first", maintain_order=True)


def _channels(recipients: pl.DataFrame, streams: pl.DataFrame) -> dict[int, str]:
    shared = recipients.filter(pl.col("type") == _CHANNEL).join(streams, left_on="type_id", right_on="id", how="left")
    named = shared.select(_number("id"), name=pl.coalesce("name", "type_id")).drop_nulls()
    return dict(named.iter_rows())


def _profiles(fields: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    """Return `person_id` and the fields of the profile whose names are known: department, title, manager, ..."""
    named = fields.filter(pl.col("id").is_not_null() & pl.col("name").is_not_null())
    found = map_columns(named["name"].to_list(), people=True, chosen={})
    known = {name: column for name, (column, _) in found.items() if name in _PROFILE}
    profiles = values.select(person_id="user_profile").drop_nulls().unique().sort("person_id")
    for name, column in known.items():
        field, _, form, choices = named.row(by_predicate=pl.col("name") == column)
        told = values.filter(pl.col("field") == field).unique("user_profile", keep="last", maintain_order=True)
        value = _value(form, choices)
        profiles = profiles.join(told.select(value.alias(name), person_id="user_profile"), on="person_id", how="left")
    return profiles


def _value(form: str | None, choices: str | None) -> pl.Expr:
    """Read the values of a field of the profile: a person is a list of one id, a choice the key of its words."""
    if form == _PERSON:
        return pl.col("value").str.extract(r"(\d+)")
    if form == _CHOICE:
        return pl.col("value").replace(_words_of(choices))
    return pl.col("value")


def _words_of(choices: str | None) -> dict[str, str]:
    try:
        told: Any = json.loads(choices or "{}")
    except (ValueError, RecursionError):
        return {}
    pairs = told.items() if isinstance(told, dict) else ()
    return {
        key: choice["text"] for key, choice in pairs if isinstance(choice, dict) and isinstance(choice.get("text"), str)
    }


def _zone(users: pl.DataFrame) -> str | None:
    known = pl.col("timezone").is_in(sorted(zoneinfo.available_timezones()))
    people = users.filter(known & (pl.col("is_bot") != "true").fill_null(value=True))
    counts = people.group_by("timezone").len().filter(pl.col("len") > _SHARE * people.height)
    return None if counts.is_empty() else str(counts["timezone"][0])
