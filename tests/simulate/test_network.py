from __future__ import annotations

from datetime import date
from itertools import pairwise

import polars as pl
import pytest

from rse_maturity.errors import BadSetting, OutputRefused
from rse_maturity.simulate import STORIES, Simulated, simulate, write

EVENT_COLUMNS = [
    "event_id", "timestamp", "actor", "kind", "parent_id", "parent_actor", "channel", "thread_id", "tags",
]  # fmt: skip
PEOPLE_COLUMNS = [
    "person_id", "display_name", "email", "department", "title", "manager_id", "is_manager", "joined_at", "left_at",
    "is_community_team", "is_bot",
]  # fmt: skip


@pytest.fixture(scope="module", params=sorted(STORIES))
def network(request) -> Simulated:
    return simulate(STORIES[request.param], people=200, seed=3)


@pytest.fixture(scope="module")
def acts(network) -> pl.DataFrame:
    """Every event beside its author and what it answers."""
    events = network.events.with_columns(at=pl.col("timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%SZ"))
    answered = events.select(
        parent_id="event_id", parent_at="at", parent_kind="kind", author="actor", parent_thread="thread_id"
    )
    people = network.people.select(
        actor="person_id", joined_at="joined_at", left_at="left_at", department="department", is_bot="is_bot"
    )
    return events.join(answered, on="parent_id", how="left").join(people, on="actor", how="left", validate="m:1")


def test_columns_are_those_of_the_generic_format(network):
    assert network.events.columns == EVENT_COLUMNS
    assert network.people.columns == PEOPLE_COLUMNS


def test_ids_are_unique_and_events_in_the_order_of_time(network):
    assert network.events["event_id"].is_unique().all()
    assert network.events["event_id"].is_sorted()
    assert network.events["timestamp"].is_sorted()
    assert network.people["person_id"].is_unique().all()
    assert network.people["email"].drop_nulls().is_unique().all()


def test_every_answer_follows_what_it_answers_in_the_same_thread(acts):
    answers = acts.filter(pl.col("parent_id").is_not_null())
    assert answers.height > 10
    assert answers["parent_at"].null_count() == 0
    assert (answers["parent_at"] <= answers["at"]).all()
    assert (answers["parent_thread"] == answers["thread_id"]).all()
    assert (answers["author"] == answers["parent_actor"]).all()
    assert answers["parent_kind"].is_in(["post", "comment"]).all()


def test_kinds_have_the_links_that_they_should(acts):
    linked = acts.group_by("kind").agg(parent=pl.col("parent_id").is_not_null().mean())
    found = dict(linked.iter_rows())
    assert found == {"post": 0, "comment": 1, "reaction": 1, "view": 1, "login": 0, "join": 0}
    posts = acts.filter(pl.col("kind") == "post")
    assert (posts["thread_id"] == posts["event_id"]).all()


def test_nobody_reacts_to_oneself_or_twice_to_one_message(acts):
    reactions = acts.filter(pl.col("kind") == "reaction")
    assert (reactions["actor"] != reactions["author"]).all()
    assert not reactions.select("actor", "parent_id").is_duplicated().any()


def test_nobody_acts_before_joining_or_after_leaving(acts):
    assert acts["joined_at"].null_count() == 0
    assert (acts["at"].dt.date() >= acts["joined_at"]).all()
    assert (acts["at"].dt.date() <= acts["left_at"]).fill_null(value=True).all()


def test_departments_are_uneven_and_hold_a_community_team(network):
    sizes = network.people.group_by("department").len().drop_nulls().sort("len")
    assert sizes["len"][-1] >= 3 * sizes["len"][1]
    team = network.people.filter("is_community_team")
    assert team["department"].unique().to_list() == ["Communication"]
    assert network.people["is_bot"].sum() == 1


def test_everybody_has_a_manager_who_is_one_and_one_person_is_at_the_top(network):
    people = network.people.filter(~pl.col("is_bot"))
    top = people.filter(pl.col("manager_id").is_null())
    assert top.height == 1
    bosses = people.filter(pl.col("person_id").is_in(people["manager_id"].drop_nulls().unique().to_list()))
    assert bosses["is_manager"].all()
    above = dict(people.select("person_id", "manager_id").iter_rows())
    reached = set(above)
    for _ in range(5):
        reached = {above[person] for person in reached if above[person] is not None}
    assert reached == set()


