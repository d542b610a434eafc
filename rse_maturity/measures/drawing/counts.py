"""The figures that are one sum over another, each with what every person adds to both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from rse_maturity.measures.drawing.added import Added
from rse_maturity.measures.membership import spell

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel


class Ratio(NamedTuple):
    """What people add to the numerator and to the denominator of a figure, by period."""

    numerator: Added
    denominator: Added


def ratios(panel: Panel) -> dict[str, Ratio]:
    """Return every figure that a rule reads and that is a ratio of sums over people, for a panel by period."""
    return {
        "participation_rate": Ratio(_added(panel, panel.facts.window, pl.col("member")), _population(panel)),
        **_enrolment(panel),
        "comments_per_post": _talk(panel),
        "habit_share_of_contributors": _habit(panel),
        "returning_share": _returning(panel),
        "response_rate": _response(panel),
    }


def contributions_of_year(panel: Panel) -> Added:
    """Return the contributions of the 12 months of each period."""
    return _added(panel, panel.facts.year, pl.col("wrote"), amount="contributions")


def _added(panel: Panel, acts: pl.DataFrame, hit: pl.Expr | None = None, *, amount: str | None = None) -> Added:
    """Take one entry for each act (period, row) that fulfils a condition, of 1 or of an amount."""
    columns = ["row", "period"] if amount is None else ["row", "period", amount]
    found = acts.select(columns) if hit is None else acts.select(pl.col(columns).filter(hit))
    return Added(
        people=found.get_column("row").to_numpy(),
        cell=found.get_column("period").to_numpy(),
        cells=panel.periods.height,
        amounts=None if amount is None else found.get_column(amount).to_numpy(),
    )


def _integers(column: pl.Series) -> NDArray[np.int64]:
    return column.to_numpy().astype(np.int64, copy=False)


def _spells(panel: Panel, among: NDArray[np.bool_], first: pl.Series, stop: pl.Series) -> Added:
    """Let people count from one period until before another."""
    start, end = _integers(first), _integers(stop)
    there = np.flatnonzero(among & (start < end))
    leaving = there[end[there] < panel.periods.height]
    return Added(
        people=np.concatenate([there, leaving]),
        cell=np.concatenate([start[there], end[leaving]]),
        cells=panel.periods.height,
        amounts=np.concatenate([np.ones_like(there), -np.ones_like(leaving)]),
        lasting=True,
    )


def _population(panel: Panel) -> Added:
    """Count whom the rates are over: as `Panel.population` does."""
    if not panel.tables.has_directory:
        return _added(panel, panel.facts.year)
    everybody = np.ones(panel.people.height, dtype=bool)
    return _spells(panel, everybody, *spell(panel.people, panel.periods.get_column("end")))


def _enrolment(panel: Panel) -> dict[str, Ratio]:
    expected = panel.people.get_column("expected").to_numpy()
    if not panel.tables.has_directory or not expected.any():
        return {}
    ends = panel.periods.get_column("end")
    due = panel.people.with_columns(joined=pl.lit(None, dtype=pl.Date), eligible=pl.lit(value=True))
    return {
        "enrolment_rate": Ratio(
            _spells(panel, expected, *spell(panel.people, ends)), _spells(panel, expected, *spell(due, ends))
        )
    }


def _talk(panel: Panel) -> Ratio:
    writing = panel.facts.window.filter("wrote")
    return Ratio(_added(panel, writing, amount="comments"), _added(panel, writing, amount="posts"))


def _habit(panel: Panel) -> Ratio:
    writing = panel.facts.active.filter("wrote")
    return Ratio(_added(panel, writing, pl.col("habit")), _added(panel, writing))


def _returning(panel: Panel) -> Ratio:
    found = panel.facts.there_and_back

    def of(rows: list[NDArray[np.int64]]) -> Added:
        sizes = [len(people) for people in rows]
        return Added(
            people=np.concatenate([*rows, np.zeros(0, dtype=np.int64)]),
            cell=np.repeat(np.array([period for period, _, _ in found], dtype=np.int64), sizes),
            cells=panel.periods.height,
        )

    return Ratio(of([back for _, _, back in found]), of([there for _, there, _ in found]))


def _response(panel: Panel) -> Ratio:
    roots = panel.tables.roots
    told = roots.select(
        "period",
        panel.facts.rows_of(roots.get_column("author")).alias("row"),
        in_time=panel.facts.in_time.fill_null(value=False),
    )
    asked = told.filter(pl.col("period").is_not_null())
    return Ratio(_added(panel, asked, pl.col("in_time")), _added(panel, asked))
