"""What must not change a data set: order of rows, doubles, another offset; and what the counts are then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.model import schema
from rse_maturity.sources import load
from tests.sources.made_exports import EVENTS, spoken

NAMES = st.sampled_from(["ann", "bob", "eve", "zoe"])
ROW = st.tuples(st.integers(0, 60 * 24 * 40), NAMES, st.sampled_from(["post", "comment", "like", "view"]), NAMES)
ROWS = st.lists(ROW, min_size=1, max_size=25)


def export(rows, *, offset=0, ids=True):
    zone = timezone(timedelta(hours=offset))
    lines = ["event_id,timestamp,actor,kind,parent_actor"]
    for number, (minute, actor, kind, parent) in enumerate(rows):
        at = (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)).astimezone(zone)
        lines.append(f"{number if ids else ''},{at.isoformat()},{actor},{kind},{parent}")
    return lines


def same(one, other):
    assert spoken(one).equals(spoken(other))
    assert one.people.equals(other.people)
    assert one.capabilities == other.capabilities
    assert (one.first_event, one.last_event) == (other.first_event, other.last_event)


def loaded(folder, *exports):
    paths = []
    for number, lines in enumerate(exports):
        path = folder / f"{number}.csv"
        path.write_text("\n".join(lines) + "\n")
        paths.append(path)
    return load(paths, settings=Settings())


@settings(max_examples=10, deadline=None)
@given(rows=ROWS, chance=st.randoms(use_true_random=False), ids=st.booleans())
def test_shuffled_rows(tmp_path_factory, rows, chance, ids):
    folder = tmp_path_factory.mktemp("rows")
    head, *lines = export(rows, ids=ids)
    shuffled = list(lines)
    chance.shuffle(shuffled)
    same(loaded(folder, [head, *lines]), loaded(folder, [head, *shuffled]))


@settings(max_examples=10, deadline=None)
@given(rows=ROWS, ids=st.booleans(), offset=st.integers(-11, 13))
def test_the_same_acts_twice_and_with_another_offset(tmp_path_factory, rows, ids, offset):
    folder = tmp_path_factory.mktemp("rows")
    once = loaded(folder, export(rows, ids=ids))
    same(once, loaded(folder, export(rows, ids=ids, offset=offset)))
    twice = loaded(folder, export(rows, ids=ids), export(rows, ids=ids, offset=offset))
    same(once, twice)
    assert [report.duplicates for report in twice.sources] == [0, len(rows)]


def test_the_same_id_twice_in_one_file_counts_once_whichever_comes_first(read):
    rows = ["a,2024-03-04T08:00:00Z,ada,post", "a,2024-03-04T09:00:00Z,bob,comment", "b,2024-03-05T08:00:00Z,ada,post"]
    one, other = (read("event_id,timestamp,actor,kind\n" + "\n".join(order)) for order in (rows, rows[::-1]))
    assert spoken(one).equals(spoken(other))
    assert (one.events.height, one.sources[0].duplicates) == (2, 1)


def test_identical_rows_without_id_are_kept_in_one_file_and_dropped_between_files(write):
    one = write("timestamp,actor\n2024-01-01,ann\n2024-01-01,ann\n", "one.csv")
    other = write("timestamp,actor\n2024-01-01,ann\n2024-01-02,bob\n", "other.csv")
    dataset = load([one, other], settings=Settings())
    assert [(report.events, report.duplicates) for report in dataset.sources] == [(2, 0), (1, 1)]


def test_rows_without_id_that_differ_in_a_text_are_two_acts(write):
    one = write("timestamp,actor,text\n2024-01-01,ann,hello\n", "one.csv")
    other = write("timestamp,actor,text\n2024-01-01,ann,goodbye\n", "other.csv")
    assert load([one, other], settings=Settings()).events.height == 2


def test_no_text_is_kept_and_each_is_counted(read):
    dataset = read("timestamp,actor,text\n2024-01-01,ann,secret words\n2024-01-02,bob,\n")
    frames = (dataset.events, dataset.people, dataset.channels, dataset.tags, dataset.rejected)
    assert not any("secret" in frame.write_json() for frame in frames)
    assert dataset.dropped == {"texts": 1}


def test_a_path_named_twice_is_read_once(write):
    path = write(EVENTS)
    assert len(load([path, str(path)], settings=Settings()).sources) == 1


def test_events_have_the_columns_of_the_model(read):
    dataset = read(EVENTS)
    assert dataset.events.schema == pl.Schema(schema.EVENTS)
    assert dataset.people.schema == pl.Schema(schema.PEOPLE)
    assert dataset.channels.schema == pl.Schema(schema.CHANNELS)
    assert dataset.tags.schema == pl.Schema(schema.TAGS)
    assert dataset.rejected.schema == pl.Schema(schema.REJECTED)
    assert dataset.people["person"].to_list() == list(range(dataset.people.height))
