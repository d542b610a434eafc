"""Every limit that is told is the one that is compared: where it moves, the outcome moves, and all that is printed."""

from __future__ import annotations

import json

import pytest

from rse_maturity.cli.known import known
from rse_maturity.config import RuleSettings, Settings
from rse_maturity.i18n import catalogue
from rse_maturity.phases.findings import findings_of_last
from rse_maturity.phases.ladder import ASKING
from rse_maturity.phases.outcomes import answers
from rse_maturity.phases.readings import read
from rse_maturity.phases.rules import RULES
from rse_maturity.views.explain import explanation
from rse_maturity.views.figures import limit_text
from rse_maturity.views.json import analysis_json
from rse_maturity.views.paper import Paper
from rse_maturity.views.summary import summarise
from rse_maturity.views.terminal import terminal_text
from tests.phases.made_months import context, last_day, period
from tests.views.made_analysis import growing

ONE_STEP = {"share": 0.005, "ratio": 0.01, "count": 1.0, "people": 1.0}
QUESTIONS = [
    pytest.param(rule, phase, population, id=f"{rule.id}-{phase}-{population}")
    for rule in RULES
    for phase in ASKING
    if phase in rule.limits
    for population in ("directory", "seen")
]
PAPER = Paper(width=160)


def judged(rule, phase, value, *, population, settings):
    """Judge one month in which one figure is known, and the age."""
    end = last_day(0)
    figures = period({"age_months": 60.0, rule.metric: value}, end=end)
    readings = read([figures], context=context(population=population))
    found = findings_of_last(
        answers(readings, settings=settings), figures.metrics, settings=settings, population=population
    )
    made = growing()
    analysis = growing(
        phase=made.phase.model_copy(update={"findings": found}), metrics={**made.metrics, **figures.metrics}
    )
    return next(one for one in found if (one.rule, one.phase) == (rule.id, phase)), analysis


def told(rule, phase, analysis, *, settings):
    """Return the limit as JSON tells it, and the lines that explain and the terminal print of the rule."""
    texts = catalogue("en")
    findings = json.loads(analysis_json(analysis, texts=texts))["phase"]["findings"]
    stated = next(one["limit"] for one in findings if (one["rule"], one["phase"]) == (rule.id, phase))
    name = texts.text(f"rules.{rule.id}.name")
    terminal = terminal_text(summarise(analysis, texts=texts), texts=texts, paper=PAPER)
    row = next(line for line in terminal.splitlines() if line.strip().startswith(name))
    return stated, explanation(rule.id, known(settings), texts=texts, paper=PAPER), row


@pytest.mark.parametrize(("rule", "phase", "population"), QUESTIONS)
def test_a_limit_that_moves_moves_the_outcome_and_everything_that_is_printed(rule, phase, population):
    before = rule.limits_in_force(settings=Settings(), population=population)[phase]
    upwards = before.comparison in (">=", ">")
    step = ONE_STEP[rule.unit] if upwards else -ONE_STEP[rule.unit]
    value = before.value + step / 2
    if rule.id == "holding":  # one month alone is its own best: the stated part decides, whatever the value
        value, step = 0.4, 0.5
    moved = round(before.value + step, 6)
    table = "limit" if population == "directory" else "limit_without_directory"
    own = Settings(rules={rule.id: RuleSettings(**{table: {phase: moved}})})

    first, analysis = judged(rule, phase, value, population=population, settings=Settings())
    second, changed = judged(rule, phase, value, population=population, settings=own)
    assert (first.outcome, second.outcome) == ("yes", "no")

    texts = catalogue("en")
    for settings, finding, one, limit in (
        (Settings(), first, analysis, before.value),
        (own, second, changed, moved),
    ):
        stated, explained, row = told(rule, phase, one, settings=settings)
        compared = limit * value if rule.id == "holding" else limit  # that part of the best month, which is this one
        assert stated == finding.limit == pytest.approx(compared)
        assert limit_text(before.comparison, compared, rule.unit, texts=texts) in row
        assert limit_text(before.comparison, limit, rule.unit, texts=texts) in explained
    assert told(rule, phase, analysis, settings=Settings())[2] != told(rule, phase, changed, settings=own)[2]


@pytest.mark.parametrize(
    ("limit", "unit", "text"),
    [
        (0.3, "share", "30%"),
        (0.125, "share", "12.5%"),
        (0.18437, "share", "18%"),
        (4.0, "people", "4"),
        (4.5, "people", "4.5"),
        (0.6, "ratio", "0.60"),
    ],
)
def test_a_stated_limit_is_written_with_all_its_digits(limit, unit, text):
    assert limit_text(">=", limit, unit, texts=catalogue("en")) == f"≥\u00a0{text}"
