"""The pieces that explanations are laid out with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rse_maturity.views.characters import encodable
from rse_maturity.views.paper import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.paper import Paper


@cache
def references() -> dict[str, str]:
    """Return the published bases by number."""
    return tomllib.loads(Path(__file__).with_name("references.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Page:
    """The pieces that explanations are laid out with."""

    texts: Catalogue
    paper: Paper

    def line(self, text: str, style: str = "") -> Text:
        """Return one text, in characters that the terminal has."""
        return words(encodable(text, self.paper.encoding), style)

    def head(self, key: str, **blanks: str) -> Text:
        """Return a heading, by the key of its text."""
        return self.line(self.texts.text(key, **blanks), "bold")

    def title(self, kind: str, name: str, called: str) -> Text:
        """Return what is explained: what it is called, its name, its kind."""
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
        """Lay out rows in columns, the first one brighter."""
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
        """Say where a limit comes from: numbers of published bases, judgement, settings."""
        said = {"judgement", "settings"}
        return ", ".join(self.texts.text(f"terminal.basis.{one}") if one in said else one for one in basis.split())
