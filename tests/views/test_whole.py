"""A file written whole or not at all."""

from __future__ import annotations

import pytest

from rse_maturity.errors import OutputRefused
from rse_maturity.views.whole import write_whole


def test_the_file_is_replaced_and_no_draft_stays(tmp_path):
    for content in ("lang = 'en'\n", "lang = 'fr'\n"):
        write_whole(content, tmp_path / "x.toml")
    assert [file.name for file in tmp_path.iterdir()] == ["x.toml"]
    assert (tmp_path / "x.toml").read_bytes() == b"lang = 'fr'\n"


@pytest.mark.parametrize("place", ["none/x.toml", "file/x.toml", "folder"])
def test_a_place_that_will_not_do_is_told(tmp_path, place):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputRefused, match="cannot be written"):
        write_whole("", tmp_path / place)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "folder"]
