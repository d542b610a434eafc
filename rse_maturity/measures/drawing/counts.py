"""The figures that are one sum over another, each with what every person adds to both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from rse_maturity.measures.drawing.added import Added
from rse_maturity.measures.membership import spell
from rse_maturity.measures.metrics.returning_share import there_and_back

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel


WROTE = pl.col("contributions") > 0


class Ratio(NamedTuple):
    """What people add to the numerator and to the denominator of a figure, by period."""

    numerator: Added
    denominator: Added


def ratios(panel: Panel) -> dict[str, Ratio]:
    """Return every figure that a rule reads and that is a ratio of sums over people, for a panel by period."""
    return {
        "participation_rate": Ratio(_rows(panel, panel.window, pl.col("member")), _population(panel)),
        **_enrolment(panel),
        "comments_per_post": _talk(panel),
        "habit_share_of_contributors": _habit(panel),
        "returning_share": _returning(panel),
        "response_rate": _response(panel),
    }


def contributions_of_year(panel: Panel) -> Added:
    """Return the contributions of the 12 months of each period."""
    return _rows(panel, panel.year, WROTE, pl.col("contributions"))


def _rows(
    panel: Panel,
    frame: pl.DataFrame,
    hit: pl.Expr,
    amount: pl.Expr | None = None,
    *,
    who: str = "person",
    when: str = "key",
) -> Added:
    """Take one entry for each row of a table that fulfils a condition, of 1 or of an amount."""
    amounts = {} if amount is None else {"amount": amount.filter(hit)}
    rows = frame.select(who=pl.col(who).filter(hit), when=pl.col(when).filter(hit), **amounts)
    return Added(
        people=_integers(panel.rows_of(rows.get_column("who"))),
        cell=_integers(rows.get_column("when")),
        cells=panel.periods.height,
        amounts=None if amount is None else _integers(rows.get_column("amount")),
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
        return _rows(panel, panel.year, pl.lit(value=True))
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
    comments, posts = (_rows(panel, panel.window, WROTE, pl.col(name)) for name in ("comments", "posts"))
    return Ratio(comments, posts)


def _habit(panel: Panel) -> Ratio:
    weeks, wrote = panel.tables.active_weeks, pl.col("contributing") > 0
    regular = wrote & (pl.col("active") >= panel.settings.time.habit_active_weeks)
    return Ratio(_rows(panel, weeks, regular, when="period"), _rows(panel, weeks, wrote, when="period"))


def _returning(panel: Panel) -> Ratio:
    found = [(period, np.flatnonzero(there), np.flatnonzero(back)) for period, there, back in there_and_back(panel)]

    def of(masks: list[NDArray[np.int64]]) -> Added:
        sizes = [len(mask) for mask in masks]
        return Added(
            people=np.concatenate([*masks, np.zeros(0, dtype=np.int64)]),
            cell=np.repeat(np.array([period for period, _, _ in found], dtype=np.int64), sizes),
            cells=panel.periods.height,
        )

    return Ratio(of([back for _, _, back in found]), of([there for _, there, _ in found]))


def _response(panel: Panel) -> Ratio:
    roots, asked = panel.tables.roots, pl.col("period").is_not_null()
    answered = asked & (pl.col("first_answer_hours") <= 24 * panel.settings.time.answer_days)
    return Ratio(
        _rows(panel, roots, answered, who="author", when="period"),
        _rows(panel, roots, asked, who="author", when="period"),
    )
