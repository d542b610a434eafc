"""How long work says where it is; the command line shows it, a notebook ignores it."""

from __future__ import annotations

from typing import Literal, Protocol

Step = Literal["reading", "distilling", "measuring", "judging", "drawing", "writing"]


class Progress(Protocol):
    """Told of each step as it begins, and of rows as they are done."""

    def step(self, name: Step, *, rows: int | None = None) -> None:
        """Begin a step; `rows` is how many it will go through, where known."""

    def advance(self, rows: int) -> None:
        """Count rows that are done in this step."""


class Silent:
    """Progress that nobody watches."""

    def step(self, name: Step, *, rows: int | None = None) -> None:
        """Do nothing."""

    def advance(self, rows: int) -> None:
        """Do nothing."""
