"""Small networks, written down event by event."""

from datetime import UTC, datetime

import polars as pl
import pytest

from rse_maturity.model.dataset import Dataset, DirectoryMatch
from rse_maturity.model.schema import CHANNELS, EVENTS, KIND, PEOPLE, PRECISION, REJECTED, TAGS


def events_frame(rows):
    """Events from dicts with at (ISO text), actor, kind, and event, parent, parent_actor, thread where given."""
    names = ("event", "at", "actor", "kind", "parent", "parent_actor", "thread")
    table = {name: [row.get(name) for row in rows] for name in names}
    table["at"] = [datetime.fromisoformat(at).replace(tzinfo=UTC) for at in table["at"]]
    written = pl.DataFrame(table, schema_overrides={**{n: EVENTS[n] for n in names}, "kind": pl.String})
    return written.with_columns(
        pl.col("kind").cast(KIND),
        day=pl.col("at").dt.date(),
        channel=pl.lit(None, dtype=pl.UInt32),
        tags=pl.lit(None, dtype=pl.UInt32),
        precision=pl.lit("second").cast(PRECISION),
    ).select(*EVENTS)


def people_frame(count, *, columns=None):
    """People 0..count-1, with the columns given as lists."""
    given = {"person": range(count), "id": [f"id{code}" for code in range(count)], **(columns or {})}
    return pl.DataFrame({name: given.get(name, [None] * count) for name in PEOPLE}, schema=PEOPLE)


def network(rows, *, people=None, count=None, capabilities=None, directory=False):
    """A data set of these events; people 0..highest actor unless given."""
    events = rows if isinstance(rows, pl.DataFrame) else events_frame(rows)
    codes = events.select(pl.max_horizontal("actor", "parent_actor").max()).item() or 0
    people = people_frame(count or codes + 1) if people is None else people
    return Dataset(
        events=events,
        people=people,
        channels=pl.DataFrame(schema=CHANNELS),
        tags=pl.DataFrame(schema=TAGS),
        sources=(),
        rejected=pl.DataFrame(schema=REJECTED),
        zone="UTC",
        zone_source="default",
        first_event=events["at"].min(),
        last_event=events["at"].max(),
        capabilities=capabilities or {},
        directory=DirectoryMatch(people.height, 0, 0, 0, 0) if directory else None,
    )


@pytest.fixture(scope="session")
def event_rows():
    return events_frame


@pytest.fixture(scope="session")
def people_rows():
    return people_frame


@pytest.fixture(scope="session")
def dataset():
    return network
