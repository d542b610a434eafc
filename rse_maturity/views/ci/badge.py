"""A badge (SVG): phase and participation in one line, in the shape that readers know from READMEs.

The viewer's own typeface is not known: each text is given the length that it has in DejaVu Sans, one of the widest,
so that another is spread or drawn together to it rather than clipped.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

import matplotlib as mpl
from matplotlib.ft2font import FT2Font

from rse_maturity.views.charts.palette import GREY_L, INK, PAPER, PHASE_TEXT
from rse_maturity.views.ci.run import headline, subject
from rse_maturity.views.ci.xml import document, permitted
from rse_maturity.views.sentences import phase_name

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.ci.run import Run

HEIGHT = 20
SIZE = 11
BASELINE = 14
MARGIN = 7
CORNER = 3
FACES = "DejaVu Sans, Verdana, Geneva, sans-serif"
SUBPIXELS = 64  # FreeType counts in 64ths


def text(run: Run, *, texts: Catalogue) -> str:
    """Draw the badge; its colour is that of the phase in every picture, and its title says the whole of it."""
    phase = phase_name(run.check.phase, texts=texts).lower()
    left, share = texts.text("ci.badge"), run.check.participation
    right = phase if share is None else f"{phase} · {texts.value(share, 'share')}"
    title = f"{permitted(subject(run, texts=texts))}{texts.text('terminal.colon')}{headline(run, texts=texts)}"
    middle = _length(left) + 2 * MARGIN
    width = middle + _length(right) + 2 * MARGIN

    size = {"width": f"{width}", "height": f"{HEIGHT}"}
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "role": "img", "aria-label": title})
    SubElement(root, "title").text = title
    SubElement(root, "path", {"d": _half(middle, outer=0), "fill": GREY_L})
    SubElement(root, "path", {"d": _half(middle, outer=width), "fill": PHASE_TEXT[run.check.phase]})
    letters = SubElement(root, "g", {"font-family": FACES, "font-size": f"{SIZE}"})
    for start, end, said, ink in ((0, middle, left, INK), (middle, width, right, PAPER)):
        place = {"x": f"{start + MARGIN}", "y": f"{BASELINE}", "textLength": f"{end - start - 2 * MARGIN}"}
        SubElement(letters, "text", {**place, "fill": ink}).text = said
    return document(root)


def _half(middle: int, *, outer: int) -> str:
    """Return the outline of one half, its outer corners round: no clip, whose id would clash with others in a page."""
    way, turn = (1, 1) if outer > middle else (-1, 0)
    corner = f"a{CORNER},{CORNER} 0 0 {turn}"
    edge = f"{corner} {way * CORNER},{CORNER}v{HEIGHT - 2 * CORNER}{corner} {-way * CORNER},{CORNER}"
    return f"M{middle},0H{outer - way * CORNER}{edge}H{middle}z"


def _length(text: str) -> int:
    """Return the length of a text in pixels, rounded up."""
    face = _face()
    face.set_text(text)
    return -(-face.get_width_height()[0] // SUBPIXELS)


@cache
def _face() -> FT2Font:
    face = FT2Font(str(Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")))
    face.set_size(SIZE, 72)  # at 72 dots per inch a point is a pixel
    return face
