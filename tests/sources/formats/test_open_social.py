"""Open Social: people, and the two acts of theirs that have a date."""

from __future__ import annotations

import pytest

from rse_maturity.errors import DateOrderUnknown
from rse_maturity.sources.formats.open_social import OpenSocial
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.table_exports import acts_of, people_of

OPEN_SOCIAL = OpenSocial()
HEADER = (
    "User ID,First name,Last name,Username,Display name,Email,Last login,Last activity,Registration date,Status,"
    "Function,Phone number,Posts created,Comments created,Number of Likes"
)
ANN = "51,Ann,Lee,ann,Ann Lee,ann@example.org,{login},{login},{joined},Active,Buyer,0102030405,12,30,25"
BOB = "55,Bob,Ray,bob,Bob Ray,bob@example.org,never,never,09/01/2023 - 09:00,Blocked,,,0,0,0"


def export(login: str, joined: str = "11/01/2021 - 09:00") -> dict[str, str]:
    return {"export-users-0a.csv": "\n".join([HEADER, ANN.format(login=login, joined=joined), BOB]) + "\n"}


def test_registrations_and_last_logins_are_acts_and_totals_are_none(tmp_path):
    acts = acts_of(OPEN_SOCIAL, folder_of(tmp_path, export("14/03/2024 - 17:20")))
    assert {number: act["kind"] for number, act in acts.items()} == {
        "join:51": "join", "join:55": "join", "login:51": "login",
    }  # fmt: skip
    assert acts["join:51"]["at"].isoformat() == "2021-01-11T09:00:00+00:00"


def test_one_date_settles_the_order_of_all(tmp_path):
    acts = acts_of(OPEN_SOCIAL, folder_of(tmp_path, export("03/14/2024 - 17:20")))
    assert acts["join:51"]["at"].isoformat() == "2021-11-01T09:00:00+00:00"


def test_the_user_is_asked_where_no_date_tells(tmp_path):
    with pytest.raises(DateOrderUnknown):
        acts_of(OPEN_SOCIAL, folder_of(tmp_path, export("04/03/2024 - 17:20")))


def test_people_have_no_phone(tmp_path):
    ann, bob = people_of(OPEN_SOCIAL, folder_of(tmp_path, export("14/03/2024 - 17:20")))
    assert (ann["person_id"], ann["title"], ann["joined_at"].isoformat()) == ("51", "Buyer", "2021-01-11")
    assert bob["status"] == "Blocked"
    assert "0102030405" not in ann.values()


def test_the_export_is_recognised_by_its_totals(tmp_path):
    assert recognised(OPEN_SOCIAL, folder_of(tmp_path / "a", export("14/03/2024 - 17:20"))) is not None
    assert recognised(OPEN_SOCIAL, folder_of(tmp_path / "b", {"x.csv": "User ID,Email\n1,a@b.org\n"})) is None
