"""Two analyses side by side, in words once, then laid out for a terminal, as Markdown or as JSON."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rse_maturity.views.characters import shown
from rse_maturity.views.figures import figure_text, limit_text
from rse_maturity.views.sentences import phase_name, rule_name

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.comparison import Caveat, Comparison, FindingChange, MetricChange, Side, UnitChange

ARROW = "→"
POINTS = ("share",)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of both; texts."""

    name: str
    first: str
    second: str
    difference: str
    beyond: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """What is said about two analyses; every text is finished."""

    title: str
    names: tuple[str, str]
    verdict: str
    sides: tuple[tuple[str, str, str], ...]
    caveats: tuple[str, ...]
    decisive: tuple[str, ...]
    others: tuple[str, ...]
    figures: tuple[FigureRow, ...]
    units: tuple[str, ...]
    people: str


def compared(comparison: Comparison, *, texts: Catalogue) -> Compared:
    """Say what two analyses have in common and what not."""
    first, second = comparison.first, comparison.second
    decisive = tuple(_finding(one, comparison, texts=texts) for one in comparison.findings if one.decisive)
    missing = tuple(line for side in (first, second) for line in _missing(side, texts=texts))
    if first.phase != second.phase and not decisive:
        decisive = missing or (texts.text("compare.by_months"),)
    return Compared(
        title=texts.text("compare.title"),
        names=(shown(first.name), shown(second.name)),
        verdict=_verdict(first, second, texts=texts),
        sides=tuple(
            (texts.text(f"compare.side.{name}"), _fact(name, first, texts=texts), _fact(name, second, texts=texts))
            for name in ("phase", "momentum", "confidence", "since", "end", "population", "people", "events")
        ),
        caveats=tuple(caveat_text(one, texts=texts) for one in comparison.caveats),
        decisive=decisive,
        others=tuple(_finding(one, comparison, texts=texts) for one in comparison.findings if not one.decisive),
        figures=tuple(
            figure_row(one, texts=texts)
            for one in comparison.metrics
            if one.first is not None or one.second is not None
        ),
        units=tuple(_unit(one, texts=texts) for one in comparison.units),
        people=_people(comparison, texts=texts),
    )


def comparison_json(comparison: Comparison) -> str:
    """Return the comparison as JSON text: null where there is no value; same comparison, same text."""
    return comparison.model_dump_json(indent=2) + "\n"


def _verdict(first: Side, second: Side, *, texts: Catalogue) -> str:
    names = {"first": phase_name(first.phase, texts=texts), "second": phase_name(second.phase, texts=texts)}
    kind = "same" if first.phase == second.phase else "other"
    return texts.text(f"compare.verdict.{kind}", **{name: one.lower() for name, one in names.items()})


def _fact(name: str, side: Side, *, texts: Catalogue) -> str:
    if name == "phase":
        return phase_name(side.phase, texts=texts)
    if name == "momentum":
        return texts.text(f"phases.momentum.{side.momentum}")
    if name == "population":
        return texts.text(f"compare.population.{side.population}")
    value = getattr(side, name)
    if value is None:
        return "–"
    form = {"confidence": "percent", "since": "date", "end": "date"}.get(name, "number")
    return texts.fill(f"{{value:{form}}}", value=value)


def _missing(side: Side, *, texts: Catalogue) -> list[str]:
    """Say what one of the two was too short of to be judged."""
    lacking = (
        texts.text(f"phases.missing.{name}", found=found, needed=needed)
        for name, (found, needed) in side.missing.items()
    )
    return [f"{shown(side.name)}{texts.text('terminal.colon')}{line}" for line in lacking]


def caveat_text(one: Caveat, *, texts: Catalogue) -> str:
    """Say something that two analyses, or two snapshots, do not have in common."""
    what = [rule_name(rule, texts=texts) for rule in one.what] if one.id == "limits" else list(one.what)
    return texts.text(f"compare.caveats.{one.id}", what=", ".join(what))


def _finding(one: FindingChange, comparison: Comparison, *, texts: Catalogue) -> str:
    unit = next((change.unit for change in comparison.metrics if change.metric == one.metric), "ratio")
    outcomes = [
        texts.text("compare.not_asked" if outcome is None else f"terminal.outcome.{outcome}")
        for outcome in (one.first, one.second)
    ]
    limits = [
        "" if limit is None else limit_text(one.comparison, limit, unit, texts=texts)
        for limit in (one.first_limit, one.second_limit)
    ]
    asked = limits[1] if limits[0] in ("", limits[1]) else f"{limits[0]} {ARROW} {limits[1]}".strip()
    return texts.text(
        "compare.finding",
        rule=rule_name(one.rule, texts=texts),
        phase=phase_name(one.phase, texts=texts).lower(),
        values=f" {ARROW} ".join(
            figure_text(value, one.metric, unit, texts=texts) for value in (one.first_value, one.second_value)
        ),
        asked=asked or limits[0],
        outcomes=f"{outcomes[0]} {ARROW} {outcomes[1]}",
    )


def figure_row(one: MetricChange, *, texts: Catalogue) -> FigureRow:
    """Write one figure of both, what lies between them, and whether beyond doubt."""
    beyond = one.beyond if one.comparable else "other_quantity"
    return FigureRow(
        name=texts.text(f"metrics.{one.metric}.short") if texts.has(f"metrics.{one.metric}.short") else one.metric,
        first=_bounded(one.first, one.first_low, one.first_high, one, texts=texts),
        second=_bounded(one.second, one.second_low, one.second_high, one, texts=texts),
        difference=_difference(one, texts=texts),
        beyond=texts.text(f"compare.beyond.{beyond}"),
        certain=one.beyond == "yes",
    )


def _bounded(value: float | None, low: float | None, high: float | None, of: MetricChange, *, texts: Catalogue) -> str:
    written, *bounds = (figure_text(one, of.metric, of.unit, texts=texts) for one in (value, low, high))
    if value is None or low is None or high is None:
        return written
    return f"{written} ({' – '.join(bounds)})".replace(" ", "\u00a0")  # a value and its interval stay on one line


def _difference(one: MetricChange, *, texts: Catalogue) -> str:
    if one.unit not in POINTS or one.difference is None:
        return texts.signed(one.difference, one.unit)
    points = math.floor(abs(100 * one.difference) + 0.5)
    return texts.text("compare.points", n=points, d=texts.signed(one.difference, "points"))


def _unit(one: UnitChange, *, texts: Catalogue) -> str:
    phases = [phase_name(phase, texts=texts).lower() for phase in (one.first, one.second)]
    return texts.text(f"compare.unit.{one.level}", name=shown(one.name), change=f" {ARROW} ".join(phases))


def _people(comparison: Comparison, *, texts: Catalogue) -> str:
    people = comparison.people
    if people.refused is not None:
        return texts.text(f"compare.people.{people.refused}")
    return texts.text("compare.people.counts", both=people.both, first=people.only_first, second=people.only_second)
