"""Mailboxes: threads, senders and times from headers alone, wherever the stream is cut."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.sources.formats.mbox import Mbox
from rse_maturity.sources.mail_headers import header_blocks
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.table_exports import acts_of

MBOX = Mbox()
SEPARATOR = "From ann@example.org  Mon Mar  4 09:15:00 2024"


def mail(*headers: str, body: str = "words\n", separator: str = SEPARATOR) -> str:
    return "\n".join([separator, *headers, "", body, ""])


def digest(address: str) -> str:
    return hashlib.sha1(f"mailto:{address}".encode(), usedforsecurity=False).hexdigest()


def only(content: str | bytes, tmp_path) -> dict:
    (act,) = acts_of(MBOX, folder_of(tmp_path, {"list.mbox": content})).values()
    return act


def test_threads_follow_in_reply_to_then_references(tmp_path):
    said = [
        mail("From: a@b.org", "Date: Mon, 4 Mar 2024 09:15:00 +0100", "Message-ID: <1@x>"),
        mail("From: a@b.org", "Date: Mon, 4 Mar 2024 10:15:00 +0100", "Message-ID: <2@x>", "In-Reply-To: <1@x>"),
        mail("From: a@b.org", "Date: Mon, 4 Mar 2024 11:15:00 +0100", "Message-ID: <3@x>", "References: <1@x>\n <2@x>"),
        mail("From: a@b.org", "Date: Mon, 4 Mar 2024 12:15:00 +0100", "Message-ID: <4@x>",
             "In-Reply-To: Your message of Monday <9@y>", "List-Id: Quality <q.lists.example.org>"),
    ]  # fmt: skip
    acts = acts_of(MBOX, folder_of(tmp_path, {"list.mbox": "".join(said)}))
    assert {number: (act["kind"], act.get("parent_id"), act["thread_id"]) for number, act in acts.items()} == {
        "1@x": ("post", None, "1@x"), "2@x": ("comment", "1@x", "1@x"), "3@x": ("comment", "2@x", "1@x"),
        "4@x": ("comment", "9@y", "9@y"),
    }  # fmt: skip
    assert acts["1@x"]["at"] == datetime(2024, 3, 4, 8, 15, tzinfo=UTC)
    assert acts["4@x"]["channel"] == "q.lists.example.org"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Léa Roux <Lea@Example.org>", "Léa Roux"),
        ('"Roux, Léa" <lea@example.org>', "Roux, Léa"),
        ("=?UTF-8?Q?L=C3=A9a_Roux?= <lea@example.org>", "Léa Roux"),
        ("lea at example.org (=?iso-8859-1?Q?L=E9a_Roux?=)", "Léa Roux"),
        ("lea(a)example.org (Léa)", "Léa"),
        ("lea@example.org", None),
        ("<lea@example.org>", None),
        ("=?x-unknown?Q?L?= <lea@example.org>", "=?x-unknown?Q?L?="),
        ("=?ÿutf-8?Q?L?= <lea@example.org>", "=?ÿutf-8?Q?L?="),
    ],
)
def test_senders_are_ids_and_addresses_stand_apart(tmp_path, written, name):
    act = only(mail(f"From: {written}", "Date: Mon, 4 Mar 2024 09:15:00 +0100"), tmp_path)
    assert act["actor"] == digest("lea@example.org")
    assert act["email"] == "lea@example.org"
    assert act.get("display_name") == name


def test_a_sender_without_address_is_a_name(tmp_path):
    assert only(mail("From: Lea", "Date: Mon, 4 Mar 2024 09:15:00 +0100"), tmp_path).get("actor") is None
    named = only(mail("From: (Lea Roux)", "Date: Mon, 4 Mar 2024 09:15:00 +0100"), tmp_path)
    assert named["actor"] == "Lea Roux"


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("Mon, 4 Mar 2024 10:02:10 +0100 (CET)", datetime(2024, 3, 4, 9, 2, 10, tzinfo=UTC)),
        ("4 Mar 2024 10:02 GMT", datetime(2024, 3, 4, 10, 2, tzinfo=UTC)),
        ("Mon, 04 Mar 96 10:02:10 EST", datetime(1996, 3, 4, 15, 2, 10, tzinfo=UTC)),
        ("Monday, 04-Mar-2024 10:02:10 -0000", datetime(2024, 3, 4, 10, 2, 10, tzinfo=UTC)),
        ("4 Brumaire 12", datetime(2024, 3, 4, 8, 15, 3, tzinfo=UTC)),
        ("Thu, 1 Jan 1970 00:00:00 +0000", datetime(2024, 3, 4, 8, 15, 3, tzinfo=UTC)),
    ],
)
def test_dates_of_mail_and_the_last_relay_where_they_are_wrong(tmp_path, written, at):
    relay = "Received: from a by b; id 1;\n\tMon, 4 Mar 2024 09:15:03 +0100"
    assert only(mail(relay, "From: a@b.org", f"Date: {written}"), tmp_path)["at"] == at


def test_the_separator_is_the_last_resort(tmp_path):
    assert only(mail("From: a@b.org"), tmp_path)["at"] == datetime(2024, 3, 4, 9, 15, tzinfo=UTC)


def test_the_first_of_two_headers_in_any_case_with_the_lines_that_continue_it(tmp_path):
    said = [
        mail("FROM: =?UTF-8?Q?L=C3=A9a?=\r\n\t=?UTF-8?Q?_Roux?= <lea@example.org>", "from: other@example.org",
             "Date:\n Mon, 4 Mar 2024 09:15:00 +0100", "Message-Id: <1@x>", "X-From: nobody@example.org",
             "Frommage: nobody@example.org", "List-Unsubscribe: <https://x>", "List-Id:"),
        mail("Date: Mon, 4 Mar 2024 09:15:00 +0100", "message-id: <2@x>", "References: <1@x>", "from: ann@example.org"),
    ]  # fmt: skip
    first, second = acts_of(MBOX, folder_of(tmp_path, {"list.mbox": "".join(said)})).values()
    assert (first["email"], first["display_name"]) == ("lea@example.org", "Léa Roux")
    assert (first["at"], first.get("channel")) == (datetime(2024, 3, 4, 8, 15, tzinfo=UTC), None)
    assert (second["email"], second["kind"], second["parent_id"]) == ("ann@example.org", "comment", "1@x")


def test_senders_of_one_block_are_known_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("rse_maturity.sources.formats.mbox._BLOCK", 100)
    monkeypatch.setattr("rse_maturity.sources.formats.mbox._TOGETHER", 2)
    said = [mail(f"From: Ann <a{number % 3}@b.org>", f"Message-ID: <{number}@x>") for number in range(9)]
    acts = acts_of(MBOX, folder_of(tmp_path, {"list.mbox": "".join(said)}))
    assert {number: act["actor"] for number, act in acts.items()} == {
        f"{number}@x": digest(f"a{number % 3}@b.org") for number in range(9)
    }


def test_what_robots_send_is_left_aside(tmp_path):
    date = "Date: Mon, 4 Mar 2024 09:15:00 +0100"
    said = [
        mail("From: a@b.org", date, "Message-ID: <1>", "Auto-Submitted: auto-replied"),
        mail("From: no-reply@b.org", date, "Message-ID: <2>", "Precedence: bulk"),
        mail("From: a@b.org", date, "Message-ID: <3>", "Precedence: bulk"),
        mail("From: a@b.org", date, "Message-ID: <4>", "Auto-Submitted: no"),
    ]
    acts = acts_of(MBOX, folder_of(tmp_path, {"list.mbox": "".join(said)}))
    assert {number: act.get("aside") for number, act in acts.items()} == {
        "1": "system", "2": "system", "3": None, "4": None,
    }  # fmt: skip


def test_lines_of_a_body_are_no_messages(tmp_path):
    body = "From here on\n>From ann Mon Mar 4 09:15:00 2024\nFrom 10:15 on: no header\nIn-Reply-To: <8@x>\n"
    act = only(mail("From: a@b.org", "Date: Mon, 4 Mar 2024 09:15:00 +0100", body=body), tmp_path)
    assert act["kind"] == "post"


def test_windows_line_ends_and_bytes_of_another_encoding(tmp_path):
    said = mail("From: Léa <lea@example.org>", "Date: Mon, 4 Mar 2024 09:15:00 +0100", "Message-ID: <1@x>")
    act = only(said.replace("\n", "\r\n").encode("cp1252"), tmp_path)
    assert (act["display_name"], act["at"].hour) == ("Léa", 8)


@given(size=st.integers(1, 400))
def test_headers_are_the_same_wherever_the_stream_is_cut(size):
    content = "".join(
        mail(f"From: a{number}@b.org", "Subject: s", body="x\n" * (number % 7) * 9) for number in range(12)
    ).encode()
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    whole = [head for heads in header_blocks([content]) for head in heads]
    assert len(whole) == 12
    assert [head for heads in header_blocks(pieces) for head in heads] == whole


def test_mailboxes_are_recognised_by_their_start(tmp_path):
    assert recognised(MBOX, folder_of(tmp_path / "a", {"x.txt": mail("From: a@b.org")})) is not None
    assert recognised(MBOX, folder_of(tmp_path / "b", {"x.txt": "From Monday on\nNote: nothing\n"})) is None
