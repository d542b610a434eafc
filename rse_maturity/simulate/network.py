"""A made-up network with a known story: the two tables of a generic export, and their files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.errors import BadSetting, OutputRefused
from rse_maturity.simulate.clock import months_after, office_clock
from rse_maturity.simulate.conversations import conversations
from rse_maturity.simulate.export import events_table, people_table
from rse_maturity.simulate.presence import joins, logins, views
from rse_maturity.simulate.staff import staff
from rse_maturity.simulate.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from rse_maturity.config import Lang
    from rse_maturity.simulate.stories import Story

SMALLEST, LARGEST, LONGEST_MONTHS = 40, 20_000, 120
DAYS_AFTER_LAST_MONTH = 9
LATEST_END = date(2025, 7, 9)
EVENTS_FILE, PEOPLE_FILE = "events.csv", "people.csv"


@dataclass(frozen=True, slots=True)
class Simulated:
    """What one run made: `events` (one row an act, by time) and `people` (one row a person), in the generic format."""

    events: pl.DataFrame
    people: pl.DataFrame


def simulate(
    story: Story,
    *,
    people: int | None = None,
    months: int | None = None,
    seed: int = 1,
    start: date | None = None,
    end: date | None = None,
    lang: Lang = "en",
) -> Simulated:
    """Make up a network whose story is known; the same arguments give the same rows.

    Parameters
    ----------
    story
        What happens, see `stories`.
    people
        Employees at any time (those who leave are replaced, so that more rows come out).
    months
        Length. Size and length are the story's own where none is given.
    seed
        Chooses one of the possible networks.
    start
        First day. Without one, the story ends on 9 July 2025.
    end
        Last day. Without one, nine days after the last month, so that this month is complete.
    lang
        Language of names, departments and channels; also the zone of the offices (London or Paris).

    Returns
    -------
    Simulated
        `events`: event_id, timestamp (UTC), actor, kind, parent_id, parent_actor, channel, thread_id, tags. `people`:
        person_id, display_name, email, department, title, manager_id, is_manager, joined_at, left_at,
        is_community_team, is_bot.

    Raises
    ------
    BadSetting
        A size or length out of bounds, or an end that leaves less than a month.
    """
    people = story.people if people is None else people
    months = story.months if months is None else months
    _check("people", people, low=SMALLEST, high=LARGEST)
    _check("months", months, low=1, high=LONGEST_MONTHS)
    _check("seed", seed, low=0, high=2**63)
    if start is None:
        last = end or LATEST_END
        start = months_after(last - timedelta(days=DAYS_AFTER_LAST_MONTH - 1), -months)
    end = end or months_after(start, months) + timedelta(days=DAYS_AFTER_LAST_MONTH - 1)
    if end < months_after(start, 1):
        raise BadSetting(where="simulate", key="end", why=f"must leave at least a month after {start}")
    words = VOCABULARIES[lang]
    clock = office_clock(start, end, months=months, zone=words.zone)
    for_staff, for_talk, for_presence, for_names, for_places = np.random.default_rng(seed).spawn(5)
    everybody = staff(story, clock, words, people=people, rng=for_staff)
    talk = conversations(story, clock, everybody, rng=for_talk)
    joined = joins(clock, everybody, rng=for_presence)
    visits = logins(story, clock, everybody, rng=for_presence)
    read = views(clock, visits, talk, rng=for_presence)
    directory = people_table(everybody, words, start=start, rng=for_names)
    events = events_table(
        talk,
        joined=joined,
        visits=visits,
        read=read,
        staff=everybody,
        ids=directory.get_column("person_id"),
        words=words,
        clock=clock,
        rng=for_places,
    )
    return Simulated(events=events, people=directory.sort("person_id"))


def write(simulated: Simulated, folder: Path) -> tuple[Path, Path]:
    """Write `events.csv` and `people.csv` into a folder, which is made if need be, and return their paths.

    Raises
    ------
    OutputRefused
        The folder cannot be written, or holds a file of that name that this function did not write.
    """
    tables = {folder / EVENTS_FILE: simulated.events, folder / PEOPLE_FILE: simulated.people}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, table in tables.items():
            _refuse_foreign(path, header=",".join(table.columns))
        drafts = {path: path.with_name(f".{path.name}.part") for path in tables}
        for path, table in tables.items():
            table.write_csv(drafts[path])
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        raise OutputRefused(path=folder, why=error.strerror or "not a folder") from error
    return folder / EVENTS_FILE, folder / PEOPLE_FILE


def _refuse_foreign(path: Path, *, header: str) -> None:
    if not path.exists():
        return
    with path.open("rb") as file:
        found = file.readline(len(header) + 2).rstrip(b"\r\n")
    if found != header.encode():
        raise OutputRefused(path=path, why="it exists and was not made by 'simulate'")


def _check(key: str, value: int, *, low: int, high: int) -> None:
    if not low <= value <= high:
        raise BadSetting(where="simulate", key=key, why=f"must be between {low} and {high}")
