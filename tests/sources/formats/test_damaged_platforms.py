"""Damaged exports of small platforms: a clear error or counted refusals, never anything else."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.errors import InputError
from rse_maturity.sources import load
from tests.sources.formats import (
    test_activitystreams2,
    test_buddypress,
    test_elgg,
    test_exo_meeds,
    test_hcl_connections,
    test_humhub,
    test_jive,
    test_mbox,
    test_open_social,
    test_xapi,
)
from tests.sources.formats.chat_exports import as_bytes
from tests.sources.formats.table_exports import survives

MAIL = "Date: Mon, 4 Mar 2024 09:15:00 +0100"
EXPORTS = {
    "exo_meeds": (test_exo_meeds.EXO, {
        "a.json": {"activities": test_exo_meeds.ACTIVITIES}, "SOC_ACTIVITIES.csv": test_exo_meeds.TABLE,
        "likers.csv": test_exo_meeds.LIKERS, "identities.csv": test_exo_meeds.IDENTITIES,
        "users.csv": test_exo_meeds.USERS,
    }),
    "humhub": (test_humhub.HUMHUB, test_humhub.EVERY),
    "elgg": (test_elgg.ELGG, {
        "e.csv": test_elgg.ENTITIES, "r.csv": test_elgg.RIVER, "a.csv": test_elgg.ANNOTATIONS,
        "rel.csv": test_elgg.RELATIONS, "m.csv": test_elgg.METADATA,
    }),
    "open_social": (test_open_social.OPEN_SOCIAL, test_open_social.export("14/03/2024 - 17:20")),
    "buddypress": (test_buddypress.BUDDYPRESS, {
        "a.csv": test_buddypress.ACTIVITY, "g.csv": test_buddypress.GROUPS, "u.csv": test_buddypress.USERS,
    }),
    "jive": (test_jive.JIVE, test_jive.FILES),
    "hcl_connections": (test_hcl_connections.CONNECTIONS, {
        "s.json": test_hcl_connections.page(test_hcl_connections.ENTRIES),
    }),
    "activitystreams2": (test_activitystreams2.STREAMS, test_activitystreams2.outbox(
        test_activitystreams2.act("Create", "a1", test_activitystreams2.note("n1"), actor=test_activitystreams2.ANN),
        test_activitystreams2.act("Like", "a2", "n1"),
    )),
    "xapi": (test_xapi.XAPI, test_xapi.statements(
        test_xapi.said("s1", "created", "m1", test_xapi.BY_MAIL),
        test_xapi.said("s2", "liked", "m1", test_xapi.BY_ACCOUNT),
    )),
    "mbox": (test_mbox.MBOX, {
        "l.mbox": test_mbox.mail("From: a@b.org", MAIL) + test_mbox.mail("From: =?utf-8?Q?L?= <c@d.org>", MAIL),
    }),
}  # fmt: skip
ODD = (None, True, 7, -1.5, "", "NULL", "x", [], {}, [None], {"id": {"id": []}}, "2024-13-45", 10**30, "\x00é\ud83d")
QUICK = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
names = pytest.mark.parametrize("name", EXPORTS)


def still_told(name: str, files: dict) -> bool:
    with tempfile.TemporaryDirectory() as place:
        return survives(EXPORTS[name][0], Path(place), files)


def swapped(value, choose, odd):
    """Put something odd in one place of a document."""
    if isinstance(value, dict) and value and choose(4):
        key = sorted(value)[choose(len(value))]
        return {**value, key: swapped(value[key], choose, odd)}
    if isinstance(value, list) and value and choose(4):
        place = choose(len(value))
        return [*value[:place], swapped(value[place], choose, odd), *value[place + 1 :]]
    return odd


@names
def test_whole_exports_are_read(name):
    assert still_told(name, EXPORTS[name][1])


@names
@QUICK
@given(told=st.data())
def test_cut_files_and_stray_bytes(name, told):
    files = {key: as_bytes(content) for key, content in EXPORTS[name][1].items()}
    key = told.draw(st.sampled_from(sorted(files)))
    at = told.draw(st.integers(0, len(files[key])))
    stray = told.draw(st.sampled_from([b"", b"\xff", b'"', b"\x00", b"\n", b"{", b",;\t", "é".encode("utf-16")]))
    keep = told.draw(st.booleans())
    files[key] = files[key][:at] + stray + (files[key][at:] if keep else b"")
    still_told(name, files)


@names
@QUICK
@given(told=st.data())
def test_wrong_types_and_lost_keys(name, told):
    files = dict(EXPORTS[name][1])
    key = told.draw(st.sampled_from(sorted(files)))

    def choose(count: int) -> int:
        return told.draw(st.integers(0, count - 1))

    if isinstance(files[key], dict):
        files[key] = json.dumps(swapped(files[key], choose, told.draw(st.sampled_from(ODD)))).encode()
    else:
        lines = files[key].split("\n")
        row = choose(len(lines))
        cells = lines[row].split(",")
        cells[choose(len(cells))] = str(told.draw(st.sampled_from(ODD))).encode(errors="replace").decode()
        lines[row] = ",".join(cells[choose(2) :])
        files[key] = "\n".join(lines)
    still_told(name, files)


@names
@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_other_encodings(name, encoding):
    files = {
        key: (json.dumps(content) if isinstance(content, dict) else content).encode(encoding, errors="replace")
        for key, content in EXPORTS[name][1].items()
    }
    still_told(name, files)


@names
def test_an_archive_is_read_like_its_folder(name, tmp_path):
    format_, files = EXPORTS[name]
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for key, content in files.items():
            archive.writestr(key, as_bytes(content))
    (tmp_path / "folder").mkdir()
    for key, content in files.items():
        (tmp_path / "folder" / key).write_bytes(as_bytes(content))
    packed, plain = (load([source], settings=Settings()) for source in (path, tmp_path / "folder"))
    assert packed.events.equals(plain.events)
    assert {report.format for report in packed.sources} == {format_.name}


@names
def test_a_forced_format_on_another_export_is_a_clear_error(name, tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    told = Settings().model_copy(update={"input": Settings().input.model_copy(update={"format": name})})
    with pytest.raises(InputError):
        load([tmp_path / "x.csv"], settings=told)
