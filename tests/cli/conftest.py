"""A stand-in for the api: the command line is tested without the engine behind it."""

import sys
from datetime import UTC, datetime
from types import ModuleType

import polars as pl
import pytest

import rse_maturity
from rse_maturity.cli import main
from rse_maturity.model.dataset import Dataset, SourceReport
from rse_maturity.model.schema import CHANNELS, EVENTS, PEOPLE, REJECTED, TAGS
from tests.views.made_analysis import growing


def dataset(*, rejected=0, warnings=()):
    report = SourceReport(
        name="a.csv", format="generic", sha256="0" * 64, rows=10, events=10 - rejected, rejected=rejected, duplicates=0
    )
    refused = {
        "source": ["a.csv"] * rejected,
        "line": [2] * rejected,
        "field": ["at"] * rejected,
        "reason": ["x"] * rejected,
    }
    return Dataset(
        events=pl.DataFrame(schema=EVENTS),
        people=pl.DataFrame(schema=PEOPLE),
        channels=pl.DataFrame(schema=CHANNELS),
        tags=pl.DataFrame(schema=TAGS),
        sources=(report,),
        rejected=pl.DataFrame(refused, schema=REJECTED),
        zone="UTC",
        zone_source="default",
        first_event=datetime(2024, 1, 1, tzinfo=UTC),
        last_event=datetime(2024, 2, 1, tzinfo=UTC),
        capabilities={},
        warnings=warnings,
    )


class Api(ModuleType):
    """Remembers how it was called, and fails on demand."""

    def __init__(self):
        super().__init__("rse_maturity.api")
        self.calls = {}
        self.failure = None
        self.rejected = 0
        self.warnings = ()

    def load(self, sources, *, settings, progress):
        self.calls["load"] = (sources, settings)
        progress.step("reading")
        if self.failure is not None:
            raise self.failure
        return dataset(rejected=self.rejected, warnings=self.warnings)

    def check_thorough(self, settings):
        """Allow everything."""

    def analyze(self, _, *, settings, between, progress):
        self.calls["analyze"] = (settings, between)
        progress.step("measuring")
        return growing(lang=settings.lang)

    def convert(self, sources, *, output, append, settings, progress):
        self.calls["convert"] = (sources, output, append, settings)
        progress.step("writing")
        return dataset(warnings=self.warnings)


@pytest.fixture
def api(monkeypatch, tmp_path):
    made = Api()
    monkeypatch.setitem(sys.modules, "rse_maturity.api", made)
    monkeypatch.setattr(rse_maturity, "api", made, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("RSE_MATURITY_KEY", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return made


@pytest.fixture
def run(capsys):
    """Run the program; return exit code, standard output and standard error."""

    def go(*arguments):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        told = capsys.readouterr()
        return left.value.code, told.out, told.err

    return go
