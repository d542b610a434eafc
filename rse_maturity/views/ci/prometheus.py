"""The older text of Prometheus, the only one that node_exporter's folder of text files and the Pushgateway take.

It has no sets of states: phase, momentum and gates are gauges of 0 and 1 under the same names and labels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.exposition import generate_latest

from rse_maturity.views.ci.families import Families

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.ci.run import Run


def text(run: Run, *, texts: Catalogue) -> str:
    """Write the same figures as `openmetrics`."""
    return generate_latest(Families(run, texts=texts)).decode()
