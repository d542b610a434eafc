"""The history: what is added is found again, on a file and on a server alike."""

from __future__ import annotations

import shutil
import subprocess
import sys
import traceback
import zlib
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from rse_maturity.errors import HistoryNotFound, HistoryTooNew, HistoryUnusable, UnknownName
from rse_maturity.tracking import database as room
from rse_maturity.tracking.database import Database
from rse_maturity.tracking.history import open_history
from rse_maturity.tracking.schema import METADATA, REVISIONS, VERSION_TABLE
from rse_maturity.tracking.snapshot import without_persons
from tests.tracking.conftest import PASSWORD
from tests.tracking.made_history import analysed, entry

JANUARY, FEBRUARY, MARCH = date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)
WRITERS = 20


@contextmanager
def opened(address, *, create=False):
    database = Database(address, create=create)
    with database.reading() as connection:
        yield connection
    database.close()


def test_what_was_added_is_found_again_oldest_first(address):
    entries = [entry(end) for end in (MARCH, JANUARY, FEBRUARY)]
    with open_history(address, create=True) as history:
        assert history.add(entries) == 3
    with open_history(address) as history:
        assert history.snapshots(network="default") == tuple(
            one.snapshot for one in (entries[1], entries[2], entries[0])
        )
        assert history.analysis_on(date(2024, 2, 10), network="default") == without_persons(entries[2].analysis)
        assert [one.snapshot.end for one in history.entries(network="default")] == [JANUARY, FEBRUARY, MARCH]


def test_the_same_period_twice_replaces(address):
    with open_history(address, create=True) as history:
        history.add([entry(JANUARY, participation=0.2), entry(FEBRUARY)])
        history.add([entry(JANUARY, participation=0.4)])
        found = history.snapshots(network="default")
        assert [one.metrics["participation_rate"].value for one in found] == [0.4, 0.23]
        assert history.analysis_on(JANUARY, network="default").metrics["participation_rate"].value == 0.4
    with opened(address) as connection:  # nothing is left of what was replaced
        for name, rows in (("snapshot", 2), ("analysis", 2), ("figure", 2 * len(found[0].metrics))):
            assert connection.execute(text(f"SELECT count(*) FROM rse_maturity_{name}")).scalar() == rows  # noqa: S608


def test_networks_and_steps_do_not_mix(address):
    sunday = date(2024, 3, 31)
    with open_history(address, create=True) as history:
        history.add([entry(MARCH), entry(sunday, period="week"), entry(JANUARY, network="other")])
        assert history.networks() == ("default", "other")
        assert history.periods(network="default") == ("month", "week")
        assert [one.end for one in history.snapshots(network="other")] == [JANUARY]
        assert [one.period for one in history.snapshots(network="default", period="week")] == ["week"]
        assert history.snapshots(network="nobody") == history.periods(network="nobody") == ()


def test_entries_are_added_all_or_none(address):
    def broken():
        yield entry(FEBRUARY)
        raise RuntimeError

    with open_history(address, create=True) as history:
        history.add([entry(JANUARY)])
        with pytest.raises(RuntimeError):
            history.add(broken())
        assert [one.end for one in history.snapshots(network="default")] == [JANUARY]


def test_what_is_purged_is_gone(address):
    with open_history(address, create=True) as history:
        history.add([entry(JANUARY), entry(FEBRUARY), entry(JANUARY, network="other")])
        assert history.purge(network="default", before=FEBRUARY) == 1
        assert [one.end for one in history.snapshots(network="default")] == [FEBRUARY]
        assert [one.end for one in history.snapshots(network="other")] == [JANUARY]


def test_a_snapshot_is_asked_for_by_any_day_of_its_period(address):
    with open_history(address, create=True) as history:
        history.add([entry(JANUARY), entry(MARCH)])
        with pytest.raises(UnknownName, match=r"'2024-02-29'.*'2024-0[13]-31'"):
            history.analysis_on(date(2024, 2, 3), network="default")
        with pytest.raises(UnknownName, match=r"'defualt'.*'default'"):
            history.analysis_on(JANUARY, network="defualt")


def test_the_schema_is_that_of_the_migrations(address):
    with opened(address, create=True) as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
        assert [one for one in differences if VERSION_TABLE not in str(one)] == []
        assert connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() == REVISIONS[-1]  # noqa: S608


def test_a_history_of_an_older_version_is_brought_to_this_one(address, tmp_path, monkeypatch):
    with open_history(address, create=True) as history:
        history.add([entry(JANUARY)])
    later = shutil.copytree(room.MIGRATIONS, tmp_path / "migrations")
    (later / "versions" / "v0002_later.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\nrevision, down_revision = '0002', '0001'\n"
        "def upgrade():\n    op.add_column('rse_maturity_snapshot', sa.Column('later', sa.Integer))\n"
    )
    monkeypatch.setattr(room, "MIGRATIONS", later)
    monkeypatch.setattr(room, "REVISIONS", ("0001", "0002"))
    with open_history(address) as history:
        assert [one.end for one in history.snapshots(network="default")] == [JANUARY]
    with opened(address) as connection:
        assert connection.execute(text("SELECT later FROM rse_maturity_snapshot")).all() == [(None,)]


