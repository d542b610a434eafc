"""The parts of the network in words: units, sites and communities, each with its phase, and the uneven ones named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rse_maturity.views.characters import shown
from rse_maturity.views.sentences import next_sentence, phase_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis, CommunitySummary, UnitSummary
    from rse_maturity.model.verdict import PhaseLabel

RANK: dict[PhaseLabel | None, int] = {None: -1, "insufficient_data": -1, "creation": 0, "growth": 1, "cruise": 2}
MOST_NAMED = 3
FIELDS = ("department", "site")

Kind = Literal["department", "site", "other", "community"]


@dataclass(frozen=True, slots=True)
class PartRow:
    """One unit, site or community; texts are empty where nothing is known. `lacks` is what is nearest to being met."""

    name: str
    label: PhaseLabel
    phase: str
    sure: str
    participation: str
    interval: str
    n: str
    since: str
    lacks: str


@dataclass(frozen=True, slots=True)
class Part:
    """One level: its heading, what is uneven in it (a sentence or nothing), its rows, what is not in them."""

    heading: str
    column: str
    uneven: str
    rows: tuple[PartRow, ...]
    note: str


def parts(analysis: Analysis, *, texts: Catalogue) -> tuple[Part, ...]:
    """Say of each level of the network what is judged there: units, sites, communities; none where nothing is.

    Rows are sorted by phase, the latest first, then by participation.
    """
    field = analysis.settings.get("people", {}).get("unit", "department")
    levels: tuple[tuple[Kind, Sequence[UnitSummary | CommunitySummary], int], ...] = (
        (field if field in FIELDS else "other", analysis.units, 0),
        ("site", analysis.sites, 0),
        ("community", analysis.communities, analysis.communities_left_out),
    )
    return tuple(_part(kind, level, left_out, analysis, texts=texts) for kind, level, left_out in levels if level)


def _part(
    kind: Kind,
    level: Sequence[UnitSummary | CommunitySummary],
    left_out: int,
    analysis: Analysis,
    *,
    texts: Catalogue,
) -> Part:
    ordered = sorted(level, key=lambda one: (-RANK[one.phase], -(_rate(one) or 0.0), _name(one)))
    return Part(
        heading=texts.text(f"parts.heading.{kind}"),
        column=texts.text(f"parts.column.{kind}"),
        uneven=_uneven(kind, ordered, analysis.phase.label, texts=texts),
        rows=tuple(_row(one, analysis, texts=texts) for one in ordered),
        note=texts.text("parts.left_out", n=left_out) if left_out else "",
    )


def _uneven(kind: Kind, level: Sequence[UnitSummary | CommunitySummary], whole: PhaseLabel, *, texts: Catalogue) -> str:
    """Name who stands below the network and who above it; say so where all who are judged stand with it."""
    judged = [one for one in level if RANK[one.phase] >= 0]
    if not judged or RANK[whole] < 0:
        return ""
    if all(one.phase == whole for one in judged):
        return texts.text(f"parts.even.{kind}", n=len(judged), phase=phase_name(whole, texts=texts).lower())
    groups = []
    for phase in ("creation", "growth", "cruise"):
        names = [_name(one) for one in judged if one.phase == phase]
        if names and phase != whole:
            said = phase_name(phase, texts=texts).lower()
            groups.append(texts.text("parts.stand", n=len(names), who=_names(names, texts=texts), phase=said))
    others = texts.text("parts.and", first=groups[0], second=groups[1]) if len(groups) > 1 else groups[0]
    return texts.text("parts.uneven", others=others, phase=phase_name(whole, texts=texts).lower())


def _names(names: Sequence[str], *, texts: Catalogue) -> str:
    """Name up to three, in the order of the alphabet, and count the others."""
    ordered = sorted(names)
    if len(ordered) > MOST_NAMED:
        told, more = ordered[: MOST_NAMED - 1], len(ordered) - MOST_NAMED + 1
        return texts.text("parts.more", n=more, names=", ".join(told))
    if len(ordered) == 1:
        return ordered[0]
    return texts.text("parts.and", first=", ".join(ordered[:-1]), second=ordered[-1])


def _row(one: UnitSummary | CommunitySummary, analysis: Analysis, *, texts: Catalogue) -> PartRow:
    figure = one.metrics.get("participation_rate")
    known = figure is not None and figure.value is not None
    bounded = known and figure is not None and figure.low is not None and figure.high is not None
    label: PhaseLabel = one.phase or "insufficient_data"
    return PartRow(
        name=_name(one),
        label=label,
        phase=texts.text("parts.not_judged") if RANK[label] < 0 else phase_name(label, texts=texts),
        sure="" if one.confidence is None else texts.value(one.confidence.value, "share"),
        participation=texts.value(figure.value, "share") if known and figure is not None else "–",
        interval=f"{texts.value(figure.low, 'share')} – {texts.value(figure.high, 'share')}"
        if bounded and figure is not None
        else "",
        n=texts.fill("{n:number}", n=figure.denominator) if known and figure is not None else "",
        since=texts.fill("{day:shortmonth}", day=one.since) if one.since else "",
        lacks=next_sentence(one.next[0], analysis, texts=texts) if one.next else "",
    )


def _name(one: UnitSummary | CommunitySummary) -> str:
    return shown((one.unit if hasattr(one, "unit") else one.community) or "")


def _rate(one: UnitSummary | CommunitySummary) -> float | None:
    figure = one.metrics.get("participation_rate")
    return None if figure is None else figure.value
