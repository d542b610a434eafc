"""Annotations of a GitLab job (`artifacts:reports:annotations`): a link beside its log, named after what was found.

Format: https://docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsannotations. Links are all that it knows.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rse_maturity.views.ci.run import headline, subject, tally

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.ci.run import Run


def text(run: Run, *, texts: Catalogue) -> str:
    """Write one section named after the network, with a link to the run; without a link, none."""
    label = f"{headline(run, texts=texts)}. {tally(run, texts=texts)}"
    links = [] if run.link is None else [{"external_link": {"label": label, "url": run.link}}]
    return json.dumps({subject(run, texts=texts): links}, ensure_ascii=False, indent=2) + "\n"
