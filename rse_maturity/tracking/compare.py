"""Two analyses side by side: what differs, by how much, whether beyond doubt, and what changed the phase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from rse_maturity.model.comparison import (
    Caveat,
    Comparison,
    FindingChange,
    PeopleChange,
    Side,
    UnitChange,
)
from rse_maturity.tracking.changes import metric_changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rse_maturity.model.analysis import Analysis, CommunitySummary, UnitSummary
    from rse_maturity.model.verdict import Finding, PhaseLabel

RANK: dict[PhaseLabel, int] = {"insufficient_data": -1, "creation": 0, "growth": 1, "cruise": 2}

NOT_OF_DEFINITION = frozenset({"zone", "date_order", "since", "until"})
"""Settings of time that say what is read, not what a figure means."""


def compare(first: Analysis, second: Analysis, *, names: tuple[str, str]) -> Comparison:
    """Lay two analyses side by side.

    Parameters
    ----------
    first, second
        Usually the earlier and the later one.
    names
        What the two are called: files, or days.

    Returns
    -------
    Comparison
        Findings that changed come with the deciding ones first; metrics in the order of the second analysis. Persons
        are matched only where both list them by name, or under pseudonyms of one lasting key.
    """
    return Comparison(
        first=_side(first, names[0]),
        second=_side(second, names[1]),
        caveats=tuple(_caveats(first, second)),
        findings=_findings(first, second),
        metrics=metric_changes(first.metrics, second.metrics, same_population=first.population == second.population),
        units=tuple(_units(first, second)),
        people=_people(first, second),
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


def _caveats(first: Analysis, second: Analysis) -> Iterator[Caveat]:
    """Say what the two do not have in common, worst first."""
    if first.population != second.population:
        yield Caveat(id="population")
    definitions = _differing(_time(first), _time(second))
    if definitions:
        yield Caveat(id="definitions", what=definitions)
    limits = _limits(first, second)
    if limits:
        yield Caveat(id="limits", what=limits)
    if _setting(first, "people", "unit") != _setting(second, "people", "unit"):
        yield Caveat(id="unit")
    if first.input.zone != second.input.zone:
        yield Caveat(id="zone", what=(first.input.zone, second.input.zone))
    if first.processing.minimum_group != second.processing.minimum_group:
        yield Caveat(id="minimum_group")
    if first.tool_version != second.tool_version:
        yield Caveat(id="version", what=(first.tool_version, second.tool_version))


def _time(one: Analysis) -> dict[str, Any]:
    time: dict[str, Any] = one.settings.get("time", {})
    return {name: value for name, value in time.items() if name not in NOT_OF_DEFINITION}


def _setting(one: Analysis, section: str, name: str) -> object:
    return one.settings.get(section, {}).get(name)


def _differing(first: dict[str, Any], second: dict[str, Any]) -> tuple[str, ...]:
    """Name the keys that both have with another value; a key that only one knows came with a version."""
    return tuple(sorted(name for name in first.keys() & second.keys() if first[name] != second[name]))


def _limits(first: Analysis, second: Analysis) -> tuple[str, ...]:
    """Name the rules with another stated limit or weight; limits that follow the data are no such difference."""
    if first.population != second.population:
        return ()
    settings = _differing(
        {rule: _setting(first, "rules", rule) for rule in _rules(first, second)},
        {rule: _setting(second, "rules", rule) for rule in _rules(first, second)},
    )
    own = _weights(first), _weights(second)
    return tuple(sorted({*settings, *_differing(*own)}))


def _rules(*analyses: Analysis) -> set[str]:
    return {rule for one in analyses for rule in one.settings.get("rules", {})}


def _weights(one: Analysis) -> dict[str, float]:
    return {finding.rule: finding.weight for finding in one.phase.findings}


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
    before, after = ({person.person for person in one.people} for one in (first, second))
    kinds = {(one.processing.persons, one.processing.key) for one in (first, second)}
    lasting = kinds in ({("names", "none")}, {("pseudonyms", "environment")})
    if not lasting or (before and after and not before & after):  # lasting keys that never meet are two keys
        return PeopleChange(refused="keys")
    return PeopleChange(
        refused=None, both=len(before & after), only_first=len(before - after), only_second=len(after - before)
    )
