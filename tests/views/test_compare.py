"""A comparison in words: both languages, every width, Markdown, JSON."""

from __future__ import annotations

import json

import pytest

from rse_maturity.i18n import catalogue
from rse_maturity.model.comparison import Comparison
from rse_maturity.tracking.compare import compare
from rse_maturity.views.compare import compared, comparison_json
from rse_maturity.views.compare_layout import comparison_markdown, comparison_text
from rse_maturity.views.paper import Paper
from tests.views.made_analysis import METRICS, growing, insufficient, measured

CHANGED = {**METRICS, "participation_rate": measured(0.40, 0.36, 0.44, 412, "share")}


def made(first=None, second=None):
    return compare(first or growing(), second or growing(metrics=CHANGED), names=("2023.json", "2024.json"))


@pytest.mark.parametrize("width", [40, 60, 84, 100, 160])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_comparison_fits_its_width(lang, width):
    texts = catalogue(lang)
    text = comparison_text(compared(made(), texts=texts), texts=texts, paper=Paper(width=width))
    assert max(map(len, text.splitlines())) <= width


def test_a_difference_is_told_in_points_with_its_sign_and_whether_it_is_beyond_doubt():
    rows = {row.name: row for row in compared(made(), texts=catalogue("en")).figures}
    row = rows["Participation"]
    assert (row.first, row.second) == ("23%\u00a0(19%\u00a0–\u00a027%)", "40%\u00a0(36%\u00a0–\u00a044%)")
    assert (row.difference, row.beyond) == ("+17 points", "yes")
    back = {row.name: row for row in compared(made(growing(metrics=CHANGED), growing()), texts=catalogue("fr")).figures}
    assert (back["Participation"].difference, back["Participation"].beyond) == ("−17 points", "oui")


def test_what_was_too_short_to_be_judged_is_said():
    said = compared(made(insufficient(), growing()), texts=catalogue("en"))
    assert said.verdict == "From not enough data to growth."
    assert all(line.startswith("2023.json: ") for line in said.decisive)


def test_a_phase_confirmed_by_months_alone_is_said_to_be():
    after = growing()
    after = after.model_copy(update={"phase": after.phase.model_copy(update={"label": "cruise"})})
    assert "the months that it takes" in compared(made(second=after), texts=catalogue("en")).decisive[0]


def test_markdown_holds_both_columns():
    texts = catalogue("fr")
    text = comparison_markdown(compared(made(), texts=texts), texts=texts)
    assert "| | 2023.json | 2024.json |".replace("| |", "|  |") in text
    assert "+17 points | oui |" in text


def test_json_reads_back_as_the_same_value():
    text = comparison_json(made())
    assert json.loads(text)["schema"] == "rse-maturity/comparison/1"
    assert Comparison.model_validate_json(text) == made()
