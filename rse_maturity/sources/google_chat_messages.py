"""Messages of Google Chat as acts: what opens a topic, what answers in it, who reacted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.readings import as_acts
from rse_maturity.sources.themes import hashtags
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from rse_maturity.config import Settings

_ENGLISH = "%A, %B %d, %Y at %I:%M:%S %p UTC"
_TEXT = pl.String()
_PERSON = pl.Struct({"name": _TEXT, "email": _TEXT, "user_type": _TEXT})
MESSAGE = {
    "creator": _PERSON, "text": _TEXT, "created_date": _TEXT, "topic_id": _TEXT, "message_id": _TEXT,
    "message_state": _TEXT,
    "reactions": pl.List(pl.Struct({"emoji": pl.Struct({"unicode": _TEXT}), "reactor_emails": pl.List(_TEXT)})),
}  # fmt: skip


def google_chat_acts(
    messages: pl.DataFrame, *, space: str, channel: str | None, private: bool, settings: Settings
) -> pl.DataFrame:
    """Return messages and reactions of one space as acts.

    Parameters
    ----------
    messages
        Columns of MESSAGE, and `record` (0 first).
    space
        Id of the space, for messages that do not name it.

    Returns
    -------
    Columns of ACTS. The first message of a topic is a post, the others are comments on it; a reaction has the time of
    its message. No message gives no row.
    """
    told = _told(messages, space, settings).with_columns(
        aside=pl.when(pl.lit(private)).then(pl.lit("private"))
        .when(pl.col("message_state") == "DELETED").then(pl.lit("deleted")),
    )  # fmt: skip
    answers = (pl.col("thread_id") != pl.col("message_id")).fill_null(value=False)
    shared = {name: pl.col(name) for name in ("at", "has_time", "thread_id", "aside", "record")}
    shared["channel"] = pl.lit(channel, pl.String())
    posts = as_acts(
        told,
        **shared,
        event_id=pl.col("message_id"),
        kind=pl.when(answers).then(pl.lit("comment")).otherwise(pl.lit("post")),
        actor=pl.col("actor"),
        parent_id=pl.when(answers).then(pl.col("thread_id")),
        tags=hashtags(pl.col("text")),
        has_text=pl.col("text").fill_null("") != "",
        is_bot=pl.when(pl.col("creator").struct.field("user_type").str.to_lowercase() == "bot").then(pl.lit("true")),
    )
    reactions = as_acts(
        _reactions(told),
        **shared,
        event_id=pl.concat_str(pl.lit("r"), "message_id", "reactor_emails", "emoji", separator=":"),
        kind=pl.lit("reaction"),
        actor=pl.col("reactor_emails"),
        parent_id=pl.col("message_id"),
        parent_actor=pl.col("actor"),
        inherited=pl.lit(value=True),
    )
    return pl.concat([posts, reactions])


def _told(messages: pl.DataFrame, space: str, settings: Settings) -> pl.DataFrame:
    """Settle who wrote, when and where; of `message_id` (space, topic, message) the first has its topic twice."""
    creator = pl.col("creator").struct
    part = pl.col("message_id").str.split("/").list
    stated = [part.get(place, null_on_oob=True) for place in (0, 1, 1)]
    return messages.with_columns(
        _times(messages["created_date"], settings),
        has_time=pl.col("created_date").is_not_null(),
        actor=pl.coalesce(creator.field("email"), creator.field("name")),
        thread_id=pl.coalesce(
            pl.concat_str(stated, separator="/"),
            pl.concat_str(pl.lit(space), "topic_id", "topic_id", separator="/"),
        ),
    )


def _reactions(told: pl.DataFrame) -> pl.DataFrame:
    """Return one row a person and emoji."""
    return (
        told.filter(pl.col("reactions").list.len() > 0)
        .explode("reactions")
        .with_columns(
            reactor_emails=pl.col("reactions").struct.field("reactor_emails"),
            emoji=pl.col("reactions").struct.field("emoji").struct.field("unicode").fill_null(""),
        )
        .explode("reactor_emails")
        .drop_nulls("reactor_emails")
        .unique(["record", "reactor_emails", "emoji"], keep="first", maintain_order=True)
    )


def _times(written: pl.Series, settings: Settings) -> pl.Series:
    """Read times in English, the few in another language one by one; newer exports have a narrow space before AM."""
    plain = written.str.replace_all("[\u202f\u00a0]", " ")
    at = plain.str.to_datetime(_ENGLISH, time_unit="us", strict=False, cache=False).dt.replace_time_zone("UTC")
    odd = plain.is_not_null() & at.is_null()
    if odd.any():
        rows = odd.arg_true()
        at = at.scatter(rows, read_times(written.gather(rows), settings=settings, path="messages.json")["at"])
    return at.alias("at")
