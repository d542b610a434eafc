"""The history of a network: one snapshot a period, in a file or on a server.

>>> with open_history("sqlite://", create=True) as history:
...     history.networks()
()
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from sqlalchemy import delete, insert, select

from rse_maturity.collecting import uncollected
from rse_maturity.errors import HistoryUnusable, UnknownName
from rse_maturity.model.analysis import Analysis
from rse_maturity.model.history import Entry
from rse_maturity.model.metric import Metric, Window
from rse_maturity.model.period import period_end
from rse_maturity.model.snapshot import Snapshot
from rse_maturity.nearest import nearest
from rse_maturity.tracking.database import Database
from rse_maturity.tracking.schema import ANALYSES, FIGURES, SNAPSHOTS
from rse_maturity.tracking.snapshot import without_persons

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from types import TracebackType
    from typing import Self

    from sqlalchemy.engine import Connection
    from sqlalchemy.sql import ColumnElement

    from rse_maturity.errors import RseMaturityError
    from rse_maturity.model.snapshot import Period

METRIC_LIST = TypeAdapter(list[Metric])  # thousands of figures at once cost a quarter of one after the other
PERIODS: tuple[Period, ...] = ("month", "week")


def open_history(address: str, *, create: bool = False) -> History:
    """Open a history.

    Parameters
    ----------
    address
        A file, or a URL: `postgresql://user:password@host/database`. Never told to anybody.
    create
        Make the history where there is none; one of an older version is brought to this one in any case.

    Raises
    ------
    HistoryNotFound
        There is no history, and none was to be made.
    HistoryTooNew
        A newer version of the program wrote it.
    HistoryUnusable
        It is something else, cannot be reached, read or written.
    """
    return History(Database(address, create=create))


class History:
    """Snapshots of one or several networks, oldest first; `with` closes it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def networks(self) -> tuple[str, ...]:
        """Return the networks that have a snapshot, by name."""
        with self._database.reading() as connection:
            return tuple(connection.scalars(select(SNAPSHOTS.c.network).distinct().order_by(SNAPSHOTS.c.network)))

    def periods(self, *, network: str) -> tuple[Period, ...]:
        """Return the steps in which a network was followed: months, weeks, both or none."""
        with self._database.reading() as connection:
            found = set(connection.scalars(select(SNAPSHOTS.c.period).where(SNAPSHOTS.c.network == network).distinct()))
        return tuple(period for period in PERIODS if period in found)

    def snapshots(self, *, network: str, period: Period | None = None) -> tuple[Snapshot, ...]:
        """Return the snapshots of a network, oldest first; none where there are none.

        Parameters
        ----------
        period
            The step; None takes months, or weeks where the network has no months.
        """
        with self._database.reading() as connection:
            steps = PERIODS if period is None else (period,)
            return next((found for step in steps if (found := _snapshots(connection, _of(network, step)))), ())

    def without(self, network: str) -> RseMaturityError:
        """Return the error that says that nothing is kept of a network: it has another name, or nothing is kept."""
        if not (others := self.networks()):
            return HistoryUnusable(where=self._database.where, why="it holds no snapshot")
        return UnknownName(what="network", name=network, nearest=nearest(network, others))

    def analysis_on(self, day: date, *, network: str) -> Analysis:
        """Return the analysis, without persons, of the month that holds a day; of the week where months are not kept.

        Raises
        ------
        UnknownName
            The history has no such network, or no snapshot of that day; the message names the nearest.
        HistoryUnusable
            It holds no snapshot at all.
        """
        with self._database.reading() as connection:
            kept = select(SNAPSHOTS.c.period, SNAPSHOTS.c.ends_on).join(ANALYSES)
            rows = connection.execute(kept.where(SNAPSHOTS.c.network == network)).all()
            if not rows:
                raise self.without(network)
            period = next(one for one in PERIODS if one in {row.period for row in rows})
            ends = sorted(row.ends_on for row in rows if row.period == period)
            end = period_end(day, every=period)
            if end not in ends:
                near = min(ends, key=lambda one: abs(one - end))
                raise UnknownName(what="snapshot", name=end.isoformat(), nearest=near.isoformat())
            return _analyses(connection, _of(network, period, end))[end]

    def entries(self, *, network: str) -> Iterator[Entry]:
        """Return everything that is kept of a network, months before weeks, oldest first: one state of the history."""
        with self._database.reading() as connection:
            for period in PERIODS:
                for snapshot in _snapshots(connection, _of(network, period)):
                    found = _analyses(connection, _of(network, period, snapshot.end))
                    yield Entry(snapshot=snapshot, analysis=found.get(snapshot.end))

    def add(self, entries: Iterable[Entry]) -> int:
        """Add snapshots, all or none, and return how many.

        One of the same network, period and end is replaced. No person is kept, whatever an analysis holds.
        """
        count = 0
        with self._database.writing() as connection:
            for entry in entries:
                _add(connection, entry)
                count += 1
        return count

    def purge(self, *, network: str, before: date) -> int:
        """Forget the snapshots of a network that end before a day; return how many."""
        with self._database.writing() as connection:
            old = delete(SNAPSHOTS).where(SNAPSHOTS.c.network == network, SNAPSHOTS.c.ends_on < before)
            return connection.execute(old).rowcount


