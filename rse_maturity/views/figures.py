"""Figures and limits as text: always the value that was compared, never one that rounding makes equal to its limit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.verdict import Finding

SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
FINER = {
    "share": "percent1",
    "percent": "percent1",
    "ratio": "decimal2",
    "count": "decimal",
    "people": "decimal",
    "hours": "decimal",
    "months": "decimal2",
}
DIGITS = {
    "share": 2,
    "percent": 2,
    "percent1": 3,
    "ratio": 2,
    "decimal2": 2,
    "count": 0,
    "people": 0,
    "hours": 1,
    "decimal": 1,
    "months": 1,
}
"""Decimals of a value that each form writes."""

CHANGES = frozenset({"participation_trend", "net_flow"})
"""Figures that are changes, and carry their sign."""


def metric_unit(metric: str, analysis: Analysis) -> str:
    """Return the unit of a figure, as the catalogue names formats; a ratio where the analysis does not hold it."""
    figure = analysis.metrics.get(metric)
    return "ratio" if figure is None else figure.unit


def figure_text(value: float | None, metric: str, unit: str, *, texts: Catalogue) -> str:
    """Write a figure in its unit; a change carries its sign. A dash where there is no value."""
    return texts.signed(value, unit) if metric in CHANGES else texts.value(value, unit)


def value_text(value: float | None, metric: str, unit: str, *, beside: Sequence[float], texts: Catalogue) -> str:
    """Write a figure that stands alone beside limits: with its unit where its name does not tell (`14 months`).

    A dash where there is no value.
    """
    written = bare_value(value, metric, unit, beside=beside, texts=texts)
    key = f"terminal.measure.{metric}"
    return written if value is None or not texts.has(key) else texts.text(key, n=value, value=written)


def bare_value(value: float | None, metric: str, unit: str, *, beside: Sequence[float], texts: Catalogue) -> str:
    """Write a figure for a sentence, so that rounding never makes it look equal to a limit that it is not.

    A change carries its sign. A dash where there is no value.
    """
    if value is None:
        return texts.value(value, unit)
    return distinct(value, unit, beside=beside, write=texts.signed if metric in CHANGES else texts.value, texts=texts)


def distinct(
    value: float, unit: str, *, beside: Sequence[float], write: Callable[[float, str], str], texts: Catalogue
) -> str:
    """Write a value, with a decimal more, then in words, where it rounds to a limit that it is not."""
    for form in (unit, FINER[unit]):
        written = write(value, form)
        close = [limit for limit in beside if limit != value and write(limit, form) == written]
        if not close:
            return written
    return texts.text(
        f"terminal.nearly.{'under' if value < close[0] else 'over'}", limit=limit_value(close[0], unit, texts=texts)
    )


def limit_text(comparison: str, limit: float, unit: str, *, texts: Catalogue) -> str:
    """Write a limit with the comparison made: `≥ 10%`; one that was stated finer than its unit is, finer: `≥ 12.5%`.

    A limit that was computed, as a part of what the network itself did, has no end of digits and is rounded.
    """
    return f"{SIGNS[comparison]}\u00a0{limit_value(limit, unit, texts=texts)}"


def limit_value(limit: float, unit: str, *, texts: Catalogue) -> str:
    """Write a limit alone, with the digits that it was stated with."""
    finer = FINER[unit]
    return texts.value(limit, finer if not _exact(limit, unit) and _exact(limit, finer) else unit)


def _exact(limit: float, form: str) -> bool:
    """Tell whether a form writes all digits of a limit."""
    return math.isclose(round(limit, DIGITS[form]), limit, rel_tol=1e-9)


def finding_blanks(finding: Finding, analysis: Analysis, *, texts: Catalogue) -> dict[str, Any]:
    """Return what fills the sentence of a finding: value, low, high and limit, already written."""
    unit = metric_unit(finding.metric, analysis)
    return {
        "value": bare_value(finding.value, finding.metric, unit, beside=[finding.limit], texts=texts),
        "low": figure_text(finding.low, finding.metric, unit, texts=texts),
        "high": figure_text(finding.high, finding.metric, unit, texts=texts),
        "limit": texts.value(finding.limit, unit),
    }
