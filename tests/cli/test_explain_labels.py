"""Flags and roles are explained in both languages, and the limits told are those that are compared."""

import math
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import polars as pl
import pytest

from rse_maturity import api
from rse_maturity.cli.known import known
from rse_maturity.cli.known_labels import MISSED
from rse_maturity.cli.texts import topic
from rse_maturity.config import Settings, TimeSettings
from rse_maturity.i18n import LANGUAGES, catalogue
from rse_maturity.model.people import RoleName
from rse_maturity.model.schema import KIND
from rse_maturity.model.verdict import FlagName
from rse_maturity.phases.findings import findings_of_last
from rse_maturity.phases.flags import flags_of, unconfirmed
from rse_maturity.phases.outcomes import answers
from rse_maturity.phases.readings import read
from rse_maturity.tables.calendar import calendar_between
from rse_maturity.tables.holes import imported_days, lost_spans
from rse_maturity.tables.talk import begins_midway
from rse_maturity.views.explain import explanation
from rse_maturity.views.figures import limit_text
from rse_maturity.views.paper import Paper
from tests.measures.conftest import tables_of
from tests.phases.made_months import context, figure, last_day, period

PAPER = Paper(width=160)
SHIPPED = known(Settings())
LIMITS = {(flag.id, limit.of, limit.population): limit for flag in SHIPPED.flags for limit in flag.limits}
START = date(2024, 1, 1)  # a Monday
HEADS = ("definition", "found", "advised", "beyond")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("kind", "names"), [("flags", get_args(FlagName)), ("roles", get_args(RoleName))])
def test_every_flag_and_role_has_its_texts_and_no_limit_stands_in_them(lang, kind, names):
    words = topic(lang, kind)
    assert set(words) == {"limits", *names}
    assert [one.id for one in getattr(SHIPPED, kind)] == list(names)
    assert all(set(words[name]) == {"name", *HEADS} for name in names)
    used = {limit.of for label in getattr(SHIPPED, kind) for limit in label.limits}
    assert {f"{kind}.limits.{name}" for name in words["limits"]} == {one for one in used if one.startswith(kind)}
    written = [text for table in words.values() for text in table.values() if re.search(r"\d", text)]
    assert written == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_explanation_tells_meaning_limits_use_and_what_is_not_said(lang):
    texts = catalogue(lang)
    for kind in ("flags", "roles"):
        for label in getattr(SHIPPED, kind):
            said = explanation(label.id, SHIPPED, texts=texts, paper=PAPER)
            flat = " ".join(said.split())
            for head in HEADS:
                assert " ".join(texts.text(f"{kind}.{label.id}.{head}", **label.blanks).split()) in flat
            for limit in label.limits:
                compared = limit_text(limit.comparison, limit.value, limit.unit, texts=texts)
                assert re.search(rf"{re.escape(texts.text(limit.of))} +{re.escape(compared)}", said)


def test_roles_are_never_for_the_appraisal_of_one_employee():
    for role in get_args(RoleName):
        assert "never for the appraisal of one employee" in topic("en", "roles")[role]["beyond"]
        assert "jamais à évaluer un salarié" in topic("fr", "roles")[role]["beyond"]


def raised(*months, population="directory", settings=None, **high):
    """Return the flags of the last of some months of figures, the upper ends of some intervals being given."""
    settings = settings or Settings()
    periods = [period({"age_months": 60.0} | figures, end=last_day(number)) for number, figures in enumerate(months)]
    last = periods[-1].metrics
    for name, end in high.items():
        last[name] = last[name].model_copy(update={"low": 0.0, "high": end})
    readings = read(periods, context=context(population=population))
    findings = findings_of_last(answers(readings, settings=settings), last, settings=settings, population=population)
    return {flag.id for flag in flags_of(findings, last, context=context(population=population))}


def may_relapse(age, *, population):
    """Tell whether a network of that age is compared with its best month at all."""
    months = read([period({"age_months": age, "participation_rate": 0.3}, end=last_day(0))], context=context())
    return bool(replace(months, context=context(population=population)).comparable()[0])


