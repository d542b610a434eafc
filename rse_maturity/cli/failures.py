"""How an error is told: one sentence on standard error, in the language asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    """Return the sentence of `error`: the language's own where it has one, else the English of the class.

    What the sentence names is translated as well where it is a word of ours (a kind of thing, a reason).
    """
    texts = topic(lang, "errors")
    template = texts.get(error.code, error.template)
    fields = {name: _said(name, value, lang) for name, value in error.fields.items()}
    if (why := _value_that_does_not_fit(error.__cause__, texts.get("values", {}))) is not None:
        fields["why"] = why
    return str(template).format(**fields)


def _said(field: str, value: object, lang: str) -> object:
    if field == "reason":
        return topic(lang, "reading").get("refused", {}).get(str(value), value)
    words = topic(lang, "errors").get("words", {})
    return words.get(str(value), value) if field in ("what", "why", "format", "where") else value


def _value_that_does_not_fit(cause: BaseException | None, values: dict[str, str]) -> str | None:
    """Say in the language what the checking of settings says in English."""
    found: list[dict[str, Any]] = getattr(cause, "errors", list)() if values else []
    if not found:
        return None
    first = found[0]
    template = values.get(first["type"])
    blanks = {name: str(blank).replace(" or ", " ou ") for name, blank in first.get("ctx", {}).items()}
    return None if template is None else template.format(**blanks)
