"""What decides the meaning of figures is recorded, and told where it differs."""

from __future__ import annotations

from datetime import date

import pytest

from rse_maturity.config import Settings, load_settings
from rse_maturity.tracking.definitions import definitions_of, differences, footing
from rse_maturity.tracking.snapshot import snapshot_of, without_persons
from tests.tracking.made_history import analysed

JANUARY = date(2024, 1, 31)
SETTINGS = Settings()


def under(settings, **changes):
    return analysed(JANUARY, settings=settings.model_dump(mode="json"), **changes)


def caveats(first, second):
    """Of the snapshots and of the analyses: both tell the same."""
    told = differences(*(snapshot_of(one, network="default", period="month") for one in (first, second)))
    assert told == differences(footing(first), footing(second))
    assert told == differences(footing(without_persons(first)), footing(without_persons(second)))
    return [(one.id, one.what) for one in told]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"time": {"window_days": 14, "months_up": 2}}, [("definitions", ("months_up", "window_days"))]),
        ({"rules": {"habit": {"weight": 3}}}, [("limits", ("habit",))]),
        ({"people": {"minimum_contributors": 5}}, [("least", ("minimum_contributors",))]),
        ({"people": {"unit": "site"}}, [("unit", ())]),
    ],
)
def test_another_definition_is_told(changed, told):
    assert caveats(under(SETTINGS), under(load_settings(overrides=changed))) == told


def test_another_population_zone_group_or_version_is_told():
    own = under(SETTINGS)
    read = own.input.model_copy(update={"zone": "UTC"})
    kept = own.processing.model_copy(update={"minimum_group": 8})
    other = under(SETTINGS, population="seen", tool_version="9.0", input=read, processing=kept)
    assert [name for name, _ in caveats(own, other)] == ["population", "zone", "minimum_group", "version"]


@pytest.mark.parametrize(
    "changed",
    [
        {"lang": "fr", "seed": 7, "network": "Lyon"},
        {"gates": {"best_of": 3, "metrics": {"gini": {"ceiling": 0.9}}}},
        {"time": {"since": "2023-01-01", "until": "2024-01-31", "date_order": "dmy"}},
        {"people": {"files": ["secret/people.csv"], "community_team": ["jane.doe@example.org"]}},
        {"input": {"aliases": "secret/aliases.csv", "exclude_persons": ["jane.doe@example.org"]}},
        {"campaign": [{"name": "Launch", "start": "2024-01-01", "end": "2024-01-05"}]},
    ],
)
def test_how_it_is_shown_where_it_comes_from_and_of_whom_is_no_definition(changed):
    other = under(load_settings(overrides=changed))
    assert caveats(under(SETTINGS), other) == []
    assert definitions_of(other) == definitions_of(under(SETTINGS))
    kept = without_persons(other).model_dump_json()
    assert "secret" not in kept
    assert "jane.doe" not in kept
