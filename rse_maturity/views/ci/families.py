"""The figures of a check as families of Prometheus metrics, held in the values of Prometheus' own library.

Names follow https://prometheus.io/docs/practices/naming/: base units as a suffix (`_ratio` for shares, `_seconds` for
times), and a label `network`, so that several can be watched side by side. They are the same in every language; the
help of a figure is its definition.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple, get_args

from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, StateSetMetricFamily

from rse_maturity.model.check import GateVerdict
from rse_maturity.model.verdict import Momentum, PhaseLabel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prometheus_client.metrics_core import Metric as Family

    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.ci.run import Run

PREFIX = "rse_maturity_"
SECONDS_PER_HOUR = 3600


class Base(NamedTuple):
    """A unit of Prometheus, and how many of them make one of ours."""

    unit: str
    factor: float = 1


BASES = {"share": Base("ratio"), "hours": Base("seconds", SECONDS_PER_HOUR)}
PLAIN = Base("")


class Families:
    """The families of one run of `check`, as the library's writers ask for them."""

    def __init__(self, run: Run, *, texts: Catalogue) -> None:
        self._run = run
        self._texts = texts

    def collect(self) -> Iterator[Family]:
        """Return what the check found, then every figure of the last snapshot that was measured."""
        yield from self._verdict()
        yield from self._moments()
        for name, metric in self._run.trend.snapshots[-1].metrics.items():
            yield from self._figure(name, metric.unit, {"": metric.value, "_low": metric.low, "_high": metric.high})

    def _verdict(self) -> Iterator[Family]:
        check = self._run.check
        info = InfoMetricFamily(f"{PREFIX}build", self._help("build"))
        info.add_metric([], {"version": check.tool_version})
        yield info
        for name, stands, labels in (
            ("phase", check.phase, get_args(PhaseLabel)),
            ("momentum", check.momentum, get_args(Momentum)),
        ):
            states = StateSetMetricFamily(f"{PREFIX}{name}", self._help(name), labels=["network"])
            states.add_metric([self._run.network], {label: label == stands for label in labels})
            yield states
        yield from self._gauge("confidence", BASES["share"], check.confidence, about=self._help("confidence"))
        gates = StateSetMetricFamily(f"{PREFIX}gate", self._help("gate"), labels=["network", "gate"])
        for gate in check.gates:
            verdicts = {verdict: verdict == gate.verdict for verdict in get_args(GateVerdict)}
            gates.add_metric([self._run.network, gate.id], verdicts)
        yield gates
        yield from self._gauge("check_passed", PLAIN, float(check.passed), about=self._help("check_passed"))
        yield from self._gauge("snapshots", PLAIN, check.snapshots, about=self._help("snapshots"))

    def _moments(self) -> Iterator[Family]:
        """Return when the check was made, and when the period ended that it is about (its last midnight, in UTC)."""
        check = self._run.check
        over = datetime.combine(check.end + timedelta(days=1), time(), tzinfo=UTC)
        for name, moment in (("check_timestamp", check.checked_at), ("period_end_timestamp", over)):
            yield from self._gauge(name, Base("seconds"), moment.timestamp(), about=self._help(name))

    def _figure(self, name: str, unit: str, bounds: Mapping[str, float | None]) -> Iterator[Family]:
        for bound, value in bounds.items():
            about = self._texts.text(f"ci.help.figure{bound}", name=self._texts.text(f"metrics.{name}.name"))
            yield from self._gauge(f"{name.removesuffix('_hours')}{bound}", BASES.get(unit, PLAIN), value, about=about)

    def _gauge(self, name: str, base: Base, value: float | None, *, about: str) -> Iterator[Family]:
        """Return one gauge; nothing where there is no value, which Prometheus sees as a gap."""
        if value is None:
            return
        gauge = GaugeMetricFamily(f"{PREFIX}{name}", about, labels=["network"], unit=base.unit)
        gauge.add_metric([self._run.network], value * base.factor)
        yield gauge

    def _help(self, name: str) -> str:
        return self._texts.text(f"ci.help.{name}")
