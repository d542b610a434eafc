import importlib
import itertools
from pathlib import Path

import pytest

import rse_maturity.phases.rules as folder
from rse_maturity.config import RuleSettings, Settings
from rse_maturity.errors import BadSetting, UnknownSetting
from rse_maturity.phases.checks import check_rule_ids
from rse_maturity.phases.findings import findings_of_last
from rse_maturity.phases.judge import judge
from rse_maturity.phases.ladder import ASKING
from rse_maturity.phases.outcomes import answers
from rse_maturity.phases.readings import read
from rse_maturity.phases.rules import RULES
from tests.phases.made_months import LEVELS, context, last_day, period, story

SECTIONS = ("Question", "Why it matters", "How it is read", "When it says nothing", "Source")
QUESTIONS = [
    pytest.param(rule, phase, population, id=f"{rule.id}-{phase}-{population}")
    for rule in RULES
    for phase in ASKING
    if phase in rule.limits
    for population in ("directory", "seen")
]


def finding(rule, phase, value, *, population="directory", settings=None, **known):
    settings = settings or Settings()
    end = last_day(0)
    figures = period({"age_months": 60.0, rule.metric: value, **known}, end=end)
    readings = read([figures], context=context(population=population))
    found = findings_of_last(
        answers(readings, settings=settings), figures.metrics, settings=settings, population=population
    )
    return next(one for one in found if (one.rule, one.phase) == (rule.id, phase))


@pytest.mark.parametrize(("rule", "phase", "population"), QUESTIONS)
def test_a_limit_moved_by_one_step_moves_the_outcome(rule, phase, population):
    limit = rule.limits_in_force(settings=Settings(), population=population)[phase]
    upwards = limit.comparison in (">=", ">")
    step = abs(limit.value) / 100
    value = limit.value + (step / 2 if upwards else -step / 2)
    if rule.id == "holding":  # one month alone is its own best: the stated part decides, whatever the value
        value, step = 0.4, 0.5
    moved = limit.value + (step if upwards else -step)
    table = "limit" if population == "directory" else "limit_without_directory"
    settings = Settings(rules={rule.id: RuleSettings(**{table: {phase: moved}})})
    before = finding(rule, phase, value, population=population)
    after = finding(rule, phase, value, population=population, settings=settings)
    assert (before.outcome, after.outcome) == ("yes", "no")
    assert before.margin > 0 > after.margin
    assert before.limit != after.limit
    assert after.source == "settings"


@pytest.mark.parametrize(("rule", "phase", "population"), [one for one in QUESTIONS if one.values[0].id != "holding"])
def test_at_the_limit_the_comparison_decides(rule, phase, population):
    limit = rule.limits_in_force(settings=Settings(), population=population)[phase]
    outcome = "yes" if "=" in limit.comparison else "no"
    assert finding(rule, phase, limit.value, population=population).outcome == outcome


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_cruise_never_asks_less_than_growth(rule):
    for population in ("directory", "seen"):
        limits = rule.limits_in_force(settings=Settings(), population=population)
        if set(limits) == set(ASKING):
            assert limits["cruise"].value >= limits["growth"].value
            assert ">" in limits["growth"].comparison


def test_the_tuple_names_every_file_and_nothing_else():
    files = {path.stem for path in Path(folder.__file__).parent.glob("*.py")} - {"__init__"}
    assert [rule.id for rule in RULES] == list(dict.fromkeys(rule.id for rule in RULES))
    assert {rule.id for rule in RULES} == files


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_explains_itself_under_five_heads(rule):
    module = importlib.import_module(f"rse_maturity.phases.rules.{rule.id}")
    lines = module.__doc__.splitlines()
    heads = [head for head, rule_off in itertools.pairwise(lines) if rule_off.startswith("---")]
    assert tuple(heads) == SECTIONS


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_limit_without_published_basis_is_marked_as_judgement(rule):
    for population in ("directory", "seen"):
        for phase in rule.limits:
            basis = rule.basis_in_force(phase, settings=Settings(), population=population)
            own_guess = rule.judgement or (population == "seen" and rule.limits_seen is not None)
            assert ("judgement" in basis) == own_guess
            assert basis


