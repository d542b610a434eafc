"""A comparison on a terminal, by Rich, and as a Markdown document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rse_maturity.views.characters import encodable, every_text
from rse_maturity.views.markdown import bullets, escaped, markdown_table
from rse_maturity.views.paper import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.compare import Compared, FigureRow
    from rse_maturity.views.paper import Paper

LEAST = 53
"""Columns of the terminal that names, differences and doubts take, with what parts them, beside both values."""


def comparison_text(said: Compared, *, texts: Catalogue, paper: Paper) -> str:
    """Lay a comparison out for a terminal."""
    told = every_text(said, paper.encoding)

    def head(name: str) -> str:
        return encodable(texts.text(f"compare.head.{name}"), paper.encoding)

    blocks: list[tuple[str, RenderableType]] = [(told.title, Group(words(told.verdict), Text(), _sides(told, paper)))]
    if told.caveats:
        blocks.append((head("caveats"), Group(*(words(f"! {line}", "yellow") for line in told.caveats))))
    if told.decisive:
        blocks.append((head("decisive"), _list(told.decisive, paper)))
    if told.others:
        blocks.append((head("others"), _list(told.others, paper)))
    blocks.append((head("figures"), Group(_figures(told, texts, paper), words(head("how"), "dim"))))
    if told.units:
        blocks.append((head("units"), _list(told.units, paper)))
    blocks.append((head("people"), words(told.people)))
    parts: list[RenderableType] = []
    for title, body in blocks:
        parts += [*([Text()] if parts else []), words(title, "bold"), Padding(body, (0, 0, 0, 2))]
    return paper.print(Group(*parts))


def _sides(told: Compared, paper: Paper) -> Table:
    table = Table(box=paper.rules, pad_edge=False, padding=(0, 1), header_style="bold", show_edge=False)
    table.add_column("")
    for name in told.names:
        table.add_column(words(name), overflow="fold")
    for row in told.sides:
        table.add_row(words(row[0], "dim"), *map(words, row[1:]))
    return table


def _list(lines: Sequence[str], paper: Paper) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row(paper.bullet, words(line))
    return table


def _figures(told: Compared, texts: Catalogue, paper: Paper) -> Table:
    table = Table(box=paper.rules, pad_edge=False, padding=(0, 1), header_style="bold", show_edge=False)
    first = max(map(len, (told.names[0], *(row.first for row in told.figures))))
    second = max(map(len, (told.names[1], *(row.second for row in told.figures))))
    medium = paper.width >= LEAST + first + second
    table.add_column(words(encodable(texts.text("terminal.column.figure"), paper.encoding)), overflow="fold")
    for name in told.names if medium else ():
        table.add_column(words(name), justify="right", no_wrap=True)
    for name in ("difference", "beyond"):
        table.add_column(words(encodable(texts.text(f"compare.column.{name}"), paper.encoding)), justify="right")
    for row in told.figures:
        style = "bold" if row.certain else ""
        values = [words(row.first, "dim"), words(row.second)] if medium else []
        table.add_row(_named(row, medium=medium), *values, words(row.difference, style), words(row.beyond, style))
    return table


def _named(row: FigureRow, *, medium: bool) -> Text:
    """Write both values under the name, where there is no room for columns of their own."""
    under = () if medium else ("\n", words(f"{row.first} → {row.second}", "dim"))
    return Text.assemble(words(row.name), *under)


def comparison_markdown(said: Compared, *, texts: Catalogue) -> str:
    """Lay a comparison out as a Markdown document."""

    def head(name: str) -> str:
        return f"## {escaped(texts.text(f'compare.head.{name}'))}"

    def listed(name: str, lines: Sequence[str]) -> list[str]:
        return [head(name), bullets(map(escaped, lines))] if lines else []

    columns = ["terminal.column.figure", "compare.column.difference", "compare.column.beyond"]
    figure, difference, beyond = (texts.text(name) for name in columns)
    rows = [(row.name, row.first, row.second, row.difference, row.beyond) for row in said.figures]
    parts = [
        f"# {escaped(said.title)}",
        escaped(said.verdict),
        markdown_table(["", *said.names], said.sides),
        *listed("caveats", said.caveats),
        *listed("decisive", said.decisive),
        *listed("others", said.others),
        head("figures"),
        markdown_table([figure, *said.names, difference, beyond], rows, right=(1, 2, 3)),
        escaped(texts.text("compare.head.how")),
        *listed("units", said.units),
        head("people"),
        escaped(said.people),
    ]
    return "\n\n".join(parts) + "\n"
