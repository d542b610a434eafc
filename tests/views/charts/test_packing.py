from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.views.charts.packing import pack, reach


def gaps(centres, radii):
    apart = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1)) - radii[:, None] - radii[None]
    return apart[np.triu_indices(len(radii), k=1)]


sizes = st.lists(st.integers(1, 400), min_size=1, max_size=60)


@given(sizes, st.integers(0, 40))
def test_no_two_discs_overlap_and_each_touches_another(counts, silent):
    radii = np.sqrt(np.array([*sorted(counts, reverse=True), *[3] * silent], dtype=float))
    centres = pack(radii, core=len(counts))
    assert centres.shape == (len(radii), 2)
    if len(radii) > 1:
        apart = gaps(centres, radii)
        assert apart.min() >= -1e-6
        assert apart.min() <= 1e-6


def test_two_discs_touch_and_their_middle_is_the_origin():
    centres = pack(np.array([3.0, 1.0]))
    assert np.hypot(*(centres[1] - centres[0])) == pytest.approx(4.0)
    assert reach(centres, np.array([3.0, 1.0])) == pytest.approx(4.0, rel=0.01)


def test_seven_equal_discs_make_a_rosette():
    centres = pack(np.ones(7))
    from_middle = sorted(np.hypot(*(centres - centres.mean(axis=0)).T))
    assert from_middle[0] == pytest.approx(0.0, abs=1e-6)
    assert from_middle[1:] == pytest.approx([2.0] * 6)


def test_the_crust_lies_round_the_core():
    radii = np.array([*np.linspace(6, 2, 20), *[1.7] * 60])
    centres = pack(radii, core=20)
    from_middle = np.hypot(*centres.T)
    assert np.median(from_middle[20:]) > from_middle[:20].max() - radii[0]
    crust = centres[20:]
    angles = np.sort(np.arctan2(crust[:, 1], crust[:, 0]))
    assert np.diff(np.append(angles, angles[0] + 2 * np.pi)).max() < np.pi / 4


def test_hundreds_of_discs_fill_their_circle_well():
    radii = np.sqrt(np.repeat(np.arange(20, 0, -1), 20).astype(float))
    centres = pack(radii)
    assert (radii**2).sum() / reach(centres, radii) ** 2 > 0.8


def test_nothing_packs_to_nothing():
    assert pack(np.empty(0)).shape == (0, 2)
    assert reach(np.empty((0, 2)), np.empty(0)) == 0.0


def test_the_same_discs_are_packed_the_same_way():
    radii = np.sqrt(np.arange(50, 0, -1).astype(float))
    assert np.array_equal(pack(radii), pack(radii.copy()))
