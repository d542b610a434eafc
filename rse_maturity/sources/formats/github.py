"""GitHub: issues, pull requests and comments as its REST API lists them, discussions as its GraphQL API does."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.github_discussions import ANSWER, discussion_acts, is_bot
from rse_maturity.sources.line_blocks import block_records, line_blocks
from rse_maturity.sources.pages import page
from rse_maturity.sources.readings import acts_reading, as_acts, unreadable
from rse_maturity.sources.records import parsed_line, read_record_lines, read_records, record_pieces
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing, Member
    from rse_maturity.sources.records import Records

_HEAD = 1 << 17  # the text of a first issue may be long
_ISSUES = re.compile(rb'"html_url"\s*:\s*"[^"]*/(?:issues|pull)/')
_BY = re.compile(rb'"author_association"\s*:')
_DISCUSSIONS = re.compile(rb'"discussions"\s*:\s*\{')
_REPOSITORY = r"/repos/([^/]+/[^/]+)/"
_RECORD = {
    **dict.fromkeys(("id", "url", "number", "issue_url", "pull_request_url", "in_reply_to_id"), pl.String()),
    **dict.fromkeys(("created_at", "submitted_at"), pl.String()),
    "user": pl.Struct({"login": pl.String(), "type": pl.String()}),
    "labels": pl.List(pl.Struct({"name": pl.String()})),
}
_KEYS = {
    "id": "event_id", "created_at": "timestamp", "submitted_at": "timestamp", "user": "actor", "number": "kind",
    "issue_url": "parent_id", "url": "channel", "labels": "tags", "createdAt": "timestamp", "author": "actor",
    "replyTo": "parent_id", "category": "channel", "content": "kind",
}  # fmt: skip


class GitHub:
    """Issues and discussions are posts; comments, reviews and replies are comments."""

    name = "github"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "reaction", "parent", "thread", "channel", "tags", "bots"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise lists of issues or comments by their addresses, and answers of the GraphQL API with discussions."""
        found = _members(listing)
        if not found:
            return None
        why = ", ".join(f"{member.name}: {sign}" for member, sign in list(found.items())[:3])
        return Evidence(why, len(found) / len(listing.members))

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read each file by what it holds."""
        found = _members(listing)
        if not found:
            why = "no file of it holds issues, comments or discussions"
            raise SourceUnreadable(path=listing.name, format="an export of GitHub", why=why)

        def parts() -> Iterator[Part]:
            for member, sign in found.items():
                try:
                    yield from (_discussions if sign == "discussions" else _issues)(member, context)
                except InputError:
                    yield unreadable(member.name)

        why = ", ".join(sorted(set(found.values())))
        return [acts_reading(parts, name=listing.name, format_name=self.name, why=why, keys=_KEYS)]


def _members(listing: Listing) -> dict[Member, str]:
    """Return the files that are read, each with the key that tells what it is."""
    found: dict[Member, str] = {}
    for member in listing.members:
        head = member.head(_HEAD)
        if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"[", b"{"):
            continue
        if _BY.search(head) and _ISSUES.search(head):
            found[member] = "author_association"
        elif _DISCUSSIONS.search(head):
            found[member] = "discussions"
    return found


def _records(member: Member, schema: Mapping[str, pl.DataType]) -> Iterator[Records]:
    """Read records piece by piece, of a list or one a line (pages of an answer); one that is laid out, at once."""
    if member.head(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"[":
        yield from record_pieces(member, schema)
        return
    blocks = line_blocks(member)
    first = next(blocks)
    if isinstance(parsed_line(first.content.lstrip().partition(b"\n")[0]), dict):
        for block in chain([first], blocks):
            yield block_records(block, schema, path=member.name)
        return
    text = member.content.removeprefix(b"\xef\xbb\xbf").strip()
    try:
        yield read_records(b"[" + text + b"]", schema, path=member.name)
    except InputError:
        yield read_record_lines(text, schema, path=member.name)


def _discussions(member: Member, context: Context) -> Iterator[Part]:
    for found in _records(member, ANSWER):
        acts = discussion_acts(found.frame, settings=context.settings, path=member.name)
        yield Part(acts.drop("record").lazy(), found.refused, member.name)


def _issues(member: Member, context: Context) -> Iterator[Part]:
    for found in _records(member, _RECORD):
        yield page(_acts(found.placed(), context, member.name), refused=found.refused, name=member.name)


def _acts(records: pl.DataFrame, context: Context, name: str) -> pl.DataFrame:
    """Lay out issues and pull requests, which have a number, and comments, which have none."""
    written = records.select(pl.coalesce("created_at", "submitted_at")).to_series()
    times = read_times(written, settings=context.settings, path=name)
    login, type_ = (pl.col("user").struct.field(name) for name in ("login", "type"))
    repository = pl.coalesce("url", "pull_request_url").str.extract(_REPOSITORY)
    answered = pl.coalesce("issue_url", "pull_request_url").str.extract(r"/(\d+)$")
    numbered_ = pl.col("number").is_not_null()
    issue = repository + "/issues/" + pl.coalesce("number", answered)  # a pull request has the number of an issue
    return as_acts(
        records.with_columns(times),
        record=pl.col("record"),
        event_id=pl.when(numbered_)
        .then(issue)
        .otherwise(pl.coalesce(pl.col("url").str.extract(r"/repos/(.+)$"), repository + "/reviews/" + pl.col("id"))),
        at=pl.col("at"),
        has_time=pl.col("has_time"),
        has_text=pl.lit(value=True),
        actor=login,
        is_bot=is_bot(login, type_),
        kind=pl.when(numbered_).then(pl.lit("post")).otherwise(pl.lit("comment")),
        parent_id=pl.when(~numbered_).then(
            pl.coalesce(repository + "/pulls/comments/" + pl.col("in_reply_to_id"), issue)
        ),
        thread_id=issue,
        channel=repository,
        tags=pl.col("labels").list.eval(pl.element().struct.field("name")).list.join(";", ignore_nulls=True),
        aside=pl.when(login.is_null()).then(pl.lit("deleted")),  # the account was closed
    )
