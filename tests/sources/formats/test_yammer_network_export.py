"""A Yammer network export: what people did, what is left aside, several months and several networks."""

from __future__ import annotations

import contextlib
import csv
import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources import load, write_canonical
from rse_maturity.sources.format import Context
from rse_maturity.sources.formats.yammer_network_export import YammerNetworkExport
from rse_maturity.sources.places import listings
from tests.sources.made_exports import spoken

if TYPE_CHECKING:
    from pathlib import Path

YAMMER = YammerNetworkExport()
JSON = '[{"id": 1, "replied_to_id": 1, "thread_id": 1, "sender_id": 1, "created_at": 1}]'
USERS = """id,name,email,job_title,location,department,joined_at,deleted_at,suspended_at,guid,state
1,Ada Roy,ada@example.org,Buyer,Lyon,Purchase,2023-01-09T23:30:00.000Z,,,g1,active
2,Bob Sol,bob@example.org,,,Sales,2023-02-01T08:00:00.000Z,null,2024-05-02T08:00:00.000Z,g2,soft_delete
3,Eve Lam,eve@example.org,,,Sales,,,,g3,soft_delete
4,Eve Lam,eve2@example.org,,,Legal,2023-03-01T08:00:00.000Z,,,g4,active
"""


def message(number: int, sender: int = 1, *, reply: int | str = "", **more: object) -> dict[str, object]:
    """Return one row of Messages.csv; a thread starter in a community where nothing else is said."""
    return {
        "id": number,
        "replied_to_id": reply,
        "thread_id": reply or number,
        "group_id": 7,
        "group_name": "Workshop",
        "conversation_id": "",
        "in_private_conversation": "false",
        "sender_id": sender,
        "sender_type": "user",
        "sender_name": "Ada Roy" if sender == 1 else "Bob Sol",
        "sender_email": "ada@example.org" if sender == 1 else "bob@example.org",
        "body": 'Some "secret"\nwords, here',
        "deleted_at": "",
        "deleted_by_id": "",
        "created_at": f"2024-03-04T08:{number % 60:02}:00.000Z",
        "message_type": "update",
    } | more


def table(*rows: dict[str, object]) -> bytes:
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return ("\ufeff" + written.getvalue()).encode()


def packed(path: Path, **members: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name.replace('__', '/')}.csv", content)
    return path


def acts(path: Path) -> pl.DataFrame:
    readings = YAMMER.read(listings([path], limits=Settings().input)[0], Context(Settings(), "UTC"))
    parts = [part for reading in readings if reading.parts is not None for part in reading.parts()]
    return pl.concat([part.frame.collect() for part in parts]).sort("event_id")


@pytest.fixture
def read(tmp_path):
    return lambda *rows: acts(packed(tmp_path / "export.zip", Messages=table(*rows), Users=USERS))


def test_posts_comments_and_threads(read):
    found = read(message(1), message(2, 2, reply=1), message(3, replied_to_id="null", thread_id=99))
    assert found.select("event_id", "kind", "parent_id", "thread_id", "actor").rows() == [
        ("1", "post", None, "1", "1"),
        ("2", "comment", "1", "1", "2"),
        ("3", "comment", "99", "99", "1"),
    ]
    assert found["at"][0] == datetime(2024, 3, 4, 8, 1, tzinfo=UTC)
    assert found["aside"].to_list() == [None] * 3


def test_what_is_put_aside(read):
    found = read(
        message(1, in_private_conversation="true"),
        message(2, in_private_conversation="", conversation_id=55),
        message(3, deleted_at="2024-03-05T08:00:00.000Z"),
        message(4, deleted_by_id=2),
        message(5, message_type="system", body="Ada Roy has created the Workshop group."),
        message(6, deleted_at="null"),
    )
    assert found["aside"].to_list() == ["private", "private", "deleted", "deleted", "system", None]


@pytest.mark.parametrize(
    ("body", "kind", "actor"),
    [
        ("Ada Roy has joined the Workshop group.", "join", "1"),
        ("Bob Sol a rejoint le groupe Workshop.", "join", "2"),
        ("[[user:42]] has joined the network.", "join", "42"),
        ("Zoe New joined the group.", "join", "Zoe New"),
        ("Bob Sol has left the group.", "leave", "2"),
        ("Bob Sol a quitté le groupe.", "leave", "2"),
    ],
)
def test_notices_become_joins_of_who_is_named(read, body, kind, actor):
    row = read(message(1, message_type="system", body=body)).row(0, named=True)
    assert (row["kind"], row["actor"], row["aside"], row["has_text"]) == (kind, actor, None, False)
    assert row["email"] == ("ada@example.org" if actor == "1" else None)


def test_a_notice_that_may_mean_two_people_stays_a_notice(read):
    row = read(message(1, message_type="system", body="Eve Lam has joined the group.")).row(0, named=True)
    assert (row["kind"], row["aside"]) == ("post", "system")


def test_themes_communities_and_bots(read):
    found = read(
        message(1, body="See [Tag:30:safety] and [tag:31:lean way]."),
        message(2, group_name="", group_id=""),
        message(3, group_name=""),
        message(4, sender_type="guide"),
    )
    assert found["tags"][0] == "safety;lean way"
    assert found["channel"].to_list() == ["Workshop", "storyline", "7", "Workshop"]
    assert found["is_bot"].to_list() == [None, None, None, "true"]


def test_texts_are_not_kept(read):
    assert "secret" not in str(read(message(1), message(2, reply=1)).to_dicts())


