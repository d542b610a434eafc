"""What a name means: a metric, a rule, a phase and the like, with the limits compared; a format, with what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from rse_maturity.errors import UnknownName
from rse_maturity.nearest import nearest
from rse_maturity.views.explain_formats import FormatShown, format_parts, formats_table
from rse_maturity.views.explain_labels import LabelShown, label_parts
from rse_maturity.views.explanation_page import Page
from rse_maturity.views.figures import limit_text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.paper import Paper

PHASES = ("creation", "growth", "cruise", "insufficient_data")
VERDICT = ("confidence", "sensitivity", "momentum", "population")
"""What is said about the verdict, besides the phase."""
SAID = ("definition", "reading", "beware")
OF_PARTICIPATION = ("below_best", "falling_trend")
METRIC_HEADS = ("definition", "formula", "reading", "beware")


@dataclass(frozen=True, slots=True)
class LimitShown:
    """One limit in force: for a phase, over a population, on a basis (numbers of sources, judgement, settings)."""

    phase: str
    population: str
    comparison: str
    value: float
    basis: str


@dataclass(frozen=True, slots=True)
class RuleShown:
    """What a rule declares, with the limits and the weight in force."""

    id: str
    metric: str
    unit: str
    limits: tuple[LimitShown, ...]
    weight: float
    required_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MetricShown:
    """What a metric declares, with what fills the blanks of its texts; `sources` are numbers of published bases."""

    id: str
    unit: str
    needs: tuple[str, ...]
    sources: tuple[str, ...]
    blanks: dict[str, Any]


@dataclass(frozen=True, slots=True)
class GateShown:
    """A kind of gate of `check`, with what fills the blanks of its texts: the settings in force."""

    id: str
    blanks: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that has a name."""

    metrics: tuple[MetricShown, ...]
    rules: tuple[RuleShown, ...]
    formats: tuple[FormatShown, ...] = ()
    gates: tuple[GateShown, ...] = ()
    flags: tuple[LabelShown, ...] = ()
    roles: tuple[LabelShown, ...] = ()


def index(known: Known, *, texts: Catalogue, paper: Paper) -> str:
    """List every name by kind, with what it is called."""
    page = Page(texts, paper)
    parts: list[RenderableType] = []
    for kind, names in _names(known, texts=texts).items():
        parts += [page.head(f"explain.kinds.{kind}"), page.grid(list(names.items())), Text()]
    parts.append(page.line(texts.text("explain.hint")))
    return paper.print(Group(*parts))


def explanation(name: str, known: Known, *, texts: Catalogue, paper: Paper) -> str:
    """Explain one name, or what is called so in the language of `texts`; where it names two things, both.

    `formats` is a name too: what every format tells.

    Raises
    ------
    UnknownName
        Nothing is called `name`; the message gives the nearest.
    """
    names = _names(known, texts=texts)
    asked = name.casefold()

    def meant(one: str, kind: str) -> bool:
        return asked in (one.casefold(), names[kind][one].casefold())

    page = Page(texts, paper)
    found: list[list[RenderableType]] = [
        *(_metric(one, known, page) for one in known.metrics if meant(one.id, "metrics")),
        *(_rule(one, page) for one in known.rules if meant(one.id, "rules")),
        *(_phase(phase, known, page) for phase in PHASES if meant(phase, "phases")),
        *(_said(one, page) for one in VERDICT if meant(one, "verdict")),
        *(label_parts("flag", one, page) for one in known.flags if meant(one.id, "flags")),
        *(_gate(one, page) for one in known.gates if meant(one.id, "gates")),
        *(label_parts("role", one, page) for one in known.roles if meant(one.id, "roles")),
        *(format_parts(one, page) for one in known.formats if meant(one.id, "formats")),
    ]
    if asked == "formats" and known.formats:
        found.append(formats_table(known.formats, page))
    if not found:
        every = [one for kind in names.values() for pair in kind.items() for one in pair]
        raise UnknownName(
            what="metric, rule, phase, flag, gate, role or format", name=name, nearest=nearest(name, every)
        )
    parts = found[0]
    for more in found[1:]:
        parts = [*parts, Text(), *more]
    return paper.print(Group(*parts))


