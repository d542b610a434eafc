"""Slack member analytics: counts of a day become as many acts of that day."""

from __future__ import annotations

import datetime as dt
import gzip
import json

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.errors import InputError
from rse_maturity.sources.format import Context
from rse_maturity.sources.formats.slack_analytics import SlackAnalytics
from rse_maturity.sources.places import listings
from tests.sources.formats.chat_exports import (
    events_of,
    folder_of,
    parts_of,
    read,
    recognised,
    refusals_of,
)

ANALYTICS = SlackAnalytics()


def line(user: str = "UANNE", day: str = "2024-03-04", **more) -> dict:
    counts = {"messages_posted_count": 0, "channel_messages_posted_count": 0, "reactions_added_count": 0}
    return {"date": day, "user_id": user, "is_active": False, "search_count": 9, **counts, **more}


def lines(*said: object) -> str:
    return "\n".join(json.dumps(one) for one in said)


def test_counts_become_acts_and_what_is_outside_channels_is_private(tmp_path):
    busy = line(is_active=True, messages_posted_count=5, channel_messages_posted_count=3, reactions_added_count=2)
    told = events_of(ANALYTICS, folder_of(tmp_path, {"a.json": lines(busy, line("UBOB"))}))
    counts = {(kind, aside): often for kind, aside, often in told.group_by("kind", "aside").len().iter_rows()}
    assert counts == {("post", None): 3, ("post", "private"): 2, ("reaction", None): 2, ("login", None): 1}
    assert told["by_day"].all()
    assert told["event_id"].is_unique().all()
    assert told.select("aside", "actor").unique().sort("aside").rows() == [(None, "UANNE"), ("private", None)]


def test_without_the_count_of_channels_every_message_is_kept(tmp_path):
    said = line(messages_posted_count="2")
    del said["channel_messages_posted_count"]
    told = events_of(ANALYTICS, folder_of(tmp_path, {"a.json": lines(said)}))
    assert told.select("kind", "aside").rows() == [("post", None)] * 2


def test_each_member_is_listed_once_as_the_latest_day_has_them(tmp_path):
    claimed = int(dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp())
    files = {
        "b.json": lines(line(email_address="old@example.org", is_guest=True), line("UBOB")),
        "a.json": lines(line(day="2024-03-05", email_address="anne@example.org", is_guest=False, date_claimed=claimed)),
    }
    people = read(ANALYTICS, folder_of(tmp_path, files))["people"]
    assert people.frame.collect().drop("blank").rows() == [
        ("UANNE", "anne@example.org", "false", dt.date(2020, 1, 1)),
        ("UBOB", None, None, None),
    ]


def test_join_dates_that_no_file_gives_are_not_told(tmp_path):
    people = read(ANALYTICS, folder_of(tmp_path, {"a.json": lines(line())}))["people"]
    assert "joined_at" not in people.fields


def test_a_packed_file_of_one_line_is_recognised(tmp_path):
    path = tmp_path / "member.json.gz"
    path.write_bytes(gzip.compress(lines(line(is_active=True)).encode()))
    assert recognised(ANALYTICS, path) is not None
    assert events_of(ANALYTICS, path).height == 1
    assert recognised(ANALYTICS, folder_of(tmp_path / "x", {"a.json": lines({"user_id": "U", "date": "d"})})) is None


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "America/Sao_Paulo"])
def test_the_day_stays_the_day_in_every_zone(tmp_path, zone):
    folder_of(tmp_path, {"a.json": lines(line(day="2018-11-04", is_active=True))})  # midnight does not exist in Brazil
    reading = ANALYTICS.read(listings([tmp_path], limits=Settings().input)[0], Context(Settings(), zone))[0]
    told = parts_of(reading)[0].frame.collect()
    assert told["at"].dt.convert_time_zone(zone).dt.date().to_list() == [dt.date(2018, 11, 4)]


def test_counts_that_cannot_be_are_refused_by_line(tmp_path):
    said = [line(is_active=True), 3, line(messages_posted_count=-1), line(reactions_added_count=10**9)]
    path = folder_of(tmp_path, {"a.json": lines(*said)})
    assert refusals_of(ANALYTICS, path) == [
        ("a.json", 2, "no_record"),
        ("a.json", 3, "impossible_count"),
        ("a.json", 4, "impossible_count"),
    ]
    assert events_of(ANALYTICS, path).height == 1


def test_a_day_that_cannot_be_read_leads_to_its_line(tmp_path):
    said = [line(messages_posted_count=2, channel_messages_posted_count=2), line(day="soon", is_active=True)]
    part = parts_of(read(ANALYTICS, folder_of(tmp_path, {"a.json": lines(*said)}))["events"])[0]
    rows = part.frame.collect().with_row_index()
    assert part.lines is not None
    assert part.lines(rows.filter(pl.col("at").is_null())["index"].to_list()) == [2]


_VALUE = st.none() | st.booleans() | st.integers(-5, 10**20) | st.text(max_size=4) | st.lists(st.integers(), max_size=2)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(
        _VALUE | st.fixed_dictionaries({}, optional=dict.fromkeys(line(email_address="", date_claimed=0), _VALUE)),
        min_size=1,
        max_size=4,
    ),
    cut=st.integers(0, 5),
)
def test_whatever_a_line_holds_there_is_a_clear_error_or_a_count(tmp_path, said, cut):
    content = lines(line(), *said)
    folder_of(tmp_path, {"a.json": content[: len(content) - cut]})
    try:
        parts = parts_of(read(ANALYTICS, tmp_path)["events"])
    except InputError:
        return
    for part in parts:
        assert part.frame.collect()["kind"].is_in(["post", "reaction", "login"]).all()
