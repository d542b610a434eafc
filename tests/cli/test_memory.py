"""What a process sets for the libraries it loads, and what it leaves to the user."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from rse_maturity.cli.memory import JEMALLOC, NUMPY

CODE = """
import gc, json, os
from rse_maturity.cli.memory import JEMALLOC, NUMPY, keep_freed_memory
keep_freed_memory()
said = {name: os.environ[name] for name in JEMALLOC | NUMPY}  # Polars puts its own before it
import numpy, polars
assert numpy.ones(10**7).sum() == polars.repeat(1, 10**7, eager=True).sum()
print(json.dumps([gc.isenabled(), said]))
"""


@pytest.mark.parametrize("stated", [{}, {"OPENBLAS_NUM_THREADS": "3", "MALLOC_ARENA_MAX": "2"}])
def test_what_the_user_has_set_stays(stated):
    plain = {name: value for name, value in os.environ.items() if name not in JEMALLOC | NUMPY}
    said = subprocess.run([sys.executable, "-c", CODE], env=plain | stated, capture_output=True, check=True).stdout
    collecting, settings = json.loads(said)
    assert not collecting
    assert settings == {name: stated.get(name, value) for name, value in (JEMALLOC | NUMPY).items()}
