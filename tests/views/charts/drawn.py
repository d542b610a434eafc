"""What a drawn picture holds, read back from its artists, in inches."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from matplotlib.text import Text

DPI = 180


def text_boxes(figure):
    renderer = figure.canvas.get_renderer()
    found = [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in found]


def assert_texts_are_clear(figure):
    """Every text lies within the page and touches no other."""
    boxes = text_boxes(figure)
    wide, high = figure.get_size_inches() * DPI
    for text, box in boxes:
        assert box.x0 >= 0.2 * DPI, text
        assert box.x1 <= wide - 0.2 * DPI, text
        assert box.y0 >= 0.1 * DPI, text
        assert box.y1 <= high, text
    for (text, box), (other, its) in combinations(boxes, 2):
        across = min(box.x1, its.x1) - max(box.x0, its.x0)
        up = min(box.y1, its.y1) - max(box.y0, its.y0)
        assert across <= 1.5 or up <= 1.5, (text, other)


def written(figure):
    return [text for text, _ in text_boxes(figure)]


def circles(figure, kind):
    """Centres and radii of the discs of one kind, rims included."""
    centres, radii = [np.empty((0, 2))], [np.empty(0)]
    for collection in figure.axes[0].collections:
        if collection.get_gid() == kind:
            centres.append(np.asarray(collection.get_offsets()))
            radii.append(collection.get_widths() / 2 + collection.get_linewidths()[0] / 144)
    return np.concatenate(centres), np.concatenate(radii)
