"""Progress on standard error, at a terminal only: step k of n, rows, time spent, time left."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, get_args

from rse_maturity.model.progress import Progress, Silent, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress as Bars
    from rich.progress import TaskID

STEPS: tuple[Step, ...] = get_args(Step)


@contextmanager
def shown_progress(lang: str, *, quiet: bool) -> Iterator[Progress]:
    """Yield a progress that is shown while the block runs and leaves nothing behind; silent where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console  # noqa: PLC0415 - only at a terminal
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn  # noqa: PLC0415 - same

    console = Console(stderr=True)
    if console.is_dumb_terminal:
        yield Silent()
        return
    columns = (
        SpinnerColumn("line" if console.options.ascii_only else "dots"),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[rows]}", markup=False),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        yield TerminalProgress(bars, lang=lang)


class TerminalProgress:
    """Draws one line for the step in hand."""

    def __init__(self, bars: Bars, *, lang: str) -> None:
        self._bars = bars
        self._lang = lang
        self._task: TaskID | None = None
        self._done = 0

    def step(self, name: Step, *, rows: int | None = None) -> None:
        """Begin a step; the time left is shown where `rows` is known."""
        from rse_maturity.cli.texts import text  # noqa: PLC0415 - only at a terminal

        if self._task is not None:
            self._bars.remove_task(self._task)
        place = text(self._lang, "progress.step", k=STEPS.index(name) + 1, n=len(STEPS))
        words = text(self._lang, f"progress.{name}")
        self._done = 0
        self._task = self._bars.add_task(f"{place} {words}", total=rows, rows="")

    def advance(self, rows: int) -> None:
        """Count rows that are done in this step."""
        if self._task is None:
            return
        from rse_maturity.cli.texts import text  # noqa: PLC0415 - only at a terminal

        self._done += rows
        counted = text(self._lang, "progress.rows", n=f"{self._done:,}".replace(",", "\u202f"))
        self._bars.update(self._task, advance=rows, rows=counted)
