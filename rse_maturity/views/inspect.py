"""How the sources were understood: each in turn, then what is missing and what that takes away."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rse_maturity.views.characters import encodable, shown
from rse_maturity.views.first_rows import first_rows
from rse_maturity.views.paper import Paper, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.dataset import SourceReport
    from rse_maturity.model.inspection import Inspection, SourceInspection

NEEDED_FOR = {"parent": ("links", "threads"), "comment": ("comment", "times"), "directory": ("directory", "list")}
"""What metrics need, by what an export tells; where it is not here the two have the same name."""

KINDS = ("post", "comment", "reaction", "share", "view", "join", "login")
"""Kinds of acts of which it is said whether a source tells them."""

SMALLEST_COLUMN = 13  # of the first rows: what a time or a name needs to be recognised


def inspection_text(
    found: Inspection, *, needs: Mapping[str, Sequence[str]], names: bool, texts: Catalogue, paper: Paper
) -> str:
    """Lay out how the sources were understood.

    Parameters
    ----------
    found
        What the sources told.
    needs
        What each metric needs, by its id: says what a missing field takes away.
    names
        Show people as the source names them; otherwise they are numbered.
    """
    page = _Page(texts, paper)
    parts: list[RenderableType] = []
    for source in found.sources:
        parts += [*_source(source, page, names=names), Text()]
    parts.append(page.pair("zone", f"{found.zone} ({texts.text(f'terminal.zone.{found.zone_source}')})"))
    if (match := found.directory) is not None:
        agreed = texts.text(
            "terminal.inspect.match",
            people=match.people,
            expected=match.expected,
            found=match.actors_in_directory,
            actors=match.actors,
            seen=match.directory_in_actors,
        )
        parts.append(page.pair("directory", agreed))
    if rows := _lacking(found, needs, texts=texts):
        parts += [Text(), page.head("missing"), page.table(("field", "takes_away"), rows)]
    return paper.print(Group(*parts))


def inspection_json(found: Inspection, *, needs: Mapping[str, Sequence[str]], names: bool, texts: Catalogue) -> str:
    """Return the same as JSON, for programs; words are keys, not sentences."""
    made: dict[str, Any] = {
        "lang": texts.lang,
        "sources": [
            {
                **asdict(source.report),
                "refused": source.refused,
                "lines": source.lines,
                "notes": source.notes,
                "first": first_rows(source.first, names=names, texts=texts),
            }
            for source in found.sources
        ],
        "missing": [
            {"field": lack.field, "takes_away": _metrics_without(lack.capability, needs)} for lack in found.missing
        ],
        "capabilities": found.capabilities,
        "directory": None if found.directory is None else asdict(found.directory),
        "zone": found.zone,
        "zone_source": found.zone_source,
    }
    return json.dumps(made, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _metrics_without(capability: str | None, needs: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the metrics that cannot be measured without what a field tells."""
    if capability is None:
        return []
    asked = set(NEEDED_FOR.get(capability, (capability,)))
    return [metric for metric, needed in needs.items() if asked.intersection(needed)]


def _lacking(found: Inspection, needs: Mapping[str, Sequence[str]], *, texts: Catalogue) -> list[tuple[str, str]]:
    """Group the fields that no source has by what their absence takes away."""
    lacking = [(lack.field, lack.capability) for lack in found.missing]
    if found.directory is None:
        lacking.insert(0, (texts.text("terminal.inspect.people_option"), "directory"))
    grouped: dict[str, list[str]] = {}
    for field, capability in lacking:
        grouped.setdefault(_taken_away(capability, needs, texts=texts), []).append(field)
    return [(", ".join(fields), lost) for lost, fields in grouped.items()]


def _taken_away(capability: str | None, needs: Mapping[str, Sequence[str]], *, texts: Catalogue) -> str:
    lost = [texts.text(f"metrics.{metric}.name") for metric in _metrics_without(capability, needs)]
    return ", ".join(lost) or texts.text("terminal.inspect.nothing_lost")


