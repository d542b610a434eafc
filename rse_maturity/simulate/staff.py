"""The people of a made-up network: departments, hierarchy, community team, who joins when and how keen they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from rse_maturity.simulate.clock import Clock
    from rse_maturity.simulate.stories import Story
    from rse_maturity.simulate.vocabulary import Vocabulary

SMALLEST_DEPARTMENT = 2
PEOPLE_A_DEPARTMENT = 30
PEOPLE_A_BOARD_SEAT = 45
PEOPLE_A_TEAM_LEADER = 9
PEOPLE_A_COMMUNITY_MANAGER = 110
MANAGER_ZEAL = 1.5
DAYS_A_MONTH = 30.44
SATURDAY = 5
NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who works there at some time, one element a person.

    Attributes
    ----------
    department
        Index in `departments`.
    departments
        Their names; the board is the first, Communication the second.
    team, manager
        Belongs to the community team; leads others.
    leader
        Index of the person's manager, -1 at the top.
    joined, left
        Days since the start; `NEVER` for whoever does not join or leave.
    wakes, sleeps
        Office time from which and until which the person participates.
    visits_from, visits_until
        Office time of membership.
    rate
        Acts a week while awake; 0 for whoever only reads.
    writes
        Writes, rather than only react.
    steady
        Takes part every month, rather than in some.
    """

    department: NDArray[np.int64]
    departments: tuple[str, ...]
    team: NDArray[np.bool_]
    manager: NDArray[np.bool_]
    leader: NDArray[np.int64]
    joined: NDArray[np.int64]
    left: NDArray[np.int64]
    wakes: NDArray[np.float64]
    sleeps: NDArray[np.float64]
    visits_from: NDArray[np.float64]
    visits_until: NDArray[np.float64]
    rate: NDArray[np.float64]
    writes: NDArray[np.bool_]
    steady: NDArray[np.bool_]


def staff(story: Story, clock: Clock, words: Vocabulary, *, people: int, rng: Generator) -> Staff:
    """Hire everybody: `people` seats, and one more person for each who leaves and is replaced."""
    names, sizes = _departments(words, people)
    seats = np.repeat(np.arange(len(names)), sizes)
    team_size = int(np.clip(round(people / PEOPLE_A_COMMUNITY_MANAGER), 2, 25))
    in_team = np.zeros(people, dtype=bool)
    in_team[np.flatnonzero(seats == 1)[-team_size:]] = True
    manager, leader = _hierarchy(seats, in_team)

    movable = np.flatnonzero(~manager & ~in_team)
    years = clock.days / 365.25
    leaving = min(movable.size, int(rng.binomial(people, min(1.0, story.leaves_a_year * years))))
    leavers = np.sort(rng.choice(movable, size=leaving, replace=False))
    leave_day = rng.integers(1, clock.days, size=leavers.size)
    department = np.concatenate([seats, seats[leavers]])
    left = np.full(department.size, NEVER)
    left[leavers] = leave_day
    hired = np.zeros(department.size, dtype=np.int64)
    hired[people:] = leave_day + rng.integers(3, 60, size=leavers.size)
    replaced = hired < clock.days
    department, left, hired = department[replaced], left[replaced], hired[replaced]
    team = np.concatenate([in_team, np.zeros(leavers.size, dtype=bool)])[replaced]
    manager = np.concatenate([manager, np.zeros(leavers.size, dtype=bool)])[replaced]
    leader = np.concatenate([leader, leader[leavers]])[replaced]

    gap = rng.normal(0.0, story.department_gap, size=len(names))[department]
    eagerness = rng.normal(size=department.size) + gap + 0.4 * manager
    joined = _joined(story, clock, eagerness, hired=hired, left=left, team=team, rng=rng)
    rate, writes, regular = _temper(story, eagerness, gap, joined=joined, team=team, manager=manager, rng=rng)

    visits_from = clock.at_day(np.minimum(joined, clock.days))
    visits_until = clock.at_day(np.minimum(left, clock.days))
    waking = rng.exponential(story.waking_months * 4.3, size=department.size)
    wakes = np.where(team, visits_from, visits_from + waking)
    falls_at = clock.end - rng.random(department.size) * story.fall_months * 4.3
    falls = (rng.random(department.size) < story.fall) & ~team
    return Staff(
        department=department,
        departments=names,
        team=team,
        manager=manager,
        leader=leader,
        joined=joined,
        left=left,
        wakes=wakes,
        sleeps=np.where(falls, np.minimum(visits_until, falls_at), visits_until),
        visits_from=visits_from,
        visits_until=visits_until,
        rate=rate,
        writes=writes,
        steady=regular | team,
    )


