import polars as pl

from rse_maturity.measures.graph.ends import with_groups

TIES = pl.DataFrame(
    {"source": [0, 4, 2, 0], "target": [2, 0, 0, 9], "comments": [3, 1, 0, 5]},
    schema={"source": pl.UInt32, "target": pl.UInt32, "comments": pl.UInt32},
)
GROUPS = pl.DataFrame(
    {"person": [4, 0, 2, 70], "group": ["b", "a", "b", "c"]}, schema={"person": pl.UInt32, "group": pl.String}
)


def test_both_ends_have_their_group_and_ties_without_comment_or_group_are_left_out():
    assert with_groups(TIES, GROUPS).rows() == [(0, 2, 3, "a", "b"), (4, 0, 1, "b", "a")]


def test_without_ties_nothing_is_given():
    assert with_groups(TIES.clear(), GROUPS).is_empty()
