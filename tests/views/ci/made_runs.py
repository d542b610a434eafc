"""Hand-made runs of `check`: a network that falls, one that holds, a first snapshot, one with a hostile name."""

from __future__ import annotations

from datetime import UTC, date, datetime

from rse_maturity.model.check import Check, Gate
from rse_maturity.model.comparison import Caveat
from rse_maturity.model.metric import Metric, Window
from rse_maturity.model.snapshot import Quality, Snapshot, Trend
from rse_maturity.views.ci.run import Run

WINDOW = Window(start=date(2025, 5, 3), end=date(2025, 5, 31))
HOSTILE = 'A|B: *R&D*, <b>"50 %"</b>\n::error::x\x00\ufffe'
GATES = (
    Gate(
        id="phase_fell",
        kind="phase_fell",
        verdict="passed",
        against=date(2025, 4, 30),
        stood="growth",
        stands="growth",
        sentence="The phase is growth, as before.",
    ),
    Gate(
        id="below_best",
        kind="below_best",
        verdict="failed",
        metric="participation_rate",
        unit="share",
        value=0.18,
        low=0.14,
        high=0.22,
        limit=0.27,
        against=date(2025, 1, 31),
        sentence="Participation is 18%, below its best.",
    ),
    Gate(
        id="falling_trend",
        kind="falling_trend",
        verdict="unknown",
        metric="participation_rate",
        unit="share",
        reason="too_few",
        sentence="Nothing to compare yet.",
    ),
)


def check(**other):
    made = Check(
        tool_version="0.1.0",
        checked_at=datetime(2025, 6, 1, 4, 30, tzinfo=UTC),
        network="Acme",
        end=date(2025, 5, 31),
        snapshots=2,
        phase="growth",
        momentum="declining",
        confidence=0.9,
        participation=0.18,
        participation_low=0.14,
        participation_high=0.22,
        gates=GATES,
        passed=False,
    )
    return made.model_copy(update=other)


def figure(value, low=None, high=None, unit="share"):
    missing = {"status": "not_measurable", "reason": "no_unit"} if value is None else {}
    return Metric(value=value, low=low, high=high, unit=unit, window=WINDOW, **missing)


def snapshot(end, share, **other):
    metrics = {
        "members": figure(412, unit="people"),
        "participation_rate": figure(share, None if share is None else share - 0.04, share and share + 0.04),
        "first_answer_hours": figure(5.5, 4, 8, unit="hours"),
        "comments_per_post": figure(1.48, 1.21, 1.77, unit="ratio"),
        "cross_unit_ratio": figure(None, unit="ratio"),
    }
    made = Snapshot(
        network="Acme",
        period="month",
        end=end,
        taken_at=datetime(2025, 6, 1, 4, tzinfo=UTC),
        tool_version="0.1.0",
        population="directory",
        definitions={},
        phase="growth",
        momentum="declining",
        confidence=0.9,
        since=date(2024, 11, 30),
        flags=(),
        exceptional=False,
        quality=Quality(
            events=9000,
            people=300,
            rows=9100,
            rejected=10,
            last_event=datetime(2025, 5, 31, 20, tzinfo=UTC),
            actors_in_directory=0.98,
            directory_in_actors=0.6,
        ),
        metrics=metrics,
    )
    return made.model_copy(update=other)


def trend(*shares):
    ends = [date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 31)][-len(shares) :]
    return Trend(
        network="Acme",
        period="month",
        snapshots=tuple(snapshot(end, share) for end, share in zip(ends, shares, strict=True)),
        since_last=None,
        since_year=None,
        breaks=(),
    )


def falling(**other):
    return Run(check=check(**other), trend=trend(0.30, None, 0.18), link="https://ci.example/runs/7?a=(1)")


def holding():
    gates = tuple(gate.model_copy(update={"verdict": "passed"}) for gate in GATES)
    return Run(check=check(gates=gates, passed=True), trend=trend(0.17, 0.18))


def first():
    gates = tuple(gate.model_copy(update={"verdict": "unknown"}) for gate in GATES)
    return Run(check=check(gates=gates, passed=True, snapshots=1), trend=trend(0.18))


def too_little():
    nothing = {"participation": None, "participation_low": None, "participation_high": None, "confidence": None}
    made = check(phase="insufficient_data", momentum="unknown", gates=(), passed=True, snapshots=1, **nothing)
    return Run(check=made, trend=trend(None))


def in_phase(phase):
    return Run(check=check(phase=phase, participation=0.042), trend=trend(0.042))


def hostile():
    sentence = GATES[1].model_copy(update={"sentence": "100 %\r\n::error::no"})
    caveats = (Caveat(id="zone", what=("UTC", "Europe/Paris")),)
    return Run(check=check(network=HOSTILE, gates=(sentence,), caveats=caveats), trend=trend(0.18), link="https://x/<>")


RUNS = (falling, holding, first, too_little, hostile)
