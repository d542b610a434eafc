import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.tables.lookup import rows_with

IDS = st.integers(0, 2**64 - 1) | st.integers(0, 30)


@given(
    st.lists(IDS | st.none(), unique_by=lambda one: object() if one is None else one),
    st.lists(IDS | st.none()),
    st.randoms(),
)
def test_rows_are_those_that_a_dictionary_finds(ids, others, chance):
    among = [chance.random() < 0.7 for _ in ids]
    asked = chance.sample(ids, len(ids)) + others
    known = {one: row for row, one in enumerate(ids) if one is not None and among[row]}
    found = rows_with(
        pl.Series(asked, dtype=pl.UInt64), pl.Series(ids, dtype=pl.UInt64), among=pl.Series(among, dtype=pl.Boolean)
    )
    assert found.to_list() == [known.get(one) for one in asked]
    assert found.dtype == pl.UInt32


@pytest.mark.parametrize("step", [1, 2**40, 2**63 + 1])
def test_ids_in_a_row_are_found_as_well_as_scattered_ones(step):
    ids = pl.Series([number * step % 2**64 for number in range(20_000)], dtype=pl.UInt64)
    everywhere = pl.repeat(value=True, n=ids.len(), eager=True)
    assert rows_with(ids, ids, among=everywhere).to_list() == list(range(20_000))
