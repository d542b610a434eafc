"""What the formats of exports are, and what each can and cannot tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.dataset import Presence
    from rse_maturity.views.explanation_page import Page

COLUMNS = ("post", "comment", "reaction", "join", "directory", "unit")
"""What the tables of formats show; the rest is in the explanation of each."""


@dataclass(frozen=True, slots=True)
class FormatShown:
    """A format: its name, and what it can tell (a key left out is not told)."""

    id: str
    tells: Mapping[str, Presence]


def format_parts(shown: FormatShown, page: Page) -> list[RenderableType]:
    """Explain one format: what export it is, what it tells, what it cannot."""
    texts = page.texts
    told = {
        state: ", ".join(texts.text(f"tells.of.{name}") for name in shown.tells if shown.tells[name] == state)
        for state in ("yes", "inherited")
    }
    return [
        page.title("format", shown.id, texts.text(f"formats.{shown.id}.name")),
        Text(),
        page.line(texts.text(f"formats.{shown.id}.what")),
        *page.parts(
            ("tells", told["yes"]),
            ("tells_inherited", told["inherited"]),
            ("cannot", texts.text(f"formats.{shown.id}.cannot")),
        ),
    ]


def formats_table(formats: Sequence[FormatShown], page: Page) -> list[RenderableType]:
    """Lay out what every format tells: one row each."""
    texts = page.texts
    head = ("", *(texts.text(f"tells.column.{name}") for name in COLUMNS))
    rows = [(one.id, *(_state(one, name, texts) for name in COLUMNS)) for one in formats]
    return [
        page.head("explain.kinds.formats"),
        page.grid([head, *rows]),
        Text(),
        page.line(texts.text("tells.legend")),
        page.line(texts.text("explain.hint")),
    ]


def _state(shown: FormatShown, name: str, texts: Catalogue) -> str:
    return texts.text(f"tells.state.{shown.tells.get(name, 'no')}")
