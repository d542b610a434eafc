from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.tables.activity import firsts
from rse_maturity.tables.roots import roots
from rse_maturity.tables.threads import answers

SPAN = [(date(2024, 1, 1), date(2024, 1, 28))]


def read(events):
    """Source, target and author of the root of every reply, in the order of sources."""
    return answers(events).select("source", "target", "author").sort("source", "target", "author").rows()


def act(kind, actor, *, event=None, at="2024-01-05T10:00", **given_fields):
    return {"kind": kind, "actor": actor, "event": event, "at": at, **given_fields}


def test_an_answer_to_an_answer_hangs_from_the_post(event_rows):
    events = event_rows(
        [
            act("post", 0, event=1),
            act("comment", 1, event=2, parent=1),
            act("comment", 2, event=3, parent=2),
            act("comment", 3, event=4, parent=3),
            act("reaction", 4, parent=4),
        ]
    )
    assert read(events) == [(1, 0, 0), (2, 1, 0), (3, 2, 0), (4, 3, 0)]


def test_a_parent_that_is_not_there_is_nobody_unless_the_source_names_who(event_rows):
    events = event_rows([act("comment", 0, event=2, parent=99), act("comment", 1, parent=99, parent_actor=4)])
    assert read(events) == [(0, None, None), (1, 4, None)]


def test_a_parent_in_the_export_wins_over_the_name_given(event_rows):
    events = event_rows([act("post", 0, event=1), act("comment", 1, parent=1, parent_actor=5)])
    assert read(events) == [(1, 0, 0)]


def test_without_a_parent_a_comment_answers_who_started_the_thread(event_rows):
    events = event_rows([act("post", 0, event=1, thread=1), act("comment", 1, thread=1), act("reaction", 2, thread=1)])
    assert read(events) == [(1, 0, 0), (2, 0, 0)]


def test_an_unknown_parent_is_in_its_thread_but_answers_nobody_known(event_rows):
    events = event_rows([act("post", 0, event=1), act("comment", 1, parent=98, thread=1)])
    assert read(events) == [(1, None, 0)]


def test_a_thread_with_a_name_of_its_own_begins_with_its_first_post(event_rows):
    events = event_rows(
        [
            act("post", 3, event=11, thread=500, at="2024-01-04T10:00"),
            act("post", 0, event=10, thread=500, at="2024-01-03T10:00"),
            act("comment", 1, event=12, thread=500),
            act("comment", 2, event=13, thread=501),
        ]
    )
    assert read(events) == [(1, 0, 0), (2, None, None)]


def test_a_thread_given_leads_past_a_gap_in_the_parents(event_rows):
    events = event_rows(
        [act("post", 0, event=1), act("comment", 1, event=2, parent=77, thread=1), act("comment", 2, parent=2)]
    )
    assert read(events) == [(1, None, 0), (2, 1, 0)]


@pytest.mark.parametrize("length", [1, 2, 3, 4, 7, 8])
def test_replies_in_a_circle_have_no_root_and_come_to_an_end(event_rows, length):
    ring = [act("comment", i, event=i + 1, parent=(i + 1) % length + 1) for i in range(length)]
    tail = [act("comment", 20, event=50, parent=1), act("reaction", 21, parent=50)]
    fine = [act("post", 30, event=60), act("comment", 31, parent=60)]
    table = answers(event_rows([*ring, *tail, *fine]))
    assert table.filter(pl.col("root").is_not_null())["source"].to_list() == [31]
    assert table.filter(pl.col("source") == 20)["target"].to_list() == [0]


