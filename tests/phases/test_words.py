import re
from string import Formatter
from typing import get_args

import pytest

from rse_maturity.config import Settings
from rse_maturity.i18n import LANGUAGES, catalogue
from rse_maturity.model.verdict import FlagName
from rse_maturity.phases.counsels import COUNSELS
from rse_maturity.phases.judge import judge
from rse_maturity.phases.ladder import OUTCOMES, PHASES
from rse_maturity.phases.rules import RULES
from tests.phases.made_months import CREATION, CRUISE, GROWTH, context, story

RULE_KEYS = {"name", "question", "why", "reading", "silent", *OUTCOMES}
FLAGS = {
    "relapsed": {"participation_rate", "limit"},
    "broadcast": {"comments_per_post", "limit"},
    "bulk_enrolled": set(),
    "team_dependent": {"self_sustained_share", "limit"},
    "few_people": {"absence_factor", "limit"},
    "silo": {"cross_unit_ratio", "low", "high", "limit"},
    "hole": {"weeks", "start", "end"},
    "truncated": {"months"},
    "imported": {"events", "day"},
    "rising_unconfirmed": {"months", "needed"},
    "falling_unconfirmed": {"months", "needed"},
}
"""The evidence that is always known when the flag is raised."""


def blanks(text):
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def every_text(lang):
    for topic in ("rules", "phases", "advice"):
        for table in catalogue(lang).raw(topic).values():
            yield from table.values()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rules_files_and_words_are_the_same(lang):
    words = catalogue(lang).raw("rules")
    assert list(words) == [rule.id for rule in RULES]
    for table in words.values():
        assert set(table) == RULE_KEYS
        assert {field for name in ("yes", "no") for field in blanks(table[name])} == {"value", "limit"}
        assert not blanks(table["unknown"] + table["not_applicable"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_limit_is_ever_written_in_words(lang):
    texts = catalogue(lang).raw("rules")
    assert [text for table in texts.values() for text in table.values() if re.search(r"\d", text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_advice_names_only_what_it_uses(lang):
    words = catalogue(lang).raw("advice")
    assert set(words) == {counsel.id for counsel in COUNSELS}
    for counsel in COUNSELS:
        assert set(words[counsel.id]) == {"what", "why", "check"}
        named = set().union(*(blanks(text) for text in words[counsel.id].values()))
        assert named == set(counsel.uses)
        assert all(text.count(".") == 1 and text.endswith(".") for text in words[counsel.id].values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_phases_flags_and_the_rest_have_words(lang):
    words = catalogue(lang).raw("phases")
    for label in (*PHASES, "insufficient_data"):
        assert set(words[label]) == {"name", "what", "steer", "managers"}
    assert set(words["momentum"]) == {"rising", "stable", "declining", "unknown"}
    assert set(words["flags"]) == set(FLAGS) == set(get_args(FlagName))
    assert all(blanks(words["flags"][name]) <= known for name, known in FLAGS.items())
    assert set(words["confidence"]) == {"people", "redraws"}
    assert set(words["missing"]) == {"contributors", "weeks", "signals"}


def test_french_is_set_as_french_readers_expect():
    for text in every_text("fr"):
        assert not re.search(r"[^\u202f][;!?%]|[^\u00a0]:(?!number)|'|« | »", re.sub(r"\{[^}]*\}", "x", text)), text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("values", [CREATION, GROWTH, CRUISE], ids=PHASES)
def test_every_sentence_of_a_judgement_can_be_written(lang, values):
    judgement = judge(story((4, values), age=30), context=context(), settings=Settings())
    texts = catalogue(lang)
    for one in judgement.phase.findings:
        sentence = texts.text(
            f"rules.{one.rule}.{one.outcome}",
            value=texts.value(one.value, "ratio"),
            limit=texts.value(one.limit, "ratio"),
        )
        if one.outcome in ("yes", "no"):
            assert texts.value(one.limit, "ratio") in sentence
    for one in judgement.advice:
        written = {name: texts.value(value, "ratio") for name, value in one.values.items()}
        assert all(texts.text(f"advice.{one.id}.{part}", **written) for part in ("what", "why", "check"))
