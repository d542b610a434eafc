"""Length of conversations and people in them, mixing of units and levels, reach of the leading voices, all members."""

from __future__ import annotations

from datetime import date

import networkx as nx
import numpy as np
import pytest

from rse_maturity.config import Settings
from rse_maturity.measures.measure import measure
from tests.measures.test_rest_of_catalogue import root


def thread(comments, answerers):
    return {**root(0, hours=1.0 if answerers else None, comments=comments), "answerers": answerers}


BETWEEN = {
    "people": [{"unit": "A"}] * 2 + [{"unit": "B"}] * 2,
    "ties": [(0, 2, 1, 0), (2, 1, 1, 0), (1, 3, 1, 0), (3, 0, 1, 0)],
}
"""Ties that agree with comments between units, as far as anybody looks at them here."""

THREADS = [
    thread(0, 0),
    thread(4, 0),  # its own author's comments
    thread(1, 1),
    thread(1, 1),
    thread(3, 2),
    thread(5, 1),
    thread(9, 7),
]


def test_conversations_are_those_that_somebody_else_joined(tables_of, headline):
    tables = tables_of(people=[{}], roots=THREADS)
    depth = headline(tables, "thread_depth")
    assert (depth.value, depth.low, depth.high, depth.denominator) == (4, 2, 10, 5)  # of 2 2 4 6 10
    people = headline(tables, "people_per_thread")
    assert (people.value, people.numerator, people.denominator) == (3.4, 17, 5)
    assert people.low <= 3.4 <= people.high
    shared = headline(tables, "shared_thread_share")
    assert (shared.value, shared.numerator, shared.denominator) == (0.4, 2, 5)


@pytest.mark.parametrize("metric", ["thread_depth", "people_per_thread", "shared_thread_share"])
def test_few_conversations_say_nothing(tables_of, headline, metric):
    assert headline(tables_of(people=[{}], roots=THREADS[:6]), metric).reason == "few_posts"


def test_two_way_relations_are_counted_for_both(tables_of, headline):
    year = [(0, person, 1, 0, 0, 0) for person in range(10)]
    tables = tables_of(people=[{}] * 10, years=year, tie_periods=[(0, 9, 15, 12, 3)])
    assert headline(tables, "two_way_connections").value == 0.6


def test_pairs_of_units_are_counted_in_both(tables_of):
    people = [{"unit": unit} for unit in "AAABBB"]
    ties = [
        (0, 1, 2, 0),
        (1, 0, 1, 0),
        (0, 3, 1, 0),
        (3, 0, 4, 0),
        (1, 2, 1, 0),
        (2, 0, 1, 0),
        (4, 5, 1, 0),
        (1, 4, 0, 3),
    ]
    ties += [(3, 4, 1, 0), (5, 3, 1, 0), (2, 5, 1, 0)]
    units = measure(tables_of(people=people, ties=ties), settings=Settings()).units
    found = {unit: periods[-1].metrics["two_way_share"] for unit, periods in units.items()}
    # A: 01 both ways, 02, 12, 03 both ways, 25; B: 34, 35, 45, 03 both ways, 25
    assert (found["A"].numerator, found["A"].denominator) == (2, 5)
    assert (found["B"].numerator, found["B"].denominator) == (1, 5)


def comments_between(seed=4, units=4):
    random = np.random.default_rng(seed)
    names = [f"Unit {number}" for number in range(units)]
    return [(0, a, b, int(random.integers(1, 40)) * (4 if a == b else 1)) for a in names for b in names]


def test_mixing_of_units_is_what_networkx_finds(tables_of, headline):
    ties = comments_between()
    sizes = {unit: 5 for _, unit, _, _ in ties}
    tables = tables_of(**BETWEEN, unit_ties=ties, unit_people=[(0, *one) for one in sizes.items()])
    graph, arrows = nx.DiGraph(), nx.MultiDiGraph()
    for _, source, target, comments in ties:
        graph.add_edge(source, target, weight=comments)
        arrows.add_edges_from([(source, target)] * comments)
    nx.set_node_attributes(arrows, {unit: unit for unit in sizes}, "unit")
    assert headline(tables, "unit_assortativity").value == pytest.approx(
        nx.attribute_assortativity_coefficient(arrows, "unit")
    )
    assert headline(tables, "unit_modularity").value == pytest.approx(
        nx.community.modularity(graph, [{unit} for unit in sizes])
    )


@pytest.mark.parametrize(
    ("ties", "assortativity", "modularity"),
    [
        ([("A", "A", 10), ("B", "B", 10)], 1.0, 0.5),
        ([("A", "B", 10), ("B", "A", 10)], -1.0, -0.5),
        ([(a, b, 5) for a in "AB" for b in "AB"], 0.0, 0.0),
    ],
)
def test_units_close_up_mix_or_seek_each_other(tables_of, headline, ties, assortativity, modularity):
    tables = tables_of(**BETWEEN, unit_ties=[(0, *tie) for tie in ties], unit_people=[(0, "A", 5), (0, "B", 5)])
    assert headline(tables, "unit_assortativity").value == pytest.approx(assortativity)
    assert headline(tables, "unit_modularity").value == pytest.approx(modularity)


