"""The summary as a Markdown document (CommonMark with tables, no HTML): the same content as on the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rse_maturity.views.sparkline import sparkline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.evidence import Cell, EvidenceRow
    from rse_maturity.views.parts import Part
    from rse_maturity.views.summary import Summary

SPARK_WIDTH = 60
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
_AT_START = re.compile(r"^([+-]|\d+[.)])(?=\s)")


def markdown_text(summary: Summary, *, texts: Catalogue) -> str:
    """Lay the summary out as a document: headings, tables and lists."""

    def head(name: str, **blanks: str) -> str:
        return f"## {escaped(texts.text(f'terminal.head.{name}', **blanks))}"

    parts = [f"# {escaped(summary.title)}{texts.text('terminal.colon')}{escaped(summary.phase)}", escaped(summary.why)]
    parts.append(
        bullets(f"**{escaped(name)}**{texts.text('terminal.colon')}{escaped(value)}" for name, value in summary.facts)
    )
    if summary.flags:
        parts += [head("flags"), bullets(escaped(flag) for flag in summary.flags)]
    if summary.evidence:
        parts += [head("evidence"), _evidence(summary.evidence, texts=texts)]
    if summary.next:
        parts += [head("next", phase=summary.to_next), bullets(escaped(line) for line in summary.next)]
    if summary.hangs_on:
        parts += [head("hangs_on"), bullets(escaped(line) for line in summary.hangs_on)]
    if summary.advice:
        parts += [head("advice"), _advice(summary, texts=texts)]
    parts += [line for part in summary.parts for line in _part(part, texts=texts)]
    for trend in summary.trends:
        title = f"{escaped(trend.name)} ({escaped(trend.span)})"
        parts += [head("trend")] if trend is summary.trends[0] else []
        parts.append(f"{title}{texts.text('terminal.colon')}{escaped(trend.ends)}")
        parts.append(f"`{sparkline(trend.values, width=SPARK_WIDTH)}`")
    if summary.gaps:
        rows = [(", ".join(gap.figures), gap.reason) for gap in summary.gaps]
        names = ("figure", "why")
        parts += [head("gaps"), markdown_table([texts.text(f"terminal.column.{name}") for name in names], rows)]
    pairs = (f"**{escaped(name)}**{texts.text('terminal.colon')}{escaped(value)}" for name, value in summary.input)
    parts += [head("input"), bullets(pairs)]
    if summary.files:
        parts += [head("files"), bullets(f"`{path.replace('`', chr(39))}`" for path in summary.files)]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    r"""Return `text` so that Markdown shows it as it is.

    >>> print(escaped("R&D | *core*"))
    R\&D \| \*core\*
    """
    return _AT_START.sub(r"\\\1", _SPECIAL.sub(r"\\\1", " ".join(text.split("\n"))))


def bullets(lines: Iterable[str]) -> str:
    """Return a list; its lines are escaped already."""
    return "\n".join(f"- {line}" for line in lines)


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Return a table, every cell escaped; `right`: columns of numbers."""
    rule = ["---:" if place in right else "---" for place in range(len(header))]
    lines = [[escaped(cell) for cell in header], rule, *([escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _evidence(rows: Sequence[EvidenceRow], *, texts: Catalogue) -> str:
    names = ("signal", "value", "interval", "n", "growth", "cruise", "weight", "basis")
    lines = [
        (row.signal, row.value, row.interval, row.n, _asked(row.growth), _asked(row.cruise), row.weight, row.basis)
        for row in rows
    ]
    return markdown_table([texts.text(f"terminal.column.{name}") for name in names], lines, right=(1, 2, 3))


def _part(part: Part, *, texts: Catalogue) -> list[str]:
    names = (
        *("parts.column.phase", "parts.column.sure", "parts.column.participation", "terminal.column.interval"),
        *("terminal.column.n", "parts.column.since", "parts.column.lacks"),
    )
    lines = [
        (row.name, row.phase, row.sure, row.participation, row.interval, row.n, row.since, row.lacks)
        for row in part.rows
    ]
    table = markdown_table([part.column, *(texts.text(name) for name in names)], lines, right=(2, 3, 4, 5))
    told = (escaped(part.uneven), table, escaped(part.note))
    return [f"## {escaped(part.heading)}", *(one for one in told if one)]


def _asked(cell: Cell | None) -> str:
    return "" if cell is None else f"{cell.limit} {cell.symbol} {cell.word}"


def _advice(summary: Summary, *, texts: Catalogue) -> str:
    lines = []
    for number, step in enumerate(summary.advice, start=1):
        lines.append(f"{number}. **{escaped(step.what)}**")
        lines += [
            f"   - {escaped(texts.text(f'terminal.advice.{name}'))} {escaped(line)}"
            for name, line in (("why", step.why), ("check", step.check))
            if line
        ]
    return "\n".join(lines)
