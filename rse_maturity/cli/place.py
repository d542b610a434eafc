"""Where `analyze` writes when nobody says."""

from __future__ import annotations

import glob
from pathlib import Path


def output_folder(source: str) -> Path:
    """Return the default output folder for the first source: its name without endings, `-maturity` appended.

    >>> output_folder("exports/2024.q1.csv.gz").name, output_folder("-").name
    ('2024.q1-maturity', 'stdin-maturity')
    """
    if source == "-":
        return Path("stdin-maturity")
    if glob.has_magic(source) and not Path(source).exists():
        source = min(glob.glob(source, recursive=True), default=source)  # noqa: PTH207 - a pattern may be absolute
    path = Path(source)
    name = path.resolve().name if path.name in ("", ".", "..") else path.name
    return Path(f"{_stem(name) or 'network'}-maturity")


_ENDINGS = (
    ".gz",
    ".zip",
    ".csv",
    ".tsv",
    ".txt",
    ".json",
    ".jsonl",
    ".ndjson",
    ".parquet",
    ".xlsx",
    ".xls",
    ".xml",
    ".mbox",
)


def _stem(name: str) -> str:
    """Cut the endings of known kinds of file; a dot elsewhere belongs to the name."""
    for ending in _ENDINGS:
        if name.lower().endswith(ending) and len(name) > len(ending):
            return _stem(name[: -len(ending)])
    return name
