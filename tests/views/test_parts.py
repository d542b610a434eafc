"""Units, sites and communities in words: order, who is uneven, what is known of each."""

from __future__ import annotations

from datetime import date

import pytest

from rse_maturity.i18n import catalogue
from rse_maturity.model.analysis import CommunitySummary, UnitSummary
from rse_maturity.model.verdict import Confidence, NextStep
from rse_maturity.views.markdown import markdown_text
from rse_maturity.views.paper import Paper
from rse_maturity.views.parts import parts
from rse_maturity.views.summary import summarise
from rse_maturity.views.terminal import terminal_text
from tests.views.made_analysis import growing, measured

STEP = NextStep(rule="response", metric="response_rate", value=0.4, limit=0.5, comparison=">=", gap=0.2)


def unit(name, phase, rate=0.3, **more):
    return UnitSummary(
        unit=name,
        people=40,
        expected=40,
        active=20,
        silent=20,
        phase=phase,
        metrics={"participation_rate": measured(rate, rate - 0.1, rate + 0.1, 40, "share")},
        **more,
    )


def community(name, phase):
    return CommunitySummary(community=name, people=30, contributing=20, phase=phase, metrics={})


def of(lang="en", **levels):
    return parts(growing(**{"units": (), **levels}), texts=catalogue(lang))


def test_a_level_without_anybody_is_not_told():
    assert of() == ()


def test_rows_stand_by_phase_then_by_participation():
    units = (unit("Audit", "insufficient_data", 0.9), unit("B", "growth", 0.2), unit("A", "growth", 0.4))
    assert [row.name for row in of(units=(*units, unit("C", "cruise")))[0].rows] == ["C", "A", "B", "Audit"]


def test_a_row_says_what_is_known_and_what_is_nearest():
    sure = Confidence(value=0.834, method="redraws")
    (part,) = of(units=(unit("Sales", "growth", since=date(2024, 3, 31), next=(STEP,), confidence=sure),))
    (row,) = part.rows
    assert (row.phase, row.sure) == ("Growth", "83%")
    assert (row.participation, row.interval, row.n) == ("30%", "20% – 40%", "40")
    assert (row.since, row.lacks) == ("Mar 2024", "Response: 40%, asked ≥\u00a050%")


def test_how_sure_a_part_is_stands_where_there_is_room():
    told = growing(units=(unit("Sales", "growth", confidence=Confidence(value=0.834, method="redraws")),))
    summary = summarise(told, texts=catalogue("en"))
    at = {width: terminal_text(summary, texts=catalogue("en"), paper=Paper(width=width)) for width in (100, 140)}
    assert ["83%" in text for text in at.values()] == [False, True]


@pytest.mark.parametrize(
    ("phases", "english", "french"),
    [
        (
            "creation growth growth",
            "A is in creation, while the network is in growth.",
            "A est en création, alors que le réseau est en croissance.",
        ),
        (
            "creation creation cruise growth",
            "A and B are in creation and C is in cruise, while the network is in growth.",
            "A et B sont en création et C est en croisière, alors que le réseau est en croissance.",
        ),
        (
            "creation creation creation creation",
            "A, B and 2 others are in creation, while the network is in growth.",
            "A, B et 2 autres sont en création, alors que le réseau est en croissance.",
        ),
        (
            "growth growth insufficient_data",
            "All 2 departments that can be judged are in growth, as the network is.",
            "Les 2 départements qui peuvent être jugés sont en croissance, comme le réseau.",
        ),
        ("insufficient_data insufficient_data", "", ""),
    ],
)
def test_the_uneven_ones_are_named(phases, english, french):
    units = tuple(unit(name, phase) for name, phase in zip("ABCD", phases.split(), strict=False))
    assert of(units=units)[0].uneven == english
    assert of("fr", units=units)[0].uneven == french


def test_communities_that_are_not_shown_are_counted():
    (part,) = of(communities=(community("General", "creation"),), communities_left_out=3)
    assert part.note.startswith("3 communities are not shown")


@pytest.mark.parametrize("width", [40, 60, 84, 100, 160])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_table_fits_its_width(lang, width):
    units = tuple(unit(f"Direction des systèmes d’information {n}", "growth", next=(STEP,)) for n in range(30))
    said = growing(units=units, communities=(community("Tips | and *tricks*", "cruise"),))
    texts = catalogue(lang)
    text = terminal_text(summarise(said, texts=texts), texts=texts, paper=Paper(width=width))
    assert max(map(len, text.splitlines())) <= width
    assert ("10 more in the tables." if lang == "en" else "10 autres dans les tableaux.") in text


def test_markdown_tells_every_row_and_escapes_names():
    units = tuple(unit(f"Unit {n}", "growth") for n in range(30))
    said = growing(units=units, communities=(community("Tips | and *tricks*", "cruise"),))
    texts = catalogue("en")
    text = markdown_text(summarise(said, texts=texts), texts=texts)
    assert text.count("| Unit ") == 30
    assert "| Tips \\| and \\*tricks\\* | Cruise |  | – |" in text
