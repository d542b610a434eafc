"""Messages of Slack as events: posts, replies, joins, reactions; what is private, deleted or a notice is marked."""

from __future__ import annotations

import polars as pl

from rse_maturity.sources.readings import as_acts
from rse_maturity.sources.slack_workspace import instant
from rse_maturity.sources.themes import hashtags

_TEXT = pl.String()
MESSAGE: dict[str, pl.DataType] = {
    "type": _TEXT, "subtype": _TEXT, "user": _TEXT, "bot_id": _TEXT, "username": _TEXT, "ts": _TEXT,
    "text": _TEXT, "thread_ts": _TEXT, "parent_user_id": _TEXT, "comment": pl.Struct({"user": _TEXT}),
    "file": pl.Struct({"user": _TEXT}), "reactions": pl.List(pl.Struct({"name": _TEXT, "users": pl.List(_TEXT)})),
}  # fmt: skip
_JOINS = ("channel_join", "group_join")
_LEAVES = ("channel_leave", "group_leave")
_DELETED = ("tombstone", "message_deleted")
# docs.slack.dev/reference/events/message: what a person writes; every other subtype is a notice
_WRITTEN = ("me_message", "thread_broadcast", "reply_broadcast", "file_share", "file_comment", "bot_message")


def slack_acts(messages: pl.DataFrame, *, bots: pl.Series) -> pl.DataFrame:
    """Return what people did, one row an act.

    Parameters
    ----------
    messages
        Columns of MESSAGE, `space` (id of the channel, null where unknown), `channel` (its name), `private`, `record`
        and `member` (where the message stands).
    bots
        Ids of users that are programs.

    Returns
    -------
    Columns of ACTS, and `member`. A reaction has the time of its message, and counts once a person and emoji whatever
    its skin tone. No message gives no row.
    """
    told = _told(messages.lazy(), bots).collect()
    notice = (pl.col("type") != "message") | pl.col("subtype").is_in(("", *_WRITTEN, *_JOINS, *_LEAVES)).not_()
    written = pl.col("subtype").is_in(("", *_WRITTEN))
    on_file = pl.col("subtype") == "file_comment"
    shared = {name: pl.col(name) for name in ("channel", "thread_id", "at", "has_time", "record")}
    posts = as_acts(
        told,
        **shared,
        event_id=pl.col("event_id"),
        kind=pl.when(pl.col("subtype").is_in(_JOINS)).then(pl.lit("join"))
        .when(pl.col("subtype").is_in(_LEAVES)).then(pl.lit("leave"))
        .when(pl.col("reply") | on_file).then(pl.lit("comment"))
        .otherwise(pl.lit("post")),
        actor=pl.col("actor"),
        parent_id=pl.when("reply").then(pl.col("thread_id")),
        parent_actor=pl.when("reply").then(pl.col("parent_user_id"))
        .when(on_file).then(pl.col("file").struct.field("user")),
        tags=pl.when(written).then(hashtags(pl.col("text"))),
        has_text=written & (pl.col("text").fill_null("") != ""),
        is_bot=pl.col("is_bot"),
        aside=pl.coalesce("aside", pl.when(notice).then(pl.lit("system"))),
    )  # fmt: skip
    given = _reactions(told)
    reactions = as_acts(
        given,
        **shared,
        event_id=pl.concat_str(pl.lit("r"), "event_id", "users", "emoji", separator=":"),
        kind=pl.lit("reaction"),
        actor=pl.col("users"),
        parent_id=pl.col("event_id"),
        parent_actor=pl.col("actor"),
        inherited=pl.lit(value=True),
        aside=pl.col("aside"),
    )
    return pl.concat([posts.with_columns(told["member"]), reactions.with_columns(given["member"])])


def _told(messages: pl.LazyFrame, bots: pl.Series) -> pl.LazyFrame:
    """Settle who acts, when, in which thread, and whether the message is kept."""
    # An app that posts for a person names both: what it does is not the person's act.
    program = pl.col("bot_id").is_not_null() & pl.col("user").is_in(bots.implode()).fill_null(value=False).not_()
    nameless = pl.when((pl.col("subtype") == "bot_message") & pl.col("username").is_not_null()).then(
        pl.lit("bot:") + pl.col("username")
    )
    author = pl.when(pl.col("subtype") == "file_comment").then(pl.col("comment").struct.field("user"))
    bot = pl.col("bot_id").is_not_null() | (pl.col("subtype") == "bot_message") | (pl.col("user") == "USLACKBOT")
    prefix = pl.when(pl.col("space").is_null()).then(pl.lit("")).otherwise(pl.col("space") + "/")
    texts = [pl.when(pl.col(name) != "").then(name).alias(name) for name in ("user", "bot_id", "username", "thread_ts")]
    return (
        messages.with_columns(*texts, pl.col("type").fill_null("message"), pl.col("subtype").fill_null(""))
        .with_columns(
            at=instant("ts"),
            has_time=pl.col("ts").is_not_null(),
            actor=pl.when(program).then(pl.col("bot_id")).otherwise(pl.coalesce(author, nameless, "user")),
            is_bot=pl.when(bot).then(pl.lit("true")),
            event_id=prefix + pl.col("ts"),
            thread_id=pl.when(pl.col("subtype").is_in((*_JOINS, *_LEAVES, "file_comment")).not_()).then(
                prefix + pl.coalesce("thread_ts", "ts")
            ),
            reply=(pl.col("thread_ts") != pl.col("ts")).fill_null(value=False),
            aside=pl.when("private").then(pl.lit("private"))
            .when(pl.col("subtype").is_in(_DELETED)).then(pl.lit("deleted")),
        )
    )  # fmt: skip


def _reactions(told: pl.DataFrame) -> pl.DataFrame:
    """Return one row a person and emoji; skin tones (`clap::skin-tone-2`) are one emoji."""
    return (
        told.filter(pl.col("reactions").list.len() > 0)
        .explode("reactions")
        .unnest("reactions")
        .explode("users")
        .filter((pl.col("users") != "") & pl.col("name").is_not_null())
        .with_columns(emoji=pl.col("name").str.replace("::.*", ""))
        .unique(["member", "record", "users", "emoji"], keep="first", maintain_order=True)
    )
