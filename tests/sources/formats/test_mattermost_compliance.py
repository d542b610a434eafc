"""A Mattermost compliance export: a log in which one post comes back at each change, in three versions."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.errors import InputError
from rse_maturity.sources import load
from rse_maturity.sources.formats.mattermost_compliance import MattermostCompliance
from tests.sources.formats.chat_exports import events_of, parts_of, read, recognised, refusals_of, zip_of

LOG = MattermostCompliance()
NINE = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)
V5 = (
    "Post Creation Time", "Team Id", "Team Name", "Team Display Name", "Channel Id", "Channel Name",
    "Channel Display Name", "Channel Type", "User Id", "User Email", "Username", "Post Id", "Edited By Post Id",
    "Replied to Post Id", "Post Message", "Post Type",
)  # fmt: skip
V6 = (*V5, "User Type", "Previews Post Id")
V10 = (V5[0], "Post Update Time", "Post Update Type", *V6[1:])


def row(minutes: float, user: str, post: str = "", **more: str) -> dict[str, str]:
    at = str(int((NINE + dt.timedelta(minutes=minutes)).timestamp() * 1000))
    place = {"Team Id": "t", "Team Display Name": "Plant", "Channel Id": "c", "Channel Display Name": "Quality"}
    who = {"User Id": user, "User Email": f"{user}@example.org", "Username": f"name.{user}", "User Type": "user"}
    what = {"Post Id": post, "Post Message": "secret words", "Post Type": "message", "Channel Type": "public"}
    named = {name.replace("_", " "): value for name, value in more.items()}
    return {"Post Creation Time": at, **place, **who, **what, **named}


def table(columns: tuple[str, ...], *rows: dict[str, str], cells: int | None = None) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for told in rows:
        width = len(columns) - 1 if told.get("Post Type") == "attachment" and columns == V6 else cells
        writer.writerow([told.get(column, "") for column in columns][:width])
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    def written(*rows: dict[str, str], columns: tuple[str, ...] = V10):
        path = tmp_path / "posts.csv"
        path.write_text(table(columns, *rows), encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize("columns", [V5, V6, V10])
def test_posts_and_answers_are_read_in_each_version(file, columns):
    path = file(row(0, "anne", "p1"), row(5, "bob", "p2", Replied_to_Post_Id="p1"), columns=columns)
    told = events_of(LOG, path)
    assert recognised(LOG, path).why == f"Post Creation Time, Replied to Post Id: {len(columns)} columns"
    assert told.select("event_id", "actor", "kind", "parent_id", "thread_id", "channel").rows() == [
        ("p1", "anne", "post", None, "p1", "Quality"),
        ("p2", "bob", "comment", "p1", "p1", "Quality"),
    ]
    assert told["at"].to_list() == [NINE, NINE + dt.timedelta(minutes=5)]
    assert told["email"].to_list() == ["anne@example.org", "bob@example.org"]


def test_a_post_that_comes_back_counts_once(file):
    again = row(0, "anne", "p1", Post_Update_Type="UpdatedNoMsgChange")
    attached = row(0, "anne", "p1", Post_Type="attachment")
    old = row(0, "anne", "p0", Post_Update_Type="EditedOriginalMsg", Edited_By_Post_Id="p1")
    new = row(0, "anne", "p1", Post_Update_Type="EditedNewMsg")
    told = load([file(row(0, "anne", "p1"), again, attached, old, new)], settings=Settings())
    assert (told.events.height, told.sources[0].duplicates) == (1, 4)


def test_rows_of_attachments_may_lack_their_last_cell(tmp_path):
    broken = table(V6, row(0, "anne", "p1"), row(0, "anne", "p1", Post_Type="attachment")) + "only,three,cells\n"
    long = broken + ",".join("x" * 19) + "\n"  # more cells than the header: the piece is read row by row
    for text, refused in ((broken, 1), (long, 2)):
        path = tmp_path / "posts.csv"
        path.write_text(text)
        told = load([path], settings=Settings())
        assert (told.events.height, told.sources[0].duplicates, told.sources[0].rejected) == (1, 1, refused)


def test_deleted_posts_are_left_aside_wherever_they_come_back(file):
    by_column = [row(0, "anne", "p1"), row(0, "anne", "p1", Post_Update_Type="Deleted")]
    by_text = [row(1, "bob", "p2"), row(1, "bob", "p2", Post_Message="delete secret words")]
    about = [row(2, "bob", "p3", Post_Message="delete this, please")]
    told = events_of(LOG, file(*by_column, *by_text, *about))
    assert told.select("event_id", "aside").rows() == [("p1", "deleted")] * 2 + [("p2", "deleted")] * 2 + [("p3", None)]


def test_who_comes_and_goes_and_who_was_there(file):
    told = events_of(
        LOG,
        file(
            row(0, "anne", Post_Type="previously-joined"),
            row(1, "bob", Post_Type="enter"),
            row(2, "bob", Post_Type="leave"),
            row(1, "bob", "p9", Post_Type="system_join_channel"),
            columns=V5,
        ),
    ).sort("at", "aside")
    assert told.select("kind", "actor", "aside").rows() == [
        ("post", "anne", "system"), ("join", "bob", None), ("post", "bob", "system"), ("leave", "bob", None)
    ]  # fmt: skip
    path = file(row(0, "anne", Post_Type="previously-joined"), row(1, "bot", "p1", User_Type="bot"))
    people = read(LOG, path)["people"].frame.collect()
    assert people.select("person_id", "display_name", "email", "is_bot").rows() == [
        ("anne", "name.anne", "anne@example.org", None), ("bot", "name.bot", "bot@example.org", "true")
    ]  # fmt: skip


def test_direct_and_group_messages_are_left_aside_without_their_people(file):
    rows = [row(0, "anne", "p1", Channel_Type="direct"), row(1, "bob", "p2", Channel_Type="group")]
    path = file(*rows, row(2, "carol", "p3", Channel_Type="private"))
    told = events_of(LOG, path)
    assert told.select("aside", "actor", "email").rows() == [
        ("private", None, None), ("private", None, None), (None, "carol", "carol@example.org")
    ]  # fmt: skip
    assert read(LOG, path)["people"].frame.collect()["person_id"].to_list() == ["carol"]


def test_channels_of_one_name_in_two_teams_are_told_apart(file):
    other = {"Channel_Id": "d", "Team_Display_Name": "Office"}
    told = events_of(LOG, file(row(0, "anne", "p1"), row(1, "anne", "p2", **other)))
    assert told["channel"].to_list() == ["Quality (Plant)", "Quality (Office)"]


def test_batches_of_several_days_are_one_export(tmp_path):
    first = zip_of(tmp_path / "b1.zip", {"posts.csv": table(V10, row(0, "anne", "p1")), "metadata.json": "{}"})
    rows = [row(0, "anne", "p1"), row(5, "bob", "p2", Replied_to_Post_Id="p1")]
    second = zip_of(tmp_path / "b2.zip", {"posts.csv": table(V10, *rows), "files/p2/f-posts.csv": "a,b\n1,2\n"})
    whole = {"batch001.zip": first.read_bytes(), "batch002.zip": second.read_bytes()}
    path = zip_of(tmp_path / "export.zip", {f"compliance-export-2024/{name}": raw for name, raw in whole.items()})
    told = load([path], settings=Settings())
    assert (told.events.height, told.sources[0].duplicates) == (2, 1)
    assert told.sources[0].evidence.endswith("(2 files): 20 columns")


def test_themes_are_kept_and_texts_are_not(file):
    told = events_of(LOG, file(row(0, "anne", "p1", Post_Message="see #Safety, at once")))
    assert told["tags"].to_list() == ["#Safety"]
    assert "at once" not in str(told.rows())


def test_a_bad_row_is_told_by_its_member_and_line(file):
    rows = [row(0, "anne", "p1"), row(0, "bob", "p2", Post_Creation_Time="soon"), row(1, "", "p3", Username="")]
    told = load([file(*rows)], settings=Settings())
    assert told.rejected.select("line", "field", "reason").rows() == [
        (3, "timestamp", "unreadable_time"), (4, "actor", "missing_actor")
    ]  # fmt: skip


_CELLS = st.lists(st.lists(st.text(max_size=6), min_size=14, max_size=21), max_size=4)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_CELLS, cut=st.integers(0, 80), encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_whatever_the_rows_hold_there_is_a_clear_error_or_a_count(tmp_path, rows, cut, encoding):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([V6, *rows])
    content = out.getvalue().encode(encoding, errors="replace")
    path = tmp_path / "posts.csv"
    path.write_bytes(content[: len(content) - cut] if cut < 40 else content)
    try:
        parts = parts_of(read(LOG, path)["events"])
    except InputError:
        return
    found = sum(part.frame.collect().height for part in parts) + len(refusals_of(LOG, path))
    assert found <= 2 * sum(len(row) for row in rows) + 2
