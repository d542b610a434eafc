"""What a command gave, and what of it must not change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """What one command gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


def analysis_in(folder: Path) -> dict[str, Any]:
    """Read the analysis of the only output folder in a working folder."""
    (path,) = folder.glob("**/analysis.json")
    return json.loads(path.read_text(encoding="utf-8"))


def names_in(folder: Path) -> list[str]:
    """Return the names of what a folder holds, sorted."""
    return sorted(path.name for path in folder.iterdir())


def figures_of(analysis: dict[str, Any]) -> dict[str, Any]:
    """Return what must not depend on how the same acts are written down: all but run, sources and pseudonyms."""
    kept = {key: value for key, value in analysis.items() if key not in ("generated_at", "settings")}
    kept["input"] = {key: value for key, value in analysis["input"].items() if key not in ("sources", "zone_source")}
    return _without_persons(kept)


def _without_persons(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_persons(item) for key, item in value.items() if key != "person"}
    if isinstance(value, list):
        return [_without_persons(item) for item in value]
    return value
