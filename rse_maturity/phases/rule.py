"""What a rule is: one question put to one figure, with the limit that each rung of the ladder asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rse_maturity.config import Settings
    from rse_maturity.model.metric import Unit
    from rse_maturity.phases.ladder import Asking, Comparison, Flags, Floats
    from rse_maturity.phases.readings import Readings

Population = Literal["directory", "seen"]


@dataclass(frozen=True, slots=True)
class Limit:
    """What the figure is compared with, and how."""

    value: float
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; its file describes it: Question, Why it matters, How it is read, When it says nothing, Source.

    Attributes
    ----------
    id
        Name of its file, key of its texts (`rules.<id>`) and of its settings (`[rules.<id>]`).
    metric
        The figure that is read.
    unit
        What that figure counts; the limits are in the same unit.
    limits
        What each rung asks for, over the members of a directory; a rung that is absent asks nothing.
    limits_seen
        The same over people merely seen, where this is another quantity; None where the limits hold for both.
    weight
        Weight in the vote; 0 for a rule that is only required.
    required_for
        The rungs that cannot be reached while the outcome is no.
    unless_unknown
        An unknown outcome does not stand in the way of the rungs that require the rule.
    only_if_certain
        A no counts only where the figure's interval excludes zero; else the outcome is unknown.
    judgement
        The limits have no published basis. Limits over people merely seen never have.
    sources
        Published bases, numbered as in the documentation.
    applies
        In which months the question makes sense; None for always.
    compared
        Turns a stated limit into the one compared, by draw and month (NaN: none can be stated); None where that is the
        stated one.
    """

    id: str
    metric: str
    unit: Unit
    limits: Mapping[Asking, Limit]
    limits_seen: Mapping[Asking, Limit] | None = None
    weight: float = 1.0
    required_for: tuple[Asking, ...] = ()
    unless_unknown: bool = False
    only_if_certain: bool = False
    judgement: bool
    sources: str
    applies: Callable[[Readings], Flags] | None = None
    compared: Callable[[float, Readings], Floats] | None = None

    def limits_in_force(self, *, settings: Settings, population: Population) -> dict[Asking, Limit]:
        """Return the limits that the rule states, by rung: its own, with what the settings say over them.

        `limit` in the settings replaces those over members; over people merely seen it does so only where the rule has
        one set for both. `limit_without_directory` replaces those over people merely seen.
        """
        own = self.limits if population == "directory" or self.limits_seen is None else self.limits_seen
        overrides = self._overrides(settings, population)
        return {phase: Limit(overrides.get(phase, limit.value), limit.comparison) for phase, limit in own.items()}

    def weight_in_force(self, settings: Settings) -> float:
        """Return the weight of the rule in the vote."""
        own = settings.rules.get(self.id)
        return self.weight if own is None or own.weight is None else own.weight

    def basis_in_force(self, phase: Asking, *, settings: Settings, population: Population) -> str:
        """Say what a limit rests on: numbers of sources, `judgement`, or `settings`, separated by spaces."""
        if phase in self._overrides(settings, population):
            return "settings"
        judged = self.judgement or (population == "seen" and self.limits_seen is not None)
        return " ".join(filter(None, (self.sources, "judgement" if judged else "")))

    def _overrides(self, settings: Settings, population: Population) -> dict[Asking, float]:
        own = settings.rules.get(self.id)
        if own is None:
            return {}
        if population == "directory":
            return dict(own.limit)
        return {**({} if self.limits_seen else own.limit), **own.limit_without_directory}
