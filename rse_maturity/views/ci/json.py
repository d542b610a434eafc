"""The check as JSON (schema rse-maturity/check/1), with the sentences of its gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.ci.run import Run


def text(run: Run, *, texts: Catalogue) -> str:  # noqa: ARG001 - every output is asked alike; sentences are written
    """Write the check: null where there is no value; same check, same text."""
    return run.check.model_dump_json(indent=2) + "\n"
