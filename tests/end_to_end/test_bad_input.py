"""Input that nobody would wish for: a clear error and nothing left behind, or an honest analysis."""

from __future__ import annotations

import gzip
import json
import random
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.outcomes import analysis_in, names_in

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "event_id,timestamp,actor,kind,parent_id\n"


def rows(count: int, *, start: int = 0) -> str:
    """Posts and comments of twelve people, one an hour on."""
    lines = []
    for n in range(start, start + count):
        kind, parent = ("post", "") if n % 3 == 0 else ("comment", f"e{n - n % 3}")
        lines.append(
            f"e{n},2024-{1 + n // 600:02d}-{1 + n // 24 % 25:02d}T{n % 24:02d}:00:00Z,p{n % 12},{kind},{parent}\n"
        )
    return "".join(lines)


def noise(size: int) -> bytes:
    return random.Random(4).randbytes(size)  # noqa: S311 - noise, not secrets


def empty_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w"):
        pass


UNUSABLE = {
    "empty file": ("x.csv", b""),
    "blank lines": ("x.csv", b"\n\n  \n"),
    "header only": ("x.csv", HEADER.encode()),
    "binary noise": ("x.csv", noise(20_000)),
    "noise named as parquet": ("x.parquet", noise(5_000)),
    "noise named as workbook": ("x.xlsx", noise(5_000)),
    "noise named as archive": ("x.zip", noise(5_000)),
    "zeros": ("x.csv", bytes(4_096)),
    "no time column": ("x.csv", b"event_id,actor,kind\n1,a,post\n2,b,comment\n"),
    "no actor column": ("x.csv", b"event_id,timestamp,kind\n1,2024-01-01T10:00:00Z,post\n"),
    "cut JSON": ("x.json", json.dumps([{"timestamp": "2024-01-01T10:00:00Z", "actor": "a"}] * 9).encode()[:-20]),
    "JSON that is no list": ("x.json", b'"only a sentence"'),
    "deep JSON": ("x.json", b"[" * 100_000),
    "every row bad": ("x.csv", (HEADER + "1,soon,a,post,\n2,never,b,post,\n").encode()),
    "every row of another age": ("x.csv", (HEADER + "1,0001-01-01,a,post,\n2,9999-12-31,b,post,\n").encode()),
    "nobody acts": ("x.csv", (HEADER + "1,2024-01-01T10:00:00Z,,post,\n").encode()),
    "cut gzip": ("x.csv.gz", gzip.compress((HEADER + rows(2000)).encode())[:-200]),
}


@pytest.mark.parametrize("case", UNUSABLE)
@pytest.mark.parametrize("verb", ["analyze", "inspect"])
def test_what_cannot_be_used_is_told_in_one_sentence(case, verb, command, folder):
    name, content = UNUSABLE[case]
    (folder / name).write_bytes(content)
    outcome = command(verb, name)
    if verb == "inspect" and outcome.code == 0:
        return  # inspect may show what is wrong instead of refusing it
    assert outcome.code == 2
    assert outcome.out == ""
    assert name in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1
    assert outcome.err.isprintable() or outcome.err.replace("\n", "").isprintable()
    assert names_in(folder) == [name]


@pytest.mark.parametrize("source", ["missing.csv", "missing/", "*.csv", "nothing-in-it"])
def test_a_source_that_is_not_there(source, command, folder):
    (folder / "nothing-in-it").mkdir()
    outcome = command("analyze", source)
    assert outcome.code == 2
    assert source.rstrip("/") in outcome.err
    assert names_in(folder) == ["nothing-in-it"]


def test_an_archive_without_files(command, folder):
    empty_zip(folder / "x.zip")
    outcome = command("analyze", "x.zip")
    assert outcome.code == 2
    assert "x.zip" in outcome.err


def test_the_error_is_told_in_french(command, folder):
    (folder / "x.csv").write_bytes(b"")
    english, french = (command("analyze", "x.csv", "--lang", lang).err for lang in ("en", "fr"))
    assert french.startswith("Erreur")
    assert english != french


