"""Two analyses side by side: differences, doubt, what changed the phase, what may not be compared."""

from __future__ import annotations

from typing import Any

import pytest

from rse_maturity.model.analysis import UnitSummary
from rse_maturity.model.verdict import Phase
from rse_maturity.tracking.compare import compare
from tests.views.made_analysis import METRICS, growing, measured

NAMES = ("before", "after")


def with_phase(label: str, **outcomes: str) -> Any:
    """Return the growing network in another phase; rule__phase names the findings that answer otherwise."""
    own = growing()
    findings = tuple(
        one.model_copy(update={"outcome": outcomes.get(f"{one.rule}__{one.phase}", one.outcome)})
        for one in own.phase.findings
    )
    phase = Phase(**{**own.phase.model_dump(), "label": label, "findings": findings, "next": ()})
    return own.model_copy(update={"phase": phase})


def test_an_analysis_does_not_differ_from_itself():
    found = compare(growing(), growing(), names=NAMES)
    assert found.caveats == found.findings == found.units == ()
    assert {one.difference for one in found.metrics} <= {0, None}
    assert "yes" not in {one.beyond for one in found.metrics}
    assert [one.metric for one in found.metrics] == list(METRICS)


@pytest.mark.parametrize(
    ("after", "beyond"),
    [
        ((0.40, 0.36, 0.44), "yes"),
        ((0.26, 0.22, 0.30), "no"),
        ((0.10, 0.08, 0.19), "yes"),
        ((0.4, None, None), "unknown"),
    ],
)
def test_a_difference_is_beyond_doubt_where_the_intervals_do_not_touch(after, beyond):
    changed = growing(metrics={**METRICS, "participation_rate": measured(*after, 412, "share")})
    (one,) = (
        change for change in compare(growing(), changed, names=NAMES).metrics if change.metric == "participation_rate"
    )
    assert one.difference == pytest.approx(after[0] - 0.2306)
    assert one.beyond == beyond


def test_a_figure_without_a_value_has_no_difference():
    changes = {one.metric: one for one in compare(growing(), growing(), names=NAMES).metrics}
    assert (changes["unit_coverage"].difference, changes["unit_coverage"].beyond) == (None, "unknown")


def test_what_changed_the_phase_comes_first_required_before_counted():
    after = with_phase("cruise", participation__cruise="yes", response__cruise="yes", enrolment__growth="no")
    found = compare(growing(), after, names=NAMES)
    assert [(one.rule, one.phase, one.decisive) for one in found.findings] == [
        ("participation", "cruise", True),
        ("response", "cruise", True),
        ("enrolment", "growth", False),
    ]


def test_a_phase_that_could_not_be_judged_was_changed_by_no_signal():
    found = compare(with_phase("insufficient_data", participation__cruise="yes"), growing(), names=NAMES)
    assert not any(one.decisive for one in found.findings)


def test_another_population_is_another_quantity():
    found = compare(growing(), growing(population="seen"), names=NAMES)
    assert [one.id for one in found.caveats] == ["population"]
    changes = {one.metric: one for one in found.metrics}
    assert not changes["participation_rate"].comparable
    assert changes["participation_rate"].difference is None
    assert changes["response_rate"].difference == 0


@pytest.mark.parametrize(
    ("changes", "caveat", "what"),
    [
        ({"tool_version": "9.0"}, "version", ("0.1.0", "9.0")),
        ({"settings": {"time": {"window_days": 14, "until": "2024-01-01"}}}, "definitions", ("window_days",)),
        ({"settings": {"rules": {"habit": {"limit": {"cruise": 0.2}}}}}, "limits", ("habit",)),
        ({"settings": {"people": {"unit": "site"}}}, "unit", ()),
    ],
)
def test_what_differs_in_how_the_two_were_made_is_said(changes, caveat, what):
    before = growing(settings={"time": {"window_days": 28, "until": None}, "rules": {"habit": {}}, "people": {}})
    settings = {**before.settings, **changes.get("settings", {})}
    found = compare(before, growing(**{**changes, "settings": settings}), names=NAMES)
    assert [(one.id, one.what) for one in found.caveats] == [(caveat, what)]


def test_units_of_both_that_stand_elsewhere_are_named():
    def unit(name, phase):
        counts = {"people": 20, "expected": 20, "active": 9, "silent": 11}
        return UnitSummary(unit=name, phase=phase, metrics={}, **counts)

    before = growing(units=(unit("A", "creation"), unit("B", "growth"), unit("Gone", "growth")))
    after = growing(units=(unit("A", "growth"), unit("B", "growth"), unit("New", "creation")))
    found = compare(before, after, names=NAMES)
    assert [(one.level, one.name, one.first, one.second) for one in found.units] == [
        ("unit", "A", "creation", "growth")
    ]


def shown_by(persons, key, people=None):
    own = growing()
    changes = {"processing": own.processing.model_copy(update={"persons": persons, "key": key})}
    return growing(**changes, **({} if people is None else {"people": people}))


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (("pseudonyms", "run"), ("pseudonyms", "run"), "keys"),
        (("pseudonyms", "environment"), ("pseudonyms", "run"), "keys"),
        (("pseudonyms", "environment"), ("names", "none"), "keys"),
        (("none", "none"), ("names", "none"), "not_listed"),
        (("pseudonyms", "environment"), ("pseudonyms", "environment"), None),
        (("names", "none"), ("names", "none"), None),
    ],
)
def test_persons_are_matched_only_where_who_is_who_is_known(first, second, refused):
    people = compare(shown_by(*first), shown_by(*second), names=NAMES).people
    assert people.refused == refused
    assert (people.both is None) == (refused is not None)


def test_pseudonyms_of_lasting_keys_that_never_meet_are_of_two_keys():
    own = growing().people
    strangers = tuple(one.model_copy(update={"person": f"P-OTHER{place:03d}"}) for place, one in enumerate(own))
    before, after = shown_by("pseudonyms", "environment"), shown_by("pseudonyms", "environment", strangers)
    assert compare(before, after, names=NAMES).people.refused == "keys"
    (first, *_) = own
    after = shown_by("pseudonyms", "environment", (first, *strangers[1:]))
    people = compare(before, after, names=NAMES).people
    assert (people.both, people.only_first, people.only_second) == (1, len(own) - 1, len(own) - 1)
