"""Why a figure has no value: the export of a platform says what it cannot tell, any table which column would."""

from rse_maturity.i18n import catalogue
from rse_maturity.views.gaps import gaps
from tests.views.made_analysis import growing, missing

TEXTS = catalogue("en")


def reasons(*formats):
    made = growing(metrics={"response_rate": missing("no_comment", "share")})
    sources = tuple(
        made.input.sources[0].model_copy(update={"format": name, "capabilities": {"post": "yes"}}) for name in formats
    )
    told = made.model_copy(update={"input": made.input.model_copy(update={"sources": sources})})
    return [gap.reason for gap in gaps(told, texts=TEXTS)]


def test_the_export_of_a_platform_says_what_it_cannot_tell():
    (said,) = reasons("slack_analytics")
    assert TEXTS.text("formats.slack_analytics.cannot") in said


def test_any_table_says_which_column_would():
    assert reasons("slack_analytics", "generic") == [TEXTS.text("metrics.reasons.no_comment")]
