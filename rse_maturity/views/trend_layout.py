"""A trend on a terminal, by Rich, and as a Markdown document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rse_maturity.views.characters import encodable, every_text
from rse_maturity.views.markdown import SPARK_WIDTH, bullets, escaped, markdown_table
from rse_maturity.views.paper import words
from rse_maturity.views.sparkline import sparkline
from rse_maturity.views.trend import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.snapshot import Trend
    from rse_maturity.views.paper import Paper
    from rse_maturity.views.trend import Line, Since, Told

MEDIUM = 84
FIXED, COLUMN = 34, 15
"""Columns of the terminal that period and phase take, and a figure."""


def trend_text(trend: Trend, *, texts: Catalogue, paper: Paper, metrics: Sequence[str] = ()) -> str:
    """Lay a trend out for a terminal; figures that have no room in the table keep their line of blocks."""
    said = every_text(told(trend, texts=texts, width=paper.width - 4, metrics=metrics), paper.encoding)

    def head(key: str) -> str:
        return encodable(texts.text(key), paper.encoding)

    blocks: list[tuple[str, RenderableType]] = [
        (said.title, Group(words(said.span, "dim"), Text(), _lines(said.lines, paper=paper))),
        (head("trend.phases"), _phases(said.phases)),
        (
            head("trend.figures"),
            Group(_table(said, texts=texts, paper=paper), *(words(one, "dim") for one in said.notes)),
        ),
        *((since.title, _since(since, texts=texts, paper=paper)) for since in said.since),
    ]
    if any(since.rows for since in said.since):
        blocks[-1] = (blocks[-1][0], Group(blocks[-1][1], Text(), words(head("compare.head.how"), "dim")))
    if said.breaks:
        blocks.append((head("trend.breaks"), Group(*(words(f"! {one}", "yellow") for one in said.breaks))))
    parts: list[RenderableType] = []
    for title, body in blocks:
        parts += [*([Text()] if parts else []), words(title, "bold"), Padding(body, (0, 0, 0, 2))]
    return paper.print(Group(*parts))


def _lines(lines: Sequence[Line], *, paper: Paper) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row(Text.assemble(words(f"{line.name}  ", "dim"), words(line.ends)))
        table.add_row(words(encodable(sparkline(line.values, width=paper.width - 4), paper.encoding), "cyan"))
    return table


def _phases(phases: Sequence[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(style="dim", overflow="fold")
    for phase, span in phases:
        table.add_row(words(phase), words(span))
    return table


def _table(said: Told, *, texts: Catalogue, paper: Paper) -> Table:
    table = Table(box=paper.rules, pad_edge=False, padding=(0, 1), header_style="bold", show_edge=False)
    fitting = max(1, (paper.width - FIXED) // COLUMN)
    table.add_column(words(encodable(texts.text("trend.end"), paper.encoding)), no_wrap=True)
    table.add_column(words(encodable(texts.text("compare.side.phase"), paper.encoding)), overflow="fold")
    for name in said.names[:fitting]:
        table.add_column(words(name), justify="right", overflow="fold")
    for row in said.rows:
        table.add_row(words(f"{row.end} {row.mark}"), words(row.phase), *map(words, row.values[:fitting]))
    return table


def _since(since: Since, *, texts: Catalogue, paper: Paper) -> Group:
    """Lay out what changed; where there is no room, both values stand under the name."""
    if not since.rows:
        return Group(words(since.note))
    table = Table(box=paper.rules, pad_edge=False, padding=(0, 1), header_style="bold", show_edge=False)
    medium = paper.width >= MEDIUM
    table.add_column(words(encodable(texts.text("terminal.column.figure"), paper.encoding)), overflow="fold")
    for key in ("compare.column.difference", "compare.column.beyond"):
        table.add_column(words(encodable(texts.text(key), paper.encoding)), justify="right", overflow="fold")
    for row in since.rows:
        style = "bold" if row.certain else ""
        between = words(f"  {row.first} → {row.second}" if medium else f"\n{row.first} → {row.second}", "dim")
        arrow = Text.assemble(words(row.name), between)
        table.add_row(arrow, words(row.difference, style), words(row.beyond, style))
    return Group(table, words(since.note))


def trend_markdown(trend: Trend, *, texts: Catalogue, metrics: Sequence[str] = ()) -> str:
    """Lay a trend out as a Markdown document."""
    said, colon = told(trend, texts=texts, width=SPARK_WIDTH, metrics=metrics), texts.text("terminal.colon")

    def head(key: str) -> str:
        return f"## {escaped(texts.text(key))}"

    columns = [texts.text("trend.end"), texts.text("compare.side.phase"), *said.names]
    rows = [(f"{row.end} {row.mark}".rstrip(), row.phase, *row.values) for row in said.rows]
    parts = [f"# {escaped(said.title)}", escaped(said.span)]
    for line in said.lines:
        parts += [f"{escaped(line.name)}{colon}{escaped(line.ends)}", f"`{sparkline(line.values, width=SPARK_WIDTH)}`"]
    parts += [head("trend.phases"), bullets(f"{escaped(phase)}{colon}{escaped(span)}" for phase, span in said.phases)]
    parts += [head("trend.figures"), markdown_table(columns, rows, right=range(2, len(columns)))]
    parts += [escaped(note) for note in said.notes]
    for since in said.since:
        parts += [f"## {escaped(since.title)}", *([_since_table(since, texts=texts)] if since.rows else [])]
        parts.append(escaped(since.note))
    if any(since.rows for since in said.since):
        parts.append(escaped(texts.text("compare.head.how")))
    if said.breaks:
        parts += [head("trend.breaks"), bullets(map(escaped, said.breaks))]
    return "\n\n".join(parts) + "\n"


def _since_table(since: Since, *, texts: Catalogue) -> str:
    names = ("terminal.column.figure", "compare.column.difference", "compare.column.beyond")
    rows = [
        (f"{row.name}{texts.text('terminal.colon')}{row.first} → {row.second}", row.difference, row.beyond)
        for row in since.rows
    ]
    return markdown_table([texts.text(name) for name in names], rows, right=(1, 2))
