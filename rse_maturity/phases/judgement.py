"""What the phases room takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from rse_maturity.model.analysis import Advice, Phase, TrajectoryPoint


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the network besides its figures.

    `population` tells which limits hold: those over the members of a directory, or those over the people seen.
    """

    population: Literal["directory", "seen"]
    first_day: date
    contributors_ever: int
    complete_weeks: int
    bulk_enrolled: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, month by month, and what follows from it."""

    phase: Phase
    trajectory: tuple[TrajectoryPoint, ...]
    advice: tuple[Advice, ...]
