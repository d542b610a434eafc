from __future__ import annotations

from dataclasses import fields
from typing import get_args

import numpy as np
import pytest

from rse_maturity.cli.simulate import StoryName
from rse_maturity.simulate import STORIES
from rse_maturity.simulate.stories import Drift


def test_the_command_line_offers_every_story():
    assert get_args(StoryName) == tuple(STORIES)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_shares_are_shares(story):
    for name in ("ceiling", "regulars", "occasionals", "react_only", "leaves_a_year", "fall"):
        assert 0 <= getattr(story, name) <= 1, name
    for name in ("answered", "author_answers", "stays_inside", "team_posts", "team_comments", "occasional_months"):
        drift = getattr(story, name)
        assert min(drift.opening, drift.ripe) >= 0, name
        assert max(drift.opening, drift.ripe) < 1, name
    assert story.regulars + story.occasionals <= 1


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_an_answered_post_has_a_comment_at_least(story):
    months = np.linspace(0, 40, 80)
    ripe = story.ripeness(months)
    assert (story.comments_per_post.at(ripe) >= story.answered.at(ripe)).all()


def test_a_drift_arrives_and_stays():
    growth = STORIES["growth"]
    ripe = growth.ripeness(np.array([0.0, growth.ripening_months / 2, growth.ripening_months, 99.0]))
    assert Drift(1.0, 3.0).at(ripe).tolist() == [1.0, 2.0, 3.0, 3.0]


def test_the_launch_is_highest_in_months_two_to_four_and_then_over():
    level = STORIES["growth"].activity(np.arange(0.25, 10, 0.5)) / STORIES["growth"].level.at(
        STORIES["growth"].ripeness(np.arange(0.25, 10, 0.5))
    )
    months = np.arange(0.25, 10, 0.5)
    assert 1.5 <= months[level.argmax()] <= 4
    assert level[months > 5] == pytest.approx(1.0)


def test_every_part_of_a_story_is_described():
    doc = type(STORIES["growth"]).__doc__
    assert [field.name for field in fields(STORIES["growth"]) if field.name not in doc] == []