@given(st.lists(st.integers(-1, 40), min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_roots_are_those_found_one_step_at_a_time(event_rows, parents, shuffler):
    rows = [
        act("post" if parent < 0 else "comment", number, event=number, parent=None if parent < 0 else parent)
        for number, parent in enumerate(parents)
    ]

    def climb(number):
        seen = set()
        while number not in seen:
            seen.add(number)
            if number >= len(parents):
                return None
            if parents[number] < 0:
                return number
            number = parents[number]
        return None

    expected = {number: climb(number) for number, parent in enumerate(parents) if parent >= 0}
    shuffler.shuffle(rows)
    table = answers(event_rows(rows))
    assert dict(table.select("source", "author").rows()) == expected


def test_roots_say_what_came_back(event_rows, people_rows):
    events = event_rows(
        [
            act("post", 0, event=1, at="2024-01-05T10:00"),
            act("comment", 0, event=2, parent=1, at="2024-01-05T11:00"),  # the author goes on: no answer, no echo
            act("post", 1, event=3, at="2024-01-05T10:00"),
            act("comment", 1, event=4, parent=3, at="2024-01-05T10:30"),
            act("comment", 2, event=5, parent=4, at="2024-01-05T12:30"),
            act("post", 2, event=6, at="2024-01-06T10:00"),
            act("reaction", 0, parent=6),
            act("share", 3, event=7, at="2024-01-07T10:00"),
            act("upload", 3, event=8, at="2024-02-20T10:00"),
            act("post", 4, event=9, at="2024-03-01T10:00"),  # after the last day
        ]
    )
    people = people_rows(5, columns={"unit": ["Sales"] * 5, "is_bot": [False] * 5})
    table = roots(
        events, answers(events), people, begun=firsts(events.lazy()), spans=SPAN, last_day=date(2024, 2, 28), zone="UTC"
    )
    columns = ["author", "period", "first_answer_hours", "comments", "echo"]
    assert table.select(columns).rows() == [
        (0, 0, None, 1, False),
        (1, 0, 2.5, 2, True),
        (2, 0, None, 0, True),
        (3, 0, None, 0, False),
        (3, None, None, 0, False),
    ]
    assert table["unit"].to_list() == ["Sales"] * 5
    assert not table["repeated"].any()
    assert table["comments"].dtype == pl.UInt32


def test_a_root_in_two_answer_windows_stands_twice(event_rows, people_rows):
    events = event_rows([act("post", 0, event=1)])
    spans = [*SPAN, (date(2024, 1, 4), date(2024, 1, 31))]
    table = roots(
        events,
        answers(events),
        people_rows(1),
        begun=firsts(events.lazy()),
        spans=spans,
        last_day=date(2024, 2, 28),
        zone="UTC",
    )
    assert table.select("period", "repeated").rows() == [(0, False), (1, True)]


def test_answerers_are_different_people_other_than_the_author(event_rows, people_rows):
    comments = {1: [], 2: [9, 9], 3: [9], 4: [9, 8], 5: [9, 8, 9, 7, 8], 6: [6, 9, 6, 8], 7: [3, 5, 1, 4, 5, 2]}
    events = event_rows(
        [
            *(act("post", author, event=author) for author in comments),
            *(act("comment", source, parent=author) for author, given in comments.items() for source in given),
            act("reaction", 4, parent=1),
        ]
    )
    table = roots(
        events,
        answers(events),
        people_rows(10),
        begun=firsts(events.lazy()),
        spans=SPAN,
        last_day=date(2024, 2, 28),
        zone="UTC",
    )
    assert dict(table.select("author", "answerers").rows()) == {1: 0, 2: 1, 3: 1, 4: 2, 5: 3, 6: 2, 7: 5}


@pytest.mark.parametrize(("zone", "hours"), [("UTC", 62.0), ("Europe/Paris", 61.0), ("America/New_York", 67.0)])
def test_a_root_is_followed_until_midnight_after_the_last_day(event_rows, people_rows, zone, hours):
    events = event_rows([act("post", 0, event=1, at="2024-01-05T10:00")])
    table = roots(
        events,
        answers(events),
        people_rows(1),
        begun=firsts(events.lazy()),
        spans=SPAN,
        last_day=date(2024, 1, 7),
        zone=zone,
    )
    assert table["followed_hours"].to_list() == [hours]


def test_an_answer_dated_before_its_post_was_waited_for_no_time(event_rows, people_rows):
    events = event_rows([act("post", 0, event=1), act("comment", 1, parent=1, at="2024-01-05T09:00")])
    table = roots(
        events,
        answers(events),
        people_rows(2),
        begun=firsts(events.lazy()),
        spans=SPAN,
        last_day=date(2024, 2, 28),
        zone="UTC",
    )
    assert table["first_answer_hours"].to_list() == [0.0]


def test_an_opening_is_the_first_root_on_the_day_of_the_first_contribution(event_rows, people_rows):
    events = event_rows(
        [
            act("post", 0, event=1, at="2024-01-06T10:00"),
            act("post", 0, event=2, at="2024-01-05T11:00"),
            act("reaction", 0, parent=9, at="2024-01-04T11:00"),
            act("comment", 1, parent=2, at="2024-01-05T12:00"),
            act("post", 1, event=3, at="2024-01-05T13:00"),
            act("comment", 2, parent=2, at="2024-01-05T23:00"),
            act("post", 2, event=4, at="2024-01-06T00:00"),
        ]
    )
    table = roots(
        events,
        answers(events),
        people_rows(3),
        begun=firsts(events.lazy()),
        spans=SPAN,
        last_day=date(2024, 2, 28),
        zone="UTC",
    )
    assert sorted(table.filter("opening").select("author", "day").rows()) == [
        (0, date(2024, 1, 5)),
        (1, date(2024, 1, 5)),
    ]
