"""Readings in pieces, and rows that are put aside."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from rse_maturity.errors import SourceEmpty
from rse_maturity.sources.compact import compact
from rse_maturity.sources.dictionaries import Dictionaries
from rse_maturity.sources.format import Part, Reading
from rse_maturity.sources.raw import REFUSED, numbered

NOON = datetime(2024, 3, 4, 12, tzinfo=UTC)


def rows(actors, *, asides=None, at=NOON):
    asides = asides or [None] * len(actors)
    return pl.LazyFrame(
        {
            "event_id": [f"{actor}-{place}" for place, actor in enumerate(actors)],
            "at": pl.Series([at] * len(actors), dtype=pl.Datetime("us", "UTC")),
            "actor": actors,
            "aside": pl.Series(asides, dtype=pl.String()),
        }
    ).with_columns(blank=pl.lit(value=False), has_time=pl.col("at").is_not_null())


def reading(frame, parts=None):
    return Reading(
        name="made", format="made", role="events", frame=frame, fields=(), columns=(), evidence="", lines=numbered,
        parts=parts,
    )  # fmt: skip


def test_pieces_are_read_as_the_whole():
    whole, words = rows(["a", "b", "a", "c"]), Dictionaries()
    pieces = [whole.slice(0, 1), whole.slice(1, 3)]
    one = compact(reading(whole), words, keep_rest=False)
    other = compact(reading(whole.head(0), lambda: iter(pieces)), words, keep_rest=False)
    assert other.events.equals(one.events)
    assert (one.rows, other.rows) == (4, 4)


def test_refused_rows_of_a_piece_name_their_member_and_lines_go_on_where_there_is_none():
    cut = pl.DataFrame({"line": [0], "field": [""], "reason": ["unreadable_member"]}, schema=REFUSED)
    named = [Part(rows(["a", None]), name="one.json"), Part(rows([]), refused=cut, name="two.json")]
    found = compact(reading(rows([]), lambda: iter(named)), Dictionaries(), keep_rest=False)
    assert found.refused.sort("member").select("member", "line", "reason").rows() == [
        ("one.json", 2, "missing_actor"),
        ("two.json", 0, "unreadable_member"),
    ]
    assert (found.rows, found.events.height) == (3, 1)
    plain = compact(reading(rows([]), lambda: iter([rows(["a"]), rows([None])])), Dictionaries(), keep_rest=False)
    assert plain.refused["line"].to_list() == [2]


def test_rows_put_aside_are_counted_by_reason_and_never_refused():
    frame = rows(["a", None, "b", "c"], asides=["private", "private", None, "deleted"])
    found = compact(reading(frame), Dictionaries(), keep_rest=False)
    assert found.aside == {"deleted": 1, "private": 2}
    assert (found.rows, found.events.height, found.refused.height) == (4, 1, 0)


def test_no_piece_has_a_row():
    with pytest.raises(SourceEmpty):
        compact(reading(rows([]), lambda: iter([rows([])])), Dictionaries(), keep_rest=False)
