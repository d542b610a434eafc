"""What one run of `check` found, as every output reads it, and the few words that several of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rse_maturity.views.characters import shown
from rse_maturity.views.sentences import network_name, phase_name

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.check import Check, Gate
    from rse_maturity.model.snapshot import Trend

VERDICTS = ("passed", "failed", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of `check`.

    The gates carry their sentences. `trend` is that of the snapshots that were checked, one of them at least; `link` is
    where this run can be looked at, if anywhere.
    """

    check: Check
    trend: Trend
    link: str | None = None

    @property
    def network(self) -> str:
        """Return what the network is called in the history, as it may be shown."""
        return shown(self.check.network)

    @property
    def failed(self) -> tuple[Gate, ...]:
        """Return the gates that failed."""
        return tuple(gate for gate in self.check.gates if gate.verdict == "failed")


def subject(run: Run, *, texts: Catalogue) -> str:
    """Return what a reader is told that this is about: the network, or what is measured where it was given no name."""
    return network_name(run.check.network) or texts.text("terminal.title")


def interval(low: float | None, high: float | None, *, texts: Catalogue) -> str:
    """Write the bounds of a share: `20% – 33%`; nothing where they are not known."""
    return "" if low is None or high is None else f"{texts.value(low, 'share')} – {texts.value(high, 'share')}"


def headline(run: Run, *, texts: Catalogue) -> str:
    """Say phase and participation in one line: `Growth, participation 26% (20% – 33%)`."""
    check = run.check
    phase = phase_name(check.phase, texts=texts)
    if check.participation is None:
        return texts.text("ci.headline.unknown", phase=phase)
    value, bounds = (
        texts.value(check.participation, "share"),
        interval(check.participation_low, check.participation_high, texts=texts),
    )
    return texts.text("ci.headline.known", phase=phase, value=f"{value} ({bounds})" if bounds else value)


def verdict(run: Run, *, texts: Catalogue) -> str:
    """Say in a word or a few whether the run passed."""
    found = "passed" if not run.failed else "warned" if run.check.warn_only else "failed"
    return texts.text(f"ci.verdict.{found}")


def tally(run: Run, *, texts: Catalogue) -> str:
    """Count the gates by verdict: `2 gates passed, 1 gate failed`; verdicts that no gate has are left out."""
    verdicts = [gate.verdict for gate in run.check.gates]
    return ", ".join(texts.text(f"ci.count.{one}", n=verdicts.count(one)) for one in VERDICTS if one in verdicts)
