"""From the small tables to every figure: by period, by week, by unit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from rse_maturity.measures.drawing.people_drawn import figures_of_people_drawn
from rse_maturity.measures.facts import Facts
from rse_maturity.measures.figures import unmeasurable
from rse_maturity.measures.metrics import METRICS
from rse_maturity.measures.needs import missing
from rse_maturity.measures.panel import Panel
from rse_maturity.measures.thorough import survival_curves
from rse_maturity.measures.weekly import weekly
from rse_maturity.model.metric import Metric, PeriodFigures

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from rse_maturity.config import Settings
    from rse_maturity.measures.metric_spec import MetricSpec
    from rse_maturity.model.metric import Figures, SurvivalCurve, WeekPoint
    from rse_maturity.tables.tables import Tables


METRIC_LIST = TypeAdapter(list[Metric])  # thousands of figures at once cost a quarter of one after the other


@dataclass(frozen=True, slots=True)
class Measured:
    """Every figure of one analysis.

    Attributes
    ----------
    periods
        All metrics at the end of each period; the last one is the headline.
    weekly
        What happened in each complete week.
    units
        By unit, the figures of each period, of the metrics that make sense for one.
    survival
        How long spaces live and posts wait for an answer; empty where not asked for.
    people_drawn
        What figures of the network would be with other people of the same kind, see `figures_of_people_drawn`.
    """

    periods: tuple[PeriodFigures, ...]
    weekly: tuple[WeekPoint, ...]
    units: dict[str, tuple[PeriodFigures, ...]]
    survival: tuple[SurvivalCurve, ...]
    people_drawn: dict[str, NDArray[np.float64]] = field(compare=False)


def measure(tables: Tables, *, settings: Settings, among: frozenset[str] | None = None) -> Measured:
    """Compute every metric, for every period, of the network and of every unit.

    Parameters
    ----------
    tables
        The export, distilled.
    settings
        Windows, minimum group, outages and the seed of the bootstraps.
    among
        The units that are measured; None takes all.

    Returns
    -------
    Measured
        A metric that the export cannot give is `not_measurable`, one over too few people, posts or weeks is `too_few`;
        both with a reason and without a value.
    """
    facts = Facts(tables, settings)
    whole = Panel(facts, by="period")
    with ThreadPoolExecutor(1) as beside:  # the figures of the network take as long as all the others
        by_unit = beside.submit(_units, facts, among=among)
        drawn = beside.submit(figures_of_people_drawn, whole)
        by_week = beside.submit(weekly, whole)
        return Measured(
            periods=_figures(whole, METRICS),
            weekly=by_week.result(),
            survival=survival_curves(whole),
            people_drawn=drawn.result(),
            units=by_unit.result(),
        )


def measure_units(
    tables: Tables, *, settings: Settings, among: frozenset[str] | None = None
) -> dict[str, tuple[PeriodFigures, ...]]:
    """Compute the metrics that make sense for a unit, for every period of every unit; see `measure`."""
    return _units(Facts(tables, settings), among=among)


def _units(facts: Facts, *, among: frozenset[str] | None) -> dict[str, tuple[PeriodFigures, ...]]:
    panel = Panel(facts, by="unit", among=among)
    figures = _figures(panel, tuple(spec for spec in METRICS if spec.by_unit))
    count = panel.periods.height
    return {unit: figures[place * count : (place + 1) * count] for place, unit in enumerate(panel.units)}


def _figures(panel: Panel, specs: tuple[MetricSpec, ...]) -> tuple[PeriodFigures, ...]:
    """Return the figures of each key of the panel, metrics in the order of `specs`."""
    found: list[Figures] = [{} for _ in range(panel.keys.height)]
    count = panel.periods.height
    for spec in specs:
        windows = [panel.span(spec.window, period) for period in range(count)]
        rows = _rows(panel, spec).drop("key").iter_rows(named=True)
        told = [{**row, "unit": spec.unit, "window": windows[place % count]} for place, row in enumerate(rows)]
        for figures, figure in zip(found, METRIC_LIST.validate_python(told), strict=True):
            figures[spec.id] = figure
    ends = panel.keys.get_column("end")
    return tuple(PeriodFigures(end=end, metrics=metrics) for end, metrics in zip(ends, found, strict=True))


def _rows(panel: Panel, spec: MetricSpec) -> pl.DataFrame:
    reason = missing(panel, spec.needs)
    if reason is None and spec.on_request and not panel.settings.measures.thorough:
        reason = "on_request"
    return spec.compute(panel) if reason is None else unmeasurable(panel, reason)
