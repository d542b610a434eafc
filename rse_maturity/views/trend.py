"""The trend of a history, in words once, then laid out for a terminal or as Markdown; as JSON; as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rse_maturity.views.compare import FigureRow, caveat_text, figure_row
from rse_maturity.views.figures import figure_text
from rse_maturity.views.sentences import network_name, phase_name
from rse_maturity.views.tables import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.comparison import MetricChange
    from rse_maturity.model.snapshot import Period, Snapshot, Trend

CHOSEN = ("participation_rate", "habit_share", "response_rate", "cross_unit_ratio")
"""Figures that are shown where nobody chooses: how many, how often, whether they answer, whether across units."""

SHOWN = 13
"""Snapshots in the table: of months, a year and the same month a year ago."""

STRETCHES = 6
COLUMNS = (
    *("network", "period", "end", "phase", "momentum", "exceptional", "metric", "unit", "value", "low", "high"),
    *("numerator", "denominator", "status", "reason"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over the whole history."""

    name: str
    values: tuple[float | None, ...]
    ends: str


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One snapshot of the table; `mark` tells periods that are not ordinary and where a definition changed."""

    end: str
    mark: str
    phase: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since an earlier snapshot, or why that is not told."""

    title: str
    rows: tuple[FigureRow, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is said about a history; every text is finished."""

    title: str
    span: str
    phases: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    names: tuple[str, ...]
    rows: tuple[SnapshotRow, ...]
    notes: tuple[str, ...]
    since: tuple[Since, ...]
    breaks: tuple[str, ...]


def told(trend: Trend, *, texts: Catalogue, width: int, metrics: Sequence[str] = ()) -> Told:
    """Say how a network has moved.

    Parameters
    ----------
    width
        How many snapshots, the last ones, a line of blocks has room for.
    metrics
        The figures that are shown, by id; none gives `CHOSEN`, those of them that a snapshot holds.
    """
    held = {name for snapshot in trend.snapshots for name in snapshot.metrics}
    chosen = [name for name in (metrics or CHOSEN) if metrics or name in held]
    recent = trend.snapshots[: -SHOWN - 1 : -1]
    broken = {one.end for one in trend.breaks}
    marks = {one.end: f"{'*' * one.exceptional}{'!' * (one.end in broken)}" for one in recent}
    first, last = trend.snapshots[0], trend.snapshots[-1]
    named = network_name(trend.network)
    notes = [key for key, mark in (("exceptional", "*"), ("broken", "!")) if any(mark in one for one in marks.values())]
    return Told(
        title=texts.text("trend.title") if named is None else texts.text("trend.named", network=named),
        span=texts.text("trend.span", n=len(trend.snapshots), start=first.end, end=last.end),
        phases=tuple(_stretches(trend, texts=texts))[-STRETCHES:],
        lines=tuple(_line(name, trend.snapshots[-width:], texts=texts) for name in chosen),
        names=tuple(_short(name, texts=texts) for name in chosen),
        rows=tuple(
            SnapshotRow(
                end=_period(one.end, one.period, texts=texts),
                mark=marks[one.end],
                phase=phase_name(one.phase, texts=texts),
                values=tuple(_value(one, name, texts=texts) for name in chosen),
            )
            for one in recent
        ),
        notes=tuple(texts.text(f"trend.{key}") for key in notes),
        since=(
            _since("last", trend.since_last, trend.last_against, trend.last_reason, chosen, texts=texts),
            _since("year", trend.since_year, trend.year_against, trend.year_reason, chosen, texts=texts),
        ),
        breaks=tuple(
            f"{texts.fill('{end:date}', end=one.end)}{texts.text('terminal.colon')}{caveat_text(caveat, texts=texts)}"
            for one in trend.breaks
            for caveat in one.caveats
        ),
    )


def trend_json(trend: Trend) -> str:
    """Return the whole trend as JSON text: null where there is no value; same trend, same text."""
    return trend.model_dump_json(indent=2) + "\n"


def trend_csv(trend: Trend, *, metrics: Sequence[str] = ()) -> str:
    """Return one row for each snapshot and figure, oldest first; every figure where none is chosen."""
    return csv_text(COLUMNS, _csv_rows(trend, metrics=metrics))


def _csv_rows(trend: Trend, *, metrics: Sequence[str]) -> Iterator[tuple[object, ...]]:
    for one in trend.snapshots:
        of_snapshot = (one.network, one.period, one.end, one.phase, one.momentum, str(one.exceptional).lower())
        for name, metric in one.metrics.items():
            if not metrics or name in metrics:
                bounds = (metric.value, metric.low, metric.high, metric.numerator, metric.denominator)
                yield (*of_snapshot, name, metric.unit, *bounds, metric.status, metric.reason)


def _stretches(trend: Trend, *, texts: Catalogue) -> Iterator[tuple[str, str]]:
    """Return each phase with the periods that it held."""
    for phase, held in groupby(trend.snapshots, key=lambda one: one.phase):
        ends = [_period(one.end, trend.period, texts=texts) for one in held]
        span = ends[0] if len(ends) == 1 else texts.text("trend.stretch", first=ends[0], last=ends[-1])
        yield phase_name(phase, texts=texts), span


def _line(name: str, snapshots: Sequence[Snapshot], *, texts: Catalogue) -> Line:
    values = tuple(None if (figure := one.metrics.get(name)) is None else figure.value for one in snapshots)
    known = [one for one in snapshots if (figure := one.metrics.get(name)) is not None and figure.value is not None]
    ends = [
        f"{_value(one, name, texts=texts)} ({_period(one.end, one.period, texts=texts)})"
        for one in (*known[:1], *known[1:][-1:])
    ]
    return Line(name=_short(name, texts=texts), values=values, ends=" → ".join(ends) or "–")


def _since(
    kind: str,
    changes: Sequence[MetricChange] | None,
    against: date | None,
    reason: str | None,
    chosen: Sequence[str],
    *,
    texts: Catalogue,
) -> Since:
    if changes is None:
        return Since(title=texts.text(f"trend.{kind}_none"), rows=(), note=texts.text(f"trend.reason.{reason}"))
    by_name = {one.metric: one for one in changes}
    others = [one for one in changes if one.metric not in chosen and one.difference is not None]
    moved = [figure_row(one, texts=texts) for one in others if one.beyond == "yes"]
    names = ", ".join(f"{row.name} ({row.difference})" for row in moved)
    return Since(
        title=texts.text(f"trend.{kind}", day=against),
        rows=tuple(figure_row(by_name[name], texts=texts) for name in chosen if name in by_name),
        note=texts.text("trend.others", n=len(others), names=names) if moved else texts.text("trend.none"),
    )


def _value(snapshot: Snapshot, name: str, *, texts: Catalogue) -> str:
    figure = snapshot.metrics.get(name)
    return "–" if figure is None else figure_text(figure.value, name, figure.unit, texts=texts)


def _period(end: date, period: Period, *, texts: Catalogue) -> str:
    """Name a month, or the last day of a week."""
    return texts.fill("{end:shortmonth}" if period == "month" else "{end:day}", end=end)


def _short(name: str, *, texts: Catalogue) -> str:
    return texts.text(f"metrics.{name}.short")
