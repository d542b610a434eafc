"""The summary on a terminal, by Rich: any width from 40 columns on, with or without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from rse_maturity.views.characters import encodable, every_text
from rse_maturity.views.paper import Paper, words
from rse_maturity.views.sparkline import sparkline
from rse_maturity.views.terminal_evidence import evidence_table
from rse_maturity.views.terminal_parts import part_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.verdict import PhaseLabel
    from rse_maturity.views.gaps import Gap
    from rse_maturity.views.summary import Step, Summary, Trend

BADGE: dict[PhaseLabel, str] = {
    "creation": "bold #1B2430 on #F3D37C",
    "growth": "bold #FFFFFF on #226B65",
    "cruise": "bold #FFFFFF on #1D3B72",
    "insufficient_data": "bold reverse",
}
EDGE: dict[PhaseLabel, str] = {
    "creation": "#F3D37C",
    "growth": "#3A978F",
    "cruise": "#5B7DB8",
    "insufficient_data": "dim",
}


def terminal_text(summary: Summary, *, texts: Catalogue, paper: Paper) -> str:
    """Lay the summary out for a terminal.

    Parameters
    ----------
    summary
        What is to be said.
    texts
        The catalogue of the headings.
    paper
        How wide, in which colours and in which characters.
    """
    said = every_text(summary, paper.encoding)

    def head(name: str) -> str:
        return encodable(texts.text(f"terminal.head.{name}"), paper.encoding)

    def with_blank(name: str, blank: str) -> str:
        return encodable(texts.text(f"terminal.head.{name}", phase=blank), paper.encoding)

    parts: list[RenderableType] = [_verdict(said, paper=paper)]
    if said.flags:
        parts += _section(head("flags"), [words(f"! {flag}", "yellow") for flag in said.flags])
    if said.evidence:
        parts += _section(head("evidence"), [evidence_table(said.evidence, texts=texts, paper=paper)])
    for title, lines in ((with_blank("next", said.to_next), said.next), (head("hangs_on"), said.hangs_on)):
        parts += _section(title, [_bullets(lines, paper=paper)]) if lines else []
    if said.advice:
        parts += _section(head("advice"), [_advice(said.advice, texts=texts, paper=paper)])
    parts += _levels(said, texts=texts, paper=paper)
    if said.trends:
        parts += _section(head("trend"), [_trends(said.trends, paper=paper)])
    if said.gaps:
        parts += _section(head("gaps"), [_gaps(said.gaps, paper=paper)])
    parts += _section(head("input"), [_pairs(said.input)])
    if said.files:
        parts += _section(head("files"), [words(path) for path in said.files])
    return paper.print(Group(*parts))


def _levels(said: Summary, *, texts: Catalogue, paper: Paper) -> list[RenderableType]:
    tables = ((part.heading, part_table(part, texts=texts, paper=paper)) for part in said.parts)
    return [line for heading, table in tables for line in _section(heading, [table])]


def _section(title: str, body: Sequence[RenderableType]) -> list[RenderableType]:
    return [Text(), words(title, "bold"), *(Padding(one, (0, 0, 0, 2)) for one in body)]


def _verdict(said: Summary, *, paper: Paper) -> Panel:
    badge = words(f"  {said.phase.upper()}  ", BADGE[said.label])
    inside = Group(badge, Text(), words(said.why), Text(), _pairs(said.facts))
    return Panel(
        inside,
        title=words(said.title),
        title_align="left",
        border_style=EDGE[said.label],
        box=paper.frame,
        padding=(1, 2),
    )


def _pairs(pairs: Sequence[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", max_width=28, overflow="fold")
    table.add_column(overflow="fold")
    for name, value in pairs:
        table.add_row(words(name), words(value))
    return table


def _bullets(lines: Sequence[str], *, paper: Paper) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row(paper.bullet, words(line))
    return table


def _advice(steps: Sequence[Step], *, texts: Catalogue, paper: Paper) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for number, step in enumerate(steps, start=1):
        table.add_row(f"{number}.", words(step.what, "bold"))
        for name, line in (("why", step.why), ("check", step.check)):
            if line:
                label = encodable(texts.text(f"terminal.advice.{name}"), paper.encoding)
                table.add_row("", Text.assemble(words(f"{label} ", "dim"), words(line)))
    return table


def _trends(trends: Sequence[Trend], *, paper: Paper) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(overflow="fold")
    for trend in trends:
        line = encodable(sparkline(trend.values, width=paper.width - 4), paper.encoding)
        table.add_row(Text.assemble(words(f"{trend.name}  ", "dim"), words(trend.ends)))
        table.add_row(words(line, "cyan"))
        table.add_row(words(trend.span, "dim"))
    return table


def _gaps(found: Sequence[Gap], *, paper: Paper) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for gap in found:
        table.add_row(paper.bullet, words(gap.reason))
        table.add_row("", words(", ".join(gap.figures), "dim"))
    return table
