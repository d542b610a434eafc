"""One plain sentence on why the network is in its phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.views.sentences import finding_sentence, flag_sentence, phase_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.verdict import Finding, PhaseName

AIM: dict[str, PhaseName] = {"creation": "growth", "growth": "cruise"}
"""The phase after this one; none after cruise."""

UNCONFIRMED = ("rising_unconfirmed", "falling_unconfirmed")
"""Flags that are part of the reason for the phase rather than a reservation about it."""


def why_sentence(analysis: Analysis, *, texts: Catalogue) -> str:
    """Say how many signals meet what each phase asks, and which of them decides.

    Where nothing was judged, say what is missing and how much is needed.
    """
    phase = analysis.phase
    if phase.label == "insufficient_data":
        lacking = (
            texts.text(f"phases.missing.{name}", found=found, needed=needed)
            for name, (found, needed) in phase.missing.items()
        )
        return " ".join((texts.text("phases.insufficient_data.what"), *lacking))
    answered = [one for one in phase.findings if one.outcome in ("yes", "no") and one.weight > 0]
    counts = {
        aim: len({one.rule for one in answered if one.phase == aim and one.outcome == "yes"})
        for aim in ("growth", "cruise")
    }
    said = [texts.text("terminal.why.judged", n=len({one.rule for one in answered}), **counts)]
    aim = AIM.get(phase.label)
    if aim and (held := _decisive(one for one in phase.findings if one.phase == aim and one.outcome == "no")):
        sentence = finding_sentence(held, analysis, texts=texts)
        said.append(texts.text("terminal.why.held_back", phase=phase_name(aim, texts=texts).lower(), sentence=sentence))
    elif aim and not any(flag.id in UNCONFIRMED for flag in phase.flags):
        said.append(texts.text("terminal.why.open", phase=phase_name(aim, texts=texts).lower()))
    elif carrying := _decisive(one for one in answered if one.phase == phase.label and one.outcome == "yes"):
        said.append(texts.text("terminal.why.carried", sentence=finding_sentence(carrying, analysis, texts=texts)))
    waiting = (flag_sentence(flag, analysis, texts=texts) for flag in phase.flags if flag.id in UNCONFIRMED)
    return " ".join((*said, *waiting))


def _decisive(findings: Iterable[Finding]) -> Finding | None:
    """Return the finding that weighs most: required before counted, then by weight, then furthest from its limit."""

    def distance(one: Finding) -> float:
        return abs(one.margin or 0) / (abs(one.limit) or 1)

    return max(findings, key=lambda one: (one.required, one.weight, distance(one)), default=None)
