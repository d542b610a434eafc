"""Who takes part in nearly every week: what both shares of habit know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.figures import withhold
from rse_maturity.tables.calendar import complete_weeks

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.measures.panel import Panel


def whole_quarter(panel: Panel, rows: pl.DataFrame) -> pl.DataFrame:
    """Withhold shares where fewer complete weeks are known than a habit takes."""
    calendar, needed = panel.tables.calendar, panel.settings.time.habit_weeks
    short = [period for period, end in enumerate(calendar.ends) if complete_weeks(calendar, end) < needed]
    return withhold(rows, panel.in_periods(short), status="too_few", reason="few_weeks")
