"""Standard output carries the result alone; notes go to standard error."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from typer import Exit

from rse_maturity.errors import OutputRefused
from rse_maturity.views.characters import encodable

if TYPE_CHECKING:
    from rse_maturity.views.paper import Paper

PIPE_WIDTH = 100  # columns of a text that is not shown on a terminal
NARROWEST = 40


def paper() -> Paper:
    """Return what standard output is: its width, its colours, its characters.

    Not a terminal: 100 columns unless COLUMNS says otherwise, no colour. NO_COLOR is honoured.
    """
    from rich.console import Console  # noqa: PLC0415 - Rich is for commands that show something

    from rse_maturity.views.paper import Paper  # noqa: PLC0415 - same

    console = Console(file=sys.stdout)
    coloured = console.is_terminal and not console.is_dumb_terminal and not os.environ.get("NO_COLOR")
    names = {"standard": "standard", "256": "256", "truecolor": "truecolor", "windows": "standard"}
    return Paper(
        width=max(shutil.get_terminal_size((PIPE_WIDTH, 24)).columns, NARROWEST),
        colours=names.get(console.color_system or "") if coloured else None,  # type: ignore[arg-type] # the names above
        encoding=sys.stdout.encoding or "utf-8",
    )


def write(result: str, *, document: bool = False) -> None:
    """Write a result on standard output; a reader who has left (head, less) is no error.

    Parameters
    ----------
    document
        JSON or Markdown, for a file or a program: UTF-8, whatever the terminal shows.

    Raises
    ------
    OutputRefused
        The disk behind it is full.
    """
    encoding = "utf-8" if document else sys.stdout.encoding or "utf-8"
    ended = encodable(result if result.endswith("\n") else f"{result}\n", encoding)
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(ended.encode(encoding))
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left in the buffer has a place to go
        if isinstance(error, BrokenPipeError):
            raise Exit(0) from None
        raise OutputRefused(path=sys.stdout.name, why=error.strerror or error) from error


def note(message: str) -> None:
    """Write a reminder or a warning on standard error."""
    sys.stderr.write(encodable(message, sys.stderr.encoding or "utf-8") + "\n")
