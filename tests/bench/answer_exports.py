"""Made-up answers of platforms and results of queries, each one JSON document or one a line, for reading_speed.py."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

from document_exports import GROUPS, WORDS, document, said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ACTS_OF_A_POST = 8  # of a feed: itself, comments, reactions
ACTS_OF_AN_ANSWER = 100  # discussions of one answer of GitHub
LIKED = 4  # every fourth message of Rocket.Chat is
RESULT = ("id", "created_at", "user_id", "topic_id", "post_number", "reply_to_post_number", "raw")


def write_teams_messages(path: Path, *, messages: int, words: int) -> int:
    """Write the messages of one channel as the export of Teams has them; return how many acts the file holds."""

    def records() -> Iterator[dict[str, object]]:
        for number, root, person, at in said(messages):
            user = {"Id": f"p{person}", "DisplayName": f"Person {person}", "UserIdentityType": "aadUser"}
            yield {
                "Id": f"{number}", "ReplyToId": None if root == number else f"{root}",
                "CreatedDateTime": f"{at:%FT%T.000+00:00}", "DeletedDateTime": None, "MessageType": "message",
                "From": {"Application": None, "Device": None, "User": user}, "ChatId": None,
                "Body": {"ContentType": "html", "Content": f"<p>{WORDS * words}</p>"}, "Attachments": [],
                "ChannelIdentity": {"TeamId": "t", "ChannelId": "19:c"}, "Reactions": [], "EventDetail": None,
            }  # fmt: skip

    with path.open("w", encoding="utf-8") as file:
        document(file, None, "", records())
    return messages


def write_discourse_result(path: Path, *, messages: int, words: int) -> int:
    """Write the result of a query on posts; return how many acts it holds."""
    about = {"success": True, "errors": [], "result_count": messages, "params": {}, "columns": RESULT}

    def rows() -> Iterator[list[object]]:
        places = {}
        for number, root, person, at in said(messages):
            places = {root: 0} if root == number else places
            places[root] += 1
            answers = None if root == number else "1"
            yield [f"{number}", f"{at:%F %T UTC}", f"{person}", f"{root}", f"{places[root]}", answers, WORDS * words]

    with path.open("w", encoding="utf-8") as file:
        document(file, about, "rows", rows())
    return messages


def write_rocketchat_page(path: Path, *, messages: int, words: int) -> int:
    """Write an answer of the API with the messages of one room; return how many acts it holds."""

    def records() -> Iterator[dict[str, object]]:
        for number, root, person, at in said(messages):
            liked = {"reactions": {":+1:": {"usernames": ["p1"]}}} if number % LIKED == 0 else {}
            yield {
                "_id": f"m{number}", "rid": f"room{root % GROUPS}", "msg": WORDS * words, "ts": f"{at:%FT%T.000Z}",
                "u": {"_id": f"u{person}", "username": f"p{person}", "name": f"Person {person}"},
                "_updatedAt": f"{at:%FT%T.000Z}", "urls": [], "mentions": [], "channels": [], **liked,
                **({} if root == number else {"tmid": f"m{root}"}),
            }  # fmt: skip

    with path.open("w", encoding="utf-8") as file:
        document(file, {"success": True}, "messages", records())
    return messages + -(-messages // LIKED)


def write_workplace_feed(path: Path, *, messages: int, words: int) -> int:
    """Write a feed of posts with comments and reactions; return how many acts it holds."""

    def who(number: int) -> dict[str, str]:
        return {"id": f"{number}", "name": f"Person {number}"}

    def posts() -> Iterator[dict[str, object]]:
        for number, _, person, at in said(messages // ACTS_OF_A_POST):
            told = {"created_time": f"{at:%FT%T+0000}", "message": WORDS * words}
            comments = [{"id": f"{number}-{one}", "from": who(person + one), **told} for one in range(3)]
            yield {
                "id": f"{number % GROUPS}_{number}", "from": who(person), "type": "status", "group_name": "Group",
                "reactions": [{**who(one), "type": "LIKE"} for one in range(ACTS_OF_A_POST - 4)],
                "comments": comments, **told,
            }  # fmt: skip

    with path.open("w", encoding="utf-8") as file:
        document(file, {"paging": {}}, "data", posts())
    return messages // ACTS_OF_A_POST * ACTS_OF_A_POST


def write_github_answers(path: Path, *, messages: int, words: int) -> int:
    """Write answers of the API with discussions, one a line; return how many acts they hold."""

    def written(answer: list[dict[str, object]]) -> str:
        return json.dumps({"data": {"repository": {"discussions": {"nodes": answer}}}}) + "\n"

    with path.open("w", encoding="utf-8") as file:
        answer: list[dict[str, object]] = []
        for number, _, person, at in said(messages):
            answer.append({
                "id": f"D{number}", "createdAt": f"{at:%FT%TZ}", "author": {"login": f"p{person}"}, "title": "A title",
                "body": WORDS * words, "category": {"name": "Ideas"}, "comments": {"nodes": []},
                "reactions": {"nodes": []},
            })  # fmt: skip
            if len(answer) == ACTS_OF_AN_ANSWER:
                file.write(written(answer))
                answer = []
        file.write(written(answer))
    return messages


def write_generic_answer(path: Path, *, messages: int, words: int) -> int:
    """Write an object that holds a list of events under plain names; return how many acts it holds."""

    def records() -> Iterator[dict[str, object]]:
        for number, root, person, at in said(messages):
            yield {
                "event_id": f"{number}", "timestamp": f"{at:%FT%TZ}", "actor": f"p{person}", "text": WORDS * words,
                "kind": "post" if root == number else "comment", "parent_id": "" if root == number else f"{root}",
                "channel": f"Group {root % GROUPS}",
            }  # fmt: skip

    with path.open("w", encoding="utf-8") as file:
        document(file, {"count": messages}, "events", records())
    return messages


def write_google_chat(path: Path, *, messages: int, words: int) -> int:
    """Write the messages of one space of Google Chat, packed as Takeout does; return how many acts they hold."""

    def records() -> Iterator[dict[str, object]]:
        for number, root, person, at in said(messages):
            yield {
                "creator": {"name": f"Person {person}", "email": f"p{person}@example.org", "user_type": "Human"},
                "created_date": f"{at:%A, %B %d, %Y at %I:%M:%S %p UTC}", "text": WORDS * words,
                "topic_id": f"t{root}", "message_id": f"AAA/t{root}/{'t' if root == number else 'm'}{number}",
            }  # fmt: skip

    name = "Takeout/Google Chat/Groups/Space AAA/messages.json"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w") as file,
        io.TextIOWrapper(file, "utf-8") as text,
    ):
        document(text, {}, "messages", records())
    return messages
