"""The command line: options → one settings object → api → render → exit code."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from rse_maturity.cli.texts import asked_language
from rse_maturity.errors import RseMaturityError

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
ALLOCATOR, KEPT = "_RJEM_MALLOC_CONF", "narenas:1,oversize_threshold:0,dirty_decay_ms:5000,muzzy_decay_ms:-1"
"""How Polars' allocator (jemalloc) deals with freed memory: one pool keeps it for the next step, some seconds long."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code.

    What a user can cause is told on standard error in one sentence, in the language asked for.
    """
    from rse_maturity.cli.app import build  # noqa: PLC0415 - typer is not needed to import this package

    if arguments is None:
        gc.disable()  # a process of one command: looking for cycles would cost up to a second and free nothing
        os.environ.setdefault(ALLOCATOR, KEPT)  # fresh pages from the system would cost up to two seconds
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = asked_language(given)
    try:
        build(lang).main(args=given, prog_name="rse-maturity")
    except RseMaturityError as error:
        from rse_maturity.cli.failures import tell  # noqa: PLC0415 - only when something went wrong

        tell(error, lang=lang)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
