"""The Markdown of a job summary, as a renderer of tables understands it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from rse_maturity.i18n import catalogue
from rse_maturity.views.ci.summary import text as summary
from tests.views.ci.made_runs import RUNS, falling, first, holding, hostile

READER = MarkdownIt("commonmark").enable("table")


def rendered(run, lang="en"):
    return READER.render(summary(run, texts=catalogue(lang)))


def tables(run, lang="en"):
    """Return each table as rows of texts."""
    found, cell = [], False
    for token in READER.parse(summary(run, texts=catalogue(lang))):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif cell:
            found[-1][-1].append(token.content)
        cell = token.type in ("th_open", "td_open")
    return found


def test_verdict_failures_gates_and_trend_in_this_order():
    html = rendered(falling())
    parts = ("<h2>Acme: Growth, participation 18% (14% – 22%)</h2>", "<strong>Failed</strong>: 1 gate passed, 1 gate",
             "<li>Participation is 18%, below its best.</li>", "Participation near its best", "<code>█·▅</code>",
             "2 snapshots, the last up to May 31, 2025", '<a href="https://ci.example/runs/7?a=(1)">')  # fmt: skip
    places = [html.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("make", RUNS)
def test_every_row_has_the_cells_of_its_header(make, lang):
    made = tables(make(), lang)
    assert [len(table[0]) for table in made] == ([5, 4] if len(make().trend.snapshots) > 1 else [5])
    assert all(len(row) == len(table[0]) for table in made for row in table)
    assert len(made[0]) == 1 + len(make().check.gates)


def test_the_newest_snapshot_comes_first():
    assert [row[0] for row in tables(falling())[1][1:]] == ["May 31, 2025", "Apr 30, 2025", "Mar 31, 2025"]


@pytest.mark.parametrize(
    ("run", "verdict"),
    [
        (falling(), "Failed"),
        (falling(warn_only=True), "Failed, as a warning only"),
        (holding(), "Passed"),
        (first(), "Passed"),
    ],
)
def test_the_verdict_stands_out(run, verdict):
    assert f"<strong>{verdict}</strong>" in rendered(run)


def test_a_name_makes_no_element_and_no_emphasis():
    html = rendered(hostile())
    assert "A|B: *R&amp;D*, &lt;b&gt;&quot;50 %&quot;&lt;/b&gt; ::error::x" in html
    assert not {"<b>", "<em>", "%3C%3E>"} & set(html.split())
    assert 'href="https://x/%3C%3E"' in html


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_holidays_are_marked_and_the_mark_is_explained(lang):
    assert "<p>* " not in rendered(falling(), lang)
    usual = falling()
    *earlier, last = usual.trend.snapshots
    marked = usual.trend.model_copy(update={"snapshots": (*earlier, last.model_copy(update={"exceptional": True}))})
    html = rendered(replace(usual, trend=marked), lang)
    assert html.count(" *</td>") == 1
    assert "<p>* " in html


def test_a_first_snapshot_is_no_trend():
    assert "Trend" not in rendered(first())


def test_it_can_be_added_to_what_another_step_wrote():
    assert summary(falling(), texts=catalogue("en")).endswith("\n\n")
