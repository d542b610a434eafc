"""GitHub: issues and comments of the REST API, discussions of the GraphQL API, programs and closed accounts."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.formats.github import GitHub
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.forum_exports import act, acts, damaged, readings, refused, survives

TRACKER = GitHub()
API = "https://api.github.com/repos/workshop/jigs"
SITE = "https://github.com/workshop/jigs"


def user(login: str | None, type_: str = "User") -> dict | None:
    return None if login is None else {"login": login, "id": 7, "type": type_, "site_admin": False}


def issue(number: int, login: str | None, **more) -> dict:
    where = {"url": f"{API}/issues/{number}", "html_url": f"{SITE}/issues/{number}", "repository_url": API}
    said = {"id": 900 + number, "number": number, "title": "secret", "body": "secret", "user": user(login)}
    when = {"created_at": f"2024-03-04T08:{number:02}:00Z", "author_association": "MEMBER"}
    return {**where, **said, "labels": [{"name": "safety"}, {"name": "drill"}], **when, **more}


def remark(number: int, on: int, login: str, **more) -> dict:
    where = {"url": f"{API}/issues/comments/{number}", "html_url": f"{SITE}/issues/{on}#issuecomment-{number}"}
    said = {"id": number, "issue_url": f"{API}/issues/{on}", "user": user(login), "body": "secret"}
    return {**where, **said, "created_at": "2024-03-04T09:00:00Z", "author_association": "NONE", **more}


REVIEW = {
    "url": f"{API}/pulls/comments/6", "html_url": f"{SITE}/pull/2#discussion_r6", "id": 6, "user": user("carl"),
    "pull_request_url": f"{API}/pulls/2", "in_reply_to_id": 5, "created_at": "2024-03-04T10:00:00Z",
    "author_association": "NONE",
}  # fmt: skip
VERDICT = {
    "id": 8, "html_url": f"{SITE}/pull/2#pullrequestreview-8", "user": user("carl"), "body": "secret",
    "pull_request_url": f"{API}/pulls/2", "submitted_at": "2024-03-04T11:00:00Z", "author_association": "NONE",
}  # fmt: skip
PULL = issue(2, "bob", url=f"{API}/pulls/2", issue_url=f"{API}/issues/2", labels=[])


def author(login: str | None) -> dict | None:
    return None if login is None else {"login": login}


def said(name: str, minute: int, login: str | None, *, liked: tuple[str, ...] = (), **more) -> dict:
    reactions = [{"content": "HEART", "createdAt": "2024-03-05T00:00:00Z", "user": author(one)} for one in liked]
    about = {"id": name, "createdAt": f"2024-03-04T08:{minute:02}:00Z", "author": author(login), "body": "secret"}
    return {**about, "reactions": {"nodes": reactions}, **more}


def answer(*discussions: dict) -> dict:
    return {"data": {"repository": {"discussions": {"nodes": list(discussions)}}}}


REPLY = said("DC_2", 3, None, replyTo={"id": "DC_1"})
COMMENT = said("DC_1", 2, "bob", liked=("anne", "carl"), replyTo=None, replies={"nodes": [REPLY]})
DISCUSSION = said("D_1", 1, "anne", liked=("bob",), category={"name": "Ideas"}, comments={"nodes": [COMMENT]})
FILES = {
    "issues.json": [issue(1, "anne"), issue(3, None), issue(4, "watch[bot]"), issue(5, "Robot")],
    "comments.json": [remark(10, 1, "bob"), remark(11, 99, "anne"), REVIEW],
    "pulls.json": [PULL],
    "reviews.json": [VERDICT],
    "discussions.json": answer(DISCUSSION),
}


def test_issues_are_posts_and_comments_answer_them(tmp_path):
    told = acts(readings(TRACKER, tmp_path, FILES))
    first = act(told, "workshop/jigs/issues/1")
    assert (first["kind"], first["actor"]) == ("post", "anne")
    assert (first["channel"], first["tags"]) == ("workshop/jigs", "safety;drill")
    assert first["at"] == dt.datetime(2024, 3, 4, 8, 1, tzinfo=dt.UTC)
    comment = act(told, "workshop/jigs/issues/comments/10")
    assert (comment["kind"], comment["parent_id"], comment["thread_id"]) == (
        "comment", "workshop/jigs/issues/1", "workshop/jigs/issues/1",
    )  # fmt: skip
    assert act(told, "workshop/jigs/issues/comments/11")["parent_id"] == "workshop/jigs/issues/99"
    assert "secret" not in str(told.to_dicts())


def test_a_pull_request_is_an_issue_and_its_remarks_answer_remarks(tmp_path):
    told = acts(readings(TRACKER, tmp_path, FILES))
    assert act(told, "workshop/jigs/issues/2")["kind"] == "post"
    remark_ = act(told, "workshop/jigs/pulls/comments/6")
    assert (remark_["parent_id"], remark_["thread_id"]) == ("workshop/jigs/pulls/comments/5", "workshop/jigs/issues/2")
    verdict = act(told, "workshop/jigs/reviews/8")
    assert (verdict["parent_id"], verdict["at"].hour) == ("workshop/jigs/issues/2", 11)


def test_programs_are_known_and_closed_accounts_put_aside(tmp_path):
    robot = issue(5, "Robot", user=user("Robot", "Bot"))
    issues = [issue(3, None), issue(4, "watch[bot]"), robot, issue(6, "a")]
    told = acts(readings(TRACKER, tmp_path, {"issues.json": issues}))
    assert told["is_bot"].to_list() == [None, "true", "true", "false"]
    assert told["aside"].to_list() == ["deleted", None, None, None]


def test_discussions_nest_and_their_reactions_have_times(tmp_path):
    told = acts(readings(TRACKER, tmp_path, {"discussions.json": answer(DISCUSSION)}))
    kinds = {row["event_id"]: (row["kind"], row["parent_id"], row["aside"]) for row in told.iter_rows(named=True)}
    assert kinds == {
        "D_1": ("post", None, None), "DC_1": ("comment", "D_1", None), "DC_2": ("comment", "DC_1", "deleted"),
        "r:D_1:bob:HEART": ("reaction", "D_1", None), "r:DC_1:anne:HEART": ("reaction", "DC_1", None),
        "r:DC_1:carl:HEART": ("reaction", "DC_1", None),
    }  # fmt: skip
    assert act(told, "r:D_1:bob:HEART")["at"] == dt.datetime(2024, 3, 5, tzinfo=dt.UTC)
    assert set(told["channel"].to_list()) == {"Ideas"}
    assert set(told["thread_id"].to_list()) == {"D_1"}


@pytest.mark.parametrize("joint", ["\n", None])
def test_pages_may_follow_one_another_or_stand_in_a_list(tmp_path, joint):
    pages = [answer(DISCUSSION), answer(said("D_2", 9, "carl"))]
    content = json.dumps(pages) if joint is None else joint.join(json.dumps(page) for page in pages)
    told = acts(readings(TRACKER, tmp_path, {"discussions.json": content}))
    assert "D_2" in told["event_id"].to_list()
    assert told.height == 7


def test_records_by_lines_and_odd_values_are_read_and_what_is_none_is_refused(tmp_path):
    lines = "\n".join([json.dumps(issue(1, "anne", labels="none")), "[1]", json.dumps(issue(2, "bob", id=[1]))])
    found = readings(TRACKER, tmp_path, {"issues.ndjson": lines})
    assert acts(found)["actor"].to_list() == ["anne", "bob"]
    assert refused(found) == [("issues.ndjson", 2, "no_record")]


def test_a_damaged_file_is_refused_and_the_others_are_read(tmp_path):
    files = {"issues.json": [issue(1, "anne")], "comments.json": json.dumps([remark(1, 1, "bob")] * 2)[:-30]}
    found = readings(TRACKER, tmp_path, files)
    assert acts(found)["actor"].to_list() == ["anne"]
    assert refused(found) == [("comments.json", 0, "unreadable_member")]


def test_it_is_recognised_by_addresses_of_issues_or_by_discussions(tmp_path):
    told = recognised(TRACKER, folder_of(tmp_path / "a", {**FILES, "zzz.json": [{"a": 1}]}))
    assert told is not None
    assert told.certain == pytest.approx(5 / 6)
    assert told.why.startswith("comments.json: author_association, discussions.json: discussions")
    assert recognised(TRACKER, folder_of(tmp_path / "b", {"a.json": [{"html_url": f"{SITE}/issues/1"}]})) is None
    with pytest.raises(SourceUnreadable):
        readings(TRACKER, tmp_path / "d", {"a.json": [{"a": 1}]})


@given(
    content=damaged(json.dumps([issue(1, "anne"), issue(2, "bob")]).encode()),
    more=damaged(json.dumps(answer(DISCUSSION)).encode()),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_refused_never_a_traceback(tmp_path, content, more):
    survives(TRACKER, tmp_path, {"issues.json": content, "discussions.json": more})
