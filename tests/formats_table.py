"""The table of formats in the README, from what formats say they tell and from their cases.

Run `python tests/formats_table.py` after a format or a case was added or changed.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from rse_maturity.cli.known import formats
from rse_maturity.i18n import catalogue
from rse_maturity.views.explain_formats import COLUMNS

TESTS = Path(__file__).parent
START, END = "<!-- formats:start -->", "<!-- formats:end -->"
ONE = {
    "posts": "post", "comments": "comment", "reactions": "reaction", "joins": "join", "people": "person", "bots": "bot",
}  # fmt: skip
ACTS = ("posts", "comments", "reactions", "joins")
PERSONS = ("people", "bots", "expected")
NOTE = (
    "Case: what the small invented export of that format in [tests/cases](tests/cases) holds, counted by hand;\n"
    "each format reads its own to these numbers."
)


def with_table(text: str) -> str:
    """Return a text with the table between its two comments brought up to date."""
    return re.sub(f"{START}.*?{END}", lambda _: f"{START}\n{table()}\n{NOTE}\n{END}", text, flags=re.DOTALL)


def table() -> str:
    """Write the table in Markdown: what each format is called, what it tells, the numbers of its case."""
    texts = catalogue("en")
    lines = [
        ("format", *(texts.text(f"tells.column.{name}") for name in COLUMNS), "case"),
        ("---", *(":-:" for _ in COLUMNS), "---"),
    ]
    for one in formats():
        states = (texts.text(f"tells.state.{one.tells[name]}") for name in COLUMNS)
        lines.append((f"{texts.text(f'formats.{one.id}.name')} `{one.id}`", *states, case_of(one.id)))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def case_of(name: str) -> str:
    """Say what the case of a format holds; `canonical` has none."""
    path = TESTS / "cases" / name / "expected.toml"
    if not path.exists():
        return "–"
    numbers = tomllib.loads(path.read_text(encoding="utf-8"))
    return "; ".join(filter(None, (counted(numbers, ACTS), counted(numbers, PERSONS))))


def counted(numbers: dict[str, int], names: tuple[str, ...]) -> str:
    """Write the numbers that are not 0, with their names."""
    return ", ".join(
        f"{numbers[name]} {ONE.get(name, name) if numbers[name] == 1 else name}" for name in names if numbers.get(name)
    )


if __name__ == "__main__":
    readme = TESTS.parent / "README.md"
    readme.write_text(with_table(readme.read_text(encoding="utf-8")), encoding="utf-8")
