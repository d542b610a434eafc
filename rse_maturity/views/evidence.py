"""The evidence as a ladder: one row a rule, what growth asks beside what cruise asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rse_maturity.views.figures import figure_text, limit_text, metric_unit, value_text
from rse_maturity.views.sentences import rule_name

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.verdict import Finding, Outcome, PhaseName

SYMBOLS: dict[Outcome, str] = {"yes": "✓", "no": "✗", "unknown": "?", "not_applicable": "–"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one phase asks of one signal, and whether it is so."""

    limit: str
    outcome: Outcome
    word: str
    symbol: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One signal. `growth` and `cruise` are None where the rule asks nothing for that phase."""

    signal: str
    value: str
    interval: str
    n: str
    growth: Cell | None
    cruise: Cell | None
    weight: str
    basis: str


def evidence_rows(analysis: Analysis, *, texts: Catalogue) -> tuple[EvidenceRow, ...]:
    """Return one row per rule, in the order of the findings; none where nothing was judged."""
    by_rule: dict[str, dict[PhaseName, Finding]] = {}
    for finding in analysis.phase.findings:
        by_rule.setdefault(finding.rule, {})[finding.phase] = finding
    return tuple(_row(rule, found, analysis, texts=texts) for rule, found in by_rule.items())


def _row(rule: str, found: dict[PhaseName, Finding], analysis: Analysis, *, texts: Catalogue) -> EvidenceRow:
    any_one = next(iter(found.values()))
    unit = metric_unit(any_one.metric, analysis)
    bounded = any_one.low is not None and any_one.high is not None
    figure = analysis.metrics.get(any_one.metric)
    limits = [one.limit for one in found.values()]
    counted = figure is not None and figure.status == "measured" and figure.denominator is not None
    return EvidenceRow(
        signal=rule_name(rule, texts=texts),
        value=value_text(any_one.value, any_one.metric, unit, beside=limits, texts=texts),
        interval=" – ".join(figure_text(one, any_one.metric, unit, texts=texts) for one in (any_one.low, any_one.high))
        if bounded
        else "",
        n=texts.fill("{n:number}", n=figure.denominator) if figure is not None and counted else "",
        growth=_cell(found.get("growth"), unit, texts=texts),
        cruise=_cell(found.get("cruise"), unit, texts=texts),
        weight=_weight(found, texts=texts),
        basis=_basis(any_one.source, texts=texts),
    )


def _cell(finding: Finding | None, unit: str, *, texts: Catalogue) -> Cell | None:
    if finding is None:
        return None
    return Cell(
        limit=limit_text(finding.comparison, finding.limit, unit, texts=texts),
        outcome=finding.outcome,
        word=texts.text(f"terminal.outcome.{finding.outcome}"),
        symbol=SYMBOLS[finding.outcome],
    )


def _weight(found: dict[PhaseName, Finding], *, texts: Catalogue) -> str:
    """Say how much the rule counts: its weight, or that a phase requires it."""
    required = any(finding.required for finding in found.values())
    weight = max(finding.weight for finding in found.values())
    parts = [texts.fill("{w:decimal}", w=weight)] if weight else []
    return " + ".join([*parts, texts.text("terminal.required")] if required else parts)


def _basis(source: str, *, texts: Catalogue) -> str:
    """Say what the limits rest on: numbers of published sources, our judgement, the settings of this run."""
    words = ("judgement", "settings")
    return ", ".join(texts.text(f"terminal.basis.{part}") if part in words else part for part in source.split())
