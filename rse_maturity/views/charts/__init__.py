"""The pictures: one file a picture, drawn from the analysis alone. Matplotlib is loaded when the first is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from rse_maturity.errors import OutputRefused

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis

DPI = 180
PACKING = {"compress_level": 3}  # a third less time than the usual 6, for 7 % more bytes


NO_SOFTWARE: dict[str, Any] = {"Software": None}  # its version would change the bytes


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
    write_pixels(pixels(figure), path)


def pixels(figure: Figure) -> NDArray[np.uint8]:
    """Return the picture dot by dot, at 180 to an inch: rows x columns x (red, green, blue, opacity)."""
    import numpy as np  # noqa: PLC0415 - loaded only to draw
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - same

    from rse_maturity.views.charts.page import house_style  # noqa: PLC0415 - same

    with house_style():
        figure.set_dpi(DPI)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        return np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]


def write_pixels(dots: NDArray[np.uint8], path: Path) -> None:
    """Write what `pixels` gave as PNG; compressing leaves Python free for the next picture.

    Raises
    ------
    OutputRefused
        The file cannot be written.
    """
    from matplotlib.image import imsave  # noqa: PLC0415 - Matplotlib is loaded only to draw

    try:
        imsave(path, dots, format="png", dpi=DPI, metadata=NO_SOFTWARE, pil_kwargs=PACKING)
    except OSError as error:
        raise OutputRefused(path=path, why=error.strerror or error) from error
