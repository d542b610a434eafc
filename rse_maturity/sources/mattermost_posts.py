"""Posts of a Mattermost bulk export as acts: answers and reactions are nested in what they answer, nothing has an id.

The layout is that of `server/channels/app/imports/import_types.go` (github.com/mattermost/mattermost).
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.instants import instant
from rse_maturity.sources.line_blocks import block_records
from rse_maturity.sources.raw import REFUSED
from rse_maturity.sources.readings import as_acts
from rse_maturity.sources.themes import hashtags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rse_maturity.sources.line_blocks import Block

_S = pl.String()
_REACTIONS = pl.List(pl.Struct({"user": _S, "create_at": _S, "emoji_name": _S}))
_PROPS = pl.Struct(dict.fromkeys(("from_bot", "from_webhook", "addedUsername", "removedUsername"), _S))
_PLACE = {"team": _S, "channel": _S}
_MESSAGE = {"user": _S, "type": _S, "message": _S, "create_at": _S, "props": _PROPS}
_PRIVATE = {"user": _S, "create_at": _S}  # neither the text nor who else could read it
_JOIN = r"^system_(?:(?:guest_)?join_(?:channel|team)|add_(?:guest_)?to_(?:chan|channel|team))$"
_LEAVE = r"^system_(?:leave|remove_from)_(?:channel|team)$"
_BY_ANOTHER = r"^system_(?:add|remove)_"


def _schema(reactions: pl.DataType) -> dict[str, pl.DataType]:
    """Name what is read of a line; the lists of reactions in the type given."""
    message, private = _MESSAGE | {"reactions": reactions}, _PRIVATE | {"reactions": reactions}
    return {
        "post": pl.Struct({**_PLACE, **message, "replies": pl.List(pl.Struct(message))}),
        "direct_post": pl.Struct({**private, "replies": pl.List(pl.Struct(private))}),
    }


_POSTS = _schema(_REACTIONS)
_QUICK = _schema(_S)


class _NotAsWritten(Exception):
    """Reactions that Polars does not write back as they were."""


def block_acts(block: Block, channels: Mapping[str, str], *, path: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read a block of an export as acts.

    Lists within lists cost Polars twice the time of everything else: reactions are first read as they are written.

    Parameters
    ----------
    channels
        `team/channel` to the name that people read.

    Returns
    -------
    ACTS (posts, then answers, then reactions; none for a block without posts), and the lines that are no record:
    `line`, `field`, `reason`.
    """
    try:
        return _acts(pl.read_ndjson(block.content, schema=_QUICK), channels), pl.DataFrame(schema=REFUSED)
    except (pl.exceptions.PolarsError, _NotAsWritten):
        records = block_records(block, _POSTS, path=path)
        return _acts(records.frame, channels), records.refused


def _acts(records: pl.DataFrame, channels: Mapping[str, str]) -> pl.DataFrame:
    numbered = records.with_row_index("record")
    public = _unfolded(numbered, "post", channels)
    return pl.concat([public, _unfolded(numbered, "direct_post", channels)])


def _unfolded(records: pl.DataFrame, key: str, channels: Mapping[str, str]) -> pl.DataFrame:
    roots = _filled(_known(records.filter(pl.col(key).is_not_null()).select("record", key).unnest(key)))
    place = pl.concat_str("team", "channel", separator="/")
    roots = roots.with_columns(
        channel_name=place.replace(dict(channels)) if channels else place, id=_id(), parent_id=pl.lit(None, _S)
    ).with_columns(thread_id="id", parent_actor=pl.lit(None, _S))
    above = roots.select("record", "team", "channel", "channel_name", "replies", thread_id="id", parent_actor="user")
    answers = _filled(_each(above, "replies")).with_columns(id=_id(), parent_id="thread_id")
    names = ("record", "channel_name", "thread_id", "id", "user", "reactions")
    reactions = [_each(frame.select(*names).rename({"user": "author"}), "reactions") for frame in (roots, answers)]
    private = key != "post"
    return pl.concat(
        [_messages(frame, private=private) for frame in (roots, answers)]
        + [_reactions(frame, private=private) for frame in reactions]
    )


def _filled(frame: pl.DataFrame) -> pl.DataFrame:
    """Add what private messages are read without."""
    absent = {"team": _S, "channel": _S, **_MESSAGE}
    return frame.with_columns(
        pl.lit(None, dtype).alias(name) for name, dtype in absent.items() if name not in frame.columns
    )


