"""The table of formats in the README, made from what the formats say: `python -m rse_maturity.cli.formats_table`."""

from __future__ import annotations

import re
from pathlib import Path

from rse_maturity.cli.known import formats
from rse_maturity.i18n import catalogue
from rse_maturity.views.explain_formats import formats_markdown

START, END = "<!-- formats:start -->", "<!-- formats:end -->"


def with_table(text: str) -> str:
    """Return a text with the table between its two comments brought up to date."""
    table = f"{START}\n{formats_markdown(formats(), texts=catalogue('en'))}{END}"
    return re.sub(f"{START}.*?{END}", lambda _: table, text, flags=re.DOTALL)


if __name__ == "__main__":  # run in the folder of the README, after a format was added or tells something else
    readme = Path("README.md")
    readme.write_text(with_table(readme.read_text(encoding="utf-8")), encoding="utf-8")
