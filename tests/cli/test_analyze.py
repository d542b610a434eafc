"""`analyze` and `convert`: what goes where, and with which exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rse_maturity.errors import SourceNotFound
from rse_maturity.measures.thorough import check_thorough


def test_the_summary_goes_to_standard_output_and_the_files_to_the_folder(api, run):
    code, out, err = run("analyze", "exports/may.csv", "--no-charts")
    assert code == 0
    assert "GROWTH" in out
    assert "may-maturity" in out
    assert Path("may-maturity", "analysis.json").exists()
    assert Path("may-maturity", "tables", "people.csv").exists()
    assert not list(Path().rglob("*.png"))
    assert "RSE_MATURITY_KEY" in err
    assert "GROWTH" not in err
    assert api.calls["load"][0] == ["exports/may.csv"]


def test_output_folder_units_and_sources_are_passed_on(api, run):
    code, _, _ = run("analyze", "a.csv", "b.csv", "--between", "Sales", "R&D", "-o", "deep/out", "--no-charts")
    assert code == 0
    assert Path("deep/out/analysis.json").exists()
    assert api.calls["analyze"][1] == ("Sales", "R&D")
    assert api.calls["load"][0] == ["a.csv", "b.csv"]


@pytest.mark.parametrize(("lang", "said"), [("en", "count twice"), ("fr", "comptés deux fois")])
@pytest.mark.parametrize("command", [("analyze", "--no-charts"), ("convert", "-o", "kept")])
def test_what_must_be_known_of_the_reading_is_said_on_standard_error(api, run, command, lang, said):
    api.warnings = ("mattermost_twice",)
    name, *options = command
    code, out, err = run(name, "a.csv", *options, "--quiet", "--lang", lang)
    assert (code, out) == (0, "")
    assert said in err.replace("\n", " ")


def test_what_takes_long_is_measured_where_the_option_or_the_settings_ask(api, run):
    asked = []
    Path("thorough.toml").write_text("[measures]\nthorough = true\n", encoding="utf-8")
    for options in ((), ("--thorough",), ("--config", "thorough.toml")):
        run("analyze", "a.csv", "--no-charts", *options)
        asked.append(api.calls["analyze"][0].measures.thorough)
    assert asked == [False, True, True]


@pytest.mark.parametrize(("lang", "said"), [("en", "needs an extra"), ("fr", "demande un complément")])
def test_without_its_library_it_is_refused_before_anything_is_read(api, run, monkeypatch, lang, said):
    monkeypatch.setattr(api, "check_thorough", check_thorough)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    code, out, err = run("analyze", "a.csv", "--thorough", "--no-charts", "--lang", lang)
    assert (code, out) == (2, "")
    assert said in err.replace("\n", " ")
    assert "load" not in api.calls


@pytest.mark.usefixtures("api")
def test_json_is_all_there_is_on_standard_output(run):
    code, out, _ = run("analyze", "a.csv", "--no-charts", "--format", "json", "--lang", "fr")
    assert code == 0
    assert out == Path("a-maturity", "analysis.json").read_text(encoding="utf-8")
    assert json.loads(out)["lang"] == "fr"


@pytest.mark.usefixtures("api")
def test_markdown_is_a_document_in_the_language_asked_for(run):
    _, out, _ = run("analyze", "a.csv", "--no-charts", "--format", "markdown", "--lang", "fr")
    assert out.startswith("# Maturité du réseau")


@pytest.mark.usefixtures("api")
def test_quiet_says_nothing_unless_a_format_is_asked_for(run):
    assert run("analyze", "a.csv", "--no-charts", "--quiet") == (0, "", "")
    code, out, err = run("analyze", "a.csv", "--no-charts", "--quiet", "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out)


def test_names_bring_the_legal_reminder_once_even_when_quiet(api, run):
    _, _, err = run("analyze", "a.csv", "--no-charts", "--quiet", "--names")
    assert err.count("--names") == 1
    assert api.calls["load"][1].privacy.persons == "names"


def test_a_key_keeps_the_note_away(run, api, monkeypatch):
    monkeypatch.setenv("RSE_MATURITY_KEY", "k")
    assert run("analyze", "a.csv", "--no-charts")[2] == ""
    assert "analyze" in api.calls


def test_strict_refuses_with_code_1_and_writes_nothing(api, run):
    api.rejected = 3
    code, out, err = run("analyze", "a.csv", "--no-charts", "--strict")
    assert (code, out) == (1, "")
    assert "3 of 10" in err
    assert list(Path().iterdir()) == []
    assert run("analyze", "a.csv", "--no-charts")[0] == 0
    assert Path("a-maturity", "rejected.csv").exists()


def test_an_error_is_one_french_sentence_with_code_2_and_leaves_nothing(api, run, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("RSE_MATURITY_KEY", "k")
    api.failure = SourceNotFound(path="a.csv")
    code, out, err = run("analyze", "a.csv")
    assert (code, out) == (2, "")
    assert err == (
        "Erreur\u00a0: a.csv\u00a0: ni fichier ni dossier de ce nom. "
        "Vérifiez le chemin, ou mettez le motif entre guillemets.\n"
    )
    assert list(Path().iterdir()) == []


def test_an_interruption_leaves_with_130(api, run):
    api.failure = KeyboardInterrupt()
    assert run("analyze", "a.csv", "--quiet")[0] == 130


@pytest.mark.usefixtures("api")
@pytest.mark.parametrize(
    "arguments",
    [
        ("analyze",),
        ("analyze", "a.csv", "--no-such-option"),
        ("analyze", "a.csv", "--format", "html"),
        ("analyze", "a.csv", "--since", "yesterday"),
        ("analyze", "a.csv", "--config", "missing.toml"),
        ("analyze", "a.csv", "--date-order", "xyz"),
        ("nothing",),
    ],
)
def test_options_that_cannot_be_followed_leave_with_2(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert err


def test_an_output_that_is_a_file_is_refused_before_the_work(api, run):
    Path("taken").write_text("")
    code, _, err = run("analyze", "a.csv", "-o", "taken")
    assert code == 2
    assert "taken" in err
    assert api.calls == {}


def test_convert_passes_folder_and_append_on(api, run):
    code, out, _ = run("convert", "a.csv", "-o", "set", "--append")
    assert code == 0
    assert "set" in out
    assert api.calls["convert"][:3] == (["a.csv"], Path("set"), True)


def test_a_reader_who_leaves_is_no_error():
    code = "import typer; from rse_maturity.cli.output import write; typer.run(lambda: write('x\\n' * 10**7))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
