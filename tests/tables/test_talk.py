"""How people talk, and whether the export begins in the middle of it."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from rse_maturity.model.schema import KIND
from rse_maturity.tables.calendar import calendar_between
from rse_maturity.tables.talk import begins_midway, manner_of_talk

START = datetime(2024, 1, 1, 9, tzinfo=UTC)
END = date(2024, 3, 31)
ROOTS = {"day": pl.Date, "repeated": pl.Boolean}
REPLIES = {"day": pl.Date, "comment": pl.Boolean, "lost": pl.Boolean}


def posts(gaps, *, actors, channels=(1,)):
    """Posts that follow each other after so many minutes."""
    at, rows = START, []
    for n, gap in enumerate(gaps):
        at += timedelta(minutes=gap)
        rows.append((at, at.date(), actors[n % len(actors)], channels[n % len(channels)], "post"))
    schema = {
        "at": pl.Datetime("us", "UTC"),
        "day": pl.Date,
        "actor": pl.UInt32,
        "channel": pl.UInt32,
        "kind": pl.String,
    }
    return pl.DataFrame(rows, schema, orient="row").with_columns(pl.col("kind").cast(KIND))


def manner(events, *, comments):
    roots = events.select("day", repeated=pl.lit(value=False))
    replies = pl.DataFrame([(START.date(), True, False)] * comments, REPLIES, orient="row")
    return manner_of_talk(events, replies, roots, end=END)


CLOSE, APART = [10] * 100, [90] * 100


@pytest.mark.parametrize(
    ("events", "comments", "said"),
    [
        (posts(CLOSE, actors=(1, 2, 3)), 0, "unthreaded"),
        (posts(CLOSE, actors=(1, 2, 3)), 20, "threads"),  # people use threads
        (posts(APART, actors=(1, 2, 3)), 0, "threads"),  # a bulletin
        (posts(CLOSE, actors=(1,)), 0, "threads"),  # one person announces
        (posts(CLOSE, actors=(1, 2), channels=range(1, 60)), 0, "threads"),  # nobody meets
        (posts(CLOSE[:49], actors=(1, 2)), 0, "threads"),  # too few to tell
        (posts([10, 10, 90] * 33, actors=(1, 2, 3)), 0, "unthreaded"),
        (posts([10, 90, 90, 90] * 25, actors=(1, 2, 3)), 0, "threads"),
        (posts(APART, actors=(1, 2)), 1901, "all_answers"),
        (posts(APART, actors=(1, 2)), 1900, "threads"),
    ],
)
def test_how_people_talk(events, comments, said):
    assert manner(events, comments=comments) == said


def midway(early_lost, early, later_lost, later):
    first, after = date(2024, 1, 5), date(2024, 2, 5)
    rows = [(first, True, n < early_lost) for n in range(early)] + [(after, True, n < later_lost) for n in range(later)]
    calendar = calendar_between(date(2024, 1, 1), END, until=None, window_days=28)
    return begins_midway(pl.DataFrame(rows, REPLIES, orient="row"), calendar)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((10, 100, 0, 1000), True),
        ((4, 20, 0, 1000), False),  # too few to tell
        ((10, 600, 0, 1000), False),  # too rare to tell
        ((0, 100, 0, 1000), False),  # a launch
        ((50, 100, 500, 1000), False),  # an export whose answers lead nowhere
        ((30, 100, 100, 1000), True),  # some answers lead nowhere at any time
        ((20, 100, 100, 1000), False),  # chance
        ((0, 0, 0, 0), False),
    ],
)
def test_an_export_begins_midway_where_its_first_answers_answer_what_it_does_not_hold(counts, said):
    assert midway(*counts) == said
