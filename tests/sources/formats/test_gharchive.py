"""GH Archive: which events are posts and comments, and ids that agree with the REST API."""

from __future__ import annotations

import datetime as dt
import gzip
import json

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.formats.gharchive import GHArchive
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.forum_exports import act, acts, damaged, parts, readings, refused, survives

HOURS = GHArchive()


def event(place: int, type_: str, login: str = "anne", **payload) -> dict:
    who = {"id": 1, "login": login, "display_login": login}
    about = {"id": str(place), "type": f"{type_}Event", "actor": who, "repo": {"id": 9, "name": "workshop/jigs"}}
    return {**about, "payload": payload, "public": True, "created_at": f"2024-03-04T08:{place:02}:00Z"}


def lines(*events: object) -> str:
    return "\n".join(one if isinstance(one, str) else json.dumps(one) for one in events) + "\n"


def said(number: int, login: str, type_: str) -> dict:
    return {"id": number, "body": "secret", "user": {"login": login, "type": type_}}


TALK = {"number": 1, "title": "secret", "labels": [{"name": "safety"}]}
HOUR = (
    event(1, "Issues", action="opened", issue=TALK),
    event(2, "Issues", action="closed", issue=TALK),
    event(3, "IssueComment", "bob", action="created", issue=TALK, comment=said(11, "bob", "User")),
    event(4, "IssueComment", "Robot", action="created", issue=TALK, comment=said(12, "Robot", "Bot")),
    event(5, "IssueComment", "bob", action="edited", issue=TALK, comment={"id": 11}),
    event(6, "PullRequest", "carl", action="opened", number=2, pull_request={"number": 2}),
    event(
        7, "PullRequestReviewComment", "bob", action="created", pull_request={"number": 2},
        comment={"id": 21, "in_reply_to_id": 20},
    ),
    event(8, "PullRequestReview", "bob", action="created", pull_request={"number": 2}, review={"id": 31}),
    event(9, "CommitComment", "watch[bot]", comment={"id": 41, "commit_id": "abc"}),
    event(10, "Release", action="published", release={"id": 51}),
    event(11, "Discussion", action="created", discussion={"node_id": "D_1", "number": 5}),
    event(12, "Watch", "dora", action="started"),
    event(13, "Push", size=1, commits=[{"message": "secret", "author": {"email": "anne@example.org"}}]),
)  # fmt: skip


def test_events_become_acts_with_the_ids_of_the_rest_api(tmp_path):
    told = acts(readings(HOURS, tmp_path, {"2024-03-04-8.json": lines(*HOUR)}))
    here = "workshop/jigs"
    assert {row["event_id"]: (row["kind"], row["parent_id"]) for row in told.iter_rows(named=True)} == {
        f"{here}/issues/1": ("post", None),
        "event:2": ("other", None),
        f"{here}/issues/comments/11": ("comment", f"{here}/issues/1"),
        f"{here}/issues/comments/12": ("comment", f"{here}/issues/1"),
        "event:5": ("edit", None),
        f"{here}/issues/2": ("post", None),
        f"{here}/pulls/comments/21": ("comment", f"{here}/pulls/comments/20"),
        f"{here}/reviews/31": ("comment", f"{here}/issues/2"),
        f"{here}/comments/41": ("comment", f"{here}/commits/abc"),
        f"{here}/releases/51": ("post", None),
        "D_1": ("post", None),
        "event:12": ("follow", None),
        "event:13": ("other", None),
    }
    first = act(told, f"{here}/issues/1")
    assert (first["actor"], first["channel"], first["tags"]) == ("anne", here, "safety")
    assert first["at"] == dt.datetime(2024, 3, 4, 8, 1, tzinfo=dt.UTC)
    assert act(told, f"{here}/pulls/comments/21")["thread_id"] == f"{here}/issues/2"
    bots = {row["actor"]: row["is_bot"] for row in told.filter(pl.col("is_bot").is_not_null()).iter_rows(named=True)}
    assert bots == {"bob": "false", "Robot": "true", "watch[bot]": "true"}
    assert "secret" not in str(told.to_dicts())
    assert "example.org" not in str(told.to_dicts())


def test_lines_that_are_no_events_are_refused_with_their_number(tmp_path):
    found = readings(HOURS, tmp_path, {"hour.json": lines(HOUR[0], "", "{cut", "[]", HOUR[2])})
    assert acts(found)["actor"].to_list() == ["anne", "bob"]
    assert refused(found) == [("hour.json", 3, "no_record"), ("hour.json", 4, "no_record")]
    assert parts(found[0])[0].lines([0, 1]) == [1, 5]


def test_hours_are_read_packed_and_together(tmp_path):
    packed = {"a.json.gz": gzip.compress(lines(HOUR[0]).encode()), "b.json.gz": gzip.compress(lines(HOUR[2]).encode())}
    assert acts(readings(HOURS, tmp_path, packed)).height == 2


def test_one_line_alone_is_recognised_and_other_json_is_not(tmp_path):
    told = recognised(HOURS, folder_of(tmp_path / "a", {"hour.json": json.dumps(HOUR[0])}))
    assert told is not None
    assert told.why == "hour.json: type, actor, repo"
    assert recognised(HOURS, folder_of(tmp_path / "b", {"a.json": {"type": "IssuesEvent"}})) is None
    with pytest.raises(SourceUnreadable):
        readings(HOURS, tmp_path / "c", {"a.json": "{}"})


@given(content=damaged(lines(*HOUR).encode()))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_refused_never_a_traceback(tmp_path, content):
    survives(HOURS, tmp_path, {"hour.json": content, "other.json": lines(HOUR[0])})
