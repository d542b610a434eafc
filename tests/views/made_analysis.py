"""Hand-made analyses: a growing network, one with too little data, and one whose names are hostile."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from rse_maturity.model.analysis import Analysis, GraphSummary, Relations, UnitRelation, UnitSummary
from rse_maturity.model.metric import Metric, WeekPoint, Window
from rse_maturity.model.people import Influence, Person
from rse_maturity.model.pictures import Pictures
from rse_maturity.model.reading import Directory, Input, Match, Processing, SourceSummary
from rse_maturity.model.verdict import Advice, Confidence, Finding, Flag, NextStep, Phase, TrajectoryPoint

WINDOW = Window(start=date(2024, 9, 3), end=date(2024, 9, 30))


def measured(value: float, low: float | None, high: float | None, n: float | None, unit: str) -> Metric:
    top = None if n is None else round(value * n)
    return Metric(value=value, low=low, high=high, numerator=top, denominator=n, unit=unit, window=WINDOW)


def missing(reason: str, unit: str, status: str = "not_measurable") -> Metric:
    return Metric(value=None, unit=unit, window=WINDOW, status=status, reason=reason)


METRICS = {
    "members": measured(412, None, None, None, "people"),
    "enrolment_rate": measured(0.824, 0.789, 0.855, 500, "share"),
    "participation_rate": measured(0.2306, 0.1926, 0.2735, 412, "share"),
    "habit_share_of_contributors": measured(0.118, 0.071, 0.189, 119, "share"),
    "returning_share": measured(0.612, 0.502, 0.712, 80, "share"),
    "response_rate": measured(0.7497, 0.66, 0.8198, 120, "share"),
    "comments_per_post": measured(1.48, 1.21, 1.77, 120, "ratio"),
    "self_sustained_share": measured(0.71, 0.66, 0.755, 340, "share"),
    "two_way_share": measured(0.18, 0.14, 0.23, 260, "share"),
    "first_answer_hours": measured(5.4, 3.9, 8.2, 120, "hours"),
    "age_months": measured(14, None, None, None, "count"),
    "participation_trend": measured(0.31, 0.12, 0.49, None, "share"),
    "absence_factor": measured(11, None, None, 119, "people"),
    "unit_coverage": missing("no_unit", "share"),
    "cross_unit_ratio": missing("no_unit", "ratio"),
    "manager_exemplarity": missing("no_manager", "share"),
    "newcomer_conversion": missing("few_newcomers", "share", "too_few"),
}

# rule, metric, growth limit, cruise limit, comparison, weight, required for cruise, source
Asked = tuple[str, str, float | None, float, str, float, bool, str]
ASKED: tuple[Asked, ...] = (
    ("age", "age_months", 6, 12, ">=", 1, True, "S20 judgement"),
    ("enrolment", "enrolment_rate", 0.5, 0.7, ">=", 1, False, "S25 judgement"),
    ("participation", "participation_rate", 0.10, 0.30, ">=", 2, True, "S26 S11 S4 S8b"),
    ("trend", "participation_trend", -0.2, -0.2, ">=", 1, True, "S20 judgement"),
    ("stability", "participation_trend", None, 0.2, "<=", 0, True, "judgement"),
    ("self_sustained", "self_sustained_share", 0.5, 0.9, ">", 2, True, "S42"),
    ("habit", "habit_share_of_contributors", 0.1, 0.3, ">=", 1, True, "S30 judgement"),
    ("returning", "returning_share", 0.5, 0.7, ">=", 1, False, "S22b judgement"),
    ("response", "response_rate", 0.5, 0.75, ">=", 1, False, "S29 S29b judgement"),
    ("comments_per_post", "comments_per_post", 1, 2, ">=", 1, False, "settings"),
    ("cross_unit", "cross_unit_ratio", 0.3, 0.6, ">=", 2, False, "S49 judgement"),
    ("two_way", "two_way_share", 0.1, 0.25, ">=", 1, False, "S10 judgement"),
    ("absence", "absence_factor", 4, 10, ">", 1, False, "S36 judgement"),
)


def finding(asked: Asked, *, phase: str) -> Finding:
    rule, metric, growth, cruise, comparison, weight, required, source = asked
    limit = growth if phase == "growth" else cruise
    figure = METRICS[metric]
    value = figure.value
    met = {">=": lambda a: a >= limit, ">": lambda a: a > limit, "<=": lambda a: a <= limit}[comparison]
    sign = -1 if comparison == "<=" else 1
    return Finding(
        rule=rule,
        phase=phase,
        outcome="unknown" if value is None else "yes" if met(value) else "no",
        metric=metric,
        value=value,
        low=figure.low,
        high=figure.high,
        limit=limit,
        comparison=comparison,
        weight=weight,
        required=required and phase == "cruise",
        margin=None if value is None else sign * (value - limit),
        source=source,
    )


def findings() -> tuple[Finding, ...]:
    return tuple(
        finding(asked, phase=phase)
        for asked in ASKED
        for phase in ("growth", "cruise")
        if phase == "cruise" or asked[2] is not None
    )


def trajectory() -> tuple[TrajectoryPoint, ...]:
    rates = (0.31, 0.34, 0.22, 0.12, 0.09, None, 0.11, 0.13, 0.15, 0.16, 0.19, 0.21, 0.2306)
    return tuple(
        TrajectoryPoint(
            end=date(2023 + (8 + month) // 12, (8 + month) % 12 + 1, 28),
            phase="creation" if month < 8 else "growth",
            momentum="unknown" if month < 3 else "rising",
            metrics={"participation_rate": rate},
        )
        for month, rate in enumerate(rates)
    )


def growing(**changes: Any) -> Analysis:
    made = {
        "tool_version": "0.1.0",
        "generated_at": datetime(2024, 10, 2, 8, 0, tzinfo=UTC),
        "lang": "en",
        "input": Input(
            sources=(
                SourceSummary(
                    name="export.csv",
                    format="generic",
                    sha256="0" * 64,
                    rows=12480,
                    events=12391,
                    rejected=17,
                    duplicates=72,
                    left_out=0,
                ),
            ),
            first_event=datetime(2023, 8, 1, 7, 12, tzinfo=UTC),
            last_event=datetime(2024, 10, 1, 16, 40, tzinfo=UTC),
            zone="Europe/Paris",
            zone_source="option",
            events=12391,
            kinds={"post": 1830, "comment": 2714, "reaction": 7847},
            people=415,
            directory=Directory(
                people=512, expected=500, match=Match(actors_in_directory=0.962, directory_in_actors=0.779)
            ),
            capabilities={"post": "yes", "comment": "yes", "unit": "no", "team": "yes"},
        ),
        "processing": Processing(
            dropped={"texts": 4544, "bots": 12},
            excluded_channels=0,
            excluded_persons=1,
            minimum_group=5,
            persons="pseudonyms",
            key="run",
        ),
        "settings": {"lang": "en", "seed": 1},
        "population": "directory",
        "phase": Phase(
            label="growth",
            momentum="rising",
            flags=(Flag(id="bulk_enrolled", evidence={"bulk_enrolment_share": 0.62}),),
            confidence=Confidence(value=0.87, method="redraws"),
            since=date(2024, 6, 1),
            findings=findings(),
            next=(
                NextStep(
                    rule="response", metric="response_rate", value=0.7497, limit=0.75, comparison=">=", gap=0.0004
                ),
                NextStep(
                    rule="participation",
                    metric="participation_rate",
                    value=0.2306,
                    limit=0.3,
                    comparison=">=",
                    gap=0.23,
                ),
                NextStep(
                    rule="cross_unit", metric="cross_unit_ratio", value=None, limit=0.6, comparison=">=", gap=None
                ),
            ),
        ),
        "metrics": METRICS,
        "trajectory": trajectory(),
        "weekly": tuple(
            WeekPoint(week=date(2023, 7, 31) + timedelta(weeks=week), active=40 + week % 7 * 5, members=400)
            for week in range(60)
        ),
        "units": (
            UnitSummary(
                unit="Sales",
                people=60,
                expected=58,
                active=21,
                silent=30,
                phase=None,
                metrics={"participation_rate": METRICS["participation_rate"]},
            ),
        ),
        "relations": Relations(
            graph=GraphSummary(people=119, ties=310, comments=900, two_way=47, isolated=12),
            units=(UnitRelation(source="Sales", target="R&D", comments=40, expected=61.5, ratio=0.65),),
            unexpected=(),
            clusters=(),
        ),
        "people": (
            Person(
                person="P-ABCDEFGH",
                display_name=None,
                unit="Sales",
                posts=12,
                comments=30,
                reactions=41,
                received=55,
                influence=Influence(score=81.2, reach=90, resonance=75, breadth=None, constancy=79.5),
                roles=("community_team", "manager"),
            ),
        ),
        "advice": (
            Advice(id="answer", because=("response",), values={"response_rate": 0.7497}),
            Advice(id="look_past_members", because=(), values={}),
        ),
        "pictures": Pictures(bubbles=None, relations=None),
    }
    return Analysis(**{**made, **changes})


def insufficient() -> Analysis:
    phase = Phase(
        label="insufficient_data",
        momentum="unknown",
        flags=(),
        confidence=None,
        since=None,
        findings=(),
        next=(),
        missing={"contributors": (12, 30), "weeks": (5, 8)},
    )
    whole = growing()
    return growing(
        phase=phase,
        advice=(),
        trajectory=(),
        weekly=(),
        population="seen",
        input=whole.input.model_copy(update={"directory": None, "people": 14}),
        metrics={name: missing("few_people", one.unit, "too_few") for name, one in METRICS.items()},
    )


HOSTILE = "[bold red]x[/]\x1b[31m\u202e=1+1|<b>*_`漢字🎉" + "é" * 300


def hostile() -> Analysis:
    whole = growing()
    source = whole.input.sources[0].model_copy(update={"name": HOSTILE})
    unit = whole.units[0].model_copy(update={"unit": HOSTILE})
    person = whole.people[0].model_copy(update={"display_name": "=HYPERLINK(1)", "unit": HOSTILE})
    return growing(input=whole.input.model_copy(update={"sources": (source,)}), units=(unit,), people=(person,))
