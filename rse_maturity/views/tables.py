"""The figures as CSV files, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.model.metric import SurvivalPoint, WeekPoint
from rse_maturity.views.characters import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rse_maturity.model.analysis import Analysis, CommunitySummary, UnitSummary
    from rse_maturity.model.metric import Figures

FORMULA = ("=", "+", "-", "@", "\t", "\r")
HARMLESS = "^[A-Za-z0-9]([ -~]*[!-~])?$"  # what need not be looked at more closely


def csv_tables(analysis: Analysis) -> dict[str, str]:
    """Return the text of each table by file name.

    They are metrics, months, weeks, units, sites, communities, relations, people; survival where it was asked for, and
    unmatched where names are shown. Empty cells are values that are not known. A table without rows has its header
    alone.
    """
    directory = analysis.input.directory
    named = directory is not None and analysis.processing.persons == "names"
    survival = {"survival.csv": csv_text(_SURVIVAL, _survival_rows(analysis))} if analysis.survival else {}
    unmatched = {"unmatched.csv": csv_text(_UNMATCHED, _unmatched_rows(analysis))} if named else {}
    return {
        "metrics.csv": csv_text(_METRICS, _metric_rows(analysis)),
        "months.csv": csv_text((*_MONTHS, *analysis.metrics), _month_rows(analysis)),
        "weeks.csv": csv_text(_WEEKS, ([getattr(one, name) for name in _WEEKS] for one in analysis.weekly)),
        **survival,
        "units.csv": csv_text((*_UNITS, *analysis.metrics), _unit_rows(analysis.units, analysis)),
        "sites.csv": csv_text((*_UNITS, *analysis.metrics), _unit_rows(analysis.sites, analysis)),
        "communities.csv": csv_text((*_COMMUNITIES, *analysis.metrics), _community_rows(analysis)),
        "relations.csv": csv_text(_RELATIONS, _relation_rows(analysis)),
        "people.csv": csv_of(_people(analysis)),
        **unmatched,
    }


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return one CSV text (comma, UTF-8, line feed), its texts made harmless for a spreadsheet."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    for row in (header, *rows):
        writer.writerow([_guarded(value) if isinstance(value, str) else value for value in row])
    return sheet.getvalue()


def csv_of(frame: pl.DataFrame) -> str:
    """Return the CSV text of a frame of texts and numbers: what `csv_text` makes of its rows, for tables of many rows.

    Numbers under a ten thousandth are written without an exponent as long as that is short.
    """
    texts = [_guarded_column(column) for column in frame.iter_columns() if column.dtype == pl.String]
    return frame.with_columns(texts).rename(_guarded).write_csv()


def _guarded_column(texts: pl.Series) -> pl.Series:
    """Make texts harmless, each different one once; an empty text is an empty cell."""
    different = texts.filter(~texts.str.contains(HARMLESS)).unique()
    return texts.replace(different, pl.Series([_guarded(text) or None for text in different], dtype=pl.String))


def _guarded(text: str) -> str:
    """Keep a spreadsheet from running a name: what looks like a formula gets an apostrophe in front.

    >>> _guarded("=cmd|' /C calc'!A0"), _guarded("Sales")
    ("'=cmd|' /C calc'!A0", 'Sales')
    """
    guarded = text.lstrip().startswith(FORMULA) or text.startswith(FORMULA)
    return f"'{shown(text)}" if guarded else shown(text)


_METRICS = (
    "metric",
    "value",
    "low",
    "high",
    "numerator",
    "denominator",
    "unit",
    "window_start",
    "window_end",
    "status",
    "reason",
)


def _metric_rows(analysis: Analysis) -> list[Sequence[object]]:
    return [
        (
            name,
            one.value,
            one.low,
            one.high,
            one.numerator,
            one.denominator,
            one.unit,
            one.window.start,
            one.window.end,
            one.status,
            one.reason,
        )
        for name, one in analysis.metrics.items()
    ]


_MONTHS = ("end", "phase", "momentum")


def _month_rows(analysis: Analysis) -> list[Sequence[object]]:
    return [
        (one.end, one.phase, one.momentum, *(one.metrics.get(name) for name in analysis.metrics))
        for one in analysis.trajectory
    ]


_WEEKS = tuple(WeekPoint.model_fields)
_SURVIVAL = ("metric", "unit", *SurvivalPoint.model_fields)


def _survival_rows(analysis: Analysis) -> list[Sequence[object]]:
    return [
        (curve.metric, curve.unit, *(getattr(point, name) for name in SurvivalPoint.model_fields))
        for curve in analysis.survival
        for point in curve.points
    ]


_UNITS = ("unit", "people", "expected", "active", "silent", "phase", "confidence", "since")


def _unit_rows(units: Sequence[UnitSummary], analysis: Analysis) -> list[Sequence[object]]:
    return [
        (
            *(one.unit, one.people, one.expected, one.active, one.silent, one.phase, _sure(one), one.since),
            *_values(one.metrics, analysis),
        )
        for one in units
    ]


_COMMUNITIES = ("community", "people", "contributing", "phase", "confidence", "since")


def _community_rows(analysis: Analysis) -> list[Sequence[object]]:
    return [
        (
            *(one.community, one.people, one.contributing, one.phase, _sure(one), one.since),
            *_values(one.metrics, analysis),
        )
        for one in analysis.communities
    ]


def _sure(one: UnitSummary | CommunitySummary) -> float | None:
    return None if one.confidence is None else one.confidence.value


def _values(figures: Figures, analysis: Analysis) -> list[float | None]:
    """Return the value of each metric of the analysis, None where a part has none."""
    return [figures[name].value if name in figures else None for name in analysis.metrics]


_RELATIONS = ("source", "target", "comments", "expected", "ratio")


def _relation_rows(analysis: Analysis) -> list[Sequence[object]]:
    return [(one.source, one.target, one.comments, one.expected, one.ratio) for one in analysis.relations.units]


def _people(analysis: Analysis) -> pl.DataFrame:
    return analysis.people.frame.with_columns(pl.col("roles").list.join(";")).rename({"score": "influence"})


_UNMATCHED = ("person", "display_name", "email")


def _unmatched_rows(analysis: Analysis) -> list[Sequence[object]]:
    """Lay out those who act and whom no directory lists, so that the HR department can complete it."""
    directory = analysis.input.directory
    return [(one.person, one.display_name, one.email) for one in directory.unmatched] if directory else []
