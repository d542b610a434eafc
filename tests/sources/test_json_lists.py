"""Which lists of objects an object holds, whatever the size of a block: what the standard reader finds in it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.json_lists import lists_of_objects
from tests.sources.test_json_pieces import TEXTS, VALUES, member

LISTS = st.lists(VALUES | st.dictionaries(TEXTS, VALUES, max_size=2), max_size=3)


@given(
    document=st.dictionaries(TEXTS, VALUES | LISTS, max_size=6),
    layout=st.fixed_dictionaries({"ensure_ascii": st.booleans(), "indent": st.sampled_from([None, 1])}),
    size=st.integers(1, 40),
)
def test_blocks_of_any_size_show_the_lists(document, layout, size):
    wanted = [
        key
        for key, value in document.items()
        if isinstance(value, list) and any(isinstance(one, dict) for one in value)
    ]
    assert lists_of_objects(member("\ufeff" + json.dumps(document, **layout)), size=size) == wanted


@pytest.mark.parametrize("text", ['{7: [{"a": 1}]}', '{"a": 1 "b": [{}]}', "{[{}]}"])
@pytest.mark.parametrize("size", [1, 1000])
def test_a_damaged_key_is_told(text, size):
    with pytest.raises(SourceUnreadable, match="cut or damaged"):
        lists_of_objects(member(text), size=size)