def _departments(words: Vocabulary, people: int) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Share the headcount out: a board, Communication, then as many departments as the size carries."""
    chosen = words.departments[: int(np.clip(people // PEOPLE_A_DEPARTMENT, 3, len(words.departments)))]
    communication = max(round(people * 0.025), round(people / PEOPLE_A_COMMUNITY_MANAGER) + 3, 5)
    board = int(np.clip(people // PEOPLE_A_BOARD_SEAT, 1, 9))
    rest = people - communication - board
    weights = np.array([weight for _, weight in chosen])
    sizes = np.maximum(np.floor(rest * weights / weights.sum()).astype(np.int64), SMALLEST_DEPARTMENT)
    sizes[0] += rest - sizes.sum()
    return (words.board, words.communication, *(name for name, _ in chosen)), np.array([board, communication, *sizes])


def _hierarchy(seats: NDArray[np.int64], team: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Give each department a director, each dozen of people a team leader; directors answer to the board."""
    people = seats.size
    first = np.searchsorted(seats, np.arange(seats.max() + 1))
    rank = np.arange(people) - first[seats]
    size = np.bincount(seats)[seats]
    director = (rank == 0) & (seats > 0)
    leads = (rank % PEOPLE_A_TEAM_LEADER == 1) & (size > PEOPLE_A_TEAM_LEADER + 2) & (seats > 0) & ~team
    place = np.maximum.accumulate(np.where(leads, np.arange(people), -1))
    own = np.where((place >= 0) & (seats[np.maximum(place, 0)] == seats), place, first[seats])
    leader = np.where(leads, first[seats], own)
    leader = np.where(director | (seats == 0), 0, leader)
    leader[0] = -1
    manager = director | leads
    manager[0] = True
    return manager, leader


def _joined(
    story: Story,
    clock: Clock,
    eagerness: NDArray[np.float64],
    *,
    hired: NDArray[np.int64],
    left: NDArray[np.int64],
    team: NDArray[np.bool_],
    rng: Generator,
) -> NDArray[np.int64]:
    """Let people join along Bass's S-curve, the eager rather early, on working days; the team on the first day."""
    score = 0.6 * eagerness + 0.8 * rng.normal(size=eagerness.size)
    place = (np.argsort(np.argsort(-score, kind="stable"), kind="stable") + 0.5) / eagerness.size
    done = np.minimum(place / story.ceiling, 1.0 - 1e-9)
    p, q = story.innovation, story.imitation
    months = -np.log((1.0 - done) / (1.0 + done * q / p)) / (p + q)
    settling = np.floor(rng.exponential(12.0, size=eagerness.size)).astype(np.int64)
    day = np.maximum(np.floor(months * DAYS_A_MONTH).astype(np.int64), np.where(hired > 0, hired + settling, 0))
    day = np.where(team, 0, day)
    weekday = (clock.start.weekday() + day) % 7
    day = np.where(weekday >= SATURDAY, day + 7 - weekday, day)
    joins = (place < story.ceiling) & (day < np.minimum(left, clock.days))
    return np.where(team | joins, day, NEVER)


def _temper(
    story: Story,
    eagerness: NDArray[np.float64],
    gap: NDArray[np.float64],
    *,
    joined: NDArray[np.int64],
    team: NDArray[np.bool_],
    manager: NDArray[np.bool_],
    rng: Generator,
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell who makes it a habit, who passes by and who only reads, and how often each acts."""
    people = eagerness.size
    score = np.where((joined < NEVER) & ~team, 0.5 * eagerness + rng.normal(size=people), -np.inf)
    order = np.argsort(np.argsort(-score, kind="stable"), kind="stable") / max(1, int((score > -np.inf).sum()))
    regular = order < story.regulars
    occasional = ~regular & (order < story.regulars + story.occasionals)
    spread = np.exp(rng.normal(0.0, np.where(regular, 0.55, 0.7), size=people))
    rate = np.where(regular, story.regular_rate, np.where(occasional, story.occasional_rate, 0.0)) * spread
    rate = np.where(team, 0.0, rate * np.exp(0.5 * gap) * np.where(manager, MANAGER_ZEAL, 1.0))
    return rate, regular | (occasional & (rng.random(people) >= story.react_only)), regular
