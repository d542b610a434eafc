"""A history as JSON lines: one entry a line, the same whatever database it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from rse_maturity.errors import LineRefused, SourceNotFound, SourceUnreadable
from rse_maturity.model.history import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def entry_lines(entries: Iterable[Entry]) -> str:
    """Return entries as text, each on a line of its own; no entry, no line."""
    return "".join(f"{entry.model_dump_json()}\n" for entry in entries)


def read_lines(path: Path) -> Iterator[Entry]:
    """Read the entries of a file; empty lines are passed over.

    Raises
    ------
    SourceNotFound, SourceUnreadable
        There is no such file, or it cannot be read.
    LineRefused
        A line is no entry; what stands in it is not told.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _entry(line, path=path, number=number)
    except FileNotFoundError as error:
        raise SourceNotFound(path=path) from error
    except OSError as error:
        raise SourceUnreadable(path=path, format="JSON", why=error.strerror or error) from error


def _entry(line: bytes, *, path: Path, number: int) -> Entry:
    try:
        return Entry.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        why = "it is no JSON" if first["type"] == "json_invalid" else f"{place}: {first['msg']}"
        raise LineRefused(path=path, line=number, why=why) from None