@pytest.mark.parametrize("metric", ["unit_assortativity", "unit_modularity"])
def test_one_unit_or_few_people_do_not_mix(tables_of, headline, metric):
    alone = tables_of(**BETWEEN, unit_ties=[(0, "A", "A", 9)], unit_people=[(0, "A", 9)])
    assert headline(alone, metric).reason == "few_units"
    few = tables_of(
        **BETWEEN,
        unit_ties=[(0, "A", "B", 9), (0, "A", "A", 9), (0, "B", "A", 9)],
        unit_people=[(0, "A", 2), (0, "B", 2)],
    )
    assert headline(few, metric).reason == "few_people"


def test_openness_between_levels_is_observed_over_expected(tables_of, headline):
    people = [{"manager": code < 5} for code in range(12)] + [{"manager": None}]
    ring = [(code, (code + 1) % 12, 2, 0) for code in range(12)]  # 4 of 24 comments cross: from 4 to 5, from 11 to 0
    found = headline(tables_of(people=people, ties=[*ring, (12, 0, 50, 0), (3, 9, 0, 7)]), "cross_level_ratio")
    expected = 1 - (5 * 4 + 7 * 6) / (12 * 11)
    assert (found.numerator, found.denominator) == (4, pytest.approx(24 * expected))
    assert found.value == pytest.approx(4 / 24 / expected)


def test_few_managers_are_no_level(tables_of, headline):
    people = [{"manager": code < 4} for code in range(12)]
    ring = [(code, (code + 1) % 12, 2, 0) for code in range(12)]
    assert headline(tables_of(people=people, ties=ring), "cross_level_ratio").reason == "few_managers"


def test_reach_falls_from_the_first_voice_to_those_after(tables_of, headline):
    reach = [10, 9, 9, 8, 8, 6, 5, 4, 3, 2, 1]  # the sixth to the tenth: 4 on average
    ties = [(20 + source, voice, 3, 0) for voice, count in enumerate(reach) for source in range(count)]
    found = headline(tables_of(people=[{}] * 40, ties=[*ties, (30, 0, 0, 5)]), "influence_drop_off")
    assert (found.value, found.denominator) == (pytest.approx(0.6), 11)
    few = [tie for tie in ties if tie[1] < 9]
    assert headline(tables_of(people=[{}] * 40, ties=few), "influence_drop_off").reason == "few_ties"


def members(writing, *, silent):
    year = [(0, code, amount, 0, 0, 1) for code, amount in enumerate(writing)]
    return {"people": [{}] * (len(writing) + silent), "years": year}


def test_all_members_are_those_who_write_nothing_too(tables_of, headline):
    tables = tables_of(**members([1, 2, 3, 4], silent=6))
    nothing = headline(tables, "non_writers_share")
    assert (nothing.value, nothing.numerator, nothing.denominator) == (0.6, 6, 10)
    amounts = np.array([0] * 6 + [1, 2, 3, 4])
    differences = np.abs(np.subtract.outer(amounts, amounts)).sum() / (10 * 9)
    found = headline(tables, "gini_of_members")
    assert found.value == pytest.approx(differences / (2 * amounts.mean()))
    assert found.low <= found.value <= found.high


def test_who_left_is_no_member_and_their_contributions_are_left_out(tables_of, headline):
    given = members([5] * 6, silent=4)
    given["people"] = [{"left": date(2024, 2, 1)}, *([{}] * 9)]
    found = headline(tables_of(**given), "non_writers_share")
    assert (found.numerator, found.denominator) == (4, 9)


def test_without_a_directory_the_members_are_those_who_took_part(tables_of, headline):
    given = members([1, 1, 1, 0, 0], silent=5)
    found = headline(tables_of(directory=False, **given), "non_writers_share")
    assert (found.numerator, found.denominator) == (2, 5)


def test_where_nobody_wrote_there_is_nothing_to_share(tables_of, headline):
    given = members([0] * 6, silent=0)
    assert headline(tables_of(**given), "gini_of_members").reason == "no_activity"
    assert headline(tables_of(**given), "non_writers_share").value == 1


def test_the_hundredth_that_writes_most_is_five_of_five_hundred(tables_of, headline):
    found = headline(tables_of(**members([100] * 5 + [1] * 250, silent=245)), "top_percent_share")
    assert (found.value, found.denominator) == (pytest.approx(500 / 750), 500)
    assert headline(tables_of(**members([9] * 300, silent=199)), "top_percent_share").reason == "few_people"
