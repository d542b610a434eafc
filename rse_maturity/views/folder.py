"""The output folder: written whole or not at all, its own files replaced and nothing else touched."""

from __future__ import annotations

import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rse_maturity.errors import OutputRefused
from rse_maturity.model.progress import Progress, Silent
from rse_maturity.views.charts import CHARTS, pixels, write_pixels
from rse_maturity.views.json import analysis_utf8, is_analysis
from rse_maturity.views.tables import csv_of, csv_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis

ANALYSIS = "analysis.json"
OWN_FILES = (
    ANALYSIS,
    *(chart.file_name for chart in CHARTS),
    "rejected.csv",
    *(
        f"tables/{name}.csv"
        for name in (
            "metrics",
            "months",
            "weeks",
            "survival",
            "units",
            "sites",
            "communities",
            "relations",
            "people",
            "unmatched",
        )
    ),
)


def write_folder(
    analysis: Analysis,
    rejected: pl.DataFrame,
    output: Path,
    *,
    charts: bool,
    texts: Catalogue,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write the analysis, its tables, its pictures and the refused rows to a folder.

    Everything is made in a folder beside it first, so that a failure leaves the folder as it was. Files of an earlier
    run that this one does not make (a picture, `rejected.csv`) are removed.

    Parameters
    ----------
    rejected
        REJECTED, and any column beside: the rows that were refused; `rejected.csv` is written where there is one.
    output
        The folder; made where it does not exist.
    charts
        Draw the pictures.

    Returns
    -------
    tuple of Path
        What was written, in the order of OWN_FILES.

    Raises
    ------
    OutputRefused
        The folder cannot be written, or holds files of these names that are not from an earlier run.
    """
    told = progress or Silent()
    check_output(output)
    with _refusing(output), tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=_ground(output)) as place:
        made = Path(place, "new")
        made.joinpath("tables").mkdir(parents=True)
        if charts:
            told.step("drawing")
            _draw(analysis, made, texts=texts)
        told.step("writing")
        with ThreadPoolExecutor(1) as beside:  # one file is written while the next one is made
            writing = [beside.submit(made.joinpath(ANALYSIS).write_bytes, analysis_utf8(analysis, texts=texts))]
            files = {f"tables/{name}": table for name, table in csv_tables(analysis).items()}
            if rejected.height:
                files["rejected.csv"] = csv_of(rejected)
            writing += [beside.submit(made.joinpath(name).write_bytes, text.encode()) for name, text in files.items()]
            for one in writing:
                one.result()
        _exchange(made, output, kept=Path(place, "old"))
    return tuple(output / name for name in OWN_FILES if (output / name).exists())


def stored_analysis(source: str) -> Path | None:
    """Return the analysis that a source is, or that lies in it; None where it is an export."""
    return next((path for path in (Path(source), Path(source, ANALYSIS)) if is_analysis(path)), None)


def check_output(output: Path) -> None:
    """Refuse an output folder before the work, where it can be seen that it will not do.

    Raises
    ------
    OutputRefused
        It is a file, may not be written, or holds files of our names that an earlier run did not write.
    """
    ground = _ground(output)
    with _refusing(output):
        if not ground.is_dir():
            raise NotADirectoryError(20, "there is a file of that name")
        if not os.access(ground, os.W_OK | os.X_OK):
            raise PermissionError(13, "no permission")
        if any((output / name).exists() for name in OWN_FILES) and not is_analysis(output / ANALYSIS):
            raise FileExistsError(17, "it holds files of the same names that are not from an earlier run")


def _ground(output: Path) -> Path:
    """Return the folder itself, or the nearest one above it that exists: where new files can be made and moved from."""
    return next(place for place in (output, *output.absolute().parents) if place.exists() or place.is_symlink())


def _draw(analysis: Analysis, place: Path, *, texts: Catalogue) -> None:
    with ThreadPoolExecutor(1) as beside:  # one picture is packed while the next one is drawn
        writing = []
        for chart in CHARTS:
            figure = chart.draw(analysis, texts)
            if figure is not None:
                writing.append(beside.submit(write_pixels, pixels(figure), place / chart.file_name))
        for one in writing:
            one.result()


def _exchange(made: Path, output: Path, *, kept: Path) -> None:
    """Move the new files in place of the old ones; put the old ones back where that fails."""
    created = [place for place in (output, *output.absolute().parents) if not place.exists()]
    moved: list[Path] = []
    try:
        output.joinpath("tables").mkdir(parents=True, exist_ok=True)
        for name in OWN_FILES:
            old, new, target = kept / name, made / name, output / name
            if target.exists():
                old.parent.mkdir(parents=True, exist_ok=True)
                target.replace(old)
            if new.exists():
                new.replace(target)
                moved.append(target)
    except BaseException:
        for target in moved:
            target.unlink(missing_ok=True)
        if kept.exists():
            shutil.copytree(kept, output, dirs_exist_ok=True)
        for place in created:
            shutil.rmtree(place, ignore_errors=True)
        raise


@contextmanager
def _refusing(output: Path) -> Iterator[None]:
    """Tell what the system says about the folder as an error of ours."""
    try:
        yield
    except OSError as error:
        raise OutputRefused(path=output, why=error.strerror or error) from error
