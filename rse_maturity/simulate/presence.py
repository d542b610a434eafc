"""What leaves no message: joining, logging in, reading. Those who only read are seen here alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.simulate.conversations import Acts
from rse_maturity.simulate.staff import NEVER

if TYPE_CHECKING:
    from numpy.random import Generator

    from rse_maturity.simulate.clock import Clock
    from rse_maturity.simulate.conversations import Conversations
    from rse_maturity.simulate.staff import Staff
    from rse_maturity.simulate.stories import Story

READS_A_VISIT = 0.5
RECENT_POSTS = 12.0
JOINING_DELAY = 0.02


def joins(clock: Clock, staff: Staff, *, rng: Generator) -> Acts:
    """Return one act for each person who joined, in office hours of that day."""
    person = np.flatnonzero(staff.joined < NEVER)
    begins = staff.visits_from[person]
    ends = clock.at_day(staff.joined[person] + 1)
    at = begins + rng.random(person.size) * (ends - begins)
    order = np.lexsort((person, at))
    none = np.full(person.size, -1)
    return Acts(actor=person[order], at=at[order], target=none, root=none)


def logins(story: Story, clock: Clock, staff: Staff, *, rng: Generator) -> Acts:
    """Return the visits of members, by the month: the keen come oftener, those who only read come too."""
    visits = story.visits.at(story.ripeness(clock.months))
    begins, ends = clock.edges[:-1], clock.edges[1:]
    since = staff.visits_from[:, None] + JOINING_DELAY
    there = np.maximum(np.minimum(staff.visits_until[:, None], ends) - np.maximum(since, begins), 0.0)
    there[staff.joined == NEVER] = 0.0
    counts = rng.poisson(there * visits * (0.5 + np.minimum(staff.rate, 3.0))[:, None])
    person, step = np.nonzero(counts)
    person, step = (np.repeat(of, counts[person, step]) for of in (person, step))
    first = np.maximum(staff.visits_from[person] + JOINING_DELAY, begins[step])
    last = np.minimum(staff.visits_until[person], ends[step])
    at = first + rng.random(person.size) * (last - first)
    order = np.lexsort((person, at))
    none = np.full(person.size, -1)
    return Acts(actor=person[order], at=at[order], target=none, root=none)


def views(clock: Clock, visits: Acts, talk: Conversations, *, rng: Generator) -> Acts:
    """Return what was read in some of the visits: one of the latest root posts, never one's own."""
    at_roots = talk.messages.at[: talk.roots]
    reads = np.flatnonzero(rng.random(visits.actor.size) < READS_A_VISIT)
    at = visits.at[reads] + 1e-4
    back = np.floor(rng.exponential(RECENT_POSTS, size=reads.size)).astype(np.int64)
    root = np.searchsorted(at_roots, visits.at[reads], side="left") - 1 - back
    seen = (root >= 0) & (at < clock.end)
    seen[seen] &= talk.messages.actor[root[seen]] != visits.actor[reads][seen]
    return Acts(actor=visits.actor[reads][seen], at=at[seen], target=root[seen], root=root[seen])
