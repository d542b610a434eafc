"""How an error is told: one sentence on standard error, in the language asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.cli.output import note
from rse_maturity.cli.texts import text, topic
from rse_maturity.views.characters import shown

if TYPE_CHECKING:
    from rse_maturity.errors import RseMaturityError


def tell(error: RseMaturityError, *, lang: str) -> None:
    """Write the sentence of `error` on standard error."""
    sentence = shown(sentence_of(error, lang=lang))  # a path or a header may hold what moves the cursor
    note(text(lang, "notes.error", sentence=sentence))


def sentence_of(error: RseMaturityError, *, lang: str) -> str:
    """Return the sentence of `error`: the language's own where it has one, else the English of the class."""
    texts = topic(lang, "errors")
    template = texts.get(error.code)
    if template is None:
        return str(error)
    words = texts.get("words", {})
    fields = {name: words.get(str(value), value) if name == "what" else value for name, value in error.fields.items()}
    return str(template).format(**fields)
