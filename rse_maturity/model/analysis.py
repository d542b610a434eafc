"""The analysis: a frozen value with a JSON form (schema rse-maturity/analysis/1).

Every view and the tracking read it and compute nothing. `sentence` fields are None here: sentences are written by the
views, in the language asked for, from rule and values.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from rse_maturity.model.metric import Figures, Frozen, WeekPoint, Window

PhaseName = Literal["creation", "growth", "cruise"]
PhaseLabel = Literal["creation", "growth", "cruise", "insufficient_data"]
Momentum = Literal["rising", "stable", "declining", "unknown"]
Outcome = Literal["yes", "no", "unknown", "not_applicable"]
Presence = Literal["yes", "inherited", "no"]


class SourceSummary(Frozen):
    """One table of a source, as it was read.

    `capabilities`: what it tells, by kind or field; `inherited`: its time is that of what it answers; a key left out is
    not told. `unread`: files of the source that its format does not read, stated with its first table.
    """

    name: str
    format: str
    sha256: str
    rows: int
    events: int
    rejected: int
    duplicates: int
    left_out: int
    unread: int = 0
    capabilities: dict[str, Presence] = Field(default_factory=dict)


class Match(Frozen):
    """Agreement of directory and export: shares, None where the denominator is zero."""

    actors_in_directory: float | None
    directory_in_actors: float | None


class Unmatched(Frozen):
    """Somebody who acts and whom no directory lists, by the ids of the source; only where names were asked for."""

    person: str
    display_name: str | None
    email: str | None


class Directory(Frozen):
    """The directory of people. Counts of those who act leave bots out.

    `unmatched` lists those who act and are not listed, for whoever keeps the directory; the silent are never named.
    """

    people: int
    expected: int
    match: Match
    actors: int = 0
    actors_not_listed: int = 0
    listed_not_acting: int = 0
    unmatched: tuple[Unmatched, ...] = ()


class Input(Frozen):
    """What was read."""

    sources: tuple[SourceSummary, ...]
    first_event: datetime
    last_event: datetime
    zone: str
    zone_source: str
    events: int
    kinds: dict[str, int]
    people: int
    directory: Directory | None
    capabilities: dict[str, Presence]


class Processing(Frozen):
    """What was read and dropped, and how people are shown."""

    dropped: dict[str, int]
    excluded_channels: int
    excluded_persons: int
    minimum_group: int
    persons: Literal["pseudonyms", "names", "none"]
    key: Literal["environment", "run", "none"]


class Flag(Frozen):
    """Something that changes how the phase must be read, with its evidence."""

    id: str
    evidence: dict[str, float | str | None]


class Confidence(Frozen):
    """How sure the phase is, 0 to 1, and how that was found (a key of i18n `phases`).

    `capped`: the value is the most that is ever said, whatever was found.
    """

    value: float
    method: str
    capped: bool = False


class Finding(Frozen):
    """One rule put to one figure, for one phase: whether the network has what this phase asks.

    `margin` is value minus limit, signed so that positive means fulfilled. `weight` 0 marks a rule that is required
    rather than counted.
    """

    rule: str
    phase: PhaseName
    outcome: Outcome
    metric: str
    value: float | None
    low: float | None
    high: float | None
    limit: float
    comparison: Literal[">=", ">", "<=", "<"]
    weight: float
    required: bool
    margin: float | None
    source: str
    sentence: str | None = None


class NextStep(Frozen):
    """What stands between the network and the next phase; `gap` is relative to the limit, None where unknown."""

    rule: str
    metric: str
    value: float | None
    limit: float
    comparison: Literal[">=", ">", "<=", "<"]
    gap: float | None
    sentence: str | None = None


class Sensitivity(Frozen):
    """One limit that, moved alone, would change the phase.

    `limit` is the one in force, `moved` the nearest one that leads to `label`, `change` how far that is as a part of
    the limit, with its sign.
    """

    rule: str
    phase: PhaseName
    metric: str
    limit: float
    comparison: Literal[">=", ">", "<=", "<"]
    moved: float
    change: float
    label: PhaseLabel


class Phase(Frozen):
    """The verdict."""

    label: PhaseLabel
    momentum: Momentum
    flags: tuple[Flag, ...]
    confidence: Confidence | None
    since: date | None
    findings: tuple[Finding, ...]
    next: tuple[NextStep, ...]
    missing: dict[str, tuple[float, float]] = Field(default_factory=dict)
    """For insufficient_data: what is short, as (found, needed)."""
    sensitivity: tuple[Sensitivity, ...] = ()
    """Limits that, moved by at most half of themselves, would change the phase, nearest first."""


class TrajectoryPoint(Frozen):
    """The verdict at the end of one period, last day included; metrics without a value are None."""

    end: date
    phase: PhaseLabel
    momentum: Momentum
    metrics: dict[str, float | None]
    low: dict[str, float | None] = Field(default_factory=dict)
    high: dict[str, float | None] = Field(default_factory=dict)


class UnitPoint(Frozen):
    """The verdict on one unit at the end of one period, last day included.

    `people` is what rates are over; None where the minimum group hides it.
    """

    end: date
    phase: PhaseLabel
    participation_rate: float | None
    people: int | None


class UnitSummary(Frozen):
    """One department (or what --unit names), or one site. Counts are None where the minimum group hides them.

    `since` is the end of the month that confirmed the phase, None where it was held from the first month judged.
    """

    unit: str | None
    people: int | None
    expected: int | None
    active: int | None
    silent: int | None
    phase: PhaseLabel | None
    momentum: Momentum = "unknown"
    since: date | None = None
    metrics: Figures
    trajectory: tuple[UnitPoint, ...] = ()
    next: tuple[NextStep, ...] = ()


class CommunitySummary(Frozen):
    """One community (a channel or group of the platform): people seen in it in the last 12 months, and its phase.

    `contributing` counts those who wrote something. The trajectory covers a year.
    """

    community: str
    people: int
    contributing: int
    phase: PhaseLabel
    momentum: Momentum = "unknown"
    since: date | None = None
    metrics: Figures
    trajectory: tuple[UnitPoint, ...] = ()
    next: tuple[NextStep, ...] = ()


class UnitRelation(Frozen):
    """Comments from one unit to another over 12 months, against chance."""

    source: str
    target: str
    comments: int
    expected: float | None
    ratio: float | None


class Cluster(Frozen):
    """A group found in the graph (not a community of the platform)."""

    id: int
    people: int
    units: dict[str, int]
    inside: int
    outside: int


class GraphSummary(Frozen):
    """The contributor graph of the last 12 months: directed, from who answers to who is answered.

    `isolated` counts contributors whom nobody answered and who answered nobody.
    """

    people: int
    ties: int
    comments: int
    two_way: int
    isolated: int


class Relations(Frozen):
    """Who works with whom, by unit."""

    graph: GraphSummary
    units: tuple[UnitRelation, ...]
    unexpected: tuple[UnitRelation, ...]
    clusters: tuple[Cluster, ...]


class Influence(Frozen):
    """The published parts, each 0 to 100, and their geometric mean. Never for the appraisal of one employee."""

    score: float
    reach: float
    resonance: float
    breadth: float | None
    constancy: float


class Person(Frozen):
    """One person who participated in the last 12 months, under a pseudonym unless names were asked for."""

    person: str
    display_name: str | None
    unit: str | None
    posts: int
    comments: int
    reactions: int
    received: int
    influence: Influence | None
    roles: tuple[str, ...]


class Advice(Frozen):
    """What management can do, and the findings that ask for it."""

    id: str
    because: tuple[str, ...]
    values: dict[str, float | None] = Field(default_factory=dict)
    sentence: str | None = None


class Disc(Frozen):
    """One person in the bubbles. `person` is None for whoever stays silent: the silent are never named."""

    contributions: int
    state: Literal["contributes", "reacts", "silent"]
    manager: bool = False
    team: bool = False
    person: str | None = None
    display_name: str | None = None


class BubblePanel(Frozen):
    """One unit of five people or more. `unit` None: the network has no units, everybody is here."""

    unit: str | None
    people: int
    expected: int | None
    contributing: int
    reacting: int
    silent: int | None
    managers_shown: bool
    managers: int | None
    managers_contributing: int | None
    discs: tuple[Disc, ...]


class Bubbles(Frozen):
    """What `bubbles.png` draws: contributions of the last 12 months."""

    window: Window
    panels: tuple[BubblePanel, ...]
    contributing: int
    people: int
    expected: int | None
    contributions: int
    team_people: int | None
    team_contributions: int | None
    hidden_units: int
    hidden_people: int


class RelationPerson(Frozen):
    """One person on a side (0 left, 1 right); comments received and given within the picture."""

    person: str | None
    display_name: str | None
    side: Literal[0, 1]
    received: int
    given: int


class RelationLink(Frozen):
    """Comments from one person (index in people) to another."""

    source: int
    target: int
    comments: int


class RelationPicture(Frozen):
    """What `relations.png` draws. Totals are before any filtering; people are those with an exchange in it."""

    basis: Literal["units", "clusters"]
    window: Window
    left: str
    right: str
    left_people: int
    right_people: int
    left_inside: int
    right_inside: int
    left_to_right: int
    right_to_left: int
    people: tuple[RelationPerson, ...]
    links: tuple[RelationLink, ...]


class Pictures(Frozen):
    """What the pictures draw, behind the same privacy as everything else."""

    bubbles: Bubbles | None
    relations: RelationPicture | None


class Analysis(Frozen):
    """The whole result of one run."""

    schema_: Literal["rse-maturity/analysis/1"] = Field(default="rse-maturity/analysis/1", alias="schema")
    tool_version: str
    generated_at: datetime
    lang: Literal["en", "fr"]
    input: Input
    processing: Processing
    settings: dict[str, Any]
    population: Literal["directory", "seen"]
    """directory: rates are over the members of a directory; seen: over the people of the last 12 months."""
    phase: Phase
    metrics: Figures
    trajectory: tuple[TrajectoryPoint, ...]
    weekly: tuple[WeekPoint, ...]
    units: tuple[UnitSummary, ...]
    sites: tuple[UnitSummary, ...] = ()
    """Where the directory names sites, and they are not the units."""
    communities: tuple[CommunitySummary, ...] = ()
    communities_left_out: int = 0
    """Communities that are shown nowhere: too few people, or beyond the largest that are looked at."""
    relations: Relations
    people: tuple[Person, ...]
    advice: tuple[Advice, ...]
    pictures: Pictures
