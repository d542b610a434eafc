"""Rows of a Mattermost compliance export as acts: a log, in which one post comes back at each change.

Columns: `server/enterprise/message_export/csv_export` (github.com/mattermost/mattermost); 16 of them, 18 since
version 6, 20 since 10.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.channel_names import told_apart
from rse_maturity.sources.instants import instant
from rse_maturity.sources.readings import as_acts
from rse_maturity.sources.themes import hashtags

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NAMES = {
    "time": "Post Creation Time", "update": "Post Update Type", "team": "Team Display Name",
    "channel_id": "Channel Id", "channel": "Channel Display Name", "room": "Channel Type", "user": "User Id",
    "email": "User Email", "username": "Username", "post": "Post Id", "edited": "Edited By Post Id",
    "answers": "Replied to Post Id", "message": "Post Message", "form": "Post Type", "account": "User Type",
}  # fmt: skip
COLUMNS = tuple(_NAMES.values())
FIELDS = {
    "Post Creation Time": "timestamp", "User Id": "actor", "User Email": "email", "Username": "display_name",
    "Post Type": "kind", "Post Id": "event_id", "Replied to Post Id": "parent_id", "Channel Display Name": "channel",
    "Post Message": "tags", "User Type": "is_bot",
}  # fmt: skip
_DELETED = "delete "  # how versions without a column for it begin the text of a post that is deleted
_PRIVATE = ("direct", "group")


@dataclass(frozen=True)
class Survey:
    """What must be known of every row before the first is read.

    Attributes
    ----------
    posts
        `post`, `text`, `rest` (digests: of the id, of the text, of the text after "delete"), `deleted` (so stated).
    channels
        `channel_id`, `channel`, `team`, each once.
    users
        `user`, `username`, `email`, `bot` of channels that more than two or a group share, each once.
    """

    posts: pl.DataFrame
    channels: pl.DataFrame
    users: pl.DataFrame


def surveyed(rows: pl.DataFrame) -> Survey:
    """Look over some rows of the log."""
    table = _named(rows)
    posts = table.filter(_filled("post") & ~_filled("edited")).select(
        post=pl.col("post").hash(),
        text=pl.col("message").hash(),
        rest=pl.when(pl.col("message").str.starts_with(_DELETED)).then(
            pl.col("message").str.slice(len(_DELETED)).hash()
        ),
        deleted=_plain("update") == "deleted",
    )
    open_to_all = table.filter(_plain("room").is_in(_PRIVATE).not_())
    users = open_to_all.filter(_filled("user")).select("user", "username", "email", bot=_plain("account") == "bot")
    channels = open_to_all.filter(_filled("channel_id")).select("channel_id", "channel", "team")
    return Survey(posts, channels.unique(), users.unique())


def deleted_posts(surveys: Sequence[Survey]) -> pl.Series:
    """Return the digests of posts that are deleted: by their column, or coming back with "delete" before their text."""
    posts = pl.concat([survey.posts for survey in surveys])
    again = posts.filter(pl.col("rest").is_not_null()).select("post", text="rest")
    back = posts.join(again.unique(), on=["post", "text"], how="semi")["post"]
    return pl.concat([posts.filter("deleted")["post"], back]).unique().sort()


def channels_of(surveys: Sequence[Survey]) -> dict[str, str]:
    """Return the name of each channel by its id."""
    named = pl.concat([survey.channels for survey in surveys]).unique().sort("channel_id", "channel", "team")
    return told_apart({place: (name or place, team or "") for place, name, team in named.rows()})


def users_of(surveys: Sequence[Survey]) -> pl.DataFrame:
    """Return the people of the channels: `person_id`, `display_name`, `email`, `is_bot`."""
    users = pl.concat([survey.users for survey in surveys]).unique().sort("user", "username", "email", "bot")
    return (
        users.group_by("user", maintain_order=True)
        .agg(pl.col("username", "email").drop_nulls().last(), pl.col("bot").any())
        .select(
            person_id="user",
            display_name="username",
            email="email",
            is_bot=pl.when("bot").then(pl.lit("true")),
        )
    )


def log_acts(rows: pl.DataFrame, *, deleted: pl.Series, channels: Mapping[str, str]) -> pl.DataFrame:
    """Turn rows of the log into acts, in their order.

    Returns
    -------
    ACTS; a post that comes back has its id each time, so that it counts once.
    """
    form, update = _plain("form"), _plain("update")
    enters, leaves = form == "enter", form == "leave"
    moved = enters | leaves
    # the text before a change is a row with an id of its own, that names the post
    old = _filled("edited")
    post = pl.when(old).then("edited").when(_filled("post")).then("post")
    move = pl.concat_str(form, "channel_id", "user", "time", separator=":")
    gone = pl.col("post").hash().is_in(deleted.implode()) & _filled("post") & ~old
    answers = pl.when(_filled("answers")).then("answers")
    notice = (
        form.str.starts_with("system_") | (form == "previously-joined") | ((update == "editedoriginalmsg") & ~old)
        | (post.is_null() & ~moved & (form != ""))
    )  # fmt: skip
    return as_acts(
        _named(rows).with_row_index("record"),
        event_id=pl.when(moved).then(move).otherwise(post),
        at=instant(pl.col("time"), unit="ms"),
        actor=pl.when(_filled("user")).then("user").otherwise("username"),
        kind=pl.when(enters).then(pl.lit("join")).when(leaves).then(pl.lit("leave"))
        .when(answers.is_null()).then(pl.lit("post")).otherwise(pl.lit("comment")),
        parent_id=answers,
        thread_id=pl.coalesce(answers, post),
        channel=pl.col("channel_id").replace(dict(channels)) if channels else pl.col("channel"),
        tags=pl.when(~moved & (form != "attachment")).then(hashtags(pl.col("message"))),
        display_name=pl.col("username"),
        email=pl.col("email"),
        is_bot=pl.when(_plain("account") == "bot").then(pl.lit("true")),
        has_text=_filled("message") & ~(moved | (form == "attachment")),
        has_time=_filled("time"),
        blank=pl.all_horizontal(~_filled(name) for name in _NAMES),
        aside=pl.when(_plain("room").is_in(_PRIVATE)).then(pl.lit("private"))
        .when(notice).then(pl.lit("system")).when(gone).then(pl.lit("deleted")),
        record=pl.col("record"),
    )  # fmt: skip


def _named(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(pl.col(column).alias(name) for name, column in _NAMES.items())


def _filled(name: str) -> pl.Expr:
    return (pl.col(name).fill_null("") != "") & (pl.col(name) != "null").fill_null(value=True)


def _plain(name: str) -> pl.Expr:
    return pl.col(name).fill_null("").str.strip_chars().str.to_lowercase()
