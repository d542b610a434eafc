from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.tables.calendar import calendar_between, years
from rse_maturity.tables.stretches import stretches
from rse_maturity.tables.ties import comments_cut, people_tied, tie_periods, ties, unit_people, unit_ties

START = date(2021, 11, 20)
UNITS = [None, "Sales", "Sales", "Research", "Legal"]
UNIT_OF = pl.Series("unit", UNITS, dtype=pl.String)
LINK = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 900), st.booleans())


def links_frame(links):
    return pl.DataFrame(
        [(source, target, comment, START + timedelta(days=number)) for source, target, number, comment in links],
        schema={"source": pl.UInt32, "target": pl.UInt32, "comment": pl.Boolean, "day": pl.Date},
        orient="row",
    )


def test_ties_count_comments_and_reactions_each_way():
    links = links_frame([(0, 1, 0, True), (0, 1, 5, True), (1, 0, 5, False), (0, 1, 400, True)])
    table = ties(links, (START, START + timedelta(days=364)), size=5)
    assert table.rows() == [(0, 1, 2, 0), (1, 0, 0, 1)]
    assert table.dtypes == [pl.UInt32] * 4


@given(st.lists(LINK, max_size=50), st.integers(0, 900))
def test_periods_count_what_a_patient_reader_counts(links, length):
    links = [link for link in links if link[0] != link[1] and link[2] <= length]
    calendar = calendar_between(START, START + timedelta(days=length + 1), until=None, window_days=28)
    cut = stretches(years(calendar))
    comments = comments_cut(links_frame(links), cut)
    tied = people_tied(comments, UNIT_OF, cut)
    expected_ties, expected_units, expected_people = [], [], []
    for period, (start, end) in enumerate(years(calendar)):
        within = [
            (source, target)
            for source, target, number, comment in links
            if comment and start <= START + timedelta(days=number) <= end
        ]
        directed, dyads = set(within), {frozenset(pair) for pair in within}
        people = {person for pair in within for person in pair}
        mutual = sum((target, source) in directed for source, target in directed) // 2
        expected_ties.append((period, len(people), len(directed), len(dyads), mutual))
        crossings = [(UNITS[source], UNITS[target]) for source, target in within if UNITS[source] and UNITS[target]]
        expected_units += [(period, *pair, crossings.count(pair)) for pair in sorted(set(crossings))]
        named = [UNITS[person] for person in people if UNITS[person]]
        expected_people += [(period, unit, named.count(unit)) for unit in sorted(set(named))]
    assert tie_periods(comments, tied, cut, size=5).rows() == expected_ties
    assert unit_ties(comments, UNIT_OF, cut).rows() == expected_units
    assert unit_people(tied).rows() == expected_people


def test_no_tie_gives_zeros_and_no_units():
    cut = stretches([(START, START + timedelta(days=364))])
    comments = comments_cut(links_frame([]), cut)
    tied = people_tied(comments, UNIT_OF, cut)
    table = tie_periods(comments, tied, cut, size=5)
    assert table.rows() == [(0, 0, 0, 0, 0)]
    assert table.columns == ["period", "people", "directed", "dyads", "mutual"]
    assert table.dtypes == [pl.UInt16, pl.UInt32, *[pl.UInt64] * 3]
    assert unit_people(tied).is_empty()
    assert unit_ties(comments, UNIT_OF, cut).columns == ["period", "source_unit", "target_unit", "comments"]
