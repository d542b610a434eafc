"""OpenMetrics text, which Prometheus scrapes from a web server and GitLab reads as `artifacts:reports:metrics`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.openmetrics.exposition import generate_latest

from rse_maturity.views.ci.families import Families

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.ci.run import Run


def text(run: Run, *, texts: Catalogue) -> str:
    """Write every figure that was measured, phase, momentum and gates as sets of states, and its end mark."""
    text: bytes = generate_latest(Families(run, texts=texts))  # type: ignore[no-untyped-call] # the library's own gap
    return text.decode()