def _names(known: Known, *, texts: Catalogue) -> dict[str, dict[str, str]]:
    """Return, by kind, every name with what it is called."""
    return {
        "metrics": {one.id: texts.text(f"metrics.{one.id}.name") for one in known.metrics},
        "rules": {one.id: texts.text(f"rules.{one.id}.name") for one in known.rules},
        "phases": {phase: texts.text(f"phases.{phase}.name") for phase in PHASES},
        "verdict": {one: texts.text(f"explain.verdict.{one}.name") for one in VERDICT},
        "flags": {one.id: texts.text(f"flags.{one.id}.name") for one in known.flags},
        "gates": {one.id: _gate_name(one.id, texts=texts) for one in known.gates},
        "roles": {one.id: texts.text(f"roles.{one.id}.name") for one in known.roles},
        "formats": {one.id: texts.text(f"formats.{one.id}.name") for one in known.formats},
    }


def _said(name: str, page: Page) -> list[RenderableType]:
    texts = page.texts
    said = [(head, texts.text(f"explain.verdict.{name}.{head}")) for head in SAID]
    return [page.title("verdict", name, texts.text(f"explain.verdict.{name}.name")), *page.parts(*said)]


def _gate(gate: GateShown, page: Page) -> list[RenderableType]:
    said = [(head, page.texts.text(f"gates.explain.{gate.id}.{head}", **gate.blanks)) for head in SAID]
    return [page.title("gate", gate.id, _gate_name(gate.id, texts=page.texts)), *page.parts(*said)]


def _gate_name(kind: str, *, texts: Catalogue) -> str:
    """Return what a kind of gate is called, whatever the figure that it watches."""
    figure = "metrics.participation_rate.short" if kind in OF_PARTICIPATION else "terminal.column.figure"
    return texts.text(f"gates.name.{kind}", metric=texts.text(figure))


def _metric(metric: MetricShown, known: Known, page: Page) -> list[RenderableType]:
    texts = page.texts
    said = [(head, texts.text(f"metrics.{metric.id}.{head}", **metric.blanks)) for head in METRIC_HEADS]
    readers = ", ".join(one.id for one in known.rules if one.metric == metric.id)
    needs = " ".join(texts.text(f"explain.needs.{need}") for need in metric.needs)
    return [
        page.title("metric", metric.id, texts.text(f"metrics.{metric.id}.name")),
        *page.parts(*said, ("unit", texts.text(f"explain.unit.{metric.unit}")), ("needs", needs)),
        *page.parts(("read_by", readers), ("source", texts.text(f"metrics.{metric.id}.source", **metric.blanks))),
        *page.references(metric.sources),
    ]


def _rule(rule: RuleShown, page: Page) -> list[RenderableType]:
    texts = page.texts
    said = [(head, texts.text(f"rules.{rule.id}.{head}")) for head in ("question", "why", "reading", "silent")]
    required = ", ".join(texts.text(f"phases.{phase}.name").lower() for phase in rule.required_for)
    counts = texts.text("explain.weight", weight=rule.weight) if rule.weight else texts.text("explain.no_weight")
    if required:
        counts = f"{counts} {texts.text('explain.required', phases=required)}"
    return [
        page.title("rule", rule.id, texts.text(f"rules.{rule.id}.name")),
        *page.parts(*said),
        Text(),
        page.head("explain.head.limits"),
        page.grid([_limit_row(limit, rule, page) for limit in rule.limits]),
        *page.parts(("counts", counts), ("metric", f"{texts.text(f'metrics.{rule.metric}.name')} ({rule.metric})")),
        *page.references(limit.basis for limit in rule.limits),
    ]


def _limit_row(limit: LimitShown, rule: RuleShown, page: Page) -> tuple[str, ...]:
    texts = page.texts
    return (
        texts.text(f"phases.{limit.phase}.name"),
        limit_text(limit.comparison, limit.value, rule.unit, texts=texts),
        texts.text(f"explain.population.{limit.population}"),
        page.basis(limit.basis),
    )


def _phase(phase: str, known: Known, page: Page) -> list[RenderableType]:
    texts = page.texts
    said = [(head, texts.text(f"phases.{phase}.{head}")) for head in ("what", "steer", "managers")]
    asked = [
        (texts.text(f"rules.{rule.id}.name"), *_limit_row(limit, rule, page)[1:])
        for rule in known.rules
        for limit in rule.limits
        if limit.phase == phase
    ]
    parts = [page.title("phase", phase, texts.text(f"phases.{phase}.name")), *page.parts(*said)]
    if not asked:
        return parts
    bases = page.references(limit.basis for rule in known.rules for limit in rule.limits if limit.phase == phase)
    return [*parts, Text(), page.head("explain.head.asked"), page.grid(asked), *bases]
