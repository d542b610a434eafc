"""What the phases room takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from rse_maturity.model.verdict import Advice, Phase, TrajectoryPoint


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the network besides its figures.

    Attributes
    ----------
    population
        Which limits hold: those over the members of a directory, or those over the people seen.
    begins_midway
        The network is older than its export.
    exceptional
        Ends of periods that are holidays for the most part, or partly lost: they move nothing.
    lost
        Spans of days that the export lost.
    imported
        Days on which older history was imported, with how many events; these count nowhere.
    part
        One part of the network is judged (a unit, a site, a community), not the whole.
    """

    population: Literal["directory", "seen"]
    first_day: date
    contributors_ever: int
    complete_weeks: int
    bulk_enrolled: bool
    begins_midway: bool = False
    exceptional: frozenset[date] = frozenset()
    lost: tuple[tuple[date, date], ...] = ()
    imported: tuple[tuple[date, int], ...] = ()
    part: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, month by month, and what follows from it."""

    phase: Phase
    trajectory: tuple[TrajectoryPoint, ...]
    advice: tuple[Advice, ...]
