"""The table of evidence, which leaves out its least columns on a narrow terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from rse_maturity.views.characters import encodable
from rse_maturity.views.evidence import SYMBOLS
from rse_maturity.views.paper import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.verdict import Outcome
    from rse_maturity.views.evidence import Cell, EvidenceRow
    from rse_maturity.views.paper import Paper

MEDIUM, WIDE = 84, 130
STYLE: dict[Outcome, str] = {"yes": "green", "no": "bold red", "unknown": "yellow", "not_applicable": "dim"}


def evidence_table(rows: Sequence[EvidenceRow], *, texts: Catalogue, paper: Paper) -> Group:
    """Lay out one row a signal: value with interval and n, then what growth and cruise ask."""

    def title(name: str) -> str:
        return encodable(texts.text(f"terminal.column.{name}"), paper.encoding)

    medium, wide = paper.width >= MEDIUM, paper.width >= WIDE
    table = Table(box=paper.rules, pad_edge=False, padding=(0, 1), header_style="bold", show_edge=False)
    table.add_column(words(title("signal")), overflow="fold", ratio=3 if wide else None)
    table.add_column(words(title("value")), justify="right")
    if medium:
        table.add_column(words(title("interval")), justify="right")
        table.add_column(words(title("n")), justify="right")
    table.add_column(words(title("growth")), justify="right")
    table.add_column(words(title("cruise")), justify="right")
    if wide:
        table.add_column(words(title("weight")), justify="right")
        table.add_column(words(title("basis")), overflow="fold", ratio=2)
    for row in rows:
        value = [words(row.value)] if medium else [_stacked(row)]
        between = [words(row.interval, "dim"), words(row.n, "dim")] if medium else []
        end = [words(row.weight), words(row.basis, "dim")] if wide else []
        cells = [_asked(row.growth, wide=wide), _asked(row.cruise, wide=wide)]
        table.add_row(words(row.signal), *value, *between, *cells, *end)
    legend = "  ".join(
        f"{encodable(SYMBOLS[outcome], paper.encoding)}\u00a0{encodable(_word(outcome, texts), paper.encoding)}"
        for outcome in SYMBOLS
    )
    return Group(table, Text(), words(legend, "dim"))


def _word(outcome: Outcome, texts: Catalogue) -> str:
    return texts.text(f"terminal.outcome.{outcome}").replace(" ", "\u00a0")


def _stacked(row: EvidenceRow) -> Text:
    """Put interval and n under the value, where there is no room beside it."""
    below = [part for part in (row.interval, f"n\u00a0=\u00a0{row.n}" if row.n else "") if part]
    return Text.assemble(words(row.value), *(words("\n" + part, "dim") for part in below))


def _asked(cell: Cell | None, *, wide: bool) -> Text:
    if cell is None:
        return Text("")
    mark = f"{cell.symbol} {cell.word}" if wide else cell.symbol
    return Text.assemble(
        words(cell.limit.replace(" ", "\u00a0")), "\u00a0", words(mark.replace(" ", "\u00a0"), STYLE[cell.outcome])
    )