def _each(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Give each element of a list of objects its row."""
    if frame.schema[column] == _S:
        written = frame[column]
        if written.str.contains("\\", literal=True).any():  # Polars writes a backslash back as it is
            raise _NotAsWritten
        frame = frame.with_columns(written.str.json_decode(_REACTIONS))
    some = frame.filter(pl.col(column).list.len() > 0).explode(column)
    return _known(some.filter(pl.col(column).is_not_null()).unnest(column))


def _known(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `who`, a digest of the user: ids are shown and kept where names are not."""
    names = frame["user"].drop_nulls().unique()
    digests = pl.DataFrame({"user": names, "who": [_digest(name) for name in names]}, schema={"user": _S, "who": _S})
    return frame.join(digests, on="user", how="left", maintain_order="left")


@lru_cache(maxsize=1 << 20)
def _digest(name: str) -> str:
    return hashlib.blake2b(name.encode(), digest_size=8).hexdigest()


def _id() -> pl.Expr:
    """Name a message by who wrote where and when; not by its text, so that an edited one keeps its name."""
    return pl.concat_str("team", "channel", "who", "create_at", separator=":")


def _messages(frame: pl.DataFrame, *, private: bool) -> pl.DataFrame:
    """Turn messages into acts: posts and answers, people who come and go, notices, what programs write."""
    form = pl.col("type").fill_null("")
    plain = form == ""  # servers before 4.0 write no type, only the sentence
    joined = form.str.contains(_JOIN) | (plain & _says("joined", "has joined"))
    gone = form.str.contains(_LEAVE) | (plain & _says("left", "has left"))
    moved = joined | gone
    props = pl.col("props").struct
    other = pl.coalesce(props.field("addedUsername"), props.field("removedUsername"))
    actor = pl.when(moved & form.str.contains(_BY_ANOTHER)).then(other).otherwise("user")
    bot = (props.field("from_bot").str.to_lowercase() == "true").fill_null(value=False)
    hook = (props.field("from_webhook").str.to_lowercase() == "true").fill_null(value=False)
    notice = (form.str.starts_with("system_") & ~moved) | (moved & actor.is_null())
    automatic = hook & ~bot  # a webhook writes under the name of the person who made it
    return as_acts(
        frame,
        event_id=pl.col("id"),
        at=instant(pl.col("create_at"), unit="ms"),
        actor=actor,
        kind=pl.when(joined).then(pl.lit("join")).when(gone).then(pl.lit("leave"))
        .when(pl.col("parent_id").is_null()).then(pl.lit("post")).otherwise(pl.lit("comment")),
        parent_id=pl.col("parent_id"),
        parent_actor=pl.col("parent_actor"),
        channel=pl.col("channel_name"),
        thread_id=pl.col("thread_id"),
        tags=pl.when(~moved).then(hashtags(pl.col("message"))),
        is_bot=pl.when(bot).then(pl.lit("true")),
        has_text=(~moved & (pl.col("message").str.len_bytes() > 0)).fill_null(value=False),
        has_time=pl.col("create_at").is_not_null(),
        aside=pl.lit("private") if private else pl.when(notice | automatic).then(pl.lit("system")),
        record=pl.col("record"),
    )  # fmt: skip


def _says(*words: str) -> pl.Expr:
    """Tell messages that are nothing but the server's sentence about their author."""
    sentences = [pl.concat_str("user", pl.lit(f" {word} the channel.")) for word in words]
    return pl.any_horizontal(pl.col("message") == sentence for sentence in sentences).fill_null(value=False)


def _reactions(frame: pl.DataFrame, *, private: bool) -> pl.DataFrame:
    return as_acts(
        frame,
        event_id=pl.concat_str(pl.lit("r"), "id", "who", "emoji_name", separator=":"),
        at=instant(pl.col("create_at"), unit="ms"),
        actor=pl.col("user"),
        kind=pl.lit("reaction"),
        parent_id=pl.col("id"),
        parent_actor=pl.col("author"),
        channel=pl.col("channel_name"),
        thread_id=pl.col("thread_id"),
        has_time=pl.col("create_at").is_not_null(),
        aside=pl.lit("private" if private else None, _S),
        record=pl.col("record"),
    )
