"""Sentences about findings, next steps, advice and flags: made here alone, in the language asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rse_maturity.views.figures import finding_blanks, limit_text, metric_unit, value_text

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Advice, Analysis, Finding, Flag, NextStep, PhaseLabel


def phase_name(label: PhaseLabel | str, *, texts: Catalogue) -> str:
    """Return the name of a phase."""
    return texts.text(f"phases.{label}.name")


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


def advice_parts(advice: Advice, analysis: Analysis, *, texts: Catalogue) -> tuple[str, str, str]:
    """Return what to do, why, and how to see that it worked."""
    blanks: dict[str, Any] = {
        name: texts.value(value, metric_unit(name, analysis)) for name, value in advice.values.items()
    }
    what, why, check = (texts.text(f"advice.{advice.id}.{part}", **blanks) for part in ("what", "why", "check"))
    return what, why, check


def flag_sentence(flag: Flag, analysis: Analysis, *, texts: Catalogue) -> str:
    """Say what changes how the phase must be read."""
    blanks = {
        name: texts.value(value, metric_unit(name, analysis)) if isinstance(value, (int, float)) else value
        for name, value in flag.evidence.items()
    }
    return texts.text(f"phases.flags.{flag.id}", **blanks)


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
    return analysis.model_copy(update={"phase": phase, "advice": advice})
