"""The example is what its README says made it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from rse_maturity.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_command_of_the_readme_makes_the_example(tmp_path, capsys):
    command = re.search(r"^rse-maturity (simulate .*)$", (EXAMPLES / "README.md").read_text("utf-8"), re.MULTILINE)
    assert command is not None
    arguments = shlex.split(command[1])
    place = arguments.index("-o") + 1
    made = EXAMPLES.parent / arguments[place]
    with pytest.raises(SystemExit) as left:
        main([*arguments[:place], str(tmp_path), *arguments[place + 1 :]])
    assert left.value.code == 0
    assert str(tmp_path) in capsys.readouterr().out
    for name in ("events.csv", "people.csv"):
        assert (tmp_path / name).read_bytes() == (made / name).read_bytes(), name


def test_the_example_is_small():
    assert sum(file.stat().st_size for file in (EXAMPLES / "growth").glob("*.csv")) < 1_500_000
