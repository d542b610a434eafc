from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rse_maturity.errors import OutputRefused
from rse_maturity.i18n import catalogue
from rse_maturity.views import charts
from rse_maturity.views.charts import CHARTS, save
from rse_maturity.views.charts.bubbles import draw_bubbles
from rse_maturity.views.charts.words import fraction, number, portion, sentence
from tests.views.charts import made


def test_every_picture_is_listed():
    folder = Path(charts.__file__).parent
    drawing = {
        path.stem for path in folder.glob("*.py") if f"def draw_{path.stem}(" in path.read_text(encoding="utf-8")
    }
    assert {chart.name for chart in CHARTS} == drawing
    assert [chart.file_name for chart in CHARTS] == [f"{chart.name}.png" for chart in CHARTS]


def test_matplotlib_is_loaded_only_to_draw():
    code = "import sys, rse_maturity.views.charts; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_drawing_loads_neither_pyplot_nor_scipy():
    code = (
        "import sys, rse_maturity.views.charts.bubbles, rse_maturity.views.charts.trajectory;"
        "sys.exit(any(name in sys.modules for name in ('matplotlib.pyplot', 'scipy', 'pkg_resources')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    figure = draw_bubbles(made.analysis(drawn=made.twelve()), catalogue("en"))
    with pytest.raises(OutputRefused):
        save(figure, tmp_path / "no" / "where.png")


@pytest.mark.parametrize(
    ("share", "english", "french"),
    [
        (0.3, "three people in ten", "trois personnes sur dix"),
        (0.331, "one person in three", "une personne sur trois"),
        (0.42, "42% of the people", "42\u202f% des personnes"),
        (0.0663, "one person in fifteen", "une personne sur quinze"),
        (0.019, "1.9% of the people", "1,9\u202f% des personnes"),
    ],
)
def test_shares_are_told_as_readers_say_them(share, english, french):
    assert fraction(catalogue("en"), share)[0] == english
    assert fraction(catalogue("fr"), share)[0] == french


def test_small_groups_are_counted_out():
    assert portion(catalogue("en"), 8, 12) == ("eight of twelve people", 8)
    assert portion(catalogue("fr"), 12, 12) == ("les 12 personnes", 12)
    assert portion(catalogue("en"), 30, 100) == ("three people in ten", 3)
    assert number(catalogue("fr"), 2) == "deux"
    assert number(catalogue("en"), 1200) == "1,200"


def test_a_sentence_begins_with_a_capital():
    assert sentence("one in ten") == "One in ten"
    assert sentence("[[élan]]") == "[[Élan]]"
