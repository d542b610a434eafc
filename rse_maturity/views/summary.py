"""The analysis in words, once, in one language: what the terminal and the Markdown document lay out.

Every text here is finished; a layout adds places and colours, no figure and no sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rse_maturity.views.characters import shown
from rse_maturity.views.evidence import EvidenceRow, evidence_rows
from rse_maturity.views.gaps import Gap, gaps
from rse_maturity.views.parts import Part, parts
from rse_maturity.views.sentences import (
    advice_parts,
    flag_sentence,
    next_sentence,
    phase_name,
    sensitivity_sentence,
)
from rse_maturity.views.why import AIM, UNCONFIRMED, why_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.verdict import Momentum, PhaseLabel


ARROWS: dict[str, str] = {"rising": "↗", "stable": "→", "declining": "↘"}

CLOSE = 0.2
"""Part of a limit within which its place is as good as another: a verdict that changes there is said to."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing management can do: what, why, and how to see that it worked."""

    what: str
    why: str
    check: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One series, drawn as a line of blocks by whoever knows how wide it may be."""

    name: str
    values: tuple[float | None, ...]
    ends: str
    span: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What is said about one analysis."""

    title: str
    label: PhaseLabel
    phase: str
    why: str
    facts: tuple[tuple[str, str], ...]
    flags: tuple[str, ...]
    evidence: tuple[EvidenceRow, ...]
    to_next: str
    next: tuple[str, ...]
    hangs_on: tuple[str, ...]
    advice: tuple[Step, ...]
    parts: tuple[Part, ...]
    trends: tuple[Trend, ...]
    gaps: tuple[Gap, ...]
    input: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


def summarise(analysis: Analysis, *, texts: Catalogue, files: Sequence[Path] = ()) -> Summary:
    """Say what an analysis found: the verdict, its evidence, what to do, what is not known.

    Parameters
    ----------
    analysis
        The result of one run.
    texts
        The catalogue of the language to write in.
    files
        What was written, to be named at the end.
    """
    return Summary(
        title=texts.text("terminal.title"),
        label=analysis.phase.label,
        phase=phase_name(analysis.phase.label, texts=texts),
        why=why_sentence(analysis, texts=texts),
        facts=_facts(analysis, texts=texts),
        flags=tuple(
            flag_sentence(flag, analysis, texts=texts) for flag in analysis.phase.flags if flag.id not in UNCONFIRMED
        ),
        evidence=evidence_rows(analysis, texts=texts),
        to_next=_to_next(analysis, texts=texts),
        next=tuple(next_sentence(step, analysis, texts=texts) for step in analysis.phase.next),
        hangs_on=tuple(
            sensitivity_sentence(one, analysis, texts=texts)
            for one in analysis.phase.sensitivity
            if abs(one.change) <= CLOSE
        ),
        advice=tuple(Step(*advice_parts(one, analysis, texts=texts)) for one in analysis.advice),
        parts=parts(analysis, texts=texts),
        trends=_trends(analysis, texts=texts),
        gaps=gaps(analysis, texts=texts),
        input=_input(analysis, texts=texts),
        files=tuple(shown(str(path)) for path in files),
    )


def _facts(analysis: Analysis, *, texts: Catalogue) -> tuple[tuple[str, str], ...]:
    phase = analysis.phase
    facts = []
    if phase.confidence is not None:
        method = texts.text(f"phases.confidence.{phase.confidence.method}")
        how = "most" if phase.confidence.capped else "about"
        sure = texts.text(f"terminal.sure.{how}", share=phase.confidence.value, method=method)
        facts.append((texts.text("terminal.fact.sure"), sure))
    if phase.since is not None:
        facts.append((texts.text("terminal.fact.since"), texts.text("terminal.since", day=phase.since)))
    facts.append((texts.text("terminal.fact.momentum"), _momentum(phase.momentum, texts=texts)))
    basis = texts.text(f"terminal.population.{analysis.population}")
    return (*facts, (texts.text("terminal.fact.population"), basis))


def _momentum(momentum: Momentum, *, texts: Catalogue) -> str:
    return " ".join((texts.text(f"phases.momentum.{momentum}"), *ARROWS.get(momentum, "")))


def _to_next(analysis: Analysis, *, texts: Catalogue) -> str:
    """Name the phase that the next steps lead to; empty where there is none."""
    following = AIM.get(analysis.phase.label)
    return phase_name(following, texts=texts).lower() if following else ""


def _trends(analysis: Analysis, *, texts: Catalogue) -> tuple[Trend, ...]:
    participation = [(one.end, one.metrics.get("participation_rate")) for one in analysis.trajectory]
    active = [(one.week, float(one.active)) for one in analysis.weekly]
    return tuple(
        _trend(name, series, unit=unit, texts=texts)
        for name, unit, series in (("participation", "share", participation), ("active", "people", active))
        if any(value is not None for _, value in series)
    )


def _trend(name: str, series: Sequence[tuple[date, float | None]], *, unit: str, texts: Catalogue) -> Trend:
    known = [value for _, value in series if value is not None]
    return Trend(
        name=texts.text(f"terminal.trend.{name}"),
        values=tuple(value for _, value in series),
        ends=texts.text("terminal.trend.ends", last=texts.value(known[-1], unit), top=texts.value(max(known), unit)),
        span=texts.text("terminal.trend.span", start=series[0][0], end=series[-1][0]),
    )


def _input(analysis: Analysis, *, texts: Catalogue) -> tuple[tuple[str, str], ...]:
    """Say what was read: sources, rows, period, directory, people shown."""
    read = analysis.input
    lines = [
        (
            shown(source.name),
            ", ".join(
                (
                    texts.text("terminal.input.rows", n=source.rows),
                    texts.text("terminal.input.kept", n=source.events),
                    *(
                        texts.text(f"terminal.input.{what}", n=n)
                        for what, n in (
                            ("rejected", source.rejected),
                            ("duplicates", source.duplicates),
                            ("left_out", source.left_out),
                        )
                        if n
                    ),
                )
            )
            + f" ({source.format})",
        )
        for source in read.sources
    ]
    zone = texts.text(f"terminal.zone.{read.zone_source}")
    period = texts.text("terminal.input.span", start=read.first_event, end=read.last_event, zone=read.zone, why=zone)
    lines.append((texts.text("terminal.input.period"), period))
    lines.append((texts.text("terminal.input.directory"), _directory(analysis, texts=texts)))
    persons = texts.text(f"terminal.persons.{analysis.processing.persons}", n=analysis.processing.minimum_group)
    return (*lines, (texts.text("terminal.input.persons"), persons))


def _directory(analysis: Analysis, *, texts: Catalogue) -> str:
    directory = analysis.input.directory
    if directory is None:
        return texts.text("terminal.input.no_directory", n=analysis.input.people)
    return texts.text(
        "terminal.input.match",
        n=directory.people,
        expected=directory.expected,
        actors=texts.value(directory.match.actors_in_directory, "share"),
        listed=texts.value(directory.match.directory_in_actors, "share"),
    )
