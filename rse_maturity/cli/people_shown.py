"""What a user is told about how people are shown, on standard error."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rse_maturity.cli.output import note
from rse_maturity.cli.texts import text

if TYPE_CHECKING:
    from rse_maturity.config import Settings


def remind(settings: Settings, *, quiet: bool) -> None:
    """Say what the law asks where names are shown, even when quiet; else that pseudonyms without a key do not last."""
    persons = settings.privacy.persons
    if persons == "names":
        note(text(settings.lang, "notes.names"))
    elif persons == "pseudonyms" and not quiet and not os.environ.get("RSE_MATURITY_KEY"):
        note(text(settings.lang, "notes.no_key"))