def test_people_work_in_office_hours_on_weekdays_with_a_lunch_break(acts):
    human = acts.filter(~pl.col("is_bot"))
    assert human.filter(pl.col("at").dt.weekday() > 5).height < 0.06 * human.height
    hours = dict(human.group_by(pl.col("at").dt.hour()).len().iter_rows())
    assert sum(hours.get(hour, 0) for hour in (0, 1, 2, 3, 4, 22, 23)) < 0.03 * human.height
    assert hours[12] < 0.7 * (hours[10] + hours[14]) / 2


def test_the_same_seed_gives_the_same_rows_and_another_one_others():
    first, again, other = (simulate(STORIES["growth"], people=60, months=4, seed=seed) for seed in (5, 5, 6))
    assert first.events.equals(again.events)
    assert first.people.equals(again.people)
    assert not first.events.equals(other.events)


def test_the_last_month_is_complete():
    events = simulate(STORIES["cruise"], people=100, months=6, start=date(2024, 1, 1)).events
    last = date.fromisoformat(events["timestamp"][-1][:10])
    assert date(2024, 7, 5) <= last <= date(2024, 7, 9)


def test_start_and_end_can_be_chosen():
    events = simulate(STORIES["cruise"], people=100, months=3, end=date(2023, 5, 20)).events
    assert events["timestamp"][0] >= "2023-02-12"
    assert "2023-05-17" < events["timestamp"][-1] < "2023-05-21"


def test_french_words_in_french():
    people = simulate(STORIES["growth"], people=200, months=3, lang="fr").people
    assert "Recherche et développement" in people["department"].to_list()
    assert people["email"].drop_nulls().str.contains(r"^[a-z]+\.[a-z]+\d*@example\.org$").all()


@pytest.mark.parametrize("people", [40, 41, 57, 110, 999])
def test_any_size_keeps_its_headcount(people):
    made = simulate(STORIES["cruise"], people=people, months=2, seed=people).people
    last = date(2025, 7, 9)
    there = made.filter(~pl.col("is_bot"), pl.col("left_at").is_null() | (pl.col("left_at") > last))
    assert people - 0.05 * people - 2 <= there.height <= people


@pytest.mark.parametrize("wrong", [{"people": 39}, {"people": 20_001}, {"months": 0}, {"seed": -1}])
def test_sizes_out_of_bounds_are_refused(wrong):
    with pytest.raises(BadSetting):
        simulate(STORIES["growth"], **wrong)


def test_an_end_before_a_month_is_over_is_refused():
    with pytest.raises(BadSetting):
        simulate(STORIES["growth"], start=date(2024, 1, 1), end=date(2024, 1, 20))


@pytest.fixture(scope="module")
def small() -> Simulated:
    return simulate(STORIES["growth"], people=40, months=1)


def test_write_gives_the_same_bytes_twice_and_replaces_its_own_files(small, tmp_path):
    events, people = write(small, tmp_path)
    first = events.read_bytes(), people.read_bytes()
    assert write(small, tmp_path) == (events, people)
    assert (events.read_bytes(), people.read_bytes()) == first
    assert sorted(file.name for file in tmp_path.iterdir()) == ["events.csv", "people.csv"]


def test_write_never_replaces_a_file_that_it_did_not_write(small, tmp_path):
    (tmp_path / "people.csv").write_text("id,name\n1,Somebody\n")
    with pytest.raises(OutputRefused):
        write(small, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["people.csv"]
    assert (tmp_path / "people.csv").read_text() == "id,name\n1,Somebody\n"


def test_write_refuses_a_folder_that_is_a_file(small, tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputRefused):
        write(small, tmp_path / "taken")


def test_a_growing_network_does_more_every_month():
    made = simulate(STORIES["growth"], people=5000, months=6)
    rates = made.events["timestamp"].str.slice(0, 7).value_counts().sort("timestamp")["count"].to_list()
    assert all(later > earlier for earlier, later in pairwise(rates[:-1]))
