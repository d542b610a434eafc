"""What the heat map shows: units by month, the staircase in its order, and who has stepped back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rse_maturity.model.analysis import Analysis, UnitSummary
    from rse_maturity.model.verdict import PhaseLabel

LEAST_UNITS = 2
MOST_MONTHS = 24  # beyond, a column is a quarter
MOST_ROWS = 36  # beyond, both ends of the order
RANK: dict[PhaseLabel, int] = {"insufficient_data": -1, "creation": 0, "growth": 1, "cruise": 2}


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit at the end of one month or quarter; `rate` is None where it is not known."""

    phase: PhaseLabel
    rate: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One unit.

    `reached` is the column in which it first stood in the phase that the map is about, `since` the month, None where it
    stood there from the first month judged; `slipped` is the column from which it has stood lower than before, up to
    the last one. None where there is none.
    """

    name: str
    people: int | None
    cells: tuple[Cell, ...]
    reached: int | None
    since: date | None
    slipped: int | None

    @property
    def now(self) -> PhaseLabel:
        """The phase at the end."""
        return self.cells[-1].phase


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Columns by their last day, rows in order; `aim` is the highest phase that anybody has reached.

    `unjudged` counts the units that were never judged, `between` the rows that a long map leaves out in its middle.
    """

    ends: tuple[date, ...]
    step: Literal["month", "quarter"]
    rows: tuple[Row, ...]
    aim: PhaseLabel
    unjudged: int
    between: int


def heat_map(analysis: Analysis) -> HeatMap | None:
    """Lay out units by month; None where fewer than two units could be judged."""
    judged = [unit for unit in analysis.units if any(point.phase != "insufficient_data" for point in unit.trajectory)]
    if len(judged) < LEAST_UNITS:
        return None
    ends = [point.end for point in judged[0].trajectory]
    first = next(place for place in range(len(ends)) if any(RANK[unit.trajectory[place].phase] >= 0 for unit in judged))
    step: Literal["month", "quarter"] = "month" if len(ends) - first <= MOST_MONTHS else "quarter"
    places = _columns(ends, first, step)
    best = max(RANK[unit.trajectory[place].phase] for unit in judged for place in places)
    aim = next(phase for phase, rank in RANK.items() if rank == best)
    rows = sorted((_row(unit, places, aim) for unit in judged), key=_order)
    half = MOST_ROWS // 2
    shown = rows if len(rows) <= MOST_ROWS else [*rows[:half], *rows[-half:]]
    return HeatMap(
        ends=tuple(ends[place] for place in places),
        step=step,
        rows=tuple(shown),
        aim=aim,
        unjudged=len(analysis.units) - len(judged),
        between=len(rows) - len(shown),
    )


def _columns(ends: Sequence[date], first: int, step: Literal["month", "quarter"]) -> list[int]:
    """Choose the last period of each month, or of each quarter."""
    months = 1 if step == "month" else 3
    last = {(end.year, (end.month - 1) // months): place for place, end in enumerate(ends) if place >= first}
    return sorted(last.values())


def _row(unit: UnitSummary, places: Sequence[int], aim: PhaseLabel) -> Row:
    points = [unit.trajectory[place] for place in places]
    ranks = [RANK[point.phase] for point in points]
    return Row(
        name=unit.unit or "",
        people=points[-1].people,
        cells=tuple(Cell(point.phase, point.participation_rate) for point in points),
        reached=ranks.index(RANK[aim]) if RANK[aim] in ranks else None,
        since=_climbed(unit, aim),
        slipped=_slipped(ranks),
    )


def _climbed(unit: UnitSummary, aim: PhaseLabel) -> date | None:
    """Return the end of the first month in `aim`, where another phase was judged before it."""
    judged = [point for point in unit.trajectory if point.phase != "insufficient_data"]
    return next((point.end for before, point in pairwise(judged) if point.phase == aim != before.phase), None)


def _slipped(ranks: Sequence[int]) -> int | None:
    """Return from where on a unit has stood lower than it once did; None where it is back, or not judged at the end."""
    best = max(ranks)
    if not 0 <= ranks[-1] < best:
        return None
    at_best = max(place for place, rank in enumerate(ranks) if rank == best)
    return next(place for place in range(at_best + 1, len(ranks)) if ranks[place] >= 0)


def _order(row: Row) -> tuple[int, int, float, str]:
    """Put first who reached the aim first, then who reached growth first, then who takes part most."""
    ranks = [RANK[cell.phase] for cell in row.cells]
    never = len(ranks)
    climbed = next((place for place, rank in enumerate(ranks) if rank >= RANK["growth"]), never)
    return (never if row.reached is None else row.reached, climbed, -(row.cells[-1].rate or 0.0), row.name)
