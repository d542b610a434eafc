import numpy as np
import polars as pl
import pytest

from rse_maturity.measures.graph.chance import quasi_independence, unit_matrix


def test_sizes_alone_are_expected_exactly():
    weight, pull = np.array([4.0, 2.0, 1.0, 3.0]), np.array([1.0, 5.0, 2.0, 2.0])
    observed = np.outer(weight, pull)
    expected = quasi_independence(observed)
    off_diagonal = ~np.eye(4, dtype=bool)
    assert expected[off_diagonal] == pytest.approx(observed[off_diagonal])
    assert np.isnan(np.diag(expected)).all()


def test_margins_of_what_crosses_are_kept():
    observed = np.array([[90.0, 3, 4], [5, 80, 2], [1, 9, 70]])
    expected = np.nan_to_num(quasi_independence(observed))
    crossing = observed - np.diag(np.diag(observed))
    assert expected.sum(axis=1) == pytest.approx(crossing.sum(axis=1))
    assert expected.sum(axis=0) == pytest.approx(crossing.sum(axis=0))


def ties(*rows):
    schema = {"source_unit": pl.String, "target_unit": pl.String, "comments": pl.UInt64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_the_matrix_holds_every_pair_of_shown_units_and_no_other():
    matrix = unit_matrix(ties(("a", "b", 6), ("a", "a", 9), ("a", "hidden", 7)), shown=frozenset("abc"))
    assert matrix.height == 9
    assert "hidden" not in matrix.get_column("target").to_list()
    found = {(row["source"], row["target"]): row for row in matrix.iter_rows(named=True)}
    assert found["a", "b"]["comments"] == 6
    assert found["a", "a"]["expected"] is None
    assert found["c", "a"]["ratio"] is None


def test_no_unit_gives_no_row():
    assert unit_matrix(ties(), shown=frozenset()).is_empty()
