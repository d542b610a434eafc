"""What a name means: a metric, a rule or a phase, with the limits that are compared."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rse_maturity.errors import UnknownName
from rse_maturity.nearest import nearest
from rse_maturity.views.characters import encodable
from rse_maturity.views.figures import limit_text
from rse_maturity.views.paper import Paper, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from rse_maturity.i18n import Catalogue

PHASES = ("creation", "growth", "cruise", "insufficient_data")
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
class Known:
    """Everything that has a name."""

    metrics: tuple[MetricShown, ...]
    rules: tuple[RuleShown, ...]


def index(known: Known, *, texts: Catalogue, paper: Paper) -> str:
    """List every name by kind, with what it is called."""
    page = _Page(texts, paper)
    parts: list[RenderableType] = []
    for kind, names in _names(known, texts=texts).items():
        parts += [page.head(f"explain.kinds.{kind}"), page.grid(list(names.items())), Text()]
    parts.append(page.line(texts.text("explain.hint")))
    return paper.print(Group(*parts))


def explanation(name: str, known: Known, *, texts: Catalogue, paper: Paper) -> str:
    """Explain one name, or what is called so in the language of `texts`; where it names two things, both.

    Raises
    ------
    UnknownName
        Nothing is called `name`; the message gives the nearest.
    """
    names = _names(known, texts=texts)
    asked = name.casefold()

    def meant(one: str, kind: str) -> bool:
        return asked in (one.casefold(), names[kind][one].casefold())

    page = _Page(texts, paper)
    found: list[list[RenderableType]] = [
        *(_metric(one, known, page) for one in known.metrics if meant(one.id, "metrics")),
        *(_rule(one, page) for one in known.rules if meant(one.id, "rules")),
        *(_phase(phase, known, page) for phase in PHASES if meant(phase, "phases")),
    ]
    if not found:
        every = [one for kind in names.values() for pair in kind.items() for one in pair]
        raise UnknownName(what="metric, rule or phase", name=name, nearest=nearest(name, every))
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
    }


@cache
def references() -> dict[str, str]:
    """Return the published bases by number."""
    return tomllib.loads(Path(__file__).with_name("references.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class _Page:
    """The pieces that explanations are laid out with."""

    texts: Catalogue
    paper: Paper

    def line(self, text: str, style: str = "") -> Text:
        return words(encodable(text, self.paper.encoding), style)

    def head(self, key: str, **blanks: str) -> Text:
        return self.line(self.texts.text(key, **blanks), "bold")

    def title(self, kind: str, name: str, called: str) -> Text:
        return Text.assemble(
            self.line(called, "bold"), self.line(f"  {name}, {self.texts.text(f'explain.kind.{kind}')}", "dim")
        )

    def parts(self, *pairs: tuple[str, str]) -> list[RenderableType]:
        """Lay out headed paragraphs; a pair without text is left out."""
        made: list[RenderableType] = []
        for key, text in pairs:
            if text:
                made += [Text(), self.head(f"explain.head.{key}"), Padding(self.line(text), (0, 0, 0, 2))]
        return made

    def grid(self, rows: Sequence[tuple[str, ...]]) -> Padding:
        table = Table.grid(padding=(0, 2))
        for place in range(max((len(row) for row in rows), default=0)):
            table.add_column(overflow="fold", style="" if place == 0 else "dim")
        for row in rows:
            table.add_row(*(self.line(cell) for cell in row))
        return Padding(table, (0, 0, 0, 2))

    def references(self, bases: Iterable[str]) -> list[RenderableType]:
        """List the published bases among these, each once."""
        known = references()
        named = dict.fromkeys(one for basis in bases for one in basis.split())
        rows = [(one, known[one]) for one in named if one in known]
        return [Text(), self.head("explain.head.references"), self.grid(rows)] if rows else []

    def basis(self, basis: str) -> str:
        said = {"judgement", "settings"}
        return ", ".join(self.texts.text(f"terminal.basis.{one}") if one in said else one for one in basis.split())


def _metric(metric: MetricShown, known: Known, page: _Page) -> list[RenderableType]:
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


def _rule(rule: RuleShown, page: _Page) -> list[RenderableType]:
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


def _limit_row(limit: LimitShown, rule: RuleShown, page: _Page) -> tuple[str, ...]:
    texts = page.texts
    return (
        texts.text(f"phases.{limit.phase}.name"),
        limit_text(limit.comparison, limit.value, rule.unit, texts=texts),
        texts.text(f"explain.population.{limit.population}"),
        page.basis(limit.basis),
    )


def _phase(phase: str, known: Known, page: _Page) -> list[RenderableType]:
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
