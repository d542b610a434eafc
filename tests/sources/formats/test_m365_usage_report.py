"""Usage reports of Microsoft 365: counts become acts of the last active day, names may be concealed."""

from __future__ import annotations

import contextlib
import datetime as dt

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources import load
from rse_maturity.sources.formats.m365_usage_report import M365UsageReport
from tests.sources.formats.chat_exports import events_of, folder_of, parts_of, read, recognised, refusals_of

REPORTS = M365UsageReport()
YAMMER = (
    "\ufeffReport Refresh Date,User Principal Name,Display Name,User State,State Change Date,Last Activity Date,"
    "Posted Count,Read Count,Liked Count,Assigned Products,Report Period\n"
)
TEAMS = (
    "Report Refresh Date,User Id,User Principal Name,Last Activity Date,Is Deleted,Deleted Date,"
    "Team Chat Message Count,Private Chat Message Count,Post Messages,Reply Messages,Report Period\n"
)
GROUPS = (
    "Report Refresh Date,Group Display Name,Is Deleted,Owner Principal Name,Last Activity Date,Posted Count,"
    "Read Count,Liked Count,Report Period\n2024-03-12,Workshop,False,ada@example.org,2024-03-05,3,120,9,30\n"
)
HASH = "0123456789ABCDEF0123456789ABCDEF"


def line(**more):
    said = {
        "end": "2024-03-12", "who": "ada@example.org", "name": "Ada Roy", "state": "Activated", "changed": "2023-01-09",
        "last": "2024-03-06", "posted": 2, "read": 41, "liked": 1, "products": "E3", "period": 30,
    }  # fmt: skip
    return ",".join(map(str, (said | more).values())) + "\n"


def yammer(place, *lines):
    return folder_of(place, {"YammerActivityUserDetail.csv": YAMMER + "".join(lines)})


def test_counts_are_acts_of_the_last_active_day(tmp_path):
    found = events_of(REPORTS, yammer(tmp_path, line()))
    assert found["kind"].to_list() == ["login", "post", "post", "reaction", "view"]
    assert found["event_id"].n_unique() == 5
    assert found["at"].unique().to_list() == [dt.datetime(2024, 3, 6, tzinfo=dt.UTC)]
    assert found["by_day"].all()


@pytest.mark.parametrize(
    ("last", "day"), [("2024-03-12", 12), ("2024-02-11", 11), ("2024-02-10", 12), ("", 12), ("2024-03-13", 12)]
)
def test_a_last_day_outside_the_period_gives_way_to_its_end(tmp_path, last, day):
    found = events_of(REPORTS, yammer(tmp_path, line(last=last)))
    assert found.filter(pl.col("kind") == "post")["at"].dt.day().to_list() == [day, day]


def test_long_periods_tell_the_last_active_day_alone(tmp_path):
    path = yammer(tmp_path, line(period=180), line(who="bob@example.org", last="", period=180))
    assert events_of(REPORTS, path).select("kind", "actor").rows() == [("login", "ada@example.org")]
    assert "180 days" in recognised(REPORTS, path).why


def test_a_report_of_one_day(tmp_path):
    found = events_of(REPORTS, yammer(tmp_path, line(last="2024-03-12", period="2024-03-12")))
    assert found.filter(pl.col("kind") == "post").height == 2


def test_teams_tells_posts_from_replies_and_leaves_private_chats(tmp_path):
    rows = TEAMS + "2024-03-12,g1,bob_ext#EXT#@example.org,2024-03-11,False,,3,88,1,2,7\n"
    rows += "2024-03-12,g2,eve@example.org,,True,2024-03-01,0,0,0,0,7\n"
    path = folder_of(tmp_path, {"TeamsUserActivityUserDetail.csv": rows})
    found = events_of(REPORTS, path)
    assert found["kind"].to_list() == ["comment", "comment", "login", "post"]
    assert found["is_guest"].unique().to_list() == ["true"]
    people = read(REPORTS, path)["people"].frame.collect().sort("person_id")
    assert people.select("left_at", "status").rows() == [(None, None), (dt.date(2024, 3, 1), "deleted")]
    assert "joined_at" not in people.columns


