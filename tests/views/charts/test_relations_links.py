from __future__ import annotations

import numpy as np
import pytest

from rse_maturity.views.charts.relations_links import (
    EVERY_PAIR,
    Pairs,
    disparity_p_values,
    drawn_pairs,
    exchanged_pairs,
    outstanding_pairs,
    people_who_carry_half,
)
from tests.views.charts.made_relations import MADE, from_tally


def pairs(*rows):
    first, second, comments, crossing = zip(*rows, strict=True)
    return Pairs(np.array(first), np.array(second), np.array(comments), np.array(crossing, dtype=bool))


def test_a_pair_sums_both_directions_and_knows_whether_it_crosses():
    tally = np.zeros((4, 4), dtype=int)
    tally[0, 1], tally[1, 0], tally[0, 2], tally[3, 2] = 2, 3, 4, 1
    found = exchanged_pairs(from_tally(tally, np.array([0, 0, 1, 1])))
    assert list(zip(found.first, found.second, found.comments, found.crossing, strict=True)) == [
        (0, 1, 5, False),
        (0, 2, 4, True),
        (2, 3, 1, False),
    ]


def test_answers_to_oneself_are_no_pair():
    tally = np.zeros((3, 3), dtype=int)
    tally[0, 0], tally[0, 1] = 9, 1
    assert exchanged_pairs(from_tally(tally, np.array([0, 0, 1]))).comments.tolist() == [1]


def test_disparity_by_hand():
    # person 0 has three partners (6, 2, 2 of 10 comments); 1 and 2 also meet each other (2 of 8, 2 of 4); 3 has one
    links = pairs((0, 1, 6, 0), (0, 2, 2, 0), (0, 3, 2, 0), (1, 2, 2, 0))
    expected = [
        min((1 - 6 / 10) ** 2, (1 - 6 / 8) ** 1),
        min((1 - 2 / 10) ** 2, (1 - 2 / 4) ** 1),
        min((1 - 2 / 10) ** 2, 1.0),  # degree 1 on the side of 3 says nothing
        min((1 - 2 / 8) ** 1, (1 - 2 / 4) ** 1),
    ]
    assert disparity_p_values(links, people=4) == pytest.approx(expected)


def test_two_people_with_one_partner_each_are_not_remarkable():
    assert disparity_p_values(pairs((0, 1, 50, 0)), people=2).tolist() == [1.0]


def test_few_pairs_are_all_drawn_and_many_are_chosen():
    few = exchanged_pairs(MADE["15"]())
    assert len(few) <= EVERY_PAIR
    assert drawn_pairs(few, people=30) is few
    many = exchanged_pairs(MADE["80"]())
    kept = drawn_pairs(many, people=160)
    assert len(kept) < len(many)
    weakest = kept.comments[kept.crossing].min()
    assert (many.comments[many.crossing] > weakest).sum() <= kept.crossing.sum()
    inner = many.where(~many.crossing)
    unusual = disparity_p_values(inner, people=160)
    keys = set(zip(kept.first.tolist(), kept.second.tolist(), strict=True))
    chosen = np.array([key in keys for key in zip(inner.first.tolist(), inner.second.tolist(), strict=True)])
    assert 0 < chosen.sum() < len(inner)
    assert unusual[chosen].max() <= unusual[~chosen].min()


def test_the_strongest_pairs_are_never_torn_from_their_equals():
    links = pairs((0, 5, 9, 1), (1, 5, 7, 1), (2, 5, 4, 1), (3, 5, 4, 1), (4, 5, 4, 1), (0, 1, 99, 0))
    assert outstanding_pairs(links).tolist() == [0, 1]
    assert outstanding_pairs(links.where(np.array([0, 1, 2, 3]))).tolist() == [0, 1, 2, 3]


def test_single_comments_and_a_crowd_of_equals_do_not_stand_out():
    assert outstanding_pairs(pairs((0, 5, 1, 1), (1, 5, 1, 1))).tolist() == []
    assert outstanding_pairs(pairs(*[(at, 9, 3, 1) for at in range(6)])).tolist() == []


def test_who_carries_half_counts_a_comment_once():
    # 0 touches 6 of 12; then half is reached
    links = pairs((0, 3, 3, 1), (0, 4, 3, 1), (1, 3, 2, 1), (1, 4, 2, 1), (2, 4, 2, 1), (1, 2, 50, 0))
    assert people_who_carry_half(links, people=5, crossing=12).tolist() == [4]
    assert people_who_carry_half(links, people=5, crossing=18).tolist() == [4, 3]


def test_nobody_carries_half_of_what_the_people_at_hand_do_not_reach():
    assert people_who_carry_half(pairs((0, 1, 3, 1)), people=2, crossing=100).tolist() == []
    assert people_who_carry_half(pairs((0, 1, 3, 0)), people=2, crossing=0).tolist() == []
