"""What `check` hands to CI: one file an output, each a text made from one run of `check` alone."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.ci.run import Run


class Output(NamedTuple):
    """One output: its name on the command line, and whether it is added to what a file holds already."""

    name: str
    adds: bool = False

    def text(self, run: Run, *, texts: Catalogue) -> str:
        """Write the output."""
        made: str = import_module(f"{__name__}.{self.name}").text(run, texts=texts)
        return made


OUTPUTS = (
    Output("summary", adds=True),
    Output("github"),
    Output("codequality"),
    Output("annotations"),
    Output("junit"),
    Output("openmetrics"),
    Output("prometheus"),
    Output("badge"),
    Output("json"),
)
