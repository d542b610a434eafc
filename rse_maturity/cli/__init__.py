"""The command line: options → one settings object → api → render → exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from rse_maturity.cli.memory import keep_freed_memory
from rse_maturity.cli.texts import asked_language
from rse_maturity.errors import RseMaturityError

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code.

    What a user can cause is told on standard error in one sentence, in the language asked for.
    """
    if arguments is not None:
        _run(arguments)
        return
    keep_freed_memory()
    try:
        _run(sys.argv[1:])
    except SystemExit as end:
        _leave(end.code)


def _run(arguments: Sequence[str]) -> None:
    from rse_maturity.cli.app import build  # noqa: PLC0415 - typer is not needed to import this package

    lang = asked_language(arguments)
    try:
        build(lang).main(args=list(arguments), prog_name="rse-maturity")
    except RseMaturityError as error:
        from rse_maturity.cli.failures import tell  # noqa: PLC0415 - only when something went wrong

        tell(error, lang=lang)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _leave(code: str | int | None) -> None:
    """End the process without taking apart what it holds, object by object."""
    if isinstance(code, int):
        with suppress(OSError):  # told and counted by Python, as it ends in its own way
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    sys.exit(code)
