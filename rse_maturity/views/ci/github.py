"""Annotations of GitHub Actions: workflow commands, to be printed by the step.

Their escaping is that of GitHub's own toolkit (`packages/core/src/command.ts`): percent signs and ends of lines
everywhere, colons and commas in a property as well. Unescaped, a name could begin a command of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.views.ci.run import headline, subject, tally
from rse_maturity.views.gates import gate_name

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.ci.run import Run

_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def text(run: Run, *, texts: Catalogue) -> str:
    """Write one command a line: an error for each gate that failed (a warning under `--warn-only`), then a notice.

    Gates that are not known have no line of their own: GitHub shows ten annotations of a kind and drops the rest.
    """
    level = "warning" if run.check.warn_only else "error"
    about, colon = subject(run, texts=texts), texts.text("terminal.colon")
    lines = [
        command(level, title=f"{about}{colon}{gate_name(gate, texts=texts)}", message=gate.sentence or "")
        for gate in run.failed
    ]
    notice = f"{headline(run, texts=texts)}. {tally(run, texts=texts)}"
    return "\n".join([*lines, command("notice", title=about, message=notice)]) + "\n"


def command(name: str, *, title: str, message: str) -> str:
    """Write one workflow command.

    >>> command("error", title="Sales, EMEA: fall", message="26% now")
    '::error title=Sales%2C EMEA%3A fall::26%25 now'
    """
    return f"::{name} title={_escaped(title, _IN_PROPERTY)}::{_escaped(message, _IN_MESSAGE)}"


def _escaped(text: str, codes: dict[str, str]) -> str:
    return "".join(codes.get(one, one) for one in text)
