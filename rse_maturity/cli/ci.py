"""What `check` writes for CI, as asked for on the command line: `--write KIND=FILE`, as often as there are files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from typer import Option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rse_maturity.i18n import Catalogue
    from rse_maturity.views.ci import Output
    from rse_maturity.views.ci.run import Run

Write = Annotated[list[str], Option("--write", metavar="KIND=FILE", show_default=False)]
Link = Annotated[str | None, Option("--link", metavar="URL", show_default=False)]
STDOUT = "-"


class Asked(NamedTuple):
    """One output that was asked for, and the file that it goes to (`-` is standard output)."""

    output: Output
    file: str


def asked_outputs(pairs: Iterable[str], *, link: str | None, lang: str) -> tuple[Asked, ...]:
    """Return what `--write` asks for, so that a misspelt kind is refused before the work.

    Raises
    ------
    BadSetting
        A pair is not of the form KIND=FILE, annotations are asked for without a link, or a link is no web address.
    UnknownName
        No such kind; the message names the nearest.
    """
    from rse_maturity.cli.texts import text  # noqa: PLC0415 - only for who asks
    from rse_maturity.errors import BadSetting, UnknownName  # noqa: PLC0415 - same
    from rse_maturity.nearest import nearest  # noqa: PLC0415 - same
    from rse_maturity.views.ci import OUTPUTS  # noqa: PLC0415 - same

    kinds = {one.name: one for one in OUTPUTS}
    if link is not None and not link.startswith(("https://", "http://")):
        raise BadSetting(where="--link", key=link, why=text(lang, "why.no_address"))
    asked = []
    for pair in pairs:
        kind, sign, file = pair.partition("=")
        if not (kind and sign and file):
            known = ", ".join(kinds)
            raise BadSetting(where="--write", key=pair, why=text(lang, "why.no_output", kinds=known))
        if kind not in kinds:
            raise UnknownName(what="output", name=kind, nearest=nearest(kind, kinds))
        if kind == "annotations" and link is None:
            raise BadSetting(where="--write", key=pair, why=text(lang, "why.no_link"))
        asked.append(Asked(kinds[kind], file))
    return tuple(asked)


def hand_over(run: Run, asked: Iterable[Asked], *, texts: Catalogue) -> None:
    """Write the outputs that were asked for, in their order.

    A file is written whole; what another step put into a job summary before is kept.

    Raises
    ------
    OutputRefused
        A file cannot be written.
    """
    from rse_maturity.cli.output import write  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.errors import OutputRefused  # noqa: PLC0415 - same
    from rse_maturity.views.whole import write_whole  # noqa: PLC0415 - same

    for output, file in asked:
        content = output.text(run, texts=texts)
        if file == STDOUT:
            write(content, document=True)
        elif output.adds:
            try:
                with Path(file).open("a", encoding="utf-8", newline="\n") as summary:
                    summary.write(content)
            except OSError as error:
                raise OutputRefused(path=file, why=error.strerror or "") from error
        else:
            write_whole(content, Path(file))
