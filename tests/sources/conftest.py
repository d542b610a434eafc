"""Exports written to a folder of their own, and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rse_maturity.config import Settings, load_settings
from rse_maturity.sources import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rse_maturity.model.dataset import Dataset


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(content: str | bytes, name: str = "events.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def read(write: Callable[..., Path]) -> Callable[..., Dataset]:
    def loaded(content: str | bytes, name: str = "events.csv", **overrides: object) -> Dataset:
        settings = load_settings(None, overrides=overrides) if overrides else Settings()
        return load([write(content, name)], settings=settings)

    return loaded
