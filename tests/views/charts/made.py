"""Analyses made by hand for the pictures: invented people, invented figures."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np

from rse_maturity.model.analysis import Analysis, GraphSummary, Relations
from rse_maturity.model.metric import Metric, WeekPoint, Window
from rse_maturity.model.pictures import BubblePanel, Bubbles, Disc, Pictures
from rse_maturity.model.reading import Directory, Input, Match, Processing, SourceSummary
from rse_maturity.model.verdict import Phase, TrajectoryPoint

YEAR = Window(start=date(2023, 9, 1), end=date(2024, 8, 31))
LONG = "Direction des systèmes d’information et de la transformation numérique"
UNITS = [
    "Systèmes d’information",
    "Logistique",
    "Production",
    "Recherche & développement",
    "Ressources humaines",
    LONG,
    "Achats $x^2$ et \\frac{1}{2} [[marges]]",
    "Finance",
    "Communication",
    "Audit interne <b>[red]",
]


def panel(
    unit: str | None,
    people: int,
    share: float,
    *,
    seed: int = 1,
    team: int = 0,
    managers: int = 0,
    reacts: int = 0,
    directory: bool = True,
    heavy: float = 1.1,
    persons: bool = True,
) -> BubblePanel:
    random = np.random.default_rng(seed)
    speaking = max(round(people * share), 1) if share else 0
    counts = np.sort(np.ceil(random.lognormal(1.6, heavy, speaking)).astype(int))[::-1].tolist()
    for i in range(team):
        counts[i] = max(counts) + 60 - i
    discs = [
        Disc(
            contributions=count,
            state="contributes",
            team=i < team,
            manager=i >= team and (i - team) % 4 == 1 and (i - team) // 4 < managers // 2,
            person=f"P-{seed:02d}{i:06d}" if persons else None,
        )
        for i, count in enumerate(counts)
    ]
    discs += [Disc(contributions=0, state="reacts", person=f"P-R{i:07d}" if persons else None) for i in range(reacts)]
    silent = people - speaking - reacts if directory else 0
    discs += [Disc(contributions=0, state="silent", manager=i < managers - managers // 2) for i in range(silent)]
    return BubblePanel(
        unit=unit,
        people=len(discs),
        expected=len(discs) if directory else None,
        contributing=speaking,
        reacting=reacts,
        silent=silent if directory else None,
        managers_shown=managers >= 5,
        managers=managers if managers >= 5 else None,
        managers_contributing=managers // 2 if managers >= 5 else None,
        discs=tuple(discs) if len(discs) <= 1000 else (),
    )


def bubbles(
    *panels: BubblePanel, hidden_units: int = 0, hidden_people: int = 0, contributions: int | None = None
) -> Bubbles:
    discs = [disc for one in panels for disc in one.discs]
    known = all(one.silent is not None for one in panels)
    total = contributions or sum(disc.contributions for disc in discs)
    return Bubbles(
        window=YEAR,
        panels=panels,
        contributing=sum(one.contributing for one in panels),
        people=sum(one.people for one in panels),
        expected=sum(one.people for one in panels) if known else None,
        contributions=total,
        team_people=sum(disc.team for disc in discs),
        team_contributions=sum(disc.contributions for disc in discs if disc.team),
        hidden_units=hidden_units,
        hidden_people=hidden_people,
    )


def analysis(
    *,
    drawn: Bubbles | None = None,
    label: str = "growth",
    since: date | None = date(2024, 3, 1),
    momentum: str = "stable",
    trajectory: tuple[TrajectoryPoint, ...] = (),
    weekly: tuple[WeekPoint, ...] = (),
    metrics: dict[str, Metric] | None = None,
    settings: dict | None = None,
    population: str = "directory",
    missing: dict | None = None,
) -> Analysis:
    directory = Directory(people=800, expected=800, match=Match(actors_in_directory=1.0, directory_in_actors=0.9))
    return Analysis(
        tool_version="0",
        generated_at=datetime(2024, 9, 1, tzinfo=UTC),
        lang="en",
        input=Input(
            sources=(
                SourceSummary(
                    name="export_2024-08.csv",
                    format="generic",
                    sha256="0" * 64,
                    rows=9,
                    events=9,
                    rejected=0,
                    duplicates=0,
                    left_out=0,
                ),
            ),
            first_event=datetime(2022, 9, 1, tzinfo=UTC),
            last_event=datetime(2024, 8, 31, tzinfo=UTC),
            zone="Europe/Paris",
            zone_source="option",
            events=9,
            kinds={"post": 9},
            people=800,
            directory=directory if population == "directory" else None,
            capabilities={},
        ),
        processing=Processing(
            dropped={}, excluded_channels=0, excluded_persons=0, minimum_group=5, persons="pseudonyms", key="run"
        ),
        settings=settings
        or {"people": {"unit": "department"}, "time": {"window_days": 28, "habit_weeks": 12, "habit_active_weeks": 9}},
        population=population,
        phase=Phase(
            label=label,
            momentum=momentum,
            flags=(),
            confidence=None,
            since=since,
            findings=(),
            next=(),
            missing=missing or {},
        ),
        metrics=metrics or {},
        trajectory=trajectory,
        weekly=weekly,
        units=(),
        relations=Relations(
            graph=GraphSummary(people=0, ties=0, comments=0, two_way=0, isolated=0),
            units=(),
            unexpected=(),
            clusters=(),
        ),
        people=(),
        advice=(),
        pictures=Pictures(bubbles=drawn, relations=None),
    )


def twelve() -> Bubbles:
    counts = [113, 94, 57, 31, 25, 21, 14, 2]
    discs = [
        Disc(contributions=count, state="contributes", person=f"P-{name}")
        for count, name in zip(
            counts,
            ["7QK2XW4D", "M3RV6T2A", "YB5N7KQC", "2HJ4XWPL", "RT6QA3ZD", "V7MCK2XE", "K4WD2B6N", "$A_C^A{CIA"],
            strict=True,
        )
    ] + [Disc(contributions=0, state="silent")] * 4
    one = BubblePanel(
        unit=None,
        people=12,
        expected=12,
        contributing=8,
        reacting=0,
        silent=4,
        managers_shown=False,
        managers=None,
        managers_contributing=None,
        discs=tuple(discs),
    )
    return bubbles(one)


def three_hundred(*, directory: bool = True) -> Bubbles:
    sizes = [48, 40, 35, 33, 31, 30, 28, 25, 20, 10]
    shares = [0.42, 0.4, 0.33, 0.3, 0.3, 0.27, 0.26, 0.23, 0.3, 0.2]
    return bubbles(
        *(
            panel(
                unit,
                people if directory else max(6, round(people * 0.6)),
                share if directory else 0.8,
                seed=i,
                team=3 if unit == "Communication" and directory else 0,
                managers=6 if people > 30 and directory else 0,
                reacts=i % 4,
                directory=directory,
            )
            for i, (unit, people, share) in enumerate(zip(UNITS, sizes, shares, strict=True))
        ),
        hidden_units=2,
        hidden_people=7,
    )


def many(units: int, people: int, *, seed: int = 3) -> Bubbles:
    random = np.random.default_rng(seed)
    sizes = random.integers(people // 2, people * 2, units)
    shares = np.clip(random.beta(2, 3, units), 0.02, 0.95)
    return bubbles(
        *(
            panel(f"Department {i + 1}", int(size), float(share), seed=i, managers=int(size) // 9)
            for i, (size, share) in enumerate(zip(sizes, shares, strict=True))
        )
    )


def outlier() -> Bubbles:
    bot = panel("Bot owner", 30, 0.57, seed=4)
    discs = (bot.discs[0].model_copy(update={"contributions": 4000}), *bot.discs[1:])
    return bubbles(
        panel("All active", 25, 1.0, seed=2),
        bot.model_copy(update={"discs": discs}),
        panel("Sales", 80, 0.46, seed=5),
        panel("All silent", 40, 0.0, seed=6),
    )


def months(first: date, count: int) -> list[date]:
    starts = [date(first.year + (first.month + i) // 12, (first.month + i) % 12 + 1, 1) for i in range(count)]
    return [start - timedelta(days=1) for start in starts]


def point(
    end: date, phase: str, participation: float | None, *, half: float = 0.03, **others: float | None
) -> TrajectoryPoint:
    known = participation is not None
    return TrajectoryPoint(
        end=end,
        phase=phase,
        momentum="unknown",
        metrics={"participation_rate": participation, **others},
        low={"participation_rate": max(participation - half, 0.0) if known else None},
        high={"participation_rate": participation + half if known else None},
    )


def weeks(count: int, *, first: date = date(2023, 1, 2), active: int = 40) -> tuple[WeekPoint, ...]:
    return tuple(
        WeekPoint(week=first + timedelta(days=7 * i), active=active + (i * 7) % 11, members=None) for i in range(count)
    )


def rise(*, count: int = 26, population: str = "directory", settings: dict | None = None) -> Analysis:
    ends = months(date(2023, 1, 1), count)
    values = [0.67 / (1 + np.exp(-(i - 6) / 1.8)) + 0.02 for i in range(count)]
    labels = ["creation" if i < 4 else "growth" if i < 9 else "cruise" for i in range(count)]
    given = analysis().settings | {
        "campaign": [
            {"name": "Newsletter", "start": f"2023-{month:02d}-10", "end": f"2023-{month:02d}-10"}
            for month in (2, 5, 8, 11)
        ],
        "outage": [{"name": "migration du serveur", "start": "2024-08-20", "end": "2024-09-18"}],
    }
    return analysis(
        label=labels[-1],
        since=date(2023, 10, 31),
        trajectory=tuple(
            point(
                end,
                label,
                float(value),
                self_sustained_share=min(0.46 + 0.05 * i, 0.94),
                habit_share=min(0.01 * i, 0.2),
            )
            for i, (end, value, label) in enumerate(zip(ends, values, labels, strict=True))
        ),
        weekly=weeks(4 * count),
        population=population,
        settings=given if settings is None else analysis().settings | settings,
    )


def decline(*, count: int = 32) -> Analysis:
    ends = months(date(2023, 1, 1), count)
    values = [
        min(0.14 + 0.06 * max(i - 2, 0), 0.67) if i < 21 else max(0.67 - 0.09 * (i - 20), 0.065) for i in range(count)
    ]
    labels = [
        "creation" if i < 1 else "growth" if i < 7 else "cruise" if i < 23 else "growth" if i < 28 else "creation"
        for i in range(count)
    ]
    return analysis(
        label="creation",
        since=date(2025, 5, 31),
        momentum="declining",
        trajectory=tuple(
            point(
                end,
                label,
                value,
                half=0.02,
                self_sustained_share=0.9 - 0.01 * max(i - 20, 0),
                habit_share=value / 3,
                response_rate=0.8,
            )
            for i, (end, value, label) in enumerate(zip(ends, values, labels, strict=True))
        ),
        weekly=weeks(4 * count),
        settings=analysis().settings
        | {
            "campaign": [
                {
                    "name": "Newsletter n° 1 de la direction de la communication",
                    "start": "2023-02-10",
                    "end": "2023-02-10",
                },
                {"name": "Équipe d’animation dissoute", "start": "2024-10-01", "end": "2024-10-01"},
                {"name": "Séminaire $a_b$", "start": "2024-11-01", "end": "2025-01-20"},
            ]
        },
    )