def test_the_latest_report_says_who_is_there(tmp_path):
    old, new = line(state="Activated"), line(state="Deleted", changed="2024-04-02", end="2024-04-12", last="")
    people = read(REPORTS, yammer(tmp_path, new, old))["people"].frame.collect()
    assert people.select("person_id", "display_name", "left_at", "joined_at").rows() == [
        ("ada@example.org", "Ada Roy", dt.date(2024, 4, 2), None)
    ]


def test_concealed_names_are_told_and_are_neither_names_nor_addresses(tmp_path):
    path = yammer(tmp_path, line(who=HASH, name=HASH))
    assert "names are concealed" in recognised(REPORTS, path).why
    people = read(REPORTS, path)["people"].frame.collect()
    assert people.select("person_id", "display_name", "email").rows() == [(HASH, None, None)]
    assert "concealed" not in recognised(REPORTS, yammer(tmp_path, line())).why


def test_what_the_data_set_says_that_it_cannot_tell(tmp_path):
    found = load(
        [yammer(tmp_path, line(), line(who="bob@example.org", last="", posted=0, read=0, liked=0))], settings=Settings()
    )
    told = {name for name, presence in found.capabilities.items() if presence != "no"}
    assert {"post", "reaction", "view", "login", "joined_at"} <= told
    assert not told & {"comment", "parent", "channel", "directory"}
    assert sorted(found.people["id"]) == ["ada@example.org", "bob@example.org"]


def test_the_same_report_twice_counts_once(tmp_path):
    one, two = yammer(tmp_path / "a", line()), yammer(tmp_path / "b", line())
    assert load([one, two], settings=Settings()).events.height == 5


def test_days_are_those_of_the_zone(tmp_path):
    path = yammer(tmp_path, line())
    settings_ = Settings().model_copy(update={"time": Settings().time.model_copy(update={"zone": "America/New_York"})})
    assert load([path], settings=settings_).events["day"].unique().to_list() == [dt.date(2024, 3, 6)]


def test_the_report_on_communities_names_nobody(tmp_path):
    path = folder_of(tmp_path, {"YammerGroupsActivityDetail.csv": GROUPS})
    assert "names nobody" in recognised(REPORTS, path).why
    with pytest.raises(SourceUnreadable, match="user detail"):
        read(REPORTS, path)


def test_counts_that_cannot_be_are_refused_with_their_line(tmp_path):
    path = yammer(tmp_path, line(), line(posted="many"), line(liked=-1), line(posted=10_001), line(read="x"), line())
    assert refusals_of(REPORTS, path) == [
        ("YammerActivityUserDetail.csv", number, "impossible_count") for number in (3, 4, 5, 6)
    ]
    part = parts_of(read(REPORTS, path)["events"])[0]
    assert set(part.lines(range(part.frame.collect().height))) == {2, 7}


def test_other_tables_are_not_taken_for_it(tmp_path):
    path = folder_of(tmp_path, {"report.csv": "User Principal Name,Last Activity Date\nada,2024-03-04\n"})
    assert recognised(REPORTS, path) is None


CELLS = st.text(st.sampled_from('a1,"\n-é@'), max_size=5)


@given(name=st.sampled_from(["who", "last", "posted", "liked", "period", "end", "changed", "state"]), cell=CELLS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_odd_cells_are_told_or_counted(tmp_path, name, cell):
    path = yammer(tmp_path, line(), line(**{name: cell}), line(who="bob@example.org"))
    with contextlib.suppress(InputError):
        found = load([path], settings=Settings())
        for source in found.sources:
            assert source.rows == source.events + source.rejected + source.duplicates + source.left_out
