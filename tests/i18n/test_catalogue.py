import re
from importlib import resources

import pytest

from rse_maturity.errors import UnknownName
from rse_maturity.i18n import LANGUAGES, catalogue

FOLDER = resources.files("rse_maturity.i18n")
TOPICS = sorted({file.name.removesuffix(".toml") for lang in LANGUAGES for file in FOLDER.joinpath(lang).iterdir()})
ENGLISH_STANDS_IN_THE_CODE = {"errors"}
PLURALS = {"zero", "one", "two", "few", "many", "other"}


def leaves(table, place=()):
    for key, value in table.items():
        if isinstance(value, dict) and not set(value) <= PLURALS:
            yield from leaves(value, (*place, key))
        else:
            yield ".".join((*place, key)), value


def texts(lang, topic):
    found = {}
    for key, value in leaves(catalogue(lang)._topic(topic)):
        forms = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
        found[key] = [form for form in forms if isinstance(form, str)]
    return found


def blanks(forms):
    return {name for form in forms for name in re.findall(r"(?<!\{)\{(\w+)", form)}


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic not in ENGLISH_STANDS_IN_THE_CODE])
def test_every_language_has_the_same_texts_with_the_same_blanks(topic):
    english, french = texts("en", topic), texts("fr", topic)
    assert set(english) == set(french)
    differing = {key for key in english if blanks(english[key]) != blanks(french[key])}
    assert differing == set()


CODE = re.compile(r"`[^`]*`|--\S+|pip install \S+|\[\S+\]|\"\w+\"|\w+ = \"[^\"]*\"")
MISTAKES = {
    "no narrow no-break space before ; ! or ?": re.compile(r"[^\u202f!?][;!?](?=\s|$)"),
    "no no-break space before a colon": re.compile(r"[^\u00a0]:(?=\s|$)"),
    "no no-break space inside guillemets": re.compile(r"«[^\u00a0]|[^\u00a0]»"),
    "a typewriter's apostrophe or quotation mark": re.compile(r"['\"]"),
}


@pytest.mark.parametrize("topic", TOPICS)
def test_french_is_typeset_as_french(topic):
    found = {
        (key, mistake)
        for key, forms in texts("fr", topic).items()
        for form in forms
        for mistake, pattern in MISTAKES.items()
        if pattern.search(CODE.sub("x", form))
    }
    assert found == set()


def test_plural_forms_follow_the_language():
    template = {"one": "{n:number} personne", "many": "{n:number} de personnes", "other": "{n:number} personnes"}
    french = catalogue("fr").locale
    assert [french.plural_form(n) for n in (0, 1, 2)] == ["one", "one", "other"]
    assert catalogue("fr").fill(template["other"], n=1974) == "1\u202f974 personnes"


@pytest.mark.parametrize(
    ("lang", "name", "value", "written"),
    [
        ("en", "percent", 0.125, "13%"),
        ("fr", "percent", 0.125, "13\u202f%"),
        ("en", "share", 0.0655, "6.6%"),
        ("en", "share", 0.0999, "10%"),
        ("fr", "ratio", 1.005, "1,01"),
        ("fr", "number", 1234567, "1\u202f234\u202f567"),
        ("en", "hours", 3.25, "3.3\u202fh"),
        ("fr", "hours", 100, "4\u00a0jours"),
    ],
)
def test_numbers_are_written_as_the_language_does_rounded_half_up(lang, name, value, written):
    assert catalogue(lang).fill(f"{{x:{name}}}", x=value) == written


@pytest.mark.parametrize(
    ("lang", "value", "unit", "written"),
    [
        ("en", 0.125, "percent", "+13%"),
        ("fr", -0.125, "percent", "−13\u202f%"),
        ("fr", -0.004, "points", "0"),
        ("en", 0.004, "points", "0"),
        ("fr", -0.024, "decimal2", "−0,02"),
        ("fr", -0.0004, "share", "0\u202f%"),
        ("en", 3.0, "people", "+3"),
        ("fr", -9.4, "hours", "−9,4\u202fh"),
        ("en", -72.0, "hours", "−3 days"),
        ("fr", None, "share", "–"),
    ],
)
def test_a_change_carries_its_sign_and_zero_has_none(lang, value, unit, written):
    assert catalogue(lang).signed(value, unit) == written


def test_a_figure_without_value_is_a_dash():
    assert catalogue("en").value(None, "share") == "–"


def test_an_unknown_language_names_the_nearest():
    with pytest.raises(UnknownName, match="Did you mean 'fr'"):
        catalogue("frr")
