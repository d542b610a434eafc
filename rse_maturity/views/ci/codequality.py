"""Code quality report of GitLab (`artifacts:reports:codequality`): what GitLab shows as findings of a pipeline.

Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from rse_maturity.config import DEFAULT_FILE
from rse_maturity.views.ci.run import subject

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.ci.run import Run


def text(run: Run, *, texts: Catalogue) -> str:
    """Write one finding for each gate that failed, at the file where gates are set; none failed, an empty list.

    A finding keeps its fingerprint from one month to the next, so that GitLab tells a new one from an old one.
    """
    severity = "minor" if run.check.warn_only else "major"
    findings = [
        {
            "description": f"{subject(run, texts=texts)}{texts.text('terminal.colon')}{gate.sentence}",
            "check_name": f"rse-maturity/{gate.kind}",
            "fingerprint": sha256(f"{run.check.network}\0{gate.id}".encode()).hexdigest(),
            "severity": severity,
            "location": {"path": DEFAULT_FILE, "lines": {"begin": 1}},
        }
        for gate in run.failed
    ]
    return json.dumps(findings, ensure_ascii=False, indent=2) + "\n"
