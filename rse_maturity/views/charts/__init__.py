"""The pictures: one file a picture, drawn from the analysis alone. Matplotlib is loaded when the first is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from rse_maturity.errors import OutputRefused

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis

DPI = 180
PACKING = {"compress_level": 3}  # a third less time than the usual 6, for 7 % more bytes


class Chart(NamedTuple):
    """One picture: its name, the file it is written to, and what draws it."""

    name: str
    file_name: str

    def draw(self, analysis: Analysis, texts: Catalogue) -> Figure | None:
        """Draw the picture; None where the analysis has nothing for it."""
        figure: Figure | None = getattr(import_module(f"{__name__}.{self.name}"), f"draw_{self.name}")(analysis, texts)
        return figure


CHARTS = (
    Chart("bubbles", "bubbles.png"),
    Chart("relations", "relations.png"),
    Chart("trajectory", "trajectory.png"),
    Chart("heatmap", "heatmap.png"),
)


def save(figure: Figure, path: Path) -> None:
    """Write a picture as PNG at 180 dots per inch: the same picture gives the same bytes.

    Raises
    ------
    OutputRefused
        The file cannot be written.
    """
    from rse_maturity.views.charts.page import house_style  # noqa: PLC0415 - Matplotlib is loaded only to draw

    try:
        with house_style():
            figure.savefig(path, dpi=DPI, format="png", metadata={"Software": None}, pil_kwargs=PACKING)
    except OSError as error:
        raise OutputRefused(path=path, why=error.strerror or error) from error
