"""Messages of a Yammer (Viva Engage) network export as acts.

Columns: learn.microsoft.com/viva/engage/eac-as-manage-data, and the tables of Microsoft's own reader of these exports
(github.com/keithchambers/YETI). They are found by name: newer exports insert some.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.themes import hashtags
from rse_maturity.sources.written_times import filled, read_times

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rse_maturity.config import Settings

MESSAGES = {
    "id": "event_id", "replied_to_id": "parent_id", "thread_id": "thread_id", "created_at": "timestamp",
    "sender_id": "actor", "sender_name": "display_name", "sender_email": "email", "sender_type": "is_bot",
    "group_name": "channel", "group_id": "channel", "message_type": "kind", "body": "text",
    "in_private_conversation": "private", "conversation_id": "private", "deleted_at": "deleted",
    "deleted_by_id": "deleted",
}  # fmt: skip
"""Columns that are read, and the field that each gives."""
STORYLINE = "storyline"
"""Where a public message stands that is in no community."""
EVENTS: dict[str, pl.DataType] = {
    "event_id": pl.String(), "at": pl.Datetime("us", "UTC"), "by_day": pl.Boolean(), "actor": pl.String(),
    "kind": pl.String(), "parent_id": pl.String(), "channel": pl.String(), "thread_id": pl.String(),
    "tags": pl.String(), "display_name": pl.String(), "email": pl.String(), "is_bot": pl.String(),
    "has_text": pl.Boolean(), "has_time": pl.Boolean(), "blank": pl.Boolean(), "aside": pl.String(),
}  # fmt: skip

_YES = ("true", "t", "1", "yes")
_TAG = r"\[[Tt]ag:\d+:([^\]]+)\]"
_TOKEN = r"^\s*\[{1,2}[Uu]ser:(\d+)"  # noqa: S105 what stands for a person in a text, nothing secret
_JOINED = r"^\s*(.+?) (?:has joined|joined|a rejoint)\b"
_LEFT = r"^\s*(.+?) (?:has left|left|a quitté)\b"


def acts(messages: pl.DataFrame, persons: Mapping[str, str | None], *, settings: Settings, path: str) -> pl.DataFrame:
    """Read messages as posts, comments, and notices that somebody joined or left.

    Parameters
    ----------
    messages
        Columns of MESSAGES, as text.
    persons
        Name to id of the users that the export lists; None for a name that two share.

    Returns
    -------
    EVENTS, one row a message: private ones, deleted ones and notices of the platform have `aside`. A notice names who
    joined in its text, by token or name; where it cannot be told who, it stays a notice.
    """
    times = read_times(messages["created_at"], settings=settings, path=path)
    notice = pl.col("message_type").str.to_lowercase() == "system"
    text = pl.when(notice).then("body")
    move = pl.when(text.str.contains(_JOINED)).then(pl.lit("join")).when(text.str.contains(_LEFT)).then(pl.lit("leave"))
    name = pl.coalesce(text.str.extract(_JOINED), text.str.extract(_LEFT))
    token = text.str.extract(_TOKEN)
    shared = [person for person, known in persons.items() if known is None]
    by_name = (
        pl.when(name == pl.col("sender_name")).then("sender_id")
        .when(name.is_in(shared).not_())
        .then(pl.coalesce(name.replace_strict(dict(persons), default=None, return_dtype=pl.String()), name))
    )  # fmt: skip
    stands_alone = ~filled("replied_to_id") & ((pl.col("thread_id") == pl.col("id")) | ~filled("thread_id"))
    private = pl.col("in_private_conversation").str.to_lowercase().is_in(_YES)
    unsaid = ~filled("in_private_conversation") & filled("conversation_id")
    other = filled("sender_type") & (pl.col("sender_type").str.to_lowercase() != "user")
    return (
        messages.with_columns(times)
        .with_columns(notice=notice.fill_null(value=False), move=move, mover=pl.coalesce(token, by_name))
        .with_columns(move=pl.when(pl.col("mover").is_not_null()).then("move"))
        .with_columns(actor=pl.when(pl.col("move").is_not_null()).then("mover").otherwise("sender_id"))
        .select(
            event_id="id",
            at="at",
            by_day="by_day",
            actor="actor",
            kind=pl.coalesce("move", pl.when(stands_alone).then(pl.lit("post")).otherwise(pl.lit("comment"))),
            parent_id=pl.when(pl.col("move").is_null() & stands_alone.not_()).then(
                pl.when(filled("replied_to_id")).then("replied_to_id").otherwise("thread_id")
            ),
            channel=pl.when(filled("group_name")).then("group_name")
            .when(filled("group_id")).then("group_id").otherwise(pl.lit(STORYLINE)),
            thread_id="thread_id",
            tags=pl.concat_str(_topics(), hashtags(pl.col("body")), separator=";", ignore_nulls=True).replace("", None),
            display_name=pl.when(pl.col("actor") == pl.col("sender_id")).then("sender_name"),
            email=pl.when(pl.col("actor") == pl.col("sender_id")).then("sender_email"),
            is_bot=pl.when(other).then(pl.lit("true")),
            has_text=filled("body") & pl.col("notice").not_(),
            has_time="has_time",
            blank=pl.all_horizontal(pl.col(column).fill_null("") == "" for column in MESSAGES),
            aside=pl.when(private.fill_null(value=False) | unsaid).then(pl.lit("private"))
            .when(filled("deleted_at") | filled("deleted_by_id")).then(pl.lit("deleted"))
            .when(pl.col("notice") & pl.col("move").is_null()).then(pl.lit("system")),
        )
    )  # fmt: skip


def _topics() -> pl.Expr:
    """Return the topics of a message, which stand as tokens in its text."""
    topics = pl.col("body").str.extract_all(_TAG).list.join(";")
    return pl.when(topics != "").then(topics.str.replace_all(_TAG, "${1}"))
