"""The gates on hand-made histories: what fails, what passes, and what stays open with which reason."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from rse_maturity.config import GateSettings
from rse_maturity.model.check import GateKind
from rse_maturity.tracking.check import check_of
from rse_maturity.tracking.gates import GATES
from rse_maturity.tracking.periods import windows_apart
from tests.tracking.made_snapshots import DEFINITIONS, figure, month_ends, months, snapshot

NOON = datetime(2025, 7, 2, 12, tzinfo=UTC)
DEFAULTS = ("phase_fell", "below_best.participation_rate", "falling_trend.participation_rate")
STEADY = [0.40, 0.41, 0.40, 0.39, 0.40, 0.41, 0.40, 0.39, 0.40, 0.41, 0.40, 0.40]


def checked(history, **settings):
    return check_of(history, GateSettings.model_validate(settings), at=NOON, version="0.1.0")


def gates(history, **settings):
    return {gate.id: gate for gate in checked(history, **settings).gates}


def with_metric(name, **gate):
    return {"metrics": {name: gate}}


def participation_gate(history, **gate):
    return gates(history, **with_metric("participation_rate", **gate))[f"{next(iter(gate))}.participation_rate"]


def test_there_is_one_function_for_each_kind_named_after_it():
    assert {one.__name__ for one in GATES} == set(get_args(GateKind))
    assert len(GATES) == len(get_args(GateKind))


def test_three_gates_hold_without_configuration_and_can_be_switched_off():
    assert tuple(gates(months(STEADY))) == DEFAULTS
    assert gates(months(STEADY), phase_fell=False, best_of=0, trend_over=0) == {}


def test_a_first_snapshot_passes_with_nothing_to_compare_yet():
    check = checked(months([0.4]), **with_metric("participation_rate", fall=0.1, year_fall=0.1))
    assert check.passed
    assert check.snapshots == 1
    assert {gate.verdict for gate in check.gates} == {"unknown"}
    assert {gate.reason for gate in check.gates} == {"nothing_to_compare", "no_year_ago"}


def test_a_steady_network_passes():
    check = checked(months(STEADY))
    assert check.passed
    assert [gate.verdict for gate in check.gates] == ["passed"] * 3
    assert (check.participation, check.participation_low) == (0.40, 0.38)


# the phase


@pytest.mark.parametrize(
    ("phases", "verdict", "reason"),
    [
        (("cruise", "growth"), "failed", None),
        (("growth", "cruise"), "passed", None),
        (("cruise", "insufficient_data", "growth"), "failed", None),
        (("insufficient_data", "growth"), "unknown", "not_judged_then"),
        (("growth", "insufficient_data"), "unknown", "not_judged"),
    ],
)
def test_the_phase_is_held_against_the_last_that_could_be_told(phases, verdict, reason):
    history = [snapshot(end, 0.4, phase=phase) for end, phase in zip(month_ends(len(phases)), phases, strict=True)]
    gate = gates(history)["phase_fell"]
    assert (gate.verdict, gate.reason) == (verdict, reason)


def test_a_phase_under_other_limits_is_another_judgement():
    before, after = months([0.4, 0.4])
    stricter = {**DEFINITIONS, "weights": {"participation": 2.0}}
    gate = gates([before.model_copy(update={"phase": "cruise"}), after.model_copy(update={"definitions": stricter})])[
        "phase_fell"
    ]
    assert (gate.verdict, gate.reason) == ("unknown", "definition")


@pytest.mark.parametrize(
    ("phase", "verdict"),
    [("creation", "failed"), ("growth", "passed"), ("cruise", "passed"), ("insufficient_data", "unknown")],
)
def test_a_phase_not_to_fall_below(phase, verdict):
    assert gates([snapshot(date(2025, 6, 30), 0.4, phase=phase)], phase="growth")["phase_floor"].verdict == verdict


# figures


@pytest.mark.parametrize(("limit", "verdict"), [(0.4, "passed"), (0.41, "failed")])
def test_a_floor_is_held_by_the_value(limit, verdict):
    gate = participation_gate(months([0.4]), floor=limit)
    assert (gate.verdict, gate.value, gate.low, gate.high) == (verdict, 0.4, 0.38, pytest.approx(0.42))


def test_a_ceiling_is_held_by_the_value():
    assert participation_gate(months([0.4]), ceiling=0.4).verdict == "passed"
    assert participation_gate(months([0.4]), ceiling=0.39).verdict == "failed"


def test_a_floor_of_what_was_not_measured_stays_open():
    gate = participation_gate(months([None]), floor=0.4)
    assert (gate.verdict, gate.reason) == ("unknown", "not_measured")
    gate = gates(months([0.4]), **with_metric("response_rate", floor=0.4))["floor.response_rate"]
    assert (gate.verdict, gate.reason) == ("unknown", "not_measured")


@pytest.mark.parametrize(
    ("now", "verdict", "reason"),
    [
        (0.41, "passed", None),
        (0.37, "passed", None),  # 7.5 % less: allowed
        (0.36, "passed", None),  # exactly what is allowed
        (0.359, "failed", None),  # 10.25 % less; 0.379 lies under 0.38
        (0.20, "failed", None),
    ],
)
def test_a_fall_beyond_what_is_allowed_fails(now, verdict, reason):
    gate = participation_gate(months([0.4, now]), fall=0.1)
    assert (gate.verdict, gate.reason, gate.against) == (verdict, reason, date(2025, 5, 31))
    assert gate.value == pytest.approx(now / 0.4 - 1)


def test_a_fall_that_may_be_chance_passes_and_says_so():
    gate = participation_gate(months([0.4, 0.35], half=0.04), fall=0.1)
    assert (gate.verdict, gate.reason) == ("passed", "noise")
    assert (gate.low, gate.high) == pytest.approx((0.31 / 0.44 - 1, 0.39 / 0.36 - 1))


def test_a_figure_without_interval_is_held_against_the_limit_alone():
    gate = participation_gate(months([0.4, 0.35], half=None), fall=0.1)
    assert (gate.verdict, gate.low, gate.high) == ("failed", None, None)


def test_a_fall_from_nothing_cannot_be_told():
    assert participation_gate(months([0.0, 0.0]), fall=0.1).reason == "was_zero"


def test_holidays_are_no_fall():
    history = months([0.4, 0.2, 0.4], last=date(2025, 9, 30))
    assert participation_gate(history[:2], fall=0.1).reason == "exceptional"
    gate = participation_gate(history, fall=0.1)
    assert (gate.verdict, gate.against) == ("passed", date(2025, 7, 31))


def test_the_year_is_that_of_the_same_month():
    history = months([0.4, *[0.3] * 11, 0.3])
    assert participation_gate(history, year_fall=0.2).verdict == "failed"
    assert participation_gate(history, year_fall=0.3).verdict == "passed"
    assert participation_gate(history[1:], year_fall=0.2).reason == "no_year_ago"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"population": "seen"}, "definition"),
        ({"definitions": {**DEFINITIONS, "time": {**DEFINITIONS["time"], "window_days": 14}}}, "definition"),
        ({"definitions": {**DEFINITIONS, "time": {**DEFINITIONS["time"], "months_up": 9}}}, None),
        ({"tool_version": "9.0"}, None),
    ],
)
def test_what_means_something_else_is_not_compared(changes, reason):
    *before, last = months([*STEADY, 0.1])
    history = [*before, last.model_copy(update=changes)]
    gate = participation_gate(history, fall=0.1)
    assert (gate.verdict, gate.reason) == (("unknown" if reason else "failed"), reason)
    assert gates(history)[DEFAULTS[1]].verdict == gate.verdict
    assert checked(history).caveats != ()


# below the best


def test_below_the_best_beyond_both_intervals():
    gate = gates(months([*STEADY, 0.30]))[DEFAULTS[1]]
    assert (gate.verdict, gate.before, gate.now) == ("failed", 0.41, 0.30)
    assert gate.high < 0


def test_a_best_that_few_people_showed_is_not_sure():
    lucky = snapshot(date(2025, 3, 31), 0.6, half=0.3)
    history = [*months(STEADY[:6], last=date(2025, 2, 28)), lucky, *months([0.40, 0.40, 0.40])]
    assert gates(history)[DEFAULTS[1]].before == 0.41


def test_a_network_that_scatters_needs_a_larger_fall():
    scattering = [0.30, 0.40, 0.32, 0.42, 0.29, 0.41, 0.30, 0.40, 0.31, 0.41, 0.30, 0.40]
    gate = gates(months([*scattering, 0.25]))[DEFAULTS[1]]
    assert (gate.verdict, gate.reason) == ("passed", "noise")


def test_a_fall_of_a_few_percent_is_no_alarm_however_sure():
    history = months([*STEADY, 0.38], half=0.001)
    assert gates(history)[DEFAULTS[1]].verdict == "passed"
    assert gates(history, least_fall=0)[DEFAULTS[1]].verdict == "passed"  # it scatters by as much
    flat = months([0.4] * 12 + [0.38], half=0.001)
    assert gates(flat, least_fall=0)[DEFAULTS[1]].verdict == "failed"


def test_only_the_last_snapshots_are_looked_at():
    history = months([0.6, *STEADY])
    assert gates(history, best_of=11)[DEFAULTS[1]].verdict == "passed"
    assert gates(history, best_of=12)[DEFAULTS[1]].verdict == "failed"


def test_a_quiet_august_is_held_against_august_alone():
    year = [0.40] * 11
    august = date(2025, 8, 31)
    assert gates(months([*year, 0.2], last=august))[DEFAULTS[1]].reason == "exceptional"
    assert gates(months([0.2, *year, 0.2], last=august))[DEFAULTS[1]].verdict == "passed"
    assert gates(months([0.3, *year, 0.2], last=august))[DEFAULTS[1]].verdict == "failed"


def test_what_is_as_low_every_year_is_a_season():
    year = [0.40, 0.41, 0.39, 0.40, 0.41, 0.40, 0.39, 0.40, 0.41, 0.40, 0.40]
    gate = gates(months([*year, 0.28, *year, 0.28], last=date(2025, 12, 31)))[DEFAULTS[1]]
    assert (gate.verdict, gate.reason) == ("passed", "season")
    lower = gates(months([*year, 0.28, *year, 0.16], last=date(2025, 12, 31)))[DEFAULTS[1]]
    assert lower.verdict == "failed"
    risen = gates(months([*[0.28] * 12, *year, 0.28], last=date(2025, 12, 31)))[DEFAULTS[1]]
    assert risen.verdict == "failed"  # a year ago it was no lower than before: this is a fall


# a falling trend


def test_four_snapshots_each_lower_than_the_one_before():
    history = months([0.40, 0.36, 0.32, 0.28])
    gate = gates(history)[DEFAULTS[2]]
    assert (gate.verdict, gate.span, gate.against) == ("failed", 4, date(2025, 3, 31))
    assert gate.value == pytest.approx(-0.12 / 0.40, abs=0.01)
    assert gates(history[1:])[DEFAULTS[2]].reason == "few_snapshots"


def test_one_month_up_breaks_a_short_trend():
    assert gates(months([0.40, 0.34, 0.35, 0.28]))[DEFAULTS[2]].verdict == "passed"


def test_a_fall_of_four_that_may_be_chance_passes_and_says_so():
    gate = gates(months([0.40, 0.38, 0.36, 0.34], half=0.08))[DEFAULTS[2]]
    assert (gate.verdict, gate.reason) == ("passed", "noise")


def test_a_slow_fall_needs_a_longer_line():
    slow = [0.43 - 0.008 * month + 0.004 * (month % 2) for month in range(12)]
    gate = gates(months(slow, last=date(2025, 7, 31)), best_of=0)[DEFAULTS[2]]
    assert (gate.verdict, gate.span) == ("failed", 8)


def test_holidays_are_left_out_of_a_trend():
    history = months([0.40, 0.40, 0.40, 0.1, 0.40, 0.40], last=date(2025, 10, 31))
    assert gates(history)[DEFAULTS[2]].verdict == "passed"
    assert gates(history[:4])[DEFAULTS[2]].reason == "exceptional"


def test_windows_that_overlap_are_not_two_proofs():
    ends = [date(2025, 6, day) for day in (1, 8, 15, 22, 29)]
    weeks = [snapshot(end, 0.4 - 0.04 * place, period="week") for place, end in enumerate(ends)]
    assert [one.end for one in windows_apart(weeks, metric="participation_rate")] == [ends[0], ends[-1]]
    gate = gates(weeks)[DEFAULTS[2]]
    assert (gate.reason, gate.span) == ("few_snapshots", 2)


# the data


def test_how_far_the_data_can_be_trusted():
    found = gates(months([0.4]), match_rate=0.96, refused_rows=0.01, freshness_days=1)
    assert {name: found[name].verdict for name in ("match_rate", "refused_rows", "freshness")} == {
        "match_rate": "failed",
        "refused_rows": "failed",
        "freshness": "failed",
    }
    assert (found["refused_rows"].value, found["freshness"].value) == (0.02, 2)
    found = gates(months([0.4]), match_rate=0.95, refused_rows=0.02, freshness_days=2)
    assert {found[name].verdict for name in ("match_rate", "refused_rows", "freshness")} == {"passed"}


def test_data_that_cannot_be_told_stays_open():
    one = snapshot(date(2025, 6, 30), 0.4)
    bare = one.quality.model_copy(update={"actors_in_directory": None, "rows": 0, "rejected": 0})
    found = gates([one.model_copy(update={"quality": bare})], match_rate=0.9, refused_rows=0.1)
    assert (found["match_rate"].reason, found["refused_rows"].reason) == ("no_directory", "no_rows")


def test_another_figure_than_participation_can_be_watched():
    ends = month_ends(2)
    history = [
        snapshot(end, 0.4, metrics={"response_rate": figure(value, end)})
        for end, value in zip(ends, (0.6, 0.3), strict=True)
    ]
    assert gates(history, **with_metric("response_rate", fall=0.2))["fall.response_rate"].verdict == "failed"
