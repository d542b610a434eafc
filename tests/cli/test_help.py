"""Help: light, in both languages, complete."""

import subprocess
import sys
import time

import pytest

from rse_maturity.cli import main
from rse_maturity.cli.app import build
from rse_maturity.cli.texts import topic

HEAVY = ("polars", "pydantic", "matplotlib", "networkx", "babel", "numpy", "rich", "sqlalchemy", "alembic")
LIMIT = 2.5  # times importing typer and rich in a bare interpreter
PROBE = """
import sys
from rse_maturity.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
print("LOADED", sorted(set({heavy!r}) & set(sys.modules)))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["--lang=fr", "--help"]])
def test_help_loads_no_heavy_module(arguments):
    code = PROBE.format(arguments=arguments, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED []"


def fastest(code):
    def one():
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        return time.perf_counter() - begin

    return min(one() for _ in range(5))


def test_help_takes_at_most_two_and_a_half_times_the_imports_of_typer_and_rich():
    bare = fastest("import typer, rich")
    assert fastest("from rse_maturity.cli import main; main(['--help'])") < LIMIT * bare


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_command_and_option_is_described(lang):
    group = build(lang)
    assert set(group.commands) == {
        *("analyze", "inspect", "convert", "track", "check", "compare", "explain", "simulate", "init")
    }
    for command in group.commands.values():
        assert command.help.strip()
        assert all(parameter.help.strip() for parameter in command.params)


def keys(table, above=""):
    for name, value in table.items():
        if isinstance(value, dict):
            yield from keys(value, f"{above}{name}.")
        elif name != "many":
            yield f"{above}{name}"


@pytest.mark.parametrize("name", ["commands", "terminal", "explain"])
def test_both_languages_have_the_same_keys(name):
    assert sorted(keys(topic("en", name))) == sorted(keys(topic("fr", name)))


def test_the_help_of_a_french_session_is_french(monkeypatch, capsys):

    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    assert "réseau social d’entreprise" in capsys.readouterr().out
