"""What could not be measured, and why: the reason says which column, option or export would give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis


_OF_THE_EXPORT = ("no_post", "no_comment", "no_links", "no_threads", "no_times")
_ACTS = {"post", "comment", "reaction", "share", "upload", "view", "join", "login"}
_ANY_TABLE = ("generic", "generic_people", "canonical")


@dataclass(frozen=True, slots=True)
class Gap:
    """One reason, and the figures it takes away."""

    reason: str
    figures: tuple[str, ...]


def gaps(analysis: Analysis, *, texts: Catalogue) -> tuple[Gap, ...]:
    """Group the figures without a value by their reason, in the order of the metrics; empty where all were measured.

    Where exports of platforms do not tell what is needed, the reason is what they cannot tell, and what would.
    """
    instead = _cannot(analysis, texts=texts)
    by_reason: dict[str, list[str]] = {}
    for name, figure in analysis.metrics.items():
        if figure.status != "measured":
            reason = texts.text(f"metrics.reasons.{figure.reason}")
            if instead and figure.reason in _OF_THE_EXPORT:
                reason = instead
            by_reason.setdefault(reason, []).append(texts.text(f"metrics.{name}.name"))
    return tuple(Gap(reason=reason, figures=tuple(names)) for reason, names in by_reason.items())


def _cannot(analysis: Analysis, *, texts: Catalogue) -> str:
    """Say what the exports cannot tell where all of them are exports of platforms; empty where a table is any table."""
    formats = sorted({source.format for source in analysis.input.sources if source.capabilities.keys() & _ACTS})
    if not formats or any(name in _ANY_TABLE for name in formats):
        return ""
    return " ".join(
        texts.text(
            "terminal.limits", name=texts.text(f"formats.{name}.name"), what=texts.text(f"formats.{name}.cannot")
        )
        for name in formats
    )
