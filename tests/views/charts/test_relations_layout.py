from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.views.charts.relations_curves import (
    APART,
    STEPS,
    THINNEST,
    crossing_curves,
    inner_curves,
    link_widths,
    tag_places,
    width_scale,
)
from rse_maturity.views.charts.relations_labels import place_labels
from rse_maturity.views.charts.relations_layout import (
    LARGEST,
    SMALLEST,
    disc_radii,
    disc_scale,
    facing_order,
    rim_places,
    with_loners_at_ends,
)

HALF_ANGLE = np.radians(60)


def test_people_who_exchange_sit_face_to_face():
    matrix = np.array([[0, 0, 9], [9, 0, 0], [0, 9, 0]])
    left, right = facing_order(matrix)
    assert [int(np.flatnonzero(matrix[row])[0]) for row in left] == right.tolist()


@given(st.permutations(range(6)))
def test_facing_does_not_depend_on_the_order_of_rows_where_people_differ(order):
    matrix = np.array([[8, 1, 0], [5, 3, 0], [1, 9, 2], [0, 4, 3], [0, 1, 12], [0, 0, 6]])
    order = np.array(order)
    left, right = facing_order(matrix)
    moved, facing = facing_order(matrix[order])
    assert order[moved].tolist() == left.tolist()
    assert facing.tolist() == right.tolist()


def test_loners_sit_at_both_ends_the_first_nearest():
    assert with_loners_at_ends([7, 8], [1, 2, 3, 4, 5]) == [5, 3, 1, 7, 8, 2, 4]


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=80), st.lists(st.integers(0, 50), min_size=1, max_size=80))
def test_discs_of_a_side_never_overlap_and_areas_are_proportional(left, right):
    radius = 3.4
    received = [np.array(left), np.array(right)]
    scale = disc_scale(received, rim=2 * HALF_ANGLE * radius)
    for side in (0, 1):
        radii = disc_radii(received[side], scale=scale)
        assert radii.max() <= LARGEST + 1e-9
        visible = radii > SMALLEST
        assert radii[visible] ** 2 == pytest.approx(scale**2 * received[side][visible])
        places = rim_places(radii, np.ones(len(radii)), radius=radius, half_angle=HALF_ANGLE, side=side)
        assert np.hypot(*places.T) == pytest.approx(radius)
        assert (places[:, 0] > 0).all() == bool(side)
        apart = np.linalg.norm(places[:, None] - places[None], axis=2) - radii[:, None] - radii[None]
        assert apart[~np.eye(len(radii), dtype=bool)].min(initial=1) > 0


def test_widths_are_proportional_down_to_what_can_be_seen():
    comments = np.array([1, 10, 20, 40])
    scale = width_scale(comments[:2], comments[2:])
    widths = link_widths(comments, scale=scale)
    assert widths[1:] == pytest.approx(scale * comments[1:])
    assert widths[0] == max(scale, THINNEST)


def test_curves_start_and_end_at_their_people_and_inner_ones_keep_to_their_side():
    places = rim_places(np.full(6, 0.1), np.ones(6), radius=3, half_angle=HALF_ANGLE, side=0)
    start, end = places[[0, 0, 2]], places[[1, 5, 3]]
    inner = inner_curves(start, end, half_angle=HALF_ANGLE)
    assert inner[:, 0] == pytest.approx(start)
    assert inner[:, -1] == pytest.approx(end)
    assert inner[..., 0].max() < -0.4 * 3
    across = crossing_curves(start, end * [-1, 1])
    assert across.shape == (3, STEPS, 2)
    assert across[:, -1] == pytest.approx(end * [-1, 1])


def test_tags_on_neighbouring_links_keep_apart():
    start = np.array([[-3.0, 0.3], [-3.0, 0.0], [-3.0, -0.3]])
    places = tag_places(crossing_curves(start, start * [-1, 1]))
    gaps = np.linalg.norm(places[:, None] - places[None], axis=2)[~np.eye(3, dtype=bool)]
    assert gaps.min() >= APART


def test_a_name_without_neighbours_stands_beside_its_disc_and_a_crowd_is_pushed_away():
    discs = np.array([[-3.0, 0.1, 0.05], [-2.99, 0.2, 0.05], [-2.97, 0.3, 0.05]])
    labels = place_labels(
        discs,
        [0, 1, 2],
        [0.8, 0.8, 0.8],
        height=0.15,
        side=0,
        circle=(0, 0, 3),
        taken=(),
        limits=(-6, 6, -3, 3),
    )
    assert [label.disc for label in labels] == [0, 1, 2]
    assert labels[0].y == pytest.approx(0.1)
    assert not labels[0].moved
    heights = [label.y for label in labels]
    assert np.diff(heights).min() >= 0.15


def test_a_name_without_any_place_is_left_out():
    discs = np.array([[-3.0, 0.0, 0.05]])
    assert not place_labels(discs, [0], [2.0], height=0.15, side=0, circle=(0, 0, 3), taken=(), limits=(-4, 4, -1, 1))
