"""Errors are told in the language asked for."""

import ast
import inspect
import string
from pathlib import Path

import pytest

from rse_maturity import errors
from rse_maturity.cli.failures import sentence_of, tell
from rse_maturity.cli.texts import topic
from rse_maturity.config import load_settings

LEAVES = [
    one
    for _, one in inspect.getmembers(errors, inspect.isclass)
    if issubclass(one, errors.RseMaturityError) and "template" in vars(one) and one is not errors.RseMaturityError
]


def blanks(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("error", LEAVES)
def test_every_error_has_its_french_sentence_with_the_same_fields(error):
    fields = dict.fromkeys(blanks(error.template), "x")
    code = error(**fields).code
    french = topic("fr", "errors")[code]
    assert blanks(french) == blanks(error.template)
    assert sentence_of(error(**fields), lang="fr") != str(error(**fields))
    assert sentence_of(error(**fields), lang="en") == str(error(**fields))


def test_what_a_path_holds_cannot_move_the_cursor(capsys):
    tell(errors.SourceNotFound(path="a\x1b[2Jb\rc"), lang="fr")
    told = capsys.readouterr().err
    assert told.startswith("Erreur\u00a0: a [2Jb c\u00a0: ni fichier")
    assert told.count("\n") == 1


def test_the_kind_of_an_unknown_name_is_said_in_french():
    error = errors.UnknownName(what="metric", name="gin", nearest="gini")
    assert "(mesure)" in sentence_of(error, lang="fr")


def test_reasons_of_ours_are_said_in_french():
    error = errors.OutputRefused(path="x", why="no permission")
    assert "droits insuffisants" in sentence_of(error, lang="fr")
    assert "no permission" in sentence_of(error, lang="en")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("seed = 1.5", "doit être un nombre entier"),
        ('lang = "de"', "doit être 'en' ou 'fr'"),
        ("[privacy]\nminimum_group = 2", "doit valoir au moins 5"),
        ('[time]\nsince = "hier"', "doit être un jour comme"),
        ('[[campaign]]\nname = "x"', "manque"),
        ("time = 3", "doit être une table"),
        ("[map]\nactor = 3", "doit être un texte"),
    ],
)
def test_a_setting_that_does_not_fit_is_told_in_french(tmp_path, content, expected):
    path = tmp_path / "own.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(errors.BadSetting) as refused:
        load_settings(path)
    assert expected in sentence_of(refused.value, lang="fr")


def said_in_errors(field):
    """Find the words of ours that errors are raised with: `why=` and `what=` as literals, anywhere in the package."""
    for path in Path(errors.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {one.__name__ for one in LEAVES}:
                yield from (
                    part.value
                    for one in node.keywords
                    if one.arg == field
                    for part in ast.walk(one.value)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    if not any(isinstance(part, ast.JoinedStr) for part in ast.walk(one.value))
                )


@pytest.mark.parametrize("field", ["what", "why"])
def test_words_of_ours_in_errors_have_their_french(field):
    words = topic("fr", "errors")["words"]
    missing = {one for one in said_in_errors(field) if one not in words and " " in one}
    assert missing == set()
