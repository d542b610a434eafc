"""Who is shown, and under which name."""

from __future__ import annotations

import csv
import re

from tests.end_to_end.outcomes import analysis_in, figures_of


def test_nothing_names_a_person_unless_asked(export, command, network):
    outcome = command("analyze", "events.csv", "--people", "people.csv", "--no-charts")
    assert outcome.code == 0, outcome.err
    written = outcome.out + outcome.err
    written += "".join(
        file.read_text("utf-8") for file in (export / "events-maturity").rglob("*") if file.suffix in (".json", ".csv")
    )
    words = set(re.findall(r"[\w.@]+", written))
    humans = network.people.filter(~network.people["is_bot"])
    assert not words & {*humans["person_id"], *humans["email"]}
    assert not [name for name in humans["display_name"] if name in written]


def test_with_names_the_reminder_and_the_names(export, command, network):
    outcome = command("analyze", "events.csv", "--people", "people.csv", "--no-charts", "--names")
    assert outcome.code == 0
    assert outcome.err.strip()
    analysis = analysis_in(export)
    assert analysis["processing"]["persons"] == "names"
    known = dict(network.people.select("person_id", "display_name").iter_rows())
    assert analysis["people"]
    assert all(known[person["person"]] == person["display_name"] for person in analysis["people"])


def test_names_change_no_figure(export, command):
    assert command("analyze", "events.csv", "--people", "people.csv", "--no-charts").code == 0
    plain = figures_of(analysis_in(export))
    assert command("analyze", "events.csv", "--people", "people.csv", "--no-charts", "--names").code == 0
    named = figures_of(analysis_in(export))
    assert named["metrics"] == plain["metrics"]
    assert named["phase"] == plain["phase"]
    assert [person["posts"] for person in named["people"]] == [person["posts"] for person in plain["people"]]


def test_a_person_who_objects_is_nowhere(export, command, network):
    busiest = network.events.filter(network.events["kind"] == "comment")["actor"].mode()[0]
    outcome = command(
        "analyze", "events.csv", "--people", "people.csv", "--no-charts", "--names", "--exclude-person", busiest
    )
    assert outcome.code == 0, outcome.err
    analysis = analysis_in(export)
    assert busiest not in [person["person"] for person in analysis["people"]]
    assert analysis["processing"]["excluded_persons"] == 1
    own = network.events.filter(network.events["actor"] == busiest).height
    assert analysis["input"]["events"] <= network.events.height - own
    assert busiest not in (export / "events-maturity" / "tables" / "people.csv").read_text("utf-8")


def test_small_units_are_hidden_everywhere(export, command, network):
    assert command("analyze", "events.csv", "--people", "people.csv", "--no-charts").code == 0
    humans = network.people.filter(~network.people["is_bot"], network.people["department"].is_not_null())
    small = [unit for unit, people in humans["department"].value_counts().iter_rows() if people < 5]
    assert small
    analysis = analysis_in(export)
    assert not set(small) & {unit["unit"] for unit in analysis["units"]}
    assert not set(small) & {person["unit"] for person in analysis["people"]}
    tables = (export / "events-maturity" / "tables").glob("*.csv")
    for table in [path for path in tables if path.name != "communities.csv"]:  # a channel may bear a unit's name
        cells = {cell for line in csv.reader(table.read_text("utf-8").splitlines()) for cell in line}
        assert not set(small) & cells, table.name