def test_weights_that_count_double():
    assert {rule.id for rule in RULES if rule.weight == 2} == {"participation", "self_sustained", "cross_unit"}


def test_what_each_rung_requires():
    required = {phase: {rule.id for rule in RULES if phase in rule.required_for} for phase in ASKING}
    assert required["growth"] == {"age", "founders", "self_sustained"}
    assert required["cruise"] == {
        "age",
        "participation",
        "trend",
        "stability",
        "holding",
        "dialogue",
        "cross_unit",
        "self_sustained",
        "habit",
    }


def test_a_small_network_is_asked_for_a_part_of_its_contributors():
    absence = next(rule for rule in RULES if rule.id == "absence")
    figures = period({"age_months": 60.0, "absence_factor": 7.0}, end=last_day(0))
    for contributors, limit in ((1_000.0, 10.0), (300.0, 6.0), (50.0, 4.0)):
        metric = figures.metrics["absence_factor"].model_copy(update={"denominator": contributors})
        small = figures.model_copy(update={"metrics": {"absence_factor": metric}})
        given = answers(read([small], context=context()), settings=Settings())
        found = findings_of_last(given, small.metrics, settings=Settings(), population="directory")
        cruise = next(one for one in found if (one.rule, one.phase) == (absence.id, "cruise"))
        assert cruise.limit == limit
        assert cruise.outcome == ("no" if limit == 10.0 else "yes")


def test_the_limit_over_members_does_not_reach_people_merely_seen():
    participation = next(rule for rule in RULES if rule.id == "participation")
    response = next(rule for rule in RULES if rule.id == "response")
    settings = Settings(rules={name: RuleSettings(limit={"cruise": 0.99}) for name in ("participation", "response")})
    seen = {"settings": settings, "population": "seen"}
    assert participation.limits_in_force(**seen)["cruise"].value == 0.18
    assert response.limits_in_force(**seen)["cruise"].value == 0.99


def test_a_weight_is_taken_from_the_settings():
    age = next(rule for rule in RULES if rule.id == "age")
    assert age.weight_in_force(Settings()) == 1
    assert age.weight_in_force(Settings(rules={"age": RuleSettings(weight=0.5)})) == 0.5


def test_an_unknown_rule_names_the_nearest():
    with pytest.raises(UnknownSetting, match=r"rules\.particpation.*rules\.participation"):
        check_rule_ids(Settings(rules={"particpation": RuleSettings()}))


@pytest.mark.parametrize(
    "own",
    [
        RuleSettings(limit={"growth": 0.1}),
        RuleSettings(limit={"cruise": float("nan")}),
        RuleSettings(limit_without_directory={"cruise": float("inf")}),
        RuleSettings(weight=float("inf")),
    ],
)
def test_a_setting_that_would_never_be_read_is_refused(own):
    with pytest.raises(BadSetting, match=r"rules\.stability"):
        check_rule_ids(Settings(rules={"stability": own}))


def test_settings_that_fit_pass():
    rules = {rule.id: RuleSettings(limit=dict.fromkeys(rule.limits, 0.5), weight=1) for rule in RULES}
    check_rule_ids(Settings(rules=rules))


@pytest.mark.parametrize(("team", "outcome", "label"), [(None, "no", "creation"), (0.95, "not_applicable", "cruise")])
def test_a_handful_stands_for_the_founders_where_nobody_names_the_team(team, outcome, label):
    figures = {**LEVELS["cruise"], "absence_factor": 3.0, "self_sustained_share": team}
    phase = judge(story((12, figures), age=30), context=context(), settings=Settings()).phase
    assert next(one.outcome for one in phase.findings if one.rule == "founders") == outcome
    assert phase.label == label
