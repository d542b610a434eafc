"""Explanations name every metric, rule and phase, with the limits in force."""

import pytest

from rse_maturity.errors import UnknownName
from rse_maturity.i18n import catalogue
from rse_maturity.views.explain import Known, LimitShown, MetricShown, RuleShown, explanation, index
from rse_maturity.views.explanation_page import references
from rse_maturity.views.paper import Paper

PAPER = Paper(width=80)


def limit(phase, value, population="both", basis="S26 judgement"):
    return LimitShown(phase=phase, population=population, comparison=">=", value=value, basis=basis)


RULE = RuleShown(
    id="participation",
    metric="participation_rate",
    unit="share",
    limits=(limit("growth", 0.123), limit("cruise", 0.3, basis="settings")),
    weight=2.0,
    required_for=("cruise",),
)
METRIC = MetricShown(
    id="participation_rate", unit="share", needs=(), sources=("S11",), blanks={"window_days": 28, "minimum_group": 5}
)
KNOWN = Known(metrics=(METRIC,), rules=(RULE,))


def test_a_rule_shows_the_limits_in_force_and_their_basis():
    text = explanation("participation", KNOWN, texts=catalogue("en"), paper=PAPER)
    assert "≥\u00a012.3%" in text
    assert "≥\u00a030%" in text
    assert "your settings" in text
    assert references()["S26"][:40] in text


def test_a_phase_shows_what_the_rules_ask_for_it_alone():
    text = explanation("growth", KNOWN, texts=catalogue("fr"), paper=PAPER)
    assert "≥\u00a012,3\u202f%" in text
    assert "30\u202f%" not in text


def test_the_index_lists_every_name():
    text = index(KNOWN, texts=catalogue("fr"), paper=PAPER)
    for name in ("participation_rate", "participation", "creation", "growth", "cruise"):
        assert name in text


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", ["confidence", "sensitivity", "momentum", "population"])
def test_what_is_said_of_the_verdict_is_explained(name, lang):
    texts = catalogue(lang)
    text = " ".join(explanation(name, KNOWN, texts=texts, paper=PAPER).split())
    for part in ("definition", "reading", "beware"):
        assert " ".join(texts.text(f"explain.verdict.{name}.{part}").split()[:4]) in text
    assert name in index(KNOWN, texts=texts, paper=PAPER)


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(UnknownName, match="participation_rate"):
        explanation("participation_rat", KNOWN, texts=catalogue("en"), paper=PAPER)


def test_a_phase_can_be_asked_for_by_its_name_in_the_language():
    french = catalogue("fr")
    assert explanation("croissance", KNOWN, texts=french, paper=PAPER) == explanation(
        "growth", KNOWN, texts=french, paper=PAPER
    )
