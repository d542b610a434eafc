"""What people write to each other: root posts, answers within minutes to days, reactions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.simulate.audience import NOBODY, Audience, affinities

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from rse_maturity.simulate.clock import Clock
    from rse_maturity.simulate.staff import Staff
    from rse_maturity.simulate.stories import Drift, Story

DELAY_SPREAD = 1.5
REACTION_DELAY_SPREAD = 1.2
TEAM_POSTS_A_WEEK = 3.0
ANSWERS_TO_ROOT = 0.65
OFFICE_HOURS = 40.0


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts of one kind, one element an act. `target` and `root` are indices among messages, -1 for none."""

    actor: NDArray[np.int64]
    at: NDArray[np.float64]
    target: NDArray[np.int64]
    root: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Conversations:
    """Messages (root posts first, then comments) and the reactions to them."""

    messages: Acts
    roots: int
    reactions: Acts


@dataclass(frozen=True, slots=True)
class _Stage:
    """What everything here is drawn from."""

    story: Story
    clock: Clock
    staff: Staff
    rng: Generator

    def drift(self, drift: Drift, step: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return a drift at months of the story."""
        values: NDArray[np.float64] = drift.at(self.story.ripeness(self.clock.months))[step]
        return values

    def awake(self) -> NDArray[np.float64]:
        """Return the office time that each person (row) participates in each month (column), none in some months."""
        begins, ends = self.clock.edges[:-1], self.clock.edges[1:]
        shared = np.minimum(self.staff.sleeps[:, None], ends) - np.maximum(self.staff.wakes[:, None], begins)
        awake: NDArray[np.float64] = np.maximum(shared, 0.0) * (self.staff.steady[:, None] | self._comes_by())
        return awake

    def _comes_by(self) -> NDArray[np.bool_]:
        """Draw in which months each occasional participant comes by: in each month the story's share of them does."""
        occasional = ~self.staff.steady & (self.staff.rate > 0)
        draws = self.rng.random((occasional.size, self.clock.months.size))
        draws[~occasional] = np.inf
        place = np.argsort(np.argsort(draws, axis=0), axis=0)
        share = self.drift(self.story.occasional_months, np.arange(self.clock.months.size))
        comes_by: NDArray[np.bool_] = place < share * occasional.sum()
        return comes_by


def conversations(story: Story, clock: Clock, staff: Staff, *, rng: Generator) -> Conversations:
    """Let everybody talk from the first day to the last."""
    stage = _Stage(story=story, clock=clock, staff=staff, rng=rng)
    awake = stage.awake()
    affinity = affinities(len(staff.departments), rng)
    author, at = _root_posts(stage, awake)
    roots = Acts(actor=author, at=at, target=np.full(author.size, -1), root=np.arange(author.size))
    comments = _comments(stage, roots, _audiences(stage, awake, affinity, keenness=staff.rate * staff.writes))
    messages = together(roots, comments)
    reactions = _reactions(stage, messages, author.size, _audiences(stage, awake, affinity, keenness=staff.rate))
    return Conversations(messages=messages, roots=author.size, reactions=reactions)


def together(*parts: Acts) -> Acts:
    """Lay acts end to end."""
    return Acts(
        actor=np.concatenate([part.actor for part in parts]),
        at=np.concatenate([part.at for part in parts]),
        target=np.concatenate([part.target for part in parts]),
        root=np.concatenate([part.root for part in parts]),
    )


def _audiences(
    stage: _Stage, awake: NDArray[np.float64], affinity: NDArray[np.float64], *, keenness: NDArray[np.float64]
) -> list[Audience]:
    return [Audience.of(stage.staff, keenness * awake[:, step], affinity) for step in range(awake.shape[1])]


def _root_posts(stage: _Stage, awake: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Draw root posts: members' by their rates, the team's so that it has its part of them."""
    story, staff, rng = stage.story, stage.staff, stage.rng
    steps = np.arange(awake.shape[1])
    per_post = 1.0 + stage.drift(story.comments_per_post, steps) + stage.drift(story.reactions_per_post, steps)
    level = story.activity(stage.clock.months) / per_post
    expected = (staff.rate * staff.writes)[:, None] * awake * level[None, :]
    part = stage.drift(story.team_posts, steps)
    team = np.maximum(expected.sum(axis=0) * part / (1.0 - part), TEAM_POSTS_A_WEEK * np.diff(stage.clock.edges))
    expected[staff.team] = (team / max(1, staff.team.sum()))[None, :]
    counts = rng.poisson(expected)
    person, step = np.nonzero(counts)
    person, step = (np.repeat(of, counts[person, step]) for of in (person, step))
    begins = np.maximum(staff.wakes[person], stage.clock.edges[step])
    ends = np.minimum(staff.sleeps[person], stage.clock.edges[step + 1])
    at = begins + rng.random(person.size) * np.maximum(ends - begins, 0.0)
    order = np.lexsort((person, at))
    return person[order], at[order]


def _comments(stage: _Stage, roots: Acts, audiences: list[Audience]) -> Acts:
    """Draw comments on root posts, then the authors' answers, and hang each on what it answers."""
    story, rng = stage.story, stage.rng
    step = stage.clock.step(roots.at)
    answered = stage.drift(story.answered, step)
    more = np.maximum(stage.drift(story.comments_per_post, step) / answered - 1.0, 0.0)
    more = more / (1.0 + story.author_answers.ripe)
    extra = rng.poisson(rng.gamma(1.0, np.maximum(more, 1e-9)))
    counts = np.where(rng.random(step.size) < answered, 1 + extra, 0)
    root = np.repeat(np.arange(step.size), counts)
    author = _answerers(stage, roots.actor[root], step[root], audiences, part=story.team_comments)
    at = roots.at[root] + _delays(stage, step[root])
    here = _present(stage, author, at) & (author != roots.actor[root])
    root, author, at = root[here], author[here], at[here]

    returns = rng.random(root.size) < stage.drift(story.author_answers, step[root])
    back = np.flatnonzero(returns)
    late = at[back] + np.maximum(_delays(stage, step[root[back]]) / 2.0, 1e-4)
    there = _present(stage, roots.actor[root[back]], late)
    back, late = back[there], late[there]
    answers_to = np.concatenate([np.full(root.size, -1), back])
    all_root = np.concatenate([root, root[back]])
    all_author = np.concatenate([author, roots.actor[root[back]]])
    all_at = np.concatenate([at, late])
    kept = all_at < stage.clock.end
    target = _targets(all_root, all_author, all_at, answers_to, roots=roots, rng=rng)
    return _in_order(all_author, all_at, target, all_root, kept=kept, roots=roots.actor.size)


def _targets(
    root: NDArray[np.int64],
    author: NDArray[np.int64],
    at: NDArray[np.float64],
    answers_to: NDArray[np.int64],
    *,
    roots: Acts,
    rng: Generator,
) -> NDArray[np.int64]:
    """Return what each comment answers: the comment it was meant for, the root, or the comment before it."""
    order = np.lexsort((author, at, root))
    before = np.full(root.size, -1)
    same = root[order][1:] == root[order][:-1]
    before[order[1:]] = np.where(same, order[:-1], -1)
    to_previous = (rng.random(root.size) > ANSWERS_TO_ROOT) & (before >= 0) & (answers_to < 0)
    to_previous &= author[np.maximum(before, 0)] != author
    comment = np.where(answers_to >= 0, answers_to, np.where(to_previous, before, -1))
    return np.where(comment >= 0, comment + roots.actor.size, root)


def _in_order(
    actor: NDArray[np.int64],
    at: NDArray[np.float64],
    target: NDArray[np.int64],
    root: NDArray[np.int64],
    *,
    kept: NDArray[np.bool_],
    roots: int,
) -> Acts:
    """Drop comments after the last day and renumber; whatever is answered is older, hence kept."""
    order = np.flatnonzero(kept)[np.lexsort((actor[kept], root[kept], at[kept]))]
    place = np.full(actor.size, -1)
    place[order] = np.arange(order.size)
    answered = target[order]
    renumbered = np.where(answered >= roots, place[np.maximum(answered - roots, 0)] + roots, answered)
    return Acts(actor=actor[order], at=at[order], target=renumbered, root=root[order])


def _reactions(stage: _Stage, messages: Acts, roots: int, audiences: list[Audience]) -> Acts:
    """Draw reactions: many to few messages, fewer to comments; each person at most once a message."""
    rng = stage.rng
    step = stage.clock.step(messages.at)
    mean = stage.drift(stage.story.reactions_per_post, step) * np.where(np.arange(step.size) < roots, 1.0, 0.25)
    counts = rng.poisson(rng.gamma(1.2, mean / 1.2))
    target = np.repeat(np.arange(step.size), counts)
    author = _answerers(stage, messages.actor[target], step[target], audiences, part=None)
    hours = 4.0 * np.exp(rng.normal(0.0, REACTION_DELAY_SPREAD, size=target.size))
    at = messages.at[target] + hours / OFFICE_HOURS
    here = _present(stage, author, at) & (author != messages.actor[target]) & (at < stage.clock.end)
    target, author, at = target[here], author[here], at[here]
    _, first = np.unique(target * stage.staff.team.size + author, return_index=True)
    order = first[np.lexsort((target[first], author[first], at[first]))]
    return Acts(actor=author[order], at=at[order], target=target[order], root=messages.root[target[order]])


def _answerers(
    stage: _Stage,
    asked: NDArray[np.int64],
    step: NDArray[np.int64],
    audiences: list[Audience],
    *,
    part: Drift | None,
) -> NDArray[np.int64]:
    """Draw who answers each author: the team for its part, else a colleague of that month."""
    rng, staff = stage.rng, stage.staff
    inside = rng.random(asked.size) < stage.drift(stage.story.stays_inside, step)
    answerer = np.full(asked.size, NOBODY)
    for month, audience in enumerate(audiences):
        here = np.flatnonzero(step == month)
        answerer[here] = audience.draw(staff.department[asked[here]], inside=inside[here], rng=rng)
    if part is None:
        return answerer
    team = np.flatnonzero(staff.team)
    by_team = rng.random(asked.size) < stage.drift(part, step)
    return np.where(by_team, team[rng.integers(0, team.size, size=asked.size)], answerer)


def _delays(stage: _Stage, step: NDArray[np.int64]) -> NDArray[np.float64]:
    median = stage.drift(stage.story.answer_hours, step) / OFFICE_HOURS
    return median * np.exp(stage.rng.normal(0.0, DELAY_SPREAD, size=step.size))


def _present(stage: _Stage, person: NDArray[np.int64], at: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell whether each person is there and participates at each moment."""
    somebody = np.maximum(person, 0)
    awake = (stage.staff.wakes[somebody] <= at) & (at < stage.staff.sleeps[somebody])
    present: NDArray[np.bool_] = (person != NOBODY) & awake
    return present
