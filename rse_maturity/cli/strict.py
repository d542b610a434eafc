"""What a reading calls for before anything is concluded from it: warnings, and under `--strict` an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.cli.output import note
from rse_maturity.errors import StrictRefusal
from rse_maturity.i18n import catalogue

if TYPE_CHECKING:
    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import Dataset


def heed_reading(dataset: Dataset, *, settings: Settings) -> None:
    """Say what the user must know; stop where rows were refused and `--strict` (or the settings) allows none.

    Raises
    ------
    StrictRefusal
        At least one row was refused.
    """
    for key in dataset.warnings:
        note(catalogue(settings.lang).text(f"reading.warnings.{key}"))
    rejected = sum(source.rejected for source in dataset.sources)
    if settings.input.strict and rejected:
        rows = sum(source.rows for source in dataset.sources)
        raise StrictRefusal(rejected=rejected, rows=rows, report="rse-maturity inspect")