def _of(network: str, period: Period, end: date | None = None) -> list[ColumnElement[bool]]:
    """Return the conditions for the snapshots of a network, or for one of them."""
    asked = [SNAPSHOTS.c.network == network, SNAPSHOTS.c.period == period]
    return asked if end is None else [*asked, SNAPSHOTS.c.ends_on == end]


def _add(connection: Connection, entry: Entry) -> None:
    snapshot = entry.snapshot
    connection.execute(delete(SNAPSHOTS).where(*_of(snapshot.network, snapshot.period, snapshot.end)))
    told = snapshot.model_dump(mode="json", exclude={"schema_", "metrics", "end"})
    row = {**told, "ends_on": snapshot.end, "since": snapshot.since}
    made = connection.execute(insert(SNAPSHOTS).values(row)).inserted_primary_key
    assert made is not None
    number = made[0]
    if snapshot.metrics:
        figures = [_figure(number, place, *named) for place, named in enumerate(snapshot.metrics.items())]
        connection.execute(insert(FIGURES), figures)
    if entry.analysis is not None:
        packed = zlib.compress(without_persons(entry.analysis).model_dump_json().encode())
        connection.execute(insert(ANALYSES).values(snapshot=number, analysis=packed))


def _figure(number: int, place: int, name: str, metric: Metric) -> dict[str, Any]:
    told = metric.model_dump(exclude={"window"})
    window = {"window_start": metric.window.start, "window_end": metric.window.end}
    return {"snapshot": number, "place": place, "metric": name, **told, **window}


@uncollected()  # looking for cycles among tens of thousands of figures would take longer than reading them
def _snapshots(connection: Connection, asked: list[ColumnElement[bool]]) -> tuple[Snapshot, ...]:
    figures = connection.execute(
        select(FIGURES).join(SNAPSHOTS).where(*asked).order_by(FIGURES.c.snapshot, FIGURES.c.place)
    ).all()
    by_snapshot = _by_snapshot(figures)
    rows = connection.execute(select(SNAPSHOTS).where(*asked).order_by(SNAPSHOTS.c.ends_on)).mappings()
    return tuple(_snapshot(dict(row), by_snapshot) for row in rows)


def _by_snapshot(rows: Sequence[Any]) -> dict[int, dict[str, Metric]]:
    """Return the figures of each snapshot, in their order."""
    windows: dict[tuple[date, date], Window] = {}
    told, named = [], []
    for number, _, name, value, low, high, numerator, denominator, unit, start, end, status, reason in rows:
        window = windows.get((start, end))
        if window is None:
            window = windows[start, end] = Window(start=start, end=end)
        named.append((number, name))
        told.append(
            {
                "value": value,
                "low": low,
                "high": high,
                "numerator": numerator,
                "denominator": denominator,
                "unit": unit,
                "window": window,
                "status": status,
                "reason": reason,
            }
        )
    found: dict[int, dict[str, Metric]] = {}
    for (number, name), metric in zip(named, METRIC_LIST.validate_python(told), strict=True):
        found.setdefault(number, {})[name] = metric
    return found


def _snapshot(row: dict[str, Any], figures: dict[int, dict[str, Metric]]) -> Snapshot:
    return Snapshot(end=row.pop("ends_on"), metrics=figures.get(row.pop("id"), {}), **row)


def _analyses(connection: Connection, asked: list[ColumnElement[bool]]) -> dict[date, Analysis]:
    """Return analyses by the end of their period."""
    rows = connection.execute(select(SNAPSHOTS.c.ends_on, ANALYSES.c.analysis).join(ANALYSES).where(*asked))
    return {end: Analysis.model_validate_json(zlib.decompress(packed)) for end, packed in rows}
