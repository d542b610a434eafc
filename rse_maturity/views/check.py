"""What `check` says on a terminal: the verdict, each gate with what it compared, and a sentence for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rse_maturity.views.characters import encodable
from rse_maturity.views.ci.run import headline, subject, tally, verdict
from rse_maturity.views.compare import caveat_text
from rse_maturity.views.gates import MARKS, gate_name, gate_rows
from rse_maturity.views.paper import words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.ci.run import Run
    from rse_maturity.views.paper import Paper

MEDIUM = 84
STYLES = {"passed": "green", "failed": "bold red", "unknown": "dim"}


def check_text(run: Run, *, texts: Catalogue, paper: Paper) -> str:
    """Lay a check out for a terminal; its gates carry their sentences."""

    def line(text: str, style: str = "") -> Text:
        return words(encodable(text, paper.encoding), style)

    check, colon = run.check, texts.text("terminal.colon")
    style = "bold" if check.passed else "bold red"
    parts: list[RenderableType] = [
        Text.assemble(line(f"{subject(run, texts=texts)}{colon}", "bold"), line(verdict(run, texts=texts), style)),
        line(f"{headline(run, texts=texts)}. {tally(run, texts=texts)}."),
        line(texts.text("ci.basis", n=check.snapshots, end=check.end, version=check.tool_version), "dim"),
    ]
    if check.snapshots == 1:
        parts.append(line(texts.text("gates.alone")))
    if check.gates:
        parts += [Text(), Padding(_table(run, texts=texts, paper=paper), (0, 0, 0, 2)), Text()]
    parts += [Padding(_sentences(run, texts=texts, paper=paper), (0, 0, 0, 2))]
    if check.caveats:
        parts += [Text(), line(texts.text("compare.head.caveats"), "bold")]
        parts += [Padding(line(f"! {caveat_text(one, texts=texts)}", "yellow"), (0, 0, 0, 2)) for one in check.caveats]
    return paper.print(Group(*parts))


def _table(run: Run, *, texts: Catalogue, paper: Paper) -> Table:
    """Lay the gates out; where there is no room, without interval and limit, which the sentences tell."""
    names = ("gate", "value", "interval", "limit", "verdict") if paper.width >= MEDIUM else ("gate", "value", "verdict")
    table = Table(box=paper.rules, pad_edge=False, padding=(0, 1), header_style="bold", show_edge=False)
    for name in names:
        text = words(encodable(texts.text(f"ci.column.{name}"), paper.encoding))
        table.add_column(text, justify="left" if name in ("gate", "verdict") else "right", overflow="fold")
    for gate, row in zip(run.check.gates, gate_rows(run.check, texts=texts), strict=True):
        cells = {"gate": row.name, "value": row.value, "interval": row.interval, "limit": row.limit}
        told = [words(encodable(cells[name], paper.encoding)) for name in names[:-1]]
        table.add_row(*told, words(encodable(row.verdict, paper.encoding), STYLES[gate.verdict]))
    return table


def _sentences(run: Run, *, texts: Catalogue, paper: Paper) -> Table:
    """Say what each gate found; one that is left open says why, after its name."""
    table = Table.grid(padding=(0, 1))
    table.add_column()
    table.add_column(overflow="fold")
    for gate in run.check.gates:
        mark = words(encodable(MARKS[gate.verdict], paper.encoding), STYLES[gate.verdict])
        name = f"{gate_name(gate, texts=texts)}{texts.text('terminal.colon')}" if gate.verdict == "unknown" else ""
        table.add_row(mark, words(encodable(f"{name}{gate.sentence or ''}", paper.encoding)))
    return table
