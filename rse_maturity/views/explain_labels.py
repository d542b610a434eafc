"""What the analysis attaches: flags to the verdict, roles to people; each with the limits that are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from rich.text import Text

from rse_maturity.views.figures import limit_text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rse_maturity.views.explanation_page import Page

HEADS = ("definition", "found", "advised", "beyond")


@dataclass(frozen=True, slots=True)
class LabelLimit:
    """One limit in force: of what (key of its text), over a population, on a basis (sources, judgement, settings)."""

    of: str
    unit: str
    comparison: str
    value: float
    basis: str
    population: str = "both"


@dataclass(frozen=True, slots=True)
class LabelShown:
    """A flag or a role: all limits that decide about it, and what fills the blanks of its texts."""

    id: str
    limits: tuple[LabelLimit, ...]
    blanks: dict[str, Any]


def label_parts(kind: Literal["flag", "role"], label: LabelShown, page: Page) -> list[RenderableType]:
    """Lay out what a flag or a role means, how it is found, what to do with it and what it does not say."""
    said = {head: page.texts.text(f"{kind}s.{label.id}.{head}", **label.blanks) for head in HEADS}
    return [
        page.title(kind, label.id, page.texts.text(f"{kind}s.{label.id}.name")),
        *page.parts(("definition", said["definition"]), ("found", said["found"])),
        Text(),
        page.head("explain.head.limits"),
        page.grid([_row(limit, label, page) for limit in label.limits]),
        *page.parts(("advised", said["advised"]), ("beyond", said["beyond"])),
        *page.references(limit.basis for limit in label.limits),
    ]


def _row(limit: LabelLimit, label: LabelShown, page: Page) -> tuple[str, ...]:
    return (
        page.texts.text(limit.of, **label.blanks),
        limit_text(limit.comparison, limit.value, limit.unit, texts=page.texts),
        page.texts.text(f"explain.population.{limit.population}"),
        page.basis(limit.basis),
    )
