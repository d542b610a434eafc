"""The ladder of phases, and how outcomes are coded in arrays.

A network stands on the highest rung whose question it answers. Two rungs ask something: growth asks what it takes to
leave creation, cruise asks what it takes to be part of the organisation's life.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from rse_maturity.model.verdict import Outcome, PhaseLabel, PhaseName

Asking = Literal["growth", "cruise"]
Comparison = Literal[">=", ">", "<=", "<"]

PHASES: tuple[PhaseName, ...] = get_args(PhaseName)
"""Rungs, lowest first; a level is an index here."""

ASKING: tuple[Asking, ...] = get_args(Asking)

NO, YES, UNKNOWN, NOT_APPLICABLE = 0, 1, 2, 3
OUTCOMES: tuple[Outcome, ...] = ("no", "yes", "unknown", "not_applicable")
"""Outcome by code."""

NOT_JUDGED = -1
"""The level of a month with too few signals."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int8]


def label_of(level: int) -> PhaseLabel:
    """Return the name of a level; `insufficient_data` for NOT_JUDGED."""
    return "insufficient_data" if level == NOT_JUDGED else PHASES[level]
