"""Where a history lies: one SQLite file, or a PostgreSQL server; opened, brought to our schema, one writer at a time.

The address may hold a password. It is in no message, no error and no log: whatever the database says is told in words
of ours, and the error that it came with is left out of the traceback.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import column as named
from sqlalchemy import create_engine, event, inspect, select, table, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from rse_maturity.errors import HistoryNotFound, HistoryTooNew, HistoryUnusable
from rse_maturity.tracking.schema import REVISIONS, VERSION_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine

A_DATABASE = "the database"
SECONDS_TO_WAIT = 60
"""How long a job waits for another one that writes."""

MIGRATIONS = Path(__file__).with_name("migrations")

ONE_WRITER = 0x7273656D  # the number of our lock among those of a PostgreSQL database
SERVERS = ("postgresql", "postgres", "postgresql+psycopg")
WRITING = "rse_maturity_writing"


class Database:
    """One history's place, open.

    Parameters
    ----------
    address
        A file, or a URL (`postgresql://…`, `sqlite:///…`).
    create
        Make the history where there is none.

    Raises
    ------
    HistoryError
        As `open_history` has it.
    """

    def __init__(self, address: str, *, create: bool) -> None:
        url = _url(address)
        self.where = A_DATABASE if "://" in address else address
        file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        if file is not None and not create and not file.exists():
            raise HistoryNotFound(where=self.where)
        self._engine = _engine(url, where=self.where)
        try:
            self._bring_to_our_schema(create=create)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file, or of the server."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the history."""
        with _told(self.where), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901 - the same
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that alone may write: all that is done with it holds, or none of it."""
        with _told(self.where), self._engine.connect() as connection:
            connection = connection.execution_options(**{WRITING: True})  # noqa: PLW2901 - the same, told to write
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text(f"SET LOCAL lock_timeout = '{SECONDS_TO_WAIT}s'"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ONE_WRITER})
                yield connection

    def _bring_to_our_schema(self, *, create: bool) -> None:
        with self.reading() as connection:
            found = _version(connection)
            stranger = (
                found is None and connection.dialect.name == "sqlite" and bool(inspect(connection).get_table_names())
            )
        if stranger:
            raise HistoryUnusable(where=self.where, why="it is a database of something else")
        if found is None and not create:
            raise HistoryNotFound(where=self.where)
        if found is not None and found not in REVISIONS:
            raise HistoryTooNew(where=self.where, found=found, known=REVISIONS[-1])
        if found != REVISIONS[-1]:
            with self.writing() as connection:
                _migrate(connection)


def _url(address: str) -> URL:
    """Return where to connect to; a message names no part of it."""
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        raise HistoryUnusable(where=A_DATABASE, why="its address is no URL") from None
    if url.drivername in SERVERS:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite":
        return url
    raise HistoryUnusable(where=A_DATABASE, why="it must be a file, or a URL of PostgreSQL (postgresql://…)")


def _engine(url: URL, *, where: str) -> Engine:
    server = url.get_backend_name() == "postgresql"
    options: dict[str, Any] = {"connect_timeout": 10} if server else {"timeout": SECONDS_TO_WAIT}
    try:
        engine = create_engine(url, connect_args=options, hide_parameters=True)
    except ModuleNotFoundError:
        why = "PostgreSQL needs an extra: pip install 'rse-maturity[postgres]'"
        raise HistoryUnusable(where=where, why=why) from None
    if not server:
        event.listen(engine, "connect", _prepare_file)
        event.listen(engine, "begin", _begin_in_file)
    return engine


def _prepare_file(connection: Any, _record: object) -> None:
    """Leave transactions to us, hold what belongs together, and overwrite what is deleted."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")


def _begin_in_file(connection: Connection) -> None:
    """Take the lock of the one writer at once: a reader that begins to write may find that another was faster."""
    writes = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _version(connection: Connection) -> str | None:
    """Return the version of the schema that is there; None where there is no history."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(select(named("version_num")).select_from(table(VERSION_TABLE))).scalar()


def _migrate(connection: Connection) -> None:
    """Bring the schema to ours, from nothing or from an older one; nothing to do where another job was faster."""
    from alembic import command  # noqa: PLC0415 - slow to load, and needed once in the life of a history
    from alembic.config import Config  # noqa: PLC0415 - same

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, REVISIONS[-1])


@contextmanager
def _told(where: str) -> Iterator[None]:
    """Tell what the database says as an error of ours, without its address."""
    try:
        yield
    except DBAPIError as error:
        raise HistoryUnusable(where=where, why=_why(error)) from None


def _why(error: DBAPIError) -> str:
    """Say what is wrong in words of ours."""
    said = str(error.orig).lower()
    known = {
        "not a database": "it is no SQLite database",
        "malformed": "it is damaged",
        "readonly": "it cannot be written to",
        "read-only": "it cannot be written to",
        "permission denied": "it cannot be written to",
        "locked": "another job holds it",
        "unable to open": "it cannot be opened",
        "disk is full": "no space left on device",
        "disk i/o": "it cannot be opened",
        "lock timeout": "another job holds it",
        "password authentication": "it refuses this user or password",
        "does not exist": "there is no such database, user or table",
        "connection": "it cannot be reached",
    }
    return next((why for sign, why in known.items() if sign in said), "it cannot be used")
