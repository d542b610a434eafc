"""Days that the export lost, days on which history was imported."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from rse_maturity.config import Settings, TimeSettings
from rse_maturity.model.schema import KIND
from rse_maturity.tables.distil import distil
from rse_maturity.tables.holes import imported_days, lost_spans

START = date(2024, 1, 1)
TIME = TimeSettings()


def busy(*, days=120, a_day=6, people=5, without=(), kind="post"):
    """Some acts a day, by some people in turn, but for the days left out (by number)."""
    rows = [
        (START + timedelta(days=day), (day + n) % people, kind)
        for day in range(days)
        if day not in without
        for n in range(a_day)
    ]
    return frame(rows)


def frame(rows):
    return pl.DataFrame(rows, {"day": pl.Date, "actor": pl.UInt32, "kind": pl.String}, orient="row").with_columns(
        pl.col("kind").cast(KIND)
    )


def lost(events, **time):
    first, last = events.select(pl.col("day").min(), last=pl.col("day").max()).row(0)
    return lost_spans(events, first=first, last=last, time=TimeSettings(**time))


def test_two_weeks_without_anything_in_a_busy_network_are_lost():
    assert lost(busy(without=range(40, 54))) == ((START + timedelta(days=40), START + timedelta(days=53)),)


def test_less_than_two_weeks_is_silence():
    assert lost(busy(without=range(40, 53))) == ()


def test_in_a_quiet_network_a_gap_is_silence():
    assert lost(busy(a_day=1, without=range(40, 80))) == ()


def test_holidays_are_no_gap():
    closed = busy(without=range(40, 56))
    assert lost(closed, quiet=("02-09/02-12",)) == ()


def test_an_export_without_a_gap_lost_nothing():
    assert lost(busy()) == ()


def history(*, acts, people):
    return [(START + timedelta(days=60), n % people, "post") for n in range(acts)]


@pytest.mark.parametrize(
    ("acts", "people", "found"),
    [(900, 40, True), (900, 400, False), (450, 40, False)],  # imported; everybody says hello; a lively day
)
def test_a_day_of_imported_history_is_far_busier_and_everybody_wrote_much(acts, people, found):
    events = pl.concat([busy(a_day=8), frame(history(acts=acts, people=people))])
    assert imported_days(events) == ([START + timedelta(days=60)] if found else [])


def test_a_few_days_tell_nothing():
    events = pl.concat([busy(days=20), frame([(START, n % 10, "post") for n in range(2000)])])
    assert imported_days(events) == []


def test_views_are_no_history():
    events = pl.concat([busy(), frame([(START, n % 10, "view") for n in range(5000)])])
    assert imported_days(events) == []


def test_imported_history_is_in_no_table(dataset):
    at = [datetime(2024, 1, 1, 9, tzinfo=UTC) + timedelta(days=day) for day in range(1, 80)]
    rows = [
        {"event": day * 10 + n, "at": when.isoformat()[:19], "actor": n, "kind": "post"}
        for day, when in enumerate(at)
        for n in range(3)
    ]
    old = [{"event": 9000 + n, "at": "2024-01-01T09:00:00", "actor": n % 20, "kind": "post"} for n in range(700)]
    with_history = distil(dataset([*rows, *old]), settings=Settings())
    without = distil(dataset(rows, count=20), settings=Settings())
    assert with_history.imported == ((date(2024, 1, 1), 700),)
    assert with_history.begins_midway
    assert with_history.years.equals(without.years)
    assert with_history.calendar == without.calendar
