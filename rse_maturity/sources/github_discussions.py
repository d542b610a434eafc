"""Discussions of GitHub as its GraphQL API answers: nested, each level with its reactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.readings import as_acts
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from rse_maturity.config import Settings

_WHO = pl.Struct({"login": pl.String(), "__typename": pl.String()})
_REACTIONS = pl.Struct({"nodes": pl.List(pl.Struct({"content": pl.String(), "createdAt": pl.String(), "user": _WHO}))})
_SAID = {"id": pl.String(), "createdAt": pl.String(), "author": _WHO, "reactions": _REACTIONS}
_REPLY = pl.Struct({**_SAID, "replyTo": pl.Struct({"id": pl.String()})})
_COMMENT = pl.Struct({**_SAID, "replies": pl.Struct({"nodes": pl.List(_REPLY)})})
_DISCUSSION = pl.Struct(
    {
        **_SAID,
        "category": pl.Struct({"name": pl.String()}),
        "labels": pl.Struct({"nodes": pl.List(pl.Struct({"name": pl.String()}))}),
        "comments": pl.Struct({"nodes": pl.List(_COMMENT)}),
    }
)
ANSWER: dict[str, pl.DataType] = {
    "data": pl.Struct({"repository": pl.Struct({"discussions": pl.Struct({"nodes": pl.List(_DISCUSSION)})})})
}
"""An answer of the API, as far as it is read: no text is."""


def discussion_acts(answers: pl.DataFrame, *, settings: Settings, path: str) -> pl.DataFrame:
    """Return the acts of discussions: posts, comments, replies, reactions.

    Parameters
    ----------
    answers
        One row an answer, columns of ANSWER.

    Returns
    -------
    Columns of ACTS; no row where there is no discussion.
    """
    nodes = pl.col("data").struct.field("repository").struct.field("discussions").struct.field("nodes")
    discussions = _opened(answers.select(said=nodes)).select(
        thread=pl.col("said").struct.field("id"), channel=_field("category", "name"), said="said"
    )
    posts = discussions.with_columns(
        kind=pl.lit("post"),
        parent=pl.lit(None, pl.String()),
        tags=_field("labels", "nodes").list.eval(pl.element().struct.field("name")).list.join(";", ignore_nulls=True),
    )
    comments = _opened(discussions.with_columns(parent="thread", said=_field("comments", "nodes")))
    replies = _opened(
        comments.with_columns(comment=pl.col("said").struct.field("id"), said=_field("replies", "nodes"))
    ).with_columns(parent=pl.coalesce(_field("replyTo", "id"), "comment"))
    written = [posts, *(level.with_columns(kind=pl.lit("comment")) for level in (comments, replies))]
    flat = [
        level.select(
            "thread",
            "channel",
            "parent",
            "kind",
            pl.col("tags") if "tags" in level.columns else pl.lit(None, pl.String()).alias("tags"),
            event_id=pl.col("said").struct.field("id"),
            written=pl.col("said").struct.field("createdAt"),
            who=pl.col("said").struct.field("author"),
            reactions=_field("reactions", "nodes"),
        )
        for level in written
    ]
    said = pl.concat(flat)
    given = said.select("thread", "channel", parent="event_id", said="reactions")
    reacted = _opened(given).select(
        "thread",
        "channel",
        "parent",
        kind=pl.lit("reaction"),
        tags=pl.lit(None, pl.String()),
        content=pl.col("said").struct.field("content"),
        written=pl.col("said").struct.field("createdAt"),
        who=pl.col("said").struct.field("user"),
    )
    login = pl.col("who").struct.field("login")
    ids = pl.concat_str(pl.lit("r"), "parent", login, "content", separator=":", ignore_nulls=True)
    every = pl.concat([said.drop("reactions"), reacted.with_columns(event_id=ids)], how="diagonal")
    every = every.with_columns(read_times(every["written"], settings=settings, path=path))
    return as_acts(
        every,
        event_id=pl.col("event_id"),
        at=pl.col("at"),
        has_time=pl.col("has_time"),
        has_text=pl.col("kind") != "reaction",
        actor=login,
        is_bot=is_bot(login, pl.col("who").struct.field("__typename")),
        kind=pl.col("kind"),
        parent_id=pl.col("parent"),
        thread_id=pl.col("thread"),
        channel=pl.col("channel"),
        tags=pl.col("tags").replace("", None),
        aside=pl.when(login.is_null()).then(pl.lit("deleted")),  # the account was closed
    )


def is_bot(login: pl.Expr, type_: pl.Expr) -> pl.Expr:
    """Tell which accounts are programs: by their type, or by how they are called; null where neither says."""
    program = (type_ == "Bot").fill_null(value=False) | login.str.ends_with("[bot]")
    return pl.when(program).then(pl.lit("true")).when(type_.is_not_null()).then(pl.lit("false"))


def _field(outer: str, inner: str) -> pl.Expr:
    return pl.col("said").struct.field(outer).struct.field(inner)


def _opened(frame: pl.DataFrame) -> pl.DataFrame:
    """Give each element of the lists in `said` its row."""
    return frame.explode("said", empty_as_null=False).filter(pl.col("said").is_not_null())
