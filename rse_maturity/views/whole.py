"""A file written whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from rse_maturity.errors import OutputRefused

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(content: str, path: Path) -> None:
    """Write a text as UTF-8, in place of what the file held; nobody ever sees half of it.

    Raises
    ------
    OutputRefused
        The file cannot be written there.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_text(content, encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise OutputRefused(path=path, why=error.strerror or "") from error
