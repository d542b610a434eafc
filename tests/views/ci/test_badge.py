"""The badge: what it says, to whom, and that nobody has to guess or squint."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from rse_maturity.i18n import catalogue
from rse_maturity.views.ci.badge import text as badge
from tests.views.ci.made_runs import falling, in_phase, too_little

SVG = "{http://www.w3.org/2000/svg}"
PHASES = ("creation", "growth", "cruise", "insufficient_data")


def drawn(run, lang="en"):
    return ET.fromstring(badge(run, texts=catalogue(lang)).encode())  # noqa: S314 - written above


def words(root):
    return [element.text for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", ["network maturity", "growth · 18%"]), ("fr", ["maturité du réseau", "croissance · 18\u202f%"])],
)
def test_phase_and_participation(lang, said):
    assert words(drawn(falling(), lang)) == said


def test_participation_that_was_not_measured_is_left_out():
    assert words(drawn(too_little())) == ["network maturity", "not enough data"]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("phase", PHASES)
def test_texts_stand_side_by_side_inside_the_badge(phase, lang):
    root = drawn(in_phase(phase), lang)
    places = [(float(one.get("x")), float(one.get("textLength"))) for one in root.iter(f"{SVG}text")]
    spans = [(start, start + length) for start, length in places]
    edges = [0.0, *(edge for span in spans for edge in span), float(root.get("width"))]
    assert edges == sorted(edges)
    assert all(end - start > 4.5 * len(said) for (start, end), said in zip(spans, words(root), strict=True))


def test_a_reader_who_hears_it_is_told_the_network_and_the_interval():
    root = drawn(falling())
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.find(f"{SVG}title").text
    assert root.get("aria-label") == "Acme: Growth, participation 18% (14% – 22%)"


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("phase", PHASES)
def test_letters_have_the_contrast_that_wcag_asks_for(phase):
    root = drawn(in_phase(phase))
    letters, grounds = ([one.get("fill") for one in root.iter(f"{SVG}{name}")] for name in ("text", "path"))
    assert len(letters) == 2
    assert all(contrast(letter, ground) >= 4.5 for letter, ground in zip(letters, grounds, strict=True))
