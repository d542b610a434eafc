"""What a source tells: what is found in it, and what the export of a platform would hold if it happened."""

from __future__ import annotations

import pytest

from rse_maturity.config import Settings
from rse_maturity.sources import load
from tests.sources.test_detect import Chat


@pytest.fixture
def chat(monkeypatch, tmp_path):
    def read(**tells):
        monkeypatch.setattr("rse_maturity.sources.detect.FORMATS", (Chat(tells=tells),))
        (tmp_path / "chat.txt").write_text("ada bob")
        return load([tmp_path / "chat.txt"], settings=Settings())

    return read


def test_a_kind_that_did_not_happen_is_told_by_an_export_that_would_hold_it(chat):
    dataset = chat(post="yes", comment="yes", reaction="inherited", parent="yes", login="no", directory="yes")
    told = dataset.sources[0].capabilities
    assert told == {"comment": "yes", "parent": "yes", "post": "yes", "reaction": "inherited"}
    assert {name: dataset.capabilities[name] for name in ("comment", "reaction", "parent", "login", "directory")} == {
        "comment": "yes", "reaction": "inherited", "parent": "yes", "login": "no", "directory": "no",
    }  # fmt: skip


def test_counts_tell_no_comment_and_no_parent(chat):
    capabilities = chat(post="yes", reaction="yes").capabilities
    assert [capabilities[name] for name in ("post", "reaction", "comment", "parent")] == ["yes", "yes", "no", "no"]


def test_any_table_tells_what_is_in_it(tmp_path):
    (tmp_path / "acts.csv").write_text("id,at,actor,kind,parent\n1,2024-03-04,a,post,\n2,2024-03-05,b,comment,1\n")
    (tmp_path / "more.csv").write_text("at,actor,kind,channel\n2024-03-06,a,like,news\n")
    dataset = load([tmp_path / "acts.csv", tmp_path / "more.csv"], settings=Settings())
    first, second = (source.capabilities for source in dataset.sources)
    assert first == dict.fromkeys(("comment", "event_id", "parent", "post"), "yes")
    assert second == {"channel": "yes", "reaction": "yes"}
    assert dataset.capabilities["reaction"] == dataset.capabilities["comment"] == "yes"