def enrolled(share):
    headline = {"bulk_enrolment_share": figure("bulk_enrolment_share", share, last_day(0))}
    return api._context(tables_of(), headline, settings=Settings()).bulk_enrolled


def acts(by_day, *, people=5):
    """Make so many posts on each day, by number, by some people in turn."""
    rows = [(START + timedelta(days=day), n % people) for day, count in by_day.items() for n in range(count)]
    return pl.DataFrame(rows, {"day": pl.Date, "actor": pl.UInt32}, orient="row").with_columns(
        kind=pl.lit("post").cast(KIND)
    )


def lost(by_day):
    last = START + timedelta(days=max(by_day))
    return bool(lost_spans(acts(by_day), first=START, last=last, time=TimeSettings()))


def weekly(events):
    """Spread so many events over each week but two."""
    days = [week * 7 + n % 7 for week in range(17) if week not in (6, 7) for n in range(int(events))]
    return {day: days.count(day) for day in days}


def imported(count, *, usual=8, people=20, days=90):
    """Tell whether a day of so many acts, among days of `usual` ones, is one of import."""
    ordinary = acts(dict.fromkeys(range(int(days) - 1), usual))
    return bool(imported_days(pl.concat([ordinary, acts({200: int(count)}, people=int(people))])))


def midway(lost, first, later_lost=0, later=1000):
    """Tell whether so many early and later answers, some of them to messages not there, show an export cut short."""
    days = ((START, lost, first), (START + timedelta(days=40), later_lost, later))
    rows = [(day, n < missing) for day, missing, count in days for n in range(int(count))]
    replies = pl.DataFrame(rows, {"day": pl.Date, "lost": pl.Boolean}, orient="row")
    last = START + timedelta(days=90)
    return begins_midway(replies, calendar_between(START, last, until=None, window_days=28))


def relapsed(part):
    return "relapsed" in raised({"participation_rate": 0.5}, {"participation_rate": part * 0.5})


def silent_talk(comments):
    return "broadcast" in raised({"comments_per_post": comments, "self_sustained_share": 0.1})


def onlooking(share):
    values = {"comments_per_post": 0.1, "participation_rate": 1.0, "contribution_rate": 1 - share}
    return "broadcast" in raised(values)


def led(share):
    return "broadcast" in raised({"comments_per_post": 0.1, "self_sustained_share": share})


SHARE = "metrics.self_sustained_share.name"
AGE = "metrics.age_months.name"
COMPARED = {
    ("relapsed", "flags.limits.part_of_best", "both"): (relapsed, 0.01),
    ("relapsed", AGE, "directory"): (lambda age: may_relapse(age, population="directory"), 1),
    ("relapsed", AGE, "seen"): (lambda age: may_relapse(age, population="seen"), 1),
    ("broadcast", "metrics.comments_per_post.name", "both"): (silent_talk, 0.01),
    ("broadcast", "flags.limits.only_react", "both"): (onlooking, 0.01),
    ("broadcast", SHARE, "both"): (led, 0.01),
    ("bulk_enrolled", "metrics.bulk_enrolment_share.name", "both"): (enrolled, 0.01),
    ("team_dependent", SHARE, "both"): (
        lambda share: "team_dependent" in raised({"self_sustained_share": share}),
        0.01,
    ),
    ("few_people", "metrics.absence_factor.name", "both"): (
        lambda people: "few_people" in raised({"absence_factor": people}),
        1,
    ),
    ("silo", "flags.limits.cross_unit_high", "both"): (
        lambda high: "silo" in raised({"cross_unit_ratio": 0.05}, cross_unit_ratio=high),
        0.01,
    ),
    ("hole", "flags.limits.empty_days", "both"): (
        lambda empty: lost(dict.fromkeys([*range(40), *range(40 + empty, 120)], 8)),
        1,
    ),
    ("hole", "flags.limits.busy_week", "both"): (lambda events: lost(weekly(events)), 1),
    ("truncated", "flags.limits.lost_answers", "both"): (lambda answers: midway(answers, 20), 1),
    ("truncated", "flags.limits.lost_excess", "both"): (lambda share: midway(round(share * 500), 500), 0.002),
    ("truncated", "flags.limits.lost_errors", "both"): (  # one in ten later on: a standard error is three of a hundred
        lambda errors: midway(math.floor(10 + 3 * errors - 0.5), 100, later_lost=100),
        1,
    ),
    ("imported", "flags.limits.times_busiest", "both"): (lambda times: imported(times * 60, usual=60), 1),
    ("imported", "flags.limits.acts", "both"): (imported, 1),
    ("imported", "flags.limits.acts_each", "both"): (lambda each: imported(each * 120, people=120), 1),
    ("imported", "flags.limits.days", "both"): (lambda days: imported(2000, days=days), 1),
}
"""By limit: what tells whether it is met by a value, all else being met; and the step from one value to the next."""


