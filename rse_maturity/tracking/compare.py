"""Two analyses side by side: what differs, by how much, whether beyond doubt, and what changed the phase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rse_maturity.model.comparison import (
    Comparison,
    FindingChange,
    PeopleChange,
    Side,
    UnitChange,
)
from rse_maturity.tracking.changes import OVER_THE_POPULATION, metric_changes
from rse_maturity.tracking.definitions import differences, footing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rse_maturity.model.analysis import Analysis, CommunitySummary, UnitSummary
    from rse_maturity.model.verdict import Finding, PhaseLabel

RANK: dict[PhaseLabel, int] = {"insufficient_data": -1, "creation": 0, "growth": 1, "cruise": 2}


def compare(first: Analysis, second: Analysis, *, names: tuple[str, str], from_history: bool = False) -> Comparison:
    """Lay two analyses side by side.

    Parameters
    ----------
    first, second
        Usually the earlier and the later one.
    names
        What the two are called: files, or days.
    from_history
        They come from a history, which keeps no person.

    Returns
    -------
    Comparison
        Findings that changed come with the deciding ones first; metrics in the order of the second analysis. Persons
        are matched only where both list them by name, or under pseudonyms of one lasting key.
    """
    return Comparison(
        first=_side(first, names[0]),
        second=_side(second, names[1]),
        caveats=differences(footing(first), footing(second)),
        findings=_findings(first, second),
        metrics=metric_changes(
            first.metrics,
            second.metrics,
            comparable=lambda metric: first.population == second.population or metric not in OVER_THE_POPULATION,
        ),
        units=tuple(_units(first, second)),
        people=PeopleChange(refused="history") if from_history else _people(first, second),
    )


def _side(one: Analysis, name: str) -> Side:
    return Side(
        name=name,
        tool_version=one.tool_version,
        generated_at=one.generated_at,
        first_event=one.input.first_event,
        end=one.trajectory[-1].end if one.trajectory else None,
        events=one.input.events,
        people=one.input.people,
        population=one.population,
        phase=one.phase.label,
        momentum=one.phase.momentum,
        confidence=None if one.phase.confidence is None else one.phase.confidence.value,
        since=one.phase.since,
        missing=one.phase.missing,
    )


def _findings(first: Analysis, second: Analysis) -> tuple[FindingChange, ...]:
    before, after = _by_question(first), _by_question(second)
    rungs = _crossed(first.phase.label, second.phase.label)
    changed = []
    for question in dict.fromkeys((*after, *before)):
        old, new = before.get(question), after.get(question)
        if old is not None and new is not None and old.outcome == new.outcome:
            continue
        told = new or old
        assert told is not None
        changed.append(
            FindingChange(
                rule=told.rule,
                phase=told.phase,
                metric=told.metric,
                first=None if old is None else old.outcome,
                second=None if new is None else new.outcome,
                first_value=None if old is None else old.value,
                second_value=None if new is None else new.value,
                first_limit=None if old is None else old.limit,
                second_limit=None if new is None else new.limit,
                comparison=told.comparison,
                required=told.required,
                weight=told.weight,
                decisive=told.phase in rungs,
            )
        )
    return tuple(sorted(changed, key=lambda one: (not one.decisive, not one.required, -one.weight)))


def _by_question(one: Analysis) -> dict[tuple[str, str], Finding]:
    return {(finding.rule, finding.phase): finding for finding in one.phase.findings}


def _crossed(first: PhaseLabel, second: PhaseLabel) -> frozenset[str]:
    """Return the phases that were entered or left between the two; none where one of them was not judged."""
    low, high = sorted((RANK[first], RANK[second]))
    return frozenset(phase for phase, rank in RANK.items() if 0 <= low < rank <= high)


def _units(first: Analysis, second: Analysis) -> Iterator[UnitChange]:
    """Return the units, sites and communities of both that stand in another phase, by level and name."""
    levels: tuple[tuple[Literal["unit", "site", "community"], str], ...] = (
        ("unit", "units"),
        ("site", "sites"),
        ("community", "communities"),
    )
    for level, field in levels:
        before, after = _phases(getattr(first, field)), _phases(getattr(second, field))
        for name in sorted(before.keys() & after.keys()):
            if before[name] != after[name]:
                yield UnitChange(level=level, name=name, first=before[name], second=after[name])


def _phases(level: tuple[UnitSummary | CommunitySummary, ...]) -> dict[str, PhaseLabel]:
    found: dict[str, PhaseLabel] = {}
    for one in level:
        name = one.community if hasattr(one, "community") else one.unit
        if name is not None and one.phase is not None:
            found[name] = one.phase
    return found


def _people(first: Analysis, second: Analysis) -> PeopleChange:
    if "none" in (first.processing.persons, second.processing.persons):
        return PeopleChange(refused="not_listed")
    before, after = (set(one.people.frame.get_column("person")) for one in (first, second))
    kinds = {(one.processing.persons, one.processing.key) for one in (first, second)}
    lasting = kinds in ({("names", "none")}, {("pseudonyms", "environment")})
    if not lasting or (before and after and not before & after):  # lasting keys that never meet are two keys
        return PeopleChange(refused="keys")
    return PeopleChange(
        refused=None, both=len(before & after), only_first=len(before - after), only_second=len(after - before)
    )
