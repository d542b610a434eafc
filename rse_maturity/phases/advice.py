"""What management can do now, chosen by the evidence and ordered by need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.model.verdict import Advice
from rse_maturity.phases.counsels import COUNSELS
from rse_maturity.phases.findings import aim_of, relative_gap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rse_maturity.model.metric import Figures
    from rse_maturity.model.verdict import Finding, FlagName, Phase
    from rse_maturity.phases.counsels import Counsel

MOST = 5
"""More than this, nobody does."""

LEAST_NEED = 0.1

REQUIRED_WEIGHT = 1.0
"""Weight, for advice, of a finding that is required and does not weigh in the vote."""

FLAG_NEED = 1.0


def advise(phase: Phase, figures: Figures) -> tuple[Advice, ...]:
    """Return what management can do in this phase, most needed first, at most five.

    The need of a counsel is what its phase asks for in any case, plus one for each of its flags, plus, for each of its
    rules that the next phase (in cruise, cruise) finds wanting, the rule's weight by how far the figure is from its
    limit. Weights and order are our judgement.

    Parameters
    ----------
    phase
        The verdict, with flags and findings.
    figures
        Metrics of the last month.

    Returns
    -------
    tuple of Advice
        `because` names the rules that ask for it; empty where it follows from the phase or a flag alone. Empty where
        nothing was judged.
    """
    aim = aim_of(phase.label)
    wanting = {one.rule: one for one in phase.findings if one.phase == aim and one.outcome == "no"}
    flags = {flag.id for flag in phase.flags}
    known = {name: figure.value for name, figure in figures.items() if figure.value is not None}
    needs = [(counsel, _need(counsel, wanting, flags, known)) for counsel in COUNSELS if _fits(counsel, phase, known)]
    chosen = sorted((one for one in needs if one[1] >= LEAST_NEED), key=lambda one: -one[1])[:MOST]
    return tuple(
        Advice(
            id=counsel.id,
            because=tuple(rule for rule in counsel.rules if rule in wanting),
            values={name: known[name] for name in counsel.uses},
        )
        for counsel, _ in chosen
    )


def _fits(counsel: Counsel, phase: Phase, known: Mapping[str, float]) -> bool:
    return (
        phase.label in counsel.phases
        and all(name in known for name in counsel.uses)
        and not any(name in known for name in counsel.without)
    )


def _need(counsel: Counsel, wanting: Mapping[str, Finding], flags: set[FlagName], known: Mapping[str, float]) -> float:
    base = counsel.base * (1 - known.get(counsel.eased_by, 0.0) if counsel.eased_by else 1.0)
    asked = [wanting[rule] for rule in counsel.rules if rule in wanting]
    findings = sum((one.weight or REQUIRED_WEIGHT) * min(relative_gap(one), 1.0) for one in asked)
    return base + findings + FLAG_NEED * len(flags.intersection(counsel.flags))
