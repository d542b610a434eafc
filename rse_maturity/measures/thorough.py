"""What is measured on request: whether it can be, and the curves that come with it."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from rse_maturity.errors import BadSetting
from rse_maturity.measures.metrics.first_answer_survival_hours import FIRST_ANSWER_SURVIVAL_HOURS
from rse_maturity.measures.metrics.space_survival_months import SPACE_SURVIVAL_MONTHS
from rse_maturity.measures.needs import missing
from rse_maturity.measures.spaces import lives
from rse_maturity.measures.waits import waits
from rse_maturity.model.metric import SurvivalCurve

if TYPE_CHECKING:
    from collections.abc import Callable

    from rse_maturity.config import Settings
    from rse_maturity.measures.metric_spec import MetricSpec
    from rse_maturity.measures.panel import Panel
    from rse_maturity.measures.survival import Survival

HOURS = (1.0, 2.0, 4.0, 8.0, 24.0, 48.0, 72.0, 168.0, 336.0, 672.0)
MONTHS = (1.0, 2.0, 3.0, 5.0, 6.0, 7.0, 9.0, 12.0, 18.0, 24.0, 36.0, 48.0)
"""Where published figures stand (5, 7, 12, 24; S22, S20), and between."""


def check_thorough(settings: Settings) -> None:
    """Refuse thorough measures where their library is not installed: before a large export is read.

    Raises
    ------
    BadSetting
        The settings ask for them, and SciPy is not there.
    """
    if settings.measures.thorough and importlib.util.find_spec("scipy") is None:
        raise BadSetting(
            where="[measures]", key="thorough", why="needs an extra: pip install 'rse-maturity[statistics]'"
        )


def survival_curves(panel: Panel) -> tuple[SurvivalCurve, ...]:
    """Estimate how long spaces live and posts wait for an answer, on the last day of a panel by period.

    Returns
    -------
    tuple of SurvivalCurve
        Empty where the settings do not ask; without a curve that the export cannot give.
    """
    if not panel.settings.measures.thorough:
        return ()
    estimates: tuple[tuple[MetricSpec, Callable[[], Survival | None], tuple[float, ...]], ...] = (
        (SPACE_SURVIVAL_MONTHS, lambda: lives(panel), MONTHS),
        (FIRST_ANSWER_SURVIVAL_HOURS, lambda: waits(panel, panel.last), HOURS),
    )
    return tuple(
        SurvivalCurve(metric=spec.id, unit=spec.unit, total=found.total, ended=found.ended, points=found.at(moments))
        for spec, estimate, moments in estimates
        if missing(panel, spec.needs) is None and (found := estimate()) is not None
    )