class _Page:
    """The pieces that an inspection is laid out with."""

    def __init__(self, texts: Catalogue, paper: Paper) -> None:
        self.texts = texts
        self.paper = paper

    def line(self, text: str, style: str = "") -> Text:
        return words(encodable(text, self.paper.encoding), style)

    def head(self, name: str) -> Text:
        return self.line(self.texts.text(f"terminal.inspect.head.{name}"), "bold")

    def pair(self, name: str, value: str) -> Text:
        label = f"{self.texts.text(f'terminal.inspect.head.{name}')}{self.texts.text('terminal.colon')}"
        return Text.assemble(self.line(label, "bold"), self.line(value))

    def table(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Padding:
        return self.frame([self.texts.text(f"terminal.inspect.column.{title}") for title in titles], rows)

    def frame(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Padding:
        table = Table(box=self.paper.rules, pad_edge=False, padding=(0, 1), show_edge=False, header_style="bold")
        for title in titles:
            table.add_column(self.line(title), overflow="fold")
        for row in rows:
            table.add_row(*(self.line(shown(cell)) for cell in row))
        return Padding(table, (0, 0, 0, 2))


def _source(source: SourceInspection, page: _Page, *, names: bool) -> list[RenderableType]:
    texts, report = page.texts, source.report
    parts: list[RenderableType] = [
        Text.assemble(
            page.line(shown(report.name), "bold"),
            page.line(
                texts.text("terminal.inspect.format", format=report.format, evidence=shown(report.evidence)), "dim"
            ),
        ),
        Padding(page.line(_counts(report, texts=texts)), (0, 0, 0, 2)),
    ]
    if told := _told(report, texts=texts):
        parts.append(Padding(page.line(told), (0, 0, 0, 2)))
    if report.columns:
        read = [
            (
                one.column,
                one.field or texts.text("terminal.inspect.ignored"),
                texts.text(f"reading.why.{one.why}"),
                texts.text(f"reading.looks.{one.example_kind}") if one.example_kind else "",
            )
            for one in report.columns
        ]
        parts += [Text(), page.table(("column", "taken_for", "why", "looks"), read)]
    if rows := first_rows(source.first, names=names, texts=texts):
        titles = list(rows[0])[: max(2, page.paper.width // SMALLEST_COLUMN)]
        cells = [[row[title] or "" for title in titles] for row in rows]
        parts += [Text(), page.head("first"), page.frame(titles, cells)]
    if source.refused:
        refused = [
            (
                texts.fill("{n:number}", n=n),
                texts.text(f"reading.refused.{key}"),
                _lines(source.lines.get(key, ()), texts),
            )
            for key, n in source.refused.items()
        ]
        parts += [Text(), page.head("refused"), page.table(("count", "refused", "lines"), refused)]
    if source.notes:
        notes = [(texts.fill("{n:number}", n=n), texts.text(f"reading.notes.{key}")) for key, n in source.notes.items()]
        parts += [Text(), page.head("notes"), page.table(("count", "notes"), notes)]
    return parts


def _told(report: SourceReport, *, texts: Catalogue) -> str:
    """Say which kinds of acts a table of acts tells, which of them undated, and which not."""
    if report.role != "events" or not report.capabilities:
        return ""
    by_state = {
        state: ", ".join(
            texts.text(f"tells.of.{kind}") for kind in KINDS if report.capabilities.get(kind, "no") == state
        )
        for state in ("yes", "inherited", "no")
    }
    return " ".join(texts.text(f"tells.sentence.{state}", kinds=kinds) for state, kinds in by_state.items() if kinds)


def _lines(lines: Sequence[int], texts: Catalogue) -> str:
    return ", ".join(texts.fill("{n:number}", n=line) for line in lines)


def _counts(report: SourceReport, *, texts: Catalogue) -> str:
    said = [texts.text("terminal.input.rows", n=report.rows), texts.text("terminal.input.kept", n=report.events)]
    said += [
        texts.text(f"terminal.input.{what}", n=n)
        for what, n in (
            ("rejected", report.rejected),
            ("duplicates", report.duplicates),
            ("left_out", report.left_out),
        )
        if n
    ]
    if report.encoding:
        said.append(report.encoding)
    if report.delimiter:
        name = {"\t": "tab"}.get(report.delimiter, report.delimiter)
        said.append(texts.text("terminal.inspect.delimiter", delimiter=name))
    return ", ".join(said)
