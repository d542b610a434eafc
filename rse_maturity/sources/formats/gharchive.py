"""GH Archive: public events of GitHub by the hour, one JSON object a line.

Source: https://www.gharchive.org and GitHub's documentation of event types.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.github_discussions import is_bot
from rse_maturity.sources.heads import head_of
from rse_maturity.sources.line_blocks import block_records, line_blocks, record_lines
from rse_maturity.sources.readings import acts_reading, as_acts
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing, Member

_NEEDED = {"type", "actor", "repo", "created_at"}
_TYPE = re.compile(rb'"type"\s*:\s*"[A-Za-z]+Event"')
_HEAD = 1 << 16
_MOST = 200  # members looked at; the others of the same listing are taken to be alike
_USER = pl.Struct({"login": pl.String(), "type": pl.String()})
_EVENT: dict[str, pl.DataType] = {
    **dict.fromkeys(("id", "type", "created_at"), pl.String()),
    "actor": pl.Struct({"login": pl.String()}),
    "repo": pl.Struct({"name": pl.String()}),
    "payload": pl.Struct(
        {
            "action": pl.String(),
            "issue": pl.Struct({"number": pl.String(), "labels": pl.List(pl.Struct({"name": pl.String()}))}),
            "pull_request": pl.Struct({"number": pl.String()}),
            "comment": pl.Struct(dict.fromkeys(("id", "in_reply_to_id", "commit_id"), pl.String()) | {"user": _USER}),
            "review": pl.Struct({"id": pl.String()}),
            "discussion": pl.Struct({"node_id": pl.String()}),
            "release": pl.Struct({"id": pl.String()}),
        }
    ),
}
_POSTS = ("IssuesEvent:opened", "PullRequestEvent:opened", "DiscussionEvent:created", "ReleaseEvent:published")
_COMMENTS = (
    "IssueCommentEvent:created", "PullRequestReviewCommentEvent:created", "PullRequestReviewEvent:created",
    "PullRequestReviewEvent:submitted", "CommitCommentEvent:created",
)  # fmt: skip
_KEYS = {
    "id": "event_id", "created_at": "timestamp", "actor": "actor", "type": "kind", "payload": "parent_id",
    "repo": "channel",
}  # fmt: skip


class GHArchive:
    """Issues, pull requests, discussions and releases are posts; comments and reviews are comments."""

    name = "gharchive"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "parent", "thread", "channel", "tags", "bots"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise lines that are events of somebody in a repository."""
        members = listing.members[:_MOST]
        found = [member.name for member in members if _is_archive(member)]
        return Evidence(f"{', '.join(found[:3])}: type, actor, repo", len(found) / len(members)) if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read each hour block by block."""
        members = [member for place, member in enumerate(listing.members) if place >= _MOST or _is_archive(member)]
        if not members:
            raise SourceUnreadable(path=listing.name, format="GH Archive", why="no file of it holds events by lines")

        def parts() -> Iterator[Part]:
            for member in members:
                yield from _parts(member, context)

        return [acts_reading(parts, name=listing.name, format_name=self.name, why="type, actor, repo", keys=_KEYS)]


def _is_archive(member: Member) -> bool:
    return _TYPE.search(member.head(_HEAD)) is not None and set(head_of(member)) >= _NEEDED


def _parts(member: Member, context: Context) -> Iterator[Part]:
    for block in line_blocks(member):
        records = block_records(block, _EVENT, path=member.name)
        times = read_times(records.frame["created_at"], settings=context.settings, path=member.name)
        acts = _acts(records.frame.with_columns(times)).drop("record")
        lines = partial(record_lines, block, records.refused)
        yield Part(acts.lazy(), records.refused, member.name, lines)


def _acts(events: pl.DataFrame) -> pl.DataFrame:
    """Say what each event is; objects have the ids that the REST API has for them, so that both agree."""
    login = pl.col("actor").struct.field("login")
    repository = pl.col("repo").struct.field("name")
    did = pl.concat_str("type", pl.lit(":"), _of("action").fill_null("created"))
    number = pl.coalesce(_of("issue", "number"), _of("pull_request", "number"))
    topic = pl.coalesce(_of("discussion", "node_id"), repository + "/issues/" + number)
    reviewed = pl.col("type") == "PullRequestReviewCommentEvent"
    remark = (
        pl.when(reviewed)
        .then(pl.lit("/pulls/comments/"))
        .when(pl.col("type") == "CommitCommentEvent")
        .then(pl.lit("/comments/"))
    )
    comment = repository + remark.otherwise(pl.lit("/issues/comments/")) + _of("comment", "id")
    post, comments = did.is_in(_POSTS), did.is_in(_COMMENTS)
    theirs = _of("comment", "user").struct.field("login") == login
    return as_acts(
        events,
        event_id=pl.coalesce(
            pl.when(post).then(pl.coalesce(topic, repository + "/releases/" + _of("release", "id"))),
            pl.when(comments).then(pl.coalesce(comment, repository + "/reviews/" + _of("review", "id"))),
            pl.lit("event:") + pl.col("id"),
        ),
        at=pl.col("at"),
        has_time=pl.col("has_time"),
        has_text=post | comments,
        actor=login,
        is_bot=is_bot(login, pl.when(theirs).then(_of("comment", "user").struct.field("type"))),
        kind=pl.when(post)
        .then(pl.lit("post"))
        .when(comments)
        .then(pl.lit("comment"))
        .when(pl.col("type") == "WatchEvent")
        .then(pl.lit("follow"))
        .when(_of("action") == "edited")
        .then(pl.lit("edit"))
        .when(_of("action") == "deleted")
        .then(pl.lit("delete"))
        .otherwise(pl.lit("other")),
        parent_id=pl.when(comments).then(
            pl.coalesce(
                repository + "/pulls/comments/" + _of("comment", "in_reply_to_id"),
                topic,
                repository + "/commits/" + _of("comment", "commit_id"),
            )
        ),
        thread_id=pl.when(post | comments).then(topic),
        channel=repository,
        tags=_of("issue", "labels").list.eval(pl.element().struct.field("name")).list.join(";", ignore_nulls=True),
    )


def _of(*path: str) -> pl.Expr:
    """Return what stands under some keys of the payload."""
    found = pl.col("payload")
    for key in path:
        found = found.struct.field(key)
    return found
