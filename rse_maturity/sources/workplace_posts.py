"""Posts of a Workplace feed as acts: comments, answers to them, reactions and readings are nested in the post.

The layout is that of the Graph API of Workplace, as the vendor's sample scripts saved it (github.com/fbsamples).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.themes import hashtags
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from rse_maturity.config import Settings

_S = pl.String()
_WHO = pl.Struct({"id": _S, "name": _S})
_AUTHOR = pl.Struct(dict.fromkeys(("id", "name", "email", "title", "department"), _S))
_MESSAGE: dict[str, pl.DataType] = {"id": _S, "created_time": _S, "from": _AUTHOR, "message": _S}
_COMMENT = pl.Struct({**_MESSAGE, "comments": pl.List(pl.Struct(_MESSAGE))})
POSTS: dict[str, pl.DataType] = {
    **_MESSAGE,
    "group_name": _S,
    "reactions": pl.List(_WHO),
    "seenby": pl.List(_WHO),
    "comments": pl.List(_COMMENT),
}
EVENTS: dict[str, pl.DataType] = {
    **dict.fromkeys(("event_id", "actor", "kind", "parent_id", "channel", "thread_id", "tags", "display_name"), _S),
    **dict.fromkeys(("email", "title", "department"), _S),
    "at": pl.Datetime("us", "UTC"),
    "by_day": pl.Boolean(),
    **dict.fromkeys(("inherited", "has_text", "has_time", "blank"), pl.Boolean()),
    "record": pl.UInt32(),
}
"""`record`: number of the post in the file (0 first) that an act was in."""


def acts(posts: pl.DataFrame, *, settings: Settings, path: str) -> pl.DataFrame:
    """Unfold posts into acts.

    Parameters
    ----------
    posts
        POSTS and `record`, the number of the post in the file; one row a post.

    Returns
    -------
    EVENTS: posts, comments, answers to comments, reactions (`r:`) and readings (`v:`), which have the time of the post.
    """
    group = pl.col("id").str.extract(r"^(\d+)_")
    table = posts.with_columns(
        thread="id", channel=pl.coalesce("group_name", group), parent=pl.lit(None, _S), kind=pl.lit("post")
    )
    comments = _answers(table, "comments")
    said = [table, comments, _answers(comments, "comments")]
    messages = pl.concat([_messages(frame) for frame in said])
    times = read_times(messages["created_time"], settings=settings, path=path)
    told = pl.concat([messages.drop("created_time"), times], how="horizontal")
    at = pl.concat([table.select("record", "thread", "channel", "reactions", "seenby"), times.head(table.height)],
                   how="horizontal")  # fmt: skip
    marks = [_marks(at, "reactions", "reaction", "r:"), _marks(at, "seenby", "view", "v:")]
    frame = pl.concat([told, *marks], how="diagonal")
    return frame.with_columns(pl.col("inherited", "has_text").fill_null(value=False), blank=pl.lit(value=False)).select(
        pl.col(name).cast(dtype) for name, dtype in EVENTS.items()
    )


def _answers(above: pl.DataFrame, key: str) -> pl.DataFrame:
    """Unfold what answers each message; who is answered stands in its id."""
    nested = above.select("record", "thread", "channel", key, parent="id").filter(pl.col(key).list.len() > 0)
    rows = nested.explode(key, keep_nulls=False, empty_as_null=False)
    return rows.filter(pl.col(key).is_not_null()).unnest(key).with_columns(kind=pl.lit("comment"))


def _messages(frame: pl.DataFrame) -> pl.DataFrame:
    author = pl.col("from").struct
    return frame.select(
        "record",
        "created_time",
        "kind",
        "channel",
        event_id="id",
        parent_id="parent",
        thread_id="thread",
        actor=author.field("id"),
        display_name=author.field("name"),
        email=author.field("email"),
        title=author.field("title"),
        department=author.field("department"),
        tags=hashtags(pl.col("message")),
        has_text=pl.col("message").fill_null("") != "",
    )


def _marks(posts: pl.DataFrame, key: str, kind: str, prefix: str) -> pl.DataFrame:
    """Unfold those who reacted to, or read, each post."""
    nested = posts.filter(pl.col(key).list.len() > 0)
    rows = nested.explode(key, keep_nulls=False, empty_as_null=False).filter(pl.col(key).is_not_null())
    who = pl.col(key).struct
    return rows.select(
        "record",
        "at",
        "by_day",
        "has_time",
        "channel",
        event_id=pl.concat_str(pl.lit(prefix), "thread", pl.lit(":"), who.field("id")),
        kind=pl.lit(kind),
        parent_id="thread",
        thread_id="thread",
        actor=who.field("id"),
        display_name=who.field("name"),
        inherited=pl.lit(value=True),
    )