def test_people_with_and_without_a_date_of_joining(tmp_path):
    path = packed(tmp_path / "export.zip", Messages=table(message(1)), Users=USERS)
    people = YAMMER.read(listings([path], limits=Settings().input)[0], Context(Settings(), "Europe/Paris"))[1]
    assert people.role == "people"
    found = people.frame.collect()
    assert found["joined_at"].cast(pl.String()).to_list() == ["2023-01-10", "2023-02-01", None, "2023-03-01"]
    assert found["left_at"].cast(pl.String()).to_list() == [None, "2024-05-02", None, None]


def test_the_data_set_of_months_that_overlap(tmp_path):
    march = packed(tmp_path / "march.zip", Messages=table(message(1), message(2, 2, reply=1)), Users=USERS)
    later = message(3, 9, sender_name="Ida Fox", sender_email="ida@example.org")
    april = packed(tmp_path / "april.zip", Messages=table(message(2, 2, reply=1), later), Users=USERS)
    found = load([march, april], settings=Settings())
    who_did = spoken(found).select("actor", "kind").sort("actor").rows()
    assert who_did == [("1", "post"), ("2", "comment"), ("9", "post")]
    assert [source.duplicates for source in found.sources if source.role == "events"] in ([0, 1], [1, 0])
    assert found.capabilities["reaction"] == "no"
    assert found.people.filter(pl.col("id") == "2")["department"].to_list() == ["Sales"]


def test_networks_in_folders_of_their_own(tmp_path):
    path = packed(
        tmp_path / "export.zip",
        **{"41__Messages": table(message(1)), "42__Messages": table(message(2, 2)), "42__Users": USERS},
        **{"41__files__messages": table(message(9)), "41__MessageVersions": table(message(8))},
    )
    assert acts(path)["event_id"].to_list() == ["1", "2"]
    assert "(2)" in YAMMER.recognise(listings([path], limits=Settings().input)[0]).why


def test_other_tables_of_the_export_say_nothing_of_who_is_expected(tmp_path):
    admins = "id,name,email,verified\n1,Ada Roy,ada@example.org,true\n"
    staff = "email,department\nada@example.org,Purchase\n"
    export = {"Messages": table(message(1)), "Users": USERS, "Admins": admins}
    assert load([packed(tmp_path / "export.zip", **export)], settings=Settings()).directory is None
    found = load([packed(tmp_path / "more.zip", **export, staff=staff)], settings=Settings()).directory
    assert found is not None
    assert found.people == 1


def test_a_date_that_cannot_be_read_is_refused_with_its_line(tmp_path):
    rows = [message(1), message(2, created_at="soon"), message(3, created_at=""), message(4, sender_id="")]
    found = load([packed(tmp_path / "export.zip", Messages=table(*rows))], settings=Settings())
    assert found.events.height == 1
    assert found.rejected.select("line", "reason").rows() == [
        (4, "unreadable_time"),
        (6, "missing_time"),
        (8, "missing_actor"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "id,name\n1,x\n",
        "id,replied_to_id,text\n1,,x\n",
        '[{"id": 1, "replied_to_id": 1, "thread_id": 1, "sender_id": 1, "created_at": 1}]',
        "\x00\x01\x02\x03" * 50,
    ],
)
def test_other_files_are_not_taken_for_it(tmp_path, content):
    path = tmp_path / "Messages.csv"
    path.write_text(content)
    assert YAMMER.recognise(listings([path], limits=Settings().input)[0]) is None
    with pytest.raises(SourceUnreadable):
        YAMMER.read(listings([path], limits=Settings().input)[0], Context(Settings(), "UTC"))


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_told_or_counted(tmp_path, data):
    """Bytes cut out, or put in: an error that names the file, or rows refused; never anything else."""
    whole = packed(tmp_path / "whole.zip", Messages=table(*map(message, range(1, 30))), Users=USERS)
    damaged = tmp_path / "damaged.zip"
    if data.draw(st.booleans()):
        content = whole.read_bytes()
        place = data.draw(st.integers(0, len(content) - 1))
        damaged.write_bytes(content[:place] + content[place + data.draw(st.integers(1, 400)) :])
    else:
        content = table(*map(message, range(1, 30)))
        place = data.draw(st.integers(0, len(content)))
        odd = data.draw(st.sampled_from([b'"', b",", b"\n", b"\xff", b'"",', b"\x00", b'\n"x",'.join([b"1"] * 3)]))
        packed(damaged, Messages=content[:place] + odd + content[place:], Users=USERS)
    with contextlib.suppress(InputError):
        found = load([damaged], settings=Settings())
        for source in found.sources:
            assert source.rows == source.events + source.rejected + source.duplicates + source.left_out


def test_what_a_later_month_says_is_deleted_does_not_count_and_what_it_says_is_edited_counts_once(tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_bytes(table(message(1), message(2, 2, reply=1), message(3)))
    second.write_bytes(
        table(message(2, 2, reply=1, deleted_at="2024-04-02T08:00:00.000Z"), message(3, body="edited"), message(4))
    )
    given = load([first, second], settings=Settings())
    write_canonical([first], tmp_path / "kept", settings=Settings())
    appended = write_canonical([second], tmp_path / "kept", settings=Settings(), append=True)
    for dataset in (given, load([second, first], settings=Settings()), appended):
        assert dataset.events.height == 3
        assert spoken(dataset)["kind"].cast(pl.String()).to_list() == ["post"] * 3
    assert (given.dropped["deleted"], given.sources[0].left_out, given.sources[1].left_out) == (1, 1, 1)
