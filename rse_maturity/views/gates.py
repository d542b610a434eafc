"""The gates of `check` in words: what each is called, what it compared, what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rse_maturity.views.figures import CHANGES, SIGNS, distinct, figure_text, limit_value
from rse_maturity.views.sentences import phase_name

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.check import Check, Gate, GateVerdict

MARKS: dict[GateVerdict, str] = {"passed": "✓", "failed": "✗", "unknown": "?"}

RELATIVE = frozenset({"fall", "year_fall", "below_best", "falling_trend"})
"""Kinds whose value is a relative change, which carries its sign."""


@dataclass(frozen=True, slots=True)
class GateRow:
    """One gate as a table shows it; texts."""

    name: str
    value: str
    interval: str
    limit: str
    verdict: str


def gate_rows(check: Check, *, texts: Catalogue) -> tuple[GateRow, ...]:
    """Return the gates in their order, each with what it compared."""
    return tuple(
        GateRow(
            name=gate_name(gate, texts=texts),
            value=_compared(gate, texts=texts) if gate.stands is None else phase_name(gate.stands, texts=texts),
            interval=_interval(gate, texts=texts),
            limit=_limit(gate, texts=texts),
            verdict=f"{MARKS[gate.verdict]} {texts.text(f'gates.verdict.{gate.verdict}')}",
        )
        for gate in check.gates
    )


def gate_name(gate: Gate, *, texts: Catalogue) -> str:
    """Return what a gate is called, with the figure that it watches."""
    metric = "" if gate.metric is None else texts.text(f"metrics.{gate.metric}.short")
    return texts.text(f"gates.name.{gate.kind}", metric=metric)


def _value(gate: Gate, value: float | None, *, texts: Catalogue) -> str:
    if gate.kind == "freshness" and value is not None:
        return texts.text("gates.days", n=value)
    if gate.kind in RELATIVE:
        return texts.signed(value, "percent")
    return figure_text(value, gate.metric or "", gate.unit or "ratio", texts=texts)


def _compared(gate: Gate, *, texts: Catalogue) -> str:
    """Write the value so that rounding never makes it look equal to a limit that it is not."""
    if gate.value is None or gate.limit is None or gate.kind == "freshness":
        return _value(gate, gate.value, texts=texts)
    relative = gate.kind in RELATIVE
    write = texts.signed if relative or gate.metric in CHANGES else texts.value
    unit = "percent" if relative else gate.unit or "ratio"
    return distinct(gate.value, unit, beside=[gate.limit], write=write, texts=texts)


def _interval(gate: Gate, *, texts: Catalogue) -> str:
    if gate.low is None or gate.high is None:
        return ""
    return f"{_value(gate, gate.low, texts=texts)} – {_value(gate, gate.high, texts=texts)}"


def _limit(gate: Gate, *, texts: Catalogue) -> str:
    """Write the limit with the comparison made; for gates of the phase, the phase that was asked for."""
    if gate.stood is not None:
        return f"≥\u00a0{phase_name(gate.stood, texts=texts)}"
    if gate.limit is None:
        return ""
    return f"{SIGNS[gate.comparison]}\u00a0{_asked(gate, texts=texts)}"


def _asked(gate: Gate, *, texts: Catalogue) -> str:
    if gate.limit is None or gate.kind == "freshness":
        return _value(gate, gate.limit, texts=texts)
    return limit_value(gate.limit, gate.unit or "ratio", texts=texts)


def gate_sentence(gate: Gate, *, texts: Catalogue) -> str:
    """Say what a gate found: what was held against what; why it is left open; why it passed all the same."""
    if gate.verdict == "unknown":
        return texts.text(f"gates.reason.{gate.reason}", n=gate.span or 0)
    phases = {
        name: "" if phase is None else phase_name(phase, texts=texts).lower()
        for name, phase in (("stands", gate.stands), ("stood", gate.stood))
    }
    said = texts.text(
        f"gates.sentence.{gate.kind}.{gate.verdict}",
        **phases,
        metric="" if gate.metric is None else texts.text(f"metrics.{gate.metric}.short"),
        value=_compared(gate, texts=texts),
        limit=_asked(gate, texts=texts),
        now=figure_text(gate.now, gate.metric or "", gate.figure_unit or "ratio", texts=texts),
        before=figure_text(gate.before, gate.metric or "", gate.figure_unit or "ratio", texts=texts),
        change=_compared(gate, texts=texts),
        against=gate.against,
        span=gate.span,
    )
    return said if gate.reason is None else f"{said} {texts.text(f'gates.because.{gate.reason}')}"


def with_gate_sentences(check: Check, *, texts: Catalogue) -> Check:
    """Return the check with the sentence of every gate written in the language of `texts`."""
    said = tuple(gate.model_copy(update={"sentence": gate_sentence(gate, texts=texts)}) for gate in check.gates)
    return check.model_copy(update={"gates": said})
