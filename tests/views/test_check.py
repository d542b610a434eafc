"""What check says: every gate with a sentence, in both languages; open gates with their reason; at any width."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from rse_maturity.config import GateSettings
from rse_maturity.i18n import catalogue
from rse_maturity.model.check import Gate, GateKind
from rse_maturity.tracking.check import check_of
from rse_maturity.tracking.trend import trend_of
from rse_maturity.views.check import check_text
from rse_maturity.views.ci.run import Run
from rse_maturity.views.gates import gate_sentence, with_gate_sentences
from rse_maturity.views.paper import Paper
from tests.tracking.made_snapshots import months

NOON = datetime(2025, 7, 2, 12, tzinfo=UTC)
STEADY = [0.40, 0.41, 0.40, 0.39, 0.40, 0.41, 0.40, 0.39, 0.40, 0.41, 0.40, 0.40]
EVERY_GATE = GateSettings.model_validate(
    {
        "phase": "growth",
        "match_rate": 0.96,
        "refused_rows": 0.1,
        "freshness_days": 1,
        "metrics": {"participation_rate": {"floor": 0.35, "ceiling": 0.9, "fall": 0.1, "year_fall": 0.1}},
    }
)


def said(history, *, lang="en", width=100, encoding="utf-8", settings=EVERY_GATE, warn_only=False):
    texts = catalogue(lang)
    check = with_gate_sentences(check_of(history, settings, at=NOON, version="0.1.0", warn_only=warn_only), texts=texts)
    return check_text(
        Run(check=check, trend=trend_of(history)), texts=texts, paper=Paper(width=width, encoding=encoding)
    )


def test_a_fall_is_told_with_value_limit_interval_and_verdict():
    told = said(months([*STEADY, 0.30]), settings=GateSettings())
    assert told.startswith("acme: Failed\nGrowth, participation 30% (28% – 32%). 2 gates passed, 1 gate failed.\n")
    row = next(line for line in told.splitlines() if line.strip().startswith("Participation near its best"))
    assert row.split("  ")[-1].strip() == "✗ failed"
    assert all(part in row for part in ("−27%", "−35% – −18%", "≥\u00a0−10%"))
    assert "✗ Participation is below its best: 30%, against 41% on March 31, 2025 (−27%); neither chance nor" in told


def test_a_first_snapshot_says_that_there_is_nothing_to_compare():
    told = said(months([0.4]), settings=GateSettings())
    assert told.startswith("acme: Passed\n")
    assert "A single snapshot has nothing to compare with" in told
    assert told.count(": Nothing to compare yet.") == 3


def test_a_warning_is_no_failure():
    assert said(months([*STEADY, 0.2]), warn_only=True).startswith("acme: Failed, as a warning only\n")


def test_why_a_larger_fall_passed_is_told():
    told = said(months([0.4, 0.35], half=0.04))
    assert "✓ Participation: 35%, after 40% on May 31, 2025 (−13%). That is more than allowed, but it may be" in told


def test_what_changed_in_between_is_told():
    *before, last = months(STEADY)
    told = said([*before, last.model_copy(update={"tool_version": "9.0"})])
    assert "To be read with care\n  ! Written by two versions of the program (0.1.0, 9.0)" in told


def test_no_gate_is_no_table():
    told = said(months(STEADY), settings=GateSettings(phase_fell=False, best_of=0, trend_over=0))
    assert told.startswith("acme: Passed\n")
    assert "Verdict" not in told


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("width", [60, 100, 160])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_line_is_wider_than_the_paper(lang, width, encoding):
    told = said(months([0.3, *STEADY, 0.30]), lang=lang, width=width, encoding=encoding)
    assert max(map(len, told.splitlines())) <= width
    assert told.isascii() == (encoding == "ascii")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("kind", get_args(GateKind))
@pytest.mark.parametrize("verdict", ["passed", "failed"])
def test_every_kind_has_its_sentences(lang, kind, verdict):
    gate = Gate(
        id=kind,
        kind=kind,
        verdict=verdict,
        metric="response_rate",
        unit="count" if kind == "freshness" else "share",
        value=3.0 if kind == "freshness" else -0.25,
        limit=2.0 if kind == "freshness" else -0.1,
        against=date(2025, 5, 31),
        stood="cruise",
        stands="growth",
        before=0.4,
        now=0.3,
        figure_unit="share",
        span=8,
    )
    told = gate_sentence(gate, texts=catalogue(lang))
    assert told.endswith((".", "!"))
    assert "{" not in told


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_reason_that_a_gate_gives_has_its_words(lang):
    reasons = catalogue(lang).raw("gates.reason")
    given = {
        *("nothing_to_compare", "no_year_ago", "exceptional", "definition", "not_comparable", "not_measured"),
        *("not_measured_then", "no_interval", "was_zero", "not_judged", "not_judged_then", "no_directory", "no_rows"),
        "few_snapshots",
    }
    assert set(reasons) == given
    assert set(catalogue(lang).raw("gates.because")) == {"noise", "season"}
