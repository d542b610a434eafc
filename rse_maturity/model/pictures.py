"""What the pictures draw, behind the same privacy as everything else."""

from __future__ import annotations

from typing import Literal

from rse_maturity.model.metric import Frozen, Window


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
