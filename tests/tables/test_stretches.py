from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.tables import stretches as room
from rse_maturity.tables.calendar import calendar_between, windows, years
from rse_maturity.tables.stretches import stretches, summed

DAY = timedelta(days=1)
DAYS = st.dates(date(2019, 1, 1), date(2025, 12, 31))
COUNTS = {"stretch": pl.UInt32, "person": pl.UInt32, "what": pl.UInt8}
NAMES = ("posts", "comments")


def days_of(span):
    return [span[0] + number * DAY for number in range((span[1] - span[0]).days + 1)]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=12))
def test_a_span_is_a_row_of_stretches(drawn):
    spans = [(date(2024, 1, 1) + start * DAY, date(2024, 1, 1) + (start + length) * DAY) for start, length in drawn]
    cut = stretches(spans)
    stretch_of = dict(cut.days.rows())
    assert set(stretch_of) == {day for span in spans for day in days_of(span)}
    for span, (first, last) in zip(spans, cut.bounds, strict=True):
        inside = [stretch_of[day] for day in days_of(span)]
        assert sorted(set(inside)) == list(range(first, last + 1))
        assert sorted(day for day, stretch in stretch_of.items() if first <= stretch <= last) == days_of(span)


@given(DAYS, st.integers(0, 900), st.integers(7, 100), st.integers(0, 10))
def test_a_stretch_knows_the_periods_that_hold_it(first, length, window, before):
    calendar = calendar_between(first, first + length * DAY, until=None, window_days=window)
    for spans in (years(calendar), windows(calendar, days=window, before=before)):
        cut = stretches(spans)
        held = cut.days.join(cut.spans_of_stretches(), on="stretch")
        got = [
            (day, span)
            for day, low, high in held.select("day", "first", "last").rows()
            for span in range(low, high + 1)
        ]
        assert sorted(got) == sorted((day, number) for number, span in enumerate(spans) for day in days_of(span))


@pytest.mark.parametrize("block", [1, 2, 100])
def test_sums_of_spans_share_their_stretches(monkeypatch, block):
    monkeypatch.setattr(room, "CELLS", 4 * len(NAMES) * block)  # four rows of running counts: width is `block`
    acts = 1 * [(0, 7, 0)] + 3 * [(1, 7, 0)] + 5 * [(2, 7, 0)] + 2 * [(1, 2, 0)] + [(2, 2, 1), (2, 7, 1)]
    counts = pl.DataFrame(acts, COUNTS, orient="row")
    table, other = summed(counts, [(0, 1), None, (1, 2), (0, 0)], [(2, 2)], names=NAMES, size=8)
    assert other.rows() == [(0, 2, 0, 1), (0, 7, 5, 1)]
    assert table.rows() == [(0, 2, 2, 0), (0, 7, 4, 0), (2, 2, 2, 1), (2, 7, 8, 1), (3, 7, 1, 0)]
    assert table.dtypes == [pl.UInt16, pl.UInt32, pl.UInt32, pl.UInt32]


@pytest.mark.parametrize("size", [0, 4])
def test_no_span_and_no_count_give_no_row(size):
    assert stretches([]).days.is_empty()
    empty = pl.DataFrame(schema=COUNTS)
    some, none = summed(empty, [(0, 3), None], [], names=NAMES, size=size)
    assert some.is_empty()
    assert none.columns == ["span", "person", *NAMES]