def test_a_history_of_a_newer_version_is_refused(address):
    database = Database(address, create=True)
    with database.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))  # noqa: S608
    database.close()
    with pytest.raises(HistoryTooNew, match="9999"):
        open_history(address, create=True)


def test_no_history_is_made_where_none_was_asked_for(address):
    with pytest.raises(HistoryNotFound):
        open_history(address)
    assert not Path(address).exists()


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\x07" * 2000])
def test_what_is_no_history_is_refused(tmp_path, content):
    file = tmp_path / "file.db"
    file.write_bytes(content)
    with pytest.raises(HistoryUnusable):
        open_history(str(file), create=True)
    assert file.read_bytes() == content


def test_a_database_of_something_else_is_left_alone(tmp_path):
    import sqlite3  # noqa: PLC0415 - nothing else here speaks to a file directly

    file = tmp_path / "other.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE invoices (id)")
    connection.close()
    with pytest.raises(HistoryUnusable, match="something else"):
        open_history(str(file), create=True)


@pytest.mark.parametrize(
    "given",
    [
        f"postgresql://somebody:{PASSWORD}@127.0.0.1:1/somewhere",
        f"postgresql://somebody:{PASSWORD}@no-such-host.invalid/somewhere",
        f"mysql://somebody:{PASSWORD}@host/somewhere",
        f"postgresql://somebody:{PASSWORD}@host:port/somewhere",
        f"somebody:{PASSWORD}://",
    ],
)
def test_an_address_is_never_told(given):
    with pytest.raises(HistoryUnusable) as caught:
        open_history(given, create=True)
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value.fields)
    for secret in (PASSWORD, "somebody", "somewhere", "127.0.0.1", "no-such-host"):
        assert secret not in told


def test_a_server_asks_for_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(HistoryUnusable, match=r"rse-maturity\[postgres\]"):
        open_history("postgresql://host/database", create=True)


MANY = """
import os, sys
import alembic.command  # once, not in every child
from datetime import date, timedelta
from tests.tracking.made_history import entry
from rse_maturity.tracking.history import open_history
children = []
for number in range(int(sys.argv[2])):
    child = os.fork()
    if not child:
        with open_history(sys.argv[1], create=True) as history:  # all of them make it, or find it made
            history.add([entry(date(2024, 1, 7) + timedelta(weeks=number), period="week")])
            history.add([entry(date(2024, 1, 31), participation=0.1 + number / 100)])
        os._exit(0)
    children.append(child)
sys.exit(sum(os.waitpid(child, 0)[1] for child in children))
"""


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="writers are forked")
def test_writers_at_once_lose_nothing(address):
    command = [sys.executable, "-W", "error", "-c", MANY, address, str(WRITERS)]
    subprocess.run(command, check=True, timeout=60, cwd=Path(__file__).parents[2])
    with open_history(address) as history:
        weeks = history.snapshots(network="default", period="week")
        (month,) = history.snapshots(network="default")
        kept = history.analysis_on(JANUARY, network="default")
    assert len(weeks) == WRITERS
    assert {len(one.metrics) for one in (*weeks, month)} == {len(kept.metrics)}
    assert kept.metrics["participation_rate"] == month.metrics["participation_rate"]  # of one writer, not of two


def test_nobody_is_in_what_is_kept(tmp_path):
    with_people = analysed(JANUARY, settings={"people": {"community_team": ["jane.doe@example.org"], "unit": "title"}})
    names = {name for one in with_people.people for name in (one.person, one.display_name) if name}
    assert names
    file = tmp_path / "history.db"
    with open_history(str(file), create=True) as history:
        history.add([entry(JANUARY, settings=with_people.settings)])
    import sqlite3  # noqa: PLC0415 - the bytes as they lie there

    connection = sqlite3.connect(file)
    (packed,) = connection.execute("SELECT analysis FROM rse_maturity_analysis").fetchone()
    connection.close()
    lying = file.read_bytes() + zlib.decompress(packed)
    for name in (*names, "jane.doe", "export.csv"):
        assert name.encode() not in lying


def test_a_job_waits_for_another_that_writes_only_so_long(address, monkeypatch):
    monkeypatch.setattr(room, "SECONDS_TO_WAIT", 1)
    with open_history(address, create=True):
        pass
    first, second = (Database(address, create=False) for _ in range(2))
    with first.writing(), pytest.raises(HistoryUnusable, match="another job holds it"), second.writing():
        pass
    for one in (first, second):
        one.close()
