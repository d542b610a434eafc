"""From counts to figures: value, interval, status and reason, one row a key of the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.intervals import wilson

if TYPE_CHECKING:
    from rse_maturity.measures.metric_spec import Reason
    from rse_maturity.measures.panel import Panel
    from rse_maturity.model.metric import Status

NUMBERS = ("value", "low", "high", "numerator", "denominator")
DAYS_LOST = 7
COLUMNS = ("key", *NUMBERS, "status", "reason")


def shares(panel: Panel, counts: pl.DataFrame, *, few: Reason, minimum: int | None = None) -> pl.DataFrame:
    """Divide counts, with Wilson's interval.

    Parameters
    ----------
    counts
        key, numerator, denominator; a key without row counts 0 of 0.
    few
        Reason where the denominator is under `minimum`.
    minimum
        By default the smallest group that may be shown.

    Returns
    -------
    DataFrame
        COLUMNS, one row a key.
    """
    low, high = wilson(pl.col("numerator"), pl.col("denominator"))
    return ratios(panel, counts, few=few, minimum=minimum).with_columns(low=low, high=high)


def ratios(panel: Panel, counts: pl.DataFrame, *, few: Reason, minimum: int | None = None) -> pl.DataFrame:
    """Divide counts, without an interval; see `shares`."""
    floor = max(panel.minimum if minimum is None else minimum, 1)
    divided = pl.col("numerator").cast(pl.Float64) / pl.col("denominator")
    return values(
        panel, counts.with_columns(value=pl.when(pl.col("denominator") > 0).then(divided)), few=few, minimum=floor
    )


def tally(rows: pl.DataFrame, hit: pl.Expr) -> pl.DataFrame:
    """Count what there is of each key, and of it what fulfils a condition.

    Parameters
    ----------
    rows
        key, n (how many are alike), and what `hit` reads.

    Returns
    -------
    DataFrame
        key, numerator, denominator; keys without rows are not in it.
    """
    return rows.group_by("key").agg(numerator=pl.col("n").filter(hit).sum(), denominator=pl.col("n").sum())


def values(panel: Panel, computed: pl.DataFrame, *, few: Reason, minimum: int) -> pl.DataFrame:
    """Complete computed figures to one row a key; those over fewer than `minimum` are too few.

    Parameters
    ----------
    computed
        key, value, denominator and, where there are such, low, high, numerator; a key without row has denominator 0.
    """
    absent = [pl.lit(None, dtype=pl.Float64).alias(name) for name in NUMBERS if name not in computed.columns]
    rows = (
        panel.keys.select("key")
        .join(computed, on="key", how="left", maintain_order="left")
        .with_columns(pl.col("denominator").fill_null(0), *absent)
        .select(
            pl.col("key"),
            pl.col(*NUMBERS).cast(pl.Float64),
            status=pl.lit("measured"),
            reason=pl.lit(None, dtype=pl.String),
        )
    )
    return withhold(rows, pl.col("denominator") < minimum, status="too_few", reason=few)


def withhold(rows: pl.DataFrame, where: pl.Expr, *, status: Status, reason: Reason) -> pl.DataFrame:
    """Take the value away from the rows `where` it would mislead, unless another reason did so already."""
    hit = rows.select(where & (pl.col("status") == "measured")).to_series()
    if not hit.any():
        return rows
    return rows.with_columns(
        pl.when(~hit).then(pl.col("value", "low", "high", "numerator")),
        status=pl.when(hit).then(pl.lit(status)).otherwise("status"),
        reason=pl.when(hit).then(pl.lit(reason)).otherwise("reason"),
    )


def unmeasurable(panel: Panel, reason: Reason) -> pl.DataFrame:
    """Return figures that all lack the same thing."""
    numbers = [pl.lit(None, dtype=pl.Float64).alias(name) for name in NUMBERS]
    return panel.keys.select("key", *numbers, status=pl.lit("not_measurable"), reason=pl.lit(reason))


def headline(panel: Panel, *, few: Reason, minimum: int, **numbers: float | None) -> pl.DataFrame:
    """Make figures of which the last period alone is measured, for a panel by period.

    Parameters
    ----------
    few, minimum
        As for `values`.
    **numbers
        Those of NUMBERS that there are, `denominator` among them.

    Returns
    -------
    DataFrame
        COLUMNS, one row a key.
    """
    row = pl.DataFrame({name: [number] for name, number in numbers.items()}, schema=dict.fromkeys(numbers, pl.Float64))
    last = row.with_columns(key=pl.lit(panel.last, dtype=panel.keys.schema["key"]))
    return headline_only(panel, values(panel, last, few=few, minimum=minimum))


def headline_only(panel: Panel, rows: pl.DataFrame) -> pl.DataFrame:
    """Say of every period but the last that it is not measured: what it takes is only kept for the last 12 months."""
    past = ~panel.in_periods([panel.last])
    return rows.with_columns(
        pl.when(~past).then(pl.col(*NUMBERS)),
        status=pl.when(past).then(pl.lit("not_measurable")).otherwise("status"),
        reason=pl.when(past).then(pl.lit("headline_only")).otherwise("reason"),
    )


def bound_headline(panel: Panel, rows: pl.DataFrame, bounds: tuple[float, float] | None) -> pl.DataFrame:
    """Write an interval into the last period, where it has a value; it is widened to hold the value where it must be.

    Draws of few people can all fall on one side of the value.
    """
    if bounds is None:
        return rows
    headline = (pl.col("key") == panel.last) & pl.col("value").is_not_null()
    low, high = bounds
    return rows.with_columns(
        low=pl.when(headline).then(pl.min_horizontal("value", pl.lit(low))).otherwise("low"),
        high=pl.when(headline).then(pl.max_horizontal("value", pl.lit(high))).otherwise("high"),
    )


def whole_window(panel: Panel, rows: pl.DataFrame) -> pl.DataFrame:
    """Withhold rates over a window that the export lacks the beginning, or a week, of: they would be too low."""
    first_day = panel.tables.calendar.first_day
    early = [period for period in panel.periods.get_column("period") if panel.span("window", period).start < first_day]
    rows = withhold(rows, panel.in_periods(early), status="too_few", reason="short_window")
    lost = [period for period in panel.periods.get_column("period") if _lost_days(panel, period) >= DAYS_LOST]
    return withhold(rows, panel.in_periods(lost), status="too_few", reason="lost_window")


def _lost_days(panel: Panel, period: int) -> int:
    """Count the days of the window of a period that the export lost."""
    window = panel.span("window", period)
    return sum(
        max(0, (min(end, window.end) - max(start, window.start)).days + 1) for start, end in panel.tables.calendar.lost
    )
