"""What standard output is taken for: a pipe, a terminal, one without colour, one with few characters."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

PROBE = "from rse_maturity.cli.output import paper; print(paper())"


def seen(**variables):
    """Return what the program takes its output for, behind a pipe."""
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, check=True, env={**kept, **variables}
    )
    return done.stdout


def seen_on_terminal(columns, **variables):
    """Return what the program takes its output for, on a terminal of so many columns."""
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    keeper, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    with subprocess.Popen([sys.executable, "-c", PROBE], stdout=terminal, env={**kept, **variables}) as process:
        assert process.wait() == 0
    os.close(terminal)
    told = os.read(keeper, 10_000).decode()
    os.close(keeper)
    return told


def test_a_pipe_is_100_columns_wide_and_without_colour_unless_columns_says_otherwise():
    assert "width=100, colours=None" in seen(TERM="xterm-256color")
    assert "width=72, colours=None" in seen(COLUMNS="72")


@pytest.mark.parametrize("columns", [60, 160])
def test_a_terminal_has_its_width_and_its_colours(columns):
    assert f"width={columns}, colours='256'" in seen_on_terminal(columns, TERM="xterm-256color", COLORTERM="")


@pytest.mark.parametrize("variables", [{"TERM": "xterm-256color", "NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(variables):
    assert "colours=None" in seen_on_terminal(100, **variables)


def test_the_characters_are_those_of_the_output():
    assert "encoding='ascii'" in seen(PYTHONIOENCODING="ascii")


def test_a_document_is_utf_8_whatever_the_terminal_shows():
    code = "from rse_maturity.cli.output import write; write('é≥', document=True); write('é≥')"
    kept = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=kept)
    assert done.stdout == "é≥\ne>=\n".encode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device without room is there on Linux alone")
def test_a_full_disk_is_told_in_one_sentence():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "rse_maturity", "explain", "participation_rate", "--lang", "en"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "<stdout>: cannot be written" in done.stderr


@pytest.mark.parametrize(("asked", "code"), [("--version", 0), ("--nonsense", 2)])
def test_a_command_leaves_with_its_code_and_all_it_wrote(asked, code):
    done = subprocess.run([sys.executable, "-m", "rse_maturity", asked], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert (done.stdout if code == 0 else done.stderr).strip()
