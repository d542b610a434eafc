"""The answers of the rules, month by month: yes, no, unknown, not applicable."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.phases.ladder import ASKING, NO, NOT_APPLICABLE, UNKNOWN, YES
from rse_maturity.phases.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rse_maturity.config import Settings
    from rse_maturity.phases.ladder import Asking, Codes, Comparison, Flags, Floats
    from rse_maturity.phases.readings import Readings
    from rse_maturity.phases.rule import Limit, Rule

COMPARE: Mapping[Comparison, Callable[[Floats, Floats], Flags]] = MappingProxyType(
    {">=": np.greater_equal, ">": np.greater, "<=": np.less_equal, "<": np.less}
)

READ = frozenset(rule.metric for rule in RULES) | {"age_months", "members"}
"""The metrics that a judgement reads: those of the rules, and what says how old and how large a network is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one rule answers for one rung.

    Attributes
    ----------
    rule, phase, limit
        The question; `limit` as stated.
    compared
        The limit that is compared, draws by months; NaN where none can be stated.
    codes
        NO, YES, UNKNOWN or NOT_APPLICABLE, draws by months.
    """

    rule: Rule
    phase: Asking
    limit: Limit
    compared: Floats
    codes: Codes


def answers(readings: Readings, *, settings: Settings) -> tuple[Answer, ...]:
    """Put every rule to every month: one answer a rule and rung, in the order of RULES."""
    return tuple(
        answer_to(rule, phase, limits[phase], readings)
        for rule in RULES
        for limits in (rule.limits_in_force(settings=settings, population=readings.context.population),)
        for phase in ASKING
        if phase in limits
    )


def answer_to(rule: Rule, phase: Asking, limit: Limit, readings: Readings) -> Answer:
    """Put one rule to every month, with one limit."""
    figure = readings.metric(rule.metric)
    compared = np.full((1, len(readings.ends)), limit.value)
    if rule.compared is not None:
        compared = rule.compared(limit.value, readings)
    codes = np.where(COMPARE[limit.comparison](figure.values, compared), np.int8(YES), np.int8(NO))
    if rule.only_if_certain:
        codes = np.where((codes == NO) & ~figure.off_zero, UNKNOWN, codes)
    codes = np.where(~figure.known | np.isnan(compared), UNKNOWN, codes)
    if rule.applies is not None:
        codes = np.where(rule.applies(readings), codes, NOT_APPLICABLE)
    return Answer(rule=rule, phase=phase, limit=limit, compared=compared, codes=codes)
