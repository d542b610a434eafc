"""Why the network is in its phase, in one plain sentence."""

import pytest

from rse_maturity.i18n import catalogue
from rse_maturity.views.why import why_sentence
from tests.views.made_analysis import growing


def with_cruise(outcome):
    made = growing()
    findings = tuple(
        one.model_copy(update={"outcome": outcome}) if one.phase == "cruise" and one.outcome == "no" else one
        for one in made.phase.findings
    )
    return made.model_copy(update={"phase": made.phase.model_copy(update={"findings": findings, "flags": ()})})


def test_the_finding_that_stands_in_the_way_is_told():
    assert "What most keeps it from cruise" in why_sentence(with_cruise("no"), texts=catalogue("en"))


@pytest.mark.parametrize("outcome", ["yes", "unknown"])
@pytest.mark.parametrize(("lang", "words"), [("en", "in a row, quiet"), ("fr", "consécutifs, saisons")])
def test_where_nothing_speaks_against_the_next_phase_it_says_what_is_waited_for(outcome, lang, words):
    assert words in why_sentence(with_cruise(outcome), texts=catalogue(lang))
