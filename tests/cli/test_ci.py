"""--write KIND=FILE: refused before the work where it cannot be followed, handed over whole."""

from __future__ import annotations

import pytest

from rse_maturity.cli.ci import asked_outputs, hand_over
from rse_maturity.cli.failures import sentence_of
from rse_maturity.errors import OutputRefused, RseMaturityError
from rse_maturity.i18n import catalogue
from rse_maturity.views.ci import OUTPUTS
from tests.views.ci.made_runs import falling


def handed(*pairs, link="https://ci.example/7"):
    hand_over(falling(), asked_outputs(pairs, link=link, lang="en"), texts=catalogue("en"))


def test_every_output_is_written(tmp_path):
    handed(*(f"{one.name}={tmp_path / one.name}" for one in OUTPUTS))
    assert {path.name for path in tmp_path.iterdir()} == {one.name for one in OUTPUTS}
    assert all(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())


def test_a_summary_is_added_and_the_others_are_replaced(tmp_path):
    for name in ("summary", "badge"):
        (tmp_path / name).write_text("of another step\n", encoding="utf-8")
        handed(f"{name}={tmp_path / name}")
    assert (tmp_path / "summary").read_text(encoding="utf-8").startswith("of another step\n## Acme")
    assert (tmp_path / "badge").read_text(encoding="utf-8").startswith("<?xml")


def test_a_dash_is_standard_output(capsys):
    handed("github=-")
    assert capsys.readouterr().out.splitlines()[0].startswith("::error title=Acme")


def test_a_file_may_hold_an_equals_sign(tmp_path):
    handed(f"json={tmp_path / 'a=b.json'}")
    assert (tmp_path / "a=b.json").exists()


@pytest.mark.parametrize(
    ("pairs", "link", "told"),
    [
        (["junit"], None, "kinds: summary, github, codequality"),
        (["junit="], None, "is not of the form KIND=FILE"),
        (["=x"], None, "is not of the form KIND=FILE"),
        (["juint=x"], None, "Did you mean 'junit'?"),
        (["annotations=x"], None, "needs the address of this run (--link)"),
        ([], "javascript:alert(1)", "is no address"),
    ],
)
def test_what_cannot_be_followed_is_refused_before_the_work(pairs, link, told):
    with pytest.raises(RseMaturityError) as refused:
        asked_outputs(pairs, link=link, lang="en")
    assert told in str(refused.value)
    with pytest.raises(RseMaturityError) as refused:
        asked_outputs(pairs, link=link, lang="fr")
    assert told not in sentence_of(refused.value, lang="fr")


@pytest.mark.parametrize("kind", ["summary", "junit"])
def test_a_file_that_cannot_be_written_is_told(tmp_path, kind):
    with pytest.raises(OutputRefused, match="Choose another place"):
        handed(f"{kind}={tmp_path / 'none' / 'file'}")
