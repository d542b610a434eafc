"""Everything that `explain` knows, as the views take it: what has limits with the settings in force, and formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from rse_maturity import api
from rse_maturity.cli.known_labels import flags, roles
from rse_maturity.measures.metric_spec import blanks
from rse_maturity.model.check import GateKind
from rse_maturity.sources.format import TOLD
from rse_maturity.views.explain import GateShown, Known, LimitShown, MetricShown, RuleShown
from rse_maturity.views.explain_formats import FormatShown

if TYPE_CHECKING:
    from rse_maturity.config import Settings
    from rse_maturity.measures.metric_spec import MetricSpec
    from rse_maturity.phases.rule import Population, Rule

POPULATIONS: tuple[Population, ...] = ("directory", "seen")


def known(settings: Settings) -> Known:
    """Return everything that has a name, with the limits, weights and windows that these settings put in force."""
    rules = tuple(_rule(rule, settings) for rule in api.rules())
    return Known(
        metrics=tuple(_metric(spec, settings) for spec in api.metric_specs()),
        rules=rules,
        formats=formats(),
        gates=_gates(settings),
        flags=flags(settings, rules=rules),
        roles=roles(settings),
    )


def formats() -> tuple[FormatShown, ...]:
    """Return every format that is read, with what it can tell."""
    return tuple(FormatShown(one.name, {name: one.tells.get(name, "no") for name in TOLD}) for one in api.formats())


def _gates(settings: Settings) -> tuple[GateShown, ...]:
    gates = settings.gates
    blanks = {
        "best_of": gates.best_of,
        "least_fall": gates.least_fall,
        "trend_over": gates.trend_over,
        "twice": 2 * gates.trend_over,
        "thrice": 3 * gates.trend_over,
    }
    return tuple(GateShown(kind, blanks) for kind in get_args(GateKind))


def _metric(spec: MetricSpec, settings: Settings) -> MetricShown:
    return MetricShown(
        id=spec.id,
        unit=spec.unit,
        needs=spec.needs,
        sources=spec.sources,
        blanks=blanks(spec, settings=settings),
    )


def _rule(rule: Rule, settings: Settings) -> RuleShown:
    in_force = {name: rule.limits_in_force(settings=settings, population=name) for name in POPULATIONS}
    apart = rule.limits_seen is not None or len({tuple(limits.items()) for limits in in_force.values()}) > 1
    limits = [
        LimitShown(
            phase=phase,
            population=population if apart else "both",
            comparison=limit.comparison,
            value=limit.value,
            basis=rule.basis_in_force(phase, settings=settings, population=population),
        )
        for population in (POPULATIONS if apart else POPULATIONS[:1])
        for phase, limit in in_force[population].items()
    ]
    return RuleShown(
        id=rule.id,
        metric=rule.metric,
        unit=rule.unit,
        limits=tuple(limits),
        weight=rule.weight_in_force(settings),
        required_for=rule.required_for,
    )