@pytest.mark.parametrize("place", COMPARED, ids=" ".join)
def test_the_limit_told_is_the_one_compared(place):
    limit, (met, step) = LIMITS[place], COMPARED[place]
    met_by, missed_by = {
        "<": (limit.value - step, limit.value),
        "<=": (limit.value, limit.value + step),
        ">": (limit.value + step, limit.value),
        ">=": (limit.value, limit.value - step),
    }[limit.comparison]
    assert met(met_by)
    assert not met(missed_by)


def test_every_limit_of_a_flag_is_tried():
    counted = {place for place in LIMITS if place[0].endswith("_unconfirmed")}
    assert set(COMPARED) | counted == set(LIMITS)


@pytest.mark.parametrize(("months", "basis"), [({}, "judgement"), ({"months_up": 5, "months_down": 4}, "settings")])
def test_months_to_confirm_are_those_of_the_settings(months, basis):
    own = Settings.model_validate({"time": months})
    told = {flag.id: flag.limits[0] for flag in known(own).flags}
    for raw, level in (([0, 1], 0), ([1, 0], 1)):
        (flag,) = unconfirmed(raw, level, settings=own)
        assert told[flag.id].value == flag.evidence["needed"]
        assert told[flag.id].basis == basis


def test_limits_of_the_settings_are_those_told_over_each_population():
    own = Settings.model_validate(
        {"rules": {"dialogue": {"limit": {"cruise": 0.9}, "limit_without_directory": {"cruise": 0.8}}}}
    )
    told = {limit.population: limit for flag in known(own).flags if flag.id == "broadcast" for limit in flag.limits[:2]}
    assert {name: (limit.value, limit.basis) for name, limit in told.items()} == {
        "directory": (0.9, "settings"),
        "seen": (0.8, "settings"),
    }
    for population, limit in told.items():
        for comments, expected in ((limit.value - 0.01, True), (limit.value, False)):
            values = {"comments_per_post": comments, "self_sustained_share": 0.1}
            assert ("broadcast" in raised(values, population=population, settings=own)) == expected
    said = explanation("broadcast", known(own), texts=catalogue("en"), paper=PAPER)
    assert "<\u00a00.90" in said
    assert "<\u00a00.80" in said
    assert "your settings" in said


def test_a_larger_minimum_group_is_told_with_the_roles():
    own = known(Settings.model_validate({"privacy": {"minimum_group": 9}}))
    assert {(limit.value, limit.basis) for role in own.roles for limit in role.limits} == {(9, "settings")}


def test_a_limit_missed_is_the_opposite_of_one_that_holds():
    assert all(MISSED[MISSED[one]] == one and MISSED[one] != one for one in MISSED)


def test_a_flag_can_be_asked_for_by_its_name_in_the_language():
    french = catalogue("fr")
    assert explanation("rechute", SHIPPED, texts=french, paper=PAPER) == explanation(
        "relapsed", SHIPPED, texts=french, paper=PAPER
    )
