"""From the small tables to every figure: by period, by week, by unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rse_maturity.measures.figures import unmeasurable
from rse_maturity.measures.metrics import METRICS
from rse_maturity.measures.needs import missing
from rse_maturity.measures.panel import Panel
from rse_maturity.model.metric import Metric, PeriodFigures, WeekPoint

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.config import Settings
    from rse_maturity.measures.metric_spec import MetricSpec
    from rse_maturity.model.metric import Figures, Window
    from rse_maturity.tables.tables import Tables


@dataclass(frozen=True, slots=True)
class Measured:
    """Every figure of one analysis.

    Attributes
    ----------
    periods
        All metrics at the end of each period; the last one is the headline.
    weekly
        People who participated in each complete week.
    units
        Headline figures by unit, of the metrics that make sense for one; units are not hidden here.
    """

    periods: tuple[PeriodFigures, ...]
    weekly: tuple[WeekPoint, ...]
    units: dict[str, Figures]


def measure(tables: Tables, *, settings: Settings) -> Measured:
    """Compute every metric, for every period and for every unit.

    Parameters
    ----------
    tables
        The export, distilled.
    settings
        Windows, minimum group, outages and the seed of the bootstraps.

    Returns
    -------
    Measured
        A metric that the export cannot give is `not_measurable`, one over too few people, posts or weeks is `too_few`;
        both with a reason and without a value.
    """
    whole = Panel(tables=tables, settings=settings, by="period")
    figures = _figures(whole, METRICS)
    by_unit = _figures(
        Panel(tables=tables, settings=settings, by="unit"), tuple(spec for spec in METRICS if spec.by_unit)
    )
    return Measured(
        periods=tuple(
            PeriodFigures(end=end, metrics=figures[period]) for period, end in enumerate(tables.calendar.ends)
        ),
        weekly=tuple(
            WeekPoint(week=week, active=active, members=members)
            for week, active, members in whole.weekly.select("week", "active", "members").iter_rows()
        ),
        units=by_unit,
    )


def _figures(panel: Panel, specs: tuple[MetricSpec, ...]) -> dict[Any, Figures]:
    """Return the figures of each key of the panel, metrics in the order of `specs`."""
    found: dict[Any, Figures] = {key: {} for key in panel.keys.get_column("key")}
    periods = dict(panel.keys.select("key", "period").iter_rows())
    for spec in specs:
        windows = {period: panel.span(spec.window, period) for period in set(periods.values())}
        for row in _rows(panel, spec).iter_rows(named=True):
            key = row.pop("key")
            found[key][spec.id] = _metric(row, spec=spec, window=windows[periods[key]])
    return found


def _rows(panel: Panel, spec: MetricSpec) -> pl.DataFrame:
    reason = missing(panel, spec.needs)
    return spec.compute(panel) if reason is None else unmeasurable(panel, reason)


def _metric(row: dict[str, Any], *, spec: MetricSpec, window: Window) -> Metric:
    return Metric(**row, unit=spec.unit, window=window)
