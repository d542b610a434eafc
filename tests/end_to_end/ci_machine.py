"""A machine of CI in small: runs the shell of a GitHub workflow or of a GitLab job as their runners would.

Only `uses:` steps are stood in for: what they fetch is here already, what they upload is kept in a folder.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import yaml

EXAMPLES = Path(__file__).parents[2] / "examples" / "ci"
TOOLS = {
    "rse-maturity": 'exec "{python}" -m rse_maturity "$@"',
    "pip": 'echo "pip $*"',
    "date": """
case "$1" in
-d) exec /bin/date -d "$TODAY $2" "$3" ;;
*) exec /bin/date -d "$TODAY" "$1" ;;
esac""",
    "gh": """
case "$1 $2" in
"run list") ls -r "$ARTIFACTS" ;;
"run download") test -d "$ARTIFACTS/$3/$5" && cp -r "$ARTIFACTS/$3/$5" "$7" ;;
esac""",
}
GET_EXPORT = 'mkdir -p "$1"; cp "$EXPORT"/* "$1"'


@dataclass
class Done:
    """What one job left: its steps with their exit codes, what they printed, its own environment."""

    codes: dict[str, int] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)

    @property
    def passed(self):
        return not any(self.codes.values())


class Machine:
    """A repository with the examples in it, its server, and the tools that jobs call."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.origin, self.artifacts, tools = home / "origin.git", home / "artifacts", home / "tools"
        self.artifacts.mkdir()
        tools.mkdir()
        for name, script in TOOLS.items():
            _program(tools / name, script.replace("{python}", sys.executable))
        self.environment = {
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "ARTIFACTS": str(self.artifacts),
            "RSE_MATURITY_KEY": "a key for tests",
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        self._repository()

    def _repository(self) -> None:
        """Lay the examples where a user would, and push them."""
        first = self.home / "first"
        workflows = first / ".github" / "workflows"
        workflows.mkdir(parents=True)
        shutil.copy(EXAMPLES / "github-workflow.yml", workflows / "maturity.yml")
        shutil.copy(EXAMPLES / "rse-maturity.toml", first)
        shutil.copy(EXAMPLES / "monthly.sh", first)
        _program(first / "get-export.sh", GET_EXPORT)
        author = ("-c", "user.name=a", "-c", "user.email=a@localhost")
        for arguments in (
            ("init", "--quiet", "--initial-branch", "main"),
            ("add", "--all"),
            (*author, "commit", "--quiet", "--message", "Examples"),
            ("clone", "--quiet", "--bare", ".", str(self.origin)),
        ):
            self.git(*arguments, folder=first)

    def git(self, *arguments: str, folder: Path) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def checkout(self, name: str) -> Path:
        folder = self.home / name
        self.git("clone", "--quiet", str(self.origin), str(folder), folder=self.home)
        return folder

    def shell(self, script: str, *, folder: Path, **variables: str) -> tuple[int, str]:
        """Run a script as the runners do, on the day that `TODAY` names."""
        noon = datetime.fromisoformat(f"{variables['TODAY']}T12:00:00+00:00")
        variables["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))
        done = subprocess.run(
            ["bash", "-e", "-c", script], cwd=folder, env=self.environment | variables,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False, timeout=300,
        )  # fmt: skip
        return done.returncode, done.stdout

    def github(self, number: int, **variables: str) -> Done:
        """Run the workflow once, as run `number`."""
        job = yaml.safe_load((EXAMPLES / "github-workflow.yml").read_text(encoding="utf-8"))["jobs"]["maturity"]
        folder, done = self.checkout(f"run{number}"), Done()
        given = variables | {
            "GITHUB_STEP_SUMMARY": str(self.home / f"summary{number}.md"),
            "GITHUB_WORKFLOW": "Network maturity",
            "GITHUB_SERVER_URL": "https://forge.example",
            "GITHUB_REPOSITORY": "acme/maturity",
            "GITHUB_RUN_ID": str(number),
        }
        for step in job["steps"]:
            if not done.passed and step.get("if") != "${{ !cancelled() }}":
                continue
            if "run" in step:
                own = {name: re.sub(r"\$\{\{.*\}\}", "", value) for name, value in step.get("env", {}).items()}
                name = step["name"]
                done.codes[name], done.printed[name] = self.shell(step["run"], folder=folder, **given, **own)
            elif step["uses"].startswith("actions/upload-artifact@"):
                _upload(step["with"], folder=folder, to=self.artifacts / str(number))
        return done

    def gitlab(self, **variables: str) -> tuple[Done, Path]:
        """Run the job of GitLab: one shell for all of its lines, then its artifacts, which must exist."""
        job = yaml.safe_load((EXAMPLES / "gitlab-ci.yml").read_text(encoding="utf-8"))["network-maturity"]
        folder, done = self.checkout("gitlab"), Done()
        lines = "\n".join([*job["before_script"], *job["script"]])
        given = variables | {"CI_JOB_URL": "https://forge.example/acme/-/jobs/1"}
        done.codes["script"], done.printed["script"] = self.shell(lines, folder=folder, **given)
        for path in (*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()):
            assert (folder / path).is_file()
        return done, folder


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def _upload(asked: dict[str, str], *, folder: Path, to: Path) -> None:
    paths = [folder / path for path in asked["path"].split() if (folder / path).exists()]
    place = to / asked["name"]
    if len(paths) == 1 and paths[0].is_dir():
        shutil.copytree(paths[0], place)
        return
    place.mkdir(parents=True)
    for path in paths:
        shutil.copy(path, place)
