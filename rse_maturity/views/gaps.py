"""What could not be measured, why, and what would make it measurable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Gap:
    """One reason, the figures it takes away, and the column or option that would give them (empty: nothing would)."""

    reason: str
    figures: tuple[str, ...]
    remedy: str


def gaps(analysis: Analysis, *, texts: Catalogue) -> tuple[Gap, ...]:
    """Group the figures without a value by their reason, in the order of the metrics; empty where all were measured."""
    by_reason: dict[str, list[str]] = {}
    for name, figure in analysis.metrics.items():
        if figure.status != "measured":
            by_reason.setdefault(figure.reason or "unknown", []).append(texts.text(f"metrics.{name}.name"))
    return tuple(
        Gap(
            reason=texts.text(f"metrics.reasons.{reason}"),
            figures=tuple(names),
            remedy=texts.text(f"terminal.remedy.{reason}") if texts.has(f"terminal.remedy.{reason}") else "",
        )
        for reason, names in by_reason.items()
    )
