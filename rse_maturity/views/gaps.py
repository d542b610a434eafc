"""What could not be measured, and why: the reason says which column or option would give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Gap:
    """One reason, and the figures it takes away."""

    reason: str
    figures: tuple[str, ...]


def gaps(analysis: Analysis, *, texts: Catalogue) -> tuple[Gap, ...]:
    """Group the figures without a value by their reason, in the order of the metrics; empty where all were measured."""
    by_reason: dict[str, list[str]] = {}
    for name, figure in analysis.metrics.items():
        if figure.status != "measured":
            reason = texts.text(f"metrics.reasons.{figure.reason}")
            by_reason.setdefault(reason, []).append(texts.text(f"metrics.{name}.name"))
    return tuple(Gap(reason=reason, figures=tuple(names)) for reason, names in by_reason.items())
