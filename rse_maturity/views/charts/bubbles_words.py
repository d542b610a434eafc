"""The words round the bubbles: what is counted, where it comes from, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.views.charts.bubbles_names import called
from rse_maturity.views.charts.words import files, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.pictures import BubblePanel, Bubbles, Disc


def subtitle(analysis: Analysis, bubbles: Bubbles, texts: Catalogue, panels: Sequence[BubblePanel]) -> str:
    """Say what is counted, when, how many people, and in which order the panels stand."""
    known = all(panel.silent is not None for panel in panels)
    speaking = sum(panel.contributing for panel in panels)
    people = sum(panel.people for panel in panels)
    parts = [texts.text("charts.bubbles.window", start=bubbles.window.start, end=bubbles.window.end)]
    if len(panels) == 1 and panels[0].unit:
        parts.insert(0, plain(panels[0].unit))
    if known:
        parts.append(texts.text("charts.bubbles.of_people", n=speaking, people=people))
    else:
        parts.append(texts.text("charts.bubbles.total", n=bubbles.contributions))
    if len(panels) > 1:
        key = "charts.bubbles.ordered" if known else "charts.bubbles.ordered_seen"
        parts.append(texts.text(key, units=units(analysis, texts)))
    return " · ".join(parts)


def units(analysis: Analysis, texts: Catalogue) -> str:
    """Return the word for the units of this network: departments, or what else they are."""
    field = analysis.settings.get("people", {}).get("unit", "department")
    known = texts.has(f"charts.bubbles.units.{field}")
    return texts.text(f"charts.bubbles.units.{field if known else 'other'}")


def source(
    analysis: Analysis, bubbles: Bubbles, texts: Catalogue, panels: Sequence[BubblePanel], *, named: bool
) -> str:
    """Say where the figures come from, what they are, and who is not drawn."""
    minimum = analysis.processing.minimum_group
    key = "charts.bubbles.source"
    parts = [files(analysis, texts), texts.text(f"{key}.contribution")]
    if all(panel.silent is not None for panel in panels):
        parts.append(texts.text(f"{key}.silent"))
    else:
        parts.append(texts.text(f"{key}.no_directory"))
    if len(panels) > 1 and any(panel.discs for panel in panels):
        parts.append(texts.text(f"{key}.scale"))
    if any(panel.managers_shown for panel in panels):
        parts.append(texts.text(f"{key}.managers", n=minimum))
    if named and analysis.processing.persons == "pseudonyms":
        parts.append(texts.text(f"{key}.pseudonyms"))
    if bubbles.hidden_units:
        parts.append(texts.text(f"{key}.hidden", n=bubbles.hidden_units, minimum=minimum))
    if bubbles.hidden_people:
        parts.append(texts.text(f"{key}.unplaced", n=bubbles.hidden_people))
    return " ".join(parts)


def reading(texts: Catalogue, panels: Sequence[BubblePanel], *, named: bool) -> str:
    """Say how the picture is read; with names, on the two people whose numbers teach it best."""
    if named:
        loud = [disc for panel in panels for disc in panel.discs if disc.state == "contributes" and called(disc)]
        two = _example(loud)
        if two:
            return texts.text(
                "charts.bubbles.legend.pair",
                first=called(two[0]),
                second=called(two[1]),
                n=two[0].contributions,
                m=two[1].contributions,
            )
    if len(panels) == 1 and not panels[0].discs:
        return texts.text("charts.bubbles.legend.shares", n=panels[0].people / 100)
    silent = any(panel.silent for panel in panels)
    return texts.text(f"charts.bubbles.legend.{'crust' if silent else 'filled'}")


def _example(loud: Sequence[Disc]) -> tuple[Disc, Disc] | None:
    """Choose the largest, and the one whose number is nearest to its half."""
    if len(loud) < 2:  # noqa: PLR2004 - a comparison takes two
        return None
    ranked = sorted(loud, key=lambda disc: -disc.contributions)
    half = ranked[0].contributions / 2
    return ranked[0], min(ranked[1:], key=lambda disc: abs(disc.contributions - half))
