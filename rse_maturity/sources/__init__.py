"""Sources: any export into the canonical data set. Nothing heavy is imported before something is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.model.progress import Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import Dataset
    from rse_maturity.model.inspection import Inspection

__all__ = ["inspect", "load", "write_canonical"]


def load(sources: Sequence[str | Path], *, settings: Settings, progress: Progress | None = None) -> Dataset:
    """Read exports of one network into one data set.

    Parameters
    ----------
    sources
        Files, folders, archives, globs or `-` (standard input); several are merged, what they share counts once.
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

    return load_sources(sources, settings=settings, progress=progress or Silent())[0]


def inspect(sources: Sequence[str | Path], *, settings: Settings) -> Inspection:
    """Tell how exports are understood: columns, first rows, what is missing and what that makes unmeasurable.

    Raises
    ------
    InputError, SettingsError
        As `load`; but sources of which every row is refused are shown, not an error.
    """
    from rse_maturity.sources.inspecting import inspect_sources  # noqa: PLC0415 Polars is loaded on first use

    return inspect_sources(sources, settings=settings)


def write_canonical(
    sources: Sequence[str | Path],
    folder: str | Path,
    *,
    settings: Settings,
    append: bool = False,
    progress: Progress | None = None,
) -> Dataset:
    """Write what `load` reads as a data set on disk (Parquet), which `load` reads back with the same result.

    Parameters
    ----------
    folder
        Where to: `events`, `people`, `channels`, `tags` (and ids that were `deleted`) as Parquet, `manifest.json`.
    append
        Keep what an earlier data set there holds: the same event once, and without ids, identical rows once.

    Returns
    -------
    The data set that was written.

    Raises
    ------
    InputError, SettingsError
        As `load`.
    OutputRefused
        The folder holds other files, or cannot be written.
    """
    from pathlib import Path  # noqa: PLC0415 with the rest

    from rse_maturity.sources.loading import load_sources  # noqa: PLC0415 Polars is loaded on first use
    from rse_maturity.sources.writing import check_folder, write_folder  # noqa: PLC0415 same

    target = Path(folder)
    check_folder(target)
    earlier = [target] if append and target.is_dir() and any(target.iterdir()) else []
    dataset, ids = load_sources([*earlier, *sources], settings=settings, progress=progress or Silent(), keep_ids=True)
    write_folder(dataset, ids, target, unit=settings.people.unit)
    return dataset
