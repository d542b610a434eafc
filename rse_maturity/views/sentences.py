"""Sentences about findings, next steps, advice and flags: made here alone, in the language asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from rse_maturity.config import Settings
from rse_maturity.views.characters import shown
from rse_maturity.views.figures import finding_blanks, limit_text, metric_unit, value_text

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis, CommunitySummary, UnitSummary
    from rse_maturity.model.verdict import Advice, Finding, Flag, NextStep, PhaseLabel, Sensitivity

    Part = TypeVar("Part", UnitSummary, CommunitySummary)

COUNTS = frozenset({"weeks", "months", "events", "needed"})
DAYS = frozenset({"start", "end", "day"})
"""Evidence of flags that is no figure of the analysis: numbers of things, and days."""


def phase_name(label: PhaseLabel | str, *, texts: Catalogue) -> str:
    """Return the name of a phase."""
    return texts.text(f"phases.{label}.name")


def network_name(name: str) -> str | None:
    """Return what a network is called in its history, as it may be shown; None where it was given no name."""
    return None if name == Settings.model_fields["network"].default else shown(name)


def rule_name(rule: str, *, texts: Catalogue) -> str:
    """Return the name of a rule, as a signal."""
    return texts.text(f"rules.{rule}.name")


def finding_sentence(finding: Finding, analysis: Analysis, *, texts: Catalogue) -> str:
    """Say what a rule found, with the value and the limit that were compared."""
    return texts.text(f"rules.{finding.rule}.{finding.outcome}", **finding_blanks(finding, analysis, texts=texts))


def next_sentence(step: NextStep, analysis: Analysis, *, texts: Catalogue) -> str:
    """Say what one signal is short of before the next phase."""
    unit = metric_unit(step.metric, analysis)
    limit = limit_text(step.comparison, step.limit, unit, texts=texts)
    name = rule_name(step.rule, texts=texts)
    if step.value is None:
        return texts.text("terminal.step.unknown", name=name, limit=limit)
    return texts.text(
        "terminal.step.known",
        name=name,
        value=value_text(step.value, step.metric, unit, beside=[step.limit], texts=texts),
        limit=limit,
    )


def sensitivity_sentence(one: Sensitivity, analysis: Analysis, *, texts: Catalogue) -> str:
    """Say which limit, moved to where, would change the phase to what."""
    unit = metric_unit(one.metric, analysis)
    return texts.text(
        "terminal.moved",
        name=rule_name(one.rule, texts=texts),
        limit=limit_text(one.comparison, one.limit, unit, texts=texts),
        moved=limit_text(one.comparison, one.moved, unit, texts=texts),
        change=texts.signed(one.change, "percent"),
        phase=phase_name(one.label, texts=texts).lower(),
    )


def advice_parts(advice: Advice, analysis: Analysis, *, texts: Catalogue) -> tuple[str, str, str]:
    """Return what to do, why, and how to see that it worked."""
    blanks: dict[str, Any] = {
        name: texts.value(value, metric_unit(name, analysis)) for name, value in advice.values.items()
    }
    what, why, check = (texts.text(f"advice.{advice.id}.{part}", **blanks) for part in ("what", "why", "check"))
    return what, why, check


def flag_sentence(flag: Flag, analysis: Analysis, *, texts: Catalogue) -> str:
    """Say what changes how the phase must be read."""
    blanks = {name: _evidence(name, value, analysis, texts=texts) for name, value in flag.evidence.items()}
    return texts.text(f"phases.flags.{flag.id}", **blanks)


def _evidence(name: str, value: float | str | None, analysis: Analysis, *, texts: Catalogue) -> str:
    """Write one value of the evidence of a flag: a figure in its unit, a count, a day."""
    if isinstance(value, str):
        return texts.fill("{day:date}", day=date.fromisoformat(value)) if name in DAYS else value
    return texts.value(value, "count" if name in COUNTS else metric_unit(name, analysis))


def with_sentences(analysis: Analysis, *, texts: Catalogue) -> Analysis:
    """Return the analysis with every `sentence` written in the language of `texts`."""
    findings = tuple(
        one.model_copy(update={"sentence": finding_sentence(one, analysis, texts=texts)})
        for one in analysis.phase.findings
    )
    steps = tuple(
        one.model_copy(update={"sentence": next_sentence(one, analysis, texts=texts)}) for one in analysis.phase.next
    )
    advice = tuple(
        one.model_copy(update={"sentence": " ".join(advice_parts(one, analysis, texts=texts))})
        for one in analysis.advice
    )
    phase = analysis.phase.model_copy(update={"findings": findings, "next": steps})
    levels = {
        name: tuple(_with_next(one, analysis, texts=texts) for one in getattr(analysis, name))
        for name in ("units", "sites", "communities")
    }
    return analysis.model_copy(update={"phase": phase, "advice": advice, **levels})


def _with_next(one: Part, analysis: Analysis, *, texts: Catalogue) -> Part:
    said = (step.model_copy(update={"sentence": next_sentence(step, analysis, texts=texts)}) for step in one.next)
    return one.model_copy(update={"next": tuple(said)})
