"""Messages of Rocket.Chat as acts; who acts is known by username, which reactions name too."""

from __future__ import annotations

import polars as pl

from rse_maturity.sources.readings import as_acts
from rse_maturity.sources.themes import hashtags

_TEXT = pl.String()
MESSAGE: dict[str, pl.DataType] = {
    "_id": _TEXT, "rid": _TEXT, "ts": _TEXT, "msg": _TEXT, "tmid": _TEXT, "t": _TEXT, "bot": _TEXT, "reactions": _TEXT,
    "_hidden": pl.Boolean(), "u": pl.Struct({"_id": _TEXT, "username": _TEXT, "name": _TEXT, "type": _TEXT}),
}  # fmt: skip
ROOM: dict[str, pl.DataType] = {"_id": _TEXT, "name": _TEXT, "fname": _TEXT, "t": _TEXT}
USER: dict[str, pl.DataType] = {
    "_id": _TEXT, "username": _TEXT, "name": _TEXT, "type": _TEXT, "active": pl.Boolean(), "createdAt": _TEXT,
    "roles": pl.List(_TEXT), "emails": pl.List(pl.Struct({"address": _TEXT})),
}  # fmt: skip
_JOINS, _LEAVES = ("uj", "ujt", "ut"), ("ul", "ult")
_WRITTEN = ("", "e2e")  # `e2e`: a message that only its readers can decipher
_PRIVATE = ("d", "l", "v")  # direct, and conversations with visitors of a web site
_REACTION = r'"(:[^"\\]*:)"\s*:\s*\{[^{}]*?"usernames"\s*:\s*\[([^\[\]]*)\]'


def instant(text: pl.Expr) -> pl.Expr:
    """Read a time: ISO, or what mongoexport makes of it (`{"$date": ...}` with ISO or milliseconds)."""
    iso = text.str.extract(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d))")
    stamp = iso.str.replace("Z$", "+0000").str.to_datetime(
        "%Y-%m-%dT%H:%M:%S%.f%z", time_unit="us", strict=False, cache=False
    )
    milli = text.str.extract(r'^(?:\{.*?[:"\s])?(\d{12,14})["}\s]*$').cast(pl.Int64(), strict=False)
    return pl.coalesce(stamp, (milli * 1000).cast(pl.Datetime("us", "UTC")))


def rocketchat_acts(messages: pl.DataFrame, *, rooms: pl.DataFrame) -> pl.DataFrame:
    """Return messages, joins and reactions as acts.

    Parameters
    ----------
    messages
        Columns of MESSAGE, and `record`.
    rooms
        Columns of ROOM, one row a room; none where the export does not list them.

    Returns
    -------
    Columns of ACTS. A reaction has the time of its message. No message gives no row.
    """
    told = _told(messages, rooms)
    written = pl.col("t") == ""  # what is enciphered has no theme that anybody could read
    notice = pl.col("t").is_in((*_WRITTEN, *_JOINS, *_LEAVES)).not_()
    shared = {name: pl.col(name) for name in ("at", "has_time", "channel", "thread_id", "record")}
    posts = as_acts(
        told,
        **shared,
        event_id=pl.col("_id"),
        kind=pl.when(pl.col("t").is_in(_JOINS)).then(pl.lit("join"))
        .when(pl.col("t").is_in(_LEAVES)).then(pl.lit("leave"))
        .when(pl.col("tmid").is_not_null()).then(pl.lit("comment"))
        .otherwise(pl.lit("post")),
        actor=pl.col("actor"),
        display_name=pl.when(pl.col("bot").is_null()).then(pl.col("u").struct.field("name")),
        parent_id=pl.col("tmid"),
        tags=pl.when(written).then(hashtags(pl.col("msg"))),
        has_text=written & (pl.col("msg").fill_null("") != ""),
        is_bot=pl.when(pl.col("bot").is_not_null() | (pl.col("u").struct.field("type") == "bot")).then(pl.lit("true")),
        aside=pl.coalesce("aside", pl.when(notice).then(pl.lit("system"))),
    )  # fmt: skip
    reactions = as_acts(
        _reactions(told),
        **shared,
        event_id=pl.concat_str(pl.lit("r"), "_id", "username", "emoji", separator=":"),
        kind=pl.lit("reaction"),
        actor=pl.col("username"),
        parent_id=pl.col("_id"),
        parent_actor=pl.col("actor"),
        inherited=pl.lit(value=True),
        aside=pl.col("aside"),
    )
    return pl.concat([posts, reactions])


def _told(messages: pl.DataFrame, rooms: pl.DataFrame) -> pl.DataFrame:
    """Settle who wrote, when and where, and whether the message is kept."""
    user = pl.col("u").struct
    known = rooms.select(rid="_id", room=pl.coalesce("fname", "name"), sort="t").unique("rid", keep="first")
    # The id of a direct room is made of the ids of its two people.
    own = user.field("_id")
    direct = pl.col("sort").is_null() & (pl.col("rid") != own) & (
        pl.col("rid").str.starts_with(own) | pl.col("rid").str.ends_with(own)
    )  # fmt: skip
    empty = ("", "false", "null", "{}")
    texts = [pl.when(pl.col(name).is_in(empty).not_()).then(name).alias(name) for name in ("tmid", "bot")]
    # An integration posts under the account of whoever set it up: what it does is not the person's act.
    name = pl.coalesce(user.field("username"), own)
    program = pl.col("bot").is_not_null() & user.field("type").ne_missing(pl.lit("bot"))
    return (
        messages.join(known, on="rid", how="left", maintain_order="left")
        .with_columns(*texts, pl.col("t").fill_null(""))
        .with_columns(
            at=instant(pl.col("ts")),
            has_time=pl.col("ts").is_not_null(),
            actor=pl.when(program).then(pl.lit("bot:") + name).otherwise(name),
            channel=pl.coalesce("room", "rid"),
            thread_id=pl.when(pl.col("t").is_in(_WRITTEN)).then(pl.coalesce("tmid", "_id")),
            aside=pl.when(pl.col("sort").is_in(_PRIVATE) | direct.fill_null(value=False)).then(pl.lit("private"))
            .when((pl.col("t") == "rm") | pl.col("_hidden")).then(pl.lit("deleted")),
        )
    )  # fmt: skip


def _reactions(told: pl.DataFrame) -> pl.DataFrame:
    """Return one row a person and emoji, from the text of the reactions."""
    return (
        told.filter(pl.col("reactions").str.contains(_REACTION))
        .with_columns(one=pl.col("reactions").str.extract_all(_REACTION))
        .explode("one")
        .with_columns(
            emoji=pl.col("one").str.extract(_REACTION, 1),
            username=pl.col("one").str.extract(_REACTION, 2).str.extract_all(r'[^"\s,]+'),
        )
        .explode("username")
        .drop_nulls("username")
        .unique(["record", "username", "emoji"], keep="first", maintain_order=True)
    )
