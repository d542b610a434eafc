"""Whole periods of an export: the same snapshot on whatever day it is taken, and months rebuilt as they were."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

import pytest

from rse_maturity import api
from rse_maturity.config import load_settings
from rse_maturity.errors import NoWholePeriod
from rse_maturity.following import is_whole
from rse_maturity.tracking.history import open_history
from rse_maturity.tracking.lines import entry_lines
from tests.tracking.made_history import analysed

START, END = date(2024, 1, 8), date(2024, 6, 20)
PEOPLE = 45
KINDS = ("post", "comment", "comment", "reaction", "reaction")


def written(folder, *, until: date = END):
    """Write what 45 people of three departments did up to a day; nobody reacts before April, and some come late."""
    rows = ["event_id,timestamp,actor,kind,parent_id,channel"]
    dice = random.Random(7)  # noqa: S311 - no secret
    posts: list[str] = []
    day = START
    while day <= END:
        for number in range(0 if day.weekday() > 4 else 14):
            actor = dice.randrange(min(PEOPLE, 20 + (day - START).days // 3))
            kind = dice.choice(KINDS if day.month > 3 else KINDS[:3])
            answered = dice.choice(posts[-30:]) if posts and kind != "post" else ""
            name = f"e{day:%m%d}{number}"
            if kind == "post":
                posts.append(name)
            if day <= until:
                rows.append(f"{name},{day}T{9 + number % 8:02}:15:00,u{actor},{kind},{answered},general")
        day += timedelta(days=1)
    export, people = folder / f"export-{until}.csv", folder / "people.csv"
    export.write_text("\n".join(rows), encoding="utf-8")
    listed = [
        f"u{number},Person {number} Surname,u{number}@example.org,Unit {number % 3}" for number in range(PEOPLE + 9)
    ]
    people.write_text("\n".join(["person_id,display_name,email,department", *listed]), encoding="utf-8")
    return export, people


def settings_of(people, **time):
    return load_settings(overrides={"people": {"files": (people,)}, "time": time, "privacy": {"persons": "names"}})


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory):
    """Every month of the export, rebuilt in one pass; with the export and the directory."""
    folder = tmp_path_factory.mktemp("rebuilt")
    export, people = written(folder)
    with open_history(str(folder / "h.db"), create=True) as history:
        added = api.track([export], history=history, backfill=True, settings=settings_of(people))
        text = entry_lines(history.entries(network="default"))
        assert history.snapshots(network="default") == added
    return export, people, added, text, (folder / "h.db").read_bytes()


def untimed(snapshot):
    """Leave out when it was taken, and how many rows the file had by then."""
    quality = snapshot.quality.model_copy(update={"rows": 0})
    return snapshot.model_copy(update={"taken_at": None, "quality": quality})


def taken(export, people, folder, *, every="month", **time):
    with open_history(str(folder / "one.db"), create=True) as history:
        (one,) = api.track([export], history=history, every=every, settings=settings_of(people, **time))
    return one


def test_every_month_with_a_full_window_is_rebuilt(rebuilt):
    assert [one.end for one in rebuilt[2]] == [
        date(2024, month, day) for month, day in ((2, 29), (3, 31), (4, 30), (5, 31))
    ]


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_rebuilt_month_is_that_of_a_job_that_ran_at_the_time(rebuilt, tmp_path, place):
    export, people, added, *_ = rebuilt
    assert untimed(taken(export, people, tmp_path, until=added[place].end)) == untimed(added[place])


def test_a_month_is_the_same_on_whatever_day_it_is_taken(rebuilt, tmp_path):
    _, people, added, *_ = rebuilt
    early, _ = written(tmp_path, until=date(2024, 6, 3))
    assert untimed(taken(early, people, tmp_path)) == untimed(added[-1])


def test_a_week_ends_on_its_sunday(rebuilt, tmp_path):
    export, people, *_ = rebuilt
    one = taken(export, people, tmp_path, every="week")
    assert (one.period, one.end) == ("week", date(2024, 6, 16))  # a Sunday, on which nobody wrote


def test_nobody_is_in_a_history_even_of_a_run_with_names(rebuilt):
    *_, text, lying = rebuilt
    for name in (*(f'"u{number}"' for number in range(PEOPLE)), "Surname", "@example.org", "people.csv", "export-"):
        assert name not in text
        assert name.encode() not in lying
    assert '"people":[]' in text
    assert re.search(r"P-[A-Z2-7]{8}", text) is None


def test_less_than_a_month_is_no_snapshot(rebuilt, tmp_path):
    with pytest.raises(NoWholePeriod, match=r"no whole month in it yet.*2024-01-08 to 2024-01-19"):
        taken(rebuilt[0], rebuilt[1], tmp_path, until=date(2024, 1, 19))


@pytest.mark.parametrize(
    ("end", "every", "whole"),
    [
        (date(2024, 2, 29), "month", True),
        (date(2024, 2, 28), "month", False),
        (date(2024, 3, 31), "week", True),
        (date(2024, 3, 30), "week", False),
    ],
)
def test_an_analysis_that_stops_in_the_middle_is_no_snapshot(end, every, whole):
    assert is_whole(analysed(end), every=every) is whole
