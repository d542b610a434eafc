"""The command line as a user has it: a working folder, a command, an exit code, two streams, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rse_maturity.cli import main
from rse_maturity.simulate import STORIES, Simulated, simulate
from tests.end_to_end.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., Outcome]


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """An empty working folder, a key for pseudonyms, English, no colour."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RSE_MATURITY_KEY", "a key for tests")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


@pytest.fixture
def command(folder, capsys) -> Command:  # noqa: ARG001 - the command runs in that folder
    """Run one command in this process; whatever escapes it but an exit is a failure of the test."""

    def run(*arguments: object) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        streams = capsys.readouterr()
        code = left.value.code
        return Outcome(code=code if isinstance(code, int) else int(code is not None), out=streams.out, err=streams.err)

    return run


@pytest.fixture(scope="session")
def network() -> Simulated:
    """Eight months of a lively network of 140 people."""
    return simulate(STORIES["cruise"], people=140, months=8, seed=1)


@pytest.fixture
def export(folder, network) -> Path:
    """The working folder, with the export of that network in it."""
    network.events.write_csv(folder / "events.csv")
    network.people.write_csv(folder / "people.csv")
    return folder
