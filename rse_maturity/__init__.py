"""In which phase of maturity is an enterprise social network, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rse_maturity.adoption import check, trend
    from rse_maturity.api import analyze, convert, inspect, load, track
    from rse_maturity.config import Settings, load_settings
    from rse_maturity.errors import RseMaturityError
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.tracking.history import open_history

__version__ = "0.1.0"

_HOMES = {
    "Analysis": "rse_maturity.model.analysis",
    "RseMaturityError": "rse_maturity.errors",
    "Settings": "rse_maturity.config",
    "analyze": "rse_maturity.api",
    "check": "rse_maturity.adoption",
    "convert": "rse_maturity.api",
    "inspect": "rse_maturity.api",
    "load": "rse_maturity.api",
    "load_settings": "rse_maturity.config",
    "open_history": "rse_maturity.tracking.history",
    "track": "rse_maturity.api",
    "trend": "rse_maturity.adoption",
}
__all__ = [
    "Analysis",
    "RseMaturityError",
    "Settings",
    "__version__",
    "analyze",
    "check",
    "convert",
    "inspect",
    "load",
    "load_settings",
    "open_history",
    "track",
    "trend",
]


def __getattr__(name: str) -> Any:
    """Load a public name on first use, so that `--help` stays light."""
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415 - the point of this function

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(name)
