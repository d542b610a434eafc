"""How open units are to each other, when people are drawn again with what they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from rse_maturity.measures.drawing.added import Added

if TYPE_CHECKING:
    from rse_maturity.measures.drawing.groups import Floats, Groups
    from rse_maturity.measures.panel import Panel


class Linked(NamedTuple):
    """People with a tie, by unit: themselves, their comments, and those of them that went to other units."""

    people: Added
    written: Added
    outside: Added


def linked(panel: Panel) -> Linked | None:
    """Return who has a tie in the last 12 months; None where nobody of a known unit has one."""
    person, unit, outside, written = panel.facts.written
    if not len(person):
        return None
    rows = panel.facts.rows_of(pl.Series(person)).to_numpy().astype(np.int64, copy=False)
    cells = int(unit.max()) + 1
    return Linked(
        Added(rows, unit, cells), Added(rows, unit, cells, amounts=written), Added(rows, unit, cells, amounts=outside)
    )


def openness(ties: Linked, groups: Groups) -> Floats:
    """Return the ratio of observed to expected share across units, by draw.

    Each draw takes as many people as there are; NaN where it has no comment, or one unit only.
    """
    count = groups.times.shape[1]
    sizes = groups.drawn(ties.people.by_group(groups.of, groups=count))
    written, outside = (
        groups.drawn(one.by_group(groups.of, groups=count).sum(axis=1)) for one in (ties.written, ties.outside)
    )
    n = sizes.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # a person drawn twice meets oneself, inside the unit: n / (n - 1) makes up for that, exactly on average
        external = (1 - (sizes * (sizes - 1)).sum(axis=1) / (n * (n - 1))) * n / (n - 1)
        ratios: Floats = outside / (written * external)
    return np.where(np.isfinite(ratios), ratios, np.nan)
