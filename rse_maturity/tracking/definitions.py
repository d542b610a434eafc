"""What decides the meaning of figures, and what two results do not have in common of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from rse_maturity.model.comparison import Caveat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rse_maturity.model.analysis import Analysis

NOT_OF_DEFINITION = frozenset({"zone", "date_order", "since", "until"})
"""Settings of time that say what is read, not what a figure means."""

LEAST = ("minimum_contributors", "minimum_unit_people")
OF_PEOPLE = ("unit", *LEAST)
"""Settings of people that decide what is judged; the others are files and persons."""


class Defined(Protocol):
    """What can be compared: a snapshot is, an analysis through `footing`."""

    @property
    def tool_version(self) -> str:
        """The version that it was made with."""

    @property
    def population(self) -> Literal["directory", "seen"]:
        """What rates are over."""

    @property
    def definitions(self) -> dict[str, Any]:
        """As `definitions_of` gives them."""


@dataclass(frozen=True, slots=True)
class Footing:
    """What an analysis stands on."""

    tool_version: str
    population: Literal["directory", "seen"]
    definitions: dict[str, Any]


def footing(analysis: Analysis) -> Footing:
    """Return what decides the meaning of the figures of an analysis."""
    return Footing(analysis.tool_version, analysis.population, definitions_of(analysis))


def definitions_of(analysis: Analysis) -> dict[str, Any]:
    """Return what decides the meaning of figures: nothing of where they come from, of whom, or how they are shown.

    Returns
    -------
    dict
        `time` (windows, seasons, months up and down), `rules` (limits and weights that the settings state), `weights`
        (those in force, by rule), `people` (the unit, the least people), `zone`, `minimum_group`. Files, persons,
        channels, language and gates are not in it.
    """
    settings = analysis.settings
    people = settings.get("people", {})
    return {
        "time": {name: value for name, value in settings.get("time", {}).items() if name not in NOT_OF_DEFINITION},
        "rules": settings.get("rules", {}),
        "weights": {finding.rule: finding.weight for finding in analysis.phase.findings},
        "people": {name: people[name] for name in OF_PEOPLE if name in people},
        "zone": analysis.input.zone,
        "minimum_group": analysis.processing.minimum_group,
    }


def differences(first: Defined, second: Defined) -> tuple[Caveat, ...]:
    """Say what two results do not have in common, worst first; none where figures mean the same in both.

    Parameters
    ----------
    first, second
        Two snapshots, or the `footing` of two analyses.
    """
    return tuple(_differences(first, second))


def _differences(first: Defined, second: Defined) -> Iterator[Caveat]:
    before, after = first.definitions, second.definitions
    if first.population != second.population:
        yield Caveat(id="population")
    if windows := _differing(before.get("time", {}), after.get("time", {})):
        yield Caveat(id="definitions", what=windows)
    # limits that follow the data, over members or over people seen, are no difference of their own
    if first.population == second.population and (limits := _limits(before, after)):
        yield Caveat(id="limits", what=limits)
    people = tuple(
        {name: one["people"][name] for name in LEAST if name in one.get("people", {})} for one in (before, after)
    )
    if least := _differing(*people):
        yield Caveat(id="least", what=least)
    if before.get("people", {}).get("unit") != after.get("people", {}).get("unit"):
        yield Caveat(id="unit")
    if before.get("zone") != after.get("zone"):
        yield Caveat(id="zone", what=(str(before.get("zone")), str(after.get("zone"))))
    if before.get("minimum_group") != after.get("minimum_group"):
        yield Caveat(id="minimum_group")
    if first.tool_version != second.tool_version:
        yield Caveat(id="version", what=(first.tool_version, second.tool_version))


def _limits(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    """Name the rules with another stated limit or weight."""
    stated = (before.get("rules", {}), after.get("rules", {}))
    rules = {rule for one in stated for rule in one}
    settings = {rule for rule in rules if stated[0].get(rule) != stated[1].get(rule)}
    return tuple(sorted({*settings, *_differing(before.get("weights", {}), after.get("weights", {}))}))


def _differing(first: dict[str, Any], second: dict[str, Any]) -> tuple[str, ...]:
    """Name the keys that both have with another value; a key that only one knows came with a version."""
    return tuple(sorted(name for name in first.keys() & second.keys() if first[name] != second[name]))
