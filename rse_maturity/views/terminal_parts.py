"""The table of units, sites or communities, which leaves out its least columns on a narrow terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from rse_maturity.views.characters import encodable
from rse_maturity.views.paper import words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.verdict import PhaseLabel
    from rse_maturity.views.paper import Paper
    from rse_maturity.views.parts import Part, PartRow

MEDIUM, WIDE = 84, 120
MOST_ROWS = 20
STYLE: dict[PhaseLabel, str] = {
    "creation": "yellow",
    "growth": "green",
    "cruise": "bold blue",
    "insufficient_data": "dim",
}


def part_table(part: Part, *, texts: Catalogue, paper: Paper) -> Group:
    """Lay out what is uneven, then one row a unit: phase, how sure, participation, since when, what lacks."""

    def title(name: str) -> str:
        return encodable(texts.text(name), paper.encoding)

    medium, wide = paper.width >= MEDIUM, paper.width >= WIDE
    table = Table(box=paper.rules, pad_edge=False, padding=(0, 1), header_style="bold", show_edge=False)
    table.add_column(words(part.column), overflow="fold")
    table.add_column(words(title("parts.column.phase")))
    if wide:
        table.add_column(words(title("parts.column.sure")), justify="right")
    table.add_column(words(title("parts.column.participation")), justify="right")
    if medium:
        table.add_column(words(title("terminal.column.interval")), justify="right")
        table.add_column(words(title("terminal.column.n")), justify="right")
        table.add_column(words(title("parts.column.since")))
    if wide:
        table.add_column(words(title("parts.column.lacks")), overflow="fold")
    for row in part.rows[:MOST_ROWS]:
        value: list[RenderableType] = (
            [words(row.participation), words(row.interval, "dim"), words(row.n, "dim"), words(row.since)]
            if medium
            else [_stacked(row)]
        )
        sure, end = ([words(row.sure, "dim")], [words(row.lacks, "dim")]) if wide else ([], [])
        table.add_row(words(row.name), words(row.phase, STYLE[row.label]), *sure, *value, *end)
    below: list[RenderableType] = []
    if len(part.rows) > MOST_ROWS:
        more = texts.text("parts.cut", n=len(part.rows) - MOST_ROWS)
        below.append(words(encodable(more, paper.encoding), "dim"))
    if part.note:
        below.append(words(part.note, "dim"))
    above: list[RenderableType] = [words(part.uneven), Text()] if part.uneven else []
    return Group(*above, table, *below)


def _stacked(row: PartRow) -> Text:
    """Write interval and n under the value, where there is no room for columns of their own."""
    under = ", ".join(filter(None, (row.interval, f"n={row.n}" if row.n else "")))
    return Text.assemble(words(row.participation), *(("\n", words(under, "dim")) if under else ()))
