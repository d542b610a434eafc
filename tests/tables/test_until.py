"""The last complete day, where `--until` leaves later events out."""

from __future__ import annotations

from datetime import date

import pytest

from rse_maturity.config import load_settings
from rse_maturity.sources import load
from rse_maturity.tables.distil import calendar_of

WEEKEND = date(2024, 6, 30)  # a Sunday: the last act before it is on the Friday


@pytest.mark.parametrize(("last", "complete"), [("2024-07-01", WEEKEND), ("2024-06-28", date(2024, 6, 27))])
def test_a_day_without_events_is_complete_where_the_export_goes_beyond_it(tmp_path, last, complete):
    days = ["2024-05-01", "2024-06-28", last]
    rows = [f"{day}T09:00:00,u{number},post" for number, day in enumerate(days)]
    export = tmp_path / "export.csv"
    export.write_text("\n".join(["timestamp,actor,kind", *rows]), encoding="utf-8")
    settings = load_settings(overrides={"time": {"until": WEEKEND}})
    assert calendar_of(load([export], settings=settings), settings=settings).last_day == complete
