import numpy as np
import pytest

from rse_maturity.config import Settings
from rse_maturity.measures.drawing.groups import DRAWS
from rse_maturity.phases.confidence import CEILING, UNKNOWN_COST
from rse_maturity.phases.judge import judge
from rse_maturity.phases.readings import read
from rse_maturity.phases.redraws import redraw
from tests.phases.made_months import CREATION, CRUISE, GROWTH, context, story


def confidence(periods, *, settings=None, population="directory"):
    known = context(population=population)
    return judge(periods, context=known, settings=settings or Settings()).phase.confidence


def test_far_from_every_limit_nothing_but_the_phase_is_drawn():
    found = confidence(story((6, {**CRUISE, "participation_trend": 0.0}), age=30, half_width=0.02))
    assert (found.value, found.method, found.capped) == (CEILING, "redraws", True)


def test_at_a_required_limit_it_is_as_likely_as_not():
    edge = {**CRUISE, "participation_rate": 0.30}
    assert confidence(story((1, edge), age=30, half_width=0.05)).value == pytest.approx(0.5, abs=0.08)


def test_wider_intervals_make_it_less_sure():
    near = {**CRUISE, "participation_rate": 0.32, "habit_share_of_contributors": 0.33}
    narrow, middle, wide = (confidence(story((6, near), age=30, half_width=width)).value for width in (0.01, 0.05, 0.2))
    assert narrow > middle > wide


def test_unknown_rules_take_their_part_away():
    known = {**GROWTH, "self_sustained_share": None, "cross_unit_ratio": None}
    found = confidence(story((6, known), age=30, half_width=0.01))
    weights = 2 * (2 + 2) / (2 * (12 + 4))  # twelve rules weigh one or two for each rung: sixteen in all
    assert found.value == pytest.approx(1 - UNKNOWN_COST * weights)


def test_without_any_interval_nothing_is_known_about_doubt():
    exact = {name: value for name, value in CREATION.items() if name != "participation_trend"}
    assert confidence(story((6, exact), age=30)) is None


def test_the_seed_decides_and_the_order_of_figures_does_not():
    near = {**CRUISE, "participation_rate": 0.32}
    periods = story((4, near), age=30, half_width=0.05)
    turned = [one.model_copy(update={"metrics": dict(reversed(one.metrics.items()))}) for one in periods]
    assert confidence(turned) == confidence(periods)
    values = {confidence(periods, settings=Settings(seed=seed)).value for seed in range(4)}
    assert len(values) > 1
    assert max(values) - min(values) < 0.15


def test_draws_of_people_take_the_place_of_the_interval():
    periods = story((6, {**CRUISE, "participation_rate": 0.32, "participation_trend": 0.0}), age=30, half_width=0.001)
    values = np.full((DRAWS, 6), 0.32)
    values[: DRAWS // 4, -2:] = 0.28  # two months below the limit of a required rule: a quarter falls back
    judged = judge(periods, context=context(), settings=Settings(), people_drawn={"participation_rate": values})
    assert (judged.phase.confidence.value, judged.phase.confidence.method) == (0.75, "people")


def test_months_without_draws_of_people_move_in_proportion_to_the_latest_with_them():
    readings = read(story((3, {"response_rate": 0.5})), context=context())
    counted = np.array([[np.nan, 0.4, 0.6], [np.nan, np.nan, 0.25]])
    drawn = redraw(readings, seed=1, draws=2, people_drawn={"response_rate": counted}).metrics["response_rate"]
    assert drawn.values == pytest.approx(np.array([[0.6, 0.4, 0.6], [0.25, 0.5, 0.25]]))


def test_draws_keep_to_the_interval_and_to_what_a_figure_can_be():
    values = {"participation_rate": 0.02, "comments_per_post": 0.3, "participation_trend": -0.4, "response_rate": 1.0}
    readings = read(story((1, values), half_width=0.015), context=context())
    drawn = redraw(readings, seed=1, draws=4000).metrics
    for name in values:
        inside = (drawn[name].values >= readings.metrics[name].low) & (
            drawn[name].values <= readings.metrics[name].high
        )
        assert np.mean(inside) == pytest.approx(0.95, abs=0.03) or name == "response_rate"
        assert np.isfinite(drawn[name].values).all()
    assert drawn["participation_rate"].values.min() > 0
    assert drawn["comments_per_post"].values.min() > 0
    assert drawn["participation_trend"].values.max() < 0


def test_a_figure_without_interval_is_not_moved():
    readings = read(story((2, {"response_rate": 0.4})), context=context())
    assert (redraw(readings, seed=1, draws=500).metrics["response_rate"].values == 0.4).all()


def test_months_move_together_in_part():
    readings = read(story((2, {"response_rate": 0.5}), half_width=0.1), context=context())
    drawn = redraw(readings, seed=3, draws=4000).metrics["response_rate"].values
    assert np.corrcoef(drawn.T)[0, 1] == pytest.approx(0.5, abs=0.05)


def test_months_without_interval_borrow_the_latest_one():
    periods = story((2, {"response_rate": 0.4, "comments_per_post": 1.0}), half_width=0.1)
    bare = {name: one.model_copy(update={"low": None, "high": None}) for name, one in periods[0].metrics.items()}
    readings = read([periods[0].model_copy(update={"metrics": bare}), periods[1]], context=context())
    for name in ("response_rate", "comments_per_post"):
        before, last = redraw(readings, seed=2, draws=4000).metrics[name].values.T
        assert np.std(before) == pytest.approx(np.std(last), rel=0.05)


def test_a_figure_at_zero_borrows_too():
    periods = story((1, {"response_rate": 0.0, "comments_per_post": 0.0}), (1, {"response_rate": 0.4}), half_width=0.1)
    drawn = redraw(read(periods, context=context()), seed=2, draws=500).metrics
    assert all(np.isfinite(figure.values).all() for figure in drawn.values())