def test_a_directory_that_is_no_directory(command, folder):
    (folder / "x.csv").write_text(HEADER + rows(500))
    (folder / "people.csv").write_bytes(noise(3_000))
    outcome = command("analyze", "x.csv", "--people", "people.csv", "--no-charts")
    assert outcome.code == 2
    assert "people.csv" in outcome.err
    assert names_in(folder) == ["people.csv", "x.csv"]


def test_one_row_is_too_little_and_said_to_be(command, folder):
    (folder / "x.csv").write_text(HEADER + rows(1))
    outcome = command("analyze", "x.csv")
    assert outcome.code == 0
    analysis = analysis_in(folder)
    assert analysis["phase"]["label"] == "insufficient_data"
    assert analysis["input"]["events"] == 1
    assert not any(
        isinstance(figure["value"], float) and figure["value"] != figure["value"]
        for figure in analysis["metrics"].values()
    )


def test_a_cycle_of_answers_ends(command, folder):
    pair = "a,2024-01-05T10:00:00Z,p1,comment,b\nb,2024-01-05T11:00:00Z,p2,comment,a\n"
    loop = "c,2024-01-05T12:00:00Z,p3,comment,c\n"
    (folder / "x.csv").write_text(HEADER + rows(900) + pair + loop)
    outcome = command("analyze", "x.csv", "--no-charts")
    assert outcome.code == 0
    assert analysis_in(folder)["input"]["events"] == 903


def test_a_field_of_fifty_megabytes(command, folder):
    with (folder / "x.csv").open("w") as file:
        file.write("event_id,timestamp,actor,kind,parent_id,text\n")
        file.writelines(line.rstrip("\n") + ",hello\n" for line in rows(600).splitlines(keepends=True))
        file.write("big,2024-01-09T10:00:00Z,p1,post,," + "x" * 50_000_000 + "\n")
    outcome = command("analyze", "x.csv", "--no-charts")
    assert outcome.code == 0
    assert analysis_in(folder)["input"]["events"] == 601
    assert sum(file.stat().st_size for file in folder.glob("x-maturity/**/*") if file.is_file()) < 2_000_000


def test_bad_rows_are_counted_listed_and_left_out(command, folder):
    bad = "y1,0001-01-01T00:00:00Z,p1,post,\ny9,9999-12-31T00:00:00Z,p1,post,\nn,,p1,post,\nw,whenever,p2,post,\n"
    (folder / "x.csv").write_text(HEADER + rows(600) + bad)
    outcome = command("analyze", "x.csv", "--no-charts")
    assert outcome.code == 0
    analysis = analysis_in(folder)
    assert analysis["input"]["events"] == 600
    assert analysis["input"]["sources"][0]["rejected"] == 4
    listed = next(folder.glob("**/rejected.csv")).read_text("utf-8").splitlines()
    assert len(listed) == 5
    assert [line.split(",")[1] for line in listed[1:]] == ["602", "603", "604", "605"]
    assert "whenever" not in "".join(listed)


def test_strict_stops_at_a_bad_row(command, folder):
    (folder / "x.csv").write_text(HEADER + rows(60) + "w,whenever,p2,post,\n")
    outcome = command("analyze", "x.csv", "--strict", "--no-charts")
    assert outcome.code == 1
    assert "1" in outcome.err
    assert not list(folder.glob("**/analysis.json"))


EVIL = [
    "\x1b[31mred\x1b[0m",
    "[bold red]loud[/bold red]",
    "[/]",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A1",
    "a\tb\x07\x00c",
    "\u202egnirts",
    "$\\frac{1}{2}$_{x}",
    "{0}{name!r}%s",
    "",
    "x" * 5_000,
]


