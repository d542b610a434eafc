"""The summary on a terminal and in Markdown: accepted text, never wider than the paper, harmless names.

Accepted texts stand in `accepted/`; ACCEPT=1 writes them anew.
"""

import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from rse_maturity.i18n import catalogue
from rse_maturity.views.markdown import markdown_text
from rse_maturity.views.paper import Paper
from rse_maturity.views.summary import summarise
from rse_maturity.views.terminal import terminal_text
from tests.views.made_analysis import growing, hostile, insufficient

ACCEPTED = Path(__file__).parent / "accepted"
FILES = (Path("export-maturity", "analysis.json"), Path("export-maturity", "bubbles.png"))
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def said(make, lang, **paper):
    texts = catalogue(lang)
    return terminal_text(summarise(make(), texts=texts, files=FILES), texts=texts, paper=Paper(**paper))


def document(make, lang):
    texts = catalogue(lang)
    return markdown_text(summarise(make(), texts=texts, files=FILES), texts=texts)


def accept(name, text):
    path = ACCEPTED / name
    if os.environ.get("ACCEPT"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{name} changed: read the difference, then ACCEPT=1 pytest"


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("width", [60, 100, 160])
def test_the_terminal_says_what_was_accepted(lang, width):
    accept(f"growing-{lang}-{width}.txt", said(growing, lang, width=width))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_too_little_data_says_what_was_accepted(lang):
    accept(f"insufficient-{lang}-100.txt", said(insufficient, lang, width=100))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_markdown_says_what_was_accepted(lang):
    accept(f"growing-{lang}.md", document(growing, lang))


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("make", [growing, insufficient, hostile])
@pytest.mark.parametrize("width", [40, 60, 84, 100, 130])
def test_no_line_is_wider_than_the_paper(make, lang, width):
    for line in said(make, lang, width=width).split("\n"):
        assert cell_len(line) <= width, line


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_colour_changes_nothing_but_colour(lang):
    coloured = said(growing, lang, width=100, colours="truecolor")
    plain = said(growing, lang, width=100)
    assert "\x1b[" in coloured
    assert "\x1b" not in plain
    stripped = "\n".join(line.rstrip() for line in COLOUR.sub("", coloured).split("\n"))
    assert stripped == plain


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp850"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_terminal_that_knows_few_characters_shows_no_other(encoding, lang):
    for make in (growing, insufficient):
        text = said(make, lang, width=80, encoding=encoding)
        text.encode(encoding)
        assert text.count("?") <= 10  # the sign of what is not known, and no replacement


def test_names_are_neither_markup_nor_commands():
    text = said(hostile, "en", width=100)
    assert "[bold red]x[/]" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_names_do_not_change_the_document():
    text = document(hostile, "en")
    assert "<b>" not in text.replace(r"\<b\>", "")
    assert r"\[bold red\]x\[/\]" in text
    assert "\x1b" not in text


def test_french_lines_never_break_before_high_punctuation():
    for width in range(40, 120, 7):
        for line in said(growing, "fr", width=width).split("\n"):
            assert not re.match(r"^[│|\s]*([:;?%»]|!(?! [A-ZÀÉ]))", line), line


def test_a_value_never_rounds_to_a_limit_that_it_does_not_reach():
    row = next(line for line in said(growing, "en", width=100).split("\n") if line.startswith("  Response"))
    assert row.replace("\u00a0", " ").split()[1:4] == ["just", "under", "75%"]
    assert row.endswith("✗")
