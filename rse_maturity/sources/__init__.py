"""Sources: any export into the canonical data set. Nothing heavy is imported before something is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.model.progress import Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import Dataset

__all__ = ["load"]


def load(sources: Sequence[str | Path], *, settings: Settings, progress: Progress | None = None) -> Dataset:
    """Read exports of one network into one data set.

    Parameters
    ----------
    sources
        Files, folders, archives, globs or `-` (standard input); several are merged, and what they share is counted once.
    settings
        What is left out, which column is what, zone, directory.
    progress
        Told how far the reading is.

    Returns
    -------
    Dataset with events of EVENTS, people of PEOPLE, and a report for each table that was read.

    Raises
    ------
    InputError
        A source that cannot be used; its subclasses say why.
    SettingsError
        A zone, a format or a unit field that does not exist.
    """
    from rse_maturity.sources.loading import load_sources  # noqa: PLC0415 Polars is loaded on first use

    return load_sources(sources, settings=settings, progress=progress or Silent())
