"""Messages of Microsoft Teams as acts, as the administrator's export and Microsoft Graph write them.

The keys are those of the resource chatMessage of Microsoft Graph (learn.microsoft.com/graph/api/resources/chatmessage);
the export writes them with capitals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.packed import Packed
from rse_maturity.sources.pages import page
from rse_maturity.sources.readings import as_acts
from rse_maturity.sources.themes import hashtags
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rse_maturity.config import Settings
    from rse_maturity.sources.format import Part
    from rse_maturity.sources.records import Records

_S = pl.String()
_PLAIN = {
    "Id": "id", "ReplyToId": "answers", "CreatedDateTime": "created", "DeletedDateTime": "deleted",
    "MessageType": "form", "ChatId": "chat",
}  # fmt: skip
_SYSTEM = ("systemEventMessage", "chatEvent", "typing")
_HIDDEN = "unknownFutureValue"  # how Graph calls a system message to those who do not ask for its kind
_GUESTS = ("anonymousGuest", "federatedUser", "emailUser", "phoneUser", "skypeUser")
_JOINED, _LEFT = r"members(?:Added|Joined)EventMessageDetail$", r"members(?:Deleted|Left)EventMessageDetail$"


@dataclass(frozen=True)
class Spelling:
    """How the keys are written: `DisplayName`, or `displayName`."""

    capitals: bool

    def key(self, name: str) -> str:
        """Return a key as it is written."""
        return name if self.capitals else name[0].lower() + name[1:]

    def struct(self, **fields: pl.DataType) -> pl.Struct:
        """Return an object with some keys."""
        return pl.Struct({self.key(name): dtype for name, dtype in fields.items()})

    def schema(self, *, replies: bool = False) -> dict[str, pl.DataType]:
        """Return what is read of a message: who, when, where, in answer to what; of its body only what themes need."""
        person = self.struct(Id=_S, DisplayName=_S, UserIdentityType=_S)
        program = self.struct(Id=_S, DisplayName=_S)
        reaction = self.struct(CreatedDateTime=_S, ReactionType=_S, User=self.struct(User=person))
        members = pl.List(self.struct(Id=_S, DisplayName=_S))
        wanted: dict[str, pl.DataType] = {
            **dict.fromkeys(_PLAIN, _S),
            "From": self.struct(User=person, Application=program),
            "Body": self.struct(Content=_S),
            "ChannelIdentity": self.struct(TeamId=_S, ChannelId=_S),
            "Reactions": pl.List(reaction),
            "EventDetail": pl.Struct({"@odata.type": _S, self.key("Members"): members}),
        }
        message: dict[str, pl.DataType] = {self.key(name): dtype for name, dtype in wanted.items()}
        return {**message, "replies": pl.List(pl.Struct(message))} if replies else message


def teams_parts(
    found: Iterator[Records],
    spelling: Spelling,
    *,
    channels: Mapping[str, str],
    settings: Settings,
    path: str,
    private: bool = False,
) -> Iterator[Part]:
    """Turn the messages of one file into acts; whom they answer may stand anywhere in it, so that they wait.

    Parameters
    ----------
    found
        Messages, piece by piece, as `Spelling.schema` asks for them.
    channels
        Id of a channel to the name that people read.
    path
        What messages about times and refusals call the file.
    private
        Whether all of them are chats.

    Yields
    ------
    Part
        Posts and answers, people who come and go, reactions.
    """
    told, refused = Packed(), []
    asked = [pl.Series([], dtype=_S).hash()]
    for records in found:
        messages = _flat(records.placed(), spelling, private=private)
        told.add(messages)
        refused.append(records.refused)
        asked.append(messages["parent"].hash())
    authors = _authors(told, pl.concat(asked).unique())
    for messages, odd in zip(told, refused, strict=True):
        yield page(_acts(messages, authors, channels=channels, settings=settings, path=path), refused=odd, name=path)


def _flat(records: pl.DataFrame, spelling: Spelling, *, private: bool) -> pl.DataFrame:
    """Lay messages flat without their texts, answers that are nested in them after them."""
    tables = [records]
    if "replies" in records.columns:
        where = spelling.key("ChannelIdentity")
        above = records.select("record", "replies", root=spelling.key("Id"), place=where)
        nested = above.filter(pl.col("replies").list.len() > 0).explode("replies").unnest("replies")
        answers = spelling.key("ReplyToId")
        nested = nested.with_columns(
            pl.coalesce(answers, "root").alias(answers), _or_above(where, spelling.key("ChannelId")).alias(where)
        )
        tables = [records.drop("replies"), nested.select(name for name in records.columns if name != "replies")]
    messages = pl.concat(tables)

    def field(*path: str) -> pl.Expr:
        found = pl.col(spelling.key(path[0]))
        for name in path[1:]:
            found = found.struct.field(name if name.startswith("@") else spelling.key(name))
        return found

    event = field("EventDetail", "@odata.type")
    plain = messages.with_columns(text=field("Body", "Content").str.replace_all(r"<[^>]*>", " "))
    return plain.select(
        "record",
        *[field(key).alias(name) for key, name in _PLAIN.items()],
        user=field("From", "User", "Id"),
        user_name=field("From", "User", "DisplayName"),
        identity=field("From", "User", "UserIdentityType"),
        program=pl.coalesce(field("From", "Application", "Id"), field("From", "Application", "DisplayName")),
        program_name=field("From", "Application", "DisplayName"),
        channel=field("ChannelIdentity", "ChannelId"),
        tags=hashtags(pl.col("text")),
        has_text=(pl.col("text").str.strip_chars() != "").fill_null(value=False),
        reactions=field("Reactions"),
        members=field("EventDetail", "Members"),
        moved=pl.when(event.str.contains(_JOINED)).then(pl.lit("join"))
        .when(event.str.contains(_LEFT)).then(pl.lit("leave")),
    ).select(
        pl.exclude("id", "answers", "deleted", "form", "chat", "moved"),
        key=_key("id"),
        parent=_key("answers"),
        aside=_aside(private=private),
        moved=pl.when(pl.col("members").list.len() > 0).then("moved"),
    )  # fmt: skip


def _authors(told: Packed, asked: pl.Series) -> pl.DataFrame:
    """Return `parent` and `parent_author` of the messages that others answer.

    Parameters
    ----------
    asked
        Digests of the keys that are answered.
    """
    wanted = pl.col("moved").is_null() & pl.col("key").hash().is_in(asked.implode())
    author = pl.coalesce("user", "program")
    found = [rows.filter(wanted).select(parent="key", parent_author=author) for rows in told]
    every = pl.concat([pl.DataFrame(schema={"parent": _S, "parent_author": _S}), *found])
    return every.drop_nulls("parent").unique("parent", keep="first", maintain_order=True)


def _acts(
    messages: pl.DataFrame, authors: pl.DataFrame, *, channels: Mapping[str, str], settings: Settings, path: str
) -> pl.DataFrame:
    times = read_times(messages["created"], settings=settings, path=path)
    placed = messages.with_columns(
        at=times["at"],
        has_time=times["has_time"],
        label=pl.col("channel").replace(dict(channels)) if channels else pl.col("channel"),
    )
    said = placed.filter(pl.col("moved").is_null())
    said = said.join(authors, on="parent", how="left", maintain_order="left")
    moves = placed.filter(pl.col("moved").is_not_null())
    return pl.concat([_messages(said), _moves(moves), _reactions(said, settings=settings, path=path)])


def _or_above(where: str, channel: str) -> pl.Expr:
    """Return where an answer stands; what it is nested in says it where it does not."""
    return pl.when(pl.col(where).struct.field(channel).is_null()).then("place").otherwise(where)


def _key(name: str) -> pl.Expr:
    """Return the id of a message: its number tells it apart within its channel alone."""
    return pl.when(pl.col(name) != "").then(pl.concat_str("channel", name, separator=":", ignore_nulls=True))


def _aside(*, private: bool) -> pl.Expr:
    chat = pl.lit(private) | (pl.col("chat") != "").fill_null(value=False)
    nobody = pl.col("user").is_null() & pl.col("program").is_null()
    system = pl.col("form").is_in(_SYSTEM) | ((pl.col("form") == _HIDDEN) & nobody)
    return (
        pl.when(chat).then(pl.lit("private"))
        .when(pl.col("deleted").is_not_null()).then(pl.lit("deleted"))
        .when(system.fill_null(value=False)).then(pl.lit("system"))
    )  # fmt: skip


def _messages(said: pl.DataFrame) -> pl.DataFrame:
    return as_acts(
        said,
        event_id=pl.col("key"),
        at=pl.col("at"),
        actor=pl.coalesce("user", "program"),
        kind=pl.when(pl.col("parent").is_null()).then(pl.lit("post")).otherwise(pl.lit("comment")),
        parent_id=pl.col("parent"),
        parent_actor=pl.col("parent_author"),
        channel=pl.col("label"),
        thread_id=pl.coalesce("parent", "key"),
        tags=pl.col("tags"),
        display_name=pl.coalesce("user_name", "program_name"),
        is_bot=pl.when(pl.col("user").is_null() & pl.col("program").is_not_null()).then(pl.lit("true")),
        is_guest=pl.when(pl.col("identity").is_in(_GUESTS)).then(pl.lit("true")),
        has_text=pl.col("has_text"),
        has_time=pl.col("has_time"),
        aside=pl.col("aside"),
        record=pl.col("record"),
    )


def _moves(moves: pl.DataFrame) -> pl.DataFrame:
    """Return one act for each person whom a notice names."""
    each = moves.explode("members").filter(pl.col("members").is_not_null())
    return as_acts(
        each.with_columns(pl.col("members").struct.rename_fields(["member", "name"])).unnest("members"),
        event_id=pl.concat_str("moved", "key", "member", separator=":"),
        at=pl.col("at"),
        actor=pl.col("member"),
        kind=pl.col("moved"),
        channel=pl.col("label"),
        display_name=pl.col("name"),
        has_time=pl.col("has_time"),
        aside=pl.when(pl.col("aside") == "private").then("aside"),
        record=pl.col("record"),
    )


def _reactions(said: pl.DataFrame, *, settings: Settings, path: str) -> pl.DataFrame:
    kept = (
        said.filter(pl.col("reactions").list.len() > 0).explode("reactions").filter(pl.col("reactions").is_not_null())
    )
    given = kept["reactions"].struct.unnest()
    person = given.select(pl.last()).to_series().struct.unnest().select(pl.last()).to_series().struct.unnest()
    named = given.select(pl.nth(0).alias("given"), pl.nth(1).alias("reaction"))
    who = person.select(pl.nth(0).alias("reacting"), pl.nth(1).alias("reacting_name"))
    times = read_times(named["given"], settings=settings, path=path)
    each = pl.concat([kept.drop("at", "has_time"), named, who, times.drop("by_day")], how="horizontal")
    return as_acts(
        each.with_columns(author=pl.coalesce("user", "program")),
        event_id=pl.concat_str(pl.lit("r"), "key", "reacting", "reaction", separator=":"),
        at=pl.col("at"),
        actor=pl.col("reacting"),
        kind=pl.lit("reaction"),
        parent_id=pl.col("key"),
        parent_actor=pl.col("author"),
        channel=pl.col("label"),
        thread_id=pl.coalesce("parent", "key"),
        display_name=pl.col("reacting_name"),
        has_time=pl.col("has_time"),
        aside=pl.when(pl.col("aside").is_in(["private", "deleted"])).then("aside"),
        record=pl.col("record"),
    )
