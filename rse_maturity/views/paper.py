"""What a text is laid out on: so wide, in these colours, with these characters."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich import box
from rich.console import Console
from rich.text import Text

from rse_maturity.views.characters import encodable

if TYPE_CHECKING:
    from rich.console import RenderableType

# Rich breaks lines at every kind of space, no-break ones included: they are laid out as private characters.
_GLUE = str.maketrans({"\u202f": "\ue000", "\u00a0": "\ue001"})
_UNGLUE = str.maketrans({"\ue000": "\u202f", "\ue001": "\u00a0"})


@dataclass(frozen=True, slots=True)
class Paper:
    """A place to write on. `colours` None: no colour and no emphasis, as in a pipe."""

    width: int = 100
    colours: Literal["standard", "256", "truecolor"] | None = None
    encoding: str = "utf-8"

    @property
    def plain(self) -> bool:
        """Tell whether lines must be drawn with the characters of a typewriter."""
        try:
            "─│╭".encode(self.encoding)
        except UnicodeEncodeError:
            return True
        return False

    @property
    def frame(self) -> box.Box:
        """The lines around the verdict."""
        return box.ASCII if self.plain else box.ROUNDED

    @property
    def rules(self) -> box.Box:
        """The lines within a table."""
        return box.ASCII2 if self.plain else box.SIMPLE_HEAD

    @property
    def bullet(self) -> str:
        """What stands before one item of a list."""
        return "*" if self.plain else "•"

    def print(self, content: RenderableType) -> str:
        """Lay `content` out; no line is wider than the paper, and none ends in spaces."""
        sheet = io.StringIO()
        console = Console(
            file=sheet,
            width=self.width,
            force_terminal=self.colours is not None,
            color_system=self.colours,
            no_color=self.colours is None,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )
        console.print(content)
        lines = encodable(sheet.getvalue().translate(_UNGLUE), self.encoding).split("\n")
        return "\n".join(line.rstrip(" ") for line in lines)


def words(text: str, style: str = "") -> Text:
    """Return `text` as Rich lays it out: never as markup, never broken at a no-break space."""
    return Text(text.translate(_GLUE), style=style)
