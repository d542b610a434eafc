"""Progress: on a terminal only, step and rows, nothing left behind."""

import io
import sys

from rse_maturity.cli.progress import shown_progress
from rse_maturity.model.progress import Silent


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_is_told_step_and_rows(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with shown_progress("fr", quiet=False) as progress:
        progress.step("reading", rows=4000)
        progress.advance(1500)
        progress.step("measuring")
        progress.advance(10)
    told = screen.getvalue()
    assert "1 sur 6 lecture" in told
    assert "3 sur 6 mesure" in told


def test_nobody_is_told_in_a_pipe_or_when_quiet(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with shown_progress("en", quiet=False) as progress:
        assert isinstance(progress, Silent)
    monkeypatch.setattr(sys, "stderr", Terminal())
    with shown_progress("en", quiet=True) as progress:
        assert isinstance(progress, Silent)


def test_a_dumb_terminal_is_left_alone(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with shown_progress("en", quiet=False) as progress:
        progress.step("reading")
    assert screen.getvalue() == ""
