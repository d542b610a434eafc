"""What single people add to a figure, summed up by group; and the number that tells who is alike in all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rse_maturity.measures.drawing.groups import Floats, Integers


@dataclass(frozen=True, slots=True)
class Added:
    """What people add, one entry a person and cell that they add something to; a cell is a period, or a unit.

    Attributes
    ----------
    people : array of shape (entries,)
        Rows of `Panel.people`.
    cell : array of shape (entries,)
        Which cell the entry counts in.
    cells
        How many cells there are.
    amounts : array of shape (entries,) or None
        What is added; None adds 1.
    lasting
        An entry counts in its cell and in all that follow: who joins stays, until an entry of -1.
    """

    people: Integers
    cell: Integers
    cells: int
    amounts: Integers | None = None
    lasting: bool = False

    def by_group(self, group: Integers, *, groups: int) -> Floats:
        """Sum up what each group adds to each cell: an array of shape (groups, cells)."""
        place = group.take(self.people) * self.cells + self.cell
        sums = np.bincount(place, weights=self.amounts, minlength=groups * self.cells).astype(np.float64)
        table = sums.reshape(groups, self.cells)
        return np.cumsum(table, axis=1) if self.lasting else table


def likeness(added: Iterable[Added], *, people: int, seed: int) -> Floats:
    """Return a number by person, the same for two people only where they add the same to everything.

    It knows nothing of ids and of the order of people, so that an order by it depends on neither.
    """
    random = np.random.default_rng(seed)
    number = np.zeros(people)
    for one in added:
        signature = random.random(one.cells).take(one.cell)
        weights = signature if one.amounts is None else signature * one.amounts
        number += np.bincount(one.people, weights=weights, minlength=people)
    return number
