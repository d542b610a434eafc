"""Messages of Zulip as acts: a topic is a thread, its first message the post that the later ones answer.

Zulip knows no parent; a message that quotes another one answers that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.readings import as_acts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MESSAGES: dict[str, pl.DataType] = {
    "id": pl.Int64(),
    "sender": pl.String(),
    "at": pl.Datetime("us", "UTC"),
    "has_time": pl.Boolean(),
    "place": pl.Int64(),
    "topic": pl.UInt64(),
    "quoted": pl.Int64(),
    "tags": pl.String(),
    "has_text": pl.Boolean(),
    "aside": pl.String(),
    "member": pl.UInt32(),
    "record": pl.UInt32(),
}
"""What is held of each message: `place` is its channel, `topic` a digest of channel and topic (null outside any)."""
REACTIONS: dict[str, pl.DataType] = {"message": pl.Int64(), "user": pl.String(), "emoji": pl.String()}

_QUOTE = r"^@_\*\*[^*\n]+\*\* \[[^\]\n]*\]\([^)\s]*/near/(\d+)\)"
_SLICE = 500_000  # acts written out at once
_NO_TOPIC = ("", "(no topic)")


def topic_of(place: str, subject: str) -> pl.Expr:
    """Return a digest of channel and topic; case makes no other topic, and no topic is no thread."""
    plain = pl.col(subject).str.strip_chars().str.to_lowercase()
    key = pl.concat_str(pl.col(place).cast(pl.String()), plain, separator="\x1f")
    return pl.when(pl.col(place).is_not_null() & plain.is_in(_NO_TOPIC).not_()).then(key.hash())


def quoted_in(text: str) -> pl.Expr:
    """Return the id of the message that a text begins with a quotation of."""
    return pl.col(text).str.extract(_QUOTE).cast(pl.Int64(), strict=False)


def topic_acts(messages: pl.DataFrame, reactions: pl.DataFrame, names: Mapping[int, str]) -> Iterator[pl.DataFrame]:
    """Thread messages by topic, and give reactions the time of their message.

    Parameters
    ----------
    messages
        MESSAGES; the same message twice counts once.
    reactions
        REACTIONS.
    names
        `place` to the name of the channel.

    Yields
    ------
    ACTS and `member`, some at a time: messages, then reactions. A reaction to a message that is not there has no time.
    """
    threaded = _threaded(messages)
    for start in range(0, threaded.height, _SLICE):
        yield _messages(threaded.slice(start, _SLICE), names)
    known = threaded.select("id", "at", "place", "root", "aside", "sender", "member", "record").unique(
        "id", keep="first"
    )
    for start in range(0, reactions.height, _SLICE):
        some = reactions.slice(start, _SLICE).join(known, left_on="message", right_on="id", how="left")
        yield _reactions(some, names)


def _threaded(messages: pl.DataFrame) -> pl.DataFrame:
    """Add `root`, `parent` and `parent_actor`."""
    shown = messages.filter(pl.col("aside").is_null() & pl.col("id").is_not_null()).sort("at", "id", nulls_last=True)
    firsts = shown.filter(pl.col("topic").is_not_null()).unique("topic", keep="first", maintain_order=True)
    roots = firsts.select("topic", root="id", root_sender="sender")
    others = shown.unique("id", keep="first", maintain_order=True).select("place", quoted="id", quoted_sender="sender")
    told = messages.join(roots, on="topic", how="left", maintain_order="left")
    told = told.join(others, on=["place", "quoted"], how="left", maintain_order="left")
    quotes = pl.col("quoted_sender").is_not_null() & (pl.col("quoted") != pl.col("id"))
    later = pl.col("root") != pl.col("id")
    return told.select(
        *MESSAGES,
        root=pl.coalesce("root", "id"),
        parent=pl.when(quotes).then("quoted").when(later).then("root"),
        parent_actor=pl.when(quotes).then("quoted_sender").when(later).then("root_sender"),
    )


def _messages(threaded: pl.DataFrame, names: Mapping[int, str]) -> pl.DataFrame:
    acts = as_acts(
        threaded,
        event_id=pl.col("id").cast(pl.String()),
        at=pl.col("at"),
        actor=pl.col("sender"),
        kind=pl.when(pl.col("parent").is_null()).then(pl.lit("post")).otherwise(pl.lit("comment")),
        parent_id=pl.col("parent").cast(pl.String()),
        parent_actor=pl.col("parent_actor"),
        channel=_channel(names),
        thread_id=pl.col("root").cast(pl.String()),
        tags=pl.col("tags"),
        has_text=pl.col("has_text"),
        has_time=pl.col("has_time"),
        aside=pl.col("aside"),
        record=pl.col("record"),
    )
    return acts.with_columns(threaded["member"])


def _reactions(reactions: pl.DataFrame, names: Mapping[int, str]) -> pl.DataFrame:
    message = pl.col("message").cast(pl.String())
    acts = as_acts(
        reactions,
        event_id=pl.concat_str(pl.lit("r"), message, "user", "emoji", separator=":"),
        at=pl.col("at"),
        inherited=pl.lit(value=True),
        actor=pl.col("user"),
        kind=pl.lit("reaction"),
        parent_id=message,
        parent_actor=pl.col("sender"),
        channel=_channel(names),
        thread_id=pl.col("root").cast(pl.String()),
        has_time=pl.col("at").is_not_null(),
        aside=pl.when(pl.col("aside") == "private").then("aside"),
        record=pl.col("record").fill_null(0),
    )
    return acts.with_columns(reactions["member"].fill_null(0))


def _channel(names: Mapping[int, str]) -> pl.Expr:
    return (
        pl.col("place").replace_strict(dict(names), default=None, return_dtype=pl.String()) if names else pl.lit(None)
    )
