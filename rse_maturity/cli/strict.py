"""`--strict`: any refused row is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.errors import StrictRefusal

if TYPE_CHECKING:
    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import Dataset


def refuse_rejected(dataset: Dataset, *, settings: Settings) -> None:
    """Stop where rows were refused and `--strict` (or the settings) allows none.

    Raises
    ------
    StrictRefusal
        At least one row was refused.
    """
    rejected = sum(source.rejected for source in dataset.sources)
    if settings.input.strict and rejected:
        rows = sum(source.rows for source in dataset.sources)
        raise StrictRefusal(rejected=rejected, rows=rows, report="rse-maturity inspect")