def test_names_of_any_kind_do_no_harm(command, folder):
    events = ["event_id,timestamp,actor,kind,parent_id,channel"]
    people = ["person_id,display_name,department,is_manager"]
    for n, name in enumerate(EVIL * 6):
        quoted = '"' + f"{name}{n % 7}".replace('"', '""') + '"'
        department = '"' + EVIL[n % 3] + '"'
        people.append(f"p{n},{quoted},{department},{'yes' if n % 9 == 0 else 'no'}")
    for n in range(1500):
        kind, parent = ("post", "") if n % 3 == 0 else ("comment", f"e{n - n % 3}")
        day = f"2024-{1 + n // 500:02d}-{1 + n // 24 % 20:02d}T{n % 24:02d}:00:00Z"
        channel = '"' + EVIL[n % len(EVIL)] + '"'
        events.append(f"e{n},{day},p{n % (len(EVIL) * 6)},{kind},{parent},{channel}")
    (folder / "x.csv").write_bytes("\n".join(events).encode())
    (folder / "people.csv").write_bytes("\n".join(people).encode())
    outcome = command("analyze", "x.csv", "--people", "people.csv", "--names", "--lang", "fr")
    assert outcome.code == 0, outcome.err
    for stream in (outcome.out, outcome.err):
        assert not any(character in stream for character in "\x1b\x07\x00\u202e")
    assert analysis_in(folder)["input"]["events"] == 1500
    for table in folder.glob("x-maturity/tables/*.csv"):
        cells = [cell for line in table.read_text("utf-8").splitlines() for cell in line.split(",")]
        assert not any(cell.strip('"').startswith(("=", "@", "+cmd")) for cell in cells), table.name


def test_names_with_escapes_in_a_path(command, folder):
    name = "x\x1b[31m.csv"
    (folder / name).write_bytes(b"")
    outcome = command("analyze", name)
    assert outcome.code == 2
    assert "\x1b" not in outcome.err


@pytest.mark.parametrize(
    "options",
    [
        ("--zone", "Mars/Olympus"),
        ("--since", "yesterday"),
        ("--unit", "nonsense"),
        ("--map", "actor"),
        ("--map", "nonsense=actor"),
        ("--map", "actor=nonsense"),
        ("--format-in", "nonsense"),
        ("--config", "missing.toml"),
        ("--people", "missing.csv"),
        ("--between", "A", "B"),
        ("--since", "2030-01-01"),
        ("--lang", "de"),
        ("--nonsense",),
    ],
    ids=" ".join,
)
def test_options_that_cannot_be_followed(options, command, folder):
    (folder / "x.csv").write_text(HEADER + rows(400))
    outcome = command("analyze", "x.csv", "--no-charts", *options)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.strip()
    assert names_in(folder) == ["x.csv"]


def test_an_unknown_key_of_the_configuration_names_the_nearest(command, folder):
    (folder / "x.csv").write_text(HEADER + rows(400))
    (folder / "rse-maturity.toml").write_text("[time]\nzonne = 'Europe/Paris'\n")
    outcome = command("analyze", "x.csv", "--no-charts")
    assert outcome.code == 2
    assert "time.zone" in outcome.err


def test_an_output_that_cannot_be_written(command, folder):
    (folder / "x.csv").write_text(HEADER + rows(400))
    (folder / "taken").write_text("mine")
    outcome = command("analyze", "x.csv", "--no-charts", "-o", "taken")
    assert outcome.code == 2
    assert "taken" in outcome.err
    assert (folder / "taken").read_text() == "mine"


def test_a_second_run_replaces_its_own_files_and_nothing_else(command, folder):
    (folder / "x.csv").write_text(HEADER + rows(400) + "w,whenever,p2,post,\n")
    assert command("analyze", "x.csv", "--no-charts").code == 0
    (folder / "x-maturity" / "mine.txt").write_text("mine")
    (folder / "x.csv").write_text(HEADER + rows(390))
    assert command("analyze", "x.csv", "--no-charts").code == 0
    assert (folder / "x-maturity" / "mine.txt").read_text() == "mine"
    assert not (folder / "x-maturity" / "rejected.csv").exists()
    assert analysis_in(folder)["input"]["events"] == 390
