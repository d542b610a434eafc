"""The stories: what happens in each made-up network, told in the figures that a sociologist would ask for.

Whoever reads this table knows the whole story; the generator adds chance and nothing else. It knows nothing of how
phases are judged: a story that the analysis reads differently is a finding, not a bug of the story.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Drift:
    """A quantity that moves from the opening of the network to the day it is ripe, and stays there."""

    opening: float
    ripe: float

    def at(self, ripeness: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the quantity at a ripeness of 0 to 1."""
        return self.opening + (self.ripe - self.opening) * ripeness


@dataclass(frozen=True, slots=True)
class Story:
    """What happens in one made-up network. Shares are 0 to 1, rates are per week of ordinary office life.

    Attributes
    ----------
    name, people, months
        Its name, and the size and length it is told at where nobody says: creation needs a large company, or too few
        people have spoken yet.
    ripening_months
        Months from the opening until every `Drift` has arrived.
    ceiling, innovation, imitation
        Share of staff that joins in the end, and the coefficients p and q (a month) of Bass's S-curve towards it.
    regulars, regular_rate
        Share of members for whom it is a habit, and their acts (posts, comments, reactions) a week.
    occasionals, occasional_months, occasional_rate
        Share of members who come by now and then, in what share of months, and their acts a week in such a month.
        Whoever is neither only reads.
    react_only
        Share of the occasional who react and never write.
    waking_months
        Mean time between joining and the first act.
    level
        Activity of whoever participates, relative to the rates above.
    launch_wave
        Extra activity at the height of the launch, in its third month.
    comments_per_post, answered, reactions_per_post
        Comments of a root post on average, share of root posts with any, reactions of a root post on average.
    answer_hours
        Median delay of an answer, in office hours.
    author_answers
        Share of comments that the author of the post answers in turn.
    stays_inside
        Share of exchanges that stay within a department out of preference.
    team_posts, team_comments
        The community team's part of root posts and of comments.
    visits
        Visits of a member a week, reading included.
    department_gap
        How far departments differ in keenness (standard deviation of the logarithm).
    leaves_a_year
        Share of staff that leaves the company in a year, and is replaced.
    fall_months, fall
        Over the last months, the share of participants who go quiet.
    """

    name: str
    people: int
    months: int
    ripening_months: float
    ceiling: float
    innovation: float
    imitation: float
    regulars: float
    regular_rate: float
    occasionals: float
    occasional_months: Drift
    occasional_rate: float
    react_only: float
    waking_months: float
    level: Drift
    launch_wave: float
    comments_per_post: Drift
    answered: Drift
    reactions_per_post: Drift
    answer_hours: Drift
    author_answers: Drift
    stays_inside: Drift
    team_posts: Drift
    team_comments: Drift
    visits: Drift
    department_gap: float
    leaves_a_year: float
    fall_months: float = 0.0
    fall: float = 0.0

    def ripeness(self, months: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far the drifts have come, 0 to 1, after so many months."""
        return np.clip(months / self.ripening_months, 0.0, 1.0)

    def activity(self, months: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the level of activity after so many months: the drift, and the wave of the launch in months 2 to 4."""
        wave = np.clip(1.0 - np.abs(months - 2.5) / 2.0, 0.0, 1.0)
        return self.level.at(self.ripeness(months)) * (1.0 + self.launch_wave * wave)


CREATION = Story(
    name="creation",
    people=1500,
    months=4,
    ripening_months=12,
    ceiling=0.75,
    innovation=0.06,
    imitation=0.35,
    regulars=0.025,
    regular_rate=1.3,
    occasionals=0.13,
    occasional_months=Drift(0.3, 0.3),
    occasional_rate=0.5,
    react_only=0.4,
    waking_months=0.5,
    level=Drift(0.9, 1.0),
    launch_wave=0.2,
    comments_per_post=Drift(0.5, 0.8),
    answered=Drift(0.30, 0.45),
    reactions_per_post=Drift(0.8, 1.2),
    answer_hours=Drift(9, 6),
    author_answers=Drift(0.03, 0.08),
    stays_inside=Drift(0.85, 0.7),
    team_posts=Drift(0.70, 0.65),
    team_comments=Drift(0.66, 0.6),
    visits=Drift(0.6, 0.6),
    department_gap=0.6,
    leaves_a_year=0.08,
)

GROWTH = Story(
    name="growth",
    people=300,
    months=10,
    ripening_months=10,
    ceiling=0.85,
    innovation=0.04,
    imitation=0.35,
    regulars=0.055,
    regular_rate=5.0,
    occasionals=0.44,
    occasional_months=Drift(0.2, 0.4),
    occasional_rate=1.2,
    react_only=0.3,
    waking_months=2.5,
    level=Drift(0.6, 1.0),
    launch_wave=0.25,
    comments_per_post=Drift(0.7, 1.7),
    answered=Drift(0.40, 0.68),
    reactions_per_post=Drift(1.0, 2.0),
    answer_hours=Drift(7, 4),
    author_answers=Drift(0.04, 0.10),
    stays_inside=Drift(0.8, 0.68),
    team_posts=Drift(0.65, 0.22),
    team_comments=Drift(0.6, 0.22),
    visits=Drift(0.6, 0.9),
    department_gap=0.45,
    leaves_a_year=0.08,
)

CRUISE = Story(
    name="cruise",
    people=300,
    months=24,
    ripening_months=14,
    ceiling=0.9,
    innovation=0.05,
    imitation=0.45,
    regulars=0.21,
    regular_rate=3.6,
    occasionals=0.46,
    occasional_months=Drift(0.25, 0.5),
    occasional_rate=0.9,
    react_only=0.25,
    waking_months=1.5,
    level=Drift(0.45, 1.0),
    launch_wave=0.4,
    comments_per_post=Drift(0.9, 2.5),
    answered=Drift(0.45, 0.84),
    reactions_per_post=Drift(1.0, 2.6),
    answer_hours=Drift(6, 2),
    author_answers=Drift(0.12, 0.32),
    stays_inside=Drift(0.6, 0.27),
    team_posts=Drift(0.6, 0.05),
    team_comments=Drift(0.55, 0.05),
    visits=Drift(0.7, 1.5),
    department_gap=0.25,
    leaves_a_year=0.09,
)

DECLINE = Story(
    name="decline",
    people=300,
    months=28,
    ripening_months=14,
    ceiling=0.9,
    innovation=0.05,
    imitation=0.45,
    regulars=0.21,
    regular_rate=3.6,
    occasionals=0.46,
    occasional_months=Drift(0.25, 0.5),
    occasional_rate=0.9,
    react_only=0.25,
    waking_months=1.5,
    level=Drift(0.45, 1.0),
    launch_wave=0.4,
    comments_per_post=Drift(0.9, 2.4),
    answered=Drift(0.45, 0.82),
    reactions_per_post=Drift(1.0, 2.6),
    answer_hours=Drift(6, 3),
    author_answers=Drift(0.12, 0.28),
    stays_inside=Drift(0.6, 0.27),
    team_posts=Drift(0.6, 0.05),
    team_comments=Drift(0.55, 0.05),
    visits=Drift(0.7, 1.3),
    department_gap=0.25,
    leaves_a_year=0.09,
    fall_months=8,
    fall=0.62,
)

BROADCAST = Story(
    name="broadcast",
    people=300,
    months=18,
    ripening_months=9,
    ceiling=0.92,
    innovation=0.20,
    imitation=0.45,
    regulars=0.06,
    regular_rate=2.2,
    occasionals=0.48,
    occasional_months=Drift(0.6, 0.7),
    occasional_rate=0.7,
    react_only=0.8,
    waking_months=1.0,
    level=Drift(0.8, 1.0),
    launch_wave=0.2,
    comments_per_post=Drift(0.4, 0.25),
    answered=Drift(0.25, 0.17),
    reactions_per_post=Drift(4.0, 9.0),
    answer_hours=Drift(6, 6),
    author_answers=Drift(0.05, 0.03),
    stays_inside=Drift(0.4, 0.4),
    team_posts=Drift(0.75, 0.78),
    team_comments=Drift(0.2, 0.2),
    visits=Drift(1.0, 1.6),
    department_gap=0.35,
    leaves_a_year=0.09,
)

STORIES: dict[str, Story] = {story.name: story for story in (CREATION, GROWTH, CRUISE, DECLINE, BROADCAST)}
