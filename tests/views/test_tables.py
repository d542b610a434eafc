"""Tables for a spreadsheet: written by columns or by rows, they are the same, and no text in them is a formula."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.views.tables import csv_of, csv_text

TEXTS = st.none() | st.sampled_from(
    ["=1+1", " =1", "\t@x", "\u00a0=cmd", "-", "", " ", "Sales", 'a "b", c', "x\x1b[31m"]
)
NUMBERS = st.none() | st.integers(0, 10**9) | st.sampled_from([0.5, 12.25, 1e16])


@given(st.lists(st.tuples(TEXTS | st.text(max_size=4).map(lambda text: text.replace("\x00", "")), NUMBERS)))
def test_columns_and_rows_make_the_same_table(rows):
    frame = pl.DataFrame(rows, {"=name": pl.String, "n": pl.Float64}, orient="row")
    assert csv_of(frame) == csv_text(frame.columns, frame.iter_rows())


def test_what_looks_like_a_formula_gets_an_apostrophe():
    assert csv_of(pl.DataFrame({"unit": ["=1+1", "  @x", "Sales"]})) == "unit\n'=1+1\n'@x\nSales\n"
