"""The data set that is written, read back and added to."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from rse_maturity.config import Settings, load_settings
from rse_maturity.errors import OutputRefused, SourceUnreadable
from rse_maturity.sources import load, write_canonical
from tests.sources.formats.chat_exports import folder_of
from tests.sources.formats.test_rocketchat import message as chat
from tests.sources.made_exports import EVENTS, spoken

CASES = Path(__file__).parents[1] / "cases"
DIRECTORY = (
    "id,department,manager,status,joined_at\nada,Sales,,Actif,2020-01-01\nbob,Sales,ada,Actif,\nzed,Legal,ada,Sorti,"
)
ODD = "event_id,timestamp,actor,kind,thread_id,tags\n1,2024-03-04,ann,poll vote,t,#b;a\n2,2024-03-05,bob,frob,t,a\n"
NAMELESS = "timestamp,actor,kind\n2024-01-01,ann,post\n2024-01-01,ann,post\n2024-01-02,bob,post\n"


def same(one, other):
    assert spoken(one).equals(spoken(other))
    assert one.people.equals(other.people)
    assert one.tags.equals(other.tags)
    assert (one.capabilities, one.directory) == (other.capabilities, other.directory)
    assert (one.zone, one.first_event, one.last_event) == (other.zone, other.first_event, other.last_event)


@pytest.mark.parametrize("content", [EVENTS, ODD, NAMELESS])
@pytest.mark.parametrize("directory", [True, False])
def test_what_is_written_is_read_back_the_same(write, tmp_path, content, directory):
    people = {"files": [write(DIRECTORY, "people.csv")]} if directory else {}
    settings = load_settings(None, overrides={"people": people, "time": {"zone": "Europe/Paris"}})
    source = write(content)
    written = write_canonical([source], tmp_path / "out" / "data", settings=settings)
    same(written, load([source], settings=settings))
    back = load([tmp_path / "out" / "data"], settings=Settings())
    same(written, back)
    assert (back.zone_source, back.sources[0].format) == ("export", "canonical")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["data"]


@pytest.mark.parametrize("content", [EVENTS, NAMELESS])
def test_adding_accumulates_without_doubles(write, tmp_path, content):
    head, *rows = content.splitlines(keepends=True)
    settings = Settings()
    whole = load([write(content)], settings=settings)
    write_canonical([write(head + "".join(rows[:2]), "one.csv")], tmp_path / "data", settings=settings)
    for _ in range(2):
        write_canonical([write(head + "".join(rows[1:]), "two.csv")], tmp_path / "data", settings=settings, append=True)
    added = load([tmp_path / "data"], settings=settings)
    if content is EVENTS:
        same(added, whole)
    else:  # the second file repeats one of two equal rows: it is not a third
        assert added.events.height == whole.events.height


def test_without_append_an_earlier_data_set_is_replaced(write, tmp_path):
    write_canonical([write(EVENTS)], tmp_path / "data", settings=Settings())
    write_canonical([write(NAMELESS)], tmp_path / "data", settings=Settings())
    assert load([tmp_path / "data"], settings=Settings()).events.height == 3


def test_ids_on_disk_are_text_and_no_text_of_messages_is(write, tmp_path):
    write_canonical([write(EVENTS.replace("channel", "text"))], tmp_path / "data", settings=Settings())
    events = pl.read_parquet(tmp_path / "data" / "events.parquet")
    assert events.select("event_id", "parent_id").row(1) == ("b", "a")
    assert "welcome" not in events.write_json()


def test_a_folder_with_other_files_is_left_alone(write, tmp_path):
    with pytest.raises(OutputRefused, match="holds files"):
        write_canonical([write(EVENTS)], tmp_path, settings=Settings())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.csv"]


def test_a_kill_while_writing_leaves_the_old_data_set(write, tmp_path, monkeypatch):
    write_canonical([write(EVENTS)], tmp_path / "data", settings=Settings())

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rse_maturity.sources.writing._swap", killed)
    with pytest.raises(KeyboardInterrupt):
        write_canonical([write(NAMELESS)], tmp_path / "data", settings=Settings())
    assert load([tmp_path / "data"], settings=Settings()).events.height == 4


def test_a_folder_whose_manifest_is_gone_is_no_data_set(write, tmp_path):
    write_canonical([write(EVENTS)], tmp_path / "data", settings=Settings())
    (tmp_path / "data" / "manifest.json").unlink()
    with pytest.raises(SourceUnreadable, match="manifest"):
        load([tmp_path / "data"], settings=load_settings(None, overrides={"input": {"format": "canonical"}}))


def test_what_was_dropped_is_still_told_of_a_data_set_and_adds_up(tmp_path):
    (export,) = (path for path in (CASES / "slack_export").iterdir() if path.name != "expected.toml")
    whole = load([export], settings=Settings())
    assert {name: whole.dropped[name] for name in ("private", "deleted", "system", "bots")} == {
        "private": 1, "deleted": 1, "system": 1, "bots": 1,
    }  # fmt: skip
    write_canonical([export], tmp_path / "data", settings=Settings())
    assert load([tmp_path / "data"], settings=Settings()).dropped == whole.dropped
    (other,) = (path for path in (CASES / "mattermost_bulk").iterdir() if path.name != "expected.toml")
    more = load([other], settings=Settings()).dropped
    write_canonical([other], tmp_path / "data", settings=Settings(), append=True)
    added = load([tmp_path / "data"], settings=Settings()).dropped
    assert added == {name: whole.dropped.get(name, 0) + more.get(name, 0) for name in added}
    assert set(added) == {*whole.dropped, *more}


def test_a_data_set_of_before_dropped_rows_were_told_is_read(write, tmp_path):
    write_canonical([write(EVENTS)], tmp_path / "data", settings=Settings())
    manifest = tmp_path / "data" / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    for odd in (None, [1], {"private": "x"}):
        manifest.write_text(json.dumps(told | {"dropped": odd}), encoding="utf-8")
        assert load([tmp_path / "data"], settings=Settings()).dropped == {"texts": 0}


def test_what_was_deleted_stays_so_when_an_older_export_is_added_later(tmp_path):
    data = tmp_path / "data"
    january = {"messages": [chat(name, ts=f"2024-01-0{day}T08:00:00Z") for day, name in enumerate("abc", 1)]}
    february = {"messages": [chat("d", ts="2024-02-01T08:00:00Z"), chat("b", ts="2024-01-02T08:00:00Z", t="rm")]}
    march = {"messages": [chat("e", ts="2024-03-01T08:00:00Z")]}
    first, second, third = (
        folder_of(tmp_path / str(number), {"m.json": said}) for number, said in enumerate((january, february, march))
    )
    write_canonical([second], data, settings=Settings())
    write_canonical([third], data, settings=Settings(), append=True)
    added = write_canonical([first], data, settings=Settings(), append=True)
    assert added.events.height == load([first, second], settings=Settings()).events.height + 1 == 4
    assert load([data, first], settings=Settings()).events.height == 4
    assert pl.read_parquet(data / "deleted.parquet").rows() == [("b",)]


def test_a_list_of_the_deleted_that_is_none_is_told(write, tmp_path):
    write_canonical([write(EVENTS)], tmp_path / "data", settings=Settings())
    assert not (tmp_path / "data" / "deleted.parquet").exists()
    pl.DataFrame({"other": [1]}).write_parquet(tmp_path / "data" / "deleted.parquet")
    with pytest.raises(SourceUnreadable, match="no event_id"):
        load([tmp_path / "data"], settings=Settings())
