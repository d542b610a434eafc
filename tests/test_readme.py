"""The README says what the program says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rse_maturity.cli.app import build

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def between(start, end):
    return README.split(f"<!-- {start} -->")[1].split(f"<!-- {end} -->")[0]


def test_the_two_commands_come_first():
    fences = re.findall(r"^```sh\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    assert "analyze examples/growth/events.csv" in fences[0]
    assert fences[1].rstrip().endswith("python -m pytest")


def test_the_excerpt_is_what_the_example_prints(tmp_path):
    excerpt = between("example:start", "example:end").strip().removeprefix("```text\n").removesuffix("\n```")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    environment |= {"COLUMNS": "100", "RSE_MATURITY_KEY": "example", "PYTHONIOENCODING": "utf-8"}
    made = subprocess.run(
        [sys.executable, "-m", "rse_maturity", "analyze", "examples/growth/events.csv", "--people",
         "examples/growth/people.csv", "--lang", "en", "--no-charts", "-o", str(tmp_path / "out")],
        cwd=ROOT, env=environment, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    printed = "\n".join(line.rstrip() for line in made.stdout.splitlines())
    assert excerpt in printed
    assert excerpt.count("\n") > 20


def test_the_python_example_runs(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    code = re.search(r"```python\n(.*?)```", README, flags=re.DOTALL).group(1)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - it is our own
    assert capsys.readouterr().out.startswith("growth ")


@pytest.mark.parametrize("path", re.findall(r"\]\(((?!http|#)[^)]+)\)", README))
def test_what_is_linked_exists(path):
    assert (ROOT / path).exists()


def test_every_command_is_listed():
    listed = set(re.findall(r"^\| `rse-maturity (\w+)", README, flags=re.MULTILINE))
    assert listed == set(build("en").commands)
