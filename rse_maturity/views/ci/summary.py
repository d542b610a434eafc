"""Markdown for the summary of a job (`$GITHUB_STEP_SUMMARY`): headings, tables and lists, no HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from rse_maturity.views.ci.run import headline, interval, subject, tally, verdict
from rse_maturity.views.compare import caveat_text
from rse_maturity.views.gates import gate_rows
from rse_maturity.views.markdown import bullets, escaped, markdown_table
from rse_maturity.views.sentences import phase_name
from rse_maturity.views.sparkline import sparkline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.snapshot import Snapshot, Trend
    from rse_maturity.views.ci.run import Run

PARTICIPATION = "participation_rate"
SHOWN = 13  # snapshots in the table: of months, a year and the same month a year ago
SPARK_WIDTH = 60
OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"


def text(run: Run, *, texts: Catalogue) -> str:
    """Write what a reader of a pipeline wants, first things first: verdict, what failed, every gate, trend.

    The text ends with an empty line, since it is added to what other steps have written.
    """
    colon = texts.text("terminal.colon")
    parts = [
        f"## {escaped(subject(run, texts=texts))}{colon}{escaped(headline(run, texts=texts))}",
        f"**{escaped(verdict(run, texts=texts))}**{colon}{escaped(tally(run, texts=texts))}",
        bullets(escaped(gate.sentence or "") for gate in run.failed),
        _gates(run, texts=texts),
        *(_trend(run.trend, texts=texts) if len(run.trend.snapshots) > 1 else ()),
        _basis(run, texts=texts),
    ]
    if run.link is not None:
        parts.append(f"[{escaped(texts.text('ci.link'))}](<{quote(run.link, safe=OF_ADDRESSES)}>)")
    return "\n\n".join(part for part in parts if part) + "\n\n"


def _gates(run: Run, *, texts: Catalogue) -> str:
    names = ("gate", "value", "interval", "limit", "verdict")
    rows = gate_rows(run.check, texts=texts)
    cells = ((row.name, row.value, row.interval, row.limit, row.verdict) for row in rows)
    return markdown_table([texts.text(f"ci.column.{name}") for name in names], cells, right=(1, 2, 3))


def _trend(trend: Trend, *, texts: Catalogue) -> Iterator[str]:
    """Return participation as a line of blocks, then the last snapshots, the newest first."""
    yield f"### {escaped(texts.text('terminal.head.trend'))}"
    figures = [snapshot.metrics.get(PARTICIPATION) for snapshot in trend.snapshots]
    values = [None if figure is None else figure.value for figure in figures]
    yield f"`{sparkline(values, width=SPARK_WIDTH)}`"
    names = ("compare.side.end", "compare.side.phase", f"metrics.{PARTICIPATION}.short", "terminal.column.interval")
    recent = trend.snapshots[-SHOWN:]
    rows = [_row(snapshot, texts=texts) for snapshot in reversed(recent)]
    yield markdown_table([texts.text(name) for name in names], rows, right=(2, 3))
    if any(snapshot.exceptional for snapshot in recent):
        yield escaped(texts.text("trend.exceptional"))


def _row(snapshot: Snapshot, *, texts: Catalogue) -> tuple[str, str, str, str]:
    figure = snapshot.metrics.get(PARTICIPATION)
    low, high, value = (None, None, None) if figure is None else (figure.low, figure.high, figure.value)
    return (
        texts.fill("{end:day}", end=snapshot.end) + (" *" if snapshot.exceptional else ""),
        phase_name(snapshot.phase, texts=texts),
        texts.value(value, "share"),
        interval(low, high, texts=texts),
    )


def _basis(run: Run, *, texts: Catalogue) -> str:
    """Say which snapshot this is about, and what a comparison with earlier ones suffers from."""
    check = run.check
    about = texts.text("ci.basis", n=check.snapshots, end=check.end, version=check.tool_version)
    caveats = bullets(escaped(caveat_text(one, texts=texts)) for one in check.caveats)
    return "\n\n".join([escaped(about), caveats]).strip()
